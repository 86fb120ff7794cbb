//! A profile: how a kind of document is recognised and what its columns mean. One TOML file a kind.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

use super::operand::Operand;
use super::phrase::Phrase;
use crate::model::record::Holds;
use crate::model::relation::Operation;

/// The profile that maps the columns of tables of unknown kind; it recognises nothing by itself.
pub const GENERIC: &str = "umum";

/// A kind of document.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The kind's name, such as `renja`; also the file's name.
    pub kind: String,
    /// The kind in a reader's words.
    pub title: Title,
    /// How a table of this kind is recognised.
    pub recognise: Recognise,
    /// How its rows hang together.
    #[serde(default)]
    pub tree: Tree,
    /// Its columns.
    #[serde(default, rename = "column")]
    pub columns: Vec<ColumnRule>,
    /// What its columns claim about each other.
    #[serde(default, rename = "relation")]
    pub relations: Vec<RelationRule>,
    /// Tells it from every other profile.
    #[serde(skip)]
    pub edition: Edition,
}

/// A number that a profile has from when it is read, and its copies with it: two of one edition say
/// the same, so what was made of one holds for the other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Edition(u64);

impl fmt::Debug for Edition {
    /// Without the number, since what is kept for another night is known by how a profile is shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Edition")
    }
}

impl Default for Edition {
    /// The next number.
    fn default() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// A text in both languages.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// Bahasa Indonesia.
    pub id: String,
    /// English.
    pub en: String,
}

/// How a table is recognised: by its words only, never by the name of its file or sheet.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Recognise {
    /// Fields that must be mapped to a column each; of fields joined by `|` one must.
    pub fields: Vec<String>,
    /// Groups of words; of each group one must stand in titles, headers or row labels.
    #[serde(default)]
    pub words: Vec<Vec<Phrase>>,
    /// Words that exclude the kind when they stand in titles or headers.
    #[serde(default)]
    pub absent: Vec<Phrase>,
    /// Which kind wins when several fit: the higher one.
    #[serde(default)]
    pub priority: i32,
}

impl Recognise {
    /// The fields of which one each must be mapped to a column.
    pub fn alternatives(&self) -> impl Iterator<Item = Vec<&str>> {
        let fields = self.fields.iter();
        fields.map(|names| names.split('|').map(str::trim).collect())
    }
}

/// How rows hang together.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Tree {
    /// Where the tree comes from.
    #[serde(default)]
    pub from: TreeSource,
    /// Which codes these are, for the names of levels.
    #[serde(default)]
    pub scheme: CodeScheme,
    /// Levels by their words, from the root down.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// Words of the lines that state the figures in force, where lines are stages of one budget and
    /// nothing is added up; the last such line counts.
    #[serde(default)]
    pub in_force: Vec<String>,
    /// Code of the line that states the total, where a table has several trees: `5` for spending in
    /// a report that also holds revenue and financing.
    #[serde(default)]
    pub total_code: Option<String>,
}

/// Where the tree of a table comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TreeSource {
    /// Codes where there are some, else outline numbering.
    #[default]
    Auto,
    /// Codes where there are some, else words of the row labels, as listed in `levels`.
    Words,
    /// The figures themselves tell what adds up, as in a table of unknown kind.
    Figures,
    /// No tree: every row is a line of its own.
    None,
}

/// Which nomenclature codes follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodeScheme {
    /// Urusan to sub kegiatan.
    #[default]
    Program,
    /// Accounts: akun to sub rincian objek.
    Rekening,
}

/// A level of the tree.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its name, such as `program`.
    pub name: String,
    /// Beginnings of row labels that tell it; empty for the deepest level.
    #[serde(default)]
    pub words: Vec<String>,
}

/// A column of the kind.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnRule {
    /// The field's name.
    pub field: String,
    /// Header phrases that mean it; the longest that fits wins.
    #[serde(default)]
    pub words: Vec<Phrase>,
    /// Header phrases of which one must stand in it too, at any height, such as the group it is in.
    #[serde(default)]
    pub with: Vec<Phrase>,
    /// Header phrases that exclude it.
    #[serde(default)]
    pub not: Vec<Phrase>,
    /// Whether its header names a part of the year.
    #[serde(default)]
    pub period: PeriodRule,
    /// What it counts, where the kind fixes that.
    #[serde(default)]
    pub unit: UnitRule,
    /// Whether totals of this column are sums of its rows.
    #[serde(default)]
    pub additive: bool,
    /// Whether it says something of a person that outputs leave out, such as a NIP.
    #[serde(default)]
    pub personal: bool,
}

/// Whether a column's header names a month, quarter or half of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodRule {
    /// It may.
    #[default]
    Any,
    /// It does not.
    None,
    /// It does; without `words` that is enough.
    Named,
}

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitRule {
    /// Header and cells decide.
    #[default]
    Any,
    /// Money.
    Rupiah,
    /// Percentages.
    Percent,
    /// Whole numbers of something.
    Count,
    /// Words; numbers in it are labels or codes.
    Text,
}

impl UnitRule {
    /// What a field of this unit is declared to hold.
    pub fn holds(self) -> Holds {
        match self {
            UnitRule::Any => Holds::Either,
            UnitRule::Rupiah | UnitRule::Percent | UnitRule::Count => Holds::Number,
            UnitRule::Text => Holds::Text,
        }
    }
}

/// A claim that columns make about each other in every row.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RelationRule {
    /// Code of the rule that a failure breaks.
    pub rule: String,
    /// Field that states the result.
    pub target: String,
    /// The operation.
    pub operation: OperationName,
    /// Fields of the operands; `field?` may be absent, `field@choice` chooses among its columns.
    pub operands: Vec<Operand>,
    /// Fields that tell rows which belong together: the target is then the sum of the operand over
    /// all rows that say the same in them, as a document's total is over the lines of the document.
    #[serde(default)]
    pub by: Vec<String>,
    /// Whether the words leave it open, so that most rows must bear it out.
    #[serde(default)]
    pub tentative: bool,
    /// Whether a share may also be computed the other way round, as for indicators where less is
    /// better: `b/a x 100` or `(2b - a)/b x 100`.
    #[serde(default)]
    pub inverse: bool,
}

/// An operation as profiles write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OperationName {
    /// Operands added.
    Sum,
    /// The first less the others.
    Difference,
    /// Operands multiplied.
    Product,
    /// Operands multiplied; the last is a percentage that is added.
    TaxedProduct,
    /// The first over the second, times 100.
    Share,
    /// Percent change from the second to the first.
    Change,
    /// The same.
    Equal,
    /// At most.
    AtMost,
}

impl OperationName {
    /// The operation meant.
    pub fn operation(self) -> Operation {
        match self {
            OperationName::Sum => Operation::Sum,
            OperationName::Difference => Operation::Difference,
            OperationName::Product => Operation::Product,
            OperationName::TaxedProduct => Operation::TaxedProduct,
            OperationName::Share => Operation::Share,
            OperationName::Change => Operation::Change,
            OperationName::Equal => Operation::Equal,
            OperationName::AtMost => Operation::AtMost,
        }
    }
}
