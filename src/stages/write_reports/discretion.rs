//! What outputs keep to themselves: numbers that name a person, unless the pipeline wants them whole;
//! and in findings that are to be shared with strangers also the names of persons and the folders of
//! documents.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::finding::Finding;
use crate::model::identity::{Numbers, is_of_birth, without_numbers};
use crate::model::language::Language;
use crate::model::record::RecordSet;
use crate::model::report::AuditReport;
use crate::model::rules;
use crate::model::table::Column;
use crate::model::words::words;

/// Who reads the outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Audience {
    /// Those whom the documents are for.
    #[default]
    Own,
    /// Anybody.
    Strangers,
}

/// Stands for a number.
const NUMBER: &str = "[nomor]";
/// Stands for a name.
pub(super) const NAME: &str = "[nama]";

/// Shortest name that is looked for.
const SHORTEST: usize = 3;

/// Words of headers under which a table tells who somebody is.
const OF_PERSONS: [&str; 10] = [
    "nip",
    "nik",
    "nrp",
    "nipppk",
    "karpeg",
    "lahir",
    "kelahiran",
    "ttl",
    "telepon",
    "hp",
];
/// Words of headers of names.
const OF_NAMES: [&str; 7] = [
    "nama",
    "pegawai",
    "pejabat",
    "pptk",
    "bendahara",
    "penerima",
    "name",
];
/// Words of headers that name something else than a person.
const OF_THINGS: [&str; 16] = [
    "jabatan",
    "unit",
    "sekolah",
    "instansi",
    "kegiatan",
    "program",
    "opd",
    "skpd",
    "perangkat",
    "pangkat",
    "golongan",
    "barang",
    "rekening",
    "kecamatan",
    "desa",
    "jumlah",
];

/// What is kept back.
pub(super) struct Discretion {
    pub(super) numbers: Numbers,
    hidden: Option<Hidden>,
}

impl Discretion {
    pub(super) fn new(report: &AuditReport, numbers: Numbers, audience: Audience) -> Self {
        match audience {
            Audience::Own => Self {
                numbers,
                hidden: None,
            },
            Audience::Strangers => Self {
                numbers: Numbers::Masked,
                hidden: Some(Hidden::of(report)),
            },
        }
    }

    /// Whether strangers read the outputs.
    pub(super) fn is_for_strangers(&self) -> bool {
        self.hidden.is_some()
    }

    /// The message of a finding.
    pub(super) fn message(&self, finding: &Finding, language: Language) -> String {
        match &self.hidden {
            None => rules::message_with(finding, language, self.numbers),
            // Whole, so that no mask hides a number from what takes it out.
            Some(hidden) => {
                let message = rules::message_with(finding, language, Numbers::Whole);
                hidden.without(&message).into_owned()
            }
        }
    }

    /// Any other text of a document: a sheet's name, a reason.
    pub(super) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match &self.hidden {
            None => Cow::Borrowed(text),
            Some(hidden) => hidden.without(text),
        }
    }

    /// The path of a document; strangers learn its name only.
    pub(super) fn path<'t>(&self, path: &'t str) -> Cow<'t, str> {
        match &self.hidden {
            None => Cow::Borrowed(path),
            Some(hidden) => hidden.without(path.rsplit('/').next().unwrap_or(path)),
        }
    }
}

/// What strangers must not learn, found by its first word.
struct Hidden(BTreeMap<String, Vec<Secret>>);

/// A text that is hidden, and what stands for it.
struct Secret {
    text: String,
    shown: String,
}

impl Hidden {
    fn of(report: &AuditReport) -> Self {
        let mut hidden = Self(BTreeMap::new());
        for file in &report.inventory.entries {
            if let Some((_, name)) = file.path.rsplit_once('/') {
                hidden.add(&file.path, name);
            }
        }
        for records in &report.records {
            for name in names(records) {
                hidden.add(&name, NAME);
            }
        }
        for secrets in hidden.0.values_mut() {
            // The longest first, so that no part of a name stays.
            secrets.sort_by(|a, b| b.text.len().cmp(&a.text.len()).then(a.text.cmp(&b.text)));
            secrets.dedup_by(|a, b| a.text == b.text);
        }
        hidden
    }

    fn add(&mut self, text: &str, shown: &str) {
        let text = text.trim();
        let word = first_word(text).to_lowercase();
        if !word.is_empty() {
            self.0.entry(word).or_default().push(Secret {
                text: text.to_owned(),
                shown: shown.to_owned(),
            });
        }
    }

    /// The text without what is hidden, and without numbers that may name a person.
    fn without<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut is_inside = false;
        while let Some(c) = rest.chars().next() {
            let secret = (!is_inside).then(|| self.at(rest)).flatten();
            if let Some((secret, length)) = secret {
                out.push_str(&secret.shown);
                rest = rest.get(length..).unwrap_or_default();
                is_inside = false;
                continue;
            }
            out.push(c);
            is_inside = c.is_alphanumeric();
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
        match without_numbers(&out, NUMBER) {
            Cow::Borrowed(_) if out == text => Cow::Borrowed(text),
            Cow::Borrowed(_) => Cow::Owned(out),
            Cow::Owned(safe) => Cow::Owned(safe),
        }
    }

    /// What is hidden at the beginning of a text, and its length there.
    fn at(&self, text: &str) -> Option<(&Secret, usize)> {
        let secrets = self.0.get(&first_word(text).to_lowercase())?;
        secrets.iter().find_map(|secret| {
            let length = alike(text, &secret.text)?;
            let behind = text.get(length..)?.chars().next();
            let is_whole = behind.is_none_or(|c| !c.is_alphanumeric());
            is_whole.then_some((secret, length))
        })
    }
}

/// The letters and digits that a text begins with.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric());
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// The length of the beginning of a text that is another one in any case of letters and any width of
/// blanks.
fn alike(text: &str, beginning: &str) -> Option<usize> {
    let mut rest = text;
    let mut wanted = beginning.chars().peekable();
    while let Some(c) = wanted.next() {
        let found = rest.chars().next()?;
        if c.is_whitespace() {
            while wanted.next_if(|c| c.is_whitespace()).is_some() {}
            let trimmed = rest.trim_start();
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
            continue;
        }
        if found != c && !found.to_lowercase().eq(c.to_lowercase()) {
            return None;
        }
        rest = rest.get(found.len_utf8()..)?;
    }
    Some(text.len() - rest.len())
}

/// The names of persons in a table that tells who somebody is, in the ways they may be told elsewhere.
fn names(records: &RecordSet) -> Vec<String> {
    let table = &records.typed.table;
    let says = |column: &Column, of: &[&str]| {
        let said = words(&column.title());
        said.iter().any(|word| of.contains(&word.as_str()))
    };
    let of_persons = |column: &Column| says(column, &OF_PERSONS) || is_of_birth(&column.title());
    if !table.columns.iter().any(of_persons) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let columns = table.columns.iter().enumerate();
    for (idx, _) in
        columns.filter(|(_, column)| says(column, &OF_NAMES) && !says(column, &OF_THINGS))
    {
        for row_idx in 0..table.rows.len() {
            if let Some(cell) = records.typed.cell(row_idx, idx) {
                found.extend(spellings(&cell.raw()));
            }
        }
    }
    found
}

/// A name as it stands in a cell, without its number, and without titles and degrees.
fn spellings(raw: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in raw.split(['\n', '/']) {
        let end = line
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(line.len());
        let name = line.get(..end).unwrap_or_default().trim();
        let bare = name.split(',').next().unwrap_or_default();
        let bare: Vec<&str> = bare
            .split_whitespace()
            .skip_while(|word| word.ends_with('.'))
            .collect();
        for name in [name.to_owned(), bare.join(" ")] {
            let n_letters = name.chars().filter(|c| c.is_alphabetic()).count();
            let said = words(&name);
            let is_none = said
                .iter()
                .any(|word| ["jumlah", "total", "kosong", "nip"].contains(&word.as_str()));
            if n_letters >= SHORTEST && !is_none {
                found.push(name);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(names: &[&str]) -> Hidden {
        let mut hidden = Hidden(BTreeMap::new());
        for name in names.iter().flat_map(|name| spellings(name)) {
            hidden.add(&name, NAME);
        }
        hidden.add("Dinas Contoh/Bidang/DUK.xlsx", "DUK.xlsx");
        hidden
    }

    #[test]
    fn names_are_found_in_any_spelling() {
        let hidden = hidden(&[
            "Dr. Adi Contoh, S.T., M.Si",
            "BUDI CONTOH\nNIP. 1980",
            "-",
            "Jumlah",
        ]);
        let cases = [
            ("Adi Contoh terdaftar dua kali", "[nama] terdaftar dua kali"),
            ("Dr. Adi Contoh, S.T., M.Si (2)", "[nama] (2)"),
            ("PPTK: adi  contoh", "PPTK: [nama]"),
            ("Budi Contoh, Adi Contohan", "[nama], Adi Contohan"),
            ("Jumlah - 3", "Jumlah - 3"),
            ("lihat dinas contoh/Bidang/DUK.xlsx B3", "lihat DUK.xlsx B3"),
            ("NIP 198001012005011", "NIP [nomor]"),
        ];
        for (text, expected) in cases {
            assert_eq!(hidden.without(text), expected, "{text}");
        }
    }
}
