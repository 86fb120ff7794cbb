//! Checks what a roster says of people: their NIP, rank, sex and birth, and how many there are. Comes
//! in: rosters and tables of counts. Goes out: findings, and counts as relations. Never shows a
//! number or date of a person in full.

mod counts;
mod heads;
mod nip;
mod person;
mod ranks;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::date::{Written, read_date};
use crate::model::finding::{Finding, Related, Role, Severity};
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::Proof;
use crate::model::text::normalize;
use nip::{Nip, Reading, Sex};

pub(super) use heads::heads;

/// The kind of a roster.
const ROSTER: &str = "nominatif-pegawai";

/// A person's line: the number as read and where it stands.
struct Person<'a> {
    set: &'a RecordSet,
    digits: String,
    place: Place,
}

pub(super) fn check(proof: &mut Proof, records: &[Arc<RecordSet>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut people: BTreeMap<String, Vec<Person<'_>>> = BTreeMap::new();
    let rosters = records
        .iter()
        .filter(|set| set.kind.as_deref() == Some(ROSTER));
    for set in rosters {
        for column in person::number_columns(set) {
            read_column(set, column, &mut people, &mut findings);
        }
        ranks::check(set, &mut findings);
    }
    for same in people.values() {
        findings.extend(twice(same));
    }
    counts::compare(proof, records);
    findings
}

/// Reads the numbers of a column.
fn read_column<'a>(
    set: &'a RecordSet,
    column: usize,
    people: &mut BTreeMap<String, Vec<Person<'a>>>,
    findings: &mut Vec<Finding>,
) {
    let mut rounded: Vec<Place> = Vec::new();
    for line in &set.lines {
        let Some((at, raw)) = person::number(set, line, column) else {
            continue;
        };
        let place = &set.placed(at);
        match nip::read(&raw) {
            Reading::None => {}
            Reading::Rounded => rounded.push(place.clone()),
            Reading::Malformed { n_digits } => findings.push(
                Finding::at("S101", Severity::Error, place)
                    .fact("name", hidden(&raw))
                    .fact("count", n_digits.to_string()),
            ),
            Reading::Impossible { id, en } => findings.push(
                Finding::at("S102", Severity::Error, place)
                    .fact("name", hidden(&raw))
                    .fact_in("reason", id, en),
            ),
            Reading::Nip(nip) => {
                findings.extend(sex_differs(set, line.row_idx, nip, place));
                findings.extend(birth_differs(set, line.row_idx, nip, place));
                let digits = nip::digits(&raw);
                people.entry(digits.clone()).or_default().push(Person {
                    set,
                    digits,
                    place: place.clone(),
                });
            }
        }
    }
    if let Some(first) = rounded.first() {
        findings.push(
            Finding::at("S108", Severity::Error, first).fact("count", rounded.len().to_string()),
        );
    }
}

/// A number that no rule of identities knows, with its middle hidden.
fn hidden(text: &str) -> String {
    let digits = nip::digits(text);
    let (first, last) = (
        digits.get(..2),
        digits.get(digits.len().saturating_sub(2)..),
    );
    format!(
        "{}{}{}",
        first.unwrap_or_default(),
        "x".repeat(digits.len().saturating_sub(4)),
        last.unwrap_or_default()
    )
}

/// The same number twice in a roster, or in the rosters of two agencies.
fn twice(same: &[Person<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some((first, others)) = same.split_first() else {
        return findings;
    };
    for person in others {
        let in_one_table = same.iter().any(|other| {
            other.place != person.place
                && std::ptr::eq(other.set, person.set)
                && other.place < person.place
        });
        let is_elsewhere = first.set.agency != person.set.agency && first.set.agency.is_some();
        let (code, severity) = match (in_one_table, is_elsewhere) {
            (true, _) => ("S103", Severity::Error),
            (false, true) => ("S104", Severity::Warning),
            // A roster of another month lists the same people.
            (false, false) => continue,
        };
        let counterpart = same
            .iter()
            .rev()
            .find(|other| other.place < person.place)
            .unwrap_or(first);
        let mut finding = Finding::at(code, severity, &person.place)
            .fact("name", hidden(&person.digits))
            .fact("other", counterpart.place.seen_from(Some(&person.place)));
        finding.related.push(Related {
            role: Role::Counterpart,
            place: counterpart.place.clone(),
            value: None,
        });
        findings.push(finding);
    }
    findings
}

/// The column of sex against the number's digit.
fn sex_differs(set: &RecordSet, row_idx: usize, nip: Nip, place: &Place) -> Option<Finding> {
    let column = *set.columns_of("jenis-kelamin").first()?;
    let written = sex(&set.typed.text(row_idx, column)?)?;
    if written == nip.sex {
        return None;
    }
    let cell = set.place(row_idx, column)?;
    let (id, en) = match nip.sex {
        Sex::Male => ("laki-laki", "male"),
        Sex::Female => ("perempuan", "female"),
    };
    Some(
        Finding::at("S105", Severity::Warning, &cell)
            .fact("other", place.cell.to_string())
            .fact_in("reason", id, en),
    )
}

fn sex(text: &str) -> Option<Sex> {
    match normalize(text).as_str() {
        "l" | "lk" | "laki laki" | "laki" | "pria" => Some(Sex::Male),
        "p" | "pr" | "perempuan" | "wanita" => Some(Sex::Female),
        _ => None,
    }
}

/// The column of birth against the number's date.
fn birth_differs(set: &RecordSet, row_idx: usize, nip: Nip, place: &Place) -> Option<Finding> {
    let mut dates = set
        .columns_of("kelahiran")
        .into_iter()
        .filter_map(|column| {
            let (at, cell) = set.typed.cell_at(row_idx, column)?;
            let at = set.placed(at);
            if let Some(date) = set.typed.dates.get(&at.cell) {
                return Some((at, vec![*date]));
            }
            let text = cell.raw();
            let text = text.trim();
            let behind = text.split_once(',').map_or(text, |(_, date)| date.trim());
            let dates = match read_date(behind)? {
                Written::One(date) | Written::DayFirst(date) | Written::MonthFirst(date) => {
                    vec![date]
                }
                Written::Two {
                    day_first,
                    month_first,
                } => vec![day_first, month_first],
            };
            Some((at, dates))
        });
    let (cell, dates) = dates.next_back()?;
    // Day and month may have changed places; that is another finding's matter.
    let is_same = dates.contains(&nip.born);
    (!is_same).then(|| {
        Finding::at("S106", Severity::Warning, &cell).fact("other", place.cell.to_string())
    })
}
