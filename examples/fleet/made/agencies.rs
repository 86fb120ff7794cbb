//! The agencies of the region: the names that every region has, and sub-districts called after trees.

use super::chance::Chance;

/// An agency.
#[derive(Debug, Clone)]
pub(crate) struct Agency {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) short: String,
    /// The folder of its documents.
    pub(crate) folder: String,
}

const NAMES: &[(&str, &str)] = &[
    ("Dinas Pendidikan", "Disdik"),
    ("Dinas Kesehatan", "Dinkes"),
    ("Dinas Pekerjaan Umum dan Penataan Ruang", "DPUPR"),
    ("Dinas Perumahan dan Kawasan Permukiman", "Disperkim"),
    ("Dinas Sosial", "Dinsos"),
    ("Dinas Tenaga Kerja", "Disnaker"),
    ("Dinas Ketahanan Pangan", "DKP"),
    ("Dinas Lingkungan Hidup", "DLH"),
    ("Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil"),
    ("Dinas Pemberdayaan Masyarakat dan Desa", "DPMD"),
    ("Dinas Perhubungan", "Dishub"),
    ("Dinas Koperasi dan Usaha Mikro", "Diskop"),
    (
        "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        "DPMPTSP",
    ),
    ("Dinas Kepemudaan dan Olahraga", "Dispora"),
    ("Dinas Perpustakaan dan Kearsipan", "Dispusip"),
    ("Dinas Perikanan", "Diskan"),
    ("Dinas Pariwisata", "Dispar"),
    ("Dinas Pertanian", "Distan"),
    ("Dinas Perdagangan", "Disdag"),
    ("Badan Perencanaan Pembangunan Daerah", "Bappeda"),
    ("Badan Keuangan dan Aset Daerah", "BKAD"),
    (
        "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        "BKPSDM",
    ),
    ("Badan Penanggulangan Bencana Daerah", "BPBD"),
    ("Badan Kesatuan Bangsa dan Politik", "Kesbangpol"),
    ("Satuan Polisi Pamong Praja", "Satpol PP"),
    ("Inspektorat Daerah", "Itda"),
    ("Sekretariat Daerah", "Setda"),
    ("Sekretariat DPRD", "Setwan"),
];

const TREES: &[&str] = &[
    "Aren", "Bakau", "Cendana", "Damar", "Enau", "Gaharu", "Jati", "Kenari", "Lontar", "Mahoni",
    "Nibung", "Pinang", "Randu", "Sagu", "Trembesi", "Ulin", "Waru", "Asam", "Beringin", "Kemiri",
];

pub(super) fn agencies(chance: &mut Chance, n_agencies: usize) -> Vec<Agency> {
    (0..n_agencies)
        .map(|nth| {
            let (name, short) = if let Some((name, short)) = NAMES.get(nth) {
                ((*name).to_owned(), (*short).to_owned())
            } else {
                let place = place(nth - NAMES.len());
                (
                    format!("Kecamatan Contoh {place}"),
                    format!("Kec. Contoh {place}"),
                )
            };
            let folder = match chance.below(3) {
                0 => name.clone(),
                1 => name.to_lowercase().replace(' ', "-"),
                _ => short.clone(),
            };
            Agency {
                code: format!("{}.{:02}", 1 + nth / 30, 1 + nth % 30),
                name,
                short,
                folder,
            }
        })
        .collect()
}

/// The name of a sub-district: a tree, where it lies once the trees are used up, then two trees.
fn place(nth: usize) -> String {
    let tree = |nth: usize| TREES[nth % TREES.len()];
    let lies = |round: usize| ["", " Hulu", " Hilir", " Raya"][round % 4];
    match nth / TREES.len() {
        round @ 0..4 => format!("{}{}", tree(nth), lies(round)),
        round => {
            let round = round - 4;
            let (first, second) = (tree(nth), tree(round));
            format!("{first} {second}{}", lies(round / TREES.len()))
        }
    }
}
