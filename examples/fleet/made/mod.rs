//! Makes the documents of an invented region: plans, budgets, shifts, reports and rosters of its
//! agencies, laid out in several ways, right but for the faults that are put into them on purpose.
//! Comes in: a seed. Goes out: files and the truth about them. Never the same figure by accident.

mod agencies;
mod chance;
mod faults;
mod formula_slips;
mod papers;
mod recap;
mod reports;
mod sheets;
mod slips;
mod tree;

use std::fmt::Write as _;

use agencies::{Agency, agencies};
use chance::Chance;
use papers::{Dossier, dossier};

/// The budget year.
pub(crate) const YEAR: i32 = 2023;
/// The region.
pub(crate) const REGION: &str = "Kabupaten Contoh";

/// The pipeline of the region, beside its folder `masukan`.
#[allow(dead_code, reason = "the tests make their own request")]
pub(crate) const PIPELINE: &str = "name = \"kabupaten-contoh-2023\"\nregion = \"Kabupaten Contoh\"\nyear = 2023\ninputs = [\"masukan\"]\n\n[agencies]\nregistry = \"opd.csv\"\n\n[completeness]\nexpects = [\"renja\", \"dpa\", \"dppa\", \"realisasi\", \"nominatif-pegawai\"]\n";

/// Whether faults are put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Faults {
    /// All documents are right.
    None,
    /// Most agencies have one fault.
    Some,
    /// These, and a slip of every cause in documents of their own.
    #[allow(dead_code, reason = "the benchmark measures ordinary regions")]
    Every,
}

/// The files of a region.
pub(crate) struct Region {
    pub(crate) files: Vec<File>,
    pub(crate) faults: Vec<Fault>,
    agencies: Vec<Agency>,
}

/// A file.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
}

/// A fault that was put in.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    /// What was done.
    pub(crate) kind: &'static str,
    /// The agency whose document it is.
    pub(crate) agency: String,
    /// The document that is wrong, or those of which one is; none where it is missing.
    pub(crate) documents: Vec<String>,
    /// The rules of which one must tell it.
    pub(crate) codes: &'static [&'static str],
    /// Why it is wrong, in words that are as true, and the cell that tells it, of a slip.
    pub(crate) causes: Vec<&'static str>,
    pub(crate) cell: Option<String>,
}

/// Makes a region, its tables about `size` times as long as the shortest that make sense.
pub(crate) fn region(seed: u64, n_agencies: usize, size: usize, faults: Faults) -> Region {
    let mut chance = Chance::new(seed);
    let agencies = agencies(&mut chance, n_agencies);
    let mut dossiers: Vec<Dossier> = agencies
        .iter()
        .enumerate()
        .map(|(nth, agency)| dossier(&mut chance, nth, agency, size))
        .collect();
    let mut more = Vec::new();
    let faults = match faults {
        Faults::None => Vec::new(),
        Faults::Some => faults::put_in(&mut chance, &mut dossiers),
        Faults::Every => {
            let mut faults = faults::put_in(&mut chance, &mut dossiers);
            let slips = slips::put_in(&mut chance, &mut dossiers, &faults);
            faults.extend(slips);
            let (reports, slips) = reports::reports(&dossiers);
            more = reports;
            faults.extend(slips);
            faults
        }
    };
    let mut files: Vec<File> = dossiers.iter().flat_map(Dossier::files).collect();
    files.extend(more);
    files.push(recap::file(&dossiers));
    Region {
        files,
        faults,
        agencies,
    }
}

impl Region {
    /// The registry of agencies as a pipeline reads it.
    pub(crate) fn registry(&self) -> String {
        let mut text = String::from("code,name,aliases\n");
        for agency in &self.agencies {
            let Agency {
                code, name, short, ..
            } = agency;
            let _ = writeln!(text, "{code},\"{name}\",{short}");
        }
        text
    }

    /// The faults as JSON.
    #[allow(dead_code, reason = "the tests read the faults themselves")]
    pub(crate) fn truth(&self) -> String {
        let faults = self.faults.iter().map(|fault| {
            serde_json::json!({
                "kind": fault.kind,
                "agency": fault.agency,
                "documents": fault.documents,
                "codes": fault.codes,
                "causes": fault.causes,
                "cell": fault.cell,
            })
        });
        let faults: Vec<_> = faults.collect();
        serde_json::to_string_pretty(&faults).unwrap_or_default()
    }

    /// The faults as they stand beside a sample.
    #[allow(dead_code, reason = "the benchmark has no truth beside it")]
    pub(crate) fn expected(&self) -> String {
        let mut text = String::from(
            "# The faults put into this invented region; of each, one of its rules must tell one of its documents.\n",
        );
        for fault in &self.faults {
            let _ = write!(
                text,
                "\n[[kesalahan]]\njenis = {:?}\nopd = {:?}\ndokumen = {:?}\nkode = {:?}\n",
                fault.kind, fault.agency, fault.documents, fault.codes
            );
            if let Some(cell) = &fault.cell {
                let _ = writeln!(text, "sebab = {:?}\nsel = {cell:?}", fault.causes);
            }
        }
        text
    }
}
