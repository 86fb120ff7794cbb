//! What is written to the ledger's tables and read from them, each in one transaction.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::{Happened, KnownDocument, KnownFinding, Night, RunRow, State, Told};
use crate::model::finding::Severity;
use crate::model::life::LifeCounts;

pub(super) fn settle(
    connection: &mut Connection,
    manifest_in_place: Option<&str>,
) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    let begun: Option<(i64, String)> = transaction
        .query_row(
            "SELECT id, manifest FROM runs WHERE state = 'begun' ORDER BY id DESC LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    if let Some((id, manifest)) = begun
        && Some(manifest.as_str()) == manifest_in_place
    {
        transaction.execute("UPDATE runs SET state = 'done' WHERE id = ?1", [id])?;
    }
    take_back(&transaction, "state = 'begun'")?;
    transaction.commit()
}

/// Deletes the runs of a condition, which is never a text from outside, with all they added.
pub(super) fn take_back(transaction: &Transaction<'_>, condition: &str) -> rusqlite::Result<()> {
    for table in ["finding_events", "document_events"] {
        let sql =
            format!("DELETE FROM {table} WHERE run IN (SELECT id FROM runs WHERE {condition})");
        transaction.execute(&sql, [])?;
    }
    transaction.execute(&format!("DELETE FROM runs WHERE {condition}"), [])?;
    Ok(())
}

pub(super) fn begin(connection: &mut Connection, night: &Night) -> rusqlite::Result<i64> {
    let transaction = connection.transaction()?;
    let run = insert_run(&transaction, &night.run, "begun", &night.manifest)?;
    {
        let mut insert = transaction.prepare(
            "INSERT INTO document_events (run, name, event, path, sha256, sketch) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for event in &night.documents {
            insert.execute(params![
                run,
                &*event.name,
                event.event,
                &*event.path,
                &*event.sha256,
                packed(&event.sketch),
            ])?;
        }
        let mut insert = transaction.prepare(
            "INSERT INTO finding_events \
             (run, fingerprint, event, code, severity, name, path, sheet, cell, message) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        for event in &night.findings {
            let told = &event.told;
            insert.execute(params![
                run,
                event.fingerprint,
                event.event,
                told.code,
                told.severity.name(),
                told.name,
                told.path,
                told.sheet,
                told.cell.map(|cell| cell.to_string()),
                told.message,
            ])?;
        }
    }
    transaction.commit()?;
    Ok(run)
}

pub(super) fn insert_run(
    transaction: &Transaction<'_>,
    run: &RunRow,
    state: &str,
    manifest: &str,
) -> rusqlite::Result<i64> {
    let counts = &run.counts;
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let long = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    transaction.execute(
        "INSERT INTO runs (started, version, state, manifest, exit_code, milliseconds, reason, \
         inputs, quarantined, errors, warnings, new, known, reopened, waived, fixed, withdrawn, \
         unjudged) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, \
         ?16, ?17, ?18)",
        params![
            run.started,
            run.version,
            state,
            manifest,
            run.exit_code,
            long(run.milliseconds),
            run.reason,
            long(run.inputs),
            long(run.quarantined),
            long(run.errors),
            long(run.warnings),
            number(counts.new),
            number(counts.known),
            number(counts.reopened),
            number(counts.waived),
            number(counts.fixed),
            number(counts.withdrawn),
            number(counts.unjudged),
        ],
    )?;
    Ok(transaction.last_insert_rowid())
}

pub(super) fn state(connection: &Connection) -> rusqlite::Result<State> {
    let previous = connection
        .query_row(
            "SELECT started FROM runs WHERE state = 'done' ORDER BY id DESC LIMIT 1",
            [],
            |row| row.get(0),
        )
        .optional()?;
    let mut state = State {
        previous,
        ..State::default()
    };
    let mut documents =
        connection.prepare("SELECT name, event, path, sha256, sketch FROM last_document_events")?;
    let mut rows = documents.query([])?;
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let (event, path): (String, String) = (row.get(1)?, row.get(2)?);
        let (sha256, sketch): (String, Vec<u8>) = (row.get(3)?, row.get(4)?);
        let known = KnownDocument {
            path: path.into(),
            sha256: sha256.into(),
            sketch: unpacked(&sketch),
            is_there: event != "withdrawn",
        };
        state.documents.insert(name.into(), known);
    }
    // In order, so that the last event of each kind stands.
    let mut findings = connection.prepare(
        "SELECT event, code, severity, name, path, sheet, cell, message, fingerprint \
         FROM finding_events ORDER BY id",
    )?;
    let mut rows = findings.query([])?;
    while let Some(row) = rows.next()? {
        let event: String = row.get(0)?;
        let told = told(row, 1)?;
        let known = state
            .findings
            .entry(row.get(8)?)
            .or_insert_with(|| KnownFinding {
                is_open: false,
                is_waived: false,
                told: told.clone(),
            });
        match event.as_str() {
            "new" | "reopened" => {
                known.is_open = true;
                known.told = told;
            }
            "fixed" | "withdrawn" => known.is_open = false,
            "waived" => known.is_waived = true,
            "unwaived" => known.is_waived = false,
            _ => {}
        }
    }
    Ok(state)
}

/// What a row tells of a finding, from a column on.
fn told(row: &Row<'_>, from: usize) -> rusqlite::Result<Told> {
    let severity: String = row.get(from + 1)?;
    let cell: Option<String> = row.get(from + 5)?;
    Ok(Told {
        code: row.get(from)?,
        severity: match severity.as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => Severity::Info,
        },
        name: row.get(from + 2)?,
        path: row.get(from + 3)?,
        sheet: row.get(from + 4)?,
        cell: cell.and_then(|cell| cell.parse().ok()),
        message: row.get(from + 6)?,
    })
}

pub(super) fn runs(connection: &Connection, most: u32) -> rusqlite::Result<Vec<RunRow>> {
    let mut select = connection.prepare(
        "SELECT id, started, version, state, exit_code, milliseconds, reason, inputs, \
         quarantined, errors, warnings, new, known, reopened, waived, fixed, withdrawn, unjudged \
         FROM runs ORDER BY id DESC LIMIT ?1",
    )?;
    let rows = select.query_map([most], |row| {
        let count = |idx: usize| -> rusqlite::Result<usize> {
            let count: i64 = row.get(idx)?;
            Ok(usize::try_from(count).unwrap_or(0))
        };
        let long = |idx: usize| -> rusqlite::Result<u64> {
            let count: i64 = row.get(idx)?;
            Ok(u64::try_from(count).unwrap_or(0))
        };
        Ok(RunRow {
            id: row.get(0)?,
            started: row.get(1)?,
            version: row.get(2)?,
            state: row.get(3)?,
            exit_code: row.get(4)?,
            milliseconds: long(5)?,
            reason: row.get(6)?,
            inputs: long(7)?,
            quarantined: long(8)?,
            errors: long(9)?,
            warnings: long(10)?,
            counts: LifeCounts {
                new: count(11)?,
                known: count(12)?,
                reopened: count(13)?,
                waived: count(14)?,
                fixed: count(15)?,
                withdrawn: count(16)?,
                unjudged: count(17)?,
            },
        })
    })?;
    rows.collect()
}

pub(super) fn happened(connection: &Connection, moment: &str) -> rusqlite::Result<Vec<Happened>> {
    let mut select = connection.prepare(
        "SELECT runs.started, event, fingerprint, code, severity, name, path, sheet, cell, message \
         FROM finding_events JOIN runs ON runs.id = finding_events.run \
         WHERE runs.state = 'done' AND runs.started >= ?1 ORDER BY finding_events.id",
    )?;
    let rows = select.query_map([moment], |row| {
        Ok(Happened {
            started: row.get(0)?,
            event: row.get(1)?,
            fingerprint: row.get(2)?,
            told: told(row, 3)?,
        })
    })?;
    rows.collect()
}

fn packed(sketch: &[u32]) -> Vec<u8> {
    sketch
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

fn unpacked(bytes: &[u8]) -> Vec<u32> {
    let words = bytes.chunks_exact(4);
    words
        .filter_map(|word| word.try_into().ok().map(u32::from_le_bytes))
        .collect()
}
