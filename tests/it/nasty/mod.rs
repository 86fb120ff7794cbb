//! Nasty inputs, made by code: every kind of damage, lie and bomb that a file can carry, each with
//! what must come of it. [`run`] takes them all through one audit, [`cells`] reads those that must
//! be read right, [`flips`] changes single bytes.
//!
//! `NASTY_KEEP=folder` writes the files there and leaves them, for a look at one by hand.

mod base;
mod cells;
mod csv_text;
mod cuts;
mod flips;
mod html;
mod inflating;
mod memory;
mod mhtml;
mod names;
mod ods;
mod ole;
mod ole_file;
mod other;
mod package;
mod run;
mod spreadsheet_xml;
mod stream;
mod xls;
mod xlsb;
mod xlsx_cells;
mod xlsx_package;
mod xlsx_sheets;
mod xlsx_xml;
mod zip_container;
mod zipped;

/// A file that no honest program writes, or an odd one that must be read all the same.
pub(crate) struct Nasty {
    /// Path below the folder of its family, with the ending it pretends to have.
    pub(crate) name: String,
    /// What is wrong or odd about it.
    pub(crate) why: &'static str,
    /// What must come of it.
    pub(crate) expect: Expect,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

/// What must come of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expect {
    /// A finding about the whole file, and no cell of it.
    Refused,
    /// A finding of reading about the file, a sheet or a cell.
    Told,
    /// A finding of reading; the cells of the table, which the damage does not touch, are read.
    ToldAndRight,
    /// The table read right and nothing to say about reading it.
    Clean,
    /// Either the table read right, or a finding of reading: never another figure in silence.
    Safe,
    /// Only to be survived: its damage cannot be known from the file itself.
    Any,
    /// Taken for no input at all.
    Ignored,
}

/// A kind of damage.
pub(crate) fn kind(
    name: impl Into<String>,
    expect: Expect,
    why: &'static str,
    bytes: impl Into<Vec<u8>>,
) -> Nasty {
    Nasty {
        name: name.into(),
        why,
        expect,
        bytes: bytes.into(),
    }
}

/// The good file, one of every format.
pub(crate) const GOOD: &str = "good";

/// All kinds by family; a kind's files lie in the folder of its family.
pub(crate) fn families() -> Vec<(&'static str, Vec<Nasty>)> {
    vec![
        (GOOD, base::good()),
        ("zip", zip_container::kinds()),
        ("xlsx-package", xlsx_package::kinds()),
        ("xlsx-xml", xlsx_xml::kinds()),
        ("xlsx-cells", xlsx_cells::kinds()),
        ("xlsx-sheets", xlsx_sheets::kinds()),
        ("ole", ole::kinds()),
        ("xls", xls::kinds()),
        ("xlsb", xlsb::kinds()),
        ("ods", ods::kinds()),
        ("spreadsheet-xml", spreadsheet_xml::kinds()),
        ("html", html::kinds()),
        ("mhtml", mhtml::kinds()),
        ("csv", csv_text::kinds()),
        ("other", other::kinds()),
        ("names", names::kinds()),
        ("cuts", cuts::kinds()),
        ("flips", flips::kinds()),
    ]
}

/// The text with one passage changed; the passage must be there.
fn swap(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "no {from:?} to change");
    text.replacen(from, to, 1)
}

/// A number that looks like chance and is the same every time.
fn chance(seed: u64) -> u64 {
    let mut x = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// Bytes that look like chance.
fn noise(n_bytes: usize) -> Vec<u8> {
    (0..n_bytes as u64)
        .map(|idx| chance(idx).to_le_bytes()[0])
        .collect()
}
