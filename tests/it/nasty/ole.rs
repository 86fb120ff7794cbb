//! OLE containers whose tables loop, lie or end too soon, around a good workbook.

use super::Expect::{Clean, Refused, Safe, Told};
use super::base::xls;
use super::ole_file::{
    CHILD, DIFAT, FIRST_DIFAT, FIRST_DIRECTORY, FIRST_MINI_FAT, KIND, LEFT, MINI_CUTOFF,
    MINI_SHIFT, N_DIFAT, N_FAT, N_MINI_FAT, NAME_LENGTH, OleFile, RIGHT, SECTOR_SHIFT, SIZE, START,
    VERSION,
};
use super::stream::{records, stream, workbook};
use super::{Nasty, kind, noise};

pub(super) fn kinds() -> Vec<Nasty> {
    let mut kinds = chains();
    kinds.extend(header());
    kinds.extend(directory());
    kinds.extend(contents());
    kinds
}

/// The good workbook in sectors of its own.
fn large() -> OleFile {
    OleFile(workbook(&stream(&records())))
}

/// The good workbook in the small sectors inside the container's own stream.
fn small() -> OleFile {
    OleFile(xls())
}

#[rustfmt::skip]
fn chains() -> Vec<Nasty> {
    let start = |file: &OleFile| file.int(file.entry("Workbook") + START);
    let follows = |file: OleFile, sector: u32, next: u32| { let at = file.next_of(sector); file.put_int(at, next).0 };
    let first = start(&large());
    let mini_root = small().int(small().entry("Root Entry") + START);
    let mini_table = OleFile::sector(small().int(FIRST_MINI_FAT));
    let mini_first = usize::try_from(start(&small())).unwrap();
    let directory = small().int(FIRST_DIRECTORY);
    let table = small().int(DIFAT);
    vec![
        kind("large.xls", Clean, "a good workbook in sectors of its own", large().0),
        kind("fat-self.xls", Told, "the workbook's first sector follows itself", follows(large(), first, first)),
        kind("fat-loop.xls", Told, "the workbook's sectors run in a circle", follows(large(), first + 2, first)),
        kind("fat-ends-early.xls", Told, "the workbook's sectors end too soon", follows(large(), first + 1, 0xFFFF_FFFE)),
        kind("fat-free.xls", Told, "the workbook goes on in a free sector", follows(large(), first + 1, 0xFFFF_FFFF)),
        kind("fat-beyond-end.xls", Told, "the workbook goes on beyond the file", follows(large(), first + 1, 0x00FF_FFFF)),
        kind("fat-into-directory.xls", Told, "the workbook goes on in the directory", { let into = large().int(FIRST_DIRECTORY); follows(large(), first + 1, into) }),
        kind("mini-self.xls", Told, "the workbook's first small sector follows itself", small().put_int(mini_table + 4 * mini_first, u32::try_from(mini_first).unwrap()).0),
        kind("mini-loop.xls", Told, "the small sectors run in a circle", small().put_int(mini_table + 4 * (mini_first + 5), u32::try_from(mini_first).unwrap()).0),
        kind("mini-beyond-end.xls", Told, "a small sector beyond their stream", small().put_int(mini_table + 4 * (mini_first + 5), 0x00FF_FFFF).0),
        kind("mini-table-loop.xls", Safe, "the table of small sectors runs in a circle", { let at = small().int(FIRST_MINI_FAT); follows(small(), at, at) }),
        kind("mini-stream-loop.xls", Told, "the stream of small sectors runs in a circle", follows(small(), mini_root + 1, mini_root)),
        kind("directory-loop.xls", Safe, "the directory's sectors run in a circle", follows(small(), directory, directory)),
        kind("table-names-itself.xls", Told, "the table of sectors says it is a part of the workbook", large().put_int({ let file = large(); file.entry("Workbook") + START }, table).0),
        kind("table-list-loop.xls", Safe, "the list of tables goes on in itself", { let file = small(); let size = u32::try_from(file.0.len() / 512 - 1).unwrap(); let mut file = file.put_int(FIRST_DIFAT, size).put_int(N_DIFAT, 1); file.0.extend([0xFF; 508]); file.0.extend(size.to_le_bytes()); file.0 }),
        kind("table-list-huge.xls", Safe, "the list of tables has thousands of millions of sectors", small().put_int(N_DIFAT, u32::MAX).put_int(FIRST_DIFAT, 3).0),
    ]
}

#[rustfmt::skip]
fn header() -> Vec<Nasty> {
    let put = |at: usize, value: u16| large().put(at, &value.to_le_bytes()).0;
    let int = |at: usize, value: u32| large().put_int(at, value).0;
    let whole = large().0;
    vec![
        kind("sector-shift-0.xls", Refused, "sectors of one byte", put(SECTOR_SHIFT, 0)),
        kind("sector-shift-31.xls", Refused, "sectors of 2 GB", put(SECTOR_SHIFT, 31)),
        kind("sector-shift-65535.xls", Refused, "sectors of 2^65535 bytes", put(SECTOR_SHIFT, 0xFFFF)),
        kind("sector-shift-12.xls", Refused, "sectors of 4096 bytes in a container of 512", put(SECTOR_SHIFT, 12)),
        kind("mini-shift-0.xls", Safe, "small sectors of one byte", small().put(MINI_SHIFT, &[0, 0]).0),
        kind("mini-shift-63.xls", Safe, "small sectors of 2^63 bytes", small().put(MINI_SHIFT, &[63, 0]).0),
        kind("mini-cutoff-0.xls", Safe, "small sectors for streams below 0 bytes", small().put_int(MINI_CUTOFF, 0).0),
        kind("mini-cutoff-huge.xls", Safe, "small sectors for streams of 4 GB", int(MINI_CUTOFF, u32::MAX)),
        kind("version-65535.xls", Safe, "a version that does not exist", put(VERSION, 0xFFFF)),
        kind("byte-order.xls", Safe, "the wrong order of bytes", put(28, 0xFEFF)),
        kind("tables-none.xls", Safe, "no table of sectors", int(N_FAT, 0)),
        kind("tables-huge.xls", Safe, "thousands of millions of tables of sectors", int(N_FAT, u32::MAX)),
        kind("table-beyond-end.xls", Refused, "the table of sectors lies beyond the file", int(DIFAT, 0x00FF_FFFF)),
        kind("directory-beyond-end.xls", Refused, "the directory lies beyond the file", int(FIRST_DIRECTORY, 0x00FF_FFFF)),
        kind("mini-table-beyond-end.xls", Told, "the table of small sectors lies beyond the file", small().put_int(FIRST_MINI_FAT, 0x00FF_FFFF).put_int(N_MINI_FAT, u32::MAX).0),
        kind("only-magic.xls", Refused, "the first eight bytes of a container", whole[..8].to_vec()),
        kind("only-header.xls", Refused, "the header of a container", whole[..512].to_vec()),
        kind("header-and-noise.xls", Refused, "a header before noise", [&whole[..512], &noise(4096)].concat()),
    ]
}

#[rustfmt::skip]
fn directory() -> Vec<Nasty> {
    let entry = large().entry("Workbook");
    let root = large().entry("Root Entry");
    let int = |at: usize, value: u32| large().put_int(at, value).0;
    let size = large().int(entry + SIZE);
    vec![
        kind("size-2-63.xls", Safe, "a workbook of 2^63 bytes", large().put(entry + SIZE, &(1u64 << 63).to_le_bytes()).0),
        kind("size-4-gb.xls", Safe, "a workbook of 4 GB", int(entry + SIZE, u32::MAX)),
        kind("size-0.xls", Told, "a workbook of no bytes", int(entry + SIZE, 0)),
        kind("size-half.xls", Told, "a workbook of a third of its bytes", int(entry + SIZE, size / 3)),
        kind("start-beyond-end.xls", Told, "the workbook begins beyond the file", int(entry + START, 0x00FF_FFFF)),
        kind("name-length.xls", Safe, "a name of 65,535 bytes", large().put(entry + NAME_LENGTH, &[0xFF, 0xFF]).0),
        kind("kind-storage.xls", Refused, "the workbook is a folder", large().put(entry + KIND, &[1]).0),
        kind("kind-absurd.xls", Safe, "the workbook is of a kind that does not exist", large().put(entry + KIND, &[77]).0),
        kind("tree-self.xls", Safe, "the workbook is its own neighbour", { let file = large(); file.put_int(entry + LEFT, 1).put_int(entry + RIGHT, 1).put_int(entry + CHILD, 1).0 }),
        kind("tree-root.xls", Safe, "the root is its own child", int(root + CHILD, 0)),
        kind("tree-absurd.xls", Safe, "neighbours that do not exist", large().put_int(entry + LEFT, 77_777).put_int(entry + RIGHT, u32::MAX - 5).0),
        kind("two-books.xls", Safe, "a workbook of Excel 95 and one of Excel 97", OleFile::of(&[("/Book", b"\x09\x08\x08\0\0\x05\x05\0\0\0\0\0\x0a\0\0\0"), ("/Workbook", &stream(&records()))]).0),
        kind("entries-1000.xls", Safe, "a thousand streams beside the workbook", {
            let names: Vec<String> = (0..1000).map(|n| format!("/s{n}")).collect();
            let stream = stream(&records());
            let mut streams: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
            streams.push(("/Workbook", &stream));
            OleFile::of(&streams).0
        }),
    ]
}

#[rustfmt::skip]
fn contents() -> Vec<Nasty> {
    let of = |streams: &[(&str, &[u8])]| OleFile::of(streams).0;
    vec![
        kind("no-stream.xls", Refused, "a container without streams", of(&[])),
        kind("word.xls", Refused, "a letter under a workbook's name", of(&[("/WordDocument", &noise(5000)), ("/1Table", &noise(500))])),
        kind("slides.xls", Refused, "slides under a workbook's name", of(&[("/PowerPoint Document", &noise(5000))])),
        kind("message.xls", Refused, "a message of a mail program", of(&[("/__properties_version1.0", &noise(500))])),
        kind("encrypted.xlsx", Refused, "an xlsx behind a password", of(&[("/EncryptedPackage", &noise(9000)), ("/EncryptionInfo", &noise(200))])),
        kind("encrypted.docx", Refused, "a letter behind a password", of(&[("/EncryptedPackage", &noise(9000)), ("/EncryptionInfo", b"\x04\0\x04\0\x40\0\0\0<encryption/>")])),
        kind("empty-workbook.xls", Refused, "a workbook stream without bytes", of(&[("/Workbook", b"")])),
        kind("garbage-workbook.xls", Refused, "a workbook stream of noise", of(&[("/Workbook", &noise(6000))])),
        kind("zeros-workbook.xls", Refused, "a workbook stream of zeros", of(&[("/Workbook", &[0; 6000])])),
    ]
}
