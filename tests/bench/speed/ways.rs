//! The ways of reading and auditing that are compared. Each reads its files from the disk, each in
//! full, and tells how many cells it saw.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Cursor};
use std::path::Path;

use calamine::{DataRef, Reader, Xlsx, open_workbook_from_rs};
use selaras::config::builtin;
use selaras::model::audited::Audited;
use selaras::model::document::{FileFormat, SourceFile};
use selaras::model::limits::Limits;
use selaras::run::assignment::{Assignment, Kept, Reach};
use selaras::run::prepare::builtin_profiles;
use selaras::run::reading::{Care, Readers, Reading};
use zip::ZipArchive;

/// A way of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Inflating every part to its end, or only splitting a text: the floor.
    Floor,
    /// calamine's streaming cell reader.
    Calamine,
    /// selaras in one process, reading only.
    InProcess,
    /// The whole audit of each document, in one process.
    Audit,
    /// The same with worker processes, as users run it.
    Workers,
    /// The whole program: `selaras audit` of the folder.
    AuditProgram,
    /// The whole program: `selaras run --full` of its pipeline, with all outputs.
    RunProgram,
}

impl Way {
    /// All ways, in the order of the table.
    pub(crate) const ALL: [Self; 7] = [
        Way::Floor,
        Way::Calamine,
        Way::InProcess,
        Way::Audit,
        Way::Workers,
        Way::AuditProgram,
        Way::RunProgram,
    ];

    /// What it is called in the table.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Way::Floor => "(a) inflating or splitting",
            Way::Calamine => "(b) calamine, cell by cell",
            Way::InProcess => "(c) selaras, reading only",
            Way::Audit => "(d) audit, in process",
            Way::Workers => "(d) audit, worker pool",
            Way::AuditProgram => "(d) selaras audit",
            Way::RunProgram => "(e) selaras run, all outputs",
        }
    }

    /// Its name as an argument.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Way::Floor => "floor",
            Way::Calamine => "calamine",
            Way::InProcess => "in-process",
            Way::Audit => "audit",
            Way::Workers => "workers",
            Way::AuditProgram => "audit-program",
            Way::RunProgram => "run-program",
        }
    }

    /// Whether it is a program of its own, which reads a folder.
    pub(crate) fn is_program(self) -> bool {
        matches!(self, Way::AuditProgram | Way::RunProgram)
    }

    /// The way of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }
}

/// Cells that a way saw.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    /// Cells that hold something.
    pub(crate) n_filled: u64,
    /// Cells that the file names and that hold nothing but blanks or a style.
    pub(crate) n_blank: u64,
}

impl Counted {
    /// Both together.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            n_filled: self.n_filled + other.n_filled,
            n_blank: self.n_blank + other.n_blank,
        }
    }
}

/// A way made ready to read many files from several threads.
pub(crate) enum Ready {
    Floor,
    Calamine,
    Selaras(Box<Readers>),
    Auditing(Box<Readers>),
    /// A program, which makes itself ready.
    Program,
}

/// Makes a way ready. Reader processes are this program again, which answers to their word as
/// selaras itself does.
pub(crate) fn ready(way: Way) -> Ready {
    let selaras = |reading| {
        Ready::Selaras(Box::new(
            Readers::start(&reading, &Limits::default(), Care::Once).expect("readers"),
        ))
    };
    let auditing = |reading| {
        let assignment = Assignment {
            region: None,
            profiles: builtin_profiles().expect("profiles"),
            reconcile: builtin::reconciliations(),
            reach: Reach::WithinDocument,
            kept: Kept::Findings,
        };
        let readers = Readers::auditing(&reading, &Limits::default(), Care::Once, assignment, None);
        Ready::Auditing(Box::new(readers.expect("readers")))
    };
    match way {
        Way::Floor => Ready::Floor,
        Way::Calamine => Ready::Calamine,
        Way::InProcess => selaras(Reading::InProcess),
        Way::Audit => auditing(Reading::InProcess),
        Way::Workers => auditing(Reading::apart().expect("this program")),
        Way::AuditProgram | Way::RunProgram => Ready::Program,
    }
}

impl Ready {
    /// Reads one file in full.
    pub(crate) fn read(&self, path: &Path) -> Counted {
        match self {
            Ready::Floor => floor(path),
            Ready::Calamine => calamine(path),
            Ready::Selaras(readers) => selaras(readers, path),
            Ready::Auditing(readers) => audit(readers, path),
            Ready::Program => panic!("a program reads a folder"),
        }
    }
}

impl Ready {
    /// How many microseconds each stage took over one file.
    pub(crate) fn times(&self, path: &Path) -> BTreeMap<&'static str, u64> {
        let Ready::Auditing(readers) = self else {
            panic!("only an audit has stages")
        };
        let mut times = BTreeMap::new();
        audited(readers, path, |audited| {
            for (stage, micros) in audited.times.iter() {
                *times.entry(stage.name()).or_default() += micros;
            }
        });
        times
    }
}

fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "csv")
}

/// The fields of a text that hold something, by the csv crate.
fn csv_fields(path: &Path) -> Counted {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_path(path)
        .expect("a file");
    let mut record = csv::ByteRecord::new();
    let mut counted = Counted::default();
    while reader.read_byte_record(&mut record).expect("a record") {
        let is_filled = |field: &&[u8]| !field.trim_ascii().is_empty();
        counted.n_filled += record.iter().filter(is_filled).count() as u64;
    }
    counted
}

fn floor(path: &Path) -> Counted {
    if is_csv(path) {
        return csv_fields(path);
    }
    let mut archive = ZipArchive::new(Cursor::new(fs::read(path).expect("a file"))).expect("a zip");
    for idx in 0..archive.len() {
        let mut part = archive.by_index(idx).expect("a part");
        io::copy(&mut part, &mut io::sink()).expect("inflated");
    }
    Counted::default()
}

/// calamine, and the csv crate for text, which calamine does not read.
fn calamine(path: &Path) -> Counted {
    if is_csv(path) {
        return csv_fields(path);
    }
    let file = BufReader::new(File::open(path).expect("a file"));
    let mut workbook: Xlsx<_> = open_workbook_from_rs(file).expect("a workbook");
    let mut counted = Counted::default();
    for sheet in workbook.sheet_names() {
        let mut cells = workbook.worksheet_cells_reader(&sheet).expect("a sheet");
        while let Some(cell) = cells.next_cell().expect("a cell") {
            let is_blank = match cell.get_value() {
                DataRef::Empty => true,
                DataRef::String(text) => text.trim().is_empty(),
                DataRef::SharedString(text) => text.trim().is_empty(),
                _ => false,
            };
            if is_blank {
                counted.n_blank += 1;
            } else {
                counted.n_filled += 1;
            }
        }
    }
    counted
}

fn selaras(readers: &Readers, path: &Path) -> Counted {
    let bytes = fs::read(path).expect("a file");
    let mut counted = Counted::default();
    for extracted in readers.read(&bytes, &path.to_string_lossy()) {
        assert!(
            extracted.findings.is_empty(),
            "{}: {:?}",
            path.display(),
            extracted.findings.first()
        );
        for sheet in &extracted.workbook.sheets {
            counted.n_filled += sheet.cells.len() as u64;
            counted.n_blank += sheet.tally.blank;
        }
    }
    counted
}

fn audit(readers: &Readers, path: &Path) -> Counted {
    let mut counted = Counted::default();
    audited(readers, path, |audited| {
        counted.n_filled += audited.summary.n_cells as u64;
        counted.n_blank += audited.summary.tally.blank;
    });
    counted
}

/// Audits a file, which must be readable.
fn audited(readers: &Readers, path: &Path, mut take: impl FnMut(&Audited)) {
    let bytes = fs::read(path).expect("a file");
    let file = SourceFile {
        path: path.to_string_lossy().into(),
        sha256: "".into(),
        size: bytes.len() as u64,
        format: FileFormat::Unknown,
        agency: None,
        year: None,
    };
    readers.work(&bytes, &file, &mut |extracted, audited| {
        let audited = audited.unwrap_or_else(|| panic!("{:?}", extracted.findings));
        assert!(!audited.summary.unreadable, "{:?}", audited.findings);
        take(&audited);
    });
}
