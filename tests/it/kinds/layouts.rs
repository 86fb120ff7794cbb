//! Documents of every kind in other people's layouts. `KINDS_LAYOUTS=500 cargo test kinds::layouts --
//! --nocapture` tries more and tells the figures and causes, kind by kind; with `KIND` for one kind,
//! with `LAYOUT` one layout is shown.

use super::sheets::laid_out_forms;
use crate::chance::Chance;
use crate::layouts::{FLOOR, check_many, show};

/// Layouts of each kind that are tried unless more are asked for; no two kinds have the same.
const FEW: u64 = 8;

#[test]
fn kinds_are_read_in_any_layout() {
    let asked = std::env::var("KINDS_LAYOUTS").ok();
    let asked = asked.and_then(|asked| asked.parse::<u64>().ok());
    let (mut n_tried, mut n_same) = (0, 0);
    for (nth, form) in (0..).zip(laid_out_forms()) {
        let sample = form(&mut Chance::new(nth));
        let only = std::env::var("KIND").ok();
        if only.is_some_and(|only| only != sample.name) {
            continue;
        }
        if let Ok(asked) = std::env::var("LAYOUT") {
            show(&sample.document, asked.parse().expect("a seed"));
            continue;
        }
        let seeds = asked.map_or(nth * FEW..(nth + 1) * FEW, |n_layouts| 0..n_layouts);
        let score = check_many(&sample.document, seeds);
        if asked.is_some() {
            println!("{}: {}", sample.name, score.report());
        }
        // What is read otherwise than it was meant is told, and never an error.
        let is_well = score.n_false_alarms == 0 && score.untold.is_empty();
        assert!(is_well, "{}: {}", sample.name, score.report());
        let is_enough = asked.is_none() || score.n_same * 100 >= score.n_tried * FLOOR;
        assert!(is_enough, "{}: {}", sample.name, score.report());
        (n_tried, n_same) = (n_tried + score.n_tried, n_same + score.n_same);
    }
    assert!(n_same * 100 >= n_tried * FLOOR, "{n_same} of {n_tried}");
}
