//! What is promised: the most that one way may take against another, or hold.

use crate::measure::Measured;
use crate::ways::Way;

/// A promise about two ways over the same files.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bound {
    way: Way,
    other: Way,
    most: f64,
}

const fn bound(way: Way, other: Way, most: f64) -> Bound {
    Bound { way, other, most }
}

/// Over reports, exports and one large sheet.
pub(crate) const READING: &[Bound] = &[
    bound(Way::InProcess, Way::Calamine, 1.10),
    bound(Way::Workers, Way::Audit, 1.05),
];

/// Over a region of mixed documents.
pub(crate) const REGION: &[Bound] = &[
    bound(Way::AuditProgram, Way::Calamine, 2.0),
    bound(Way::RunProgram, Way::Calamine, 3.0),
];

/// Over one long sheet.
pub(crate) const LONG: &[Bound] = &[bound(Way::AuditProgram, Way::Calamine, 3.0)];

impl Bound {
    /// Says whether a way takes at most so many times what another takes.
    pub(crate) fn judge(&self, files: &str, n_threads: usize, measured: &[Measured]) -> bool {
        let of = |way| measured.iter().find(|measured| measured.way == way);
        let (Some(one), Some(other)) = (of(self.way), of(self.other)) else {
            return false;
        };
        // The promise is about time with the same number of threads. Computing time is told beside
        // it: on a busy machine the way with more processes gets more of the machine.
        let (ratio, computing) = (one.ratio_to(other), one.computing_ratio_to(other));
        tell(
            &format!(
                "{} against {}, {files}, {n_threads} threads (computing time {computing:.3})",
                self.way.label(),
                self.other.label(),
            ),
            ratio,
            self.most,
        )
    }
}

/// Prints a ratio beside the most that it may be, and says whether it is within.
pub(crate) fn tell(what: &str, ratio: f64, most: f64) -> bool {
    let is_held = ratio <= most;
    let verdict = if is_held { "held" } else { "NOT HELD" };
    println!("{what}: {ratio:.3} (at most {most:.2}): {verdict}");
    is_held
}
