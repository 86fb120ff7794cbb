//! The number reader: it never panics, and what it reads is what it prints.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selaras_fuzz::model::notation::Notation;
use selaras_fuzz::numbers::read;

fuzz_target!(|text: &str| {
    for notation in [Notation::Indonesian, Notation::English, Notation::Stored] {
        let Some(value) = read(text, notation) else {
            continue;
        };
        // A longer number without separators names somebody.
        if value.trunc().to_string().trim_start_matches('-').len() >= 16 {
            continue;
        }
        let english = value.to_string();
        let indonesian = english.replace('.', ",");
        assert_eq!(read(&english, Notation::English), Some(value), "{text}");
        assert_eq!(
            read(&indonesian, Notation::Indonesian),
            Some(value),
            "{text}"
        );
    }
});
