//! Pages and MIME files as Excel writes them.

use super::*;

const NAMESPACES: &str = "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"\r\n\
    xmlns:x=\"urn:schemas-microsoft-com:office:excel\"\r\n\
    xmlns=\"http://www.w3.org/TR/REC-html40\">\r\n";

/// A page as Excel 2003 writes it, with the values beside the texts.
fn excel_page() -> String {
    let head = "<head>\r\n<meta http-equiv=Content-Type content=\"text/html; charset=windows-1252\">\r\n\
        <meta name=ProgId content=Excel.Sheet>\r\n<meta name=Generator content=\"Microsoft Excel 11\">\r\n\
        <style>\r\n<!--table\r\n\t{mso-displayed-decimal-separator:\"\\,\";\r\n\
        \tmso-displayed-thousand-separator:\"\\.\";}\r\n@page\r\n\t{margin:1.0in .75in 1.0in .75in;}\r\n\
        tr\r\n\t{mso-height-source:auto;}\r\ncol\r\n\t{mso-width-source:auto;}\r\n\
        .style0\r\n\t{mso-number-format:General;\r\n\twhite-space:nowrap;\r\n\tmso-style-name:Normal;}\r\n\
        td\r\n\t{mso-style-parent:style0;\r\n\tpadding-top:1px;\r\n\tpadding-left:1px;\r\n\
        \tmso-number-format:General;\r\n\ttext-align:general;\r\n\twhite-space:nowrap;}\r\n\
        .xl24\r\n\t{mso-style-parent:style0;\r\n\tfont-weight:700;\r\n\ttext-align:center;\r\n\
        \tbackground:silver;\r\n\tmso-pattern:auto none;}\r\n\
        .xl25\r\n\t{mso-style-parent:style0;\r\n\tmso-number-format:\"\\#\\,\\#\\#0\\.00\";}\r\n\
        .xl26\r\n\t{mso-style-parent:style0;\r\n\tmso-number-format:\"dd\\/mm\\/yyyy\";}\r\n\
        .xl27\r\n\t{mso-style-parent:style0;\r\n\ttext-align:left;\r\n\tpadding-left:24px;\r\n\
        \tmso-char-indent-count:2;}\r\n.xl28\r\n\t{mso-number-format:\"\\@\";}\r\n-->\r\n</style>\r\n\
        <!--[if gte mso 9]><xml>\r\n <x:ExcelWorkbook>\r\n  <x:ExcelWorksheets>\r\n   <x:ExcelWorksheet>\r\n\
        \u{20}   <x:Name>Lap &amp; Rekap</x:Name>\r\n    <x:WorksheetOptions>\r\n     <x:Selected/>\r\n\
        \u{20}   </x:WorksheetOptions>\r\n   </x:ExcelWorksheet>\r\n  </x:ExcelWorksheets>\r\n\
        \u{20}</x:ExcelWorkbook>\r\n</xml><![endif]-->\r\n</head>\r\n\r\n";
    let body = "<body link=blue vlink=purple>\r\n\r\n\
        <table x:str border=0 cellpadding=0 cellspacing=0 width=320 style='border-collapse:\r\n collapse;table-layout:fixed'>\r\n\
        \u{20}<col width=64 span=3>\r\n <col width=0 style='display:none;mso-width-source:userset'>\r\n\
        \u{20}<tr height=17>\r\n  <td colspan=2 height=17 class=xl24 width=128>Uraian\r\n  Belanja</td>\r\n\
        \u{20} <td class=xl24>Nilai</td>\r\n  <td>rahasia</td>\r\n </tr>\r\n\
        \u{20}<tr height=17>\r\n  <td height=17 class=xl27 x:str=\"  5.1\">5.1</td>\r\n\
        \u{20} <td class=xl25 align=right x:num=\"1234.5\">1.234,50</td>\r\n\
        \u{20} <td align=right x:num>12</td>\r\n </tr>\r\n\
        \u{20}<tr height=34 style='mso-xlrowspan:2'>\r\n  <td height=34 colspan=4 style='mso-ignore:colspan'></td>\r\n </tr>\r\n\
        \u{20}<tr height=0 style='display:none'>\r\n  <td class=xl26 align=right x:num=\"45322\">31/01/2024</td>\r\n\
        \u{20} <td class=xl28>00123</td>\r\n  <td align=center x:bool=\"TRUE\">TRUE</td>\r\n </tr>\r\n\
        \u{20}<tr height=17>\r\n  <td align=center x:err=\"#REF!\">#REF!</td>\r\n\
        \u{20} <td class=xl25 align=right x:num=\"1246.5\" x:fmla=\"=SUM(B2:C2)\">1.246,50</td>\r\n\
        \u{20} <td>a<span style='mso-spacerun:yes'>\u{a0}\u{a0} </span>b<![if !supportAnnotations]><span\r\n\
        \u{20} style='mso-comment-reference:A_1'><a class=msocomanchor href=\"#_msocom_1\">[1]</a></span><![endif]></td>\r\n </tr>\r\n\
        \u{20}<![if supportMisalignedColumns]>\r\n <tr height=0 style='display:none'>\r\n  <td width=64 style='width:48pt'></td>\r\n </tr>\r\n <![endif]>\r\n</table>\r\n\r\n\
        <div style='mso-element:comment-list'><div style='mso-element:comment'><div>Catatan: isi</div></div></div>\r\n\
        </body>\r\n\r\n</html>\r\n";
    let body = body.replace('\u{a0}', "&nbsp;");
    format!("{NAMESPACES}{head}{body}")
}

#[test]
fn a_page_of_excel_gives_its_values_formats_and_formulas() {
    let grid = grid(&excel_page());
    assert_eq!(&*grid.name, "Lap & Rekap");
    assert_eq!(
        cells(&grid),
        [
            "A1=Uraian Belanja",
            "C1=Nilai",
            "D1=rahasia",
            "A2=  5.1",
            "B2=#1234.5",
            "C2=#12",
            "A5=@2024-01-31",
            "B5=00123",
            "C5=?true",
            "A6=!#REF!",
            "B6=#1246.5",
            "C6=a   b",
        ]
    );
    assert_eq!(merges(&grid), ["A1:B1"]);
    let cell = |row, col| grid.cell(row, col).expect("a cell");
    assert_eq!(cell(1, 1).style.format.as_deref(), Some("#,##0.00"));
    assert_eq!(cell(4, 1).style.format.as_deref(), Some("@"));
    assert_eq!(cell(5, 1).formula(), Some("SUM(B2:C2)"));
    assert_eq!(cell(1, 0).style.indent, 2);
    assert!(cell(0, 0).style.bold && !cell(1, 0).style.bold);
    assert_eq!(
        grid.hidden_rows.iter().collect::<Vec<_>>(),
        [(4, 4), (6, 6)]
    );
    assert_eq!(grid.hidden_cols.iter().collect::<Vec<_>>(), [(3, 3)]);
    assert_eq!(grid.tally.refused, 0);
}

#[test]
fn inline_formats_of_web_systems_are_read() {
    let grid = grid(
        "<table><tr><td style=\"mso-number-format:'\\@'\">0012</td>\
         <td style='mso-number-format:\"\\#\\,\\#\\#0\"' x:num>1500</td>\
         <td style=\"mso-number-format:\\#\\,\\#\\#0\\.00;\">1,500.00</td></tr></table>",
    );
    assert_eq!(cells(&grid), ["A1=0012", "B1=#1500", "C1=1,500.00"]);
    let format = |col| grid.cell(0, col).and_then(|cell| cell.style.format.clone());
    assert_eq!(format(0).as_deref(), Some("@"));
    assert_eq!(format(1).as_deref(), Some("#,##0"));
    assert_eq!(format(2).as_deref(), Some("#,##0.00"));
}

const LIST: &str = "<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>\
    <x:ExcelWorksheet><x:Name>Rekap</x:Name><x:WorksheetSource HRef=3D\"Buku_files/sheet001.htm\"/></x:ExcelWorksheet>\
    <x:ExcelWorksheet><x:Name>Rinci 2</x:Name><x:WorksheetSource HRef=3D\"Buku_files/sheet002.htm\"/></x:ExcelWorksheet>\
    </x:ExcelWorksheets><x:ActiveSheet>1</x:ActiveSheet></x:ExcelWorkbook></xml><![endif]-->";

fn mime_part(location: &str, page: &str) -> String {
    format!(
        "------=_NextPart_01\r\nContent-Location: file:///C:/0E8A/{location}\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\
         Content-Type: text/html; charset=\"us-ascii\"\r\n\r\n{page}\r\n"
    )
}

fn mime_file() -> String {
    let hidden = "<!--[if gte mso 9]><xml><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible>\
        </x:WorksheetOptions></xml><![endif]-->";
    [
        "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n\
         Content-Type: multipart/related; boundary=\"----=_NextPart_01\"\r\n\r\nIni dokumen satu berkas.\r\n\r\n"
            .to_owned(),
        mime_part(
            "Buku.htm",
            &format!("<html><head>{LIST}</head><frameset rows=3D\"*,39\"><frame src=3D\"Buku_files/sheet001.htm\"></frameset></html>"),
        ),
        mime_part("Buku_files/stylesheet.css", "td {}"),
        mime_part(
            "Buku_files/sheet002.htm",
            &format!("<html><head>{hidden}</head><body><table><tr><td x:num=3D\"2.5\">2,5</td></tr></table></body></html>"),
        ),
        mime_part(
            "Buku_files/sheet001.htm",
            "<html><body><table><tr><td colspan=3D2>Caf&eacute; =\r\nBaru</td><td>b</td></tr></table></body></html>",
        ),
        "------=_NextPart_01--\r\n".to_owned(),
    ]
    .concat()
}

#[test]
fn a_mime_file_has_a_sheet_for_each_listed_page() {
    let (workbook, findings) = mime_of(mime_file().as_bytes()).expect("a workbook");
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(workbook.sheets.len(), 2);
    let (first, second) = (&workbook.sheets[0], &workbook.sheets[1]);
    assert_eq!((&*first.name, first.hidden), ("Rekap", false));
    assert_eq!(cells(first), ["A1=Café Baru", "C1=b"]);
    assert_eq!((&*second.name, second.hidden), ("Rinci 2", true));
    assert_eq!(cells(second), ["A1=#2.5"]);
}

#[test]
fn a_mime_file_that_was_cut_off_is_told() {
    let whole = mime_file();
    let cut = whole.find("Buku_files/sheet001.htm\r\n").expect("the part");
    let (workbook, findings) = mime_of(&whole.as_bytes()[..cut - 40]).expect("a workbook");
    assert!(!findings.is_empty());
    let lost: Vec<_> = workbook.sheets.iter().filter(|s| s.is_incomplete).collect();
    assert!(lost.iter().any(|sheet| &*sheet.name == "Rekap"));
}

#[test]
fn a_mime_file_with_one_page_is_a_page() {
    let file = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\
        Content-Transfer-Encoding: base64\r\n\r\nPHRhYmxlPjx0cj48dGQ+w6k8L3RhYmxlPg==\r\n";
    let (workbook, findings) = mime_of(file.as_bytes()).expect("a workbook");
    assert!(findings.is_empty());
    assert_eq!(cells(&workbook.sheets[0]), ["A1=é"]);
    assert_eq!(&*workbook.sheets[0].name, "rekap");
    // A page declared as quoted-printable that is not.
    let file = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n\
        Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        <table><tr><td colspan=2>a = b</td><td>c</td></tr></table>\r\n--x--\r\n";
    let (workbook, _) = mime_of(file.as_bytes()).expect("a workbook");
    assert_eq!(cells(&workbook.sheets[0]), ["A1=a = b", "C1=c"]);
}

#[test]
fn a_page_of_frames_is_refused() {
    let page = format!(
        "<html><head>{}</head><frameset><frame src='a'></frameset></html>",
        LIST.replace("=3D", "=")
    );
    assert!(refused(&page).contains("other files"));
    assert!(
        refused("<frameset><frame src=a><noframes><body>x</body></noframes></frameset>")
            .contains("other files")
    );
}
