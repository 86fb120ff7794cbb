//! A good workbook of every format, cut at many points.

use super::Expect::{self, Any, Refused, Told};
use super::base::formats;
use super::{Nasty, kind};

/// How many cuts of each workbook.
const N_CUTS: usize = 12;

pub(super) fn kinds() -> Vec<Nasty> {
    formats()
        .into_iter()
        .flat_map(|(ending, bytes)| {
            let expect = what_tells(ending);
            (1..=N_CUTS).map(move |cut| {
                let length = bytes.len() * cut / (N_CUTS + 1);
                kind(
                    format!("cut-{cut:02}.{ending}"),
                    expect,
                    "a good workbook, cut",
                    &bytes[..length],
                )
            })
        })
        .collect()
}

/// Packages have their directory at the end, containers tell their sectors, XML ends with its root.
/// Pages and text have no end that could be missing.
fn what_tells(ending: &str) -> Expect {
    match ending {
        "xlsx" | "xlsb" | "ods" => Refused,
        "xls" | "xml" => Told,
        _ => Any,
    }
}
