//! Rules about what the figures of a row claim of each other: differences, products, percentages,
//! limits.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this subject, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "A201",
        name: "difference-differs",
        severity: Severity::Error,
        title: Text {
            id: "Selisih atau sisa salah",
            en: "Difference or remainder is wrong",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, seharusnya {computed}, selisih \
                 {difference}",
            en: "{column} \"{label}\": stated {stated}, should be {computed}, difference \
                 {difference}",
        },
        advice: Text {
            id: "Hitung ulang selisihnya dari dua angka yang disebut, lalu perbaiki yang keliru.",
            en: "Work out the difference from the two figures named and mend the one that is \
                 wrong.",
        },
        checks: Text {
            id: "Di setiap baris, kolom sisa atau selisih dibandingkan dengan pengurangan \
                 kolom-kolomnya: sisa = pagu - realisasi, bertambah/(berkurang) = sesudah - \
                 sebelum, atau menurut rumus di kepala kolom (4 = 2-3). Selisih yang diterima: setengah satuan dari desimal terakhir yang tertulis, \
                 ditambah pembulatan angka-angka yang dihitung (XBRL Calculations 1.1); rupiah \
                 harus tepat.",
            en: "In every row a remainder or difference is compared with the subtraction of its \
                 columns: sisa = pagu - realisasi, bertambah/(berkurang) = after - before, or what \
                 the header's formula says (4 = 2-3). \
                 Allowed: half a unit of the last decimal shown, plus what the rounding of the \
                 operands adds up to (XBRL Calculations 1.1); rupiah are exact.",
        },
        why: Text {
            id: "Laporan realisasi anggaran menyandingkan anggaran dengan realisasinya (PP \
                 71/2010). Sisa yang salah memberi gambaran keliru tentang dana yang masih \
                 tersedia.",
            en: "The realisation report sets spending beside the budget (PP 71/2010). A wrong \
                 remainder gives a false picture of the money left.",
        },
        passes: concat!(
            "REALISASI ANGGARAN PER PERANGKAT DAERAH;;;;\n",
            "No;Perangkat Daerah;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n",
            "1;Dinas Pertanian;815.000.000;790.250.000;24.750.000\n",
            "2;Dinas Perikanan;430.000.000;401.500.000;28.500.000\n",
        ),
        fails: concat!(
            "REALISASI ANGGARAN PER PERANGKAT DAERAH;;;;\n",
            "No;Perangkat Daerah;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n",
            "1;Dinas Pertanian;815.000.000;790.250.000;27.450.000\n",
            "2;Dinas Perikanan;430.000.000;401.500.000;28.500.000\n",
        ),
        limits: Text {
            id: "Baris yang salah satu selnya kosong atau satuannya berbeda tidak dinilai. Bila lebih banyak baris ditulis terbalik (realisasi dikurangi anggaran), arah itu dipakai untuk seluruh kolom. Pada tabel yang jenisnya tidak dikenal dan tanpa rumus, diperlukan dukungan dua baris dan 60 persen baris.",
            en: "Rows with a blank cell or with unlike units are not judged. Where more rows are written the other way round (spending less ceiling), the whole column is judged that way. Tables of unknown kind without a formula need the support of two rows and 60 percent of them.",
        },
    },
    Rule {
        code: "A202",
        name: "product-differs",
        severity: Severity::Error,
        title: Text {
            id: "Hasil kali salah",
            en: "Product is wrong",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, hasil kalinya {computed}, selisih \
                 {difference}",
            en: "{column} \"{label}\": stated {stated}, the product is {computed}, difference \
                 {difference}",
        },
        advice: Text {
            id: "Kalikan ulang volume dan harga satuannya, lalu perbaiki angka yang keliru.",
            en: "Multiply volume and unit price again and mend the wrong figure.",
        },
        checks: Text {
            id: "Di setiap baris, kolom yang kepalanya memuat rumus perkalian (6 = 3 x 5) \
                 dibandingkan dengan hasil kali kolom-kolomnya. Selisih yang diterima: setengah \
                 satuan dari desimal terakhir yang tertulis, ditambah pembulatan angka-angka yang \
                 dihitung (XBRL Calculations 1.1); rupiah harus tepat.",
            en: "In every row a column whose header states a product (6 = 3 x 5) is compared with \
                 the product of its columns. Allowed: half a unit of the last decimal shown, plus \
                 what the rounding of the operands adds up to (XBRL Calculations 1.1); rupiah are \
                 exact.",
        },
        why: Text {
            id: "Rincian belanja dalam RKA dan DPA (Permendagri 77/2020) dihitung dari volume kali \
                 harga satuan; hasil kali yang salah mengubah pagu tanpa dasar.",
            en: "The spending details of RKA and DPA (Permendagri 77/2020) are volume times unit \
                 price; a wrong product changes a ceiling without grounds.",
        },
        passes: concat!(
            "RINCIAN BELANJA;;;;;\n",
            "No;Uraian;Volume;Satuan;Harga Satuan (Rp);Jumlah (Rp)\n",
            "1;2;3;4;5;6 = ( 3 x 5 )\n",
            "1;Belanja alat tulis kantor;12;paket;1.250.000;15.000.000\n",
            "2;Belanja makan dan minum rapat;400;kotak;35.000;14.000.000\n",
            "3;Belanja sewa kendaraan;6;unit;4.500.000;27.000.000\n",
        ),
        fails: concat!(
            "RINCIAN BELANJA;;;;;\n",
            "No;Uraian;Volume;Satuan;Harga Satuan (Rp);Jumlah (Rp)\n",
            "1;2;3;4;5;6 = ( 3 x 5 )\n",
            "1;Belanja alat tulis kantor;12;paket;1.250.000;15.000.000\n",
            "2;Belanja makan dan minum rapat;400;kotak;35.000;1.400.000\n",
            "3;Belanja sewa kendaraan;6;unit;4.500.000;27.000.000\n",
        ),
        limits: Text {
            id: "Tanpa rumus di kepala kolom, kolom volume, harga satuan, dan jumlah dikenali dari \
                 namanya. Koefisien seperti \"12 Orang x 3 Bulan\" dalam satu sel tidak dihitung, \
                 dan pajak yang ditambahkan di luar rumus tidak dikenali.",
            en: "Without a formula in the header, columns of volume, unit price and amount are \
                 known by their names. A coefficient such as \"12 Orang x 3 Bulan\" in one cell \
                 is not worked out, and a tax added outside the formula is not recognised.",
        },
    },
    Rule {
        code: "A203",
        name: "equal-differs",
        severity: Severity::Error,
        title: Text {
            id: "Dua angka yang harus sama berbeda",
            en: "Two figures that must agree differ",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, seharusnya sama dengan {computed}, \
                 selisih {difference}",
            en: "{column} \"{label}\": stated {stated}, should equal {computed}, difference \
                 {difference}",
        },
        advice: Text {
            id: "Tentukan angka mana yang resmi, lalu samakan yang lain.",
            en: "Decide which of the figures is the official one and bring the other into line.",
        },
        checks: Text {
            id: "Di setiap baris, dua kolom yang menurut profil jenis dokumennya harus sama \
                 dibandingkan. Selisih yang diterima: setengah satuan dari desimal terakhir yang \
                 tertulis, ditambah pembulatan angka-angka yang dihitung (XBRL Calculations 1.1); \
                 rupiah harus tepat.",
            en: "In every row two columns that by the kind's profile must be the same are \
                 compared. Allowed: half a unit of the last decimal shown, plus what the rounding \
                 of the operands adds up to (XBRL Calculations 1.1); rupiah are exact.",
        },
        why: Text {
            id: "Angka yang sama sering ditulis dua kali, misalnya pagu sebelum dan sesudah \
                 pergeseran yang harus seimbang; bila berbeda, pembaca tidak tahu mana yang \
                 berlaku.",
            en: "A figure is often written twice, such as a level's ceiling before and after a \
                 shift that must balance; where they differ, readers cannot know which one counts.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Aturan ini hanya berjalan bila profil menyatakan hubungan equal; profil bawaan \
                 tidak memakainya. Angka yang sama di tabel lain dibandingkan oleh keluarga aturan \
                 C.",
            en: "The rule runs only where a profile states a relation equal; the built-in profiles \
                 have none. The same figure in another table is compared by the rules of family C.",
        },
    },
    Rule {
        code: "A204",
        name: "formula-differs",
        severity: Severity::Error,
        title: Text {
            id: "Hasil rumus kolom salah",
            en: "Result of a column's formula is wrong",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, menurut rumus kolomnya {computed}, \
                 selisih {difference}",
            en: "{column} \"{label}\": stated {stated}, by its column's formula {computed}, \
                 difference {difference}",
        },
        advice: Text {
            id: "Hitung ulang baris itu menurut rumus di kepala kolom, lalu perbaiki angka yang \
                 keliru.",
            en: "Work the row out again by the formula in the column's header and mend the wrong \
                 figure.",
        },
        checks: Text {
            id: "Di setiap baris, kolom yang kepalanya memuat rumus dengan lebih dari satu operasi \
                 (7 = 4 x 5 + 6) dibandingkan dengan hasil rumus itu. Selisih yang diterima: \
                 setengah satuan dari desimal terakhir yang tertulis, ditambah pembulatan \
                 angka-angka yang dihitung.",
            en: "In every row a column whose header states a formula of more than one operator \
                 (7 = 4 x 5 + 6) is compared with what the formula makes. Allowed: half a unit of \
                 the last decimal shown, plus what the rounding of the operands adds up to.",
        },
        why: Text {
            id: "Rumus di kepala kolom adalah pernyataan penyusun tentang angkanya sendiri; baris \
                 yang tidak mengikutinya salah ketik atau dihitung dengan cara lain.",
            en: "The formula in the header is what the author says of the figures; a row that does \
                 not follow it was mistyped or computed in another way.",
        },
        passes: concat!(
            "RINCIAN BELANJA;;;;;;\n",
            "No;Uraian;Volume;Harga Satuan (Rp);Pajak (Rp);Jumlah (Rp)\n",
            "1;2;3;4;5;6 = 3 x 4 + 5\n",
            "1;Belanja alat tulis kantor;12;1.250.000;1.650.000;16.650.000\n",
            "2;Belanja makan dan minum rapat;400;35.000;1.540.000;15.540.000\n",
            "3;Belanja sewa kendaraan;6;4.500.000;2.970.000;29.970.000\n",
        ),
        fails: concat!(
            "RINCIAN BELANJA;;;;;;\n",
            "No;Uraian;Volume;Harga Satuan (Rp);Pajak (Rp);Jumlah (Rp)\n",
            "1;2;3;4;5;6 = 3 x 4 + 5\n",
            "1;Belanja alat tulis kantor;12;1.250.000;1.650.000;16.650.000\n",
            "2;Belanja makan dan minum rapat;400;35.000;1.540.000;15.450.000\n",
            "3;Belanja sewa kendaraan;6;4.500.000;2.970.000;29.970.000\n",
        ),
        limits: Text {
            id: "Rumus dengan nama kolom, persen selain 100, atau lebih dari 23 langkah tidak \
                 dibaca; rumus yang tidak dimengerti disampaikan sebagai R033.",
            en: "Formulas with names of columns, numbers other than 100, or more than 23 steps are \
                 not read; one that is not understood is told as R033.",
        },
    },
    Rule {
        code: "A301",
        name: "share-differs",
        severity: Severity::Error,
        title: Text {
            id: "Persentase salah",
            en: "Percentage is wrong",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, hasil pembagiannya {computed}, selisih \
                 {difference}",
            en: "{column} \"{label}\": stated {stated}, the division gives {computed}, difference \
                 {difference}",
        },
        advice: Text {
            id: "Hitung ulang persentasenya dari dua angka yang disebut dan periksa letak komanya.",
            en: "Work out the percentage from the two figures named and look at its comma.",
        },
        checks: Text {
            id: "Di setiap baris, persentase dibandingkan dengan pembagian kolom-kolomnya dikali \
                 100, misalnya realisasi / pagu, capaian / target, atau rumus di kepala kolom. \
                 Selisih yang diterima: setengah satuan dari desimal terakhir yang tertulis, \
                 ditambah pembulatan angka-angka yang dihitung (XBRL Calculations 1.1); rupiah \
                 harus tepat.",
            en: "In every row a percentage is compared with the division of its columns times 100, \
                 such as spending over ceiling, achievement over target, or the header's formula. \
                 Allowed: half a unit of the last decimal shown, plus what the rounding of the \
                 operands adds up to (XBRL Calculations 1.1); rupiah are exact.",
        },
        why: Text {
            id: "Persentase capaian menentukan predikat pada skala Permendagri 86/2017 dan dimuat \
                 dalam laporan kinerja (PermenPAN-RB 53/2014).",
            en: "Percentages of achievement decide the grade on the scale of Permendagri 86/2017 \
                 and stand in the performance report (PermenPAN-RB 53/2014).",
        },
        passes: concat!(
            "REALISASI ANGGARAN PER PERANGKAT DAERAH;;;;\n",
            "No;Perangkat Daerah;Anggaran (Rp);Realisasi (Rp);Persentase (%)\n",
            "1;Dinas Pertanian;650.000.000;639.410.000;98,37\n",
            "2;Dinas Perikanan;430.000.000;401.500.000;93,37\n",
        ),
        fails: concat!(
            "REALISASI ANGGARAN PER PERANGKAT DAERAH;;;;\n",
            "No;Perangkat Daerah;Anggaran (Rp);Realisasi (Rp);Persentase (%)\n",
            "1;Dinas Pertanian;650.000.000;639.410.000;98,73\n",
            "2;Dinas Perikanan;430.000.000;401.500.000;93,37\n",
        ),
        limits: Text {
            id: "Baris dengan pembagi nol, satuan berbeda, atau sel kosong tidak dinilai. Persentase yang ditulis sebagai pecahan (0,95 untuk 95 persen) dilaporkan sebagai penulisan yang tidak lazim (R010). Pada tabel kinerja, rumus untuk indikator yang makin kecil makin baik juga diterima.",
            en: "Rows with a divisor of zero, unlike units or a blank cell are not judged. A percentage written as a fraction (0,95 for 95 percent) is told as an unusual notation (R010). In tables of performance the formulas for indicators where less is better are accepted too.",
        },
    },
    Rule {
        code: "A302",
        name: "change-differs",
        severity: Severity::Error,
        title: Text {
            id: "Persen perubahan salah",
            en: "Percent change is wrong",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, perubahannya {computed} persen, selisih \
                 {difference}",
            en: "{column} \"{label}\": stated {stated}, the change is {computed} percent, \
                 difference {difference}",
        },
        advice: Text {
            id: "Hitung ulang perubahannya: (angka baru - angka lama) / angka lama x 100.",
            en: "Work out the change again: (later - earlier) / earlier x 100.",
        },
        checks: Text {
            id: "Di setiap baris, persen perubahan dibandingkan dengan (angka tahun kemudian - \
                 angka tahun sebelumnya) / angka tahun sebelumnya x 100, menurut tahun di kepala \
                 kolom atau rumusnya. Selisih yang diterima: setengah satuan dari desimal terakhir \
                 yang tertulis, ditambah pembulatan angka-angka yang dihitung (XBRL Calculations \
                 1.1); rupiah harus tepat.",
            en: "In every row a percent change is compared with (later year - earlier year) / \
                 earlier year x 100, by the years in the headers or by the header's formula. \
                 Allowed: half a unit of the last decimal shown, plus what the rounding of the \
                 operands adds up to (XBRL Calculations 1.1); rupiah are exact.",
        },
        why: Text {
            id: "Kesalahan yang paling sering ialah menulis selisih poin persen sebagai persen \
                 perubahan; keduanya memberi kesan yang jauh berbeda tentang kemajuan kinerja.",
            en: "The most frequent mistake is to write percentage points for a percent change; the \
                 two give very different impressions of progress.",
        },
        passes: concat!(
            "PERBANDINGAN REALISASI KINERJA;;;;\n",
            "No;Indikator Kinerja;Realisasi 2022;Realisasi 2023;Peningkatan/Penurunan (%)\n",
            "1;2;3;4;5 = (4-3)/3 x 100%\n",
            "1;Nilai survei kepuasan;80,00;84,00;5,00\n",
            "2;Indeks pelayanan publik;75,00;78,00;4,00\n",
        ),
        fails: concat!(
            "PERBANDINGAN REALISASI KINERJA;;;;\n",
            "No;Indikator Kinerja;Realisasi 2022;Realisasi 2023;Peningkatan/Penurunan (%)\n",
            "1;2;3;4;5 = (4-3)/3 x 100%\n",
            "1;Nilai survei kepuasan;80,00;84,00;5,00\n",
            "2;Indeks pelayanan publik;75,00;78,00;3,00\n",
        ),
        limits: Text {
            id: "Tanpa rumus di kepala kolom, dua tahun terbesar pada kolom realisasi yang \
                 dipakai. Baris yang angka lamanya nol, atau yang satuannya berbeda, tidak \
                 dinilai.",
            en: "Without a formula in the header, the two latest years of the columns of \
                 achievement are used. Rows whose earlier figure is zero, or whose units differ, \
                 are not judged.",
        },
    },
    Rule {
        code: "A401",
        name: "value-above-limit",
        severity: Severity::Error,
        title: Text {
            id: "Nilai melebihi batasnya",
            en: "Value above its limit",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, melebihi batasnya {computed} sebesar \
                 {difference}",
            en: "{column} \"{label}\": stated {stated}, exceeds its limit {computed} by \
                 {difference}",
        },
        advice: Text {
            id: "Periksa nilai dan batasnya; salah satunya mungkin tertukar atau salah ketik.",
            en: "Look at the value and its limit; one of them may be swapped or mistyped.",
        },
        checks: Text {
            id: "Di setiap baris, nilai dibandingkan dengan batas atasnya, misalnya nilai komponen \
                 evaluasi dengan bobotnya. Selisih yang diterima: setengah satuan dari desimal \
                 terakhir yang tertulis, ditambah pembulatan angka-angka yang dihitung (XBRL \
                 Calculations 1.1); rupiah harus tepat.",
            en: "In every row a value is compared with its upper limit, such as the value of a \
                 component of evaluation with its weight. Allowed: half a unit of the last decimal \
                 shown, plus what the rounding of the operands adds up to (XBRL Calculations 1.1); \
                 rupiah are exact.",
        },
        why: Text {
            id: "Dalam evaluasi akuntabilitas kinerja (PermenPAN-RB 88/2021) nilai sebuah komponen \
                 tidak dapat melebihi bobotnya.",
            en: "In the evaluation of accountability (PermenPAN-RB 88/2021) the value of a \
                 component cannot exceed its weight.",
        },
        passes: concat!(
            "HASIL EVALUASI AKUNTABILITAS KINERJA;;;\n",
            "No;Komponen yang Dinilai;Bobot;Nilai\n",
            "1;Perencanaan Kinerja;30,00;24,60\n",
            "2;Pengukuran Kinerja;30,00;23,10\n",
            "3;Pelaporan Kinerja;15,00;12,30\n",
            "4;Evaluasi Akuntabilitas Kinerja Internal;25,00;18,75\n",
        ),
        fails: concat!(
            "HASIL EVALUASI AKUNTABILITAS KINERJA;;;\n",
            "No;Komponen yang Dinilai;Bobot;Nilai\n",
            "1;Perencanaan Kinerja;30,00;24,60\n",
            "2;Pengukuran Kinerja;30,00;32,10\n",
            "3;Pelaporan Kinerja;15,00;12,30\n",
            "4;Evaluasi Akuntabilitas Kinerja Internal;25,00;18,75\n",
        ),
        limits: Text {
            id: "Hanya batas atas yang diperiksa; nilai negatif tidak dilaporkan. Batasnya harus \
                 berupa kolom di tabel yang sama: yang dinyatakan dalam profil, kolom skor maksimal, atau \
                 bobot yang genap 100 bila hampir semua nilai tidak melebihinya dan mendekatinya.",
            en: "Only the upper limit is judged; a negative value is not told. The limit must be a \
                 column of the same table: one that the profile names, one of most a score can be, or weights \
                 that make 100 where nearly all scores stay within them and come near.",
        },
    },
    Rule {
        code: "A402",
        name: "spending-above-ceiling",
        severity: Severity::Warning,
        title: Text {
            id: "Realisasi melebihi pagu",
            en: "Spending above the ceiling",
        },
        message: Text {
            id: "{column} \"{label}\": realisasi {stated} melebihi pagu {computed} sebesar \
                 {difference}",
            en: "{column} \"{label}\": spending {stated} exceeds the ceiling {computed} by \
                 {difference}",
        },
        advice: Text {
            id: "Cari dasar pelampauannya, misalnya pergeseran atau perubahan anggaran, sebelum \
                 menganggapnya salah.",
            en: "Look for what allows it, such as a shift or change of the budget, before calling \
                 it wrong.",
        },
        checks: Text {
            id: "Di setiap baris tabel realisasi, realisasi dibandingkan dengan pagunya; rupiah \
                 harus tepat.",
            en: "In every row of a table of realisation, spending is compared with its ceiling; \
                 rupiah are exact.",
        },
        why: Text {
            id: "PP 12/2019 melarang pengeluaran atas beban APBD bila anggarannya tidak tersedia \
                 atau tidak cukup tersedia. Temuannya berupa peringatan, sebab pagu dalam tabel \
                 mungkin belum diperbarui.",
            en: "PP 12/2019 forbids spending for which the budget is missing or too small. The \
                 finding is a warning, since the ceiling in the table may be out of date.",
        },
        passes: concat!(
            "RINGKASAN REALISASI PER PERANGKAT DAERAH;;;\n",
            "No;Perangkat Daerah;Anggaran (Rp);Realisasi (Rp)\n",
            "1;Dinas Pertanian;815.000.000;790.250.000\n",
            "2;Dinas Perikanan;430.000.000;401.500.000\n",
        ),
        fails: concat!(
            "RINGKASAN REALISASI PER PERANGKAT DAERAH;;;\n",
            "No;Perangkat Daerah;Anggaran (Rp);Realisasi (Rp)\n",
            "1;Dinas Pertanian;815.000.000;829.400.000\n",
            "2;Dinas Perikanan;430.000.000;401.500.000\n",
        ),
        limits: Text {
            id: "Pendapatan dan tabel yang jenisnya tidak dikenal tidak diperiksa, dan pagu hasil \
                 pergeseran di dokumen lain tidak dilihat. Bila total ikut melampaui hanya karena \
                 baris ini, totalnya dicatat sebagai akibat.",
            en: "Revenue and tables of unknown kind are not judged, and a ceiling shifted in \
                 another document is not seen. A total that exceeds only because of this row is \
                 listed as its consequence.",
        },
    },
];
