//! How long the program takes to start, against a program that does nothing, and how large it is.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::bounds::tell;

/// Starts of each program in a round.
const STARTS: usize = 20;
/// Most milliseconds that starting may take beyond a program that does nothing.
const MOST_MILLISECONDS: f64 = 10.0;
/// Most megabytes of the program, stripped.
const MOST_MEGABYTES: f64 = 60.0;

/// Measures and judges.
pub(crate) fn measure(n_rounds: usize) -> bool {
    let selaras = env!("CARGO_BIN_EXE_selaras");
    let mut took = [Vec::new(), Vec::new()];
    for _ in 0..n_rounds * STARTS {
        for (took, program) in took.iter_mut().zip(["/bin/true", selaras]) {
            let start = Instant::now();
            let status = Command::new(program)
                .arg("--version")
                .stdout(Stdio::null())
                .status();
            assert!(status.expect("a start").success());
            took.push(start.elapsed().as_secs_f64() * 1_000.0);
        }
    }
    let [nothing, program] = took.map(|mut took| {
        took.sort_by(f64::total_cmp);
        took[took.len() / 2]
    });
    println!("/bin/true {nothing:.2} ms, selaras --version {program:.2} ms");
    let size = fs::metadata(selaras).expect("the program").len();
    let megabytes = f64::from(u32::try_from(size / 1_000).unwrap_or(u32::MAX)) / 1_000.0;
    let is_quick = tell(
        "milliseconds that starting takes beyond /bin/true",
        program - nothing,
        MOST_MILLISECONDS,
    );
    tell("megabytes of the program", megabytes, MOST_MEGABYTES) && is_quick
}
