//! Slips of the hand and of formulas, typed into single cells of documents that are right otherwise: one a
//! document, so that each is told by itself, and of every cause that such documents can show.

use super::Fault;
use super::chance::Chance;
use super::formula_slips;
use super::papers::{Content, Dossier, Paper};
use super::sheets::{self, Datum};
use super::tree::{Node, is_leaf};

/// What is typed instead of what belongs there.
#[derive(Clone)]
pub(super) enum Slip {
    /// Another content of a cell: its line (behind the last one: the total), its column.
    Cell(usize, usize, Datum),
    /// A line that is left out.
    Dropped(usize),
}

/// A slip with the cell that tells it and the rules that may.
pub(super) struct Made {
    pub(super) slips: Vec<Slip>,
    pub(super) cell: (usize, usize),
    pub(super) codes: &'static [&'static str],
    /// Causes that are as true.
    pub(super) also: &'static [&'static str],
}

type Make = fn(&mut Chance, &Paper) -> Option<Made>;

/// The causes in turn.
const CAUSES: &[(&str, Make)] = &[
    ("transposed-digits", transposed_digits),
    ("wrong-digit", wrong_digit),
    ("missing-digit", missing_digit),
    ("extra-digit", extra_digit),
    ("wrong-scale", wrong_scale),
    ("wrong-sign", wrong_sign),
    ("omitted-addend", omitted_addend),
    ("counted-twice", counted_twice),
    ("subtotal-counted-with-details", subtotal_with_details),
    ("mean-of-percentages", mean_of_percentages),
    ("missing-row", missing_row),
    ("rounding", rounding),
    ("stale-formula-cache", formula_slips::stale_cache),
    ("formula-range-too-short", formula_slips::range_too_short),
    ("formula-range-too-long", formula_slips::range_too_long),
    ("hard-coded-among-formulas", formula_slips::hard_coded),
    (
        "formula-differs-from-neighbours",
        formula_slips::other_formula,
    ),
    ("constant-in-formula", formula_slips::constant),
    ("number-as-text", formula_slips::number_as_text),
    ("circular-formula", formula_slips::circular),
];

/// Puts a slip of each cause into a document that has no other fault.
pub(super) fn put_in(
    chance: &mut Chance,
    dossiers: &mut [Dossier],
    faults: &[Fault],
) -> Vec<Fault> {
    let mut taken: Vec<String> = faults
        .iter()
        .flat_map(|fault| fault.documents.clone())
        .collect();
    let mut n_put = vec![0; dossiers.len()];
    let mut put = Vec::new();
    for (cause, make) in CAUSES {
        // The agency with the fewest slips that has a document for it.
        let mut order: Vec<usize> = (0..dossiers.len()).collect();
        order.sort_by_key(|&idx| (n_put[idx], idx));
        let found = order.into_iter().find_map(|idx| {
            let dossier = &dossiers[idx];
            let papers = dossier.papers.iter().enumerate();
            let mut free: Vec<(usize, &Paper)> = papers
                .filter(|(_, paper)| !taken.contains(&paper.path()))
                .collect();
            // What a revision takes the place of comes last.
            free.sort_by_key(|(_, paper)| {
                let revised = format!("{} rev 1.", paper.stem);
                let mut others = dossier.papers.iter();
                others.any(|other| other.path().contains(&revised))
            });
            let made = free.into_iter().find_map(|(at, paper)| {
                let paper = with_look(cause, paper);
                Some((at, make(chance, &paper)?, paper))
            });
            made.map(|made| (idx, made))
        });
        let Some((idx, (at, made, mut paper))) = found else {
            continue;
        };
        paper.slips = made.slips;
        let (line, col) = made.cell;
        taken.push(paper.path());
        n_put[idx] += 1;
        put.push(Fault {
            kind: "slip",
            agency: dossiers[idx].agency.name.clone(),
            documents: vec![paper.path()],
            codes: made.codes,
            causes: made
                .also
                .iter()
                .copied()
                .fold(vec![*cause], |mut causes, also| {
                    causes.push(also);
                    causes
                }),
            cell: Some(sheets::cell(&paper, line, col)),
        });
        dossiers[idx].papers[at] = paper;
    }
    put
}

/// The paper in a look that shows the cause: formulas need a workbook with numbers, totals a total.
fn with_look(cause: &str, paper: &Paper) -> Paper {
    let mut paper = paper.clone();
    let is_of_formulas = CAUSES.iter().position(|(known, _)| *known == cause)
        >= CAUSES
            .iter()
            .position(|(known, _)| *known == "stale-formula-cache");
    if is_of_formulas && matches!(paper.content, Content::Dpa { .. }) {
        paper.look = paper.look.with_formulas();
    }
    paper
}

/// The lines of a depth that have at least two lines under them.
pub(super) fn headings(paper: &Paper, depth: usize) -> Vec<usize> {
    let lines = 0..paper.nodes.len();
    lines
        .filter(|&idx| paper.nodes[idx].depth == depth && children(&paper.nodes, idx).len() > 1)
        .collect()
}

pub(super) fn children(nodes: &[Node], idx: usize) -> Vec<usize> {
    let depth = nodes[idx].depth;
    let below = (idx + 1..nodes.len()).take_while(|&child| nodes[child].depth > depth);
    below
        .filter(|&child| nodes[child].depth == depth + 1)
        .collect()
}

fn leaves(paper: &Paper) -> Vec<usize> {
    let lines = 0..paper.nodes.len();
    lines.filter(|&idx| is_leaf(&paper.nodes, idx)).collect()
}

pub(super) fn pick(chance: &mut Chance, lines: &[usize]) -> Option<usize> {
    (!lines.is_empty()).then(|| lines[chance.below(lines.len())])
}

/// The column of the `nth` figure, and the figures of its lines.
pub(super) fn figures(paper: &Paper, nth: usize) -> (usize, Vec<i64>) {
    (
        sheets::column(paper, nth),
        sheets::columns(paper)[nth].clone(),
    )
}

/// A wrong number in one cell.
fn number(line: usize, col: usize, number: i64, codes: &'static [&'static str]) -> Made {
    Made {
        slips: vec![Slip::Cell(line, col, Datum::Number(number))],
        cell: (line, col),
        codes,
        also: &[],
    }
}

/// The wrong figure of a heading, made of its digits.
fn heading(
    chance: &mut Chance,
    paper: &Paper,
    (nth, depth): (usize, usize),
    wrong: fn(&str) -> Option<String>,
) -> Option<Made> {
    let (col, figures) = figures(paper, nth);
    let line = pick(chance, &headings(paper, depth))?;
    let written = wrong(&figures[line].to_string())?;
    let typed: i64 = written.parse().ok()?;
    let codes = &["A101", "A103", "A105", "C101"];
    (typed != figures[line]).then(|| number(line, col, typed, codes))
}

fn is_changed_budget(paper: &Paper) -> bool {
    matches!(
        paper.content,
        Content::Change {
            is_shift: false,
            ..
        }
    )
}

fn is_report(paper: &Paper) -> bool {
    matches!(paper.content, Content::Report { .. })
}

fn transposed_digits(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    if !is_changed_budget(paper) {
        return None;
    }
    heading(chance, paper, (1, 1), |digits| {
        let mut digits: Vec<char> = digits.chars().collect();
        let at = (1..digits.len() - 1).find(|&at| digits[at] != digits[at + 1])?;
        digits.swap(at, at + 1);
        Some(digits.into_iter().collect())
    })
}

fn wrong_digit(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    if !matches!(paper.content, Content::Renja { .. }) {
        return None;
    }
    heading(chance, paper, (0, 1), |digits| {
        let mut digits: Vec<char> = digits.chars().collect();
        let third = digits.get_mut(2)?;
        let digit = third.to_digit(10)?;
        *third = char::from_digit((digit + 4) % 10, 10)?;
        Some(digits.into_iter().collect())
    })
}

fn missing_digit(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    if !is_report(paper) {
        return None;
    }
    heading(chance, paper, (3, 1), |digits| {
        let mut digits = digits.to_owned();
        digits.remove(4.min(digits.len() - 1));
        Some(digits)
    })
}

fn extra_digit(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    if !is_changed_budget(paper) {
        return None;
    }
    heading(chance, paper, (1, 1), |digits| {
        let mut digits = digits.to_owned();
        let third = digits.chars().nth(2)?;
        digits.insert(2, third);
        Some(digits)
    })
}

fn wrong_scale(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    if !is_report(paper) {
        return None;
    }
    let (col, figures) = figures(paper, 4);
    let round: Vec<usize> = leaves(paper)
        .into_iter()
        .filter(|&line| figures[line] > 1_000_000)
        .collect();
    let line = pick(chance, &round)?;
    Some(number(line, col, figures[line] * 1000, &["A201", "A101"]))
}

fn wrong_sign(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    if !is_changed_budget(paper) {
        return None;
    }
    let (col, figures) = figures(paper, 2);
    let moved: Vec<usize> = leaves(paper)
        .into_iter()
        .filter(|&line| figures[line] != 0)
        .collect();
    let line = pick(chance, &moved)?;
    Some(number(line, col, -figures[line], &["A201", "A101"]))
}

fn omitted_addend(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    if !matches!(
        paper.content,
        Content::Quarter { .. } | Content::Renja { .. }
    ) {
        return None;
    }
    let nth = usize::from(matches!(paper.content, Content::Quarter { .. }));
    let (col, figures) = figures(paper, nth);
    let line = pick(chance, &headings(paper, 1))?;
    let left_out = *children(&paper.nodes, line).last()?;
    Some(number(
        line,
        col,
        figures[line] - figures[left_out],
        &["A101", "C113"],
    ))
}

fn counted_twice(_: &mut Chance, paper: &Paper) -> Option<Made> {
    if !is_report(paper) || !paper.look_has_total() {
        return None;
    }
    let (col, figures) = figures(paper, 0);
    let total: i64 = tops(paper).map(|top| figures[top]).sum();
    let twice = tops(paper).last()?;
    Some(number(
        paper.nodes.len(),
        col,
        total + figures[twice],
        &["A102"],
    ))
}

pub(super) fn tops(paper: &Paper) -> impl Iterator<Item = usize> {
    (0..paper.nodes.len()).filter(|&idx| paper.nodes[idx].depth == 0)
}

fn subtotal_with_details(_: &mut Chance, paper: &Paper) -> Option<Made> {
    let is_plan = matches!(paper.content, Content::Renja { .. });
    if !is_plan || !paper.look_has_total() {
        return None;
    }
    let (col, figures) = figures(paper, 0);
    let above_leaves = (0..paper.nodes.len()).filter(|&idx| paper.nodes[idx].depth < 2);
    let all: i64 = above_leaves.map(|idx| figures[idx]).sum();
    Some(number(paper.nodes.len(), col, all, &["A102"]))
}

fn mean_of_percentages(_: &mut Chance, paper: &Paper) -> Option<Made> {
    if !is_report(paper) {
        return None;
    }
    let (pagu, all) = (figures(paper, 0).1, figures(paper, 3).1);
    let share = |line: usize| sheets::share(pagu[line], all[line]);
    headings(paper, 1).into_iter().find_map(|line| {
        let below = children(&paper.nodes, line);
        let sum: i64 = below.iter().map(|&child| share(child)).sum();
        let n_below = i64::try_from(below.len()).ok()?;
        let mean = (sum * 2 / n_below + 1) / 2;
        let col = sheets::column(paper, 4) - 1;
        // Far enough from its own to be no rounding.
        ((mean - share(line)).abs() > 20).then(|| Made {
            slips: vec![Slip::Cell(line, col, Datum::Percent(mean))],
            cell: (line, col),
            codes: &["A301"],
            also: &[],
        })
    })
}

fn missing_row(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    if !matches!(paper.content, Content::Renja { .. }) {
        return None;
    }
    let (col, _) = figures(paper, 0);
    let many: Vec<usize> = headings(paper, 1)
        .into_iter()
        .filter(|&line| children(&paper.nodes, line).len() > 2)
        .collect();
    let line = pick(chance, &many)?;
    let dropped = *children(&paper.nodes, line).get(1)?;
    Some(Made {
        slips: vec![Slip::Dropped(dropped)],
        cell: (line, col),
        codes: &["A101"],
        also: &[],
    })
}

fn rounding(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    if !is_report(paper) {
        return None;
    }
    let (pagu, all) = (figures(paper, 0).1, figures(paper, 3).1);
    let col = sheets::column(paper, 4) - 1;
    // Cut off instead of rounded.
    let cut = |line: usize| i128::from(all[line]) * 10_000 / i128::from(pagu[line].max(1));
    let rounded_up: Vec<usize> = leaves(paper)
        .into_iter()
        .filter(|&line| i128::from(sheets::share(pagu[line], all[line])) != cut(line))
        .collect();
    let line = pick(chance, &rounded_up)?;
    let wrong = i64::try_from(cut(line)).ok()?;
    Some(Made {
        slips: vec![Slip::Cell(line, col, Datum::Percent(wrong))],
        cell: (line, col),
        codes: &["A301"],
        also: &[],
    })
}
