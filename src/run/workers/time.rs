//! The time that one file may take, however many processes try: for reading all in all, for auditing
//! each document; waiting counts for nothing.

use std::time::{Duration, Instant};

use super::watchdog::Watch;
use crate::model::limits::{Limit, Limits};

/// The time of a file.
pub(super) struct Time {
    /// Seconds of computing allowed for reading, and for auditing a document.
    reading: u64,
    auditing: u64,
    watch: Option<Watch>,
    begun: Instant,
    n_attempts: u32,
    /// Time in which nothing was read, as the process audited, or the run was at work or waited.
    paused: Duration,
    /// When the process began to audit the document that is arriving.
    audits_since: Option<Instant>,
}

impl Time {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            reading: limits.get(Limit::Seconds),
            auditing: limits.get(Limit::AuditSeconds),
            watch: None,
            begun: Instant::now(),
            n_attempts: 0,
            paused: Duration::ZERO,
            audits_since: None,
        }
    }

    /// Begins another attempt; gives the seconds of computing that it may take for reading. All
    /// attempts together get little more than the limit: what one takes the next has less, down to a
    /// quarter, since another program may have kept the processors busy.
    pub(super) fn attempt(&mut self) -> u64 {
        self.n_attempts += 1;
        if self.n_attempts == 1 {
            return self.reading;
        }
        let used = self.begun.elapsed().saturating_sub(self.paused).as_secs();
        self.reading.saturating_sub(used).max(self.reading / 4)
    }

    /// A process is at work, and watched.
    pub(super) fn watched_by(&mut self, watch: Watch) {
        self.watch = Some(watch);
    }

    /// The attempt ends; gives whether its process was ended for its time.
    pub(super) fn attempt_ends(&mut self) -> bool {
        self.audit_ends();
        self.watch.take().is_some_and(|watch| watch.has_killed())
    }

    /// When the time for reading is over: far later than the computing time allowed, since other
    /// programs may keep the processors busy, but once for all attempts.
    pub(super) fn until(&self) -> Instant {
        let until = self
            .begun
            .checked_add(patience(self.reading).saturating_add(self.paused));
        until.unwrap_or(self.begun)
    }

    /// Whether it is.
    pub(super) fn is_over(&self) -> bool {
        Instant::now() >= self.until()
    }

    /// Reading begins anew, with all of its time.
    pub(super) fn begin_anew(&mut self) {
        self.begun = Instant::now();
        self.paused = Duration::ZERO;
    }

    /// A document is being audited, for which there is time of its own.
    pub(super) fn audits(&mut self) {
        self.audits_since = Some(Instant::now());
        self.set_watch();
    }

    /// Auditing took no time from reading.
    pub(super) fn audit_ends(&mut self) {
        if let Some(since) = self.audits_since.take() {
            self.paused += since.elapsed();
            self.set_watch();
        }
    }

    /// The process is not at work, or waits, from now on.
    pub(super) fn stops(&self) -> Instant {
        if let Some(watch) = &self.watch {
            watch.set(None);
        }
        Instant::now()
    }

    /// It goes on; what it waited it is given again.
    pub(super) fn goes_on(&mut self, stopped: Instant) {
        let waited = stopped.elapsed();
        self.paused += waited;
        if let Some(since) = &mut self.audits_since {
            *since += waited;
        }
        self.set_watch();
    }

    fn set_watch(&self) {
        if let Some(watch) = &self.watch {
            watch.set(match self.audits_since {
                Some(since) => since.checked_add(patience(self.auditing)),
                None => Some(self.until()),
            });
        }
    }
}

/// How long a process may take by the clock that may compute for so many seconds.
fn patience(seconds: u64) -> Duration {
    Duration::from_secs(seconds.saturating_mul(4).saturating_add(60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_share_their_time_and_auditing_takes_none_of_it() {
        let mut limits = Limits::default();
        limits.set(Limit::Seconds, 8);
        let mut time = Time::new(&limits);
        assert_eq!(time.attempt(), 8);
        let until = time.until();
        time.audits();
        time.audits_since = time
            .audits_since
            .and_then(|since| since.checked_sub(Duration::from_secs(5)));
        time.audit_ends();
        assert!(time.until() >= until + Duration::from_secs(5));
        time.begun = time
            .begun
            .checked_sub(Duration::from_secs(8))
            .expect("a time");
        assert!((4..=5).contains(&time.attempt()));
        time.begun = time
            .begun
            .checked_sub(Duration::from_secs(80))
            .expect("a time");
        assert_eq!(time.attempt(), 2);
        assert!(!time.is_over());
        time.begun = time
            .begun
            .checked_sub(Duration::from_secs(80))
            .expect("a time");
        assert!(time.is_over());
        time.begin_anew();
        assert!(!time.is_over());
    }
}
