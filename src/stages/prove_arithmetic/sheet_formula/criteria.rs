//! Criteria of SUMIF and SUMIFS: `"Belanja"`, `">=100"`, a cell's value, texts with `*` and `?`.

use super::evaluate::compared;
use super::value::{Number, Value};

/// Steps after which a text is not like a pattern: only made-up ones take as many.
const MAX_STEPS: usize = 200_000;

/// A criterion.
pub(super) enum Criterion {
    /// Compared with a value.
    Compared(&'static str, Value),
    /// A text with wildcards, in lower case; whether it must not be met.
    Like(Vec<char>, bool),
}

impl Criterion {
    /// Reads the value of a criterion; `None` where it is not understood.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let text = match value {
            Value::Number(_) | Value::Bool(_) => return Some(Self::Compared("=", value.clone())),
            Value::Text(text) => text.trim(),
            Value::Blank => return Some(Self::Compared("=", Value::number(0.into()))),
            Value::Error(_) | Value::Doubt(_) => return None,
        };
        let operator = ["<=", ">=", "<>", "<", ">", "="]
            .into_iter()
            .find(|operator| text.starts_with(operator));
        let wanted = text.get(operator.map_or(0, str::len)..).unwrap_or_default();
        let operator = operator.unwrap_or("=");
        if let Ok(number) = wanted.parse() {
            return Some(Self::Compared(
                operator,
                Value::Number(Number::stored(number)),
            ));
        }
        if wanted.is_empty() {
            // Blank or not blank.
            return match operator {
                "=" | "<>" => Some(Self::Like(Vec::new(), operator == "<>")),
                _ => None,
            };
        }
        match operator {
            "=" | "<>" => Some(Self::Like(
                wanted.to_lowercase().chars().collect(),
                operator == "<>",
            )),
            _ => None,
        }
    }

    /// Whether a cell's value meets it.
    pub(super) fn meets(&self, value: &Value) -> bool {
        match self {
            Criterion::Compared(operator, wanted) => {
                // A criterion about a number looks at numbers only, but everything is unlike it.
                let is_alike = matches!(
                    (value, wanted),
                    (Value::Number(_), Value::Number(_)) | (Value::Bool(_), Value::Bool(_))
                );
                if !is_alike {
                    return *operator == "<>";
                }
                compared(operator, value, wanted) == Value::Bool(true)
            }
            Criterion::Like(pattern, is_not) => {
                let text: Vec<char> = match value {
                    Value::Text(text) => text.to_lowercase().chars().collect(),
                    Value::Blank => Vec::new(),
                    _ => return *is_not,
                };
                is_like(&text, pattern) != *is_not
            }
        }
    }
}

/// Whether a text is like a pattern with `*` and `?`; `~` takes the next letter as it is.
fn is_like(text: &[char], pattern: &[char]) -> bool {
    let (mut at, mut of) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    for _ in 0..MAX_STEPS {
        if at >= text.len() {
            break;
        }
        let escaped = pattern.get(of) == Some(&'~') && of + 1 < pattern.len();
        let letter = pattern.get(if escaped { of + 1 } else { of });
        if !escaped && letter == Some(&'*') {
            star = Some((of, at));
            of += 1;
        } else if letter.is_some() && (letter == text.get(at) || (!escaped && letter == Some(&'?')))
        {
            of += if escaped { 2 } else { 1 };
            at += 1;
        } else if let Some((star_of, star_at)) = star {
            star = Some((star_of, star_at + 1));
            of = star_of + 1;
            at = star_at + 1;
        } else {
            return false;
        }
    }
    let rest = pattern.get(of..).unwrap_or_default();
    at >= text.len() && rest.iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_are_known() {
        let like = |text: &str, pattern: &str| {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            is_like(&letters(text), &letters(pattern))
        };
        assert!(like("belanja modal", "belanja*"));
        assert!(like("belanja modal", "*modal"));
        assert!(like("5.1", "5.?"));
        assert!(!like("belanja", "modal*"));
        assert!(like("a*b", "a~*b") && !like("axb", "a~*b"));
    }
}
