//! Runs of digits without signs between their parts, split by the widths that nomenclatures have.
//! Spelt codes in, codes out.

use std::collections::BTreeSet;

use super::spelling::Code;
use crate::model::code::AccountCode;

/// Widths of the parts of program codes, urusan to sub kegiatan: with and without the urusan's own
/// digit, of both generations.
const PROGRAM_WIDTHS: &[&[usize]] = &[
    &[1, 2, 2, 1, 2, 2],
    &[1, 2, 2, 1, 2, 4],
    &[2, 2, 1, 2, 2],
    &[2, 2, 1, 2, 4],
];
/// Widths of the parts of account codes, of all generations.
const ACCOUNT_WIDTHS: &[&[usize]] = &[
    &[1, 1, 2, 2, 2, 3],
    &[1, 1, 2, 2, 2, 4],
    &[1, 1, 2, 2, 3, 5],
];

/// Where the codes of a table are written without signs, all of them split; else `None`.
pub(super) fn split_all(
    spelt: &[Option<&Code>],
    is_account: bool,
) -> Option<Vec<Option<AccountCode>>> {
    let runs = unsigned(spelt)?;
    let (first, second) = if is_account {
        (ACCOUNT_WIDTHS, PROGRAM_WIDTHS)
    } else {
        (PROGRAM_WIDTHS, ACCOUNT_WIDTHS)
    };
    let all: BTreeSet<&str> = runs.iter().flatten().copied().collect();
    let widths = first
        .iter()
        .chain(second)
        .map(|widths| (fit(&all, widths), *widths))
        .rev()
        .max_by_key(|(n_fitting, _)| *n_fitting)
        .filter(|(n_fitting, _)| n_fitting * 10 >= all.len() * 8)
        .map(|(_, widths)| widths)?;
    let split = |code: Option<&Code>| {
        let parts = split_by(&pieces(code?)?, widths)?;
        AccountCode::of_parts(&parts, false)
    };
    Some(spelt.iter().map(|code| split(*code)).collect())
}

/// The lengths of codes that make a tree and are written without signs, where no nomenclature has
/// levels of their widths.
pub(super) fn unknown_lengths(spelt: &[Option<&Code>]) -> Option<BTreeSet<usize>> {
    let runs = unsigned(spelt)?;
    let lengths = runs.iter().flatten().map(|run| run.len()).collect();
    split_all(spelt, true).is_none().then_some(lengths)
}

/// The runs of digits, where nearly all codes of a table are such and grow with their depth.
fn unsigned<'a>(spelt: &[Option<&'a Code>]) -> Option<Vec<Option<&'a str>>> {
    let runs: Vec<Option<&str>> = spelt.iter().map(|code| single_run(*code)).collect();
    let n_runs = runs.iter().flatten().count();
    let n_codes = spelt.iter().flatten().count();
    let lengths: BTreeSet<usize> = runs.iter().flatten().map(|run| run.len()).collect();
    let is_unsigned = n_runs * 10 >= n_codes * 9
        && lengths.len() > 1
        && lengths.last().is_some_and(|longest| *longest > 2)
        && deepens(&runs);
    is_unsigned.then_some(runs)
}

/// Whether a longer run goes on from the one above it, as a child does; a count goes from 9 to 10.
fn deepens(runs: &[Option<&str>]) -> bool {
    let runs: Vec<&str> = runs.iter().flatten().copied().collect();
    let longer = || {
        runs.windows(2)
            .filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
            .filter(|(above, below)| below.len() > above.len())
    };
    let n_children = longer()
        .filter(|(above, below)| below.starts_with(above))
        .count();
    n_children * 10 >= longer().count() * 8
}

/// What a code with a run may be, by all widths, in the order of likelihood.
pub(super) fn split_one(runs: &[String], is_account: bool) -> Vec<AccountCode> {
    let (first, second) = if is_account {
        (ACCOUNT_WIDTHS, PROGRAM_WIDTHS)
    } else {
        (PROGRAM_WIDTHS, ACCOUNT_WIDTHS)
    };
    first
        .iter()
        .chain(second)
        .filter_map(|widths| AccountCode::of_parts(&split_by(runs, widths)?, false))
        .collect()
}

/// How many runs end where a part ends and, unless they are the shortest, go on from another.
fn fit(runs: &BTreeSet<&str>, widths: &[usize]) -> usize {
    let ends: Vec<usize> = widths
        .iter()
        .scan(0, |end, width| {
            *end += width;
            Some(*end)
        })
        .collect();
    let fits = |run: &&&str| {
        let Some(nth) = ends.iter().position(|end| *end == run.len()) else {
            return false;
        };
        let mut before = ends
            .iter()
            .take(nth)
            .rev()
            .filter_map(|end| run.get(..*end));
        nth == 0 || before.any(|start| runs.contains(start)) || is_first(runs, run)
    };
    runs.iter().filter(fits).count()
}

/// Whether no run is shorter.
fn is_first(runs: &BTreeSet<&str>, run: &str) -> bool {
    runs.iter().map(|other| other.len()).min() == Some(run.len())
}

fn single_run(code: Option<&Code>) -> Option<&str> {
    match code? {
        Code::Parts(code) => {
            let is_run = code.written.bytes().all(|b| b.is_ascii_digit());
            is_run.then_some(code.written.as_str())
        }
        Code::Runs(runs) => match runs.as_slice() {
            [only] => Some(only),
            _ => None,
        },
        Code::Date(_) => None,
    }
}

fn pieces(code: &Code) -> Option<Vec<String>> {
    match code {
        Code::Parts(code) => Some(code.written_parts().map(str::to_owned).collect()),
        Code::Runs(runs) => Some(runs.clone()),
        Code::Date(_) => None,
    }
}

/// Cuts the first run by widths, the last of its parts as long as it is; what stands behind signs
/// are parts already.
fn split_by(runs: &[String], widths: &[usize]) -> Option<Vec<String>> {
    let (first, others) = runs.split_first()?;
    let mut rest = first.as_str();
    let mut parts = Vec::new();
    for &width in widths {
        if rest.is_empty() {
            break;
        }
        let (part, after) = rest.split_at_checked(width.min(rest.len()))?;
        parts.push(part.to_owned());
        rest = after;
    }
    parts.extend(others.iter().cloned());
    rest.is_empty().then_some(parts)
}
