//! Trees written without codes: numbered, lettered, indented, bold, in capitals, or by words.

use super::grow::{Node, Seed, Tree};
use super::write::{Pen, Sheet};

/// How levels are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// 01, then 1, then nothing.
    Numbers,
    /// A style of numbering for each level, in a column of its own.
    Marks,
    /// The same, before the label in its cell.
    MarksInLabel,
    /// One column of numbers for each level.
    MarkColumns,
    /// 1, 1.1, 1.1.1.
    Decimal,
    Bold,
    Spaces,
    CellIndent,
    LabelColumns,
    Words,
    Capitals,
    /// Headings bold and numbered, the rest bare.
    BoldAndNumbers,
    /// All numbered with plain numbers, told apart by bold and indent only.
    PlainAndIndent,
}

pub(super) const STYLES: &[Style] = &[
    Style::Numbers,
    Style::Marks,
    Style::MarksInLabel,
    Style::MarkColumns,
    Style::Decimal,
    Style::Bold,
    Style::Spaces,
    Style::CellIndent,
    Style::LabelColumns,
    Style::Words,
    Style::Capitals,
    Style::BoldAndNumbers,
    Style::PlainAndIndent,
];

const MARKS: &[fn(u64) -> String] = &[
    |n| format!("{}.", letter(n, 'A')),
    |n| {
        [
            "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV",
        ][usize::try_from(n - 1).expect("few")]
        .to_owned()
    },
    |n| n.to_string(),
    |n| format!("{n:02}"),
    |n| format!("{}.", letter(n, 'a')),
    |n| format!("{n})"),
    |n| format!("({})", letter(n, 'a')),
    |n| format!("{n}."),
];

fn letter(n: u64, first: char) -> char {
    char::from_u32(u32::from(first) + u32::try_from(n).expect("few") - 1).expect("a letter")
}

/// How many levels the style can tell apart.
pub(super) fn most_levels(style: Style) -> usize {
    match style {
        Style::Bold | Style::Capitals => 2,
        Style::Numbers | Style::BoldAndNumbers => 3,
        _ => 5,
    }
}

/// Writes the deepest levels of a tree.
pub(super) fn write(tree: &Tree, style: Style, seed: &mut Seed) -> Sheet {
    let deepest = tree.nodes.iter().map(|node| node.depth).max().unwrap_or(0);
    let first = (deepest + 1).saturating_sub(most_levels(style));
    let first = if style == Style::Words {
        deepest - 2
    } else {
        first
    };
    let n_levels = deepest + 1 - first;
    let mut sheet = Sheet::new();
    sheet.row(&[Pen::text("REALISASI PER PROGRAM DAN KEGIATAN")]);
    let n_marks = match style {
        Style::MarkColumns => n_levels,
        Style::Numbers
        | Style::Marks
        | Style::Decimal
        | Style::BoldAndNumbers
        | Style::PlainAndIndent => 1,
        _ => 0,
    };
    let n_labels = if style == Style::LabelColumns {
        n_levels
    } else {
        1
    };
    let mut header = vec![Pen::default(); n_marks + n_labels];
    if n_marks > 0 {
        header[0] = Pen::text("No");
    }
    header[n_marks] = Pen::text("Uraian");
    let at = u32::try_from(header.len()).expect("few");
    sheet.amount_cols = vec![at, at + 1];
    header.extend([Pen::text("Anggaran (Rp)"), Pen::text("Realisasi (Rp)")]);
    let row = sheet.row(&header);
    for (from, n) in [(0, n_marks), (n_marks, n_labels)] {
        if n > 1 {
            let cell = |col: usize| {
                selaras::model::place::CellRef::new(row, u32::try_from(col).expect("few"))
            };
            sheet.grid.merges.push(selaras::model::grid::Area {
                first: cell(from),
                last: cell(from + n - 1),
            });
        }
    }
    let marks = choose_marks(n_levels, seed);
    for (idx, node) in tree.nodes.iter().enumerate() {
        if node.depth < first {
            sheet.rows.push(None);
            continue;
        }
        let level = node.depth - first;
        let mut cells = vec![Pen::default(); n_marks + n_labels];
        mark(&mut cells, node, tree, idx, style, level, first, &marks);
        let at = n_marks
            + if style == Style::LabelColumns {
                level
            } else {
                0
            };
        cells[at] = label(node, style, level, n_levels, &marks);
        let bold = cells[at].bold;
        cells.extend(
            node.amounts
                .iter()
                .map(|&amount| Pen::amount(amount).bold(bold)),
        );
        let row = sheet.row(&cells);
        sheet.rows.push(Some(row));
    }
    if seed.once_in(2) {
        let mut cells = vec![Pen::default(); n_marks + n_labels];
        cells[n_marks] = Pen::text("JUMLAH").bold(style == Style::Bold);
        let roots = tree.nodes.iter().filter(|node| node.depth == first);
        let sums = roots.fold([0, 0], |sums, root| {
            [sums[0] + root.amounts[0], sums[1] + root.amounts[1]]
        });
        cells.extend(sums.map(Pen::amount));
        sheet.row(&cells);
    }
    sheet
}

fn choose_marks(n_levels: usize, seed: &mut Seed) -> Vec<fn(u64) -> String> {
    let mut left: Vec<fn(u64) -> String> = MARKS.to_vec();
    (0..n_levels)
        .map(|_| {
            let idx = usize::try_from(seed.range(0, left.len() as u64 - 1)).expect("few");
            left.remove(idx)
        })
        .collect()
}

#[allow(clippy::too_many_arguments, reason = "all of a row")]
fn mark(
    cells: &mut [Pen],
    node: &Node,
    tree: &Tree,
    idx: usize,
    style: Style,
    level: usize,
    first: usize,
    marks: &[fn(u64) -> String],
) {
    let n = node.nth;
    match style {
        Style::Numbers | Style::BoldAndNumbers => {
            cells[0].text = match level {
                0 => format!("{n:02}"),
                1 => n.to_string(),
                _ => String::new(),
            };
        }
        Style::Marks => cells[0].text = marks[level](n),
        Style::MarkColumns => cells[level] = Pen::text(n.to_string()),
        Style::PlainAndIndent => cells[0] = Pen::number(n.to_string()),
        Style::Decimal => {
            let mut chain = vec![n.to_string()];
            let mut at = tree.nodes[idx].parent;
            while let Some(parent) = at.filter(|&parent| tree.nodes[parent].depth >= first) {
                chain.push(tree.nodes[parent].nth.to_string());
                at = tree.nodes[parent].parent;
            }
            chain.reverse();
            cells[0].text = chain.join(".");
        }
        _ => {}
    }
}

fn label(
    node: &Node,
    style: Style,
    level: usize,
    n_levels: usize,
    marks: &[fn(u64) -> String],
) -> Pen {
    let is_deepest = level + 1 == n_levels;
    let mut pen = Pen::text(&node.name);
    match style {
        Style::MarksInLabel => {
            let mark = marks[level](node.nth);
            let dot = if mark.ends_with(['.', ')']) { "" } else { "." };
            pen.text = format!("{mark}{dot} {}", node.name);
        }
        Style::Bold | Style::BoldAndNumbers => pen.bold = !is_deepest,
        Style::Spaces => pen.text = format!("{}{}", "   ".repeat(level), node.name),
        Style::CellIndent => pen.indent = u8::try_from(level).expect("few"),
        Style::PlainAndIndent => {
            pen.indent = u8::try_from(level).expect("few");
            pen.bold = level == 0;
        }
        Style::Capitals if !is_deepest => pen.text = node.name.to_uppercase(),
        _ => {}
    }
    pen
}
