//! How many a list says that it has, `Jumlah Pegawai: 24 orang` below it or `Daftar 24 Pegawai` above
//! it, against its numbered lines. Claimed only of one list whose numbers go from 1 to its end without a
//! gap, so that they count it; a title may speak of something else, so it must be near.

use rust_decimal::Decimal;

use super::Draft;
use crate::model::amount::{Grain, Unit};
use crate::model::place::CellRef;
use crate::model::relation::{Operation, Origin, Stated};
use crate::model::text::{has_phrase, normalize};

/// Words that begin a statement of how many.
const HOW_MANY: &[&str] = &["jumlah", "total", "banyaknya", "sebanyak"];
/// What lines may be.
const COUNTED: &[&str] = &[
    "orang",
    "pegawai",
    "personil",
    "personel",
    "peserta",
    "anggota",
    "guru",
    "siswa",
    "program",
    "kegiatan",
    "sub kegiatan",
    "paket",
    "desa",
    "kelurahan",
    "kecamatan",
    "opd",
    "skpd",
    "perangkat daerah",
    "unit kerja",
    "sekolah",
    "puskesmas",
    "kelompok",
    "dokumen",
    "indikator",
    "arsip",
    "kendaraan",
    "unit",
    "buah",
    "aparatur",
];
/// Columns among which the numbers of the lines stand.
const LEADING: usize = 3;
/// Shortest list whose end is no accident.
const MIN_LINES: usize = 3;
/// Longest statement, in letters.
const MAX_TEXT: usize = 80;

pub(super) fn build(draft: &mut Draft<'_>) {
    let Some((last_row, numbered)) = numbered(draft) else {
        return;
    };
    let n_rows = draft.records.typed.table.rows.len();
    let mut said: Vec<(CellRef, Decimal)> = Vec::new();
    for row_idx in last_row + 1..n_rows {
        for column in 0..draft.n_columns() {
            let statement = draft.records.typed.text(row_idx, column);
            let statement = statement.and_then(|text| read(&text));
            let place = match statement {
                Some(Statement::Number(_)) => {
                    let cell = draft.records.typed.cell_at(row_idx, column);
                    cell.map(|(at, _)| at)
                }
                Some(Statement::Beside) => only_number(draft, row_idx),
                None => None,
            };
            let number = match (statement, &place) {
                (Some(Statement::Number(number)), _) => Some(number),
                (Some(Statement::Beside), Some(place)) => {
                    let cell = draft.records.typed.cells.get(place);
                    cell.and_then(|cell| cell.value().number())
                }
                _ => None,
            };
            said.extend(place.zip(number));
        }
    }
    said.extend(in_titles(draft, numbered.len()));
    for (place, number) in said {
        if !may_count(draft, number, numbered.len()) {
            continue;
        }
        let stated = Stated {
            value: number,
            grain: Grain::Exact,
            unit: Unit::Unknown,
        };
        draft.said.insert(place, stated);
        draft.claim(
            "A106",
            place,
            Operation::Count,
            numbered.clone(),
            Origin::TotalLabel,
        );
    }
}

/// The row of the last line and the numbers of all, where one column numbers them from 1 on.
fn numbered(draft: &Draft<'_>) -> Option<(usize, Vec<CellRef>)> {
    let records = draft.records;
    (0..draft.n_columns().min(LEADING)).find_map(|column| {
        let mut places: Vec<CellRef> = Vec::new();
        let mut last_row = 0;
        for line in &records.lines {
            let Some(text) = records.typed.text(line.row_idx, column) else {
                continue;
            };
            let number: usize = text.trim_end_matches('.').parse().ok()?;
            if number != places.len() + 1 {
                return None;
            }
            let (at, _) = records.typed.cell_at(line.row_idx, column)?;
            places.push(at);
            last_row = line.row_idx;
        }
        (places.len() >= MIN_LINES).then_some((last_row, places))
    })
}

/// Words that begin a title which may say how many it lists.
const LISTS: &[&str] = &[
    "daftar",
    "data",
    "rekap",
    "rekapitulasi",
    "nominatif",
    "usulan",
];
/// What persons are counted as, and the headers over them.
const PERSONS: &[&str] = &[
    "orang", "pegawai", "personil", "personel", "peserta", "anggota", "guru", "siswa", "aparatur",
];
const PERSON_HEADERS: &[&str] = &["nama", "nip", "nik"];
/// By how many hundredths a title's number may miss the lines, where a header says what is counted, and
/// where none does.
const NEAR_NAMED: usize = 20;
const NEAR: usize = 10;

/// The numbers that titles give, where they are near the number of lines.
fn in_titles(draft: &Draft<'_>, n_lines: usize) -> Vec<(CellRef, Decimal)> {
    let records = draft.records;
    let table = &records.typed.table;
    let titles = table.titles.iter().zip(&table.title_cells);
    let said = titles.filter_map(|(title, &cell)| {
        let (number, counted) = in_title(title)?;
        let is_named = table.columns.iter().any(|column| {
            let header = normalize(&column.title());
            let heads = |words: &[&str]| words.iter().any(|word| has_phrase(&header, word));
            has_phrase(&header, counted) || (PERSONS.contains(&counted) && heads(PERSON_HEADERS))
        });
        let near = if is_named { NEAR_NAMED } else { NEAR };
        let near = Decimal::from((n_lines * near / 100).max(1));
        ((number - Decimal::from(n_lines)).abs() <= near).then_some((cell, number))
    });
    said.collect()
}

/// The number of a title and what it counts: `Daftar 24 Pegawai`, `Jumlah Kegiatan: 12`.
fn in_title(title: &str) -> Option<(Decimal, &'static str)> {
    if title.len() > MAX_TEXT {
        return None;
    }
    let words = normalize(title);
    let counted = |text: &str, begins: bool| {
        let is_it = |word: &&&str| match text.strip_prefix(**word) {
            Some(rest) if begins => rest.is_empty() || rest.starts_with(' '),
            _ => !begins && has_phrase(text, word),
        };
        // Of several the longest: `sub kegiatan` is no `kegiatan`.
        COUNTED
            .iter()
            .filter(is_it)
            .max_by_key(|word| word.len())
            .copied()
    };
    let begins = |known: &[&str]| {
        let first = words.split(' ').next();
        first.is_some_and(|first| known.contains(&first))
    };
    if begins(HOW_MANY) {
        return match read(title)? {
            Statement::Number(number) => Some((number, counted(&words, false)?)),
            Statement::Beside => None,
        };
    }
    if !begins(LISTS) {
        return None;
    }
    let tokens: Vec<&str> = words.split(' ').collect();
    let mut found = (0..tokens.len()).filter_map(|idx| {
        let number: u32 = tokens.get(idx)?.parse().ok()?;
        let behind = tokens.get(idx + 1..)?.join(" ");
        Some((Decimal::from(number), counted(&behind, true)?))
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// What a text below a list says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Statement {
    Number(Decimal),
    /// The number stands in another cell of the row.
    Beside,
}

fn read(text: &str) -> Option<Statement> {
    if text.len() > MAX_TEXT {
        return None;
    }
    let words = normalize(text);
    let begins = HOW_MANY.iter().any(|word| {
        let rest = words.strip_prefix(word);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    let says = |known: &[&str]| known.iter().any(|word| has_phrase(&words, word));
    if !begins || !says(COUNTED) || says(&["rp", "rupiah", "rata", "%", "persen"]) {
        return None;
    }
    let mut numbers = words
        .split(' ')
        .filter(|word| word.chars().any(|c| c.is_ascii_digit()));
    match (numbers.next(), numbers.next()) {
        (None, _) => Some(Statement::Beside),
        (Some(number), None) if number.len() <= 5 => number
            .parse()
            .ok()
            .map(|number: u32| Statement::Number(number.into())),
        (Some(_), _) => None,
    }
}

/// The only number of a row, in a column that adds nothing up.
fn only_number(draft: &Draft<'_>, row_idx: usize) -> Option<CellRef> {
    let mut numbers = (0..draft.n_columns()).filter_map(|column| {
        let (place, _) = draft.number(row_idx, column)?;
        Some((column, place))
    });
    let (column, place) = numbers.next()?;
    let adds_up = draft.records.lines.iter();
    let adds_up = adds_up.filter(|line| draft.number(line.row_idx, column).is_some());
    (numbers.next().is_none() && adds_up.count() == 0).then_some(place)
}

/// Whether a number may be how many lines there are: where the lines hold figures themselves it may
/// be the sum of these, and is claimed to count the lines only when it is near their number.
fn may_count(draft: &Draft<'_>, number: Decimal, n_lines: usize) -> bool {
    let has_figures = (0..draft.n_columns()).any(|column| {
        let mut lines = draft.records.lines.iter();
        lines.any(|line| draft.number(line.row_idx, column).is_some())
    });
    let miss = (number - Decimal::from(n_lines)).abs();
    let near = Decimal::from((n_lines / 10).max(1));
    number.fract().is_zero() && (!has_figures || miss <= near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_how_many() {
        for (text, wanted) in [
            ("DAFTAR 24 PEGAWAI TAHUN 2024", Some((24, "pegawai"))),
            ("Jumlah Kegiatan : 12", Some((12, "kegiatan"))),
            ("Data 7 Sub Kegiatan Prioritas", Some((7, "sub kegiatan"))),
            ("DAFTAR PEGAWAI TAHUN 2024", None),
            ("Daftar 3 Program dan 12 Kegiatan", None),
            ("Laporan 24 pegawai", None),
        ] {
            let wanted = wanted.map(|(number, counted)| (Decimal::from(number), counted));
            assert_eq!(in_title(text), wanted, "{text}");
        }
    }

    #[test]
    fn statements_are_read() {
        for (text, wanted) in [
            (
                "Jumlah Pegawai: 24 orang",
                Some(Statement::Number(24.into())),
            ),
            ("Total 12 sub kegiatan", Some(Statement::Number(12.into()))),
            ("Jumlah Pegawai", Some(Statement::Beside)),
            ("Jumlah", None),
            ("Jumlah Belanja Pegawai (Rp)", None),
            ("Jumlah 5 dari 12 paket", None),
            ("Kegiatan 12", None),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }
}
