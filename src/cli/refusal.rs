//! Comes in: what the user asked for and selaras cannot do. Goes out: a refusal that says what to do
//! instead, in both languages.

use std::fmt;

use crate::config::fault::Said;

/// Something asked for that cannot be done.
#[derive(Debug)]
pub(super) struct Refusal {
    /// What cannot be done.
    pub(super) reason: Said,
    /// What to do instead.
    pub(super) advice: Said,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.reason.en, self.advice.en)
    }
}

impl std::error::Error for Refusal {}
