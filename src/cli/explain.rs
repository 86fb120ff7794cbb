//! `selaras explain`: what a rule checks, why, an example that passes and one that fails, its limits.

use std::fmt::Write;

use super::args::ExplainArgs;
use super::columns::Columns;
use super::console::{Console, Paint};
use super::refusal::Refusal;
use super::write_stdout;
use crate::config::fault::{Said, nearest};
use crate::model::language::Language;
use crate::model::place::column_letters;
use crate::model::rules::{self, Rule};

/// Explains the rule of a code or name.
pub(super) fn explain(args: &ExplainArgs, console: &Console) -> anyhow::Result<u8> {
    let found = rules::rule(&args.code)
        .or_else(|| rules::rules().find(|rule| rule.name.eq_ignore_ascii_case(&args.code)));
    let Some(rule) = found else {
        return Err(unknown(&args.code).into());
    };
    write_stdout(explanation(rule, console.language, console.paint).as_bytes())?;
    Ok(0)
}

fn unknown(code: &str) -> Refusal {
    let names = rules::rules().flat_map(|rule| [rule.code, rule.name]);
    let advice = match nearest(code, names) {
        Some(near) => Said::new(
            format!("maksudnya {near}? `selaras rules` menampilkan semuanya"),
            format!("did you mean {near}? `selaras rules` lists them all"),
        ),
        None => Said::new(
            "`selaras rules` menampilkan semuanya",
            "`selaras rules` lists them all",
        ),
    };
    Refusal {
        reason: Said::new(
            format!("tidak ada aturan `{code}`"),
            format!("there is no rule `{code}`"),
        ),
        advice,
    }
}

/// The explanation in its fixed sections.
fn explanation(rule: &Rule, language: Language, paint: Paint) -> String {
    let mut out = String::new();
    let head = format!("{} {}", rule.code, rule.name);
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "{} ({})",
        paint.bold(&head),
        paint.severity(rule.severity)
    );
    let _ = writeln!(out, "{}\n", rule.title.pick(language));
    let mut section = |id: &str, en: &str, text: &str| {
        let _ = writeln!(
            out,
            "{}\n{}\n",
            paint.bold(language.pick(id, en)),
            text.trim_end_matches('\n')
        );
    };
    section("Memeriksa", "Checks", &indented(rule.checks.pick(language)));
    section("Mengapa", "Why", &indented(rule.why.pick(language)));
    if !rule.passes.is_empty() {
        section("Lolos", "Passes", &sheet(rule.passes));
        section("Gagal", "Fails", &sheet(rule.fails));
    }
    section("Batas", "Limits", &indented(rule.limits.pick(language)));
    section("Saran", "Advice", &indented(rule.advice.pick(language)));
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// A text with each line after two blanks.
fn indented(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        out.push_str("  ");
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// A small sheet with the letters of its columns and the numbers of its rows.
fn sheet(csv: &str) -> String {
    let rows: Vec<Vec<&str>> = csv
        .trim()
        .lines()
        .map(|line| line.split(';').collect())
        .collect();
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let letters = (0..n_columns).map(|col| column_letters(u32::try_from(col).unwrap_or(u32::MAX)));
    let mut columns = Columns::new([String::new()].into_iter().chain(letters));
    for (idx, row) in rows.iter().enumerate() {
        let number = (idx + 1).to_string();
        columns.row(
            [number.as_str()]
                .into_iter()
                .chain(row.iter().map(|cell| cell.trim())),
        );
    }
    columns.text("  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_can_be_explained_in_both_languages() {
        for rule in rules::rules() {
            let text = explanation(rule, Language::Id, Paint::Plain);
            assert!(
                text.starts_with(rule.code)
                    && text.contains("\nMengapa\n")
                    && text.contains("\nBatas\n"),
                "{text}"
            );
            assert!(explanation(rule, Language::En, Paint::Plain).contains("\nLimits\n"));
        }
    }

    #[test]
    fn an_unknown_code_offers_the_nearest() {
        assert!(unknown("P00l").advice.en.contains("P00"));
    }
}
