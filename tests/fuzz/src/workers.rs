//! What a process that reads and audits may send.

#[path = "../../../src/run/workers/course.rs"]
mod course;
#[path = "../../../src/run/workers/frame.rs"]
mod frame;
#[path = "../../../src/run/workers/hand_over.rs"]
mod hand_over;
#[path = "../../../src/run/workers/message.rs"]
mod message;
#[path = "../../../src/run/workers/stopped.rs"]
mod stopped;
#[path = "../../../src/run/workers/take_over/mod.rs"]
mod take_over;
#[path = "../../../src/run/workers/time.rs"]
mod time;
#[path = "../../../src/run/workers/watchdog.rs"]
mod watchdog;

use std::io::Write;
use std::sync::{Arc, Mutex};

use crate::model::audited::Audited;
use crate::model::document::{FileFormat, SourceFile};
use crate::model::extraction::Extracted;
use crate::model::limits::Limits;
use stopped::{End, Stopped};

/// Takes over whatever a process sends of a file; gives up what did not come whole.
pub fn take_over(
    pipe: &[u8],
    path: &str,
    limits: &Limits,
    take: &mut dyn FnMut(Extracted, Option<Audited>),
) {
    let room = Mutex::new(());
    let file = SourceFile {
        path: Arc::from(path),
        sha256: Arc::from(""),
        size: 0,
        format: FileFormat::Unknown,
        agency: None,
        year: None,
    };
    let mut course = course::Course::new(&file, limits, &room, take);
    course.attempt();
    let result = take_over::Receiver::new(pipe).file(&mut course);
    course.end_attempt();
    if let Err(interrupted) = result {
        let stopped = match interrupted {
            take_over::Interrupted::Broken(error) => {
                Stopped::Died(End::new("hasilnya terputus", error.to_string()))
            }
            take_over::Interrupted::TooMuch => Stopped::TooMuch,
            take_over::Interrupted::Memory => Stopped::Memory,
        };
        while course.give_up(&stopped) {
            course.attempt();
            if !course.has_something_to_read() {
                break;
            }
        }
    }
}

/// Frames with these contents, as a pipe brings them.
pub fn frames<'a>(contents: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut pipe = Vec::new();
    for content in contents {
        frame::write_frame(&mut pipe, content).expect("a frame");
    }
    pipe.flush().expect("a pipe");
    pipe
}

/// What an honest process sends of a document that it has read.
pub fn sent(extracted: &Extracted) -> Vec<u8> {
    let mut sender = hand_over::Sender::new(Vec::new());
    sender.document(extracted);
    sender.sheets(extracted.workbook.sheets.clone());
    sender.end_document();
    sender.done(false).expect("sent");
    std::mem::take(sender.pipe())
}
