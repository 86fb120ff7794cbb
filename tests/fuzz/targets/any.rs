//! Whatever bytes, under a name that lets plain text be a table: the first look decides.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selaras_fuzz::promises;

fuzz_target!(|bytes: &[u8]| promises::read(bytes, "masukan.csv"));
