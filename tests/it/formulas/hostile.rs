//! What formulas give, and formulas that nobody writes: none stops the audit or makes it run on.

use proptest::prelude::*;
use selaras::model::grid::{Cell, Content, DefinedName, Grid, Workbook};
use selaras::model::place::CellRef;
use selaras::model::relation::Proof;
use selaras::stages::prove_arithmetic::{compute_missing, prove_formulas};

fn computed(content: Content, formula: &str) -> Cell {
    Cell::of(content).with(None, Some(formula.into()))
}

fn prove(workbook: &mut Workbook) -> Proof {
    let file = "buku.xlsx".into();
    let mut proof = Proof::default();
    compute_missing(workbook, &file);
    prove_formulas(workbook, &file, &[], &mut proof);
    proof
}

fn sheet(cells: impl IntoIterator<Item = (u32, u32, Cell)>) -> Workbook {
    let mut grid = Grid {
        name: "S".into(),
        ..Grid::default()
    };
    for (row, col, cell) in cells {
        grid.cells.insert(CellRef::new(row, col), cell);
    }
    Workbook {
        sheets: vec![grid],
        ..Workbook::default()
    }
}

#[test]
fn odd_formulas_do_no_harm() {
    let deep = format!("{}1{}", "(".repeat(4_000), ")".repeat(4_000));
    let functions = format!("{}1{}", "SUM(".repeat(2_000), ")".repeat(2_000));
    let signs = format!("{}1", "-".repeat(8_000));
    let percents = format!("1{}", "%".repeat(8_000));
    let powers = "9^".repeat(4_000) + "9";
    let terms = "A2+".repeat(2_700) + "A2";
    let joined = "A2&".repeat(2_700) + "A2";
    let long = "A".repeat(100_000);
    let formulas = [
        deep.as_str(),
        &functions,
        &signs,
        &percents,
        &powers,
        &terms,
        &joined,
        &long,
        "A1",
        "A1:A1048576",
        "SUM(A:XFD)",
        "SUM(1:1048576)",
        "SUM(A1:A0)",
        "XFE1",
        "A1048577",
        "$",
        "!",
        "'",
        "\"",
        "[1]S!A1",
        "S!#REF!",
        "'S'!A1",
        "SELF",
        "PING",
        "1E999",
        "1e",
        "1/0",
        "0^0",
        "0^-1",
        "9^99999",
        "SUMIF(A:A,\"*a*a*a*a*b\",A:A)",
        "SUMPRODUCT(A:A,A:A)",
        "ROUND(1,99999999999)",
        "ROUND(1,-15)",
        "{1,2;3}",
        "IF(,,)",
        "SUM(,,,)",
        "SUBTOTAL(9)",
        "SUBTOTAL(999,A1:A9)",
        "(A1,A2)",
        "A1 A2",
        "A1:A2:A3",
        "Table1[[#This Row],[x]]",
        "=",
        "+",
        "",
        " ",
        "TRUE+1",
        "\u{feff}x(",
        "MIN(A:A)",
        "79228162514264337593543950335*79228162514264337593543950335",
    ];
    let numbers = [
        Content::Number(5.into()),
        Content::NoCachedValue,
        Content::Text("x".into()),
    ];
    for formula in formulas {
        for content in &numbers {
            let mut workbook = sheet([
                (0, 0, computed(content.clone(), formula)),
                (1, 0, Cell::of(Content::Number(7.into()))),
                (2, 0, Cell::text("aaaaaaaa")),
            ]);
            for (name, refers_to) in [
                ("SELF", "SELF"),
                ("PING", "PONG"),
                ("PONG", "PING+PING+PING"),
            ] {
                workbook.names.push(DefinedName {
                    name: name.to_owned(),
                    sheet: None,
                    refers_to: refers_to.to_owned(),
                });
            }
            prove(&mut workbook);
        }
    }
}

#[test]
fn growing_ranges_cost_their_length() {
    let n_rows: u32 = std::env::var("FORMULA_ROWS")
        .ok()
        .and_then(|rows| rows.parse().ok())
        .unwrap_or(8_000);
    let cells = (0..n_rows).flat_map(|row| {
        let sum = i64::from(row) + 1;
        let text = format!("SUM(A$1:A{})", row + 1);
        let over_sums = format!("SUM(B$1:B{})", row + 1);
        let triangle = sum * (sum + 1) / 2;
        [
            (row, 0, Cell::of(Content::Number(1.into()))),
            (row, 1, computed(Content::Number(sum.into()), &text)),
            (
                row,
                2,
                computed(Content::Number(triangle.into()), &over_sums),
            ),
        ]
    });
    let mut workbook = sheet(cells);
    let proof = prove(&mut workbook);
    assert!(proof.formulas.is_empty());
}

#[test]
fn missing_values_are_calculated_up_down_and_across() {
    let missing = |formula: &str| computed(Content::NoCachedValue, formula);
    let mut workbook = sheet([
        (0, 0, missing("SUM(A2:A4)")),
        (1, 0, missing("B2*2")),
        (2, 0, Cell::of(Content::Number(3.into()))),
        (3, 0, missing("A3+B5")),
        (4, 0, missing("A1/3")),
        (1, 1, Cell::of(Content::Number(5.into()))),
        (4, 1, missing("IF(A3>2,\"1\"&\"2\",0)")),
        (5, 1, missing("IF(A3>2,20,0)")),
        (6, 0, missing("A3+B6")),
        (7, 0, missing("1/0")),
    ]);
    prove(&mut workbook);
    let held = |row, col| {
        workbook.sheets[0]
            .cell(row, col)
            .expect("a cell")
            .content
            .clone()
    };
    assert_eq!(held(1, 0), Content::Number(10.into()));
    assert_eq!(held(6, 0), Content::Number(23.into()));
    assert_eq!(held(4, 1), Content::Text("12".into()));
    assert_eq!(held(7, 0), Content::Error("#DIV/0!".into()));
}

#[test]
fn functions_give_what_excel_gives() {
    let cases = [
        ("-2^2", "4"),
        ("2^-2", "0.25"),
        ("10%+1", "1.1"),
        ("ROUND(-2.5,0)", "-3"),
        ("ROUND(1234567,-3)", "1235000"),
        ("ROUNDUP(-2.1,0)", "-3"),
        ("ROUNDDOWN(2.99,1)", "2.9"),
        ("INT(-2.5)", "-3"),
        ("ABS(-7)", "7"),
        ("IFERROR(1/0,7)", "7"),
        ("IF(A1>=10,A2,0)", "20"),
        ("SUM(A1:A3,(A1,A3))", "100"),
        ("AVERAGE(A1:A4)", "20"),
        ("COUNT(A1:B4)", "3"),
        ("COUNTA(A1:B4)", "7"),
        ("MIN(A1:A4)&\"\"", "10"),
        ("MAX(A:A)-MIN($A$1:$A$4)", "20"),
        ("PRODUCT(A1:A2)", "200"),
        ("SUMIF(B1:B4,\"belanja*\",A1:A4)", "40"),
        ("SUMIF(A1:A4,\">=20\")", "50"),
        (
            "SUMIFS(A1:A4,B1:B4,\"<>belanja modal\",A1:A4,\"<30\")",
            "20",
        ),
        ("SUMPRODUCT(A1:A3,A1:A3)", "1400"),
        ("SUBTOTAL(9,A1:A4)", "60"),
        ("S!A1+'S'!$A$2", "30"),
        ("1.5E+3/3", "500"),
    ];
    for (formula, wanted) in cases {
        let number = |value: i64| Cell::of(Content::Number(value.into()));
        let mut workbook = sheet([
            (0, 0, number(10)),
            (1, 0, number(20)),
            (2, 0, number(30)),
            (3, 0, Cell::text("teks")),
            (0, 1, Cell::text("Belanja Modal")),
            (1, 1, Cell::text("pendapatan")),
            (2, 1, Cell::text("belanja operasi")),
            (0, 3, computed(Content::NoCachedValue, formula)),
        ]);
        prove(&mut workbook);
        let cell = workbook.sheets[0].cell(0, 3).expect("a cell");
        assert_eq!(cell.raw(), wanted, "{formula}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_stops_the_audit(text in "[A-D$0-9:(),;+*/^&%<>=\"'!#\\[\\]{} .SUMIFROD-]{0,60}") {
        let mut workbook = sheet([
            (0, 0, computed(Content::Number(5.into()), &text)),
            (1, 1, computed(Content::NoCachedValue, &text)),
            (2, 0, Cell::of(Content::Number(7.into()))),
        ]);
        prove(&mut workbook);
    }
}
