//! An invented region whose agencies add, correct, spoil, rename and withdraw documents from night to
//! night, by a seed; and what a ledger should say about each night.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::chance::Chance;

/// A number below a bound.
pub(super) fn below(chance: &mut Chance, bound: u64) -> u64 {
    let most = i64::try_from(bound).expect("a small bound") - 1;
    u64::try_from(chance.within(0, most)).expect("no less than nothing")
}

/// A document: rows of activities with ceiling and spending, and their total.
#[derive(Clone)]
struct Document {
    folder: String,
    name: String,
    rows: Vec<(String, u64, u64)>,
    /// Which of the totals are wrong: of the ceilings, of the spending.
    wrong: [bool; 2],
    is_there: bool,
}

impl Document {
    fn path(&self) -> String {
        format!("{}/{}.csv", self.folder, self.name)
    }

    fn text(&self) -> String {
        let mut text = "No;Uraian Kegiatan;Pagu (Rp);Realisasi (Rp)\n".to_owned();
        let mut totals = [0, 0];
        for (idx, (name, ceiling, spent)) in self.rows.iter().enumerate() {
            totals[0] += ceiling;
            totals[1] += spent;
            text.push_str(&format!("{};{name};{ceiling};{spent}\n", idx + 1));
        }
        for (total, wrong) in totals.iter_mut().zip(self.wrong) {
            if wrong {
                *total += 1_000_000;
            }
        }
        text.push_str(&format!(";Jumlah;{};{}\n", totals[0], totals[1]));
        text
    }
}

/// What a night should bring.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Expected {
    pub(super) new: usize,
    pub(super) known: usize,
    pub(super) reopened: usize,
    pub(super) fixed: usize,
    pub(super) withdrawn: usize,
}

/// The region.
pub(super) struct Region {
    chance: Chance,
    documents: Vec<Document>,
    n_made: usize,
    n_named: usize,
    open: BTreeSet<(usize, usize)>,
    seen: BTreeSet<(usize, usize)>,
}

impl Region {
    pub(super) fn new(seed: u64, n_documents: usize) -> Self {
        let mut region = Self {
            chance: Chance::new(seed),
            documents: Vec::new(),
            n_made: 0,
            n_named: 0,
            open: BTreeSet::new(),
            seen: BTreeSet::new(),
        };
        for _ in 0..n_documents {
            region.add();
        }
        region
    }

    fn add(&mut self) {
        let number = self.n_made;
        self.n_made += 1;
        let rows = (0..8 + below(&mut self.chance, 4))
            .map(|row| {
                let ceiling = (1 + below(&mut self.chance, 90_000)) * 1_000;
                let spent = ceiling - below(&mut self.chance, ceiling / 1_000) * 1_000;
                (format!("Kegiatan {number}-{row} Contoh"), ceiling, spent)
            })
            .collect();
        let document = Document {
            folder: format!("Dinas Contoh {}", number % 4 + 1),
            name: format!("Realisasi {number}"),
            rows,
            wrong: [
                below(&mut self.chance, 3) == 0,
                below(&mut self.chance, 4) == 0,
            ],
            is_there: true,
        };
        self.documents.push(document);
    }

    /// Lets a night's worth of things happen.
    pub(super) fn happen(&mut self) {
        for _ in 0..3 {
            let idx =
                usize::try_from(below(&mut self.chance, self.documents.len() as u64)).unwrap();
            let (what, which) = (below(&mut self.chance, 9), below(&mut self.chance, 2));
            let fresh = below(&mut self.chance, 50_000) * 1_000 + 1_000;
            let Some(document) = self.documents.get_mut(idx) else {
                continue;
            };
            match what {
                0 | 1 => document.wrong[usize::try_from(which).unwrap()] ^= true,
                2 => document.is_there ^= true,
                3 => self.add(),
                // A row put in above all others moves every cell.
                4 => {
                    let name = format!("Kegiatan Sisipan {fresh}");
                    document.rows.insert(0, (name, fresh, fresh / 2));
                }
                5 if document.is_there => {
                    self.n_named += 1;
                    document.name = format!("Realisasi (nama {})", self.n_named);
                }
                // Another name and a corrected figure in one go.
                6 if document.is_there => {
                    self.n_named += 1;
                    document.name = format!("Realisasi rev {}", self.n_named);
                    document.rows[0].1 += 7_000;
                }
                7 => document.rows[1].2 = fresh.min(document.rows[1].1),
                _ => {}
            }
        }
    }

    /// Writes the region as it is now, and nothing else.
    pub(super) fn write(&self, folder: &Path) {
        let _ = fs::remove_dir_all(folder);
        for document in self.documents.iter().filter(|document| document.is_there) {
            let path = folder.join(document.path());
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, document.text()).expect("a file");
        }
    }

    /// What a ledger should say of this night.
    pub(super) fn expect(&mut self) -> Expected {
        let mut expected = Expected::default();
        let mut state: BTreeMap<(usize, usize), (bool, bool)> = BTreeMap::new();
        for (idx, document) in self.documents.iter().enumerate() {
            for (which, wrong) in document.wrong.into_iter().enumerate() {
                state.insert((idx, which), (document.is_there, wrong));
            }
        }
        for (key, (is_there, wrong)) in state {
            let was_open = self.open.contains(&key);
            let is_open = is_there && wrong;
            match (was_open, is_open) {
                (true, true) => expected.known += 1,
                (false, true) if self.seen.contains(&key) => expected.reopened += 1,
                (false, true) => expected.new += 1,
                (true, false) if is_there => expected.fixed += 1,
                (true, false) => expected.withdrawn += 1,
                (false, false) => {}
            }
            if is_open {
                self.open.insert(key);
                self.seen.insert(key);
            } else {
                self.open.remove(&key);
            }
        }
        expected
    }
}
