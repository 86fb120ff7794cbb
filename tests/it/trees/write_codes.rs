//! Trees written with codes: the styles agencies use, and what befalls codes on the way.

use super::grow::{Node, Seed, Tree};
use super::write::{Pen, Sheet};

/// How codes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Joined,
    TrailingDot,
    Commas,
    Dashes,
    Slashes,
    Spaces,
    /// One part a column.
    Split,
    /// One part a column, those of the heading only on its own row.
    SplitOnce,
    /// One part a column, in a merged header with a column of the whole kegiatan part (`2.01`).
    SplitKegiatan,
    Cumulative,
    CumulativeOnce,
    Undotted,
    /// Codes of two parts are numbers, so that their zeros are gone.
    Numbers,
    /// No zeros at all.
    Unpadded,
    /// The first part left out everywhere, in headings too.
    FirstLost,
    /// A dot left where the first part stood.
    LeadingDot,
    /// `X.XX.01`.
    Placeholder,
    InLabel,
    /// The column of codes holds the names too.
    WithLabel,
    /// Padded with zeros to one width.
    ZeroPadded,
    /// The organisation's code before the program's.
    Organisation,
    Letters,
}

pub(super) const STYLES: &[Style] = &[
    Style::Joined,
    Style::TrailingDot,
    Style::Commas,
    Style::Dashes,
    Style::Slashes,
    Style::Spaces,
    Style::Split,
    Style::SplitOnce,
    Style::SplitKegiatan,
    Style::Cumulative,
    Style::CumulativeOnce,
    Style::Undotted,
    Style::Numbers,
    Style::Unpadded,
    Style::FirstLost,
    Style::LeadingDot,
    Style::Placeholder,
    Style::InLabel,
    Style::WithLabel,
    Style::ZeroPadded,
    Style::Organisation,
    Style::Letters,
];

/// What befalls some of the codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Damage {
    None,
    /// Rows without their first part, with or without the dot.
    FirstGone,
    SpacesInside,
    LineBreak,
    StrayDots,
    Dated,
    /// Rows of details without codes below the deepest heading.
    Details,
    /// `di antaranya` with rows below.
    OfWhich,
    /// A heading's row is not there.
    NoHeading,
    /// A row whose code says another parent.
    WrongParent,
    /// One code blank.
    Blank,
    /// Spellings mixed.
    Mixed,
}

pub(super) const DAMAGES: &[Damage] = &[
    Damage::None,
    Damage::FirstGone,
    Damage::SpacesInside,
    Damage::LineBreak,
    Damage::StrayDots,
    Damage::Dated,
    Damage::Details,
    Damage::OfWhich,
    Damage::NoHeading,
    Damage::WrongParent,
    Damage::Blank,
    Damage::Mixed,
];

/// Whether the style goes with the tree and the damage.
pub(super) fn goes_with(style: Style, damage: Damage, tree: &Tree) -> bool {
    let has_urusan = !tree.is_accounts && tree.nodes[0].depth == 0 && tree.nodes[0].parts.len() < 3;
    let for_style = match style {
        Style::SplitKegiatan | Style::Organisation => !tree.is_accounts,
        Style::FirstLost | Style::LeadingDot => has_urusan && tree.nodes[0].parts.len() == 2,
        Style::Placeholder => tree.nodes[0].parts.len() == 3 && !tree.is_accounts,
        _ => true,
    };
    let for_damage = match damage {
        Damage::None | Damage::Details | Damage::OfWhich => true,
        Damage::FirstGone => style == Style::Joined && has_urusan,
        Damage::SpacesInside
        | Damage::LineBreak
        | Damage::StrayDots
        | Damage::Dated
        | Damage::Mixed => style == Style::Joined,
        Damage::NoHeading => !matches!(style, Style::SplitOnce | Style::CumulativeOnce),
        Damage::WrongParent | Damage::Blank => {
            matches!(style, Style::Joined | Style::Split | Style::Slashes)
        }
    };
    for_style && for_damage
}

/// Writes a tree.
pub(super) fn write(tree: &Tree, style: Style, damage: Damage, seed: &mut Seed) -> Sheet {
    let mut sheet = Sheet::new();
    let n_code_cols = code_width(tree, style);
    let title = if tree.is_accounts {
        "LAPORAN REALISASI BELANJA"
    } else {
        "REALISASI PER PROGRAM DAN KEGIATAN"
    };
    sheet.row(&[Pen::text(title)]);
    let mut header: Vec<Pen> = Vec::new();
    if n_code_cols > 0 {
        let word = if style == Style::WithLabel {
            "Kode / Uraian"
        } else if tree.is_accounts {
            "Kode Rekening"
        } else {
            "Kode"
        };
        header.push(Pen::text(word));
        header.extend((1..n_code_cols).map(|_| Pen::default()));
    }
    if style != Style::WithLabel {
        header.push(Pen::text("Uraian"));
    }
    sheet.amount_cols = vec![
        u32::try_from(header.len()).expect("few"),
        u32::try_from(header.len() + 1).expect("few"),
    ];
    header.extend([Pen::text("Anggaran (Rp)"), Pen::text("Realisasi (Rp)")]);
    let row = sheet.row(&header);
    if n_code_cols > 1 {
        sheet.grid.merges.push(selaras::model::grid::Area {
            first: selaras::model::place::CellRef::new(row, 0),
            last: selaras::model::place::CellRef::new(
                row,
                u32::try_from(n_code_cols - 1).expect("few"),
            ),
        });
    }
    let victim = victim(tree, damage, seed);
    let longest = tree
        .nodes
        .iter()
        .map(|node| node.parts.len())
        .max()
        .unwrap_or(0);
    let organisation = ["2", "16", "2", "20", "0", "00", "01", "0000"].map(str::to_owned);
    let last_heading = tree.nodes.iter().rposition(|node| !node.is_leaf);
    for (idx, node) in tree.nodes.iter().enumerate() {
        if damage == Damage::NoHeading && Some(idx) == victim {
            sheet.rows.push(None);
            continue;
        }
        let mut node = node.clone();
        if style == Style::Organisation {
            node.parts = organisation.iter().cloned().chain(node.parts).collect();
        }
        let mut codes = code_cells(&node, tree, idx, style, longest, n_code_cols);
        if idx > 0 {
            hurt(&mut codes, &node, damage, Some(idx) == victim, seed);
        }
        let mut cells = codes;
        match style {
            Style::WithLabel => cells[0].text = format!("{} {}", cells[0].text, node.name),
            Style::InLabel => {
                cells.push(Pen::text(format!("{} {}", node.parts.join("."), node.name)));
            }
            _ => cells.push(Pen::text(&node.name)),
        }
        cells.extend(node.amounts.iter().map(|&amount| Pen::amount(amount)));
        let row = sheet.row(&cells);
        sheet.rows.push(Some(row));
        if damage == Damage::Details && node.is_leaf
            || damage == Damage::OfWhich && Some(idx) == last_heading
        {
            extra(&mut sheet, &node, cells.len(), damage, seed);
        }
    }
    if seed.once_in(2) {
        let mut cells = vec![Pen::default(); n_code_cols];
        let label = Pen::text("JUMLAH");
        if style == Style::WithLabel {
            cells[0] = label;
        } else {
            cells.push(label);
        }
        cells.extend(tree.totals().into_iter().map(Pen::amount));
        sheet.row(&cells);
    }
    sheet
}

fn code_width(tree: &Tree, style: Style) -> usize {
    let longest = tree
        .nodes
        .iter()
        .map(|node| node.parts.len())
        .max()
        .unwrap_or(0);
    let deepest = tree.nodes.iter().map(|node| node.depth).max().unwrap_or(0);
    match style {
        Style::Split | Style::SplitOnce => longest,
        Style::SplitKegiatan => deepest + tree.nodes[0].parts.len(),
        Style::Cumulative | Style::CumulativeOnce => deepest + 1,
        Style::InLabel => 0,
        _ => 1,
    }
}

/// The row that a damage befalls: a heading that is no root, or a leaf that has one.
fn victim(tree: &Tree, damage: Damage, seed: &mut Seed) -> Option<usize> {
    let fits = |(_, node): &(usize, &Node)| match damage {
        Damage::NoHeading => {
            !node.is_leaf
                && node.parent.is_some()
                && tree
                    .nodes
                    .iter()
                    .filter(|other| other.depth == node.depth && !other.is_leaf)
                    .count()
                    > 1
        }
        Damage::WrongParent | Damage::Blank => node.is_leaf && node.depth > 1,
        _ => false,
    };
    let all: Vec<usize> = tree
        .nodes
        .iter()
        .enumerate()
        .filter(fits)
        .map(|(idx, _)| idx)
        .collect();
    (!all.is_empty()).then(|| *seed.pick(&all))
}

fn code_cells(
    node: &Node,
    tree: &Tree,
    idx: usize,
    style: Style,
    longest: usize,
    width: usize,
) -> Vec<Pen> {
    let parts = &node.parts;
    let joined = |sign: &str| vec![Pen::text(parts.join(sign))];
    let above: &[String] = tree.nodes[idx]
        .parent
        .map_or(&[], |parent| &tree.nodes[parent].parts);
    let mut cells: Vec<Pen> = match style {
        Style::Joined | Style::WithLabel | Style::Organisation => joined("."),
        Style::TrailingDot => vec![Pen::text(format!("{}.", parts.join(".")))],
        Style::Commas => joined(","),
        Style::Dashes => joined("-"),
        Style::Slashes => joined("/"),
        Style::Spaces => joined(" "),
        Style::Undotted => joined(""),
        Style::Split => parts.iter().map(Pen::text).collect(),
        Style::SplitOnce => parts
            .iter()
            .enumerate()
            .map(|(at, part)| {
                if at < above.len() {
                    Pen::default()
                } else {
                    Pen::text(part)
                }
            })
            .collect(),
        Style::SplitKegiatan => {
            let mut cells: Vec<Pen> = parts.iter().take(3).map(Pen::text).collect();
            if let Some(kegiatan) = parts.get(3..5) {
                cells.push(Pen::text(kegiatan.join(".")));
            }
            cells.extend(parts.iter().skip(5).map(Pen::text));
            cells
        }
        Style::Cumulative | Style::CumulativeOnce => {
            let mut chain = vec![idx];
            while let Some(parent) = tree.nodes[*chain.last().expect("one")].parent {
                chain.push(parent);
            }
            chain.reverse();
            let depth = chain.len();
            chain
                .into_iter()
                .enumerate()
                .map(|(at, node)| {
                    if style == Style::CumulativeOnce && at + 1 < depth {
                        Pen::default()
                    } else {
                        Pen::text(tree.nodes[node].parts.join("."))
                    }
                })
                .collect()
        }
        Style::Numbers => {
            let text = parts.join(".");
            if parts.len() <= 2 {
                vec![Pen::number(text)]
            } else {
                vec![Pen::text(text)]
            }
        }
        Style::Unpadded => vec![Pen::text(
            parts
                .iter()
                .map(|part| part.trim_start_matches('0'))
                .collect::<Vec<_>>()
                .join("."),
        )],
        Style::FirstLost => vec![Pen::text(parts[1..].join("."))],
        Style::LeadingDot => vec![Pen::text(format!(".{}", parts[1..].join(".")))],
        Style::Placeholder => vec![Pen::text(format!("X.XX.{}", parts[2..].join(".")))],
        Style::InLabel => Vec::new(),
        Style::ZeroPadded => {
            let zeros = (parts.len()..longest).map(|_| "00".to_owned());
            vec![Pen::text(
                parts
                    .iter()
                    .cloned()
                    .chain(zeros)
                    .collect::<Vec<_>>()
                    .join("."),
            )]
        }
        Style::Letters => {
            let root = parts
                .iter()
                .take(tree.nodes[0].parts.len())
                .map(|_| "A".to_owned());
            vec![Pen::text(
                root.take(1)
                    .chain(parts.iter().skip(tree.nodes[0].parts.len()).cloned())
                    .collect::<Vec<_>>()
                    .join("."),
            )]
        }
    };
    cells.resize(width, Pen::default());
    cells
}

fn hurt(codes: &mut [Pen], node: &Node, damage: Damage, is_victim: bool, seed: &mut Seed) {
    let n_cells = codes.len();
    let Some(cell) = codes.first_mut() else {
        return;
    };
    let n = node.parts.len();
    let middle = |text: &str| text.len() - 1;
    match damage {
        Damage::FirstGone if n > 2 && seed.once_in(5) => {
            let dot = if seed.once_in(2) { "." } else { "" };
            cell.text = format!("{dot}{}", node.parts[1..].join("."));
        }
        Damage::SpacesInside if seed.once_in(4) => {
            let at = cell.text.find('.').unwrap_or(0);
            cell.text.insert(at, ' ');
        }
        Damage::LineBreak if seed.once_in(4) && n > 3 => {
            let at = middle(&cell.text);
            cell.text.insert(at, '\n');
        }
        Damage::StrayDots if seed.once_in(4) => {
            cell.text = match seed.range(0, 2) {
                0 => format!(".{}", cell.text),
                1 => format!("{}.", cell.text),
                _ => cell.text.replacen('.', "..", 1),
            };
        }
        Damage::Dated if n == 3 => {
            let number = |at: usize| node.parts[at].parse::<u32>().unwrap_or(0);
            if number(1) <= 12
                && number(0) > 0
                && number(1) > 0
                && number(2) > 0
                && node.parts[2].len() == 2
            {
                cell.text = format!("20{:02}-{:02}-{:02}", number(2), number(1), number(0));
            }
        }
        Damage::WrongParent if is_victim => {
            // The parent's own number, one up: no such heading is there, or it is another one.
            let mut parts = node.parts.clone();
            let at = parts.len() - 2;
            let wrong = parts[at].parse::<u32>().unwrap_or(0) + 40;
            parts[at] = format!("{wrong:02}");
            if n_cells > 1 {
                codes[at].text.clone_from(&parts[at]);
            } else {
                let sign = if cell.text.contains('/') { "/" } else { "." };
                cell.text = parts.join(sign);
            }
        }
        Damage::Blank if is_victim => codes.iter_mut().for_each(|cell| cell.text.clear()),
        Damage::Mixed => {
            let sign = *seed.pick(&[".", ".", ".", "-", "/", " . ", ","]);
            cell.text = node.parts.join(sign);
        }
        _ => {}
    }
}

fn extra(sheet: &mut Sheet, node: &Node, width: usize, damage: Damage, seed: &mut Seed) {
    let write = |sheet: &mut Sheet, label: &str, amounts: &[u64]| {
        let mut cells = vec![Pen::default(); width];
        let at = width - 3;
        cells[at] = Pen::text(label);
        for (nth, &amount) in amounts.iter().enumerate() {
            cells[at + 1 + nth] = Pen::amount(amount);
        }
        sheet.row(&cells)
    };
    if damage == Damage::OfWhich {
        let row = write(sheet, "di antaranya:", &[]);
        sheet.apart.push(row);
        let row = write(
            sheet,
            "Belanja untuk Desa Contoh",
            &[node.amounts[0] / 3, node.amounts[1] / 3],
        );
        sheet.apart.push(row);
        return;
    }
    let n = seed.range(2, 4);
    let mut left = node.amounts.clone();
    for nth in 1..=n {
        let amounts: Vec<u64> = left
            .iter()
            .map(|&amount| if nth == n { amount } else { amount / 3 })
            .collect();
        left = left.iter().zip(&amounts).map(|(a, b)| a - b).collect();
        let row = write(sheet, &format!("- Kertas nomor {nth}"), &amounts);
        sheet.details.push((row, sheet.rows.len() - 1));
    }
}
