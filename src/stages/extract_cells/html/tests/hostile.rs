//! Pages that were damaged or made to do harm.

use super::*;

#[test]
fn endless_nesting_costs_nothing_and_loses_nothing() {
    let deep = "<table><tr><td>1".repeat(10_000);
    let (workbook, _) = page(&deep).expect("a page");
    let grid = &workbook.sheets[0];
    // The tables beyond the limit stay with the cell around them.
    let letters: usize = grid.cells.values().map(|cell| cell.raw().len()).sum();
    assert!(grid.cells.len() >= 255 && letters >= 10_000);
    let inline = format!("<table><tr><td>{}x", "<b><i><div>".repeat(100_000));
    assert!(page(&inline).is_ok());
    let lists = format!("{}<table><tr><td>1</table>", "<ul><li>".repeat(100_000));
    assert!(page(&lists).is_ok());
}

#[test]
fn spans_cannot_fill_the_memory() {
    let spans = "<tr><td rowspan=65534 colspan=9999>a<td rowspan=0>b".repeat(3_000);
    let (workbook, _) = page(&format!("<table>{spans}</table>")).expect("a page");
    assert!(workbook.sheets[0].tally.stored == 6_000);
    let rows = "<tr style='mso-xlrowspan:4000000000'><td>a".repeat(10);
    let (workbook, findings) = page(&format!("<table>{rows}</table>")).expect("a page");
    assert_eq!(workbook.sheets[0].tally.refused, 9);
    assert!(!findings.is_empty());
}

#[test]
fn a_text_that_is_too_long_costs_its_cell() {
    let text = format!("<table><tr><td>{}<td>b</table>", "x".repeat(50_000));
    let (workbook, findings) = page(&text).expect("a page");
    assert_eq!(cells(&workbook.sheets[0]), ["B1=b"]);
    assert_eq!(findings[0].code, "R007");
}

#[test]
fn many_styles_are_forgotten_and_not_kept() {
    let mut rows = String::new();
    for n in 0..20_000 {
        let n = n.to_string();
        rows.extend([
            "<tr class=a",
            &n,
            " style='padding-left:",
            &n,
            "px'><td class=b",
            &n,
            ">x",
        ]);
    }
    let (workbook, _) = page(&format!("<table>{rows}</table>")).expect("a page");
    assert_eq!(workbook.sheets[0].cells.len(), 20_000);
}

#[test]
fn damaged_pages_never_stop_the_program() {
    let sound = "<html><head><meta charset=utf-8><style>.a{mso-number-format:\"\\@\";}</style>\
        <!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheet><x:Name>é</x:Name></x:ExcelWorksheet>\
        </x:ExcelWorkbook></xml><![endif]--></head><body><h1>J</h1><a name=table0><em>S</em></a>\
        <table><col span=2 width=0><thead><tr><th rowspan=2 colspan=2>a&amp;b<td class=a x:num=\"1\">1\
        <tr style='display:none'><td sdval=\"1\" sdnum=\"1033;0;0\">1<table><tr><td>é</table></td></tr>\
        </table><p>x<br></body></html>";
    let mime = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\n\
         Content-Location: a.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n\
         Content-Type: text/html\r\n\r\n{sound}\r\n--x--\r\n"
    );
    let mut seed = 11u32;
    let mut random = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(seed >> 8).unwrap_or(0)
    };
    for round in 0..1_500 {
        let is_mime = round % 3 == 0;
        let mut bytes = if is_mime { &mime } else { sound }.as_bytes().to_vec();
        for _ in 0..=random() % 6 {
            let (at, n) = (random() % bytes.len(), random());
            match n % 4 {
                0 => bytes[at] = u8::try_from(n / 4 % 256).unwrap_or(0),
                1 => bytes.truncate(at.max(1)),
                2 => {
                    let piece = bytes[at..bytes.len().min(at + 40)].to_vec();
                    let to = random() % bytes.len();
                    bytes.splice(to..to, piece);
                }
                _ => bytes.insert(at, *b"<>\"'/=&;\0-!".get(n / 4 % 11).unwrap_or(&0)),
            }
        }
        let _ = if is_mime {
            mime_of(&bytes)
        } else {
            page_of(&bytes)
        };
    }
}
