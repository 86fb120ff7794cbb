//! Comes in: the English message of the TOML deserialiser. Goes out: what it complains of, in both
//! languages, with a hint. Never looks at the text complained of.

use super::fault::{Said, name_hint};

/// What the deserialiser complains of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Complaint {
    /// A field that does not exist.
    UnknownField {
        /// Its name.
        name: String,
        /// The names that exist.
        known: Vec<String>,
    },
    /// A field that must be there.
    MissingField {
        /// Its name.
        name: String,
    },
    /// A word that is none of the allowed ones.
    UnknownVariant {
        /// The word.
        name: String,
        /// The allowed ones.
        known: Vec<String>,
    },
    /// A value of another type.
    WrongType {
        /// What stands there.
        found: String,
        /// What should.
        expected: String,
    },
    /// Anything else, as it came.
    Other(String),
}

impl Complaint {
    /// Reads a message, by the wordings that serde fixes.
    pub(super) fn read(message: &str) -> Self {
        let quoted = quoted_words(message);
        let first = quoted.first().cloned().unwrap_or_default();
        let rest = || quoted.iter().skip(1).cloned().collect();
        if message.starts_with("unknown field ") {
            return Complaint::UnknownField {
                name: first,
                known: rest(),
            };
        }
        if message.starts_with("missing field ") {
            return Complaint::MissingField { name: first };
        }
        if message.starts_with("unknown variant ") {
            return Complaint::UnknownVariant {
                name: first,
                known: rest(),
            };
        }
        let typed = ["invalid type: ", "invalid value: ", "invalid length "]
            .iter()
            .find_map(|opening| message.strip_prefix(opening));
        match typed.and_then(|tail| tail.rsplit_once(", expected ")) {
            Some((found, expected)) => Complaint::WrongType {
                found: found.to_owned(),
                expected: expected.to_owned(),
            },
            None => Complaint::Other(message.to_owned()),
        }
    }

    /// What is wrong.
    pub(super) fn reason(&self) -> Said {
        match self {
            Complaint::UnknownField { name, .. } => Said::new(
                format!("nama `{name}` tidak dikenal di sini"),
                format!("unknown field `{name}`"),
            ),
            Complaint::MissingField { name } => Said::new(
                format!("`{name}` belum ditulis"),
                format!("`{name}` is missing"),
            ),
            Complaint::UnknownVariant { name, .. } => Said::new(
                format!("pilihan `{name}` tidak dikenal"),
                format!("unknown choice `{name}`"),
            ),
            Complaint::WrongType { found, expected } => {
                let (found, expected) = (found_words(found), expected_words(expected));
                Said::new(
                    format!(
                        "jenis nilai salah: tertulis {}, seharusnya {}",
                        found.id, expected.id
                    ),
                    format!("wrong type: found {}, expected {}", found.en, expected.en),
                )
            }
            Complaint::Other(message) => {
                Said::new(format!("tidak dapat dibaca ({message})"), message.clone())
            }
        }
    }

    /// What to do.
    pub(super) fn hint(&self) -> Option<Said> {
        match self {
            Complaint::UnknownField { name, known } | Complaint::UnknownVariant { name, known } => {
                name_hint(name, known.iter().map(String::as_str))
            }
            Complaint::MissingField { name } => Some(Said::new(
                format!("tambahkan `{name} = ...`"),
                format!("add `{name} = ...`"),
            )),
            Complaint::WrongType { expected, .. } => Some(example(expected)),
            Complaint::Other(_) => None,
        }
    }
}

/// The words between backticks, in order.
fn quoted_words(message: &str) -> Vec<String> {
    message
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn found_words(found: &str) -> Said {
    let (kind, value) = found.split_once(' ').unwrap_or((found, ""));
    let value = value.trim_start_matches("point ").trim_matches('`');
    let (id, en) = match kind {
        "string" => ("teks", "the text"),
        "integer" => ("bilangan bulat", "the whole number"),
        "floating" => ("bilangan pecahan", "the decimal number"),
        "boolean" => ("ya/tidak", "the yes/no value"),
        "sequence" => ("daftar", "a list"),
        "map" => ("kelompok nilai", "a table"),
        _ => return Said::new(found, found),
    };
    Said::new(
        format!("{id} {value}").trim(),
        format!("{en} {value}").trim(),
    )
}

fn expected_words(expected: &str) -> Said {
    match expected {
        "a string" | "string or table" => Said::new("teks", "a text"),
        "a boolean" => Said::new("true atau false", "true or false"),
        "a sequence" => Said::new("daftar", "a list"),
        "i32" | "i64" | "u32" | "usize" => Said::new("bilangan bulat", "a whole number"),
        table if table.starts_with("struct ") || table == "a map" => {
            Said::new("kelompok nilai", "a table")
        }
        other => Said::new(other, other),
    }
}

fn example(expected: &str) -> Said {
    let both = |example: &str| {
        Said::new(
            format!("tulis seperti {example}"),
            format!("write it as {example}"),
        )
    };
    match expected {
        "a string" | "string or table" => both("\"teks\""),
        "a boolean" => both("true"),
        "a sequence" => both("[\"a\", \"b\"]"),
        "i32" | "i64" | "u32" | "usize" => both("2023"),
        _ => both("{ id = \"...\", en = \"...\" }"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_understood() {
        assert_eq!(
            Complaint::read("unknown field `x`, expected one of `a`, `b`"),
            Complaint::UnknownField {
                name: "x".to_owned(),
                known: vec!["a".to_owned(), "b".to_owned()]
            }
        );
        let reason =
            Complaint::read("invalid type: string \"dua, expected i\", expected i32").reason();
        assert_eq!(
            reason.id,
            "jenis nilai salah: tertulis teks \"dua, expected i\", seharusnya bilangan bulat"
        );
    }
}
