//! Tables of other fields, made by hand, with the relations that their makers meant: `NAME.csv` and
//! `NAME.relations` in `tests/fixtures/foreign`, one relation a line (`E12 sum B12:D12`), minus signs
//! before what a net figure takes off, `# wrong: D9` naming the cells that are off. Those whose
//! names begin with `held-` were made after the way of inferring was settled, and nothing was
//! changed for them. `FOREIGN=1` prints precision and recall of each table and what differs.

#![allow(
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "the measure is printed on request; precision and recall are no money"
)]

mod annotation;
mod bounds;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use annotation::{Annotation, Claim};
use selaras::model::finding::{Finding, Severity};
use selaras::model::place::CellRef;

use crate::support::{at, audit_path, project};

/// What all tables together must reach.
const MIN_F1: f64 = 0.90;

/// How claims compare with what was meant.
#[derive(Debug, Clone, Copy, Default)]
struct Score {
    right: usize,
    claimed: usize,
    meant: usize,
}

impl Score {
    fn add(&mut self, other: Score) {
        self.right += other.right;
        self.claimed += other.claimed;
        self.meant += other.meant;
    }

    fn share(part: usize, whole: usize) -> f64 {
        if whole == 0 {
            1.0
        } else {
            f64::from(u32::try_from(part).expect("few"))
                / f64::from(u32::try_from(whole).expect("few"))
        }
    }

    fn precision(self) -> f64 {
        Self::share(self.right, self.claimed)
    }

    fn recall(self) -> f64 {
        Self::share(self.right, self.meant)
    }

    fn f1(self) -> f64 {
        Self::share(2 * self.right, self.claimed + self.meant)
    }
}

fn tables() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(project("tests/fixtures/foreign"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
        .collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_stem()
        .expect("a name")
        .to_string_lossy()
        .into_owned()
}

/// What is compared for one table, and what is amiss with its findings.
fn score(path: &Path, is_loud: bool) -> (Score, Vec<String>) {
    let annotation = Annotation::read(&path.with_extension("relations"));
    let result = audit_path(path);
    let relations = &result.report.relations;
    let claimed: BTreeSet<Claim> = relations.iter().map(Claim::of).collect();
    let score = Score {
        right: claimed.intersection(&annotation.claims).count(),
        claimed: claimed.len(),
        meant: annotation.claims.len(),
    };
    let name = name(path);
    if is_loud {
        println!(
            "{name:32} P {:.2}  R {:.2}  of {:3} meant, {:3} claimed",
            score.precision(),
            score.recall(),
            score.meant,
            score.claimed
        );
        for claim in annotation.claims.difference(&claimed) {
            println!("    missing {claim}");
        }
        for claim in claimed.difference(&annotation.claims) {
            println!("    wrong   {claim}");
        }
    }
    (
        score,
        amiss(&name, &result.report.findings, &annotation.wrong),
    )
}

/// Errors at cells that are right, and wrong cells that no finding speaks of.
fn amiss(name: &str, findings: &[Finding], wrong: &BTreeSet<CellRef>) -> Vec<String> {
    let cell = |finding: &Finding| finding.place.as_ref().map(|place| place.cell);
    let false_errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .filter(|finding| cell(finding).is_none_or(|cell| !wrong.contains(&cell)))
        .map(|finding| format!("{name}: {} though the cell is right", at(finding)));
    let unseen = wrong
        .iter()
        .filter(|&&wrong| {
            findings
                .iter()
                .all(|finding| finding.severity == Severity::Info || cell(finding) != Some(wrong))
        })
        .map(|cell| format!("{name}: nothing said of {cell}"));
    false_errors.chain(unseen).collect()
}

#[test]
fn tables_of_other_fields_are_understood() {
    let is_loud = std::env::var_os("FOREIGN").is_some();
    let (mut made_first, mut held_out) = (Score::default(), Score::default());
    let mut all_amiss = Vec::new();
    let tables = tables();
    assert!(tables.len() >= 30);
    for path in tables {
        let (score, amiss) = score(&path, is_loud);
        if name(&path).starts_with("held-") {
            held_out.add(score);
        } else {
            made_first.add(score);
        }
        all_amiss.extend(amiss);
    }
    let mut whole = made_first;
    whole.add(held_out);
    if is_loud {
        for (what, score) in [
            ("first", made_first),
            ("held out", held_out),
            ("all", whole),
        ] {
            println!(
                "{what}: P {:.3}  R {:.3}  F1 {:.3}",
                score.precision(),
                score.recall(),
                score.f1()
            );
        }
        println!("{}", all_amiss.join("\n"));
    }
    assert!(whole.f1() >= MIN_F1, "F1 {:.3}", whole.f1());
    assert!(all_amiss.is_empty(), "{all_amiss:#?}");
}
