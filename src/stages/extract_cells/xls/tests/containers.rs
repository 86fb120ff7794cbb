//! Which bytes are workbooks, and what is said of the others.

use super::made::{
    BIFF8, GLOBALS, bof, container, eof, extracted, fault, number, one_sheet, read, record, sheet,
    shown, told, words,
};
use crate::model::document::FileFormat;
use crate::stages::extract_cells::xls::records::kind;

#[test]
fn a_stream_is_read_inside_its_container_and_bare() {
    let stream = one_sheet(BIFF8, &[], &[number(0, 0, 42.0)]);
    for bytes in [
        container(&[("/Workbook", &stream)]),
        container(&[("/Book", b"old"), ("/Workbook", &stream)]),
        container(&[("/Book", &stream)]),
        stream,
    ] {
        assert_eq!(shown(&sheet(&bytes), "A1"), "42");
    }
}

/// Small programs write a BOF record without a version, cells, and an EOF record, nothing else.
#[test]
fn cells_without_a_workbook_are_one_sheet() {
    let bytes = [
        record(kind::BOF, &words(&[0, 0x10, 0, 0])),
        record(
            kind::LABEL,
            &[&words(&[0, 0, 0, 6])[..], b"Jumlah"].concat(),
        ),
        number(0, 1, 15_175_137_652.0),
        eof(),
    ]
    .concat();
    let grid = sheet(&bytes);
    assert_eq!(&*grid.name, "Sheet1");
    assert_eq!(shown(&grid, "A1"), "Jumlah");
    assert_eq!(shown(&grid, "B1"), "15175137652");
}

#[test]
fn other_containers_are_refused_by_what_they_hold() {
    for (streams, word) in [
        (&[("/EncryptedPackage", &b"x"[..])][..], "Encrypted"),
        (
            &[("/EncryptionInfo", b"x"), ("/Workbook", b"x")],
            "Encrypted",
        ),
        (&[("/WordDocument", b"x")], "presentation"),
        (&[("/PowerPoint Document", b"x")], "presentation"),
        (&[("/Contents", b"x")], "without a workbook"),
        (&[("/Workbook", b"")], "cut off"),
        (&[("/Workbook", &[0; 40])], "BOF"),
    ] {
        let fault = fault(&container(streams));
        assert!(fault.contains(word), "{fault}");
    }
}

#[test]
fn encrypted_and_old_streams_are_refused() {
    let encrypted = [
        bof(BIFF8, GLOBALS),
        record(kind::FILE_PASS, &[0; 6]),
        record(0x1234, &[9; 50]),
    ]
    .concat();
    let read = extracted(&container(&[("/Workbook", &encrypted)]));
    assert_eq!(read.format, FileFormat::Encrypted);
    assert_eq!(told(&read.findings), ["R006"]);
    for old in [
        record(0x0009, &words(&[2, 0x10])),
        record(0x0209, &words(&[0, 0x10, 0])),
        record(0x0409, &words(&[0, 0x100, 0])),
    ] {
        assert!(fault(&old).contains("Excel 2, 3 or 4"));
    }
    assert!(fault(&[bof(BIFF8, 0x20), eof()].concat()).contains("chart"));
}

#[test]
fn a_container_cut_off_is_told() {
    let cells: Vec<Vec<u8>> = (0..2_000).map(|row| number(row, 0, 1.0)).collect();
    let whole = container(&[("/Workbook", &one_sheet(BIFF8, &[], &cells))]);
    for n_bytes in [whole.len() - 512, whole.len() / 2, 600, 513, 512, 100, 8] {
        let (workbook, findings) = read(&whole[..n_bytes]);
        let n_cells: usize = workbook.sheets.iter().map(|s| s.cells.len()).sum();
        assert!(n_cells == 2_000 || !findings.is_empty(), "{n_bytes} bytes");
    }
}

/// A list of sectors that names one sector again and again would fill the memory.
#[test]
fn a_sector_table_larger_than_its_file_is_refused() {
    let mut bytes = container(&[("/Workbook", &[7; 9_000])]);
    let sector = bytes.len() / 512;
    let list = |next: u32| -> Vec<u8> {
        let mut list: Vec<u8> = (0..127).flat_map(|_| 0_u32.to_le_bytes()).collect();
        list.extend(next.to_le_bytes());
        list.resize(512, 0);
        list
    };
    bytes.resize(sector * 512, 0);
    bytes[68..72].copy_from_slice(&u32::try_from(sector - 1).expect("small").to_le_bytes());
    bytes[44..48].copy_from_slice(&u32::MAX.to_le_bytes());
    for idx in 0..40 {
        let next = u32::try_from(sector + idx).expect("small");
        bytes.extend(list(next));
    }
    assert!(fault(&bytes).contains("sector table"));
    // The same list again and again.
    let last = bytes.len() - 4;
    let first = u32::try_from(sector - 1).expect("small").to_le_bytes();
    bytes[last..].copy_from_slice(&first);
    assert!(fault(&bytes).contains("sector table"));
}
