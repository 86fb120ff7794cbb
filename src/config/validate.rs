//! Comes in: a pipeline or profile in its typed form, with its text. Goes out: every fault of its
//! meaning: names that nothing bears, lists that cannot be empty, claims no column can make. Never
//! touches a file: whether input folders exist is for the run to say.

use std::collections::BTreeSet;

use super::check::{Check, UNKNOWN_NAME, UNKNOWN_PROFILE};
use super::expectations::day;
use super::fault::{ConfigFault, Said, name_hint};
use super::operand::{CHOICES, Operand};
use super::profile::{OperationName, PeriodRule, Profile, RelationRule, TreeSource};
use super::source_text::Step;
use super::{Pipeline, pipeline::Reconcile};
use crate::model::budget_stage::BudgetStage;

use Step::{Key, Nth};

/// Code of a fault of a pipeline.
const PIPELINE: &str = "P001";
/// Code of a fault of a profile.
const PROFILE: &str = "P002";

/// Faults of a pipeline. `known_kinds` are the kinds that have a profile; `profiles` those that the
/// pipeline selects.
pub fn pipeline_faults(
    pipeline: &Pipeline,
    text: &str,
    file: &str,
    known_kinds: &[String],
    profiles: &[Profile],
) -> Vec<ConfigFault> {
    let mut check = Check::new(text, file, PIPELINE);
    check.pipeline_words(pipeline);
    check.repeated(&pipeline.profiles, &[Key("profiles")]);
    for (idx, kind) in pipeline.profiles.iter().enumerate() {
        check.known_kind(kind, known_kinds, &[Key("profiles"), Nth(idx)]);
    }
    for (idx, code) in pipeline.checks.off.iter().enumerate() {
        check.known_rule(code, &[Key("checks"), Key("off"), Nth(idx)]);
    }
    check.handing(pipeline, known_kinds);
    let mut names = BTreeSet::new();
    for (idx, reconcile) in pipeline.reconcile.iter().enumerate() {
        let at = [Key("reconcile"), Nth(idx)];
        if !names.insert(reconcile.name.as_str()) {
            check.twice(&reconcile.name, &[at[0], at[1], Key("name")]);
        }
        check.reconcile(reconcile, at, known_kinds, profiles);
    }
    for (name, value) in &pipeline.limits {
        check.limit(name, *value, &[Key("limits"), Key(name)]);
    }
    check.done()
}

/// Faults of a profile, which lies in the file of its kind.
pub fn profile_faults(profile: &Profile, text: &str, file: &str) -> Vec<ConfigFault> {
    let mut check = Check::new(text, file, PROFILE);
    check.not_blank(&profile.kind, &[Key("kind")]);
    let stem = file
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(file)
        .trim_end_matches(".toml");
    if profile.kind != stem {
        check.add(
            PROFILE,
            &[Key("kind")],
            Said::new(
                format!(
                    "`kind` adalah `{}`, tetapi nama berkasnya `{stem}`",
                    profile.kind
                ),
                format!(
                    "`kind` is `{}`, yet the file is named `{stem}`",
                    profile.kind
                ),
            ),
            Some(Said::new("samakan keduanya", "make them the same")),
        );
    }
    check.not_blank(&profile.title.id, &[Key("title"), Key("id")]);
    check.not_blank(&profile.title.en, &[Key("title"), Key("en")]);
    check.recognise(profile);
    check.tree(profile);
    let mut fields = BTreeSet::new();
    for (idx, column) in profile.columns.iter().enumerate() {
        let at = [Key("column"), Nth(idx)];
        let field_at = [at[0], at[1], Key("field")];
        check.not_blank(&column.field, &field_at);
        if !fields.insert(column.field.as_str()) {
            check.twice(&column.field, &field_at);
        }
        if column.period != PeriodRule::Named {
            check.not_empty(&column.words, &[at[0], at[1], Key("words")]);
        }
        check.no_blanks(&column.with, &[at[0], at[1], Key("with")]);
        check.no_blanks(&column.words, &[at[0], at[1], Key("words")]);
        check.no_blanks(&column.not, &[at[0], at[1], Key("not")]);
    }
    for (idx, relation) in profile.relations.iter().enumerate() {
        check.relation(relation, [Key("relation"), Nth(idx)], &fields);
    }
    check.done()
}

/// What pipelines and profiles must mean.
impl Check<'_> {
    fn pipeline_words(&mut self, pipeline: &Pipeline) {
        self.not_blank(&pipeline.name, &[Key("name")]);
        // The name becomes a folder below `output/`, so it must not lead elsewhere.
        if pipeline.name.contains(['/', '\\'])
            || pipeline.name.starts_with('.')
            || pipeline.name.contains(char::is_control)
        {
            let reason = Said::new(
                "nama pipeline dipakai sebagai nama folder: tanpa `/`, `\\`, dan tidak diawali titik",
                "the name is used for a folder: no `/`, no `\\`, no leading dot",
            );
            self.add(
                PIPELINE,
                &[Key("name")],
                reason,
                Some(Said::new(
                    "tulis seperti \"kota-2023\"",
                    "write it as \"kota-2023\"",
                )),
            );
        }
        self.not_blank(&pipeline.region, &[Key("region")]);
        if !(1990..=2099).contains(&pipeline.year) {
            let reason = Said::new(
                format!("tahun anggaran {} tidak masuk akal", pipeline.year),
                format!("{} is no budget year", pipeline.year),
            );
            self.add(
                PIPELINE,
                &[Key("year")],
                reason,
                Some(Said::new(
                    "tahun 1990 sampai 2099",
                    "a year from 1990 to 2099",
                )),
            );
        }
        self.not_empty(&pipeline.inputs, &[Key("inputs")]);
        self.no_blanks(&pipeline.inputs, &[Key("inputs")]);
        self.repeated(&pipeline.inputs, &[Key("inputs")]);
        self.no_blanks(&pipeline.exclude, &[Key("exclude")]);
    }

    /// What agencies must hand in: stages of the budget or kinds, and a day that has one meaning.
    fn handing(&mut self, pipeline: &Pipeline, known_kinds: &[String]) {
        let table = Key("completeness");
        for (idx, name) in pipeline.completeness.expects.iter().enumerate() {
            if BudgetStage::named(name).is_none() {
                self.known_kind(name, known_kinds, &[table, Key("expects"), Nth(idx)]);
            }
        }
        self.repeated(&pipeline.completeness.expects, &[table, Key("expects")]);
        let deadline = pipeline.completeness.deadline.as_deref();
        if deadline.is_some_and(|text| day(text).is_none()) {
            let reason = Said::new(
                "`deadline` bukan tanggal yang pasti",
                "`deadline` is no date of one meaning",
            );
            let hint = Said::new("tulis seperti \"2024-01-31\"", "write it as \"2024-01-31\"");
            self.add(PIPELINE, &[table, Key("deadline")], reason, Some(hint));
        }
        if let Some(registry) = &pipeline.agencies.registry {
            self.not_blank(registry, &[Key("agencies"), Key("registry")]);
        }
    }

    fn reconcile(
        &mut self,
        reconcile: &Reconcile,
        at: [Step<'_>; 2],
        known_kinds: &[String],
        profiles: &[Profile],
    ) {
        let [table, nth] = at;
        self.not_blank(&reconcile.name, &[table, nth, Key("name")]);
        self.known_rule(&reconcile.rule, &[table, nth, Key("rule")]);
        self.not_empty(&reconcile.kinds, &[table, nth, Key("kinds")]);
        for (idx, kind) in reconcile.kinds.iter().enumerate() {
            let path = [table, nth, Key("kinds"), Nth(idx)];
            let selected = profiles.iter().any(|profile| profile.kind == *kind);
            if known_kinds.contains(kind) && !selected {
                let reason = Said::new(
                    format!("profil `{kind}` ada, tetapi tidak dipilih dalam `profiles`"),
                    format!("profile `{kind}` exists but is not among `profiles`"),
                );
                self.add(
                    UNKNOWN_PROFILE,
                    &path,
                    reason,
                    Some(Said::new("tambahkan ke `profiles`", "add it to `profiles`")),
                );
            } else {
                self.known_kind(kind, known_kinds, &path);
            }
        }
        self.quantity(reconcile, &[table, nth, Key("quantity")], profiles);
    }

    /// A figure must be a column of at least one kind, or a count of a level.
    fn quantity(&mut self, reconcile: &Reconcile, path: &[Step<'_>], profiles: &[Profile]) {
        let of_kinds = || {
            profiles
                .iter()
                .filter(|profile| reconcile.kinds.contains(&profile.kind))
        };
        if let Some(level) = reconcile.quantity.strip_prefix("count:") {
            self.not_blank(level, path);
            return;
        }
        let fields: BTreeSet<&str> = of_kinds()
            .flat_map(|profile| profile.columns.iter().map(|column| column.field.as_str()))
            .collect();
        // Unknown kinds are told already; their columns cannot be known.
        if of_kinds().next().is_some() && !fields.contains(reconcile.quantity.as_str()) {
            let reason = Said::new(
                format!(
                    "tidak ada kolom `{}` dalam jenis dokumen ini",
                    reconcile.quantity
                ),
                format!("none of these kinds has a column `{}`", reconcile.quantity),
            );
            self.add(
                UNKNOWN_NAME,
                path,
                reason,
                name_hint(&reconcile.quantity, fields),
            );
        }
    }

    fn recognise(&mut self, profile: &Profile) {
        let recognise = &profile.recognise;
        let is_generic = profile.kind == crate::config::profile::GENERIC;
        if recognise.fields.is_empty() && recognise.words.is_empty() && !is_generic {
            let reason = Said::new(
                "tanpa `fields` dan `words`, setiap tabel akan dianggap jenis ini",
                "without `fields` and `words`, every table would be of this kind",
            );
            self.add(
                PROFILE,
                &[Key("recognise")],
                reason,
                Some(Said::new("isi `fields`", "fill in `fields`")),
            );
        }
        let known: BTreeSet<&str> = profile
            .columns
            .iter()
            .map(|column| column.field.as_str())
            .collect();
        for (idx, field) in recognise.fields.iter().enumerate() {
            for name in field.split('|').map(str::trim) {
                self.known_field(name, &known, &[Key("recognise"), Key("fields"), Nth(idx)]);
            }
        }
        for (idx, group) in recognise.words.iter().enumerate() {
            let path = [Key("recognise"), Key("words"), Nth(idx)];
            self.not_empty(group, &path);
            self.no_blanks(group, &path);
        }
        self.no_blanks(&recognise.absent, &[Key("recognise"), Key("absent")]);
    }

    fn tree(&mut self, profile: &Profile) {
        let tree = &profile.tree;
        if tree.from == TreeSource::Words && tree.levels.is_empty() {
            let reason = Said::new(
                "`from = \"words\"` memerlukan `levels`",
                "`from = \"words\"` needs `levels`",
            );
            self.add(
                PROFILE,
                &[Key("tree")],
                reason,
                Some(Said::new("tambahkan `levels`", "add `levels`")),
            );
        }
        let mut names = BTreeSet::new();
        for (idx, level) in tree.levels.iter().enumerate() {
            let at = [Key("tree"), Key("levels"), Nth(idx)];
            let name_at = [at[0], at[1], at[2], Key("name")];
            self.not_blank(&level.name, &name_at);
            if !names.insert(level.name.as_str()) {
                self.twice(&level.name, &name_at);
            }
            self.no_blanks(&level.words, &[at[0], at[1], at[2], Key("words")]);
        }
    }

    fn relation(&mut self, relation: &RelationRule, at: [Step<'_>; 2], fields: &BTreeSet<&str>) {
        let [table, nth] = at;
        self.known_rule(&relation.rule, &[table, nth, Key("rule")]);
        self.known_field(&relation.target, fields, &[table, nth, Key("target")]);
        for (idx, operand) in relation.operands.iter().enumerate() {
            let path = [table, nth, Key("operands"), Nth(idx)];
            if let Operand {
                unknown_choice: Some(choice),
                ..
            } = operand
            {
                let reason = Said::new(
                    format!("pilihan `@{choice}` tidak dikenal"),
                    format!("unknown choice `@{choice}`"),
                );
                let names = CHOICES.iter().map(|(name, _)| *name);
                self.add(UNKNOWN_NAME, &path, reason, name_hint(choice, names));
            }
            self.known_field(&operand.field, fields, &path);
        }
        for (idx, field) in relation.by.iter().enumerate() {
            self.known_field(field, fields, &[table, nth, Key("by"), Nth(idx)]);
        }
        if !relation.by.is_empty()
            && (relation.operation != OperationName::Sum || relation.operands.len() != 1)
        {
            let reason = Said::new(
                "`by` hanya untuk `sum` dengan satu operand",
                "`by` is for `sum` of one operand only",
            );
            self.add(PROFILE, &[table, nth, Key("by")], reason, None);
        }
        let (least, most) = arity(relation.operation);
        let n_operands = relation.operands.len();
        if n_operands < least || most.is_some_and(|most| n_operands > most) {
            let wanted = if most == Some(least) {
                least.to_string()
            } else {
                format!("{least}+")
            };
            let reason = Said::new(
                format!("operasi ini memerlukan {wanted} operand, tertulis {n_operands}"),
                format!("this operation takes {wanted} operands, not {n_operands}"),
            );
            self.add(PROFILE, &[table, nth, Key("operands")], reason, None);
        }
    }
}

/// Fewest and most operands of an operation.
fn arity(operation: OperationName) -> (usize, Option<usize>) {
    match operation {
        OperationName::Sum | OperationName::Product => (1, None),
        OperationName::TaxedProduct | OperationName::Difference => (2, None),
        OperationName::Share | OperationName::Change => (2, Some(2)),
        OperationName::Equal | OperationName::AtMost => (1, Some(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::load::{pipeline_from_str, profile_from_str};

    const PROFILE_TEXT: &str = r#"kind = "renja"
title = { id = "Renja", en = "Work plan" }
recognise = { fields = ["pagu", "pago"], words = [["renja"], []] }

[[column]]
field = "pagu"
words = ["pagu", " "]

[[column]]
field = "pagu"
words = []

[[relation]]
rule = "A999"
target = "sisa"
operation = "share"
operands = ["pagu@later", "pagu@next", "realisasi"]
"#;

    /// Line, column, code and English hint of each fault.
    fn told(faults: &[ConfigFault]) -> Vec<(usize, usize, &str, &str)> {
        faults
            .iter()
            .map(|fault| {
                let hint = fault.hint.as_ref().map_or("", |hint| hint.en.as_str());
                (
                    fault.line.unwrap_or(0),
                    fault.column.unwrap_or(0),
                    fault.code,
                    hint,
                )
            })
            .collect()
    }

    #[test]
    fn every_fault_of_a_profile_is_told() {
        let profile = profile_from_str(PROFILE_TEXT, "renja.toml").expect("a profile");
        let faults = profile_faults(&profile, PROFILE_TEXT, "folder/renja.toml");
        let lines: Vec<_> = told(&faults)
            .iter()
            .map(|fault| (fault.0, fault.2))
            .collect();
        assert_eq!(
            lines,
            [
                (3, "P006"),
                (3, "P002"),
                (7, "P002"),
                (10, "P002"),
                (11, "P002"),
                (14, "P006"),
                (15, "P006"),
                (17, "P002"),
                (17, "P006"),
                (17, "P006")
            ],
            "{faults:#?}"
        );
        assert_eq!(told(&faults)[0].3, "did you mean `pagu`?");
    }

    #[test]
    fn what_must_be_handed_in_has_known_names_and_a_day() {
        let text = "name = \"p\"\nregion = \"r\"\nyear = 2023\ninputs = [\"data\"]\n[agencies]\nregistry = \" \"\n[completeness]\nexpects = [\"dpa\", \"renja\", \"dpaa\", \"renja\"]\ndeadline = \"02/03/2024\"\n";
        let pipeline = super::super::load::pipeline_from_str(text, "p.toml").expect("a pipeline");
        let faults = pipeline_faults(&pipeline, text, "p.toml", &["renja".to_owned()], &[]);
        let lines: Vec<_> = faults
            .iter()
            .map(|fault| (fault.code, fault.line))
            .collect();
        assert_eq!(
            lines,
            [
                ("P001", Some(6)),
                ("P003", Some(8)),
                ("P001", Some(8)),
                ("P001", Some(9))
            ],
            "{faults:#?}"
        );
    }

    #[test]
    fn limits_have_known_names_and_values_that_limit() {
        let head = "name = \"x\"\nregion = \"r\"\nyear = 2023\ninputs = [\"data\"]\n[limits]\n";
        let check = |table: &str| {
            let text = format!("{head}{table}");
            let pipeline = pipeline_from_str(&text, "p.toml").expect("a pipeline");
            let faults = pipeline_faults(&pipeline, &text, "p.toml", &[], &[]);
            (pipeline.limits(), faults)
        };
        let (limits, faults) = check("cells = 100\nmemory-megabytes = 2_048\n");
        assert!(faults.is_empty(), "{faults:#?}");
        let changed: Vec<_> = limits.changed().collect();
        assert_eq!(changed, [("cells", 100), ("memory-megabytes", 2048)]);

        let (_, faults) =
            check("cels = 5\nsheets = 0\nparts = -1\nseconds = 9_000_000_000_000\nwarna = 1\n");
        let range = "a whole number from 1 to 1000000000000";
        assert_eq!(
            told(&faults)[..4],
            [
                (6, 8, "P006", "did you mean `cells`?"),
                (7, 10, "P001", range),
                (8, 9, "P001", range),
                (9, 11, "P001", range),
            ],
            "{faults:#?}"
        );
        assert!(told(&faults)[4].3.starts_with("known: file-bytes, parts,"));

        for wrong in ["cells = \"5\"\n", "cells = 1.5\n", "cells = []\n"] {
            let faults =
                pipeline_from_str(&format!("{head}{wrong}"), "p.toml").expect_err("a fault");
            assert_eq!(told(&faults)[0].0, 6, "{faults:#?}");
        }
    }

    #[test]
    fn every_fault_of_a_pipeline_is_told() {
        let text = r#"name = "../x"
region = " "
year = 203
inputs = []
profiles = ["renja", "realisas"]
[checks]
off = ["A10l"]
[[reconcile]]
name = "pagu"
rule = "C00"
quantity = "pago"
scope = "total"
kinds = ["renja", "realisasi"]
"#;
        let pipeline = pipeline_from_str(text, "p.toml").expect("a pipeline");
        let profile_text = PROFILE_TEXT.replace("\"pago\"", "\"pagu\"");
        let profile = profile_from_str(&profile_text, "renja.toml").expect("a profile");
        let known = ["renja".to_owned(), "realisasi".to_owned()];
        let faults = pipeline_faults(&pipeline, text, "p.toml", &known, &[profile]);
        let lines: Vec<_> = told(&faults)
            .iter()
            .map(|fault| (fault.0, fault.2))
            .collect();
        assert_eq!(
            lines,
            [
                (1, "P001"),
                (2, "P001"),
                (3, "P001"),
                (4, "P001"),
                (5, "P003"),
                (7, "P006"),
                (10, "P006"),
                (11, "P006"),
                (13, "P003")
            ],
            "{faults:#?}"
        );
        assert_eq!(
            told(&faults)[4],
            (5, 22, "P003", "did you mean `realisasi`?")
        );
        assert_eq!(told(&faults)[7].3, "did you mean `pagu`?");
    }
}
