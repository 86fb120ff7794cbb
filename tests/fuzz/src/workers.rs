//! What a reader process may send.

#[path = "../../../src/run/workers/cells/mod.rs"]
mod cells;
#[path = "../../../src/run/workers/course.rs"]
mod course;
#[path = "../../../src/run/workers/frame.rs"]
mod frame;
#[path = "../../../src/run/workers/hand_over.rs"]
mod hand_over;
#[path = "../../../src/run/workers/message.rs"]
mod message;
#[path = "../../../src/run/workers/take_over/mod.rs"]
mod take_over;
#[path = "../../../src/run/workers/watchdog.rs"]
mod watchdog;

use std::io::Write;
use std::sync::Mutex;

use crate::model::extraction::Extracted;
use crate::model::limits::Limits;

mod worker {
    //! Why a reader process gave no result, as the processes' own file says it.

    #[derive(Debug, Clone, PartialEq, Eq)]
    pub(super) enum Stopped {
        Memory,
        Time,
        TooMuch,
        Died(End),
    }

    #[derive(Debug, Clone, PartialEq, Eq)]
    pub(super) struct End {
        pub(super) id: String,
        pub(super) en: String,
    }
}

/// Takes over whatever a reader process of a file sends; gives up what did not come whole.
pub fn take_over(pipe: &[u8], path: &str, limits: &Limits, take: &mut dyn FnMut(Extracted)) {
    let room = Mutex::new(());
    let mut course = course::Course::new(path, limits, &room, take);
    course.attempt();
    let result = take_over::Receiver::new(pipe).file(&mut course);
    course.end_attempt();
    if let Err(interrupted) = result {
        let stopped = match interrupted {
            take_over::Interrupted::Broken(error) => worker::Stopped::Died(worker::End {
                id: "hasilnya terputus".to_owned(),
                en: error.to_string(),
            }),
            take_over::Interrupted::TooMuch => worker::Stopped::TooMuch,
            take_over::Interrupted::Memory => worker::Stopped::Memory,
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

/// What an honest reader process sends of a document.
pub fn sent(extracted: &Extracted) -> Vec<u8> {
    let mut sender = hand_over::Sender::new(Vec::new());
    sender.cells_of(extracted);
    sender.document(extracted);
    sender.end_document(&[]);
    sender.done(u64::MAX).expect("sent");
    std::mem::take(sender.pipe())
}
