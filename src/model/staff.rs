//! How many people each agency has, by sex, rank and education. Counts only: no name and no number of a
//! person ever stands here.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::language::Language;

/// The staff of an agency in a year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgencyStaff {
    /// The agency.
    pub agency: Option<String>,
    /// The year, where it is known.
    pub year: Option<i32>,
    /// The document that was counted.
    pub document: Arc<str>,
    /// Whether it lists persons; else it states counts.
    pub is_roster: bool,
    /// All of them.
    pub heads: u32,
    /// By sex.
    pub by_sex: BTreeMap<Sex, u32>,
    /// By group of ranks.
    pub by_rank: BTreeMap<RankGroup, u32>,
    /// By the highest education.
    pub by_education: BTreeMap<Education, u32>,
}

/// Sex, as rosters write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sex {
    /// Laki-laki.
    Male,
    /// Perempuan.
    Female,
    /// Not told.
    Unknown,
}

/// The group of a rank: golongan I to IV of civil servants, or PPPK.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RankGroup {
    /// Golongan IV.
    Iv,
    /// Golongan III.
    Iii,
    /// Golongan II.
    Ii,
    /// Golongan I.
    I,
    /// A rank without a letter, as those of PPPK are.
    Pppk,
    /// Not told, or none that is known.
    Unknown,
}

/// The highest education.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Education {
    /// S3.
    Doctor,
    /// S2.
    Master,
    /// S1 or D4.
    Bachelor,
    /// D1 to D3.
    Diploma,
    /// SMA, SMK and the like.
    Upper,
    /// SMP, SD and below.
    Lower,
    /// Not told, or none that is known.
    Unknown,
}

impl Sex {
    /// All, as columns stand.
    pub const ALL: [Self; 3] = [Self::Male, Self::Female, Self::Unknown];

    /// In a reader's words.
    pub const fn words(self, language: Language) -> &'static str {
        match self {
            Self::Male => language.pick("Laki-laki", "Men"),
            Self::Female => language.pick("Perempuan", "Women"),
            Self::Unknown => language.pick("JK tidak tertulis", "Sex not told"),
        }
    }
}

impl RankGroup {
    /// All, as columns stand.
    pub const ALL: [Self; 6] = [
        Self::Iv,
        Self::Iii,
        Self::Ii,
        Self::I,
        Self::Pppk,
        Self::Unknown,
    ];

    /// In a reader's words.
    pub const fn words(self, language: Language) -> &'static str {
        match self {
            Self::Iv => language.pick("Gol. IV", "Rank IV"),
            Self::Iii => language.pick("Gol. III", "Rank III"),
            Self::Ii => language.pick("Gol. II", "Rank II"),
            Self::I => language.pick("Gol. I", "Rank I"),
            Self::Pppk => "PPPK",
            Self::Unknown => language.pick("Gol. tidak terbaca", "Rank not known"),
        }
    }
}

impl Education {
    /// All, as columns stand.
    pub const ALL: [Self; 7] = [
        Self::Doctor,
        Self::Master,
        Self::Bachelor,
        Self::Diploma,
        Self::Upper,
        Self::Lower,
        Self::Unknown,
    ];

    /// In a reader's words.
    pub const fn words(self, language: Language) -> &'static str {
        match self {
            Self::Doctor => "S3",
            Self::Master => "S2",
            Self::Bachelor => "S1/D4",
            Self::Diploma => "D1-D3",
            Self::Upper => "SMA",
            Self::Lower => language.pick("SMP ke bawah", "SMP and below"),
            Self::Unknown => language.pick("Pendidikan tidak terbaca", "Education not known"),
        }
    }
}
