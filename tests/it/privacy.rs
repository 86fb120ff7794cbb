//! Numbers that name a person (NIP, NIK, telephone) are planted in every place where documents have
//! them, and must be nowhere in what a run leaves behind: outputs, state, log.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use polars::prelude::{ParquetReader, SerReader};

use crate::support::{files, selaras};

/// The numbers as digits alone.
const PLANTED: [&str; 15] = [
    "198001012005011001",
    "197503152000121002",
    "198502022010012003",
    "6471010101800001",
    "6471011503750002",
    "6471014202850003",
    "81234567890",
    "81234567891",
    "81234567892",
    "01011980",
    "15031976",
    "02021985",
    // With slips in them: a month 13, digits too few.
    "198013012005011001",
    "19850202201001200",
    "197503152000",
];

/// The names of those persons.
const NAMES: [&str; 5] = [
    "Adi Contoh",
    "Budi Contoh",
    "Citra Contoh",
    "Dodi Contoh",
    "Eka Contoh",
];

const ROSTER: &str = "DAFTAR NOMINATIF PEGAWAI NEGERI SIPIL\nDINAS CONTOH TAHUN 2023\n\n\
    No;Nama;NIP;Tanggal Lahir;Pangkat/Gol;Jabatan;No HP;NIK\n\
    1;Adi Contoh;198001012005011001;01-01-1980;III/c;Kepala Seksi;081234567890;6471010101800001\n\
    2;Budi Contoh, S.T.;19750315 200012 1 002;15-03-1976;III/d;Kepala Bidang;0812-3456-7891;6471011503750002\n\
    3;Citra Contoh;198502022010012003;02-02-1985;III/a;Staf;081234567892;6471014202850003\n\
    4;Dr. Dodi Contoh;198001012005011001;01-01-1980;III/c;Staf;081234567890;6471010101800001\n\
    5;Eka Contoh;19850202201001200;02-02-1985;III/a;Staf;081234567892;6471014202850003\n";

/// A roster whose numbers stand below the names, and in the cells of the names.
const STACKED: &str = "DAFTAR URUT KEPANGKATAN\nDINAS CONTOH TAHUN 2023\n\n\
    No;Nama / NIP;Gol. Ruang;Jabatan;L/P\n\
    1;Adi Contoh;III/c;Kepala Seksi;L\n;19801301 200501 1 001;Penata Muda;;\n\
    2;Budi Contoh, S.T.;III/d;Kepala Bidang;L\n;NIP. 1975.0315.2000;;;\n\
    3;Citra Contoh;III/a;Staf;P\n;19850202 201001 2 003;;;\n\
    4;Dr. Dodi Contoh / 197503152000;III/a;Staf;P\n;-;;;\n";

/// A table of no known kind, with faults so that its rows are shown.
const LOOSE: &str = "LAPORAN KEGIATAN\nPenanggung jawab: Adi Contoh NIP 198001012005011001\n\
    No;Uraian Kegiatan;PPTK;Pagu (Rp);Realisasi (Rp);Keterangan\n\
    1;Penyediaan jasa oleh Budi Contoh (NIP. 197503152000121002);198502022010012003;1000000;900000;hubungi 081234567892\n\
    2;Pemeliharaan;198502022010012003;2000000;1900000;NIK 6471014202850003\n\
    ;Jumlah NIP 197503152000121002;;3100000;2900000;\n;;;;;\n;Mengetahui;;;;\n\
    ;NIP. 19800101 200501 1 001;;;;\n";

/// A table of a known kind, whose names go into the consolidated workbook and the data.
pub(crate) const BUDGET: &str = "LAPORAN REALISASI ANGGARAN PER SUB KEGIATAN TAHUN ANGGARAN 2023\n\n\
    Kode;Program/Kegiatan/Sub Kegiatan;Pagu Anggaran (Rp);Realisasi (Rp);Sisa (Rp);%\n\
    2.16.01;PROGRAM PENUNJANG (PPTK NIP 198502022010012003);3000000;2900000;100000;96,67\n\
    2.16.01.2.01;Kegiatan Perencanaan 081234567892;3000000;2900000;100000;96,67\n\
    2.16.01.2.01.01;Penyusunan Dokumen adi contoh NIK 6471014202850003;1000000;900000;150000;90,00\n\
    2.16.01.2.01.02;Koordinasi;2000000;2000000;0;100,00\n\
    ;Jumlah;3000000;2900000;100000;96,67\n";

/// The text with separators inside numbers taken out, so that no grouping hides one.
fn joined(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let chars: Vec<char> = text.chars().collect();
    let digit = |idx: Option<usize>| {
        idx.and_then(|idx| chars.get(idx))
            .is_some_and(char::is_ascii_digit)
    };
    chars
        .iter()
        .enumerate()
        .filter(|(idx, c)| {
            let is_inside = digit(idx.checked_sub(1)) && digit(Some(idx + 1));
            !(matches!(c, ' ' | '.' | '-') && is_inside)
        })
        .map(|(_, c)| *c)
        .collect()
}

/// The texts of a file: its bytes, the parts of a workbook, the values of a Parquet file.
fn texts(path: &Path) -> Vec<String> {
    let bytes = fs::read(path).expect("a file");
    let mut texts = vec![joined(&bytes)];
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("xlsx") => {
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
            for idx in 0..archive.len() {
                let mut part = Vec::new();
                archive
                    .by_index(idx)
                    .expect("a part")
                    .read_to_end(&mut part)
                    .expect("bytes");
                texts.push(joined(&part));
            }
        }
        Some("parquet") => {
            let frame = ParquetReader::new(Cursor::new(bytes))
                .finish()
                .expect("a frame");
            for column in frame.columns() {
                for idx in 0..frame.height() {
                    let value = column.get(idx).expect("a value").to_string();
                    texts.push(joined(value.as_bytes()));
                }
            }
        }
        _ => {}
    }
    texts
}

/// A pipeline over the documents above; `more` is what else its file says.
fn stage(more: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let agency = folder.path().join("masukan/Dinas Contoh");
    fs::create_dir_all(&agency).expect("a folder");
    let (unsigned, _) = LOOSE.split_once(";;;;;").expect("a signature");
    let documents = [
        ("DUK", ROSTER),
        ("DUK bersusun", STACKED),
        ("Kegiatan", LOOSE),
        ("LRA", BUDGET),
        ("Rincian", unsigned),
    ];
    for (name, text) in documents {
        fs::write(agency.join(format!("{name}.csv")), text).expect("a file");
    }
    let pipeline =
        "name = \"contoh\"\nregion = \"Kota Contoh\"\nyear = 2023\ninputs = [\"masukan\"]\n";
    fs::write(
        folder.path().join("contoh.toml"),
        format!("{pipeline}{more}"),
    )
    .expect("a pipeline");
    folder
}

#[test]
fn planted_numbers_of_persons_are_nowhere() {
    let folder = stage("");
    let arguments = [
        "run",
        "contoh.toml",
        "-vv",
        "--log-format",
        "json",
        "--no-progress",
    ];
    // Twice, so that what the first run remembers is read again.
    for _ in 0..2 {
        let output = selaras(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(1));
        let log = joined(&[output.stdout, output.stderr].concat());
        assert!(
            PLANTED.iter().all(|planted| !log.contains(planted)),
            "{log}"
        );
    }
    let left = files(&folder.path().join("output"));
    assert!(left.iter().any(|path| path.ends_with("konsolidasi.xlsx")));
    assert!(
        left.iter()
            .any(|path| path.extension().is_some_and(|ending| ending == "parquet"))
    );
    for path in left {
        for text in texts(&path) {
            for planted in PLANTED {
                assert!(!text.contains(planted), "{planted} in {}", path.display());
            }
        }
    }
    // The names of rows are there, so that the test looks where it should.
    let audit = selaras(folder.path(), &["audit", "masukan", "--format", "jsonl"]);
    let text = joined(&audit.stdout);
    assert!(
        text.contains("Penyusunan Dokumen adi contoh NIK")
            && PLANTED.iter().all(|planted| !text.contains(planted))
    );
}

#[test]
#[cfg(unix)]
fn outputs_are_for_the_user_and_the_group_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("masukan/Dinas Contoh")).expect("a folder");
    fs::write(folder.path().join("masukan/Dinas Contoh/a.csv"), BUDGET).expect("a file");
    let pipeline =
        "name = \"contoh\"\nregion = \"Kota Contoh\"\nyear = 2023\ninputs = [\"masukan\"]\n";
    fs::write(folder.path().join("contoh.toml"), pipeline).expect("a pipeline");
    selaras(folder.path(), &["run", "contoh.toml"]);
    for path in files(&folder.path().join("output/contoh")) {
        let mode = fs::metadata(&path).expect("facts").permissions().mode();
        assert_eq!(mode & 0o007, 0, "{}", path.display());
    }
    for hidden in [".contoh.selaras-state", "contoh"] {
        let path = folder.path().join("output").join(hidden);
        let mode = fs::metadata(path).expect("facts").permissions().mode();
        assert_eq!(mode & 0o007, 0, "{hidden}");
    }
}

/// Whether a file of the outputs has some planted number.
fn tells_a_number(path: &Path) -> bool {
    let texts = texts(path);
    let told = |planted: &&str| texts.iter().any(|text| text.contains(*planted));
    PLANTED.iter().any(told)
}

/// Who asks for whole numbers gets them in the reports, where somebody looks up a person, and nowhere
/// else.
#[test]
fn whole_numbers_are_in_reports_only_and_only_when_asked_for() {
    let folder = stage("[privacy]\nnumbers = \"whole\"\n");
    for _ in 0..2 {
        let arguments = [
            "run",
            "contoh.toml",
            "-vv",
            "--log-format",
            "json",
            "--no-progress",
        ];
        let output = selaras(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(1));
        let log = joined(&[output.stdout, output.stderr].concat());
        assert!(
            PLANTED.iter().all(|planted| !log.contains(planted)),
            "{log}"
        );
    }
    let output = folder.path().join("output/contoh");
    for told in [
        "temuan.jsonl",
        "temuan.html",
        "ringkasan.txt",
        "koreksi/Dinas Contoh/Rincian.xlsx",
    ] {
        assert!(
            tells_a_number(&output.join(told)),
            "{told} keeps numbers back"
        );
    }
    let state = files(&folder.path().join("output/.contoh.selaras-state"));
    assert!(!state.is_empty());
    for path in state.into_iter().chain(files(&output.join("data"))) {
        assert!(!tells_a_number(&path), "{}", path.display());
    }
    let wrong = stage("[privacy]\nnumbers = \"wholly\"\n");
    let said = selaras(wrong.path(), &["validate", "contoh.toml"]);
    assert_eq!(said.status.code(), Some(2));
}

/// What is to be shared names nobody: no number, no name of a roster in any spelling, no folder.
#[test]
fn shared_findings_name_nobody() {
    let folder = stage("");
    let at = |arguments: &[&str]| {
        let output = selaras(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let mut shared = Vec::new();
    for format in ["text", "jsonl"] {
        let arguments = ["audit", "masukan", "--format", format];
        let plain = at(&arguments);
        assert!(plain.to_lowercase().contains("adi contoh") && plain.contains("Dinas Contoh/"));
        shared.push(at(&[&arguments[..], &["--redact"]].concat()));
        assert_eq!(
            plain.lines().count(),
            shared.last().expect("it").lines().count()
        );
    }
    at(&["run", "contoh.toml", "--redact", "--output", "dibagikan"]);
    at(&[
        "run",
        "contoh.toml",
        "--redact",
        "--output",
        "dibagikan",
        "--lang",
        "en",
    ]);
    let mut names = Vec::new();
    for path in files(&folder.path().join("dibagikan")) {
        names.push(
            path.file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned(),
        );
        shared.push(fs::read_to_string(path).expect("text"));
    }
    assert_eq!(
        names,
        [
            "karantina.jsonl",
            "ringkasan.txt",
            "run.json",
            "temuan.jsonl"
        ]
    );
    for text in shared {
        let lower = text.to_lowercase();
        for name in NAMES {
            assert!(!lower.contains(&name.to_lowercase()), "{name}: {text}");
        }
        assert!(
            !text.contains("Dinas Contoh/") && !text.contains("xxx"),
            "{text}"
        );
        let joined = joined(text.as_bytes());
        assert!(
            PLANTED.iter().all(|planted| !joined.contains(planted)),
            "{text}"
        );
        assert!(!joined.contains("1985020220100120"), "{text}");
    }
    // Nobody's outputs of every night are replaced by what strangers may see.
    let refused = selaras(folder.path(), &["run", "contoh.toml", "--redact"]);
    assert_eq!(refused.status.code(), Some(2));
}
