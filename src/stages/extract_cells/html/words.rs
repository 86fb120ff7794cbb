//! Comes in: the texts and inline elements of one cell or line. Goes out: the text as a browser
//! shows it: blanks joined, `<br>` a line end, hidden parts left out. Never interprets a value.

use html5ever::LocalName;

use super::style::Look;

/// Most inline elements inside each other that are told apart.
const MAX_RUNS: usize = 256;

/// How a piece of text is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks(u8);

impl Marks {
    pub(super) const BOLD: Self = Self(1);
    pub(super) const UNDERLINE: Self = Self(2);
    /// Not shown.
    pub(super) const HIDDEN: Self = Self(4);
    /// Blanks stand as they are.
    pub(super) const PRE: Self = Self(8);
    /// Blanks stand as they are, and those that do not break stand for spaces.
    pub(super) const SPACES: Self = Self(16);

    pub(super) fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }

    fn set(&mut self, mark: Self, on: Option<bool>) {
        match on {
            Some(true) => self.0 |= mark.0,
            Some(false) => self.0 &= !mark.0,
            None => {}
        }
    }

    /// These marks inside an element that looks like this. What is hidden stays hidden.
    pub(super) fn inside(mut self, element: &str, look: &Look) -> Self {
        let of_element = |names: &[&str]| names.contains(&element).then_some(true);
        self.set(
            Self::BOLD,
            of_element(&["b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"]),
        );
        self.set(Self::UNDERLINE, of_element(&["u", "ins"]));
        self.set(Self::PRE, of_element(&["pre", "xmp", "textarea"]));
        self.set(Self::BOLD, look.bold);
        self.set(Self::UNDERLINE, look.underline);
        self.set(Self::PRE, look.pre);
        self.set(Self::SPACES, look.spaces);
        self.set(Self::HIDDEN, look.hidden.filter(|hidden| *hidden));
        self.set(Self::HIDDEN, look.comments.filter(|comments| *comments));
        self
    }
}

/// What stands between the text so far and the next word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    Nothing,
    Space,
    Line,
}

/// An element that is open and changes how text is shown.
#[derive(Debug)]
struct Run {
    name: LocalName,
    marks: Marks,
    /// Elements of the same name inside it that change nothing.
    n_same: u64,
}

/// The text of a cell or line while it is read.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    gap: Gap,
    runs: Vec<Run>,
    /// Runs that belong to what stands around the cell.
    n_outside: usize,
    base: Marks,
    has_thin: bool,
    has_plain: bool,
}

/// What stands around a cell, to be taken up again behind it.
#[derive(Debug)]
pub(super) struct Outside {
    n_outside: usize,
    base: Marks,
}

/// A text that is complete.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) text: String,
    /// Whether all of it is bold.
    pub(super) bold: bool,
    /// Whether all of it is underlined.
    pub(super) underline: bool,
}

impl Words {
    /// Begins a cell. The text of what stands around it must have been taken.
    pub(super) fn enter(&mut self, marks: Marks) -> Outside {
        let outside = Outside {
            n_outside: self.n_outside,
            base: self.base,
        };
        self.n_outside = self.runs.len();
        self.base = marks;
        outside
    }

    /// Ends a cell.
    pub(super) fn leave(&mut self, outside: &Outside) {
        self.runs.truncate(self.n_outside);
        self.n_outside = outside.n_outside;
        self.base = outside.base;
    }

    /// How text is shown here.
    pub(super) fn marks(&self) -> Marks {
        self.runs
            .get(self.n_outside..)
            .and_then(<[Run]>::last)
            .map_or(self.base, |run| run.marks)
    }

    /// An inline element begins.
    pub(super) fn open(&mut self, name: &LocalName, look: &Look) {
        let before = self.marks();
        let marks = before.inside(name, look);
        let n_outside = self.n_outside;
        if marks != before && self.runs.len() < n_outside + MAX_RUNS {
            self.runs.push(Run {
                name: name.clone(),
                marks,
                n_same: 0,
            });
        } else if let Some(run) = self.last_run(name) {
            run.n_same += 1;
        }
    }

    /// An inline element ends.
    pub(super) fn close(&mut self, name: &LocalName) {
        let n_outside = self.n_outside;
        let Some(run) = self.last_run(name) else {
            return;
        };
        if run.n_same > 0 {
            run.n_same -= 1;
            return;
        }
        let at = self.runs.iter().rposition(|run| run.name == *name);
        if let Some(at) = at.filter(|at| *at >= n_outside) {
            self.runs.truncate(at);
        }
    }

    fn last_run(&mut self, name: &LocalName) -> Option<&mut Run> {
        let inside = self.runs.get_mut(self.n_outside..)?;
        inside.iter_mut().rev().find(|run| run.name == *name)
    }

    /// Adds text.
    pub(super) fn push(&mut self, text: &str) {
        let marks = self.marks();
        if marks.has(Marks::HIDDEN) || text.is_empty() {
            return;
        }
        if marks.has(Marks::SPACES) {
            self.word(&text.replace(['\n', '\u{a0}'], " "), marks);
        } else if marks.has(Marks::PRE) {
            self.word(text, marks);
        } else {
            if text.starts_with(is_blank) {
                self.space();
            }
            for word in text.split_ascii_whitespace() {
                self.word(word, marks);
                self.space();
            }
            if !text.ends_with(is_blank) && self.gap == Gap::Space {
                self.gap = Gap::Nothing;
            }
        }
    }

    fn word(&mut self, word: &str, marks: Marks) {
        match self.gap {
            Gap::Nothing => {}
            Gap::Space if self.text.ends_with('\n') => {}
            Gap::Space => self.text.push(' '),
            Gap::Line => self.text.push('\n'),
        }
        self.gap = Gap::Nothing;
        self.text.push_str(word);
        if !word.trim().is_empty() {
            self.has_thin |= !marks.has(Marks::BOLD);
            self.has_plain |= !marks.has(Marks::UNDERLINE);
        }
    }

    fn space(&mut self) {
        if self.gap == Gap::Nothing && !self.text.is_empty() {
            self.gap = Gap::Space;
        }
    }

    /// A line end (`<br>`).
    pub(super) fn line_end(&mut self) {
        if !self.marks().has(Marks::HIDDEN) {
            if self.gap == Gap::Line {
                self.text.push('\n');
            }
            self.gap = Gap::Nothing;
            self.text.push('\n');
        }
    }

    /// A paragraph or another block begins or ends: what follows stands on a line of its own.
    pub(super) fn block(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.gap = Gap::Line;
        }
    }

    /// Whether there is no text yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text so far; the next one begins.
    pub(super) fn take(&mut self) -> Said {
        let text = std::mem::take(&mut self.text);
        let marks = self.base;
        let (has_thin, has_plain) = (self.has_thin, self.has_plain);
        self.gap = Gap::Nothing;
        (self.has_thin, self.has_plain) = (false, false);
        // A text whose blanks stand as they are ends with its last line.
        let ends: &[char] = if marks.has(Marks::PRE) {
            &['\n', '\r']
        } else {
            &['\n', '\r', '\t', ' ', '\x0C']
        };
        let is_same = !text.starts_with(ends) && !text.ends_with(ends);
        let has_words = !text.trim().is_empty();
        Said {
            text: if is_same {
                text
            } else {
                text.trim_matches(ends).to_owned()
            },
            bold: if has_words {
                !has_thin
            } else {
                marks.has(Marks::BOLD)
            },
            underline: if has_words {
                !has_plain
            } else {
                marks.has(Marks::UNDERLINE)
            },
        }
    }
}

/// What HTML calls white space, which a space that does not break is not.
fn is_blank(c: char) -> bool {
    c.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(css: &str) -> Look {
        Look::declared(css)
    }

    #[test]
    fn blanks_are_joined_as_browsers_do() {
        let mut words = Words::default();
        for text in ["\n  Belanja", " ", " Pegawai", "\u{a0}", "Negeri  \n"] {
            words.push(text);
        }
        assert_eq!(words.take().text, "Belanja Pegawai\u{a0}Negeri");
        words.push("a ");
        words.line_end();
        words.push(" b");
        words.block();
        words.block();
        words.push("c");
        words.line_end();
        assert_eq!(words.take().text, "a\nb\nc");
        let (pre, spaces) = (LocalName::from("pre"), LocalName::from("span"));
        words.open(&pre, &Look::default());
        words.push("a  b\nc");
        words.close(&pre);
        words.open(&spaces, &style("mso-spacerun:yes"));
        words.push("\u{a0}\u{a0} ");
        words.close(&spaces);
        words.push("d  e");
        assert_eq!(words.take().text, "a  b\nc   d e");
    }

    #[test]
    fn hidden_parts_are_left_out_however_they_nest() {
        let span = LocalName::from("span");
        let mut words = Words::default();
        words.push("1");
        words.open(&span, &style("display:none"));
        words.push("2");
        words.open(&span, &Look::default());
        words.push("3");
        words.close(&span);
        words.push("4");
        words.close(&span);
        words.push("5");
        assert_eq!(words.take().text, "15");
    }

    #[test]
    fn a_text_is_bold_when_all_of_it_is() {
        let bold = LocalName::from("b");
        let mut words = Words::default();
        words.open(&bold, &Look::default());
        words.push("a");
        words.close(&bold);
        words.push(" ");
        assert!(words.take().bold);
        words.push("a");
        words.open(&bold, &Look::default());
        words.push("b");
        assert!(!words.take().bold);
        let outside = words.enter(Marks::default().inside("th", &Look::default()));
        assert!(words.take().bold);
        words.leave(&outside);
        assert!(words.marks().has(Marks::BOLD));
    }

    #[test]
    fn endless_nesting_stays_small() {
        let mut words = Words::default();
        for _ in 0..100_000 {
            words.open(&LocalName::from("b"), &Look::default());
            words.open(&LocalName::from("i"), &style("font-weight:normal"));
        }
        assert!(words.runs.len() <= MAX_RUNS);
    }
}
