//! Comes in: the global options. Starts the log on stderr; findings are data and are not logged.

use std::io::{self, IsTerminal};

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::args::{GlobalArgs, LogFormat};
use super::console::Paint;

/// Starts the log.
pub(super) fn start(global: &GlobalArgs) {
    let level = match (global.quiet, global.verbose) {
        (true, _) => LevelFilter::ERROR,
        (false, 0) => LevelFilter::WARN,
        (false, 1) => LevelFilter::INFO,
        (false, 2..) => LevelFilter::DEBUG,
    };
    // The end of a span tells how long a document or stage took.
    let spans = if level >= LevelFilter::DEBUG {
        FmtSpan::CLOSE
    } else {
        FmtSpan::NONE
    };
    // Other crates' lines are of no use to whoever runs a pipeline.
    let targets = Targets::new()
        .with_target("selaras", level)
        .with_default(level.min(LevelFilter::WARN));
    let registry = tracing_subscriber::registry().with(targets);
    let started = match global.log_format {
        LogFormat::Text => {
            let ansi = Paint::of(global.color, io::stderr().is_terminal()) == Paint::Colored;
            registry
                .with(
                    fmt::layer()
                        .with_span_events(spans)
                        .with_writer(io::stderr)
                        .with_ansi(ansi),
                )
                .try_init()
        }
        LogFormat::Json => registry
            .with(
                fmt::layer()
                    .json()
                    .with_span_events(spans)
                    .with_span_list(true)
                    .with_writer(io::stderr),
            )
            .try_init(),
    };
    // A log that was started already, in a test, is as good.
    let _ = started;
}
