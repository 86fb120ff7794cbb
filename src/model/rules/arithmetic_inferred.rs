//! Rules about claims that no words make: what the figures of most lines of a table bear out is
//! claimed of all its lines.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// What all of these rules do not see.
const LIMITS: Text = Text {
    id: "Hubungan disimpulkan hanya bila paling sedikit 60 persen baris (atau kolom) yang dapat dinilai \
         memenuhinya, paling sedikit dua yang berbeda dan tidak sepele (bukan nol, bukan satu angka saja), dan \
         peluang kebetulannya di bawah 1 : 1.000 setelah semua kemungkinan yang dicoba diperhitungkan. Angka \
         persen, harga, umur dan sejenisnya tidak dijumlahkan. Tabel yang jenisnya dikenal dinilai dengan \
         aturannya sendiri.",
    en: "A relation is inferred only where at least 60 percent of the rows (or columns) that can be judged bear \
         it out, two different ones at least that say something (no zeros, no single figure), and chance is \
         below 1 in 1,000 after all that was tried is counted. Percentages, prices, ages and their like are not \
         added up. Tables of a known kind are judged by their own rules.",
};

const WHY: Text = Text {
    id: "Tabel dari bidang apa pun menyatakan jumlah dan selisih tanpa menyebutkannya. Sel yang tidak mengikuti \
         hubungan yang berlaku di semua baris lain hampir selalu salah ketik, salah salin, atau rumus yang \
         rentangnya keliru.",
    en: "Tables of any field state sums and differences without saying so. A cell that does not follow what \
         holds in all other rows is nearly always mistyped, wrongly copied, or a formula over the wrong range.",
};

/// The rules of this subject, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "A601",
        name: "inferred-sum-differs",
        severity: Severity::Error,
        title: Text {
            id: "Jumlah atau selisih yang berlaku di baris lain tidak berlaku di sini",
            en: "Sum or difference that holds elsewhere fails here",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, seharusnya {computed}, selisih {difference}; {reason}",
            en: "{column} \"{label}\": stated {stated}, should be {computed}, difference {difference}; {reason}",
        },
        advice: Text {
            id: "Hitung ulang dari sel-sel yang disebut, lalu perbaiki yang keliru.",
            en: "Work it out again from the cells named and mend the one that is wrong.",
        },
        checks: Text {
            id: "Tanpa bergantung pada kata, dicari jumlah, selisih, hasil kali dan jumlah berjalan yang berlaku di \
                 hampir semua baris atau kolom tabel, pada jarak berapa pun; yang tidak memenuhinya dilaporkan.",
            en: "Whatever the words, sums, differences, products and running totals that hold in nearly all rows \
                 or columns of a table are looked for, at any distance; what does not follow them is told.",
        },
        why: WHY,
        passes: concat!(
            "Depot;Red;Green;Blue;Stock\n",
            "Ashford;1204;3350;2881;7435\n",
            "Benton;2210;1187;904;4301\n",
            "Corby;1845;2760;1390;5995\n",
            "Derwent;990;1475;3322;5787\n",
            "Epsom;1633;2018;777;4428\n",
        ),
        fails: concat!(
            "Depot;Red;Green;Blue;Stock\n",
            "Ashford;1204;3350;2881;7435\n",
            "Benton;2210;1187;904;4301\n",
            "Corby;1845;2760;1390;9595\n",
            "Derwent;990;1475;3322;5787\n",
            "Epsom;1633;2018;777;4428\n",
        ),
        limits: LIMITS,
    },
    Rule {
        code: "A602",
        name: "inferred-mean-differs",
        severity: Severity::Error,
        title: Text {
            id: "Rata-rata yang berlaku di baris lain tidak berlaku di sini",
            en: "Mean that holds elsewhere fails here",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, seharusnya {computed}, selisih {difference}; {reason}",
            en: "{column} \"{label}\": stated {stated}, should be {computed}, difference {difference}; {reason}",
        },
        advice: Text {
            id: "Hitung ulang rata-ratanya dari sel-sel yang disebut.",
            en: "Work out the mean again from the cells named.",
        },
        checks: Text {
            id: "Dicari sel yang di hampir semua baris atau kolom merupakan rata-rata sel-sel di sebelahnya, dalam \
                 batas pembulatan yang tertulis.",
            en: "Cells are looked for that in nearly all rows or columns are the mean of the cells beside them, \
                 within the rounding shown.",
        },
        why: WHY,
        passes: concat!(
            "Station;Jan;Feb;Mar;Year\n",
            "Aue;11.4;15.2;20.9;15.83\n",
            "Brunn;9.8;17.7;21.6;16.37\n",
            "Eck;14.1;13.9;25.5;17.83\n",
            "Forst;8.2;12.6;19.9;13.57\n",
            "Hain;10.7;16.1;23.3;16.70\n",
        ),
        fails: concat!(
            "Station;Jan;Feb;Mar;Year\n",
            "Aue;11.4;15.2;20.9;15.83\n",
            "Brunn;9.8;17.7;21.6;16.37\n",
            "Eck;14.1;13.9;25.5;18.73\n",
            "Forst;8.2;12.6;19.9;13.57\n",
            "Hain;10.7;16.1;23.3;16.70\n",
        ),
        limits: LIMITS,
    },
    Rule {
        code: "A603",
        name: "inferred-share-differs",
        severity: Severity::Error,
        title: Text {
            id: "Persentase yang berlaku di baris lain tidak berlaku di sini",
            en: "Percentage that holds elsewhere fails here",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, seharusnya {computed}, selisih {difference}; {reason}",
            en: "{column} \"{label}\": stated {stated}, should be {computed}, difference {difference}; {reason}",
        },
        advice: Text {
            id: "Hitung ulang persentasenya dari dua angka yang disebut.",
            en: "Work out the percentage again from the two figures named.",
        },
        checks: Text {
            id: "Dicari kolom atau baris yang di hampir semua sel merupakan persentase atau perubahan persen dua \
                 angka lain: di baris yang sama, terhadap baris sebelumnya, atau terhadap totalnya.",
            en: "Columns or rows are looked for that in nearly all cells are the percentage or percent change of \
                 two other figures: of the same row, of the row before, or of the total.",
        },
        why: WHY,
        passes: concat!(
            "District;Registered;Voted;Turnout %\n",
            "North;15324;9841;64.2\n",
            "South;12877;8020;62.3\n",
            "East;18450;12177;66.0\n",
            "West;9921;5833;58.8\n",
            "Harbour;14002;9310;66.5\n",
        ),
        fails: concat!(
            "District;Registered;Voted;Turnout %\n",
            "North;15324;9841;64.2\n",
            "South;12877;8020;62.3\n",
            "East;18450;12177;60.6\n",
            "West;9921;5833;58.8\n",
            "Harbour;14002;9310;66.5\n",
        ),
        limits: LIMITS,
    },
    Rule {
        code: "A604",
        name: "inferred-relation-doubtful",
        severity: Severity::Warning,
        title: Text {
            id: "Hubungan yang didukung sedikit baris tidak berlaku di sini",
            en: "Relation that few lines bear out fails here",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, dihitung {computed}, selisih {difference}; {reason}",
            en: "{column} \"{label}\": stated {stated}, computed {computed}, difference {difference}; {reason}",
        },
        advice: Text {
            id: "Periksa apakah sel ini memang dimaksudkan sebagai hasil hitungan tersebut.",
            en: "See whether this cell is meant to be worked out that way.",
        },
        checks: Text {
            id: "Sama seperti aturan A601 sampai A603, tetapi didukung kurang dari tiga baris atau kolom yang \
                 berbeda, atau oleh kurang dari tiga yang berlaku untuk setiap yang gagal, atau angkanya berada di \
                 antara angka-angka yang akan dijumlahkan sehingga mungkin bukan jumlah.",
            en: "As rules A601 to A603, but borne out by fewer than three different rows or columns, or by fewer \
                 than three that hold for each that fails, or where the figure lies among those it would be the \
                 sum of and so may be no sum.",
        },
        why: WHY,
        passes: concat!(
            "Facility;Beds;Admissions\n",
            "Aston;412;18230\n",
            "Bexley;377;15644\n",
            "Colne;208;9120\n",
            "All;997;42994\n",
            "Dunmore;333;12873\n",
        ),
        fails: concat!(
            "Facility;Beds;Wards;Admissions;Visits\n",
            "Aston;412;61;18230;55120\n",
            "Bexley;377;44;15644;48233\n",
            "Colne;208;29;9120;31007\n",
            "Total;997;134;42994;51340\n",
        ),
        limits: LIMITS,
    },
    Rule {
        code: "A619",
        name: "inference-cut-short",
        severity: Severity::Info,
        title: Text {
            id: "Pencarian hubungan antarangka tidak tuntas",
            en: "Search for relations was cut short",
        },
        message: Text {
            id: "Tabel dengan {count} angka ini {reason}",
            en: "The {count} numbers of this table {reason}",
        },
        advice: Text {
            id: "Bagi tabelnya bila hubungan di dalamnya perlu diperiksa.",
            en: "Split the table if what it states within itself is to be checked.",
        },
        checks: Text {
            id: "Setiap perbandingan dihitung; banyaknya sebanding dengan banyaknya angka tabel. Bila jatahnya habis, \
                 hal itu dikatakan. Begitu juga bila \
                 angkanya begitu jarang sehingga tabelnya hampir seluruhnya kosong: hubungannya tidak dicari.",
            en: "Every comparison is counted; their number is in proportion to the numbers of the table. Where the \
                 allowance is used up, it is said. So it is where the numbers are so far strewn that nearly all \
                 of the table is blank: then it is not searched.",
        },
        why: Text {
            id: "Yang tidak diperiksa tidak boleh tampak seperti yang sudah diperiksa.",
            en: "What was not checked must not look as if it had been.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hubungan yang sudah ditemukan sebelum jatah habis tetap dinilai.",
            en: "What was found before the allowance was used up is judged all the same.",
        },
    },
];
