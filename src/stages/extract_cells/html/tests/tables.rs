//! Tables as web systems write them.

use super::*;
use crate::model::grid::{Alignment, Color};

#[test]
fn tables_stand_one_below_the_other_with_the_text_between() {
    let text = "<html><head><title>Unduhan</title><style>td{color:red}</style></head><body>\
        <h3>REKAP <b>REALISASI</b></h3>\n<p>Tahun 2023</p><br>\
        <table><caption>Tabel 1</caption><tr><th>No</th><th>Uraian</th></tr>\
        <tr><td>1</td><td>Belanja &amp; Modal</td></tr></table>\
        <script>var a = '<td>bukan sel</td>';</script>\
        <table><tr><td>2<td>b<tr><td>3<td>c</table>Sumber: Dinas Contoh</body></html>";
    let grid = grid(text);
    assert_eq!(
        cells(&grid),
        [
            "A1=REKAP REALISASI",
            "A2=Tahun 2023",
            "A4=Tabel 1",
            "A5=No",
            "B5=Uraian",
            "A6=1",
            "B6=Belanja & Modal",
            "A7=2",
            "B7=b",
            "A8=3",
            "B8=c",
            "A9=Sumber: Dinas Contoh",
        ]
    );
    assert_eq!(&*grid.name, "rekap");
    let is_bold = |row, col| grid.cell(row, col).is_some_and(|cell| cell.style.bold);
    assert!(is_bold(0, 0) && is_bold(4, 0) && !is_bold(1, 0) && !is_bold(5, 0));
}

#[test]
fn spans_place_and_merge_cells() {
    let grid = grid(
        "<table><tr><td rowspan=2>a</td><td colspan='2'>b</td><td rowspan=3>c</td></tr>\
         <tr><td>d</td><td>e</td></tr><tr><td>f</td><td>g</td><td>h</td><td>i</td></tr>\
         <tr><td rowspan=9>j</td><td>k</td></tr></table>",
    );
    assert_eq!(
        cells(&grid),
        [
            "A1=a", "B1=b", "D1=c", "B2=d", "C2=e", "A3=f", "B3=g", "C3=h", "E3=i", "A4=j", "B4=k"
        ]
    );
    assert_eq!(merges(&grid), ["A1:A2", "B1:C1", "D1:D3"]);
}

#[test]
fn spans_end_with_their_group_and_with_the_sheet() {
    let grid = grid(
        "<table><thead><tr><th rowspan=0>a<th>b<tr><th>c</thead>\
         <tbody><tr><td rowspan=4000000000>d<td colspan=4294967295>e<tr><td>g</tbody></table>",
    );
    let told = cells(&grid);
    assert_eq!(told, ["A1=a", "B1=b", "B2=c", "A3=d", "B3=e", "B4=g"]);
    assert_eq!(merges(&grid), ["A1:A2", "A3:A4", "B3:XFD3"]);
}

#[test]
fn a_cell_beyond_the_sheet_is_told() {
    let (workbook, findings) =
        page("<table><tr><td colspan=4294967295>e<td>f</table>").expect("a page");
    assert_eq!(workbook.sheets[0].tally.refused, 1);
    assert_eq!(findings.len(), 1);
}

#[test]
fn text_is_what_a_browser_shows() {
    check(
        "<table><tr><td> dua \n  kata </td><td>a<br>b<br/>c</td><td>&nbsp;</td>\
         <td>&nbsp;&nbsp;x</td><td><pre>a  b</pre></td><td style='white-space:pre'>c  d</td>\
         <td><p>e</p><p>f</p></td><td>1<span style=\"display:none\">2</span>3</td>\
         <td>4<!-- tidak -->5</td><td><input type=text value='1.500'><input type=hidden value=9></td>\
         <td>R&D &#38; &lt;b&gt; &Eacute;</td></tr></table>",
        &[
            "A1=dua kata",
            "B1=a/b/c",
            "D1=\u{a0}\u{a0}x",
            "E1=a  b",
            "F1=c  d",
            "G1=e/f",
            "H1=13",
            "I1=45",
            "J1=1.500",
            "K1=R&D & <b> É",
        ],
    );
}

#[test]
fn tables_inside_cells_keep_every_text() {
    // A page laid out with a table: the data keep their rows and columns.
    check(
        "<table><tr><td>Menu</td><td>Judul<table><tr><td>a<td>b<tr><td>c<td>d</table>Catatan</td>\
         <td>Samping</td></tr><tr><td>Bawah</td></tr></table>",
        &[
            "A1=Menu",
            "B1=Judul",
            "D1=Samping",
            "B2=a",
            "C2=b",
            "B3=c",
            "C3=d",
            "B4=Catatan",
            "A5=Bawah",
        ],
    );
    // Excel lays out pictures with tables that hold nothing.
    check(
        "<table><tr><td><span><table><tr><td></td></tr><tr><td></td><td><img></td></tr></table></span>\
         <span><table><tr><td>teks</td></tr></table></span></td><td>b</td></tr><tr><td>c</table>",
        &["A1=teks", "B1=b", "A2=c"],
    );
    // The outer cells keep their span over the rows that the inner table needs.
    let outer = grid(
        "<table><tr><td rowspan=2>a</td><td><table><tr><td>b<tr><td>c</table></td></tr>\
         <tr><td>d</td></tr></table>",
    );
    assert_eq!(cells(&outer), ["A1=a", "B1=b", "B2=c", "B3=d"]);
    assert_eq!(merges(&outer), ["A1:A3"]);
}

#[test]
fn sloppy_pages_keep_their_cells() {
    check("<tr><td>a<td>b</tr><tr><td>c", &["A1=a", "B1=b", "A2=c"]);
    check("<td>a<td>b", &["A1=a", "B1=b"]);
    check(
        "<table>luar<tr>baris<td>a</td>antara<td>b</td></tr>akhir<tr><td>c</table>",
        &[
            "A1=luar",
            "A2=a",
            "B2=b",
            "A3=baris",
            "A4=antara",
            "A5=akhir",
            "A6=c",
        ],
    );
    check(
        "<table><tr><td>a</table></table></td></tr><table><tr><td>b<table></table>c</body></html>",
        &["A1=a", "A2=b", "A3=c"],
    );
    // A table that begins between the rows of another.
    check(
        "<table><tr><td>a</td></tr><table><tr><td>b</td></tr></table>",
        &["A1=a", "A2=b"],
    );
    check(
        "<TABLE><TBODY><TR><TD COLSPAN=\" 2 \">a</TD><TD>b</TABLE>",
        &["A1=a", "C1=b"],
    );
}

#[test]
fn looks_come_from_tags_attributes_and_rules() {
    let grid = grid(
        "<style>.j{font-weight:bold;background:#ff0} .k{text-align:right} .h{display:none}</style>\
         <table><colgroup><col><col style='display:none'><col width=0></colgroup>\
         <tr class=j><td>a</td><td>b</td><td>c</td><td style='font-weight:normal'>d</td></tr>\
         <tr class=h bgcolor=red><td align=center><u>e</u></td><td class='x k'><b>f</b> g</td></tr>\
         <tr hidden><td style='padding-left:18px'><strong>h</strong></td></tr>\
         <tbody style='display:none'><tr><td>i</td></tr></tbody>\
         <tr><td>j</td><td></td><td></td><td></td><td style='display:none'>k</td></tr></table>",
    );
    let style = |row, col| grid.cell(row, col).expect("a cell").style.clone();
    assert!(style(0, 0).bold && !style(0, 3).bold && !style(1, 1).bold && style(2, 0).bold);
    assert_eq!(style(0, 0).fill, Some(Color::Rgb(0xFF_FF_00)));
    assert_eq!(style(1, 1).fill, Some(Color::Rgb(0xFF_00_00)));
    assert_eq!(style(1, 0).alignment, Alignment::Center);
    assert_eq!(style(1, 1).alignment, Alignment::Right);
    assert!(style(1, 0).underline);
    assert_eq!(style(2, 0).indent, 2);
    assert_eq!(grid.hidden_rows.iter().collect::<Vec<_>>(), [(1, 3)]);
    assert_eq!(
        grid.hidden_cols.iter().collect::<Vec<_>>(),
        [(1, 2), (4, 4)]
    );
}

#[test]
fn a_hidden_part_of_the_page_hides_its_rows() {
    let grid = grid(
        "<table><tr><td>a</table><div style='display:none'>x<table><tr><td>b</table></div>\
         <table><tr><td>c</table>",
    );
    assert_eq!(cells(&grid), ["A1=a", "A2=b", "A3=c"]);
    assert_eq!(grid.hidden_rows.iter().collect::<Vec<_>>(), [(1, 1)]);
}

#[test]
fn pages_without_data_are_refused_with_their_reason() {
    assert!(refused("<html><body><h1>500 Internal Server Error</h1>").contains("without a table"));
    assert!(refused("<p>").contains("without a table"));
    let login =
        "<table><tr><td>Nama<td><input name=u><tr><td>Sandi<td><input type=PASSWORD></table>";
    assert!(refused(login).contains("login"));
    assert!(refused("<form>Masuk <input type=password></form>").contains("login"));
    // A page with a field for a password may hold data all the same.
    assert!(page(&format!("{login}<table><tr><td>1.500</table>")).is_ok());
}

#[test]
fn a_page_that_was_cut_off_is_told_and_its_rows_are_kept() {
    let whole = "<html><body><table><tr><td>1</td></tr><tr><td>2</td></tr></table></body></html>";
    for cut in [
        "<html><body><table><tr><td>1</td></tr><tr><td",
        "<table><tr><td>1</td></tr>",
    ] {
        let (workbook, findings) = page(cut).expect("a page");
        assert_eq!(findings.len(), 1, "{cut}");
        assert!(workbook.sheets[0].is_incomplete);
        assert_eq!(workbook.sheets[0].cells.len(), 1);
    }
    assert!(page(whole).expect("a page").1.is_empty());
    // One that never closes its table but ends is whole.
    let open = whole.replace("</table>", "");
    assert!(page(&open).expect("a page").1.is_empty());
}

#[test]
fn encodings_are_found() {
    for bytes in [
        b"<meta charset=utf-8><table><tr><td>Caf\xC3\xA9</table>".to_vec(),
        b"<meta charset=iso-8859-1><table><tr><td>Caf\xE9</table>".to_vec(),
        b"<table><tr><td>Caf\xE9</table>".to_vec(),
        "\u{feff}<table><tr><td>Café</table>"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect(),
    ] {
        let (workbook, findings) = page_of(&bytes).expect("a page");
        assert_eq!(cells(&workbook.sheets[0]), ["A1=Café"]);
        assert!(findings.is_empty());
    }
    let (workbook, findings) = page_of(b"<table><tr><td>a\x81</table>").expect("a page");
    assert!(workbook.sheets[0].is_incomplete);
    assert_eq!(findings.len(), 1);
}
