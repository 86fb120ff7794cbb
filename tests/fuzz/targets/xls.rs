//! An Excel 97 workbook: the bytes are the stream of records in a whole container; or, behind the
//! container's own mark, the container itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selaras_fuzz::{promises, wrap};

const CONTAINER: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(CONTAINER) {
        promises::read(bytes, "masukan.xls");
    } else {
        promises::read(&wrap::container("Workbook", bytes), "masukan.xls");
    }
});
