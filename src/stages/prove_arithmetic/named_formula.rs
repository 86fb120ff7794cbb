//! Headers that state a formula over the names of other columns: `D/S (%)` beside `D` and `S`, `Pagu -
//! Realisasi`. A stroke or a dash may as well join words, so most rows must bear it out.

use super::Draft;
use super::across::{Across, Words};
use super::rule_of;
use crate::model::relation::Operation;
use crate::model::text::normalize;

/// Signs between the names, with what they make.
const SIGNS: &[(&str, Operation)] = &[
    ("/", Operation::Share),
    (":", Operation::Share),
    (" - ", Operation::Difference),
    ("-", Operation::Difference),
    (" x ", Operation::Product),
    ("+", Operation::Sum),
];
/// Most names of a formula.
const MAX_NAMES: usize = 8;

pub(super) fn build(draft: &mut Draft<'_>) {
    let columns = &draft.records.typed.table.columns;
    // A name that stands over several columns names none of them.
    let named = |name: &str| {
        let name = normalize(name);
        let mut same = (0..columns.len()).filter(|&idx| draft.lowest_head(idx) == name);
        let found = same.next().filter(|_| !name.is_empty());
        found.filter(|_| same.next().is_none())
    };
    let mut claims: Vec<Across> = Vec::new();
    for (target, column) in columns.iter().enumerate() {
        let Some(text) = column.path.last().filter(|_| column.formula.is_none()) else {
            continue;
        };
        let text = text.replace("(%)", "").replace('%', "");
        let signs = SIGNS.iter().filter(|(sign, _)| text.contains(sign));
        let claim = signs.into_iter().find_map(|&(sign, operation)| {
            let operands: Option<Vec<usize>> =
                text.split(sign).take(MAX_NAMES + 1).map(named).collect();
            let operands = operands?;
            let fits = match operation {
                Operation::Share => operands.len() == 2,
                _ => (2..=MAX_NAMES).contains(&operands.len()),
            };
            (fits && !operands.contains(&target)).then(|| Across {
                rule: rule_of(operation),
                operation,
                target,
                operands,
            })
        });
        claims.extend(claim);
    }
    for claim in claims {
        claim.claim(draft, Words::Suggest);
    }
}
