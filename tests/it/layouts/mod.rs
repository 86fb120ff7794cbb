//! Documents laid out in many ways, and read back: what a document says must not depend on how its
//! table was laid out. `LAYOUTS=500 cargo test layouts -- --nocapture` tries more and tells the
//! failures with the fewest choices that cause each.

mod around;
mod body;
pub(crate) mod choices;
mod compare;
pub(crate) mod data;
mod documents;
mod figures;
mod files;
mod head;
mod long;
mod sheet;
mod slots;
pub(crate) mod write;

use std::collections::BTreeMap;

use choices::Layout;
use compare::{Comparison, compare};
use data::Document;
use selaras::config::Profile;
use selaras::run::prepare::builtin_profiles;
use write::write;

/// What came of many layouts of a document.
#[derive(Debug, Default)]
pub(crate) struct Score {
    /// How many layouts were tried.
    pub(crate) n_tried: usize,
    /// How many were read as they were meant.
    pub(crate) n_same: usize,
    /// Of the others, how many are told by a finding that selaras was unsure.
    pub(crate) n_told: usize,
    /// How many have an error though the document is right.
    pub(crate) n_false_alarms: usize,
    /// The seeds of those that nothing tells.
    pub(crate) untold: Vec<u64>,
    /// What caused the differences and false alarms.
    pub(crate) causes: BTreeMap<String, Cause>,
}

/// The fewest choices that cause a failure.
#[derive(Debug, Default)]
pub(crate) struct Cause {
    /// The seeds whose layouts have them.
    pub(crate) seeds: Vec<u64>,
    /// What is first told of the simplest layout.
    pub(crate) told: String,
}

impl Score {
    /// The figures and the causes, most frequent first.
    pub(crate) fn report(&self) -> String {
        let mut causes: Vec<_> = self.causes.iter().collect();
        causes.sort_by_key(|(_, cause)| std::cmp::Reverse(cause.seeds.len()));
        let mut out = format!(
            "{} layouts, {} the same, {} of the others told, {} with false alarms, untold {:?}\n",
            self.n_tried, self.n_same, self.n_told, self.n_false_alarms, self.untold
        );
        for (choices, Cause { seeds, told }) in causes {
            let some: Vec<_> = seeds.iter().take(4).collect();
            out.push_str(&format!("{:4} [{choices}] {some:?}: {told}\n", seeds.len()));
        }
        out
    }
}

/// Lays a document out once a seed and compares what is read with what was meant.
pub(crate) fn check_many(document: &Document, seeds: impl IntoIterator<Item = u64>) -> Score {
    let profiles = builtin_profiles().expect("built-in profiles");
    let trial = Trial {
        document,
        profiles: &profiles,
    };
    let mut score = Score::default();
    for seed in seeds {
        let layout = Layout::of_seed(seed);
        let comparison = trial.read_back(&layout);
        score.n_tried += 1;
        if comparison.differences.is_empty() {
            score.n_same += 1;
        } else {
            if comparison.doubts.is_empty() {
                score.untold.push(seed);
            } else {
                score.n_told += 1;
            }
            trial.explain(&mut score, seed, &layout, |comparison| {
                &comparison.differences
            });
        }
        if !comparison.false_alarms.is_empty() {
            score.n_false_alarms += 1;
            trial.explain(&mut score, seed, &layout, |comparison| {
                &comparison.false_alarms
            });
        }
    }
    score
}

/// A document that is laid out and read back.
struct Trial<'a> {
    document: &'a Document,
    profiles: &'a [Profile],
}

impl Trial<'_> {
    fn read_back(&self, layout: &Layout) -> Comparison {
        compare(self.document, &write(self.document, layout), self.profiles)
    }

    /// Takes note of the fewest choices that still fail in this way.
    fn explain(
        &self,
        score: &mut Score,
        seed: u64,
        layout: &Layout,
        way: fn(&Comparison) -> &[String],
    ) {
        let mut simplest = layout.clone();
        let mut told = String::new();
        // Each choice is taken back once, if it fails without it too.
        for choice in layout.odd() {
            let simpler = simplest.without(choice);
            if let Some(still) = way(&self.read_back(&simpler)).first() {
                (simplest, told) = (simpler, still.clone());
            }
        }
        let cause = score.causes.entry(simplest.describe()).or_default();
        cause.seeds.push(seed);
        cause.told = told;
    }
}

/// How many layouts are tried: few unless asked for more.
fn seeds() -> std::ops::Range<u64> {
    let asked = std::env::var("LAYOUTS")
        .ok()
        .and_then(|asked| asked.parse().ok());
    0..asked.unwrap_or(40)
}

/// Of a hundred layouts, how many must be read as they are meant.
pub(crate) const FLOOR: usize = 99;

/// Prints one layout and what is told of it.
pub(crate) fn show(document: &Document, seed: u64) {
    let profiles = builtin_profiles().expect("built-in profiles");
    let layout = Layout::of_seed(seed);
    let written = write(document, &layout);
    println!("{}", layout.describe());
    for row in written.grid.filled_rows() {
        let cells = written.grid.row(row);
        let cells: Vec<String> = cells
            .map(|(col, cell)| format!("{col}:{}", cell.raw()))
            .collect();
        println!("{:3} {}", row + 1, cells.join(" | "));
    }
    println!("{:#?}", compare(document, &written, &profiles));
}

#[track_caller]
fn check(document: &Document) {
    if let Ok(asked) = std::env::var("LAYOUT") {
        show(document, asked.parse().expect("a seed"));
        return;
    }
    let score = check_many(document, seeds());
    println!("{}", score.report());
    assert!(
        score.n_same * 100 >= score.n_tried * FLOOR,
        "{}",
        score.report()
    );
    assert_eq!(score.n_false_alarms, 0, "{}", score.report());
}

#[test]
fn a_spending_tree_reads_the_same_in_any_layout() {
    check(&documents::spending_tree());
}

#[test]
fn accounts_read_the_same_in_any_layout() {
    check(&documents::accounts());
}

#[test]
fn the_plain_layout_is_read() {
    let profiles = builtin_profiles().expect("built-in profiles");
    for document in [documents::spending_tree(), documents::accounts()] {
        let trial = Trial {
            document: &document,
            profiles: &profiles,
        };
        let comparison = trial.read_back(&Layout::plain());
        assert_eq!(comparison.differences, Vec::<String>::new());
        assert_eq!(comparison.false_alarms, Vec::<String>::new());
    }
}

/// The stage's time on a long sheet; `LAYOUTS_ROWS=300000` for the longest.
#[test]
fn a_long_sheet_is_read_in_proportion() {
    let asked = std::env::var("LAYOUTS_ROWS").ok();
    let n_rows = asked.and_then(|asked| asked.parse().ok()).unwrap_or(3_000);
    let (short, long) = (long::time(n_rows / 2), long::time(n_rows));
    println!("{n_rows} rows: {long:?}, half of them: {short:?}");
    // Quadratic time would be four times as much; a busy machine is let off.
    assert!(long < short * 12 + std::time::Duration::from_millis(400));
}
