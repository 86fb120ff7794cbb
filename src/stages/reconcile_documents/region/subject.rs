//! What part of a budget a sheet is about, where its titles say so: `Sub Kegiatan : 1.02.02.2.01.0001 Nama`
//! above a table of accounts. Comes in: a table. Goes out: the code by which other documents know that part.
//! Never guesses a part from a name alone, and none for a table that lists its own sub kegiatan.

use crate::model::code::AccountCode;
use crate::model::record::RecordSet;
use crate::model::text::normalize;

/// The part of a budget that a whole table is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    /// The code's numbers as trees state them: without the urusan's first part.
    pub(super) key: Vec<u32>,
    /// All of the code's numbers.
    pub(super) parts: Vec<u32>,
    /// Its name, normalised.
    pub(super) name: String,
}

/// The labels of a part, the narrowest first, with the lengths that its code may have: with the urusan's
/// first part and without.
const LABELS: &[(&[&str], [usize; 2])] = &[
    (
        &[
            "sub kegiatan",
            "subkegiatan",
            "kode sub kegiatan",
            "nama sub kegiatan",
        ],
        [6, 5],
    ),
    (&["kegiatan", "kode kegiatan", "nama kegiatan"], [5, 4]),
];
/// Most titles that are read.
const MAX_TITLES: usize = 40;
/// Parts of an organisation's code that may stand before the code.
const ORGANISATION_PARTS: usize = 8;

/// The part that the titles of a table name: the narrowest of which a code is written.
pub(super) fn subject(set: &RecordSet) -> Option<Subject> {
    let titles = set.typed.table.titles.iter().take(MAX_TITLES);
    let titles: Vec<(String, &str)> = titles.filter_map(|title| labelled(title)).collect();
    let found = LABELS.iter().find_map(|(labels, lengths)| {
        let mut said = titles
            .iter()
            .filter(|(label, _)| labels.contains(&label.as_str()))
            .map(|(_, said)| *said);
        // A narrower part without a code leaves it open what the sheet is about.
        let first = said.next()?;
        let all = std::iter::once(first).chain(said);
        Some(all.filter_map(|said| coded(said, *lengths)).next_back())
    });
    let subject = found.flatten()?;
    let is_listed = |key: &[u32]| key.len() >= subject.key.len() && key.starts_with(&subject.key);
    let lists_itself = set.lines.iter().any(|line| is_listed(&line.key));
    (!lists_itself).then_some(subject)
}

/// A title of a label and what stands behind it.
fn labelled(title: &str) -> Option<(String, &str)> {
    let (label, said) = title.split_once(':').or_else(|| {
        let at = title.find(|c: char| c.is_ascii_digit())?;
        title.split_at_checked(at)
    })?;
    let label = normalize(label);
    (!label.is_empty()).then_some((label, said))
}

/// A code of one of these lengths and the name behind it.
fn coded(said: &str, [full, short]: [usize; 2]) -> Option<Subject> {
    let said = said.trim_start_matches([':', ' ', '\t']);
    let is_of_code = |word: &&str| {
        let is_code = |c: char| c.is_ascii_digit() || c == '.';
        word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().all(is_code)
    };
    let written: Vec<&str> = said.split_whitespace().take_while(is_of_code).collect();
    let behind = said.split_whitespace().skip(written.len());
    let name = normalize(&behind.collect::<Vec<_>>().join(" "));
    let code = AccountCode::read(&written.join("."))?;
    let mut parts = code.parts;
    if parts.len() > ORGANISATION_PARTS + 3 {
        parts.drain(..ORGANISATION_PARTS);
    }
    let key = match parts.split_first() {
        Some((_, rest)) if parts.len() == full => rest.to_vec(),
        Some(_) if parts.len() == short => parts.clone(),
        Some(_) | None => return None,
    };
    Some(Subject { key, parts, name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_stand_behind_their_label() {
        let sub = |title| {
            let (label, said) = labelled(title)?;
            let found = coded(said, [6, 5])?;
            Some((label, found.key, found.name))
        };
        let key = vec![2, 2, 2, 1, 1];
        let wanted = Some((
            "sub kegiatan".to_owned(),
            key.clone(),
            "penyusunan dokumen".to_owned(),
        ));
        for title in [
            "Sub Kegiatan : 1.02.02.2.01.0001 Penyusunan Dokumen",
            "Sub Kegiatan   :   1.02.02.2.01.01 - Penyusunan Dokumen",
            "SUB KEGIATAN 1.02.02.2.01.0001 Penyusunan Dokumen",
            "Sub Kegiatan : 1 02 02 2.01 0001 Penyusunan Dokumen",
            "Sub Kegiatan: 02.02.2.01.0001. Penyusunan Dokumen",
        ] {
            assert_eq!(sub(title), wanted, "{title}");
        }
        for title in [
            "Sub Kegiatan : Penyusunan Dokumen",
            "Sub Kegiatan : 1.02 Penyusunan",
            "Tahun Anggaran 2023",
            "",
        ] {
            assert_eq!(sub(title), None, "{title}");
        }
    }
}
