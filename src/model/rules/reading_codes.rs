//! Rules about codes of programs and accounts as they are read.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this subject, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "R020",
        name: "damaged-code",
        severity: Severity::Warning,
        title: Text {
            id: "Kode rusak",
            en: "Damaged code",
        },
        message: Text {
            id: "Kode \"{raw}\" tidak utuh; dibaca sebagai {code} menurut kode di sekitarnya",
            en: "The code \"{raw}\" is not whole; read as {code} by the codes around it",
        },
        advice: Text {
            id: "Lengkapi kode itu menurut nomenklatur yang berlaku.",
            en: "Complete the code by the nomenclature in force.",
        },
        checks: Text {
            id: "Kode yang kehilangan bagian pertamanya dikenali dari kode utuh di atasnya: bagian \
                 kedua dan ketiga kode di atas sama dengan dua bagian awal kode ini. Kode itu \
                 dilengkapi untuk pemeriksaan saja; berkasnya tidak diubah.",
            en: "A code that lost its first part is known by the whole code above it, whose second \
                 and third parts are the first two of this one. It is completed for the audit \
                 only; the file stays as it is.",
        },
        why: Text {
            id: "Permendagri 90/2019 menetapkan kodefikasi program, kegiatan, dan sub kegiatan. \
                 Kode yang tidak utuh membuat baris terpasang pada program lain saat data \
                 digabungkan.",
            en: "Permendagri 90/2019 lays down the codes of program, kegiatan and sub kegiatan. A \
                 code that is not whole puts its row under another program when data are joined.",
        },
        passes: concat!(
            "REALISASI PER PROGRAM DAN KEGIATAN;;;\n",
            "Kode;Uraian;Anggaran (Rp);Realisasi (Rp)\n",
            "2.16.02;Program Pengelolaan Informasi;500.000.000;480.000.000\n",
            "2.16.02.2.01;Kegiatan Pelayanan Informasi Publik;500.000.000;480.000.000\n",
            "2.16.02.2.01.05;Sub Kegiatan Pengelolaan Media;300.000.000;290.000.000\n",
            "2.16.02.2.01.06;Sub Kegiatan Layanan Pengaduan;200.000.000;190.000.000\n",
        ),
        fails: concat!(
            "REALISASI PER PROGRAM DAN KEGIATAN;;;\n",
            "Kode;Uraian;Anggaran (Rp);Realisasi (Rp)\n",
            "2.16.02;Program Pengelolaan Informasi;500.000.000;480.000.000\n",
            "2.16.02.2.01;Kegiatan Pelayanan Informasi Publik;500.000.000;480.000.000\n",
            "2.16.02.2.01.05;Sub Kegiatan Pengelolaan Media;300.000.000;290.000.000\n",
            ".16.02.2.01.06;Sub Kegiatan Layanan Pengaduan;200.000.000;190.000.000\n",
        ),
        limits: Text {
            id: "Hanya bagian pertama yang dipulihkan. Nol yang hilang di belakang (2.10 menjadi \
                 2.1), bagian tengah yang hilang, dan kode rusak pada baris pertama tidak \
                 dikenali. Kode tidak dicocokkan dengan daftar nomenklatur.",
            en: "Only the first part is restored. Zeros lost at the end (2.10 as 2.1), lost middle \
                 parts and a damaged code in the first row are not recognised. Codes are not \
                 compared with a nomenclature.",
        },
    },
    Rule {
        code: "R021",
        name: "duplicate-code",
        severity: Severity::Error,
        title: Text {
            id: "Satu kode untuk dua uraian",
            en: "One code for two names",
        },
        message: Text {
            id: "Kode {code} dipakai untuk \"{label}\", padahal sudah dipakai untuk \"{other}\"; \
                 menurut letak dan jumlahnya seharusnya {expected}",
            en: "The code {code} is given to \"{label}\" but already belongs to \"{other}\"; by \
                 place and sums it should be {expected}",
        },
        advice: Text {
            id: "Cocokkan kode kedua baris dengan dokumen penganggarannya, lalu perbaiki yang \
                 keliru.",
            en: "Compare the codes of both rows with the budget document and mend the wrong one.",
        },
        checks: Text {
            id: "Bila satu kode dipakai oleh dua baris dengan uraian berbeda, dan kode baris yang \
                 kedua tidak sesuai dengan induk tempatnya berada, baris kedua itu dilaporkan. \
                 Induknya ditentukan menurut kode atau menurut letak, mana yang membuat lebih \
                 banyak jumlah cocok.",
            en: "Where two rows of different names bear one code, and the code of the second \
                 contradicts the parent it stands under, the second is told. Its parent is the one \
                 by code or the one by place, whichever makes more sums hold.",
        },
        why: Text {
            id: "Menurut Permendagri 90/2019 satu kode hanya untuk satu nomenklatur. Kode ganda \
                 membuat anggaran dua kegiatan tercampur saat dikonsolidasikan.",
            en: "By Permendagri 90/2019 a code belongs to one item of the nomenclature. A code \
                 used twice mixes the budgets of two kegiatan when they are consolidated.",
        },
        passes: concat!(
            "REALISASI PER PROGRAM DAN KEGIATAN;;;\n",
            "Kode;Uraian;Anggaran (Rp);Realisasi (Rp)\n",
            "2.16.02;Program Pengelolaan Informasi;900.000.000;860.000.000\n",
            "2.16.02.2.01;Kegiatan Pelayanan Informasi Publik;500.000.000;480.000.000\n",
            "2.16.02.2.01.01;Sub Kegiatan Pengelolaan Media;500.000.000;480.000.000\n",
            "2.16.02.2.02;Kegiatan Kemitraan Komunikasi;400.000.000;380.000.000\n",
            "2.16.02.2.02.01;Sub Kegiatan Diseminasi Informasi;400.000.000;380.000.000\n",
        ),
        fails: concat!(
            "REALISASI PER PROGRAM DAN KEGIATAN;;;\n",
            "Kode;Uraian;Anggaran (Rp);Realisasi (Rp)\n",
            "2.16.02;Program Pengelolaan Informasi;900.000.000;860.000.000\n",
            "2.16.02.2.01;Kegiatan Pelayanan Informasi Publik;500.000.000;480.000.000\n",
            "2.16.02.2.01.01;Sub Kegiatan Pengelolaan Media;500.000.000;480.000.000\n",
            "2.16.02.2.02;Kegiatan Kemitraan Komunikasi;400.000.000;380.000.000\n",
            "2.16.02.2.01.01;Sub Kegiatan Diseminasi Informasi;400.000.000;380.000.000\n",
        ),
        limits: Text {
            id: "Dua baris berkode sama di bawah induk yang sama tidak dilaporkan, begitu pula \
                 pengulangan dengan uraian yang sama. Bila lebih dari 64 baris meragukan, \
                 jumlahnya tidak dipakai untuk menentukan induk.",
            en: "Two rows of one code under the same parent are not told, nor is a repetition with \
                 the same name. Where more than 64 rows are in doubt, sums are not used to decide \
                 parents.",
        },
    },
    Rule {
        code: "R022",
        name: "code-on-next-row",
        severity: Severity::Info,
        title: Text {
            id: "Kode turun ke baris berikutnya",
            en: "Code pushed to the next row",
        },
        message: Text {
            id: "Kode untuk \"{label}\" berada di baris berikutnya; kedua baris dibaca sebagai \
                 satu",
            en: "The code of \"{label}\" stands on the next row; both rows are read as one",
        },
        advice: Text {
            id: "Pindahkan kode itu ke baris uraiannya agar tabel dapat diimpor tanpa salah baca.",
            en: "Move the code up to the row of its name, so that the table can be imported \
                 without misreading.",
        },
        checks: Text {
            id: "Baris yang berisi uraian dan angka tanpa kode, lalu langsung diikuti baris yang \
                 hanya berisi kode atau nomor di kolom yang masih kosong, dibaca sebagai satu \
                 baris.",
            en: "A row with a name and amounts but no code, followed at once by a row that holds \
                 only a code or number in columns still blank, is read as one row with it.",
        },
        why: Text {
            id: "Konversi PDF kerap menurunkan kode ke baris berikutnya. Tanpa digabungkan, satu \
                 kegiatan tampak sebagai dua baris yang sama-sama tidak lengkap.",
            en: "Converted PDFs often push a code to the next row. Unless joined, one kegiatan \
                 looks like two rows, neither of them whole.",
        },
        passes: concat!(
            "ALOKASI ANGGARAN PER PROGRAM DAN KEGIATAN;;\n",
            "Kode;Uraian;Anggaran (Rp)\n",
            "1.03.02;Program Pengelolaan Sumber Daya Air;750.000.000\n",
            "1.03.02.2.01;Kegiatan Pengelolaan Irigasi;750.000.000\n",
            "1.03.02.2.01.01;Sub Kegiatan Rehabilitasi Saluran;350.000.000\n",
            "1.03.02.2.01.02;Sub Kegiatan Pemeliharaan Bendung;250.000.000\n",
            "1.03.02.2.01.03;Sub Kegiatan Operasi Pintu Air;150.000.000\n",
        ),
        fails: concat!(
            "ALOKASI ANGGARAN PER PROGRAM DAN KEGIATAN;;\n",
            "Kode;Uraian;Anggaran (Rp)\n",
            "1.03.02;Program Pengelolaan Sumber Daya Air;750.000.000\n",
            "1.03.02.2.01;Kegiatan Pengelolaan Irigasi;750.000.000\n",
            "1.03.02.2.01.01;Sub Kegiatan Rehabilitasi Saluran;350.000.000\n",
            ";Sub Kegiatan Pemeliharaan Bendung;250.000.000\n",
            "1.03.02.2.01.02;;\n",
            "1.03.02.2.01.03;Sub Kegiatan Operasi Pintu Air;150.000.000\n",
        ),
        limits: Text {
            id: "Hanya satu baris lanjutan yang digabungkan, dan hanya bila kolom yang saling \
                 melengkapi terisi pada sekurang-kurangnya 80 persen baris. Uraian yang terbelah \
                 dua baris dilaporkan sebagai R036.",
            en: "Only one following row is joined, and only where the columns that complete each \
                 other are filled in at least 80 percent of the rows. A name split over two rows \
                 is told as R036.",
        },
    },
];
