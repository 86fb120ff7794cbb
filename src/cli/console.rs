//! Comes in: texts, some of them out of documents. Goes to the terminal: the same without control
//! characters, coloured if wanted. Never lets a document steer the terminal.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;

use super::args::{ColorChoice, GlobalArgs};
use crate::model::finding::Severity;
pub(super) use crate::model::harmless::{clean, clean_lines};
use crate::model::language::Language;

/// How selaras talks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Console {
    /// Language of messages.
    pub(super) language: Language,
    /// Number of threads asked for.
    pub(super) jobs: Option<NonZeroUsize>,
    /// Whether a progress bar is shown.
    pub(super) progress: bool,
    /// Whether the summary is left out.
    pub(super) quiet: bool,
    /// Colours on stdout.
    pub(super) paint: Paint,
}

impl Console {
    /// What the global options say.
    pub(super) fn of(global: &GlobalArgs) -> Self {
        Self {
            language: global.lang.language(),
            jobs: global.jobs,
            progress: !global.no_progress && !global.quiet && io::stderr().is_terminal(),
            quiet: global.quiet,
            paint: Paint::of(global.color, io::stdout().is_terminal()),
        }
    }
}

/// Says something on stderr. A stderr that cannot be written to leaves nobody to tell.
pub(super) fn talk(text: &str) {
    let _ = io::stderr().lock().write_all(clean_lines(text).as_bytes());
}

/// Whether text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    /// With escape sequences.
    Colored,
    /// As it is.
    Plain,
}

impl Paint {
    /// Colours as asked for, for an output that is a terminal or not.
    pub(super) fn of(choice: ColorChoice, is_terminal: bool) -> Self {
        let colored = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            // An empty NO_COLOR counts as unset (no-color.org).
            ColorChoice::Auto => {
                is_terminal && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            }
        };
        if colored {
            Paint::Colored
        } else {
            Paint::Plain
        }
    }

    /// A severity's name in its colour.
    pub(super) fn severity(self, severity: Severity) -> String {
        let color = match severity {
            Severity::Error => "31",
            Severity::Warning => "33",
            Severity::Info => "36",
        };
        self.with(color, severity.name())
    }

    /// Bold text.
    pub(super) fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    /// Text that is less than the rest.
    pub(super) fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    /// Text that somebody must look at.
    pub(super) fn alarm(self, text: &str) -> String {
        self.with("33", text)
    }

    fn with(self, code: &str, text: &str) -> String {
        match self {
            Paint::Colored => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Paint::Plain => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_only_where_wanted() {
        assert_eq!(Paint::of(ColorChoice::Never, true), Paint::Plain);
        assert_eq!(Paint::of(ColorChoice::Always, false), Paint::Colored);
        assert_eq!(Paint::of(ColorChoice::Auto, false), Paint::Plain);
    }
}
