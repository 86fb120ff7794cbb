//! The sheet "Pegawai": how many people each agency has, by sex, rank and education. Counts only: no
//! name and no number of a person stands here.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use super::Context;
use crate::model::staff::{AgencyStaff, Education, RankGroup, Sex};
use crate::stages::write_reports::outputs::WriteError;
use crate::stages::write_reports::spreadsheet::cell::{count, link, text, wrapped, year};
use crate::stages::write_reports::spreadsheet::chart::{
    Area, COUNTS, Look, Picture, Series, by_agency,
};
use crate::stages::write_reports::spreadsheet::formula::{references, sum};
use crate::stages::write_reports::spreadsheet::sheet::{Cell, Column, Content, Sheet};
use crate::stages::write_reports::spreadsheet::style::{Fill, Shape, Style, Weight};

/// The sheet's name.
const STAFF: &str = "Pegawai";

/// Columns before the first count.
const N_NAMES: u16 = 2;

/// The colours of the groups of ranks.
const COLOURS: [u32; 6] = [
    0x001F_4E78,
    0x002E_75B6,
    0x009D_C3E6,
    0x00BF_BFBF,
    0x00ED_7D31,
    0x00FF_D966,
];

/// Writes the sheet, where any staff was counted.
pub(super) fn write(context: &Context<'_>) -> Result<Vec<Worksheet>, WriteError> {
    let staff = &context.catalogue.report.staff;
    if staff.is_empty() {
        return Ok(Vec::new());
    }
    let language = context.language;
    let pick = |id, en| language.pick(id, en);
    let groups = groups(context, staff);
    let mut columns = vec![
        Column::new(pick("OPD", "Agency"), 34),
        Column::new(pick("Tahun", "Year"), 7),
    ];
    columns.extend(groups.iter().map(|group| Column::new(group.words, 10)));
    columns.push(Column::new(pick("Dihitung dari", "Counted from"), 12));
    columns.push(Column::new(pick("Dokumen", "Document"), 44));
    let mut sheet = Sheet::new(STAFF)?;
    sheet.put_table(
        &columns,
        staff.iter().map(|staff| cells(context, &groups, staff)),
    )?;
    sheet.freeze(1, 1)?;
    let end = u32::try_from(staff.len() + 1).unwrap_or(u32::MAX);
    // The years of a roster of two years are not added.
    let years: BTreeSet<_> = staff.iter().map(|staff| staff.year).collect();
    let n_more = if years.len() == 1 {
        sheet.put_rows(end, [total(context, &groups, staff, end)])?;
        1
    } else {
        0
    };
    let area = Area {
        sheet: STAFF,
        col: 0,
        first_row: 1,
        last_row: end - 1,
    };
    let ranks = (N_NAMES..).zip(&groups);
    let ranks = ranks.filter_map(|(col, group)| Some((col, group, group.colour?)));
    let series = ranks.map(|(col, group, colour)| Series {
        name: group.words,
        values: area.column(col),
        colour: Some(colour),
        labels: None,
    });
    let (look, height) = by_agency(Look::Stacked, end - 1);
    let picture = Picture {
        title: pick("Pegawai menurut golongan", "Staff by rank"),
        look,
        categories: area,
        series: series.collect(),
        size: (1000, height),
        digits: COUNTS,
    };
    sheet.put_chart(end + n_more + 1, 0, &picture)?;
    Ok(vec![sheet.finished()])
}

fn cells(context: &Context<'_>, groups: &[Group], staff: &AgencyStaff) -> Vec<Cell> {
    let pick = |id, en| context.language.pick(id, en);
    let mut cells = vec![
        wrapped(
            staff
                .agency
                .as_deref()
                .unwrap_or(pick("(tanpa OPD)", "(no agency)")),
        ),
        year(staff.year),
    ];
    cells.extend(groups.iter().map(|group| count((group.count)(staff))));
    cells.push(text(if staff.is_roster {
        pick("daftar nama", "a roster")
    } else {
        pick("tabel jumlah", "a table of counts")
    }));
    cells.push(link(
        &*staff.document,
        context.target(&staff.document, None),
    ));
    cells
}

/// A column of counts.
struct Group {
    words: &'static str,
    count: Box<dyn Fn(&AgencyStaff) -> u32>,
    /// The colour of a group of ranks in the chart.
    colour: Option<u32>,
}

/// All columns; groups that nobody is of are left out.
fn groups(context: &Context<'_>, staff: &[AgencyStaff]) -> Vec<Group> {
    let language = context.language;
    let mut groups = vec![Group {
        words: language.pick("Jumlah", "All"),
        count: Box::new(|staff| staff.heads),
        colour: None,
    }];
    groups.extend(Sex::ALL.map(|sex| Group {
        words: sex.words(language),
        count: Box::new(move |staff| staff.by_sex.get(&sex).copied().unwrap_or(0)),
        colour: None,
    }));
    let ranks = RankGroup::ALL.into_iter().zip(COLOURS);
    groups.extend(ranks.map(|(rank, colour)| Group {
        words: rank.words(language),
        count: Box::new(move |staff| staff.by_rank.get(&rank).copied().unwrap_or(0)),
        colour: Some(colour),
    }));
    groups.extend(Education::ALL.map(|education| Group {
        words: education.words(language),
        count: Box::new(move |staff| staff.by_education.get(&education).copied().unwrap_or(0)),
        colour: None,
    }));
    groups.retain(|group| staff.iter().any(|staff| (group.count)(staff) > 0));
    groups
}

fn total(context: &Context<'_>, groups: &[Group], staff: &[AgencyStaff], end: u32) -> Vec<Cell> {
    let style = |shape| Style::of(shape).weight(Weight::Bold).fill(Fill::Grey);
    let totals = groups.iter().map(|group| {
        let counts = staff.iter().map(|staff| u64::from((group.count)(staff)));
        Decimal::from(counts.sum::<u64>())
    });
    let label = context.language.pick("Jumlah", "Total");
    let mut cells = vec![
        (Content::Text(label.to_owned()), style(Shape::Text)),
        (Content::Empty, style(Shape::Text)),
    ];
    let rows: Vec<u32> = (1..end).collect();
    cells.extend((N_NAMES..).zip(totals).map(|(col, total)| {
        let formula = sum(&references(None, col, &rows));
        (Content::Formula(formula, total), style(Shape::Amount))
    }));
    cells
}
