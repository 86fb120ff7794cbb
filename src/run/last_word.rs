//! Comes in: a run that is about to place its outputs, and a signal that wants it to end. Goes out:
//! one of them, which alone tells the ledger how the run ended. A run that has begun to place is let
//! finish, since that takes moments; one that was told to end before never begins.

use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;
use std::time::Duration;

const OPEN: u8 = 0;
const RUNS: u8 = 1;
const SIGNALS: u8 = 2;

/// Who may tell how a run ended: the first who asks.
#[derive(Debug, Default)]
pub struct LastWord(AtomicU8);

impl LastWord {
    /// Takes the last word for the run. Where a signal has it, this never returns: the process is
    /// about to end.
    pub fn is_the_runs(&self) {
        if self.take(RUNS) == SIGNALS {
            loop {
                thread::park();
            }
        }
    }

    /// Takes the last word for a signal and says whether it has it. Where the run has it, this
    /// gives the run that long to end the process by itself.
    pub fn is_a_signals(&self, patience: Duration) -> bool {
        let is_mine = self.take(SIGNALS) == SIGNALS;
        if !is_mine {
            thread::sleep(patience);
        }
        is_mine
    }

    fn take(&self, wanted: u8) -> u8 {
        match self
            .0
            .compare_exchange(OPEN, wanted, Ordering::AcqRel, Ordering::Acquire)
        {
            Ok(_) => wanted,
            Err(taken) => taken,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn the_first_who_asks_has_it() {
        let word = LastWord::default();
        assert!(word.is_a_signals(Duration::from_mins(1)));
        assert_eq!(word.take(RUNS), SIGNALS);
        let word = LastWord::default();
        word.is_the_runs();
        word.is_the_runs();
        let since = Instant::now();
        assert!(!word.is_a_signals(Duration::from_millis(20)));
        assert!(since.elapsed() >= Duration::from_millis(20));
    }
}
