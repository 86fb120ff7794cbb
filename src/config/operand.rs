//! An operand as profiles write it: `field`, `field?`, `field@choice`.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An operand of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operand {
    /// The field.
    pub field: String,
    /// Which of its columns, where there are several.
    pub choice: Choice,
    /// Whether the table may do without it.
    pub is_optional: bool,
    /// A choice that nothing bears; the check of the profile tells it.
    pub unknown_choice: Option<String>,
}

/// Which of a field's columns an operand is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Choice {
    /// The one of the target's year and part of the year, else what the numbers bear out.
    #[default]
    Fitting,
    /// Its column, whatever year that names.
    Any,
    /// That of the latest year.
    Later,
    /// That of the year before the latest.
    Earlier,
    /// All of its columns.
    All,
    /// All that name a single month.
    Months,
    /// All that name a single quarter.
    Quarters,
    /// All that name a single half of the year.
    Halves,
    /// All single months of the target's quarter or half.
    MonthsWithin,
    /// The cumulative one that ends where the target's part of the year begins.
    UntilBefore,
    /// The single one of the part of the year with which the target ends.
    Alone,
}

/// The choices by their names.
pub const CHOICES: &[(&str, Choice)] = &[
    ("any", Choice::Any),
    ("later", Choice::Later),
    ("earlier", Choice::Earlier),
    ("all", Choice::All),
    ("months", Choice::Months),
    ("quarters", Choice::Quarters),
    ("halves", Choice::Halves),
    ("months-within", Choice::MonthsWithin),
    ("until-before", Choice::UntilBefore),
    ("alone", Choice::Alone),
];

impl Operand {
    /// Reads an operand.
    pub fn new(text: &str) -> Self {
        let (field, wanted) = match text.split_once('@') {
            Some((field, wanted)) => (field, Some(wanted)),
            None => (text, None),
        };
        let (field, wanted, is_optional) = match (field.strip_suffix('?'), wanted) {
            (Some(field), wanted) => (field, wanted, true),
            (None, Some(wanted)) => (
                field,
                Some(wanted.trim_end_matches('?')),
                wanted.ends_with('?'),
            ),
            (None, None) => (field, None, false),
        };
        let known = wanted.map(|wanted| {
            let found = CHOICES.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, choice)| *choice).ok_or(wanted)
        });
        Self {
            field: field.to_owned(),
            choice: known.and_then(Result::ok).unwrap_or_default(),
            is_optional,
            unknown_choice: known.and_then(Result::err).map(str::to_owned),
        }
    }
}

/// As profiles write it.
impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.field)?;
        if self.is_optional {
            f.write_str("?")?;
        }
        let known = CHOICES.iter().find(|(_, choice)| *choice == self.choice);
        let known = known.map(|(name, _)| *name);
        match self.unknown_choice.as_deref().or(known) {
            Some(choice) => write!(f, "@{choice}"),
            None => Ok(()),
        }
    }
}

impl Serialize for Operand {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Operand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::new(&String::deserialize(deserializer)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_say_field_choice_and_need() {
        let plain = Operand::new("pagu");
        assert_eq!((plain.choice, plain.is_optional), (Choice::Fitting, false));
        for text in ["kas?@months", "kas@months?"] {
            let months = Operand::new(text);
            assert_eq!(months.field, "kas");
            assert_eq!((months.choice, months.is_optional), (Choice::Months, true));
        }
        for text in ["pagu", "kas?", "kas?@months", "kas@later", "pagu@next"] {
            assert_eq!(Operand::new(text).to_string(), text);
        }
        let wrong = Operand::new("pagu@next");
        assert_eq!(wrong.unknown_choice.as_deref(), Some("next"));
    }
}
