//! How the model is written for another process of this program: texts that repeat once, decimals
//! exactly, words of the program by the tables they stand in. Whoever reads believes nothing: what
//! stands in no table is refused, and a place in another document than the one told too.
//!
//! Inside [`in_turn`] a text is written where it stands first and named by its number from then on,
//! so what is written in an order must be read in that order. Outside of it every text is written.

mod cells;
mod decimal;

pub use decimal::{exact, exact_option};

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserializer, Serializer};

use super::place::SheetPath;

/// Texts that a thread finds again by their address, before it looks at their letters.
const N_RECENT: usize = 4;

/// The texts that were written or read so far.
#[derive(Debug, Default)]
pub struct Texts {
    /// Numbers of those written.
    numbers: HashMap<Arc<str>, u32>,
    /// Those written last, with their numbers: neighbours share theirs.
    recent: Vec<(Arc<str>, u32)>,
    next_recent: usize,
    /// Those read, in the order of their numbers.
    read: Vec<Arc<str>>,
    /// What each of those is in a table of the program, once asked.
    words: Vec<Option<&'static str>>,
    /// Numbers of the sheets written.
    sheet_numbers: HashMap<Arc<SheetPath>, u32>,
    /// The one written last.
    last_sheet: Option<(Arc<SheetPath>, u32)>,
    /// Those read, in the order of their numbers.
    sheets_read: Vec<Arc<SheetPath>>,
    /// The document that is being read, outside of which no place may lie.
    document: Option<Arc<str>>,
}

impl Texts {
    /// Texts of what is read of one document.
    pub fn of_document(path: Arc<str>) -> Self {
        Self {
            document: Some(path),
            ..Self::default()
        }
    }

    /// The number of a text that was written before; else it gets one.
    fn number(&mut self, text: &str, shared: Option<&Arc<str>>) -> Option<u32> {
        if let Some(shared) = shared {
            let mut recent = self.recent.iter();
            let found = recent.find(|(known, _)| Arc::ptr_eq(known, shared));
            if let Some((_, number)) = found {
                return Some(*number);
            }
        }
        let known = self.numbers.get(text).copied();
        let number = known.unwrap_or_else(|| {
            let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            let own = shared.cloned().unwrap_or_else(|| text.into());
            self.numbers.insert(own, next);
            next
        });
        if let Some(shared) = shared {
            let entry = (shared.clone(), number);
            match self.recent.get_mut(self.next_recent) {
                Some(place) => *place = entry,
                None => self.recent.push(entry),
            }
            self.next_recent = (self.next_recent + 1) % N_RECENT;
        }
        known
    }
}

thread_local! {
    static TEXTS: RefCell<Option<Texts>> = const { RefCell::new(None) };
}

/// Puts the texts back, whatever becomes of the work.
struct Turn<'t>(&'t mut Texts);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Some(texts) = TEXTS.take() {
            *self.0 = texts;
        }
    }
}

/// Writes or reads something behind what was written or read with these texts before.
pub fn in_turn<T>(texts: &mut Texts, work: impl FnOnce() -> T) -> T {
    TEXTS.set(Some(std::mem::take(texts)));
    let _turn = Turn(texts);
    work()
}

fn with_texts<T>(work: impl FnOnce(&mut Texts) -> T) -> Option<T> {
    TEXTS.with_borrow_mut(|texts| texts.as_mut().map(work))
}

/// Writes a text: its number, counted from one; or zero and the text.
fn write<S: Serializer>(
    text: &str,
    shared: Option<&Arc<str>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let known = with_texts(|texts| texts.number(text, shared)).flatten();
    if let Some(number) = known {
        let mut tuple = serializer.serialize_tuple(1)?;
        tuple.serialize_element(&number.saturating_add(1))?;
        tuple.end()
    } else {
        let mut tuple = serializer.serialize_tuple(2)?;
        tuple.serialize_element(&0u32)?;
        tuple.serialize_element(text)?;
        tuple.end()
    }
}

/// Reads a text, and its number.
fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(Arc<str>, Option<usize>), D::Error> {
    deserializer.deserialize_tuple(2, Reading(PhantomData))
}

struct Reading<T>(PhantomData<T>);

impl<'de> Visitor<'de> for Reading<Arc<str>> {
    type Value = (Arc<str>, Option<usize>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or the number of one")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let missing = || A::Error::custom("a text is missing");
        let number: u32 = seq.next_element()?.ok_or_else(missing)?;
        if let Some(idx) = number.checked_sub(1) {
            let idx = usize::try_from(idx).map_err(A::Error::custom)?;
            let known = with_texts(|texts| texts.read.get(idx).cloned()).flatten();
            let text = known.ok_or_else(|| A::Error::custom("a text that was not told"))?;
            return Ok((text, Some(idx)));
        }
        let text: String = seq.next_element()?.ok_or_else(missing)?;
        let text: Arc<str> = text.into();
        let idx = with_texts(|texts| {
            texts.read.push(text.clone());
            texts.read.len() - 1
        });
        Ok((text, idx))
    }
}

/// A text that its readers share.
pub mod shared {
    use super::{Arc, Deserializer, Serializer};

    /// Writes it.
    pub fn serialize<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
        super::write(text, Some(text), serializer)
    }

    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
        Ok(super::read(deserializer)?.0)
    }
}

/// The path of the document that something belongs to.
pub mod document {
    use super::{Arc, Deserializer, Serializer, with_texts};
    use serde::de::Error as _;

    /// Writes it.
    pub fn serialize<S: Serializer>(path: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
        super::write(path, Some(path), serializer)
    }

    /// Reads it; another than the one that is being read is refused.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
        let (path, _) = super::read(deserializer)?;
        match with_texts(|texts| texts.document.clone()).flatten() {
            Some(own) if own == path => Ok(own),
            Some(_) => Err(D::Error::custom("a place in another document")),
            None => Ok(path),
        }
    }
}

/// The sheet of a place, which many places share.
pub mod sheet {
    use super::{Arc, Deserializer, Serializer, with_texts};
    use crate::model::place::SheetPath;
    use serde::de::Error as _;
    use serde::{Deserialize, Serialize};

    /// Its number, counted from one, or zero and the sheet.
    #[derive(Serialize, Deserialize)]
    struct Told<S>(u32, Option<S>);

    /// Writes it.
    pub fn serialize<S: Serializer>(
        sheet: &Arc<SheetPath>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let known = with_texts(|texts| {
            // Neighbours are on one sheet.
            if let Some((last, number)) = &texts.last_sheet
                && Arc::ptr_eq(last, sheet)
            {
                return Some(*number);
            }
            let known = texts.sheet_numbers.get(sheet).copied();
            let number = known.unwrap_or_else(|| {
                let next = u32::try_from(texts.sheet_numbers.len()).unwrap_or(u32::MAX);
                texts.sheet_numbers.insert(sheet.clone(), next);
                next
            });
            texts.last_sheet = Some((sheet.clone(), number));
            known
        });
        match known.flatten() {
            Some(number) => Told(number.saturating_add(1), None),
            None => Told(0, Some(&**sheet)),
        }
        .serialize(serializer)
    }

    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Arc<SheetPath>, D::Error> {
        let Told(number, told) = Told::<SheetPath>::deserialize(deserializer)?;
        if let Some(told) = told {
            let sheet = Arc::new(told);
            with_texts(|texts| texts.sheets_read.push(sheet.clone()));
            return Ok(sheet);
        }
        let idx = number
            .checked_sub(1)
            .and_then(|idx| usize::try_from(idx).ok());
        let known = with_texts(|texts| texts.sheets_read.get(idx?).cloned());
        let known = known.flatten();
        known.ok_or_else(|| D::Error::custom("a sheet that was not told"))
    }
}

/// A text that is often the same.
pub mod word {
    use super::{Deserializer, Serializer};

    /// Writes it.
    pub fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        super::write(text, None, serializer)
    }

    /// Reads it.
    pub fn deserialize<'de, D, T>(deserializer: D) -> Result<T, D::Error>
    where
        D: Deserializer<'de>,
        T: for<'t> From<&'t str>,
    {
        Ok(T::from(&super::read(deserializer)?.0))
    }
}

/// A text that may be long, shared where it repeats.
pub mod label {
    use super::{Deserializer, Serializer};
    use smol_str::SmolStr;

    /// Bytes of a text that is kept in its place; sharing it would cost more.
    const SHORT: usize = 23;

    /// Writes it.
    pub fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        super::write(text, None, serializer)
    }

    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SmolStr, D::Error> {
        Ok(shared(&super::read(deserializer)?.0))
    }

    fn shared(text: &std::sync::Arc<str>) -> SmolStr {
        if text.len() <= SHORT {
            SmolStr::new(text)
        } else {
            SmolStr::from(text.clone())
        }
    }
}

/// The code of a rule.
pub mod code {
    use super::{Deserializer, Serializer, with_texts};
    use crate::model::rules;
    use serde::de::Error as _;

    /// Writes it.
    pub fn serialize<S: Serializer>(code: &&'static str, serializer: S) -> Result<S::Ok, S::Error> {
        super::write(code, None, serializer)
    }

    /// Reads it; one of no rule is refused.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<&'static str, D::Error> {
        let (code, idx) = super::read(deserializer)?;
        // Looked up once: a sheet may make a million claims of one rule.
        let known = idx.and_then(|idx| with_texts(|texts| texts.words.get(idx).copied().flatten()));
        if let Some(known) = known.flatten() {
            return Ok(known);
        }
        let rule = rules::rule(&code).filter(|rule| rule.code == &*code);
        let rule = rule.ok_or_else(|| D::Error::custom("a code of no rule"))?;
        if let Some(idx) = idx {
            with_texts(|texts| {
                if texts.words.len() <= idx {
                    texts.words.resize(texts.read.len().max(idx + 1), None);
                }
                if let Some(place) = texts.words.get_mut(idx) {
                    *place = Some(rule.code);
                }
            });
        }
        Ok(rule.code)
    }
}

/// The words of a finding, by the placeholders that findings know.
pub mod facts {
    use std::collections::BTreeMap;

    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::model::finding::FACTS;

    /// Writes them.
    pub fn serialize<S: Serializer>(
        facts: &BTreeMap<&'static str, String>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(facts)
    }

    /// Reads them; a placeholder that no finding knows is refused.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<&'static str, String>, D::Error> {
        let told = BTreeMap::<String, String>::deserialize(deserializer)?;
        let known = |key: &str| FACTS.into_iter().find(|known| *known == key);
        told.into_iter()
            .map(|(key, words)| Some((known(&key)?, words)))
            .collect::<Option<_>>()
            .ok_or_else(|| D::Error::custom("a fact that no finding has"))
    }
}
