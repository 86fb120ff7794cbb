//! Comes in: what kept selaras from working. Goes out: a message in both languages that says what
//! happened, where, and what to do next. Never about what is wrong with a document.

use std::io;
use std::path::PathBuf;

use super::ledger::LedgerError;
use crate::config::ConfigFault;
use crate::model::language::Language;

/// Why a run could not be done.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The pipeline, its profiles or its inputs have faults.
    #[error("{} fault(s) in the configuration", .0.len())]
    Config(Vec<ConfigFault>),
    /// A file or folder could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file or folder is not there.
    #[error("{} does not exist", path.display())]
    Missing {
        /// Which.
        path: PathBuf,
    },
    /// There is no file to audit.
    #[error("no input files in {place}")]
    NoInput {
        /// Where they were looked for.
        place: String,
    },
    /// An output could not be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The output folder holds something that selaras did not write.
    #[error("{} holds files that selaras did not write", path.display())]
    NotOurs {
        /// Which folder.
        path: PathBuf,
    },
    /// The output folder would replace or hold the inputs.
    #[error("output {} holds the inputs", path.display())]
    OutputHoldsInput {
        /// Which folder.
        path: PathBuf,
    },
    /// The output would be written over an input.
    #[error("output {} is an input", path.display())]
    OutputIsInput {
        /// Which file.
        path: PathBuf,
    },
    /// Another run has the lock.
    #[error("another run holds {}", path.display())]
    Busy {
        /// The lock file.
        path: PathBuf,
    },
    /// The output folder holds what another pipeline wrote.
    #[error("{} is the output of the pipeline {pipeline}", path.display())]
    OtherPipeline {
        /// Which folder.
        path: PathBuf,
        /// Whose it is: name and year.
        pipeline: String,
    },
    /// The ledger was written by a newer program.
    #[error("the ledger {} was written by a newer selaras", path.display())]
    NewerLedger {
        /// Its file.
        path: PathBuf,
    },
    /// The ledger could not be read or written.
    #[error("the ledger {} cannot be used: {reason}", path.display())]
    Ledger {
        /// Its file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The reports could not be made.
    #[error("the reports cannot be made: {reason}")]
    Report {
        /// Why not.
        reason: String,
    },
    /// No reader process could be started.
    #[error("cannot start a reader process: {source}")]
    Readers {
        /// Why not.
        source: io::Error,
    },
    /// The worker threads could not be started.
    #[error("cannot start {jobs} worker threads: {reason}")]
    Workers {
        /// How many were wanted.
        jobs: usize,
        /// Why not.
        reason: String,
    },
}

impl From<LedgerError> for RunError {
    fn from(error: LedgerError) -> Self {
        let LedgerError {
            path,
            reason,
            is_newer,
        } = error;
        if is_newer {
            RunError::NewerLedger { path }
        } else {
            RunError::Ledger { path, reason }
        }
    }
}

impl RunError {
    /// What happened, and where.
    pub fn say(&self, language: Language) -> String {
        let shown = |path: &PathBuf| path.display().to_string();
        match self {
            RunError::Config(faults) => {
                let n_faults = faults.len();
                match language {
                    Language::Id => {
                        format!("ada {n_faults} kesalahan pada pipeline, profil atau masukannya")
                    }
                    Language::En => {
                        format!("{n_faults} fault(s) in the pipeline, its profiles or its inputs")
                    }
                }
            }
            RunError::Read { path, source } => match language {
                Language::Id => format!("tidak dapat membaca {}: {source}", shown(path)),
                Language::En => format!("cannot read {}: {source}", shown(path)),
            },
            RunError::Missing { path } => match language {
                Language::Id => format!("{} tidak ada", shown(path)),
                Language::En => format!("{} does not exist", shown(path)),
            },
            RunError::NoInput { place } => match language {
                Language::Id => format!("tidak ada berkas masukan di {place}"),
                Language::En => format!("no input files in {place}"),
            },
            RunError::Write { path, source } => {
                let reason = unwritable(source, language);
                match language {
                    Language::Id => format!("tidak dapat menulis {}: {reason}", shown(path)),
                    Language::En => format!("cannot write {}: {reason}", shown(path)),
                }
            }
            RunError::OtherPipeline { path, pipeline } => match language {
                Language::Id => format!(
                    "folder keluaran {} berisi keluaran pipeline lain ({pipeline})",
                    shown(path)
                ),
                Language::En => format!(
                    "the output folder {} holds the output of another pipeline ({pipeline})",
                    shown(path)
                ),
            },
            RunError::NewerLedger { path } => ledger(&shown(path), None, language),
            RunError::NotOurs { path } => match language {
                Language::Id => format!(
                    "folder keluaran {} berisi berkas yang bukan tulisan selaras",
                    shown(path)
                ),
                Language::En => format!(
                    "the output folder {} holds files that selaras did not write",
                    shown(path)
                ),
            },
            RunError::OutputHoldsInput { path } => match language {
                Language::Id => format!("folder keluaran {} memuat folder masukan", shown(path)),
                Language::En => format!("the output folder {} holds an input folder", shown(path)),
            },
            RunError::OutputIsInput { path } => match language {
                Language::Id => format!(
                    "{} adalah berkas masukan dan tidak akan ditimpa",
                    shown(path)
                ),
                Language::En => format!("{} is an input and will not be overwritten", shown(path)),
            },
            RunError::Busy { path } => match language {
                Language::Id => format!(
                    "proses lain sedang menjalankan pipeline ini (kunci {})",
                    shown(path)
                ),
                Language::En => format!(
                    "another run of this pipeline is under way (lock {})",
                    shown(path)
                ),
            },
            RunError::Readers { source } => match language {
                Language::Id => format!("tidak dapat memulai proses pembaca: {source}"),
                Language::En => format!("cannot start a reader process: {source}"),
            },
            RunError::Workers { jobs, reason } => match language {
                Language::Id => format!("tidak dapat memulai {jobs} utas kerja: {reason}"),
                Language::En => format!("cannot start {jobs} worker threads: {reason}"),
            },
            RunError::Ledger { path, reason } => ledger(&shown(path), Some(reason), language),
            RunError::Report { reason } => match language {
                Language::Id => format!("laporan tidak dapat dibuat: {reason}"),
                Language::En => format!("the reports cannot be made: {reason}"),
            },
        }
    }

    /// What to do next.
    pub fn advice(&self, language: Language) -> &'static str {
        match self {
            RunError::Config(_) => language.pick(
                "perbaiki baris yang disebut, lalu periksa dengan `selaras validate`",
                "mend the lines named, then check with `selaras validate`",
            ),
            RunError::Read { .. } => language.pick(
                "periksa nama dan hak akses berkas itu",
                "check the file's name and permissions",
            ),
            RunError::Missing { .. } => language.pick("periksa tulisan namanya", "check the spelling of its name"),
            RunError::NoInput { .. } => language.pick(
                "letakkan buku kerja di folder itu, atau tunjuk folder lain",
                "put workbooks there, or name another folder",
            ),
            RunError::Write { .. } => language.pick(
                "periksa ruang disk, kuota dan hak akses, atau pilih tempat lain dengan --output; keluaran yang lama tidak berubah",
                "check disk space, quota and permissions, or choose another place with --output; the previous output is unchanged",
            ),
            RunError::NotOurs { .. } => language.pick(
                "pilih folder lain atau folder kosong dengan --output",
                "choose another or an empty folder with --output",
            ),
            RunError::OutputHoldsInput { .. } => language.pick(
                "pilih folder lain dengan --output",
                "choose another folder with --output",
            ),
            RunError::OutputIsInput { .. } => language.pick(
                "pilih berkas lain dengan --output",
                "choose another file with --output",
            ),
            RunError::Busy { .. } => language.pick(
                "tunggu sampai selesai, atau pilih keluaran lain dengan --output",
                "wait until it ends, or choose another output with --output",
            ),
            RunError::OtherPipeline { .. } => language.pick(
                "beri tiap pipeline nama atau --output sendiri; bila pipeline ini memang berganti nama atau tahun, pindahkan folder itu lebih dulu",
                "give each pipeline a name or an --output of its own; if this one did change its name or year, move that folder away first",
            ),
            RunError::NewerLedger { .. } => language.pick(
                "pakai selaras versi terbaru; buku catatan dan keluaran yang lama tidak berubah",
                "use the newest selaras; the ledger and the previous output are unchanged",
            ),
            RunError::Ledger { .. } => language.pick(
                "periksa ruang disk dan hak akses folder itu; keluaran yang lama tidak berubah",
                "check disk space and the folder's permissions; the previous output is unchanged",
            ),
            RunError::Report { .. } => language.pick(
                "ini kesalahan selaras sendiri; keluaran lama tetap ada; laporkan dengan pesan ini",
                "this is a fault of selaras; the previous output is untouched; report it with this message",
            ),
            RunError::Readers { .. } => language.pick(
                "periksa memori dan jumlah proses yang diizinkan bagi pengguna ini",
                "check the memory and the number of processes this user may have",
            ),
            RunError::Workers { .. } => language.pick("coba lagi dengan --jobs 1", "try again with --jobs 1"),
        }
    }
}

/// Why something could not be written, in plain words where the reason is a common one.
fn unwritable(error: &io::Error, language: Language) -> String {
    let (id, en) = match error.kind() {
        io::ErrorKind::StorageFull => ("disk penuh", "the disk is full"),
        io::ErrorKind::QuotaExceeded => (
            "kuota disk pengguna ini habis",
            "this user's disk quota is used up",
        ),
        io::ErrorKind::ReadOnlyFilesystem => (
            "sistem berkasnya hanya dapat dibaca",
            "the file system is read-only",
        ),
        io::ErrorKind::PermissionDenied => (
            "tidak ada izin untuk menulis di sana",
            "there is no permission to write there",
        ),
        io::ErrorKind::FileTooLarge => (
            "berkasnya melampaui batas ukuran yang diizinkan",
            "the file is larger than what is allowed",
        ),
        // The system tells the rest in its own words.
        _ => return error.to_string(),
    };
    language.pick(id, en).to_owned()
}

/// What is wrong with a ledger; without a reason it is too new.
fn ledger(path: &str, reason: Option<&str>, language: Language) -> String {
    match (reason, language) {
        (Some(reason), Language::Id) => {
            format!("buku catatan {path} tidak dapat dipakai: {reason}")
        }
        (Some(reason), Language::En) => format!("the ledger {path} cannot be used: {reason}"),
        (None, Language::Id) => {
            format!("buku catatan {path} ditulis oleh selaras yang lebih baru")
        }
        (None, Language::En) => format!("the ledger {path} was written by a newer selaras"),
    }
}
