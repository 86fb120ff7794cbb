//! Drifts on small grids made in code. A page is compared with what the table should read.

use std::sync::Arc;

use crate::model::grid::{Cell, Grid};
use crate::model::place::CellRef;
use crate::model::table::Table;

/// A table of eight columns, the last header standing one column left of its values; `no` and
/// `sasaran` are filled on few rows.
const HEAD: &str = "\
No;Sasaran;Kode;;Uraian Kegiatan;Target;;Rp;;Keterangan
1;Meningkatnya mutu layanan informasi publik;2;01;Program layanan informasi publik daerah;100;%;;Rp 900.000,00;APBD
;;2;01.1;Pengelolaan konten dan media informasi;4;Dokumen;;Rp 400.000,00;APBD
;;2;01.2;Pelatihan bagi petugas layanan informasi;12;Orang;;Rp 300.000,00;APBD
;;2;01.3;Penyediaan jasa surat dan alat kantor;2;Dokumen;;Rp 200.000,00;APBD
";

/// The page that [`HEAD`] goes on with, where nothing drifted.
const PAGE: &str = "\
;;2;02.1;Pemeliharaan gedung kantor dan alat kerja;5;Dokumen;;Rp 150.000,00;APBD
;;2;02.2;Penyusunan laporan tahunan perangkat daerah;40;Orang;;Rp 250.000,00;APBD
";

fn grid(text: &str) -> Grid {
    let mut grid = Grid::default();
    for (row, line) in (0..).zip(text.lines()) {
        for (col, cell) in (0..).zip(line.split(';')) {
            if !cell.is_empty() {
                grid.cells.insert(CellRef::new(row, col), Cell::text(cell));
            }
        }
    }
    grid
}

fn tables(grid: &Grid) -> Vec<Table> {
    let file: Arc<str> = "uji.xlsx".into();
    super::super::find_tables(grid, &file).value
}

/// The rows of the first table from `first` on, as the table's columns read them.
fn read(text: &str, first: usize) -> (Vec<String>, Table) {
    let grid = grid(text);
    let table = tables(&grid).into_iter().next().expect("a table");
    let rows = table.rows.iter().skip(first).map(|row| {
        let texts = table.columns.iter().map(|column| {
            let cell = table
                .places(row, column.col)
                .find_map(|at| grid.cells.get(&at));
            cell.map_or_else(String::new, Cell::raw)
        });
        texts.collect::<Vec<_>>().join(";")
    });
    (rows.collect(), table)
}

/// A page after [`HEAD`] reads as `expected`.
#[track_caller]
fn check(page: &str, expected: &str) -> Table {
    let (rows, table) = read(&format!("{HEAD}\n{page}"), 4);
    assert!(table.unplaced_rows.is_empty(), "all rows are placed");
    assert_eq!(rows, expected.lines().collect::<Vec<_>>());
    table
}

/// A page after [`HEAD`] stays unplaced, all of it.
#[track_caller]
fn check_unplaced(head: &str, page: &str) {
    let (_, table) = read(&format!("{head}\n{page}"), 0);
    assert_eq!(table.unplaced_rows.len(), page.lines().count());
    assert_eq!(table.realigned, []);
}

fn shifted(page: &str, before: &str) -> String {
    let lines: Vec<String> = page
        .lines()
        .map(|line| format!("{before}{line}\n"))
        .collect();
    lines.concat()
}

#[test]
fn a_page_in_its_columns_is_left_alone() {
    assert_eq!(check(PAGE, PAGE).realigned, []);
}

#[test]
fn a_page_shifted_right_by_one() {
    let table = check(&shifted(PAGE, ";"), PAGE);
    let [realigned] = table.realigned.as_slice() else {
        panic!("one layout: {:?}", table.realigned);
    };
    assert_eq!(realigned.sheet_rows, [6, 7]);
    assert_eq!(table.sheet_col(6, 4), Some(5));
    assert_eq!(table.column_of(CellRef::new(6, 5)), Some(4));
    assert_eq!(table.sheet_col(3, 4), Some(4));
}

#[test]
fn columns_that_the_page_leaves_empty_vanished() {
    let page = "\
2;02.1;Pemeliharaan gedung kantor dan alat kerja;5;Dokumen;Rp 150.000,00;APBD
2;02.2;Penyusunan laporan tahunan perangkat daerah;40;Orang;Rp 250.000,00;APBD
";
    check(page, PAGE);
}

#[test]
fn a_currency_mark_stands_in_its_own_cell() {
    let in_place = PAGE.replace(";;Rp ", ";Rp;");
    assert_eq!(check(&in_place, &in_place).realigned, []);
    // Drifted, the mark has no column of its own.
    let page = in_place.replace(";;2;", "2;");
    check(&page, &PAGE.replace("Rp ", ""));
}

#[test]
fn rows_of_one_page_drift_each_in_their_way() {
    let page = "\
2;Meningkatnya mutu aplikasi dan jaringan daerah;2;03;Program aplikasi dan jaringan milik daerah;10;%;Rp 500.000,00;APBD
;;2;03.1;Pengelolaan nama domain dan sub domain;;92;%;;Rp 100.000,00;APBD
;;2;03.2;Penatalaksanaan pusat data dan jaringan;;1;Dokumen;;Rp 400.000,00;APBD
";
    let expected = "\
2;Meningkatnya mutu aplikasi dan jaringan daerah;2;03;Program aplikasi dan jaringan milik daerah;10;%;;Rp 500.000,00;APBD
;;2;03.1;Pengelolaan nama domain dan sub domain;92;%;;Rp 100.000,00;APBD
;;2;03.2;Penatalaksanaan pusat data dan jaringan;1;Dokumen;;Rp 400.000,00;APBD
";
    let table = check(page, expected);
    assert_eq!(table.realigned.len(), 2);
}

#[test]
fn a_code_pushed_to_the_next_row_is_joined_on_a_drifted_page() {
    let page = "\
2;02.1;Pemeliharaan gedung kantor dan alat kerja;5;Dokumen;Rp 150.000,00;APBD
;;Penyusunan laporan tahunan perangkat daerah;40;Orang;Rp 250.000,00;APBD
2;02.2
";
    let table = check(page, PAGE);
    let last = table.rows.last().expect("rows");
    assert_eq!(last.sheet_rows, [7, 8]);
}

#[test]
fn the_label_of_a_total_may_stand_anywhere() {
    let page = format!(
        "{}TOTAL;;;;;Rp 900.000,00;APBD\n",
        PAGE.replace(";;2;", "2;").replace(";;", ";")
    );
    let (rows, table) = read(&format!("{HEAD}\n{page}"), 6);
    assert!(table.unplaced_rows.is_empty(), "all rows are placed");
    assert_eq!(rows, [";;TOTAL;;;;;;Rp 900.000,00;APBD"]);
    assert_eq!(
        table.rows.last().map(|row| row.kind),
        Some(crate::model::table::RowKind::Total)
    );
}

/// Two columns of money, alike; `D` and `E`.
const ALIKE: &str = "\
Kode;Uraian;Pagu Indikatif;Prakiraan Maju;Keterangan
1.01;Pengelolaan konten dan media informasi;400.000;500.000;APBD
1.02;Pelatihan bagi petugas layanan informasi;300.000;400.000;APBD
1.03;Penyediaan jasa surat dan alat kantor;;600.000;APBD
1.04;Penyediaan jasa listrik dan air kantor;700.000;;APBD
";

#[test]
fn one_of_two_columns_alike_is_not_guessed() {
    check_unplaced(
        ALIKE,
        "\
;;1.05;Pemeliharaan gedung kantor dan alat kerja;150.000;APBD
;;1.06;Penyusunan laporan tahunan perangkat daerah;250.000;APBD
",
    );
}

#[test]
fn both_of_two_columns_alike_are_placed() {
    let page = "\
1.05;Pemeliharaan gedung kantor dan alat kerja;150.000;250.000;APBD
1.06;Penyusunan laporan tahunan perangkat daerah;250.000;300.000;APBD
";
    let (rows, table) = read(&format!("{ALIKE}\n{}", shifted(page, ";;")), 4);
    assert!(table.unplaced_rows.is_empty(), "all rows are placed");
    assert_eq!(rows, page.lines().collect::<Vec<_>>());
}

#[test]
fn money_is_not_put_where_no_money_stood() {
    check_unplaced(
        HEAD,
        "\
2;02.1;Pemeliharaan gedung kantor;Rp 150.000,00;Dokumen;5;APBD
2;02.2;Penyusunan laporan tahunan;Rp 250.000,00;Orang;40;APBD
",
    );
}

#[test]
fn a_page_that_half_fits_is_not_placed_with_its_money_astray() {
    // Target and unit are gone, so the page does not show the columns that every row fills.
    check_unplaced(
        HEAD,
        "\
;;2;02.1;Pemeliharaan gedung kantor dan alat kerja;;;Rp 150.000,00;Catatan lain yang panjang
;;2;02.2;Penyusunan laporan tahunan perangkat daerah;;;Rp 250.000,00;Catatan lain yang panjang
",
    );
}

#[test]
fn a_signature_is_not_a_page() {
    let (_, table) = read(
        &format!(
            "{HEAD}\n;;;;;Kepala Dinas\n;;;;;NIP. 19700101 199503 1 002\n\n;;;;;;;19700101 199503 1 002\n"
        ),
        0,
    );
    assert_eq!(table.realigned, []);
}
