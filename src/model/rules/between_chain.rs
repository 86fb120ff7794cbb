//! Rules about the chain of documents of one year, and about reports of its parts.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this family, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "C106",
        name: "plan-and-budget-differ",
        severity: Severity::Warning,
        title: Text {
            id: "Rencana dan anggaran berbeda",
            en: "Plan and budget differ",
        },
        message: Text {
            id: "{title} berbeda dari {other} pada {count} baris, total {stated} terhadap {computed}: {list}",
            en: "{title} differs from {other} in {count} rows, in total {stated} against {computed}: {list}",
        },
        advice: Text {
            id: "Pastikan setiap perbedaan mempunyai dasar (hasil pembahasan, perubahan kebijakan), lalu catat dasarnya.",
            en: "See that each difference has its reason (deliberation, a change of policy) and note it.",
        },
        checks: Text {
            id: "Pagu setiap kode dalam RKPD, KUA-PPAS, Renja, dan RKA dibandingkan dengan tahap berikutnya sampai DPA. Semua baris yang berbeda disebut dalam satu temuan; rupiah harus tepat.",
            en: "The ceiling of each code in RKPD, KUA-PPAS, Renja and RKA is compared with the next stage up to the DPA. All rows that differ are told in one finding; rupiah are exact.",
        },
        why: Text {
            id: "Anggaran disusun dari rencana kerja (PP 12/2019 pasal 89, Permendagri 86/2017). Pagu rencana bersifat indikatif, sehingga perbedaannya hanya peringatan.",
            en: "The budget is made from the work plan (PP 12/2019 article 89, Permendagri 86/2017). A plan's ceilings are indicative, so a difference is a warning only.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hanya dokumen dari perangkat daerah, tahun, dan tahap anggaran yang jelas yang dibandingkan. Bila sebagian besar baris berbeda, C107 yang dilaporkan.",
            en: "Only documents whose agency, year and stage of the budget are clear are compared. Where most rows differ, C107 is told instead.",
        },
    },
    Rule {
        code: "C107",
        name: "documents-of-different-versions",
        severity: Severity::Error,
        title: Text {
            id: "Dokumen berasal dari versi yang berbeda",
            en: "Documents are of different versions",
        },
        message: Text {
            id: "{title} berbeda dari {other} pada {count} dari {all} baris, total {stated} terhadap {computed}{reason}: {list}",
            en: "{title} differs from {other} in {count} of {all} rows, in total {stated} against {computed}{reason}: {list}",
        },
        advice: Text {
            id: "Pastikan kedua dokumen dari tahap anggaran yang sama; bila tidak, ganti dengan versi yang berlaku.",
            en: "See that both documents are of the same stage of the budget; if not, hand in the version in force.",
        },
        checks: Text {
            id: "Bila lebih dari separuh baris terbawah yang sama-sama dimuat dua dokumen berbeda, atau sebuah laporan memakai pagu versi lama secara utuh, keduanya dianggap versi yang berbeda dan hanya satu temuan yang dibuat. Pagu yang berlaku adalah DPPA atau pergeseran terakhir, sejak laporan pertama yang memakainya dan paling lambat pada laporan akhir tahun.",
            en: "Where more than half of the lowest rows that two documents share differ, or a report uses an older version's ceilings as a whole, they are taken for different versions and told once. In force is the DPPA or last shift, from the first report that uses it and at the latest in the year's last report.",
        },
        why: Text {
            id: "Realisasi dipertanggungjawabkan terhadap anggaran terakhir yang ditetapkan (Permendagri 77/2020). Ratusan angka yang berbeda karena satu dokumen usang adalah satu kesalahan, bukan ratusan.",
            en: "Spending is accounted for against the budget adopted last (Permendagri 77/2020). Hundreds of figures that differ through one outdated document are one mistake, not hundreds.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Sekurang-kurangnya empat baris harus sama-sama dimuat. Antara rencana dan anggaran temuannya berupa peringatan. Tanggal berlakunya perubahan tidak dibaca.",
            en: "At least four rows must be shared. Between plan and budget it is a warning. The day on which a change takes force is not read.",
        },
    },
    Rule {
        code: "C108",
        name: "shift-not-zero",
        severity: Severity::Error,
        title: Text {
            id: "Pergeseran mengubah total anggaran",
            en: "A shift changes the total of the budget",
        },
        message: Text {
            id: "Sesudah pergeseran totalnya {stated}, sebelumnya {computed}; selisih {difference} padahal pergeseran harus nol",
            en: "After the shift the total is {stated}, before it {computed}; a difference of {difference} where a shift comes to nothing",
        },
        advice: Text {
            id: "Periksa baris yang bertambah dan berkurang; jumlah keduanya harus sama.",
            en: "Look at the rows that rise and fall; both must come to the same.",
        },
        checks: Text {
            id: "Dalam dokumen yang menyebut dirinya pergeseran, total sesudah harus sama dengan total sebelum; rupiah harus tepat.",
            en: "In a document that calls itself a shift the total after must be that before; rupiah are exact.",
        },
        why: Text {
            id: "Pergeseran memindahkan anggaran tanpa mengubah jumlahnya (Permendagri 77/2020); perubahan jumlah memerlukan perubahan APBD.",
            en: "A shift moves money without changing its sum (Permendagri 77/2020); another sum needs a change of the budget.",
        },
        passes: "PERGESERAN ANGGARAN;;;;
DINAS CONTOH TAHUN 2023;;;;
;;;;
Kode;Uraian;Sebelum Pergeseran;Sesudah Pergeseran;Bertambah/(Berkurang)
2.01.01;PROGRAM PENUNJANG CONTOH;1.000.000;1.000.000;0
2.01.01.2.01;Kegiatan Contoh;1.000.000;1.000.000;0
2.01.01.2.01.01;Sub Kegiatan Contoh Satu;600.000;500.000;-100.000
2.01.01.2.01.02;Sub Kegiatan Contoh Dua;400.000;500.000;100.000
",
        fails: "PERGESERAN ANGGARAN;;;;
DINAS CONTOH TAHUN 2023;;;;
;;;;
Kode;Uraian;Sebelum Pergeseran;Sesudah Pergeseran;Bertambah/(Berkurang)
2.01.01;PROGRAM PENUNJANG CONTOH;1.000.000;1.050.000;50.000
2.01.01.2.01;Kegiatan Contoh;1.000.000;1.050.000;50.000
2.01.01.2.01.01;Sub Kegiatan Contoh Satu;600.000;500.000;-100.000
2.01.01.2.01.02;Sub Kegiatan Contoh Dua;400.000;550.000;150.000
",
        limits: Text {
            id: "Hanya tabel dengan total atau satu induk teratas. Pergeseran antarperangkat daerah dalam dokumen terpisah tampak sebagai selisih.",
            en: "Only tables with a total or one root. A shift between agencies in separate documents shows as a difference.",
        },
    },
    Rule {
        code: "C109",
        name: "figure-of-one-name-differs",
        severity: Severity::Warning,
        title: Text {
            id: "Angka satu nama berbeda antardokumen",
            en: "Figure of one name differs between documents",
        },
        message: Text {
            id: "{quantity} \"{label}\": di sini {stated}, di {other} {computed}, selisih {difference}{reason}",
            en: "{quantity} \"{label}\": here {stated}, in {other} {computed}, difference {difference}{reason}",
        },
        advice: Text {
            id: "Lengkapi kodenya, lalu samakan angkanya dengan dokumen yang berlaku.",
            en: "Complete the code, then bring the figure into line with the document in force.",
        },
        checks: Text {
            id: "Bila kode sebuah baris hilang di salah satu dokumen, barisnya dicocokkan menurut nama yang hanya muncul sekali di kedua dokumen, lalu angkanya dibandingkan; rupiah harus tepat.",
            en: "Where the code of a row is lost in one of two documents, the row is matched by a name that stands only once in each, and its figure compared; rupiah are exact.",
        },
        why: Text {
            id: "Nama saja tidak memastikan bahwa dua baris sama, sehingga temuannya berupa peringatan.",
            en: "A name alone does not make sure that two rows are the same, so it is a warning.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hanya dokumen dari perangkat daerah, tahun, dan tahap anggaran yang jelas yang dibandingkan. Nama kurang dari lima huruf tidak dicocokkan.",
            en: "Only documents whose agency, year and stage of the budget are clear are compared. Names below five letters are not matched.",
        },
    },
    Rule {
        code: "C110",
        name: "spending-above-ceiling-in-force",
        severity: Severity::Warning,
        title: Text {
            id: "Realisasi melebihi pagu yang berlaku",
            en: "Spending above the ceiling in force",
        },
        message: Text {
            id: "Realisasi \"{label}\" {stated} melebihi pagu {computed} di {other}",
            en: "Spending of \"{label}\" {stated} is above the ceiling {computed} in {other}",
        },
        advice: Text {
            id: "Periksa realisasinya, atau lampirkan dokumen perubahan yang menaikkan pagunya.",
            en: "Look at the spending, or hand in the change that raised the ceiling.",
        },
        checks: Text {
            id: "Realisasi setiap kode tidak boleh melebihi pagu kode itu dalam DPA, pergeseran, atau DPPA yang berlaku pada masa laporan; rupiah harus tepat.",
            en: "The spending of each code must not exceed its ceiling in the DPA, shift or DPPA in force at the time of the report; rupiah are exact.",
        },
        why: Text {
            id: "Pengeluaran tidak boleh melebihi anggaran yang tersedia (PP 12/2019 pasal 124). Temuannya berupa peringatan karena perubahan lain mungkin belum disampaikan.",
            en: "Spending must not exceed the budget available (PP 12/2019 article 124). It is a warning, since another change may not have been handed in.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Bila laporan memuat pagunya sendiri yang tidak melebihi pagu tersebut, A402 yang memeriksanya.",
            en: "Where the report states a ceiling of its own that is no higher, A402 looks at it.",
        },
    },
    Rule {
        code: "C111",
        name: "carried-forward-differs",
        severity: Severity::Error,
        title: Text {
            id: "Realisasi lalu berbeda dari laporan sebelumnya",
            en: "What is carried forward differs from the report before",
        },
        message: Text {
            id: "Realisasi s.d. periode lalu \"{label}\": {reason}di sini {stated}, laporan sebelumnya {computed} ({other})",
            en: "Carried forward for \"{label}\": {reason}here {stated}, the report before {computed} ({other})",
        },
        advice: Text {
            id: "Ambil angka realisasi lalu dari laporan bulan sebelumnya, atau jelaskan koreksinya.",
            en: "Take the figure from last month's report, or explain the correction.",
        },
        checks: Text {
            id: "Kolom realisasi sampai dengan periode lalu harus sama dengan realisasi kumulatif laporan bulan sebelumnya, untuk setiap kode; rupiah harus tepat.",
            en: "The column of spending until last period must be the cumulative spending of the report before, for each code; rupiah are exact.",
        },
        why: Text {
            id: "Laporan bulanan saling menyambung; angka awal yang berbeda membuat seluruh tahun tidak dapat ditelusuri (Permendagri 77/2020).",
            en: "Monthly reports continue each other; another opening figure makes the year untraceable (Permendagri 77/2020).",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hanya bila laporan kedua bulan ada dan bulannya disebut.",
            en: "Only where the reports of both months are there and say their month.",
        },
    },
    Rule {
        code: "C112",
        name: "cumulative-falls",
        severity: Severity::Warning,
        title: Text {
            id: "Realisasi kumulatif turun",
            en: "A cumulative figure falls",
        },
        message: Text {
            id: "Realisasi kumulatif \"{label}\": {reason}{stated} terhadap {computed} di {other}; angka kumulatif tidak boleh turun",
            en: "Cumulative spending of \"{label}\": {reason}{stated} against {computed} in {other}; a cumulative figure does not fall",
        },
        advice: Text {
            id: "Periksa apakah bulan laporan tertukar, atau tunjukkan pengembalian belanjanya.",
            en: "See whether months changed places, or show the refund.",
        },
        checks: Text {
            id: "Realisasi kumulatif setiap kode dalam laporan satu bulan tidak boleh lebih besar daripada dalam laporan bulan berikutnya. Bila sebagian besar baris turun, satu temuan dibuat untuk laporannya.",
            en: "Cumulative spending of each code in a month's report must not be above that of the next month's. Where most rows fall, the report is told once.",
        },
        why: Text {
            id: "Angka kumulatif hanya turun karena pengembalian belanja (contra pos), yang jarang dan harus dijelaskan.",
            en: "A cumulative figure falls only by refunds, which are rare and must be explained.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Bila judul tidak menyebut kumulatif, angkanya yang memutuskan, dari sedikitnya tiga laporan.",
            en: "Where titles do not say cumulative, the figures decide, from three reports at least.",
        },
    },
    Rule {
        code: "C113",
        name: "months-do-not-add-up",
        severity: Severity::Error,
        title: Text {
            id: "Bulan-bulan tidak berjumlah angka kumulatif",
            en: "Months do not add up to the cumulative figure",
        },
        message: Text {
            id: "Realisasi kumulatif \"{label}\": di sini {stated}, jumlah laporan bulanannya {computed}, selisih {difference}",
            en: "Cumulative spending of \"{label}\": here {stated}, its monthly reports add up to {computed}, difference {difference}",
        },
        advice: Text {
            id: "Jumlahkan laporan bulanan atau triwulanan kode itu dan cari bulan yang berbeda.",
            en: "Add up the monthly or quarterly reports of the code and find the month that differs.",
        },
        checks: Text {
            id: "Bila semua bulan (atau triwulan) dari awal tahun ada sebagai laporan tersendiri, jumlahnya untuk setiap kode harus sama dengan laporan kumulatif atau tahunan; rupiah harus tepat.",
            en: "Where all months (or quarters) from the first are there as reports of their own, their sum for each code must be the cumulative or yearly report's figure; rupiah are exact.",
        },
        why: Text {
            id: "Laporan bulanan dan tahunan berasal dari pembukuan yang sama (Permendagri 77/2020).",
            en: "Monthly and yearly reports come from the same books (Permendagri 77/2020).",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Bila satu bulan tidak ada, tidak ada yang dijumlahkan.",
            en: "Where a month is missing nothing is added up.",
        },
    },
    Rule {
        code: "C114",
        name: "same-figures-in-two-periods",
        severity: Severity::Warning,
        title: Text {
            id: "Laporan dua periode berangka sama",
            en: "Reports of two periods have the same figures",
        },
        message: Text {
            id: "Semua angka sama dengan {other}: {reason}total {stated}",
            en: "All figures are those of {other}: {reason}total {stated}",
        },
        advice: Text {
            id: "Pastikan laporan yang disampaikan memang untuk bulan ini.",
            en: "See that the report handed in is this month's.",
        },
        checks: Text {
            id: "Dua laporan dari periode yang berbeda tidak boleh sama pada semua barisnya, bila sedikitnya empat baris berisi angka.",
            en: "Two reports of different periods must not be the same in all rows, where four rows at least have figures.",
        },
        why: Text {
            id: "Laporan bulan lalu yang diberi judul bulan ini membuat realisasi satu bulan hilang.",
            en: "Last month's report under this month's title loses a month of spending.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Setelah November anggaran bisa saja sudah habis; laporan Desember tidak diperiksa.",
            en: "After November nothing may be left to spend; the report of December is not looked at.",
        },
    },
    Rule {
        code: "C115",
        name: "period-contradicts-file-name",
        severity: Severity::Warning,
        title: Text {
            id: "Bulan dalam judul berbeda dari nama berkas",
            en: "Month in the title differs from the file's name",
        },
        message: Text {
            id: "Judul menyebut periode {title}, nama berkas {other}",
            en: "The title says period {title}, the file's name {other}",
        },
        advice: Text {
            id: "Perbaiki judul atau nama berkasnya, dan pastikan isinya dari bulan yang benar.",
            en: "Mend title or name, and see that the figures are of the right month.",
        },
        checks: Text {
            id: "Bulan, triwulan, atau semester dalam judul dibandingkan dengan yang ada dalam nama berkas.",
            en: "Month, quarter or half in the title is compared with the one in the file's name.",
        },
        why: Text {
            id: "Berkas bulan lain yang salah kirim paling mudah dikenali dari sini.",
            en: "A file of another month that was sent by mistake shows here first.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Judul yang dipakai bila keduanya berbeda. Nama berkas yang hanya memuat angka tidak dibaca.",
            en: "Where they differ the title counts. Names with numbers only are not read.",
        },
    },
    Rule {
        code: "C116",
        name: "recap-differs",
        severity: Severity::Error,
        title: Text {
            id: "Rekap daerah berbeda dari laporan perangkat daerah",
            en: "Recap of the region differs from an agency's report",
        },
        message: Text {
            id: "{quantity} \"{label}\" dalam rekap {stated}, dalam laporan perangkat daerah {computed} ({other}), selisih {difference}",
            en: "{quantity} of \"{label}\" in the recap {stated}, in the agencies' reports {computed} ({other}), difference {difference}",
        },
        advice: Text {
            id: "Cocokkan rekap dengan laporan terakhir perangkat daerah itu.",
            en: "Compare the recap with that agency's last report.",
        },
        checks: Text {
            id: "Baris rekap yang menyebut perangkat daerah dibandingkan dengan total laporan perangkat daerah itu untuk masa yang sama; total daerah dibandingkan dengan jumlah semua perangkat daerah bila semuanya ada; baris tabel datar dijumlahkan menurut kode program, kegiatan dan sub kegiatan, lalu dibandingkan dengan dokumen perangkat daerahnya; rupiah harus tepat.",
            en: "A recap's row that names an agency is compared with the total of that agency's report of the same time; the region's total with the sum of all agencies where all are there; the rows of a flat table are added up by the codes of program, kegiatan and sub kegiatan and compared with the agency's document; rupiah are exact.",
        },
        why: Text {
            id: "Laporan daerah adalah gabungan laporan perangkat daerah (PP 71/2010).",
            en: "The region's report is the agencies' reports together (PP 71/2010).",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Bila ada beberapa laporan untuk masa yang sama, atau sebagian besar kode tabel datar berbeda, tidak ada yang dibandingkan.",
            en: "Where there are several reports of the time, or most codes of a flat table differ, nothing is compared.",
        },
    },
    Rule {
        code: "C117",
        name: "salaries-implausible",
        severity: Severity::Warning,
        title: Text {
            id: "Belanja gaji tidak wajar terhadap jumlah pegawai",
            en: "Pay is implausible for the number of staff",
        },
        message: Text {
            id: "\"{label}\" {stated} untuk {count} pegawai dalam daftar nominatif: {computed} seorang setahun",
            en: "\"{label}\" {stated} for {count} people in the roster: {computed} a head in the year",
        },
        advice: Text {
            id: "Pastikan daftar nominatifnya lengkap dan pagu gajinya benar.",
            en: "See that the roster is complete and the amount for pay right.",
        },
        checks: Text {
            id: "Pagu gaji dan tunjangan ASN dibagi jumlah orang dalam daftar nominatif harus antara 18 juta dan 600 juta rupiah setahun.",
            en: "Pay and allowances over the number of people in the roster must be between 18 and 600 million rupiah a year.",
        },
        why: Text {
            id: "Angka di luar batas itu biasanya berarti daftar yang tidak lengkap atau skala yang salah.",
            en: "A figure outside mostly means an incomplete roster or a wrong scale.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hanya kewajaran, bukan bukti. Bila ada beberapa daftar nominatif, tidak diperiksa.",
            en: "A plausibility, no proof. Where there are several rosters it is not looked at.",
        },
    },
    Rule {
        code: "C118",
        name: "node-in-one-document-only",
        severity: Severity::Warning,
        title: Text {
            id: "Baris hanya ada di satu dokumen",
            en: "Rows that only one document has",
        },
        message: Text {
            id: "{count} baris {title} tidak ada dalam {other}, bernilai {stated}: {list}",
            en: "{count} rows of {title} are not in {other}, worth {stated}: {list}",
        },
        advice: Text {
            id: "Pastikan barisnya memang dihapus atau ditambahkan; bila tidak, lengkapi dokumennya.",
            en: "See that the rows were removed or added on purpose; if not, complete the document.",
        },
        checks: Text {
            id: "Bila dua dokumen berurutan memuat sedikitnya empat per lima baris yang sama, baris bernilai yang hanya ada di salah satunya disebut dalam satu temuan.",
            en: "Where two documents that follow each other share four fifths of their rows at least, rows with a figure that only one has are told in one finding.",
        },
        why: Text {
            id: "Baris yang tertinggal membuat total berbeda tanpa ada angka yang salah.",
            en: "A row left out makes totals differ without a wrong figure.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hanya baris pada tingkat terbawah yang sama-sama dimuat.",
            en: "Only rows of the lowest level that both have.",
        },
    },
];
