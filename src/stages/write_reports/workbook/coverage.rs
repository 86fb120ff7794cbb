//! The sheet "Cakupan": what the figures of this workbook cover and what they leave out, in sentences;
//! then how many of each sheet's numbers are proved.

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use super::Context;
use super::amounts::share;
use super::spending::Lack;
use crate::model::coverage::Coverage;
use crate::stages::write_reports::manifest::WITHOUT_KIND;
use crate::stages::write_reports::outputs::WriteError;
use crate::stages::write_reports::spreadsheet::cell::{count, number, text, wrapped};
use crate::stages::write_reports::spreadsheet::sheet::{Cell, Sheet};
use crate::stages::write_reports::spreadsheet::style::Shape;

/// The sheet's name.
const COVERAGE: &str = "Cakupan";

/// Most agencies that a note names.
const MAX_NAMED: usize = 20;

/// Writes the sheet.
pub(super) fn write(context: &Context<'_>) -> Result<Vec<Worksheet>, WriteError> {
    let pick = |id, en| context.language.pick(id, en);
    let mut sheet = Sheet::new(COVERAGE)?;
    sheet.set_widths(&[52, 22, 12, 34, 14, 14, 12, 12])?;
    let title = pick("Catatan cakupan", "Notes on coverage");
    sheet.put_title(title)?;
    let mut row = 1;
    for note in notes(context) {
        sheet.put_paragraph(row, &note, 7)?;
        row += 1;
    }
    row += 1;
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
    sheet.put_list(row, &headings, sheets(context))?;
    Ok(vec![sheet.finished()])
}

fn sheets(context: &Context<'_>) -> impl Iterator<Item = Vec<Cell>> {
    let documents = context.catalogue.report.documents.iter();
    let sheets = documents.flat_map(|document| {
        let sheets = document.sheets.iter();
        sheets.map(move |summary| (document, summary))
    });
    sheets.map(|(document, summary)| {
        let kinds = summary.tables.iter();
        let mut kinds: Vec<&str> = kinds
            .map(|kind| kind.as_deref().unwrap_or(WITHOUT_KIND))
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        let proved = share(
            Decimal::from(summary.n_proved),
            Decimal::from(summary.n_numbers),
        );
        vec![
            wrapped(&*document.path),
            text(&*summary.name),
            count(summary.n_cells),
            wrapped(kinds.join(", ")),
            count(summary.n_numbers),
            count(summary.n_proved),
            number(proved, Shape::Percent),
            count(summary.tally.refused),
        ]
    })
}

/// What the reader of a total must know.
fn notes(context: &Context<'_>) -> Vec<String> {
    let pick = |id: &'static str, en: &'static str| context.language.pick(id, en).to_owned();
    let report = context.catalogue.report;
    let accounts = report.accounts();
    let mut notes = vec![
        pick(
            "Jumlah dihitung dari baris paling rinci laporan realisasi yang berlaku bagi tiap OPD, sekali untuk tiap dokumen; salinan, revisi lama dan laporan bulan sebelumnya tidak dijumlahkan lagi.",
            "Totals add up the most detailed lines of the report of spending that counts for each agency, each document once; copies, older revisions and reports of earlier months are not added again.",
        ),
        pick(
            "\"Tertulis\" adalah angka dokumen; \"dihitung\" adalah jumlah baris tepat di bawahnya. Bila berbeda, keduanya tampil dan selisihnya berwarna merah.",
            "\"Stated\" is the document's figure; \"computed\" is the sum of the rows directly below it. Where they differ both are shown and the difference is red.",
        ),
        format!(
            "{}: {}.",
            pick("Berkas", "Files"),
            accounts.inputs_in_words(context.language)
        ),
        format!(
            "{}: {}.",
            pick("Sel", "Cells"),
            accounts.cells_in_words(context.language)
        ),
        proved(context),
    ];
    for lack in [Lack::NoReport, Lack::SeveralDocuments, Lack::Unsure] {
        let agencies = context.forest.lacking.iter();
        let names: Vec<&str> = agencies
            .filter(|(_, known)| **known == lack)
            .filter_map(|(owner, _)| owner.agency)
            .collect();
        let words = match lack {
            Lack::NoReport => pick(
                "Tanpa laporan realisasi yang terbaca, sehingga tidak ada dalam pohon dan jumlah",
                "Without a readable report of spending, so in no tree and no total",
            ),
            Lack::SeveralDocuments => pick(
                "Realisasi tersebar di beberapa laporan yang tidak kumulatif; hanya jumlahnya yang tampil",
                "Spending lies in several reports that are not cumulative; only the total is shown",
            ),
            Lack::Unsure => pick(
                "Subtotal tidak dapat dibedakan dari rinciannya, sehingga tidak dijumlahkan",
                "Subtotals cannot be told from their details, so nothing is added up",
            ),
        };
        notes.extend(naming(&words, &names));
    }
    let words = pick(
        "Baris tidak muat di lembar Pohon OPD; hanya jumlahnya yang tampil",
        "Lines did not fit on the sheet Pohon OPD; only the total is shown",
    );
    notes.extend(naming(&words, &context.forest.left_out));
    let records = context.catalogue.report.records.iter();
    let n_unknown = records.filter(|set| set.kind.is_none()).count();
    if n_unknown > 0 {
        notes.push(format!(
            "{}: {}.",
            pick(
                "Tabel yang jenisnya tidak dikenal (diperiksa, tetapi tidak dikonsolidasi)",
                "Tables of unknown kind (audited, but not consolidated)",
            ),
            n_unknown
        ));
    }
    notes
}

/// A note that names agencies; none without any.
fn naming(words: &str, names: &[&str]) -> Option<String> {
    if names.is_empty() {
        return None;
    }
    let named: Vec<&str> = names.iter().copied().take(MAX_NAMED).collect();
    let more = match names.len() - named.len() {
        0 => String::new(),
        more => format!(", +{more}"),
    };
    Some(format!("{words}: {}{more}.", named.join(", ")))
}

/// How many numbers are proved, and why the others are not.
fn proved(context: &Context<'_>) -> String {
    let mut coverage = Coverage::default();
    let documents = context.catalogue.report.documents.iter();
    for sheet in documents.flat_map(|document| &document.sheets) {
        coverage.absorb(&sheet.coverage);
    }
    let reasons = coverage.unproved.iter().map(|(why, count)| {
        let (id, en) = why.words();
        format!("{count} {}", context.language.pick(id, en))
    });
    let reasons: Vec<String> = reasons.collect();
    let reasons = match reasons.as_slice() {
        [] => String::new(),
        reasons => format!(" ({})", reasons.join(", ")),
    };
    format!(
        "{}: {} {} {}{reasons}.",
        context
            .language
            .pick("Angka terbukti dihitung", "Numbers proved"),
        coverage.proved(),
        context.language.pick("dari", "of"),
        coverage.numbers()
    )
}
