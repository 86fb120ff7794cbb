//! Rules about what the numbers, dates and identifiers of a column mean.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this subject, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "R040",
        name: "inexact-number",
        severity: Severity::Info,
        title: Text {
            id: "Rentang atau batas, bukan satu angka",
            en: "A range or bound instead of one number",
        },
        message: Text {
            id: "\"{raw}\" menyebut rentang, batas, atau pasangan angka; tidak dihitung sebagai angka \
                 ({count} sel di kolom ini)",
            en: "\"{raw}\" states a range, a bound or a pair of numbers; it is not counted as a \
                 number ({count} cells of this column)",
        },
        advice: Text {
            id: "Bila sel itu harus dijumlahkan, tulis satu angka saja.",
            en: "Where the cell is to be added up, write one number only.",
        },
        checks: Text {
            id: "Di kolom yang setidaknya separuhnya angka, sel seperti 10-15, 3/5, >= 90, atau ± 5 \
                 dilaporkan sekali per kolom.",
            en: "In a column of which at least half are numbers, cells such as 10-15, 3/5, >= 90 or \
                 ± 5 are told once a column.",
        },
        why: Text {
            id: "Rentang tidak mempunyai satu nilai. Jumlah yang memuatnya tidak dapat diperiksa, dan \
                 memilih salah satu ujungnya berarti menebak.",
            en: "A range has no single value. A sum over it cannot be judged, and choosing one of its \
                 ends would be a guess.",
        },
        passes: concat!(
            "TARGET LAYANAN;;\n",
            "No;Uraian;Target\n",
            "1;Pelatihan;10\n",
            "2;Sosialisasi;15\n",
            "3;Pendampingan;20\n",
        ),
        fails: concat!(
            "TARGET LAYANAN;;\n",
            "No;Uraian;Target\n",
            "1;Pelatihan;10-15\n",
            "2;Sosialisasi;15\n",
            "3;Pendampingan;20\n",
        ),
        limits: Text {
            id: "Kolom yang lebih banyak berisi kata tidak dilihat. Tahun berpasangan seperti \
                 2023/2024 di kolom angka ikut dilaporkan.",
            en: "Columns with more words than numbers are not looked at. Pairs of years such as \
                 2023/2024 in a column of numbers are told too.",
        },
    },
    Rule {
        code: "R041",
        name: "rounded-by-exponent",
        severity: Severity::Warning,
        title: Text {
            id: "Angka terpotong menjadi bentuk eksponen",
            en: "Number cut down to an exponent",
        },
        message: Text {
            id: "\"{raw}\" sudah dibulatkan oleh tampilan eksponen; digit lainnya hilang ({count} sel \
                 di kolom ini)",
            en: "\"{raw}\" was rounded by its exponent; its other digits are lost ({count} cells of \
                 this column)",
        },
        advice: Text {
            id: "Lebarkan kolom atau ubah formatnya di Excel, lalu ekspor ulang dari berkas asalnya.",
            en: "Widen the column or change its format in Excel, and export the original file again.",
        },
        checks: Text {
            id: "Angka yang ditulis sebagai teks dalam bentuk eksponen, seperti 1,23E+10, dilaporkan \
                 sekali per kolom. Nilainya dipakai dengan ketelitian digit yang tersisa.",
            en: "Numbers written as text with an exponent, such as 1,23E+10, are told once a column. \
                 Their value is used with the precision of the digits that are left.",
        },
        why: Text {
            id: "Excel menampilkan angka panjang seperti itu di kolom sempit, dan CSV menyimpan yang \
                 tampil, bukan nilai aslinya.",
            en: "Excel shows long numbers so in narrow columns, and a CSV keeps what is shown, not the \
                 value.",
        },
        passes: concat!(
            "ANGGARAN PER PROGRAM;;\n",
            "No;Program;Anggaran (Rp)\n",
            "1;Program Satu;12345678901\n",
            "2;Program Dua;640500000\n",
        ),
        fails: concat!(
            "ANGGARAN PER PROGRAM;;\n",
            "No;Program;Anggaran (Rp)\n",
            "1;Program Satu;1,23E+10\n",
            "2;Program Dua;640500000\n",
        ),
        limits: Text {
            id: "Bentuk seperti 4E10 tanpa tanda dan koma dianggap nama, bukan angka.",
            en: "A form such as 4E10 without sign or comma is taken as a name, not a number.",
        },
    },
    Rule {
        code: "R042",
        name: "notation-assumed",
        severity: Severity::Info,
        title: Text {
            id: "Cara tulis angka diandaikan",
            en: "Notation of numbers assumed",
        },
        message: Text {
            id: "\"{raw}\" dibaca {reason}; tidak ada angka lain yang memastikannya ({count} sel di \
                 kolom ini)",
            en: "\"{raw}\" is read {reason}; no other number makes that sure ({count} cells of this \
                 column)",
        },
        advice: Text {
            id: "Tidak perlu tindakan bila tanda itu memang pemisah ribuan.",
            en: "Nothing is to be done where that sign does group thousands.",
        },
        checks: Text {
            id: "Kolom bukan uang yang angkanya hanya seperti 1.500, di lembar tanpa satu pun angka \
                 yang memastikan cara tulisnya, dilaporkan sekali; begitu pula kolom yang angkanya \
                 hanya seperti 1,500 di tabel berbahasa Inggris.",
            en: "A column, not of money, whose numbers are all like 1.500, on a sheet without any \
                 number that settles the notation, is told once; so is one whose numbers are all \
                 like 1,500 in a table whose words are English.",
        },
        why: Text {
            id: "1.500 berarti seribu lima ratus menurut kaidah Indonesia dan satu setengah menurut \
                 kaidah Inggris.",
            en: "1.500 means fifteen hundred in Indonesian and one and a half in English.",
        },
        passes: concat!(
            "JUMLAH PENDUDUK;;\n",
            "No;Kecamatan;Penduduk\n",
            "1;Kecamatan Satu;1.500\n",
            "2;Kecamatan Dua;1.234.500\n",
        ),
        fails: concat!(
            "JUMLAH PENDUDUK;;\n",
            "No;Kecamatan;Penduduk\n",
            "1;Kecamatan Satu;1.500\n",
            "2;Kecamatan Dua;2.750\n",
        ),
        limits: Text {
            id: "Angka lain di lembar yang sama dijadikan bukti; lembar lain tidak.",
            en: "Other numbers of the same sheet are taken as evidence; other sheets are not.",
        },
    },
    Rule {
        code: "R043",
        name: "scale-not-believed",
        severity: Severity::Warning,
        title: Text {
            id: "Satuan ribuan atau jutaan tidak sesuai dengan angkanya",
            en: "Thousands or millions that the numbers contradict",
        },
        message: Text {
            id: "\"{raw}\" menyatakan angka dalam {scale} rupiah, tetapi {stated} dalam {scale} tidak \
                 mungkin; angka di tabel ini dibaca sebagai rupiah penuh",
            en: "\"{raw}\" says that amounts are in {scale} rupiah, but {stated} {scale} is impossible; \
                 the amounts of this table are read as plain rupiah",
        },
        advice: Text {
            id: "Hapus keterangan satuan itu, atau tulis angkanya dalam satuan tersebut.",
            en: "Remove the words about the unit, or write the amounts in that unit.",
        },
        checks: Text {
            id: "Bila judul atau kepala kolom menyebut ribuan, jutaan, atau miliaran, angka terbesarnya \
                 harus masih di bawah seribu triliun rupiah.",
            en: "Where titles or headers speak of thousands, millions or billions, the largest amount \
                 must stay below a quadrillion rupiah.",
        },
        why: Text {
            id: "Keterangan satuan sering tertinggal dari templat. Mengalikannya begitu saja membuat \
                 semua angka salah seribu atau sejuta kali.",
            en: "Such words are often left over from a template. To multiply by them makes every \
                 amount wrong a thousand or a million times.",
        },
        passes: concat!(
            "ANGGARAN PER PROGRAM (dalam jutaan rupiah);;\n",
            "No;Program;Anggaran\n",
            "1;Program Satu;12.345\n",
            "2;Program Dua;640\n",
        ),
        fails: concat!(
            "ANGGARAN PER PROGRAM (dalam jutaan rupiah);;\n",
            "No;Program;Anggaran\n",
            "1;Program Satu;12.345.678.901\n",
            "2;Program Dua;640.500.000\n",
        ),
        limits: Text {
            id: "Angka rupiah penuh yang kecil di bawah judul \"ribuan\" tidak dapat dibedakan.",
            en: "Small amounts in plain rupiah under a title that says thousands cannot be told apart.",
        },
    },
    Rule {
        code: "R044",
        name: "identifier-as-number",
        severity: Severity::Warning,
        title: Text {
            id: "Nomor identitas tersimpan sebagai bilangan",
            en: "Identifier stored as a number",
        },
        message: Text {
            id: "Nomor identitas seperti {raw} tersimpan sebagai bilangan, jadi digit terakhirnya \
                 hilang ({count} sel di kolom ini)",
            en: "Identifiers such as {raw} are stored as numbers, so their last digits are lost \
                 ({count} cells of this column)",
        },
        advice: Text {
            id: "Ubah format kolom menjadi teks, lalu isi ulang nomornya dari sumber aslinya.",
            en: "Make the column a text column and enter the numbers again from their source.",
        },
        checks: Text {
            id: "NIP, NIK, NPWP, nomor rekening, dan nomor lain dengan 16 digit atau lebih harus \
                 tersimpan sebagai teks.",
            en: "NIP, NIK, NPWP, account numbers and others of 16 digits or more must be stored as \
                 text.",
        },
        why: Text {
            id: "Excel menyimpan paling banyak 15 digit; sisanya menjadi nol. NIP yang berubah menunjuk \
                 orang lain atau tidak menunjuk siapa pun, dan digitnya tidak dapat ditebak.",
            en: "Excel keeps 15 digits at most and makes zeros of the rest. A changed NIP names another \
                 person or nobody, and its digits cannot be guessed.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Nomor yang lebih pendek dari 16 digit dan nol di depan yang hilang tidak terlihat.",
            en: "Numbers of fewer than 16 digits and lost leading zeros are not seen.",
        },
    },
    Rule {
        code: "R045",
        name: "row-split-at-decimal-comma",
        severity: Severity::Warning,
        title: Text {
            id: "Baris terpecah di koma desimal",
            en: "Row split at a decimal comma",
        },
        message: Text {
            id: "Baris ini mempunyai {number} sel lebih banyak daripada kepala tabel: koma desimal di \
                 \"{raw}\" terbaca sebagai pemisah kolom ({count} baris); angkanya tidak diperiksa",
            en: "This row has {number} cells more than the header: a decimal comma in \"{raw}\" was \
                 read as a separator of columns ({count} rows); its numbers are not judged",
        },
        advice: Text {
            id: "Ekspor ulang CSV dengan titik koma sebagai pemisah, atau dengan tanda kutip di sekitar \
                 angka desimal.",
            en: "Export the CSV again with semicolons between the columns, or with quotes around \
                 decimal numbers.",
        },
        checks: Text {
            id: "Baris CSV yang lebih panjang daripada kepala tabelnya, dengan angka diikuti satu atau \
                 dua angka di sel sebelahnya, dilaporkan sekali per tabel.",
            en: "Rows of a CSV that are longer than its header, with a number followed by one or two \
                 digits in the next cell, are told once a table.",
        },
        why: Text {
            id: "Setelah terpecah, angka-angka di kanannya bergeser ke kolom lain. Selisih yang timbul \
                 bukan kesalahan hitung.",
            en: "Once split, the numbers to the right stand under other headers. The differences that \
                 follow are no errors of arithmetic.",
        },
        passes: concat!(
            "No,Uraian,Anggaran,Capaian\n",
            "1,Kegiatan Satu,650000000,\"98,5\"\n",
            "2,Kegiatan Dua,125000000,\"87,25\"\n",
            "3,Kegiatan Tiga,98000000,\"90,1\"\n",
        ),
        fails: concat!(
            "No,Uraian,Anggaran,Capaian\n",
            "1,Kegiatan Satu,650000000,98,5\n",
            "2,Kegiatan Dua,125000000,87,25\n",
            "3,Kegiatan Tiga,98000000,90,1\n",
        ),
        limits: Text {
            id: "Baris yang terpecah dan serentak kehilangan sel kosong di ujungnya tidak terlihat.",
            en: "A row that was split and at once lost an empty cell at its end is not seen.",
        },
    },
    Rule {
        code: "R046",
        name: "day-and-month-swapped",
        severity: Severity::Warning,
        title: Text {
            id: "Hari dan bulan tertukar",
            en: "Day and month swapped",
        },
        message: Text {
            id: "Tanggal {raw} tidak mengikuti urutan hari dan bulan di kolomnya ({count} sel)",
            en: "The date {raw} does not follow the order of day and month of its column ({count} \
                 cells)",
        },
        advice: Text {
            id: "Cocokkan dengan dokumen asalnya, lalu tulis tanggal dengan nama bulan.",
            en: "Compare with the source and write the dates with the month as a word.",
        },
        checks: Text {
            id: "Di satu kolom semua tanggal harus berurutan sama. Dilaporkan bila sebagian hanya \
                 dapat dibaca hari-bulan dan sebagian hanya bulan-hari, atau bila hanya tanggal 1-12 \
                 yang menjadi tanggal Excel sedangkan sisanya tetap teks.",
            en: "All dates of a column must have one order. It is told where some can only be read as \
                 day-month and others only as month-day, or where only days 1-12 became dates of Excel \
                 while the others stayed text.",
        },
        why: Text {
            id: "Excel berbahasa Inggris membaca 05/01/2026 sebagai 1 Mei. Tanggal di atas 12 tidak \
                 dapat dibacanya dan tetap menjadi teks.",
            en: "An English Excel reads 05/01/2026 as 1 May. Days over 12 it cannot read, so they stay \
                 text.",
        },
        passes: concat!(
            "DAFTAR KONTRAK;;\n",
            "No;Uraian;Tanggal\n",
            "1;Kontrak Satu;13/01/2026\n",
            "2;Kontrak Dua;28/02/2026\n",
            "3;Kontrak Tiga;05/03/2026\n",
        ),
        fails: concat!(
            "DAFTAR KONTRAK;;\n",
            "No;Uraian;Tanggal\n",
            "1;Kontrak Satu;13/01/2026\n",
            "2;Kontrak Dua;28/02/2026\n",
            "3;Kontrak Tiga;03/25/2026\n",
        ),
        limits: Text {
            id: "Kolom yang semua tanggalnya 1-12 tidak dapat dinilai; dibaca hari-bulan-tahun.",
            en: "A column whose days are all 1-12 cannot be judged; it is read as day, month, year.",
        },
    },
    Rule {
        code: "R047",
        name: "code-became-date",
        severity: Severity::Warning,
        title: Text {
            id: "Kode berubah menjadi tanggal",
            en: "A code became a date",
        },
        message: Text {
            id: "Tanggal {raw} berdiri di kolom kode ({count} sel); kode yang sesuai: {label}",
            en: "The date {raw} stands in a column of codes ({count} cells); the code that fits: \
                 {label}",
        },
        advice: Text {
            id: "Ubah format kolom menjadi teks, lalu tulis ulang kodenya.",
            en: "Make the column a text column and write the codes again.",
        },
        checks: Text {
            id: "Kolom kode atau nomor tidak boleh berisi tanggal.",
            en: "A column of codes or numbers must not hold dates.",
        },
        why: Text {
            id: "Excel mengubah 2.01 atau 1.02.03 menjadi tanggal saat diketik atau diimpor. Kode itu \
                 lalu tidak dikenali dan barisnya terlepas dari induknya.",
            en: "Excel makes dates of 2.01 or 1.02.03 when they are typed or imported. The code is then \
                 unknown and its row loses its parent.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Kode yang disebut hanya usulan dari bagian tanggalnya; selaras tidak memakainya.",
            en: "The code named is only a proposal from the date's parts; selaras does not use it.",
        },
    },
    Rule {
        code: "R048",
        name: "amounts-in-thousands-or-more",
        severity: Severity::Info,
        title: Text {
            id: "Angka dalam ribuan rupiah atau lebih",
            en: "Amounts in thousands of rupiah or more",
        },
        message: Text {
            id: "Menurut \"{raw}\" angka rupiah di sini dalam {scale}; ketelitiannya mengikuti satuan \
                 itu",
            en: "By \"{raw}\" amounts here are in {scale} rupiah; their precision follows that unit",
        },
        advice: Text {
            id: "Tidak perlu tindakan.",
            en: "Nothing is to be done.",
        },
        checks: Text {
            id: "Judul, baris satuan, dan kepala kolom dibaca untuk keterangan seperti (dalam jutaan \
                 rupiah) atau (Rp 000).",
            en: "Titles, lines about units and headers are read for words such as (dalam jutaan \
                 rupiah) or (Rp 000).",
        },
        why: Text {
            id: "Angka dalam jutaan sudah dibulatkan, dan hanya dapat dibandingkan dengan dokumen lain \
                 setelah dikalikan.",
            en: "Amounts in millions are rounded, and can be compared with other documents only once \
                 multiplied.",
        },
        passes: concat!(
            "ANGGARAN PER PROGRAM;;\n",
            "No;Program;Anggaran (Rp)\n",
            "1;Program Satu;12.345.000.000\n",
            "2;Program Dua;640.000.000\n",
        ),
        fails: concat!(
            "ANGGARAN PER PROGRAM (dalam jutaan rupiah);;\n",
            "No;Program;Anggaran\n",
            "1;Program Satu;12.345\n",
            "2;Program Dua;640\n",
        ),
        limits: Text {
            id: "Keterangan di catatan kaki atau di lembar lain tidak dilihat.",
            en: "Words in footnotes or on other sheets are not seen.",
        },
    },
];
