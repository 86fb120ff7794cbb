//! Rules about whose documents are, and which were handed in.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this family, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "C201",
        name: "document-of-other-agency",
        severity: Severity::Warning,
        title: Text {
            id: "Dokumen bukan milik perangkat daerah foldernya",
            en: "Document of another agency than its folder's",
        },
        message: Text {
            id: "Dokumen ini milik {name} ({reason}), tetapi {other}",
            en: "This document is {name}'s ({reason}), but {other}",
        },
        advice: Text {
            id: "Pindahkan berkasnya ke folder yang benar, atau perbaiki judulnya.",
            en: "Move the file to the right folder, or mend its title.",
        },
        checks: Text {
            id: "Perangkat daerah yang disebut judul dokumen dibandingkan dengan folder dan nama berkasnya, dengan singkatan yang lazim. Judul dokumen yang dipakai.",
            en: "The agency that the document's title names is compared with its folder and file name, usual abbreviations allowed. The document's title counts.",
        },
        why: Text {
            id: "Dokumen yang tersimpan di folder lain terhitung untuk perangkat daerah yang salah, dan pemiliknya dianggap belum menyampaikan.",
            en: "A document in another's folder is counted for the wrong agency, and its owner taken to have handed in nothing.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Nama yang tidak dikenal sebagai perangkat daerah lain tidak dilaporkan.",
            en: "A name that is no other known agency's is not told.",
        },
    },
    Rule {
        code: "C202",
        name: "missing-submission",
        severity: Severity::Error,
        title: Text {
            id: "Dokumen belum disampaikan",
            en: "Document not handed in",
        },
        message: Text {
            id: "{agency} belum menyampaikan {name}",
            en: "{agency} has not handed in {name}",
        },
        advice: Text {
            id: "Minta dokumennya kepada perangkat daerah tersebut.",
            en: "Ask the agency for the document.",
        },
        checks: Text {
            id: "Setiap perangkat daerah harus mempunyai setiap dokumen yang disebut `expects` dalam pipeline.",
            en: "Every agency must have each document that the pipeline's `expects` names.",
        },
        why: Text {
            id: "Konsolidasi yang tidak lengkap tampak seperti daerah yang lebih kecil.",
            en: "An incomplete consolidation looks like a smaller region.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hanya bila pipeline menyatakannya. Dokumen yang tidak terbaca bukan dokumen yang belum ada.",
            en: "Only where the pipeline says so. A document that cannot be read is not a missing one.",
        },
    },
    Rule {
        code: "C203",
        name: "late-submission",
        severity: Severity::Warning,
        title: Text {
            id: "Dokumen terlambat",
            en: "Document handed in late",
        },
        message: Text {
            id: "Bertanggal {title}, setelah batas {other}",
            en: "Dated {title}, after the deadline {other}",
        },
        advice: Text {
            id: "Catat keterlambatannya.",
            en: "Note that it was late.",
        },
        checks: Text {
            id: "Tanggal dalam nama berkas, atau bila tidak ada tanggal di atas tanda tangan (\"Ditetapkan di ..., 15 Januari 2023\"), dibandingkan dengan `deadline` dalam pipeline.",
            en: "The date in the file's name, or without one that above the signature (\"Ditetapkan di ..., 15 Januari 2023\"), is compared with the pipeline's `deadline`.",
        },
        why: Text {
            id: "Jadwal penyampaian mengikat semua perangkat daerah.",
            en: "The timetable binds all agencies.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Tanggal berkas pada disk tidak dipakai, karena berubah setiap kali disalin. Tanggal peraturan, masa laporan dan pencetakan tidak dihitung.",
            en: "The date of the file on disk is not used, since it changes with every copy. Dates of regulations, periods and printing do not count.",
        },
    },
    Rule {
        code: "C204",
        name: "placeholder-figures",
        severity: Severity::Error,
        title: Text {
            id: "Formulir belum diisi",
            en: "A form that was not filled in",
        },
        message: Text {
            id: "Semua {count} angka {name} ini nol atau {stated}: formulir belum diisi",
            en: "All {count} figures of this {name} are nought or {stated}: the form was not filled in",
        },
        advice: Text {
            id: "Minta dokumen yang sudah diisi.",
            en: "Ask for the document filled in.",
        },
        checks: Text {
            id: "Dokumen dengan sedikitnya enam angka rincian yang semuanya nol, atau semuanya satu angka pengisi seperti 1, 123456, atau 111111.",
            en: "A document of six detail figures at least that are all nought, or all one placeholder such as 1, 123456 or 111111.",
        },
        why: Text {
            id: "Formulir kosong dan contoh pengisian sering dikirim apa adanya; angkanya ikut terjumlah.",
            en: "Empty forms and examples are often sent as they are, and their figures added up.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Angka lain yang seragam hanya dianggap pengisi bila muncul dua belas kali atau lebih.",
            en: "Another figure is a placeholder only where it stands twelve times or more.",
        },
    },
    Rule {
        code: "C205",
        name: "figures-of-other-agency",
        severity: Severity::Warning,
        title: Text {
            id: "Semua angka sama dengan perangkat daerah lain",
            en: "All figures are another agency's",
        },
        message: Text {
            id: "Semua angka sama dengan dokumen {agency} ({other})",
            en: "All figures are those of {agency}'s document ({other})",
        },
        advice: Text {
            id: "Tentukan dokumen milik siapa ini, dan minta yang benar.",
            en: "Find out whose document it is, and ask for the right one.",
        },
        checks: Text {
            id: "Dua dokumen dari perangkat daerah yang berbeda tidak boleh sama pada semua angka rinciannya, bila ada enam angka dan lima nilai berbeda atau lebih, atau empat angka besar yang tidak bulat.",
            en: "Two documents of different agencies must not be the same in all detail figures, where there are six figures and five different values at least, or four large ones that are not round.",
        },
        why: Text {
            id: "Templat dan dokumen tetangga sering dikirim dengan judul yang diganti.",
            en: "Templates and neighbours' documents are often sent under a new title.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Mana yang asli tidak diketahui; keduanya disebut.",
            en: "Which one is the original is not known; both are told.",
        },
    },
    Rule {
        code: "C206",
        name: "duplicate-document",
        severity: Severity::Warning,
        title: Text {
            id: "Berkas yang sama disampaikan dua kali",
            en: "The same file handed in twice",
        },
        message: Text {
            id: "Isi berkas ini sama persis dengan {other}",
            en: "This file is the same as {other}, byte by byte",
        },
        advice: Text {
            id: "Hapus salah satunya, atau ganti dengan dokumen yang dimaksud.",
            en: "Remove one, or replace it by the document that was meant.",
        },
        checks: Text {
            id: "Jejak SHA-256 semua berkas dibandingkan.",
            en: "The SHA-256 of all files is compared.",
        },
        why: Text {
            id: "Berkas ganda terhitung dua kali dan sering berarti dokumen lain tertinggal. Dalam konsolidasi ia dihitung sekali.",
            en: "A file twice is counted twice and often means that another was left out. In the consolidation it counts once.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Salinan yang disimpan ulang berbeda byte-nya dan tidak tampak di sini.",
            en: "A copy saved again has other bytes and does not show here.",
        },
    },
    Rule {
        code: "C207",
        name: "superseded-revision",
        severity: Severity::Info,
        title: Text {
            id: "Digantikan revisi yang lebih baru",
            en: "Superseded by a later revision",
        },
        message: Text {
            id: "{name} ini digantikan oleh {counts}",
            en: "This {name} is superseded by {counts}",
        },
        advice: Text {
            id: "Tidak ada yang perlu dilakukan bila revisinya benar.",
            en: "Nothing, if the revision is the right one.",
        },
        checks: Text {
            id: "Di antara dokumen yang sama, yang berlaku adalah yang bukan konsep, yang final, yang bernomor revisi tertinggi, lalu yang bertanggal terakhir dalam namanya.",
            en: "Among documents of one kind the one counts that is no draft, that is final, that has the highest revision, then the latest date in its name.",
        },
        why: Text {
            id: "Hanya satu revisi yang boleh terhitung.",
            en: "Only one revision may be counted.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Tanggal berkas pada disk tidak dipakai.",
            en: "The date of the file on disk is not used.",
        },
    },
    Rule {
        code: "C208",
        name: "revision-unclear",
        severity: Severity::Warning,
        title: Text {
            id: "Dua dokumen untuk hal yang sama",
            en: "Two documents for the same thing",
        },
        message: Text {
            id: "Ada dua {name} tanpa tanda revisi; yang dihitung {counts}",
            en: "There are two {name} without a mark of revision; {counts} is counted",
        },
        advice: Text {
            id: "Beri tanda revisi pada namanya, atau hapus yang tidak berlaku.",
            en: "Mark the revision in the name, or remove the one not in force.",
        },
        checks: Text {
            id: "Dua dokumen dari perangkat daerah, tahun, tahap, dan masa yang sama yang memuat baris yang sama, tanpa kata revisi, final, nomor, atau tanggal yang membedakannya.",
            en: "Two documents of one agency, year, stage and time that list the same rows, without a word of revision, number or date that tells them apart.",
        },
        why: Text {
            id: "Yang mana yang berlaku tidak dapat ditebak.",
            en: "Which one is in force cannot be guessed.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Yang pertama menurut nama yang dihitung.",
            en: "The first by name is counted.",
        },
    },
    Rule {
        code: "C209",
        name: "unknown-agency",
        severity: Severity::Warning,
        title: Text {
            id: "Perangkat daerah tidak ada dalam daftar",
            en: "Agency is not in the registry",
        },
        message: Text {
            id: "\"{name}\" tidak ada dalam daftar perangkat daerah",
            en: "\"{name}\" is not in the registry of agencies",
        },
        advice: Text {
            id: "Tambahkan ke daftar, atau tambahkan namanya sebagai alias.",
            en: "Add it to the registry, or its name as an alias.",
        },
        checks: Text {
            id: "Nama perangkat daerah dalam dokumen, folder, dan nama berkas dicari dalam daftar yang disebut pipeline.",
            en: "The agency's name in document, folder and file name is looked up in the registry that the pipeline names.",
        },
        why: Text {
            id: "Dokumen yang pemiliknya tidak dikenal tidak masuk konsolidasi perangkat daerah mana pun.",
            en: "A document of an unknown owner is in no agency's consolidation.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hanya bila pipeline menyebut sebuah daftar.",
            en: "Only where the pipeline names a registry.",
        },
    },
];
