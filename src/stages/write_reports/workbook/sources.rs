//! The sheet "Sumber": every input file with its hash and what became of it.

use rust_xlsxwriter::Worksheet;

use super::Context;
use crate::model::document::{IgnoreReason, Ignored, SourceFile};
use crate::stages::write_reports::outputs::WriteError;
use crate::stages::write_reports::quarantine_jsonl::reason_text;
use crate::stages::write_reports::spreadsheet::cell::{count, link, text, wrapped, year};
use crate::stages::write_reports::spreadsheet::sheet::{
    Cell, Column, Content, Sheet, table_sheets,
};
use crate::stages::write_reports::spreadsheet::style::{Fill, Style};

/// A file that was taken as input, or one that was not.
enum Source<'a> {
    Input(&'a SourceFile),
    Ignored(&'a Ignored),
}

/// Writes the sheet.
pub(super) fn write(context: &Context<'_>) -> Result<Vec<Worksheet>, WriteError> {
    let pick = |id, en| context.language.pick(id, en);
    let columns = [
        Column::new(pick("Berkas", "File"), 60),
        Column::new("SHA-256", 66),
        Column::new(pick("Ukuran (bita)", "Size (bytes)"), 13),
        Column::new(pick("Format", "Format"), 9),
        Column::new(pick("OPD", "Agency"), 22),
        Column::new(pick("Tahun", "Year"), 7),
        Column::new(pick("Lembar", "Sheets"), 8),
        Column::new(pick("Sel terisi", "Filled cells"), 10),
        Column::new(pick("Sel kosong", "Blank cells"), 10),
        Column::new(pick("Sel tidak terbaca", "Unreadable cells"), 12),
        Column::new(pick("Status", "Status"), 13),
        Column::new(pick("Alasan", "Reason"), 50),
    ];
    let inventory = &context.catalogue.report.inventory;
    let inputs = inventory.entries.iter().map(Source::Input);
    let ignored = inventory.ignored.iter().map(Source::Ignored);
    let sources: Vec<Source<'_>> = inputs.chain(ignored).collect();
    table_sheets(
        "Sumber",
        &columns,
        &sources,
        Sheet::new,
        |source, _| match source {
            Source::Input(file) => input_cells(context, file),
            Source::Ignored(ignored) => ignored_cells(context, ignored),
        },
    )
}

fn input_cells(context: &Context<'_>, file: &SourceFile) -> Vec<Cell> {
    let language = context.language;
    let catalogue = context.catalogue;
    let document = catalogue.document(&file.path);
    let is_quarantined = catalogue.is_quarantined(file);
    let (status, fill) = if is_quarantined {
        (language.pick("dikarantina", "quarantined"), Fill::Red)
    } else {
        (language.pick("dibaca", "read"), Fill::None)
    };
    let reason = is_quarantined
        .then(|| reason_text(catalogue, context.facts, file, language))
        .flatten();
    let aside = context.standing.is_aside(&file.path).then(|| {
        language.pick(
            "tabel yang sudah diwakili dokumen lain tidak masuk lembar Belanja dan Pagu-Realisasi; barisnya ada di data/",
            "tables that another document stands for are left out of the sheets Belanja and Pagu-Realisasi; their lines are in data/",
        )
    });
    let reason = reason.or_else(|| aside.map(str::to_owned));
    vec![
        link(&*file.path, context.target(&file.path, None)),
        text(&*file.sha256),
        count(file.size),
        text(file.format.name()),
        text(file.agency.as_deref().unwrap_or_default()),
        year(file.year),
        count(document.map_or(0, |document| document.n_sheets)),
        count(document.map_or(0, |document| document.n_cells)),
        count(document.map_or(0, |document| document.tally.blank)),
        count(document.map_or(0, |document| document.tally.refused)),
        (
            Content::Text(status.to_owned()),
            Style::default().fill(fill),
        ),
        wrapped(reason.unwrap_or_default()),
    ]
}

fn ignored_cells(context: &Context<'_>, ignored: &Ignored) -> Vec<Cell> {
    let language = context.language;
    let reason = match ignored.reason {
        IgnoreReason::HiddenOrLock => language.pick(
            "berkas tersembunyi atau kunci Office",
            "hidden or Office lock file",
        ),
        IgnoreReason::NotSelected => language.pick(
            "tidak dipilih oleh pipeline",
            "not selected by the pipeline",
        ),
        IgnoreReason::Unpacked => language.pick(
            "arsip; buku kerja di dalamnya tercantum satu per satu",
            "an archive; the workbooks in it are listed one by one",
        ),
        IgnoreReason::Link => language.pick(
            "tautan (symbolic link); tidak diikuti",
            "a symbolic link; not followed",
        ),
        IgnoreReason::NoFile => language.pick(
            "pipa, soket atau perangkat, bukan berkas",
            "a pipe, socket or device, not a file",
        ),
    };
    let mut cells = vec![(Content::Empty, Style::default()); 9];
    cells.insert(0, wrapped(&*ignored.path));
    cells.extend([text(language.pick("dilewati", "ignored")), wrapped(reason)]);
    cells
}
