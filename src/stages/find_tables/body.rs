//! The rows that belong to a header. Comes in: a grid, a header, the rows below it. Goes out: the rows of
//! its table down to where another begins, page by page, with those that could not be placed. Never puts
//! a row into a table whose columns it does not fit.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::by_column::Columns;
use super::drift::{self, Standing};
use super::fit::Usual;
use super::header::{self, Header, header_at, signature};
use super::lists::lists_at;
use super::numbering::numbering;
use super::shape::Shape;
use super::sheet::{Look, Sheet};
use super::{rows, shifted};
use crate::model::person_number::is_likely;
use crate::model::table::Realigned;
use crate::model::text::is_one_of;

/// Rows that are looked at for the blank rows between them.
const MAX_SPACED: usize = 40;
/// Most titles and lines about the document above a further table.
const MAX_ABOVE: usize = 12;
/// Most cells of a line that says what a card is about.
const MAX_CELLS: usize = 4;
/// Most titles and groups right above a header that a page repeats with it.
const MAX_AGAIN: u32 = 3;
/// Most rows that are judged together after a blank one.
const MAX_BLOCK: usize = 2_000;
/// Rows before a page that are enough to know where figures stand.
const MAX_RECENT: usize = 400;
/// Columns of a table that nothing below it is mistaken for, and most rows that explain it.
const MANY_COLUMNS: usize = 5;
const MAX_BEHIND: usize = 40;
/// So few rows do not show what the columns of a table hold.
const FEW_ROWS: usize = 3;

/// The rows that belong to a header.
#[derive(Debug)]
pub(super) struct Body<'a> {
    /// The sheet, with the cells of drifted pages put in their columns.
    pub(super) sheet: Cow<'a, Sheet<'a>>,
    pub(super) rows: Vec<u32>,
    usual: Usual,
    pub(super) realigned: Vec<Realigned>,
    pub(super) repeated: Vec<u32>,
    pub(super) unplaced: Vec<u32>,
    /// Index into the filled rows where the search goes on.
    pub(super) next: usize,
}

impl<'a> Body<'a> {
    /// No rows yet; the search goes on at `next`.
    pub(super) fn new(sheet: &'a Sheet<'a>, next: usize) -> Self {
        Self {
            sheet: Cow::Borrowed(sheet),
            rows: Vec::new(),
            usual: Usual::default(),
            realigned: Vec::new(),
            repeated: Vec::new(),
            unplaced: Vec::new(),
            next,
        }
    }

    /// Takes rows into the table.
    pub(super) fn take(&mut self, rows: &[u32]) {
        for &row in rows {
            self.usual.add(&self.sheet, row);
            self.rows.push(row);
        }
    }

    /// Whether the few rows so far, which show little of what the columns hold, stand as the many of a
    /// block do: most of their cells, or all figures of both, which then stand under headers.
    fn fits_into(&self, sheet: &Sheet<'_>, header: &Header, block: &[u32]) -> bool {
        let lines = self
            .rows
            .iter()
            .filter(|&&row| !shifted::is_total(sheet, row));
        let lines: Vec<u32> = lines.copied().collect();
        if lines.len() >= FEW_ROWS || lines.len() * 2 > block.len() {
            return false;
        }
        let mut of_block = Usual::default();
        for &row in block {
            of_block.add(sheet, row);
        }
        let fit = of_block.fit(sheet, &lines);
        let headed = header
            .columns
            .iter()
            .filter(|column| !column.path.is_empty());
        let headed: Columns = headed.map(|column| column.col).collect();
        // The code of the first line may look like a figure.
        let (before, here) = (self.usual.figures(), of_block.figures());
        let under_headers =
            !before.is_empty() && before.are_in(&of_block.numbers()) && here.are_in(&headed);
        fit.has_numbers && (fit.is_enough() || under_headers)
    }

    /// Whether the cells of a block stand under headers, and the last figure of each row where that of the rows so
    /// far does.
    fn ends_alike(&self, header: &Header, block: &[u32]) -> bool {
        let headed: Columns = header.columns.iter().map(|column| column.col).collect();
        let Some(last) = self.usual.figures().last() else {
            return false;
        };
        block.iter().all(|&row| {
            let looks = self.sheet.row(row);
            let figure = looks.iter().rfind(|look| look.shape == Shape::Amount);
            looks.iter().all(|look| headed.contains(look.col))
                && figure.is_none_or(|figure| figure.col == last)
        })
    }

    /// Puts totals that stand one column off in their columns.
    pub(super) fn move_totals(&mut self, header: &Header) {
        let moved = shifted::totals(&self.sheet, header, &self.rows, &self.realigned);
        if !moved.is_empty() {
            self.sheet.to_mut().straighten(&moved);
            self.realigned.extend(moved);
            self.realigned
                .sort_by_key(|realigned| realigned.sheet_rows.first().copied());
        }
    }
}

/// Reads the rows below a header.
pub(super) fn body<'a>(
    sheet: &'a Sheet<'a>,
    header: &Header,
    filled: &[u32],
    first: usize,
) -> Body<'a> {
    let mut body = Body::new(sheet, first);
    let mut at = first;
    let mut previous = header.last_row();
    // Whether the row above is one that a page begins or ends with.
    let mut is_new_page = false;
    let mut shift = 0;
    let is_spaced = is_spaced(filled.get(first..).unwrap_or_default());
    while let Some(&row) = filled.get(at) {
        let after_gap = row > previous + 1 || is_new_page;
        let is_under_header = is_new_page;
        if let Some(last) = page_row(sheet, header, row) {
            shift = page_shift(sheet, header, row);
            while let Some(&skipped) = filled.get(at).filter(|&&skipped| skipped <= last) {
                body.repeated.push(skipped);
                previous = skipped;
                at += 1;
            }
            is_new_page = true;
            continue;
        }
        is_new_page = false;
        if after_gap {
            if starts_another(sheet, filled, at) || begins_card(sheet, header, filled, at) {
                break;
            }
            let block = until_page(sheet, header, block(filled, at));
            let fit = body.usual.fit(&body.sheet, block);
            let are_totals = fit.has_numbers && are_totals(sheet, block);
            // Totals may stand off by themselves.
            let told = without_totals(sheet, page(sheet, header, block));
            let moved = drift::moved(&body.sheet, &body.rows, told, shift);
            // What stands right under a header that moved has moved with it; words further down are notes.
            let may_move = fit.has_numbers || is_under_header;
            let (page, standing) = if let Some(moved) = moved.filter(|_| may_move) {
                (told, Standing::Drifted(vec![moved]))
            } else if fit.has_numbers && !fit.is_whole() && !are_totals {
                page_standing(&body, header, page(sheet, header, block))
            } else {
                (block, Standing::Straight)
            };
            if let Standing::Drifted(realigned) = standing {
                body.sheet.to_mut().straighten(&realigned);
                body.realigned.extend(realigned);
                body.take(page);
                at += page.len();
                is_new_page = page.len() == MAX_BLOCK;
                previous = page.last().copied().unwrap_or(row);
                continue;
            }
            // Nothing but totals so far says nothing of the lines.
            let is_first = || body.rows.iter().all(|&row| shifted::is_total(sheet, row));
            let is_enough = fit.is_enough() || body.fits_into(sheet, header, block);
            let is_over = || {
                let last = body.rows.last();
                last.is_some_and(|&row| shifted::is_total(sheet, row) || begins_sum(sheet, row))
            };
            if !is_enough && is_over() && explains(sheet, header, filled, at) {
                break;
            }
            // Where a blank row stands between all of them it ends no page.
            let goes_on = || is_spaced && row == previous + 2 && body.ends_alike(header, block);
            let is_doubtful =
                (!is_enough && !are_totals && !is_first()) || standing == Standing::Unsure;
            if is_doubtful && !goes_on() {
                if lists_at(sheet, filled, row).is_some() {
                    break;
                }
                body.unplaced.extend(block);
                at += block.len();
                is_new_page = block.len() == MAX_BLOCK;
                previous = block.last().copied().unwrap_or(row);
                continue;
            }
        }
        body.take(&[row]);
        previous = row;
        at += 1;
    }
    body.next = at;
    body
}

/// Whether most of the first rows have one blank row between them and the next, to be read more easily.
fn is_spaced(filled: &[u32]) -> bool {
    let first = filled.get(..MAX_SPACED).unwrap_or(filled);
    let is_one = |pair: &&[u32]| matches!(pair, [row, next] if *row + 2 == *next);
    let n_one = first.windows(2).filter(is_one).count();
    let n_steps = first.len().saturating_sub(1);
    n_steps >= FEW_ROWS && n_one * 3 >= n_steps * 2
}

/// Whether all that follows explains the table or signs it: words, and a few figures each behind what it is
/// called, `a. Tunai` and its amount, where the lines have many columns.
fn explains(sheet: &Sheet<'_>, header: &Header, filled: &[u32], at: usize) -> bool {
    let explains = |row: &u32| {
        let looks = sheet.row(*row);
        let begins_with_words = looks.first().is_some_and(Look::is_label);
        let n_figures = looks.iter().filter(|look| !look.is_label()).count();
        let are_words = n_figures == 0 || are_of_persons(looks);
        let is_told = begins_with_words && n_figures == 1 && looks.len() == 2;
        are_words || (is_told && !shifted::is_total(sheet, *row))
    };
    let rest = filled.get(at..).unwrap_or_default();
    header.columns.len() >= MANY_COLUMNS && rest.len() <= MAX_BEHIND && rest.iter().all(explains)
}

/// Whether the first words of a row are those of a sum, whatever follows them: `Jumlah bulan ini s.d. tanggal 31`.
fn begins_sum(sheet: &Sheet<'_>, row: u32) -> bool {
    let first = sheet.row(row).iter().find(|look| look.is_label());
    first.is_some_and(|look| rows::begins_total(&look.words()))
}

/// Whether the figures of a row are numbers of persons.
fn are_of_persons(looks: &[Look<'_>]) -> bool {
    let mut looks = looks.iter();
    looks.all(|look| look.is_label() || is_likely(&look.text()))
}

/// The rows of a block down to where the next page begins, which may stand otherwise.
fn until_page<'a>(sheet: &Sheet<'_>, header: &Header, block: &'a [u32]) -> &'a [u32] {
    let begins = |row: &u32| page_row(sheet, header, *row).is_some();
    let page = block.iter().position(begins);
    block.get(..page.unwrap_or(block.len())).unwrap_or_default()
}

/// The rows of a block that make a page: down to the next page or a note.
fn page<'a>(sheet: &Sheet<'_>, header: &Header, block: &'a [u32]) -> &'a [u32] {
    let ends = |row: u32| page_row(sheet, header, row).is_some() || is_note(sheet, row);
    let page = block.iter().position(|&row| ends(row));
    block.get(..page.unwrap_or(block.len())).unwrap_or_default()
}

/// How a page stands; where that is not sure, how it stands without the totals at its end, which may
/// stand off by themselves.
fn page_standing<'a>(body: &Body<'_>, header: &Header, page: &'a [u32]) -> (&'a [u32], Standing) {
    let whole = drift::standing(&body.sheet, &body.rows, page);
    let lines = without_totals(&body.sheet, page);
    let totals = page.get(lines.len()..).unwrap_or_default();
    // A label left of all lines would take the place of their first column; its total must have figures
    // enough to be moved by itself.
    let first_of = |row: u32| body.sheet.row(row).first().map(|look| look.col);
    let leftmost = lines.iter().filter_map(|&row| first_of(row)).min();
    let has_outside = totals.iter().any(|&row| {
        let looks = body.sheet.row(row).iter();
        let figures = looks.filter(|look| look.shape == Shape::Amount);
        first_of(row) < leftmost && figures.count() > 1
    });
    if lines.is_empty() {
        return (page, whole);
    }
    // What has moved as one is simplest.
    let as_one = |rows| drift::as_one(&body.sheet, &body.rows, rows);
    if let Some(moved) = as_one(page).filter(|_| !has_outside) {
        return (page, Standing::Drifted(vec![moved]));
    }
    // Totals may stand off further than their page.
    if let Some(moved) = as_one(lines) {
        return (lines, Standing::Drifted(vec![moved]));
    }
    if matches!(whole, Standing::Drifted(_)) && !has_outside {
        return (page, whole);
    }
    if totals.is_empty() {
        return (page, whole);
    }
    // Lines that stand as those above do show that only the totals stand off.
    let fit = || has_outside || body.usual.fit(&body.sheet, lines).is_whole();
    match drift::standing(&body.sheet, &body.rows, lines) {
        Standing::Drifted(realigned) => (lines, Standing::Drifted(realigned)),
        Standing::Straight if fit() && stand_off_alone(body, header, page) => {
            (page, Standing::Straight)
        }
        Standing::Straight | Standing::Unsure if matches!(whole, Standing::Drifted(_)) => {
            (page, Standing::Unsure)
        }
        Standing::Straight if stand_off_alone(body, header, page) => (page, Standing::Straight),
        Standing::Straight | Standing::Unsure => (page, whole),
    }
}

/// Whether the rows of a page that have strayed are totals, which are put in their columns by
/// themselves.
fn stand_off_alone(body: &Body<'_>, header: &Header, page: &[u32]) -> bool {
    let recent = body.rows.len().saturating_sub(MAX_RECENT);
    let recent = body.rows.get(recent..).unwrap_or_default();
    let rows: Vec<u32> = recent.iter().chain(page).copied().collect();
    let moved = shifted::totals(&body.sheet, header, &rows, &body.realigned);
    let moved: BTreeSet<u32> = moved
        .iter()
        .flat_map(|one| &one.sheet_rows)
        .copied()
        .collect();
    let strayed = drift::strayed(&body.sheet, &body.rows, page);
    strayed.iter().all(|row| moved.contains(row))
}

/// The rows of a page down to the last that is no total.
fn without_totals<'a>(sheet: &Sheet<'_>, page: &'a [u32]) -> &'a [u32] {
    let last = page.iter().rposition(|&row| !shifted::is_total(sheet, row));
    last.and_then(|last| page.get(..=last)).unwrap_or_default()
}

/// Whether all rows with figures are totals.
fn are_totals(sheet: &Sheet<'_>, block: &[u32]) -> bool {
    block.iter().all(|&row| {
        let mut looks = sheet.row(row).iter();
        shifted::is_total(sheet, row) || looks.all(|look| look.shape == Shape::Words)
    })
}

/// The last row of those that begin a page: the header again, its numbering again, the page's number.
fn page_row(sheet: &Sheet<'_>, header: &Header, row: u32) -> Option<u32> {
    let numbering_at = |row: u32| header.numbering_row.is_some() && numbering(sheet, row).is_some();
    let row = row + n_titles_again(sheet, header, row);
    if repeats(sheet, header, row) {
        let depth = header.rows.last().zip(header.rows.first());
        let last = row + depth.map_or(0, |(last, first)| last - first);
        return Some(if numbering_at(last + 1) {
            last + 1
        } else {
            last
        });
    }
    (numbering_at(row) || is_page_number(sheet, row)).then_some(row)
}

/// How many rows right above the header, a title or a group each, a page repeats from here on before it
/// repeats the header.
fn n_titles_again(sheet: &Sheet<'_>, header: &Header, row: u32) -> u32 {
    let Some(&first) = header.rows.first() else {
        return 0;
    };
    let text = |row: u32| match sheet.row(row) {
        [look] if look.shape == Shape::Words => Some(look.text()),
        _ => None,
    };
    let Some(here) = text(row) else {
        return 0;
    };
    let is_again = |by: &u32| {
        let title = first.checked_sub(*by).and_then(text);
        title.is_some_and(|title| title == here) && repeats(sheet, header, row + by)
    };
    (1..=MAX_AGAIN).find(is_again).unwrap_or_default()
}

/// How far right of the table's header a page repeats it, or its numbering; 0 where it does not repeat
/// all of it.
fn page_shift(sheet: &Sheet<'_>, header: &Header, row: u32) -> i64 {
    let first = header.rows.first().copied();
    [first, header.numbering_row]
        .into_iter()
        .flatten()
        .find_map(|own| {
            let (looks, own) = (sheet.row(row), sheet.row(own));
            let mut shifts = looks.iter().zip(own).map(|(here, there)| {
                let is_same = here.words() == there.words();
                is_same.then(|| i64::from(here.col) - i64::from(there.col))
            });
            let by = shifts.next().flatten()?;
            let is_whole = looks.len() == own.len();
            (is_whole && shifts.all(|other| other == Some(by))).then_some(by)
        })
        .unwrap_or_default()
}

/// Whether a row is a note or a source, which may stand right below a table.
fn is_note(sheet: &Sheet<'_>, row: u32) -> bool {
    matches!(sheet.row(row), [look] if rows::begins_note(&look.text()))
}

/// Whether a row holds nothing but `Halaman 2 dari 5`.
fn is_page_number(sheet: &Sheet<'_>, row: u32) -> bool {
    let [look] = sheet.row(row) else {
        return false;
    };
    let text = look.words();
    let rest = ["halaman ", "hal ", "page "]
        .iter()
        .find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| {
        rest.split(' ')
            .all(|word| matches!(word, "dari" | "of") || word.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// Whether a row says the header's first row again.
fn repeats(sheet: &Sheet<'_>, header: &Header, row: u32) -> bool {
    let looks = sheet.row(row);
    let (n_cells, n_header) = (looks.len(), header.signature.len());
    if let ([_], [_, second, ..]) = (header.signature.as_slice(), header.rows.as_slice()) {
        // A lone group is known by the row below it too.
        return header.signature == signature(sheet, row)
            && signature(sheet, *second) == signature(sheet, row + 1);
    }
    if n_cells < 2 || n_cells * 10 < n_header * 7 {
        return false;
    }
    // Most rows differ in their first cells already.
    let mut n_other = 0;
    for look in looks {
        n_other += usize::from(!is_said(header, look));
        if n_other * 10 > n_cells * 3 {
            return false;
        }
    }
    (n_cells - n_other) * 10 >= n_header * 7
}

/// Whether a cell says what one of the header's first row says.
fn is_said(header: &Header, look: &Look<'_>) -> bool {
    if look.is_stored() && !header.has_numbers {
        return false;
    }
    let text = look.text();
    is_one_of(&text, &header.signature)
}

/// Whether another table begins here: a header, or titles and then a header.
fn starts_another(sheet: &Sheet<'_>, filled: &[u32], at: usize) -> bool {
    for &row in filled.iter().skip(at).take(MAX_ABOVE) {
        if header_at(sheet, filled, row).is_some() {
            return true;
        }
        let is_pair = header::is_pair(sheet, row);
        let is_title = matches!(sheet.row(row), [look] if look.shape == Shape::Words);
        if !is_title && !is_pair {
            return false;
        }
    }
    false
}

/// Whether the next of several cards begins here: lines that say in a few cells what it is about, words first, and
/// right below them the header again.
fn begins_card(sheet: &Sheet<'_>, header: &Header, filled: &[u32], at: usize) -> bool {
    let below = filled.get(at..).unwrap_or_default();
    let first = below.first().copied().unwrap_or_default();
    let expected = first..;
    let says_of_card = |row: u32| {
        let looks = sheet.row(row);
        let begins_with_words = looks.first().is_some_and(Look::is_label);
        begins_with_words
            && looks.len() <= MAX_CELLS
            && looks.len() * 2 <= header.columns.len() + 1
            && !begins_sum(sheet, row)
    };
    let n_above = below
        .iter()
        .zip(expected)
        .take(MAX_ABOVE)
        .take_while(|(row, expected)| {
            *row == expected && !repeats(sheet, header, *expected) && says_of_card(*expected)
        })
        .count();
    let mut rows = below.iter().take(n_above);
    let is_card = rows.any(|&row| sheet.row(row).len() > 1);
    let again = below
        .get(n_above)
        .filter(|row| is_adjoining(first, n_above, **row));
    is_card
        && again.is_some_and(|&row| repeats(sheet, header, row))
        && counts_anew(sheet, header, filled, at, below.get(n_above).copied())
}

/// Whether the rows below a header said again begin as those below the header did, so that they are another card's:
/// a page goes on where the one before it ended.
fn counts_anew(
    sheet: &Sheet<'_>,
    header: &Header,
    filled: &[u32],
    at: usize,
    again: Option<u32>,
) -> bool {
    let first_below = |row: u32| {
        let from = filled.partition_point(|&other| other <= row);
        filled.get(from).and_then(|&row| sheet.row(row).first())
    };
    let depth = header.last_row() - header.rows.first().copied().unwrap_or_default();
    let begins = first_below(header.last_row());
    let begins_again = again.and_then(|again| first_below(again + depth));
    let is_same = begins.zip(begins_again);
    let is_same = is_same.is_some_and(|(one, other)| one.words() == other.words());
    let last = at.checked_sub(1).and_then(|last| filled.get(last));
    is_same || last.is_some_and(|&row| shifted::is_total(sheet, row))
}

/// Whether a row follows without a gap.
fn is_adjoining(first: u32, n_rows: usize, row: u32) -> bool {
    u32::try_from(n_rows).is_ok_and(|n_rows| first + n_rows == row)
}

/// The rows from `at` to the next blank row, or the first of very many.
fn block(filled: &[u32], at: usize) -> &[u32] {
    let rest = filled.get(at..).unwrap_or_default();
    let pairs = rest.windows(2).take(MAX_BLOCK - 1);
    let n_more = pairs.take_while(|pair| pair[1] == pair[0] + 1).count();
    rest.get(..=n_more).unwrap_or_default()
}
