//! Frames on a pipe: a length, a checksum, the bytes. What does not add up is refused, so a process
//! that goes wrong half way hands over nothing that looks whole. A message takes as many frames as
//! it needs, written while it is made.

use std::io::{self, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Largest frame.
pub(super) const MAX_FRAME_BYTES: usize = 64 << 20;
/// Bytes of length and checksum before a frame.
const HEAD_BYTES: usize = 8;
/// Memory taken at a time for a frame that is still arriving.
const STEP_BYTES: u64 = 1 << 20;
/// Bytes of a message in one frame.
const PART_BYTES: usize = 256 << 10;
/// First byte of a frame with which a message ends.
const LAST: u8 = 0;
/// First byte of a frame behind which it goes on.
const MORE: u8 = 1;

/// Writes one frame.
pub(super) fn write_frame(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len())
        .ok()
        .filter(|_| bytes.len() <= MAX_FRAME_BYTES)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the frame is too long"))?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&crc32fast::hash(bytes).to_le_bytes())?;
    out.write_all(bytes)
}

/// Reads one frame behind what `bytes` holds; gives how many bytes came.
pub(super) fn read_frame(from: &mut impl Read, bytes: &mut Vec<u8>) -> io::Result<u64> {
    let mut head = [0; HEAD_BYTES];
    from.read_exact(&mut head)?;
    let [l0, l1, l2, l3, c0, c1, c2, c3] = head;
    let length = u32::from_le_bytes([l0, l1, l2, l3]);
    let checksum = u32::from_le_bytes([c0, c1, c2, c3]);
    if usize::try_from(length).map_or(true, |length| length > MAX_FRAME_BYTES) {
        return Err(broken("a frame is too long"));
    }
    let begun = bytes.len();
    // Memory follows what arrives, not what is announced.
    let mut left = u64::from(length);
    while left > 0 {
        let step = left.min(STEP_BYTES);
        // In one piece where it can be: growing step by step would copy it several times.
        bytes.reserve(usize::try_from(step).unwrap_or(0));
        let n_read = from.by_ref().take(step).read_to_end(bytes)?;
        if n_read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        left = left.saturating_sub(n_read as u64);
    }
    if crc32fast::hash(bytes.get(begun..).unwrap_or_default()) != checksum {
        return Err(broken("a frame's checksum is wrong"));
    }
    Ok(u64::from(length))
}

/// Writes one message.
pub(super) fn write_message<M: Serialize>(out: &mut impl Write, message: &M) -> io::Result<()> {
    let parts = Parts {
        out,
        part: vec![LAST],
    };
    let parts = postcard::to_io(message, parts)
        .map_err(|error| broken(format!("a message cannot be written ({error})")))?;
    write_frame(parts.out, &parts.part)
}

/// Reads one message, its bytes through `buffer`; `count` hears of every frame and may refuse it.
pub(super) fn read_message<M: DeserializeOwned, E: From<io::Error>>(
    from: &mut impl Read,
    buffer: &mut Vec<u8>,
    mut count: impl FnMut(u64) -> Result<(), E>,
) -> Result<M, E> {
    buffer.clear();
    loop {
        let begun = buffer.len();
        let n_bytes = read_frame(from, buffer)?;
        count(n_bytes)?;
        // A message of one frame, as most are, is read where it lies.
        let kind = buffer.get(begun).copied();
        match kind {
            Some(LAST | MORE) if begun == 0 => {}
            Some(LAST | MORE) => {
                buffer.remove(begun);
            }
            _ => return Err(broken("a frame that is no part of a message").into()),
        }
        if kind == Some(LAST) {
            break;
        }
    }
    let bytes = buffer.get(1..).unwrap_or_default();
    let (message, rest) = postcard::take_from_bytes(bytes)
        .map_err(|error| broken(format!("a message cannot be read ({error})")))?;
    let is_whole = rest.is_empty();
    // What one long message needed is not kept for the next.
    if buffer.capacity() > MAX_FRAME_BYTES {
        *buffer = Vec::new();
    }
    if is_whole {
        Ok(message)
    } else {
        Err(broken("a message is longer than its content").into())
    }
}

/// Cuts a message into frames.
struct Parts<'w, W: Write> {
    out: &'w mut W,
    part: Vec<u8>,
}

impl<W: Write> Write for Parts<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.part.len() >= PART_BYTES {
            if let Some(kind) = self.part.first_mut() {
                *kind = MORE;
            }
            write_frame(self.out, &self.part)?;
            self.part.truncate(1);
            if let Some(kind) = self.part.first_mut() {
                *kind = LAST;
            }
        }
        let room = PART_BYTES.saturating_sub(self.part.len()).max(1);
        let taken = bytes.get(..room).unwrap_or(bytes);
        self.part.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What arrived is not what the other side should have sent.
pub(super) fn broken(reason: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_back_and_changed_ones_do_not() {
        let mut pipe = Vec::new();
        write_frame(&mut pipe, b"satu").expect("written");
        write_frame(&mut pipe, b"").expect("written");
        let mut bytes = Vec::new();
        let mut from = pipe.as_slice();
        assert_eq!(read_frame(&mut from, &mut bytes).expect("a frame"), 4);
        assert_eq!(read_frame(&mut from, &mut bytes).expect("a frame"), 0);
        assert_eq!(bytes, b"satu");
        for idx in 0..12 {
            let mut changed = pipe.clone();
            changed[idx] ^= 1;
            let result = read_frame(&mut changed.as_slice(), &mut Vec::new());
            assert!(result.is_err(), "byte {idx}");
        }
        assert!(read_frame(&mut &pipe[..5], &mut bytes).is_err());
        let absurd = u32::MAX.to_le_bytes();
        let announced = [absurd, [0; 4]].concat();
        assert!(read_frame(&mut announced.as_slice(), &mut bytes).is_err());
    }

    #[test]
    fn a_message_takes_the_frames_it_needs() {
        let message: Vec<String> = (0..100_000).map(|idx| format!("baris {idx}")).collect();
        let mut pipe = Vec::new();
        write_message(&mut pipe, &message).expect("written");
        write_message(&mut pipe, &7u32).expect("written");
        let (mut from, mut buffer) = (pipe.as_slice(), Vec::new());
        let mut n_frames = 0;
        let read: io::Result<Vec<String>> = read_message(&mut from, &mut buffer, |_| {
            n_frames += 1;
            Ok(())
        });
        assert_eq!(read.expect("read"), message);
        assert!(n_frames > 3, "{n_frames}");
        let next: io::Result<u32> = read_message(&mut from, &mut buffer, |_| Ok(()));
        assert_eq!(next.expect("read"), 7);
        // Cut off, and refused by who counts.
        let half = &pipe[..pipe.len() / 2];
        let cut: io::Result<Vec<String>> = read_message(&mut &*half, &mut buffer, |_| Ok(()));
        assert!(cut.is_err());
        let refused: io::Result<Vec<String>> =
            read_message(&mut pipe.as_slice(), &mut buffer, |_| {
                Err(broken("too much"))
            });
        assert!(refused.is_err());
    }
}
