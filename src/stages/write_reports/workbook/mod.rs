//! The consolidated workbook `konsolidasi.xlsx`: sheets for people, from the cover over trees and chain to
//! sources.
//!
//! Sheet names are Indonesian in every language, as other workbooks may point at them. No text of an
//! input ever becomes a formula; links lead to input files only, by a path relative to the workbook.

mod agencies;
mod amounts;
mod budget;
mod chain;
mod comparison;
mod completeness;
mod coverage;
mod findings;
mod forest;
mod region_tree;
mod sources;
mod spending;
mod staff;
mod standing;
mod summary;
mod tree;
mod waterfall;

use rayon::prelude::*;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::catalogue::Catalogue;
use super::outputs::{RunFacts, WriteError};
use super::package::NO_TIME;
use super::spreadsheet::link::Target;
use super::spreadsheet::sheet::Sheet;
use crate::model::document::FileFormat;
use crate::model::language::Language;
pub(super) use forest::{Forest, Kind};
use standing::Standing;

/// How hard the workbook is packed, of 1 to 9: a third larger than at the usual 6, in a fifth of the time.
const EFFORT: u8 = 1;

/// Makes a sheet, or several where it is too long for one.
type Write = for<'a, 'b> fn(&'a Context<'b>) -> Result<Vec<Worksheet>, WriteError>;

/// The sheets in their order, but for the trees and the long lists.
const SHEETS: [Write; 7] = [
    summary::write,
    chain::write,
    completeness::write,
    staff::write,
    findings::write,
    coverage::write,
    sources::write,
];

/// Where the trees and the long lists stand among them, each put in behind the one before.
const TREES: [usize; 2] = [1, 2];
const COMPARISON: usize = 4;
const BUDGET: usize = 8;

/// Sheets in their order, or why there are none.
type Made = Result<Vec<Vec<Worksheet>>, WriteError>;

/// Makes a tree on a sheet.
type WriteTree = for<'a, 'b> fn(&'a Context<'b>, Sheet) -> Result<Worksheet, WriteError>;

/// The trees by their names.
const WRITE_TREES: [(&str, WriteTree); 2] = [
    (tree::TREE, tree::write),
    (region_tree::REGION, region_tree::write),
];

/// What every sheet is made from.
pub(super) struct Context<'a> {
    catalogue: &'a Catalogue<'a>,
    facts: &'a RunFacts,
    language: Language,
    forest: &'a Forest<'a>,
    standing: Standing<'a>,
}

impl Context<'_> {
    /// Where a document lies, seen from the workbook, at a sheet and cell where they are known.
    fn target(&self, document: &str, at: Option<(&str, &str)>) -> Option<Target> {
        let file = Target::file(self.facts.path_to(document)?)?;
        // The member of an archive has no place of its own.
        let is_file = self.facts.input_paths.contains_key(document);
        let is_sheeted = self.catalogue.file(document).is_some_and(|file| {
            matches!(
                file.format,
                FileFormat::Xlsx | FileFormat::Xlsb | FileFormat::Xls | FileFormat::Ods
            )
        });
        Some(match at {
            Some((sheet, cell)) if is_file && is_sheeted => file.at(sheet, cell),
            Some(_) | None => file,
        })
    }
}

/// The spending of all agencies as a forest: what the workbook and the manifest take their totals from.
pub(super) fn forest<'a>(catalogue: &Catalogue<'a>) -> Forest<'a> {
    Forest::new(spending::spending(catalogue))
}

/// Makes the workbook; the same report, facts and language give the same bytes.
pub(super) fn consolidated_workbook(
    catalogue: &Catalogue<'_>,
    facts: &RunFacts,
    language: Language,
    forest: &Forest<'_>,
) -> Result<Vec<u8>, WriteError> {
    let context = Context {
        catalogue,
        facts,
        language,
        forest,
        standing: Standing::new(catalogue.report),
    };
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(language)?);
    workbook.set_zip_compression_level(EFFORT);
    // There is a tree of the region where it has agencies to merge.
    let n_trees = if forest.agencies.len() < 2 { 1 } else { 2 };
    let mut short = Vec::new();
    let mut long = Vec::new();
    for &(name, write) in WRITE_TREES.iter().take(n_trees) {
        let n_rows = forest.nodes.len();
        match Sheet::for_long_tree(&mut workbook, name, n_rows)? {
            Some(sheet) => long.push((sheet, write)),
            None => short.push((Sheet::new(name)?, write)),
        }
    }
    let make = |(sheet, write): (Sheet, WriteTree)| Ok(vec![write(&context, sheet)?]);
    // What is held on disk is written one after the other, so that the same report numbers its formats the
    // same.
    let (lists, sheets) = rayon::join(
        || {
            let trees: Made = long.into_iter().map(make).collect();
            let comparison = comparison::write(&context, &mut workbook)?;
            Ok::<_, WriteError>((trees?, comparison, budget::write(&context, &mut workbook)?))
        },
        || {
            let (trees, sheets): (Vec<_>, Vec<_>) = rayon::join(
                || short.into_par_iter().map(make).collect(),
                || SHEETS.par_iter().map(|write| write(&context)).collect(),
            );
            let made = (trees.into_iter().collect(), sheets.into_iter().collect());
            let (trees, sheets): (Made, Made) = made;
            Ok::<_, WriteError>((trees?, sheets?))
        },
    );
    let ((mut trees, comparison, budget), (short, mut sheets)) = (lists?, sheets?);
    trees.extend(short);
    trees.resize_with(TREES.len(), Vec::new);
    for (at, tree) in TREES.into_iter().zip(trees) {
        sheets.insert(at, tree);
    }
    sheets.insert(COMPARISON, comparison);
    sheets.insert(BUDGET, budget);
    for sheet in sheets.into_iter().flatten() {
        workbook.push_worksheet(sheet);
    }
    Ok(workbook.save_to_buffer()?)
}

/// The document's properties. Without a creation time of ours the library would ask the clock; the
/// run's own takes its place when the workbook is filled ([`super::package`]).
fn properties(language: Language) -> Result<DocProperties, XlsxError> {
    let created = ExcelDateTime::parse_from_str(NO_TIME)?;
    Ok(DocProperties::new()
        .set_title(language.pick("Konsolidasi anggaran", "Consolidated budget"))
        .set_author("selaras")
        .set_creation_datetime(&created))
}
