//! The list of spellings: `tests/fixtures/spellings.txt`, one a line, checked by hand. Where a line
//! changes on purpose, `UPDATE=1` writes it again; look at the difference.

use super::{read_column, shown, told};
use crate::support::project;
use selaras::model::place::CellRef;

const LIST: &str = "tests/fixtures/spellings.txt";

/// Neighbours that show a notation.
fn neighbours(context: &str) -> [&'static str; 4] {
    match context {
        "id" => ["1.234.567,50", "7,25", "12.345,75", "0,5"],
        "en" => ["1,234,567.50", "7.25", "12,345.75", "0.5"],
        "--" => ["12", "7", "125", "40"],
        other => panic!("no context {other}"),
    }
}

fn header(kind: &str) -> &'static str {
    match kind {
        "rp" => "Anggaran (Rp)",
        "%" => "Capaian (%)",
        "n" => "Hasil",
        other => panic!("no kind {other}"),
    }
}

/// The spelling in its column: value, unit, grain or refusal, and what is told at its cell.
fn result(kind: &str, context: &str, spelling: &str) -> String {
    let near = neighbours(context);
    let cells = [near[0], near[1], spelling, near[2], near[3]];
    let outcome = read_column(header(kind), &cells);
    let at = CellRef::new(3, 0);
    let cell = outcome.value.cells.get(&at).expect("a cell");
    let mut parts = vec![shown(cell)];
    if let Some(why) = outcome.value.unreadable.get(&at) {
        parts.push(why.name().to_owned());
    }
    if let Some(date) = outcome.value.dates.get(&at) {
        parts.push(date.to_string());
    }
    if let Some(codes) = told(&outcome).get(&at) {
        parts.push(codes.join(" "));
    }
    parts.join("; ")
}

/// `\u{a0}` and the like stand for what an editor would not show.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\u{") {
        let (code, behind) = after.split_once('}').expect("a closed escape");
        out.push_str(before);
        let code = u32::from_str_radix(code, 16).expect("a code");
        out.push(char::from_u32(code).expect("a character"));
        rest = behind;
    }
    out + rest
}

#[test]
fn every_spelling_is_read_as_listed() {
    let text = std::fs::read_to_string(project(LIST)).expect("the list");
    let mut written = String::new();
    let mut n_listed = 0;
    for line in text.lines() {
        let Some((spelling, _)) = line.split_once(" => ").filter(|_| !line.starts_with('#')) else {
            written.push_str(line);
            written.push('\n');
            continue;
        };
        let mut words = spelling.splitn(3, ' ');
        let mut word = || words.next().expect("kind, context and spelling");
        let (kind, context, raw) = (word(), word(), word());
        let result = result(kind, context, &unescaped(raw));
        written.push_str(&format!("{kind} {context} {raw} => {result}\n"));
        n_listed += 1;
    }
    assert!(n_listed >= 150, "{n_listed}");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(project(LIST), &written).expect("the list is written");
    }
    let differing: Vec<(&str, &str)> = text
        .lines()
        .zip(written.lines())
        .filter(|(listed, read)| listed != read)
        .collect();
    assert!(differing.is_empty(), "listed, read: {differing:#?}");
}
