//! A text table.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selaras_fuzz::promises;

fuzz_target!(|bytes: &[u8]| {
    // What begins like another format would leave the reader of text; a letter keeps it there.
    let text = [b"a", bytes].concat();
    promises::read(&text, "masukan.csv");
    promises::read(bytes, "masukan.tsv");
});
