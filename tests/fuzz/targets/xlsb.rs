//! A binary workbook: the first byte chooses the part of a whole package that the rest becomes; or
//! the bytes are a package of their own.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selaras_fuzz::{promises, wrap};

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        promises::read(bytes, "masukan.xlsb");
    } else {
        let parts = wrap::binary_workbook();
        promises::read(&wrap::binary_package(&parts, bytes), "masukan.xlsb");
    }
});
