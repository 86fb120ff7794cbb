//! Rules about pipelines and profiles.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this family, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "P001",
        name: "invalid-pipeline",
        severity: Severity::Error,
        title: Text {
            id: "Pipeline tidak sah",
            en: "Pipeline is not valid",
        },
        message: Text {
            id: "{reason}",
            en: "{reason}",
        },
        advice: Text { id: "-", en: "-" },
        checks: Text { id: "-", en: "-" },
        why: Text { id: "-", en: "-" },
        passes: "",
        fails: "",
        limits: Text { id: "-", en: "-" },
    },
    Rule {
        code: "P002",
        name: "invalid-profile",
        severity: Severity::Error,
        title: Text {
            id: "Profil tidak sah",
            en: "Profile is not valid",
        },
        message: Text {
            id: "{reason}",
            en: "{reason}",
        },
        advice: Text { id: "-", en: "-" },
        checks: Text { id: "-", en: "-" },
        why: Text { id: "-", en: "-" },
        passes: "",
        fails: "",
        limits: Text { id: "-", en: "-" },
    },
    Rule {
        code: "P003",
        name: "unknown-profile",
        severity: Severity::Error,
        title: Text {
            id: "Profil tidak dikenal",
            en: "Unknown profile",
        },
        message: Text {
            id: "{reason}",
            en: "{reason}",
        },
        advice: Text { id: "-", en: "-" },
        checks: Text { id: "-", en: "-" },
        why: Text { id: "-", en: "-" },
        passes: "",
        fails: "",
        limits: Text { id: "-", en: "-" },
    },
    Rule {
        code: "P004",
        name: "missing-input-folder",
        severity: Severity::Error,
        title: Text {
            id: "Folder masukan tidak ada",
            en: "Input folder is missing",
        },
        message: Text {
            id: "{reason}",
            en: "{reason}",
        },
        advice: Text { id: "-", en: "-" },
        checks: Text { id: "-", en: "-" },
        why: Text { id: "-", en: "-" },
        passes: "",
        fails: "",
        limits: Text { id: "-", en: "-" },
    },
    Rule {
        code: "P005",
        name: "empty-input-folder",
        severity: Severity::Error,
        title: Text {
            id: "Folder masukan kosong",
            en: "Input folder is empty",
        },
        message: Text {
            id: "{reason}",
            en: "{reason}",
        },
        advice: Text { id: "-", en: "-" },
        checks: Text { id: "-", en: "-" },
        why: Text { id: "-", en: "-" },
        passes: "",
        fails: "",
        limits: Text { id: "-", en: "-" },
    },
    Rule {
        code: "P006",
        name: "unknown-name",
        severity: Severity::Error,
        title: Text {
            id: "Nama tidak dikenal",
            en: "Unknown name",
        },
        message: Text {
            id: "{reason}",
            en: "{reason}",
        },
        advice: Text { id: "-", en: "-" },
        checks: Text { id: "-", en: "-" },
        why: Text { id: "-", en: "-" },
        passes: "",
        fails: "",
        limits: Text { id: "-", en: "-" },
    },
];
