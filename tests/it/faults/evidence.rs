//! Every finding can be checked by hand: what it says is computed follows from the numbers that its
//! own JSON gives.

use rust_decimal::{Decimal, RoundingStrategy};
use selaras::model::language::Language;
use selaras::model::report::AuditReport;
use selaras::stages::write_reports::finding_json;
use serde_json::Value;

use super::chance::Chance;
use super::documents::{Case, SHAPES};
use super::sheet::Sheet;
use super::slips::{self, KINDS};

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
        (other, _) => panic!("no way to check {other}"),
    };
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
