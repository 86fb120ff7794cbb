//! Rules about Excel's own formulas and the cells beside them: stored values, ranges, numbers typed among
//! formulas, a formula unlike its neighbours. A cell of a
//! sheet that is written `=C4-D4 -> 200` holds that formula with that stored value; one that begins
//! with an apostrophe holds text.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this subject, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "A701",
        name: "stale-formula-cache",
        severity: Severity::Error,
        title: Text {
            id: "Nilai rumus yang tersimpan sudah usang",
            en: "Stored value of a formula is out of date",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, rumus {formula} menghasilkan {computed}, selisih {difference}",
            en: "{column} \"{label}\": stated {stated}, the formula {formula} gives {computed}, difference {difference}",
        },
        advice: Text {
            id: "Buka buku kerja di Excel, tekan Ctrl+Alt+F9 untuk menghitung ulang, periksa hasilnya, lalu simpan.",
            en: "Open the workbook in Excel, press Ctrl+Alt+F9 to recalculate, look at the result and save it.",
        },
        checks: Text {
            id: "Setiap rumus dihitung ulang dengan desimal tepat dari nilai operand yang tersimpan, lalu dibandingkan dengan nilainya sendiri. Beda yang berasal dari pembulatan bilangan ganda Excel (15 angka) diterima, begitu pula nilai yang dibulatkan sesuai tampilan selnya.",
            en: "Every formula is calculated again, in exact decimals, from the stored values of its operands and compared with its own. What comes from the rounding of Excel's doubles (15 digits) is accepted, and so is a value rounded as its cell shows it.",
        },
        why: Text {
            id: "Angka yang tersimpan adalah angka yang dicetak dan diimpor aplikasi lain. Bila perhitungan manual aktif, angka itu tertinggal dari rinciannya.",
            en: "The stored figure is the one that is printed and imported elsewhere. With manual calculation it lags behind its details.",
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
            ";Jumlah;=SUM(C3:C6) -> 540000000;=SUM(D3:D6) -> 515500000;=SUM(E3:E6) -> 34500000\n",
        ),
        limits: Text {
            id: "Fungsi yang tidak dihitung selaras disebut pada A713. Rumus yang menghasilkan teks tidak dibandingkan.",
            en: "Functions that selaras does not calculate are named by A713. Formulas that give text are not compared.",
        },
    },
    Rule {
        code: "A702",
        name: "missing-formula-cache",
        severity: Severity::Info,
        title: Text {
            id: "Nilai rumus tidak tersimpan dan dihitung oleh selaras",
            en: "Formulas without stored value, calculated by selaras",
        },
        message: Text {
            id: "{count} rumus di kolom ini dihitung oleh selaras, mulai dari sel ini ({reason})",
            en: "{count} formulas of this column were calculated by selaras, from this cell on ({reason})",
        },
        advice: Text {
            id: "Buka buku kerja di Excel, biarkan dihitung, lalu simpan, agar pembaca lain melihat angkanya.",
            en: "Open the workbook in Excel, let it calculate, and save it, so that other readers see the figures.",
        },
        checks: Text {
            id: "Rumus yang nilainya tidak tersimpan dihitung, dan nilainya dipakai seperti angka lain. Begitu pula bila semua rumus menyimpan 0 padahal hasilnya bukan 0.",
            en: "Formulas whose value is not stored are calculated and their values used like other figures; so are those of a workbook where all formulas store 0 but do not give 0.",
        },
        why: Text {
            id: "Program yang menulis buku kerja sering tidak menghitung rumusnya; aplikasi lain lalu membaca sel kosong atau nol.",
            en: "Programs that write workbooks often do not calculate; other programs then read empty cells or zeros.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Yang tidak dapat dihitung diberitahukan per sel (R015).",
            en: "What cannot be calculated is told cell by cell (R015).",
        },
    },
    Rule {
        code: "A703",
        name: "formula-range-too-short",
        severity: Severity::Warning,
        title: Text {
            id: "Rentang rumus tidak mencakup semua rincian",
            en: "Range of a formula leaves out details",
        },
        message: Text {
            id: "{column} \"{label}\": rumus {formula} tidak mencakup {cells}",
            en: "{column} \"{label}\": the formula {formula} leaves out {cells}",
        },
        advice: Text {
            id: "Perluas rentang rumusnya sampai rincian terakhir.",
            en: "Extend the formula's range to the last detail.",
        },
        checks: Text {
            id: "Rentang SUM dibandingkan dengan baris rincian di antara rentang dan totalnya, dengan rentang total lain di baris yang sama, dan dengan jumlah yang dinyatakan label dan jenjang tabel. Bila hitungan menurut label gagal, yang dilaporkan ialah hitungan itu dengan sebab ini.",
            en: "The range of a SUM is compared with the details between it and its total, with the ranges of the other totals of its row, and with what labels and levels of the table say. Where a claim of words fails, that claim is told with this as its cause.",
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
            ";Jumlah;=SUM(C3:C6) -> 550000000;=SUM(D3:D6) -> 515500000;=SUM(E3:E5) -> 34500000\n",
        ),
        limits: Text {
            id: "Total yang memang hanya menjumlahkan sebagian barisnya dapat ikut diberitahukan.",
            en: "A total that means to add only some of its rows may be told too.",
        },
    },
    Rule {
        code: "A704",
        name: "formula-range-too-long",
        severity: Severity::Warning,
        title: Text {
            id: "Rentang rumus mencakup sel yang bukan rinciannya",
            en: "Range of a formula takes in cells that are no details",
        },
        message: Text {
            id: "{column} \"{label}\": rumus {formula} ikut menghitung {cells}",
            en: "{column} \"{label}\": the formula {formula} takes in {cells}",
        },
        advice: Text {
            id: "Persempit rentang rumusnya ke baris rincian saja.",
            en: "Narrow the formula's range to the details.",
        },
        checks: Text {
            id: "Rentang SUM tidak boleh memuat nomor kolom atau tahun di kepala tabel, dan tidak boleh memuat subtotal bersama rinciannya. SUBTOTAL melewati subtotal lain dan tidak dipersoalkan.",
            en: "The range of a SUM must not hold column numbers or years of the header, nor a subtotal together with its details. SUBTOTAL passes over other subtotals and is not questioned.",
        },
        why: Text {
            id: "Buku kerja OPD hidup dari rumus; rumus yang keliru membuat angka benar pada hari ini dan salah pada perubahan berikutnya, tanpa ada yang mengetik angka salah (PP 71/2010 menuntut laporan yang dapat diverifikasi).",
            en: "Agencies' workbooks live by formulas; a wrong one makes figures that are right today wrong after the next change, with nobody typing a wrong figure (PP 71/2010 wants reports that can be verified).",
        },
        passes: concat!(
            "PAGU ANGGARAN PER KEGIATAN;;;;\n",
            "No;Kegiatan;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n",
            "1;2;3;4;5\n",
            "1;Kegiatan Administrasi Umum;150000000;140000000;10000000\n",
            "2;Kegiatan Pelayanan Informasi;250000000;230000000;20000000\n",
            "Catatan: angka sementara;;;;\n",
            ";;;;\n",
            ";Kendali;=SUM(C4:C5) -> 400000000;=SUM(D4:D5) -> 370000000;=SUM(E4:E5) -> 30000000\n",
        ),
        fails: concat!(
            "PAGU ANGGARAN PER KEGIATAN;;;;\n",
            "No;Kegiatan;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n",
            "1;2;3;4;5\n",
            "1;Kegiatan Administrasi Umum;150000000;140000000;10000000\n",
            "2;Kegiatan Pelayanan Informasi;250000000;230000000;20000000\n",
            "Catatan: angka sementara;;;;\n",
            ";;;;\n",
            ";Kendali;=SUM(C3:C5) -> 400000003;=SUM(D4:D5) -> 370000000;=SUM(E4:E5) -> 30000000\n",
        ),
        limits: Text {
            id: "Penjumlahan ganda yang dibagi dua dengan sengaja tidak diberitahukan.",
            en: "A double sum halved on purpose is not told.",
        },
    },
    Rule {
        code: "A705",
        name: "hard-coded-among-formulas",
        severity: Severity::Warning,
        title: Text {
            id: "Angka diketik di antara sel-sel berumus",
            en: "Number typed among formulas",
        },
        message: Text {
            id: "{column} \"{label}\": {stated} diketik, padahal sel-sel di sekitarnya memakai rumus {formula}",
            en: "{column} \"{label}\": {stated} is typed where the cells around have the formula {formula}",
        },
        advice: Text {
            id: "Ganti angka itu dengan rumus yang sama seperti sel-sel di sekitarnya.",
            en: "Put the formula of the cells around in its place.",
        },
        checks: Text {
            id: "Di kolom atau baris yang hampir semua selnya memakai satu rumus, angka yang diketik diberitahukan walaupun nilainya sama dengan hasil rumus.",
            en: "In a column or row where nearly all cells have one formula, a typed number is told even where it equals what the formula gives.",
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
            "2;Kegiatan Pelayanan Informasi;250000000;230000000;20000000\n",
            "3;Kegiatan Statistik Sektoral;90000000;85500000;=C5-D5 -> 4500000\n",
            "4;Kegiatan Persandian;60000000;60000000;=C6-D6 -> 0\n",
            ";Jumlah;=SUM(C3:C6) -> 550000000;=SUM(D3:D6) -> 515500000;=SUM(E3:E6) -> 34500000\n",
        ),
        limits: Text {
            id: "Kolom dengan rumus yang berbeda-beda tidak dinilai.",
            en: "Columns with formulas of several kinds are not judged.",
        },
    },
    Rule {
        code: "A706",
        name: "hard-coded-differs",
        severity: Severity::Error,
        title: Text {
            id: "Angka yang diketik berbeda dari hasil rumus di sekitarnya",
            en: "Typed number differs from what the formulas around it give",
        },
        message: Text {
            id: "{column} \"{label}\": {stated} diketik, rumus sel-sel di sekitarnya ({formula}) menghasilkan {computed}, selisih {difference}",
            en: "{column} \"{label}\": {stated} is typed, the formula of the cells around ({formula}) gives {computed}, difference {difference}",
        },
        advice: Text {
            id: "Periksa angka itu, lalu ganti dengan rumus yang sama seperti sel-sel di sekitarnya.",
            en: "Check the figure, then put the formula of the cells around in its place.",
        },
        checks: Text {
            id: "Di kolom yang hampir semua selnya memakai satu rumus, angka yang diketik dibandingkan dengan hasil rumus itu pada barisnya.",
            en: "In a column where nearly all cells have one formula, a typed number is compared with what that formula gives in its row.",
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
            "2;Kegiatan Pelayanan Informasi;250000000;230000000;20900000\n",
            "3;Kegiatan Statistik Sektoral;90000000;85500000;=C5-D5 -> 4500000\n",
            "4;Kegiatan Persandian;60000000;60000000;=C6-D6 -> 0\n",
            ";Jumlah;=SUM(C3:C6) -> 550000000;=SUM(D3:D6) -> 515500000;=SUM(E3:E6) -> 35400000\n",
        ),
        limits: Text {
            id: "Baris yang operandnya kosong tidak dinilai.",
            en: "Rows whose operands are blank are not judged.",
        },
    },
    Rule {
        code: "A707",
        name: "formula-differs-from-neighbours",
        severity: Severity::Warning,
        title: Text {
            id: "Rumus berbeda dari sel-sel di sekitarnya",
            en: "Formula differs from its neighbours",
        },
        message: Text {
            id: "{column} \"{label}\": rumus {formula} berbeda dari sel-sel di sekitarnya dan menghasilkan {stated}, bukan {computed}",
            en: "{column} \"{label}\": the formula {formula} is not the one of the cells around and gives {stated} instead of {computed}",
        },
        advice: Text {
            id: "Bandingkan rumusnya dengan sel di atas dan di bawahnya.",
            en: "Compare the formula with the cells above and below.",
        },
        checks: Text {
            id: "Rumus dibandingkan dalam bentuk relatif (R1C1). Yang berbeda sendiri diberitahukan bila hasilnya juga berbeda.",
            en: "Formulas are compared in relative form (R1C1). The odd one is told where its result differs too.",
        },
        why: Text {
            id: "Buku kerja OPD hidup dari rumus; rumus yang keliru membuat angka benar pada hari ini dan salah pada perubahan berikutnya, tanpa ada yang mengetik angka salah (PP 71/2010 menuntut laporan yang dapat diverifikasi).",
            en: "Agencies' workbooks live by formulas; a wrong one makes figures that are right today wrong after the next change, with nobody typing a wrong figure (PP 71/2010 wants reports that can be verified).",
        },
        passes: concat!(
            "CAPAIAN ANGGARAN PER KEGIATAN;;;;\n",
            "No;Kegiatan;Anggaran (unit);Realisasi (unit);Belum Terserap (unit)\n",
            "1;Kegiatan Administrasi Umum;150000000;140000000;=C3-D3 -> 10000000\n",
            "2;Kegiatan Pelayanan Informasi;250000000;230000000;=C4-D4 -> 20000000\n",
            "3;Kegiatan Statistik Sektoral;90000000;85500000;=C5-D5 -> 4500000\n",
            "4;Kegiatan Persandian;60000000;60000000;=C6-D6 -> 0\n",
            ";Jumlah;=SUM(C3:C6) -> 550000000;=SUM(D3:D6) -> 515500000;=SUM(E3:E6) -> 34500000\n",
        ),
        fails: concat!(
            "CAPAIAN ANGGARAN PER KEGIATAN;;;;\n",
            "No;Kegiatan;Anggaran (unit);Realisasi (unit);Belum Terserap (unit)\n",
            "1;Kegiatan Administrasi Umum;150000000;140000000;=C3-D3 -> 10000000\n",
            "2;Kegiatan Pelayanan Informasi;250000000;230000000;=C4-D3 -> 110000000\n",
            "3;Kegiatan Statistik Sektoral;90000000;85500000;=C5-D5 -> 4500000\n",
            "4;Kegiatan Persandian;60000000;60000000;=C6-D6 -> 0\n",
            ";Jumlah;=SUM(C3:C6) -> 550000000;=SUM(D3:D6) -> 515500000;=SUM(E3:E6) -> 124500000\n",
        ),
        limits: Text {
            id: "Cara hitung lain yang disengaja pada satu baris ikut diberitahukan.",
            en: "Another way of reckoning meant for one row is told too.",
        },
    },
];
