//! Cells of an xlsx that say the impossible, each beside a table that is whole.

use super::Expect::{self, Clean, Safe, Told, ToldAndRight};
use super::base::{SHEET, STRINGS, xlsx};
use super::{Nasty, kind};

/// The good sheet with XML after its rows.
fn after_rows(xml: &str) -> Vec<u8> {
    xlsx()
        .swap(SHEET, "</sheetData>", &format!("{xml}</sheetData>"))
        .zip()
}

/// The good sheet with one cell more, at E9.
fn cell(attributes: &str, inside: &str) -> Vec<u8> {
    after_rows(&format!(
        "<row r=\"9\"><c r=\"E9\"{attributes}>{inside}</c></row>"
    ))
}

pub(super) fn kinds() -> Vec<Nasty> {
    let mut kinds = values();
    kinds.extend(typed());
    kinds.extend(places());
    kinds.extend(formulas());
    kinds
}

fn values() -> Vec<Nasty> {
    let value = |name: &str, expect: Expect, text: &str| {
        kind(
            format!("value-{name}.xlsx"),
            expect,
            "a cell whose value is no number that can be kept",
            cell("", &format!("<v>{text}</v>")),
        )
    };
    vec![
        value("null", ToldAndRight, "null"),
        value("nan", ToldAndRight, "NaN"),
        value("infinity", ToldAndRight, "-Infinity"),
        value("1e400", ToldAndRight, "1e400"),
        value("1e300", ToldAndRight, "1e300"),
        value("hex", ToldAndRight, "0x1F"),
        value("comma", ToldAndRight, "1,5"),
        value("spaced", ToldAndRight, "1 000"),
        value("wide-digits", ToldAndRight, "\u{ff11}\u{ff12}"),
        value("two-signs", ToldAndRight, "--1"),
        value("two-dots", ToldAndRight, "1.2.3"),
        value("half-exponent", ToldAndRight, "1e"),
        value("underscore", ToldAndRight, "1_000"),
        value("dot", ToldAndRight, "."),
        value("empty", Safe, ""),
        value("300-digits", ToldAndRight, &"7".repeat(300)),
        value("1e-400", Safe, "1e-400"),
        value("minus-zero", Clean, "-0"),
    ]
}

#[rustfmt::skip]
fn typed() -> Vec<Nasty> {
    let words = |name: &str, text: &str| kind(format!("text-index-{name}.xlsx"), ToldAndRight, "a cell whose shared text does not exist", cell(" t=\"s\"", &format!("<v>{text}</v>")));
    vec![
        words("minus-1", "-1"),
        words("nan", "NaN"),
        words("huge", "4294967296"),
        words("next", "7"),
        words("fraction", "1.5"),
        words("hex", "0x1"),
        kind("text-index-empty.xlsx", Safe, "a cell of a shared text, without its index", cell(" t=\"s\"", "<v></v>")),
        kind("text-index-spaced.xlsx", Safe, "an index with blanks around it", cell(" t=\"s\"", "<v> 1 </v>")),
        kind("type-unknown.xlsx", Safe, "a cell of a type that does not exist", cell(" t=\"zz\"", "<v>12</v>")),
        kind("type-bool-7.xlsx", Safe, "yes or no, and the answer is 7", cell(" t=\"b\"", "<v>7</v>")),
        kind("type-bool-text.xlsx", ToldAndRight, "yes or no, and the answer is a word", cell(" t=\"b\"", "<v>mungkin</v>")),
        kind("type-date-garbage.xlsx", Safe, "a date that is none", cell(" t=\"d\"", "<v>32 Desember</v>")),
        kind("type-error-unknown.xlsx", Safe, "an error value that does not exist", cell(" t=\"e\"", "<v>#ENTAH!</v>")),
        kind("inline-empty.xlsx", Safe, "an inline text without text", cell(" t=\"inlineStr\"", "")),
        kind("inline-in-value.xlsx", Safe, "an inline text where a value stands", cell(" t=\"inlineStr\"", "<v>halo</v>")),
        kind("inline-rich.xlsx", Clean, "an inline text of several runs and a reading aid", cell(" t=\"inlineStr\"", "<is><r><t>ha</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh><r><t>lo</t></r></is>")),
        kind("style-huge.xlsx", Safe, "a style that does not exist", cell(" s=\"4294967295\"", "<v>12</v>")),
        kind("style-negative.xlsx", Safe, "a style of number -1", cell(" s=\"-1\"", "<v>12</v>")),
        kind("style-word.xlsx", Safe, "a style that is a word", cell(" s=\"tebal\"", "<v>12</v>")),
        kind("extension-in-cell.xlsx", Clean, "an extension inside a cell", cell("", "<v>12</v><extLst><ext uri=\"{x}\"><v>13</v></ext></extLst>")),
        kind("unknown-in-cell.xlsx", Clean, "unknown elements inside a cell", cell("", "<x><y>1</y></x><v>12</v>")),
        kind("escaped-letters.xlsx", Safe, "letters in the escape of the format (_x0000_)", cell(" t=\"inlineStr\"", "<is><t>a_x0000_b_x000D_c_xFFFF_</t></is>")),
        kind("strings-count-1e11.xlsx", Clean, "a count of a hundred thousand million shared texts", xlsx().swap(STRINGS, "uniqueCount=\"7\"", "uniqueCount=\"100000000000\"").zip()),
        kind("strings-count-negative.xlsx", Clean, "a count of -1 shared texts", xlsx().swap(STRINGS, "count=\"7\"", "count=\"-1\"").zip()),
        kind("strings-one-fewer.xlsx", Told, "one shared text fewer than cells name", xlsx().swap(STRINGS, "<si><t>Belanja Modal</t></si>", "").zip()),
        kind("strings-element-empty.xlsx", Safe, "shared texts without text between them", after_strings("<si/><si><t/></si><x/>")),
    ]
}

fn after_strings(xml: &str) -> Vec<u8> {
    xlsx()
        .swap(STRINGS, "</sst>", &format!("{xml}</sst>"))
        .zip()
}

#[rustfmt::skip]
fn places() -> Vec<Nasty> {
    let at = |name: &str, expect: Expect, reference: &str| kind(
        format!("place-{name}.xlsx"), expect, "a cell whose reference names no cell",
        after_rows(&format!("<row r=\"9\"><c r=\"{reference}\"><v>12</v></c></row>")),
    );
    let row = |name: &str, expect: Expect, number: &str, reference: &str| kind(
        format!("row-{name}.xlsx"), expect, "a row that the sheet does not have",
        after_rows(&format!("<row r=\"{number}\"><c r=\"{reference}\"><v>12</v></c></row>")),
    );
    let sheet = xlsx().text(SHEET);
    let plain: String = {
        let mut out = String::new();
        for piece in sheet.split(" r=\"") {
            out.push_str(if out.is_empty() { piece } else { piece.split_once('"').unwrap().1 });
        }
        out
    };
    vec![
        at("a0", ToldAndRight, "A0"),
        at("empty", Safe, ""),
        at("beyond-xfd", ToldAndRight, "XFE9"),
        at("letters", ToldAndRight, "AAAAAAAAAAAAAA9"),
        at("number", ToldAndRight, "99"),
        at("word", ToldAndRight, "halo dunia"),
        at("signs", ToldAndRight, "A-1"),
        at("huge", ToldAndRight, "A99999999999999999999"),
        at("dollars", Safe, "$E$9"),
        at("small-letters", Safe, "e9"),
        at("of-another-row", Safe, "E12"),
        row("0", ToldAndRight, "0", "A0"),
        row("beyond", ToldAndRight, "1048577", "A1048577"),
        row("4294967296", ToldAndRight, "4294967296", "A4294967296"),
        row("negative", ToldAndRight, "-1", "A-1"),
        row("word", Safe, "sembilan", "E9"),
        row("last-cell", Clean, "1048576", "XFD1048576"),
        kind("without-places.xlsx", Clean, "rows and cells without references, as allowed", xlsx().with(SHEET, plain_cells(&plain)).zip()),
        kind("cell-twice.xlsx", ToldAndRight, "a cell that stands twice with two values", after_rows("<row r=\"9\"><c r=\"E9\"><v>1</v></c><c r=\"E9\"><v>2</v></c></row>")),
        kind("cell-of-table-twice.xlsx", Told, "a figure of the table stands twice with two values", after_rows("<row r=\"2\"><c r=\"C2\"><v>2</v></c></row>")),
        kind("row-twice.xlsx", Clean, "two rows of one number with different cells", after_rows("<row r=\"9\"><c r=\"E9\"><v>1</v></c></row><row r=\"9\"><c r=\"F9\"><v>2</v></c></row>")),
        kind("rows-backwards.xlsx", Clean, "rows and cells in backward order", after_rows("<row r=\"12\"><c r=\"F12\"><v>1</v></c><c r=\"E12\"><v>1</v></c></row><row r=\"11\"><c r=\"E11\"><v>1</v></c></row>")),
        kind("cells-400-000-empty.xlsx", Clean, "four hundred thousand cells without a value", after_rows(&(20..420).map(|row| format!("<row r=\"{row}\">{}</row>", "<c s=\"0\"/>".repeat(1000))).collect::<String>())),
        kind("value-outside-cell.xlsx", Safe, "a value outside every cell", after_rows("<row r=\"9\"><v>12</v></row><v>13</v>")),
        kind("cell-outside-row.xlsx", Safe, "a cell outside every row", after_rows("<c r=\"E9\"><v>12</v></c>")),
        kind("cell-in-cell.xlsx", Safe, "a cell inside a cell", after_rows("<row r=\"9\"><c r=\"E9\"><c r=\"F9\"><v>12</v></c></c></row>")),
        kind("far-corners.xlsx", Clean, "a cell in each far corner", after_rows("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>")),
    ]
}

/// The rows of the table filled up, since a cell without a reference follows the one before it.
fn plain_cells(sheet: &str) -> String {
    let total = sheet.rfind("<row").unwrap();
    let (before, last) = sheet.split_at(total);
    format!("{before}{}", last.replacen("<row>", "<row><c/>", 1))
}

#[rustfmt::skip]
fn formulas() -> Vec<Nasty> {
    vec![
        kind("formula-without-value.xlsx", Clean, "a formula whose value is not stored", cell("", "<f>SUM(C2:C4)</f>")),
        kind("formula-si-huge.xlsx", Clean, "a shared formula of index 4294967295", cell("", "<f t=\"shared\" si=\"4294967295\" ref=\"E9:E10\">C2*2</f><v>2500000</v>")),
        kind("formula-si-absent.xlsx", Clean, "a shared formula that nobody defines", cell("", "<f t=\"shared\" si=\"77\"/><v>2500000</v>")),
        kind("formula-ref-sheet.xlsx", Clean, "a shared formula that claims the whole sheet", cell("", "<f t=\"shared\" si=\"0\" ref=\"A1:XFD1048576\">C2*2</f><v>2500000</v>")),
        kind("formula-array-sheet.xlsx", Clean, "an array formula that claims the whole sheet", cell("", "<f t=\"array\" ref=\"A1:XFD1048576\">C2*2</f><v>2500000</v>")),
        kind("formula-ref-garbage.xlsx", Clean, "a shared formula for an area that is none", cell("", "<f t=\"shared\" si=\"0\" ref=\"::-1\">C2*2</f><v>2500000</v>")),
        kind("formula-shared-chain.xlsx", Clean, "five thousand cells that share one formula", after_rows(&(9..5009).map(|row| format!("<row r=\"{row}\"><c r=\"E{row}\"><f t=\"shared\" si=\"0\"{}</f><v>1</v></c></row>", if row == 9 { " ref=\"E9:E5008\">E8+$A1*A$1" } else { ">" })).collect::<String>())),
        kind("formula-1-mb.xlsx", Safe, "a formula of one megabyte", cell("", &format!("<f>{}1</f><v>1</v>", "1+".repeat(500_000)))),
        kind("formula-nested.xlsx", Safe, "a formula of a thousand brackets", cell("", &format!("<f>{}1{}</f><v>1</v>", "(".repeat(1000), ")".repeat(1000)))),
        kind("formula-command.xlsx", Clean, "a formula that would run a program", cell(" t=\"str\"", "<f>cmd|'/C calc'!A0</f><v>x</v>")),
        kind("formula-error.xlsx", Clean, "a formula whose value is an error", cell(" t=\"e\"", "<f>1/0</f><v>#DIV/0!</v>")),
    ]
}
