//! What stands around a table: titles, lines about the document, notes, signatures, other tables.

use super::choices::Layout;
use super::data::Document;
use super::sheet::Sheet;

/// Writes what stands above; gives the row of the header.
pub(super) fn above(
    sheet: &mut Sheet,
    document: &Document,
    layout: &Layout,
    (left, width): (u32, u32),
) -> u32 {
    let mut row: u32 = layout.get("offset-row").parse().expect("a number");
    if layout.is("above", "table") {
        row = small_table(
            sheet,
            (row, left),
            &["No", "Nama Bidang", "Jumlah Pegawai"],
            &BIDANG,
        ) + 2;
    }
    let mut titles = document.titles.clone();
    match layout.get("titles") {
        "more" => titles.push("Keadaan sampai dengan 31 Desember 2023".to_owned()),
        "one" => titles = vec![titles.join(" ")],
        _ => {}
    }
    for title in &titles {
        let col = if layout.is("title-merge", "middle") {
            left + width / 2
        } else {
            left
        };
        sheet.text((row, col), title);
        if layout.is("title-merge", "merged") {
            sheet.merge((row, left), (row, left + width - 1));
        }
        row += 1;
    }
    row += 1;
    let pairs = [
        ("SKPD", "Dinas Contoh"),
        ("Bulan", "Desember"),
        ("Kode Organisasi", "2.16.0.00.0.00.01.0000"),
    ];
    match layout.get("pairs") {
        "one-cell" => {
            for (key, value) in pairs {
                sheet.text((row, left), &format!("{key} : {value}"));
                row += 1;
            }
            row += 1;
        }
        "three-cells" => {
            for (key, value) in pairs {
                sheet.text((row, left), key);
                sheet.text((row, left + 1), ":");
                sheet.text((row, left + 2), value);
                row += 1;
            }
        }
        _ => {}
    }
    match layout.get("unit-line") {
        "left" => {
            sheet.text((row, left), "(dalam rupiah)");
            row += 1;
        }
        "right" => {
            sheet.text((row, left + width - 1), "(dalam rupiah)");
            row += 1;
        }
        _ => {}
    }
    row
}

/// Writes a small table beside the table, its header in the rows from `top` to before `body`.
pub(super) fn beside(sheet: &mut Sheet, layout: &Layout, (top, body): (u32, u32), left: u32) {
    if !layout.is("beside", "table") {
        return;
    }
    let is_merged = layout.is("header-merge", "merged") && layout.is("numbering", "none");
    let row = if is_merged { top } else { body - 1 };
    for (col, text) in (left..).zip(["Sumber Dana", "Banyak Dokumen"]) {
        sheet.text((row, col), text);
        sheet.merge((row, col), (body - 1, col));
    }
    let rows = [["APBD", "12"], ["DAU", "4"], ["DAK", "3"]];
    for (row, cells) in (body..).zip(rows) {
        for (col, text) in (left..).zip(cells) {
            sheet.text((row, col), text);
        }
    }
}

/// Writes what stands below.
pub(super) fn below(sheet: &mut Sheet, layout: &Layout, end: u32, (left, width): (u32, u32)) {
    let mut row = end + u32::from(layout.is("note-gap", "row"));
    let notes: &[&str] = match layout.get("note") {
        "note" => &["Catatan: angka realisasi belum diaudit oleh BPK"],
        "source" => &["Sumber: Sistem Informasi Keuangan Daerah, 2023"],
        "both" => &[
            "Keterangan:",
            "*) termasuk pergeseran anggaran tanggal 12 September 2023",
            "Sumber: Bidang Anggaran",
        ],
        "numbered" => &[
            "Catatan:",
            "1. Angka sementara",
            "2. Realisasi sampai dengan SP2D terakhir",
        ],
        _ => &[],
    };
    for note in notes {
        sheet.text((row, left), note);
        row += 1;
    }
    row += 1;
    let signature = [
        "Kota Raya, 31 Desember 2023",
        "Kepala Dinas Contoh,",
        "",
        "",
        "BUDI CONTOH, S.E.",
        "NIP. 19700101 199503 1 002",
    ];
    let right = left + width.saturating_sub(2);
    if !layout.is("signature", "none") {
        for (idx, line) in (0..).zip(signature) {
            if line.is_empty() {
                continue;
            }
            sheet.text((row + idx, right), line);
            if layout.is("signature", "two") && idx > 0 && right > left + 1 {
                sheet.text(
                    (row + idx, left + 1),
                    &line
                        .replace("Kepala", "Sekretaris")
                        .replace("BUDI", "SITI")
                        .replace("1 002", "2 003"),
                );
            }
        }
        row += 8;
    }
    if layout.is("below", "table") {
        sheet.text((row, left), "DAFTAR BIDANG");
        small_table(
            sheet,
            (row + 1, left),
            &["No", "Nama Bidang", "Jumlah Pegawai"],
            &BIDANG,
        );
    }
}

const BIDANG: [[&str; 3]; 3] = [
    ["1", "Sekretariat", "14"],
    ["2", "Bidang Informatika", "9"],
    ["3", "Bidang Statistik", "7"],
];

/// Writes a table; gives the row below.
fn small_table(
    sheet: &mut Sheet,
    (top, left): (u32, u32),
    header: &[&str],
    rows: &[[&str; 3]],
) -> u32 {
    let lines = std::iter::once(header).chain(rows.iter().map(<[&str; 3]>::as_slice));
    let mut row = top;
    for line in lines {
        for (col, text) in (left..).zip(line) {
            sheet.text((row, col), text);
        }
        row += 1;
    }
    row
}
