//! How fast workbooks are read, against floors measured in the same run: what inflating their parts
//! takes, and what calamine's streaming reader takes; and what it costs to audit them in processes of
//! their own. Comes in: nothing, or a folder of xlsx files, and what is said of the rounds. Goes out: a
//! table on stdout, and exit code 1 when reading is slower than calamine by more than [`MOST_SLOWER`],
//! or auditing in processes slower than in one by more than [`MOST_DEARER`]. Never judges by seconds,
//! only by ratios of one run.
//!
//! `cargo bench --profile reading --bench reading [-- [rounds=N] [judged] [FOLDER]]`, where `judged`
//! leaves out the sets of files that nothing is promised of.
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

/// Most that reading may take, calamine's time being one.
const MOST_SLOWER: f64 = 1.10;

/// Most that auditing with the worker pool may take, the time of auditing in one process being one.
const MOST_DEARER: f64 = 1.05;

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
    let mut args: Vec<&str> = args.iter().map(String::as_str).collect();
    let mut n_rounds = ROUNDS;
    let mut only_judged = false;
    while let Some(first) = args.first() {
        if let Some(rounds) = first.strip_prefix("rounds=") {
            n_rounds = rounds.parse().expect("a number of rounds");
        } else if *first == "judged" {
            only_judged = true;
        } else {
            break;
        }
        args.remove(0);
    }
    let run = |mut workloads: Vec<Workload>| {
        workloads.retain(|workload| workload.is_judged || !only_judged);
        run(&workloads, n_rounds)
    };
    match args.as_slice() {
        // A process of its own for each measurement of memory: a peak never goes down again.
        ["memory", way, n_threads, paths @ ..] => {
            let way = Way::named(way).expect("a way of reading");
            let paths: Vec<_> = paths.iter().map(Into::into).collect();
            machine::report_peak(way, n_threads.parse().expect("a number"), &paths);
            ExitCode::SUCCESS
        }
        [folder] => run(workload::given(Path::new(folder))),
        _ => {
            let folder = tempfile::tempdir().expect("a folder");
            run(workload::made(folder.path()))
        }
    }
}

/// Measures every set of files and judges those that hold all workbooks.
fn run(workloads: &[Workload], n_rounds: usize) -> ExitCode {
    println!("{}", machine::facts());
    let n_cores = machine::n_cores();
    let mut is_fast = true;
    for workload in workloads {
        for n_threads in if n_cores > 1 {
            vec![1, n_cores]
        } else {
            vec![1]
        } {
            let measured = measure(workload, n_threads, n_rounds);
            println!("{}", table::print(workload, n_threads, &measured));
            if workload.is_judged {
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

/// Says whether reading is fast enough, and the worker pool cheap enough.
fn judge(n_threads: usize, measured: &[Measured]) -> bool {
    let reading = compare(
        "Reading against calamine",
        (Way::InProcess, Way::Calamine),
        MOST_SLOWER,
        n_threads,
        measured,
    );
    let pool = compare(
        "Auditing with the worker pool against one process",
        (Way::Workers, Way::Audit),
        MOST_DEARER,
        n_threads,
        measured,
    );
    reading && pool
}

/// Says whether a way takes at most so many times what another takes.
fn compare(
    what: &str,
    (way, other): (Way, Way),
    most: f64,
    n_threads: usize,
    measured: &[Measured],
) -> bool {
    let of = |way| measured.iter().find(|measured| measured.way == way);
    let (Some(one), Some(other)) = (of(way), of(other)) else {
        return false;
    };
    // The promise is about time with the same number of threads. Computing time is told beside it:
    // on a busy machine the way with more processes gets more of the machine.
    let (ratio, computing) = (one.ratio_to(other), one.computing_ratio_to(other));
    let is_held = ratio <= most;
    println!(
        "{what}, all workbooks, {n_threads} threads: {ratio:.3} in time (at most {most:.2}), {computing:.3} in computing time: {}",
        if is_held { "held" } else { "NOT HELD" }
    );
    is_held
}
