//! How much of a file selaras is willing to read, and how much work it puts into one document: named limits with defaults that no honest
//! workbook reaches, which a pipeline may change.

/// A limit on reading or auditing, with its place in [`LIMITS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// Bytes of a file.
    FileBytes,
    /// Parts of a package (zip entries).
    Parts,
    /// Bytes of all parts read, once inflated.
    InflatedBytes,
    /// Times that a part may grow when inflated, above [`RATIO_FREE_BYTES`].
    Ratio,
    /// Letters of one text.
    TextLetters,
    /// Cells of a workbook that hold something.
    Cells,
    /// Sheets of a workbook.
    Sheets,
    /// Elements inside each other.
    Nesting,
    /// Workbooks inside one zip archive.
    Members,
    /// Megabytes of memory of a process that reads.
    MemoryMegabytes,
    /// Seconds of computing that reading one file may take.
    Seconds,
    /// Megabytes that a process may hand over for one document.
    HandoverMegabytes,
    /// Megabytes of memory of a process that audits a document it has read.
    AuditMegabytes,
    /// Seconds of computing that auditing one document may take once it is read.
    AuditSeconds,
}

/// Parts up to this size may have grown as they like: a small part of blanks proves nothing.
pub const RATIO_FREE_BYTES: u64 = 10 << 20;

/// Largest value that a limit may be given. Beyond it nothing would be limited any more, and
/// megabytes counted in bytes would not fit 64 bits.
pub const MOST: u64 = 1_000_000_000_000;

/// A row of the table of limits.
#[derive(Debug)]
pub struct LimitRow {
    /// Which limit.
    pub limit: Limit,
    /// Its name, as pipelines write it under `[limits]`.
    pub name: &'static str,
    /// Its default.
    pub default: u64,
    /// What it counts, in Bahasa Indonesia.
    pub id: &'static str,
    /// What it counts, in English.
    pub en: &'static str,
}

/// All limits, in the order of [`Limit`].
#[rustfmt::skip]
pub const LIMITS: [LimitRow; 14] = [
    LimitRow { limit: Limit::FileBytes, name: "file-bytes", default: 256 << 20, id: "byte dalam satu berkas", en: "bytes of a file" },
    LimitRow { limit: Limit::Parts, name: "parts", default: 10_000, id: "bagian dalam satu paket", en: "parts of a package" },
    LimitRow { limit: Limit::InflatedBytes, name: "inflated-bytes", default: 2 << 30, id: "byte setelah paket dibuka", en: "bytes once a package is inflated" },
    LimitRow { limit: Limit::Ratio, name: "ratio", default: 300, id: "kali mengembang", en: "times a part grows when inflated" },
    LimitRow { limit: Limit::TextLetters, name: "text-letters", default: 32_767, id: "huruf dalam satu teks", en: "letters of one text" },
    LimitRow { limit: Limit::Cells, name: "cells", default: 5_000_000, id: "sel dalam satu buku kerja", en: "cells of a workbook" },
    LimitRow { limit: Limit::Sheets, name: "sheets", default: 1_000, id: "lembar dalam satu buku kerja", en: "sheets of a workbook" },
    LimitRow { limit: Limit::Nesting, name: "nesting", default: 256, id: "unsur di dalam unsur", en: "elements inside each other" },
    LimitRow { limit: Limit::Members, name: "members", default: 500, id: "berkas dalam satu arsip", en: "files in an archive" },
    LimitRow { limit: Limit::MemoryMegabytes, name: "memory-megabytes", default: 1_024, id: "megabyte memori proses pembaca", en: "megabytes of memory of a reading process" },
    LimitRow { limit: Limit::Seconds, name: "seconds", default: 120, id: "detik untuk membaca satu berkas", en: "seconds to read one file" },
    LimitRow { limit: Limit::HandoverMegabytes, name: "handover-megabytes", default: 1_024, id: "megabyte hasil satu dokumen", en: "megabytes handed over for one document" },
    LimitRow { limit: Limit::AuditMegabytes, name: "audit-megabytes", default: 4_096, id: "megabyte memori untuk memeriksa satu dokumen yang sudah terbaca", en: "megabytes of memory to audit one document that was read" },
    LimitRow { limit: Limit::AuditSeconds, name: "audit-seconds", default: 300, id: "detik untuk memeriksa satu dokumen yang sudah terbaca", en: "seconds to audit one document that was read" },
];

impl Limit {
    /// Its row of the table.
    pub fn row(self) -> &'static LimitRow {
        &LIMITS[self as usize]
    }
}

/// A value for every limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits([u64; LIMITS.len()]);

impl Default for Limits {
    fn default() -> Self {
        Self(LIMITS.each_ref().map(|row| row.default))
    }
}

impl Limits {
    /// The value of a limit.
    pub fn get(&self, limit: Limit) -> u64 {
        self.0[limit as usize]
    }

    /// Changes a limit.
    pub fn set(&mut self, limit: Limit, value: u64) {
        self.0[limit as usize] = value;
    }

    /// The limit of this name.
    pub fn named(name: &str) -> Option<Limit> {
        LIMITS
            .iter()
            .find(|row| row.name == name)
            .map(|row| row.limit)
    }

    /// The names of all limits, in the order of the table.
    pub fn names() -> impl Iterator<Item = &'static str> {
        LIMITS.iter().map(|row| row.name)
    }

    /// Name and value of those that are not at their default, in the order of the table.
    pub fn changed(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        LIMITS
            .iter()
            .map(|row| (row.name, self.get(row.limit), row.default))
            .filter(|(_, value, default)| value != default)
            .map(|(name, value, _)| (name, value))
    }

    /// All values in the order of the table.
    pub fn values(&self) -> [u64; LIMITS.len()] {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_limits() {
        for (idx, row) in LIMITS.iter().enumerate() {
            assert_eq!(row.limit as usize, idx, "{}", row.name);
            assert_eq!(Limits::named(row.name), Some(row.limit));
            assert!((1..=MOST).contains(&row.default), "{}", row.name);
        }
    }

    #[test]
    fn only_what_differs_from_the_defaults_is_changed() {
        let mut limits = Limits::default();
        assert_eq!(limits.changed().count(), 0);
        limits.set(Limit::Cells, 7);
        assert_eq!(limits.changed().collect::<Vec<_>>(), [("cells", 7)]);
    }
}
