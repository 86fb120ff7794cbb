//! A phrase as profiles write it, kept with its words in one spelling, so that no table spells it anew.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::words::{Initials, words};

/// A phrase of headers or titles.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Phrase {
    written: String,
    words: Vec<String>,
    initials: Initials,
}

impl Phrase {
    /// The phrase of a text.
    pub fn new(written: &str) -> Self {
        let words = words(written);
        Self {
            written: written.to_owned(),
            initials: Initials::of(&words),
            words,
        }
    }

    /// As the profile writes it.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Its words in one spelling.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// What its words begin with.
    pub fn initials(&self) -> Initials {
        self.initials
    }

    /// Letters in it.
    pub fn len(&self) -> usize {
        self.words.iter().map(String::len).sum::<usize>() + self.words.len().saturating_sub(1)
    }

    /// Whether nothing is left of it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl AsRef<str> for Phrase {
    fn as_ref(&self) -> &str {
        &self.written
    }
}

/// As the profile writes it.
impl Serialize for Phrase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written)
    }
}

impl<'de> Deserialize<'de> for Phrase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::new(&String::deserialize(deserializer)?))
    }
}
