//! Comes in: a finished audit. Goes out: its findings and coverage as text for people. Never decides
//! what is a finding.

use std::fmt::Write;

use super::console::{Paint, clean};
use crate::model::finding::Finding;
use crate::model::identity::Numbers;
use crate::model::language::Language;
use crate::model::place::whereabouts;
use crate::model::report::{AuditReport, Brief};
use crate::model::rules;
use crate::run::chain::AuditResult;

/// Every finding, then the summary.
pub(super) fn report_text(
    report: &AuditReport,
    numbers: Numbers,
    language: Language,
    paint: Paint,
) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        out.push_str(&text_with(finding, numbers, language, paint));
        out.push('\n');
    }
    out.push_str(&summary(&report.brief(), language));
    out.push('\n');
    out
}

/// One finding: where, which rule, what, why, what to do.
pub(super) fn finding_text(finding: &Finding, language: Language, paint: Paint) -> String {
    text_with(finding, Numbers::Masked, language, paint)
}

fn text_with(finding: &Finding, numbers: Numbers, language: Language, paint: Paint) -> String {
    let rule = rules::rule(finding.code);
    let code = format!("{} {}", finding.code, rule.map_or("", |rule| rule.name));
    let mut out = format!(
        "{}  {} {}\n",
        position(finding),
        paint.bold(&code),
        paint.severity(finding.severity)
    );
    let mut line = |text: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  {text}");
    };
    line(clean(&rules::message_with(finding, language, numbers)));
    for cause in &finding.causes {
        let words = cause.in_words(finding.place.as_ref(), language);
        let cause = language.pick("Sebab", "Cause");
        line(format!("{cause}: {}", clean(&words)));
    }
    let n_consequences = finding.consequences.len();
    if n_consequences > 0 {
        line(match language {
            Language::Id => format!("Akibat: {n_consequences} sel lain salah hanya karena ini"),
            Language::En => {
                format!("Consequences: cells wrong only because of this: {n_consequences}")
            }
        });
    }
    if let Some(rule) = rule {
        line(format!(
            "{}: {}",
            language.pick("Saran", "Advice"),
            rule.advice.pick(language)
        ));
    }
    out
}

/// What became of the inputs and their cells; numbers of findings by severity, and how many numbers
/// were proved.
pub(super) fn summary(brief: &Brief, language: Language) -> String {
    let [errors, warnings, infos] = brief.told;
    let (n_numbers, n_proved) = (brief.n_numbers, brief.n_proved);
    let unproved: Vec<String> = brief
        .coverage
        .unproved
        .iter()
        .map(|(why, count)| {
            let (id, en) = why.words();
            format!("{count} {}", language.pick(id, en))
        })
        .collect();
    let unproved = match unproved.as_slice() {
        [] => String::new(),
        reasons => format!(" ({})", reasons.join(", ")),
    };
    let accounts = &brief.accounts;
    let inputs = accounts.inputs_in_words(language);
    let cells = accounts.cells_in_words(language);
    match language {
        Language::Id => format!(
            "Masukan: {inputs}; sel: {cells}\n\
             Temuan: {errors} error, {warnings} warning, {infos} info; \
             {n_proved} dari {n_numbers} sel angka terbukti dihitung{unproved}"
        ),
        Language::En => format!(
            "Inputs: {inputs}; cells: {cells}\n\
             Findings: {errors} errors, {warnings} warnings, {infos} infos; \
             {n_proved} cells proved of {n_numbers} numbers{unproved}"
        ),
    }
}

/// Says in the log which files were no inputs, and why.
pub(super) fn tell_ignored(brief: &Brief) {
    for ignored in &brief.ignored {
        let path = clean(&ignored.path);
        tracing::info!(path, reason = ignored.reason.name(), "input ignored");
    }
}

/// Whether some input was not read, whatever the reason and whether its rule is switched off or not.
pub(super) fn any_unread(result: &AuditResult) -> bool {
    !result.unreadable.is_empty() || result.report.accounts().quarantined > 0
}

fn position(finding: &Finding) -> String {
    let document = finding.document.as_deref().unwrap_or("-");
    let cell = finding.place.as_ref().map(|place| place.cell);
    clean(&whereabouts(Some(document), finding.sheet.as_deref(), cell))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cause::{Cause, CauseKind, Confidence};
    use crate::model::finding::Severity;
    use crate::model::place::{CellRef, Place};

    #[test]
    fn a_finding_tells_where_what_and_why() {
        let place = Place::new("dinas/a.xlsx", "Realisasi", CellRef::new(5, 3));
        let mut finding =
            Finding::at("X001", Severity::Error, &place).fact("reason", "x\u{1b}[2Jy");
        finding.causes.push(Cause {
            kind: CauseKind::TransposedDigits,
            confidence: Confidence::Certain,
            place: Place {
                cell: CellRef::new(6, 3),
                ..place
            },
            suggested: Some(1_517_513.into()),
        });
        let text = finding_text(&finding, Language::Id, Paint::Plain);
        assert!(
            text.starts_with("dinas/a.xlsx [Realisasi] D6  X001 internal-fault error\n  "),
            "{text}"
        );
        assert!(
            text.contains("dua angka bertukar tempat (pasti), di D7, usul 1.517.513"),
            "{text}"
        );
        assert!(!text.contains('\u{1b}'));
    }
}
