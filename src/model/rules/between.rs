//! Rules about figures that several tables or documents state.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this family, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "C101",
        name: "node-figure-differs",
        severity: Severity::Error,
        title: Text {
            id: "Angka satu kode berbeda antardokumen",
            en: "Figure of one code differs between documents",
        },
        message: Text {
            id: "{quantity} \"{label}\": di sini {stated}, di {other} {computed}, selisih \
                 {difference}{reason}",
            en: "{quantity} \"{label}\": here {stated}, in {other} {computed}, difference \
                 {difference}{reason}",
        },
        advice: Text {
            id: "Tentukan dokumen mana yang terakhir ditetapkan, lalu samakan angka untuk kode \
                 itu.",
            en: "Decide which document was adopted last and bring the figure of this code into \
                 line.",
        },
        checks: Text {
            id: "Angka setiap kode (misalnya pagu sebuah sub kegiatan) dalam satu jenis dokumen \
                 dibandingkan dengan angka kode yang sama dalam jenis berikutnya. Kode dicocokkan \
                 menurut bilangannya, tanpa bagian pertama urusan. Anggaran yang terbagi dalam lembar \
                 atau berkas per sub kegiatan dibandingkan bagian demi bagian dan sebagai jumlah \
                 semuanya. Selisih yang diterima: setengah \
                 satuan dari desimal terakhir yang tertulis, ditambah pembulatan angka-angka yang \
                 dihitung (XBRL Calculations 1.1); rupiah harus tepat.",
            en: "The figure of each code (such as the ceiling of a sub kegiatan) in one kind of \
                 document is compared with that of the same code in the next kind. Codes are \
                 matched by their numbers, without the urusan's first part. A budget in sheets or \
                 files of single sub kegiatan is compared part by part and as the sum of all. \
                 Allowed: half a unit \
                 of the last decimal shown, plus what the rounding of the operands adds up to \
                 (XBRL Calculations 1.1); rupiah are exact.",
        },
        why: Text {
            id: "Rencana, anggaran, dan pertanggungjawaban harus saling konsisten (Permendagri \
                 86/2017, PP 12/2019). Angka yang berbeda tanpa dasar perubahan tidak dapat \
                 dipertanggungjawabkan.",
            en: "Plan, budget and account must be consistent (Permendagri 86/2017, PP 12/2019). \
                 Figures that differ without a change behind them cannot be accounted for.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hanya dokumen dari perangkat daerah dan tahun yang sama yang dibandingkan; tanpa \
                 folder perangkat daerah, hanya tabel dalam satu dokumen. Bila ada beberapa tabel \
                 dari jenis yang sama, jenis itu dilewati karena tidak diketahui mana yang \
                 berlaku. Kode yang hanya ada di satu dokumen dilaporkan sebagai C118. Dalam satu \
                 daerah DPA, pergeseran, DPPA, anggaran kas, dan realisasi juga dibandingkan tanpa aturan \
                 pipeline, menurut pagu yang berlaku (C107).",
            en: "Only documents of one agency and year are compared; without a folder for the \
                 agency, only tables of one document. Where a kind has several tables it is passed \
                 over, since which one counts is not said. A code that only one document has is told \
                 as C118. Of a region DPA, pergeseran, DPPA, cash plans and realisasi are compared without a \
                 pipeline's rule too, by the ceiling in force (C107).",
        },
    },
    Rule {
        code: "C102",
        name: "total-figure-differs",
        severity: Severity::Error,
        title: Text {
            id: "Total berbeda antardokumen",
            en: "Total differs between documents",
        },
        message: Text {
            id: "Total {quantity}: di sini {stated}, di {other} {computed}, selisih {difference}",
            en: "Total {quantity}: here {stated}, in {other} {computed}, difference {difference}",
        },
        advice: Text {
            id: "Telusuri kedua total ke dokumen sumbernya dan pastikan keduanya menyangkut tahap \
                 anggaran yang sama.",
            en: "Trace both totals to their sources and see that they speak of the same stage of \
                 the budget.",
        },
        checks: Text {
            id: "Total satu jenis dokumen dibandingkan dengan total jenis berikutnya dalam rantai. \
                 Totalnya diambil dari baris yang berlaku, satu-satunya induk teratas, baris \
                 total, atau jumlah semua baris teratas. Selisih yang diterima: setengah satuan \
                 dari desimal terakhir yang tertulis, ditambah pembulatan angka-angka yang \
                 dihitung (XBRL Calculations 1.1); rupiah harus tepat.",
            en: "The total of one kind of document is compared with that of the next in the chain. \
                 It is the line in force, the only root, the total row, or all top rows together. \
                 Allowed: half a unit of the last decimal shown, plus what the rounding of the \
                 operands adds up to (XBRL Calculations 1.1); rupiah are exact.",
        },
        why: Text {
            id: "Pagu dan realisasi suatu perangkat daerah harus sama di semua dokumen tahun itu \
                 (PP 12/2019, Permendagri 77/2020); total yang berbeda adalah pertanyaan pertama \
                 dalam konsolidasi.",
            en: "An agency's ceiling and spending must be the same in all documents of the year \
                 (PP 12/2019, Permendagri 77/2020); totals that differ are the first question of \
                 any consolidation.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hanya dokumen dari perangkat daerah dan tahun yang sama yang dibandingkan; tanpa \
                 folder perangkat daerah, hanya tabel dalam satu dokumen. Bila ada beberapa tabel \
                 dari jenis yang sama, jenis itu dilewati. Dokumen sebelum dan sesudah perubahan \
                 anggaran dapat berbeda secara sah; aturan ini tidak mengetahuinya.",
            en: "Only documents of one agency and year are compared; without a folder for the \
                 agency, only tables of one document. Where a kind has several tables it is passed \
                 over. Documents before and after a change of the budget may rightly differ; the \
                 rule does not know.",
        },
    },
    Rule {
        code: "C103",
        name: "stated-count-differs",
        severity: Severity::Error,
        title: Text {
            id: "Jumlah yang disebut berbeda dari isi tabel",
            en: "Stated count differs from the rows counted",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, di {other} terdapat {computed}",
            en: "{column} \"{label}\": stated {stated}, {other} has {computed}",
        },
        advice: Text {
            id: "Hitung ulang barisnya, lalu perbaiki angka yang disebut atau lengkapi tabelnya.",
            en: "Count the rows again and mend the number stated, or complete the table.",
        },
        checks: Text {
            id: "Jumlah program, kegiatan, atau sub kegiatan yang disebut sebuah tabel \
                 dibandingkan dengan banyaknya baris tingkat itu dalam tabel berjenjang dari \
                 perangkat daerah dan tahun yang sama; tanpa toleransi.",
            en: "The number of programs, kegiatan or sub kegiatan that a table states is compared \
                 with the rows of that level in the tree of the same agency and year; nothing is \
                 allowed.",
        },
        why: Text {
            id: "Jumlah kegiatan dikutip dalam laporan kinerja (PermenPAN-RB 53/2014); bila \
                 berbeda dari tabelnya, ada baris yang tertinggal atau angka lama yang terbawa.",
            en: "Performance reports quote these numbers (PermenPAN-RB 53/2014); where the table \
                 differs, a row is missing or an old figure was carried over.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hanya dokumen dari perangkat daerah dan tahun yang sama yang dibandingkan; tanpa \
                 folder perangkat daerah, hanya tabel dalam satu dokumen. Bila lebih dari satu \
                 tabel memuat tingkat itu, tidak ada yang dibandingkan. Angka yang disebut dalam \
                 kalimat tidak dibaca.",
            en: "Only documents of one agency and year are compared; without a folder for the \
                 agency, only tables of one document. Where more than one table has the level, \
                 nothing is compared. Numbers in sentences are not read.",
        },
    },
    Rule {
        code: "C104",
        name: "indicator-figure-differs",
        severity: Severity::Warning,
        title: Text {
            id: "Angka indikator berbeda antartabel",
            en: "Figure of an indicator differs between tables",
        },
        message: Text {
            id: "{quantity} {year} untuk \"{label}\": di sini {stated}, di {other} {computed}",
            en: "{quantity} {year} of \"{label}\": here {stated}, in {other} {computed}",
        },
        advice: Text {
            id: "Cocokkan dengan dokumen perjanjian kinerja atau pengukuran yang ditandatangani, \
                 lalu samakan.",
            en: "Compare with the signed agreement or measurement of performance and bring them \
                 into line.",
        },
        checks: Text {
            id: "Target atau realisasi sebuah indikator untuk satu tahun dibandingkan dengan angka \
                 yang paling banyak dipakai tabel lain; nama indikator dianggap sama bila \
                 kemiripannya sekurang-kurangnya 90 persen. Selisih yang diterima: setengah satuan \
                 dari desimal terakhir yang tertulis, ditambah pembulatan angka-angka yang \
                 dihitung (XBRL Calculations 1.1); rupiah harus tepat.",
            en: "The target or achievement of an indicator for one year is compared with the \
                 figure that most tables state; names count as the same from a likeness of 90 \
                 percent. Allowed: half a unit of the last decimal shown, plus what the rounding \
                 of the operands adds up to (XBRL Calculations 1.1); rupiah are exact.",
        },
        why: Text {
            id: "Target dalam rencana kerja, perjanjian kinerja, dan laporan kinerja harus sama \
                 (PermenPAN-RB 53/2014). Temuannya berupa peringatan karena target dapat diubah \
                 secara sah.",
            en: "Targets in work plan, performance agreement and performance report must be the \
                 same (PermenPAN-RB 53/2014). The finding is a warning, since targets may rightly \
                 be changed.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hanya dokumen dari perangkat daerah dan tahun yang sama yang dibandingkan; tanpa \
                 folder perangkat daerah, hanya tabel dalam satu dokumen. Nama kurang dari delapan \
                 huruf dan angka dalam satu lembar tidak dibandingkan; realisasi hanya bila \
                 tahunnya tertulis di kepala kolom. Dua indikator yang namanya hampir sama dapat \
                 tertukar.",
            en: "Only documents of one agency and year are compared; without a folder for the \
                 agency, only tables of one document. Names below eight letters and figures on one \
                 sheet are not compared; achievements only where the header names the year. Two \
                 indicators with nearly the same name may be mixed up.",
        },
    },
    Rule {
        code: "C105",
        name: "allocation-above-ceiling",
        severity: Severity::Error,
        title: Text {
            id: "Alokasi melebihi pagu",
            en: "Allocation above the ceiling",
        },
        message: Text {
            id: "{quantity} \"{label}\": di sini {stated}, melebihi pagu {computed} di {other}",
            en: "{quantity} \"{label}\": here {stated}, above the ceiling {computed} in {other}",
        },
        advice: Text {
            id: "Kurangi alokasinya atau tunjukkan dasar perubahan pagunya.",
            en: "Reduce the allocation or show what changed the ceiling.",
        },
        checks: Text {
            id: "Angka dalam jenis dokumen yang disebut lebih dahulu oleh pipeline tidak boleh \
                 melebihi angka dalam jenis berikutnya, untuk kode atau total yang sama; rupiah \
                 harus tepat.",
            en: "The figure in the kind that the pipeline names first must not exceed that in the \
                 next kind, for the same code or total; rupiah are exact.",
        },
        why: Text {
            id: "Pagu adalah batas tertinggi; alokasi yang melebihinya tidak dapat dilaksanakan \
                 (PP 12/2019, Permendagri 77/2020).",
            en: "A ceiling is the highest amount allowed; what is allocated beyond it cannot be \
                 carried out (PP 12/2019, Permendagri 77/2020).",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hanya dokumen dari perangkat daerah dan tahun yang sama yang dibandingkan; tanpa \
                 folder perangkat daerah, hanya tabel dalam satu dokumen. Aturan ini hanya \
                 berjalan bila pipeline menyatakan perbandingan at-most. Bila ada beberapa tabel \
                 dari jenis yang sama, jenis itu dilewati.",
            en: "Only documents of one agency and year are compared; without a folder for the \
                 agency, only tables of one document. The rule runs only where a pipeline states a \
                 comparison at-most. Where a kind has several tables it is passed over.",
        },
    },
];
