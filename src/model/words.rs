//! Header words in one spelling each, and how near a misspelt word is to a known one. Comes in: text
//! as written. Goes out: plain words. Knows the language of budgets, no single document.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::text::normalize;

/// Abbreviations, older spellings and English words of headers, with the word they stand for. Of
/// several that fit the longest counts. Words that also mean something else stay as they are.
const SPELLINGS: &[Spelling] = &[
    (&["s", "d"], &["sd"]),
    (&["sampai", "dengan"], &["sd"]),
    (&["s", "d", "d"], &["sd"]),
    (&["hingga"], &["sd"]),
    (&["up", "to"], &["sd"]),
    (&["sub", "keg"], &["sub", "kegiatan"]),
    (&["subkeg"], &["sub", "kegiatan"]),
    (&["subkegiatan"], &["sub", "kegiatan"]),
    (&["keg"], &["kegiatan"]),
    (&["prog"], &["program"]),
    (&["ket"], &["keterangan"]),
    (&["vol"], &["volume"]),
    (&["sat"], &["satuan"]),
    (&["jml"], &["jumlah"]),
    (&["jmlh"], &["jumlah"]),
    (&["jlh"], &["jumlah"]),
    (&["angg"], &["anggaran"]),
    (&["real"], &["realisasi"]),
    (&["realis"], &["realisasi"]),
    (&["rek"], &["rekening"]),
    (&["indik"], &["indikator"]),
    (&["ind"], &["indikator"]),
    (&["tw"], &["triwulan"]),
    (&["triw"], &["triwulan"]),
    (&["trw"], &["triwulan"]),
    (&["thn"], &["tahun"]),
    (&["th"], &["tahun"]),
    (&["bln"], &["bulan"]),
    (&["tgl"], &["tanggal"]),
    (&["gol"], &["golongan"]),
    (&["pddk"], &["pendidikan"]),
    (&["prosentase"], &["persentase"]),
    (&["presentase"], &["persentase"]),
    (&["prosentasi"], &["persentase"]),
    (&["prosen"], &["persen"]),
    (&["perkiraan", "maju"], &["prakiraan", "maju"]),
    (&["code"], &["kode"]),
    (&["account", "code"], &["kode", "rekening"]),
    (&["description"], &["uraian"]),
    (&["budget"], &["anggaran"]),
    (&["ceiling"], &["pagu"]),
    (&["actual"], &["realisasi"]),
    (&["realization"], &["realisasi"]),
    (&["realisation"], &["realisasi"]),
    (&["remaining"], &["sisa"]),
    (&["percentage"], &["persentase"]),
    (&["percent"], &["persen"]),
    (&["remarks"], &["keterangan"]),
    (&["quantity"], &["volume"]),
    (&["qty"], &["volume"]),
    (&["unit", "price"], &["harga", "satuan"]),
    (&["sub", "activity"], &["sub", "kegiatan"]),
    (&["activity"], &["kegiatan"]),
    (&["indicator"], &["indikator"]),
    (&["quarter"], &["triwulan"]),
    (&["jan"], &["januari"]),
    (&["january"], &["januari"]),
    (&["feb"], &["februari"]),
    (&["pebruari"], &["februari"]),
    (&["february"], &["februari"]),
    (&["mar"], &["maret"]),
    (&["march"], &["maret"]),
    (&["apr"], &["april"]),
    (&["may"], &["mei"]),
    (&["jun"], &["juni"]),
    (&["june"], &["juni"]),
    (&["jul"], &["juli"]),
    (&["july"], &["juli"]),
    (&["agu"], &["agustus"]),
    (&["ags"], &["agustus"]),
    (&["agst"], &["agustus"]),
    (&["agt"], &["agustus"]),
    (&["aug"], &["agustus"]),
    (&["august"], &["agustus"]),
    (&["sep"], &["september"]),
    (&["sept"], &["september"]),
    (&["okt"], &["oktober"]),
    (&["oct"], &["oktober"]),
    (&["october"], &["oktober"]),
    (&["nov"], &["november"]),
    (&["nop"], &["november"]),
    (&["nopember"], &["november"]),
    (&["des"], &["desember"]),
    (&["dec"], &["desember"]),
    (&["december"], &["desember"]),
];

type Spelling = (&'static [&'static str], &'static [&'static str]);

/// The spellings by their first word.
static BY_FIRST_WORD: LazyLock<BTreeMap<&str, Vec<Spelling>>> = LazyLock::new(|| {
    let mut index: BTreeMap<&str, Vec<Spelling>> = BTreeMap::new();
    for &(written, meant) in SPELLINGS {
        if let Some(first) = written.first() {
            index.entry(first).or_default().push((written, meant));
        }
    }
    index
});

/// The months, in order.
pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
];

/// Words of the language one letter away from a word of headers: they are no misspellings of it.
const NEIGHBOURS: &[&str] = &[
    "bidan",      // bidang
    "evakuasi",   // evaluasi
    "penerapan",  // penyerapan
    "perumahan",  // perubahan
    "tahanan",    // tahapan
    "tunggal",    // tanggal
    "utusan",     // urusan
    "keuntungan", // keterangan, of the longer words
    "kewajaran",  // kewajiban
    "pengaduan",  // pengadaan
    "penilaian",  // of `nilai` and others
    "pegadaian",
    "sasarannya",
    "kegiatannya",
    "jumlahnya",
    "programmer",
];

/// Shortest word that may be misspelt; shorter ones are alike by chance.
const MIN_MISSPELT: usize = 6;
/// Shortest word that may be off by two letters.
const MIN_TWICE_MISSPELT: usize = 11;

/// The words of a text in one spelling: lower case, abbreviations written out.
pub fn words(text: &str) -> Vec<String> {
    let plain = normalize(text);
    let tokens: Vec<&str> = plain.split(' ').filter(|token| !token.is_empty()).collect();
    let mut words = Vec::with_capacity(tokens.len());
    let mut rest = tokens.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let spelling = BY_FIRST_WORD.get(first).and_then(|spellings| {
            spellings
                .iter()
                .filter(|(written, _)| rest.starts_with(written))
                .max_by_key(|(written, _)| written.len())
        });
        if let Some((written, meant)) = spelling {
            words.extend(meant.iter().map(|&word| word.to_owned()));
            rest = rest.get(written.len()..).unwrap_or_default();
        } else {
            words.push((*first).to_owned());
            rest = after;
        }
    }
    words
}

/// Whether a written word is likely the meant one with a slip: the same first letter, which typists
/// and converters rarely miss, one letter off, or two in long words, and no other word of the language.
pub fn is_misspelt(written: &str, meant: &str) -> bool {
    // Nearly all words that are compared differ in this: every phrase is looked for in every header.
    if !begin_alike(written, meant) {
        return false;
    }
    let len = meant.chars().count();
    let may_differ = if len >= MIN_TWICE_MISSPELT { 2 } else { 1 };
    len >= MIN_MISSPELT
        && written.chars().count().abs_diff(len) <= may_differ
        && !NEIGHBOURS.contains(&written)
        && off_by(written, meant) <= may_differ
}

/// Whether a written word may be the meant one, read generously: for words that exclude.
pub fn may_be(written: &str, meant: &str) -> bool {
    const SHORTEST: usize = 4;
    if written == meant || !begin_alike(written, meant) {
        return written == meant;
    }
    let (len, other) = (meant.chars().count(), written.chars().count());
    len.min(other) >= SHORTEST && len.abs_diff(other) <= 1 && off_by(written, meant) <= 1
}

fn begin_alike(one: &str, other: &str) -> bool {
    one.chars().next() == other.chars().next()
}

/// Letters that differ, are missing, are too many or stand in each other's place.
fn off_by(a: &str, b: &str) -> usize {
    strsim::osa_distance(a, b)
}

/// What the words of a text begin with: a set that may hold more than was put in, so that what is not
/// in it surely begins none of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Initials(u64);

impl Initials {
    /// Those of some words.
    pub fn of(words: &[String]) -> Self {
        let firsts = words.iter().filter_map(|word| word.chars().next());
        Self(firsts.fold(0, |all, first| all | 1 << (u32::from(first) % u64::BITS)))
    }

    /// Whether all of the others may be among these.
    pub fn hold(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }
}

/// Where a run of words stands in a text, from the left.
pub fn find_run(text: &[String], run: &[String]) -> Option<usize> {
    if run.is_empty() {
        return None;
    }
    text.windows(run.len()).position(|window| window == run)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_have_one_spelling() {
        let cases = [
            ("Sub Keg.", "sub kegiatan"),
            ("Jml. Angg. (Rp)", "jumlah anggaran rp"),
            ("Realisasi s/d  Bulan\nIni", "realisasi sd bulan ini"),
            ("Realisasi s.d. TW II", "realisasi sd triwulan ii"),
            ("sampai dengan Pebruari", "sd februari"),
            ("Budget (IDR)", "anggaran idr"),
            ("Unit Price", "harga satuan"),
            ("Unit Kerja", "unit kerja"),
        ];
        for (written, meant) in cases {
            assert_eq!(words(written).join(" "), meant, "{written}");
        }
    }

    #[test]
    fn slips_are_forgiven_and_other_words_are_not() {
        for (written, meant) in [
            ("realisasl", "realisasi"),
            ("anggran", "anggaran"),
            ("kegitan", "kegiatan"),
            ("perogram", "program"),
            ("uraiain", "uraian"),
            ("bertambha", "bertambah"),
        ] {
            assert!(is_misspelt(written, meant), "{written}");
        }
        for (written, meant) in [
            ("koperasi", "operasi"),
            ("bencana", "rencana"),
            ("pasaran", "sasaran"),
            ("perumahan", "perubahan"),
            ("penerapan", "penyerapan"),
            ("evakuasi", "evaluasi"),
            ("pembayaran", "pembiayaan"),
            ("lokasi", "alokasi"),
            ("angsuran", "anggaran"),
            ("pagi", "pagu"),
            ("sesudah", "sebelum"),
        ] {
            assert!(!is_misspelt(written, meant), "{written}");
        }
    }
}
