//! The sheet "Ringkasan": the run, totals per agency from the frames, findings by code, and how many
//! of each sheet's numbers are proved.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::Workbook;

use super::Context;
use super::agencies::write_agencies;
use super::amounts::share;
use crate::model::finding::Severity;
use crate::model::rules;
use crate::stages::write_reports::manifest::WITHOUT_KIND;
use crate::stages::write_reports::outputs::WriteError;
use crate::stages::write_reports::spreadsheet::sheet::{
    Cell, Content, Sheet, count, number, text, wrapped,
};
use crate::stages::write_reports::spreadsheet::style::{Fill, Shape, Style, Weight, severity_fill};

/// Writes the sheet.
pub(super) fn write(context: &Context<'_>, workbook: &mut Workbook) -> Result<(), WriteError> {
    let mut sheet = Sheet::add(workbook, "Ringkasan")?;
    sheet.set_widths(&[36, 18, 12, 20, 20, 20, 12, 12, 12])?;
    let mut row = write_facts(context, &mut sheet)?;
    row = write_agencies(context, &mut sheet, row + 1)?;
    row = write_codes(context, &mut sheet, row + 1)?;
    write_coverage(context, &mut sheet, row + 1)?;
    Ok(())
}

fn write_facts(context: &Context<'_>, sheet: &mut Sheet<'_>) -> Result<u32, WriteError> {
    let pick = |id, en| context.language.pick(id, en);
    let (report, facts) = (context.catalogue.report, context.facts);
    let accounts = report.accounts();
    let title = pick(
        "Konsolidasi dan audit anggaran",
        "Consolidated and audited budget",
    );
    sheet.put(
        0,
        0,
        &(Content::Text(title.to_owned()), Style::of(Shape::Title)),
    )?;
    let slots = &context.catalogue.slots;
    let rows = [
        (pick("Perubahan", "Changes"), text(slots.headline())),
        (
            pick("Daerah", "Region"),
            text(report.region.as_deref().unwrap_or("-")),
        ),
        (
            pick("Tahun", "Year"),
            text(report.year.map_or("-".to_owned(), |year| year.to_string())),
        ),
        ("Pipeline", text(report.pipeline.as_deref().unwrap_or("-"))),
        (
            pick("Berkas pipeline", "Pipeline file"),
            text(facts.pipeline_file.as_deref().unwrap_or("-")),
        ),
        (pick("Dijalankan", "Started"), text(slots.started())),
        (
            pick("Versi selaras", "selaras version"),
            text(&facts.version),
        ),
        (
            pick("Masukan", "Inputs"),
            text(accounts.inputs_in_words(context.language)),
        ),
        (
            pick("Sel", "Cells"),
            text(accounts.cells_in_words(context.language)),
        ),
        (
            pick("Angka miring", "Italic amounts"),
            text(pick(
                "dihitung selaras, tidak tertulis di dokumen",
                "computed by selaras, not stated by a document",
            )),
        ),
    ];
    let bold = Style::default().weight(Weight::Bold);
    let rows: Vec<Vec<Cell>> = rows
        .into_iter()
        .map(|(label, cell)| vec![(Content::Text(label.to_owned()), bold), cell])
        .collect();
    Ok(sheet.put_rows(1, &rows)?)
}

fn write_codes(
    context: &Context<'_>,
    sheet: &mut Sheet<'_>,
    first_row: u32,
) -> Result<u32, WriteError> {
    let pick = |id, en| context.language.pick(id, en);
    let headings = [
        pick("Temuan", "Finding"),
        pick("Kode", "Code"),
        pick("Tingkat", "Severity"),
        pick("Banyaknya", "Count"),
        pick("Dimatikan", "Switched off"),
    ];
    sheet.put_headings(first_row, &headings)?;
    let mut codes: BTreeMap<(&str, Option<Severity>), usize> = BTreeMap::new();
    for finding in &context.catalogue.report.findings {
        *codes
            .entry((finding.code, Some(finding.severity)))
            .or_default() += 1;
    }
    for code in context.facts.dropped.keys() {
        codes.entry((code, None)).or_default();
    }
    let rows: Vec<Vec<Cell>> = codes
        .into_iter()
        .map(|((code, severity), found)| {
            let title = rules::rule(code).map_or(code, |rule| rule.title.pick(context.language));
            let dropped = match severity {
                Some(_) => 0,
                None => context.facts.dropped.get(code).copied().unwrap_or(0),
            };
            let word = severity.map_or("-", |severity| severity.word(context.language));
            let fill = severity.map_or(Fill::None, severity_fill);
            vec![
                wrapped(title),
                text(code),
                (Content::Text(word.to_owned()), Style::default().fill(fill)),
                count(found),
                count(dropped),
            ]
        })
        .collect();
    Ok(sheet.put_rows(first_row + 1, &rows)?)
}

fn write_coverage(
    context: &Context<'_>,
    sheet: &mut Sheet<'_>,
    first_row: u32,
) -> Result<u32, WriteError> {
    let pick = |id, en| context.language.pick(id, en);
    let headings = [
        pick("Dokumen", "Document"),
        pick("Lembar", "Sheet"),
        pick("Sel terisi", "Filled cells"),
        pick("Jenis tabel", "Table kinds"),
        pick("Angka dalam tabel", "Numbers in tables"),
        pick("Angka terbukti", "Numbers proved"),
        pick("Terbukti (%)", "Proved (%)"),
        pick("Sel tidak terbaca", "Unreadable cells"),
    ];
    sheet.put_headings(first_row, &headings)?;
    let mut rows = Vec::new();
    for document in &context.catalogue.report.documents {
        for summary in &document.sheets {
            let mut kinds: Vec<&str> = summary
                .tables
                .iter()
                .map(|kind| kind.as_deref().unwrap_or(WITHOUT_KIND))
                .collect();
            kinds.sort_unstable();
            kinds.dedup();
            let proved = share(
                Decimal::from(summary.n_proved),
                Decimal::from(summary.n_numbers),
            );
            rows.push(vec![
                wrapped(&*document.path),
                text(&*summary.name),
                count(summary.n_cells),
                wrapped(kinds.join(", ")),
                count(summary.n_numbers),
                count(summary.n_proved),
                number(proved, Shape::Percent),
                count(summary.tally.refused),
            ]);
        }
    }
    Ok(sheet.put_rows(first_row + 1, &rows)?)
}
