//! The page's own words, in both languages.

use std::collections::BTreeMap;

use crate::model::language::Language;

/// Name in the template, Bahasa Indonesia, English.
const WORDS: &[(&str, &str, &str)] = &[
    ("advice", "Saran", "Advice"),
    ("agency", "Perangkat daerah", "Agency"),
    ("all", "semua", "all"),
    (
        "at_stake",
        "Selisih rupiah pada kesalahan",
        "Rupiah off in errors",
    ),
    ("cause", "Sebab", "Cause"),
    ("cell", "Sel", "Cell"),
    ("clean", "Tidak ada temuan.", "Nothing was found."),
    ("computed", "Seharusnya", "Should be"),
    (
        "consequences",
        "sel lain salah hanya karena ini",
        "other cells are wrong only because of this",
    ),
    ("difference", "Selisih", "Difference"),
    ("documents", "dokumen", "documents"),
    ("elsewhere", "Di tempat lain", "Elsewhere"),
    ("error", "kesalahan", "error"),
    ("errors", "Kesalahan", "Errors"),
    ("filter", "Saring", "Filter"),
    ("findings", "Temuan", "Findings"),
    (
        "findings_by_agency",
        "Temuan per perangkat daerah",
        "Findings by agency",
    ),
    ("findings_by_rule", "Temuan per jenis", "Findings by kind"),
    ("gap", "baris lain", "other rows"),
    ("info", "keterangan", "info"),
    ("infos", "Keterangan", "Info"),
    (
        "left_out",
        "temuan lain ada di temuan.jsonl",
        "more findings are in temuan.jsonl",
    ),
    ("limit", "Batas", "Limit"),
    (
        "matrix",
        "Perangkat daerah dan dokumen",
        "Agencies and documents",
    ),
    (
        "matrix_note",
        "Jumlah tabel per jenis dokumen; merah: ada kesalahan, kuning: ada peringatan.",
        "Tables by kind of document; red: with errors, yellow: with warnings.",
    ),
    (
        "none_fit",
        "Tidak ada temuan yang cocok dengan saringan.",
        "No finding fits the filter.",
    ),
    ("numbers_proved", "angka dibuktikan", "numbers proved"),
    ("read", "dokumen dibaca", "documents read"),
    ("quarantined", "dikarantina", "quarantined"),
    ("rule", "Jenis temuan", "Kind of finding"),
    ("search", "Cari dalam temuan", "Search the findings"),
    ("severity", "Tingkat", "Severity"),
    ("shown", "ditampilkan", "shown"),
    ("stated", "Tertulis", "Stated"),
    ("suggested", "usul", "suggested"),
    ("title", "Temuan audit", "Audit findings"),
    ("tolerance", "Toleransi", "Tolerance"),
    ("unknown_kind", "jenis lain", "other kinds"),
    (
        "changed_documents",
        "Dokumen yang berubah",
        "Documents that changed",
    ),
    ("life", "Status", "Status"),
    ("code", "Kode", "Code"),
    ("handed_in", "Kelengkapan dokumen", "Documents handed in"),
    (
        "not_counted",
        "Dokumen yang tidak dihitung",
        "Documents that do not count",
    ),
    ("new", "baru", "new"),
    ("known", "lama", "known"),
    ("reopened", "muncul lagi", "reopened"),
    ("waived", "dikecualikan", "waived"),
    (
        "gone",
        "Temuan yang tidak ada lagi",
        "Findings that are no more",
    ),
    ("warning", "peringatan", "warning"),
    ("warnings", "Peringatan", "Warnings"),
];

/// The words of a language, by their names in the template.
pub(super) fn words(language: Language) -> BTreeMap<&'static str, &'static str> {
    WORDS
        .iter()
        .map(|(name, id, en)| (*name, language.pick(id, en)))
        .collect()
}
