//! A finding: a document is wrong, or may be, or was read in a way its reader should know.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::cause::Cause;
use super::language::Language;
use super::life::Waiver;
use super::place::Place;
use super::relation::Operation;
use super::rules::Code;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// How something was read.
    Info,
    /// Suspicious but possibly right.
    Warning,
    /// An arithmetic claim is false, an identity is broken, an input is unreadable or missing.
    Error,
}

impl Severity {
    /// The public name.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The word for people.
    pub fn word(self, language: Language) -> &'static str {
        match self {
            Severity::Error => language.pick("kesalahan", "error"),
            Severity::Warning => language.pick("peringatan", "warning"),
            Severity::Info => language.pick("keterangan", "info"),
        }
    }
}

/// The words that findings carry for their messages, by placeholder.
#[rustfmt::skip]
pub const FACTS: [&str; 33] = [
    "agency", "all", "by", "cells", "code", "column", "constant", "count", "counts", "expected",
    "format", "format_en", "formula", "kind", "label", "lengths", "limit", "list", "missing",
    "name", "number", "other", "other_en", "parent", "quantity", "raw", "reason",
    "reason_en", "scale", "title", "until", "value", "year",
];

/// One root cause: what is wrong, where, with its evidence. Text is made when reports are written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Finding {
    /// Code of the rule.
    #[serde(with = "crate::model::compact::code")]
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Path of the document, relative to the input.
    pub document: Option<String>,
    /// The cell; `None` for a whole sheet or file.
    pub place: Option<Place>,
    /// Sheet, for a finding that is about a sheet but no cell.
    pub sheet: Option<String>,
    /// What the cell states.
    #[serde(with = "crate::model::compact::exact_option")]
    pub stated: Option<Decimal>,
    /// What it should be.
    #[serde(with = "crate::model::compact::exact_option")]
    pub computed: Option<Decimal>,
    /// `stated - computed`.
    #[serde(with = "crate::model::compact::exact_option")]
    pub difference: Option<Decimal>,
    /// The tolerance used.
    #[serde(with = "crate::model::compact::exact_option")]
    pub tolerance: Option<Decimal>,
    /// The operation by which it follows from the related cells, where it is a claim of arithmetic.
    pub operation: Option<Operation>,
    /// Other cells that are part of the evidence.
    pub related: Vec<Related>,
    /// Explanations, best first.
    pub causes: Vec<Cause>,
    /// Cells that are wrong only because this one is.
    pub consequences: Vec<Place>,
    /// Words for the message, by placeholder.
    #[serde(with = "crate::model::compact::facts")]
    pub facts: BTreeMap<&'static str, String>,
    /// Who answers for it, where it is waived.
    #[serde(skip)]
    pub waiver: Option<Waiver>,
}

/// Another cell of the evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// What it is to the finding.
    pub role: Role,
    /// Where it stands.
    pub place: Place,
    /// The number it states, where a number of it is part of the evidence.
    #[serde(with = "crate::model::compact::exact_option")]
    pub value: Option<Decimal>,
}

/// What a related cell is to the finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The total whose claim fails, where the finding blames an addend.
    Total,
    /// Part of a sum or mean.
    Addend,
    /// What is subtracted from.
    Minuend,
    /// What is subtracted.
    Subtrahend,
    /// Part of a product.
    Factor,
    /// Part of a formula of more than one operator.
    Operand,
    /// What is divided.
    Part,
    /// What it is divided by.
    Whole,
    /// The later value of a change.
    Later,
    /// The earlier value of a change.
    Earlier,
    /// A row that is counted.
    Counted,
    /// The same figure elsewhere.
    Counterpart,
    /// The largest value allowed.
    Limit,
}

impl Finding {
    /// A finding of `code` about a document, all evidence empty.
    pub fn about(code: &'static str, severity: Severity, document: &str) -> Self {
        Self {
            code,
            severity,
            document: Some(document.to_owned()),
            place: None,
            sheet: None,
            stated: None,
            computed: None,
            difference: None,
            tolerance: None,
            operation: None,
            related: Vec::new(),
            causes: Vec::new(),
            consequences: Vec::new(),
            facts: BTreeMap::new(),
            waiver: None,
        }
    }

    /// A finding of `code` at a cell.
    pub fn at(code: &'static str, severity: Severity, place: &Place) -> Self {
        let mut finding = Self::about(code, severity, &place.on.file);
        finding.sheet = Some(place.on.sheet.to_string());
        finding.place = Some(place.clone());
        finding
    }

    /// The percentages of a column that are written as fractions, told at the first of them.
    pub fn of_fractions(first: &Place, raw: &str, percent: Decimal, count: usize) -> Self {
        let mut finding = Self::at("R010", Severity::Warning, first)
            .fact("raw", raw)
            .fact_in(
                "reason",
                format!("persentase ditulis sebagai pecahan ({count} sel di kolom ini)"),
                format!("a percentage written as a fraction ({count} cells of this column)"),
            );
        finding.stated = Some(percent);
        finding
    }

    /// A finding of `code` about a sheet.
    pub fn about_sheet(
        code: &'static str,
        severity: Severity,
        document: &str,
        sheet: &str,
    ) -> Self {
        let mut finding = Self::about(code, severity, document);
        finding.sheet = Some(sheet.to_owned());
        finding
    }

    /// Adds a word for the message.
    #[must_use]
    pub fn fact(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.facts.insert(key, value.into());
        self
    }

    /// Adds a word for the message that differs by language: under `key` in Bahasa Indonesia, under
    /// `key` with `_en` in English.
    #[must_use]
    pub fn fact_in(
        mut self,
        key: &'static str,
        id: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        let english = match key {
            "format" => "format_en",
            "other" => "other_en",
            "list" => "list_en",
            _ => "reason_en",
        };
        self.facts.insert(key, id.into());
        self.facts.insert(english, en.into());
        self
    }

    /// Whether it says that a whole input could not be read. Of the limits only those that the
    /// file as a whole goes beyond do: a sheet left out leaves a file that was read.
    pub fn is_of_unread_file(&self) -> bool {
        let is_about_reading =
            ["R001", "R002", "R005", "R006", "R008", "R009"].contains(&self.code);
        is_about_reading && self.sheet.is_none() && self.place.is_none()
    }

    /// Whether somebody answers for it, so that it does not count.
    pub fn is_waived(&self) -> bool {
        self.waiver.is_some()
    }

    /// Order of findings in every output: document, sheet, place, code.
    pub fn sort_key(&self) -> (Option<&str>, Option<&str>, Option<&Place>, &str) {
        (
            self.document.as_deref(),
            self.sheet.as_deref(),
            self.place.as_ref(),
            self.code,
        )
    }
}
