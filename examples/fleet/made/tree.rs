//! The spending tree of an agency: programs, kegiatan, sub kegiatan, with figures on the leaves that
//! add up to their headings.

use super::chance::Chance;

/// A line of the tree.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) depth: usize,
}

const PROGRAMS: &[&str] = &[
    "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH",
    "PROGRAM PENGELOLAAN CONTOH",
    "PROGRAM PENINGKATAN CONTOH",
];
const KEGIATAN: &[&str] = &[
    "Perencanaan dan Evaluasi Kinerja",
    "Administrasi Keuangan Contoh",
    "Penyediaan Jasa Penunjang",
    "Pembinaan Contoh Terpadu",
    "Pengelolaan Layanan Contoh",
];
const SUBS: &[&str] = &[
    "Penyusunan Dokumen",
    "Koordinasi dan Sinkronisasi",
    "Pengadaan Peralatan",
    "Pemeliharaan Gedung",
    "Pendataan Lapangan",
    "Pelatihan Petugas",
    "Fasilitasi Kelompok",
    "Penyediaan Bahan",
    "Pengawasan Berkala",
    "Penyebarluasan Hasil",
];

/// The tree of the `nth` agency, about `size` times as long as the shortest.
pub(super) fn tree(chance: &mut Chance, nth: usize, size: usize) -> Vec<Node> {
    let (urusan, bidang) = (1 + nth / 30, 1 + nth % 30);
    let mut nodes = Vec::new();
    for program in 1..=2 + chance.below(2) {
        let code = format!("{urusan}.{bidang:02}.{program:02}");
        nodes.push(Node {
            code: code.clone(),
            name: PROGRAMS[program - 1].to_owned(),
            depth: 0,
        });
        for kegiatan in 1..=(1 + chance.below(2)) * size {
            let code = format!("{code}.2.{kegiatan:02}");
            let name = KEGIATAN[(program * 2 + kegiatan) % KEGIATAN.len()];
            // In long trees the words come round again.
            let name = match (program * 2 + kegiatan) / KEGIATAN.len() {
                again if size > 1 => format!("{name} {}", again + 1),
                _ => name.to_owned(),
            };
            nodes.push(Node {
                code: code.clone(),
                name,
                depth: 1,
            });
            for sub in 1..=2 + chance.below(3) {
                let name = SUBS[(program * 3 + kegiatan * 5 + sub) % SUBS.len()];
                nodes.push(Node {
                    code: format!("{code}.{sub:04}"),
                    name: format!("{name} {}", ["Satu", "Dua", "Tiga", "Empat"][sub - 1]),
                    depth: 2,
                });
            }
        }
    }
    nodes
}

/// Whether a line has no line under it.
pub(super) fn is_leaf(nodes: &[Node], idx: usize) -> bool {
    nodes[idx].depth == 2
}

/// Figures of all lines from those of the leaves.
pub(super) fn summed(nodes: &[Node], leaves: &[i64]) -> Vec<i64> {
    let mut all = vec![0; nodes.len()];
    let mut parents: Vec<usize> = Vec::new();
    for (idx, node) in nodes.iter().enumerate() {
        parents.truncate(node.depth);
        if is_leaf(nodes, idx) {
            all[idx] = leaves[idx];
            for &parent in &parents {
                all[parent] += leaves[idx];
            }
        }
        parents.push(idx);
    }
    all
}

/// The sum of all leaves.
pub(super) fn total(nodes: &[Node], leaves: &[i64]) -> i64 {
    (0..nodes.len())
        .filter(|&idx| is_leaf(nodes, idx))
        .map(|idx| leaves[idx])
        .sum()
}
