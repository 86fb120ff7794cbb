//! Grows trees with amounts from a seed.

/// A source of numbers that look random and are the same for the same seed (`SplitMix64`).
#[derive(Debug, Clone)]
pub(super) struct Seed(pub(super) u64);

impl Seed {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn range(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    /// A choice of one.
    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let idx = self.range(0, of.len() as u64 - 1);
        &of[usize::try_from(idx).expect("a small number")]
    }

    /// True once in so many times.
    pub(super) fn once_in(&mut self, times: u64) -> bool {
        self.next().is_multiple_of(times)
    }
}

/// A row of a tree.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Index of the row it stands under.
    pub(super) parent: Option<usize>,
    /// Number among its siblings, from 1.
    pub(super) nth: u64,
    /// Depth, 0 for a root.
    pub(super) depth: usize,
    /// The parts of its code, zeros kept; empty where it has none.
    pub(super) parts: Vec<String>,
    /// Its name.
    pub(super) name: String,
    /// Its amounts, one a column.
    pub(super) amounts: Vec<u64>,
    /// Whether nothing stands under it.
    pub(super) is_leaf: bool,
}

/// A tree, its rows in the order of reading.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    /// Whether it is of accounts, not of programs.
    pub(super) is_accounts: bool,
    /// The rows.
    pub(super) nodes: Vec<Node>,
}

const WORDS: &[&str] = &[
    "Pengelolaan",
    "Informasi",
    "Publik",
    "Penyusunan",
    "Laporan",
    "Sarana",
    "Pelayanan",
    "Jalan",
    "Irigasi",
    "Sekolah",
    "Kesehatan",
    "Pemeliharaan",
    "Gedung",
    "Air",
    "Data",
    "Statistik",
];

const ACCOUNTS: &[&str] = &[
    "Pegawai",
    "Barang",
    "Jasa",
    "Modal",
    "Gaji",
    "Perjalanan",
    "Alat",
];

/// Program trees: names of levels, from the root down.
const LEVELS: &[&str] = &[
    "Urusan",
    "Bidang Urusan",
    "Program",
    "Kegiatan",
    "Sub Kegiatan",
];

impl Tree {
    /// A tree of urusan to sub kegiatan; it may begin at any level above kegiatan.
    pub(super) fn programs(seed: &mut Seed, says_levels: bool) -> Self {
        let first = usize::try_from(seed.range(0, 2)).expect("small");
        let sub_width = if seed.once_in(2) { 2 } else { 4 };
        let urusan = seed.range(1, 3).to_string();
        let bidang = format!("{:02}", seed.range(1, 24));
        let mut tree = Self {
            is_accounts: false,
            nodes: Vec::new(),
        };
        let all = vec![urusan, bidang];
        let start: Vec<String> = all[..first].to_vec();
        let n_roots = if first == 2 { seed.range(1, 3) } else { 1 };
        let mut path = Vec::new();
        for nth in 1..=n_roots {
            tree.program(
                seed,
                first,
                &start,
                &all,
                nth,
                sub_width,
                says_levels,
                &mut path,
            );
        }
        tree.fill(seed);
        tree
    }

    #[allow(clippy::too_many_arguments, reason = "one step of a recursion")]
    fn program(
        &mut self,
        seed: &mut Seed,
        level: usize,
        above: &[String],
        all: &[String],
        nth: u64,
        sub_width: usize,
        says_levels: bool,
        path: &mut Vec<usize>,
    ) {
        let mut parts = above.to_vec();
        match level {
            0 | 1 => parts.push(all[level].clone()),
            2 => parts.push(format!("{nth:02}")),
            3 => parts.extend(["2".to_owned(), format!("{nth:02}")]),
            _ => parts.push(format!("{nth:0sub_width$}")),
        }
        let words = format!(
            "{} {} {}",
            seed.pick(WORDS),
            seed.pick(WORDS),
            seed.pick(WORDS)
        );
        let name = if says_levels || level < 2 {
            format!("{} {words}", LEVELS[level])
        } else {
            words
        };
        let idx = self.push(path, nth, parts.clone(), name);
        if level == 4 {
            return;
        }
        path.push(idx);
        let n_children = match level {
            0 => 1,
            1 => seed.range(1, 3),
            2 => seed.range(1, 4),
            _ if seed.once_in(12) => seed.range(9, 13),
            _ => seed.range(1, 4),
        };
        for child in 1..=n_children {
            self.program(
                seed,
                level + 1,
                &parts,
                all,
                child,
                sub_width,
                says_levels,
                path,
            );
        }
        path.pop();
    }

    /// A tree of accounts of any generation.
    pub(super) fn accounts(seed: &mut Seed) -> Self {
        let widths: [usize; 6] =
            *seed.pick(&[[1, 1, 2, 2, 2, 3], [1, 1, 2, 2, 2, 4], [1, 1, 2, 2, 3, 5]]);
        let deepest = usize::try_from(seed.range(3, 6)).expect("small");
        let mut tree = Self {
            is_accounts: true,
            nodes: Vec::new(),
        };
        tree.account(seed, &widths[..deepest], &[], 5, &mut Vec::new());
        tree.fill(seed);
        tree
    }

    fn account(
        &mut self,
        seed: &mut Seed,
        widths: &[usize],
        above: &[String],
        nth: u64,
        path: &mut Vec<usize>,
    ) {
        let Some((&width, rest)) = widths.split_first() else {
            return;
        };
        let mut parts = above.to_vec();
        parts.push(format!("{nth:0width$}"));
        let name = format!(
            "Belanja {} {} {}",
            seed.pick(ACCOUNTS),
            seed.pick(WORDS),
            seed.pick(WORDS)
        );
        let idx = self.push(path, nth, parts.clone(), name);
        path.push(idx);
        let n_children = if rest.is_empty() { 0 } else { seed.range(1, 3) };
        let first = if seed.once_in(6) { 9 } else { 1 };
        for child in first..first + n_children {
            self.account(seed, rest, &parts, child, path);
        }
        path.pop();
    }

    fn push(&mut self, path: &[usize], nth: u64, parts: Vec<String>, name: String) -> usize {
        self.nodes.push(Node {
            parent: path.last().copied(),
            nth,
            depth: path.len(),
            parts,
            name,
            amounts: Vec::new(),
            is_leaf: true,
        });
        self.nodes.len() - 1
    }

    /// Gives the leaves amounts and the headings their sums.
    fn fill(&mut self, seed: &mut Seed) {
        let parents: Vec<Option<usize>> = self.nodes.iter().map(|node| node.parent).collect();
        for parent in parents.into_iter().flatten() {
            self.nodes[parent].is_leaf = false;
        }
        for idx in (0..self.nodes.len()).rev() {
            let mut amounts = vec![0, 0];
            if self.nodes[idx].is_leaf {
                amounts[0] = seed.range(1_000, 900_000) * 1_000 + seed.range(0, 999);
                amounts[1] = amounts[0] * seed.range(600, 999) / 1_000;
            } else {
                for child in self.nodes.iter().filter(|node| node.parent == Some(idx)) {
                    amounts[0] += child.amounts[0];
                    amounts[1] += child.amounts[1];
                }
            }
            self.nodes[idx].amounts = amounts;
        }
    }

    /// The sums of the roots.
    pub(super) fn totals(&self) -> Vec<u64> {
        let roots = self.nodes.iter().filter(|node| node.parent.is_none());
        roots.fold(vec![0, 0], |sums, root| {
            sums.iter().zip(&root.amounts).map(|(a, b)| a + b).collect()
        })
    }
}
