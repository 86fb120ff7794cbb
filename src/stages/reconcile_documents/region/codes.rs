//! Whose programs a document lists: its codes beside those of the documents around it. Comes in: tables. Goes out:
//! whether a document's codes are those of its folder and not those of the agency that its title names. Never decides
//! by a few codes, nor where both have them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::agencies::folder;
use crate::model::document::SourceFile;
use crate::model::record::RecordSet;

/// The codes of each document.
pub(super) struct Codes<'a> {
    records: &'a [Arc<RecordSet>],
    files: &'a [SourceFile],
    by_document: OnceCell<BTreeMap<&'a str, BTreeSet<&'a [u32]>>>,
}

/// Fewest codes that say whose a document is.
const MIN_CODES: usize = 4;
/// Parts of a code, urusan's first part apart, from which on it is a kegiatan's.
const MIN_PARTS: usize = 4;
/// Most codes of accounts begin with this number, and none of a program.
const SPENDING: u32 = 5;

impl<'a> Codes<'a> {
    pub(super) fn of(records: &'a [Arc<RecordSet>], files: &'a [SourceFile]) -> Self {
        Self {
            records,
            files,
            by_document: OnceCell::new(),
        }
    }

    fn of_document(&self, path: &str) -> Option<&BTreeSet<&'a [u32]>> {
        let by_document = self.by_document.get_or_init(|| {
            let mut codes: BTreeMap<&str, BTreeSet<&[u32]>> = BTreeMap::new();
            for set in self.records {
                let own = codes.entry(&set.on.file).or_default();
                let keys = set.lines.iter().map(|line| line.key.as_slice());
                own.extend(
                    keys.filter(|key| key.len() >= MIN_PARTS && key.first() != Some(&SPENDING)),
                );
            }
            codes
        });
        by_document.get(path)
    }

    /// Whether nearly all codes of a file stand in other documents of its folder, and hardly any in those of the
    /// folder of another agency.
    pub(super) fn are_of_folder(
        &self,
        file: &SourceFile,
        by_folder: &BTreeMap<&str, usize>,
        other: usize,
    ) -> bool {
        let Some(own) = self.of_document(&file.path) else {
            return false;
        };
        let agency_of = |file: &SourceFile| folder(file).and_then(|name| by_folder.get(name));
        let home = agency_of(file);
        let mut at_home: BTreeSet<&[u32]> = BTreeSet::new();
        let mut elsewhere: BTreeSet<&[u32]> = BTreeSet::new();
        for near in self.files.iter().filter(|near| near.path != file.path) {
            let agency = agency_of(near);
            let codes = self.of_document(&near.path).into_iter().flatten();
            if agency.is_some() && agency == home {
                at_home.extend(codes);
            } else if agency == Some(&other) {
                elsewhere.extend(codes);
            }
        }
        let n_home = own.intersection(&at_home).count();
        let n_else = own.intersection(&elsewhere).count();
        own.len() >= MIN_CODES && n_home * 5 >= own.len() * 4 && n_else * 5 <= own.len()
    }
}
