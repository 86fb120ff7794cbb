//! How fast selaras is, against floors measured in the same run on the same files: what inflating their
//! parts takes, and what calamine's streaming reader takes. Comes in: which parts to measure, and how
//! often. Goes out: tables on stdout, and exit code 1 when a ratio is beyond its bound. Never judges by
//! seconds, only by ratios of one run.
//!
//! `cargo bench --bench speed [-- [rounds=N] [PART]...]`, the parts being `reading`, `region`, `long`,
//! `inference`, `many`, `start`, or a folder of xlsx files of one's own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a benchmark that cannot go on must stop, its table goes to stdout, and ratios are no money"
)]

mod bounds;
mod generator;
mod inference;
mod machine;
#[allow(dead_code, reason = "only regions with faults are measured")]
#[path = "../../../examples/fleet/made/mod.rs"]
mod made;
mod many;
mod measure;
mod programs;
mod start;
mod table;
mod ways;
mod workload;

use std::path::Path;
use std::process::ExitCode;

use bounds::Bound;
use measure::measure;
use selaras::run::workers;
use ways::Way;
use workload::Workload;

/// Rounds whose median counts; one more goes before them and is thrown away.
const ROUNDS: usize = 5;

/// What is measured when nobody says otherwise.
const PARTS: [&str; 6] = ["reading", "region", "long", "inference", "many", "start"];

fn main() -> ExitCode {
    if std::env::args()
        .nth(1)
        .is_some_and(|word| word == workers::READER_WORD)
    {
        return ExitCode::from(workers::serve());
    }
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with("--"))
        .collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    // A process of its own for each measurement of memory: a peak never goes down again.
    if let ["memory", way, n_threads, paths @ ..] = args.as_slice() {
        let way = Way::named(way).expect("a way of reading");
        let paths: Vec<_> = paths.iter().map(Into::into).collect();
        machine::report_peak(way, n_threads.parse().expect("a number"), &paths);
        return ExitCode::SUCCESS;
    }
    let mut n_rounds = ROUNDS;
    let mut parts = Vec::new();
    for arg in args {
        match arg.strip_prefix("rounds=") {
            Some(rounds) => n_rounds = rounds.parse().expect("a number of rounds"),
            None => parts.push(arg),
        }
    }
    if parts.is_empty() {
        parts.extend(PARTS);
    }
    println!("{}", machine::facts());
    let mut is_held = true;
    for part in parts {
        is_held &= measure_part(part, n_rounds);
    }
    if is_held {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Measures a part; says whether all its bounds are held.
fn measure_part(part: &str, n_rounds: usize) -> bool {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    match part {
        "reading" => compared(&workload::to_read(folder), bounds::READING, n_rounds),
        "region" => compared(&[workload::judged_region(folder)], bounds::REGION, n_rounds),
        "long" => compared(&[workload::long_sheet(folder)], bounds::LONG, n_rounds),
        "inference" => inference::measure(folder, n_rounds),
        "many" => many::measure(folder, n_rounds),
        "start" => start::measure(n_rounds),
        own => compared(&workload::given(Path::new(own)), bounds::READING, n_rounds),
    }
}

/// Measures every set of files and judges those that promises are about.
fn compared(workloads: &[Workload], bounds: &[Bound], n_rounds: usize) -> bool {
    let n_cores = machine::n_cores();
    let mut is_held = true;
    for workload in workloads {
        for n_threads in if n_cores > 1 {
            vec![1, n_cores]
        } else {
            vec![1]
        } {
            let measured = measure(workload, n_threads, n_rounds);
            println!("{}", table::print(workload, n_threads, &measured));
            for bound in bounds.iter().filter(|_| workload.is_judged) {
                is_held &= bound.judge(workload.name, n_threads, &measured);
            }
        }
    }
    is_held
}
