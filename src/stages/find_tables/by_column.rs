//! What is known of some columns. Most tables have theirs side by side, so that a column is found by
//! counting, and by halving only where some are missing.

/// Something for each of some columns, in the order of the columns.
#[derive(Debug, Clone)]
pub(super) struct ByColumn<T>(Vec<(u32, T)>);

impl<T> Default for ByColumn<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByColumn<T> {
    /// What is known of a column.
    pub(super) fn get(&self, col: u32) -> Option<&T> {
        let idx = self.find(col).ok()?;
        self.0.get(idx).map(|(_, known)| known)
    }

    /// The columns with what is known of them, left to right.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        self.0.iter().map(|(col, known)| (*col, known))
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The index of a column, or where it would have to stand.
    fn find(&self, col: u32) -> Result<usize, usize> {
        let (first, _) = self.0.first().ok_or(0_usize)?;
        let counted = col.checked_sub(*first).ok_or(0_usize)?;
        let counted = usize::try_from(counted).unwrap_or(usize::MAX);
        if self.0.get(counted).is_some_and(|(other, _)| *other == col) {
            return Ok(counted);
        }
        let known = self.0.get(..counted.min(self.0.len())).unwrap_or_default();
        known.binary_search_by_key(&col, |(other, _)| *other)
    }
}

impl<T: Default> ByColumn<T> {
    /// What is known of a column, to be changed; at first what is known of none.
    pub(super) fn of(&mut self, col: u32) -> Option<&mut T> {
        let idx = match self.find(col) {
            Ok(idx) => idx,
            Err(idx) => {
                self.0.insert(idx, (col, T::default()));
                idx
            }
        };
        self.0.get_mut(idx).map(|(_, known)| known)
    }
}

/// Some columns of a sheet.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns(ByColumn<()>);

impl Columns {
    /// Takes note of a column.
    pub(super) fn insert(&mut self, col: u32) {
        self.0.of(col);
    }

    /// Whether a column is among them.
    pub(super) fn contains(&self, col: u32) -> bool {
        self.0.get(col).is_some()
    }

    /// Whether all of them are among others.
    pub(super) fn are_in(&self, others: &Self) -> bool {
        self.0.iter().all(|(col, ())| others.contains(col))
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The last of them.
    pub(super) fn last(&self) -> Option<u32> {
        self.0.0.last().map(|(col, ())| *col)
    }
}

impl FromIterator<u32> for Columns {
    fn from_iter<I: IntoIterator<Item = u32>>(cols: I) -> Self {
        let mut all = Self::default();
        for col in cols {
            all.insert(col);
        }
        all
    }
}
