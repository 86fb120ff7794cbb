//! Signals: a run that is told to end keeps a record of it and ends at once. That is safe at any
//! moment, since outputs change places in one step and the next run puts right what is left over.

use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
use signal_hook::iterator::Signals;

use super::console::talk;
use crate::model::language::Language;
use crate::run::consolidation::tell_interrupted;
use crate::run::gate::EXIT_FAILED;
use crate::run::last_word::LastWord;

/// How long a run that already places its outputs may take to finish. An operator gives up on a
/// process after five seconds.
const PATIENCE: Duration = Duration::from_secs(3);

/// Makes a file that grows beyond what the user may write an error of that write, not the end of the
/// program; and keeps the program from leaving its memory, documents and all, on the disk.
pub(super) fn settle() {
    if let Err(error) = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))) {
        tracing::debug!(%error, "the signal of files that are too large stays deadly");
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        if let Err(error) = setrlimit(Resource::Core, none) {
            tracing::debug!(%error, "core dumps stay as the system has them");
        }
    }
}

/// From now on SIGTERM, SIGINT and SIGHUP end the run that writes there, with a word on stderr and a
/// row in its ledger.
pub(super) fn end_a_run_cleanly(
    output: PathBuf,
    started: String,
    last_word: Arc<LastWord>,
    language: Language,
) {
    let mut signals = match Signals::new([SIGTERM, SIGINT, SIGHUP]) {
        Ok(signals) => signals,
        Err(error) => return tracing::warn!(%error, "signals end the program without a record"),
    };
    let spawned = thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            if let Some(signal) = signals.forever().next() {
                let ledger = last_word.is_a_signals(PATIENCE).then_some(&*output);
                end(signal, ledger, &started, language);
            }
        });
    if let Err(error) = spawned {
        tracing::warn!(%error, "signals end the program without a record");
    }
}

/// Ends the program. A run that already placed its outputs has told its ledger itself, or will be
/// understood from what it placed.
fn end(signal: i32, ledger: Option<&Path>, started: &str, language: Language) -> ! {
    let name = match signal {
        SIGTERM => "SIGTERM",
        SIGINT => "SIGINT",
        _ => "SIGHUP",
    };
    let reason = match language {
        Language::Id => format!("dihentikan dari luar ({name})"),
        Language::En => format!("stopped from outside ({name})"),
    };
    tracing::warn!(signal = name, "the run was stopped");
    if let Some(output) = ledger {
        tell_interrupted(output, started, &reason);
    }
    talk(&match language {
        Language::Id => format!(
            "selaras: {reason}\n  -> keluaran sebelumnya utuh; jalankan lagi untuk menyelesaikannya\n"
        ),
        Language::En => {
            format!("selaras: {reason}\n  -> the previous output is whole; run again to finish\n")
        }
    });
    // What else is under way may be stopped at any point; reader processes end with this one.
    let _ = io::Write::flush(&mut io::stderr());
    process::exit(EXIT_FAILED.into())
}
