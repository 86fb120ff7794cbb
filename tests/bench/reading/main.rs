//! How fast workbooks are read, against floors measured in the same run: what inflating their parts
//! takes, and what calamine's streaming reader takes. Comes in: nothing, or a folder of xlsx files.
//! Goes out: a table on stdout, and exit code 1 when reading with the worker pool is slower than
//! calamine by more than [`MOST_SLOWER`]. Never judges by seconds, only by ratios of one run.
//!
//! `cargo bench --profile reading --bench reading [-- FOLDER]`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a benchmark that cannot go on must stop, its table goes to stdout, and ratios are no money"
)]

mod generator;
mod machine;
mod measure;
mod table;
mod ways;
mod workload;

use std::path::Path;
use std::process::ExitCode;

use measure::{Measured, measure};
use selaras::run::workers;
use ways::Way;
use workload::Workload;

/// Rounds whose median counts; one more goes before them and is thrown away.
const ROUNDS: usize = 7;

/// Most that reading with the worker pool may take, calamine's time being one.
const MOST_SLOWER: f64 = 1.10;

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
    match args.as_slice() {
        // A process of its own for each measurement of memory: a peak never goes down again.
        ["memory", way, n_threads, paths @ ..] => {
            let way = Way::named(way).expect("a way of reading");
            let paths: Vec<_> = paths.iter().map(Into::into).collect();
            machine::report_peak(way, n_threads.parse().expect("a number"), &paths);
            ExitCode::SUCCESS
        }
        [folder] => run(&workload::given(Path::new(folder))),
        _ => {
            let folder = tempfile::tempdir().expect("a folder");
            run(&workload::made(folder.path()))
        }
    }
}

/// Measures every set of files and judges those that hold all workbooks, with all cores.
fn run(workloads: &[Workload]) -> ExitCode {
    println!("{}", machine::facts());
    let n_cores = machine::n_cores();
    let mut is_fast = true;
    for workload in workloads {
        for n_threads in if n_cores > 1 {
            vec![1, n_cores]
        } else {
            vec![1]
        } {
            let measured = measure(workload, n_threads, ROUNDS);
            println!("{}", table::print(workload, n_threads, &measured));
            if workload.is_judged && n_threads == n_cores {
                is_fast &= judge(n_threads, &measured);
            }
        }
    }
    if is_fast {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Says whether the worker pool is fast enough.
fn judge(n_threads: usize, measured: &[Measured]) -> bool {
    let of = |way| measured.iter().find(|measured| measured.way == way);
    let (Some(workers), Some(calamine)) = (of(Way::Workers), of(Way::Calamine)) else {
        return false;
    };
    let (ratio, computing) = (
        workers.ratio_to(calamine),
        workers.computing_ratio_to(calamine),
    );
    // The promise is about time with the same number of threads. Computing time is told beside it:
    // on a busy machine the way with more processes gets more of the machine.
    let is_fast = ratio <= MOST_SLOWER;
    println!(
        "The worker pool against calamine, all workbooks, {n_threads} threads: {ratio:.2} in time (at most {MOST_SLOWER:.2}), {computing:.2} in computing time: {}",
        if is_fast { "held" } else { "NOT HELD" }
    );
    is_fast
}
