//! The consolidated workbook calculated by another program: LibreOffice finds in every formula the
//! figure that stands there, and no error anywhere. `.ci/run` installs it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufReader, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{DataRef, Reader, Xlsx, open_workbook};
use selaras::model::place::CellRef;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::run;

/// What a cell shows.
#[derive(Debug, Clone, PartialEq)]
enum Shown {
    Number(f64),
    Text(String),
}

/// The cells of all sheets, by sheet and address; those that show an error fail the test.
fn shown(path: &Path) -> BTreeMap<(String, String), Shown> {
    let mut workbook: Xlsx<BufReader<fs::File>> = open_workbook(path).expect("a workbook");
    let mut cells = BTreeMap::new();
    for sheet in workbook.sheet_names() {
        let mut reader = workbook.worksheet_cells_reader(&sheet).expect("a sheet");
        while let Some(cell) = reader.next_cell().expect("a cell") {
            let (row, col) = cell.get_position();
            let at = (sheet.clone(), CellRef::new(row, col).to_string());
            let value = match cell.get_value() {
                DataRef::Float(number) => Shown::Number(*number),
                DataRef::Int(number) => {
                    Shown::Number(number.to_string().parse().expect("a number"))
                }
                DataRef::SharedString(text) => Shown::Text((*text).to_owned()),
                DataRef::String(text) => Shown::Text(text.clone()),
                DataRef::Error(error) => panic!("{at:?} shows {error:?}"),
                DataRef::Empty => continue,
                other => panic!("{at:?} holds {other:?}"),
            };
            if let Shown::Text(text) = &value {
                assert!(!text.starts_with("Err:"), "{at:?} shows {text}");
            }
            cells.insert(at, value);
        }
    }
    cells
}

/// A copy of the workbook in which no formula has a stored value, so that none can be believed.
fn without_values(from: &Path, to: &Path) -> usize {
    let bytes = fs::read(from).expect("a workbook");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut writer = ZipWriter::new(fs::File::create(to).expect("a file"));
    let mut n_formulas = 0;
    for idx in 0..archive.len() {
        let mut part = archive.by_index(idx).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("bytes");
        if name.starts_with("xl/worksheets/sheet") {
            let xml = String::from_utf8(bytes).expect("UTF-8");
            let mut pieces = xml.split("</f><v>");
            let mut bare = pieces.next().expect("XML").to_owned();
            for piece in pieces {
                n_formulas += 1;
                let (_, rest) = piece.split_once("</v>").expect("the value's end");
                bare.push_str("</f>");
                bare.push_str(rest);
            }
            bytes = bare.into_bytes();
        }
        let options = SimpleFileOptions::default();
        writer.start_file(name, options).expect("a part");
        writer.write_all(&bytes).expect("written");
    }
    writer.finish().expect("an archive");
    n_formulas
}

fn libreoffice() -> Option<PathBuf> {
    let places = [
        "/usr/bin/soffice",
        "/usr/bin/libreoffice",
        "/usr/bin/localc",
    ];
    places.iter().map(PathBuf::from).find(|path| path.exists())
}

#[test]
fn libreoffice_calculates_what_stands_in_the_consolidated_workbook() {
    let Some(libreoffice) = libreoffice() else {
        // Written past the test's captured output, so that everybody sees it.
        let words =
            "SKIPPED: no LibreOffice to calculate konsolidasi.xlsx with (libreoffice-calc-nogui)";
        writeln!(std::io::stderr(), "{words}").expect("written");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let name = "kabupaten-contoh-2023";
    let manifest = run(name, folder.path());
    let written = folder
        .path()
        .join(format!("output/{name}/konsolidasi.xlsx"));
    let bare = folder.path().join("konsolidasi.xlsx");
    let n_formulas = without_values(&written, &bare);
    assert!(n_formulas > 2_000, "{n_formulas} formulas");
    let calculated = folder.path().join("dihitung");
    let profile = folder.path().join("profil");
    let output = Command::new(libreoffice)
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args([
            "--headless",
            "--norestore",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
        ])
        .arg("--outdir")
        .arg(&calculated)
        .arg(&bare)
        .output()
        .expect("LibreOffice starts");
    let calculated = calculated.join("konsolidasi.xlsx");
    assert!(calculated.is_file(), "{output:?}");
    let (before, after) = (shown(&written), shown(&calculated));
    let mut n_numbers = 0;
    for (at, shown) in &before {
        match (shown, after.get(at)) {
            (Shown::Number(stored), Some(Shown::Number(number))) => {
                n_numbers += 1;
                assert!(
                    (stored - number).abs() < 0.005,
                    "{at:?}: {stored} became {number}"
                );
            }
            (Shown::Text(stored), Some(Shown::Text(text))) => assert_eq!(stored, text, "{at:?}"),
            // A text of spaces only is no text to every program.
            (Shown::Text(stored), None) if stored.trim().is_empty() => {}
            (stored, other) => panic!("{at:?}: {stored:?} became {other:?}"),
        }
    }
    assert!(n_numbers > n_formulas);
    // And these are the totals that the manifest states.
    for total in manifest["totals"].as_array().expect("totals") {
        let name = total["agency"].as_str().unwrap_or("Jumlah");
        let row = after.iter().find_map(|((sheet, at), shown)| {
            let is_row = sheet == "Ringkasan"
                && at.starts_with('A')
                && *shown == Shown::Text(name.to_owned());
            is_row.then(|| at.trim_start_matches('A').to_owned())
        });
        let row = row.unwrap_or_else(|| panic!("no row of {name}"));
        for (col, field) in [("D", "pagu"), ("E", "realisasi")] {
            let stated: f64 = total[field]
                .as_str()
                .expect("an amount")
                .parse()
                .expect("a number");
            let cell = ("Ringkasan".to_owned(), format!("{col}{row}"));
            let Some(Shown::Number(number)) = after.get(&cell) else {
                panic!("{name} {field}");
            };
            assert!(
                (number - stated).abs() < 0.5,
                "{name} {field}: {number}, {stated}"
            );
        }
    }
}
