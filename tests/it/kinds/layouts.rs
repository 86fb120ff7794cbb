//! Documents of every kind in other people's layouts. `KINDS_LAYOUTS=100 cargo test kinds::layouts --
//! --nocapture` tries more and tells the figures and causes, kind by kind.

use super::forms;
use crate::chance::Chance;
use crate::layouts::{check_many, show};

#[test]
fn kinds_are_read_in_any_layout() {
    let asked = std::env::var("KINDS_LAYOUTS").ok();
    let asked = asked.and_then(|asked| asked.parse::<u64>().ok());
    for (nth, form) in (0..).zip(forms()) {
        let sample = form(&mut Chance::new(nth));
        let only = std::env::var("KIND").ok();
        if only.is_some_and(|only| only != sample.name) {
            continue;
        }
        if let Ok(asked) = std::env::var("LAYOUT") {
            show(&sample.document, asked.parse().expect("a seed"));
            continue;
        }
        let Some(n_layouts) = asked else {
            let score = check_many(&sample.document, nth..=nth);
            assert_eq!(score.n_same, 1, "{}: {}", sample.name, score.report());
            continue;
        };
        println!(
            "{}: {}",
            sample.name,
            check_many(&sample.document, 0..n_layouts).report()
        );
    }
}
