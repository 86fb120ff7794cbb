//! What was read before with the same profiles: the words they know, headers with what they mean,
//! words of titles and labels. Comes in: profiles and texts. Goes out: what fields and kinds are told
//! by; a text that a hundred documents share is read once. Never changes what a text means.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::fields::{self, Header};
use crate::config::Profile;
use crate::config::profile::Edition;
use crate::model::words::{Initials, MONTHS, words};

/// Headers and texts that are remembered; then it begins anew.
const MOST: usize = 8192;
/// Longest of them, in bytes.
const LONGEST: usize = 400;
/// Words of a text that are looked at.
const MAX_WORDS: usize = 200;

thread_local! {
    /// Of the profiles worked with last: a run has one set of them.
    static LAST: RefCell<Option<Rc<Lexicon>>> = const { RefCell::new(None) };
}

/// What was read with some profiles.
#[derive(Default)]
pub(super) struct Lexicon {
    editions: Vec<Edition>,
    /// Every word of a phrase of any column of any kind.
    known: HashSet<String>,
    headers: RefCell<HashMap<Vec<String>, Rc<Header>>>,
    texts: RefCell<HashMap<String, Rc<Text>>>,
}

/// A text in words.
pub(super) struct Text {
    pub(super) words: Vec<String>,
    pub(super) initials: Initials,
}

impl Text {
    fn new(text: &str) -> Self {
        let mut words = words(text);
        words.truncate(MAX_WORDS);
        let initials = Initials::of(&words);
        Self { words, initials }
    }
}

impl Lexicon {
    /// What was read with these profiles so far.
    pub(super) fn of(profiles: &[Profile]) -> Rc<Self> {
        let editions = || profiles.iter().map(|profile| profile.edition);
        LAST.with_borrow_mut(|last| match last {
            Some(lexicon) if lexicon.editions.iter().copied().eq(editions()) => lexicon.clone(),
            _ => {
                let rules = profiles.iter().flat_map(|profile| &profile.columns);
                let phrases =
                    rules.flat_map(|rule| rule.words.iter().chain(&rule.with).chain(&rule.not));
                let lexicon = Rc::new(Self {
                    editions: editions().collect(),
                    known: phrases
                        .flat_map(|phrase| phrase.words().iter().cloned())
                        .collect(),
                    ..Self::default()
                });
                *last = Some(lexicon.clone());
                lexicon
            }
        })
    }

    /// Whether a word names a part of the year or stands in a phrase of any column of any kind.
    pub(super) fn knows(&self, word: &str) -> bool {
        word == "sd" || MONTHS.contains(&word) || self.known.contains(word)
    }

    /// A header by the texts of its path.
    pub(super) fn header(&self, path: &[String], profiles: &[Profile]) -> Rc<Header> {
        let known = self.headers.borrow().get(path).cloned();
        known.unwrap_or_else(|| {
            let header = Rc::new(fields::header(path, profiles, self));
            let n_bytes: usize = path.iter().map(String::len).sum();
            if n_bytes <= LONGEST {
                remember(&self.headers, path.to_vec(), header.clone());
            }
            header
        })
    }

    /// A text of a title, header or label.
    pub(super) fn text(&self, text: &str) -> Rc<Text> {
        let known = self.texts.borrow().get(text).cloned();
        known.unwrap_or_else(|| {
            let read = Rc::new(Text::new(text));
            if text.len() <= LONGEST {
                remember(&self.texts, text.to_owned(), read.clone());
            }
            read
        })
    }
}

fn remember<K: std::hash::Hash + Eq, V>(all: &RefCell<HashMap<K, V>>, key: K, value: V) {
    let mut all = all.borrow_mut();
    if all.len() >= MOST {
        all.clear();
    }
    all.insert(key, value);
}
