//! The sheet "Ringkasan", the workbook's cover: what the region spent, what was handed in, what is
//! wrong, as figures and charts; then the tables that the charts follow.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use super::Context;
use super::agencies::{self, Block, PAGU_COL, REALISASI_COL, write_agencies};
use super::amounts::share_cell;
use super::forest::Node;
use super::tree::{COLUMNS, TREE, sheet_row};
use crate::model::completeness::State;
use crate::model::finding::Severity;
use crate::model::rules;
use crate::stages::write_reports::completeness::column_title;
use crate::stages::write_reports::outputs::WriteError;
use crate::stages::write_reports::spreadsheet::cell::{count, text, wrapped};
use crate::stages::write_reports::spreadsheet::chart::{
    AMOUNTS, Area, COUNTS, Look, Picture, Series, by_agency,
};
use crate::stages::write_reports::spreadsheet::formula::{address, on_sheet};
use crate::stages::write_reports::spreadsheet::sheet::{Cell, Content, Sheet};
use crate::stages::write_reports::spreadsheet::style::{Fill, Shape, Style, Weight, severity_fill};

/// The sheet's name.
const SUMMARY: &str = "Ringkasan";

/// The states that the table of what was handed in counts, with their colours.
const STATES: [(State, u32); 6] = [
    (State::Present, 0x0070_AD47),
    (State::Late, 0x00FF_C000),
    (State::Missing, 0x00C0_0000),
    (State::Unreadable, 0x007F_7F7F),
    (State::Template, 0x00ED_7D31),
    (State::None, 0x00E7_E6E6),
];

/// Most rules that the chart of findings shows.
const MAX_BARS: u32 = 12;

/// Rows that a small chart takes, and their height in pixels.
const SMALL_ROWS: u32 = 16;
const ROW_HEIGHT: u32 = 20;

/// Writes the sheet.
pub(super) fn write(context: &Context<'_>) -> Result<Vec<Worksheet>, WriteError> {
    let mut sheet = Sheet::new(SUMMARY)?;
    sheet.set_widths(&[44, 18, 14, 20, 20, 20, 12, 12, 12])?;
    let charts = write_facts(context, &mut sheet)? + 1;
    // Where the agencies are too many for columns, their chart has a page of its own.
    let n_agencies = u32::try_from(context.forest.agencies.len()).unwrap_or(u32::MAX / 4);
    let (look, height) = by_agency(Look::Columns, n_agencies);
    let n_rows = height.div_ceil(ROW_HEIGHT) + 1;
    let (amounts, counts, end) = match look {
        Look::Columns => (charts, charts + n_rows, charts + n_rows + SMALL_ROWS),
        Look::Stacked | Look::Bars | Look::StackedBars => {
            let amounts = charts + SMALL_ROWS + 1;
            (amounts, charts, amounts + n_rows)
        }
    };
    let tables = end + 1;
    let handed = tables + agencies::n_rows(context) + 1;
    let (_, blocks) = write_agencies(context, &mut sheet, tables)?;
    let codes = write_handed_in(context, &mut sheet, handed)?;
    let n_codes = write_codes(context, &mut sheet, codes)?;
    put_amounts(context, &mut sheet, (amounts, look, height), blocks.last())?;
    put_counts(context, &mut sheet, counts, handed, (codes, n_codes))?;
    let mut breaks = vec![tables];
    if amounts > counts {
        breaks.insert(0, amounts - 1);
    }
    sheet.break_pages(&breaks)?;
    Ok(vec![sheet.finished()])
}

/// The facts of the run and the region's figures; returns the row below them.
fn write_facts(context: &Context<'_>, sheet: &mut Sheet) -> Result<u32, WriteError> {
    let pick = |id, en| context.language.pick(id, en);
    let (report, facts) = (context.catalogue.report, context.facts);
    let accounts = report.accounts();
    let region = report.region.as_deref();
    let year = report.year.map(|year| format!(" {year}"));
    let title = format!(
        "{}{}{}",
        pick(
            "Konsolidasi dan audit anggaran ",
            "Consolidated and audited budget, "
        ),
        region.unwrap_or_default(),
        year.unwrap_or_default()
    );
    sheet.put_title(title.trim_end())?;
    let slots = &context.catalogue.slots;
    let mut rows = vec![(pick("Perubahan", "Changes"), text(slots.headline()))];
    rows.extend(key_figures(context));
    rows.extend([
        ("Pipeline", text(report.pipeline.as_deref().unwrap_or("-"))),
        (
            pick("Berkas pipeline", "Pipeline file"),
            text(facts.pipeline_file.as_deref().unwrap_or("-")),
        ),
        (pick("Dijalankan", "Started"), text(slots.started())),
        (
            pick("Versi selaras", "selaras version"),
            text(&facts.version),
        ),
        (
            pick("Masukan", "Inputs"),
            text(accounts.inputs_in_words(context.language)),
        ),
        (
            pick("Sel", "Cells"),
            text(accounts.cells_in_words(context.language)),
        ),
        (
            pick("Angka miring", "Italic amounts"),
            text(pick(
                "dihitung selaras, tidak tertulis di dokumen",
                "computed by selaras, not stated by a document",
            )),
        ),
    ]);
    let bold = Style::default().weight(Weight::Bold);
    let rows = rows
        .into_iter()
        .map(|(label, cell)| vec![(Content::Text(label.to_owned()), bold), cell]);
    Ok(sheet.put_rows(1, rows.collect::<Vec<_>>())?)
}

/// What was spent of what, how much was handed in, how much is wrong.
fn key_figures(context: &Context<'_>) -> Vec<(&'static str, Cell)> {
    let pick = |id, en| context.language.pick(id, en);
    let report = context.catalogue.report;
    let mut figures = Vec::new();
    let last = context.forest.years.values().last();
    if let Some((&root, node)) =
        last.and_then(|root| Some((root, context.forest.nodes.get(*root)?)))
    {
        let labels = [
            pick("Pagu seluruh OPD (Rp)", "Pagu of all agencies (Rp)"),
            pick(
                "Realisasi seluruh OPD (Rp)",
                "Realisasi of all agencies (Rp)",
            ),
        ];
        for ((label, sum), [_, col, _]) in labels.into_iter().zip(&node.sums).zip(COLUMNS) {
            let Some(computed) = sum.computed else {
                continue;
            };
            let formula = format!("={}", on_sheet(TREE, sheet_row(root), col));
            let content = Content::Formula(sum.is_live.then_some(formula), computed);
            let style = Style::of(Shape::Amount).weight(Weight::Bold);
            figures.push((label, (content, style)));
        }
        figures.extend(spent_share(context, root, node));
    }
    let completeness = &report.completeness;
    let required = completeness.columns.iter();
    let required = required.filter(|column| column.is_required).count() * completeness.rows.len();
    if required > 0 {
        let handed_in = completeness.n_in(State::Present) + completeness.n_in(State::Late);
        let words = format!("{handed_in} {} {required}", pick("dari", "of"));
        figures.push((
            pick("Dokumen wajib yang ada", "Required documents handed in"),
            text(words),
        ));
    }
    let n_errors = report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error && !finding.is_waived())
        .count();
    let (content, style) = count(n_errors);
    let fill = if n_errors > 0 { Fill::Red } else { Fill::None };
    figures.push((pick("Kesalahan", "Errors"), (content, style.fill(fill))));
    figures
}

/// The percentage of the region's ceiling that was spent.
fn spent_share(
    context: &Context<'_>,
    root: usize,
    node: &Node<'_>,
) -> Option<(&'static str, Cell)> {
    let [pagu, realisasi] = node.sums;
    let [[_, pagu_col, _], [_, realisasi_col, _]] = COLUMNS;
    let at = |col: u16| on_sheet(TREE, sheet_row(root), col);
    let share = share_cell(
        (realisasi.computed, &at(realisasi_col)),
        (pagu.computed, &at(pagu_col)),
    );
    let label = context.language.pick("Capaian (%)", "Spent (%)");
    matches!(share.0, Content::Formula(..)).then_some((label, share))
}

/// How many agencies handed in each kind of document; returns the row below.
fn write_handed_in(
    context: &Context<'_>,
    sheet: &mut Sheet,
    first_row: u32,
) -> Result<u32, WriteError> {
    let language = context.language;
    let completeness = &context.catalogue.report.completeness;
    if completeness.rows.is_empty() {
        return Ok(first_row);
    }
    let mut headings = vec![language.pick("Kelengkapan dokumen", "Documents handed in")];
    headings.extend(STATES.iter().map(|(state, _)| state.words(language)));
    sheet.put_headings(first_row, &headings)?;
    let last_row = u32::try_from(completeness.rows.len()).unwrap_or(u32::MAX);
    let rows = completeness
        .columns
        .iter()
        .enumerate()
        .map(|(idx, column)| {
            let col = u16::try_from(idx + 2).unwrap_or(u16::MAX);
            let area = format!(
                "{}:{}",
                on_sheet(super::completeness::COMPLETENESS, 1, col),
                address(last_row, col)
            );
            let mut cells = vec![text(column_title(column, language))];
            cells.extend(STATES.iter().map(|(state, _)| {
                let states = completeness
                    .rows
                    .iter()
                    .filter_map(|row| row.cells.get(idx));
                let n_cells = states.filter(|cell| cell.state == *state).count();
                let formula = format!("=COUNTIF({area},\"{}\")", state.words(language));
                let content = Content::Formula(Some(formula), Decimal::from(n_cells));
                (content, Style::of(Shape::Amount))
            }));
            cells
        });
    Ok(sheet.put_rows(first_row + 1, rows.collect::<Vec<_>>())? + 1)
}

/// Findings by rule, the worst and most frequent first; returns how many rules there are.
fn write_codes(
    context: &Context<'_>,
    sheet: &mut Sheet,
    first_row: u32,
) -> Result<u32, WriteError> {
    let pick = |id, en| context.language.pick(id, en);
    let headings = [
        pick("Temuan", "Finding"),
        pick("Kode", "Code"),
        pick("Tingkat", "Severity"),
        pick("Banyaknya", "Count"),
        pick("Dimatikan", "Switched off"),
    ];
    sheet.put_headings(first_row, &headings)?;
    let mut codes: BTreeMap<(&str, Option<Severity>), usize> = BTreeMap::new();
    for finding in &context.catalogue.report.findings {
        *codes
            .entry((finding.code, Some(finding.severity)))
            .or_default() += 1;
    }
    for code in context.facts.dropped.keys() {
        codes.entry((code, None)).or_default();
    }
    let mut codes: Vec<_> = codes.into_iter().collect();
    codes.sort_by_key(|((_, severity), found)| std::cmp::Reverse((*severity, *found)));
    let rows = codes.iter().map(|((code, severity), found)| {
        let title = rules::rule(code).map_or(*code, |rule| rule.title.pick(context.language));
        let dropped = match severity {
            Some(_) => 0,
            None => context.facts.dropped.get(*code).copied().unwrap_or(0),
        };
        let word = severity.map_or("-", |severity| severity.word(context.language));
        let fill = severity.map_or(Fill::None, severity_fill);
        vec![
            wrapped(title),
            text(*code),
            (Content::Text(word.to_owned()), Style::default().fill(fill)),
            count(*found),
            count(dropped),
        ]
    });
    let end = sheet.put_rows(first_row + 1, rows.collect::<Vec<_>>())?;
    Ok(end - first_row - 1)
}

/// The chart of ceilings and spending by agency, of the last year.
fn put_amounts(
    context: &Context<'_>,
    sheet: &mut Sheet,
    (row, look, height): (u32, Look, u32),
    block: Option<&Block>,
) -> Result<(), WriteError> {
    let Some(block) = block.filter(|block| block.first_row <= block.last_agency) else {
        return Ok(());
    };
    let pick = |id, en| context.language.pick(id, en);
    let area = Area {
        sheet: SUMMARY,
        col: 0,
        first_row: block.first_row,
        last_row: block.last_agency,
    };
    let series = |name, col, colour| Series {
        name,
        values: area.column(col),
        colour: Some(colour),
        labels: None,
    };
    let picture = Picture {
        title: pick(
            "Pagu dan realisasi tiap OPD",
            "Ceiling and spending by agency",
        ),
        look,
        categories: area,
        series: vec![
            series("Pagu", PAGU_COL, 0x009D_C3E6),
            series("Realisasi", REALISASI_COL, 0x001F_4E78),
        ],
        size: (1220, height),
        digits: AMOUNTS,
    };
    Ok(sheet.put_chart(row, 0, &picture)?)
}

/// The charts of what was handed in and of findings by rule.
fn put_counts(
    context: &Context<'_>,
    sheet: &mut Sheet,
    row: u32,
    handed: u32,
    (codes, n_codes): (u32, u32),
) -> Result<(), WriteError> {
    let pick = |id, en| context.language.pick(id, en);
    let height = SMALL_ROWS * ROW_HEIGHT - 8;
    let n_kinds = context.catalogue.report.completeness.columns.len();
    let n_kinds = u32::try_from(n_kinds).unwrap_or(u32::MAX / 4);
    let has_agencies = !context.catalogue.report.completeness.rows.is_empty();
    if has_agencies && n_kinds > 0 {
        let area = Area {
            sheet: SUMMARY,
            col: 0,
            first_row: handed + 1,
            last_row: handed + n_kinds,
        };
        let series = (1u16..).zip(STATES).map(|(col, (state, colour))| Series {
            name: state.words(context.language),
            values: area.column(col),
            colour: Some(colour),
            labels: None,
        });
        let picture = Picture {
            title: pick("Kelengkapan dokumen", "Documents handed in"),
            look: Look::StackedBars,
            categories: area,
            series: series.collect(),
            size: (606, height),
            digits: COUNTS,
        };
        sheet.put_chart(row, 0, &picture)?;
    }
    if n_codes > 0 {
        let area = Area {
            sheet: SUMMARY,
            col: 0,
            first_row: codes + 1,
            last_row: codes + n_codes.min(MAX_BARS),
        };
        let picture = Picture {
            title: pick("Temuan menurut jenis", "Findings by kind"),
            look: Look::Bars,
            categories: area,
            series: vec![Series {
                name: pick("Banyaknya", "Count"),
                values: area.column(3),
                colour: Some(0x00C0_0000),
                labels: Some(COUNTS),
            }],
            size: (606, height),
            digits: COUNTS,
        };
        sheet.put_chart(row, 4, &picture)?;
    }
    Ok(())
}
