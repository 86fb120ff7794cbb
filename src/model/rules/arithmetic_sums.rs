//! Rules about totals, means and trees inside a table.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this subject, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "A101",
        name: "children-sum",
        severity: Severity::Error,
        title: Text {
            id: "Induk tidak sama dengan jumlah rinciannya",
            en: "Parent differs from the sum of its children",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, jumlah rinciannya {computed}, selisih \
                 {difference}",
            en: "{column} \"{label}\": stated {stated}, its children add up to {computed}, \
                 difference {difference}",
        },
        advice: Text {
            id: "Cocokkan angka induk dan rinciannya dengan dokumen sumber, lalu perbaiki yang \
                 keliru.",
            en: "Compare the parent and its children with the source and mend the one that is \
                 wrong.",
        },
        checks: Text {
            id: "Di setiap kolom yang dapat dijumlahkan, angka induk dibandingkan dengan jumlah \
                 anak langsungnya; anak yang selnya kosong diwakili oleh anak-anaknya sendiri. \
                 Selisih yang diterima: setengah satuan dari desimal terakhir yang tertulis, \
                 ditambah pembulatan angka-angka yang dihitung (XBRL Calculations 1.1); rupiah \
                 harus tepat.",
            en: "In every column that adds up, a parent is compared with the sum of its direct \
                 children; a child whose cell is blank is replaced by its own children. Allowed: \
                 half a unit of the last decimal shown, plus what the rounding of the operands \
                 adds up to (XBRL Calculations 1.1); rupiah are exact.",
        },
        why: Text {
            id: "Anggaran dan realisasi disusun berjenjang menurut Permendagri 90/2019. Bila induk \
                 berbeda dari jumlah rinciannya, salah satu angka yang dipertanggungjawabkan pasti \
                 keliru.",
            en: "Budget and realisation are arranged in the levels of Permendagri 90/2019. Where a \
                 parent differs from the sum of its children, one of the figures accounted for \
                 must be wrong.",
        },
        passes: concat!(
            "LAPORAN REALISASI ANGGARAN PER PROGRAM DAN KEGIATAN;;;\n",
            "TAHUN ANGGARAN 2023;;;\n",
            "Kode;Uraian;Anggaran (Rp);Realisasi (Rp)\n",
            "1;2;3;4\n",
            "2.16.02;Program Pengelolaan Informasi;850.000.000;810.000.000\n",
            "2.16.02.2.01;Kegiatan Pelayanan Informasi Publik;850.000.000;810.000.000\n",
            "2.16.02.2.01.01;Sub Kegiatan Pengelolaan Media;535.000.000;510.000.000\n",
            "2.16.02.2.01.02;Sub Kegiatan Layanan Pengaduan;315.000.000;300.000.000\n",
        ),
        fails: concat!(
            "LAPORAN REALISASI ANGGARAN PER PROGRAM DAN KEGIATAN;;;\n",
            "TAHUN ANGGARAN 2023;;;\n",
            "Kode;Uraian;Anggaran (Rp);Realisasi (Rp)\n",
            "1;2;3;4\n",
            "2.16.02;Program Pengelolaan Informasi;805.000.000;810.000.000\n",
            "2.16.02.2.01;Kegiatan Pelayanan Informasi Publik;850.000.000;810.000.000\n",
            "2.16.02.2.01.01;Sub Kegiatan Pengelolaan Media;535.000.000;510.000.000\n",
            "2.16.02.2.01.02;Sub Kegiatan Layanan Pengaduan;315.000.000;300.000.000\n",
        ),
        limits: Text {
            id: "Persentase dan target tidak dijumlahkan, dan dua kesalahan yang saling meniadakan \
                 tidak terlihat. Tanpa kode, jenjang dibaca dari nomor atau kata awal uraian. \
                 Tabel dengan baris yang tidak dapat ditempatkan (R032) dilewati.",
            en: "Percentages and targets are not added up, and two faults that cancel out are not \
                 seen. Without codes levels come from numbering or the first words of labels. \
                 Tables with rows that could not be placed (R032) are passed over.",
        },
    },
    Rule {
        code: "A102",
        name: "total-sum",
        severity: Severity::Error,
        title: Text {
            id: "Total tidak sama dengan jumlah baris",
            en: "Total differs from the sum of its rows",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, jumlah baris-barisnya {computed}, \
                 selisih {difference}",
            en: "{column} \"{label}\": stated {stated}, its rows add up to {computed}, difference \
                 {difference}",
        },
        advice: Text {
            id: "Jumlahkan ulang baris-baris yang disebut; bila benar, cari baris yang tertinggal \
                 atau terhitung dua kali.",
            en: "Add up the rows named; if they are right, look for one left out or counted twice.",
        },
        checks: Text {
            id: "Angka di baris Jumlah, Total, atau Subtotal dibandingkan dengan jumlah baris \
                 tingkat teratas di atasnya, atau baris sejak total sebelumnya, mana yang membuat \
                 lebih banyak kolom cocok. Selisih yang diterima: setengah satuan dari desimal \
                 terakhir yang tertulis, ditambah pembulatan angka-angka yang dihitung (XBRL \
                 Calculations 1.1); rupiah harus tepat.",
            en: "A figure in a row labelled Jumlah, Total or Subtotal is compared with the sum of \
                 the top rows above it, or of those since the total before, whichever makes more \
                 columns hold. Allowed: half a unit of the last decimal shown, plus what the \
                 rounding of the operands adds up to (XBRL Calculations 1.1); rupiah are exact.",
        },
        why: Text {
            id: "Total adalah angka yang dikutip ke LRA dan laporan kinerja (PP 71/2010, \
                 PermenPAN-RB 53/2014); kesalahannya terbawa ke semua dokumen berikutnya.",
            en: "Totals are what the realisation and performance reports quote (PP 71/2010, \
                 PermenPAN-RB 53/2014); their faults travel into every later document.",
        },
        passes: concat!(
            "RINGKASAN REALISASI PER PERANGKAT DAERAH;;;\n",
            "No;Perangkat Daerah;Anggaran (Rp);Realisasi (Rp)\n",
            "1;Dinas Kesehatan;42.310.500.000;40.125.300.000\n",
            "2;Dinas Pendidikan;68.945.250.000;66.780.100.000\n",
            "3;Dinas Perhubungan;12.480.000.000;11.950.600.000\n",
            ";Jumlah;123.735.750.000;118.856.000.000\n",
        ),
        fails: concat!(
            "RINGKASAN REALISASI PER PERANGKAT DAERAH;;;\n",
            "No;Perangkat Daerah;Anggaran (Rp);Realisasi (Rp)\n",
            "1;Dinas Kesehatan;42.310.500.000;40.125.300.000\n",
            "2;Dinas Pendidikan;68.945.250.000;66.780.100.000\n",
            "3;Dinas Perhubungan;12.480.000.000;11.950.600.000\n",
            ";Jumlah;111.255.750.000;118.856.000.000\n",
        ),
        limits: Text {
            id: "Total dikenali dari kata pada labelnya; total di atas rinciannya hanya diperiksa \
                 menurut jenjang (A101). Persentase yang mempunyai pembagian sendiri tidak \
                 dijumlahkan. Tabel dengan baris yang tidak dapat ditempatkan (R032) dilewati.",
            en: "Totals are known by the words of their label; one above its details is judged \
                 only by the tree (A101). Percentages with a division of their own are not added \
                 up. Tables with rows that could not be placed (R032) are passed over.",
        },
    },
    Rule {
        code: "A103",
        name: "column-total",
        severity: Severity::Error,
        title: Text {
            id: "Kolom total tidak sama dengan jumlah kolomnya",
            en: "Total column differs from the sum of its columns",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, jumlah kolom-kolomnya {computed}, \
                 selisih {difference}",
            en: "{column} \"{label}\": stated {stated}, its columns add up to {computed}, \
                 difference {difference}",
        },
        advice: Text {
            id: "Jumlahkan ulang kolom-kolom pada baris itu, lalu perbaiki kolom total atau \
                 bagiannya.",
            en: "Add up the columns of the row and mend the total or the part that is wrong.",
        },
        checks: Text {
            id: "Di setiap baris, kolom yang kepalanya memuat rumus jumlah (6 = 3+4+5), atau \
                 kelompok kolom berjudul Total atau Jumlah, dibandingkan dengan jumlah \
                 kolom-kolomnya; begitu pula setahun dengan dua belas bulan, empat triwulan, atau \
                 dua semesternya, dan s.d. bulan ini dengan s.d. bulan lalu ditambah bulan ini. \
                 Sel kosong dihitung nol. Selisih yang diterima: setengah satuan \
                 dari desimal terakhir yang tertulis, ditambah pembulatan angka-angka yang \
                 dihitung (XBRL Calculations 1.1); rupiah harus tepat.",
            en: "In every row a column whose header states a sum (6 = 3+4+5), or a group of \
                 columns headed Total or Jumlah, is compared with the sum of its columns; so is a \
                 year with its twelve months, four quarters or two semesters, and s.d. bulan ini \
                 with s.d. bulan lalu and bulan ini. A blank cell counts as zero. Allowed: half a unit of the last decimal shown, plus what \
                 the rounding of the operands adds up to (XBRL Calculations 1.1); rupiah are \
                 exact.",
        },
        why: Text {
            id: "Anggaran kas per bulan atau triwulan dan belanja per kelompok (operasi, modal, \
                 tidak terduga, transfer) harus habis terbagi ke dalam totalnya agar pagu tidak \
                 terlampaui diam-diam.",
            en: "Cash budgets by month or quarter, and spending by group (operasi, modal, tidak \
                 terduga, transfer), must add up to their total, or a ceiling is passed unnoticed.",
        },
        passes: concat!(
            "ANGGARAN KAS PER KEGIATAN;;;;;\n",
            "No;Kegiatan;Triwulan I;Triwulan II;Triwulan III;Setahun\n",
            "1;2;3;4;5;6 = 3+4+5\n",
            "1;Kegiatan Pelayanan Informasi;120.000.000;150.500.000;145.000.000;415.500.000\n",
            "2;Kegiatan Kemitraan Komunikasi;80.000.000;95.500.000;70.000.000;245.500.000\n",
            "3;Kegiatan Statistik Sektoral;40.000.000;40.000.000;65.000.000;145.000.000\n",
        ),
        fails: concat!(
            "ANGGARAN KAS PER KEGIATAN;;;;;\n",
            "No;Kegiatan;Triwulan I;Triwulan II;Triwulan III;Setahun\n",
            "1;2;3;4;5;6 = 3+4+5\n",
            "1;Kegiatan Pelayanan Informasi;120.000.000;150.500.000;145.000.000;451.500.000\n",
            "2;Kegiatan Kemitraan Komunikasi;80.000.000;95.500.000;70.000.000;245.500.000\n",
            "3;Kegiatan Statistik Sektoral;40.000.000;40.000.000;65.000.000;145.000.000\n",
        ),
        limits: Text {
            id: "Satu kolom Jumlah diperiksa hanya bila sekurang-kurangnya dua baris dan 60 persen baris memang merupakan jumlah kolom di kirinya. Kelompok kolom total dikenali bila judul terbawahnya sama dengan judul sekurang-kurangnya dua kolom lain.",
            en: "A single column Jumlah is judged only where at least two rows, and 60 percent of them, are the sum of the columns to its left. A group of total columns is known when its lowest words are those of at least two other columns.",
        },
    },
    Rule {
        code: "A104",
        name: "mean-differs",
        severity: Severity::Error,
        title: Text {
            id: "Rata-rata salah",
            en: "Mean is wrong",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, rata-ratanya {computed}, selisih \
                 {difference}",
            en: "{column} \"{label}\": stated {stated}, the mean is {computed}, difference \
                 {difference}",
        },
        advice: Text {
            id: "Hitung ulang rata-ratanya dan pastikan penyusun memang memaksudkan rata-rata \
                 sederhana.",
            en: "Work out the mean again and see that a simple mean is what its author intends.",
        },
        checks: Text {
            id: "Angka di baris Rata-rata dibandingkan dengan jumlah baris tingkat teratas di \
                 atasnya dibagi banyaknya angka; sel kosong tidak ikut dihitung. Kolom Rata-rata \
                 dibandingkan dengan kolom-kolom di kirinya bila kebanyakan baris cocok. Selisih yang \
                 diterima: setengah satuan dari desimal terakhir yang tertulis, ditambah \
                 pembulatan angka-angka yang dihitung (XBRL Calculations 1.1); rupiah harus tepat.",
            en: "A figure in a row labelled Rata-rata is compared with the sum of the top rows \
                 above it over their number; blank cells are not counted. A column of means is compared \
                 with the columns on its left where most rows agree. Allowed: half a unit of \
                 the last decimal shown, plus what the rounding of the operands adds up to (XBRL \
                 Calculations 1.1); rupiah are exact.",
        },
        why: Text {
            id: "Rata-rata capaian kerap menjadi dasar predikat kinerja pada skala Permendagri \
                 86/2017; selisih satu angka dapat mengubah predikatnya.",
            en: "Mean achievement often decides the grade on the scale of Permendagri 86/2017; one \
                 digit may change the grade.",
        },
        passes: concat!(
            "CAPAIAN INDIKATOR KINERJA;;\n",
            "No;Indikator Kinerja;Capaian (%)\n",
            "1;Persentase layanan tepat waktu;98,40\n",
            "2;Persentase pengaduan ditindaklanjuti;95,20\n",
            "3;Indeks kepuasan masyarakat;91,70\n",
            ";Rata-rata;95,10\n",
        ),
        fails: concat!(
            "CAPAIAN INDIKATOR KINERJA;;\n",
            "No;Indikator Kinerja;Capaian (%)\n",
            "1;Persentase layanan tepat waktu;98,40\n",
            "2;Persentase pengaduan ditindaklanjuti;95,20\n",
            "3;Indeks kepuasan masyarakat;91,70\n",
            ";Rata-rata;96,80\n",
        ),
        limits: Text {
            id: "Rata-rata tertimbang tidak dikenali, sehingga dapat dilaporkan walaupun benar. Rata-rata per kelompok dihitung dari baris sesudah rata-rata sebelumnya. Tabel dengan baris yang tidak dapat ditempatkan (R032) dilewati.",
            en: "Weighted means are not recognised, so they may be told though right. The mean of a block is taken over the rows since the mean before it. Tables with rows that could not be placed (R032) are passed over.",
        },
    },
    Rule {
        code: "A105",
        name: "cell-breaks-several",
        severity: Severity::Error,
        title: Text {
            id: "Satu sel merusak beberapa hitungan",
            en: "One cell breaks several claims",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}; bila diganti {computed} (selisih {difference}), \
                 {count} hitungan yang memakainya menjadi cocok",
            en: "{column} \"{label}\": stated {stated}; {computed} instead (difference {difference}) \
                 would make {count} of the claims that use it hold",
        },
        advice: Text {
            id: "Cocokkan sel ini dengan dokumen sumbernya sebelum memperbaiki angka lain yang \
                 bergantung padanya.",
            en: "Compare this cell with its source before mending the other figures that depend on \
                 it.",
        },
        checks: Text {
            id: "Untuk setiap hitungan yang gagal dicari satu sel yang, bila diganti, membuat \
                 hitungan-hitungan yang memakainya cocok tanpa merusak yang sudah cocok. Sel \
                 itulah yang dilaporkan, bukan setiap hitungan; toleransinya sama dengan hitungan \
                 yang gagal. Dipilih sel yang memperbaiki paling banyak hitungan; di antara yang \
                 sama, yang salahnya berpola dan tidak menuntut sel lain ikut berubah. Penyebab \
                 \"pasti\": hanya sel ini yang dapat menjelaskan, dan polanya tepat menghasilkan \
                 selisihnya. \"Kemungkinan besar\": polanya tepat, tetapi sel lain juga mungkin. \
                 \"Mungkin\": sekadar tidak bertentangan.",
            en: "For the claims that fail, one cell is sought whose change makes the claims that \
                 use it hold and breaks none. That cell is told instead of every claim; the \
                 tolerance is that of the failed claims. The cell that mends most claims is taken; \
                 of equals the one whose fault has a pattern and that needs no other cell to \
                 move. A cause is \"certain\" where no other cell would serve and its pattern \
                 makes exactly the difference, \"likely\" where the pattern is exact but another \
                 cell would serve too, \"possible\" where it merely does not contradict.",
        },
        why: Text {
            id: "Satu salah ketik dapat menggagalkan jumlah, sisa, dan persentase sekaligus. \
                 Menunjuk sumbernya menghemat pemeriksaan berulang.",
            en: "One slip can break sums, remainders and percentages at once. Pointing to the \
                 source saves checking them one by one.",
        },
        passes: concat!(
            "RINGKASAN REALISASI PER PERANGKAT DAERAH;;;;;\n",
            "No;Perangkat Daerah;Anggaran (Rp);Realisasi (Rp);%;Sisa (Rp)\n",
            "1;Dinas Kesehatan;400.000.000;380.000.000;95,00;20.000.000\n",
            "2;Dinas Pendidikan;600.000.000;540.000.000;90,00;60.000.000\n",
            "3;Dinas Perhubungan;500.000.000;470.000.000;94,00;30.000.000\n",
            ";Jumlah;1.500.000.000;1.390.000.000;92,67;110.000.000\n",
        ),
        fails: concat!(
            "RINGKASAN REALISASI PER PERANGKAT DAERAH;;;;;\n",
            "No;Perangkat Daerah;Anggaran (Rp);Realisasi (Rp);%;Sisa (Rp)\n",
            "1;Dinas Kesehatan;400.000.000;380.000.000;95,00;20.000.000\n",
            "2;Dinas Pendidikan;600.000.000;450.000.000;90,00;60.000.000\n",
            "3;Dinas Perhubungan;500.000.000;470.000.000;94,00;30.000.000\n",
            ";Jumlah;1.500.000.000;1.390.000.000;92,67;110.000.000\n",
        ),
        limits: Text {
            id: "Hanya penggantian satu sel yang dicoba; dua sel yang sama-sama keliru dilaporkan \
                 pada hitungannya. Angka yang diusulkan adalah hasil hitungan, bukan bukti, dan \
                 sel lain yang sama mungkinnya dicantumkan sebagai sebab lain.",
            en: "Only the change of a single cell is tried; two wrong cells are told at their \
                 claims. The value proposed is computed, no proof, and other cells that would \
                 serve are listed among the causes.",
        },
    },
    Rule {
        code: "A106",
        name: "stated-count-differs",
        severity: Severity::Warning,
        title: Text {
            id: "Banyaknya baris berbeda dari yang disebut",
            en: "List has another number of lines than it says",
        },
        message: Text {
            id: "\"{label}\": tertulis {stated}, baris yang bernomor {computed}, selisih \
                 {difference}",
            en: "\"{label}\": stated {stated}, the numbered lines are {computed}, difference \
                 {difference}",
        },
        advice: Text {
            id: "Hitung barisnya, lalu perbaiki angka yang disebut atau lengkapi daftarnya.",
            en: "Count the lines and mend the number stated, or complete the list.",
        },
        checks: Text {
            id: "Kalimat di bawah daftar seperti \"Jumlah Pegawai: 24 orang\", atau judul seperti \"Daftar 24 \
                 Pegawai\", dibandingkan dengan banyaknya baris yang bernomor urut dari 1 tanpa lompatan.",
            en: "A statement below a list, such as `Jumlah Pegawai: 24 orang`, or a title such as `Daftar 24 \
                 Pegawai` is compared with the number of its lines that are numbered from 1 without a gap.",
        },
        why: Text {
            id: "Jumlah yang disebut dipakai di laporan lain; bila berbeda dari daftarnya, salah satunya keliru.",
            en: "The number stated is used in other reports; where it differs from the list, one of them is wrong.",
        },
        passes: concat!(
            "DAFTAR PEGAWAI;;\n",
            "No;Nama;Jabatan\n",
            "1;Contoh Satu;Kepala Dinas\n",
            "2;Contoh Dua;Sekretaris\n",
            "3;Contoh Tiga;Kepala Bidang\n",
            "4;Contoh Empat;Analis\n",
            "Jumlah Pegawai: 4 orang;;\n",
        ),
        fails: concat!(
            "DAFTAR PEGAWAI;;\n",
            "No;Nama;Jabatan\n",
            "1;Contoh Satu;Kepala Dinas\n",
            "2;Contoh Dua;Sekretaris\n",
            "3;Contoh Tiga;Kepala Bidang\n",
            "4;Contoh Empat;Analis\n",
            "Jumlah Pegawai: 5 orang;;\n",
        ),
        limits: Text {
            id: "Bila barisnya sendiri memuat angka, hanya jumlah yang mendekati banyaknya baris yang dinilai; \
                 demikian pula angka dalam judul; daftar yang nomornya melompat atau berulang dilewati.",
            en: "Where the lines hold figures themselves, or a title gives the number, only one near theirs is \
                 judged; lists whose \
                 numbering jumps or begins anew are passed over.",
        },
    },
    Rule {
        code: "A107",
        name: "weights-miss-whole",
        severity: Severity::Warning,
        title: Text {
            id: "Bobot tidak genap 100",
            en: "Weights do not make 100",
        },
        message: Text {
            id: "{column}: bobot {reason} berjumlah {computed}, seharusnya {stated}, selisih {difference}",
            en: "{column}: the weights of {reason} make {computed}, should be {stated}, difference \
                 {difference}",
        },
        advice: Text {
            id: "Cocokkan bobot dengan dokumen penetapannya; cari yang salah ketik, tertinggal, atau terhitung dua kali.",
            en: "Compare the weights with the document that set them; look for one mistyped, left out or \
                 listed twice.",
        },
        checks: Text {
            id: "Kolom yang kepalanya menyebut bobot, tanpa baris jumlah. Bila sebagian besar kelompok tepat \
                 berjumlah 100 (atau 1), kelompok yang lain pun harus; bila hanya ada satu daftar, bobot bulatnya \
                 yang meleset sedikit dari 100 diberitahukan. Bobot bulat harus tepat; bobot berdesimal \
                 boleh berselisih sebesar pembulatannya. Temuan berdiri di judul kelompok atau kepala kolom, \
                 karena tidak ada sel yang menyatakan 100.",
            en: "A column whose header says weight, without a total row. Where most blocks make exactly 100 \
                 (or 1) the others must too; of a single list, round weights that miss 100 by little are \
                 told. Whole weights are exact, others may be off by their rounding. The finding stands at \
                 the heading of the block or of the column, since no cell states 100.",
        },
        why: Text {
            id: "Nilai tertimbang dihitung dari bobot (PermenPAN-RB 88/2021 untuk evaluasi akuntabilitas); bobot yang \
                 tidak genap membuat nilai akhir tidak dapat dibandingkan dengan skalanya.",
            en: "Weighted scores are worked out from weights (PermenPAN-RB 88/2021 for the evaluation of \
                 accountability); weights that make no whole give a score that fits no scale.",
        },
        passes: concat!(
            "BOBOT PENILAIAN KINERJA UNIT KERJA;;\n",
            "No;Aspek Penilaian;Bobot (%)\n",
            "1;Ketepatan perencanaan;25\n",
            "2;Serapan anggaran;30\n",
            "3;Mutu pelaporan;20\n",
            "4;Kepuasan layanan;25\n",
        ),
        fails: concat!(
            "BOBOT PENILAIAN KINERJA UNIT KERJA;;\n",
            "No;Aspek Penilaian;Bobot (%)\n",
            "1;Ketepatan perencanaan;25\n",
            "2;Serapan anggaran;30\n",
            "3;Mutu pelaporan;20\n",
            "4;Kepuasan layanan;20\n",
        ),
        limits: Text {
            id: "Daftar yang memuat sebagian saja, yang memiliki baris jumlah (A102), yang sebagian barisnya tanpa \
                 bobot, atau yang meleset jauh dari 100 dilewati; demikian pula satu daftar yang bobotnya hasil \
                 pembagian dan bukan angka bulat.",
            en: "Lists that hold only some of what there is, that have a total row (A102), of which some lines \
                 have no weight, or that miss 100 by far are passed over; so is a single list whose weights \
                 were computed and are not round.",
        },
    },
    Rule {
        code: "A110",
        name: "total-without-addends",
        severity: Severity::Warning,
        title: Text {
            id: "Total tanpa rincian",
            en: "Total without addends",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, tetapi tidak ada satu pun angka di \
                 atasnya dalam kolom ini",
            en: "{column} \"{label}\": stated {stated}, but no number stands above it in this \
                 column",
        },
        advice: Text {
            id: "Periksa apakah angka total itu bergeser ke kolom yang salah.",
            en: "See whether the total slipped into the wrong column.",
        },
        checks: Text {
            id: "Angka di baris total, pada kolom yang dapat dijumlahkan, harus mempunyai \
                 sekurang-kurangnya satu angka pada baris yang dijumlahkannya.",
            en: "A figure in a total row, in a column that adds up, must have at least one number \
                 in the rows it adds up.",
        },
        why: Text {
            id: "Total yang bergeser satu kolom membuat anggaran terbaca sebagai realisasi pada \
                 saat data digabungkan.",
            en: "A total that slipped by a column makes a ceiling read as spending when data are \
                 joined.",
        },
        passes: concat!(
            "ALOKASI ANGGARAN PER PROGRAM DAN KEGIATAN;;;\n",
            "No;Uraian;Anggaran (Rp);Anggaran Perubahan (Rp)\n",
            "1;Program Pembinaan Perpustakaan;275.000.000;\n",
            "2;Program Pengelolaan Arsip;180.000.000;\n",
            ";Jumlah;455.000.000;\n",
        ),
        fails: concat!(
            "ALOKASI ANGGARAN PER PROGRAM DAN KEGIATAN;;;\n",
            "No;Uraian;Anggaran (Rp);Anggaran Perubahan (Rp)\n",
            "1;Program Pembinaan Perpustakaan;275.000.000;\n",
            "2;Program Pengelolaan Arsip;180.000.000;\n",
            ";Jumlah;;455.000.000\n",
        ),
        limits: Text {
            id: "Bila kolom yang salah itu kebetulan berisi angka, yang dilaporkan ialah total \
                 yang tidak cocok (A102). Tabel dengan baris yang tidak dapat ditempatkan (R032) \
                 dilewati.",
            en: "Where the wrong column happens to hold numbers, a wrong total (A102) is told \
                 instead. Tables with rows that could not be placed (R032) are passed over.",
        },
    },
];
