//! What is written of the model for another process comes back as it was; what is no such thing is
//! refused.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::model::cells::Cells;
use crate::model::compact::{Texts, exact, exact_option, in_turn};
use crate::model::date::Date;
use crate::model::expression::{Formula, Step};
use crate::model::finding::{FACTS, Finding, Severity};
use crate::model::grid::{Cell, Content, Style};
use crate::model::place::{CellRef, Place};
use crate::model::relation::Operation;
use crate::model::rules;

fn bytes<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_stdvec(value).expect("written")
}

fn back<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

fn place(col: u32) -> Place {
    Place::new("dinas/a.xlsx", "Lembar", CellRef::new(7, col))
}

#[test]
fn texts_are_told_once_and_shared_again() {
    let places: Vec<Place> = (0..100).map(place).collect();
    let alone = bytes(&places);
    let mut texts = Texts::default();
    let turn = in_turn(&mut texts, || bytes(&places));
    let again = in_turn(&mut texts, || bytes(&places));
    assert!(alone.len() > 2_000);
    assert!(turn.len() < 100 * 4 + 30, "{}", turn.len());
    assert_eq!(again.len(), 1 + 100 * 4);
    assert_eq!(back::<Vec<Place>>(&alone), Some(places.clone()));
    let mut texts = Texts::of_document("dinas/a.xlsx".into());
    let one = in_turn(&mut texts, || back::<Vec<Place>>(&turn)).expect("read");
    let two = in_turn(&mut texts, || back::<Vec<Place>>(&again)).expect("read");
    assert_eq!((&one, &two), (&places, &places));
    assert!(Arc::ptr_eq(&one[0].on.file, &two[99].on.file));
    assert!(Arc::ptr_eq(&one[0].on.sheet, &two[99].on.sheet));
    // Out of turn its numbers mean nothing; another document's places are refused.
    assert_eq!(back::<Vec<Place>>(&again), None);
    let mut texts = Texts::of_document("dinas/b.xlsx".into());
    assert!(in_turn(&mut texts, || back::<Vec<Place>>(&turn)).is_none());
}

#[test]
fn decimals_come_back_digit_by_digit() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Held(
        #[serde(with = "exact")] Decimal,
        #[serde(with = "exact_option")] Option<Decimal>,
    );

    let mut zero = Decimal::new(0, 3);
    zero.set_sign_negative(true);
    for value in [
        Decimal::MAX,
        Decimal::MIN,
        Decimal::new(-1050, 2),
        Decimal::new(1, 28),
        zero,
    ] {
        let held: Held = back(&bytes(&Held(value, Some(value)))).expect("read");
        assert_eq!(held.0.serialize(), value.serialize());
        assert_eq!(held.1.map(|held| held.serialize()), Some(value.serialize()));
    }
    assert_eq!(back(&bytes(&Held(zero, None))), Some(Held(zero, None)));
    assert!(back::<Held>(&bytes(&(i128::MAX, 0u32, false))).is_none());
    assert!(back::<Held>(&bytes(&(1i128, 29u32, false))).is_none());
}

#[test]
fn findings_come_back_with_the_words_of_the_program() {
    let finding = Finding::at("R004", Severity::Error, &place(3)).fact_in("reason", "rusak", "bad");
    let mut texts = Texts::default();
    let written = in_turn(&mut texts, || bytes(&[&finding, &finding]));
    let mut texts = Texts::default();
    let read: [Finding; 2] = in_turn(&mut texts, || back(&written)).expect("read");
    assert_eq!(format!("{read:?}"), format!("{:?}", [&finding, &finding]));
    let Some(rule) = rules::rule("R004") else {
        panic!("a rule");
    };
    assert!(std::ptr::eq(read[1].code, rule.code));
    let known = Finding::about("R999", Severity::Error, "a.xlsx");
    assert!(back::<Finding>(&bytes(&known)).is_none());
    let unknown = Finding::about("R004", Severity::Error, "a.xlsx").fact("nonsense", "x");
    assert!(back::<Finding>(&bytes(&unknown)).is_none());
}

#[test]
fn what_cannot_be_is_refused() {
    let formula = Formula::new(&[Step::Operand(0), Step::Number(3), Step::Divide]);
    let operation = Operation::Formula(formula.expect("a formula"));
    let written = bytes(&operation);
    assert_eq!(back(&written), Some(operation));
    let without_result = [&written[..1], &bytes(&[Step::Add; 2].as_slice())].concat();
    assert!(back::<Operation>(&without_result).is_none());
    let date = Date::new(2024, 2, 29).expect("a date");
    assert_eq!(back(&bytes(&date)), Some(date));
    assert!(back::<Date>(&bytes(&(2023u32, 2u32, 29u32))).is_none());
}

#[test]
fn cells_come_back_in_order_and_with_their_styles() {
    let bold = Arc::new(Style {
        bold: true,
        ..Style::default()
    });
    let cells: Cells = (0..3000u32)
        .map(|idx| {
            let mut cell = Cell::of(Content::Number(idx.into()));
            if idx % 2 == 0 {
                cell = Cell::text("Belanja").with(Some("1E3".into()), Some("SUM(A1:A2)".into()));
                cell.style = bold.clone();
            }
            (CellRef::new(idx / 7, idx % 7), cell)
        })
        .collect();
    let mut texts = Texts::default();
    let written = in_turn(&mut texts, || bytes(&cells));
    let mut texts = Texts::default();
    let read: Cells = in_turn(&mut texts, || back(&written)).expect("read");
    assert_eq!(read, cells);
    let cell = (0u32, Content::Bool(true), None::<()>, None::<()>);
    let of = |places: &[(u32, u32)]| {
        let cells: Vec<_> = places.iter().map(|at| (*at, cell.clone())).collect();
        back::<Cells>(&bytes(&([Style::default()].as_slice(), cells)))
    };
    assert_eq!(of(&[(0, 0), (0, 1)]).map(|cells| cells.len()), Some(2));
    for wrong in [
        &[(0, 1), (0, 0)][..],
        &[(0, 0), (0, 0)],
        &[(1_048_576, 0)],
        &[(0, 16_384)],
    ] {
        assert!(of(wrong).is_none(), "{wrong:?}");
    }
    let no_style: &[Style] = &[];
    assert!(back::<Cells>(&bytes(&(no_style, vec![((0u32, 0u32), cell)]))).is_none());
}

/// A word that a finding gets anywhere in the program must be in the table, or the finding would be
/// refused when a process hands it over.
#[test]
fn every_fact_that_findings_get_is_known() {
    let mut keys = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("a text");
                // Tests may say what they like.
                let text = text
                    .split("#[cfg(test)]\nmod tests {")
                    .next()
                    .unwrap_or_default();
                if !path.ends_with("tests.rs") {
                    keys.extend(told_in(text));
                }
            }
        }
    }
    assert!(keys.len() > 10, "{keys:?}");
    for key in keys {
        assert!(FACTS.contains(&&*key), "{key} is missing in FACTS");
    }
    assert!(FACTS.is_sorted());
}

/// The words that stand first in calls that add a fact.
fn told_in(text: &str) -> Vec<String> {
    let calls = [".fact(", ".fact_in(", "facts.insert("];
    let behind = calls.iter().flat_map(|call| text.split(call).skip(1));
    behind
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
        .map(str::to_owned)
        .collect()
}
