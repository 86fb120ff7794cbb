//! Comes in: work that may panic. Goes out: its result, or the words of the panic. Keeps the
//! default report of such a panic off the terminal, since it becomes a finding.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static LOCATION: RefCell<Option<String>> = const { RefCell::new(None) };
}

static HOOK: Once = Once::new();

/// Does the work; a panic in it becomes its message with the place in the program.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    HOOK.call_once(install_hook);
    let before = GUARDED.replace(true);
    // What the work had half built is dropped with it, so no broken state can be seen.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    result.map_err(|payload| {
        let words = words(payload.as_ref());
        match LOCATION.take() {
            Some(location) => format!("{words} ({location})"),
            None => words,
        }
    })
}

fn install_hook() {
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if GUARDED.get() {
            LOCATION.set(info.location().map(ToString::to_string));
        } else {
            default(info);
        }
    }));
}

fn words(payload: &(dyn Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "panic".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_words() {
        assert_eq!(guarded(|| 1), Ok(1));
        let words = guarded(|| -> u8 { panic!("out of order {}", 7) }).expect_err("a panic");
        assert!(
            words.starts_with("out of order 7 (src/run/guard.rs:"),
            "{words}"
        );
    }
}
