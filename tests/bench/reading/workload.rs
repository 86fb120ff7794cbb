//! The files that are read: made from a fixed seed, so that every run reads the same bytes.

use std::fs;
use std::path::{Path, PathBuf};

use crate::generator;

/// Files like the reports that agencies send in.
const N_REPORTS: u64 = 150;
/// Files written by programs that know no shared strings and write numbers as words.
const N_INLINE: u64 = 8;
const N_CSV: u64 = 6;

/// A set of files that is measured as one.
pub(crate) struct Workload {
    /// What they are.
    pub(crate) name: &'static str,
    /// The files, the largest first, as the longest work should not start last.
    pub(crate) files: Vec<PathBuf>,
    /// Bytes of all of them.
    pub(crate) n_bytes: u64,
    /// Whether the benchmark's verdict is about this set.
    pub(crate) is_judged: bool,
}

impl Workload {
    fn new(name: &'static str, mut files: Vec<PathBuf>) -> Self {
        let size = |path: &PathBuf| fs::metadata(path).expect("a file").len();
        files.sort_by_key(|path| (std::cmp::Reverse(size(path)), path.clone()));
        Self {
            name,
            n_bytes: files.iter().map(size).sum(),
            files,
            is_judged: false,
        }
    }

    fn judged(mut self) -> Self {
        self.is_judged = true;
        self
    }

    /// Whether calamine and the zip reader can read them.
    pub(crate) fn is_packages(&self) -> bool {
        self.files.iter().all(|path| is_xlsx(path))
    }
}

fn is_xlsx(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
}

/// Makes all files in `folder`.
pub(crate) fn made(folder: &Path) -> Vec<Workload> {
    let write = |name: String, bytes: Vec<u8>| {
        let path = folder.join(name);
        fs::write(&path, bytes).expect("written");
        path
    };
    let reports: Vec<PathBuf> = (0..N_REPORTS)
        .map(|seed| write(format!("laporan {seed:03}.xlsx"), generator::report(seed)))
        .collect();
    let inline: Vec<PathBuf> = (0..N_INLINE)
        .map(|seed| {
            write(
                format!("ekspor {seed:03}.xlsx"),
                generator::inline_text(seed),
            )
        })
        .collect();
    let big = vec![write("rekap.xlsx".to_owned(), generator::big())];
    let csv: Vec<PathBuf> = (0..N_CSV)
        .map(|seed| write(format!("tabel {seed:03}.csv"), generator::csv(seed)))
        .collect();
    let all = [&reports[..], &inline, &big].concat();
    vec![
        Workload::new("csv files", csv),
        Workload::new("small reports", reports),
        Workload::new("inline strings, numbers as text", inline),
        Workload::new("one sheet of 100,000 x 12", big),
        Workload::new("all workbooks", all).judged(),
    ]
}

/// The xlsx files of a folder of one's own.
pub(crate) fn given(folder: &Path) -> Vec<Workload> {
    let files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| is_xlsx(path))
        .collect();
    vec![Workload::new("workbooks of the folder", files).judged()]
}
