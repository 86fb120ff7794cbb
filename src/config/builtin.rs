//! The profiles and reconciliations that come with the program, for audits without a pipeline.

use super::pipeline::{Agreement, Reconcile, ScopeName};

/// Name and TOML text of every profile in `pipelines/profiles`; a test compares it with the folder.
pub fn profiles() -> &'static [(&'static str, &'static str)] {
    macro_rules! built_in {
        ($($name:literal),* $(,)?) => {
            &[$(($name, include_str!(concat!("../../pipelines/profiles/", $name, ".toml")))),*]
        };
    }
    built_in![
        "alokasi-anggaran",
        "anggaran-belanja",
        "anggaran-kas",
        "anggaran-rekening",
        "efisiensi-anggaran",
        "efisiensi-kinerja",
        "evaluasi-akuntabilitas",
        "evaluasi-renja",
        "jumlah-pegawai",
        "kinerja",
        "laporan-arus-kas",
        "laporan-operasional",
        "laporan-perubahan-ekuitas",
        "laporan-perubahan-sal",
        "neraca",
        "neraca-aset",
        "nominatif-pegawai",
        "pendapatan",
        "pergeseran-anggaran",
        "perjanjian-kinerja",
        "perubahan-anggaran",
        "realisasi-dokumen",
        "realisasi-kelompok-belanja",
        "realisasi-rekening",
        "realisasi-sub-kegiatan",
        "rekap-anggaran",
        "renja",
        "renstra",
        "rincian-belanja",
        "ringkasan-realisasi",
        "rkpd",
        "umum",
    ]
}

/// What is compared between the tables of one document when no pipeline says.
pub fn reconciliations() -> Vec<Reconcile> {
    let rule = |name: &str, rule: &str, quantity: &str, scope, kinds: &[&str]| Reconcile {
        name: name.into(),
        rule: rule.into(),
        quantity: quantity.into(),
        scope,
        kinds: kinds.iter().map(|&kind| kind.into()).collect(),
        operation: Agreement::Equal,
    };
    let chain = &[
        "renja",
        "perubahan-anggaran",
        "perjanjian-kinerja",
        "realisasi-sub-kegiatan",
        "realisasi-rekening",
        "ringkasan-realisasi",
        "efisiensi-anggaran",
    ];
    let counts = &[
        "efisiensi-anggaran",
        "perubahan-anggaran",
        "realisasi-sub-kegiatan",
    ];
    vec![
        rule(
            "pagu",
            "C101",
            "pagu",
            ScopeName::Node,
            &["renja", "realisasi-sub-kegiatan"],
        ),
        rule("total pagu", "C102", "pagu", ScopeName::Total, chain),
        rule(
            "total realisasi",
            "C102",
            "realisasi",
            ScopeName::Total,
            chain,
        ),
        rule(
            "target pendapatan",
            "C102",
            "target-pendapatan",
            ScopeName::Total,
            &["perubahan-anggaran", "pendapatan"],
        ),
        rule(
            "jumlah program",
            "C103",
            "count:program",
            ScopeName::Total,
            counts,
        ),
        rule(
            "jumlah kegiatan",
            "C103",
            "count:kegiatan",
            ScopeName::Total,
            counts,
        ),
        rule(
            "jumlah sub kegiatan",
            "C103",
            "count:sub kegiatan",
            ScopeName::Total,
            counts,
        ),
        // What was promised comes before what is told of it.
        rule(
            "target indikator",
            "C104",
            "target",
            ScopeName::Indicator,
            &["perjanjian-kinerja", "kinerja", "renja"],
        ),
        rule(
            "target akhir indikator",
            "C104",
            "target-akhir",
            ScopeName::Indicator,
            &["perjanjian-kinerja", "kinerja"],
        ),
        rule(
            "realisasi indikator",
            "C104",
            "realisasi",
            ScopeName::Indicator,
            &["kinerja"],
        ),
    ]
}
