//! Comes in: what each run found. Goes out: what earlier runs found. The memory of a pipeline over
//! its nights, one `SQLite` file beside the output folder; never an input of the audit itself.
//!
//! Only events are kept (a finding came, went, came back), never a state that could contradict them,
//! so that a run that was cut short is taken back by deleting what it added. A run is written before
//! its outputs take their place and confirmed after: the manifest's hash tells the next run which of
//! the two happened.

mod documents;
mod findings;
mod schema;
mod sql;

pub use documents::{Document, Followed, follow_documents};
pub use findings::{Told, TonightFinding, follow_findings};

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;

use super::lock::beside;
use super::written::{make_folders, make_private};
use crate::model::life::LifeCounts;

/// Name of the ledger's file in the folder of a pipeline's state.
const FILE: &str = "ledger.sqlite";

/// The folder beside an output folder where a pipeline keeps what it remembers.
pub fn state_folder(output: &Path) -> PathBuf {
    beside(output, ".selaras-state")
}

/// The output folders below a folder that have a ledger beside them, sorted.
pub fn outputs_with_ledger(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut outputs: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name();
            let name = name.to_str()?.strip_prefix('.')?;
            let output = folder.join(name.strip_suffix(".selaras-state")?);
            entry.path().join(FILE).is_file().then_some(output)
        })
        .collect();
    outputs.sort();
    outputs
}

/// Why the ledger could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", path.display())]
pub struct LedgerError {
    /// Its file.
    pub path: PathBuf,
    /// Why.
    pub reason: String,
    /// Whether it is sound, and written by a newer program.
    pub is_newer: bool,
}

/// An open ledger.
#[derive(Debug)]
pub struct Ledger {
    connection: Connection,
    path: PathBuf,
    /// Where a damaged ledger was put aside, if there was one.
    pub set_aside: Option<PathBuf>,
}

/// What earlier runs know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// When the last run started.
    pub previous: Option<String>,
    /// Documents by the name that the ledger knows them by: their first path.
    pub documents: BTreeMap<Arc<str>, KnownDocument>,
    /// Findings by fingerprint.
    pub findings: BTreeMap<String, KnownFinding>,
}

/// A document as earlier runs left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDocument {
    /// Its last path.
    pub path: Arc<str>,
    /// Its last hash.
    pub sha256: Arc<str>,
    /// What its content looks like.
    pub sketch: Vec<u32>,
    /// Whether the last run had it.
    pub is_there: bool,
}

/// A finding as earlier runs left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFinding {
    /// Whether the last run had it.
    pub is_open: bool,
    /// Whether it was waived then.
    pub is_waived: bool,
    /// What it was when it came.
    pub told: Told,
}

/// What happened to a finding or document in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingEvent {
    /// The finding.
    pub fingerprint: String,
    /// `new`, `reopened`, `fixed`, `withdrawn`, `waived` or `unwaived`.
    pub event: &'static str,
    /// What it is.
    pub told: Told,
}

/// What happened to a document in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentEvent {
    /// The name that the ledger knows it by.
    pub name: Arc<str>,
    /// `added`, `revised`, `renamed`, `withdrawn` or `returned`.
    pub event: &'static str,
    /// Its path now.
    pub path: Arc<str>,
    /// Its hash now.
    pub sha256: Arc<str>,
    /// What its content looks like.
    pub sketch: Vec<u32>,
}

/// A row of the ledger's list of runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunRow {
    /// Its number.
    pub id: i64,
    /// When it started, as RFC 3339.
    pub started: String,
    /// Version of the program.
    pub version: String,
    /// `done`, `failed`, or `begun` while its outputs are being placed.
    pub state: String,
    /// Its exit code.
    pub exit_code: u8,
    /// How long it took.
    pub milliseconds: u64,
    /// Why it failed.
    pub reason: Option<String>,
    /// Inputs found, and those that could not be read.
    pub inputs: u64,
    /// Inputs that could not be read.
    pub quarantined: u64,
    /// Findings of severity error, waived ones not counted.
    pub errors: u64,
    /// Findings of severity warning, waived ones not counted.
    pub warnings: u64,
    /// Findings by their life.
    pub counts: LifeCounts,
}

/// What a run adds to the ledger.
#[derive(Debug, Clone, Default)]
pub struct Night {
    /// The run itself; its number is given when it is written.
    pub run: RunRow,
    /// SHA-256 of its manifest.
    pub manifest: String,
    /// What happened to documents.
    pub documents: Vec<DocumentEvent>,
    /// What happened to findings.
    pub findings: Vec<FindingEvent>,
}

/// An event of the ledger with its run, for people who ask what happened since a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// When its run started.
    pub started: String,
    /// What happened.
    pub event: String,
    /// The finding.
    pub fingerprint: String,
    /// What it is.
    pub told: Told,
}

impl Ledger {
    /// Opens the ledger of an output folder, making it where there is none. A ledger that is damaged
    /// is put aside, never believed and never lost: nights go on without its memory.
    pub fn open(output: &Path) -> Result<Self, LedgerError> {
        let folder = state_folder(output);
        let path = folder.join(FILE);
        let fail = |reason: String| LedgerError {
            path: path.clone(),
            reason,
            is_newer: false,
        };
        make_folders(&folder)
            .and_then(|()| make_private(&path))
            .map_err(|error| fail(error.to_string()))?;
        match open_sound(&path) {
            Ok(connection) => Ok(Self {
                connection,
                path,
                set_aside: None,
            }),
            Err(error) if is_damage(&error) => {
                let aside = set_aside(&folder).map_err(|error| fail(error.to_string()))?;
                let connection = open_sound(&path).map_err(|error| fail(error.to_string()))?;
                Ok(Self {
                    connection,
                    path,
                    set_aside: Some(aside),
                })
            }
            Err(error) => Err(failed(&path, &error)),
        }
    }

    /// Opens the ledger of an output folder for reading, if there is one.
    pub fn look(output: &Path) -> Result<Option<Self>, LedgerError> {
        let path = state_folder(output).join(FILE);
        if !path.is_file() {
            return Ok(None);
        }
        match open_sound(&path) {
            Ok(connection) => Ok(Some(Self {
                connection,
                path,
                set_aside: None,
            })),
            Err(error) => Err(failed(&path, &error)),
        }
    }

    /// Settles a run that was cut short while its outputs were being placed: confirmed where the
    /// manifest in place is its own, else taken back.
    pub fn settle(&mut self, manifest_in_place: Option<&str>) -> Result<(), LedgerError> {
        let path = self.path.clone();
        sql::settle(&mut self.connection, manifest_in_place).map_err(|error| failed(&path, &error))
    }

    /// What the runs so far know.
    pub fn state(&self) -> Result<State, LedgerError> {
        sql::state(&self.connection).map_err(|error| failed(&self.path, &error))
    }

    /// Writes a run, not yet confirmed; gives its number.
    pub fn begin(&mut self, night: &Night) -> Result<i64, LedgerError> {
        let path = self.path.clone();
        sql::begin(&mut self.connection, night).map_err(|error| failed(&path, &error))
    }

    /// Confirms a run whose outputs are in place.
    pub fn confirm(&mut self, run: i64) -> Result<(), LedgerError> {
        let sql = "UPDATE runs SET state = 'done' WHERE id = ?1";
        let done = self.connection.execute(sql, [run]);
        done.map(|_| ()).map_err(|error| failed(&self.path, &error))
    }

    /// Takes back a run whose outputs could not be placed, keeping that it failed and why.
    pub fn fail(&mut self, run: &RunRow) -> Result<(), LedgerError> {
        let path = self.path.clone();
        let mut write = || -> rusqlite::Result<()> {
            let transaction = self.connection.transaction()?;
            sql::take_back(&transaction, "state = 'begun'")?;
            sql::insert_run(&transaction, run, "failed", "")?;
            transaction.commit()
        };
        write().map_err(|error| failed(&path, &error))
    }

    /// Keeps that a run was stopped from outside, whatever it had begun: what was placed of it is
    /// seen by the next run.
    pub fn interrupted(&mut self, run: &RunRow) -> Result<(), LedgerError> {
        let path = self.path.clone();
        let mut write = || -> rusqlite::Result<()> {
            self.connection
                .busy_timeout(std::time::Duration::from_secs(2))?;
            let transaction = self.connection.transaction()?;
            sql::insert_run(&transaction, run, "failed", "")?;
            transaction.commit()
        };
        write().map_err(|error| failed(&path, &error))
    }

    /// The runs, last first.
    pub fn runs(&self, most: u32) -> Result<Vec<RunRow>, LedgerError> {
        sql::runs(&self.connection, most).map_err(|error| failed(&self.path, &error))
    }

    /// What happened to findings in runs that started at or after a moment, in order.
    pub fn happened_since(&self, moment: &str) -> Result<Vec<Happened>, LedgerError> {
        sql::happened(&self.connection, moment).map_err(|error| failed(&self.path, &error))
    }
}

fn failed(path: &Path, error: &rusqlite::Error) -> LedgerError {
    LedgerError {
        path: path.to_owned(),
        reason: error.to_string(),
        is_newer: schema::is_newer(error),
    }
}

/// Opens a ledger and makes sure that it is one.
fn open_sound(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    schema::prepare(&connection)?;
    Ok(connection)
}

/// Whether the file is no ledger, as against one that cannot be reached.
fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => {
            matches!(failure.code, DatabaseCorrupt | NotADatabase)
        }
        rusqlite::Error::InvalidQuery => true,
        _ => false,
    }
}

/// Puts a damaged ledger aside with the files that `SQLite` keeps beside it.
fn set_aside(folder: &Path) -> std::io::Result<PathBuf> {
    let mut number = 1_u32;
    let aside = loop {
        let aside = folder.join(format!("{FILE}.rusak-{number}"));
        if !aside.exists() {
            break aside;
        }
        number = number.saturating_add(1);
    };
    fs::rename(folder.join(FILE), &aside)?;
    for suffix in ["-wal", "-shm"] {
        let _ = fs::remove_file(folder.join(format!("{FILE}{suffix}")));
    }
    Ok(aside)
}

#[cfg(test)]
mod tests;
