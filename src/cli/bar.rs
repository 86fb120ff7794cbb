//! Comes in: how far a run has come. Goes to stderr: a progress bar, on a terminal only.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::console::{Console, clean};
use crate::model::language::Language;
use crate::run::progress::{Progress, Unwatched};

/// The watcher that the console asks for.
pub(super) fn watcher(console: &Console) -> Box<dyn Progress> {
    if console.progress {
        Box::new(Bar {
            drawn: ProgressBar::no_length(),
            language: console.language,
            n_files: AtomicUsize::new(0),
            n_done: AtomicUsize::new(0),
        })
    } else {
        Box::new(Unwatched)
    }
}

struct Bar {
    drawn: ProgressBar,
    language: Language,
    n_files: AtomicUsize,
    n_done: AtomicUsize,
}

impl Bar {
    fn spin(&self, id: &'static str, en: &'static str) {
        self.drawn.set_style(ProgressStyle::default_spinner());
        self.drawn.set_message(self.language.pick(id, en));
        self.drawn.enable_steady_tick(Duration::from_millis(100));
    }
}

impl Progress for Bar {
    fn discovering(&self) {
        self.spin("mencari berkas", "looking for files");
    }

    fn begin(&self, n_files: usize, n_bytes: u64) {
        self.drawn.disable_steady_tick();
        // By bytes, since files differ a thousandfold: what is left takes about as long as what is done
        // took for each byte. A template that is wrong leaves the default bar.
        let template = self.language.pick(
            "{bar:30} {prefix} {elapsed}, sisa kira-kira {eta} {wide_msg}",
            "{bar:30} {prefix} {elapsed}, about {eta} left {wide_msg}",
        );
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.drawn.set_style(style);
        }
        self.n_files.store(n_files, Ordering::Relaxed);
        self.drawn.set_prefix(format!("0/{n_files}"));
        self.drawn.set_message("");
        self.drawn.set_length(n_bytes);
        self.drawn.set_position(0);
        self.drawn.reset_eta();
    }

    fn file_done(&self, path: &str, n_bytes: u64) {
        let done = self.n_done.fetch_add(1, Ordering::Relaxed) + 1;
        let all = self.n_files.load(Ordering::Relaxed);
        self.drawn.set_prefix(format!("{done}/{all}"));
        self.drawn.set_message(clean(path));
        self.drawn.inc(n_bytes);
    }

    fn comparing(&self) {
        self.spin("membandingkan dokumen", "comparing documents");
    }

    fn writing(&self) {
        self.spin("menulis keluaran", "writing outputs");
    }

    fn end(&self) {
        self.drawn.finish_and_clear();
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.drawn.finish_and_clear();
    }
}
