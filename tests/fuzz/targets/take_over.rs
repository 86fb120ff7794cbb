//! What a reader process sends that has been taken over by its file: frames with right checksums
//! and any content, each behind its length in two bytes. And what an honest one sends of a text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selaras_fuzz::promises;

fuzz_target!(|bytes: &[u8]| promises::take_over(bytes));
