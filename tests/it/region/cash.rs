//! Cash plans: what they spread over the year is the ceiling of the budget that they spread, line by line.

use super::small::{BUDGET, check, dpa, run, tree};

const AGENCY: &str = "DINAS CONTOH SATU";

/// A cash plan by quarters whose quarters add up to these ceilings, in thousands.
fn plan(title: &str, ceilings: [u32; 5]) -> String {
    let rupiah = |thousands: u32| match thousands {
        0 => "0".to_owned(),
        _ => format!("{thousands}.000"),
    };
    let rows = ceilings.map(|all| {
        let (first, rest) = (all / 4, all - all / 4 * 3);
        let [first, rest, all] = [first, rest, all].map(rupiah);
        format!("{first};{first};{first};{rest};{all}")
    });
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let header = "Triwulan I;Triwulan II;Triwulan III;Triwulan IV;Jumlah";
    tree(title, AGENCY, header, &rows)
}

fn shift(before: [&str; 5], after: [&str; 5]) -> String {
    let thousands = |text: &str| -> i32 {
        let text = text.trim_end_matches(".000");
        text.parse().expect("thousands")
    };
    let rows = before.iter().zip(after).map(|(before, after)| {
        let more = match thousands(after) - thousands(before) {
            0 => "0".to_owned(),
            more if more < 0 => format!("({}.000)", -more),
            more => format!("{more}.000"),
        };
        format!("{before};{after};{more}")
    });
    let rows: Vec<String> = rows.collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let header = "Anggaran Sebelum Perubahan;Anggaran Sesudah Perubahan;Bertambah / (Berkurang)";
    let title = "DOKUMEN PELAKSANAAN PERUBAHAN ANGGARAN (DPPA-SKPD)";
    tree(title, AGENCY, header, &rows)
}

const PLAN: &str = "ANGGARAN KAS BELANJA";

#[test]
fn a_cash_plan_spreads_the_ceilings_of_the_budget() {
    let budget = dpa(AGENCY, BUDGET);
    let right = plan(PLAN, [600, 600, 100, 200, 300]);
    check(
        &run(&[("a/DPA.csv", &budget), ("a/Anggaran Kas.csv", &right)]),
        &[],
    );
    // Its own months and sums are right: only the budget tells.
    let wrong = plan(PLAN, [624, 624, 100, 224, 300]);
    let result = run(&[("a/DPA.csv", &budget), ("a/Anggaran Kas.csv", &wrong)]);
    check(&result, &["C101 a/Anggaran Kas.csv"]);
    let place = result.report.findings.iter().find_map(|finding| {
        let place = finding.place.as_ref().filter(|_| finding.code == "C101")?;
        Some(place.cell.to_string())
    });
    assert_eq!(place.as_deref(), Some("G9"));
}

#[test]
fn a_cash_plan_may_be_of_any_state_of_the_budget_unless_its_words_tell() {
    let budget = dpa(AGENCY, BUDGET);
    let later = ["640.000", "640.000", "140.000", "160.000", "340.000"];
    let changed = shift(BUDGET, later);
    let with = |plan: &str| {
        run(&[
            ("a/DPA.csv", &budget),
            ("a/DPPA.csv", &changed),
            ("a/Anggaran Kas.csv", plan),
        ])
    };
    let first = [600, 600, 100, 200, 300];
    let second = [640, 640, 140, 160, 340];
    check(&with(&plan(PLAN, first)), &[]);
    check(&with(&plan(PLAN, second)), &[]);
    let title = "ANGGARAN KAS PERUBAHAN";
    check(&with(&plan(title, second)), &[]);
    check(&with(&plan(title, first)), &["C107 a/Anggaran Kas.csv"]);
}
