//! A tiny report with hostile names: one agency, a realisation, a plan, and a file that is broken.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::model::amount::{Grain, Rupiah, Value};
use crate::model::cause::{Cause, CauseKind, Confidence};
use crate::model::code::AccountCode;
use crate::model::coverage::Coverage;
use crate::model::document::{FileFormat, IgnoreReason, Ignored, Inventory, SourceFile};
use crate::model::evidence::Why;
use crate::model::finding::{Finding, Related, Role, Severity};
use crate::model::grid::Tally;
use crate::model::hash::sha256_hex;
use crate::model::life::Tonight;
use crate::model::place::{CellRef, Place, SheetPath};
use crate::model::record::{FieldRef, Holds, Line, RecordSet};
use crate::model::relation::RelationCounts;
use crate::model::report::{AuditReport, DocumentSummary, SheetSummary};
use crate::model::table::{Column, Row, RowKind, Table};
use crate::model::typed::{TypedCell, TypedTable};
use crate::stages::write_reports::RunFacts;

pub(super) const HOSTILE: [&str; 5] = [
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "https://example.org/?a=1",
    "+62\u{1}\u{b}_x0041_\u{ffff}",
    "@SUM(1+1)\"\n\t{=1}",
];

pub(super) fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

/// Lines as (code, name, is leaf, amounts); columns follow `fields` from column B, rows from row 5.
pub(super) fn records(
    kind: &str,
    document: &str,
    fields: &[&str],
    lines: &[(&str, &str, bool, &[&str])],
) -> Arc<RecordSet> {
    let col = |idx: usize| u32::try_from(idx + 1).expect("small");
    let row = |idx: usize| u32::try_from(idx + 4).expect("small");
    let field = |name: &str| FieldRef {
        name: name.into(),
        year: None,
        period: None,
        additive: true,
        holds: Holds::Number,
        is_personal: false,
        has_numbers: false,
    };
    let make_line = |(row_idx, line): (usize, &(&str, &str, bool, &[&str]))| {
        let (code, name, is_leaf, _) = *line;
        let code = AccountCode::read(code);
        Line {
            row_idx,
            name: name.into(),
            depth: usize::from(is_leaf),
            key: comparable(code.as_ref()),
            code,
            level: Some("kegiatan".into()),
            parent: (is_leaf && lines.first().is_some_and(|first| !first.2)).then_some(0),
            stands_apart: false,
            is_leaf,
        }
    };
    let cells = lines.iter().enumerate().flat_map(|(row_idx, line)| {
        let amounts = line.3.iter().enumerate();
        amounts.map(move |(idx, amount)| {
            let value = Value::Rupiah(Rupiah(decimal(amount)));
            let cell = TypedCell::new(value, (*amount).into(), Grain::Exact);
            (CellRef::new(row(row_idx), col(idx)), cell)
        })
    });
    let rows = (0..lines.len()).map(|idx| Row {
        sheet_rows: vec![row(idx)],
        kind: RowKind::Line,
        label: "".into(),
        is_sure: true,
        why: Why::default(),
        joined: None,
        indent: 0,
        is_bold: false,
    });
    let columns = (0..fields.len()).map(|idx| Column {
        col: col(idx),
        ..Column::default()
    });
    Arc::new(RecordSet {
        sha256: sha256_of(document).into(),
        on: SheetPath::new(document, "Sheet1"),
        kind: Some(kind.to_owned()),
        evidence: Vec::new(),
        region: Some("Kota Contoh".to_owned()),
        agency: Some("Dinas A".to_owned()),
        year: Some(2023),
        typed: TypedTable {
            table: Table {
                columns: columns.collect(),
                rows: rows.collect(),
                ..Table::default()
            },
            columns: Vec::new(),
            cells: cells.collect(),
            ..TypedTable::default()
        },
        fields: fields.iter().map(|name| Some(field(name))).collect(),
        lines: lines.iter().enumerate().map(make_line).collect(),
        in_force: None,
    })
}

pub(super) fn sha256_of(text: &str) -> String {
    sha256_hex(text.as_bytes())
}

pub(super) fn source(path: &str, format: FileFormat) -> SourceFile {
    SourceFile {
        path: path.into(),
        sha256: sha256_of(path).into(),
        size: 10,
        format,
        agency: Some("Dinas A".into()),
        year: Some(2023),
    }
}

pub(super) fn place(cell: &str) -> Place {
    let cell = cell.parse().expect("a cell");
    Place::new("Dinas A/realisasi.xlsx", "Sheet1", cell)
}

pub(super) fn finding(cell: &str) -> Finding {
    let mut finding = Finding::at("A101", Severity::Error, &place(cell))
        .fact("column", "Pagu")
        .fact("label", HOSTILE[0]);
    finding.stated = Some(decimal("300.50"));
    finding.computed = Some(decimal("210"));
    finding.difference = Some(decimal("90.50"));
    finding.tolerance = Some(Decimal::ZERO);
    finding.related = vec![Related {
        role: Role::Addend,
        place: place("B6"),
        value: None,
    }];
    finding.causes = vec![Cause {
        kind: CauseKind::TransposedDigits,
        confidence: Confidence::Likely,
        place: place(cell),
        suggested: Some(decimal("210")),
    }];
    finding.consequences = vec![place("D5")];
    finding
}

/// What became of the cells of each document.
const TALLY: Tally = Tally {
    stored: 43,
    blank: 2,
    refused: 1,
};

pub(super) fn report() -> AuditReport {
    let lines: [(&str, &str, bool, &[&str]); 6] = [
        ("2.16.01", HOSTILE[0], false, &["300.50", "100"]),
        ("2.16.01.2.01", HOSTILE[1], true, &["100", "60"]),
        ("2.16.01.2.02", HOSTILE[2], true, &["110", "40"]),
        ("2.16.01.2.03", HOSTILE[3], true, &["0", "0"]),
        ("2.16.01.2.04", HOSTILE[4], true, &["-10", "0"]),
        ("2.16.01.2.05", "panjang", true, &["12345678901234567", "1"]),
    ];
    let plan: [(&str, &str, bool, &[&str]); 2] = [
        ("16.01.2.01", "rencana", true, &["90"]),
        ("16.01.2.09", "hanya rencana", true, &["5"]),
    ];
    let realisation = "Dinas A/realisasi.xlsx";
    let broken = "Dinas A/=rusak.xls";
    let unreadable = Finding::about("R001", Severity::Error, broken).fact("reason", "terenkripsi");
    let summary = |path: &str, unreadable: bool| DocumentSummary {
        path: path.into(),
        n_sheets: 1,
        n_cells: 40,
        tally: TALLY,
        sheets: vec![SheetSummary {
            name: "Sheet1".into(),
            n_cells: 40,
            tally: TALLY,
            tables: vec![Some("realisasi-sub-kegiatan".to_owned()), None],
            n_numbers: 12,
            n_proved: 9,
            coverage: Coverage::default(),
        }],
        unreadable,
    };
    AuditReport {
        pipeline: Some("contoh".to_owned()),
        region: Some("Kota Contoh".to_owned()),
        year: Some(2023),
        inventory: Inventory {
            entries: vec![
                source(broken, FileFormat::Xls),
                source(realisation, FileFormat::Xlsx),
                source("Dinas A/kiriman.zip/renja.xlsx", FileFormat::Xlsx),
            ],
            ignored: vec![
                Ignored {
                    path: "Dinas A/kiriman.zip".into(),
                    reason: IgnoreReason::Unpacked,
                },
                Ignored {
                    path: "Dinas A/~$renja.xlsx".into(),
                    reason: IgnoreReason::HiddenOrLock,
                },
            ],
        },
        documents: vec![
            summary(broken, true),
            summary(realisation, false),
            summary("Dinas A/kiriman.zip/renja.xlsx", false),
        ],
        records: vec![
            records(
                "realisasi-sub-kegiatan",
                realisation,
                &["pagu", "realisasi"],
                &lines,
            ),
            records("renja", "Dinas A/kiriman.zip/renja.xlsx", &["pagu"], &plan),
        ],
        counts: RelationCounts::default(),
        relations: Vec::new(),
        numbers: BTreeMap::new(),
        findings: vec![unreadable, finding("B5")],
        ..AuditReport::default()
    }
}

pub(super) fn facts() -> RunFacts {
    RunFacts {
        version: "0.1.0".to_owned(),
        pipeline_file: Some("pipelines/contoh.toml".to_owned()),
        dropped: BTreeMap::from([("R031".to_owned(), 4)]),
        limits: BTreeMap::from([("cells".to_owned(), 100)]),
        input_paths: BTreeMap::from([
            (
                "Dinas A/realisasi.xlsx".into(),
                "../masukan/Dinas A/realisasi.xlsx".to_owned(),
            ),
            (
                "Dinas A/kiriman.zip".into(),
                "../masukan/Dinas A/kiriman.zip".to_owned(),
            ),
            (
                "Dinas A/=rusak.xls".into(),
                "https://example.org/ #x".to_owned(),
            ),
        ]),
        ..RunFacts::default()
    }
}

pub(super) fn tonight() -> Tonight {
    Tonight {
        started: "2026-11-05T01:02:03+07:00".to_owned(),
        timings: vec![("extract_cells".to_owned(), 12)],
        ..Tonight::default()
    }
}

/// The key of a spending code: without the urusan's digit, where it has one.
fn comparable(code: Option<&AccountCode>) -> Vec<u32> {
    code.map(|code| {
        code.parts
            .iter()
            .skip_while(|&&part| part < 10)
            .copied()
            .collect()
    })
    .unwrap_or_default()
}
