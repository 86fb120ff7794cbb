//! Ends processes that are over their time. One thread watches them all.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, Weak};
use std::thread;
use std::time::Instant;

/// Something that can be ended.
pub(super) trait Kill: Send {
    /// Ends it.
    fn kill_now(&mut self);
}

/// Watches what was given to it.
pub(super) struct Watchdog {
    shared: Arc<Shared>,
}

struct Shared {
    watched: Mutex<Watched>,
    changed: Condvar,
}

#[derive(Default)]
struct Watched {
    all: Vec<Weak<dyn Look>>,
    /// When the thread wakes by itself, if it sleeps.
    sleeps_until: Option<Instant>,
    is_over: bool,
}

impl Watched {
    /// Whether the thread sleeps too long for this deadline; waking it for every file would cost a
    /// switch of the processor each time.
    fn sleeps_beyond(&self, deadline: Option<Instant>) -> bool {
        deadline.is_some_and(|at| self.sleeps_until.is_none_or(|until| at < until))
    }
}

/// Watching of one process; it ends when this is dropped.
pub(super) struct Watch {
    killed: Arc<AtomicBool>,
    look: Arc<dyn Look>,
    shared: Arc<Shared>,
}

trait Look: Send + Sync {
    fn deadline(&self) -> Option<Instant>;
    fn set(&self, deadline: Option<Instant>);
    fn kill(&self);
}

struct LookAt<K> {
    target: Arc<Mutex<K>>,
    deadline: Mutex<Option<Instant>>,
    killed: Arc<AtomicBool>,
}

impl<K: Kill> Look for LookAt<K> {
    fn deadline(&self) -> Option<Instant> {
        *self.deadline.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, deadline: Option<Instant>) {
        *self.deadline.lock().unwrap_or_else(PoisonError::into_inner) = deadline;
    }

    fn kill(&self) {
        if !self.killed.swap(true, Ordering::SeqCst) {
            let mut target = self.target.lock().unwrap_or_else(PoisonError::into_inner);
            target.kill_now();
        }
    }
}

impl Watchdog {
    /// Starts the watching thread; it ends when the watchdog is dropped.
    pub(super) fn start() -> std::io::Result<Self> {
        let shared = Arc::new(Shared {
            watched: Mutex::new(Watched::default()),
            changed: Condvar::new(),
        });
        let watching = shared.clone();
        thread::Builder::new()
            .name("watchdog".to_owned())
            .spawn(move || watching.watch())?;
        Ok(Self { shared })
    }

    /// Ends `target` at the deadline unless the watch is dropped before.
    pub(super) fn watch<K: Kill + 'static>(
        &self,
        target: &Arc<Mutex<K>>,
        deadline: Instant,
    ) -> Watch {
        let killed = Arc::new(AtomicBool::new(false));
        let look: Arc<dyn Look> = Arc::new(LookAt {
            target: target.clone(),
            deadline: Mutex::new(Some(deadline)),
            killed: killed.clone(),
        });
        let mut watched = self.shared.lock();
        watched.all.retain(|look| look.strong_count() > 0);
        watched.all.push(Arc::downgrade(&look));
        if watched.sleeps_beyond(Some(deadline)) {
            self.shared.changed.notify_one();
        }
        drop(watched);
        Watch {
            killed,
            look,
            shared: self.shared.clone(),
        }
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.shared.lock().is_over = true;
        self.shared.changed.notify_one();
    }
}

impl Watch {
    /// Sets another deadline, or none for a while.
    pub(super) fn set(&self, deadline: Option<Instant>) {
        // Not in the middle of a look around, which would miss it and sleep on.
        let watched = self.shared.lock();
        self.look.set(deadline);
        if watched.sleeps_beyond(deadline) {
            self.shared.changed.notify_one();
        }
        drop(watched);
    }

    /// Whether the time was over and the process was ended.
    pub(super) fn has_killed(&self) -> bool {
        self.killed.load(Ordering::SeqCst)
    }
}

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, Watched> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watch(&self) {
        let mut watched = self.lock();
        while !watched.is_over {
            let now = Instant::now();
            let looks: Vec<Arc<dyn Look>> = watched.all.iter().filter_map(Weak::upgrade).collect();
            let is_over = |look: &&Arc<dyn Look>| look.deadline().is_some_and(|at| at <= now);
            for look in looks.iter().filter(is_over) {
                look.kill();
            }
            let deadlines = looks.iter().filter_map(|look| look.deadline());
            let next = deadlines.filter(|at| *at > now).min();
            drop(looks);
            watched.sleeps_until = next;
            watched = if let Some(at) = next {
                let pause = at.saturating_duration_since(now);
                let waited = self.changed.wait_timeout(watched, pause);
                waited.unwrap_or_else(PoisonError::into_inner).0
            } else {
                let waited = self.changed.wait(watched);
                waited.unwrap_or_else(PoisonError::into_inner)
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    struct Dog(bool);

    impl Kill for Dog {
        fn kill_now(&mut self) {
            self.0 = true;
        }
    }

    #[test]
    fn only_what_is_over_its_time_is_ended() {
        let watchdog = Watchdog::start().expect("a thread");
        let (late, early) = (
            Arc::new(Mutex::new(Dog(false))),
            Arc::new(Mutex::new(Dog(false))),
        );
        let hour = Instant::now() + Duration::from_hours(1);
        let held = watchdog.watch(&early, hour);
        let over = watchdog.watch(&late, Instant::now());
        while !late.lock().expect("a lock").0 {
            thread::yield_now();
        }
        assert!(over.has_killed());
        assert!(!held.has_killed());
        assert!(!early.lock().expect("a lock").0);
        held.set(None);
        held.set(Some(Instant::now()));
        while !early.lock().expect("a lock").0 {
            thread::yield_now();
        }
        assert!(held.has_killed());
    }
}
