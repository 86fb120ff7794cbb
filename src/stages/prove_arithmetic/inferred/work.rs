//! How much may be tried on one table: every comparison of a claim with a line is counted, so that no
//! table, however it is made, keeps the search going.

/// Comparisons allowed for each number of the table.
const PER_NUMBER: u64 = 40;
/// Comparisons allowed whatever the size.
const AT_LEAST: u64 = 3_000_000;

/// Comparisons left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Work {
    left: u64,
    is_spent: bool,
}

impl Work {
    /// The allowance of a table with so many numbers.
    pub(super) fn of(n_numbers: usize) -> Self {
        let n_numbers = u64::try_from(n_numbers).unwrap_or(u64::MAX);
        Self {
            left: n_numbers
                .saturating_mul(PER_NUMBER)
                .saturating_add(AT_LEAST),
            is_spent: false,
        }
    }

    /// Takes comparisons; false once there are none left.
    pub(super) fn take(&mut self, count: usize) -> bool {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let left = self.left.checked_sub(count);
        self.is_spent |= left.is_none();
        self.left = left.unwrap_or(0);
        left.is_some()
    }

    /// Sets aside a share of what is left for one step, so that a greedy step starves no other.
    pub(super) fn portion(&mut self, divisor: u64) -> Self {
        let left = self.left / divisor.max(1);
        self.left -= left;
        Self {
            left,
            is_spent: false,
        }
    }

    /// Gives back what a step has not used, and takes note whether it was cut short.
    pub(super) fn give_back(&mut self, portion: Work) {
        self.left = self.left.saturating_add(portion.left);
        self.is_spent |= portion.is_spent;
    }

    /// Whether something was left untried.
    pub(super) fn is_spent(&self) -> bool {
        self.is_spent
    }
}
