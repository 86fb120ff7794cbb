//! DEFLATE streams that are tiny and inflate to gigabytes, written bit by bit (RFC 1951), so that
//! making them takes no time and no memory.

/// Bytes that one repetition stands for, the most that DEFLATE has.
const BYTES_PER_MATCH: u64 = 258;

/// `before`, then 16 bytes over and over for about `n_bytes`, then `after`. A repetition takes four
/// bits, so the part grows 516 times.
pub(super) fn repeated(before: &[u8], sixteen: &[u8; 16], n_bytes: u64, after: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut first = before.to_vec();
    first.extend(sixteen);
    stored(&mut out, &first, false);
    out.extend(run(n_bytes));
    stored(&mut out, after, true);
    out
}

/// Blocks of bytes as they are (RFC 1951, 3.2.4).
fn stored(out: &mut Vec<u8>, bytes: &[u8], is_last: bool) {
    let blocks: Vec<&[u8]> = bytes.chunks(65_535).collect();
    for (idx, block) in blocks.iter().enumerate() {
        let size = u16::try_from(block.len()).unwrap();
        out.push(u8::from(is_last && idx + 1 == blocks.len()));
        out.extend(size.to_le_bytes());
        out.extend((!size).to_le_bytes());
        out.extend(*block);
    }
    if blocks.is_empty() && is_last {
        out.extend([1, 0, 0, 0xFF, 0xFF]);
    }
}

/// One block with its own codes (RFC 1951, 3.2.7) that knows two words: "the 258 bytes that stand
/// 16 bytes back" and "end". Then an empty stored block, which ends on a whole byte.
fn run(n_bytes: u64) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.number(0, 1);
    bits.number(2, 2);
    // 286 letters and lengths, 8 distances, 18 lengths of the code for lengths.
    bits.number(29, 5);
    bits.number(7, 5);
    bits.number(14, 4);
    // Order 16, 17, 18, 0, 8, ..., 14, 1: only 17 (two bits), 18 (two bits) and 1 (one bit) occur.
    for length in [0u32, 2, 2].into_iter().chain([0; 14]).chain([1]) {
        bits.number(length, 3);
    }
    let one = |bits: &mut Bits| bits.code(0b0, 1);
    let zeros = |bits: &mut Bits, n: u32| {
        if n >= 11 {
            bits.code(0b11, 2);
            bits.number(n - 11, 7);
        } else {
            bits.code(0b10, 2);
            bits.number(n - 3, 3);
        }
    };
    // No letter occurs; 256 (end) and 285 (258 bytes) have one bit each.
    zeros(&mut bits, 138);
    zeros(&mut bits, 118);
    one(&mut bits);
    zeros(&mut bits, 28);
    one(&mut bits);
    // Distance 7 stands for 13 to 16 bytes back, told by two more bits.
    zeros(&mut bits, 7);
    one(&mut bits);
    // A repetition: code 1, distance code 0, extra bits 11.
    bits.repeated(0b1101, n_bytes / BYTES_PER_MATCH);
    bits.code(0, 1);
    // An empty stored block: three bits, then whole bytes again.
    bits.number(0, 3);
    bits.bytes.extend([0, 0, 0xFF, 0xFF]);
    bits.bytes
}

/// Bits in the order of DEFLATE: from the lowest of each byte.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    n_used: usize,
}

impl Bits {
    fn bit(&mut self, bit: u32) {
        if self.n_used.is_multiple_of(8) {
            self.bytes.push(0);
        }
        let at = self.n_used % 8;
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit & 1 == 1) << at;
        }
        self.n_used += 1;
    }

    /// A number, its lowest bit first.
    fn number(&mut self, value: u32, n_bits: u32) {
        for at in 0..n_bits {
            self.bit(value >> at);
        }
    }

    /// A code, its highest bit first.
    fn code(&mut self, value: u32, n_bits: u32) {
        for at in (0..n_bits).rev() {
            self.bit(value >> at);
        }
    }

    /// Four bits over and over, whole bytes at once.
    fn repeated(&mut self, four: u8, n_times: u64) {
        let n_bits = usize::try_from(n_times * 4).unwrap();
        let mut at = 0;
        let next = |at: usize| u32::from(four >> (at % 4));
        while at < n_bits && !self.n_used.is_multiple_of(8) {
            self.bit(next(at));
            at += 1;
        }
        let n_bytes = (n_bits - at) / 8;
        let byte = (four << 4 | four).rotate_right(u32::try_from(at % 4).unwrap());
        self.bytes.resize(self.bytes.len() + n_bytes, byte);
        self.n_used += n_bytes * 8;
        for at in at + n_bytes * 8..n_bits {
            self.bit(next(at));
        }
    }
}

#[test]
fn a_bomb_inflates_to_what_it_promises() {
    use std::io::Read;

    use super::zipped::{Entry, zip};

    let packed = repeated(b"<a>", b"0123456789abcdef", 100_000, b"</a>");
    assert!(packed.len() < 400);
    let bytes = zip(&[Entry::deflated("a", packed)]);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    // The checksum is wrong, and told only at the end.
    let result = archive.by_index(0).unwrap().read_to_string(&mut text);
    assert!(result.is_err() || !text.is_empty());
    let mut text = Vec::new();
    let mut buffer = [0; 64];
    let mut part = archive.by_index(0).unwrap();
    while let Ok(n_read @ 1..) = part.read(&mut buffer) {
        text.extend(&buffer[..n_read]);
    }
    let n_matches = 100_000 / 258;
    assert_eq!(text.len(), 3 + 16 + n_matches * 258 + 4);
    assert!(text.ends_with(b"</a>") && text.starts_with(b"<a>0123456789abcdef0123"));
}
