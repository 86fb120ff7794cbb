//! The ledger's tables. A newer program makes what is missing; an older one refuses a newer ledger.

use rusqlite::Connection;

/// Version of the tables below, kept in the file.
const VERSION: i64 = 1;

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started TEXT NOT NULL, version TEXT NOT NULL, state TEXT NOT NULL, manifest TEXT NOT NULL,
    exit_code INTEGER NOT NULL, milliseconds INTEGER NOT NULL, reason TEXT,
    inputs INTEGER NOT NULL, quarantined INTEGER NOT NULL,
    errors INTEGER NOT NULL, warnings INTEGER NOT NULL,
    new INTEGER NOT NULL, known INTEGER NOT NULL, reopened INTEGER NOT NULL,
    waived INTEGER NOT NULL, fixed INTEGER NOT NULL, withdrawn INTEGER NOT NULL,
    unjudged INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS document_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run INTEGER NOT NULL, name TEXT NOT NULL, event TEXT NOT NULL, path TEXT NOT NULL,
    sha256 TEXT NOT NULL, sketch BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS document_events_name ON document_events (name, id);
CREATE TABLE IF NOT EXISTS finding_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run INTEGER NOT NULL, fingerprint TEXT NOT NULL, event TEXT NOT NULL, code TEXT NOT NULL,
    severity TEXT NOT NULL, name TEXT, path TEXT, sheet TEXT, cell TEXT, message TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS finding_events_run ON finding_events (run);
CREATE VIEW IF NOT EXISTS last_document_events AS
    SELECT document_events.* FROM document_events
    JOIN (SELECT MAX(id) AS last FROM document_events GROUP BY name) ON id = last;
";

/// Whether a ledger was refused because a newer program wrote it. It is sound, so it must not be put
/// aside as a damaged one is.
pub(super) fn is_newer(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::IntegralValueOutOfRange(..))
}

/// Makes the tables where they are missing and checks that the file is sound.
pub(super) fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    // Readers such as `selaras history` never wait for a run, nor it for them.
    let _: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;")?;
    let sound: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(rusqlite::Error::InvalidQuery);
    }
    if version > VERSION {
        return Err(rusqlite::Error::IntegralValueOutOfRange(0, version));
    }
    if version < VERSION {
        connection.execute_batch(TABLES)?;
        connection.execute_batch(&format!("PRAGMA user_version = {VERSION};"))?;
    }
    Ok(())
}
