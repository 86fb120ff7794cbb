//! The lists of money leave out what another document stands for, say so, and leave out nothing else.

use std::collections::BTreeSet;
use std::path::Path;

use calamine::{Xlsx, open_workbook};

use super::{cells, run};

/// The texts below the headings of some columns of a sheet.
fn columns<const N: usize>(path: &Path, sheet: &str, letters: [&str; N]) -> Vec<[String; N]> {
    let mut workbook: Xlsx<_> = open_workbook(path).expect("a workbook");
    let cells = cells(&mut workbook, sheet);
    let at = |letter: &str, row: u32| cells.get(&format!("{letter}{row}")).cloned();
    let n_rows = u32::try_from(cells.len()).expect("a sheet");
    (2..=n_rows)
        .map(|row| letters.map(|letter| at(letter, row).unwrap_or_default()))
        .take_while(|texts| texts.iter().any(|text| !text.is_empty()))
        .collect()
}

/// The documents with lines in the list of money, and those told to be left out.
fn listed(name: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    run(name, folder.path());
    let path = folder
        .path()
        .join("output")
        .join(name)
        .join("konsolidasi.xlsx");
    // A document's path is shown below the folder that has its agency's name.
    let documents = columns(&path, "Belanja", ["A", "C"])
        .into_iter()
        .flat_map(|[agency, document]| [format!("{agency}/{document}"), document])
        .collect();
    let told = columns(&path, "Sumber", ["A", "L"])
        .into_iter()
        .filter(|[_, reason]| reason.contains("diwakili dokumen lain"))
        .map(|[file, _]| file)
        .collect();
    (documents, told)
}

#[test]
fn a_report_that_restates_figures_is_none_that_another_stands_for() {
    let (documents, told) = listed("kutai-barat-2023");
    assert!(documents.contains("LKjIP 2023.xlsx"), "{documents:?}");
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn revisions_and_reports_within_the_year_are_left_out_and_told() {
    let (documents, told) = listed("kabupaten-contoh-2023");
    for aside in [
        "DPUPR/DPA 2023.xlsx",
        "Dinas Sosial/Realisasi Agustus 2023.xlsx",
    ] {
        assert!(told.contains(aside), "{aside} in {told:?}");
    }
    for counted in [
        "DPUPR/DPA 2023 rev 1.xlsx",
        "Dinas Sosial/Realisasi Desember 2023.xlsx",
    ] {
        assert!(documents.contains(counted), "{counted} in {documents:?}");
    }
    for aside in &told {
        assert!(!documents.contains(aside), "{aside}");
    }
}
