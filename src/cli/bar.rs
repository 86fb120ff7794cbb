//! Comes in: how far a run has come. Goes to stderr: a progress bar, on a terminal only.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::console::{Console, clean};
use crate::model::language::Language;
use crate::run::progress::{Progress, Unwatched};

/// The watcher that the console asks for.
pub(super) fn watcher(console: &Console) -> Box<dyn Progress> {
    if console.progress {
        Box::new(Bar {
            bar: ProgressBar::no_length(),
            language: console.language,
        })
    } else {
        Box::new(Unwatched)
    }
}

struct Bar {
    bar: ProgressBar,
    language: Language,
}

impl Bar {
    fn spin(&self, id: &'static str, en: &'static str) {
        self.bar.set_style(ProgressStyle::default_spinner());
        self.bar.set_message(self.language.pick(id, en));
        self.bar.enable_steady_tick(Duration::from_millis(100));
    }
}

impl Progress for Bar {
    fn discovering(&self) {
        self.spin("mencari berkas", "looking for files");
    }

    fn begin(&self, n_documents: usize) {
        self.bar.disable_steady_tick();
        // A template that is wrong leaves the default bar.
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {wide_msg}")
        {
            self.bar.set_style(style);
        }
        self.bar.set_message("");
        self.bar
            .set_length(u64::try_from(n_documents).unwrap_or(u64::MAX));
        self.bar.set_position(0);
    }

    fn document_done(&self, path: &str) {
        self.bar.set_message(clean(path));
        self.bar.inc(1);
    }

    fn comparing(&self) {
        self.spin("membandingkan dokumen", "comparing documents");
    }

    fn writing(&self) {
        self.spin("menulis keluaran", "writing outputs");
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
