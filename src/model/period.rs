//! The part of a year that a column speaks of.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A part of the year, alone or with everything before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Period {
    /// Which part.
    pub span: Span,
    /// Whether it means everything up to its end (`s.d. Juni`).
    pub is_cumulative: bool,
}

/// A part of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Span {
    /// A month, 1 to 12.
    Month(u8),
    /// A quarter, 1 to 4.
    Quarter(u8),
    /// A half, 1 or 2.
    Half(u8),
    /// The one before the report's own (`bulan lalu`).
    Last,
    /// The report's own (`bulan ini`).
    This,
}

impl Span {
    /// Whether the words name it, rather than point to it.
    pub fn is_named(self) -> bool {
        match self {
            Span::Month(_) | Span::Quarter(_) | Span::Half(_) => true,
            Span::Last | Span::This => false,
        }
    }

    /// The one before it, of the same length.
    pub fn before(self) -> Option<Span> {
        match self {
            Span::Month(nth) => (nth > 1).then(|| Span::Month(nth - 1)),
            Span::Quarter(nth) => (nth > 1).then(|| Span::Quarter(nth - 1)),
            Span::Half(nth) => (nth > 1).then(|| Span::Half(nth - 1)),
            Span::This => Some(Span::Last),
            Span::Last => None,
        }
    }

    /// First and last month of it.
    pub fn months(self) -> Option<(u8, u8)> {
        let of = |nth: u8, len: u8| {
            let last = nth.checked_mul(len)?;
            Some((last.checked_sub(len)?.checked_add(1)?, last))
        };
        match self {
            Span::Month(nth) => of(nth, 1),
            Span::Quarter(nth) => of(nth, 3),
            Span::Half(nth) => of(nth, 6),
            Span::Last | Span::This => None,
        }
    }
}

impl fmt::Display for Period {
    /// As names of fields carry it: `m06`, `q2`, `until-m06`, `until-last`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_cumulative {
            f.write_str("until-")?;
        }
        match self.span {
            Span::Month(nth) => write!(f, "m{nth:02}"),
            Span::Quarter(nth) => write!(f, "q{nth}"),
            Span::Half(nth) => write!(f, "h{nth}"),
            Span::Last => f.write_str("last"),
            Span::This => f.write_str("this"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_the_year_know_their_months() {
        assert_eq!(Span::Quarter(2).months(), Some((4, 6)));
        assert_eq!(Span::Half(2).months(), Some((7, 12)));
        assert_eq!(Span::Month(1).before(), None);
        assert_eq!(Span::This.before(), Some(Span::Last));
        let period = Period {
            span: Span::Month(6),
            is_cumulative: true,
        };
        assert_eq!(period.to_string(), "until-m06");
    }
}
