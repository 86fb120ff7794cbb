//! Whether a region ten times as large takes ten times as long, and no more memory.

use std::path::Path;
use std::time::Instant;

use crate::bounds::tell;
use crate::machine;
use crate::programs;
use crate::ways::Way;
use crate::workload;

/// Agencies of the small region: about a thousand workbooks.
const AGENCIES: usize = 130;
/// How many times as large the other is.
const TIMES: usize = 10;
/// Length of the tables, the shortest being one.
const SIZE: usize = 2;
/// Most that the larger region may hold in memory, the smaller being one.
const MOST_MEMORY: f64 = 1.3;
/// Most megabytes that it may hold.
const MOST_MEGABYTES: f64 = 1_024.0;
/// Most that a workbook of the larger region may take, one of the smaller being one.
const MOST_TIME: f64 = 1.1;

/// Measures and judges both programs.
pub(crate) fn measure(folder: &Path, n_rounds: usize) -> bool {
    let n_threads = machine::n_cores();
    let homes = [("few", 1), ("many", TIMES)].map(|(name, times)| {
        let home = folder.join(name);
        let region = workload::region(&home, AGENCIES * times, SIZE, 1);
        (home, region.files.len())
    });
    let mut is_held = true;
    for way in [Way::AuditProgram, Way::RunProgram] {
        let peaks = homes
            .each_ref()
            .map(|(home, _)| megabytes(programs::peak(way, n_threads, home)));
        let mut seconds = homes.each_ref().map(|_| Vec::new());
        for _ in 0..n_rounds {
            for (idx, (home, _)) in homes.iter().enumerate() {
                let start = Instant::now();
                programs::run(way, n_threads, home);
                seconds[idx].push(start.elapsed().as_secs_f64());
            }
        }
        let each = [0, 1].map(|idx| {
            seconds[idx].sort_by(f64::total_cmp);
            let median = seconds[idx][n_rounds / 2];
            let n_files = homes[idx].1;
            println!(
                "{}: {n_files} workbooks, {median:.2} s, {:.1} files/s, peak of all processes {:.0} MB",
                way.label(),
                count(n_files) / median,
                peaks[idx]
            );
            median / count(n_files)
        });
        let what = |of: &str| format!("{} of {TIMES} times the workbooks, {of}", way.label());
        is_held &= tell(&what("memory"), peaks[1] / peaks[0], MOST_MEMORY);
        is_held &= tell(&what("megabytes"), peaks[1], MOST_MEGABYTES);
        is_held &= tell(&what("time of each"), each[1] / each[0], MOST_TIME);
    }
    is_held
}

fn megabytes(kilobytes: u64) -> f64 {
    f64::from(u32::try_from(kilobytes).unwrap_or(u32::MAX)) / 1_024.0
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
