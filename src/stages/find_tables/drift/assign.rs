//! The best order-preserving way to seat the columns of some rows in the columns of a table.

/// Points of columns of rows (outer) in columns of a table (inner).
pub(super) type Points = Vec<Vec<i64>>;

/// What a change of the distance between two neighbours costs: a column came or went between them.
const CHANGE: i64 = 4;
/// What it costs that the first column does not stand in its own place.
const SHIFT: i64 = 3;

/// A way to seat columns, with its points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seating {
    pub(super) points: i64,
    /// Per column of the rows the index of the table's column.
    pub(super) seats: Vec<usize>,
}

/// The best seating of the columns `own` in the columns `table` (numbers of the sheet, ascending);
/// `None` when there are more columns than seats.
///
/// `forbidden` is a pair that must not be: with it the second-best seating is found.
pub(super) fn seat(
    own: &[u32],
    table: &[u32],
    points: &Points,
    forbidden: Option<(usize, usize)>,
) -> Option<Seating> {
    let drift = |idx: usize, seat: usize| -> i64 {
        let (own, table) = (own.get(idx), table.get(seat));
        i64::from(table.copied().unwrap_or(0)) - i64::from(own.copied().unwrap_or(0))
    };
    // Per column and seat: the points up to here and the seat of the column before.
    let mut best: Vec<Vec<Option<(i64, usize)>>> = Vec::with_capacity(own.len());
    for (idx, row) in points.iter().enumerate() {
        let mut here = vec![None; table.len()];
        // The best seating of the columns before that ends left of the seat.
        let mut left: Option<(i64, usize)> = None;
        for seat in 0..table.len() {
            if let (Some(above), Some(last)) = (
                idx.checked_sub(1).and_then(|above| best.get(above)),
                seat.checked_sub(1),
            ) && let Some((reached, _)) = above.get(last).copied().flatten()
                && left.is_none_or(|(most, _)| reached > most)
            {
                left = Some((reached, last));
            }
            if forbidden == Some((idx, seat)) {
                continue;
            }
            let before = match idx.checked_sub(1) {
                None if drift(idx, seat) == 0 => Some((0, 0)),
                None => Some((-SHIFT, 0)),
                Some(above) => {
                    let steady = (0..seat)
                        .rev()
                        .find(|&other| drift(above, other) == drift(idx, seat))
                        .and_then(|other| {
                            let (reached, _) = best.get(above)?.get(other).copied().flatten()?;
                            Some((reached, other))
                        });
                    let changed = left.map(|(reached, other)| (reached - CHANGE, other));
                    // Of equals the one without a change.
                    [changed, steady]
                        .into_iter()
                        .flatten()
                        .max_by_key(|(reached, _)| *reached)
                }
            };
            let own_points = row.get(seat).copied().unwrap_or(0);
            if let (Some((reached, other)), Some(slot)) = (before, here.get_mut(seat)) {
                *slot = Some((reached + own_points, other));
            }
        }
        best.push(here);
    }
    trace(&best)
}

/// Follows the seats back from the best end.
fn trace(best: &[Vec<Option<(i64, usize)>>]) -> Option<Seating> {
    let (mut seat, points) = best
        .last()?
        .iter()
        .enumerate()
        .filter_map(|(seat, reached)| Some((seat, reached.map(|(points, _)| points)?)))
        .rev()
        .max_by_key(|(_, points)| *points)?;
    let mut seats = Vec::with_capacity(best.len());
    for here in best.iter().rev() {
        seats.push(seat);
        seat = here.get(seat).copied().flatten()?.1;
    }
    seats.reverse();
    Some(Seating { points, seats })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_keep_their_order_and_leave_out_what_vanished() {
        // Three columns, four seats; the second seat fits none of them.
        let points = vec![vec![9, 0, 0, 0], vec![0, 0, 9, 0], vec![0, 0, 0, 9]];
        let seating = seat(&[0, 1, 2], &[0, 1, 2, 3], &points, None).expect("there are seats");
        assert_eq!(seating.seats, [0, 2, 3]);
        assert_eq!(seating.points, 27 - CHANGE);
    }

    #[test]
    fn without_evidence_columns_stay() {
        let points = vec![vec![0; 3]; 2];
        let seating = seat(&[1, 2], &[0, 1, 2], &points, None).expect("there are seats");
        assert_eq!(seating.seats, [1, 2]);
        let second = seat(&[1, 2], &[0, 1, 2], &points, Some((0, 1))).expect("there are seats");
        assert!(second.points < seating.points);
    }

    #[test]
    fn too_many_columns_have_no_seats() {
        let points = vec![vec![0; 1]; 2];
        assert_eq!(seat(&[0, 1], &[0], &points, None), None);
    }
}
