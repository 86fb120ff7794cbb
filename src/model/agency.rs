//! Agencies of a region by name: the names met in titles, folders and file names are compared as
//! people compare them, with abbreviations (`Disdik`, `Dinkes`), without the region's own name.
//! Never decides which of two names is the right one.

use super::text::{has_phrase, likeness, normalize};

/// An agency as a registry lists it, or as the documents name it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agency {
    /// Its code, where one is known.
    pub code: Option<String>,
    /// Its name as outputs show it.
    pub name: String,
    /// Other names that mean it.
    aliases: Vec<String>,
    /// The names as they are compared, made once: every document of a region is held against them.
    spelt: Vec<Spelt>,
}

/// A name in the two forms in which it is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Spelt {
    /// See [`plain_name`].
    plain: String,
    /// See [`normalize`].
    normal: String,
}

/// Words that begin an agency's name.
pub(super) const CLASSES: &[&str] = &[
    "dinas",
    "badan",
    "kantor",
    "kecamatan",
    "kelurahan",
    "sekretariat",
    "inspektorat",
    "rsud",
    "rumah sakit",
    "satuan polisi",
    "bagian",
    "puskesmas",
];

/// Abbreviations that are no run of parts of the words they stand for.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("kec", "kecamatan"),
    ("kel", "kelurahan"),
    ("setda", "sekretariat daerah"),
    ("sekda", "sekretariat daerah"),
    ("setwan", "sekretariat dprd"),
    ("sekwan", "sekretariat dprd"),
    (
        "sekretariat dewan perwakilan rakyat daerah",
        "sekretariat dprd",
    ),
    ("rumah sakit umum daerah", "rsud"),
    ("inspektorat daerah", "inspektorat"),
    ("dispora", "dinas pemuda olahraga"),
    ("disperkim", "dinas perumahan kawasan permukiman"),
    ("disdukcapil", "dinas kependudukan pencatatan sipil"),
    ("dukcapil", "dinas kependudukan pencatatan sipil"),
    ("dp3a", "dinas pemberdayaan perempuan perlindungan anak"),
    ("dp2kb", "dinas pengendalian penduduk keluarga berencana"),
    (
        "bapelitbangda",
        "badan perencanaan pembangunan penelitian pengembangan daerah",
    ),
    (
        "bapperida",
        "badan perencanaan pembangunan riset inovasi daerah",
    ),
];

/// How alike two words of the same meaning are.
const MIN_LIKENESS: f64 = 0.84;
/// Longest abbreviation that is spelt out.
const MAX_ABBREVIATION: usize = 16;
/// Shortest part of a word that is not its beginning.
const SYLLABLE: usize = 3;
/// Most words of a name that are looked at.
const MAX_WORDS: usize = 16;

impl Agency {
    /// An agency of a registry.
    pub fn new(
        code: Option<String>,
        name: &str,
        aliases: impl IntoIterator<Item = String>,
    ) -> Self {
        let mut agency = Self {
            code,
            name: name.to_owned(),
            aliases: Vec::new(),
            spelt: vec![Spelt::of(name)],
        };
        for alias in aliases {
            agency.add_alias(alias);
        }
        agency
    }

    /// An agency known by its name only.
    pub fn named(name: &str) -> Self {
        Self::new(None, name, [])
    }

    /// Other names that mean it.
    pub fn aliases(&self) -> &[String] {
        &self.aliases
    }

    /// Adds another name that means it.
    pub fn add_alias(&mut self, alias: String) {
        self.spelt.push(Spelt::of(&alias));
        self.aliases.push(alias);
    }

    /// Whether a written name means it, and how well it fits: 3 as it is, 2 but for a slip, 1 an
    /// abbreviation.
    pub fn fit(&self, written: &str) -> u8 {
        self.fit_plain(&plain_name(written))
    }

    fn fit_plain(&self, plain: &str) -> u8 {
        let names = self.spelt.iter();
        names.map(|name| fit(&name.plain, plain)).max().unwrap_or(0)
    }

    /// The first word of each of its names, as normalised texts have it.
    pub fn first_words(&self) -> impl Iterator<Item = &str> {
        let words = self.spelt.iter().map(|name| name.normal.split(' ').next());
        words.flatten().filter(|word| !word.is_empty())
    }

    /// Whether one of its names stands in a normalised text.
    pub fn stands_in(&self, normal: &str) -> bool {
        let mut names = self.spelt.iter();
        names.any(|name| has_phrase(normal, &name.normal))
    }
}

impl Spelt {
    fn of(name: &str) -> Self {
        Self {
            plain: plain_name(name),
            normal: normalize(name),
        }
    }
}

/// The only agency that a written name fits best, or its beginning does: the place may follow.
pub fn resolve_beginning(agencies: &[Agency], written: &str) -> Option<usize> {
    let words: Vec<&str> = written.split(' ').collect();
    let lens = (2..=words.len()).rev();
    lens.filter_map(|len| words.get(..len))
        .find_map(|beginning| resolve(agencies, &beginning.join(" ")))
        .or_else(|| resolve(agencies, written))
}

/// The only agency that a written name fits best.
pub fn resolve(agencies: &[Agency], written: &str) -> Option<usize> {
    let plain = plain_name(written);
    // Most are written as they are; only the others need be taken apart.
    let is_called = |agency: &Agency| agency.spelt.iter().any(|name| name.plain == plain);
    if !plain.is_empty() && agencies.iter().any(is_called) {
        return only_place(agencies.iter().map(is_called));
    }
    let fits = agencies.iter().map(|agency| agency.fit_plain(&plain));
    let fits: Vec<u8> = fits.collect();
    let best = fits.iter().copied().max().filter(|&best| best > 0)?;
    only_place(fits.iter().map(|&fit| fit == best))
}

/// Where the only `true` stands.
fn only_place(fits: impl Iterator<Item = bool>) -> Option<usize> {
    let mut found = fits.enumerate().filter(|(_, fits)| *fits);
    let (idx, _) = found.next()?;
    found.next().is_none().then_some(idx)
}

/// A name in the words that count: abbreviations written out, without `dan`, the region, or codes.
pub fn plain_name(text: &str) -> String {
    let plain = normalize(text);
    let mut words: Vec<&str> = plain
        .split(' ')
        .filter(|word| !word.is_empty() && !["dan", "dn", "opd", "skpd"].contains(word))
        .collect();
    while words
        .first()
        .is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()))
    {
        words.remove(0);
    }
    let end = words
        .iter()
        .skip(1)
        .position(|word| ["kabupaten", "kab", "kota", "provinsi"].contains(word))
        .map_or(words.len(), |at| at + 1);
    words.truncate(end);
    let mut name = words.join(" ");
    for (short, long) in ABBREVIATIONS {
        if name == *short {
            return (*long).to_owned();
        }
        if let Some(rest) = name
            .strip_prefix(short)
            .filter(|rest| rest.starts_with(' '))
        {
            name = format!("{long}{rest}");
            break;
        }
    }
    name
}

/// How well two plain names fit.
fn fit(a: &str, b: &str) -> u8 {
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    if a == b {
        return 3;
    }
    if are_alike(a, b) {
        return 2;
    }
    let is_short =
        |short: &str, name: &str| is_abbreviated(short, name) || has_short_rest(short, name);
    u8::from(is_short(b, a) || is_short(a, b))
}

/// Whether two names of one class go on with a name and its abbreviation: `dinas pupr`.
fn has_short_rest(short: &str, name: &str) -> bool {
    let (Some((class, short)), Some((other, name))) = (short.split_once(' '), name.split_once(' '))
    else {
        return false;
    };
    class == other && is_class(class) && is_abbreviated(short, name)
}

/// Whether two names have the same words but for slips in the longer ones. Asked of every agency for every
/// name, so it says no as soon as it can.
fn are_alike(a: &str, b: &str) -> bool {
    let mut others = b.split(' ');
    let are_same = a
        .split(' ')
        .all(|word| others.next().is_some_and(|other| is_slip(word, other)));
    // A place name is all that tells two kecamatan apart: one letter makes another place.
    let class = a.split(' ').next().unwrap_or_default();
    are_same && others.next().is_none() && !["kecamatan", "kelurahan", "puskesmas"].contains(&class)
}

/// Whether two words are the same, or long and nearly so.
fn is_slip(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    // Letters that one has more are slips each: too many, and the rest need not be compared.
    let may_be = shorter > 5 && (!(a.is_ascii() && b.is_ascii()) || shorter * 100 >= longer * 84);
    may_be && likeness(a, b) >= MIN_LIKENESS
}

/// Whether a text is parts of a name's words, in their order: `disdik`, `bappeda`, `dpmptsp`.
fn is_abbreviated(short: &str, name: &str) -> bool {
    // Longer than its letters can be, it need not be taken apart.
    if short.len() > 4 * (MAX_ABBREVIATION + 1) || short.split(' ').count() > 2 {
        return false;
    }
    let n_words = name.split(' ').count();
    if !(2..=MAX_WORDS).contains(&n_words) || short.split(' ').any(is_class) {
        return false;
    }
    let letters: Vec<char> = short.chars().filter(|c| *c != ' ').collect();
    if !(3..=MAX_ABBREVIATION).contains(&letters.len()) {
        return false;
    }
    let words: Vec<Vec<char>> = name.split(' ').map(|word| word.chars().collect()).collect();
    // The class may be left out: `kesbangpol` is a badan.
    let without_class = words
        .first()
        .is_some_and(|word| is_class(&word.iter().collect::<String>()));
    let rest = if without_class && words.len() > 2 {
        words.get(1..)
    } else {
        None
    };
    spells(&letters, &words)
        || rest.is_some_and(|rest| letters.len() >= 5 && spells(&letters, rest))
}

/// Whether letters are a part of each word, one after another; of the first word in its order only,
/// as `dis` is of `dinas`.
fn spells(letters: &[char], words: &[Vec<char>]) -> bool {
    // Reached after each word: how many letters are spelt.
    let mut reached = vec![0];
    for (idx, word) in words.iter().enumerate() {
        let mut next = Vec::new();
        for &from in &reached {
            for len in 1..=word.len() {
                let Some(part) = letters.get(from..from + len) else {
                    break;
                };
                let is_part = if idx == 0 {
                    part.first() == word.first() && is_within(part, word)
                } else {
                    // From within a word only a syllable: single letters stand in any word.
                    word.starts_with(part)
                        || (len >= SYLLABLE && word.windows(len).any(|run| run == part))
                };
                if is_part && !next.contains(&(from + len)) {
                    next.push(from + len);
                }
            }
        }
        reached = next;
    }
    reached.contains(&letters.len())
}

fn is_within(part: &[char], word: &[char]) -> bool {
    let mut rest = word.iter();
    part.iter().all(|letter| rest.any(|c| c == letter))
}

fn is_class(word: &str) -> bool {
    CLASSES.contains(&word)
}

/// Whether a folder's or file's name looks like an agency's.
pub fn looks_like_agency(text: &str) -> bool {
    let plain = plain_name(text);
    CLASSES.iter().any(|class| {
        plain
            .strip_prefix(class)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_resolved_with_abbreviations_and_slips() {
        let names = [
            "Dinas Pendidikan",
            "Dinas Kesehatan",
            "Dinas Pekerjaan Umum dan Penataan Ruang",
            "Badan Perencanaan Pembangunan Daerah",
            "Dinas Komunikasi dan Informatika",
            "Dinas Perhubungan",
            "Dinas Kependudukan dan Pencatatan Sipil",
            "Kecamatan Contoh Hulu",
            "Kecamatan Contoh Hilir",
            "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
            "Dinas Perikanan",
            "Dinas Pertanian",
            "Satuan Polisi Pamong Praja",
            "Sekretariat Daerah",
        ];
        let agencies: Vec<Agency> = names.iter().map(|name| Agency::named(name)).collect();
        for (written, meant) in [
            ("disdik", Some(0)),
            ("Dinas PUPR", Some(2)),
            ("Dinkes", Some(1)),
            ("dinas-kesehatan", Some(1)),
            ("DINAS KESEHATN KABUPATEN CONTOH", Some(1)),
            ("DPUPR", Some(2)),
            ("Bappeda", Some(3)),
            ("dishub", Some(5)),
            ("Disdukcapil", Some(6)),
            ("Kec. Contoh Hulu", Some(7)),
            ("Kecamatan Contoh Hilr", None),
            ("dpmptsp", Some(9)),
            ("Dinas Pertanian", Some(11)),
            ("satpol pp", Some(12)),
            ("Setda", Some(13)),
            ("Dinas", None),
            ("2023", None),
        ] {
            assert_eq!(resolve(&agencies, written), meant, "{written}");
        }
    }
}
