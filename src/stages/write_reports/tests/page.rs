//! The page: whatever a document says is text in it, and nothing else.

use super::*;

fn page() -> String {
    let outputs = write(&report());
    String::from_utf8(output(&outputs, "temuan.html").to_vec()).expect("UTF-8")
}

#[test]
fn hostile_texts_are_inert() {
    let mut report = report();
    for text in HOSTILE {
        let finding = finding("B5").fact("label", text);
        report.findings.push(finding.fact("agency", text));
    }
    let outputs = write(&report);
    let page = String::from_utf8(output(&outputs, "temuan.html").to_vec()).expect("UTF-8");
    assert!(!page.contains("<script>alert"), "a text became an element");
    assert!(page.contains("&lt;script&gt;alert(1)"), "the text is shown");
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("<style").count(), 1);
    for attribute in [" href=", " src=", " style=", " onclick=", "javascript:"] {
        assert!(!page.contains(attribute), "{attribute}");
    }
    assert!(!page.contains('\u{1}') && !page.contains('\u{b}'));
}

#[test]
fn every_finding_that_says_something_is_wrong_is_on_the_page() {
    let report = report();
    let page = page();
    let told = report.findings.iter();
    let n_told = told
        .filter(|finding| finding.severity > Severity::Info || finding.place.is_some())
        .count();
    assert!(n_told > 0);
    assert_eq!(page.matches("<article ").count(), n_told);
}

#[test]
fn the_policy_names_the_hashes_of_what_the_page_holds() {
    let page = page();
    let between = |open: &str, close: &str| {
        let (_, rest) = page.split_once(open).expect(open);
        rest.split_once(close).expect(close).0.to_owned()
    };
    for (held, directive) in [
        (between("<style>", "</style>"), "style-src"),
        (between("<script>", "</script>"), "script-src"),
    ] {
        let hash = crate::stages::write_reports::page::hash(&held);
        let policy = format!("{directive} '{hash}'");
        assert!(page.contains(&policy), "{directive}");
    }
}

#[test]
fn a_report_without_findings_says_so() {
    let report = AuditReport::default();
    let outputs = write(&report);
    let page = String::from_utf8(output(&outputs, "temuan.html").to_vec()).expect("UTF-8");
    assert!(page.contains("Tidak ada temuan."));
}
