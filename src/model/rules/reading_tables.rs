//! Rules about tables: their kind, rows, columns and levels.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this subject, sorted by code.
pub(super) const RULES: &[Rule] = &[
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
                 (dua kolom atau lebih) yang diikuti baris isi, atau tiga baris berangka yang \
                 serupa.",
            en: "A sheet that is not empty must have at least one header row (of two columns or \
                 more) with rows below it, or three rows with figures that are alike.",
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
            id: "Apakah satu halaman tabel berada di kolom yang berbeda dari kepala tabelnya, seperti setelah konversi dari PDF, atau sebuah baris jumlah bergeser satu kolom.",
            en: "Whether a page of a table stands in other columns than its header, as after a conversion from PDF, or a total stands one column off.",
        },
        why: Text {
            id: "Angka yang terbaca di kolom yang salah lebih berbahaya daripada angka yang tidak terbaca; karena itu pelurusan selalu diberitahukan.",
            en: "A figure read in the wrong column is worse than one not read, so a realignment is always told.",
        },
        passes: "REKAPITULASI BELANJA;;;\nNo;Perangkat Daerah;Anggaran (Rp);Realisasi (Rp)\n1;Dinas Perpustakaan;900.000.000;860.000.000\n2;Dinas Perhubungan;640.000.000;610.000.000\n;JUMLAH;1.540.000.000;1.470.000.000\n",
        fails: "REKAPITULASI BELANJA;;;;\nNo;Perangkat Daerah;Anggaran (Rp);Realisasi (Rp);\n1;Dinas Perpustakaan;900.000.000;860.000.000;\n2;Dinas Perhubungan;640.000.000;610.000.000;\n;;JUMLAH;1.540.000.000;1.470.000.000\n",
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
    Rule {
        code: "R036",
        name: "label-on-next-row",
        severity: Severity::Info,
        title: Text {
            id: "Uraian bersambung ke baris berikutnya",
            en: "Label that goes on in the next row",
        },
        message: Text {
            id: "Uraian \"{label}\" bersambung ke baris ini; kedua baris dibaca sebagai satu",
            en: "The label \"{label}\" goes on in this row; both rows are read as one",
        },
        advice: Text {
            id: "Tulis uraian itu dalam satu sel agar tabel dapat diimpor tanpa salah baca.",
            en: "Write the label in one cell, so that the table can be imported without misreading.",
        },
        checks: Text {
            id: "Baris yang hanya berisi kata, tepat di bawah kata-kata baris di atasnya, dibaca sebagai sambungannya bila diawali huruf kecil, bila baris tabel selalu berkode atau bernomor dan baris ini tidak, atau bila sejak baris pertama hampir semua baris berangka dan uraian di atasnya panjang.",
            en: "A row of words only, right under words of the row above, is read as going on from it where it begins with a small letter, where the lines always have a code or number and this row has none, or where from the first on nearly all rows have figures and the label above is long.",
        },
        why: Text {
            id: "Uraian yang terbelah dua membuat satu kegiatan tampak sebagai dua baris, dan namanya tidak lagi cocok dengan dokumen lain.",
            en: "A label torn in two makes one line look like two, and its name no longer matches other documents.",
        },
        passes: "ALOKASI ANGGARAN PER PROGRAM DAN KEGIATAN;;\nKode;Uraian;Anggaran (Rp)\n1.03.02;Program Pengelolaan Sumber Daya Air;750.000.000\n1.03.02.2.01;Kegiatan Pengelolaan Irigasi;750.000.000\n1.03.02.2.01.01;Sub Kegiatan Rehabilitasi Saluran;500.000.000\n1.03.02.2.01.02;Sub Kegiatan Pemeliharaan Bendung;250.000.000\n",
        fails: "ALOKASI ANGGARAN PER PROGRAM DAN KEGIATAN;;\nKode;Uraian;Anggaran (Rp)\n1.03.02;Program Pengelolaan Sumber Daya Air;750.000.000\n1.03.02.2.01;Kegiatan Pengelolaan Irigasi;750.000.000\n1.03.02.2.01.01;Sub Kegiatan Rehabilitasi;500.000.000\n;Saluran;\n1.03.02.2.01.02;Sub Kegiatan Pemeliharaan Bendung;250.000.000\n",
        limits: Text {
            id: "Sambungan yang dicetak tebal, dengan huruf kapital, atau dengan tanda butir seperti [#] dibaca sebagai baris tersendiri, karena dapat berarti judul kelompok.",
            en: "A continuation in bold type, in capitals or with the mark of an item such as [#] is read as a row of its own, since it may be a heading.",
        },
    },
    Rule {
        code: "R037",
        name: "table-without-header",
        severity: Severity::Info,
        title: Text {
            id: "Tabel tanpa kepala kolom",
            en: "Table without a header",
        },
        message: Text {
            id: "{count} baris yang serupa dibaca sebagai tabel, tetapi tidak ada kepala kolom; arti kolomnya tidak diketahui",
            en: "{count} rows that are alike are read as a table, but there is no header; what its columns mean is not known",
        },
        advice: Text {
            id: "Tambahkan baris kepala kolom di atas daftar itu.",
            en: "Put a header row above the list.",
        },
        checks: Text {
            id: "Pada lembar tanpa kepala kolom, tiga baris atau lebih yang berurutan dibaca sebagai tabel bila sekurang-kurangnya dua kolomnya terisi sejenis di 80 persen baris, dan salah satunya berisi angka.",
            en: "On a sheet without a header, three or more rows in a run are read as a table where at least two columns are filled alike in 80 percent of the rows, and one of them with figures.",
        },
        why: Text {
            id: "Daftar tanpa kepala tetap dapat memuat jumlah yang salah; tetapi hanya jumlah ke bawah yang dapat diperiksa.",
            en: "A list without a header may have a wrong total too; but only sums down the columns can be judged.",
        },
        passes: "DAFTAR KENDARAAN;;\nNo;Jenis;Banyak\n1;Mobil dinas;12\n2;Sepeda motor;30\n3;Truk sampah;4\n",
        fails: "1;Mobil dinas;12\n2;Sepeda motor;30\n3;Truk sampah;4\n",
        limits: Text {
            id: "Hanya kelompok baris pertama yang dibaca; yang lain disebut tidak termasuk tabel.",
            en: "Only the first run of rows is read; others are told to belong to no table.",
        },
    },
    Rule {
        code: "R038",
        name: "hidden-rows-in-total",
        severity: Severity::Info,
        title: Text {
            id: "Baris tersembunyi di bawah sebuah jumlah",
            en: "Hidden rows under a total",
        },
        message: Text {
            id: "{count} baris tersembunyi, mulai dari \"{label}\", ikut dibaca dan ikut dihitung dalam jumlah tabel ini",
            en: "{count} hidden rows, from \"{label}\" on, are read and counted in the totals of this table",
        },
        advice: Text {
            id: "Tampilkan baris itu dan pastikan memang termasuk dalam jumlahnya; pembaca cetakan tidak melihatnya.",
            en: "Show the rows and make sure that the total means them; who reads the print does not see them.",
        },
        checks: Text {
            id: "Apakah tabel yang mempunyai baris jumlah juga mempunyai baris isi yang disembunyikan, dengan tangan atau dengan saringan.",
            en: "Whether a table with a total has lines that are hidden, by hand or by a filter.",
        },
        why: Text {
            id: "Jumlah yang memuat baris tersembunyi tidak dapat dicocokkan oleh pembacanya, dan jumlah yang melewatkannya tampak benar padahal tidak.",
            en: "A total with hidden rows cannot be followed by its readers, and one without them looks right and is not.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Jumlah yang tidak memuat baris tersembunyi dilaporkan tersendiri sebagai A102.",
            en: "A total that leaves hidden rows out is told as A102.",
        },
    },
];
