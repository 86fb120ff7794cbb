//! Rules about how numbers are written and stored.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this subject, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "R010",
        name: "unusual-number-notation",
        severity: Severity::Warning,
        title: Text {
            id: "Penulisan angka tidak lazim",
            en: "Unusual number notation",
        },
        message: Text {
            id: "\"{raw}\" dibaca sebagai {stated}; penulisannya tidak lazim: {reason}",
            en: "\"{raw}\" is read as {stated}; its notation is unusual: {reason}",
        },
        advice: Text {
            id: "Tulis ulang angka itu dengan titik untuk ribuan dan koma untuk desimal, lalu \
                 cocokkan dengan dokumen sumbernya.",
            en: "Write the number again with dots for thousands and a comma for decimals, and \
                 compare it with its source.",
        },
        checks: Text {
            id: "Angka yang ditulis sebagai teks tidak boleh memakai titik dan koma sekaligus \
                 sebagai pemisah ribuan, tidak boleh bertanda persen dua kali, dan tanda \
                 desimalnya harus sama dengan kebanyakan angka di kolomnya.",
            en: "A number written as text must not group digits by dots and commas at once, must \
                 not have two percent signs, and must write decimals as most numbers of its column \
                 do.",
        },
        why: Text {
            id: "Ejaan bahasa Indonesia memakai titik untuk ribuan dan koma untuk desimal. Angka \
                 yang ditulis lain mudah berubah nilai ketika disalin atau diimpor: 3.209,848,994 \
                 dapat menjadi 3.209,85.",
            en: "Indonesian spelling uses dots for thousands and a comma for decimals. A number \
                 written otherwise easily changes its value when copied or imported: 3.209,848,994 \
                 may become 3,209.85.",
        },
        passes: concat!(
            "REALISASI PER PROGRAM DAN KEGIATAN;;\n",
            "No;Program;Realisasi (Rp)\n",
            "1;Program Pengelolaan Informasi dan Komunikasi Publik;3.209.848.994\n",
            "2;Program Pengelolaan Aplikasi Informatika;1.750.200.000\n",
            "3;Program Penyelenggaraan Statistik Sektoral;412.375.500\n",
        ),
        fails: concat!(
            "REALISASI PER PROGRAM DAN KEGIATAN;;\n",
            "No;Program;Realisasi (Rp)\n",
            "1;Program Pengelolaan Informasi dan Komunikasi Publik;3.209,848,994\n",
            "2;Program Pengelolaan Aplikasi Informatika;1.750.200.000\n",
            "3;Program Penyelenggaraan Statistik Sektoral;412.375.500\n",
        ),
        limits: Text {
            id: "Angka yang tersimpan sebagai bilangan tidak mempunyai cara tulis, jadi tidak \
                 dinilai. Hitungan selanjutnya memakai nilai yang disebut dalam temuan; bila \
                 bacaan itu keliru, hasilnya ikut keliru.",
            en: "A number stored as a number has no notation and is not judged. Later claims use \
                 the value that the finding states; where that reading is wrong, they are wrong \
                 with it.",
        },
    },
    Rule {
        code: "R011",
        name: "ambiguous-number",
        severity: Severity::Warning,
        title: Text {
            id: "Angka dapat dibaca dua cara",
            en: "Number has two readings",
        },
        message: Text {
            id: "\"{raw}\" dapat berarti {stated} atau {other}; dibaca sebagai {stated} ({count} sel \
                 di kolom ini: {cells})",
            en: "\"{raw}\" can mean {stated} or {other}; it is read as {stated} ({count} cells of this \
                 column: {cells})",
        },
        advice: Text {
            id: "Pastikan nilai yang dimaksud, lalu tulis ulang agar tidak berarti dua, misalnya \
                 1,5 atau 1.500,00.",
            en: "Make sure which value is meant and write it so that only one reading is left, \
                 such as 1,5 or 1.500,00.",
        },
        checks: Text {
            id: "Angka teks dengan satu titik atau koma yang diikuti tepat tiga angka dilaporkan, \
                 sekali sekolom, bila kolomnya lebih sering menulis desimal dengan titik: di kolom \
                 seperti itu 1.500 dapat berarti satu setengah atau seribu lima ratus. Di tabel \
                 yang ditulis menurut kaidah Inggris, beberapa angka seperti 1,500 adalah ribuan.",
            en: "A number in text with a single dot or comma before exactly three digits is told, \
                 once a column, where its column more often writes decimals with a dot: there 1.500 \
                 can mean one and a half or fifteen hundred. In a table written the English way, \
                 several numbers like 1,500 are thousands.",
        },
        why: Text {
            id: "Kedua bacaan berbeda seribu kali lipat. Angka seperti itu harus dipastikan oleh \
                 penyusunnya, bukan dipilih diam-diam.",
            en: "The two readings differ a thousandfold. Its author must decide, not the program \
                 in silence.",
        },
        passes: concat!(
            "CAPAIAN INDIKATOR LAYANAN;;\n",
            "No;Uraian;Nilai\n",
            "1;Rata-rata kunjungan per penduduk;1.89\n",
            "2;Indeks layanan informasi;2.45\n",
            "3;Indeks keterbukaan data;1.5\n",
        ),
        fails: concat!(
            "CAPAIAN INDIKATOR LAYANAN;;\n",
            "No;Uraian;Nilai\n",
            "1;Rata-rata kunjungan per penduduk;1.89\n",
            "2;Indeks layanan informasi;2.45\n",
            "3;Indeks keterbukaan data;1.500\n",
        ),
        limits: Text {
            id: "Di kolom jumlah orang atau indeks yang ditulis menurut kaidah Indonesia, 1.500 dibaca \
                 seribu lima ratus; bila tidak ada bukti, R042 memberitahukannya sekali. Jumlah di \
                 tabel tidak dipakai untuk memilih bacaan.",
            en: "In a column of counts or indices written the Indonesian way 1.500 is read as fifteen \
                 hundred; without evidence R042 tells so once. The table's sums are not used to choose \
                 a reading.",
        },
    },
    Rule {
        code: "R012",
        name: "several-numbers-in-cell",
        severity: Severity::Warning,
        title: Text {
            id: "Beberapa angka dalam satu sel",
            en: "Several numbers in one cell",
        },
        message: Text {
            id: "\"{raw}\" berisi lebih dari satu angka; sel ini tidak diperiksa",
            en: "\"{raw}\" holds more than one number; the cell is not judged",
        },
        advice: Text {
            id: "Pisahkan angka-angka itu ke sel masing-masing sesuai dengan kolomnya.",
            en: "Put each of the numbers into the cell of its own column.",
        },
        checks: Text {
            id: "Sel di dalam tabel yang memuat dua angka atau lebih, dipisahkan spasi, \
                 dilaporkan. Spasi di antara kelompok tiga angka (1 234 567) dibaca sebagai \
                 pemisah ribuan.",
            en: "A cell of a table that holds two or more numbers with blanks between them is \
                 told. Blanks between groups of three digits (1 234 567) are read as separators of \
                 thousands.",
        },
        why: Text {
            id: "Angka yang menyatu biasanya berasal dari konversi PDF atau sel gabungan. Memilih \
                 salah satunya berarti menebak.",
            en: "Joined numbers mostly come from a converted PDF or merged cells. To choose one of \
                 them would be a guess.",
        },
        passes: concat!(
            "JUMLAH PEGAWAI MENURUT GOLONGAN;;;\n",
            "No;Golongan;L;P\n",
            "1;Golongan IV;3;1\n",
            "2;Golongan III;12;9\n",
            "3;Golongan II;4;6\n",
        ),
        fails: concat!(
            "JUMLAH PEGAWAI MENURUT GOLONGAN;;;\n",
            "No;Golongan;L;P\n",
            "1;Golongan IV;3 1;\n",
            "2;Golongan III;12;9\n",
            "3;Golongan II;4;6\n",
        ),
        limits: Text {
            id: "Angka yang dipisahkan garis miring dilaporkan oleh R040. Jumlah yang memuat sel \
                 seperti itu tidak dinilai.",
            en: "Numbers parted by a slash are told by R040. Sums over such a cell are not judged.",
        },
    },
    Rule {
        code: "R013",
        name: "unread-number",
        severity: Severity::Warning,
        title: Text {
            id: "Angka tidak terbaca",
            en: "Number cannot be read",
        },
        message: Text {
            id: "\"{raw}\" berdiri di kolom angka tetapi tidak dapat dibaca sebagai angka",
            en: "\"{raw}\" stands in a column of numbers but cannot be read as one",
        },
        advice: Text {
            id: "Perbaiki isi sel menjadi angka; periksa huruf yang menyerupai angka, tanda baca, \
                 dan angka yang terpotong.",
            en: "Make the cell a number; look for letters that resemble digits, for punctuation \
                 and for digits cut off.",
        },
        checks: Text {
            id: "Di kolom rupiah atau persen yang lebih dari empat perlima selnya berupa angka, \
                 teks yang diawali angka tetapi tidak terbaca sebagai satu angka dilaporkan.",
            en: "In a column of rupiah or percent of which more than four fifths are numbers, a \
                 text that begins with a digit but cannot be read as one number is told.",
        },
        why: Text {
            id: "Excel melewati teks seperti itu saat menjumlahkan, sehingga totalnya berkurang \
                 tanpa peringatan.",
            en: "Excel leaves such text out of a sum, so that the total shrinks without a warning.",
        },
        passes: concat!(
            "ALOKASI ANGGARAN PER PROGRAM DAN KEGIATAN;;\n",
            "No;Uraian;Anggaran (Rp)\n",
            "1;Program Pengelolaan Sampah;1.125.000.000\n",
            "2;Program Pengendalian Pencemaran;640.500.000\n",
            "3;Program Keanekaragaman Hayati;315.750.000\n",
            "4;Program Pembinaan Lingkungan;98.400.000\n",
            "5;Program Penghargaan Lingkungan;45.000.000\n",
            "6;Program Penanganan Pengaduan;27.600.000\n",
        ),
        fails: concat!(
            "ALOKASI ANGGARAN PER PROGRAM DAN KEGIATAN;;\n",
            "No;Uraian;Anggaran (Rp)\n",
            "1;Program Pengelolaan Sampah;1.125.000.000\n",
            "2;Program Pengendalian Pencemaran;640.500.000\n",
            "3;Program Keanekaragaman Hayati;315.750.OOO\n",
            "4;Program Pembinaan Lingkungan;98.400.000\n",
            "5;Program Penghargaan Lingkungan;45.000.000\n",
            "6;Program Penanganan Pengaduan;27.600.000\n",
        ),
        limits: Text {
            id: "Teks yang tidak diawali angka, misalnya \"menyusul\", dianggap keterangan. Kolom \
                 yang banyak berisi teks tidak dinilai. Jumlah yang memuat sel yang dilaporkan \
                 tidak dinilai.",
            en: "A text that does not begin with a digit, such as \"menyusul\" (to follow), is \
                 taken as a remark. Columns with many texts are not judged. Sums over the cell \
                 that is told are not judged.",
        },
    },
    Rule {
        code: "R014",
        name: "error-value",
        severity: Severity::Error,
        title: Text {
            id: "Sel berisi nilai galat",
            en: "Cell holds an error value",
        },
        message: Text {
            id: "Sel berisi {raw}; tidak ada angka yang dapat diperiksa, dan jumlah yang memuatnya \
                 tidak dinilai",
            en: "The cell holds {raw}; there is no number to judge, and no sum over it is judged",
        },
        advice: Text {
            id: "Perbaiki rumus di sel itu, hitung ulang buku kerjanya, lalu simpan.",
            en: "Mend the formula in the cell, recalculate the workbook and save it.",
        },
        checks: Text {
            id: "Sel di dalam tabel tidak boleh berisi nilai galat seperti #REF!, #DIV/0!, #N/A, \
                 #VALUE!, NaN, atau deretan #### dari kolom yang terlalu sempit.",
            en: "No cell of a table may hold an error value such as #REF!, #DIV/0!, #N/A, #VALUE!, \
                 NaN, or a row of #### from a column too narrow.",
        },
        why: Text {
            id: "Nilai galat merambat ke setiap rumus yang memakainya, sehingga angka di atasnya \
                 tidak lagi dapat dipertanggungjawabkan.",
            en: "An error value spreads to every formula that uses it, so the figures above it can \
                 no longer be accounted for.",
        },
        passes: concat!(
            "ALOKASI ANGGARAN;;\n",
            "No;Uraian;Anggaran (Rp)\n",
            "1;Program Pengelolaan Sampah;1.125.000.000\n",
            "2;Program Pengendalian Pencemaran;640.500.000\n",
            ";Jumlah;1.765.500.000\n",
        ),
        fails: concat!(
            "ALOKASI ANGGARAN;;\n",
            "No;Uraian;Anggaran (Rp)\n",
            "1;Program Pengelolaan Sampah;1.125.000.000\n",
            "2;Program Pengendalian Pencemaran;#REF!\n",
            ";Jumlah;1.765.500.000\n",
        ),
        limits: Text {
            id: "Kolom keterangan (kode, uraian, nama, satuan) dan sel di luar tabel tidak \
                 dilihat.",
            en: "Columns of labels (code, description, name, unit) and cells outside tables are \
                 not looked at.",
        },
    },
    Rule {
        code: "R015",
        name: "missing-cached-value",
        severity: Severity::Warning,
        title: Text {
            id: "Rumus tanpa nilai tersimpan",
            en: "Formula without a stored value",
        },
        message: Text {
            id: "Rumus di sel ini tidak menyimpan nilai ({count} sel di kolom ini); sel dan jumlah yang \
                 memuatnya tidak diperiksa",
            en: "The formula in this cell has no stored value ({count} cells of this column); the cell \
                 and sums over it are not judged",
        },
        advice: Text {
            id: "Buka buku kerja di Excel, biarkan rumusnya dihitung ulang, lalu simpan.",
            en: "Open the workbook in Excel, let it recalculate, and save it.",
        },
        checks: Text {
            id: "Sel berumus di dalam tabel harus menyimpan hasil hitungan terakhirnya.",
            en: "A cell with a formula inside a table must hold the result last calculated.",
        },
        why: Text {
            id: "selaras menghitung sendiri rumus yang nilainya tidak tersimpan (A702). Yang \
                 tersisa di sini memakai fungsi yang tidak dihitung selaras; tanpa angka selnya \
                 kosong.",
            en: "selaras calculates formulas whose value is not stored (A702). What is left here \
                 uses functions that it does not calculate; without a figure the cell is empty.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hasil yang tersimpan tetapi sudah usang diberitahukan oleh A701. Kolom \
                 keterangan dan sel di luar tabel tidak dilihat.",
            en: "A result that is stored but out of date is told by A701. Columns of labels and \
                 cells outside tables are not looked at.",
        },
    },
];
