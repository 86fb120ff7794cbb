//! Rules about Excel's own formulas: stored values, ranges, numbers typed among formulas. A cell of a
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
