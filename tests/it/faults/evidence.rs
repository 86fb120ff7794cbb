//! Every finding can be checked by hand: what it says is computed follows from the numbers that its
//! own JSON gives.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::{Decimal, RoundingStrategy};
use selaras::model::language::Language;
use selaras::model::report::AuditReport;
use selaras::run::chain::AuditResult;
use selaras::stages::write_reports::finding_json;
use serde_json::Value;

use super::documents::{Case, SHAPES};
use super::sheet::Sheet;
use super::slips::{self, KINDS};
use crate::chance::Chance;
use crate::support::{audit_csv, audit_path, project};

#[test]
fn every_finding_follows_from_its_own_evidence() {
    let report = AuditReport::default();
    let mut n_checked = 0;
    for (nth, &kind) in (0..).zip(KINDS) {
        for &shape in SHAPES {
            let mut chance = Chance::new(nth * 37 + shape as u64);
            let mut case = Case::new(shape, &mut chance);
            if slips::inject(&mut case, kind, &[], &mut chance).is_none() {
                continue;
            }
            let said = Sheet::of_case(&case, super::typed(&mut chance)).audit();
            for finding in said
                .findings
                .iter()
                .filter(|finding| finding.operation.is_some())
            {
                let json = finding_json(finding, &report, Language::En);
                assert!(follows(&json), "{shape:?} {kind:?}: {json:#}");
                n_checked += 1;
            }
        }
    }
    assert!(n_checked > 50, "{n_checked}");
}

/// Sheets with one wrong cell each, for operations that the generated documents do not have.
const SHEETS: &[&str] = &[
    // net
    "REGISTER PEMBAYARAN;;;;;\nNo;Uraian;Bruto;PPN;PPh;Neto\n\
     1;Tagihan 1;12.345.600;1.223.438;182.603;10.939.559\n2;Tagihan 2;48.100.250;4.766.691;711.446;42.622.113\n\
     3;Tagihan 3;7.200.900;713.602;106.507;6.380.791\n4;Tagihan 4;33.333.300;3.303.300;493.030;29.536.970\n",
    // equal
    "RINCIAN HONORARIUM;;;\nNo;Uraian;Rincian Perhitungan;Jumlah (Rp)\n\
     1;Panitia;12 Orang x 3 Bulan x Rp 150.000;5.400.000\n2;Narasumber;4 Orang x 2 Hari x Rp 900.000;7.200.000\n\
     3;Peserta;30 Orang x 2 Hari x Rp 110.000;6.660.000\n",
    // formula, a factor of it wrong
    "RINCIAN BELANJA;;;;;;\nNo;Uraian;Volume;Satuan;Harga Satuan (Rp);PPN (Rp);Jumlah (Rp)\n\
     1;Alat tulis;12;paket;1.250.000;1.650.000;16.650.000\n2;Rapat;400;kotak;35.000;1.450.000;15.540.000\n\
     3;Sewa;6;unit;4.500.000;2.970.000;29.970.000\n;Jumlah;;;;6.160.000;62.160.000\n",
    // change
    "CAPAIAN;;;;\nNo;Indikator;Tahun 2021;Tahun 2022;Perubahan (%)\n1;2;3;4;5 = (4-3)/3*100%\n\
     1;Izin terbit;120;150;25,00\n2;Arsip tertata;400;380;-5,00\n3;Data terbit;250;310;42,00\n",
    // taxed product
    "RINCIAN BELANJA SUB KEGIATAN;;;;;;\nDinas Contoh Tahun Anggaran 2024;;;;;;\n\
     Kode Rekening;Uraian;Koefisien;Satuan;Harga Satuan;PPN;Jumlah\n\
     5.1.02.01.01.0024;Kertas HVS;120;Rim;55.000;11;7.326.000\n\
     5.1.02.01.01.0025;Tinta printer;35;Botol;98.000;11;3.807.300\n\
     5.1.02.01.01.0026;Map arsip;400;Buah;4.500;11;1.989.000\n\
     5.1.02.01.01.0027;Ordner;60;Buah;38.500;11;2.564.100\n",
    // mean
    "NILAI SURVEI;;;;;\nNo;Unsur;Loket 1;Loket 2;Loket 3;Rata-rata\n1;2;3;4;5;6 = rata-rata (3,4,5)\n\
     1;Persyaratan;3,10;3,40;3,25;3,25\n2;Prosedur;3,02;3,30;3,19;3,71\n3;Waktu;2,90;3,05;2,75;2,90\n",
];

/// Every operation that a claim may be made of is checked here.
#[test]
fn findings_of_every_operation_follow_from_their_evidence() {
    let folder = project("tests/golden/salah");
    let mut results: Vec<AuditResult> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| audit_path(&entry.expect("an entry").path()))
        .collect();
    results.extend(SHEETS.iter().map(|text| audit_csv(text)));
    let mut operations: BTreeSet<&str> = BTreeSet::new();
    for result in &results {
        for finding in &result.report.findings {
            let Some(operation) = finding.operation else {
                continue;
            };
            let json = finding_json(finding, &result.report, Language::En);
            assert!(follows(&json), "{json:#}");
            operations.insert(operation.name());
        }
    }
    let wanted = [
        "at-most",
        "change",
        "count",
        "difference",
        "equal",
        "formula",
        "mean",
        "net",
        "product",
        "share",
        "sum",
        "taxed-product",
    ];
    for operation in wanted {
        assert!(
            operations.contains(operation),
            "{operation}: {operations:?}"
        );
    }
}

fn number(value: &Value) -> Option<Decimal> {
    value.as_str()?.parse().ok()
}

/// Whether a finding's computed value makes its claim hold, by the roles and values of its evidence.
fn follows(finding: &Value) -> bool {
    let Some(computed) = number(&finding["computed"]) else {
        // Where no one cell is wrong, there is no value to check.
        return finding["causes"].as_array().is_some_and(Vec::is_empty);
    };
    let related = finding["related"].as_array().expect("a list");
    let of = |role: &str| -> Vec<Decimal> {
        let those = related.iter().filter(|related| related["role"] == role);
        those
            .filter_map(|related| number(&related["value"]))
            .collect()
    };
    let sum = |numbers: &[Decimal]| numbers.iter().sum::<Decimal>();
    let total = of("total").first().copied();
    let made = match (finding["operation"].as_str().expect("an operation"), total) {
        ("sum", None) => sum(&of("addend")),
        ("sum", Some(total)) => total - sum(&of("addend")),
        ("difference", None) => of("minuend")[0] - sum(&of("subtrahend")),
        ("difference", Some(total)) => match of("minuend").first() {
            Some(minuend) => minuend - total - sum(&of("subtrahend")),
            None => total + sum(&of("subtrahend")),
        },
        ("product", None) => of("factor").iter().product(),
        ("product", Some(total)) => total / of("factor").iter().product::<Decimal>(),
        ("share", None) => of("part")[0] / of("whole")[0] * Decimal::ONE_HUNDRED,
        ("change", None) => {
            (of("later")[0] - of("earlier")[0]) / of("earlier")[0] * Decimal::ONE_HUNDRED
        }
        ("at-most", None) => of("limit")[0],
        ("equal", None) => of("counterpart")[0],
        ("equal", Some(total)) => total,
        ("mean", None) => sum(&of("addend")) / Decimal::from(of("addend").len()),
        ("count", None) => {
            let counted = related.iter().filter(|other| other["role"] == "counted");
            Decimal::from(counted.count())
        }
        ("net", None) => sum(&of("addend")) - sum(&of("subtrahend")),
        ("net", Some(total)) => {
            // The cell is one of those added, or one of those taken off.
            let as_addend = total - sum(&of("addend")) + sum(&of("subtrahend"));
            let as_subtrahend = sum(&of("addend")) - sum(&of("subtrahend")) - total;
            if as_addend == computed {
                as_addend
            } else {
                as_subtrahend
            }
        }
        ("taxed-product", None) => {
            let factors = of("factor");
            let (tax, prices) = factors.split_last().expect("a tax");
            let percent = (Decimal::ONE_HUNDRED + tax) / Decimal::ONE_HUNDRED;
            prices.iter().product::<Decimal>() * percent
        }
        ("formula", total) => {
            let mut cells: BTreeMap<&str, Decimal> = BTreeMap::new();
            for other in related {
                cells.extend(number(&other["value"]).map(|value| (text(&other["cell"]), value)));
            }
            cells.insert(text(&finding["cell"]), computed);
            let made = Calculation::of(text(&finding["formula"]), &cells);
            match total {
                None => made,
                Some(total) => return made == total,
            }
        }
        (other, _) => panic!("no way to check {other}"),
    };
    // Whole rupiah are rounded up or down from sen.
    let is_product = matches!(
        finding["operation"].as_str(),
        Some("product" | "taxed-product")
    );
    if is_product && computed.fract().is_zero() && (made - computed).abs() < Decimal::ONE {
        return true;
    }
    let shown = computed.scale().max(
        if finding["operation"] == "share" || finding["operation"] == "change" {
            2
        } else {
            0
        },
    );
    made.round_dp_with_strategy(shown, RoundingStrategy::MidpointAwayFromZero)
        .normalize()
        == computed.normalize()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// A formula as the JSON writes it, worked out by hand: numbers, cells, four signs and brackets.
struct Calculation<'a> {
    rest: &'a str,
    cells: &'a BTreeMap<&'a str, Decimal>,
}

impl<'a> Calculation<'a> {
    fn of(formula: &'a str, cells: &'a BTreeMap<&'a str, Decimal>) -> Decimal {
        let rest = formula;
        let mut calculation = Self { rest, cells };
        let made = calculation.sum();
        assert!(calculation.rest.trim().is_empty(), "{formula}");
        made
    }

    fn sign(&mut self, signs: [char; 2]) -> Option<char> {
        let sign = self.rest.trim_start().chars().next()?;
        signs.contains(&sign).then(|| {
            self.rest = &self.rest.trim_start()[1..];
            sign
        })
    }

    fn sum(&mut self) -> Decimal {
        let mut made = self.product();
        while let Some(sign) = self.sign(['+', '-']) {
            let other = self.product();
            made += if sign == '+' { other } else { -other };
        }
        made
    }

    fn product(&mut self) -> Decimal {
        let mut made = self.atom();
        while let Some(sign) = self.sign(['*', '/']) {
            let other = self.atom();
            made = if sign == '*' {
                made * other
            } else {
                made / other
            };
        }
        made
    }

    fn atom(&mut self) -> Decimal {
        self.rest = self.rest.trim_start();
        if self.sign(['(', '(']).is_some() {
            let made = self.sum();
            assert_eq!(self.sign([')', ')']), Some(')'));
            return made;
        }
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric());
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        let cell = self.cells.get(word).copied();
        cell.unwrap_or_else(|| word.parse().expect("a number or a cell"))
    }
}
