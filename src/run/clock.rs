//! Goes out: the time of day and how long something took. The only place that knows the time; it
//! goes into the manifest and into nothing else, so that equal inputs give equal reports.

use std::time::{Duration, Instant};

use chrono::{Datelike, Local, SecondsFormat, Utc};

use crate::model::date::Date;

/// The present moment in UTC, as `2023-12-31T23:59:59Z`.
pub fn now_utc() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Today, where the program runs.
pub fn today() -> Date {
    let now = Local::now();
    let year = u32::try_from(now.year()).unwrap_or(0);
    // A clock that is centuries off ends every waiver.
    Date::new(year, now.month(), now.day()).unwrap_or(Date::LAST)
}

/// A running stopwatch.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// Time since the start.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    /// Milliseconds since the start.
    pub fn millis(&self) -> u64 {
        u64::try_from(self.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Microseconds since the start.
    pub fn micros(&self) -> u64 {
        u64::try_from(self.elapsed().as_micros()).unwrap_or(u64::MAX)
    }
}
