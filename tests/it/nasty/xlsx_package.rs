//! Office Open XML packages whose parts are missing, elsewhere, of other kinds or of noise.

use super::Expect::{Clean, Refused, Safe, Told};
use super::base::{RELATIONS, SHEET, STRINGS, TYPES, WORKBOOK, xlsx};
use super::package::Package;
use super::{Nasty, kind, noise};

/// How a relation says that it leads to a sheet.
const KIND: &str =
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\"";

const STYLES: &str = "xl/styles.xml";
const TARGET: &str = "Target=\"worksheets/sheet1.xml\"";

pub(super) fn kinds() -> Vec<Nasty> {
    let mut kinds = missing();
    kinds.extend(elsewhere());
    kinds.extend(other_kinds());
    kinds
}

#[rustfmt::skip]
fn missing() -> Vec<Nasty> {
    let without = |name: &str| xlsx().without(name).zip();
    let garbage = |name: &str| xlsx().with(name, noise(3000)).zip();
    vec![
        kind("no-types.xlsx", Safe, "no list of content types", without(TYPES)),
        kind("no-root-relations.xlsx", Safe, "no relation to the workbook part", without("_rels/.rels")),
        kind("no-workbook.xlsx", Refused, "no workbook part", without(WORKBOOK)),
        kind("no-relations.xlsx", Told, "no relation to the sheet", without(RELATIONS)),
        kind("no-styles.xlsx", Safe, "no styles", without(STYLES)),
        kind("no-strings.xlsx", Told, "no shared texts, though cells name them", without(STRINGS)),
        kind("no-sheet.xlsx", Told, "no sheet part", without(SHEET)),
        kind("garbage-types.xlsx", Safe, "noise as content types", garbage(TYPES)),
        kind("garbage-workbook.xlsx", Refused, "noise as the workbook part", garbage(WORKBOOK)),
        kind("garbage-relations.xlsx", Told, "noise as relations", garbage(RELATIONS)),
        kind("garbage-styles.xlsx", Safe, "noise as styles", garbage(STYLES)),
        kind("garbage-strings.xlsx", Told, "noise as shared texts", garbage(STRINGS)),
        kind("garbage-sheet.xlsx", Told, "noise as the sheet", garbage(SHEET)),
        kind("empty-workbook.xlsx", Refused, "a workbook part of no bytes", xlsx().with(WORKBOOK, "").zip()),
        kind("empty-sheet.xlsx", Told, "a sheet of no bytes", xlsx().with(SHEET, "").zip()),
        kind("empty-strings.xlsx", Told, "shared texts of no bytes", xlsx().with(STRINGS, "").zip()),
        kind("zeros-sheet.xlsx", Told, "a sheet of zeros", xlsx().with(SHEET, vec![0; 5000]).zip()),
    ]
}

#[rustfmt::skip]
fn elsewhere() -> Vec<Nasty> {
    let target = |to: &str| xlsx().swap(RELATIONS, TARGET, to).zip();
    let moved = || {
        let parts = xlsx().0.into_iter().map(|mut part| {
            let name = String::from_utf8(part.name).unwrap();
            part.name = name.replacen("xl/", "buku/", 1).replace("buku/workbook.xml", "buku/isi.xml").replace("_rels/workbook.xml", "_rels/isi.xml").into();
            part
        });
        Package(parts.collect())
            .swap("_rels/.rels", "xl/workbook.xml", "buku/isi.xml")
            .swap(TYPES, "/xl/workbook.xml", "/buku/isi.xml")
            .zip()
    };
    let two = |second: &str, relation: &str| xlsx()
        .swap(WORKBOOK, "</sheets>", &format!("{second}</sheets>"))
        .swap(RELATIONS, "</Relationships>", &format!("{relation}</Relationships>"))
        .zip();
    vec![
        kind("target-missing.xlsx", Told, "the sheet's relation names a part that is not there", target("Target=\"worksheets/sheet7.xml\"")),
        kind("target-itself.xlsx", Told, "the sheet's relation names the workbook part", target("Target=\"workbook.xml\"")),
        kind("target-climbs.xlsx", Told, "the sheet's relation climbs out of the package", target("Target=\"../../../../../../etc/passwd\"")),
        kind("target-external.xlsx", Told, "the sheet lies at an address in the net", target("TargetMode=\"External\" Target=\"http://127.0.0.1:9/sheet1.xml\"")),
        kind("target-file.xlsx", Told, "the sheet is a file of this machine", target("TargetMode=\"External\" Target=\"file:///etc/passwd\"")),
        kind("target-empty.xlsx", Told, "a relation to nothing", target("Target=\"\"")),
        kind("target-absolute.xlsx", Clean, "a relation from the package's root, as allowed", target("Target=\"/xl/worksheets/sheet1.xml\"")),
        kind("target-dots.xlsx", Safe, "a relation with dots in its path", target("Target=\"../xl/./worksheets/sheet1.xml\"")),
        kind("target-backslash.xlsx", Safe, "a relation with backslashes", target("Target=\"worksheets\\sheet1.xml\"")),
        kind("target-case.xlsx", Safe, "a relation whose letters differ by case", target("Target=\"Worksheets/SHEET1.xml\"")),
        kind("workbook-elsewhere.xlsx", Safe, "the workbook part under another name, as relations allow", moved()),
        kind("relation-id-missing.xlsx", Told, "a sheet without a relation", xlsx().swap(WORKBOOK, " r:id=\"rId1\"", "").zip()),
        kind("relation-id-unknown.xlsx", Told, "a sheet whose relation is not there", xlsx().swap(WORKBOOK, "rId1", "rId77").zip()),
        kind("second-sheet-lost.xlsx", super::Expect::ToldAndRight, "one sheet is lost, the other is whole", two("<sheet name=\"Hilang\" sheetId=\"2\" r:id=\"rId9\"/>", "")),
        kind("two-names-one-part.xlsx", Safe, "two sheets that are one part", two("<sheet name=\"Sama\" sheetId=\"2\" r:id=\"rId1\"/>", "")),
        kind("second-is-strings.xlsx", Safe, "a second sheet that is the shared texts", two("<sheet name=\"Teks\" sheetId=\"2\" r:id=\"rId9\"/>", &format!("<Relationship Id=\"rId9\" {KIND} Target=\"sharedStrings.xml\"/>"))),
        kind("relation-twice.xlsx", Safe, "two relations of one name to different parts", xlsx().swap(RELATIONS, "</Relationships>", &format!("<Relationship Id=\"rId1\" {KIND} Target=\"sharedStrings.xml\"/></Relationships>")).zip()),
    ]
}

#[rustfmt::skip]
fn other_kinds() -> Vec<Nasty> {
    let typed = |to: &str| xlsx().swap(TYPES, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", to);
    let old = "http://schemas.openxmlformats.org/";
    let strict = || {
        let mut package = xlsx();
        for part in [WORKBOOK, RELATIONS, SHEET, STRINGS, STYLES, "_rels/.rels"] {
            let text = package.text(part)
                .replace(&format!("{old}spreadsheetml/2006/main"), "http://purl.oclc.org/ooxml/spreadsheetml/main")
                .replace(&format!("{old}officeDocument/2006/relationships"), "http://purl.oclc.org/ooxml/officeDocument/relationships");
            package = package.with(part, text);
        }
        package.zip()
    };
    vec![
        kind("macros.xlsm", Clean, "a workbook with a macro part", typed("application/vnd.ms-excel.sheet.macroEnabled.main+xml").with("xl/vbaProject.bin", noise(5000)).zip()),
        kind("template.xltx", Clean, "a template", typed("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml").zip()),
        kind("strict.xlsx", Clean, "the strict form of the format", strict()),
        kind("extra-parts.xlsx", Clean, "parts of noise that no relation names", xlsx().with("xl/externalLinks/a.xml", noise(900)).with("xl/pivotCache/b.xml", noise(900)).with("customXml/c.xml", "<a>").zip()),
        kind("typed-as-document.xlsx", Safe, "content types that call it a letter", typed("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml").zip()),
        kind("word-inside.xlsx", Safe, "a workbook that is a letter too", xlsx().with("word/document.xml", "<w/>").zip()),
    ]
}
