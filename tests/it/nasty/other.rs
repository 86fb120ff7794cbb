//! Files that are no workbooks, and archives of workbooks and of worse.

use super::Expect::{Clean, Ignored, Refused, Safe, Told};
use super::base::{csv, deflated, formats, ods, xls, xlsx};
use super::inflating::repeated;
use super::xlsb::xlsb;
use super::zipped::{Entry, zip};
use super::{Nasty, kind, noise};

pub(super) fn kinds() -> Vec<Nasty> {
    let mut kinds = no_workbooks();
    kinds.extend(archives());
    kinds.extend(endings());
    kinds
}

#[rustfmt::skip]
fn no_workbooks() -> Vec<Nasty> {
    let start = |magic: &[u8]| [magic, &noise(3000)].concat();
    vec![
        kind("empty.xlsx", Refused, "no bytes", ""),
        kind("empty.csv", Refused, "no bytes, as text", ""),
        kind("one-byte.xls", Refused, "one byte", "x"),
        kind("p.xlsx", Refused, "the first letter of a package", "P"),
        kind("pk.xlsx", Refused, "the first bytes of a package", "PK\u{3}\u{4}"),
        kind("~$rekap.xlsx", Ignored, "the file by which Excel marks a workbook as open", start(b"\x05Nama ")),
        kind(".rekap.xlsx", Ignored, "a hidden file", xlsx().zip()),
        kind("noise.xlsx", Refused, "noise", noise(20_000)),
        kind("zeros.xlsx", Refused, "zeros", vec![0; 20_000]),
        kind("picture.xlsx", Refused, "a picture (PNG)", start(b"\x89PNG\r\n\x1a\n")),
        kind("photo.xls", Refused, "a picture (JPEG)", start(b"\xFF\xD8\xFF\xE0")),
        kind("scan.xlsx", Refused, "a PDF", start(b"%PDF-1.7\n")),
        kind("scan.pdf", Refused, "a PDF under its name", start(b"%PDF-1.4\n")),
        kind("letter.docx", Refused, "a letter", zip(&[Entry::stored("[Content_Types].xml", "<Types/>"), Entry::stored("word/document.xml", "<w/>")])),
        kind("letter.xlsx", Refused, "a letter under the name of a workbook", zip(&[Entry::stored("[Content_Types].xml", "<Types/>"), Entry::stored("word/document.xml", "<w/>")])),
        kind("slides.xlsx", Refused, "slides under the name of a workbook", zip(&[Entry::stored("[Content_Types].xml", "<Types/>"), Entry::stored("ppt/presentation.xml", "<p/>")])),
        kind("gzip.xlsx", Refused, "a file packed by gzip", start(b"\x1F\x8B\x08")),
        kind("rar.xlsx", Refused, "an archive (RAR)", start(b"Rar!\x1A\x07\x01\0")),
        kind("7z.xlsx", Refused, "an archive (7z)", start(b"7z\xBC\xAF\x27\x1C")),
        kind("tar.xls", Refused, "an archive (tar)", { let mut bytes = vec![0; 10_240]; bytes[..5].copy_from_slice(b"rekap"); bytes[257..262].copy_from_slice(b"ustar"); bytes }),
        kind("program.xls", Refused, "a program of Linux", start(b"\x7FELF\x02\x01\x01")),
        kind("program.xlsx", Refused, "a program of Windows", start(b"MZ\x90\0")),
        kind("script.xlsx", Refused, "a script", "#!/bin/sh\necho rm -rf /\n"),
        kind("database.xls", Refused, "a database", start(b"SQLite format 3\0")),
        kind("parquet.xlsx", Refused, "a table of another kind of program", start(b"PAR1")),
        kind("rtf.xls", Refused, "a letter in RTF", "{\\rtf1\\ansi rekap}"),
        kind("json.xlsx", Refused, "JSON", "{\"a\": [1, 2]}"),
        kind("svg.xlsx", Told, "a drawing", "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>1</text></svg>"),
    ]
}

#[rustfmt::skip]
fn archives() -> Vec<Nasty> {
    let member = |name: &str, bytes: Vec<u8>| Entry::stored(name, bytes);
    let good = xlsx().zip();
    let inside = zip(&[member("rekap.xlsx", good.clone())]);
    let deep = (0..40).fold(inside.clone(), |bytes, _| zip(&[member("a.zip", bytes)]));
    let bomb = xlsx().inflating("xl/worksheets/sheet1.xml", repeated(b"<worksheet><sheetData>", b"                ", 1 << 30, b"")).zip();
    let all: Vec<Entry> = formats().into_iter().map(|(ending, bytes)| member(&format!("dinas/rekap.{ending}"), bytes)).collect();
    vec![
        kind("workbooks.zip", Clean, "an archive of a workbook of every format", zip(&all)),
        kind("zip-in-zip.zip", Safe, "an archive in an archive", zip(&[member("a.zip", inside.clone())])),
        kind("zip-in-zip-40.zip", Told, "forty archives inside each other", deep),
        kind("named-xlsx.xlsx", Safe, "an archive of a workbook under the name of a workbook", inside),
        kind("members-600.zip", Told, "six hundred workbooks", zip(&(0..600).map(|n| member(&format!("{n}.csv"), b"a;b\n".to_vec())).collect::<Vec<_>>())),
        kind("bombs.zip", Told, "four workbooks that inflate to 1 GB each", zip(&(0..4).map(|n| member(&format!("{n}.xlsx"), bomb.clone())).collect::<Vec<_>>())),
        kind("bomb-member.zip", Told, "a workbook of 1 GB of blanks", zip(&[Entry::deflated("a.xlsx", repeated(b"PK\x03\x04", b"                ", 1 << 30, b""))])),
        kind("same-inside.zip", Safe, "the same workbook under fifty names", zip(&(0..50).map(|n| member(&format!("{n}/rekap.xlsx"), good.clone())).collect::<Vec<_>>())),
        kind("member-twice.zip", Told, "two workbooks of one name", zip(&[member("a.csv", b"a;b\n1;2\n".to_vec()), member("a.csv", b"a;b\n1;3\n".to_vec())])),
        kind("member-sum.zip", Told, "a workbook whose checksum is wrong", zip(&[member("a.csv", b"a;b\n1;2\n".to_vec()).but(|part| part.declared.crc ^= 1)])),
        kind("member-encrypted.zip", Told, "a workbook behind a password", zip(&[member("a.csv", noise(90)).but(|part| part.flags = 1)])),
        kind("member-climbs.zip", Safe, "a workbook named ../../../tmp/x.csv", zip(&[member("../../../tmp/x.csv", csv().into())])),
        kind("member-absurd.zip", Safe, "a workbook whose name steers a terminal", zip(&[member("a\u{1b}[2J\n\u{202e}.csv", csv().into())])),
        kind("no-workbook.zip", Told, "an archive without workbooks", zip(&[member("foto.png", noise(900)), member("baca.md", b"x".to_vec())])),
        kind("locks.zip", Told, "an archive of lock files and folders", zip(&[member("dinas/", Vec::new()), member("dinas/~$rekap.xlsx", noise(160)), member("__MACOSX/._rekap.xlsx", noise(160))])),
        kind("half-bad.zip", Told, "a good workbook beside a damaged one", zip(&[member("baik.xlsx", good.clone()), member("rusak.xlsx", good[..good.len() / 2].to_vec())])),
    ]
}

/// Every format under the name of another.
fn endings() -> Vec<Nasty> {
    let wrong = [
        ("xlsx.xls", deflated(&xlsx())),
        ("xlsx.csv", deflated(&xlsx())),
        ("xlsx.ods", deflated(&xlsx())),
        ("xlsx", deflated(&xlsx())),
        ("xlsx.pdf", xlsx().zip()),
        ("xlsb.xlsx", deflated(&xlsb())),
        ("xlsb.xls", xlsb().zip()),
        ("xls.xlsx", xls()),
        ("xls.csv", xls()),
        ("xls.html", xls()),
        ("ods.xlsx", deflated(&ods())),
        ("ods.xls", ods().zip()),
    ];
    let kinds = wrong.into_iter().map(|(name, bytes)| {
        kind(
            format!("really-{name}"),
            Clean,
            "a good workbook under the ending of another format, or none",
            bytes,
        )
    });
    kinds.collect()
}
