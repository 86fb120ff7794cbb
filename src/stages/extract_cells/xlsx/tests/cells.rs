//! Cells and what surrounds them on a sheet.

use super::super::super::builder::MAX_COL;
use super::{Parts, check_tally, shown, told};
use crate::model::place::CellRef;

const STRINGS: &str = "<sst count=\"99999999999\" uniqueCount=\"-1\"><si><t>satu</t></si>\
    <si><r><rPr><b/></rPr><t xml:space=\"preserve\">dua </t></r><r><t>&amp; tiga</t></r>\
    <rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si><si/><si><t>a_x000D_b_x005F_x0041_</t></si>\
    <si><t>&nbsp;</t></si></sst>";

/// Cells, how they are shown, and how many are refused.
#[track_caller]
fn check(rows: &str, wanted: &[&str], n_refused: u64) -> Vec<String> {
    let (grid, findings) = Parts::of_rows(rows)
        .with("xl/sharedStrings.xml", STRINGS)
        .grid();
    assert_eq!(shown(&grid), wanted, "{rows}");
    assert_eq!(grid.tally.refused, n_refused, "{rows}: {findings:?}");
    assert_eq!(findings.len() as u64, n_refused, "{rows}: {findings:?}");
    // The reader of events and that of plain cells must agree; a space keeps the latter out.
    let spaced = rows.replace("<c ", "<c  ").replace("<c>", "<c >");
    let parts = Parts::of_rows(&spaced).with("xl/sharedStrings.xml", STRINGS);
    assert_eq!(parts.grid(), (grid, findings.clone()), "{spaced}");
    findings
}

#[test]
fn every_type_of_value_is_read() {
    check(
        "<row r=\"1\"><c r=\"A1\"><v>12345678901234567890</v></c><c r=\"B1\" t=\"n\"><v> 2.50 </v></c>\
         <c r=\"C1\" t=\"s\"><v>0</v></c><c r=\"D1\" t=\"str\"><v>x_x0041_</v></c>\
         <c r=\"E1\" t=\"inlineStr\"><is><t>langsung</t></is></c><c r=\"F1\" t=\"b\"><v>1</v></c>\
         <c r=\"G1\" t=\"e\"><v>#REF!</v></c><c r=\"H1\" t=\"d\"><v>2024-01-31T00:00:00</v></c>\
         <c r=\"I1\"><v>33.869999999999997</v></c><c r=\"J1\"><is><t>tanpa jenis</t></is></c>\
         <c r=\"K1\" t=\"inlineStr\"><v>nilai</v></c></row>",
        &[
            "A1 12345678901234567890",
            "B1 2.50",
            "C1 \"satu\"",
            "D1 \"xA\"",
            "E1 \"langsung\"",
            "F1 true",
            "G1 #REF!",
            "H1 2024-01-31",
            "I1 33.869999999999997",
            "J1 \"tanpa jenis\"",
            "K1 \"nilai\"",
        ],
        0,
    );
}

#[test]
fn texts_are_put_together() {
    check(
        "<row><c t=\"s\"><v>1</v></c><c t=\"s\"><v>3</v></c><c t=\"inlineStr\"><is><r><t>a</t></r>\
         <r><rPr/><t>b</t></r><rPh><t>no</t></rPh></is></c>\
         <c t=\"str\"><v>a&#x41;&lt;<!-- x -->\r\n<![CDATA[<b>&amp;]]></v></c></row>",
        &[
            "A1 \"dua & tiga\"",
            "B1 \"a\\rb_x0041_\"",
            "C1 \"ab\"",
            "D1 \"aA<\\n<b>&amp;\"",
        ],
        0,
    );
}

#[test]
fn cells_without_a_value_are_not_stored() {
    check(
        "<row r=\"1\"><c r=\"A1\" s=\"1\"/><c r=\"B1\"><v/></c><c r=\"C1\"><v></v></c>\
         <c r=\"D1\" t=\"s\"/><c r=\"E1\"><extLst><ext><v>1</v></ext></extLst></c>\
         <c r=\"F1\" t=\"e\"></c></row>",
        &[],
        0,
    );
    let (grid, _) =
        Parts::of_rows("<row><c t=\"str\"><f>\"\"</f><v></v></c><c t=\"s\"><v>2</v></c></row>")
            .with("xl/sharedStrings.xml", STRINGS)
            .grid();
    assert_eq!((grid.tally.stored, grid.tally.blank), (2, 2));
}

#[test]
fn what_cannot_be_read_costs_its_cell_only() {
    let findings = check(
        "<row r=\"1\"><c r=\"A1\"><v>null</v></c><c r=\"B1\"><v>NaN</v></c><c r=\"C1\"><v>-Infinity</v></c>\
         <c r=\"D1\" t=\"s\"><v>99</v></c><c r=\"E1\" t=\"s\"><v>-1</v></c><c r=\"F1\" t=\"s\"><v>x</v></c>\
         <c r=\"G1\" t=\"s\"><v>4</v></c><c r=\"H1\" t=\"baru\"><v>1</v></c><c r=\"I1\" t=\"b\"><v>2</v></c>\
         <c r=\"J1\" t=\"d\"><v>kemarin</v></c><c r=\"K1\"><v>1</v><v>2</v></c><c r=\"L1\"><v>&x;</v></c>\
         <c r=\"M1\" t=\"s\"><v/></c><c r=\"N1\"><v>7</v></c><c r=\"N1\"><v>8</v></c></row>",
        &["N1 7"],
        14,
    );
    assert!(findings.contains(&"R007 A1: \"null\" is no number that can be read".to_owned()));
    assert!(findings[3].starts_with("R007 D1: the shared text number \"99\""));
}

#[test]
fn cells_stand_where_they_say_or_next_to_each_other() {
    check(
        "<row><c><v>1</v></c><c r=\"C1\"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>\
         <row r=\"5\"><c/><c><v>5</v></c><c r=\"d7\"><v>6</v></c></row><row><c><v>7</v></c></row>",
        &["A1 1", "C1 2", "D1 3", "A2 4", "B5 5", "A6 7", "D7 6"],
        0,
    );
}

#[test]
fn references_that_name_no_cell_are_told() {
    let findings = check(
        "<row r=\"1\"><c r=\"A0\"><v>1</v></c><c><v>2</v></c><c r=\"1A\"/><c r=\"XFE1\"><v>3</v></c>\
         <c r=\"R1C1\"><v>4</v></c><c r=\"B1\"><v>5</v></c><c><v>6</v></c></row>\
         <row r=\"0\"><c><v>7</v></c><c r=\"A9\"><v>8</v></c></row><row><c><v>9</v></c></row>",
        &["B1 5", "C1 6", "A9 8"],
        6,
    );
    assert!(findings[0].contains("A0"), "{findings:?}");
    let last = "<row><c r=\"XFD1\"><v>1</v></c><c><v>2</v></c></row>";
    let findings = check(last, &["XFD1 1"], 1);
    assert!(findings[0].contains("outside"), "{findings:?}");
}

#[test]
fn formulas_stand_with_their_values() {
    check(
        "<row r=\"1\"><c r=\"A1\"><f>SUM(B1:C1)</f><v>3</v></c><c r=\"B1\"><f>=_x0041_1</f></c>\
         <c r=\"C1\"><f>1+1</f><v></v></c><c r=\"D1\"><f t=\"array\" ref=\"D1:D2\">B1*C1</f><v>2</v></c>\
         <c r=\"E1\"><f t=\"dataTable\" ref=\"E1:E9\" dt2D=\"0\" dtr=\"0\" r1=\"A1\"/><v>1</v></c>\
         <c r=\"F1\" t=\"s\"><f>A1</f><v></v></c><c r=\"G1\"><f>A1&amp;\"x\"</f><v>1</v></c></row>",
        &[
            "A1 3 =SUM(B1:C1)",
            "B1 ? =A1",
            "C1 ? =1+1",
            "D1 2 =B1*C1",
            "E1 1 =TABLE(,A1)",
            "F1 ? =A1",
            "G1 1 =A1&\"x\"",
        ],
        0,
    );
}

#[test]
fn shared_formulas_move_with_their_cells() {
    check(
        "<row r=\"1\"><c r=\"B1\"><f t=\"shared\" ref=\"B1:B3\" si=\"0\">A1*$C$1+LOG10(A1)</f><v>1</v></c></row>\
         <row r=\"2\"><c r=\"B2\"><f t=\"shared\" si=\"0\"/><v>2</v></c>\
         <c r=\"C2\"><f t=\"shared\" si=\"4294967295\"/><v>3</v></c>\
         <c r=\"D2\"><f t=\"shared\" si=\"99999999999999\"/><v>4</v></c></row>\
         <row r=\"3\"><c r=\"B3\"><f t=\"shared\" si=\"0\"></f></c></row>",
        &[
            "B1 1 =A1*$C$1+LOG10(A1)",
            "B2 2 =A2*$C$1+LOG10(A2)",
            "C2 3 =",
            "D2 4 =",
            "B3 ? =A3*$C$1+LOG10(A3)",
        ],
        0,
    );
}

#[test]
fn prefixes_and_unknown_elements_lose_nothing() {
    let sheet = "<x:worksheet xmlns:x=\"u\" xmlns:mc=\"m\"><x:sheetViews><x:sheetView><c r=\"A9\"><v>1</v></c>\
         </x:sheetView></x:sheetViews><mc:AlternateContent><mc:Choice Requires=\"z\"><x:sheetData>\
         <x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c></x:row></x:sheetData></mc:Choice><mc:Fallback>\
         <x:sheetData><x:row r=\"1\"><x:c r='A1' x:t=\"s\" vm=\"1\"><baru><v>3</v></baru><x:v>2</x:v>\
         <x:extLst><c r=\"A2\"><v>1</v></c></x:extLst></x:c></x:row></x:sheetData></mc:Fallback>\
         </mc:AlternateContent></x:worksheet>";
    let (grid, findings) = Parts::of_rows("")
        .with("xl/worksheets/sheet1.xml", sheet)
        .grid();
    assert_eq!(shown(&grid), ["A1 2"]);
    assert_eq!(findings.len(), 0, "{findings:?}");
}

#[test]
fn merges_hidden_parts_and_filters_are_kept() {
    let (grid, _) = Parts::of_sheet(
        "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"5\" max=\"99999999\" hidden=\"true\"/>\
         <col min=\"9\" max=\"1\" hidden=\"1\"/><col min=\"4\" max=\"4\"/></cols>\
         <sheetData><row r=\"2\" hidden=\"1\"/><row hidden=\"1\"/><row r=\"9\" hidden=\"0\"/></sheetData>\
         <autoFilter ref=\"A1:C9\"><filterColumn colId=\"0\"/></autoFilter>\
         <mergeCells count=\"9\"><mergeCell ref=\"C2:A1\"/><mergeCell ref=\"B7\"/><mergeCell ref=\"?\"/></mergeCells>",
    )
    .grid();
    assert_eq!(grid.hidden_rows.iter().collect::<Vec<_>>(), [(1, 2)]);
    assert_eq!(
        grid.hidden_cols.iter().collect::<Vec<_>>(),
        [(1, 2), (4, MAX_COL)]
    );
    assert_eq!(grid.filter.map(|area| area.last), Some(CellRef::new(8, 2)));
    assert_eq!(grid.merges.len(), 1);
    assert_eq!(grid.merges[0].first, CellRef::new(0, 0));
    assert_eq!(grid.merges[0].last, CellRef::new(1, 2));
}

#[test]
fn attributes_that_are_not_well_formed_lose_the_sheet_and_say_so() {
    for row in [
        "<row r=\"1\"><c r=A1><v>1</v></c></row>",
        "<row r=1><c><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" r=\"B1\"><v>1</v></c></row>",
    ] {
        let (workbook, findings) = Parts::of_rows(row).read();
        check_tally(&workbook.sheets[0]);
        assert!(workbook.sheets[0].is_incomplete, "{row}");
        assert!(told(&findings[0]).contains("attributes"), "{row}");
    }
}
