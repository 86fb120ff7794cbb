//! What a document says of itself in its titles, the names of its sheet and its file: which stage of
//! the budget it is, which part of the year it speaks of, which revision. Never looks at figures.

use crate::model::budget_stage::BudgetStage;
use crate::model::date::{Date, Written, month_of, read_date};
use crate::model::period::{Period, Span};
use crate::model::record::RecordSet;
use crate::model::text::{has_phrase, normalize};
use crate::model::words::{MONTHS, words};

/// The texts by which a table is known, best first: titles, sheet, file.
pub(in crate::stages::reconcile_documents) struct Said {
    /// Its titles, as words joined by single spaces.
    titles: Vec<String>,
    /// The name of its sheet.
    sheet: String,
    /// The name of its file, without folders and ending.
    file: String,
}

/// A stage of the budget and whether it is that stage's changed version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::stages::reconcile_documents) struct Step {
    pub(in crate::stages::reconcile_documents) stage: BudgetStage,
    /// A plan after the change of the year.
    pub(super) is_changed: bool,
    /// Which of several shifts, from 1; 0 where none is said.
    pub(super) nth: u32,
}

/// How late a revision is: the greater the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Revision {
    /// No draft.
    is_meant: bool,
    is_final: bool,
    number: u32,
    date: Option<Date>,
}

/// Most titles that are read.
const MAX_TITLES: usize = 30;

impl Said {
    pub(in crate::stages::reconcile_documents) fn of(set: &RecordSet) -> Self {
        let plain = |text: &str| words(text).join(" ");
        Self {
            titles: set
                .typed
                .table
                .titles
                .iter()
                .take(MAX_TITLES)
                .map(|title| plain(title))
                .collect(),
            sheet: plain(&set.on.sheet),
            file: plain(file_stem(&set.on.file)),
        }
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let titles = self.titles.iter().map(String::as_str);
        titles.chain([self.sheet.as_str(), self.file.as_str()])
    }

    /// The stage that a table of a kind belongs to, if the kind or the words tell.
    pub(in crate::stages::reconcile_documents) fn step(&self, kind: Option<&str>) -> Option<Step> {
        let changed = || self.texts().any(|text| has_phrase(text, "perubahan"));
        let plan = |stage| Step {
            stage,
            is_changed: changed(),
            nth: 0,
        };
        match kind {
            Some("rkpd") => Some(plan(BudgetStage::Rkpd)),
            Some("renja") => Some(plan(BudgetStage::Renja)),
            Some(
                "realisasi-sub-kegiatan"
                | "realisasi-rekening"
                | "realisasi-kelompok-belanja"
                | "ringkasan-realisasi",
            ) => Some(Step {
                stage: BudgetStage::Realisasi,
                is_changed: false,
                nth: 0,
            }),
            Some(
                "anggaran-belanja"
                | "anggaran-rekening"
                | "rincian-belanja"
                | "alokasi-anggaran"
                | "rekap-anggaran"
                | "pergeseran-anggaran",
            )
            | None => self.texts().find_map(budget_step),
            Some(_) => None,
        }
    }

    /// The state of the budget that a cash plan says it spreads over the year; the first where it says none.
    pub(super) fn step_of_cash_plan(&self) -> Step {
        let said = |phrases: &[&str]| {
            self.texts()
                .any(|text| phrases.iter().any(|phrase| has_phrase(text, phrase)))
        };
        let stage = if said(&["pergeseran"]) {
            BudgetStage::Pergeseran
        } else if said(&["perubahan", "dppa", "dppa skpd"]) {
            BudgetStage::Dppa
        } else {
            BudgetStage::Dpa
        };
        Step {
            stage,
            is_changed: false,
            nth: 0,
        }
    }

    /// The part of the year, from the first text that tells one; the file's name last.
    pub(in crate::stages::reconcile_documents) fn period(&self) -> Option<Period> {
        let titles = self.titles.iter().find_map(|text| period_in(text, false));
        titles
            .or_else(|| period_in(&self.sheet, true))
            .or_else(|| self.period_of_file())
    }

    /// The part of the year that the titles tell.
    pub(super) fn period_of_titles(&self) -> Option<Period> {
        self.titles.iter().find_map(|text| period_in(text, false))
    }

    /// The part of the year that the file's name tells.
    pub(super) fn period_of_file(&self) -> Option<Period> {
        period_in(&self.file, true)
    }

    /// The budget year that a title names, whatever folder or pipeline say.
    pub(super) fn budget_year(&self) -> Option<i32> {
        let years = self.titles.iter().filter_map(|title| {
            let words: Vec<&str> = title.split(' ').collect();
            let at = words
                .windows(2)
                .position(|pair| pair == ["tahun", "anggaran"])?;
            let year = words.get(at + 2)?.parse::<i32>().ok()?;
            (1990..=2099).contains(&year).then_some(year)
        });
        years.min()
    }

    /// Which revision the file's name, or else a title, says.
    pub(super) fn revision(&self, document: &str) -> Revision {
        let mut revision = Revision {
            is_meant: true,
            ..Revision::default()
        };
        for text in
            std::iter::once(self.file.as_str()).chain(self.titles.iter().map(String::as_str))
        {
            let words: Vec<&str> = text.split(' ').collect();
            revision.is_final |= words.contains(&"final");
            revision.is_meant &= !["draft", "draf", "konsep", "lama", "old"]
                .iter()
                .any(|word| words.contains(word));
            revision.number = revision.number.max(revision_number(&words));
        }
        revision.date = date_in(file_stem(document));
        revision
    }
}

/// The name of a file without its folders and ending.
pub(super) fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The stage that the words of a budget's title tell.
fn budget_step(text: &str) -> Option<Step> {
    let has = |phrase: &str| has_phrase(text, phrase);
    let has_any = |phrases: &[&str]| phrases.iter().any(|phrase| has(phrase));
    let is_changed = has("perubahan");
    let dpa = [
        "dpa",
        "dpa skpd",
        "dokumen pelaksanaan anggaran",
        "pelaksanaan anggaran",
    ];
    let dppa = [
        "dppa",
        "dppa skpd",
        "dpa perubahan",
        "dokumen pelaksanaan perubahan anggaran",
    ];
    let stage = if has("pergeseran") {
        BudgetStage::Pergeseran
    } else if has_any(&dppa) || (is_changed && has_any(&dpa)) {
        BudgetStage::Dppa
    } else if has_any(&dpa) {
        BudgetStage::Dpa
    } else if has_any(&[
        "rka",
        "rka skpd",
        "rencana kerja anggaran",
        "rencana kerja dan anggaran",
        "rkap",
    ]) {
        BudgetStage::Rka
    } else if has_any(&["kua", "ppas", "kebijakan umum"]) {
        BudgetStage::KuaPpas
    } else if has_any(&["renja", "rencana kerja perangkat daerah"]) {
        BudgetStage::Renja
    } else if has_any(&["rkpd", "rencana kerja pemerintah daerah"]) {
        BudgetStage::Rkpd
    } else {
        return None;
    };
    let nth = match stage {
        BudgetStage::Pergeseran => nth_behind(text, "pergeseran"),
        _ => 0,
    };
    Some(Step {
        stage,
        is_changed: is_changed && stage.is_plan(),
        nth,
    })
}

/// The number behind a word: `pergeseran ke 2`, `pergeseran kedua`, `pergeseran anggaran ii`.
fn nth_behind(text: &str, word: &str) -> u32 {
    let words: Vec<&str> = text.split(' ').collect();
    let Some(at) = words.iter().position(|found| *found == word) else {
        return 0;
    };
    let behind = words.iter().skip(at + 1).take(3);
    behind
        .filter(|word| !["ke", "anggaran"].contains(word))
        .find_map(|word| ordinal(word))
        .unwrap_or(0)
}

fn ordinal(word: &str) -> Option<u32> {
    let words = ["pertama", "kedua", "ketiga", "keempat", "kelima"];
    let roman = ["i", "ii", "iii", "iv", "v"];
    let at = |list: &[&str]| {
        let at = list.iter().position(|known| *known == word)?;
        u32::try_from(at + 1).ok()
    };
    let plain = || {
        word.parse::<u32>()
            .ok()
            .filter(|nth| (1..=12).contains(nth))
    };
    at(&words).or_else(|| at(&roman)).or_else(plain)
}

/// The number of a revision: `rev 2`, `revisi ke 2`, `rev2`, `v3`, `perbaikan`; 0 without one.
fn revision_number(words: &[&str]) -> u32 {
    let numbers = words.iter().enumerate().filter_map(|(at, word)| {
        let joined = ["revisi", "rev", "perbaikan", "versi", "v"]
            .iter()
            .find_map(|mark| {
                let rest = word.strip_prefix(mark)?;
                match rest {
                    "" if *mark == "v" || *mark == "versi" => number_behind(words, at),
                    "" => Some(number_behind(words, at).unwrap_or(1)),
                    _ => rest.parse().ok(),
                }
            });
        joined.filter(|number| *number < 100)
    });
    numbers.max().unwrap_or(0)
}

fn number_behind(words: &[&str], at: usize) -> Option<u32> {
    let mut behind = words.iter().skip(at + 1).filter(|word| **word != "ke");
    behind.next().and_then(|word| ordinal(word))
}

/// A date in the name of a file: `2023-02-10`, `20230210`, `10 Februari 2023`.
pub(super) fn date_in(stem: &str) -> Option<Date> {
    let plain = normalize(stem);
    let words: Vec<&str> = plain.split(' ').collect();
    let read = |text: &str| match read_date(text)? {
        Written::One(date) | Written::DayFirst(date) => Some(date),
        Written::Two { .. } | Written::MonthFirst(_) => None,
    };
    let three = words.windows(3).find_map(|run| read(&run.join("-")));
    let joined = || {
        words.iter().find_map(|word| {
            let is_day = word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit());
            let part = |from: usize, to: usize| word.get(from..to)?.parse::<u32>().ok();
            is_day.then(|| Date::new(part(0, 4)?, part(4, 6)?, part(6, 8)?))?
        })
    };
    three.or_else(joined)
}

/// The part of the year that a text names. In a title a month counts only behind a word that says
/// so, since the dates of regulations stand there too; a file or sheet may be called by its month.
fn period_in(text: &str, is_name: bool) -> Option<Period> {
    let words: Vec<&str> = text.split(' ').collect();
    let until = words.contains(&"sd") || words.contains(&"kumulatif");
    let of = |span| Period {
        span,
        is_cumulative: until,
    };
    let number = |at: usize, most: u8| {
        let next = words
            .get(at + 1)
            .filter(|word| **word != "ke")
            .or_else(|| words.get(at + 2))?;
        let nth = u8::try_from(ordinal(next)?).ok()?;
        (nth <= most).then_some(nth)
    };
    for (at, word) in words.iter().enumerate() {
        let span = match *word {
            "triwulan" => number(at, 4).map(Span::Quarter),
            "semester" => number(at, 2).map(Span::Half),
            _ => None,
        };
        if let Some(span) = span {
            return Some(of(span));
        }
    }
    let months = words.iter().enumerate().filter_map(|(at, word)| {
        let nth = month(word)?;
        let before = |back: usize| at.checked_sub(back).and_then(|at| words.get(at)).copied();
        let says_so = ["bulan", "sd", "periode"].contains(&before(1).unwrap_or_default())
            || before(2) == Some("sd");
        let is_day = before(1).is_some_and(|word| word.len() <= 2 && word.parse::<u8>().is_ok());
        // `Untuk tahun yang berakhir 31 Desember`: a month that ends may be meant alone.
        let of_year_ended = before(2) == Some("berakhir") && !words.contains(&"bulan");
        let as_of = is_day
            && (["per", "sd", "keadaan"].contains(&before(2).unwrap_or_default()) || of_year_ended);
        Some((nth, says_so, as_of))
    });
    let months: Vec<(u8, bool, bool)> = months.collect();
    let (first, last) = (months.first()?, months.last()?);
    if months.iter().any(|(_, _, as_of)| *as_of) {
        return Some(Period {
            span: Span::Month(last.0),
            is_cumulative: true,
        });
    }
    if months.len() > 1 && first.0 < last.0 && (until || text.contains("januari")) {
        // `Januari - Maret`.
        return (first.1 || is_name).then_some(Period {
            span: Span::Month(last.0),
            is_cumulative: true,
        });
    }
    let is_one = months.iter().all(|(nth, ..)| *nth == first.0);
    let counts = is_name || months.iter().any(|(_, says_so, _)| *says_so);
    (is_one && counts).then(|| of(Span::Month(first.0)))
}

fn month(word: &str) -> Option<u8> {
    let at = MONTHS.iter().position(|month| *month == word);
    match at {
        Some(at) => u8::try_from(at + 1).ok(),
        None if word.len() > 4 => month_of(word).and_then(|nth| u8::try_from(nth).ok()),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(titles: &[&str], file: &str) -> Said {
        let plain = |text: &str| words(text).join(" ");
        Said {
            titles: titles.iter().map(|title| plain(title)).collect(),
            sheet: "sheet1".to_owned(),
            file: plain(file_stem(file)),
        }
    }

    #[test]
    fn titles_tell_the_stage() {
        let told = |title: &str| {
            let step = said(&[title], "x.xlsx").step(None);
            step.map_or("-".to_owned(), |step| {
                let changed = if step.is_changed { "*" } else { "" };
                format!("{}{changed}{}", step.stage.name(), step.nth)
            })
        };
        for (title, wanted) in [
            ("DOKUMEN PELAKSANAAN ANGGARAN SKPD", "dpa0"),
            ("DPA-SKPD Tahun 2023", "dpa0"),
            ("DPPA SKPD", "dppa0"),
            ("DOKUMEN PELAKSANAAN PERUBAHAN ANGGARAN", "dppa0"),
            ("DPA Perubahan 2023", "dppa0"),
            ("Pergeseran Anggaran ke-2", "pergeseran2"),
            ("DPA Pergeseran Kedua", "pergeseran2"),
            ("RKA-SKPD", "rka0"),
            ("Renja Perubahan", "renja*0"),
            ("KUA-PPAS 2023", "kua-ppas0"),
            ("Laporan Kinerja", "-"),
        ] {
            assert_eq!(told(title), wanted, "{title}");
        }
    }

    #[test]
    fn titles_and_names_tell_the_period() {
        let told = |titles: &[&str], file: &str| {
            let period = said(titles, file).period();
            period.map_or("-".to_owned(), |period| period.to_string())
        };
        for (title, wanted) in [
            ("Realisasi s.d. Bulan Maret 2023", "until-m03"),
            ("Bulan: April", "m04"),
            ("Periode 1 Januari s.d. 31 Maret 2023", "until-m03"),
            ("Keadaan per 30 Juni 2023", "until-m06"),
            ("Untuk tahun yang berakhir 31 Desember 2023", "until-m12"),
            ("Untuk bulan yang berakhir 30 Juni 2023", "-"),
            ("Triwulan II", "q2"),
            ("s.d. Triwulan III", "until-q3"),
            ("Semester I", "h1"),
            ("Peraturan Daerah tanggal 5 Januari 2023", "-"),
            ("Tahun Anggaran 2023", "-"),
        ] {
            assert_eq!(told(&[title], "x.xlsx"), wanted, "{title}");
        }
        assert_eq!(told(&[], "a/Realisasi Maret 2023.xlsx"), "m03");
        assert_eq!(told(&["Bulan April"], "a/Realisasi Maret.xlsx"), "m04");
        assert_eq!(told(&[], "a/LRA TW 2.xlsx"), "q2");
        assert_eq!(told(&[], "a/LRA sd Agustus.xlsx"), "until-m08");
    }

    #[test]
    fn a_title_names_the_budget_year() {
        let of = |title: &str| said(&[title], "x.xlsx").budget_year();
        assert_eq!(of("DPA Tahun Anggaran 2022"), Some(2022));
        assert_eq!(of("Peraturan Daerah Nomor 5 Tahun 2022"), None);
    }

    #[test]
    fn later_revisions_are_later() {
        let of = |file: &str| said(&[], file).revision(file);
        let order = [
            "a/DPA draft.xlsx",
            "a/DPA 2023.xlsx",
            "a/DPA 2023 rev.xlsx",
            "a/DPA 2023 rev2.xlsx",
            "a/DPA revisi ke-3.xlsx",
            "a/DPA final.xlsx",
        ];
        for pair in order.windows(2) {
            assert!(of(pair[0]) < of(pair[1]), "{pair:?}");
        }
        assert!(of("a/DPA 2023-02-10.xlsx") < of("a/DPA 2023-03-01.xlsx"));
        assert_eq!(
            date_in("DPA 20230210")
                .map(|date| date.to_string())
                .as_deref(),
            Some("2023-02-10")
        );
    }
}
