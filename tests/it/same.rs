//! The same workbooks in every format: what is read and what is found does not depend on how a
//! workbook was saved. What a format cannot carry is listed here, with the reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use selaras::model::amount::Value;
use selaras::model::extraction::Extracted;
use selaras::model::finding::Finding;
use selaras::model::limits::Limits;
use selaras::model::record::{Line, RecordSet};
use selaras::run::chain::AuditResult;
use selaras::stages::extract_cells::extract_cells;

use crate::support::{audit_path, project};
use crate::xlsb_writer::xlsb;

/// The folders under `tests/fixtures/same`; where each xlsx is.
const WORKBOOKS: [(&str, &str); 4] = [
    ("contoh", "tests/fixtures/same/contoh/buku.xlsx"),
    (
        "realisasi-anggaran",
        "samples/kutai-barat-2023/dinas-komunikasi-dan-informatika/Realisasi Anggaran 2023.xlsx",
    ),
    (
        "realisasi-keuangan",
        "samples/luwu-timur-2022/dinas-komunikasi-informatika-statistik-dan-persandian/Realisasi Keuangan 2022.xlsx",
    ),
    (
        "kepegawaian",
        "samples/luwu-timur-2022/dinas-komunikasi-informatika-statistik-dan-persandian/Kepegawaian 2022.xlsx",
    ),
];

/// A format, and what a workbook loses in it.
struct Format {
    name: &'static str,
    saved: Saved,
    lacks: &'static [Lack],
}

/// How a workbook is saved in a format.
enum Saved {
    /// Made from the xlsx by the test.
    Made(fn(&Extracted) -> Vec<u8>),
    /// One file of this name.
    File(&'static str),
    /// A folder with one file a sheet, named after it.
    Sheets(&'static str),
}

/// What a format does not carry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Lack {
    /// Hidden sheets are left out when a page is saved.
    HiddenSheets,
    /// Sheets are files of their own, so nothing is compared between two of them.
    OneSheetAFile,
    /// Dates are words, so that a row which holds one beside a label looks like a row of the table
    /// above it, and is told as one that could not be placed.
    Dates,
}

const FORMATS: [Format; 8] = [
    Format {
        name: "xlsb",
        saved: Saved::Made(|extracted| xlsb(&without_formulas(extracted))),
        lacks: &[],
    },
    Format {
        name: "xls",
        saved: Saved::File("buku.xls"),
        lacks: &[],
    },
    Format {
        name: "ods",
        saved: Saved::File("buku.ods"),
        lacks: &[],
    },
    Format {
        name: "spreadsheet-xml",
        saved: Saved::File("buku.xml"),
        lacks: &[],
    },
    Format {
        name: "html",
        saved: Saved::File("buku.html.xls"),
        lacks: &[Lack::HiddenSheets],
    },
    Format {
        name: "mhtml",
        saved: Saved::File("buku.mht"),
        lacks: &[Lack::HiddenSheets],
    },
    Format {
        name: "csv",
        saved: Saved::Sheets("csv"),
        lacks: &[Lack::OneSheetAFile, Lack::Dates],
    },
    Format {
        name: "csv-1252",
        saved: Saved::Sheets("csv-1252"),
        lacks: &[Lack::OneSheetAFile, Lack::Dates],
    },
];

/// The writer of the tests knows few functions; a formula is not part of what is compared.
fn without_formulas(extracted: &Extracted) -> selaras::model::grid::Workbook {
    let mut workbook = extracted.workbook.clone();
    workbook.names.clear();
    for grid in &mut workbook.sheets {
        for cell in grid.cells.values_mut() {
            *cell = cell.clone().with(cell.stored().map(Into::into), None);
        }
    }
    workbook
}

/// What an audit says of one sheet, as lines of text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    records: BTreeSet<String>,
    findings: BTreeSet<String>,
}

fn seen(results: &[AuditResult]) -> BTreeMap<String, Seen> {
    let mut sheets: BTreeMap<String, Seen> = BTreeMap::new();
    for result in results {
        for set in &result.report.records {
            let sheet = sheets.entry(set.on.sheet.to_string()).or_default();
            sheet.records.insert(format!("kind {:?}", set.kind));
            sheet
                .records
                .extend(set.lines.iter().map(|line| told(set, line)));
        }
        for finding in &result.report.findings {
            let sheet = finding.sheet.clone().unwrap_or_default();
            sheets
                .entry(sheet)
                .or_default()
                .findings
                .insert(self::finding(finding));
        }
    }
    sheets
}

fn told(set: &RecordSet, line: &Line) -> String {
    let mut text = format!("{:?} {:?} {:?}:", line.code, line.name, line.level);
    for value in set.values(line) {
        let shown = match value.value() {
            Value::Rupiah(rupiah) => format!("Rp{}", rupiah.0.normalize()),
            Value::Percent(percent) => format!("{}%", percent.0.normalize()),
            Value::Number(value) => value.normalize().to_string(),
            Value::Quantity(quantity) => {
                format!("{} {:?}", quantity.value.normalize(), quantity.unit)
            }
            Value::Text(words) => words.trim().to_owned(),
        };
        let _ = write!(text, " {}={shown}@{}", value.field.name, value.at);
    }
    text
}

fn finding(finding: &Finding) -> String {
    let number = |number: Option<rust_decimal::Decimal>| {
        number.map_or_else(|| "-".to_owned(), |number| number.normalize().to_string())
    };
    format!(
        "{} {} {} {}",
        finding.code,
        finding
            .place
            .as_ref()
            .map_or_else(|| "-".to_owned(), |place| place.cell.to_string()),
        number(finding.stated),
        number(finding.computed),
    )
}

fn extracted(path: &Path) -> Extracted {
    let bytes = std::fs::read(path).unwrap();
    let mut all = Vec::new();
    extract_cells(&bytes, "buku.xlsx", &Limits::default(), &mut |extracted| {
        all.push(extracted);
    });
    all.remove(0)
}

/// Files of a workbook in a format; those made here stand in `folder`.
fn files(workbook: &str, xlsx: &Path, format: &Format, folder: &Path) -> Vec<PathBuf> {
    let fixtures = project(&format!("tests/fixtures/same/{workbook}"));
    match format.saved {
        Saved::Made(make) => {
            let path = folder.join(format!("{workbook}.{}", format.name));
            std::fs::write(&path, make(&extracted(xlsx))).unwrap();
            vec![path]
        }
        Saved::File(name) => vec![fixtures.join(name)],
        Saved::Sheets(name) => {
            let entries = std::fs::read_dir(fixtures.join(name)).unwrap();
            let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
            paths.sort();
            paths
        }
    }
}

/// Whether a line may differ in a format that lacks something.
fn may_differ(sheet: &str, line: &str, lacks: &[Lack]) -> bool {
    let between_sheets = line.starts_with('C');
    let date_below = (sheet, line) == ("Capaian", "R032 A8 - -");
    // Neither csv nor a page tells that a row is hidden.
    let hidden_rows = line.starts_with("R038 ");
    let tells_hidden =
        !lacks.contains(&Lack::OneSheetAFile) && !lacks.contains(&Lack::HiddenSheets);
    (!tells_hidden && hidden_rows)
        || lacks.contains(&Lack::OneSheetAFile) && between_sheets
        || lacks.contains(&Lack::Dates) && date_below
}

/// Every difference from the xlsx, one line each.
fn differences(
    wanted: &BTreeMap<String, Seen>,
    found: &BTreeMap<String, Seen>,
    hidden: &BTreeSet<String>,
    lacks: &[Lack],
) -> Vec<String> {
    let mut differences = Vec::new();
    let nothing = Seen::default();
    let sheets: BTreeSet<&String> = wanted.keys().chain(found.keys()).collect();
    for sheet in sheets {
        if lacks.contains(&Lack::HiddenSheets) && hidden.contains(sheet) {
            continue;
        }
        let wanted = wanted.get(sheet).unwrap_or(&nothing);
        let found = found.get(sheet).unwrap_or(&nothing);
        for (sign, one, other) in [("-", wanted, found), ("+", found, wanted)] {
            let records = one.records.difference(&other.records);
            let findings = one.findings.difference(&other.findings);
            differences.extend(
                records
                    .chain(findings)
                    .filter(|line| !may_differ(sheet, line, lacks))
                    .map(|line| format!("{sign} {sheet}: {line}")),
            );
        }
    }
    differences
}

#[track_caller]
fn check(name: &str) {
    let format = FORMATS.iter().find(|format| format.name == name).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut all = Vec::new();
    for (workbook, xlsx) in WORKBOOKS {
        let xlsx = project(xlsx);
        let hidden = extracted(&xlsx)
            .workbook
            .sheets
            .iter()
            .filter(|grid| grid.hidden)
            .map(|grid| grid.name.to_string())
            .collect();
        let wanted = seen(&[audit_path(&xlsx)]);
        assert!(wanted.values().any(|sheet| !sheet.records.is_empty()));
        let results: Vec<AuditResult> = files(workbook, &xlsx, format, folder.path())
            .iter()
            .map(|path| audit_path(path))
            .collect();
        let differences = differences(&wanted, &seen(&results), &hidden, format.lacks);
        all.extend(
            differences
                .into_iter()
                .map(|line| format!("{workbook} {line}")),
        );
    }
    assert!(all.is_empty(), "{name}:\n{}", all.join("\n"));
}

macro_rules! formats {
    ($($test:ident = $name:literal),* $(,)?) => {
        $(
            #[test]
            fn $test() {
                check($name);
            }
        )*

        #[test]
        fn every_format_is_compared() {
            let tested = [$($name),*];
            assert!(FORMATS.iter().map(|format| format.name).eq(tested));
        }
    };
}

formats! {
    xlsb_is_read_as_xlsx = "xlsb",
    xls_is_read_as_xlsx = "xls",
    ods_is_read_as_xlsx = "ods",
    spreadsheet_xml_is_read_as_xlsx = "spreadsheet-xml",
    html_is_read_as_xlsx = "html",
    mhtml_is_read_as_xlsx = "mhtml",
    csv_is_read_as_xlsx = "csv",
    csv_1252_is_read_as_xlsx = "csv-1252",
}
