//! Rules about reading: files, sheets, numbers, codes, tables.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this family, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "R001",
        name: "unreadable-file",
        severity: Severity::Error,
        title: Text {
            id: "Berkas tidak dapat dibaca",
            en: "File cannot be read",
        },
        message: Text {
            id: "Berkas tidak dapat dibaca: {reason}",
            en: "The file cannot be read: {reason}",
        },
        advice: Text {
            id: "Minta berkas itu dikirim ulang, lalu pastikan berkas tersebut dapat dibuka di \
                 Excel.",
            en: "Ask for the file to be sent again, and see that it opens in Excel.",
        },
        checks: Text {
            id: "Berkas harus dapat dibaca sampai habis: setiap bagian paket .xlsx dibuka sampai \
                 akhir dan dicocokkan dengan nilai ujinya (checksum), tidak ada bagian yang \
                 kembar, dan CSV harus berupa teks UTF-8. Ada batas pengaman: 10.000 bagian, 1 GiB \
                 setelah dibuka, bagian besar mengembang paling banyak 500 kali, dan 5.000.000 \
                 sel.",
            en: "The file must be readable to its end: every part of an .xlsx package is inflated \
                 and compared with its checksum, no part stands twice, and a CSV must be UTF-8 \
                 text. Safety limits: 10,000 parts, 1 GiB once inflated, large parts growing at \
                 most 500 times, and 5,000,000 cells.",
        },
        why: Text {
            id: "Berkas yang tidak terbaca tidak ikut diperiksa dan tidak ikut dikonsolidasikan. \
                 Tanpa pemberitahuan, angka perangkat daerah itu hilang begitu saja dari \
                 rekapitulasi.",
            en: "A file that cannot be read is neither audited nor consolidated. Untold, the \
                 agency's figures would simply be missing from the recapitulation.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Berkas yang rusak tidak diperbaiki, dan sebab kerusakannya (misalnya terpotong \
                 saat dikirim) tidak ditelusuri. Berkas bersandi dan format lama dilaporkan \
                 sebagai R002.",
            en: "A damaged file is not repaired, and how it was damaged (cut off while sent, for \
                 example) is not traced. Files with a password and old formats are told as R002.",
        },
    },
    Rule {
        code: "R002",
        name: "unsupported-format",
        severity: Severity::Error,
        title: Text {
            id: "Format berkas tidak didukung",
            en: "File format is not supported",
        },
        message: Text {
            id: "Isi berkas adalah {format}, bukan buku kerja yang dapat dibaca: {reason}",
            en: "The content is {format}, not a workbook that can be read: {reason}",
        },
        advice: Text {
            id: "Simpan ulang berkas sebagai .xlsx tanpa kata sandi, atau minta buku kerja \
                 aslinya.",
            en: "Save the file again as .xlsx without a password, or ask for the original \
                 workbook.",
        },
        checks: Text {
            id: "Format ditentukan dari byte pertama berkas, bukan dari namanya. Yang dibaca hanya \
                 .xlsx dan teks CSV; .xls lama, buku kerja bersandi, .ods, .xlsb, HTML, PDF, dan \
                 berkas kosong ditolak beserta sebabnya.",
            en: "The format is decided by the file's first bytes, not by its name. Only .xlsx and \
                 CSV text are read; old .xls, workbooks with a password, .ods, .xlsb, HTML, PDF \
                 and empty files are refused with the reason.",
        },
        why: Text {
            id: "Sebagian aplikasi menyimpan halaman HTML dengan nama .xls. Excel tetap \
                 membukanya, tetapi panjang angka dan tanda desimalnya tidak terjamin utuh.",
            en: "Some systems save an HTML page under the name .xls. Excel opens it all the same, \
                 yet long numbers and decimal signs are not sure to survive.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Teks dianggap CSV hanya bila nama berkasnya berakhiran .csv, .tsv, atau .txt. \
                 Paket ZIP lain, misalnya dokumen Word, baru ditolak saat isinya dibuka (R001).",
            en: "Text counts as CSV only when the file's name ends in .csv, .tsv or .txt. Other \
                 ZIP packages, a Word document for example, are refused only when opened (R001).",
        },
    },
    Rule {
        code: "R003",
        name: "empty-workbook",
        severity: Severity::Warning,
        title: Text {
            id: "Buku kerja kosong",
            en: "Workbook is empty",
        },
        message: Text {
            id: "Buku kerja tidak berisi satu sel pun",
            en: "The workbook holds no cell at all",
        },
        advice: Text {
            id: "Tanyakan kepada pengirim apakah berkas ini memang kosong atau keliru dikirim.",
            en: "Ask the sender whether the file is meant to be empty or was sent by mistake.",
        },
        checks: Text {
            id: "Sekurang-kurangnya satu lembar harus memuat satu sel berisi; sel yang hanya \
                 berisi spasi dianggap kosong.",
            en: "At least one sheet must hold one filled cell; a cell of blanks only counts as \
                 empty.",
        },
        why: Text {
            id: "Buku kerja kosong biasanya terkirim karena salah memilih berkas. Bila didiamkan, \
                 perangkat daerah itu tampak sudah menyampaikan laporannya.",
            en: "An empty workbook is usually the wrong file. Untold, the agency would seem to \
                 have sent its report.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Gambar, grafik, dan kotak teks tidak dilihat, sehingga hasil pindai yang ditempel \
                 sebagai gambar dianggap kosong. Lembar yang hanya berisi judul dilaporkan sebagai \
                 R031.",
            en: "Pictures, charts and text boxes are not seen, so a scan pasted as a picture \
                 counts as empty. A sheet with a title only is told as R031.",
        },
    },
    Rule {
        code: "R004",
        name: "unreadable-sheet",
        severity: Severity::Error,
        title: Text {
            id: "Lembar tidak dapat dibaca",
            en: "Sheet cannot be read",
        },
        message: Text {
            id: "Lembar tidak dapat dibaca seluruhnya: {reason}",
            en: "The sheet cannot be read whole: {reason}",
        },
        advice: Text {
            id: "Buka lembar itu di Excel, perbaiki sel yang disebut, lalu simpan ulang.",
            en: "Open the sheet in Excel, mend the cell that is named, and save it again.",
        },
        checks: Text {
            id: "Setiap sel harus terbaca: bilangannya terhingga (bukan NaN) dan dapat ditulis \
                 sebagai desimal yang tepat, teksnya paling panjang 32.767 huruf, dan letaknya \
                 masih di dalam lembar.",
            en: "Every cell must be readable: its number finite (not NaN) and writable as an exact \
                 decimal, its text at most 32,767 characters, its place inside the sheet.",
        },
        why: Text {
            id: "Sel yang dilewati diam-diam membuat jumlah tampak salah, atau justru tampak \
                 benar, padahal datanya tidak lengkap.",
            en: "A cell skipped in silence makes a sum look wrong, or look right, though the data \
                 are not whole.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Sel yang tidak terbaca dianggap kosong, sehingga jumlah yang memakainya dapat \
                 ikut dilaporkan. Bila susunan lembarnya sendiri rusak, seluruh isi lembar tidak \
                 diperiksa.",
            en: "A cell that cannot be read counts as empty, so sums that use it may be told too. \
                 Where the sheet itself is damaged, none of it is audited.",
        },
    },
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
            id: "\"{raw}\" dapat berarti {stated} atau {other}; dibaca sebagai {stated}",
            en: "\"{raw}\" can mean {stated} or {other}; it is read as {stated}",
        },
        advice: Text {
            id: "Pastikan nilai yang dimaksud, lalu tulis ulang agar tidak berarti dua, misalnya \
                 1,5 atau 1.500,00.",
            en: "Make sure which value is meant and write it so that only one reading is left, \
                 such as 1,5 or 1.500,00.",
        },
        checks: Text {
            id: "Angka teks dengan satu titik atau koma yang diikuti tepat tiga angka dilaporkan \
                 bila kolomnya lebih sering menulis desimal dengan titik: di kolom seperti itu \
                 1.500 dapat berarti satu setengah atau seribu lima ratus.",
            en: "A number in text with a single dot or comma before exactly three digits is told \
                 where its column more often writes decimals with a dot: there 1.500 can mean one \
                 and a half or fifteen hundred.",
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
            id: "Di kolom jumlah orang atau indeks yang ditulis menurut kaidah Indonesia, 1.500 dibaca seribu lima ratus tanpa temuan. Jumlah di tabel tidak dipakai untuk memilih bacaan.",
            en: "In a column of counts or indices written the Indonesian way 1.500 is read as fifteen hundred without a finding. The table's sums are not used to choose a reading.",
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
            id: "Angka yang dipisahkan garis miring tidak dikenali. Sel itu dianggap tanpa angka, sehingga jumlah yang seharusnya memuatnya dihitung tanpa sel tersebut.",
            en: "Numbers parted by a slash are not recognised. The cell counts as one without a number, so sums that should contain it are made without it.",
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
                 yang banyak berisi teks tidak dinilai. Sel yang dilaporkan dihitung sebagai \
                 kosong.",
            en: "A text that does not begin with a digit, such as \"menyusul\" (to follow), is \
                 taken as a remark. Columns with many texts are not judged. The cell that is told \
                 counts as empty.",
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
            id: "Sel berisi {raw}; tidak ada angka yang dapat diperiksa",
            en: "The cell holds {raw}; there is no number to judge",
        },
        advice: Text {
            id: "Perbaiki rumus di sel itu, hitung ulang buku kerjanya, lalu simpan.",
            en: "Mend the formula in the cell, recalculate the workbook and save it.",
        },
        checks: Text {
            id: "Sel di dalam tabel tidak boleh berisi nilai galat Excel seperti #REF!, #DIV/0!, \
                 #N/A, atau #VALUE!.",
            en: "No cell of a table may hold an error value of Excel such as #REF!, #DIV/0!, #N/A \
                 or #VALUE!.",
        },
        why: Text {
            id: "Nilai galat merambat ke setiap rumus yang memakainya, sehingga angka di atasnya \
                 tidak lagi dapat dipertanggungjawabkan.",
            en: "An error value spreads to every formula that uses it, so the figures above it can \
                 no longer be accounted for.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Kolom keterangan (kode, uraian, nama, satuan) dan sel di luar tabel tidak \
                 dilihat. Galat yang tersimpan sebagai teks, seperti dalam CSV, tidak dikenali.",
            en: "Columns of labels (code, description, name, unit) and cells outside tables are \
                 not looked at. An error stored as text, as in a CSV, is not recognised.",
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
            id: "Rumus di sel ini tidak menyimpan nilai; sel tidak diperiksa",
            en: "The formula in this cell has no stored value; the cell is not judged",
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
            id: "selaras tidak menghitung rumus. Yang diperiksa ialah angka yang tersimpan, yaitu \
                 angka yang dilihat pembaca dan terbawa ke aplikasi lain; tanpa angka itu selnya \
                 kosong.",
            en: "selaras does not calculate formulas. It judges the stored figure, the one that \
                 readers see and other systems import; without it the cell is empty.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hasil yang tersimpan tetapi sudah usang tidak terlihat oleh aturan ini. Kolom \
                 keterangan dan sel di luar tabel tidak dilihat.",
            en: "A result that is stored but out of date is not seen by this rule. Columns of \
                 labels and cells outside tables are not looked at.",
        },
    },
    Rule {
        code: "R020",
        name: "damaged-code",
        severity: Severity::Warning,
        title: Text {
            id: "Kode rusak",
            en: "Damaged code",
        },
        message: Text {
            id: "Kode \"{raw}\" tidak utuh; dibaca sebagai {code} menurut kode di atasnya",
            en: "The code \"{raw}\" is not whole; read as {code} by the code above it",
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
                 dua baris tidak digabungkan.",
            en: "Only one following row is joined, and only where the columns that complete each \
                 other are filled in at least 80 percent of the rows. A name split over two rows \
                 is not joined.",
        },
    },
    Rule {
        code: "R030",
        name: "unknown-kind",
        severity: Severity::Info,
        title: Text {
            id: "Jenis tabel tidak dikenal",
            en: "Table of unknown kind",
        },
        message: Text {
            id: "Jenis tabel ini tidak dikenal; aritmetikanya tetap diperiksa sejauh kepalanya \
                 dipahami",
            en: "The kind of this table is not known; its arithmetic is audited as far as its \
                 header is understood",
        },
        advice: Text {
            id: "Bila tabel ini perlu dibandingkan dengan dokumen lain, buatkan profilnya; bila \
                 tidak, temuan ini dapat diabaikan.",
            en: "Write a profile where this table is to be compared with other documents; \
                 otherwise leave this finding.",
        },
        checks: Text {
            id: "Judul, kepala kolom, dan uraian baris dicocokkan dengan profil semua jenis \
                 dokumen. Tabel berangka yang tidak cocok dengan satu profil pun diberitahukan.",
            en: "Titles, headers and row labels are compared with the profiles of all kinds. A \
                 table with numbers that fits none is told.",
        },
        why: Text {
            id: "Jenis dokumen menentukan arti kolom dan angka mana yang dibandingkan. Tabel tanpa \
                 jenis tidak ikut dibandingkan dengan dokumen lain.",
            en: "The kind decides what columns mean and which figures are compared. A table \
                 without one is not compared with other documents.",
        },
        passes: concat!(
            "ASET DAERAH;;\n",
            "No;Uraian;Nilai (Rp)\n",
            "1;Aset Lancar;2.450.000.000\n",
            "2;Aset Tetap;18.300.000.000\n",
            "3;Aset Lainnya;760.000.000\n",
        ),
        fails: concat!(
            "DATA LUAS LAHAN;;\n",
            "No;Komoditas;Luas Panen (ha)\n",
            "1;Padi sawah;1.240\n",
            "2;Jagung;865\n",
            "3;Kedelai;312\n",
        ),
        limits: Text {
            id: "Nama berkas dan nama lembar tidak dipakai. Pada tabel seperti ini arti kolom baru \
                 dipakai bila didukung sekurang-kurangnya dua baris dan 60 persen baris, dan \
                 jenjang tanpa kode bila separuh jumlahnya cocok; kesalahan di luar itu tidak \
                 terlihat.",
            en: "Names of files and sheets are not used. In such a table the meaning of columns is \
                 used only with the support of at least two rows and 60 percent of them, and an \
                 outline without codes only where half of its sums hold; faults beyond that are \
                 not seen.",
        },
    },
    Rule {
        code: "R031",
        name: "no-table",
        severity: Severity::Info,
        title: Text {
            id: "Lembar tanpa tabel",
            en: "Sheet without a table",
        },
        message: Text {
            id: "Tidak ada tabel yang ditemukan pada lembar ini: {reason}",
            en: "No table was found on this sheet: {reason}",
        },
        advice: Text {
            id: "Buka lembar itu dan pastikan memang tidak ada tabel yang perlu diperiksa.",
            en: "Open the sheet and make sure that it has no table to audit.",
        },
        checks: Text {
            id: "Lembar yang berisi harus mempunyai sekurang-kurangnya satu baris kepala kolom \
                 (dua kolom atau lebih) yang diikuti baris isi.",
            en: "A sheet that is not empty must have at least one header row (of two columns or \
                 more) with rows below it.",
        },
        why: Text {
            id: "Angka pada lembar seperti ini sama sekali tidak diperiksa; pembaca laporan perlu \
                 mengetahuinya.",
            en: "Figures on such a sheet are not audited at all, and readers of the report must \
                 know.",
        },
        passes: concat!(
            "ALOKASI ANGGARAN PER PROGRAM DAN KEGIATAN;;\n",
            "No;Uraian;Anggaran (Rp)\n",
            "1;Program Pembinaan Perpustakaan;275.000.000\n",
            "2;Program Pengelolaan Arsip;180.000.000\n",
        ),
        fails: concat!(
            "CATATAN PENYUSUNAN;\n",
            "Data dihimpun dari laporan triwulan IV;\n",
            "Angka bersifat sementara sampai pemeriksaan selesai;\n",
        ),
        limits: Text {
            id: "Angka di dalam kalimat, gambar, dan kotak teks tidak dibaca. Bila pada lembar itu \
                 ada satu tabel saja, bagian lain yang tidak berbentuk tabel tidak dilaporkan.",
            en: "Figures in sentences, pictures and text boxes are not read. Where the sheet has \
                 one table, its other parts that are no tables are not told.",
        },
    },
    Rule {
        code: "R032",
        name: "unplaced-rows",
        severity: Severity::Warning,
        title: Text {
            id: "Baris tidak dapat ditempatkan",
            en: "Rows that could not be placed",
        },
        message: Text {
            id: "{count} baris berisi angka tidak dapat ditempatkan dalam tabel dan tidak \
                 diperiksa: {reason}",
            en: "{count} rows with numbers could not be placed in the table and are not judged: \
                 {reason}",
        },
        advice: Text {
            id: "Luruskan kolom baris-baris itu dengan kepala tabel, lalu jalankan pemeriksaan \
                 lagi.",
            en: "Align the columns of these rows with the header and run the audit again.",
        },
        checks: Text {
            id: "Sekelompok baris berangka di bawah baris kosong harus serupa dengan tabel di \
                 atasnya: sekurang-kurangnya 60 persen selnya berjenis sama (nomor atau kode, \
                 kata, angka) dengan isi kolomnya.",
            en: "A block of rows with numbers below a blank row must resemble the table above: at \
                 least 60 percent of its cells are of the same sort (mark or code, words, figures) \
                 as their columns.",
        },
        why: Text {
            id: "Baris yang bergeser kolom, biasanya akibat konversi PDF, membuat anggaran terbaca \
                 sebagai realisasi. Lebih baik tidak diperiksa daripada dihitung salah.",
            en: "Rows that drifted sideways, mostly in a converted PDF, make a ceiling look like \
                 spending. Better not judged than judged wrongly.",
        },
        passes: concat!(
            "REKAPITULASI BELANJA PER PERANGKAT DAERAH;;;;\n",
            "No;Perangkat Daerah;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n",
            "1;Dinas Perpustakaan dan Arsip;900.000.000;860.000.000;40.000.000\n",
            "2;Dinas Ketahanan Pangan;750.000.000;700.000.000;50.000.000\n",
            ";;;;\n",
            "3;Dinas Perhubungan;640.000.000;610.000.000;30.000.000\n",
            "4;Badan Kesatuan Bangsa;520.000.000;500.000.000;20.000.000\n",
        ),
        fails: concat!(
            "REKAPITULASI BELANJA PER PERANGKAT DAERAH;;;;\n",
            "No;Perangkat Daerah;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n",
            "1;Dinas Perpustakaan dan Arsip;900.000.000;860.000.000;40.000.000\n",
            "2;Dinas Ketahanan Pangan;750.000.000;700.000.000;50.000.000\n",
            ";;;;\n",
            "640.000.000;610.000.000;3;Dinas Perhubungan;30.000.000\n",
            "520.000.000;500.000.000;4;Badan Kesatuan Bangsa;20.000.000\n",
        ),
        limits: Text {
            id: "Pergeseran tanpa baris kosong di atasnya tidak dikenali, dan temuan hanya \
                 menunjuk baris pertama. Selama ada baris seperti ini, jumlah ke bawah (A101, \
                 A102, A104, A110) dan perbandingan antardokumen untuk tabel itu tidak diperiksa.",
            en: "Rows that drifted without a blank row above them are not recognised, and only the \
                 first row is pointed at. While there are such rows, sums down the columns (A101, \
                 A102, A104, A110) and comparisons with other documents are left out for this \
                 table.",
        },
    },
    Rule {
        code: "R033",
        name: "unread-header-formula",
        severity: Severity::Info,
        title: Text {
            id: "Rumus kepala kolom tidak dipahami",
            en: "Header formula not understood",
        },
        message: Text {
            id: "Rumus \"{raw}\" di kepala kolom tidak dipahami; kolom ini tidak diperiksa menurut \
                 rumus itu",
            en: "The formula \"{raw}\" in the header is not understood; the column is not judged \
                 by it",
        },
        advice: Text {
            id: "Tulis rumusnya dengan nomor kolom, misalnya 5 = 3/2 x 100%, atau periksa kolom \
                 itu secara manual.",
            en: "Write the formula with column numbers, such as 5 = 3/2 x 100%, or check the \
                 column by hand.",
        },
        checks: Text {
            id: "Rumus di kepala kolom atau baris nomor kolom dipahami bila hanya memuat nomor \
                 kolom, 100, tanda hitung, dan kurung, serta berbentuk jumlah, selisih, hasil \
                 kali, persentase, atau persen perubahan.",
            en: "A formula in the header or numbering row is understood when it holds only column \
                 numbers, 100, signs and brackets, and is a sum, difference, product, percentage \
                 or percent change.",
        },
        why: Text {
            id: "Rumus di kepala kolom adalah janji penyusun tentang isi kolomnya. Janji yang \
                 tidak dipahami tidak dapat diuji.",
            en: "A formula in the header is the author's promise about the column. A promise that \
                 is not understood cannot be tested.",
        },
        passes: concat!(
            "CAPAIAN PROGRAM;;;;\n",
            "No;Program;Target;Realisasi;Capaian\n",
            "1;2;3;4;5 = 4/3 x 100%\n",
            "1;Program Pembinaan Perpustakaan;80;76;95\n",
            "2;Program Pengelolaan Arsip;60;54;90\n",
        ),
        fails: concat!(
            "CAPAIAN PROGRAM;;;;\n",
            "No;Program;Target;Realisasi;Capaian\n",
            "1;2;3;4;5 = rerata 4 terhadap 3\n",
            "1;Program Pembinaan Perpustakaan;80;76;95\n",
            "2;Program Pengelolaan Arsip;60;54;90\n",
        ),
        limits: Text {
            id: "Temuan menunjuk sel kepala kolom terbawah, bukan baris nomor kolom. Rumus yang hanya berupa kata tidak dikenali sebagai rumus.",
            en: "The finding points to the lowest header cell, not to the numbering row. A formula in words only is not recognised as one.",
        },
    },
    Rule {
        code: "R034",
        name: "columns-realigned",
        severity: Severity::Info,
        title: Text {
            id: "Kolom yang bergeser diluruskan",
            en: "Drifted columns realigned",
        },
        message: Text {
            id: "{count} baris mulai dari \"{label}\" bergeser terhadap kepala tabel; kolomnya diluruskan menurut isinya",
            en: "{count} rows from \"{label}\" on stand apart from the header; their columns were realigned by their content",
        },
        advice: Text {
            id: "Periksa sekilas dengan `selaras inspect` bahwa baris-baris itu terbaca di kolom yang benar.",
            en: "Look with `selaras inspect` whether those rows are read in the right columns.",
        },
        checks: Text {
            id: "Apakah satu halaman tabel berada di kolom yang berbeda dari kepala tabelnya, seperti setelah konversi dari PDF.",
            en: "Whether a page of a table stands in other columns than its header, as after a conversion from PDF.",
        },
        why: Text {
            id: "Angka yang terbaca di kolom yang salah lebih berbahaya daripada angka yang tidak terbaca; karena itu pelurusan selalu diberitahukan.",
            en: "A figure read in the wrong column is worse than one not read, so a realignment is always told.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Halaman yang kolomnya tidak dapat ditempatkan dengan pasti dibiarkan dan dilaporkan sebagai R032.",
            en: "A page whose columns cannot be placed with certainty is left alone and told as R032.",
        },
    },
    Rule {
        code: "R035",
        name: "levels-not-told-apart",
        severity: Severity::Warning,
        title: Text {
            id: "Subtotal dan rincian tidak dapat dibedakan",
            en: "Subtotals and details not told apart",
        },
        message: Text {
            id: "Baris-baris di bawah atau di atas \"{label}\" berjumlah tepat {count} kali angkanya: subtotal dan rinciannya tidak dapat dibedakan, jadi jumlahnya tidak diperiksa dan tabel ini tidak ikut dijumlahkan dalam ringkasan",
            en: "The rows of \"{label}\" add up to exactly {count} times its figure: subtotals and details cannot be told apart, so the sum is not judged and the summary leaves this table out",
        },
        advice: Text {
            id: "Beri kode, nomor bertingkat, atau lekukan pada baris-baris itu agar tingkatannya terbaca.",
            en: "Give those rows codes, numbering by level or indents, so that their levels can be read.",
        },
        checks: Text {
            id: "Apakah baris-baris sebuah jumlah, bila dijumlahkan semua, tepat dua sampai enam kali angka yang tertulis.",
            en: "Whether the rows of a total, all added up, are exactly two to six times the figure stated.",
        },
        why: Text {
            id: "Daftar yang memuat subtotal bersama rinciannya tanpa tanda tingkat akan terhitung ganda di rekap mana pun.",
            en: "A list that holds subtotals with their details and no sign of levels is counted twice in any consolidation.",
        },
        passes: "PROGRAM DAN KEGIATAN;;\nNo;Uraian;Jumlah (Rp)\n1;Pendidikan;300.000\n2;Kesehatan;150.000\n;JUMLAH;450.000\n",
        fails: "PROGRAM DAN KEGIATAN;;\nNo;Uraian;Jumlah (Rp)\n1;Pendidikan;300.000\n2;Sekolah dasar;200.000\n3;Sekolah menengah;100.000\n4;Kesehatan;150.000\n5;Puskesmas;150.000\n;JUMLAH;450.000\n",
        limits: Text {
            id: "Bila salah satu rincian keliru, kelipatannya tidak tepat dan jumlahnya dilaporkan sebagai A102.",
            en: "Where one of the details is wrong the multiple is not exact and the total is told as A102.",
        },
    },
];
