//! Comes in: what is wrong with a pipeline or profile. Goes out: a fault that names file, line,
//! column, reason and what to do, in both languages. Never reads the file.

use std::fmt;

use crate::model::language::Language;

/// A text in both languages, made while the program runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Bahasa Indonesia.
    pub id: String,
    /// English.
    pub en: String,
}

impl Said {
    /// Both texts.
    pub fn new(id: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            en: en.into(),
        }
    }

    /// The text of a language.
    pub fn pick(&self, language: Language) -> &str {
        language.pick(&self.id, &self.en)
    }
}

/// One fault of a configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFault {
    /// Code of the rule (family P).
    pub code: &'static str,
    /// The file, as the user named it.
    pub file: String,
    /// Line, from 1; `None` for a fault of the whole file.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub reason: Said,
    /// What to do.
    pub hint: Option<Said>,
}

impl ConfigFault {
    /// A fault of a whole file.
    pub fn whole_file(code: &'static str, file: &str, reason: Said) -> Self {
        Self {
            code,
            file: file.to_owned(),
            line: None,
            column: None,
            reason,
            hint: None,
        }
    }

    /// The same fault with a word on what to do.
    #[must_use]
    pub fn hint(mut self, hint: Option<Said>) -> Self {
        self.hint = hint;
        self
    }

    /// Where the fault stands: `file:line:column`, as far as it is known.
    pub fn position(&self) -> String {
        match (self.line, self.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", self.file),
            (Some(line), None) => format!("{}:{line}", self.file),
            (None, _) => self.file.clone(),
        }
    }

    /// Order of faults in every listing: file, line, column, code.
    pub fn sort_key(&self) -> (&str, Option<usize>, Option<usize>, &str) {
        (&self.file, self.line, self.column, self.code)
    }
}

impl fmt::Display for ConfigFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}", self.position(), self.code, self.reason.en)
    }
}

/// The known name that is most like `name`, when one is like it at all.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    known
        .into_iter()
        .map(|candidate| {
            (
                strsim::normalized_damerau_levenshtein(&wanted, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// A hint for an unknown name: the nearest known one, else all that are known.
pub fn name_hint<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Said> {
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(found) = nearest(name, known.iter().copied()) {
        return Some(Said::new(
            format!("maksudnya `{found}`?"),
            format!("did you mean `{found}`?"),
        ));
    }
    if known.is_empty() {
        return None;
    }
    let list = known.join(", ");
    Some(Said::new(
        format!("yang dikenal: {list}"),
        format!("known: {list}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered_only_when_it_is_near() {
        assert_eq!(
            nearest("realisas", ["renja", "realisasi"]),
            Some("realisasi")
        );
        assert_eq!(nearest("a101x", ["A101", "C001"]), Some("A101"));
        assert_eq!(nearest("zzz", ["renja", "realisasi"]), None);
    }
}
