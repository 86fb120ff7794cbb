//! The value of each cell of a column, once the column is known; what cannot be read is told and
//! marked.

use rust_decimal::Decimal;

use super::column::ColumnReader;
use super::notes::Notes;
use super::number::{Parsed, Reading, Settled, Unusual};
use super::seen::Seen;
use super::stored::{MAX_TYPED_DECIMALS, tell_fraction};
use super::{dates, identifiers, in_unit};
use crate::model::amount::{Grain, Percent, Scale, Unit, Value, english, indonesian, trimmed};
use crate::model::cause::{Cause, CauseKind, Confidence};
use crate::model::finding::{Finding, Severity};
use crate::model::grid::Content;
use crate::model::notation::{Notation, Source};
use crate::model::place::CellRef;
use crate::model::table::RowKind;
use crate::model::typed::{Factor, TypedCell, TypedTable, Unreadable};

/// A smaller number is shown whole in any column; what a program wrote with an exponent is as it was.
const MIN_CUT: i64 = 100_000;

/// What a cell was read as.
pub(super) type Read = (Value, Grain);

/// Reads every cell into the table, and tells what is odd about any, column by column. `order` has the
/// columns of the cells row by row, as the table keeps them.
pub(super) fn interpret(
    readers: &[ColumnReader<'_>],
    order: &[u32],
    typed: &mut TypedTable,
    findings: &mut Vec<Finding>,
) {
    let begun = readers.iter().map(|reader| {
        let mut notes = Notes::new(reader.sheet);
        if reader.n_words > 0 {
            dates::read(reader, typed, &mut notes);
        }
        if reader.n_long > 0 {
            identifiers::tell(reader, &mut notes);
        }
        (reader, reader.cells.iter(), notes)
    });
    let mut columns: Vec<_> = begun.collect();
    for &idx in order {
        if let Some((reader, cells, notes)) = usize::try_from(idx)
            .ok()
            .and_then(|idx| columns.get_mut(idx))
            && let Some(seen) = cells.next()
        {
            let cell = reader.typed(seen, typed, notes);
            typed.cells.insert(seen.at, cell);
        }
    }
    for (_, _, notes) in columns {
        findings.extend(notes.finish());
    }
}

impl ColumnReader<'_> {
    fn typed(&self, seen: &Seen<'_>, typed: &mut TypedTable, notes: &mut Notes<'_>) -> TypedCell {
        // A cell of a row that was split belongs to nobody knows which column.
        let is_split = typed.unreadable.contains_key(&seen.at);
        let read = if self.is_label || is_split || identifiers::is_one(self, seen) {
            None
        } else {
            self.value(seen, typed, notes)
        };
        let Some((value, grain)) = read else {
            let raw = seen.cell.kept();
            return TypedCell::new(Value::Text(raw.clone()), raw, Grain::Exact);
        };
        match &seen.cell.content {
            Content::Number(number) => TypedCell::stored(value, *number, grain),
            _ => TypedCell::new(value, seen.cell.kept(), grain),
        }
    }

    fn value(
        &self,
        seen: &Seen<'_>,
        typed: &mut TypedTable,
        notes: &mut Notes<'_>,
    ) -> Option<Read> {
        match &seen.cell.content {
            Content::Number(number) => Some(self.stored(*number, seen, notes)),
            Content::Text(text) => self.written(text, seen, typed, notes),
            Content::Error(raw) => {
                notes.tell(notes.about("R014", Severity::Error, seen.at, raw));
                typed.unreadable.insert(seen.at, Unreadable::ErrorValue);
                None
            }
            Content::NoCachedValue => {
                notes.once("R015", Severity::Warning, seen.at, "");
                typed.unreadable.insert(seen.at, Unreadable::NoStoredValue);
                None
            }
            Content::Bool(_) | Content::Date(_) => None,
        }
    }

    /// The percentage that a text such as `0,95` means where most cells show percentages and even the
    /// smallest of them is more than one percent.
    fn percent_of_fraction(&self, parsed: &Parsed, settled: Settled) -> Option<Decimal> {
        let is_fraction = !parsed.is_percent
            && !settled.value.is_zero()
            && settled.value.abs() < Decimal::ONE
            && settled.grain.is_none();
        let are_percents = self.n_percents > 1
            && self.n_percents * 2 > self.reading.n_numbers
            && self.reading.unit == Some(Unit::Percent)
            && self.least_percent > Some(Decimal::ONE);
        let value = settled.value.checked_mul(Decimal::ONE_HUNDRED)?;
        (is_fraction && are_percents).then(|| value.normalize())
    }

    fn written(
        &self,
        text: &str,
        seen: &Seen<'_>,
        typed: &mut TypedTable,
        notes: &mut Notes<'_>,
    ) -> Option<Read> {
        let is_in_row = seen.kind != RowKind::Note;
        let fault = match self.reading_of(seen) {
            // Among `15-24` and `25-39` stands the last range without an end.
            Reading::Number(parsed)
                if self.n_ranges > self.reading.n_numbers
                    && parsed.unusual == Some(Unusual::TrailingMinus) =>
            {
                return None;
            }
            Reading::Number(parsed) => match parsed.settle(self.base, self.is_money()) {
                Some(settled) => {
                    return Some(self.number(text, parsed, settled, seen, typed, notes));
                }
                None => Some(("R013", Unreadable::Illegible)),
            },
            Reading::Product(factors) => return self.product(text, factors, seen, typed, notes),
            // A dash under money is nothing spent; elsewhere it may mean that nothing is known.
            Reading::Dash => {
                let nothing = (in_unit(Decimal::ZERO, Unit::Rupiah), Grain::Exact);
                return self.is_money().then_some(nothing);
            }
            Reading::Broken => Some(("R014", Unreadable::ErrorValue)),
            // Where money is stated, what became of it is to be asked.
            Reading::NotKnown if self.is_money() && !self.is_unit_inferred => {
                Some(("R014", Unreadable::ErrorValue))
            }
            Reading::NotKnown => {
                notes.once("R049", Severity::Info, seen.at, text);
                return None;
            }
            Reading::Several => Some(("R012", Unreadable::Several)),
            Reading::Inexact => self
                .is_mostly_numbers()
                .then_some(("R040", Unreadable::Inexact)),
            Reading::Lookalike => self
                .is_mostly_numbers()
                .then_some(("R013", Unreadable::Illegible)),
            Reading::Identity | Reading::None => self
                .should_be_number(text)
                .then_some(("R013", Unreadable::Illegible)),
        };
        if let Some((code, why)) = fault.filter(|_| is_in_row) {
            match code {
                "R040" => notes.once(code, Severity::Info, seen.at, text),
                "R014" => notes.tell(notes.about(code, Severity::Error, seen.at, text)),
                _ => notes.tell(notes.about(code, Severity::Warning, seen.at, text)),
            }
            typed.unreadable.insert(seen.at, why);
        }
        None
    }

    /// Whether a text that is no number stands where one is needed. In columns of money and percent
    /// figures without letters are meant as numbers; a text that begins with one may be a remark
    /// unless nearly all others are numbers.
    fn should_be_number(&self, text: &str) -> bool {
        let is_counted = matches!(self.reading.unit, Some(Unit::Rupiah | Unit::Percent));
        let is_figure =
            is_counted && self.is_mostly_numbers() && !text.chars().any(char::is_alphabetic);
        (is_figure || self.expects_number()) && starts_numeric(text)
    }

    fn number(
        &self,
        text: &str,
        parsed: &Parsed,
        settled: Settled,
        seen: &Seen<'_>,
        typed: &mut TypedTable,
        notes: &mut Notes<'_>,
    ) -> Read {
        if let Some(value) = self.percent_of_fraction(parsed, settled) {
            tell_fraction(seen, value, notes);
            let decimals = settled.decimals.saturating_sub(2);
            return (Value::Percent(Percent(value)), Grain::Decimals(decimals));
        }
        let settled = self.likely(text, parsed, settled, seen.at, notes);
        self.tell_notation(text, parsed, settled, seen.at, notes);
        if let Some(other) = parsed.in_billions(settled, self.is_money()) {
            let finding = two_readings(text, settled.value, other, seen.at, notes);
            notes.once_of(finding, seen.at);
        }
        let grain = match (settled.grain, &self.reading.unit) {
            (Some(grain), _) => grain,
            (None, Some(Unit::Rupiah)) if self.reading.scale != Scale::ONE => {
                Grain::Decimals(settled.decimals)
            }
            (None, Some(Unit::Rupiah)) => Grain::Exact,
            (None, unit)
                if self.reading.decimals == 0
                    && !parsed.is_percent
                    && *unit != Some(Unit::Percent) =>
            {
                Grain::Exact
            }
            _ if settled.decimals > MAX_TYPED_DECIMALS => self.grain(settled.value),
            _ => Grain::Decimals(settled.decimals),
        };
        if settled.grain.is_some() {
            typed.scales.insert(seen.at, Scale::ONE);
        }
        (in_unit(trimmed(settled.value), self.unit_of(parsed)), grain)
    }

    fn unit_of(&self, parsed: &Parsed) -> Unit {
        if parsed.is_rupiah {
            return Unit::Rupiah;
        }
        if parsed.is_percent {
            return Unit::Percent;
        }
        match parsed.unit(self.is_money()) {
            Some(word) => Unit::Named(word.into()),
            None => self.reading.unit.clone().unwrap_or(Unit::Unknown),
        }
    }

    /// A product has the value of its factors multiplied, each read as the column is.
    fn product(
        &self,
        text: &str,
        factors: &[Parsed],
        seen: &Seen<'_>,
        typed: &mut TypedTable,
        notes: &mut Notes<'_>,
    ) -> Option<Read> {
        let mut product = Decimal::ONE;
        let mut kept = Vec::with_capacity(factors.len());
        for factor in factors {
            let settled = factor.settle(self.base, factor.is_rupiah)?;
            let settled = self.likely(text, factor, settled, seen.at, notes);
            self.tell_notation(text, factor, settled, seen.at, notes);
            let value = settled.value;
            let unit = if factor.is_rupiah {
                Unit::Rupiah
            } else if factor.is_percent {
                Unit::Percent
            } else {
                let word = factor.unit(false);
                word.map_or(Unit::Unknown, |word| Unit::Named(word.into()))
            };
            let times = if unit == Unit::Percent {
                value.checked_div(Decimal::ONE_HUNDRED)?
            } else {
                value
            };
            product = product.checked_mul(times)?;
            kept.push(Factor { value, unit });
        }
        let words: Vec<&str> = factors
            .iter()
            .filter_map(|factor| factor.unit(false))
            .collect();
        let unit = if kept.iter().any(|factor| factor.unit == Unit::Rupiah) {
            Unit::Rupiah
        } else if words.is_empty() {
            self.reading.unit.clone().unwrap_or(Unit::Unknown)
        } else {
            Unit::Named(words.join(" x ").into())
        };
        typed.products.insert(seen.at, kept);
        // Its own price is in rupiah, whatever the table counts in.
        typed.scales.insert(seen.at, Scale::ONE);
        Some((in_unit(product.normalize(), unit), Grain::Exact))
    }

    /// Money has two decimals at most, so three digits after a single separator are a group; a
    /// percentage is no thousands, so there they are a fraction. The other reading is told.
    fn likely(
        &self,
        text: &str,
        parsed: &Parsed,
        settled: Settled,
        at: CellRef,
        notes: &mut Notes<'_>,
    ) -> Settled {
        let is_percent = parsed.is_percent || self.reading.unit == Some(Unit::Percent);
        if is_percent
            && settled.value.abs() >= Decimal::ONE_THOUSAND
            && let Some(fraction) = settled.other
        {
            // Nobody means 97.125 percent as ninety-seven thousand.
            return Settled {
                value: fraction,
                decimals: 3,
                other: Some(settled.value),
                ..settled
            };
        }
        // In millions three decimals are thousands of rupiah.
        let is_money = (parsed.is_rupiah || self.is_money())
            && settled.grain.is_none()
            && self.reading.scale == Scale::ONE;
        let whole = settled.other.or(parsed.all_grouped());
        let (3, Some(whole), true) = (settled.decimals, whole, is_money) else {
            return settled;
        };
        let mut finding = two_readings(text, whole, settled.value, at, notes);
        // By its column's notation it would be a fraction of what is meant.
        finding.causes.push(Cause {
            kind: CauseKind::SwappedSeparators,
            confidence: Confidence::Likely,
            place: self.sheet.place(at),
            suggested: Some(whole.normalize()),
        });
        notes.once_of(finding, at);
        Settled {
            value: whole,
            decimals: 0,
            other: None,
            ..settled
        }
    }

    fn tell_notation(
        &self,
        text: &str,
        parsed: &Parsed,
        settled: Settled,
        at: CellRef,
        notes: &mut Notes<'_>,
    ) {
        // Among words a number with a name behind it is a code: `5.1 Belanja Operasi`.
        let is_among_words = self.reading.n_texts > self.reading.n_numbers.saturating_mul(2);
        if let Some((id, en)) = self.oddity(parsed).filter(|_| !is_among_words) {
            let mut finding = notes
                .about("R010", Severity::Warning, at, text)
                .fact_in("reason", id, en);
            finding.stated = Some(settled.value);
            notes.tell(finding);
        }
        // Spreadsheets cut digits and write `E`; what writes `e` writes a number's own digits all.
        let has_lost_digits = text.contains('E')
            && matches!(settled.grain, Some(Grain::Tens(_)))
            && settled.value.abs() >= Decimal::from(MIN_CUT);
        if parsed.unusual == Some(Unusual::Exponent) && has_lost_digits {
            notes.once("R041", Severity::Warning, at, text);
        }
        let Some(other) = settled.other else {
            return;
        };
        // A single separator before three digits is doubtful in a column that writes fractions the
        // English way or either way, unless all such separators are commas, which group there; and
        // where it was taken for a fraction.
        let is_doubtful = (self.base == Notation::English && !self.has_grouping_commas)
            || self.reading.notation == Notation::Mixed
            || settled.decimals == 3;
        let how = match self.reading.evidence.source {
            Source::Custom => (
                "menurut kaidah Indonesia, titik sebagai pemisah ribuan",
                "as Indonesians write, the dot grouping thousands",
            ),
            Source::Words => (
                "menurut kaidah Inggris seperti kata-kata tabel ini, koma sebagai pemisah ribuan",
                "as the English words of this table suggest, the comma grouping thousands",
            ),
            Source::Column | Source::Table | Source::Sheet => ("", ""),
        };
        if is_doubtful {
            let finding = two_readings(text, settled.value, other, at, notes);
            notes.once_of(finding, at);
        } else if !how.0.is_empty() && (!self.has_sen_at_most() || settled.grain.is_some()) {
            let finding = notes.about("R042", Severity::Info, at, text);
            notes.once_of(finding.fact_in("reason", how.0, how.1), at);
        }
    }

    /// Whether its numbers are surely plain rupiah, which have two decimals at most: then three digits
    /// behind a separator are a group.
    fn has_sen_at_most(&self) -> bool {
        self.is_money() && !self.is_unit_inferred && self.reading.scale == Scale::ONE
    }

    /// What is odd about how a number is written, in both languages.
    fn oddity(&self, parsed: &Parsed) -> Option<(&'static str, &'static str)> {
        let votes = self.table_votes;
        let proves = parsed.proves();
        let against_table = proves == Some(Notation::English)
            && votes.n_indonesian >= votes.n_english
            && votes.n_indonesian > 0;
        let against_column = matches!(
            (proves, self.base),
            (Some(Notation::English), Notation::Indonesian)
                | (Some(Notation::Indonesian), Notation::English)
        ) && self.reading.n_numbers > 1;
        match parsed.unusual {
            Some(Unusual::MixedGrouping) => Some((
                "titik dan koma sama-sama dipakai sebagai pemisah ribuan",
                "dots and commas both group its digits",
            )),
            Some(Unusual::DoublePercent) => Some((
                "tanda persen ditulis dua kali",
                "the percent sign stands twice",
            )),
            Some(Unusual::TrailingMinus) => Some((
                "tanda minusnya ditulis di belakang",
                "its minus stands behind it",
            )),
            Some(Unusual::Exponent) | None if against_column => Some((
                "tanda desimalnya berbeda dari angka lain di kolom ini",
                "its decimal sign differs from the other numbers of the column",
            )),
            Some(Unusual::Exponent) | None if against_table => Some((
                "tanda desimalnya berbeda dari angka lain di tabel ini",
                "its decimal sign differs from the other numbers of the table",
            )),
            Some(Unusual::Exponent) | None => None,
        }
    }
}

fn two_readings(
    text: &str,
    value: Decimal,
    other: Decimal,
    at: CellRef,
    notes: &Notes<'_>,
) -> Finding {
    let mut finding = notes.about("R011", Severity::Warning, at, text).fact_in(
        "other",
        indonesian(other),
        english(other),
    );
    finding.stated = Some(value);
    finding
}

fn starts_numeric(text: &str) -> bool {
    let text = text.trim();
    let behind_currency = match text.get(..2) {
        Some(head) if head.eq_ignore_ascii_case("rp") => text.get(2..).unwrap_or_default(),
        _ => text,
    };
    behind_currency
        .trim_start_matches(['.', ' ', '(', '-'])
        .starts_with(|c: char| c.is_ascii_digit())
}
