//! A roster counted by rank and sex against the table of counts of the same agency and year. Comes
//! in: rosters and tables of counts. Goes out: claims of a count. Never compares where a group has
//! several rosters, since which one counts is not said.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ROSTER;
use super::person;
use super::ranks::code_in;
use crate::model::amount::{Grain, Unit};
use crate::model::place::Place;
use crate::model::record::{Line, RecordSet};
use crate::model::relation::{Operation, Proof, Stated};
use crate::model::table::RowKind;
use crate::model::text::normalize;
use crate::stages::reconcile_documents::comparison::{number, relate};

/// Rosters and tables of counts of one agency and year.
type Group<'a> = (Vec<&'a RecordSet>, Vec<&'a RecordSet>);

/// The kind of a table of counts.
pub(super) const COUNTS: &str = "jumlah-pegawai";

/// A person in the roster by what tables count.
struct Head {
    place: Place,
    /// Words of rank and education.
    rank: Option<String>,
    education: String,
    is_male: Option<bool>,
}

pub(super) fn compare(proof: &mut Proof, records: &[Arc<RecordSet>]) {
    let mut groups: BTreeMap<(String, Option<i32>), Group<'_>> = BTreeMap::new();
    for set in records {
        let owner = set
            .agency
            .clone()
            .unwrap_or_else(|| set.on.file.to_string());
        let group = groups.entry((owner, set.year)).or_default();
        match set.kind.as_deref() {
            Some(ROSTER) => group.0.push(set),
            Some(COUNTS) => group.1.push(set),
            _ => {}
        }
    }
    for (rosters, tables) in groups.values() {
        let [roster] = rosters.as_slice() else {
            continue;
        };
        let heads = heads(roster);
        for table in tables {
            count(proof, table, &heads);
        }
    }
}

fn heads(roster: &RecordSet) -> Vec<Head> {
    let Some(&nip) = person::number_columns(roster).first() else {
        return Vec::new();
    };
    let text = |line: &Line, field: &str| -> String {
        let texts = person::texts(roster, line, field).into_iter();
        normalize(&texts.map(|(_, text)| text).collect::<Vec<_>>().join(" "))
    };
    let lines = roster.lines.iter().filter_map(|line| {
        let place = roster.place(line.row_idx, nip)?;
        Some(Head {
            place,
            rank: code_in(&text(line, "golongan")),
            education: text(line, "pendidikan"),
            is_male: match text(line, "jenis-kelamin").as_str() {
                "l" | "laki laki" | "pria" => Some(true),
                "p" | "perempuan" | "wanita" => Some(false),
                _ => None,
            },
        })
    });
    lines.collect()
}

/// Claims each count of a row whose label names a rank, a group of ranks or an education, and the total of a
/// table by ranks.
fn count(proof: &mut Proof, table: &RecordSet, heads: &[Head]) {
    for line in &table.lines {
        if let Some(row) = heads_of(&normalize(&line.name), heads) {
            count_row(proof, table, line.row_idx, &row);
        }
    }
    let is_by_rank = table.lines.len() >= MIN_RANKS
        && table
            .lines
            .iter()
            .all(|line| code_in(&normalize(&line.name)).is_some());
    let rows = &table.typed.table.rows;
    let total = rows
        .iter()
        .rposition(|row| row.kind == RowKind::Total && row.is_sure);
    if let Some(total) = total.filter(|_| is_by_rank) {
        let ranked: Vec<&Head> = heads.iter().filter(|head| head.rank.is_some()).collect();
        count_row(proof, table, total, &ranked);
    }
}

/// Claims the counts of a row: of all these, and of those of each sex.
fn count_row(proof: &mut Proof, table: &RecordSet, row_idx: usize, row: &[&Head]) {
    let columns = table.columns_of("pegawai");
    for &column in &columns {
        let Some(stated) = number(table, row_idx, column) else {
            continue;
        };
        let title = table
            .typed
            .table
            .columns
            .get(column)
            .and_then(|column| column.path.last());
        let words = title.map(|title| normalize(title)).unwrap_or_default();
        let sex = match words.as_str() {
            "l" | "laki laki" | "pria" => Some(true),
            "p" | "perempuan" | "wanita" => Some(false),
            _ if columns.len() == 1 || words.contains("jumlah") || words.contains("total") => None,
            _ => continue,
        };
        if sex.is_some() && row.iter().any(|head| head.is_male.is_none()) {
            continue;
        }
        let counted: Vec<(Place, Stated)> = row
            .iter()
            .filter(|head| sex.is_none() || head.is_male == sex)
            .map(|head| (head.place.clone(), one()))
            .collect();
        // Of nobody there is no cell to count.
        if !counted.is_empty() {
            relate(proof, "S109", &stated, &counted, Operation::Count);
        }
    }
}

/// Fewest ranks of a table that lists all of them.
const MIN_RANKS: usize = 3;

/// The heads that a label speaks of.
fn heads_of<'h>(label: &str, heads: &'h [Head]) -> Option<Vec<&'h Head>> {
    if let Some(code) = code_in(label) {
        return Some(
            heads
                .iter()
                .filter(|head| head.rank.as_ref() == Some(&code))
                .collect(),
        );
    }
    let group = label.strip_prefix("golongan ").or(Some(label))?;
    if ["i", "ii", "iii", "iv"].contains(&group) {
        let of_group = |head: &&Head| {
            head.rank
                .as_ref()
                .is_some_and(|rank| rank.split(' ').next() == Some(group))
        };
        return Some(heads.iter().filter(of_group).collect());
    }
    let is_education = [
        "s1", "s2", "s3", "d3", "d4", "sma", "slta", "smp", "sltp", "sd",
    ]
    .contains(&label);
    is_education.then(|| {
        let studied = |head: &&Head| head.education.split(' ').next() == Some(label);
        heads.iter().filter(studied).collect()
    })
}

fn one() -> Stated {
    Stated {
        value: rust_decimal::Decimal::ONE,
        grain: Grain::Exact,
        unit: Unit::Unknown,
    }
}
