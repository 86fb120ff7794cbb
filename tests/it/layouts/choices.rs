//! The choices that people make when they lay out a table, each independent of the others. A seed
//! draws one layout; a layout names its choices, so that a failure can be told in words.

/// A choice: its name and what may be chosen; the first is the plain way.
type Choice = (&'static str, &'static [&'static str]);

/// All choices.
pub(crate) const CHOICES: &[Choice] = &[
    (
        "money",
        &[
            "stored",
            "text-id",
            "text-id-sen",
            "text-en",
            "text-rp",
            "text-rp-sen",
            "mixed",
        ],
    ),
    ("format", &["grouped", "general", "sen"]),
    ("minus", &["sign", "brackets"]),
    ("zero", &["zero", "dash", "blank"]),
    ("percent", &["stored", "text-sign", "fraction", "text"]),
    ("rp-column", &["none", "own"]),
    ("years", &["none", "in-header"]),
    ("header-group", &["none", "over-amounts", "two-levels"]),
    ("header-merge", &["merged", "none"]),
    ("header-leaf", &["top", "bottom"]),
    ("header-case", &["title", "upper", "lower"]),
    ("header-break", &["none", "line-break", "two-spaces"]),
    ("header-unit", &["none", "rp"]),
    ("header-shift", &["none", "right", "left"]),
    ("header-bold", &["no", "yes"]),
    ("header-gap", &["none", "row"]),
    ("numbering", &["none", "stored", "text", "brackets"]),
    ("numbering-formula", &["none", "tight", "spaced"]),
    (
        "pages",
        &["one", "header", "header-numbering", "numbering", "bare"],
    ),
    ("page-gap", &["none", "row", "page-line"]),
    ("page-drift", &["none", "right"]),
    (
        "code",
        &["joined", "split", "cumulative", "own", "in-label"],
    ),
    ("code-store", &["text", "number"]),
    ("code-mark", &["none", "last-dot", "spaces"]),
    ("code-push", &["none", "next-row"]),
    ("outline", &["none", "spaces", "style", "columns"]),
    ("bold", &["none", "headings", "totals"]),
    ("label-wrap", &["none", "next-row"]),
    ("order", &["given", "code-last", "amounts-reversed"]),
    ("running-number", &["none", "roots", "all"]),
    ("remark", &["none", "words", "empty"]),
    ("titles", &["given", "more", "one"]),
    ("title-merge", &["none", "merged", "middle"]),
    ("pairs", &["none", "one-cell", "three-cells"]),
    ("unit-line", &["none", "left", "right"]),
    ("offset-row", &["0", "1", "11"]),
    ("offset-col", &["0", "1", "3"]),
    ("blank-rows", &["none", "groups", "roots"]),
    ("blank-column", &["none", "behind-label", "before-last"]),
    ("hidden-row", &["none", "detail"]),
    ("hidden-column", &["none", "one"]),
    ("total", &["bottom", "top"]),
    (
        "total-label",
        &["label", "first", "merged", "last", "outside"],
    ),
    (
        "total-words",
        &["JUMLAH", "TOTAL", "Jumlah Total", "Total Keseluruhan"],
    ),
    ("total-gap", &["none", "row"]),
    ("total-shift", &["none", "right"]),
    ("subtotals", &["none", "roots"]),
    ("note", &["none", "note", "source", "both", "numbered"]),
    ("note-gap", &["row", "none"]),
    ("signature", &["none", "right", "two"]),
    ("beside", &["none", "table"]),
    ("below", &["none", "table"]),
    ("above", &["none", "table"]),
];

/// One choice of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    picks: Vec<usize>,
}

impl Layout {
    /// The plain layout.
    pub(crate) fn plain() -> Self {
        Self {
            picks: vec![0; CHOICES.len()],
        }
    }

    /// The layout of a seed. Some layouts are nearly plain, others odd in most things.
    pub(crate) fn of_seed(seed: u64) -> Self {
        let mut random = Random(seed);
        let oddity = 8 + random.below(40);
        let picks = CHOICES.iter().map(|(_, values)| {
            let is_odd = random.below(100) < oddity;
            let other = 1 + random.below(values.len() - 1);
            if is_odd { other } else { 0 }
        });
        let mut layout = Self {
            picks: picks.collect(),
        };
        layout.settle();
        layout
    }

    /// What was chosen.
    pub(crate) fn get(&self, name: &str) -> &'static str {
        let (idx, (_, values)) = choice(name);
        values[self.picks[idx]]
    }

    /// Whether this was chosen.
    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        let (_, (_, values)) = choice(name);
        assert!(values.contains(&value), "{name} is never {value}");
        self.get(name) == value
    }

    /// The layout with this chosen.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        let (idx, (_, values)) = choice(name);
        self.picks[idx] = values
            .iter()
            .position(|other| *other == value)
            .unwrap_or_else(|| panic!("{name} is never {value}"));
        self
    }

    /// The choices that are not plain.
    pub(crate) fn odd(&self) -> Vec<usize> {
        let picks = 0..self.picks.len();
        picks.filter(|&idx| self.picks[idx] != 0).collect()
    }

    /// The layout with this choice plain.
    pub(crate) fn without(&self, choice: usize) -> Self {
        let mut simpler = self.clone();
        simpler.picks[choice] = 0;
        simpler.settle();
        simpler
    }

    /// The choices that are not plain, in words.
    pub(crate) fn describe(&self) -> String {
        let odd = CHOICES
            .iter()
            .zip(&self.picks)
            .filter(|(_, pick)| **pick != 0);
        let odd: Vec<String> = odd
            .map(|((name, values), &pick)| format!("{name}={}", values[pick]))
            .collect();
        odd.join(" ")
    }

    /// Takes back what nobody could read, whatever the care.
    fn settle(&mut self) {
        // Rows right below others, with their columns astray, are lost to anybody.
        if self.is("page-gap", "none") {
            self.picks[choice("page-drift").0] = 0;
        }
    }
}

fn choice(name: &str) -> (usize, &'static Choice) {
    CHOICES
        .iter()
        .enumerate()
        .find(|(_, (other, _))| *other == name)
        .unwrap_or_else(|| panic!("there is no choice {name}"))
}

/// Splitmix64: small, and the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % u64::try_from(bound).expect("a bound")).expect("below a bound")
    }
}
