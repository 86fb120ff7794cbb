//! Comes in: a typed table and the profiles. Goes out: its records under the kind that fits: fields,
//! codes, levels, parents. Recognises by words, never by the name of a file or sheet.

mod codes;
mod fields;
mod forest;
mod items;
mod kind;
mod levels;
mod lexicon;
mod marks;
mod mend;
mod outline;
mod period;
mod persons;
mod plant;
mod runs;
mod spelling;
mod sums;
mod tell;
mod written;

use std::borrow::Cow;
use std::sync::Arc;

use crate::config::Profile;
use crate::config::profile::{Tree, TreeSource, UnitRule};
use crate::model::Outcome;
use crate::model::amount::{Grain, Percent, Rupiah, Scale, Value};
use crate::model::code::AccountCode;
use crate::model::document::SourceFile;
use crate::model::evidence::Why;
use crate::model::finding::{Finding, Severity};
use crate::model::place::{CellRef, SheetPath};
use crate::model::record::{Line, RecordSet};
use crate::model::table::RowKind;
use crate::model::text::{has_phrase, normalize, only_year};
use crate::model::typed::TypedTable;

/// Recognises the kind of a table and reads its lines.
pub fn map_records(
    typed: TypedTable,
    file: &SourceFile,
    sheet: &Arc<str>,
    region: Option<&str>,
    profiles: &[Profile],
) -> Outcome<RecordSet> {
    let year = file
        .year
        .or_else(|| typed.table.titles.iter().find_map(|title| only_year(title)));
    let kind::Match {
        profile,
        fields,
        evidence,
        known,
    } = kind::recognise(&typed, year, profiles);
    let mut records = RecordSet {
        on: SheetPath::new(file.path.clone(), sheet.clone()),
        sha256: file.sha256.clone(),
        kind: known
            .then(|| profile.map(|profile| profile.kind.clone()))
            .flatten(),
        evidence,
        region: region.map(str::to_owned),
        agency: file.agency.as_deref().map(str::to_owned),
        year,
        typed,
        fields,
        lines: Vec::new(),
        in_force: None,
    };
    let mut findings = Vec::new();
    if let Some(profile) = profile {
        apply_units(&mut records, profile);
    }
    let has_levels = profile.is_some_and(|profile| !profile.tree.levels.is_empty());
    records.lines = lines(&records, has_levels);
    records.in_force = profile.and_then(|profile| in_force(&records.lines, &profile.tree.in_force));
    grow_tree(&mut records, profile, known, &mut findings);
    persons::name_alone(&mut records);
    if let Some(code) = profile
        .and_then(|profile| profile.tree.total_code.as_deref())
        .and_then(AccountCode::read)
    {
        let states_total = |line: &Line| line.code.as_ref() == Some(&code);
        records.in_force = records
            .in_force
            .or(records.lines.iter().position(states_total));
    }
    if records.kind.is_none()
        && records
            .typed
            .columns
            .iter()
            .any(|column| column.n_numbers > 0)
    {
        findings.push(Finding::about_sheet(
            "R030",
            Severity::Info,
            &file.path,
            sheet,
        ));
    }
    Outcome {
        value: records,
        findings,
    }
}

/// Where the profile fixes a column's unit, numbers without one of their own take it.
fn apply_units(records: &mut RecordSet, profile: &Profile) {
    let rules: Vec<(u32, UnitRule, Scale)> = records
        .fields
        .iter()
        .zip(&records.typed.table.columns)
        .enumerate()
        .filter_map(|(idx, (field, column))| {
            let field = field.as_ref()?;
            let rule = profile
                .columns
                .iter()
                .find(|rule| rule.field == field.name)?;
            let scale = records.typed.columns.get(idx)?.scale;
            Some((column.col, rule.unit, scale))
        })
        .collect();
    let mut money: Vec<(CellRef, Scale)> = Vec::new();
    let table = &records.typed.table;
    for (at, cell) in records.typed.cells.iter_mut() {
        let own = table.column_of(at);
        let Some(&(_, unit, scale)) = rules.iter().find(|(col, ..)| Some(*col) == own) else {
            continue;
        };
        let value = match (cell.value(), unit) {
            (Value::Number(value), _) => *value,
            // `Rp` may head a share of money; only a mark in the cell itself makes it money.
            (Value::Rupiah(Rupiah(value)), UnitRule::Percent)
                if !cell.raw().to_lowercase().contains("rp") =>
            {
                *value
            }
            _ => continue,
        };
        match unit {
            UnitRule::Rupiah => {
                // Money is exact unless it is counted in thousands.
                cell.take_for(cell.value().clone(), Grain::Exact);
                money.push((at, scale));
            }
            UnitRule::Percent => {
                let grain = match cell.grain() {
                    Grain::Exact => Grain::Decimals(value.scale()),
                    grain @ (Grain::Decimals(_) | Grain::Tens(_)) => grain,
                };
                cell.take_for(Value::Percent(Percent(value)), grain);
            }
            UnitRule::Count => cell.take_for(cell.value().clone(), Grain::Exact),
            UnitRule::Any | UnitRule::Text => {}
        }
    }
    for (at, scale) in money {
        records.typed.take_as_rupiah(at, scale);
    }
}

/// Headers of columns that number the rows.
const NUMBER_WORDS: &[&str] = &["no", "nomor", "no urut", "nomor urut"];

fn lines(records: &RecordSet, has_levels: bool) -> Vec<Line> {
    let mut name_columns = records.columns_of("uraian");
    let mut titles = name_columns
        .iter()
        .filter_map(|&column| records.typed.table.columns.get(column)?.path.last());
    let first_title = titles.next();
    if has_levels && titles.any(|title| Some(title) != first_title) {
        // `Program`, `Kegiatan`, `Sub Kegiatan`: a line is named by the lowest that it has.
        name_columns.reverse();
    }
    let number_columns: Vec<usize> = (0..records.typed.table.columns.len())
        .filter(|&column| is_number_column(records, column))
        .collect();
    let rows = records.typed.table.rows.iter().enumerate();
    let lines = rows.filter(|(_, row)| row.kind == RowKind::Line);
    let mut lines: Vec<Line> = lines
        .map(|(row_idx, row)| {
            let named = name_columns
                .iter()
                .filter_map(|&column| records.typed.text(row_idx, column))
                .find(|text| text.chars().filter(|c| c.is_alphabetic()).count() > 1);
            // Rows may be years.
            let named = named.or_else(|| {
                let texts = name_columns.iter();
                let mut texts = texts.filter_map(|&column| records.typed.text(row_idx, column));
                texts.find(|text| only_year(text).is_some())
            });
            let named =
                named.or_else(|| behind_number(records, row_idx, &row.label, &number_columns));
            let named = named.as_deref();
            let rest = || goes_on(records, row_idx, &name_columns);
            let name = whole_name(named, &row.label);
            Line {
                row_idx,
                name: match named {
                    _ if *name == *row.label => row.label.clone(),
                    Some(_) => [&name, &*rest()].join(" ").trim_end().into(),
                    None => name.into(),
                },
                code: None,
                key: Vec::new(),
                depth: 0,
                level: None,
                parent: None,

                stands_apart: false,
                is_leaf: true,
            }
        })
        .collect();
    // They are kept to the end, and may be many.
    lines.shrink_to_fit();
    lines
}

fn is_number_column(records: &RecordSet, column: usize) -> bool {
    let column = records.typed.table.columns.get(column);
    column
        .and_then(|column| column.path.last())
        .is_some_and(|head| NUMBER_WORDS.contains(&normalize(head).as_str()))
}

/// The first words behind the number of a row, where the number is of letters (`I`, `A.`) and was taken
/// for its label.
fn behind_number<'r>(
    records: &'r RecordSet,
    row_idx: usize,
    label: &str,
    number_columns: &[usize],
) -> Option<Cow<'r, str>> {
    let text = |column: usize| records.typed.text(row_idx, column);
    let is_number = number_columns
        .iter()
        .any(|&column| text(column).as_deref() == Some(label));
    let mut behind = (0..records.typed.table.columns.len())
        .filter(|column| is_number && !number_columns.contains(column))
        .filter(|&column| records.typed.number(row_idx, column).is_none())
        .filter_map(text);
    behind.find(|text| text.chars().filter(|c| c.is_alphabetic()).count() > 1)
}

/// What of a name stands on the further sheet rows of a row.
fn goes_on(records: &RecordSet, row_idx: usize, name_columns: &[usize]) -> String {
    let table = &records.typed.table;
    // Below a person stand the number and rank.
    let row = table.rows.get(row_idx);
    let Some(row) = row.filter(|row| row.joined != Some(Why::PersonBelow)) else {
        return String::new();
    };
    let columns = name_columns
        .iter()
        .filter_map(|&idx| table.columns.get(idx));
    let cells = columns.flat_map(|column| {
        let cells = table.places(row, column.col);
        cells.filter_map(|at| records.typed.cells.get(&at)).skip(1)
    });
    let mut name = String::new();
    for cell in cells {
        for word in cell.raw().split_whitespace() {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(word);
        }
    }
    name
}

/// A name, with what of it stands on the next row of the sheet.
fn whole_name<'t>(named: Option<&'t str>, label: &'t str) -> Cow<'t, str> {
    let is_joined = |text: &str| {
        let bytes = text.as_bytes();
        text.is_ascii()
            && bytes.first() != Some(&b' ')
            && bytes.last() != Some(&b' ')
            && !bytes.iter().any(|b| matches!(b, b'\t'..=b'\r'))
            && !bytes.windows(2).any(|pair| pair == b"  ")
    };
    let joined = |text: &'t str| {
        if is_joined(text) {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
        }
    };
    match named.map(joined) {
        Some(named) if !label.starts_with(&*named) => named,
        _ => joined(label),
    }
}

/// The last line whose name has one of the words; earlier words are tried first.
fn in_force(lines: &[Line], words: &[String]) -> Option<usize> {
    if words.is_empty() {
        return None;
    }
    let names: Vec<String> = lines.iter().map(|line| normalize(&line.name)).collect();
    words.iter().find_map(|word| {
        let word = normalize(word);
        names.iter().rposition(|name| has_phrase(name, &word))
    })
}

fn grow_tree(
    records: &mut RecordSet,
    profile: Option<&Profile>,
    known: bool,
    findings: &mut Vec<Finding>,
) {
    let default = Tree::default();
    let tree = profile.map_or(&default, |profile| &profile.tree);
    if tree.from != TreeSource::None && codes::grow(records, tree.scheme, findings) {
        return;
    }
    outline::grow(records, tree, known && tree.from != TreeSource::Figures);
}

/// Stands for the parent of a line that belongs to no sum of the tree.
const APART: usize = usize::MAX;

/// Sets parents, depths and leaves of the lines from their parents' indexes.
fn set_parents(lines: &mut [Line], parents: &[Option<usize>]) {
    for idx in 0..lines.len() {
        let parent = parents.get(idx).copied().flatten();
        let stands_apart = parent == Some(APART);
        let parent = parent.filter(|&parent| parent != APART);
        // A parent stands above its children, so its depth is known.
        let depth = parent
            .and_then(|parent| lines.get(parent))
            .map_or(0, |parent| parent.depth + 1);
        if let Some(line) = lines.get_mut(idx) {
            line.parent = parent;
            line.stands_apart = stands_apart;
            line.depth = depth;
            line.is_leaf = true;
        }
        if let Some(parent) = parent.and_then(|parent| lines.get_mut(parent)) {
            parent.is_leaf = false;
        }
    }
}
