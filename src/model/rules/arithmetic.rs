//! Rules about arithmetic inside one document.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this family, sorted by code.
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
            id: "{column} \"{label}\": tertulis {stated}, jumlah rinciannya {computed}, selisih {difference}",
            en: "{column} \"{label}\": stated {stated}, its children add up to {computed}, difference {difference}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
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
            id: "{column} \"{label}\": tertulis {stated}, jumlah baris-barisnya {computed}, selisih {difference}",
            en: "{column} \"{label}\": stated {stated}, its rows add up to {computed}, difference {difference}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
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
            id: "{column} \"{label}\": tertulis {stated}, jumlah kolom-kolomnya {computed}, selisih {difference}",
            en: "{column} \"{label}\": stated {stated}, its columns add up to {computed}, difference {difference}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
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
            id: "{column} \"{label}\": tertulis {stated}, rata-ratanya {computed}, selisih {difference}",
            en: "{column} \"{label}\": stated {stated}, the mean is {computed}, difference {difference}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
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
            id: "{column} \"{label}\": tertulis {stated}; dengan {computed} semua {count} hitungan yang memakainya menjadi cocok, selisih {difference}",
            en: "{column} \"{label}\": stated {stated}; with {computed} all {count} claims that use it would hold, difference {difference}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
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
            id: "{column} \"{label}\": tertulis {stated}, tetapi tidak ada satu pun angka di atasnya dalam kolom ini",
            en: "{column} \"{label}\": stated {stated}, but no number stands above it in this column",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "A201",
        name: "difference-differs",
        severity: Severity::Error,
        title: Text {
            id: "Selisih atau sisa salah",
            en: "Difference or remainder is wrong",
        },
        message: Text {
            id: "{column} \"{label}\": tertulis {stated}, seharusnya {computed}, selisih {difference}",
            en: "{column} \"{label}\": stated {stated}, should be {computed}, difference {difference}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
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
            id: "{column} \"{label}\": tertulis {stated}, hasil kalinya {computed}, selisih {difference}",
            en: "{column} \"{label}\": stated {stated}, the product is {computed}, difference {difference}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
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
            id: "{column} \"{label}\": tertulis {stated}, seharusnya sama dengan {computed}, selisih {difference}",
            en: "{column} \"{label}\": stated {stated}, should equal {computed}, difference {difference}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
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
            id: "{column} \"{label}\": tertulis {stated}, hasil pembagiannya {computed}, selisih {difference}",
            en: "{column} \"{label}\": stated {stated}, the division gives {computed}, difference {difference}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
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
            id: "{column} \"{label}\": tertulis {stated}, perubahannya {computed} persen, selisih {difference}",
            en: "{column} \"{label}\": stated {stated}, the change is {computed} percent, difference {difference}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
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
            id: "{column} \"{label}\": tertulis {stated}, melebihi batasnya {computed} sebesar {difference}",
            en: "{column} \"{label}\": stated {stated}, exceeds its limit {computed} by {difference}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
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
            id: "{column} \"{label}\": realisasi {stated} melebihi pagu {computed} sebesar {difference}",
            en: "{column} \"{label}\": spending {stated} exceeds the ceiling {computed} by {difference}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
];
