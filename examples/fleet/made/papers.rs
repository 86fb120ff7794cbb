//! The documents of one agency as figures: what each states, before it is laid out on a sheet.

use super::File;
use super::agencies::Agency;
use super::chance::Chance;
use super::sheets::{self, Look};
use super::slips::Slip;
use super::tree::{self, Node, is_leaf};

/// All documents of one agency.
pub(super) struct Dossier {
    pub(super) agency: Agency,
    pub(super) papers: Vec<Paper>,
    /// Ceiling and spending of the year, before any fault.
    pub(super) year: [i64; 2],
    /// By how much the recap is wrong about its spending.
    pub(super) recap_off: i64,
}

/// One document.
#[derive(Clone)]
pub(super) struct Paper {
    /// The agency that its title names.
    pub(super) agency: Agency,
    /// The folder it lies in.
    pub(super) folder: String,
    /// The name of its file, without ending.
    pub(super) stem: String,
    pub(super) nodes: Vec<Node>,
    pub(super) content: Content,
    pub(super) look: Look,
    /// What is typed wrong in it.
    pub(super) slips: Vec<Slip>,
}

/// What a document states on each leaf; headings add up.
#[derive(Clone)]
pub(super) enum Content {
    Renja {
        pagu: Vec<i64>,
    },
    Dpa {
        operasi: Vec<i64>,
        modal: Vec<i64>,
    },
    /// Before and after, under the title of a shift or of a changed budget.
    Change {
        is_shift: bool,
        before: Vec<i64>,
        after: Vec<i64>,
    },
    /// Ceiling, spent before, spent this month; month 12 without a month is the year's report.
    Report {
        month: usize,
        pagu: Vec<i64>,
        before: Vec<i64>,
        this: Vec<i64>,
    },
    /// Ceiling and what was spent in one quarter alone.
    Quarter {
        nth: usize,
        pagu: Vec<i64>,
        this: Vec<i64>,
    },
    Roster {
        people: Vec<Person>,
    },
}

/// A person of a roster.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) nip: String,
    pub(super) rank: usize,
    pub(super) is_male: bool,
}

pub(super) const MONTHS: &[&str] = &[
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

pub(super) fn dossier(chance: &mut Chance, nth: usize, agency: &Agency, size: usize) -> Dossier {
    let nodes = tree::tree(chance, nth, size);
    let amounts = |chance: &mut Chance, least: i64, most: i64| -> Vec<i64> {
        (0..nodes.len())
            .map(|idx| {
                if is_leaf(&nodes, idx) {
                    chance.within(least, most) * 1000 + chance.within(0, 9) * 100
                } else {
                    0
                }
            })
            .collect()
    };
    let operasi = amounts(chance, 40_000, 900_000);
    let modal: Vec<i64> = amounts(chance, 10_000, 300_000)
        .into_iter()
        .map(|amount| if chance.percent(50) { amount } else { 0 })
        .collect();
    let dpa: Vec<i64> = operasi.iter().zip(&modal).map(|(a, b)| a + b).collect();
    // A plan is changed in a few places before it becomes the budget, in some agencies.
    let mut plan = dpa.clone();
    if chance.percent(15) {
        let idx = leaf(chance, &nodes);
        plan[idx] += 5_000_000;
    }
    let shifted = shifted(chance, &nodes, &dpa);
    let has_shift = chance.percent(40);
    let before_change = [&dpa, &shifted][usize::from(has_shift)].clone();
    let changed: Vec<i64> = before_change
        .iter()
        .enumerate()
        .map(|(idx, amount)| {
            if is_leaf(&nodes, idx) && chance.percent(60) {
                amount + chance.within(-9, 30) * 1_000_000 + 1_000
            } else {
                *amount
            }
        })
        .map(|amount| amount.max(0))
        .collect();
    let look = Look::by(chance);
    let paper = |stem: &str, content: Content| Paper {
        agency: agency.clone(),
        folder: agency.folder.clone(),
        stem: stem.to_owned(),
        nodes: nodes.clone(),
        content,
        look,
        slips: Vec::new(),
    };
    let mut papers = vec![paper("Renja 2023", Content::Renja { pagu: plan })];
    if chance.percent(20) {
        // An older version, superseded by its revision.
        let mut older = operasi.clone();
        let idx = leaf(chance, &nodes);
        older[idx] += 7_000_000;
        papers.push(paper(
            "DPA 2023",
            Content::Dpa {
                operasi: older,
                modal: modal.clone(),
            },
        ));
        papers.push(paper("DPA 2023 rev 1", Content::Dpa { operasi, modal }));
    } else {
        papers.push(paper("DPA 2023", Content::Dpa { operasi, modal }));
    }
    if has_shift {
        let content = Content::Change {
            is_shift: true,
            before: dpa.clone(),
            after: shifted,
        };
        papers.push(paper("Pergeseran 2023", content));
    }
    let content = Content::Change {
        is_shift: false,
        before: before_change,
        after: changed.clone(),
    };
    papers.push(paper("DPPA 2023", content));
    let reports = reports(chance, &nodes, &dpa, &changed, &paper);
    let year = reports
        .iter()
        .filter_map(year_of)
        .next_back()
        .unwrap_or_default();
    papers.extend(reports);
    papers.push(paper(
        "Nominatif Pegawai 2023",
        Content::Roster {
            people: people(chance, nth, size),
        },
    ));
    Dossier {
        agency: agency.clone(),
        papers,
        year,
        recap_off: 0,
    }
}

fn leaf(chance: &mut Chance, nodes: &[Node]) -> usize {
    let leaves: Vec<usize> = (0..nodes.len())
        .filter(|&idx| is_leaf(nodes, idx))
        .collect();
    leaves[chance.below(leaves.len())]
}

/// Ceiling and spending that a cumulative report states in all.
fn year_of(paper: &Paper) -> Option<[i64; 2]> {
    let Content::Report {
        pagu, before, this, ..
    } = &paper.content
    else {
        return None;
    };
    let total = |leaves: &[i64]| tree::total(&paper.nodes, leaves);
    Some([total(pagu), total(before) + total(this)])
}

/// The budget after a shift that comes to nothing.
fn shifted(chance: &mut Chance, nodes: &[Node], dpa: &[i64]) -> Vec<i64> {
    let mut after = dpa.to_vec();
    let (from, to) = (leaf(chance, nodes), leaf(chance, nodes));
    let amount = (after[from] / 4_000) * 1000;
    after[from] -= amount;
    after[to] += amount;
    after
}

/// The year's report, or the last months' before it too.
fn reports(
    chance: &mut Chance,
    nodes: &[Node],
    dpa: &[i64],
    changed: &[i64],
    paper: &impl Fn(&str, Content) -> Paper,
) -> Vec<Paper> {
    let mut reports = Vec::new();
    let n_monthly = [0, 0, 4][chance.below(3)];
    let least: Vec<i64> = dpa.iter().zip(changed).map(|(a, b)| *a.min(b)).collect();
    let mut spent: Vec<i64> = least.iter().map(|amount| amount / 2).collect();
    for month in 12 - n_monthly..=12 {
        let this: Vec<i64> = (0..nodes.len())
            .map(|idx| {
                if is_leaf(nodes, idx) {
                    (least[idx] - spent[idx]) / 3 + chance.within(0, 99)
                } else {
                    0
                }
            })
            .map(|amount: i64| amount.max(0))
            .collect();
        let this: Vec<i64> = (0..nodes.len())
            .map(|idx| this[idx].min((changed[idx] - spent[idx]).max(0)))
            .collect();
        let pagu = if month < 11 {
            dpa.to_vec()
        } else {
            changed.to_vec()
        };
        let stem = if month == 12 && n_monthly == 0 {
            "Realisasi 2023".to_owned()
        } else {
            format!("Realisasi {} 2023", MONTHS[month - 1])
        };
        let content = Content::Report {
            month: if n_monthly == 0 { 0 } else { month },
            pagu,
            before: spent.clone(),
            this: this.clone(),
        };
        reports.push(paper(&stem, content));
        for (spent, this) in spent.iter_mut().zip(&this) {
            *spent += this;
        }
    }
    if n_monthly == 0 && chance.percent(40) {
        reports.extend(quarters(chance, &spent, dpa, changed, paper));
        // The year's report comes last.
        reports.rotate_left(1);
    }
    reports
}

/// Four reports of single quarters that add up to the year's spending.
fn quarters(
    chance: &mut Chance,
    spent: &[i64],
    dpa: &[i64],
    changed: &[i64],
    paper: &impl Fn(&str, Content) -> Paper,
) -> Vec<Paper> {
    let mut rest = spent.to_vec();
    (1..=4)
        .map(|nth: usize| {
            let this: Vec<i64> = rest
                .iter()
                .map(|rest| {
                    if nth == 4 {
                        *rest
                    } else {
                        rest * chance.within(10, 45) / 100
                    }
                })
                .collect();
            for (rest, this) in rest.iter_mut().zip(&this) {
                *rest -= this;
            }
            let pagu = if nth < 4 { dpa } else { changed }.to_vec();
            let content = Content::Quarter { nth, pagu, this };
            paper(&format!("Realisasi Triwulan {nth} 2023"), content)
        })
        .collect()
}

fn people(chance: &mut Chance, agency: usize, size: usize) -> Vec<Person> {
    (0..(5 + chance.below(4)) * size)
        .map(|nth| {
            let is_male = chance.percent(50);
            let (year, month, day) = (
                chance.within(1968, 1994),
                chance.within(1, 12),
                chance.within(1, 28),
            );
            let appointed = year + chance.within(22, 28);
            let serial = agency * 10 * size + nth + 1;
            let sex = if is_male { 1 } else { 2 };
            Person {
                name: format!("Pegawai Contoh {serial}"),
                nip: format!(
                    "{year}{month:02}{day:02}{appointed}{:02}{sex}{:03}",
                    chance.within(1, 12),
                    serial % 999 + 1
                ),
                rank: chance.below(sheets::RANKS.len()),
                is_male,
            }
        })
        .collect()
}

impl Paper {
    /// Whether it has a row of totals.
    pub(super) fn look_has_total(&self) -> bool {
        self.look.has_total
    }

    /// The path of its file.
    pub(super) fn path(&self) -> String {
        format!("{}/{}.{}", self.folder, self.stem, self.look.ending())
    }
}

impl Dossier {
    pub(super) fn files(&self) -> Vec<File> {
        let file = |paper: &Paper| File {
            path: paper.path(),
            bytes: sheets::bytes(paper),
        };
        self.papers.iter().map(file).collect()
    }
}
