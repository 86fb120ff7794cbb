//! Chance that is the same on every machine: a number in, a row of numbers out.

/// `SplitMix64`, by Steele, Lea and Flood (2014).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from `least` to `most`, both included.
    pub(crate) fn within(&mut self, least: i64, most: i64) -> i64 {
        let span = u64::try_from(most - least + 1).expect("a span");
        least + i64::try_from(self.next() % span).expect("small")
    }

    /// Whether something of this many percent happens.
    pub(crate) fn percent(&mut self, percent: i64) -> bool {
        self.within(1, 100) <= percent
    }

    /// One of several.
    pub(crate) fn pick<T: Copy>(&mut self, among: &[T]) -> T {
        let last = i64::try_from(among.len()).expect("small") - 1;
        among[usize::try_from(self.within(0, last)).expect("an index")]
    }

    /// An amount of money: rounded by people, or to the rupiah.
    pub(crate) fn money(&mut self) -> i64 {
        let unit = self.pick(&[1, 1, 50, 1_000, 25_000]);
        self.within(400_000, 900_000_000) / unit * unit
    }

    /// A part of an amount: all, nothing, or something between.
    pub(crate) fn part(&mut self, whole: i64) -> i64 {
        match self.within(1, 10) {
            1 => whole,
            2 => 0,
            _ => whole / 1000 * self.within(200, 999) + self.within(0, 999).min(whole / 10),
        }
    }
}
