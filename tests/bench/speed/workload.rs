//! The files that are read: made from a fixed seed, so that every run reads the same bytes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::generator;
use crate::made;
use crate::ways::Way;

/// Agencies of the invented region and the length of their tables: about a thousand workbooks.
const REGION: (usize, usize) = (130, 8);

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
    /// The folder of the files, where whole programs are measured over it too.
    pub(crate) home: Option<PathBuf>,
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
            home: None,
        }
    }

    fn judged(mut self) -> Self {
        self.is_judged = true;
        self
    }

    /// Whether a way can be gone over it: a run needs a pipeline, an audit a folder.
    pub(crate) fn allows(&self, way: Way) -> bool {
        match way {
            Way::AuditProgram => self.home.is_some(),
            Way::RunProgram => {
                let home = self.home.as_ref();
                home.is_some_and(|home| home.join("pipeline.toml").exists())
            }
            _ => true,
        }
    }

    fn at(mut self, home: &Path) -> Self {
        self.home = Some(home.to_owned());
        self
    }
}

fn is_xlsx(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
}

/// Files that only reading is measured over.
pub(crate) fn to_read(folder: &Path) -> Vec<Workload> {
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
    let big = vec![write("rekap.xlsx".to_owned(), generator::big(100_000))];
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

/// An invented region: documents of all kinds in mixed layouts, some with a fault. With its pipeline,
/// so that whole programs can run over it.
pub(crate) fn region(folder: &Path, n_agencies: usize, size: usize, seed: u64) -> Workload {
    let region = made::region(seed, n_agencies, size, made::Faults::Some);
    // Names of agencies come round again in large regions, and so do paths: the last file stays.
    let mut files = BTreeSet::new();
    for file in &region.files {
        let path = folder.join("masukan").join(&file.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, &file.bytes).expect("a file");
        files.insert(path);
    }
    let files = files.into_iter().collect();
    fs::write(folder.join("opd.csv"), region.registry()).expect("a file");
    fs::write(folder.join("pipeline.toml"), made::PIPELINE).expect("a file");
    Workload::new("a region of mixed documents", files).at(folder)
}

/// The region that the promise is about.
pub(crate) fn judged_region(folder: &Path) -> Workload {
    region(folder, REGION.0, REGION.1, 1).judged()
}

/// One long sheet, for the program alone.
pub(crate) fn long_sheet(folder: &Path) -> Workload {
    let inputs = folder.join("masukan");
    fs::create_dir_all(&inputs).expect("a folder");
    let path = inputs.join("rekap.xlsx");
    fs::write(&path, generator::big(300_000)).expect("a file");
    Workload::new("one sheet of 300,000 x 12", vec![path])
        .at(folder)
        .judged()
}
