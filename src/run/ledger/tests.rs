//! The ledger over several runs, without an audit: documents and findings made by hand.

use std::sync::Arc;

use super::*;
use crate::model::finding::Severity;
use crate::model::life::{Change, End, Life};

fn document(path: &str, sha256: &str, sketch: &[u32]) -> Document {
    Document {
        path: path.into(),
        sha256: sha256.into(),
        is_read: true,
        sketch: sketch.to_vec(),
    }
}

fn finding(fingerprint: &str, document: &str) -> TonightFinding {
    TonightFinding {
        fingerprint: fingerprint.to_owned(),
        is_waived: false,
        told: Told {
            code: "A101".to_owned(),
            severity: Severity::Error,
            name: Some(document.to_owned()),
            path: Some(document.to_owned()),
            sheet: Some("S".to_owned()),
            cell: "D6".parse().ok(),
            message: "selisih".to_owned(),
        },
    }
}

/// One night: what it was told, and its run written and confirmed.
fn night(
    ledger: &mut Ledger,
    started: &str,
    documents: &[Document],
    findings: &[TonightFinding],
) -> (Followed, super::findings::Followings) {
    let state = ledger.state().expect("a state");
    let followed = follow_documents(&state, documents);
    let lives = follow_findings(&state, &followed, findings, |_| false);
    let night = Night {
        run: RunRow {
            started: started.to_owned(),
            counts: lives.counts,
            ..RunRow::default()
        },
        manifest: format!("m{started}"),
        documents: followed.events.clone(),
        findings: lives.events.clone(),
    };
    let run = ledger.begin(&night).expect("written");
    ledger.confirm(run).expect("confirmed");
    (followed, lives)
}

#[test]
fn findings_come_stay_go_and_come_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ledger = Ledger::open(&folder.path().join("kota")).expect("a ledger");
    let a = document("d/a.xlsx", "1", &[]);
    let (one, two) = (finding("f1", "d/a.xlsx"), finding("f2", "d/a.xlsx"));
    let documents = [a.clone()];
    let (followed, lives) = night(
        &mut ledger,
        "2026-01-01",
        &documents,
        &[one.clone(), two.clone()],
    );
    assert_eq!(followed.changes[0].change, Change::Added);
    assert_eq!(lives.each, [Life::New, Life::New]);
    let (followed, lives) = night(
        &mut ledger,
        "2026-01-02",
        &documents,
        std::slice::from_ref(&two),
    );
    assert!(followed.changes.is_empty());
    assert_eq!(lives.each, [Life::Known]);
    assert_eq!((lives.gone.len(), lives.gone[0].end), (1, End::Fixed));
    let (_, lives) = night(
        &mut ledger,
        "2026-01-03",
        &documents,
        &[one.clone(), two.clone()],
    );
    assert_eq!(lives.each, [Life::Reopened, Life::Known]);
    // A document that cannot be read says nothing about its figures.
    let unread = Document {
        is_read: false,
        sha256: "2".into(),
        ..a.clone()
    };
    let (followed, lives) = night(&mut ledger, "2026-01-04", &[unread], &[]);
    assert_eq!(followed.changes[0].change, Change::Revised);
    assert_eq!((lives.counts.unjudged, lives.gone.len()), (2, 0));
    let (followed, lives) = night(&mut ledger, "2026-01-05", &[], &[]);
    assert_eq!(followed.changes[0].change, Change::Withdrawn);
    assert_eq!((lives.counts.withdrawn, lives.counts.fixed), (2, 0));
    let (followed, lives) = night(&mut ledger, "2026-01-06", &documents, &[one]);
    assert_eq!(followed.changes[0].change, Change::Returned);
    assert_eq!(lives.each, [Life::Reopened]);
    let runs = ledger.runs(100).expect("runs");
    assert_eq!(runs.len(), 6);
    assert_eq!((runs[0].counts.reopened, runs[5].counts.new), (1, 2));
    let happened = ledger.happened_since("2026-01-05").expect("events");
    let events: Vec<&str> = happened.iter().map(|event| event.event.as_str()).collect();
    assert_eq!(events, ["withdrawn", "withdrawn", "reopened"]);
}

#[test]
fn a_document_is_followed_through_a_new_name_and_a_correction() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ledger = Ledger::open(&folder.path().join("kota")).expect("a ledger");
    let sketch: Vec<u32> = (0..100).collect();
    let may = document("d/mei.xlsx", "1", &sketch);
    night(
        &mut ledger,
        "1",
        &[may, document("e/x.xlsx", "9", &sketch)],
        &[],
    );
    // Another name, same bytes.
    let (followed, _) = night(
        &mut ledger,
        "2",
        &[
            document("d/Mei rev.xlsx", "1", &sketch),
            document("e/x.xlsx", "9", &sketch),
        ],
        &[],
    );
    assert_eq!(&*followed.names["d/Mei rev.xlsx"], "d/mei.xlsx");
    assert_eq!(followed.changes.len(), 1);
    // Another name, a few figures corrected.
    let corrected: Vec<u32> = (3..103).collect();
    let (followed, _) = night(
        &mut ledger,
        "3",
        &[
            document("d/Mei final.xlsx", "2", &corrected),
            document("e/x.xlsx", "9", &sketch),
        ],
        &[],
    );
    assert_eq!(&*followed.names["d/Mei final.xlsx"], "d/mei.xlsx");
    assert!(matches!(followed.changes[0].change, Change::Renamed { .. }));
    // The next month's report takes its place: half of the figures are others.
    let june: Vec<u32> = (50..150).collect();
    let (followed, _) = night(
        &mut ledger,
        "4",
        &[
            document("d/Juni.xlsx", "3", &june),
            document("e/x.xlsx", "9", &sketch),
        ],
        &[],
    );
    assert_eq!(&*followed.names["d/Juni.xlsx"], "d/Juni.xlsx");
    let changes: Vec<_> = followed.changes.iter().map(|c| c.change.name()).collect();
    assert_eq!(changes, ["added", "withdrawn"]);
    // A new document at a path that one had before it moved gets a name of its own.
    let state = ledger.state().expect("a state");
    let both = [
        document("d/Mei final.xlsx", "2", &corrected),
        document("d/mei.xlsx", "7", &[7000]),
    ];
    let followed = follow_documents(&state, &both);
    assert_eq!(&*followed.names["d/Mei final.xlsx"], "d/mei.xlsx");
    assert_eq!(&*followed.names["d/mei.xlsx"], "d/mei.xlsx#2");
}

#[test]
fn waivers_are_remembered_until_they_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ledger = Ledger::open(&folder.path().join("kota")).expect("a ledger");
    let documents = [document("d/a.xlsx", "1", &[])];
    let plain = finding("f1", "d/a.xlsx");
    let waived = TonightFinding {
        is_waived: true,
        ..plain.clone()
    };
    let mut lives = Vec::new();
    for (day, finding) in [("1", &waived), ("2", &waived), ("3", &plain), ("4", &plain)] {
        let (_, told) = night(&mut ledger, day, &documents, std::slice::from_ref(finding));
        lives.push(told.each[0]);
    }
    assert_eq!(
        lives,
        [Life::Waived, Life::Waived, Life::Reopened, Life::Known]
    );
}

#[test]
fn a_run_that_was_cut_short_is_settled_by_the_manifest_in_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("kota");
    let mut ledger = Ledger::open(&output).expect("a ledger");
    let begun = |ledger: &mut Ledger, started: &str| {
        let followed = follow_documents(
            &ledger.state().expect("a state"),
            &[document(started, "1", &[])],
        );
        let night = Night {
            run: RunRow {
                started: started.to_owned(),
                ..RunRow::default()
            },
            manifest: format!("m{started}"),
            documents: followed.events,
            findings: Vec::new(),
        };
        ledger.begin(&night).expect("written")
    };
    begun(&mut ledger, "1");
    drop(ledger);
    let mut ledger = Ledger::open(&output).expect("a ledger");
    ledger.settle(Some("m1")).expect("settled");
    assert_eq!(
        ledger.state().expect("a state").previous.as_deref(),
        Some("1")
    );
    begun(&mut ledger, "2");
    ledger.settle(Some("m1")).expect("settled");
    let state = ledger.state().expect("a state");
    assert_eq!(state.previous.as_deref(), Some("1"));
    assert_eq!(state.documents.len(), 1);
    // A run that failed is in the list and changes nothing.
    begun(&mut ledger, "3");
    let failed = RunRow {
        started: "3".to_owned(),
        exit_code: 2,
        reason: Some("disk".to_owned()),
        ..RunRow::default()
    };
    ledger.fail(&failed).expect("written");
    assert_eq!(ledger.state().expect("a state"), state);
    let runs = ledger.runs(9).expect("runs");
    assert_eq!((runs[0].state.as_str(), runs[0].exit_code), ("failed", 2));
}

#[test]
fn a_damaged_ledger_is_put_aside_and_nights_go_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("kota");
    drop(Ledger::open(&output).expect("a ledger"));
    let file = state_folder(&output).join(FILE);
    for damage in [
        &b"this is no database at all, whatever it was before"[..],
        &[0x5a; 9000],
    ] {
        std::fs::write(&file, damage).expect("damaged");
        assert!(Ledger::look(&output).is_err());
        let ledger = Ledger::open(&output).expect("a new ledger");
        let aside = ledger.set_aside.clone().expect("put aside");
        assert_eq!(std::fs::read(aside).expect("kept"), damage);
        assert_eq!(ledger.state().expect("a state"), State::default());
    }
    let name: Arc<str> = "x".into();
    assert!(!ledger_has(&output, &name));
}

fn ledger_has(output: &Path, name: &Arc<str>) -> bool {
    let ledger = Ledger::look(output).expect("readable").expect("there");
    ledger
        .state()
        .expect("a state")
        .documents
        .contains_key(name)
}
