//! A workbook that a second reader reads too, which must survive what ours survives: the bytes are the parts of a whole package, split at NULs (sheet,
//! shared strings, styles, workbook, relationships, comments, ...); or a package of their own.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selaras_fuzz::{promises, wrap};

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        promises::read_twice(bytes, "masukan.xlsx");
    } else {
        promises::read_twice(&wrap::xml_package(wrap::WORKBOOK, bytes), "masukan.xlsx");
    }
});
