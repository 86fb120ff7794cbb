//! A page with tables, bare and as the only part of a MIME file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selaras_fuzz::promises;

fuzz_target!(|bytes: &[u8]| {
    promises::read(&[b"<", bytes].concat(), "masukan.xls");
    let head = b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<";
    promises::read(&[head.as_slice(), bytes].concat(), "masukan.xls");
    promises::read(&[b"MIME-Version: 1.0\r\n", bytes].concat(), "masukan.xls");
});
