//! Whose each table is: the document's own words first, then the folder, then the name of the file.
//! Comes in: the tables, the files, the registry if there is one. Goes out: the agency of every
//! table, and what contradicts itself. Never moves a document: it tells where it does not belong.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::codes::Codes;
use super::said::file_stem;
use crate::model::agency::{Agency, looks_like_agency, plain_name, resolve, resolve_beginning};
use crate::model::agency_line::{agency_in, is_unit, unit_in};
use crate::model::budget_stage::BudgetStage;
use crate::model::document::SourceFile;
use crate::model::evidence::Why;
use crate::model::finding::{Finding, Severity};
use crate::model::record::RecordSet;
use crate::model::text::{normalize, only_year};

/// The agencies of a region, and whose each document is.
#[derive(Debug, Default)]
pub(super) struct Owners {
    pub(super) agencies: Vec<Agency>,
    /// By document; a document of several agencies is nobody's.
    documents: BTreeMap<Arc<str>, (usize, Why)>,
    /// By document and sheet, where the document's own words tell.
    sheets: BTreeMap<(Arc<str>, Arc<str>), usize>,
    pub(super) findings: Vec<Finding>,
}

/// Folders that sort documents, and name no agency.
const SORTING: &[&str] = &[
    "data",
    "masukan",
    "input",
    "dokumen",
    "lampiran",
    "arsip",
    "laporan",
    "keuangan",
    "perencanaan",
    "anggaran",
    "kepegawaian",
    "bulanan",
    "tahunan",
    "opd",
    "skpd",
    "kiriman",
];

/// Most titles that are read for a name.
const MAX_TITLES: usize = 30;

impl Owners {
    pub(super) fn of_document(&self, path: &str) -> Option<(usize, Why)> {
        self.documents.get(path).copied()
    }

    /// The agency of a table.
    pub(super) fn of_table(&self, set: &RecordSet) -> Option<usize> {
        let key = (set.on.file.clone(), set.on.sheet.clone());
        let own = self.sheets.get(&key).copied();
        own.or_else(|| self.of_document(&set.on.file).map(|(agency, _)| agency))
    }

    pub(super) fn name(&self, agency: usize) -> &str {
        self.agencies
            .get(agency)
            .map(|agency| agency.name.as_str())
            .unwrap_or_default()
    }
}

/// What the words of a table name.
struct Naming {
    agency: Option<String>,
    /// A unit below an agency, which is what the document is of where it is known.
    unit: Option<String>,
}

impl Naming {
    /// The names, narrowest first.
    fn names(&self) -> impl Iterator<Item = &String> {
        self.unit.iter().chain(&self.agency)
    }
}

/// What the words of each document's tables name, by document and sheet.
type Named = BTreeMap<Arc<str>, BTreeMap<Arc<str>, Naming>>;

/// Finds whose each document is.
pub(super) fn name_agencies(
    records: &[Arc<RecordSet>],
    files: &[SourceFile],
    registry: &[Agency],
) -> Owners {
    let named = names_in(records);
    let mut owners = Owners {
        agencies: registry.to_vec(),
        ..Owners::default()
    };
    let folders: BTreeSet<&str> = files.iter().filter_map(folder).collect();
    let mut by_folder: BTreeMap<&str, usize> = BTreeMap::new();
    if registry.is_empty() {
        learn(
            &mut owners.agencies,
            &mut by_folder,
            &folders,
            files,
            &named,
        );
    } else {
        for folder in &folders {
            by_folder.extend(resolve(registry, folder).map(|agency| (*folder, agency)));
        }
    }
    let codes = Codes::of(records, files);
    let mut file_names = FileNames::of(&owners.agencies);
    for file in files {
        let in_name = file_names.find(&owners.agencies, &file.path);
        let Some(found) = owner(&mut owners, (file, in_name), &named, &by_folder, &codes) else {
            let words = folder(file).or_else(|| Some(file_stem(&file.path)));
            if !registry.is_empty()
                && let Some(words) = words.filter(|words| looks_like_agency(words))
            {
                let finding = Finding::about("C209", Severity::Warning, &file.path);
                owners.findings.push(finding.fact("name", words));
            }
            continue;
        };
        owners.documents.insert(file.path.clone(), found);
    }
    owners
}

/// The folder that may name an agency: the first below the input folder that does not only sort.
pub(super) fn folder(file: &SourceFile) -> Option<&str> {
    let folder = file.agency.as_deref()?;
    let plain = normalize(folder);
    let sorts = SORTING.contains(&plain.as_str())
        || BudgetStage::named(&plain).is_some()
        || only_year(&plain).is_some_and(|year| plain == year.to_string());
    if !sorts {
        return Some(folder);
    }
    // `dpa/Dinas Contoh/x.xlsx`: the next folder down.
    let mut below = file.path.split('/').skip(1);
    let next = below.next()?;
    (below.next().is_some() && looks_like_agency(next)).then_some(next)
}

/// The agencies that the tables of each document name.
fn names_in(records: &[Arc<RecordSet>]) -> Named {
    let mut named = Named::new();
    for set in records {
        let titles = || set.typed.table.titles.iter().take(MAX_TITLES);
        let naming = Naming {
            agency: titles().find_map(|title| agency_in(title)),
            unit: titles().find_map(|title| unit_in(title)),
        };
        if naming.names().next().is_none() {
            continue;
        }
        named
            .entry(set.on.file.clone())
            .or_default()
            .entry(set.on.sheet.clone())
            .or_insert(naming);
    }
    named
}

/// Learns the agencies from folders and documents where no registry lists them.
fn learn<'a>(
    agencies: &mut Vec<Agency>,
    by_folder: &mut BTreeMap<&'a str, usize>,
    folders: &BTreeSet<&'a str>,
    files: &[SourceFile],
    named: &Named,
) {
    for folder in folders.iter().filter(|folder| looks_like_agency(folder)) {
        let idx = resolve(agencies, folder).unwrap_or_else(|| {
            agencies.push(Agency::named(folder));
            agencies.len() - 1
        });
        by_folder.insert(folder, idx);
    }
    // What the documents of a folder without an agency's name call themselves is what it means.
    for &folder_name in folders.iter().filter(|folder| !looks_like_agency(folder)) {
        let own = files
            .iter()
            .filter(|file| folder(file) == Some(folder_name));
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let first = |file: &SourceFile| named.get(&file.path)?.values().next();
        for name in own.filter_map(|file| first(file)?.agency.as_ref()) {
            *counts.entry(plain_name(name)).or_default() += 1;
        }
        let most = counts.iter().max_by_key(|(_, count)| **count);
        let mut agency = Agency::named(folder_name);
        if let Some((name, _)) = most {
            if let Some(known) = resolve(agencies, name) {
                by_folder.insert(folder_name, known);
                continue;
            }
            agency.add_alias(name.clone());
        }
        by_folder.insert(folder_name, agencies.len());
        agencies.push(agency);
    }
    // A document outside any agency's folder tells whose it is; one inside may speak of others.
    for file in files.iter().filter(|file| folder(file).is_none()) {
        let said = named.get(&file.path).into_iter().flat_map(BTreeMap::values);
        // The kecamatan of a kelurahan is learned from its own documents.
        let said = said.filter_map(|naming| naming.names().next());
        let in_name = agency_in(file_stem(&file.path));
        for name in said.chain(&in_name) {
            if resolve_beginning(agencies, name).is_none()
                && !agencies.iter().any(|agency| agency.fit(name) > 0)
            {
                agencies.push(Agency::named(&capitalised(name)));
            }
        }
    }
}

fn capitalised(name: &str) -> String {
    let words = name.split(' ').map(|word| {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if !["dan", "di"].contains(&word) => {
                first.to_uppercase().chain(letters).collect()
            }
            _ => word.to_owned(),
        }
    });
    words.collect::<Vec<String>>().join(" ")
}

/// Whose a document is, and by what; tells where its words and its place disagree.
fn owner(
    owners: &mut Owners,
    (file, in_name): (&SourceFile, Option<usize>),
    named: &Named,
    by_folder: &BTreeMap<&str, usize>,
    codes: &Codes<'_>,
) -> Option<(usize, Why)> {
    let in_folder = folder(file).and_then(|folder| by_folder.get(folder).copied());
    let mut said: BTreeSet<usize> = BTreeSet::new();
    for (sheet, naming) in named.get(&file.path).into_iter().flatten() {
        let mut names = naming.names();
        let found = names.find_map(|name| resolve_beginning(&owners.agencies, name));
        if let Some(agency) = found {
            said.insert(agency);
            owners
                .sheets
                .insert((file.path.clone(), sheet.clone()), agency);
        }
    }
    // A workbook with a sheet for each of several agencies is nobody's.
    if said.len() > 1 {
        return None;
    }
    let mut said = said.first().copied();
    // What documents of one folder list says more than a name in one title.
    let misnamed = said.filter(|said| {
        in_folder.is_some_and(|folder| folder != *said)
            && codes.are_of_folder(file, by_folder, *said)
    });
    if misnamed.is_some() {
        said = None;
        owners.sheets.retain(|(path, _), _| *path != file.path);
    }
    let (found, why) = match (said, in_folder, in_name) {
        (Some(said), ..) => (said, Why::AgencyInDocument),
        (None, Some(folder), _) => (folder, Why::AgencyInFolder),
        (None, None, Some(name)) => (name, Why::AgencyInFileName),
        (None, None, None) => return None,
    };
    let is_unit = is_unit(owners.name(found));
    let contradicts = match (said, in_folder, in_name) {
        _ if misnamed.is_some() => misnamed.map(|said| (said, "judul", "the title")),
        // A kelurahan's document may lie with its kecamatan's.
        _ if is_unit => None,
        (Some(said), Some(folder), _) if said != folder => Some((folder, "folder", "the folder")),
        (None, Some(folder), Some(name)) if name != folder => {
            Some((name, "nama berkas", "the name of the file"))
        }
        (Some(said), None, Some(name)) if name != said => {
            Some((name, "nama berkas", "the name of the file"))
        }
        _ => None,
    };
    if let Some((other, by_id, by_en)) = contradicts {
        let (name, other) = (owners.name(found).to_owned(), owners.name(other).to_owned());
        let finding = Finding::about("C201", Severity::Warning, &file.path)
            .fact("name", &*name)
            .fact_in(
                "other",
                format!("{by_id}: {other}"),
                format!("{by_en}: {other}"),
            )
            .fact_in("reason", reason(why).0, reason(why).1);
        owners.findings.push(finding);
    }
    Some((found, why))
}

fn reason(why: Why) -> (&'static str, &'static str) {
    use crate::model::language::Language;
    (why.text(Language::Id), why.text(Language::En))
}

/// The agencies by words that files are named with: every file's name is held against all of them.
struct FileNames {
    /// By the first words of their names.
    by_first: BTreeMap<String, Vec<usize>>,
    /// By a word that abbreviates their names, once it was met.
    by_short: BTreeMap<String, Vec<usize>>,
}

impl FileNames {
    fn of(agencies: &[Agency]) -> Self {
        let mut by_first: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (idx, agency) in agencies.iter().enumerate() {
            for word in agency.first_words() {
                by_first.entry(word.to_owned()).or_default().push(idx);
            }
        }
        Self {
            by_first,
            by_short: BTreeMap::new(),
        }
    }

    /// The only agency that stands in the name of a file.
    fn find(&mut self, agencies: &[Agency], path: &str) -> Option<usize> {
        let stem = normalize(file_stem(path));
        let named = agency_in(&stem).and_then(|name| resolve_beginning(agencies, &name));
        if named.is_some() {
            return named;
        }
        let mut found: BTreeSet<usize> = BTreeSet::new();
        for word in stem.split(' ') {
            let stands = |&&idx: &&usize| {
                let agency = agencies.get(idx);
                agency.is_some_and(|agency| agency.stands_in(&stem))
            };
            let begun = self.by_first.get(word).into_iter().flatten();
            found.extend(begun.filter(stands));
            if word.len() >= 4 && word.starts_with(['d', 'b', 's', 'k']) {
                found.extend(self.abbreviated(agencies, word));
            }
        }
        let only = found.pop_first();
        only.filter(|_| found.is_empty())
    }

    fn abbreviated(&mut self, agencies: &[Agency], word: &str) -> &[usize] {
        self.by_short.entry(word.to_owned()).or_insert_with(|| {
            let all = agencies.iter().enumerate();
            let fitting = all.filter(|(_, agency)| agency.fit(word) > 0);
            fitting.map(|(idx, _)| idx).collect()
        })
    }
}
