//! XML that is no XML, that is unusual XML, or that wants the reader's memory, in the parts of an
//! xlsx.

use super::Expect::{Clean, Refused, Safe, Told, ToldAndRight};
use super::base::{MAIN, SHEET, STRINGS, WORKBOOK, XML, xlsx};
use super::inflating::repeated;
use super::package::Package;
use super::{Nasty, kind, swap};

/// Ten entities, each ten times the one before: a thousand million words.
pub(super) fn laughs() -> String {
    let mut out = String::from("<!DOCTYPE a [<!ENTITY e0 \"ha\">");
    for n in 1..10 {
        let before = format!("&e{};", n - 1).repeat(10);
        out.push_str(&format!("<!ENTITY e{n} \"{before}\">"));
    }
    out.push_str("]>");
    out
}

/// UTF-16 with or without the mark at its start.
pub(super) fn utf_16(text: &str, is_little: bool, has_mark: bool) -> Vec<u8> {
    let mark = has_mark.then_some(0xFEFF);
    mark.into_iter()
        .chain(text.encode_utf16())
        .flat_map(|unit| {
            if is_little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        })
        .collect()
}

pub(super) fn kinds() -> Vec<Nasty> {
    let mut kinds = doctypes();
    kinds.extend(encodings());
    kinds.extend(unusual());
    kinds.extend(broken());
    kinds.extend(huge());
    kinds
}

/// The package with a text put after a part's XML declaration and the part's root changed.
fn doctype(part: &str, declaration: &str, from: &str, to: &str) -> Vec<u8> {
    let mut text = xlsx().text(part);
    text = text.replacen(XML, "", 1);
    text = swap(&text, from, to);
    xlsx().with(part, format!("{XML}{declaration}{text}")).zip()
}

#[rustfmt::skip]
fn doctypes() -> Vec<Nasty> {
    let external = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    let parameter = "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/evil.dtd\"> %p;]>";
    let quadratic = format!("<!DOCTYPE a [<!ENTITY x \"{}\">]>", "a".repeat(50_000));
    vec![
        kind("laughs-sheet.xlsx", Told, "entities that expand to a thousand million words, in the sheet", doctype(SHEET, &laughs(), "<v>1250000</v>", "<v>&e9;</v>")),
        kind("laughs-strings.xlsx", Told, "the same in the shared texts", doctype(STRINGS, &laughs(), "Belanja Pegawai", "&e9;")),
        kind("laughs-workbook.xlsx", Refused, "the same in the workbook part", doctype(WORKBOOK, &laughs(), "Rekap", "&e9;")),
        kind("entity-quadratic.xlsx", Told, "one long entity, used ten thousand times", doctype(STRINGS, &quadratic, "Belanja Pegawai", &"&x;".repeat(10_000))),
        kind("entity-file.xlsx", Told, "an entity that is a file of this machine", doctype(STRINGS, external, "Belanja Pegawai", "&x;")),
        kind("entity-net.xlsx", Told, "a declaration that lies in the net", doctype(SHEET, parameter, "<sheetData>", "<sheetData>")),
        kind("entity-recursive.xlsx", Told, "an entity that names itself", doctype(STRINGS, "<!DOCTYPE a [<!ENTITY x \"&x;\">]>", "Belanja Pegawai", "&x;")),
        kind("entity-unknown.xlsx", Told, "an entity that nobody declared", xlsx().swap(STRINGS, "Belanja Pegawai", "Belanja&foo;Pegawai").zip()),
        kind("entity-nbsp.xlsx", Told, "an entity of HTML inside a figure", xlsx().swap(SHEET, "<v>1250000</v>", "<v>125&nbsp;0000</v>").zip()),
        kind("doctype-unfinished.xlsx", Told, "a declaration that never ends", doctype(SHEET, "<!DOCTYPE a [", "<sheetData>", "<sheetData>")),
    ]
}

#[rustfmt::skip]
fn encodings() -> Vec<Nasty> {
    let sheet = xlsx().text(SHEET);
    let with = |bytes: Vec<u8>| xlsx().with(SHEET, bytes).zip();
    let declared = |name: &str| swap(&sheet, "UTF-8", name);
    vec![
        kind("utf-16-le.xlsx", Clean, "a sheet in UTF-16", with(utf_16(&declared("UTF-16"), true, true))),
        kind("utf-16-be.xlsx", Clean, "a sheet in UTF-16, high bytes first", with(utf_16(&declared("UTF-16"), false, true))),
        kind("utf-16-unmarked.xlsx", Safe, "a sheet in UTF-16 without its mark", with(utf_16(&declared("UTF-16"), true, false))),
        kind("utf-16-strings.xlsx", Clean, "shared texts in UTF-16", xlsx().with(STRINGS, utf_16(&swap(&xlsx().text(STRINGS), "UTF-8", "UTF-16"), true, true)).zip()),
        kind("utf-16-odd.xlsx", Told, "UTF-16 that stops in the middle of a letter", with({ let mut bytes = utf_16(&declared("UTF-16"), true, true); bytes.pop(); bytes })),
        kind("utf-8-mark.xlsx", Clean, "a mark before the declaration", with(format!("\u{feff}{sheet}").into())),
        kind("latin-1.xlsx", Clean, "a sheet declared as ISO-8859-1", with(declared("ISO-8859-1").into())),
        kind("declared-utf-16-is-8.xlsx", Safe, "a sheet that calls itself UTF-16 and is not", with(declared("UTF-16").into())),
        kind("declared-absurd.xlsx", Safe, "a sheet in an encoding that does not exist", with(declared("klingon").into())),
        kind("not-utf-8.xlsx", Told, "a shared text that is not UTF-8", xlsx().with(STRINGS, { let text = xlsx().text(STRINGS); let at = text.find("Belanja").unwrap(); let mut bytes = text.into_bytes(); bytes[at + 1] = 0xE9; bytes }).zip()),
        kind("overlong-utf-8.xlsx", Told, "a shared text with an overlong form of <", xlsx().with(STRINGS, { let text = xlsx().text(STRINGS); let at = text.find("Belanja").unwrap(); let mut bytes = text.into_bytes(); bytes[at] = 0xC0; bytes[at + 1] = 0xBC; bytes }).zip()),
        kind("nul-in-text.xlsx", Told, "a NUL inside a figure", xlsx().swap(SHEET, "1250000", "125\u{0}0000").zip()),
        kind("nul-reference.xlsx", Told, "a reference to the letter 0 inside a figure", xlsx().swap(SHEET, "1250000", "125&#0;0000").zip()),
        kind("reference-huge.xlsx", Told, "a reference to a letter that does not exist", xlsx().swap(SHEET, "1250000", "125&#x110000;0000").zip()),
    ]
}

#[rustfmt::skip]
fn unusual() -> Vec<Nasty> {
    let figure = |to: &str| xlsx().swap(SHEET, "<v>1250000</v>", to).zip();
    let prefixed = |package: Package, part: &str| {
        let text = package.text(part).replacen(XML, "", 1).replace("</", "\u{1}").replace('<', "<x:").replace('\u{1}', "</x:").replace("xmlns=", "xmlns:x=");
        package.with(part, format!("{XML}{text}"))
    };
    vec![
        kind("comment-in-figure.xlsx", Safe, "a comment in the middle of a figure", figure("<v>125<!-- x -->0000</v>")),
        kind("cdata-figure.xlsx", Safe, "a figure as CDATA", figure("<v><![CDATA[1250000]]></v>")),
        kind("cdata-half.xlsx", Safe, "half a figure as CDATA", figure("<v>125<![CDATA[0000]]></v>")),
        kind("references-in-figure.xlsx", Safe, "digits as references", figure("<v>&#49;25&#x30;000</v>")),
        kind("instruction-in-figure.xlsx", Safe, "a processing instruction inside a figure", figure("<v>125<?php evil() ?>0000</v>")),
        kind("figure-twice.xlsx", Safe, "a cell with two values", figure("<v>1250000</v><v>9</v>")),
        kind("figure-nested.xlsx", Safe, "an element inside a value", figure("<v>1250000<x>9</x></v>")),
        kind("instructions.xlsx", Clean, "processing instructions everywhere", xlsx().swap(SHEET, "<sheetData>", "<?a b?><?xml-stylesheet href=\"http://127.0.0.1:9/\"?><sheetData>").zip()),
        kind("prefixed.xlsx", Clean, "every element with a prefix", prefixed(prefixed(xlsx(), SHEET), STRINGS).zip()),
        kind("prefixed-workbook.xlsx", Safe, "a workbook part whose elements have a prefix", xlsx().swap(WORKBOOK, "<workbook xmlns=", "<x:workbook xmlns:x=").swap(WORKBOOK, "</workbook>", "</x:workbook>").swap(WORKBOOK, "<sheets>", "<x:sheets>").swap(WORKBOOK, "</sheets>", "</x:sheets>").swap(WORKBOOK, "<sheet ", "<x:sheet ").zip()),
        kind("other-namespace.xlsx", Safe, "elements of a namespace that is no workbook's", xlsx().swap(SHEET, MAIN, "urn:lain").zip()),
        kind("alternate-content.xlsx", Clean, "alternatives for newer programs", xlsx().swap(SHEET, "<sheetData>", "<mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><mc:Choice Requires=\"x14\"><x/></mc:Choice><mc:Fallback/></mc:AlternateContent><sheetData>").zip()),
        kind("single-quotes.xlsx", Clean, "attributes in single quotes, spaces in tags", xlsx().with(SHEET, xlsx().text(SHEET).replacen(XML, "", 1).replace('"', "'").replace("<v>", "<v >")).zip()),
        kind("attribute-twice.xlsx", Safe, "a cell with two references", xlsx().swap(SHEET, "<c r=\"C3\"", "<c r=\"C3\" r=\"C4\"").zip()),
    ]
}

#[rustfmt::skip]
fn broken() -> Vec<Nasty> {
    let sheet = xlsx().text(SHEET);
    let with = |text: String| xlsx().with(SHEET, text).zip();
    let cut = |at: &str| with(sheet[..sheet.find(at).unwrap()].to_owned());
    vec![
        kind("cut-in-tag.xlsx", Told, "a sheet cut in the middle of a tag", cut("ow r=\"4\"")),
        kind("cut-between-rows.xlsx", Told, "a sheet cut between two rows", cut("<row r=\"4\"")),
        kind("cut-in-figure.xlsx", Told, "a sheet cut in the middle of a figure", cut("0500.25")),
        kind("cut-strings.xlsx", Told, "shared texts cut between two", xlsx().with(STRINGS, { let text = xlsx().text(STRINGS); text[..text.find("<si><t>Belanja M").unwrap()].to_owned() }).zip()),
        kind("cut-workbook.xlsx", Told, "a workbook part cut after its sheets", xlsx().swap(WORKBOOK, "</sheets></workbook>", "").zip()),
        kind("tags-crossed.xlsx", Told, "tags that close each other", with(swap(&sheet, "</v></c></row><row r=\"4\">", "</c></v></row><row r=\"4\">"))),
        kind("tags-unclosed.xlsx", Told, "a row that is never closed", with(swap(&sheet, "</row><row r=\"4\">", "<row r=\"4\">"))),
        kind("end-too-many.xlsx", Safe, "an end tag without its start", with(swap(&sheet, "</worksheet>", "</worksheet></worksheet>"))),
        kind("two-roots.xlsx", Safe, "another sheet after the sheet", with(format!("{sheet}{}", sheet.replace(XML, "").replace("1250000", "9")))),
        kind("two-sheet-data.xlsx", Safe, "the cells twice, the second time other figures", with(swap(&sheet, "</worksheet>", "<sheetData><row r=\"2\"><c r=\"C2\"><v>9</v></c></row></sheetData></worksheet>"))),
        kind("sheet-data-in-sheet-data.xlsx", Safe, "cells inside cells", with(swap(&sheet, "<row r=\"4\">", "<sheetData><row r=\"2\"><c r=\"C2\"><v>9</v></c></row></sheetData><row r=\"4\">"))),
        kind("attribute-unquoted.xlsx", Safe, "an attribute without quotes", with(swap(&sheet, "<c r=\"C3\">", "<c r=C3>"))),
        kind("ampersand-bare.xlsx", Told, "a bare ampersand in a shared text", xlsx().swap(STRINGS, "Belanja Modal", "Belanja & Modal").zip()),
        kind("no-root.xlsx", Told, "a sheet that is a declaration and nothing else", with(XML.to_owned())),
        kind("html-as-sheet.xlsx", Told, "a sheet that is a page about an error", with("<html><body>502 Bad Gateway</body></html>".to_owned())),
    ]
}

#[rustfmt::skip]
fn huge() -> Vec<Nasty> {
    const DEPTH: usize = 100_000;
    let nested = |part: &str, at: &str| xlsx().swap(part, at, &format!("{}{}{at}", "<a>".repeat(DEPTH), "</a>".repeat(DEPTH))).zip();
    let inflated = |part: &str, at: &str, sixteen: &[u8; 16], n_bytes: u64, more: &str| {
        let text = xlsx().text(part);
        let (before, after) = text.split_at(text.find(at).unwrap());
        xlsx().inflating(part, repeated(format!("{before}{more}").as_bytes(), sixteen, n_bytes, after.as_bytes())).zip()
    };
    let inline = |letters: usize| xlsx().swap(SHEET, "</sheetData>", &format!("<row r=\"9\"><c r=\"E9\" t=\"inlineStr\"><is><t>{}</t></is></c></row></sheetData>", "a".repeat(letters))).zip();
    vec![
        kind("nested-sheet.xlsx", Told, "a hundred thousand elements inside each other", nested(SHEET, "<sheetData>")),
        kind("nested-strings.xlsx", Told, "the same in the shared texts", nested(STRINGS, "<si><t>Belanja M")),
        kind("nested-styles.xlsx", Safe, "the same in the styles", nested("xl/styles.xml", "<fonts")),
        kind("nested-unclosed.xlsx", Told, "elements that are opened and never closed", xlsx().swap(SHEET, "<sheetData>", &"<a>".repeat(DEPTH)).zip()),
        kind("text-100-mb.xlsx", Told, "a value of 100 MB", inflated(SHEET, "</v>", b"1111111111111111", 100 << 20, "")),
        kind("string-4-gb.xlsx", Told, "a shared text of 4 GB", inflated(STRINGS, "</t>", b"aaaaaaaaaaaaaaaa", 4 << 30, "")),
        kind("attribute-100-mb.xlsx", Told, "an attribute of 100 MB", inflated(SHEET, "\"><v>0", b"9999999999999999", 100 << 20, "")),
        kind("tag-100-mb.xlsx", Told, "a tag whose name has 100 MB", inflated(SHEET, "<sheetData>", b"aaaaaaaaaaaaaaaa", 100 << 20, "<a")),
        kind("comment-100-mb.xlsx", Told, "a comment of 100 MB", inflated(SHEET, "<sheetData>", b"a a a a a a a a ", 100 << 20, "<!--")),
        kind("attributes-5-mb.xlsx", Told, "an element of many thousand attributes", xlsx().swap(SHEET, "<sheetData>", &format!("<sheetData {}>", (0..400_000).map(|n| format!("a{n}=\"\" ")).collect::<String>())).zip()),
        kind("rows-20-mb.xlsx", Told, "20 MB of empty rows in 40 KB", inflated(SHEET, "</sheetData>", b"<row r=\"99999\"/>", 20 << 20, "")),
        kind("text-40-000.xlsx", ToldAndRight, "a cell of more letters than a cell can hold", inline(40_000)),
        kind("text-32-767.xlsx", Clean, "a cell of as many letters as a cell can hold", inline(32_767)),
    ]
}
