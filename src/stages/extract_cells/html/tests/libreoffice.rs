//! Pages as `LibreOffice` writes them.

use super::*;

const HEAD: &str = "<!DOCTYPE html>\n\n<html>\n<head>\n\t\n\t<meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\"/>\n\
    \t<title></title>\n\t<meta name=\"generator\" content=\"LibreOffice 7.4.7.2 (Linux)\"/>\n\t<style type=\"text/css\">\n\
    \t\tcomment { display:none;  } \n\t</style>\n\t\n</head>\n\n<body>\n";

fn table(rows: &str) -> String {
    format!(
        "<table cellspacing=\"0\" border=\"0\">\n\t<colgroup span=\"5\" width=\"80\"></colgroup>\n{rows}</table>\n\
         <!-- ************************************************************************** -->\n"
    )
}

#[test]
fn each_marked_table_is_a_sheet() {
    let first = "\t<tr>\n\t\t<td height=\"20\" align=\"left\" valign=bottom bgcolor=\"#FFFF00\"><b><font face=\"Cambria\">Kode</font></b></td>\n\
        \t\t<td align=\"right\" valign=bottom sdval=\"1234.56\" sdnum=\"1033;0;#,##0.00\"><font color=\"#000000\">1,234.56</font></td>\n\
        \t\t<td align=\"right\" sdval=\"45322\" sdnum=\"1033;0;YYYY-MM-DD\"><font color=\"#000000\">2024-01-31</font></td>\n\t</tr>\n\
        \t<tr>\n\t\t<td align=\"left\"><font color=\"#000000\">  dua  spasi<comment>x</comment></font></td>\n\
        \t\t<td align=\"right\" sdval=\"0\" sdnum=\"1033;\"><font color=\"#000000\">#DIV/0!</font></td>\n\
        \t\t<td align=\"left\"><font color=\"#000000\"><br></font></td>\n\t</tr>\n";
    let page_text = format!(
        "{HEAD}<hr>\n\t<p><center>\n\t\t<h1>Overview</h1>\n\t\t<A HREF=\"#table0\">Rekap &amp; Data</A><br>\n\
         \t\t<A HREF=\"#table1\">Kedua</A><br>\n\t\t\n\t</center></p>\n<hr>\n\
         <A NAME=\"table0\"><h1>Sheet 1: <em>Rekap &amp; Data</em></h1></A>\n{}<hr>\n\
         <A NAME=\"table1\"><h1>Sheet 2: <em>Kedua</em></h1></A>\n{}</body>\n\n</html>\n",
        table(first),
        table("<tr><td>isi</td></tr>")
    );
    let (workbook, findings) = page(&page_text).expect("a page");
    assert!(findings.is_empty(), "{findings:?}");
    let names: Vec<&str> = workbook.sheets.iter().map(|sheet| &*sheet.name).collect();
    assert_eq!(names, ["Rekap & Data", "Kedua"]);
    let grid = &workbook.sheets[0];
    assert_eq!(
        cells(grid),
        [
            "A1=Kode",
            "B1=#1234.56",
            "C1=@2024-01-31",
            "A2=  dua  spasi",
            "B2=!#DIV/0!"
        ]
    );
    assert!(grid.cell(0, 0).is_some_and(|cell| cell.style.bold));
    assert_eq!(cells(&workbook.sheets[1]), ["A1=isi"]);
}

#[test]
fn an_unmarked_table_is_the_only_sheet() {
    let page_text = format!("{HEAD}{}</body></html>", table("<tr><td>isi</td></tr>"));
    let grid = grid(&page_text);
    assert_eq!(&*grid.name, "rekap");
    assert_eq!(cells(&grid), ["A1=isi"]);
}
