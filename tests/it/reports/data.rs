//! The Parquet files below `data/`: their columns are those documented, of those types, and what they
//! add up to is what the manifest states.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use polars::prelude::{DataFrame, DataType};
use polars_io::SerReader as _;
use polars_io::parquet::read::ParquetReader;
use rust_decimal::Decimal;
use selaras::config::Profile;
use selaras::config::profile::{ColumnRule, GENERIC, UnitRule};
use selaras::model::frames::{PRECISION, SCALE, column_total};
use selaras::run::prepare::builtin_profiles;

use super::{files, run};
use crate::support::project;

/// The columns that every file begins with, their types and what they hold.
const FIXED: [(&str, &str, &str); 13] = [
    ("region", "text", "the region, from the pipeline"),
    ("agency", "text", "the agency; null where nobody's is known"),
    ("year", "int32", "the budget year"),
    (
        "document",
        "text",
        "path of the source file, relative to the input folder",
    ),
    ("sha256", "text", "hash of the source file"),
    ("sheet", "text", "sheet of the source file"),
    (
        "row",
        "int64",
        "first row of the line on that sheet, counted from 1",
    ),
    ("level", "text", "level of the line, such as `program`"),
    ("depth", "int32", "depth in the tree, 0 for a root"),
    ("code", "text", "code, repaired where it was damaged"),
    (
        "code_key",
        "text",
        "the code's numbers as documents of all spellings share them",
    ),
    ("name", "text", "the line's name"),
    (
        "is_leaf",
        "boolean",
        "whether no other line stands under it; only these may be added up",
    ),
];

fn type_name(data_type: &DataType) -> String {
    match data_type {
        DataType::String => "text".to_owned(),
        DataType::Int32 => "int32".to_owned(),
        DataType::Int64 => "int64".to_owned(),
        DataType::Boolean => "boolean".to_owned(),
        DataType::Decimal(precision, scale) => format!("decimal({precision}, {scale})"),
        other => format!("{other:?}"),
    }
}

fn number_type() -> String {
    format!("decimal({PRECISION}, {SCALE})")
}

/// What a field's column may hold.
fn documented_type(column: &ColumnRule) -> String {
    match column.unit {
        UnitRule::Rupiah | UnitRule::Percent | UnitRule::Count => number_type(),
        UnitRule::Text => "text".to_owned(),
        UnitRule::Any => format!("{}, or words", number_type()),
    }
}

/// What stands beside the fields that say something of a person.
const EMPTY: &str = "of persons, always null";

/// Fields of a kind, each with its type.
fn fields(profile: &Profile) -> BTreeMap<&str, String> {
    let columns = profile.columns.iter().map(|column| {
        let documented = if column.personal {
            EMPTY.to_owned()
        } else {
            documented_type(column)
        };
        (column.field.as_str(), documented)
    });
    columns.collect()
}

/// The schema of every kind is documented; `UPDATE=1` rewrites it.
#[test]
fn the_schema_of_every_kind_is_documented() {
    let mut text = String::from(
        "# The Parquet files of a run\n\n\
         `data/<kind>/region=.../year=.../agency=.../lines.parquet`: one file a kind of document, region, year and agency, one row\n\
         a line of a table. Folders are named as Hive, DuckDB, Arrow and polars read them (`__HIVE_DEFAULT_PARTITION__`: unknown;\n\
         other letters than letters, digits, `-`, `_`, space and dot are percent-encoded). The three are columns too.\n\n\
         Amounts are exact decimals, in rupiah whatever unit the document uses, never floats. Add up rows with `is_leaf` only, and of\n\
         one document: the reports of several months of an agency stand in one file, each with its `document`. This file is generated.\n\n\
         ## Columns of every file\n\n| column | type | holds |\n| --- | --- | --- |\n",
    );
    for (name, data_type, holds) in FIXED {
        text.push_str(&format!("| `{name}` | {data_type} | {holds} |\n"));
    }
    text.push_str(&format!(
        "\nThen for each field of the kind that some document states, by name:\n\n\
         - `<field>`: its value, {} or text, as its profile declares it, whatever a document writes there: a number in a\n\
         \u{20} column of words is text, as written;\n\
         - `<field>_cell`: the cell it comes from, such as `D6`;\n\
         - `<field>_text`: of a column of numbers, what is written where that is words or more digits than fit, else null.\n\n\
         A table with several columns of one field has them as `<field>_<year>`, `<field>_<period>` (`m03`, `q2`, `until-q3`), `<field>_2`.\n\n\
         ## Fields by kind\n\n\
         As their profiles declare them; what may be numbers or words is decimals, with the words in its `_text` column.\n\n",
        number_type()
    ));
    for profile in builtin_profiles().expect("profiles") {
        if profile.kind == GENERIC {
            continue;
        }
        text.push_str(&format!("### `{}`: {}\n\n", profile.kind, profile.title.en));
        let mut by_type: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (field, data_type) in fields(&profile) {
            by_type
                .entry(data_type)
                .or_default()
                .push(format!("`{field}`"));
        }
        for (data_type, fields) in by_type {
            text.push_str(&format!("- {data_type}: {}\n", fields.join(", ")));
        }
        text.push('\n');
    }
    let text = format!("{}\n", text.trim_end());
    let path = project("src/stages/pack_frames/README.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).expect("written");
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert!(known == text, "run with UPDATE=1 and look at what changed");
}

fn read(path: &Path) -> DataFrame {
    let file = fs::File::open(path).expect("a file");
    ParquetReader::new(file).finish().expect("Parquet")
}

/// The kind in a file's path, and its agency.
fn kind_and_agency(data: &Path, path: &Path) -> (String, String) {
    let below = path.strip_prefix(data).expect("below the data");
    let parts: Vec<String> = below
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    let agency = parts.iter().find_map(|part| part.strip_prefix("agency="));
    (parts[0].clone(), agency.expect("an agency").to_owned())
}

#[test]
fn columns_are_as_documented() {
    let profiles = builtin_profiles().expect("profiles");
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["kabupaten-contoh-2023", "kutai-barat-2023"] {
        run(name, folder.path());
        let data = folder.path().join(format!("output/{name}/data"));
        let mut types: BTreeMap<(String, String), String> = BTreeMap::new();
        for path in files(&data) {
            let (kind, _) = kind_and_agency(&data, &path);
            let profile = profiles.iter().find(|profile| profile.kind == kind);
            let fields = fields(profile.expect("a profile"));
            let frame = read(&path);
            let columns: Vec<(String, String)> = frame
                .columns()
                .iter()
                .map(|column| (column.name().to_string(), type_name(column.dtype())))
                .collect();
            for ((name, data_type), (fixed, fixed_type, _)) in columns.iter().zip(FIXED) {
                assert_eq!((name.as_str(), data_type.as_str()), (fixed, fixed_type));
            }
            for (name, data_type) in columns.iter().skip(FIXED.len()) {
                let known = types
                    .entry((kind.clone(), name.clone()))
                    .or_insert_with(|| data_type.clone());
                assert_eq!(known, data_type, "{kind} {name} is one type in all files");
                if let Some(base) = name.strip_suffix("_cell").or(name.strip_suffix("_text")) {
                    assert_eq!(data_type, "text", "{kind} {name}");
                    assert!(
                        columns.iter().any(|(other, _)| other == base),
                        "{kind} {name}"
                    );
                    continue;
                }
                let base = name.split('_').next().expect("a name");
                let documented = fields.get(base);
                let documented = documented.unwrap_or_else(|| panic!("{kind} {name}"));
                if documented == EMPTY {
                    let column = frame.column(name).expect("a column");
                    assert_eq!(column.null_count(), frame.height(), "{kind} {name}");
                } else {
                    let is_known = documented.starts_with(data_type.as_str());
                    assert!(is_known, "{kind} {name}: {data_type}");
                    let words = columns
                        .iter()
                        .any(|(other, _)| *other == format!("{name}_text"));
                    assert_eq!(words, data_type != "text", "{kind} {name}");
                }
            }
        }
    }
}

/// The rows of one document.
fn of_document(frame: &DataFrame, document: &str) -> DataFrame {
    let documents = frame
        .column("document")
        .expect("a column")
        .str()
        .expect("text");
    let kept = documents
        .iter()
        .map(|known| known == Some(document))
        .collect();
    frame.filter(&kept).expect("rows")
}

#[test]
fn leaves_add_up_to_the_totals_of_the_manifest() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = "kabupaten-contoh-2023";
    let manifest = run(name, folder.path());
    let data = folder.path().join(format!("output/{name}/data"));
    let mut found: BTreeMap<String, (Decimal, Decimal)> = BTreeMap::new();
    for path in files(&data.join("realisasi-sub-kegiatan")) {
        let (_, agency) = kind_and_agency(&data, &path);
        let frame = read(&path);
        let documents = frame
            .column("document")
            .expect("a column")
            .str()
            .expect("text");
        let documents: BTreeSet<&str> = documents.iter().flatten().collect();
        // The year's own report, or that of its last month.
        let report = documents
            .iter()
            .find(|document| document.contains("Realisasi 2023."))
            .or(documents
                .iter()
                .find(|document| document.contains("Desember")))
            .expect("the year's report");
        let frame = of_document(&frame, report);
        let total = |field| column_total(&frame, field, true).expect("a total");
        found.insert(agency, (total("pagu"), total("realisasi")));
    }
    let amount = |value: &serde_json::Value| -> Decimal {
        value
            .as_str()
            .expect("an amount")
            .parse()
            .expect("a decimal")
    };
    let mut n_agencies = 0;
    for total in manifest["totals"].as_array().expect("totals") {
        let stated = (amount(&total["pagu"]), amount(&total["realisasi"]));
        if let Some(agency) = total["agency"].as_str() {
            n_agencies += 1;
            assert_eq!(found.get(agency), Some(&stated), "{agency}");
        } else {
            let sum = |pick: fn(&(Decimal, Decimal)) -> Decimal| found.values().map(pick).sum();
            let all: (Decimal, Decimal) = (sum(|both| both.0), sum(|both| both.1));
            assert_eq!(stated, all, "the region");
        }
    }
    assert_eq!(n_agencies, found.len());
}
