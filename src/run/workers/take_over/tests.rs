//! Documents that come over whole, and what must not: cut off, changed, out of turn, too much.

use std::sync::{Arc, Mutex};

use rust_decimal::Decimal;

use super::*;
use crate::config::builtin;
use crate::config::load::profile_from_str;
use crate::model::audited::Audited;
use crate::model::cells::Cells;
use crate::model::document::{FileFormat, SourceFile};
use crate::model::extraction::{Extracted, Member};
use crate::model::finding::{Finding, Severity};
use crate::model::grid::{Alignment, Cell, Color, Content, Style, Tally};
use crate::model::grid::{Area, DefinedName, Grid, Spans, Workbook};
use crate::model::limits::{Limit, Limits};
use crate::model::place::{CellRef, Place};
use crate::run::assignment::{Assignment, Kept, Reach};
use crate::run::within::audit_document;
use crate::run::workers::course::Phase;
use crate::run::workers::hand_over::Sender;
use crate::run::workers::stopped::{End, Stopped};
use crate::stages::extract_cells::extract_cells;

type Taken = Vec<(Extracted, Option<Audited>)>;

fn file(path: &str) -> SourceFile {
    SourceFile {
        path: path.into(),
        sha256: "ab".into(),
        size: 9,
        format: FileFormat::Csv,
        agency: Some("dinas".into()),
        year: Some(2024),
    }
}

fn workbook() -> Workbook {
    let text: Arc<str> = "Belanja".into();
    let style = Arc::new(Style {
        format: Some("#,##0".into()),
        bold: true,
        underline: true,
        indent: 3,
        alignment: Alignment::Right,
        fill: Some(Color::Theme(4)),
    });
    let mut grid = Grid {
        name: "Lembar".into(),
        hidden: true,
        is_incomplete: true,
        hidden_rows: Spans::covering([(3, 5)]),
        hidden_cols: Spans::covering([(1, 1)]),
        filter: Some(Area {
            first: CellRef::new(0, 0),
            last: CellRef::new(9, 9),
        }),
        tally: Tally {
            stored: 9,
            blank: 1,
            refused: 2,
        },
        ..Grid::default()
    };
    grid.merges = vec![Area {
        first: CellRef::new(0, 0),
        last: CellRef::new(0, 4),
    }];
    grid.comments.insert(CellRef::new(7, 1), "cek".to_owned());
    let contents = [
        Content::Text(text.clone()),
        Content::Text(text),
        Content::Number(Decimal::MAX),
        Content::Number(Decimal::new(-1050, 2)),
        Content::Bool(true),
        Content::Date("2024-01-31".into()),
        Content::Error("#REF!".into()),
        Content::NoCachedValue,
    ];
    for (idx, content) in (0u32..).zip(contents) {
        let mut cell = Cell::of(content);
        if idx % 2 == 0 {
            cell = cell.with(Some("1E3".into()), Some("SUM(A1:A2)".into()));
            cell.style = style.clone();
        }
        let at = CellRef::new(idx / 3 * 500_000, idx % 3 * 8_000);
        grid.cells.insert(at, cell);
    }
    Workbook {
        sheets: vec![Grid::default(), grid],
        names: vec![DefinedName {
            name: "Total".to_owned(),
            sheet: Some("Lembar".into()),
            refers_to: "Lembar!$A$1".to_owned(),
        }],
        counts_from_1904: true,
    }
}

/// A member that was only read, as the process sends it.
fn sent_read() -> (Extracted, Vec<u8>) {
    let place = Place::new("dinas/a.zip/b.xlsx", "Lembar", CellRef::new(4, 4));
    let extracted = Extracted {
        member: Some(Member {
            path: "b.xlsx".into(),
            sha256: "0".repeat(64).into(),
            size: 12,
        }),
        is_passed_over: true,
        format: FileFormat::Xls,
        workbook: workbook(),
        findings: vec![
            Finding::at("R004", Severity::Error, &place).fact_in("reason", "rusak", "damaged"),
            Finding::about("R003", Severity::Warning, "dinas/a.zip/b.xlsx"),
        ],
    };
    let mut sender = Sender::new(Vec::new());
    sender.members(vec!["a.csv".into(), "b.xlsx".into()]);
    sender.opens(1);
    sender.document(&extracted);
    sender.sheets(extracted.workbook.sheets.clone());
    sender.end_document();
    sender.done(true).expect("sent");
    (extracted, std::mem::take(sender.pipe()))
}

const TABLE: &str = "REALISASI ANGGARAN (dalam ribuan rupiah);;;;\n\
    Kode;Uraian;Pagu;Realisasi;%\n\
    5;Belanja;300;151;50,33\n\
    5.1;Belanja Pegawai;100;50;50,00\n\
    5.2;Belanja Modal, 12 Orang;200;110;50,00\n\
    ;Jumlah;300;150;50,00\n";

fn assignment(reach: Reach, kept: Kept) -> Assignment {
    let profiles = builtin::profiles().iter();
    Assignment {
        region: Some("Kabupaten Contoh".to_owned()),
        profiles: profiles
            .map(|(_, text)| profile_from_str(text, "p.toml").expect("a profile"))
            .collect(),
        reconcile: builtin::reconciliations(),
        reach,
        kept,
    }
}

/// A document that was audited, and how the process sends it.
fn sent_audited(reach: Reach, kept: Kept) -> (Audited, Vec<u8>) {
    let file = file("dinas/a.csv");
    let limits = Limits::default();
    let mut all = Vec::new();
    extract_cells(TABLE.as_bytes(), &file.path, &limits, &mut |one| {
        all.push(one);
    });
    let mut extracted = all.remove(0);
    let told = Finding::about("R003", Severity::Warning, &file.path);
    extracted.findings.push(told);
    // What the program says to itself goes the same way as to another process.
    let assignment = postcard::to_stdvec(&assignment(reach, kept)).expect("written");
    let assignment: Assignment = postcard::from_bytes(&assignment).expect("read");
    let mut sender = Sender::new(Vec::new());
    sender.document(&extracted);
    sender.audits();
    let n_findings = extracted.findings.len();
    let audited = audit_document(extracted, &file, &assignment);
    sender.audited(audited.clone(), n_findings);
    sender.end_document();
    sender.done(false).expect("sent");
    (audited, std::mem::take(sender.pipe()))
}

fn taken(path: &str, bytes: &[u8], limits: &Limits) -> Result<(Taken, bool), Interrupted> {
    let (mut all, room) = (Vec::new(), Mutex::new(()));
    let mut take = |extracted, audited| all.push((extracted, audited));
    let file = file(path);
    let mut course = Course::new(&file, limits, &room, &mut take);
    let retire = Receiver::new(bytes).file(&mut course)?;
    drop(course);
    Ok((all, retire))
}

#[test]
fn a_workbook_comes_over_as_it_was() {
    let (extracted, bytes) = sent_read();
    let (all, retire) = taken("dinas/a.zip", &bytes, &Limits::default()).expect("taken over");
    assert!(retire);
    let [(taken, None)] = all.as_slice() else {
        panic!("one document that was only read");
    };
    assert_eq!(taken.workbook, extracted.workbook);
    assert_eq!(taken.member, extracted.member);
    assert_eq!(taken.format, extracted.format);
    assert!(taken.is_passed_over);
    let shown = |findings: &[Finding]| format!("{findings:?}");
    assert_eq!(shown(&taken.findings), shown(&extracted.findings));
}

#[test]
fn an_audit_comes_over_as_it_was() {
    for (reach, kept) in [
        (Reach::AcrossDocuments, Kept::Everything),
        (Reach::WithinDocument, Kept::Everything),
        (Reach::WithinDocument, Kept::Outlines),
        (Reach::WithinDocument, Kept::Findings),
    ] {
        let (audited, bytes) = sent_audited(reach, kept);
        let (all, _) = taken("dinas/a.csv", &bytes, &Limits::default()).expect("taken over");
        let [(extracted, Some(taken))] = all.as_slice() else {
            panic!("one document that was audited");
        };
        assert!(extracted.findings.is_empty() && extracted.workbook.sheets.is_empty());
        assert_eq!(extracted.format, FileFormat::Csv);
        assert_eq!(format!("{taken:?}"), format!("{audited:?}"));
        assert_eq!(taken.findings[0].code, "R003");
        assert_eq!(taken.records.is_empty(), kept == Kept::Findings);
        let is_everything = kept == Kept::Everything;
        assert_eq!(!taken.proof.relations.is_empty(), is_everything);
        let is_within = reach == Reach::WithinDocument;
        assert_eq!(taken.findings.len() > 2, is_within, "{:?}", taken.findings);
        assert_eq!(taken.summary.sheets[0].n_proved > 5, is_within);
    }
}

#[test]
fn nothing_that_is_cut_off_or_changed_is_taken_over() {
    let limits = Limits::default();
    let (_, read) = sent_read();
    let (_, audited) = sent_audited(Reach::WithinDocument, Kept::Outlines);
    for (path, bytes) in [("dinas/a.zip", read), ("dinas/a.csv", audited)] {
        for cut in (0..bytes.len()).step_by(3) {
            assert!(taken(path, &bytes[..cut], &limits).is_err());
        }
        for idx in (0..bytes.len()).step_by(3) {
            let mut changed = bytes.clone();
            changed[idx] ^= 0x20;
            assert!(taken(path, &changed, &limits).is_err(), "byte {idx}");
        }
    }
}

/// Frames with right checksums and changed bytes: taken or refused, never a panic.
#[test]
fn whatever_is_sent_is_taken_or_refused() {
    let (_, bytes) = sent_audited(Reach::AcrossDocuments, Kept::Everything);
    let limits = Limits::default();
    let mut frames = Vec::new();
    let mut from = bytes.as_slice();
    while !from.is_empty() {
        let mut frame = Vec::new();
        super::super::frame::read_frame(&mut from, &mut frame).expect("a frame");
        frames.push(frame);
    }
    let mut n_refused = 0;
    for (number, step) in (0..frames.len()).zip([1, 2, 3, 5, 7, 11].into_iter().cycle()) {
        for idx in (0..frames[number].len()).step_by(step) {
            let mut pipe = Vec::new();
            for (other, frame) in frames.iter().enumerate() {
                let mut frame = frame.clone();
                if other == number {
                    frame[idx] = frame[idx].wrapping_add(u8::try_from(step).expect("small"));
                }
                super::super::frame::write_frame(&mut pipe, &frame).expect("a frame");
            }
            n_refused += usize::from(taken("dinas/a.csv", &pipe, &limits).is_err());
        }
    }
    assert!(n_refused > 100, "{n_refused}");
}

type Told<'t> = &'t dyn Fn(&mut Sender<Vec<u8>>);

#[test]
fn what_comes_out_of_turn_is_refused() {
    let whole = Extracted::default();
    let other = Extracted {
        findings: vec![Finding::about("R003", Severity::Warning, "dinas/b.xlsx")],
        ..Extracted::default()
    };
    let member = |path: &str, sha256: &str| Extracted {
        member: Some(Member {
            path: path.into(),
            sha256: sha256.into(),
            size: 1,
        }),
        ..Extracted::default()
    };
    let (audited, _) = sent_audited(Reach::WithinDocument, Kept::Everything);
    let mut circle = audited.clone();
    circle.records = vec![Arc::new({
        let mut set = (*audited.records[0]).clone();
        let (first, second) = (set.lines[0].parent, set.lines.len() - 1);
        assert_eq!(first, None);
        set.lines[0].parent = Some(second);
        set.lines[second].parent = Some(0);
        set
    })];
    let mut row = audited.clone();
    row.records = vec![Arc::new({
        let mut set = (*audited.records[0]).clone();
        set.lines[0].row_idx = 9_999;
        set
    })];
    let cases: [(&str, bool, Told<'_>); 14] = [
        ("a document", true, &|to| one(to, &whole)),
        ("nothing", false, &|_| {}),
        ("two documents", false, &|to| {
            one(to, &whole);
            one(to, &whole);
        }),
        ("an open document", false, &|to| to.document(&whole)),
        ("another's finding", false, &|to| one(to, &other)),
        ("a member twice", false, &|to| {
            to.members(vec!["a.csv".into()]);
            one(to, &member("a.csv", ""));
            one(to, &member("a.csv", ""));
        }),
        ("a member outside", false, &|to| {
            to.members(vec!["../a.csv".into()]);
            one(to, &member("../a.csv", ""));
        }),
        ("two of a path", false, &|to| {
            to.members(vec!["a.csv".into(), "a.csv".into()]);
            one(to, &member("a.csv", ""));
        }),
        ("no hash", false, &|to| {
            to.members(vec!["a.csv".into()]);
            one(to, &member("a.csv", "00"));
        }),
        ("a result", true, &|to| result(to, &audited)),
        ("a result without an audit", false, &|to| {
            to.document(&whole);
            to.audited(audited.clone(), 0);
            to.end_document();
        }),
        ("an audit without a result", false, &|to| {
            to.document(&whole);
            to.audits();
            to.end_document();
        }),
        ("lines in a circle", false, &|to| result(to, &circle)),
        ("a line of no row", false, &|to| result(to, &row)),
    ];
    for (name, is_right, told) in cases {
        let mut sender = Sender::new(Vec::new());
        told(&mut sender);
        sender.done(false).expect("sent");
        let result = taken("dinas/a.csv", sender.pipe(), &Limits::default());
        assert_eq!(result.is_ok(), is_right, "{name}");
    }
}

fn one(sender: &mut Sender<Vec<u8>>, extracted: &Extracted) {
    sender.document(extracted);
    sender.end_document();
}

fn result(sender: &mut Sender<Vec<u8>>, audited: &Audited) {
    sender.document(&Extracted::default());
    sender.audits();
    sender.audited(audited.clone(), 0);
    sender.end_document();
}

#[test]
fn what_is_held_is_limited() {
    let mut workbook = workbook();
    let rows = (0..20_000).map(|row| {
        (
            CellRef::new(row, 0),
            Cell::text(&format!(
                "uraian panjang belanja barang dan jasa nomor {row}"
            )),
        )
    });
    workbook.sheets[1].cells = rows.collect::<Cells>();
    let extracted = Extracted {
        workbook,
        ..Extracted::default()
    };
    let mut sender = Sender::new(Vec::new());
    sender.document(&extracted);
    sender.sheets(extracted.workbook.sheets);
    sender.end_document();
    sender.done(false).expect("sent");
    let mut limits = Limits::default();
    assert!(taken("dinas/a.csv", sender.pipe(), &limits).is_ok());
    limits.set(Limit::HandoverMegabytes, 1);
    let result = taken("dinas/a.csv", sender.pipe(), &limits);
    assert!(matches!(result, Err(Interrupted::TooMuch)));
    limits = Limits::default();
    limits.set(Limit::Cells, 19_999);
    assert!(taken("dinas/a.csv", sender.pipe(), &limits).is_err());
}

/// What the run is told when the process ends after these words.
fn given_up(told: Told<'_>, stopped: &Stopped) -> (Taken, bool) {
    let mut sender = Sender::new(Vec::new());
    told(&mut sender);
    let (mut all, room, limits) = (Vec::new(), Mutex::new(()), Limits::default());
    let mut take = |extracted, audited| all.push((extracted, audited));
    let file = file("dinas/a.zip");
    let mut course = Course::new(&file, &limits, &room, &mut take);
    let result = Receiver::new(sender.pipe().as_slice()).file(&mut course);
    assert!(matches!(result, Err(Interrupted::Broken(_))));
    let goes_on = course.give_up(stopped);
    drop(course);
    (all, goes_on)
}

#[test]
fn an_audit_that_comes_to_no_end_costs_its_document_only() {
    let end = Stopped::Died(End::new("sinyal 6", "signal 6"));
    for (stopped, code, limit) in [
        (Stopped::Memory, "R005", Some("audit-megabytes")),
        (Stopped::Time, "R005", Some("audit-seconds")),
        (Stopped::TooMuch, "R005", Some("handover-megabytes")),
        (end, "R009", None),
    ] {
        let mut extracted = sent_read().0;
        extracted.is_passed_over = false;
        let member: Told<'_> = &|sender| {
            sender.members(vec!["a.csv".into(), "b.xlsx".into()]);
            sender.opens(1);
            sender.document(&extracted);
            sender.audits();
        };
        let (all, goes_on) = given_up(member, &stopped);
        assert!(goes_on, "the archive's other members");
        let [(told, None)] = all.as_slice() else {
            panic!("one document");
        };
        assert_eq!(told.member, extracted.member);
        assert_eq!(told.format, extracted.format);
        let [.., last] = told.findings.as_slice() else {
            panic!("a finding");
        };
        assert_eq!((told.findings.len(), last.code), (3, code));
        assert_eq!(last.facts.get("limit").map(String::as_str), limit);
        assert!(last.is_of_unread_file());
        let own: Told<'_> = &|sender| {
            sender.document(&Extracted::default());
            sender.audits();
            // Nobody can give it more.
            sender.lacks();
        };
        let (all, goes_on) = given_up(own, &stopped);
        assert!(!goes_on);
        assert_eq!(all[0].0.findings[0].code, code);
    }
}

#[test]
fn a_document_too_large_for_its_share_asks_for_more() {
    let mut sender = Sender::new(Vec::new());
    sender.document(&Extracted::default());
    sender.audits();
    sender.lacks();
    let (room, limits) = (Mutex::new(()), Limits::default());
    let mut take = |_: Extracted, _| panic!("nothing is handed on");
    let file = file("dinas/a.csv");
    let mut course = Course::new(&file, &limits, &room, &mut take);
    course.has_more.auditing = true;
    let result = Receiver::new(sender.pipe().as_slice()).file(&mut course);
    assert!(matches!(result, Err(Interrupted::Memory)));
    assert_eq!(course.phase(), Phase::Auditing);
}

#[test]
fn a_second_reader_that_dies_costs_its_comparison_only() {
    let end = Stopped::Died(End::new("sinyal 6", "signal 6"));
    let (all, goes_on) = given_up(&|sender| sender.again(), &end);
    assert!(goes_on && all.is_empty(), "the file is read once more");
    let mut again = Sender::new(Vec::new());
    one(&mut again, &Extracted::default());
    again.done(false).expect("sent");
    let (mut all, room, limits) = (Vec::new(), Mutex::new(()), Limits::default());
    let mut take = |extracted: Extracted, _| all.push(extracted);
    let file = file("dinas/a.csv");
    let mut course = Course::new(&file, &limits, &room, &mut take);
    course.not_compared = Some(end.second("dinas/a.csv"));
    assert!(
        !Receiver::new(again.pipe().as_slice())
            .file(&mut course)
            .expect("taken over")
    );
    drop(course);
    let codes: Vec<_> = all[0].findings.iter().map(|f| f.code).collect();
    assert_eq!(codes, ["R017"]);
}

/// How much crosses the pipe: what is kept decides, not the number of cells.
#[test]
fn findings_alone_cost_little() {
    let (_, everything) = sent_audited(Reach::WithinDocument, Kept::Everything);
    let (_, outlines) = sent_audited(Reach::WithinDocument, Kept::Outlines);
    let (_, findings) = sent_audited(Reach::WithinDocument, Kept::Findings);
    let sizes = (everything.len(), outlines.len(), findings.len());
    assert!(sizes.2 < sizes.1 && sizes.1 < sizes.0, "{sizes:?}");
}
