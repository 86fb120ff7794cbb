//! The agency that a line about a document names, and the unit below an agency. Comes in: titles. Goes out: names as
//! they are written, in plain letters. Never decides whether there is such an agency.

use super::agency::CLASSES;
use super::text::normalize;
use super::words::MONTHS;

/// Those that are parts of an agency as often as agencies: a title that speaks of them names none.
const PARTS: &[&str] = &["kelurahan", "bagian", "puskesmas", "rumah sakit"];

/// Words that end an agency's name in a title, beside the months.
const ENDINGS: &[&str] = &[
    "kabupaten",
    "kota",
    "provinsi",
    "propinsi",
    "tahun",
    "ta",
    "bulan",
    "periode",
    "triwulan",
    "semester",
    "per",
    "sd",
    "murni",
    "perubahan",
    "rev",
    "revisi",
    "final",
    "dpa",
    "dppa",
    "rka",
    "renja",
    "rkpd",
    "realisasi",
    "lra",
    "laporan",
    "pergeseran",
    "anggaran",
    "nominatif",
    "daftar",
];

/// Labels before an agency's name in the lines about a document.
const LABELS: &[&str] = &[
    "nama perangkat daerah",
    "perangkat daerah",
    "sub unit organisasi",
    "unit organisasi",
    "unit kerja",
    "satuan kerja",
    "organisasi",
    "nama skpd",
    "nama opd",
    "skpd",
    "opd",
    "instansi",
];

/// Most words of a name that are looked at.
const MAX_WORDS: usize = 16;
/// Words that begin the name of a unit below a kecamatan, which keeps a budget of its own.
const UNITS: &[&str] = &["kelurahan", "kel"];
/// Words before a unit's name that are none of it.
const BEFORE_UNIT: &[&str] = &["kantor", "pemerintah", "lurah"];
/// Words that end a unit's name.
const BEYOND_UNIT: &[&str] = &["kecamatan", "kec"];

/// The agency that a line about a document names: behind a label (`OPD: ...`), or in a title.
pub fn agency_in(line: &str) -> Option<String> {
    let plain = normalize(line);
    let rest = without_labels(&plain);
    if rest.len() < plain.len() {
        let name = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let named = cut(name);
        if named.chars().filter(|c| c.is_alphabetic()).count() > 2 {
            return Some(named);
        }
    }
    let classes = CLASSES.iter().filter(|class| !PARTS.contains(class));
    let starts = classes.flat_map(|class| {
        plain.match_indices(class).filter(|(at, _)| {
            let before = plain.get(..*at).unwrap_or_default();
            let after = plain.get(at + class.len()..).unwrap_or_default();
            let is_word = (before.is_empty() || before.ends_with(' '))
                && (after.is_empty() || after.starts_with(' '));
            // A business trip is no agency, nor is whoever heads one, nor a part of the plan's name.
            is_word
                && ![
                    "perjalanan ",
                    "kepala ",
                    "rekening ",
                    "pakaian ",
                    "kendaraan ",
                ]
                .iter()
                .any(|word| before.ends_with(word))
        })
    });
    let (at, _) = starts.min_by_key(|(at, _)| *at)?;
    let name = cut(plain.get(at..)?);
    let needs_more = ["rsud", "inspektorat"].iter().all(|whole| name != *whole);
    (!needs_more || name.contains(' ')).then_some(name)
}

/// A line without the labels that it begins with: `Satuan Kerja Perangkat Daerah` is two and no name.
fn without_labels(plain: &str) -> &str {
    let mut rest = plain;
    while let Some(after) = LABELS.iter().find_map(|label| {
        let after = rest.strip_prefix(label)?;
        (after.is_empty() || after.starts_with(' ')).then_some(after)
    }) {
        rest = after.trim_start();
    }
    rest
}

fn is_ending(word: &str) -> bool {
    ENDINGS.contains(&word) || MONTHS.contains(&word)
}

/// A name up to the words that no longer belong to it.
fn cut(text: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    for word in text.split(' ').take(MAX_WORDS) {
        let ends =
            !words.is_empty() && (is_ending(word) || word.bytes().any(|b| b.is_ascii_digit()));
        // `Badan Pengelola Keuangan ... dan Anggaran` and the like do not occur; a year does.
        if ends {
            break;
        }
        words.push(word);
    }
    words.join(" ")
}

/// The kelurahan whose document a line says it is: `KELURAHAN CONTOH SAGU KECAMATAN CONTOH HULU`.
pub fn unit_in(line: &str) -> Option<String> {
    let plain = normalize(line);
    let mut words = without_labels(&plain).split(' ').peekable();
    let is_before = |word: &&str| BEFORE_UNIT.contains(word) || word.parse::<u64>().is_ok();
    while words.next_if(is_before).is_some() {}
    words.next().filter(|word| UNITS.contains(word))?;
    let name: Vec<&str> = words
        .take_while(|word| !BEYOND_UNIT.contains(word))
        .collect();
    let name = cut(&name.join(" "));
    let is_name = name.chars().any(char::is_alphabetic) && !is_ending(&name);
    is_name.then(|| format!("kelurahan {name}"))
}

/// Whether a name is that of a unit below an agency, whose figures that agency's may hold.
pub fn is_unit(name: &str) -> bool {
    unit_in(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_name_agencies() {
        for (line, named) in [
            ("OPD : Dinas Kesehatan", Some("dinas kesehatan")),
            (
                "Unit Organisasi : 1.02.0.00.0.00.01.0000 Dinas Kesehatan",
                Some("dinas kesehatan"),
            ),
            (
                "LAPORAN REALISASI ANGGARAN DINAS PEKERJAAN UMUM DAN TATA RUANG KABUPATEN CONTOH TAHUN 2023",
                Some("dinas pekerjaan umum dan tata ruang"),
            ),
            ("Kecamatan Contoh Hulu", Some("kecamatan contoh hulu")),
            ("SATUAN KERJA PERANGKAT DAERAH", None),
            ("Satuan Kerja Perangkat Daerah (SKPD)", None),
            (
                "Satuan Kerja Perangkat Daerah : Dinas Kesehatan",
                Some("dinas kesehatan"),
            ),
            ("Belanja perjalanan dinas biasa", None),
            ("Tahun Anggaran 2023", None),
        ] {
            assert_eq!(agency_in(line).as_deref(), named, "{line}");
        }
    }

    #[test]
    fn lines_name_units() {
        for (line, named) in [
            ("KELURAHAN CONTOH SAGU", Some("kelurahan contoh sagu")),
            (
                "Unit Kerja : Kel. Contoh Sagu",
                Some("kelurahan contoh sagu"),
            ),
            (
                "KELURAHAN CONTOH SAGU KECAMATAN CONTOH HULU",
                Some("kelurahan contoh sagu"),
            ),
            (
                "Kantor Kelurahan Contoh Sagu / Kecamatan Contoh Hulu",
                Some("kelurahan contoh sagu"),
            ),
            ("KECAMATAN CONTOH HULU", None),
            ("Program pemberdayaan kelurahan", None),
            ("Kelurahan", None),
        ] {
            assert_eq!(unit_in(line).as_deref(), named, "{line}");
        }
    }
}
