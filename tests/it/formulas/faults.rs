//! Faults of formulas put into right workbooks: found at their cell, with their cause first.
#![allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "stored values of formulas are doubles"
)]

use std::collections::BTreeMap;

use selaras::model::finding::{Finding, Severity};

use super::book::{Book, Held, Key, Means, Role, a1};
use super::correct::cases;
use super::layouts::{Dice, LAYOUTS};
use super::{audit_all, by_file, file_name};
use crate::support::at;

/// A fault: its name, how it is put in, the causes that name it.
struct Kind {
    name: &'static str,
    put: fn(&mut Book, &mut Dice) -> Option<Key>,
    causes: &'static [&'static str],
    /// Code that names it where there is no cause.
    code: &'static str,
}

const KINDS: [Kind; 11] = [
    Kind {
        name: "stale",
        put: stale,
        causes: &["stale-formula-cache"],
        code: "A701",
    },
    Kind {
        name: "short at its end",
        put: short_end,
        causes: &["formula-range-too-short"],
        code: "A703",
    },
    Kind {
        name: "short at its start",
        put: short_start,
        causes: &["formula-range-too-short"],
        code: "A703",
    },
    Kind {
        name: "long",
        put: long,
        causes: &["formula-range-too-long"],
        code: "A704",
    },
    Kind {
        name: "typed, same",
        put: typed_same,
        causes: &["hard-coded-among-formulas"],
        code: "A705",
    },
    Kind {
        name: "typed, other",
        put: typed_other,
        causes: &["hard-coded-among-formulas"],
        code: "A706",
    },
    Kind {
        name: "other formula",
        put: differs,
        causes: &["formula-differs-from-neighbours"],
        code: "A707",
    },
    Kind {
        name: "circle",
        put: circle,
        causes: &["circular-formula"],
        code: "A708",
    },
    Kind {
        name: "broken",
        put: broken,
        causes: &[],
        code: "A709",
    },
    Kind {
        name: "text",
        put: text,
        causes: &["number-as-text"],
        code: "A710",
    },
    Kind {
        name: "constant",
        put: constant,
        causes: &["constant-in-formula"],
        code: "A711",
    },
];

fn of_role(book: &Book, wanted: impl Fn(&Book, Key, Role) -> bool) -> Vec<Key> {
    let roles = book.roles.iter();
    roles
        .filter(|(key, role)| wanted(book, **key, **role))
        .map(|(key, _)| *key)
        .collect()
}

fn one(keys: &[Key], dice: &mut Dice) -> Option<Key> {
    let idx = dice.below(u64::try_from(keys.len()).unwrap().max(1));
    keys.get(usize::try_from(idx).unwrap()).copied()
}

fn is_line(_: &Book, _: Key, role: Role) -> bool {
    role == Role::Line
}

fn is_total(book: &Book, key: Key, role: Role) -> bool {
    matches!(role, Role::Total { first, last } if last >= first + 2) && book.value(key) != 0.0
}

/// A leaf was changed after the last calculation.
fn stale(book: &mut Book, dice: &mut Dice) -> Option<Key> {
    let keys = of_role(book, |book, key, _| book.value(key) != 0.0);
    let key = one(&keys, dice)?;
    let value = book.value(key);
    let changed = (value * (900 + dice.below(90)) as f64 / 1_000.0).floor() - 7.0;
    if let Some(Held::Formula { stored, .. }) = book.cells.get_mut(&key) {
        *stored = Some(changed);
    }
    Some(key)
}

fn short_end(book: &mut Book, dice: &mut Dice) -> Option<Key> {
    short(book, dice, 0, 1)
}

fn short_start(book: &mut Book, dice: &mut Dice) -> Option<Key> {
    short(book, dice, 1, 0)
}

fn short(book: &mut Book, dice: &mut Dice, start: u32, end: u32) -> Option<Key> {
    let keys = of_role(book, |book, key, role| {
        let Role::Total { first, last } = role else {
            return false;
        };
        let gone = if end > 0 { last } else { first };
        is_total(book, key, role) && book.value((key.0, gone, key.2)) != 0.0
    });
    let key = one(&keys, dice)?;
    let Role::Total { first, last } = book.roles[&key] else {
        return None;
    };
    let function = function(book, key);
    book.total_with(key, first + start, last - end, &function);
    Some(key)
}

fn function(book: &Book, key: Key) -> String {
    match &book.cells[&key] {
        Held::Formula { text, .. } if text.contains("SUBTOTAL") => "SUBTOTAL(9,".to_owned(),
        _ => "SUM(".to_owned(),
    }
}

/// The range takes in the row that numbers the columns.
fn long(book: &mut Book, dice: &mut Dice) -> Option<Key> {
    let keys = of_role(book, |book, key, role| {
        let Role::Total { first, .. } = role else {
            return false;
        };
        let above = (key.0, first - 1, key.2);
        first == 5 && matches!(book.cells.get(&above), Some(Held::Number(_)))
    });
    let key = one(&keys, dice)?;
    let Role::Total { first, last } = book.roles[&key] else {
        return None;
    };
    book.total(key, first - 1, last);
    Some(key)
}

/// Lines of a column with at least four.
fn lines(book: &Book) -> Vec<Key> {
    let mut counts: BTreeMap<(usize, u16), u32> = BTreeMap::new();
    for key in of_role(book, is_line) {
        *counts.entry((key.0, key.2)).or_default() += 1;
    }
    let keys = of_role(book, is_line).into_iter();
    keys.filter(|key| counts[&(key.0, key.2)] >= 4 && book.value(*key) != 0.0)
        .collect()
}

fn typed_same(book: &mut Book, dice: &mut Dice) -> Option<Key> {
    let key = one(&lines(book), dice)?;
    let value = book.value(key);
    book.number(key, value);
    Some(key)
}

fn typed_other(book: &mut Book, dice: &mut Dice) -> Option<Key> {
    let key = one(&lines(book), dice)?;
    let value = book.value(key);
    let other = (value * (1_050 + dice.below(400)) as f64 / 1_000.0).floor() + 3.0;
    book.number(key, other);
    Some(key)
}

/// The formula points to the row above.
fn differs(book: &mut Book, dice: &mut Dice) -> Option<Key> {
    let keys: Vec<Key> = lines(book)
        .into_iter()
        .filter(|&(sheet, row, col)| {
            // The last line may well have a formula of its own.
            [row - 1, row + 1]
                .iter()
                .all(|&row| book.roles.contains_key(&(sheet, row, col)))
        })
        .collect();
    let key = one(&keys, dice)?;
    let above = (key.0, key.1 - 1, key.2);
    let Held::Formula { text, means, .. } = book.cells[&above].clone() else {
        return None;
    };
    if (book.value(above) - book.value(key)).abs() < 1.0 {
        return None;
    }
    book.formula(key, &text, means);
    Some(key)
}

fn circle(book: &mut Book, dice: &mut Dice) -> Option<Key> {
    let keys = of_role(book, |book, key, role| {
        matches!(role, Role::Total { last, .. } if last < key.1) && is_total(book, key, role)
    });
    let key = one(&keys, dice)?;
    let Role::Total { first, .. } = book.roles[&key] else {
        return None;
    };
    let text = format!("=SUM({}:{})", a1(first, key.2), a1(key.1, key.2));
    if let Some(Held::Formula {
        text: old, stored, ..
    }) = book.cells.get_mut(&key)
    {
        *old = text;
        *stored = Some(0.0);
    }
    Some(key)
}

fn broken(book: &mut Book, dice: &mut Dice) -> Option<Key> {
    let key = one(&of_role(book, is_line), dice)?;
    if let Some(Held::Formula { text, .. }) = book.cells.get_mut(&key) {
        *text = format!("{text}+#REF!");
    }
    Some(key)
}

/// A number of a column without row formulas was stored as text.
fn text(book: &mut Book, dice: &mut Dice) -> Option<Key> {
    if !of_role(book, is_line).is_empty() {
        return None;
    }
    let keys = of_role(book, is_total);
    let key = one(&keys, dice)?;
    let Role::Total { first, last } = book.roles[&key] else {
        return None;
    };
    let row = first + u32::try_from(dice.below(u64::from(last - first + 1))).unwrap();
    let cell = (key.0, row, key.2);
    let number = book.value(cell);
    let digits = format!("{number}");
    let mut shown = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx) % 3 == 0 {
            shown.push('.');
        }
        shown.push(digit);
    }
    book.words(cell, &shown);
    Some(key)
}

fn constant(book: &mut Book, dice: &mut Dice) -> Option<Key> {
    let keys = of_role(book, is_total);
    let key = one(&keys, dice)?;
    let added = (90 + dice.below(1_000_000)) as f64;
    let Held::Formula { text, means, .. } = book.cells[&key].clone() else {
        return None;
    };
    book.formula(
        key,
        &format!("{text}+{added}"),
        Means::Plus(Box::new(means), added),
    );
    Some(key)
}

fn is_at(finding: &Finding, book: &Book, key: Key) -> bool {
    finding.place.as_ref().is_some_and(|place| {
        *place.on.sheet == *book.sheets[key.0] && place.cell.to_string() == a1(key.1, key.2)
    })
}

#[derive(Default)]
struct Score {
    n_put: u32,
    n_found: u32,
    n_named: u32,
    n_beside: u32,
    misses: Vec<String>,
}

impl Score {
    fn count(&mut self, name: &str, kind: &Kind, book: &Book, key: Key, told: &[&Finding]) {
        self.n_put += 1;
        let found = told.iter().find(|finding| is_at(finding, book, key));
        let is_named = found.is_some_and(|finding| {
            let cause = finding.causes.first();
            finding.code == kind.code
                || cause.is_some_and(|cause| kind.causes.contains(&cause.kind.name()))
        });
        self.n_found += u32::from(found.is_some());
        self.n_named += u32::from(is_named);
        self.n_beside += u32::from(found.is_some() && told.len() > 1);
        if !is_named || told.len() > 1 {
            let all: Vec<String> = told
                .iter()
                .map(|finding| {
                    let cause = finding.causes.first();
                    format!(
                        "{} {}",
                        at(finding),
                        cause.map_or("-", |cause| cause.kind.name())
                    )
                })
                .collect();
            let cell = a1(key.1, key.2);
            self.misses
                .push(format!("{name} {}!{cell}: {all:?}", book.sheets[key.0]));
        }
    }
}

#[test]
fn faults_of_formulas_are_found_at_their_cell_with_their_cause() {
    let mut put = Vec::new();
    for (layout, make) in LAYOUTS {
        for kind in &KINDS {
            for seed in 1..=cases() {
                let mut dice = Dice::new(seed * 31 + 7);
                let mut book = make(&mut dice);
                if let Some(key) = (kind.put)(&mut book, &mut dice) {
                    put.push((format!("{layout} {seed}"), kind, book, key));
                }
            }
        }
    }
    let books: Vec<Vec<u8>> = put.iter().map(|(_, _, book, _)| book.bytes()).collect();
    let result = audit_all(&books);
    let files = by_file(&result);
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for (idx, (name, kind, book, key)) in put.iter().enumerate() {
        let findings = files.get(file_name(idx).as_str()).into_iter().flatten();
        let told: Vec<&Finding> = findings
            .copied()
            .filter(|finding| finding.severity > Severity::Info)
            .collect();
        let score = scores.entry(kind.name).or_default();
        score.count(name, kind, book, *key, &told);
        if let Some(folder) = std::env::var_os("FORMULA_DUMP")
            && told.len() != 1
        {
            let name = format!("{}-{name}.xlsx", kind.name);
            std::fs::write(std::path::Path::new(&folder).join(name), &books[idx]).unwrap();
        }
    }
    let mut text = String::new();
    let (mut n_put, mut n_found, mut n_named) = (0, 0, 0);
    for (name, score) in &scores {
        n_put += score.n_put;
        n_found += score.n_found;
        n_named += score.n_named;
        text.push_str(&format!(
            "{name}: {} put in, {} found, {} named, {} with other findings\n  {}\n",
            score.n_put,
            score.n_found,
            score.n_named,
            score.n_beside,
            score.misses.join("\n  ")
        ));
    }
    assert!(n_put > 80, "only {n_put} faults\n{text}");
    assert!(
        n_found * 100 >= n_put * 99,
        "{n_found} of {n_put} found\n{text}"
    );
    assert!(
        n_named * 100 >= n_put * 95,
        "{n_named} of {n_put} named\n{text}"
    );
    // A long run shows its figures.
    assert!(
        std::env::var_os("FORMULA_CASES").is_none(),
        "{n_put} put in, {n_found} found, {n_named} named\n{text}"
    );
}

/// What the cells of a fault's row store.
fn row_values(book: &Book, key: Key) -> Vec<u64> {
    let keys = book.cells.keys();
    let row = keys.filter(|other| (other.0, other.1) == (key.0, key.1));
    row.map(|&other| book.value(other).to_bits()).collect()
}

/// Two faults far apart in one workbook are two findings.
#[test]
fn faults_together_are_told_apart() {
    let mut put = Vec::new();
    for (layout, make) in LAYOUTS {
        for (first, second) in [(0, 5), (1, 0), (6, 1), (4, 10)] {
            for seed in 1..=cases() {
                let mut dice = Dice::new(seed * 17 + 3);
                let mut book = make(&mut dice);
                let Some(one) = (KINDS[first].put)(&mut book, &mut dice) else {
                    continue;
                };
                let row_of_one = row_values(&book, one);
                let Some(other) = (KINDS[second].put)(&mut book, &mut dice) else {
                    continue;
                };
                // A fault whose operands the other changes is its consequence.
                if row_values(&book, one) != row_of_one {
                    continue;
                }
                // Two faults in one row or column may be one to a reader.
                let are_apart = one.0 != other.0 || (one.1 != other.1 && one.2 != other.2);
                if are_apart {
                    put.push((
                        format!("{layout} {seed}"),
                        book,
                        [(first, one), (second, other)],
                    ));
                }
            }
        }
    }
    let books: Vec<Vec<u8>> = put.iter().map(|(_, book, _)| book.bytes()).collect();
    let result = audit_all(&books);
    let files = by_file(&result);
    let mut score = Score::default();
    for (idx, (name, book, faults)) in put.iter().enumerate() {
        let findings = files.get(file_name(idx).as_str()).into_iter().flatten();
        let told: Vec<&Finding> = findings
            .copied()
            .filter(|finding| finding.severity > Severity::Info)
            .collect();
        if let Some(folder) = std::env::var_os("FORMULA_DUMP") {
            let name = format!("{idx}-{name}.xlsx");
            std::fs::write(std::path::Path::new(&folder).join(name), &books[idx]).unwrap();
        }
        for (kind, key) in faults {
            score.count(name, &KINDS[*kind], book, *key, &told);
        }
    }
    score.misses.retain(|_| score.n_named < score.n_put);
    let text = score.misses.join("\n");
    assert!(score.n_put > 20, "only {} faults", score.n_put);
    assert!(
        score.n_found * 100 >= score.n_put * 99,
        "{} of {} found\n{text}",
        score.n_found,
        score.n_put
    );
    assert!(
        score.n_named * 100 >= score.n_put * 95,
        "{} of {} named\n{text}",
        score.n_named,
        score.n_put
    );
    assert!(
        std::env::var_os("FORMULA_CASES").is_none(),
        "{} put in, {} found, {} named\n{text}",
        score.n_put,
        score.n_found,
        score.n_named
    );
}
