//! What stands behind the digits: percent signs, `,-`, scale words, the unit's words.

use super::Unusual;
use crate::model::amount::Scale;
use crate::model::date::month_of;
use crate::model::text::normalize;

/// What a tail says.
#[derive(Debug, Default)]
pub(super) struct Tail {
    pub(super) is_minus: bool,
    pub(super) is_percent: bool,
    pub(super) is_rupiah: bool,
    pub(super) size: Size,
    pub(super) unit: Option<String>,
    pub(super) unusual: Option<Unusual>,
}

/// How large the units of a number are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// As its scale word says; one without a word.
    Stated(Scale),
    /// `M` behind money is a billion, behind anything else a metre.
    PerhapsBillions,
}

impl Default for Size {
    fn default() -> Self {
        Size::Stated(Scale::ONE)
    }
}

/// Most words of a unit.
const MAX_WORDS: usize = 5;

/// Reads a tail; `is_closed` says that a separator stands before it, as in `1.000,-`. `None` where
/// it leaves the number in doubt.
pub(super) fn read_tail(tail: &str, is_closed: bool) -> Option<Tail> {
    let mut told = Tail::default();
    let mut rest = tail.trim();
    if rest == "-" && !is_closed {
        told.is_minus = tail.starts_with('-');
        told.unusual = Some(Unusual::TrailingMinus);
        return told.is_minus.then_some(told);
    }
    if matches!(rest, "" | "-" | "=") {
        return Some(told);
    }
    let percents = rest.len() - rest.trim_start_matches('%').len();
    if percents > 0 {
        told.is_percent = true;
        told.unusual = (percents > 1).then_some(Unusual::DoublePercent);
        rest = rest
            .trim_start_matches('%')
            .trim_matches(|c: char| c == '.' || c.is_whitespace());
    }
    let is_plain = |c: char| c.is_alphanumeric() || " /.,()-*&'%\"".contains(c);
    if rest.starts_with(')') || !rest.chars().all(is_plain) {
        return None;
    }
    let without_remark = without_brackets(rest);
    let words = normalize(without_remark.as_deref().unwrap_or(rest));
    read_words(&words, rest, &mut told)?;
    Some(told)
}

/// A text without a remark in brackets behind its words: `Orang (lima)`. A remark alone is kept, as
/// it may be the unit.
fn without_brackets(text: &str) -> Option<String> {
    let (before, rest) = text.split_once('(')?;
    let (inside, after) = rest.split_once(')')?;
    let is_scale = scale_of(normalize(inside).split(' ').next()?).is_some();
    if before.trim().is_empty() && after.trim().is_empty() && !is_scale {
        // `5 (lima)`: the number again in words.
        return Some(String::new());
    }
    (!is_scale && !inside.bytes().any(|b| b.is_ascii_digit())).then(|| format!("{before} {after}"))
}

fn read_words(words: &str, raw: &str, told: &mut Tail) -> Option<()> {
    if words.is_empty() {
        return Some(());
    }
    let mut tokens = words.split(' ').peekable();
    if words.split(' ').count() > MAX_WORDS {
        return None;
    }
    let is_area = |word: &str| matches!(word, "m2" | "m3" | "km2" | "cm2" | "dm3");
    let has_digit = |word: &str| word.bytes().any(|b| b.is_ascii_digit());
    if words
        .split(' ')
        .any(|word| has_digit(word) && !is_area(word))
    {
        return None;
    }
    let first = *tokens.peek()?;
    if month_of(first).is_some() || matches!(first, "wib" | "wita" | "wit") {
        return None;
    }
    if let Some(scale) = scale_of(first) {
        told.size = Size::Stated(scale);
        tokens.next();
    } else if first == "m" && raw.starts_with('M') {
        told.size = Size::PerhapsBillions;
    }
    match tokens.peek().copied() {
        None => return Some(()),
        Some("rupiah" | "rp" | "idr") => {
            told.is_rupiah = true;
            return Some(());
        }
        Some("persen" | "prosen" | "percent" | "pct" | "%") => {
            told.is_percent = true;
            return Some(());
        }
        Some(_) => {}
    }
    if !told.is_percent {
        let unit: Vec<&str> = tokens.collect();
        told.unit = Some(unit.join(" "));
    }
    Some(())
}

fn scale_of(word: &str) -> Option<Scale> {
    match word {
        "ribu" | "rb" => Some(Scale::THOUSAND),
        "juta" | "jt" => Some(Scale::MILLION),
        "miliar" | "milyar" | "milyard" | "mlr" => Some(Scale::BILLION),
        "triliun" | "trilyun" | "trilliun" => Some(Scale::TRILLION),
        _ => None,
    }
}
