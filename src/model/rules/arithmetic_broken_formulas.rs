//! Rules about what in Excel's own formulas breaks or hides a calculation: circles, lost references, words
//! among figures, constants, rows that make a sum come out. How their cells are written is told with
//! the other rules about formulas.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this subject, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "A708",
        name: "circular-formula",
        severity: Severity::Error,
        title: Text {
            id: "Rumus menghitung dirinya sendiri",
            en: "Formula needs its own value",
        },
        message: Text {
            id: "{column} \"{label}\": rumus {formula} bergantung pada nilainya sendiri",
            en: "{column} \"{label}\": the formula {formula} depends on its own value",
        },
        advice: Text {
            id: "Perbaiki rujukan rumus yang memuat selnya sendiri.",
            en: "Mend the reference that takes in the cell itself.",
        },
        checks: Text {
            id: "Rujukan antarrumus ditelusuri; kelompok yang saling bergantung diberitahukan pada sel pertamanya.",
            en: "References between formulas are followed; those that depend on each other are told at the first cell.",
        },
        why: Text {
            id: "Buku kerja OPD hidup dari rumus; rumus yang keliru membuat angka benar pada hari ini dan salah pada perubahan berikutnya, tanpa ada yang mengetik angka salah (PP 71/2010 menuntut laporan yang dapat diverifikasi).",
            en: "Agencies' workbooks live by formulas; a wrong one makes figures that are right today wrong after the next change, with nobody typing a wrong figure (PP 71/2010 wants reports that can be verified).",
        },
        passes: concat!(
            "REALISASI ANGGARAN PER KEGIATAN;;;;\n",
            "No;Kegiatan;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n",
            "1;Kegiatan Administrasi Umum;150000000;140000000;=C3-D3 -> 10000000\n",
            "2;Kegiatan Pelayanan Informasi;250000000;230000000;=C4-D4 -> 20000000\n",
            "3;Kegiatan Statistik Sektoral;90000000;85500000;=C5-D5 -> 4500000\n",
            "4;Kegiatan Persandian;60000000;60000000;=C6-D6 -> 0\n",
            ";Jumlah;=SUM(C3:C6) -> 550000000;=SUM(D3:D6) -> 515500000;=SUM(E3:E6) -> 34500000\n",
        ),
        fails: concat!(
            "REALISASI ANGGARAN PER KEGIATAN;;;;\n",
            "No;Kegiatan;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n",
            "1;Kegiatan Administrasi Umum;150000000;140000000;=C3-D3 -> 10000000\n",
            "2;Kegiatan Pelayanan Informasi;250000000;230000000;=C4-D4 -> 20000000\n",
            "3;Kegiatan Statistik Sektoral;90000000;85500000;=C5-D5 -> 4500000\n",
            "4;Kegiatan Persandian;60000000;60000000;=C6-D6 -> 0\n",
            ";Kendali;=SUM(C3:C6) -> 550000000;=SUM(D3:D6) -> 515500000;=SUM(E3:E7) -> 0\n",
        ),
        limits: Text {
            id: "Lingkaran yang sengaja dipakai untuk perhitungan berulang ikut diberitahukan.",
            en: "A circle meant for iteration is told too.",
        },
    },
    Rule {
        code: "A709",
        name: "broken-formula-reference",
        severity: Severity::Warning,
        title: Text {
            id: "Rumus merujuk sel yang tidak ada",
            en: "Formula refers to what is not there",
        },
        message: Text {
            id: "{column} \"{label}\": rumus {formula} merujuk sel, lembar, atau nama yang tidak ada",
            en: "{column} \"{label}\": the formula {formula} refers to a cell, sheet or name that is not there",
        },
        advice: Text {
            id: "Kembalikan sel, lembar, atau nama yang terhapus, atau perbaiki rujukannya.",
            en: "Bring back what was deleted or mend the reference.",
        },
        checks: Text {
            id: "#REF! di dalam rumus, lembar dan nama yang tidak dikenal.",
            en: "#REF! inside a formula, sheets and names that are unknown.",
        },
        why: Text {
            id: "Buku kerja OPD hidup dari rumus; rumus yang keliru membuat angka benar pada hari ini dan salah pada perubahan berikutnya, tanpa ada yang mengetik angka salah (PP 71/2010 menuntut laporan yang dapat diverifikasi).",
            en: "Agencies' workbooks live by formulas; a wrong one makes figures that are right today wrong after the next change, with nobody typing a wrong figure (PP 71/2010 wants reports that can be verified).",
        },
        passes: concat!(
            "REALISASI ANGGARAN PER KEGIATAN;;;;\n",
            "No;Kegiatan;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n",
            "1;Kegiatan Administrasi Umum;150000000;140000000;=C3-D3 -> 10000000\n",
            "2;Kegiatan Pelayanan Informasi;250000000;230000000;=C4-D4 -> 20000000\n",
            "3;Kegiatan Statistik Sektoral;90000000;85500000;=C5-D5 -> 4500000\n",
            "4;Kegiatan Persandian;60000000;60000000;=C6-D6 -> 0\n",
            ";Jumlah;=SUM(C3:C6) -> 550000000;=SUM(D3:D6) -> 515500000;=SUM(E3:E6) -> 34500000\n",
        ),
        fails: concat!(
            "REALISASI ANGGARAN PER KEGIATAN;;;;\n",
            "No;Kegiatan;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n",
            "1;Kegiatan Administrasi Umum;150000000;140000000;=C3-D3 -> 10000000\n",
            "2;Kegiatan Pelayanan Informasi;250000000;230000000;=C4-#REF! -> 20000000\n",
            "3;Kegiatan Statistik Sektoral;90000000;85500000;=C5-D5 -> 4500000\n",
            "4;Kegiatan Persandian;60000000;60000000;=C6-D6 -> 0\n",
            ";Jumlah;=SUM(C3:C6) -> 550000000;=SUM(D3:D6) -> 515500000;=SUM(E3:E6) -> 34500000\n",
        ),
        limits: Text {
            id: "Sel tabel yang menampilkan kesalahan diberitahukan oleh R014.",
            en: "Cells of tables that show an error are told by R014.",
        },
    },
    Rule {
        code: "A710",
        name: "formula-over-text",
        severity: Severity::Warning,
        title: Text {
            id: "Rumus menjumlahkan angka yang tersimpan sebagai teks",
            en: "Formula adds numbers stored as text",
        },
        message: Text {
            id: "{column} \"{label}\": rumus {formula} mengabaikan {cells}, yang angkanya tersimpan sebagai teks",
            en: "{column} \"{label}\": the formula {formula} passes over {cells}, whose number is stored as text",
        },
        advice: Text {
            id: "Ubah sel teks itu menjadi angka (Data > Text to Columns), lalu hitung ulang.",
            en: "Turn those cells into numbers (Data > Text to Columns) and recalculate.",
        },
        checks: Text {
            id: "SUM melewati teks. Sel tabel yang terbaca sebagai angka tetapi tersimpan sebagai teks dicari di dalam rentangnya. Bila hitungan menurut label gagal, yang dilaporkan ialah hitungan itu dengan sebab ini.",
            en: "SUM passes over text. Cells of tables that read as numbers but are stored as text are sought in its range. Where a claim of words fails, that claim is told with this as its cause.",
        },
        why: Text {
            id: "Buku kerja OPD hidup dari rumus; rumus yang keliru membuat angka benar pada hari ini dan salah pada perubahan berikutnya, tanpa ada yang mengetik angka salah (PP 71/2010 menuntut laporan yang dapat diverifikasi).",
            en: "Agencies' workbooks live by formulas; a wrong one makes figures that are right today wrong after the next change, with nobody typing a wrong figure (PP 71/2010 wants reports that can be verified).",
        },
        passes: concat!(
            "REALISASI ANGGARAN PER KEGIATAN;;;;\n",
            "No;Kegiatan;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n",
            "1;Kegiatan Administrasi Umum;150000000;140000000;=C3-D3 -> 10000000\n",
            "2;Kegiatan Pelayanan Informasi;250000000;230000000;=C4-D4 -> 20000000\n",
            "3;Kegiatan Statistik Sektoral;90000000;85500000;=C5-D5 -> 4500000\n",
            "4;Kegiatan Persandian;60000000;60000000;=C6-D6 -> 0\n",
            ";Kendali;=SUM(C3:C6) -> 550000000;=SUM(D3:D6) -> 515500000;=SUM(E3:E6) -> 34500000\n",
        ),
        fails: concat!(
            "REALISASI ANGGARAN PER KEGIATAN;;;;\n",
            "No;Kegiatan;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n",
            "1;Kegiatan Administrasi Umum;150000000;140000000;=C3-D3 -> 10000000\n",
            "2;Kegiatan Pelayanan Informasi;'250.000.000;230000000;20000000\n",
            "3;Kegiatan Statistik Sektoral;90000000;85500000;=C5-D5 -> 4500000\n",
            "4;Kegiatan Persandian;60000000;60000000;=C6-D6 -> 0\n",
            ";Kendali;=SUM(C3:C6) -> 300000000;=SUM(D3:D6) -> 515500000;=SUM(E3:E6) -> 34500000\n",
        ),
        limits: Text {
            id: "Teks di luar tabel tidak dilihat.",
            en: "Text outside tables is not looked at.",
        },
    },
    Rule {
        code: "A711",
        name: "constant-in-formula",
        severity: Severity::Warning,
        title: Text {
            id: "Angka diketik di dalam rumus",
            en: "Number typed into a formula",
        },
        message: Text {
            id: "{column} \"{label}\": rumus {formula} memuat angka {constant}",
            en: "{column} \"{label}\": the formula {formula} holds the number {constant}",
        },
        advice: Text {
            id: "Pindahkan angka itu ke sel tersendiri dengan keterangannya.",
            en: "Move the number to a cell of its own, with words.",
        },
        checks: Text {
            id: "Angka yang ditambahkan ke jumlah sel, dan faktor seperti 1,1 yang hanya ada pada satu rumus di kolomnya. Rumus sebentuk yang dipakai tiga kali atau lebih dianggap rancangan.",
            en: "A number added to a sum of cells, and a factor such as 1.1 that only one formula of its column has. A formula used three times or more is taken for design.",
        },
        why: Text {
            id: "Buku kerja OPD hidup dari rumus; rumus yang keliru membuat angka benar pada hari ini dan salah pada perubahan berikutnya, tanpa ada yang mengetik angka salah (PP 71/2010 menuntut laporan yang dapat diverifikasi).",
            en: "Agencies' workbooks live by formulas; a wrong one makes figures that are right today wrong after the next change, with nobody typing a wrong figure (PP 71/2010 wants reports that can be verified).",
        },
        passes: concat!(
            "PAGU ANGGARAN PER KEGIATAN;;\n",
            "No;Kegiatan;Pagu (Rp)\n",
            "1;Kegiatan Administrasi Umum;150000000\n",
            "2;Kegiatan Pelayanan Informasi;250000000\n",
            "3;Kegiatan Statistik Sektoral;90000000\n",
            ";Kendali;=SUM(C3:C5) -> 490000000\n",
        ),
        fails: concat!(
            "PAGU ANGGARAN PER KEGIATAN;;\n",
            "No;Kegiatan;Pagu (Rp)\n",
            "1;Kegiatan Administrasi Umum;150000000\n",
            "2;Kegiatan Pelayanan Informasi;250000000\n",
            "3;Kegiatan Statistik Sektoral;90000000\n",
            ";Kendali;=SUM(C3:C5)+90 -> 490000090\n",
        ),
        limits: Text {
            id: "Tarif pada baris pajak, bunga, atau inflasi tidak dinilai.",
            en: "Rates in rows of taxes, interest or inflation are not judged.",
        },
    },
    Rule {
        code: "A712",
        name: "residual-row",
        severity: Severity::Warning,
        title: Text {
            id: "Baris penampung menyerap selisih",
            en: "Row that takes up the difference",
        },
        message: Text {
            id: "{column} \"{label}\": rumus {formula} menampung apa pun yang tersisa dari total yang diketik ({stated})",
            en: "{column} \"{label}\": the formula {formula} takes up whatever is left of a typed total ({stated})",
        },
        advice: Text {
            id: "Ketik rincian yang sebenarnya, dan biarkan total dihitung dari rincian.",
            en: "Enter the true detail and let the total be computed from the details.",
        },
        checks: Text {
            id: "Baris berlabel selisih, koreksi, pembulatan, atau lain-lain yang rumusnya total yang diketik dikurangi baris-baris lain.",
            en: "Rows labelled selisih, koreksi, pembulatan or lain-lain whose formula is a typed total less the other rows.",
        },
        why: Text {
            id: "Buku kerja OPD hidup dari rumus; rumus yang keliru membuat angka benar pada hari ini dan salah pada perubahan berikutnya, tanpa ada yang mengetik angka salah (PP 71/2010 menuntut laporan yang dapat diverifikasi).",
            en: "Agencies' workbooks live by formulas; a wrong one makes figures that are right today wrong after the next change, with nobody typing a wrong figure (PP 71/2010 wants reports that can be verified).",
        },
        passes: concat!(
            "REALISASI ANGGARAN PER KEGIATAN;;;;\n",
            "No;Kegiatan;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n",
            "1;Kegiatan Administrasi Umum;150000000;140000000;10000000\n",
            "2;Kegiatan Pelayanan Informasi;250000000;230000000;20000000\n",
            "3;Lain-lain;50000000;40000000;10000000\n",
            ";Jumlah;=SUM(C3:C5) -> 450000000;=SUM(D3:D5) -> 410000000;=SUM(E3:E5) -> 40000000\n",
        ),
        fails: concat!(
            "REALISASI ANGGARAN PER KEGIATAN;;;;\n",
            "No;Kegiatan;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n",
            "1;Kegiatan Administrasi Umum;150000000;140000000;10000000\n",
            "2;Kegiatan Pelayanan Informasi;250000000;230000000;20000000\n",
            "3;Lain-lain;=C6-SUM(C3:C4) -> 50000000;40000000;10000000\n",
            ";Jumlah;450000000;410000000;40000000\n",
        ),
        limits: Text {
            id: "Baris penampung yang diketik sebagai angka tidak dapat dikenali.",
            en: "A residual typed as a number cannot be known.",
        },
    },
    Rule {
        code: "A713",
        name: "formulas-not-calculated",
        severity: Severity::Info,
        title: Text {
            id: "Rumus yang tidak dihitung ulang",
            en: "Formulas that were not calculated again",
        },
        message: Text {
            id: "{count} rumus di lembar ini tidak dihitung ulang: {reason}",
            en: "{count} formulas of this sheet were not calculated again: {reason}",
        },
        advice: Text {
            id: "Tidak perlu tindakan; periksa rumus-rumus itu di Excel bila angkanya penting.",
            en: "Nothing to do; look at those formulas in Excel where their figures matter.",
        },
        checks: Text {
            id: "Fungsi dan bentuk rumus yang tidak dikenal selaras dihitung jumlahnya per lembar.",
            en: "Functions and forms that selaras does not know are counted a sheet.",
        },
        why: Text {
            id: "Yang tidak diperiksa harus terlihat, agar tidak dianggap benar.",
            en: "What was not judged must show, so that it is not taken for right.",
        },
        passes: concat!(
            "REALISASI ANGGARAN PER KEGIATAN;;;;\n",
            "No;Kegiatan;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n",
            "1;Kegiatan Administrasi Umum;150000000;140000000;=C3-D3 -> 10000000\n",
            "2;Kegiatan Pelayanan Informasi;250000000;230000000;=C4-D4 -> 20000000\n",
            "3;Kegiatan Statistik Sektoral;90000000;85500000;=C5-D5 -> 4500000\n",
            "4;Kegiatan Persandian;60000000;60000000;=C6-D6 -> 0\n",
            ";Jumlah;=SUM(C3:C6) -> 550000000;=SUM(D3:D6) -> 515500000;=SUM(E3:E6) -> 34500000\n",
        ),
        fails: concat!(
            "REALISASI ANGGARAN PER KEGIATAN;;;;\n",
            "No;Kegiatan;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n",
            "1;Kegiatan Administrasi Umum;150000000;140000000;=C3-D3 -> 10000000\n",
            "2;Kegiatan Pelayanan Informasi;250000000;230000000;=XLOOKUP(B4,B3:B6,C3:C6)-D4 -> 20000000\n",
            "3;Kegiatan Statistik Sektoral;90000000;85500000;=C5-D5 -> 4500000\n",
            "4;Kegiatan Persandian;60000000;60000000;=C6-D6 -> 0\n",
            ";Jumlah;=SUM(C3:C6) -> 550000000;=SUM(D3:D6) -> 515500000;=SUM(E3:E6) -> 34500000\n",
        ),
        limits: Text {
            id: "Nilai tersimpan dari rumus itu tetap diperiksa oleh aturan lain.",
            en: "The stored values of those formulas are still judged by the other rules.",
        },
    },
];
