//! Rules about codes and the tree they make: headings that are not there, codes met twice, places that
//! codes contradict.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this subject, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "R050",
        name: "missing-heading",
        severity: Severity::Warning,
        title: Text {
            id: "Baris induk tidak ada",
            en: "Heading row missing",
        },
        message: Text {
            id: "Kode {code} (\"{label}\") menyebut induk {missing}, tetapi tidak ada baris \
                 dengan kode itu",
            en: "The code {code} (\"{label}\") names the heading {missing}, but no row bears that \
                 code",
        },
        advice: Text {
            id: "Tambahkan baris induk itu, atau perbaiki kode baris-baris di bawahnya.",
            en: "Add the row of that heading, or mend the codes of the rows below it.",
        },
        checks: Text {
            id: "Bila sebagian besar kode dengan jumlah bagian yang sama mempunyai baris induknya \
                 sendiri, kode yang induknya tidak ada dilaporkan sekali untuk tiap induk. \
                 Jumlahnya dihitung pada induk terdekat yang ada.",
            en: "Where most codes of the same number of parts have a heading row of their own, \
                 one whose heading is not there is told, once a heading. Its amounts count \
                 towards the nearest heading that is there.",
        },
        why: Text {
            id: "Permendagri 90/2019 menyusun program, kegiatan, dan sub kegiatan bertingkat. \
                 Baris yang induknya hilang tidak dapat dijumlahkan ke kegiatannya saat data \
                 digabungkan.",
            en: "Permendagri 90/2019 nests program, kegiatan and sub kegiatan. A row whose \
                 heading is lost cannot be added to its kegiatan when data are joined.",
        },
        passes: concat!(
            "REALISASI PER PROGRAM DAN KEGIATAN;;;\n",
            "Kode;Uraian;Anggaran (Rp);Realisasi (Rp)\n",
            "2.16.02;Program Pengelolaan Informasi;1.100.000.000;1.050.000.000\n",
            "2.16.02.2.01;Kegiatan Pelayanan Informasi Publik;500.000.000;480.000.000\n",
            "2.16.02.2.01.01;Sub Kegiatan Pengelolaan Media;300.000.000;290.000.000\n",
            "2.16.02.2.01.02;Sub Kegiatan Layanan Pengaduan;200.000.000;190.000.000\n",
            "2.16.02.2.02;Kegiatan Kemitraan Komunikasi;600.000.000;570.000.000\n",
            "2.16.02.2.02.01;Sub Kegiatan Diseminasi Informasi;400.000.000;380.000.000\n",
            "2.16.02.2.02.02;Sub Kegiatan Forum Warga;200.000.000;190.000.000\n",
        ),
        fails: concat!(
            "REALISASI PER PROGRAM DAN KEGIATAN;;;\n",
            "Kode;Uraian;Anggaran (Rp);Realisasi (Rp)\n",
            "2.16.02;Program Pengelolaan Informasi;1.100.000.000;1.050.000.000\n",
            "2.16.02.2.01;Kegiatan Pelayanan Informasi Publik;500.000.000;480.000.000\n",
            "2.16.02.2.01.01;Sub Kegiatan Pengelolaan Media;300.000.000;290.000.000\n",
            "2.16.02.2.01.02;Sub Kegiatan Layanan Pengaduan;200.000.000;190.000.000\n",
            "2.16.02.2.02.01;Sub Kegiatan Diseminasi Informasi;400.000.000;380.000.000\n",
            "2.16.02.2.02.02;Sub Kegiatan Forum Warga;200.000.000;190.000.000\n",
        ),
        limits: Text {
            id: "Tingkat yang memang tidak dicantumkan di seluruh tabel tidak dilaporkan. Kode \
                 tidak dicocokkan dengan daftar nomenklatur.",
            en: "A level that the whole table leaves out is not told. Codes are not compared with \
                 a nomenclature.",
        },
    },
    Rule {
        code: "R051",
        name: "repeated-code",
        severity: Severity::Warning,
        title: Text {
            id: "Kode yang sama untuk baris bersaudara",
            en: "Same code for rows of one heading",
        },
        message: Text {
            id: "Kode {code} untuk \"{label}\" sudah dipakai \"{other}\" di bawah induk yang sama",
            en: "The code {code} of \"{label}\" already belongs to \"{other}\" under the same \
                 heading",
        },
        advice: Text {
            id: "Cocokkan kode kedua baris dengan dokumen penganggarannya, lalu perbaiki yang \
                 keliru.",
            en: "Compare the codes of both rows with the budget document and mend the wrong one.",
        },
        checks: Text {
            id: "Dua baris rincian berkode sama di bawah satu induk dengan uraian yang sungguh \
                 berbeda dilaporkan; singkatan, huruf besar, dan ejaan tidak dihitung sebagai \
                 perbedaan.",
            en: "Two detail rows of one code under one heading are told when their names really \
                 differ; abbreviations, case and spelling are no difference.",
        },
        why: Text {
            id: "Menurut Permendagri 90/2019 satu kode hanya untuk satu nomenklatur. Kode ganda \
                 membuat anggaran dua sub kegiatan tercampur saat dikonsolidasikan.",
            en: "By Permendagri 90/2019 a code belongs to one item of the nomenclature. A code \
                 used twice mixes the budgets of two sub kegiatan when they are consolidated.",
        },
        passes: concat!(
            "REALISASI PER PROGRAM DAN KEGIATAN;;;\n",
            "Kode;Uraian;Anggaran (Rp);Realisasi (Rp)\n",
            "2.16.02;Program Pengelolaan Informasi;1.100.000.000;1.050.000.000\n",
            "2.16.02.2.01;Kegiatan Pelayanan Informasi Publik;500.000.000;480.000.000\n",
            "2.16.02.2.01.01;Sub Kegiatan Pengelolaan Media;300.000.000;290.000.000\n",
            "2.16.02.2.01.02;Sub Kegiatan Layanan Pengaduan;200.000.000;190.000.000\n",
            "2.16.02.2.02;Kegiatan Kemitraan Komunikasi;600.000.000;570.000.000\n",
            "2.16.02.2.02.01;Sub Kegiatan Diseminasi Informasi;400.000.000;380.000.000\n",
            "2.16.02.2.02.02;Sub Kegiatan Forum Warga;200.000.000;190.000.000\n",
        ),
        fails: concat!(
            "REALISASI PER PROGRAM DAN KEGIATAN;;;\n",
            "Kode;Uraian;Anggaran (Rp);Realisasi (Rp)\n",
            "2.16.02;Program Pengelolaan Informasi;1.100.000.000;1.050.000.000\n",
            "2.16.02.2.01;Kegiatan Pelayanan Informasi Publik;500.000.000;480.000.000\n",
            "2.16.02.2.01.01;Sub Kegiatan Pengelolaan Media;300.000.000;290.000.000\n",
            "2.16.02.2.01.01;Sub Kegiatan Layanan Pengaduan;200.000.000;190.000.000\n",
            "2.16.02.2.02;Kegiatan Kemitraan Komunikasi;600.000.000;570.000.000\n",
            "2.16.02.2.02.01;Sub Kegiatan Diseminasi Informasi;400.000.000;380.000.000\n",
            "2.16.02.2.02.02;Sub Kegiatan Forum Warga;200.000.000;190.000.000\n",
        ),
        limits: Text {
            id: "Bila lebih dari sepersepuluh baris mengulang kode, tabel itu merinci rekening \
                 yang sama dan tidak dilaporkan.",
            en: "Where more than a tenth of the rows repeat codes, the table lists details of one \
                 account and nothing is told.",
        },
    },
    Rule {
        code: "R052",
        name: "code-lost-zero",
        severity: Severity::Warning,
        title: Text {
            id: "Nol di akhir kode hilang",
            en: "Zero lost at the end of a code",
        },
        message: Text {
            id: "Kode \"{raw}\" kehilangan nol di akhir karena disimpan sebagai angka; dibaca \
                 sebagai {code} menurut kode di bawahnya ({count} kode)",
            en: "The code \"{raw}\" lost the zero at its end when stored as a number; read as \
                 {code} by the codes below it ({count} codes)",
        },
        advice: Text {
            id: "Ubah format kolom kode menjadi teks, lalu tulis ulang kodenya.",
            en: "Format the column of codes as text, then write the code again.",
        },
        checks: Text {
            id: "Kode dua bagian seperti 2.10 yang disimpan sebagai angka menjadi 2.1. Bila tidak \
                 ada kode yang berlanjut dari 2.1 tetapi ada yang berlanjut dari 2.10, kode itu \
                 dibaca utuh. Dilaporkan sekali untuk tiap tabel.",
            en: "A code of two parts such as 2.10 stored as a number becomes 2.1. Where no code \
                 goes on from 2.1 but some do from 2.10, it is read whole. Told once a table.",
        },
        why: Text {
            id: "Bidang urusan 2.10 bukan 2.1. Nol yang hilang memasang baris pada urusan lain \
                 menurut Permendagri 90/2019.",
            en: "Bidang urusan 2.10 is not 2.1. A lost zero puts the row under another urusan of \
                 Permendagri 90/2019.",
        },
        passes: concat!(
            "REALISASI PER PROGRAM DAN KEGIATAN;;;\n",
            "Kode;Uraian;Anggaran (Rp);Realisasi (Rp)\n",
            "2.10;Bidang Urusan Pertanahan;500.000.000;480.000.000\n",
            "2.10.02;Program Pengelolaan Tanah;500.000.000;480.000.000\n",
            "2.10.02.2.01;Kegiatan Penataan Tanah;500.000.000;480.000.000\n",
        ),
        fails: concat!(
            "REALISASI PER PROGRAM DAN KEGIATAN;;;\n",
            "Kode;Uraian;Anggaran (Rp);Realisasi (Rp)\n",
            "2.1;Bidang Urusan Pertanahan;500.000.000;480.000.000\n",
            "2.10.02;Program Pengelolaan Tanah;500.000.000;480.000.000\n",
            "2.10.02.2.01;Kegiatan Penataan Tanah;500.000.000;480.000.000\n",
        ),
        limits: Text {
            id: "Nol yang hilang pada kode tanpa kode di bawahnya tidak dikenali.",
            en: "A zero lost from a code that no other goes on from is not recognised.",
        },
    },
    Rule {
        code: "R053",
        name: "code-contradicts-place",
        severity: Severity::Warning,
        title: Text {
            id: "Kode tidak sesuai dengan induknya",
            en: "Code contradicts its heading",
        },
        message: Text {
            id: "Kode {code} untuk \"{label}\" tidak sesuai dengan letaknya di bawah \
                 \"{parent}\"; menurut jumlahnya seharusnya {expected}",
            en: "The code {code} of \"{label}\" contradicts its place under \"{parent}\"; by the \
                 sums it should be {expected}",
        },
        advice: Text {
            id: "Cocokkan kode baris itu dengan dokumen penganggarannya.",
            en: "Compare the code of that row with the budget document.",
        },
        checks: Text {
            id: "Bila kode sebuah baris menyebut induk lain daripada tempatnya, keduanya dicoba; \
                 induk yang membuat lebih banyak jumlah cocok dipakai, dan kodenya dilaporkan \
                 bila letaknya yang benar.",
            en: "Where a row's code names another heading than its place, both are tried; the \
                 heading that makes more sums hold is kept, and the code is told if the place is \
                 right.",
        },
        why: Text {
            id: "Kode yang salah memindahkan anggaran ke kegiatan lain saat data digabungkan \
                 menurut kode (Permendagri 90/2019).",
            en: "A wrong code moves a budget to another kegiatan when data are joined by code \
                 (Permendagri 90/2019).",
        },
        passes: concat!(
            "REALISASI PER PROGRAM DAN KEGIATAN;;;\n",
            "Kode;Uraian;Anggaran (Rp);Realisasi (Rp)\n",
            "2.16.02;Program Pengelolaan Informasi;1.100.000.000;1.050.000.000\n",
            "2.16.02.2.01;Kegiatan Pelayanan Informasi Publik;500.000.000;480.000.000\n",
            "2.16.02.2.01.01;Sub Kegiatan Pengelolaan Media;300.000.000;290.000.000\n",
            "2.16.02.2.01.02;Sub Kegiatan Layanan Pengaduan;200.000.000;190.000.000\n",
            "2.16.02.2.02;Kegiatan Kemitraan Komunikasi;600.000.000;570.000.000\n",
            "2.16.02.2.02.01;Sub Kegiatan Diseminasi Informasi;400.000.000;380.000.000\n",
            "2.16.02.2.02.02;Sub Kegiatan Forum Warga;200.000.000;190.000.000\n",
        ),
        fails: concat!(
            "REALISASI PER PROGRAM DAN KEGIATAN;;;\n",
            "Kode;Uraian;Anggaran (Rp);Realisasi (Rp)\n",
            "2.16.02;Program Pengelolaan Informasi;1.100.000.000;1.050.000.000\n",
            "2.16.02.2.01;Kegiatan Pelayanan Informasi Publik;500.000.000;480.000.000\n",
            "2.16.02.2.01.01;Sub Kegiatan Pengelolaan Media;300.000.000;290.000.000\n",
            "2.16.02.2.01.02;Sub Kegiatan Layanan Pengaduan;200.000.000;190.000.000\n",
            "2.16.02.2.02;Kegiatan Kemitraan Komunikasi;600.000.000;570.000.000\n",
            "2.16.02.2.02.01;Sub Kegiatan Diseminasi Informasi;400.000.000;380.000.000\n",
            "2.16.02.2.42.02;Sub Kegiatan Forum Warga;200.000.000;190.000.000\n",
        ),
        limits: Text {
            id: "Tanpa angka yang dapat dijumlahkan, letak menurut kode yang dipakai.",
            en: "Without figures to add up, the place by code is kept.",
        },
    },
    Rule {
        code: "R054",
        name: "code-widths-unknown",
        severity: Severity::Warning,
        title: Text {
            id: "Lebar tingkat kode tidak dikenal",
            en: "Widths of a code's levels unknown",
        },
        message: Text {
            id: "Kode di kolom ini (\"{raw}\", {count} kode) ditulis tanpa titik, dan panjangnya \
                 ({lengths} angka) tidak sesuai dengan nomenklatur mana pun; jenjangnya tidak \
                 dibaca dari kode",
            en: "The codes of this column (\"{raw}\", {count} of them) have no dots, and their lengths \
                 ({lengths} digits) fit no nomenclature; their levels are not read from them",
        },
        advice: Text {
            id: "Tulis kode dengan titik di antara tingkatnya agar jumlah induk dapat diperiksa.",
            en: "Write dots between the levels of a code, so that the sums of headings can be proved.",
        },
        checks: Text {
            id: "Kode tanpa titik yang makin panjang makin ke bawah dipenggal menurut lebar tingkat \
                 kode program atau kode rekening. Bila kurang dari 80 persen kodenya terpenggal \
                 dengan lebar mana pun, kolomnya dilaporkan sekali.",
            en: "Codes without dots that grow with their depth are cut by the widths of the levels of \
                 program or account codes. Where none of these fits 80 percent of the codes, the \
                 column is told once.",
        },
        why: Text {
            id: "Tanpa jenjang, jumlah induk terhadap rinciannya tidak diperiksa menurut kode.",
            en: "Without levels no heading's sum is proved by codes.",
        },
        passes: concat!(
            "REALISASI BELANJA;;;\n",
            "Kode Rekening;Uraian;Anggaran (Rp);Realisasi (Rp)\n",
            "5;Belanja Daerah;1.100.000.000;1.050.000.000\n",
            "51;Belanja Operasi;1.100.000.000;1.050.000.000\n",
            "5101;Belanja Pegawai;500.000.000;480.000.000\n",
            "5102;Belanja Barang dan Jasa;600.000.000;570.000.000\n",
        ),
        fails: concat!(
            "REALISASI BELANJA;;;\n",
            "Kode Rekening;Uraian;Anggaran (Rp);Realisasi (Rp)\n",
            "501;Belanja Operasi;1.100.000.000;1.050.000.000\n",
            "5010101;Belanja Pegawai;500.000.000;480.000.000\n",
            "5010102;Belanja Barang;400.000.000;380.000.000\n",
            "5010103;Belanja Hibah;200.000.000;190.000.000\n",
        ),
        limits: Text {
            id: "Panjang kode di tabel itu sendiri tidak dipakai untuk menebak lebar tingkatnya.",
            en: "The lengths within the table are not used to guess the widths.",
        },
    },
];
