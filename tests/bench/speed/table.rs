//! Prints what was measured.

use std::fmt::Write as _;

use crate::measure::Measured;
use crate::ways::Way;
use crate::workload::Workload;

/// A table of all ways for one set of files.
pub(crate) fn print(workload: &Workload, n_threads: usize, measured: &[Measured]) -> String {
    let of = |way| measured.iter().find(|measured| measured.way == way);
    let floor = of(Way::Floor);
    let calamine = of(Way::Calamine);
    let cells = measured
        .iter()
        .map(|measured| measured.counted.n_filled)
        .max();
    let cells = cells.unwrap_or_default();
    let mut out = format!(
        "\n{}: {} files, {:.1} MB, {cells} cells with content; {n_threads} thread(s)\n",
        workload.name,
        workload.files.len(),
        mega(workload.n_bytes)
    );
    let _ = writeln!(
        out,
        "{:<28}{:>10}{:>10}{:>10}{:>10}{:>12}{:>9}{:>8}{:>8}{:>10}",
        "",
        "median ms",
        "least ms",
        "cpu ms",
        "files/s",
        "cells/s",
        "MB/s",
        "to (a)",
        "to (b)",
        "peak MB"
    );
    for one in measured {
        let seconds = one.median().as_secs_f64();
        let against = |other: Option<&Measured>| {
            other.map_or("-".to_owned(), |other| {
                format!("{:.2}", one.ratio_to(other))
            })
        };
        let _ = writeln!(
            out,
            "{:<28}{:>10.1}{:>10.1}{:>10.0}{:>10.1}{:>12.0}{:>9.1}{:>8}{:>8}{:>10.1}",
            one.way.label(),
            seconds * 1_000.0,
            one.least().as_secs_f64() * 1_000.0,
            one.median_computing().as_secs_f64() * 1_000.0,
            count(workload.files.len() as u64) / seconds,
            count(cells) / seconds,
            mega(workload.n_bytes) / seconds,
            against(floor),
            against(calamine),
            count(one.peak_kilobytes) / 1_024.0
        );
    }
    if let Some(calamine) = calamine {
        let _ = writeln!(out, "{}", compared(calamine, measured));
    }
    out
}

/// Whether all readers saw the same cells; stops the benchmark when they did not, since a reader
/// that leaves cells out is fast for nothing.
fn compared(calamine: &Measured, measured: &[Measured]) -> String {
    for one in measured.iter().filter(|one| one.way != Way::Floor) {
        assert_eq!(
            one.counted.n_filled,
            calamine.counted.n_filled,
            "{} and calamine do not see the same cells",
            one.way.label()
        );
    }
    format!(
        "All readers see the same cells; calamine also hands over {} cells with a frame or format only.",
        calamine.counted.n_blank
    )
}

fn mega(n_bytes: u64) -> f64 {
    count(n_bytes) / 1e6
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of a benchmark are far below 2^52"
)]
fn count(number: u64) -> f64 {
    number as f64
}
