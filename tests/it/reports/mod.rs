//! What a run writes: every output whole, listed with its hash, readable by others, the same again.

mod data;
mod recalculation;
mod standing;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use calamine::{DataRef, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;
use selaras::model::place::CellRef;
use sha2::{Digest, Sha256};

use crate::support::{files, project, selaras};

fn run(name: &str, folder: &Path) -> serde_json::Value {
    let pipeline = project(&format!("pipelines/{name}.toml"));
    let output = selaras(
        folder,
        &["run", &pipeline.to_string_lossy(), "--no-progress"],
    );
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let manifest = fs::read(folder.join(format!("output/{name}/run.json"))).expect("the manifest");
    serde_json::from_slice(&manifest).expect("JSON")
}

#[test]
fn every_output_is_listed_with_its_hash() {
    for name in ["kutai-barat-2023", "luwu-timur-2022"] {
        let folder = tempfile::tempdir().expect("a folder");
        let manifest = run(name, folder.path());
        let root = folder.path().join("output").join(name);
        let mut listed: BTreeMap<PathBuf, String> = BTreeMap::new();
        for output in manifest["outputs"].as_array().expect("outputs") {
            let path = root.join(output["path"].as_str().expect("a path"));
            listed.insert(path, output["sha256"].as_str().expect("a hash").to_owned());
        }
        for path in files(&root) {
            if path.ends_with("run.json") {
                continue;
            }
            let hash: String = Sha256::digest(fs::read(&path).expect("a file"))
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            assert_eq!(listed.remove(&path), Some(hash), "{}", path.display());
        }
        assert!(listed.is_empty(), "listed but absent: {listed:?}");
        for name in [
            "konsolidasi.xlsx",
            "temuan.jsonl",
            "temuan.html",
            "karantina.jsonl",
        ] {
            assert!(root.join(name).is_file(), "{name}");
        }
        assert!(root.join("data").is_dir());
    }
}

#[test]
fn a_second_run_replaces_the_first_and_says_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let findings = || {
        let root = folder.path().join("output/luwu-timur-2022");
        fs::read_to_string(root.join("temuan.jsonl")).expect("findings")
    };
    run("luwu-timur-2022", folder.path());
    let first = findings();
    run("luwu-timur-2022", folder.path());
    // What was new is known now; nothing else differs.
    assert!(first.contains("\"life\":\"new\"") && !first.contains("\"life\":\"known\""));
    let second = findings();
    assert_eq!(
        second.replace("\"life\":\"known\"", "\"life\":\"new\""),
        first
    );
    // Nothing temporary is left beside the output.
    let mut beside: Vec<_> = fs::read_dir(folder.path().join("output"))
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    beside.sort();
    let name = "luwu-timur-2022";
    assert_eq!(
        beside,
        [
            format!(".{name}.selaras-earlier"),
            format!(".{name}.selaras-lock"),
            format!(".{name}.selaras-state"),
            name.to_owned()
        ]
    );
}

#[test]
fn findings_have_the_keys_of_the_contract_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    run("kutai-barat-2023", folder.path());
    let text = fs::read_to_string(folder.path().join("output/kutai-barat-2023/temuan.jsonl"))
        .expect("findings");
    let keys = [
        "code",
        "name",
        "severity",
        "document",
        "sha256",
        "kind",
        "agency",
        "year",
        "sheet",
        "cell",
        "stated",
        "computed",
        "difference",
        "tolerance",
        "related",
        "causes",
        "consequences",
        "message",
        "fingerprint",
    ];
    for line in text.lines() {
        let mut at = 0;
        for key in keys {
            let found = line[at..]
                .find(&format!("\"{key}\":"))
                .unwrap_or_else(|| panic!("{key} in {line}"));
            at += found;
        }
    }
    let wrong_total: serde_json::Value = text
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"))
        .find(|finding| finding["code"] == "A101")
        .expect("the wrong total");
    assert_eq!(wrong_total["stated"], "15175137652");
    assert_eq!(wrong_total["computed"], "15175137562");
    assert_eq!(wrong_total["difference"], "90");
    assert_eq!(wrong_total["causes"][0]["kind"], "transposed-digits");
    assert_eq!(wrong_total["causes"][0]["confidence"], "certain");
    assert_eq!(wrong_total["kind"], "realisasi-rekening");
    assert_eq!(wrong_total["year"], 2023);
}

#[test]
fn the_workbook_opens_and_holds_every_budget_line() {
    let folder = tempfile::tempdir().expect("a folder");
    run("kutai-barat-2023", folder.path());
    let path = folder
        .path()
        .join("output/kutai-barat-2023/konsolidasi.xlsx");
    let mut workbook: Xlsx<_> = open_workbook(path).expect("a workbook");
    assert_eq!(
        workbook.sheet_names(),
        [
            "Ringkasan",
            "Pohon OPD",
            "Rantai",
            "Pagu-Realisasi",
            "Kelengkapan",
            "Temuan",
            "Belanja",
            "Cakupan",
            "Sumber"
        ]
    );
    let mut names = Vec::new();
    let mut reader = workbook
        .worksheet_cells_reader("Belanja")
        .expect("the sheet");
    while let Some(cell) = reader.next_cell().expect("a cell") {
        // A long list has its texts in its own part.
        match cell.get_value() {
            DataRef::SharedString(text) => names.push(text.trim().to_owned()),
            DataRef::String(text) => names.push(text.trim().to_owned()),
            _ => {}
        }
    }
    // An achievement is called realisasi too; it is no spending.
    assert!(!names.iter().any(|found| found == "kinerja"));
    for name in [
        "Layanan Hubungan Media",
        "Penyediaan Gaji dan Tunjangan ASN",
        "Belanja Modal Peralatan dan Mesin",
    ] {
        assert!(names.iter().any(|found| found == name), "{name}");
    }
}

/// The cells of a sheet by address, as text.
fn cells(workbook: &mut Xlsx<BufReader<fs::File>>, sheet: &str) -> BTreeMap<String, String> {
    let mut reader = workbook.worksheet_cells_reader(sheet).expect(sheet);
    let mut cells = BTreeMap::new();
    while let Some(cell) = reader.next_cell().expect("a cell") {
        let (row, col) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::Float(number) => number.to_string(),
            other => format!("{other:?}"),
        };
        cells.insert(CellRef::new(row, col).to_string(), text);
    }
    cells
}

/// The formulas of a sheet by address.
fn formulas(path: &Path, sheet: &str) -> BTreeMap<String, String> {
    let mut workbook: Xlsx<_> = open_workbook(path).expect("a workbook");
    let range = workbook.worksheet_formula(sheet).expect("the sheet");
    let (first_row, first_col) = range.start().expect("formulas");
    range
        .used_cells()
        .map(|(row, col, formula)| {
            let row = first_row + u32::try_from(row).expect("small");
            let col = first_col + u32::try_from(col).expect("small");
            (CellRef::new(row, col).to_string(), formula.clone())
        })
        .collect()
}

#[test]
fn corrections_mirror_the_document_with_live_formulas() {
    let folder = tempfile::tempdir().expect("a folder");
    run("kutai-barat-2023", folder.path());
    let corrections = folder.path().join("output/kutai-barat-2023/koreksi");
    let path = files(&corrections)
        .into_iter()
        .find(|path| path.ends_with("Realisasi Anggaran 2023.xlsx"))
        .expect("the corrections of a wrong document");
    let mut workbook: Xlsx<_> = open_workbook(&path).expect("a workbook");
    assert_eq!(workbook.sheet_names().first().expect("a sheet"), "Surat");
    // The wrong cell stands where the document has it, as the document has it.
    let cells = cells(&mut workbook, "Realisasi per Belanja");
    assert_eq!(cells["D6"], "15175137652");
    let formulas = formulas(&path, "Realisasi per Belanja");
    assert!(
        formulas.values().any(|formula| formula == "SUM(D7,D10)"),
        "{formulas:?}"
    );
}

#[test]
fn an_agency_without_findings_gets_a_statement() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("masukan/dinas-contoh");
    fs::create_dir_all(&input).expect("a folder");
    let sheet = "Kode;Uraian;Anggaran (Rp);Realisasi (Rp)\n5;Belanja;300;200\n5.1;Belanja operasi;150;100\n5.2;Belanja modal;150;100\n";
    fs::write(input.join("laporan.csv"), sheet).expect("a file");
    let pipeline =
        "name = \"coba\"\nregion = \"Kota Contoh\"\nyear = 2023\ninputs = [\"masukan\"]\n";
    fs::write(folder.path().join("coba.toml"), pipeline).expect("a file");
    let output = selaras(folder.path(), &["run", "coba.toml", "--output", "keluaran"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let statement = folder
        .path()
        .join("keluaran/koreksi/dinas-contoh/tanpa-temuan.xlsx");
    let mut workbook: Xlsx<_> = open_workbook(statement).expect("a workbook");
    let cells = cells(&mut workbook, "Pernyataan");
    assert!(
        cells.values().any(|text| text.ends_with("laporan.csv")),
        "{cells:?}"
    );
}

#[test]
fn numbers_that_name_a_person_are_masked_wherever_a_finding_shows_its_row() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("masukan/dinas-contoh");
    fs::create_dir_all(&input).expect("a folder");
    let (nip, nik) = ("198001012005011001", "3201014101800001");
    let mut sheet = "No;NIP / NIK Pegawai;Gaji (Rp);Tunjangan (Rp)\n".to_owned();
    for idx in 1..=5 {
        let person = if idx % 2 == 0 { nip } else { nik };
        sheet.push_str(&format!("{idx};{person};1000000;100000\n"));
    }
    sheet.push_str("Jumlah;;5100000;500000\n");
    fs::write(input.join("gaji.csv"), sheet).expect("a file");
    let pipeline =
        "name = \"coba\"\nregion = \"Kota Contoh\"\nyear = 2023\ninputs = [\"masukan\"]\n";
    fs::write(folder.path().join("coba.toml"), pipeline).expect("a file");
    let output = selaras(
        folder.path(),
        &[
            "run",
            "coba.toml",
            "--output",
            "keluaran",
            "--fail-on",
            "warning",
        ],
    );
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let root = folder.path().join("keluaran");
    let mut texts = vec![
        fs::read_to_string(root.join("temuan.html")).expect("a page"),
        fs::read_to_string(root.join("temuan.jsonl")).expect("findings"),
    ];
    for name in ["koreksi/dinas-contoh/gaji.xlsx", "konsolidasi.xlsx"] {
        let mut workbook: Xlsx<_> = open_workbook(root.join(name)).expect(name);
        for sheet in workbook.sheet_names() {
            texts.extend(cells(&mut workbook, &sheet).into_values());
        }
    }
    assert!(texts.iter().any(|text| text.contains("32xxxxxxxxxxxx01")));
    for text in &texts {
        assert!(!text.contains(nip) && !text.contains(nik), "{text}");
    }
}

/// Reports of months and earlier versions are in the report that counts already; folders and short
/// names lead to one agency.
#[test]
fn every_agency_of_a_region_counts_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = "kabupaten-contoh-2023";
    run(name, folder.path());
    let path = folder
        .path()
        .join(format!("output/{name}/konsolidasi.xlsx"));
    let mut workbook: Xlsx<_> = open_workbook(path).expect("a workbook");
    let mut reader = workbook
        .worksheet_cells_reader("Ringkasan")
        .expect("a sheet");
    let mut cells: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    while let Some(cell) = reader.next_cell().expect("a cell") {
        let (row, col) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::String(text) => text.clone(),
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::Float(number) => number.to_string(),
            DataRef::Int(number) => number.to_string(),
            _ => continue,
        };
        cells.entry(row).or_default().insert(col, text);
    }
    let text = |row: &BTreeMap<u32, String>, col: u32| row.get(&col).cloned();
    let rows: Vec<_> = cells.into_values().collect();
    let head = rows
        .iter()
        .position(|row| text(row, 0).as_deref() == Some("OPD"));
    let agencies: Vec<_> = rows
        .iter()
        .skip(head.expect("the table") + 1)
        .take_while(|row| text(row, 0).as_deref() != Some("Jumlah"))
        .collect();
    let named: Vec<String> = agencies.iter().filter_map(|row| text(row, 0)).collect();
    // Eight agencies, and the recapitulation of the region, which is nobody's.
    assert_eq!(named.len(), 9, "{named:?}");
    assert!(
        named
            .iter()
            .all(|name| name.starts_with("Dinas ") || name == "(tanpa OPD)")
    );
    // What its own report of the year states, though reports of four quarters stand beside it.
    let health = agencies
        .iter()
        .find(|row| text(row, 0).as_deref() == Some("Dinas Kesehatan"));
    let health = health.expect("the agency");
    assert_eq!(text(health, 3).as_deref(), Some("4495821700"));
    assert_eq!(text(health, 4).as_deref(), Some("2843770862"));
    // Where only reports of months were handed in, what the last one states.
    let education = agencies
        .iter()
        .find(|row| text(row, 0).as_deref() == Some("Dinas Pendidikan"));
    let education = education.expect("the agency");
    assert_eq!(text(education, 3).as_deref(), Some("3562712600"));
    assert_eq!(text(education, 4).as_deref(), Some("3281421791"));
}

/// Revenue and financing are no spending; what single months state is added up, and not shown by line.
#[test]
fn totals_are_of_spending_and_of_the_whole_year() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("masukan");
    let write = |path: &str, text: &str| {
        let path = input.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    let header = "LAPORAN REALISASI ANGGARAN\nTAHUN ANGGARAN 2023\n\nKode Rekening;Uraian;Anggaran;Realisasi\n";
    let lines = "4;PENDAPATAN DAERAH;900.500;800.500\n4.1;Pendapatan Asli Daerah;900.500;800.500\n5;BELANJA DAERAH;710.500;500.500\n5.1;Belanja Operasi;510.500;400.500\n5.2;Belanja Modal;200.000;100.000\n6;PEMBIAYAAN DAERAH;50.500;40.500\n6.1;Penerimaan Pembiayaan;50.500;40.500\n";
    write("Dinas Contoh Satu/LRA.csv", &format!("{header}{lines}"));
    let months = [
        ("Januari", ["50.100", "30.200", "80.300"]),
        ("Februari", ["20.300", "60.400", "80.700"]),
        ("Maret", ["70.500", "10.600", "81.100"]),
    ];
    for (month, [first, second, all]) in months {
        let text = format!(
            "LAPORAN REALISASI ANGGARAN BULAN {}\nTAHUN ANGGARAN 2023\n\nKode;Program / Kegiatan / Sub Kegiatan;Pagu Anggaran;Realisasi\n1.02.02.2.01.0001;Sub Kegiatan Contoh Pertama;400.100;{first}\n1.02.02.2.01.0002;Sub Kegiatan Contoh Kedua;300.100;{second}\n;JUMLAH;700.200;{all}\n",
            month.to_uppercase()
        );
        write(&format!("Dinas Contoh Dua/Realisasi {month}.csv"), &text);
    }
    // The same months as sheets of one workbook: single ones, and each with all before it.
    for (agency, until, figures) in [
        ("Dinas Contoh Tiga", "", months.map(|(_, figures)| figures)),
        (
            "Dinas Contoh Empat",
            "S.D. ",
            [
                ["50.100", "30.200", "80.300"],
                ["70.400", "90.600", "161.000"],
                ["140.900", "101.200", "242.100"],
            ],
        ),
    ] {
        let mut workbook = Workbook::new();
        for ((month, _), [first, second, all]) in months.iter().zip(figures) {
            let text = format!(
                "LAPORAN REALISASI ANGGARAN {until}BULAN {}\nTAHUN ANGGARAN 2023\n\nKode;Program / Kegiatan / Sub Kegiatan;Pagu Anggaran;Realisasi\n1.02.02.2.01.0001;Sub Kegiatan Contoh Pertama;400.100;{first}\n1.02.02.2.01.0002;Sub Kegiatan Contoh Kedua;300.100;{second}\n;JUMLAH;700.200;{all}\n",
                month.to_uppercase()
            );
            let sheet = workbook.add_worksheet();
            sheet.set_name(*month).expect("a name");
            for (row, line) in (0..).zip(text.lines()) {
                for (col, words) in (0..).zip(line.split(';')) {
                    sheet.write_string(row, col, words).expect("a cell");
                }
            }
        }
        let bytes = workbook.save_to_buffer().expect("a workbook");
        let path = input.join(agency).join("Realisasi.xlsx");
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let pipeline =
        "name = \"coba\"\nregion = \"Kota Contoh\"\nyear = 2023\ninputs = [\"masukan\"]\n";
    fs::write(folder.path().join("coba.toml"), pipeline).expect("a file");
    let output = selaras(folder.path(), &["run", "coba.toml", "--output", "keluaran"]);
    let root = folder.path().join("keluaran");
    let manifest = fs::read(root.join("run.json")).unwrap_or_else(|_| panic!("{output:?}"));
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    let total = |agency: Option<&str>| {
        let totals = manifest["totals"].as_array().expect("totals").iter();
        let mut totals = totals.filter(|total| total["agency"].as_str() == agency);
        let total = totals.next().expect("a total");
        let text = |field: &str| total[field].as_str().unwrap_or("-").to_owned();
        (text("pagu"), text("realisasi"))
    };
    let pair = |pagu: &str, realisasi: &str| (pagu.to_owned(), realisasi.to_owned());
    assert_eq!(total(Some("Dinas Contoh Satu")), pair("710500", "500500"));
    // Each month states the year's ceiling: the last one's counts, once.
    assert_eq!(total(Some("Dinas Contoh Dua")), pair("700200", "242100"));
    assert_eq!(total(Some("Dinas Contoh Tiga")), pair("700200", "242100"));
    assert_eq!(total(Some("Dinas Contoh Empat")), pair("700200", "242100"));
    assert_eq!(total(None), pair("2811100", "1226800"));
}

/// Every link out of the workbook leads to an input that is there, seen from where the workbook lies.
#[test]
fn links_lead_to_the_inputs() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("kiriman opd/Dinas Contoh & Rekan (1)");
    fs::create_dir_all(&input).expect("a folder");
    let sheet = "Kode;Uraian;Anggaran (Rp);Realisasi (Rp)\n5;Belanja;310;200\n5.1;Belanja operasi;150;100\n5.2;Belanja modal;150;100\n";
    let hostile = "=HYPERLINK(\"http:x\") #1?.csv";
    for name in ["laporan 1.csv", "résumé, 50%.csv", hostile] {
        fs::write(input.join(name), sheet).expect("a file");
    }
    let pipeline =
        "name = \"coba\"\nregion = \"Kota Contoh\"\nyear = 2023\ninputs = [\"kiriman opd\"]\n";
    fs::write(folder.path().join("coba.toml"), pipeline).expect("a file");
    let output = selaras(
        folder.path(),
        &["run", "coba.toml", "--output", "a/b/keluaran"],
    );
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let root = folder.path().join("a/b/keluaran");
    let bytes = fs::read(root.join("konsolidasi.xlsx")).expect("a workbook");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut reached: BTreeMap<String, usize> = BTreeMap::new();
    for idx in 0..archive.len() {
        let mut part = archive.by_index(idx).expect("a part");
        let mut xml = String::new();
        part.read_to_string(&mut xml).expect("UTF-8");
        for target in xml.rsplit("\" TargetMode=\"External\"").skip(1) {
            let target = target.rsplit_once("Target=\"").expect("a target").1;
            let path = decoded(&target.replace("&amp;", "&"));
            assert!(path.starts_with("../../../kiriman opd/"), "{path}");
            assert!(root.join(&path).is_file(), "{path}");
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            *reached.entry(name).or_default() += 1;
        }
    }
    for name in ["laporan 1.csv", "résumé, 50%.csv", hostile] {
        assert!(reached.contains_key(name), "{name}: {reached:?}");
    }
}

/// A path with its percent-encoded bytes.
fn decoded(path: &str) -> String {
    let mut pieces = path.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (code, rest) = piece.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).expect("two digits"));
        bytes.extend(rest.as_bytes());
    }
    String::from_utf8(bytes).expect("UTF-8")
}
