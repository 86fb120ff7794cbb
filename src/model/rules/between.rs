//! Rules about figures that several tables or documents state.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this family, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "C101",
        name: "node-figure-differs",
        severity: Severity::Error,
        title: Text {
            id: "Angka satu kode berbeda antardokumen",
            en: "Figure of one code differs between documents",
        },
        message: Text {
            id: "{quantity} \"{label}\": di sini {stated}, di {other} {computed}, selisih {difference}",
            en: "{quantity} \"{label}\": here {stated}, in {other} {computed}, difference {difference}",
        },
        advice: Text { id: "-", en: "-" },
        checks: Text { id: "-", en: "-" },
        why: Text { id: "-", en: "-" },
        passes: "",
        fails: "",
        limits: Text { id: "-", en: "-" },
    },
    Rule {
        code: "C102",
        name: "total-figure-differs",
        severity: Severity::Error,
        title: Text {
            id: "Total berbeda antardokumen",
            en: "Total differs between documents",
        },
        message: Text {
            id: "Total {quantity}: di sini {stated}, di {other} {computed}, selisih {difference}",
            en: "Total {quantity}: here {stated}, in {other} {computed}, difference {difference}",
        },
        advice: Text { id: "-", en: "-" },
        checks: Text { id: "-", en: "-" },
        why: Text { id: "-", en: "-" },
        passes: "",
        fails: "",
        limits: Text { id: "-", en: "-" },
    },
    Rule {
        code: "C103",
        name: "stated-count-differs",
        severity: Severity::Error,
        title: Text {
            id: "Jumlah yang disebut berbeda dari isi tabel",
            en: "Stated count differs from the rows counted",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, di {other} terdapat {computed}",
            en: "{column} \"{label}\": stated {stated}, {other} has {computed}",
        },
        advice: Text { id: "-", en: "-" },
        checks: Text { id: "-", en: "-" },
        why: Text { id: "-", en: "-" },
        passes: "",
        fails: "",
        limits: Text { id: "-", en: "-" },
    },
    Rule {
        code: "C104",
        name: "indicator-figure-differs",
        severity: Severity::Warning,
        title: Text {
            id: "Angka indikator berbeda antartabel",
            en: "Figure of an indicator differs between tables",
        },
        message: Text {
            id: "{quantity} {year} untuk \"{label}\": di sini {stated}, di {other} {computed}",
            en: "{quantity} {year} of \"{label}\": here {stated}, in {other} {computed}",
        },
        advice: Text { id: "-", en: "-" },
        checks: Text { id: "-", en: "-" },
        why: Text { id: "-", en: "-" },
        passes: "",
        fails: "",
        limits: Text { id: "-", en: "-" },
    },
    Rule {
        code: "C105",
        name: "allocation-above-ceiling",
        severity: Severity::Error,
        title: Text {
            id: "Alokasi melebihi pagu",
            en: "Allocation above the ceiling",
        },
        message: Text {
            id: "{quantity} \"{label}\": di sini {stated}, melebihi pagu {computed} di {other}",
            en: "{quantity} \"{label}\": here {stated}, above the ceiling {computed} in {other}",
        },
        advice: Text { id: "-", en: "-" },
        checks: Text { id: "-", en: "-" },
        why: Text { id: "-", en: "-" },
        passes: "",
        fails: "",
        limits: Text { id: "-", en: "-" },
    },
];
