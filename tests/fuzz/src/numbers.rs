//! The reader of numbers alone, since the stage around it needs tables.

#[path = "../../../src/stages/interpret_values/number/mod.rs"]
mod number;

use rust_decimal::Decimal;

use crate::model::notation::Notation;

/// The number that a text says, if it says one.
pub fn read(text: &str, notation: Notation) -> Option<Decimal> {
    match number::read(text) {
        number::Reading::Number(parsed) => Some(parsed.settle(notation, false)?.value),
        number::Reading::Product(_)
        | number::Reading::Dash
        | number::Reading::Several
        | number::Reading::Inexact
        | number::Reading::Lookalike
        | number::Reading::Broken
        | number::Reading::NotKnown
        | number::Reading::Identity
        | number::Reading::None => None,
    }
}
