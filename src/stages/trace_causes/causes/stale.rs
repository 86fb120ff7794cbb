//! A figure that equals another year's figure of the same indicator or line.

use super::{Case, Explanation};
use crate::model::cause::{CauseKind, Confidence};
use crate::model::relation::{Operation, Origin};
use crate::model::text::{likeness, normalize};

/// How alike two names of one line are.
const MIN_LIKENESS: f64 = 0.9;

pub(super) fn explain(case: &Case<'_>) -> Option<Explanation> {
    if case.relation.operation != Operation::Equal
        || case.relation.origin != Origin::BetweenDocuments
    {
        return None;
    }
    let seat = case.context.atlas.seat(case.place())?;
    let field = seat.records.fields.get(seat.col_idx)?.as_ref()?;
    let year = field.year.or(seat.records.year)?;
    let name = indicator(seat.records, seat.row_idx)?;
    let stands_elsewhere = case
        .context
        .records
        .iter()
        .filter(|set| set.agency == seat.records.agency)
        .any(|set| {
            set.lines.iter().any(|line| {
                let alike = indicator(set, line.row_idx)
                    .is_some_and(|other| likeness(&other, &name) >= MIN_LIKENESS);
                alike
                    && line.values.iter().any(|(other, value)| {
                        other.name == field.name
                            && other.year.is_some_and(|other| other != year)
                            && value.value.number() == Some(case.target.value)
                    })
            })
        });
    stands_elsewhere.then_some(Explanation {
        kind: CauseKind::StaleValue,
        confidence: Confidence::Likely,
    })
}

fn indicator(records: &crate::model::record::RecordSet, row_idx: usize) -> Option<String> {
    let column = *records.columns_of("indikator").first()?;
    records.typed.text(row_idx, column).map(normalize)
}
