//! Slips in the formulas of a budget: sums that leave out a line or take in another, values left over, numbers
//! typed where formulas stand. Comes in: a budget laid out with formulas. Goes out: one slip, with all that follows
//! from it.

use super::chance::Chance;
use super::papers::Paper;
use super::sheets::{self, Datum};
use super::slips::{Made, Slip, children, figures, headings, pick, tops};

/// A kegiatan of a budget with formulas and so many lines: its line, and the figures of its first amount.
fn summed(chance: &mut Chance, paper: &Paper, least: usize) -> Option<(usize, Vec<i64>)> {
    if !paper.look.has_formulas() {
        return None;
    }
    let (_, figures) = figures(paper, 0);
    let many: Vec<usize> = headings(paper, 1)
        .into_iter()
        .filter(|&line| children(&paper.nodes, line).len() >= least)
        .collect();
    Some((pick(chance, &many)?, figures))
}

/// Another formula for a kegiatan's first amount; what follows from it follows.
fn other_sum(paper: &Paper, line: usize, formula: String, off: i64) -> Vec<Slip> {
    let columns = sheets::columns(paper);
    let mut slips = Vec::new();
    let mut lines: Vec<usize> = (0..line)
        .rev()
        .find(|&above| paper.nodes[above].depth == 0)
        .into_iter()
        .collect();
    if paper.look_has_total() {
        lines.push(paper.nodes.len());
    }
    let total = |nth: usize| tops(paper).map(|top| columns[nth][top]).sum::<i64>();
    let value = |nth: usize, line: usize| {
        let value = columns[nth].get(line).copied();
        value.unwrap_or_else(|| total(nth))
    };
    slips.push(Slip::Cell(
        line,
        sheets::column(paper, 0),
        Datum::Formula(formula, value(0, line) + off),
    ));
    let mut follow = |line: usize, nth: usize| {
        let formula = sheets::formula(paper, line, nth);
        let datum = Datum::Formula(formula, value(nth, line) + off);
        slips.push(Slip::Cell(line, sheets::column(paper, nth), datum));
    };
    follow(line, 2);
    for line in lines {
        follow(line, 0);
        follow(line, 2);
    }
    slips
}

pub(super) fn stale_cache(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    let (line, figures) = summed(chance, paper, 2)?;
    let col = sheets::column(paper, 0);
    let formula = sheets::formula(paper, line, 0);
    let old = Datum::Formula(formula, figures[line] - 7_500_000);
    Some(Made {
        slips: vec![Slip::Cell(line, col, old)],
        cell: (line, col),
        codes: &["A701", "A101"],
        also: &[],
    })
}

pub(super) fn range_too_short(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    let (line, figures) = summed(chance, paper, 3)?;
    let below = children(&paper.nodes, line);
    let (first, last) = (*below.first()?, *below.last()?);
    let formula = sheets::sum(paper, 0, first, last - 1);
    Some(Made {
        slips: other_sum(paper, line, formula, -figures[last]),
        cell: (line, sheets::column(paper, 0)),
        codes: &["A703", "A101"],
        also: &[],
    })
}

pub(super) fn range_too_long(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    let (line, figures) = summed(chance, paper, 3)?;
    let below = children(&paper.nodes, line);
    let (first, last) = (*below.first()?, *below.last()?);
    let next = (last + 1 < paper.nodes.len()).then_some(last + 1)?;
    // The next program: a kegiatan's sum over it needs no value of its own.
    if paper.nodes[next].depth != 1 {
        return None;
    }
    let formula = sheets::sum(paper, 0, first, next);
    Some(Made {
        slips: other_sum(paper, line, formula, figures[next]),
        cell: (line, sheets::column(paper, 0)),
        codes: &["A704", "A101"],
        also: &[],
    })
}

pub(super) fn hard_coded(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    let (line, _) = summed(chance, paper, 2)?;
    let leaf = *children(&paper.nodes, line).get(1)?;
    let (col, figures) = figures(paper, 2);
    Some(Made {
        slips: vec![Slip::Cell(leaf, col, Datum::Number(figures[leaf]))],
        cell: (leaf, col),
        codes: &["A705", "A706"],
        also: &[],
    })
}

pub(super) fn other_formula(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    let (line, _) = summed(chance, paper, 2)?;
    let (col, jumlah) = figures(paper, 2);
    let modal = figures(paper, 1).1;
    let leaf = children(&paper.nodes, line)
        .into_iter()
        .find(|&leaf| modal[leaf] != 0)?;
    let sum = sheets::formula(paper, leaf, 2);
    let formula = sum.replace('+', "-");
    let wrong = jumlah[leaf] - 2 * modal[leaf];
    Some(Made {
        slips: vec![Slip::Cell(leaf, col, Datum::Formula(formula, wrong))],
        cell: (leaf, col),
        codes: &["A707", "A101", "A103", "A201", "A204"],
        also: &[],
    })
}

pub(super) fn constant(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    let (line, _) = summed(chance, paper, 2)?;
    let (col, jumlah) = figures(paper, 2);
    let leaf = *children(&paper.nodes, line).get(1)?;
    let formula = format!("{}+2500000", sheets::formula(paper, leaf, 2));
    Some(Made {
        slips: vec![Slip::Cell(
            leaf,
            col,
            Datum::Formula(formula, jumlah[leaf] + 2_500_000),
        )],
        cell: (leaf, col),
        codes: &["A711", "A101", "A103", "A201", "A204"],
        also: &["formula-differs-from-neighbours"],
    })
}

pub(super) fn number_as_text(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    let (line, figures) = summed(chance, paper, 2)?;
    let leaf = *children(&paper.nodes, line).get(1)?;
    let formula = sheets::formula(paper, line, 0);
    let mut slips = other_sum(paper, line, formula, -figures[leaf]);
    let col = sheets::column(paper, 0);
    slips.push(Slip::Cell(
        leaf,
        col,
        Datum::Text(figures[leaf].to_string()),
    ));
    Some(Made {
        slips,
        cell: (line, col),
        codes: &["A710", "A101"],
        also: &[],
    })
}

/// A sum that takes itself in.
pub(super) fn circular(chance: &mut Chance, paper: &Paper) -> Option<Made> {
    let (line, _) = summed(chance, paper, 2)?;
    let leaf = *children(&paper.nodes, line).get(1)?;
    let (col, jumlah) = figures(paper, 2);
    let own = sheets::cell(paper, leaf, col);
    let formula = format!("{}+{own}", sheets::formula(paper, leaf, 2));
    Some(Made {
        slips: vec![Slip::Cell(leaf, col, Datum::Formula(formula, jumlah[leaf]))],
        cell: (leaf, col),
        codes: &["A708"],
        also: &[],
    })
}
