//! Frames on a pipe: a length, a checksum, the bytes. What does not add up is refused, so a reader
//! process that goes wrong half way hands over nothing that looks whole.

use std::io::{self, Read, Write};

/// Largest frame; a larger message is split by its sender.
pub(super) const MAX_FRAME_BYTES: usize = 64 << 20;
/// Bytes of length and checksum before a frame.
const HEAD_BYTES: usize = 8;
/// Memory taken at a time for a frame that is still arriving.
const STEP_BYTES: u64 = 1 << 20;

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

/// Reads one frame into `bytes`; gives how many bytes passed over the pipe.
pub(super) fn read_frame(from: &mut impl Read, bytes: &mut Vec<u8>) -> io::Result<u64> {
    let mut head = [0; HEAD_BYTES];
    from.read_exact(&mut head)?;
    let [l0, l1, l2, l3, c0, c1, c2, c3] = head;
    let length = u32::from_le_bytes([l0, l1, l2, l3]);
    let checksum = u32::from_le_bytes([c0, c1, c2, c3]);
    if usize::try_from(length).map_or(true, |length| length > MAX_FRAME_BYTES) {
        return Err(broken("a frame is too long"));
    }
    bytes.clear();
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
    if crc32fast::hash(bytes) != checksum {
        return Err(broken("a frame's checksum is wrong"));
    }
    Ok(u64::from(length) + HEAD_BYTES as u64)
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
        assert_eq!(read_frame(&mut from, &mut bytes).expect("a frame"), 12);
        assert_eq!(bytes, b"satu");
        assert_eq!(read_frame(&mut from, &mut bytes).expect("a frame"), 8);
        for idx in 0..12 {
            let mut changed = pipe.clone();
            changed[idx] ^= 1;
            let result = read_frame(&mut changed.as_slice(), &mut bytes);
            assert!(result.is_err(), "byte {idx}");
        }
        assert!(read_frame(&mut &pipe[..5], &mut bytes).is_err());
        let absurd = u32::MAX.to_le_bytes();
        let announced = [absurd, [0; 4]].concat();
        assert!(read_frame(&mut announced.as_slice(), &mut bytes).is_err());
    }
}
