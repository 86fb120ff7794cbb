//! Damaged codes made whole where the other codes of the table show what they were: a lost first
//! part, a lost zero, a run of digits, a date. Spelt codes in, codes out; never guesses where the
//! other codes are silent.

use std::collections::BTreeMap;

use super::forest::Forest;
use super::runs;
use super::spelling::Code;
use super::written::Written;
use crate::model::code::AccountCode;

/// First parts that are tried for a code that lost its own.
const MAX_HEADS: usize = 8;

/// The codes of a table, mended.
pub(super) struct Mended {
    /// Per line its code.
    pub(super) codes: Vec<Option<AccountCode>>,
    /// Lines whose code was not whole, in order.
    pub(super) damaged: Vec<usize>,
    /// Lines whose code lost a zero at its end, in order.
    pub(super) zero_lost: Vec<usize>,
    /// All codes by their beginnings.
    pub(super) forest: Forest,
}

/// Makes the codes of a table whole; `is_account` says which widths runs of digits have, `may_run`
/// whether all of them may be such runs.
pub(super) fn mend(written: &[Option<Written>], is_account: bool, may_run: bool) -> Mended {
    let spelt: Vec<Option<&Code>> = written
        .iter()
        .map(|written| written.as_ref().map(|written| &written.spelt.code))
        .collect();
    let mut codes: Vec<Option<AccountCode>> = match may_run
        .then(|| runs::split_all(&spelt, is_account))
        .flatten()
    {
        Some(codes) => codes,
        None => spelt
            .iter()
            .map(|code| match code {
                Some(Code::Parts(code)) => Some(code.clone()),
                _ => None,
            })
            .collect(),
    };
    strip_zeros(&mut codes);
    let mut forest = Forest::new();
    for code in codes.iter().flatten() {
        forest.add(&code.parts);
    }
    let mut mended = Mended {
        codes,
        damaged: Vec::new(),
        zero_lost: Vec::new(),
        forest,
    };
    mended.place_strangers(&spelt, is_account);
    mended.restore_zeros();
    mended.restore_first_parts();
    mended.fill_blanks(written);
    mended
}

/// Where nearly all codes are padded with zeros to one width, the zeros are no parts.
fn strip_zeros(codes: &mut [Option<AccountCode>]) {
    let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
    for code in codes.iter().flatten() {
        *lengths.entry(code.parts.len()).or_default() += 1;
    }
    let n_codes: usize = lengths.values().sum();
    let Some((&width, &n_wide)) = lengths.iter().max_by_key(|(_, count)| **count) else {
        return;
    };
    let ends_in_zero =
        |code: &AccountCode| code.parts.len() == width && code.parts.last() == Some(&0);
    let n_padded = codes
        .iter()
        .flatten()
        .filter(|code| ends_in_zero(code))
        .count();
    if width < 3 || n_wide * 10 < n_codes * 9 || n_padded == 0 || n_padded == n_wide {
        return;
    }
    for code in codes.iter_mut().flatten().filter(|code| ends_in_zero(code)) {
        let len = code
            .parts
            .iter()
            .rposition(|part| *part > 0)
            .map_or(1, |idx| idx + 1);
        *code = code.cut(len);
    }
}

impl Mended {
    fn replace(&mut self, line: usize, code: AccountCode) {
        if let Some(slot) = self.codes.get_mut(line) {
            if let Some(old) = slot {
                self.forest.remove(&old.parts);
            }
            self.forest.add(&code.parts);
            *slot = Some(code);
        }
    }

    /// Dates and single runs of digits among ordinary codes: what they were, where the table has the
    /// code above or a code below it.
    fn place_strangers(&mut self, spelt: &[Option<&Code>], is_account: bool) {
        for (line, code) in spelt.iter().enumerate() {
            let candidates = match code {
                Some(Code::Date(candidates)) => candidates.clone(),
                Some(Code::Runs(runs)) if self.codes.get(line).is_some_and(Option::is_none) => {
                    runs::split_one(runs, is_account)
                }
                _ => continue,
            };
            let fits = |code: &&AccountCode| {
                let has_parent = self.forest.linked(&code.parts) + 2 >= code.parts.len()
                    && self.forest.linked(&code.parts) > 0;
                has_parent || self.forest.n_below(&code.parts) > 0
            };
            let both = |code: &&AccountCode| fits(code) && self.forest.n_below(&code.parts) > 0;
            let found = candidates
                .iter()
                .find(both)
                .or_else(|| candidates.iter().find(fits));
            if let Some(code) = found.cloned() {
                self.replace(line, code);
                self.damaged.push(line);
            }
        }
    }

    /// A code of two parts that a spreadsheet took for a number: 2.10 became 2.1. The codes below it
    /// show it.
    fn restore_zeros(&mut self) {
        for line in 0..self.codes.len() {
            let Some(Some(code)) = self.codes.get(line) else {
                continue;
            };
            let (Some(last), Some(text)) = (code.parts.last(), code.written_parts().next_back())
            else {
                continue;
            };
            if !(1..=9).contains(last) || text.len() != 1 || code.parts.len() != 2 {
                continue;
            }
            let Some(first) = code.written_parts().next() else {
                continue;
            };
            let Some(whole) =
                AccountCode::of_parts(&[first, format!("{text}0").as_str()], code.first_lost)
            else {
                continue;
            };
            let is_lost = self.forest.n_below(&code.parts) == 0
                && self.forest.n_at(&whole.parts) == 0
                && self.forest.n_below(&whole.parts) > 0;
            if is_lost {
                self.replace(line, whole);
                self.zero_lost.push(line);
            }
        }
    }

    /// Puts back a first part that was lost, where the codes above or around show it.
    fn restore_first_parts(&mut self) {
        let heads = self.heads();
        let usual_width = self.usual_width();
        let mut above: Option<usize> = None;
        for line in 0..self.codes.len() {
            let Some(Some(code)) = self.codes.get(line) else {
                continue;
            };
            let code_above = above.and_then(|above| self.codes.get(above)?.as_ref());
            let whole =
                continues(code, code_above).or_else(|| self.with_head(code, &heads, usual_width));
            if let Some(whole) = whole {
                self.replace(line, whole);
                self.damaged.push(line);
            }
            above = Some(line);
        }
        self.damaged.sort_unstable();
        self.damaged.dedup();
    }

    /// The first parts that codes begin with, as written, the commonest first.
    fn heads(&self) -> Vec<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for code in self.codes.iter().flatten() {
            if let Some(first) = code.written_parts().next() {
                *counts.entry(first).or_default() += 1;
            }
        }
        let mut heads: Vec<(usize, &str)> = counts
            .into_iter()
            .map(|(head, count)| (count, head))
            .collect();
        heads.sort_by(|a, b| b.cmp(a));
        heads
            .into_iter()
            .take(MAX_HEADS)
            .map(|(_, head)| head.to_owned())
            .collect()
    }

    /// The width that most first parts are written with.
    fn usual_width(&self) -> usize {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for first in self
            .codes
            .iter()
            .flatten()
            .filter_map(|code| code.written_parts().next())
        {
            *counts.entry(first.len()).or_default() += 1;
        }
        counts
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .map_or(1, |(width, _)| width)
    }

    /// The code with a first part by which it stands under a heading of the table.
    fn with_head(
        &self,
        code: &AccountCode,
        heads: &[String],
        usual_width: usize,
    ) -> Option<AccountCode> {
        let looks_lost = code.first_lost
            || (usual_width == 1
                && code
                    .written_parts()
                    .next()
                    .is_some_and(|first| first.len() > 1));
        if !looks_lost || self.forest.n_below(&code.parts) > 0 && !code.first_lost {
            return None;
        }
        let as_it_is = self.forest.linked(&code.parts);
        heads
            .iter()
            .map(|head| code.with_first(head))
            .filter(|whole| {
                let linked = self.forest.linked(&whole.parts);
                linked > as_it_is + 1
                    || (linked > 1 && linked + 2 >= whole.parts.len() && as_it_is == 0)
            })
            .max_by_key(|whole| self.forest.linked(&whole.parts))
    }

    /// A row without a code above rows whose heading is not there is that heading.
    fn fill_blanks(&mut self, written: &[Option<Written>]) {
        let usual = self.usual_links();
        for line in 0..self.codes.len() {
            let is_blank = written.get(line).is_some_and(Option::is_none);
            let (true, Some(Some(next))) = (is_blank, self.codes.get(line + 1)) else {
                continue;
            };
            let Some(&len) = usual.get(&next.parts.len()) else {
                continue;
            };
            let missing = next.cut(len);
            let parent = self.forest.linked(&missing.parts);
            if len > 1 && parent > 0 && self.forest.n_at(&missing.parts) == 0 {
                self.replace(line, missing);
                self.damaged.push(line);
            }
        }
        self.damaged.sort_unstable();
    }

    /// Per length of codes the length that the heading above most of them has.
    pub(super) fn usual_links(&self) -> BTreeMap<usize, usize> {
        let mut counts: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
        for code in self.codes.iter().flatten() {
            let linked = self.forest.linked(&code.parts);
            *counts
                .entry(code.parts.len())
                .or_default()
                .entry(linked)
                .or_default() += 1;
        }
        counts
            .into_iter()
            .filter_map(|(len, links)| {
                let all: usize = links.values().sum();
                let (&linked, &n) = links.iter().max_by_key(|(_, count)| **count)?;
                (linked > 0 && n * 2 >= all).then_some((len, linked))
            })
            .collect()
    }
}

/// The code with the first part of the one above, where the parts behind it go on from there.
fn continues(code: &AccountCode, above: Option<&AccountCode>) -> Option<AccountCode> {
    let above = above.filter(|above| above.parts.len() >= 3)?;
    let lost = code.first_lost || code.parts.first() != above.parts.first();
    let fits = above.parts.get(1) == code.parts.first() && above.parts.get(2) == code.parts.get(1);
    // A dot too many before a whole code takes nothing away.
    let is_whole = code.parts.get(..2) == above.parts.get(..2);
    (lost && fits && !is_whole)
        .then(|| Some(code.with_first(above.written_parts().next()?)))
        .flatten()
}
