//! The words of the domain that reading needs.

#[path = "../../../src/model/amount.rs"]
pub mod amount;
#[path = "../../../src/model/cause.rs"]
pub mod cause;
#[path = "../../../src/model/document.rs"]
pub mod document;
#[path = "../../../src/model/extraction.rs"]
pub mod extraction;
#[path = "../../../src/model/finding.rs"]
pub mod finding;
#[path = "../../../src/model/format.rs"]
pub mod format;
#[path = "../../../src/model/grid.rs"]
pub mod grid;
#[path = "../../../src/model/language.rs"]
pub mod language;
#[path = "../../../src/model/limits.rs"]
pub mod limits;
#[path = "../../../src/model/notation.rs"]
pub mod notation;
#[path = "../../../src/model/place.rs"]
pub mod place;
#[path = "../../../src/model/rules/mod.rs"]
pub mod rules;
#[path = "../../../src/model/text.rs"]
pub mod text;
