//! The region's own recap: a row an agency, from their reports before any fault was put in.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use super::papers::Dossier;
use super::{File, REGION, YEAR};

/// Where it lies.
pub(super) const PATH: &str = "Rekap Realisasi 2023.xlsx";

pub(super) fn file(dossiers: &[Dossier]) -> File {
    let mut rows: Vec<(String, [i64; 2])> = dossiers
        .iter()
        .map(|dossier| {
            let [pagu, realisasi] = dossier.year;
            (
                dossier.agency.name.clone(),
                [pagu, realisasi + dossier.recap_off],
            )
        })
        .collect();
    let total = |at: usize| rows.iter().map(|(_, figures)| figures[at]).sum();
    let totals = [total(0), total(1)];
    rows.push(("JUMLAH".to_owned(), totals));
    File {
        path: PATH.to_owned(),
        bytes: workbook(&rows),
    }
}

#[allow(clippy::cast_precision_loss, reason = "amounts are far below 2^53")]
fn workbook(rows: &[(String, [i64; 2])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2023, 1, 2).expect("a day");
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    let titles = [
        "REKAPITULASI REALISASI ANGGARAN PERANGKAT DAERAH".to_owned(),
        REGION.to_uppercase(),
        format!("TAHUN ANGGARAN {YEAR}"),
    ];
    let mut at = 0;
    let mut put = |row: &[Result<String, i64>]| {
        for (col, datum) in row.iter().enumerate() {
            let col = u16::try_from(col).expect("few columns");
            let written = match datum {
                Ok(text) => sheet.write_string(at, col, text).map(|_| ()),
                Err(number) => sheet.write_number(at, col, *number as f64).map(|_| ()),
            };
            written.expect("a cell");
        }
        at += 1;
    };
    for title in titles {
        put(&[Ok(title)]);
    }
    put(&[]);
    let header = ["No", "Perangkat Daerah", "Anggaran", "Realisasi", "Sisa"];
    put(&header.map(|name| Ok(name.to_owned())));
    for (idx, (name, [pagu, realisasi])) in rows.iter().enumerate() {
        let nth = if name == "JUMLAH" {
            String::new()
        } else {
            (idx + 1).to_string()
        };
        put(&[
            Ok(nth),
            Ok(name.clone()),
            Err(*pagu),
            Err(*realisasi),
            Err(pagu - realisasi),
        ]);
    }
    workbook.save_to_buffer().expect("a workbook")
}
