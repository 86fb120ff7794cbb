//! Excel 2003's workbook as one XML file: the bytes stand inside the workbook, and alone.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selaras_fuzz::promises;

const HEAD: &str = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">";

fuzz_target!(|bytes: &[u8]| {
    promises::read(
        &[HEAD.as_bytes(), bytes, b"</Workbook>"].concat(),
        "masukan.xml",
    );
    promises::read(&[b"<", bytes].concat(), "masukan.xml");
});
