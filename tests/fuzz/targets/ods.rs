//! An OpenDocument spreadsheet: the bytes are the parts of a whole package, split at NULs (content,
//! styles, settings); or a package of their own.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selaras_fuzz::wrap::Part;
use selaras_fuzz::{promises, wrap};

const PARTS: &[Part] = &[
    ("content.xml", br#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Data"><table:table-row><table:table-cell office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#),
    ("styles.xml", br#"<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>"#),
    ("settings.xml", br#"<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>"#),
    ("META-INF/manifest.xml", br#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"#),
    ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
];

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        promises::read(bytes, "masukan.ods");
    } else {
        promises::read(&wrap::xml_package(PARTS, bytes), "masukan.ods");
    }
});
