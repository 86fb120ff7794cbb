//! The table of all rules: code, name, severity, message, explanation. Text only; the functions that
//! apply a rule stand in the stages.

mod arithmetic_broken_formulas;
mod arithmetic_formulas;
mod arithmetic_inferred;
mod arithmetic_rows;
mod arithmetic_sums;
mod between;
mod between_agencies;
mod between_chain;
mod internal;
mod pipelines;
mod reading_codes;
mod reading_files;
mod reading_numbers;
mod reading_tables;
mod reading_trees;
mod reading_twice;
mod reading_values;
mod staff;

use super::amount::{english, indonesian};
use super::finding::{Finding, Severity};
use super::identity::Numbers;
use super::language::Language;

/// Code of a rule, as the table of rules has it. A name of its own, since serde takes a plain `&str`
/// in a structure for one that lies in what is read.
pub type Code = &'static str;

/// A rule: its code, the fault it names, how to tell it and how to explain it.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The code, never reused.
    pub code: &'static str,
    /// The fault, in a few English words with hyphens.
    pub name: &'static str,
    /// Severity of its findings.
    pub severity: Severity,
    /// The fault in one line.
    pub title: Text,
    /// The message, with placeholders in braces that the finding's facts fill.
    pub message: Text,
    /// What to do next, one sentence.
    pub advice: Text,
    /// What is checked.
    pub checks: Text,
    /// Why it matters, with the regulation where one stands behind it.
    pub why: Text,
    /// A small sheet without this fault, as CSV with `;` between the cells; empty where one sheet
    /// cannot show it.
    pub passes: &'static str,
    /// A small sheet with this fault, in the same form.
    pub fails: &'static str,
    /// What the rule does not see.
    pub limits: Text,
}

/// A text in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Text {
    /// Bahasa Indonesia.
    pub id: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The text of a language.
    pub const fn pick(&self, language: Language) -> &'static str {
        language.pick(self.id, self.en)
    }
}

/// All rules, by family and code.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    reading_files::RULES
        .iter()
        .chain(reading_numbers::RULES)
        .chain(reading_twice::RULES)
        .chain(reading_codes::RULES)
        .chain(reading_tables::RULES)
        .chain(reading_values::RULES)
        .chain(reading_trees::RULES)
        .chain(pipelines::RULES)
        .chain(arithmetic_sums::RULES)
        .chain(arithmetic_rows::RULES)
        .chain(arithmetic_inferred::RULES)
        .chain(arithmetic_formulas::RULES)
        .chain(arithmetic_broken_formulas::RULES)
        .chain(between::RULES)
        .chain(between_chain::RULES)
        .chain(between_agencies::RULES)
        .chain(staff::RULES)
        .chain(internal::RULES)
}

/// The rule of a code, in any case of letters.
pub fn rule(code: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.code.eq_ignore_ascii_case(code))
}

/// The message of a finding, filled from its numbers and facts; numbers that name a person are masked.
pub fn message(finding: &Finding, language: Language) -> String {
    message_with(finding, language, Numbers::Masked)
}

/// The same with such numbers as they are wanted.
pub fn message_with(finding: &Finding, language: Language, numbers: Numbers) -> String {
    let Some(rule) = rule(finding.code) else {
        return finding.code.to_owned();
    };
    let shown = |value: Option<rust_decimal::Decimal>| {
        value.map(|value| match language {
            Language::Id => indonesian(value),
            Language::En => english(value),
        })
    };
    let mut out = String::new();
    let mut rest = rule.message.pick(language);
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((key, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        let word = match key {
            "stated" => shown(finding.stated),
            "computed" => shown(finding.computed),
            "difference" => shown(finding.difference.map(|difference| difference.abs())),
            "tolerance" => shown(finding.tolerance),
            _ => said(finding, key, language, numbers),
        };
        out.push_str(word.as_deref().unwrap_or("?"));
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// A fact in a language, where it was given in both.
fn said(finding: &Finding, key: &str, language: Language, numbers: Numbers) -> Option<String> {
    let english = match language {
        Language::Id => None,
        Language::En => finding.facts.get(format!("{key}_en").as_str()),
    };
    let words = english.or_else(|| finding.facts.get(key))?;
    Some(numbers.shown(words).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_sorted_within_their_family() {
        let codes: Vec<_> = rules().map(|rule| rule.code).collect();
        for pair in codes.windows(2) {
            if pair[0].as_bytes()[0] == pair[1].as_bytes()[0] {
                assert!(pair[0] < pair[1], "{pair:?}");
            }
        }
    }

    #[test]
    fn every_rule_is_fully_explained() {
        for rule in rules() {
            for text in [
                rule.title,
                rule.message,
                rule.advice,
                rule.checks,
                rule.why,
                rule.limits,
            ] {
                assert!(
                    !text.id.trim().is_empty() && !text.en.trim().is_empty(),
                    "{}",
                    rule.code
                );
            }
            assert_eq!(
                rule.passes.is_empty(),
                rule.fails.is_empty(),
                "{}",
                rule.code
            );
        }
    }
}
