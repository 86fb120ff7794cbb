//! Measures every way over the same files, in turns, so that what slows the machine for a while
//! slows all of them.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::machine;
use crate::programs;
use crate::ways::{Counted, Ready, Way, ready};
use crate::workload::Workload;

/// Stack of a thread that audits in this process, as selaras gives it.
const STACK_BYTES: usize = 16 << 20;

/// What a way took.
pub(crate) struct Measured {
    pub(crate) way: Way,
    /// What each round took, in order.
    rounds: Vec<Duration>,
    /// Computing time of each round, the workers' included: what other programs on the machine
    /// hardly change.
    computing: Vec<Duration>,
    /// Cells seen; the same in every round.
    pub(crate) counted: Counted,
    /// Most kilobytes of memory, the workers' included.
    pub(crate) peak_kilobytes: u64,
}

impl Measured {
    /// Median of the rounds.
    pub(crate) fn median(&self) -> Duration {
        median(self.rounds.iter().copied())
    }

    /// Median of the rounds' computing times.
    pub(crate) fn median_computing(&self) -> Duration {
        median(self.computing.iter().copied())
    }

    /// The same of computing times.
    pub(crate) fn computing_ratio_to(&self, other: &Self) -> f64 {
        self.median_computing().as_secs_f64() / other.median_computing().as_secs_f64()
    }

    /// The fastest round.
    pub(crate) fn least(&self) -> Duration {
        self.rounds.iter().min().copied().unwrap_or_default()
    }

    /// How many times `other` it took: the median of the rounds' own ratios, since what slows the
    /// machine in a round slows both.
    pub(crate) fn ratio_to(&self, other: &Self) -> f64 {
        let pairs = self.rounds.iter().zip(&other.rounds);
        median(pairs.map(|(one, other)| Ratio(one.as_secs_f64() / other.as_secs_f64()))).0
    }
}

impl Measured {
    /// The same for this way with what `dearer` takes more than `cheaper`, against `other`.
    pub(crate) fn with_more_ratio_to(&self, dearer: &Self, cheaper: &Self, other: &Self) -> f64 {
        let seconds = |way: &Self, round: usize| {
            let took = way.rounds.get(round).copied().unwrap_or_default();
            took.as_secs_f64()
        };
        let ratios = (0..self.rounds.len()).map(|round| {
            let more = seconds(dearer, round) - seconds(cheaper, round);
            Ratio((seconds(self, round) + more) / seconds(other, round))
        });
        median(ratios).0
    }
}

/// A ratio of times, which is never NaN.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Ratio(f64);

fn median<T: PartialOrd + Copy>(values: impl Iterator<Item = T>) -> T {
    let mut values: Vec<T> = values.collect();
    values.sort_by(|a, b| a.partial_cmp(b).expect("an order"));
    values[values.len() / 2]
}

/// Measures all ways that can read these files. Starting and ending reader processes counts.
pub(crate) fn measure(workload: &Workload, n_threads: usize, n_rounds: usize) -> Vec<Measured> {
    let mut all: Vec<Measured> = Way::ALL
        .into_iter()
        .filter(|way| workload.allows(*way))
        .map(|way| Measured {
            way,
            rounds: Vec::with_capacity(n_rounds),
            computing: Vec::with_capacity(n_rounds),
            counted: once(way, n_threads, workload),
            peak_kilobytes: match &workload.home {
                Some(home) if way.is_program() => programs::peak(way, n_threads, home),
                _ => machine::peak_of(way, n_threads, &workload.files),
            },
        })
        .collect();
    for _ in 0..n_rounds {
        for measured in &mut all {
            let (start, computed) = (Instant::now(), machine::computing_time());
            let counted = once(measured.way, n_threads, workload);
            measured.rounds.push(start.elapsed());
            let computing = machine::computing_time().saturating_sub(computed);
            measured.computing.push(computing);
            let label = measured.way.label();
            assert_eq!(counted, measured.counted, "{label} counts otherwise");
        }
    }
    all
}

/// Goes a way once over all files.
fn once(way: Way, n_threads: usize, workload: &Workload) -> Counted {
    match &workload.home {
        Some(home) if way.is_program() => programs::run(way, n_threads, home),
        _ => read_all(way, n_threads, &workload.files),
    }
}

/// Reads all files with this many threads; each takes the next file that nobody has.
fn read_all(way: Way, n_threads: usize, files: &[PathBuf]) -> Counted {
    let ready = ready(way);
    read_with(&ready, n_threads, files)
}

/// The same with readers that are there already.
pub(crate) fn read_with(ready: &Ready, n_threads: usize, files: &[PathBuf]) -> Counted {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut counted = Counted::default();
        while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            counted = counted.plus(ready.read(path));
        }
        counted
    };
    thread::scope(|scope| {
        let start = || {
            let thread = thread::Builder::new().stack_size(STACK_BYTES);
            thread.spawn_scoped(scope, work).expect("a thread")
        };
        let threads: Vec<_> = (0..n_threads).map(|_| start()).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("a reader"))
            .fold(Counted::default(), Counted::plus)
    })
}
