//! No table makes the search go on for long: the comparisons are counted, and cut short, whatever the
//! table holds. What is cut short is told; what is no relation is not claimed.

use selaras::model::finding::Severity;

use crate::support::audit_csv;

/// A table of so many rows and columns, with a label before each row.
fn table(n_rows: usize, n_columns: usize, number: impl Fn(usize, usize) -> String) -> String {
    let mut text = String::from("Name");
    for column in 0..n_columns {
        text.push_str(&format!(",c{}", column_word(column)));
    }
    for row in 0..n_rows {
        text.push_str(&format!("\nx{}", column_word(row)));
        for column in 0..n_columns {
            text.push(',');
            text.push_str(&number(row, column));
        }
    }
    text.push('\n');
    text
}

/// A word for a number, since digits in headers are years or numbering.
fn column_word(number: usize) -> String {
    let letter = |digit: usize| char::from(b'a' + u8::try_from(digit % 26).expect("a letter"));
    [letter(number / 676), letter(number / 26), letter(number)]
        .iter()
        .collect()
}

/// Numbers without any law: the same for the same row and column.
fn random(row: usize, column: usize) -> u64 {
    let mut state = (row as u64) << 32 | (column as u64 + 1);
    for _ in 0..3 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state = state.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    state >> 20
}

#[test]
fn adversarial_tables_claim_nothing_and_end() {
    let tables: Vec<(&str, String)> = vec![
        ("zeros", table(40, 10, |_, _| "0".to_owned())),
        ("equal", table(40, 10, |_, _| "7".to_owned())),
        (
            "powers of two",
            table(40, 8, |row, column| {
                (1_u64 << (row % 40 + column)).to_string()
            }),
        ),
        (
            "steps",
            table(60, 8, |row, column| (3 + row * 5 + column * 7).to_string()),
        ),
        (
            "multiplication",
            table(30, 10, |row, column| ((row + 1) * (column + 1)).to_string()),
        ),
        (
            "random",
            table(80, 10, |row, column| {
                (random(row, column) % 100_000).to_string()
            }),
        ),
        (
            "small random",
            table(80, 10, |row, column| (random(row, column) % 10).to_string()),
        ),
        (
            "decimals",
            table(60, 8, |row, column| {
                format!("{}.{}", random(row, column) % 90, random(column, row) % 10)
            }),
        ),
        (
            "one row",
            table(1, 300, |row, column| {
                (random(row, column) % 1000).to_string()
            }),
        ),
        (
            "one column",
            table(400, 1, |row, column| {
                (random(row, column) % 1000).to_string()
            }),
        ),
        (
            "sparse",
            table(80, 15, |row, column| {
                if random(row, column).is_multiple_of(5) {
                    (random(column, row) % 1000).to_string()
                } else {
                    String::new()
                }
            }),
        ),
    ];
    for (name, text) in tables {
        let result = audit_csv(&text);
        let told: Vec<&str> = result
            .report
            .findings
            .iter()
            .filter(|finding| finding.severity > Severity::Info)
            .map(|finding| finding.code)
            .collect();
        assert!(told.is_empty(), "{name}: {told:?}");
        let n_relations = result.report.relations.len();
        assert!(
            n_relations == 0,
            "{name}: {n_relations} relations, such as {:?}",
            result.report.relations.first()
        );
    }
}

/// A series that goes up or down by a few tenths from row to row, in tenths.
fn walk(row: usize, seed: usize) -> i64 {
    let steps = (0..=row).map(|row| tenths(row, seed, 7));
    260 + steps.sum::<i64>()
}

/// A few tenths to either side.
fn tenths(row: usize, seed: usize, width: u64) -> i64 {
    i64::try_from(random(row, seed) % width).expect("few") - i64::try_from(width / 2).expect("few")
}

fn decimal(tenths: i64) -> String {
    format!("{}.{}", tenths / 10, tenths.abs() % 10)
}

/// What depends on each other without being worked out of each other: slow series, several that go the
/// same way, marks of one judge, yes and no, figures that mirror each other among zeros.
#[test]
fn what_goes_together_is_no_sum_and_no_mean() {
    for seed in 0..4 {
        let tables: Vec<(&str, String)> = vec![
            (
                "slow series",
                table(60, 4, |row, column| decimal(walk(row, column + 10 * seed))),
            ),
            (
                "series that go together",
                table(60, 4, |row, column| {
                    decimal(walk(row, seed) + tenths(row, column + 50 + seed, 3))
                }),
            ),
            (
                "marks of one judge",
                table(40, 10, |row, column| {
                    decimal(75 + tenths(row, seed, 31) + tenths(row, column + 70 + seed, 7))
                }),
            ),
            (
                "yes and no",
                table(90, 5, |row, column| {
                    (random(row, column + seed) % 2).to_string()
                }),
            ),
            (
                "mirrored among zeros",
                table(18, 18, |row, column| {
                    let (low, high) = (row.min(column), row.max(column));
                    let value = random(low, high + 100 * seed);
                    let is_zero = low / 4 != high / 4 || value.is_multiple_of(3);
                    let value = i64::try_from(value % 999).expect("few") - 499;
                    if is_zero { 0 } else { value }.to_string()
                }),
            ),
        ];
        for (name, text) in tables {
            let result = audit_csv(&text);
            let relations = &result.report.relations;
            let told = result.report.findings.iter();
            let n_told = told.filter(|finding| finding.severity > Severity::Info);
            assert_eq!(
                (n_told.count(), relations.len()),
                (0, 0),
                "{name} {seed}: {:?}",
                relations.first()
            );
        }
    }
}

#[test]
fn numbers_far_strewn_are_not_searched_and_that_is_told() {
    let text = table(3600, 320, |row, column| {
        if column == row % 320 {
            (random(row, column) % 1000).to_string()
        } else {
            String::new()
        }
    });
    let result = audit_csv(&text);
    let told: Vec<_> = result
        .report
        .findings
        .iter()
        .filter(|finding| finding.code == "A619")
        .map(|finding| (finding.severity, finding.facts["count"].as_str()))
        .collect();
    assert_eq!(told, [(Severity::Info, "3600")]);
}
