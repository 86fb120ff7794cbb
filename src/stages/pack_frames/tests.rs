//! Frames hold what the records hold, exactly.

use std::io::Cursor;
use std::sync::Arc;

use polars::prelude::{AnyValue, DataFrame, DataType};
use polars_io::SerReader;
use polars_io::parquet::read::ParquetReader;
use rust_decimal::Decimal;

use super::*;
use crate::model::amount::{Grain, Percent, Rupiah, Unit, Value};
use crate::model::by_place::ByPlace;
use crate::model::code::AccountCode;
use crate::model::evidence::Why;
use crate::model::frames::*;
use crate::model::place::{CellRef, SheetPath};
use crate::model::record::{FieldRef, Holds, Line};
use crate::model::relation::{Operation, Stated, Verdict, judge};
use crate::model::table::{Column, Row, RowKind, Table};
use crate::model::typed::{ColumnReading, TypedCell, TypedTable};

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

fn rupiah(text: &str) -> Value {
    Value::Rupiah(Rupiah(decimal(text)))
}

fn holds(name: &str) -> Holds {
    match name {
        "name" | "lokasi" => Holds::Text,
        "target" => Holds::Either,
        _ => Holds::Number,
    }
}

/// A record set of one sheet: one column a field, one line a row; a line is a leaf unless its code
/// begins that of the next.
fn record_set(fields: &[(&str, Option<i32>)], rows: &[(&str, &[Value])]) -> RecordSet {
    let fields: Vec<FieldRef> = fields
        .iter()
        .map(|(name, year)| FieldRef {
            name: (*name).into(),
            year: *year,
            period: None,
            additive: *name != "name",
            holds: holds(name),
            is_personal: false,
            has_numbers: false,
        })
        .collect();
    let columns: Vec<Column> = (0..fields.len())
        .map(|idx| Column {
            col: u32::try_from(idx + 1).expect("small"),
            ..Column::default()
        })
        .collect();
    let mut lines = Vec::new();
    let mut cells = ByPlace::default();
    let mut table_rows = Vec::new();
    for (row_idx, (code, values)) in rows.iter().enumerate() {
        let row = u32::try_from(row_idx + 4).expect("small");
        let code = AccountCode::read(code);
        let next = rows
            .get(row_idx + 1)
            .and_then(|(code, _)| AccountCode::read(code));
        let is_leaf = !matches!((&code, &next), (Some(code), Some(next)) if code.is_above(next));
        table_rows.push(Row {
            sheet_rows: vec![row],
            kind: RowKind::Line,
            label: "".into(),
            is_sure: true,
            why: Why::default(),
            joined: None,
            indent: 0,
            is_bold: false,
        });
        for (value, column) in values.iter().zip(&columns) {
            let number = value.number();
            let raw = number.map_or("-".into(), |number| number.to_string().into());
            let cell = TypedCell::new(value.clone(), raw, Grain::Exact);
            cells.insert(CellRef::new(row, column.col), cell);
        }
        lines.push(Line {
            row_idx,
            name: format!("baris {row_idx}").into(),
            depth: code.as_ref().map_or(0, |code| code.parts.len()),
            key: code
                .as_ref()
                .map(|code| code.parts.iter().skip(1).copied().collect())
                .unwrap_or_default(),
            code,
            level: Some("program".into()),
            parent: None,

            stands_apart: false,
            is_leaf,
        });
    }
    RecordSet {
        on: SheetPath::new("Dinas A/belanja.xlsx", "Sheet1"),
        sha256: "ab".into(),
        kind: Some("realisasi-sub-kegiatan".to_owned()),
        evidence: Vec::new(),
        region: Some("Kota Contoh".to_owned()),
        agency: Some("Dinas A".to_owned()),
        year: Some(2023),
        typed: TypedTable {
            columns: vec![ColumnReading::default(); columns.len()],
            table: Table {
                columns,
                rows: table_rows,
                ..Table::default()
            },
            cells,
            ..TypedTable::default()
        },
        fields: fields.into_iter().map(Some).collect(),
        lines,
        in_force: None,
    }
}

fn only_frame(frames: &Frames) -> &DataFrame {
    frames.frames.values().next().expect("a frame")
}

fn pagu_of(numbers: &[&str]) -> Frames {
    let rows: Vec<Vec<Value>> = numbers.iter().map(|number| vec![rupiah(number)]).collect();
    let rows: Vec<(&str, &[Value])> = rows.iter().map(|row| ("", row.as_slice())).collect();
    pack_frames(&[Arc::new(record_set(&[("pagu", None)], &rows))]).expect("frames")
}

#[test]
fn totals_computed_in_frames_equal_those_computed_by_relations() {
    let cases: [&[&str]; 5] = [
        &["13055731171", "2119406391"],
        &["-5", "0", "5.25", "0.000000000000000001"],
        &["98.37307692307692", "1.62692307692308"],
        &["9999999999999999999", "-9999999999999999999", "7"],
        &["0"],
    ];
    for numbers in cases {
        let stated: Vec<Stated> = numbers
            .iter()
            .map(|number| Stated {
                value: decimal(number),
                grain: Grain::Exact,
                unit: Unit::Rupiah,
            })
            .collect();
        let frames = pagu_of(numbers);
        let total = column_total(only_frame(&frames), "pagu", true).expect("a total");
        let target = Stated {
            value: total,
            grain: Grain::Exact,
            unit: Unit::Rupiah,
        };
        let verdict = judge(Operation::Sum, &target, &stated);
        assert!(
            matches!(verdict, Verdict::Holds(_)),
            "{numbers:?} {verdict:?}"
        );
        assert_eq!(frames.inexact, 0);
    }
}

#[test]
fn only_leaves_are_summed_on_request() {
    let (a, b, c) = ([rupiah("30")], [rupiah("10")], [rupiah("20")]);
    let rows: [(&str, &[Value]); 3] = [("2.16", &a), ("2.16.01", &b), ("2.16.02", &c)];
    let frames = pack_frames(&[Arc::new(record_set(&[("pagu", None)], &rows))]).expect("frames");
    assert_eq!(
        column_total(only_frame(&frames), "pagu", true),
        Some(decimal("30"))
    );
    assert_eq!(
        column_total(only_frame(&frames), "pagu", false),
        Some(decimal("60"))
    );
    assert_eq!(column_total(only_frame(&frames), "name", false), None);
    assert_eq!(column_total(only_frame(&frames), "none", false), None);
}

#[test]
fn what_does_not_fit_is_null_counted_and_kept_as_text() {
    let frames = pagu_of(&["1234567890123456789012345678", "1", "0.0000000000000000001"]);
    let frame = only_frame(&frames);
    assert_eq!(frames.inexact, 2);
    assert_eq!(column_total(frame, "pagu", true), Some(Decimal::ONE));
    let texts = frame.column("pagu_text").expect("a column");
    assert_eq!(
        texts.get(0).expect("a row"),
        AnyValue::String("1234567890123456789012345678")
    );
    assert_eq!(texts.get(1).expect("a row"), AnyValue::Null);
}

#[test]
fn a_sum_that_could_overflow_is_refused() {
    let frames = pagu_of(&["99999999999999999999", "99999999999999999999"]);
    assert_eq!(column_total(only_frame(&frames), "pagu", true), None);
    assert_eq!(frames.inexact, 0);
}

#[test]
fn rows_carry_their_source_and_years_their_column() {
    let values = [
        rupiah("1"),
        rupiah("2"),
        Value::Text("baik".into()),
        Value::of(decimal("5"), "surat".into()),
    ];
    let words = [
        rupiah("1"),
        rupiah("2"),
        Value::Text("cukup".into()),
        Value::Text("-".into()),
    ];
    let fields = [
        ("pagu", Some(2022)),
        ("pagu", Some(2023)),
        ("name", None),
        ("target", None),
    ];
    let set = record_set(&fields, &[("2.16.01", &values), ("2.16.02", &words)]);
    let mut unknown = set.clone();
    unknown.kind = None;
    let frames = pack_frames(&[Arc::new(set), Arc::new(unknown)]).expect("frames");
    assert_eq!(frames.without_kind, 1);
    let frame = only_frame(&frames);
    let text = |column: &str, row: usize| {
        frame
            .column(column)
            .expect(column)
            .get(row)
            .expect("a row")
            .to_string()
    };
    assert_eq!(text("row", 0), "5");
    assert_eq!(text("code_key", 0), "\"16.1\"");
    assert_eq!(text("pagu_2022_cell", 0), "\"B5\"");
    assert_eq!(text("pagu_2023_cell", 1), "\"C6\"");
    assert_eq!(text("name_field", 0), "\"baik\"");
    assert_eq!(text("target_text", 1), "\"-\"");
    assert_eq!(
        amount_column(frame, "pagu", Some(2023)).as_deref(),
        Some("pagu_2023")
    );
    assert_eq!(amount_column(frame, "pagu", None), None);
    assert_eq!(
        *frame.column("target").expect("target").dtype(),
        DataType::Decimal(38, 18)
    );
}

#[test]
fn a_column_of_words_stays_one_whatever_stands_in_it() {
    let number = |text: &str| Value::Number(decimal(text));
    let of = |lokasi: Value, target: Value| {
        let row = [lokasi, target];
        record_set(&[("lokasi", None), ("target", None)], &[("2.16", &row)])
    };
    let words = of(
        Value::Text("Kecamatan Contoh".into()),
        Value::Text("baik".into()),
    );
    let mut numbers = of(rupiah("1500000"), number("12"));
    numbers.on = SheetPath::new("Dinas B/belanja.xlsx", numbers.on.sheet.clone());
    numbers.agency = Some("Dinas B".to_owned());
    let schema = |frame: &DataFrame| -> Vec<(String, DataType)> {
        let columns = frame.columns().iter();
        columns
            .map(|column| (column.name().to_string(), column.dtype().clone()))
            .collect()
    };
    let of_each = |sets: &[&RecordSet]| {
        let sets: Vec<Arc<RecordSet>> = sets.iter().map(|set| Arc::new((*set).clone())).collect();
        let frames = pack_frames(&sets).expect("frames").frames;
        frames.into_values().collect::<Vec<DataFrame>>()
    };
    let together = of_each(&[&words, &numbers]);
    let alone = [of_each(&[&words]), of_each(&[&numbers])].concat();
    assert_eq!(together.len(), 2);
    for frame in together.iter().chain(&alone) {
        assert_eq!(schema(frame), schema(&together[0]));
        let of = |name: &str| frame.column(name).expect(name).dtype().clone();
        assert_eq!(of("lokasi"), DataType::String);
        assert_eq!(of("target"), DataType::Decimal(38, 18));
        assert_eq!(of("target_text"), DataType::String);
    }
    let written = together[1].column("lokasi").expect("a column");
    assert_eq!(written.get(0).expect("a row"), AnyValue::String("1500000"));
}

#[test]
fn a_copied_file_counts_once() {
    let row = [Value::Percent(Percent(decimal("12.5")))];
    let set = record_set(&[("capaian", None)], &[("2.16", &row)]);
    let mut copy = set.clone();
    copy.on = SheetPath::new("Dinas A/salinan.xlsx", copy.on.sheet.clone());
    let frames = pack_frames(&[Arc::new(set), Arc::new(copy)]).expect("frames");
    let frame = only_frame(&frames);
    assert_eq!(frame.height(), 2);
    assert_eq!(without_copies(frame).expect("a frame").height(), 1);
}

#[test]
fn parquet_round_trips() {
    let frames = pagu_of(&["-5", "99999999999999999999", "0.000000000000000001", "0"]);
    let frame = only_frame(&frames);
    let bytes = to_parquet(frame.clone()).expect("bytes");
    let back = ParquetReader::new(Cursor::new(&bytes))
        .finish()
        .expect("a frame");
    assert!(back.equals_missing(frame), "{back:?}");
    assert_eq!(
        bytes,
        to_parquet(frame.clone()).expect("bytes"),
        "the same frame gives the same bytes"
    );
}

#[test]
fn no_records_make_no_frames() {
    let frames = pack_frames(&[]).expect("frames");
    assert!(frames.frames.is_empty());
}
