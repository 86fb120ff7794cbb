//! Parents of coded rows: by code, and where code and place disagree or a row has no code, by the
//! parent that makes more sums hold. What most rows of one sort show holds for all of that sort, so
//! that one wrong sum does not change the tree. Codes and sums in, parents out.

use std::collections::BTreeMap;

use super::APART;
use super::forest::{Forest, Knot};
use super::items::Items;
use super::sums::{Ledger, Sums};
use crate::model::code::AccountCode;

/// Codes of headings that may stand twice, on an urusan and on its bidang, have at most this many
/// parts.
const HEADING_PARTS: usize = 2;
/// Parts of an organisation's code.
const ORGANISATION_PARTS: usize = 8;
/// Digits of the last part of an organisation's code.
const ORGANISATION_END: usize = 4;

/// Accounts of which it is not believed that all are wrong.
const MANY_ACCOUNTS: usize = 3;

/// Parents of all lines.
pub(super) struct Planted {
    pub(super) parents: Vec<Option<usize>>,
    /// Lines that stand where their code does not say, by the sums.
    pub(super) misplaced: Vec<usize>,
}

/// Rows whose parent is open: chosen together, since one reason speaks for all of them.
struct Open {
    sort: Sort,
    lines: Vec<usize>,
    other: Option<usize>,
}

/// Why a parent is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    /// The same code on a heading and on the row below it: inside it, or beside it.
    Twin,
    /// Another parent by place than by code.
    Misplaced,
    /// Another nomenclature below a row, such as accounts below a sub kegiatan.
    Foreign(u32),
    /// Below an organisation, though code and organisation share their heading.
    Organisation,
    /// Rows without a code below a coded one: its details.
    Detail,
    /// Rows below a first row that says nothing but the sum of all.
    Lead,
}

impl Sort {
    /// Whether what holds for most of the sort holds for all.
    fn is_ruled_by_most(self) -> bool {
        matches!(self, Self::Foreign(_) | Self::Organisation | Self::Detail)
    }
}

/// What is known of the lines without a code.
pub(super) struct Blanks {
    /// What their columns say.
    pub(super) items: Items,
    /// Per line whether it belongs to no sum.
    pub(super) is_remark: Vec<bool>,
}

/// Plants the tree.
pub(super) fn plant(
    codes: &[Option<AccountCode>],
    forest: &Forest,
    sums: &Sums,
    blanks: &Blanks,
) -> Planted {
    let mut planter = Planter::new(codes, forest);
    for line in 0..codes.len() {
        if blanks.is_remark.get(line) == Some(&true) {
            planter.leave_apart();
        } else if let Some(&Some(head)) = blanks.items.heads.get(line) {
            planter.parents.push(Some(head));
        } else {
            planter.add(line);
        }
    }
    planter.lead();
    let Planter {
        mut parents,
        open,
        paths,
        ..
    } = planter;
    let misplaced = if sums.is_empty() {
        Vec::new()
    } else {
        let mut ledger = sums.ledger(&parents);
        let moved = decide(&mut ledger, &mut parents, &open, blanks.items.are_settled);
        place_blanks(&mut ledger, &mut parents, &paths);
        moved
    };
    Planted { parents, misplaced }
}

struct Planter<'a> {
    codes: &'a [Option<AccountCode>],
    forest: &'a Forest,
    /// Per knot of the forest the last line that bears its code.
    latest: Vec<Option<usize>>,
    parents: Vec<Option<usize>>,
    open: Vec<Open>,
    /// The lines on the way from the root to the row above.
    path: Vec<usize>,
    /// Per line without a code the path above it.
    paths: Vec<(usize, Vec<usize>)>,
    /// Last coded line, and the last one whose first part is another than its.
    last: Option<usize>,
    before_family: Option<usize>,
}

impl<'a> Planter<'a> {
    fn new(codes: &'a [Option<AccountCode>], forest: &'a Forest) -> Self {
        Self {
            codes,
            forest,
            latest: vec![None; forest.len()],
            parents: Vec::with_capacity(codes.len()),
            open: Vec::new(),
            path: Vec::new(),
            paths: Vec::new(),
            last: None,
            before_family: None,
        }
    }

    fn code(&self, line: usize) -> Option<&'a AccountCode> {
        self.codes.get(line).and_then(Option::as_ref)
    }

    /// How deep a code stands: an organisation between bidang and program.
    fn rank(&self, line: usize) -> usize {
        self.code(line).map_or(0, rank)
    }

    fn leave_apart(&mut self) {
        self.parents.push(Some(APART));
    }

    fn open(&mut self, sort: Sort, line: usize, other: Option<usize>) {
        let parent = self.parents.last().copied().flatten();
        if let Some(last) = self.open.last_mut()
            && last.sort == sort
            && last.other == other
            && sort != Sort::Twin
            && last
                .lines
                .first()
                .and_then(|first| self.parents.get(*first))
                .copied()
                .flatten()
                == parent
        {
            last.lines.push(line);
            return;
        }
        self.open.push(Open {
            sort,
            lines: vec![line],
            other,
        });
    }

    fn add(&mut self, line: usize) {
        let Some(code) = self.code(line) else {
            return self.add_blank(line);
        };
        if let Some(last) = self.last
            && self.code(last).and_then(|code| code.parts.first()) != code.parts.first()
        {
            self.before_family = Some(last);
        }
        let knots: Vec<Knot> = self.forest.walk(&code.parts).collect();
        let by_code = self.by_code(&knots);
        let rank = rank(code);
        let on_path = self.path.iter().rev().copied();
        let by_place = on_path.clone().find(|&line| self.rank(line) < rank);
        let twin = knots
            .last()
            .and_then(|knot| self.latest.get(*knot))
            .copied()
            .flatten();
        let is_below_twin = twin.is_some() && twin == self.last;
        let organisation = self.path.iter().rev().copied().find(|&above| {
            self.code(above).is_some_and(is_organisation) && self.rank(above) < rank
        });
        let foreign = self
            .before_family
            .filter(|&before| by_code.is_none_or(|parent| parent < before));
        if is_below_twin && code.parts.len() <= HEADING_PARTS {
            self.parents.push(twin);
            let beside = twin
                .and_then(|twin| self.parents.get(twin))
                .copied()
                .flatten();
            self.open(Sort::Twin, line, beside);
        } else {
            self.parents.push(by_code);
            if twin.is_some() && code.parts.len() <= HEADING_PARTS {
                self.open(Sort::Twin, line, twin);
            } else if let Some(organisation) = organisation
                && by_code.is_some_and(|parent| parent < organisation)
            {
                self.open(Sort::Organisation, line, Some(organisation));
            } else if let Some(foreign) = foreign {
                let family = code.parts.first().copied().unwrap_or_default();
                self.open(Sort::Foreign(family), line, Some(foreign));
            } else if by_place != by_code
                && by_place.is_some()
                && (twin.is_some() || by_code.is_some())
            {
                self.open(Sort::Misplaced, line, by_place);
            }
        }
        let parent = self.parents.last().copied().flatten();
        while self
            .path
            .last()
            .is_some_and(|&above| self.rank(above) >= rank && Some(above) != parent)
        {
            self.path.pop();
        }
        self.path.push(line);
        if let Some(slot) = knots.last().and_then(|knot| self.latest.get_mut(*knot)) {
            *slot = Some(line);
        }
        self.last = Some(line);
    }

    /// The nearest heading by code; one above a heading that was met again is forgotten.
    fn by_code(&self, knots: &[Knot]) -> Option<usize> {
        let (_, above) = knots.split_last()?;
        let mut found: Option<usize> = None;
        for knot in above {
            let line = self.latest.get(*knot).copied().flatten();
            if line > found {
                found = line;
            }
        }
        found
    }

    /// A row without a code belongs to no sum, unless the sums say that it is a detail of the coded
    /// row above, or one of its kind.
    fn add_blank(&mut self, line: usize) {
        self.parents.push(Some(APART));
        if let Some(last) = self.last {
            self.open(Sort::Detail, line, Some(last));
            self.paths.push((line, self.path.clone()));
        }
    }

    /// A first row without a code may be the sum of all roots below it; so may a first root that
    /// nothing stands under.
    fn lead(&mut self) {
        let first = 0;
        let has_children = self.parents.contains(&Some(first));
        if has_children || self.parents.len() < 2 {
            return;
        }
        let roots = self.parents.iter().enumerate().skip(1);
        let lines: Vec<usize> = roots
            .filter(|(_, parent)| parent.is_none())
            .map(|(line, _)| line)
            .collect();
        if !lines.is_empty() {
            self.open.push(Open {
                sort: Sort::Lead,
                lines,
                other: Some(first),
            });
        }
    }
}

fn rank(code: &AccountCode) -> usize {
    if is_organisation(code) {
        HEADING_PARTS * 2 + 1
    } else {
        code.parts.len() * 2
    }
}

fn is_organisation(code: &AccountCode) -> bool {
    code.parts.len() == ORGANISATION_PARTS
        && code
            .written_parts()
            .next_back()
            .is_some_and(|last| last.len() == ORGANISATION_END)
}

/// Tries the other parent of each open group and keeps the one with which more sums hold; gives the
/// lines that stand elsewhere than their codes say.
fn decide(
    ledger: &mut Ledger<'_>,
    parents: &mut [Option<usize>],
    open: &[Open],
    are_items: bool,
) -> Vec<usize> {
    let mut votes: BTreeMap<Sort, (usize, usize)> = BTreeMap::new();
    let mut moved = Vec::new();
    let mut stayed = Vec::new();
    for open in open {
        let is_moved = try_open(ledger, parents, open)
            || (open.sort == Sort::Misplaced && try_each(ledger, parents, open, &mut moved));
        let (for_it, all) = votes.entry(open.sort).or_default();
        *all += 1;
        if is_moved {
            *for_it += 1;
            if open.sort == Sort::Misplaced {
                moved.extend(&open.lines);
            }
        } else {
            stayed.push(open);
        }
    }
    for open in stayed {
        let (for_it, all) = votes.get(&open.sort).copied().unwrap_or_default();
        // Where as many hold as fail, those that hold do not do so by chance. What the columns say is
        // believed of few, and of many where one holds.
        let is_said = are_items && open.sort == Sort::Detail && (for_it > 0 || all < MANY_ACCOUNTS);
        let is_ruled = open.sort.is_ruled_by_most() && for_it > 0 && for_it * 2 >= all;
        if is_said || is_ruled {
            for &line in &open.lines {
                ledger.put(parents, line, open.other);
            }
        }
    }
    moved.sort_unstable();
    moved.dedup();
    moved
}

/// Tries the other parent of one group. A first row that stood apart is a root when all stand below it.
fn try_open(ledger: &mut Ledger<'_>, parents: &mut [Option<usize>], open: &Open) -> bool {
    let stood_apart = open
        .other
        .filter(|&other| open.sort == Sort::Lead && parents.get(other) == Some(&Some(APART)));
    if let Some(other) = stood_apart {
        ledger.put(parents, other, None);
    }
    let is_moved = ledger.try_move(parents, &open.lines, open.other);
    if let Some(other) = stood_apart.filter(|_| !is_moved) {
        ledger.put(parents, other, Some(APART));
    }
    is_moved
}

/// A group of which only some rows stand elsewhere.
fn try_each(
    ledger: &mut Ledger<'_>,
    parents: &mut [Option<usize>],
    open: &Open,
    moved: &mut Vec<usize>,
) -> bool {
    if open.lines.len() > 1 {
        for line in &open.lines {
            if ledger.try_move(parents, &[*line], open.other) {
                moved.push(*line);
            }
        }
    }
    false
}

/// A row without a code that is no detail: under one of the headings above it, if its sum then holds.
fn place_blanks(
    ledger: &mut Ledger<'_>,
    parents: &mut [Option<usize>],
    paths: &[(usize, Vec<usize>)],
) {
    for (line, path) in paths {
        if parents.get(*line).copied().flatten() != Some(APART) {
            continue;
        }
        let found = path
            .iter()
            .rev()
            .any(|&above| ledger.try_move(parents, &[*line], Some(above)));
        if !found && !path.is_empty() {
            ledger.try_move(parents, &[*line], None);
        }
    }
}
