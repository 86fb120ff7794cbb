//! Charts over cells of the same workbook. Comes in: areas and colours. Goes out: a chart on a sheet.
//! Every figure and name in a chart stands in a cell, so it follows when the cell does.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartDataLabel, ChartFormat, ChartLegendPosition, ChartLine,
    ChartSolidFill, ChartType, Color, XlsxError,
};

use super::sheet::Sheet;

/// A part of a column, rows and columns counted from zero, the last ones included.
#[derive(Debug, Clone, Copy)]
pub(in crate::stages::write_reports) struct Area {
    pub(in crate::stages::write_reports) sheet: &'static str,
    pub(in crate::stages::write_reports) col: u16,
    pub(in crate::stages::write_reports) first_row: u32,
    pub(in crate::stages::write_reports) last_row: u32,
}

impl Area {
    fn range(self) -> (&'static str, u32, u16, u32, u16) {
        (
            self.sheet,
            self.first_row,
            self.col,
            self.last_row,
            self.col,
        )
    }

    /// The same rows of another column.
    #[must_use]
    pub(in crate::stages::write_reports) fn column(self, col: u16) -> Self {
        Self { col, ..self }
    }
}

/// How a chart looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::stages::write_reports) enum Look {
    /// Columns side by side.
    Columns,
    /// Columns on top of each other.
    Stacked,
    /// Bars from the left, the first at the top.
    Bars,
    /// Bars in a row behind each other.
    StackedBars,
}

/// A row of columns or bars.
pub(in crate::stages::write_reports) struct Series {
    pub(in crate::stages::write_reports) name: &'static str,
    pub(in crate::stages::write_reports) values: Area,
    /// Its colour; `None` lifts the ones above it without being seen.
    pub(in crate::stages::write_reports) colour: Option<u32>,
    /// How its figures are written on it, where they are.
    pub(in crate::stages::write_reports) labels: Option<&'static str>,
}

/// A chart.
pub(in crate::stages::write_reports) struct Picture<'a> {
    pub(in crate::stages::write_reports) title: &'a str,
    pub(in crate::stages::write_reports) look: Look,
    pub(in crate::stages::write_reports) categories: Area,
    pub(in crate::stages::write_reports) series: Vec<Series>,
    /// Width and height in pixels.
    pub(in crate::stages::write_reports) size: (u32, u32),
    /// How the numbers of the axis are shown.
    pub(in crate::stages::write_reports) digits: &'a str,
}

/// Amounts on an axis in milliards, thousands or as they are, whatever fits.
pub(in crate::stages::write_reports) const AMOUNTS: &str =
    "[>=1000000000]#,##0.0,,,\" M\";[>=1000000]#,##0,,\" jt\";#,##0";

/// The same on a chart's bars, where nothing is written on what is not there.
pub(in crate::stages::write_reports) const AMOUNTS_BUT_ZERO: &str =
    "[>=1000000000]#,##0.0,,,\" M\";[>0]#,##0,,\" jt\";";

/// Counts on an axis.
pub(in crate::stages::write_reports) const COUNTS: &str = "#,##0";

/// Most names that columns have room for side by side.
const MAX_COLUMNS: u32 = 12;

/// How figures of so many agencies are shown, and how high the chart is in pixels: columns while
/// their names fit below them, else bars.
pub(in crate::stages::write_reports) fn by_agency(look: Look, n_agencies: u32) -> (Look, u32) {
    const ROOM: u32 = 110;
    if n_agencies <= MAX_COLUMNS {
        return (look, 332);
    }
    let look = match look {
        Look::Columns => Look::Bars,
        Look::Stacked => Look::StackedBars,
        Look::Bars | Look::StackedBars => look,
    };
    // Excel draws nothing higher than its highest sheet; a few hundred agencies are far below.
    (look, n_agencies.min(500) * 20 + ROOM)
}

impl Sheet {
    /// Puts a chart on the sheet, its upper left corner in a cell.
    pub(in crate::stages::write_reports) fn put_chart(
        &mut self,
        row: u32,
        col: u16,
        picture: &Picture<'_>,
    ) -> Result<(), XlsxError> {
        let kind = match picture.look {
            Look::Columns => ChartType::Column,
            Look::Stacked => ChartType::ColumnStacked,
            Look::Bars => ChartType::Bar,
            Look::StackedBars => ChartType::BarStacked,
        };
        let mut chart = Chart::new(kind);
        chart.title().set_name(picture.title);
        for series in &picture.series {
            let added = chart.add_series();
            added
                .set_name(series.name)
                .set_categories(picture.categories.range())
                .set_values(series.values.range())
                .set_gap(60);
            if let Some(digits) = series.labels {
                let mut label = ChartDataLabel::new();
                added.set_data_label(label.show_value().set_num_format(digits));
            }
            let mut format = ChartFormat::new();
            let mut fill = ChartSolidFill::new();
            if let Some(colour) = series.colour {
                fill.set_color(Color::RGB(colour));
                added.set_format(format.set_solid_fill(&fill));
            } else {
                added.set_format(format.set_no_fill().set_no_line());
            }
        }
        let hidden: Vec<usize> = (0..)
            .zip(&picture.series)
            .filter_map(|(nth, series)| series.colour.is_none().then_some(nth))
            .collect();
        if picture.series.len() - hidden.len() > 1 {
            chart
                .legend()
                .set_position(ChartLegendPosition::Bottom)
                .delete_entries(&hidden);
        } else {
            chart.legend().set_hidden();
        }
        let mut faint = ChartLine::new();
        faint.set_color(Color::RGB(0x00D9_D9D9));
        // The writer calls the axis across the page x, whatever stands on it.
        let figures = match picture.look {
            Look::Columns | Look::Stacked => chart.y_axis(),
            Look::Bars | Look::StackedBars => {
                // Turned round so that the first is at the top, with the figures still below.
                chart
                    .y_axis()
                    .set_reverse()
                    .set_crossing(ChartAxisCrossing::Max);
                chart.x_axis()
            }
        };
        figures
            .set_num_format(picture.digits)
            .set_major_gridlines_line(&faint);
        // Figures that are written on the bars need no axis.
        if picture.series.iter().all(|series| series.labels.is_some()) {
            figures.set_hidden(true);
        }
        let (width, height) = picture.size;
        chart.set_width(width).set_height(height);
        self.worksheet.insert_chart(row, col, &chart)?;
        Ok(())
    }
}
