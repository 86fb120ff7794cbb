//! The letter that goes with corrections, in the style of official letters: to whom, about what, the
//! corrections in order, what is asked. Names and dates of those who sign stay open.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::model::cause::Cause;
use crate::model::document::SourceFile;
use crate::model::finding::{Finding, Severity};
use crate::model::language::Language;
use crate::model::rules;
use crate::stages::write_reports::catalogue::{Catalogue, sheet_of};
use crate::stages::write_reports::spreadsheet::cell::{number, text, wrapped};
use crate::stages::write_reports::spreadsheet::sheet::{Cell, Content, Sheet};
use crate::stages::write_reports::spreadsheet::style::{Shape, Style, Weight, severity_fill};

/// Widths of the letter's columns: number, sheet, cell, message, three numbers, cause, rule.
const WIDTHS: [u16; 9] = [5, 16, 8, 52, 18, 18, 16, 34, 24];
/// Most corrections in a letter; the rest is counted.
const MAX_CORRECTIONS: usize = 5_000;

/// The letter that asks for corrections.
pub(super) fn write_request(
    catalogue: &Catalogue<'_>,
    (agency, file): (&str, &SourceFile),
    findings: &[&Finding],
    language: Language,
) -> Result<Worksheet, XlsxError> {
    let pick = |id: &'static str, en: &'static str| language.pick(id, en);
    let mut sheet = Sheet::new(pick("Surat", "Letter"))?;
    sheet.set_widths(&WIDTHS)?;
    let count = |severity| {
        let findings = findings.iter();
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let (n_errors, n_warnings) = (count(Severity::Error), count(Severity::Warning));
    let path = &file.path;
    let body = match language {
        Language::Id => format!(
            "Dengan hormat, atas dokumen \"{path}\" telah dilakukan pemeriksaan hitungan. Ditemukan {n_errors} kesalahan dan {n_warnings} hal yang perlu diperiksa, sebagaimana daftar di bawah. Mohon diperbaiki pada dokumen asal dan dikirim kembali."
        ),
        Language::En => format!(
            "The arithmetic of the document \"{path}\" has been checked. {n_errors} errors and {n_warnings} points to look at were found, listed below. Please correct the document and send it again."
        ),
    };
    let mut row = head(
        &mut sheet,
        agency,
        pick("Permintaan perbaikan angka", "Request for corrections"),
        &body,
        language,
    )?;
    let headings = [
        pick("No", "No"),
        pick("Lembar", "Sheet"),
        pick("Sel", "Cell"),
        pick("Uraian", "What is wrong"),
        pick("Tertulis", "Stated"),
        pick("Seharusnya", "Should be"),
        pick("Selisih", "Difference"),
        pick("Sebab", "Cause"),
        pick("Aturan", "Rule"),
    ];
    sheet.put_headings(row, &headings)?;
    sheet.repeat_row(row)?;
    let corrections = findings.iter().take(MAX_CORRECTIONS).enumerate();
    let rows: Vec<Vec<Cell>> = corrections
        .map(|(idx, finding)| correction(idx + 1, finding, catalogue, language))
        .collect();
    row = sheet.put_rows(row + 1, rows)?;
    let n_more = findings.len().saturating_sub(MAX_CORRECTIONS);
    if n_more > 0 {
        let more = pick(
            "temuan lain ada di temuan.jsonl",
            "more are in temuan.jsonl",
        );
        sheet.put(row, 3, &text(format!("+ {n_more} {more}")))?;
        row += 1;
    }
    let legend = pick(
        "Pada lembar-lembar berikut sel yang salah berwarna merah, yang perlu diperiksa kuning; catatan pada sel memuat sebabnya. Kolom \"Hitung ulang\" di kanan tabel memuat rumus hidup.",
        "On the following sheets wrong cells are red and points to look at yellow; the note on a cell tells why. The columns \"Recomputed\" right of a table hold live formulas.",
    );
    sheet.put_paragraph(row + 1, legend, 8)?;
    sign(&mut sheet, row + 3, language)?;
    Ok(sheet.finished())
}

/// The statement that nothing was found.
pub(super) fn write_statement(
    agency: &str,
    files: &[&SourceFile],
    language: Language,
) -> Result<Worksheet, XlsxError> {
    let pick = |id: &'static str, en: &'static str| language.pick(id, en);
    let mut sheet = Sheet::new(pick("Pernyataan", "Statement"))?;
    sheet.set_widths(&WIDTHS)?;
    let body = pick(
        "Dengan hormat, atas dokumen di bawah ini telah dilakukan pemeriksaan hitungan. Tidak ditemukan kesalahan maupun hal yang perlu diperbaiki.",
        "The arithmetic of the documents below has been checked. Nothing was found that needs correction.",
    );
    let title = pick("Hasil pemeriksaan tanpa temuan", "Checked, nothing found");
    let row = head(&mut sheet, agency, title, body, language)?;
    sheet.put_headings(row, &[pick("No", "No"), pick("Dokumen", "Document")])?;
    let mut next = row + 1;
    for (idx, file) in files.iter().enumerate() {
        let nth = Content::Number((idx + 1).into());
        sheet.put(next, 0, &(nth, Style::of(Shape::Plain)))?;
        sheet.put(next, 1, &text(&*file.path))?;
        next += 1;
    }
    sign(&mut sheet, next + 2, language)?;
    Ok(sheet.finished())
}

/// The head of a letter; returns the row where its table begins.
fn head(
    sheet: &mut Sheet,
    agency: &str,
    subject: &str,
    body: &str,
    language: Language,
) -> Result<u32, XlsxError> {
    let title = Content::Text(subject.to_uppercase());
    sheet.put(0, 0, &(title, Style::of(Shape::Title)))?;
    let bold = Style::default().weight(Weight::Bold);
    let lines = match language {
        Language::Id => [
            "Kepada Yth.".to_owned(),
            format!("Kepala {agency}"),
            "di Tempat".to_owned(),
        ],
        Language::En => ["To".to_owned(), format!("Head of {agency}"), String::new()],
    };
    for (row, line) in (2..).zip(lines) {
        sheet.put(row, 0, &(Content::Text(line), bold))?;
    }
    sheet.put_paragraph(6, body, 8)?;
    Ok(8)
}

fn sign(sheet: &mut Sheet, row: u32, language: Language) -> Result<(), XlsxError> {
    let lines = match language {
        Language::Id => [
            "Tempat, tanggal: ....................",
            "Pejabat pemeriksa,",
            "",
            "",
            "(....................)",
        ],
        Language::En => [
            "Place, date: ....................",
            "Auditor,",
            "",
            "",
            "(....................)",
        ],
    };
    for (row, line) in (row..).zip(lines) {
        sheet.put(row, 7, &text(line))?;
    }
    Ok(())
}

fn correction(
    nth: usize,
    finding: &Finding,
    catalogue: &Catalogue<'_>,
    language: Language,
) -> Vec<Cell> {
    let rule = rules::rule(finding.code);
    let cell = finding.place.as_ref().map(|place| place.cell.to_string());
    let causes: Vec<String> = finding
        .causes
        .iter()
        .map(|cause: &Cause| cause.in_words(finding.place.as_ref(), language))
        .collect();
    let (cell, style) = text(cell.unwrap_or_default());
    vec![
        (Content::Number(nth.into()), Style::of(Shape::Plain)),
        wrapped(sheet_of(finding).unwrap_or_default()),
        (cell, style.fill(severity_fill(finding.severity))),
        wrapped(catalogue.discretion.message(finding, language)),
        number(finding.stated, Shape::Number),
        number(finding.computed, Shape::Number),
        number(finding.difference, Shape::Number),
        wrapped(causes.join("\n")),
        wrapped(rule.map_or(finding.code.to_owned(), |rule| {
            format!("{} {}", finding.code, rule.title.pick(language))
        })),
    ]
}
