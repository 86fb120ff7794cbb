//! An Office Open XML workbook: the bytes are the parts of a whole package, split at NULs (sheet,
//! shared strings, styles, workbook, relationships, comments, ...); or a package of their own.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selaras_fuzz::{promises, wrap};

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        promises::read(bytes, "masukan.xlsx");
    } else {
        promises::read(&wrap::xml_package(wrap::WORKBOOK, bytes), "masukan.xlsx");
    }
});
