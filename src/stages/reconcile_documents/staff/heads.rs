//! How many people each agency has, by sex, rank and education. Comes in: rosters and tables of counts.
//! Goes out: counts. Never hands on a name or a number of a person.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ROSTER;
use super::counts::COUNTS;
use super::nip::{self, Reading};
use super::person;
use super::ranks::{code_in, plain};
use crate::model::record::{Line, RecordSet};
use crate::model::staff::{AgencyStaff, Education, RankGroup, Sex};
use crate::model::text::normalize;
use crate::stages::reconcile_documents::comparison::number;
use crate::stages::reconcile_documents::region::said::Said;

/// Agency and year of a roster or table of counts.
type Group<'a> = (Option<&'a str>, Option<i32>);

/// The staff of every agency: as its latest roster lists it, else as a table of counts states it.
pub(in crate::stages::reconcile_documents) fn heads(
    records: &[Arc<RecordSet>],
) -> Vec<AgencyStaff> {
    let mut groups: BTreeMap<Group<'_>, Vec<&RecordSet>> = BTreeMap::new();
    for set in records {
        if matches!(set.kind.as_deref(), Some(ROSTER | COUNTS)) {
            let group = groups.entry((set.agency.as_deref(), set.year)).or_default();
            group.push(set);
        }
    }
    let staff = groups.into_values().filter_map(|sets| {
        let rosters = latest(&sets, ROSTER);
        if rosters.is_empty() {
            counted(latest(&sets, COUNTS).first()?)
        } else {
            listed(&rosters)
        }
    });
    staff.collect()
}

/// The tables of a kind of the document that speaks of the latest month; of equals the last by name.
fn latest<'a>(sets: &[&'a RecordSet], kind: &str) -> Vec<&'a RecordSet> {
    let of_kind = || {
        let sets = sets.iter().copied();
        sets.filter(|set| set.kind.as_deref() == Some(kind))
    };
    let month = |set: &RecordSet| {
        let months = Said::of(set).period()?.span.months()?;
        Some(months.1)
    };
    let last = of_kind().max_by_key(|set| (month(set), set.on.file.clone()));
    let Some(last) = last else { return Vec::new() };
    of_kind()
        .filter(|set| set.on.file == last.on.file)
        .collect()
}

/// The people of rosters; one who stands in two sheets of a document is counted once.
fn listed(rosters: &[&RecordSet]) -> Option<AgencyStaff> {
    let first = rosters.first()?;
    let mut staff = AgencyStaff {
        agency: first.agency.clone(),
        year: first.year,
        document: first.on.file.clone(),
        is_roster: true,
        ..AgencyStaff::default()
    };
    let mut known: BTreeSet<String> = BTreeSet::new();
    for roster in rosters {
        for line in &roster.lines {
            let columns = person::number_columns(roster).into_iter();
            let mut numbers = columns.filter_map(|column| person::number(roster, line, column));
            let number = numbers.next().map(|(_, raw)| raw).unwrap_or_default();
            let read = nip::read(&number);
            if line.name.trim().is_empty() && matches!(read, Reading::None) {
                continue;
            }
            let is_sure = matches!(read, Reading::Nip(_));
            if is_sure && !known.insert(nip::digits(&number)) {
                continue;
            }
            let sex = sex(&text(roster, line, "jenis-kelamin"), read);
            let rank = rank_group(&text(roster, line, "golongan"));
            let education = education(&text(roster, line, "pendidikan"));
            staff.heads += 1;
            *staff.by_sex.entry(sex).or_default() += 1;
            *staff.by_rank.entry(rank).or_default() += 1;
            *staff.by_education.entry(education).or_default() += 1;
        }
    }
    Some(staff)
}

/// What a table of counts by rank states; one by something else says nothing of ranks.
fn counted(table: &RecordSet) -> Option<AgencyStaff> {
    let mut staff = AgencyStaff {
        agency: table.agency.clone(),
        year: table.year,
        document: table.on.file.clone(),
        ..AgencyStaff::default()
    };
    let columns = table.columns_of("pegawai");
    let titled = |column: usize| {
        let column = table.typed.table.columns.get(column);
        let words = column.and_then(|column| column.path.last());
        words.map(|words| normalize(words)).unwrap_or_default()
    };
    let sexes: Vec<(usize, Sex)> = columns
        .iter()
        .filter_map(|&column| Some((column, written_sex(&titled(column))?)))
        .collect();
    let total = columns
        .iter()
        .copied()
        .find(|&column| columns.len() == 1 || titled(column).contains("jumlah"));
    for line in &table.lines {
        let rank = rank_group(&line.name);
        if rank == RankGroup::Unknown {
            continue;
        }
        let count = |column: usize| -> Option<u32> {
            let (_, stated) = number(table, line.row_idx, column)?;
            u32::try_from(stated.value.normalize()).ok()
        };
        let mut by_sex: Vec<(Sex, u32)> = Vec::new();
        for (column, sex) in &sexes {
            by_sex.extend(count(*column).map(|count| (*sex, count)));
        }
        let of_both = || {
            let counts = by_sex.iter().map(|(_, count)| *count);
            counts.fold(0, u32::saturating_add)
        };
        let heads = total.and_then(count).unwrap_or_else(of_both);
        if by_sex.is_empty() {
            by_sex.push((Sex::Unknown, heads));
        }
        staff.heads = staff.heads.saturating_add(heads);
        let of_rank = staff.by_rank.entry(rank).or_default();
        *of_rank = of_rank.saturating_add(heads);
        for (sex, count) in by_sex {
            let of_sex = staff.by_sex.entry(sex).or_default();
            *of_sex = of_sex.saturating_add(count);
        }
    }
    (staff.heads > 0).then_some(staff)
}

/// The texts of a field in a line.
fn text(set: &RecordSet, line: &Line, field: &str) -> String {
    let texts = person::texts(set, line, field).into_iter();
    texts.map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

/// As written, else as the number says.
fn sex(written: &str, number: Reading) -> Sex {
    let of_number = match number {
        Reading::Nip(nip) => match nip.sex {
            nip::Sex::Male => Sex::Male,
            nip::Sex::Female => Sex::Female,
        },
        Reading::None
        | Reading::Rounded
        | Reading::Malformed { .. }
        | Reading::Impossible { .. } => Sex::Unknown,
    };
    written_sex(&normalize(written)).unwrap_or(of_number)
}

fn written_sex(words: &str) -> Option<Sex> {
    match super::sex(words)? {
        nip::Sex::Male => Some(Sex::Male),
        nip::Sex::Female => Some(Sex::Female),
    }
}

/// `III/a`, `Golongan III` or `Penata (III/c)` is group III; a lone Roman number that no group has is PPPK's.
fn rank_group(text: &str) -> RankGroup {
    let words = plain(text);
    let words: Vec<&str> = words.split(' ').collect();
    let code = code_in(&words.join(" "));
    let group = code.as_deref().and_then(|code| code.split(' ').next());
    let lone = || {
        let mut words = words.iter().copied();
        words.rfind(|word| !["golongan", "gol", "ruang", "pns", "jumlah"].contains(word))
    };
    let is_pppk = words.contains(&"pppk") || words.contains(&"p3k");
    match group.or_else(lone).unwrap_or_default() {
        _ if is_pppk => RankGroup::Pppk,
        "i" => RankGroup::I,
        "ii" => RankGroup::Ii,
        "iii" => RankGroup::Iii,
        "iv" => RankGroup::Iv,
        "v" | "vi" | "vii" | "viii" | "ix" | "x" | "xi" | "xii" | "xiii" | "xiv" | "xv" | "xvi"
        | "xvii" => RankGroup::Pppk,
        _ => RankGroup::Unknown,
    }
}

fn education(text: &str) -> Education {
    let words = normalize(text);
    let words: Vec<&str> = words.split(' ').collect();
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let split = |letter: &str, nth: &[&str]| {
        let mut pairs = words.windows(2);
        pairs.any(|pair| matches!(pair, [a, b] if *a == letter && nth.contains(b)))
    };
    if has(&["s3", "doktor"]) || split("s", &["3", "iii"]) {
        Education::Doctor
    } else if has(&["s2", "magister", "pascasarjana"]) || split("s", &["2", "ii"]) {
        Education::Master
    } else if has(&["s1", "d4", "div", "sarjana"])
        || split("s", &["1", "i"])
        || split("d", &["4", "iv"])
    {
        Education::Bachelor
    } else if has(&["d1", "d2", "d3", "di", "dii", "diii", "diploma", "akademi"])
        || split("d", &["1", "2", "3", "i", "ii", "iii"])
    {
        Education::Diploma
    } else if has(&[
        "sma",
        "smk",
        "slta",
        "smu",
        "stm",
        "smea",
        "ma",
        "spk",
        "sederajat",
    ]) {
        Education::Upper
    } else if has(&["smp", "sltp", "mts", "sd", "mi"]) {
        Education::Lower
    } else {
        Education::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_fall_into_their_groups() {
        for (text, group) in [
            ("III/a", RankGroup::Iii),
            ("Pembina Utama Muda, IV/c", RankGroup::Iv),
            ("Golongan II", RankGroup::Ii),
            ("Jumlah Golongan I", RankGroup::I),
            ("IX", RankGroup::Pppk),
            ("PPPK V", RankGroup::Pppk),
            ("Penata", RankGroup::Unknown),
            ("", RankGroup::Unknown),
        ] {
            assert_eq!(rank_group(text), group, "{text}");
        }
    }

    #[test]
    fn educations_fall_into_their_groups() {
        for (text, wanted) in [
            ("S1 Teknik Sipil", Education::Bachelor),
            ("S-2 Manajemen", Education::Master),
            ("D.III Kebidanan", Education::Diploma),
            ("D IV", Education::Bachelor),
            ("SMA/Sederajat", Education::Upper),
            ("SMP", Education::Lower),
            ("S3", Education::Doctor),
            ("-", Education::Unknown),
        ] {
            assert_eq!(education(text), wanted, "{text}");
        }
    }
}
