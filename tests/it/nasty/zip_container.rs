//! Zip packages that are damaged or lie, each around the parts of a good workbook.

use super::Expect::{Clean, Refused, Safe, Told};
use super::base::{RELATIONS, SHEET, STRINGS, WORKBOOK, xlsx};
use super::inflating::repeated;
use super::zipped::{Declared, Ending, Entry, zip, zip_ending};
use super::{Nasty, kind, noise};

pub(super) fn kinds() -> Vec<Nasty> {
    let mut kinds = sums_and_sizes();
    kinds.extend(names());
    kinds.extend(methods());
    kinds.extend(endings());
    kinds.extend(overlaps());
    kinds
}

/// The package with one part's entry changed.
fn but(part: &str, change: impl FnOnce(&mut Entry)) -> Vec<u8> {
    xlsx().but(part, change).zip()
}

#[rustfmt::skip]
fn sums_and_sizes() -> Vec<Nasty> {
    let lie = Declared { crc: 7, packed: 1, size: 1 };
    let zero = Declared { crc: 0, packed: 0, size: 0 };
    let descriptor = |crc: u32, size: u32| {
        let mut out = b"PK\x07\x08".to_vec();
        for value in [crc, size, size] { out.extend(value.to_le_bytes()); }
        out
    };
    vec![
        kind("wrong-sum-sheet.xlsx", Told, "the sheet's checksum is not that of its bytes", but(SHEET, |part| part.declared.crc ^= 1)),
        kind("wrong-sum-workbook.xlsx", Refused, "the workbook part's checksum is not that of its bytes", but(WORKBOOK, |part| part.declared.crc ^= 1)),
        kind("wrong-sum-strings.xlsx", Told, "the shared texts' checksum is wrong", but(STRINGS, |part| part.declared.crc ^= 1)),
        kind("size-too-small.xlsx", Safe, "a declared size of ten bytes", but(SHEET, |part| part.declared.size = 10)),
        kind("size-too-large.xlsx", Safe, "a declared size of 2 GB", but(SHEET, |part| part.declared.size = 2 << 30)),
        kind("size-of-zip64.xlsx", Safe, "sizes that promise a zip64 field which is not there", but(SHEET, |part| { part.declared.size = u32::MAX; part.declared.packed = u32::MAX; })),
        kind("packed-too-small.xlsx", Told, "the packed size cuts the part short", but(SHEET, |part| part.declared.packed -= 100)),
        kind("packed-too-large.xlsx", Told, "the packed size reaches into the next part", but(STRINGS, |part| part.declared.packed += 90)),
        kind("header-sizes-lie.xlsx", Safe, "header and directory tell different sizes", but(SHEET, |part| part.header_declared = Some(lie))),
        kind("descriptor-right.xlsx", Clean, "sizes after the bytes, as streaming writers do", but(SHEET, |part| { part.flags = 8; part.header_declared = Some(zero); part.after = descriptor(part.declared.crc, part.declared.size); })),
        kind("descriptor-lies.xlsx", Safe, "wrong sizes after the bytes", but(SHEET, |part| { part.flags = 8; part.header_declared = Some(zero); part.after = descriptor(9, 9); })),
        kind("zip64-size-2-63.xlsx", Safe, "a zip64 field that declares 2^63 bytes", but(SHEET, |part| {
            part.extra = vec![1, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0x80];
            part.declared.size = u32::MAX;
        })),
    ]
}

#[rustfmt::skip]
fn names() -> Vec<Nasty> {
    let beside = |name: &[u8]| {
        let mut package = xlsx();
        package.0.push(Entry::stored("x", "junk").but(|part| part.name = name.to_vec()));
        package.zip()
    };
    let again = |name: &str| {
        let mut package = xlsx();
        package.0.push(Entry::stored(name, package.text(SHEET).replace("1250000", "9250000")));
        package.zip()
    };
    vec![
        kind("name-twice.xlsx", Refused, "two sheets of one name, with different figures", again(SHEET)),
        kind("name-twice-by-case.xlsx", Refused, "two sheets whose names differ by case only", again("xl/worksheets/SHEET1.XML")),
        kind("name-twice-by-slash.xlsx", Refused, "two sheets whose names differ by a leading slash", again("/xl/worksheets/sheet1.xml")),
        kind("name-twice-by-backslash.xlsx", Refused, "two sheets whose names differ by the kind of slash", again("xl\\worksheets\\sheet1.xml")),
        kind("header-names-another.xlsx", Told, "the header before the sheet names another part", but(SHEET, |part| part.header_name = Some(b"xl/worksheets/sheet9.xml".to_vec()))),
        kind("name-climbs.xlsx", Safe, "a part named ../../../../tmp/x", beside(b"../../../../tmp/selaras-nasty")),
        kind("name-absolute.xlsx", Safe, "a part named /etc/x", beside(b"/etc/selaras-nasty")),
        kind("name-drive.xlsx", Safe, "a part named C:\\x", beside(b"C:\\selaras-nasty")),
        kind("name-nul.xlsx", Safe, "a part with NUL in its name", beside(b"xl/a\0b.xml")),
        kind("name-empty.xlsx", Safe, "a part without a name", beside(b"")),
        kind("name-64-k.xlsx", Safe, "a part whose name has 65,535 bytes", beside(&[b'a'; 65_535])),
        kind("name-not-utf-8.xlsx", Safe, "a part whose name is not UTF-8", beside(b"xl/\xFF\xFE\x80.xml")),
        kind("name-folder.xlsx", Clean, "an entry for a folder", beside(b"xl/leer/")),
        kind("parts-20-000.xlsx", Refused, "twenty thousand parts", {
            let mut package = xlsx();
            package.0.extend((0..20_000).map(|n| Entry::stored(&format!("xl/media/{n}.bin"), "")));
            package.zip()
        }),
    ]
}

#[rustfmt::skip]
fn methods() -> Vec<Nasty> {
    let all = |change: fn(&mut Entry)| {
        let mut package = xlsx();
        package.0.iter_mut().for_each(change);
        package.zip()
    };
    let deflated = |bytes: Vec<u8>| xlsx().inflating(SHEET, bytes).zip();
    let sheet = xlsx().text(SHEET);
    vec![
        kind("encrypted.xlsx", Refused, "every part marked as encrypted", all(|part| part.flags = 1)),
        kind("encrypted-sheet.xlsx", Told, "the sheet marked as encrypted", but(SHEET, |part| part.flags = 1)),
        kind("method-99.xlsx", Told, "the sheet packed by a method that stands for AES", but(SHEET, |part| part.method = 99)),
        kind("method-14.xlsx", Told, "the sheet packed by a method that is not read (LZMA)", but(SHEET, |part| part.method = 14)),
        kind("method-absurd.xlsx", Refused, "every part packed by a method that does not exist", all(|part| part.method = 0xFFFF)),
        kind("stored-as-deflated.xlsx", Told, "plain bytes that claim to be deflated", but(SHEET, |part| part.method = 8)),
        kind("deflate-noise.xlsx", Told, "noise that claims to be deflated", deflated(noise(3000))),
        kind("deflate-without-end.xlsx", Told, "a deflated part that stops in the middle", deflated({ let mut bytes = repeated(sheet.as_bytes(), b"                ", 1000, b""); bytes.truncate(300); bytes })),
        kind("bomb-sheet.xlsx", Told, "a sheet of 4 GB of blanks in 8 MB", deflated(repeated(sheet.as_bytes(), b"                ", 4 << 30, b""))),
        kind("bomb-strings.xlsx", Told, "twenty megabytes of empty shared texts", xlsx().inflating(STRINGS, repeated(b"<sst>", b"<si><t/></si>   ", 20 << 20, b"</sst>")).zip()),
        kind("bomb-workbook.xlsx", Refused, "a workbook part of 1 GB", xlsx().inflating(WORKBOOK, repeated(b"<workbook>", b"                ", 1 << 30, b"")).zip()),
        kind("bomb-relations.xlsx", Told, "relations of 1 GB", xlsx().inflating(RELATIONS, repeated(b"<Relationships>", b"<Relationship />", 1 << 30, b"")).zip()),
        kind("bomb-unread.xlsx", Safe, "a picture of 1 GB that nobody reads", xlsx().with("xl/media/a.png", "").inflating("xl/media/a.png", repeated(b"", &[0; 16], 1 << 30, b"")).zip()),
    ]
}

#[rustfmt::skip]
fn endings() -> Vec<Nasty> {
    let ending = |ending: Ending| zip_ending(&xlsx().0, &ending);
    let whole = xlsx().zip();
    let second = zip(&[Entry::stored("lain.txt", "lain")]);
    let locator = |offset: u64| {
        let mut out = b"PK\x06\x07\0\0\0\0".to_vec();
        out.extend(offset.to_le_bytes());
        out.extend(1u32.to_le_bytes());
        out
    };
    vec![
        kind("entries-more.xlsx", Safe, "the end tells more parts than there are", ending(Ending { n_entries: Some(60_000), ..Ending::default() })),
        kind("entries-fewer.xlsx", Told, "the end tells fewer parts than there are, and hides the sheet", zip_ending(&xlsx().last(SHEET).0, &Ending { n_entries: Some(6), ..Ending::default() })),
        kind("entries-none.xlsx", Told, "the end tells that there is no part", ending(Ending { n_entries: Some(0), ..Ending::default() })),
        kind("directory-beyond-end.xlsx", Refused, "the directory begins beyond the file", ending(Ending { offset: Some(0x7FFF_FFFF), ..Ending::default() })),
        kind("directory-elsewhere.xlsx", Safe, "the directory is not where the end says", ending(Ending { offset: Some(3), ..Ending::default() })),
        kind("directory-size-lies.xlsx", Safe, "the directory's size is wrong", ending(Ending { size: Some(1), ..Ending::default() })),
        kind("zip64-nowhere.xlsx", Safe, "a zip64 end that lies beyond the file", ending(Ending { n_entries: Some(0xFFFF), before: locator(u64::MAX - 9), ..Ending::default() })),
        kind("zip64-loop.xlsx", Safe, "a zip64 end that points at the first part", ending(Ending { n_entries: Some(0xFFFF), before: locator(0), ..Ending::default() })),
        kind("comment-64-k.xlsx", Clean, "a comment of 65,535 bytes", ending(Ending { comment: vec![b' '; 65_535], ..Ending::default() })),
        kind("end-in-comment.xlsx", Told, "another package's end inside the comment", ending(Ending { comment: second.clone(), ..Ending::default() })),
        kind("without-end.xlsx", Refused, "no end at all", whole[..whole.len() - 22].to_vec()),
        kind("junk-after.xlsx", Safe, "a kilobyte of zeros after the end", [whole.clone(), vec![0; 1024]].concat()),
        kind("junk-before.xlsx", Refused, "a program before the package", [b"MZ\x90\0this program cannot be run".to_vec(), whole.clone()].concat()),
        kind("two-packages.xlsx", Told, "another package after this one", [whole, second].concat()),
        kind("only-end.xlsx", Told, "a package without a part", zip(&[])),
    ]
}

#[rustfmt::skip]
fn overlaps() -> Vec<Nasty> {
    let overlapping = |n: usize| {
        // One part that grows 500 times, and many names for it.
        let mut package = xlsx();
        let kernel = Entry::deflated("xl/media/0.bin", repeated(b"", b"selaras selaras ", 9 << 20, b""));
        package.0.insert(0, kernel);
        for n in 1..n {
            let mut other = package.0[0].clone();
            other.name = format!("xl/media/{n}.bin").into();
            other.is_written = false;
            other.offset = Some(0);
            package.0.push(other);
        }
        package
    };
    let sheets = |n: usize| {
        let names: String = (1..n).map(|n| format!("<sheet name=\"S{n}\" sheetId=\"{n}\" r:id=\"r{n}\"/>")).collect();
        let relations: String = (1..n).map(|n| format!("<Relationship Id=\"r{n}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"media/{n}.bin\"/>")).collect();
        overlapping(n)
            .swap(WORKBOOK, "</sheets>", &format!("{names}</sheets>"))
            .swap(RELATIONS, "</Relationships>", &format!("{relations}</Relationships>"))
            .zip()
    };
    vec![
        kind("overlap-sheet-strings.xlsx", Told, "the sheet's bytes are those of the shared texts", {
            let mut package = xlsx().last(SHEET);
            let strings = package.0.iter().position(|part| part.name == STRINGS.as_bytes()).unwrap();
            let before: usize = package.0[..strings].iter().map(|part| 30 + part.name.len() + part.packed.len()).sum();
            let sheet = package.0.last_mut().unwrap();
            sheet.offset = Some(u32::try_from(before).unwrap());
            sheet.is_written = false;
            package.zip()
        }),
        kind("overlap-unread.xlsx", Safe, "a thousand names for the same 9 MB, none of them a sheet", overlapping(1000).zip()),
        kind("overlap-sheets.xlsx", Told, "three hundred sheets that are the same 9 MB", sheets(300)),
        kind("offset-beyond-end.xlsx", Told, "the sheet begins beyond the file", but(SHEET, |part| part.offset = Some(0x7FFF_FFF0))),
        kind("offset-in-another-part.xlsx", Told, "the sheet begins in the middle of another part", but(SHEET, |part| part.offset = Some(35))),
    ]
}
