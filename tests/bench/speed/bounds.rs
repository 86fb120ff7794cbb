//! What is promised: the most that one way may take against another, or hold.

use crate::measure::Measured;
use crate::ways::Way;

/// A promise about ways over the same files.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Bound {
    /// The first takes at most so many times what the second takes.
    AtMost(Way, Way, f64),
    /// Reading, with all that worker processes add to an audit, takes at most so many times what
    /// calamine takes. No cell leaves a worker, so reading in one cannot be measured by itself.
    ReadingApart(f64),
}

use Bound::{AtMost, ReadingApart};

/// Over reports, exports and one large sheet.
pub(crate) const READING: &[Bound] = &[
    AtMost(Way::InProcess, Way::Calamine, 1.10),
    AtMost(Way::Workers, Way::Audit, 1.05),
    ReadingApart(1.10),
];

/// Over a region of mixed documents.
pub(crate) const REGION: &[Bound] = &[
    AtMost(Way::AuditProgram, Way::Calamine, 2.0),
    AtMost(Way::RunProgram, Way::Calamine, 3.0),
];

/// Over one long sheet.
pub(crate) const LONG: &[Bound] = &[AtMost(Way::AuditProgram, Way::Calamine, 3.0)];

impl Bound {
    /// Says whether the promise is kept.
    pub(crate) fn judge(&self, files: &str, n_threads: usize, measured: &[Measured]) -> bool {
        let of = |way| measured.iter().find(|measured| measured.way == way);
        let (what, ratio, most) = match *self {
            AtMost(way, other, most) => {
                let (Some(one), Some(other)) = (of(way), of(other)) else {
                    return false;
                };
                // The promise is about time with the same number of threads. Computing time is told
                // beside it: on a busy machine the way with more processes gets more of the machine.
                let (ratio, computing) = (one.ratio_to(other), one.computing_ratio_to(other));
                let (one, other) = (one.way.label(), other.way.label());
                let what = format!("{one} against {other} (computing time {computing:.3})");
                (what, ratio, most)
            }
            ReadingApart(most) => {
                let all = [Way::InProcess, Way::Workers, Way::Audit, Way::Calamine].map(of);
                let [Some(reading), Some(workers), Some(audit), Some(calamine)] = all else {
                    return false;
                };
                let ratio = reading.with_more_ratio_to(workers, audit, calamine);
                let what = "(c) and what workers add, against (b)".to_owned();
                (what, ratio, most)
            }
        };
        tell(
            &format!("{files}, {n_threads} threads: {what}"),
            ratio,
            most,
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
