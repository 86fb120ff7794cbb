//! Single bytes changed in good workbooks: never another value in silence.
//!
//! A package keeps a checksum of each part, so a changed byte either changes nothing that is read
//! or is told. Containers of Excel 97, pages, XML in one file and text keep none: a changed digit
//! is a right file with another digit, which no reader can know. Of those it is only asked that
//! they are survived and that what is read has the form of cells.

use selaras::model::limits::Limits;
use selaras::stages::extract_cells::extract_cells;

use super::Expect::{Any, Safe};
use super::base::{formats, ods, xlsx};
use super::cells::{Cells, cells_of};
use super::xlsb::xlsb;
use super::{Nasty, chance, kind};

/// How many changed files of each format go into the audit.
const N_FILES: u64 = 12;
/// How many changes of each format are read in this process.
const N_CHANGES: u64 = 400;

fn keeps_sums(ending: &str) -> bool {
    ["xlsx", "xlsb", "ods"].contains(&ending)
}

/// The bytes with one bit, byte or pair of them changed.
fn changed(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let n_bytes = u64::try_from(bytes.len()).unwrap();
    let at = usize::try_from(chance(seed) % n_bytes).unwrap();
    let bit = 1u8 << (chance(seed ^ 0xB17) % 8);
    bytes[at] ^= bit;
    bytes
}

pub(super) fn kinds() -> Vec<Nasty> {
    formats()
        .into_iter()
        .flat_map(|(ending, bytes)| {
            let expect = if keeps_sums(ending) { Safe } else { Any };
            (0..N_FILES).map(move |seed| {
                let name = format!("flip-{seed:02}.{ending}");
                kind(name, expect, "one bit changed", changed(&bytes, seed))
            })
        })
        .collect()
}

#[test]
fn a_changed_byte_never_gives_another_value_in_silence() {
    let mut packages = formats();
    packages.retain(|(ending, _)| keeps_sums(ending));
    packages.extend([
        ("stored.xlsx", xlsx().zip()),
        ("stored.xlsb", xlsb().zip()),
        ("stored.ods", ods().zip()),
    ]);
    for (ending, good) in packages {
        let name = format!("rekap.{ending}");
        let (expected, n_findings) = read(&good, &name);
        assert_eq!(n_findings, 0, "{name} is good");
        let n_bytes = u64::try_from(good.len()).unwrap();
        // Every bit of the stored table, where a digit is a digit; elsewhere by chance.
        let seeds = (0..N_CHANGES).map(|seed| changed(&good, seed + n_bytes));
        let figure = good.windows(7).position(|window| window == b"1250000");
        let in_figure = figure.into_iter().flat_map(|start| {
            let good = &good;
            (start..start + 7).flat_map(move |at| {
                (0..8).map(move |bit| {
                    let mut bytes = good.clone();
                    bytes[at] ^= 1 << bit;
                    bytes
                })
            })
        });
        for bytes in seeds.chain(in_figure) {
            let (cells, n_findings) = read(&bytes, &name);
            if cells != expected && n_findings == 0 {
                let at = good.iter().zip(&bytes).position(|(a, b)| a != b);
                panic!("{name}: byte {at:?} changed: {cells:?} and no finding");
            }
        }
    }
}

#[test]
fn formats_without_checksums_survive_changed_bytes() {
    for (ending, good) in formats() {
        if keeps_sums(ending) {
            continue;
        }
        let name = format!("rekap.{ending}");
        let (_, n_findings) = read(&good, &name);
        assert_eq!(n_findings, 0, "{name} is good");
        for seed in 0..N_CHANGES {
            let (cells, n_findings) = read(&changed(&good, seed + 1000), &name);
            assert!(
                !cells.is_empty() || n_findings > 0,
                "{name}, change {seed}: neither cells nor findings"
            );
        }
    }
}

fn read(bytes: &[u8], path: &str) -> (Cells, usize) {
    let mut cells = Cells::new();
    let mut n_findings = 0;
    extract_cells(bytes, path, &Limits::default(), &mut |extracted| {
        n_findings += extracted.findings.len();
        cells.extend(cells_of(&extracted));
    });
    (cells, n_findings)
}
