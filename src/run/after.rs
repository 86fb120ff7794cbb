//! Comes in: a run that has ended, well or not. Goes out: its figures for a monitor, and word of it to
//! whom the pipeline names. A monitor or messenger that fails is told in the log and changes nothing.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::error::RunError;
use super::ledger::RunRow;
use super::written::write_file;
use crate::config::pipeline::NotifyOn;

/// How long a messenger may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often it is looked after.
const GLANCE: Duration = Duration::from_millis(50);

/// Writes the run's figures in the text format of Prometheus' node exporter (its textfile
/// collector), whole or not at all.
pub fn write_metrics(
    path: &Path,
    pipeline: &str,
    row: &RunRow,
    ended: i64,
) -> Result<(), RunError> {
    write_file(path, metrics(pipeline, row, ended).as_bytes())
}

/// The figures; a value of -1 for findings where the run failed and nobody knows.
fn metrics(pipeline: &str, row: &RunRow, ended: i64) -> String {
    let label = escaped(pipeline);
    let mut out = String::new();
    let mut gauge = |name: &str, help: &str, values: &[(&str, String)]| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "# HELP selaras_{name} {help}");
        let _ = writeln!(out, "# TYPE selaras_{name} gauge");
        for (extra, value) in values {
            let _ = writeln!(out, "selaras_{name}{{pipeline=\"{label}\"{extra}}} {value}");
        }
    };
    let done = row.state == "done";
    let plain = |value: String| [("", value)];
    gauge(
        "run_success",
        "Whether the last run wrote its outputs.",
        &plain(u8::from(done).to_string()),
    );
    gauge(
        "run_exit_code",
        "Exit code of the last run.",
        &plain(row.exit_code.to_string()),
    );
    gauge(
        "run_ended_timestamp_seconds",
        "When the last run ended.",
        &plain(ended.to_string()),
    );
    let seconds = format!("{}.{:03}", row.milliseconds / 1000, row.milliseconds % 1000);
    gauge(
        "run_duration_seconds",
        "How long the last run took.",
        &plain(seconds),
    );
    if done {
        let counts = &row.counts;
        gauge(
            "inputs",
            "Inputs of the last run.",
            &[
                (
                    ",state=\"read\"",
                    (row.inputs.saturating_sub(row.quarantined)).to_string(),
                ),
                (",state=\"quarantined\"", row.quarantined.to_string()),
            ],
        );
        gauge(
            "findings",
            "Findings of the last run, without waived ones.",
            &[
                (",severity=\"error\"", row.errors.to_string()),
                (",severity=\"warning\"", row.warnings.to_string()),
            ],
        );
        let lives = [
            (",life=\"new\"", counts.new),
            (",life=\"known\"", counts.known),
            (",life=\"reopened\"", counts.reopened),
            (",life=\"waived\"", counts.waived),
            (",life=\"fixed\"", counts.fixed),
            (",life=\"withdrawn\"", counts.withdrawn),
        ];
        let lives = lives.map(|(label, count)| (label, count.to_string()));
        gauge(
            "findings_by_life",
            "Findings of the last run by their life.",
            &lives,
        );
    }
    out
}

/// A label's value, as the format wants it.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}

/// Whether somebody wants to hear of this run.
pub fn wants_word(on: NotifyOn, row: &RunRow) -> bool {
    let counts = &row.counts;
    let failed = row.state != "done";
    match on {
        NotifyOn::Always => true,
        NotifyOn::Change => {
            failed || counts.new + counts.reopened + counts.fixed + counts.withdrawn > 0
        }
        NotifyOn::Failure => failed || row.exit_code != 0,
    }
}

/// Runs a command with a text on its standard input. Its arguments go to it as they are, never
/// through a shell. One that takes too long is stopped.
pub fn notify(command: &[String], text: &[u8], exit_code: u8) -> Result<(), String> {
    let Some((program, arguments)) = command.split_first() else {
        return Ok(());
    };
    let mut child = Command::new(program)
        .args(arguments)
        .env("SELARAS_EXIT_CODE", exit_code.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{program}: {error}"))?;
    let input = child.stdin.take();
    let text = text.to_vec();
    // A command that does not read must not hold up the run.
    thread::spawn(move || {
        if let Some(mut input) = input {
            let _ = input.write_all(&text);
        }
    });
    let since = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("{program}: {status}")),
            Ok(None) if since.elapsed() < PATIENCE => thread::sleep(GLANCE),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("{program}: {} s", PATIENCE.as_secs()));
            }
            Err(error) => return Err(format!("{program}: {error}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::life::LifeCounts;

    fn row() -> RunRow {
        RunRow {
            state: "done".to_owned(),
            exit_code: 1,
            milliseconds: 12_345,
            inputs: 9,
            quarantined: 2,
            errors: 4,
            counts: LifeCounts {
                new: 3,
                ..LifeCounts::default()
            },
            ..RunRow::default()
        }
    }

    #[test]
    fn figures_are_in_the_format_of_the_textfile_collector() {
        let text = metrics("kota \"a\"", &row(), 1_700_000_000);
        for line in [
            "selaras_run_success{pipeline=\"kota \\\"a\\\"\"} 1",
            "selaras_run_duration_seconds{pipeline=\"kota \\\"a\\\"\"} 12.345",
            "selaras_inputs{pipeline=\"kota \\\"a\\\"\",state=\"read\"} 7",
            "selaras_findings{pipeline=\"kota \\\"a\\\"\",severity=\"error\"} 4",
            "selaras_findings_by_life{pipeline=\"kota \\\"a\\\"\",life=\"new\"} 3",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
        let failed = RunRow {
            state: "failed".to_owned(),
            ..row()
        };
        let text = metrics("kota", &failed, 0);
        assert!(text.contains("run_success{pipeline=\"kota\"} 0") && !text.contains("findings"));
    }

    #[test]
    fn word_is_sent_when_it_is_wanted() {
        let quiet = RunRow {
            state: "done".to_owned(),
            ..RunRow::default()
        };
        assert!(wants_word(NotifyOn::Always, &quiet));
        assert!(!wants_word(NotifyOn::Change, &quiet) && wants_word(NotifyOn::Change, &row()));
        assert!(!wants_word(NotifyOn::Failure, &quiet) && wants_word(NotifyOn::Failure, &row()));
    }

    #[test]
    fn a_messenger_gets_the_text_and_no_shell() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("$(touch x);kabar.txt");
        let words = |program: &str, argument: &str| vec![program.to_owned(), argument.to_owned()];
        let told = notify(&words("tee", &place.display().to_string()), b"kabar", 1);
        assert_eq!(told, Ok(()));
        assert_eq!(std::fs::read(&place).expect("the text"), b"kabar");
        assert!(notify(&words("false", ""), b"kabar", 1).is_err());
        assert!(notify(&words("/tidak/ada", ""), b"kabar", 1).is_err());
        assert_eq!(notify(&[], b"kabar", 1), Ok(()));
    }
}
