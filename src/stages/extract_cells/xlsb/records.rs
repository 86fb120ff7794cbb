//! Comes in: the bytes of a binary part. Goes out: its records one by one ([MS-XLSB] 2.1.4), and the
//! fields of each. Never sets memory aside for a length that a record only declares.

use std::borrow::Cow;
use std::io::BufRead;

use encoding_rs::UTF_16LE;

use super::super::fault::Fault;
use super::super::package::limit_in;
use crate::model::limits::Limit;

/// Most bytes of a record that is read; the longest honest text has 32,767 letters of two bytes.
const MAX_RECORD_BYTES: usize = 4 << 20;

/// The records of a part.
pub(super) struct Records<R> {
    reader: R,
    part: String,
    body: Vec<u8>,
}

impl<R: BufRead> Records<R> {
    /// Reads a part; its name is for messages.
    pub(super) fn new(part: &str, reader: R) -> Self {
        Self {
            reader,
            part: part.to_owned(),
            body: Vec::with_capacity(256),
        }
    }

    /// The next record of a kind that is wanted; others are passed over. `None` at the end.
    pub(super) fn next(
        &mut self,
        wanted: impl Fn(u16) -> bool,
    ) -> Result<Option<(u16, Fields<'_>)>, Fault> {
        loop {
            let Some(kind) = self.kind()? else {
                return Ok(None);
            };
            let len = self.length()?;
            if wanted(kind) {
                if len > MAX_RECORD_BYTES {
                    return Err(Fault::Limit(Limit::TextLetters));
                }
                self.body.clear();
                self.take(len, true)?;
                return Ok(Some((kind, Fields(&self.body))));
            }
            self.take(len, false)?;
        }
    }

    /// One byte, or two where the first has its high bit set; seven bits of each count.
    fn kind(&mut self) -> Result<Option<u16>, Fault> {
        let Some(low) = self.byte()? else {
            return Ok(None);
        };
        if low & 0x80 == 0 {
            return Ok(Some(u16::from(low)));
        }
        let high = self.byte()?.ok_or_else(|| self.cut_off())?;
        Ok(Some(u16::from(low & 0x7F) | u16::from(high & 0x7F) << 7))
    }

    /// One to four bytes of seven bits, low ones first.
    fn length(&mut self) -> Result<usize, Fault> {
        let mut len = 0;
        for place in 0..4 {
            let byte = self.byte()?.ok_or_else(|| self.cut_off())?;
            len |= usize::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Ok(len)
    }

    fn byte(&mut self) -> Result<Option<u8>, Fault> {
        match self.reader.fill_buf() {
            Ok(bytes) => {
                let byte = bytes.first().copied();
                self.reader.consume(usize::from(byte.is_some()));
                Ok(byte)
            }
            Err(error) => Err(fault_of(&self.part, &error)),
        }
    }

    /// Passes `len` bytes, keeping them in `body` if asked.
    fn take(&mut self, len: usize, keep: bool) -> Result<(), Fault> {
        let mut n_left = len;
        while n_left > 0 {
            let bytes = match self.reader.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) => return Err(fault_of(&self.part, &error)),
            };
            let here = bytes.get(..n_left).unwrap_or(bytes);
            if here.is_empty() {
                return Err(self.cut_off());
            }
            if keep {
                self.body.extend_from_slice(here);
            }
            let n_here = here.len();
            self.reader.consume(n_here);
            n_left -= n_here;
        }
        Ok(())
    }

    /// The fault of a part that ends too early.
    pub(super) fn cut_off(&self) -> Fault {
        let part = &self.part;
        Fault::damaged(
            format!("bagian \"{part}\" terpotong"),
            format!("part \"{part}\" is cut off"),
        )
    }
}

fn fault_of(part: &str, error: &std::io::Error) -> Fault {
    limit_in(error).unwrap_or_else(|| {
        Fault::damaged(
            format!("bagian \"{part}\" rusak ({error})"),
            format!("part \"{part}\" is damaged ({error})"),
        )
    })
}

/// What is left of a record, read field by field; `None` where the record is too short.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a>(pub(super) &'a [u8]);

impl<'a> Fields<'a> {
    /// The next bytes.
    pub(super) fn bytes(&mut self, n: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(bytes)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*array)
    }

    /// A byte.
    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    /// Two bytes, low one first.
    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    /// Four bytes, low one first.
    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// Four bytes with a sign.
    pub(super) fn i32(&mut self) -> Option<i32> {
        self.array().map(i32::from_le_bytes)
    }

    /// A double.
    pub(super) fn f64(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }

    /// A count of four bytes.
    pub(super) fn count(&mut self) -> Option<usize> {
        usize::try_from(self.u32()?).ok()
    }

    /// Letters of two bytes, as many as `n` says.
    pub(super) fn letters(&mut self, n: usize) -> Option<Cow<'a, str>> {
        let bytes = self.bytes(n.checked_mul(2)?)?;
        Some(UTF_16LE.decode_without_bom_handling(bytes).0)
    }

    /// `XLWideString` ([MS-XLSB] 2.5.168): a count and letters.
    pub(super) fn text(&mut self) -> Option<Cow<'a, str>> {
        let n = self.count()?;
        self.letters(n)
    }

    /// `XLNullableWideString` ([MS-XLSB] 2.5.166): a count of all ones stands for no text.
    pub(super) fn text_or_none(&mut self) -> Option<Option<Cow<'a, str>>> {
        if self.0.starts_with(&[0xFF; 4]) {
            self.bytes(4)?;
            return Some(None);
        }
        self.text().map(Some)
    }

    /// `RichStr` ([MS-XLSB] 2.5.121) without its looks: a byte of flags and the text.
    pub(super) fn rich_text(&mut self) -> Option<Cow<'a, str>> {
        self.u8()?;
        self.text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_framed_and_others_are_passed_over() {
        // Kind 1 with two bytes, kind 0x19C with a length of two bytes, kind 5 without any.
        let mut bytes = vec![1, 2, 10, 11, 0x9C, 0x83, 0x80, 0x01];
        bytes.extend([7; 128]);
        bytes.extend([5, 0]);
        let mut records = Records::new("p", bytes.as_slice());
        let (kind, fields) = records.next(|_| true).expect("read").expect("a record");
        assert_eq!((kind, fields.0), (1, [10, 11].as_slice()));
        let (kind, fields) = records.next(|_| true).expect("read").expect("a record");
        assert_eq!((kind, fields.0.len()), (0x19C, 128));
        assert!(records.next(|_| true).expect("read").is_some());
        assert!(records.next(|_| true).expect("read").is_none());
        let mut records = Records::new("p", bytes.as_slice());
        let next = records.next(|kind| kind == 5).expect("read");
        assert_eq!(next.map(|(kind, _)| kind), Some(5));
    }

    #[test]
    fn a_declared_length_costs_no_memory_and_a_cut_off_part_is_told() {
        let declared = [1, 0xFF, 0xFF, 0xFF, 0x7F, 0];
        assert!(matches!(
            Records::new("p", declared.as_slice()).next(|_| true),
            Err(Fault::Limit(Limit::TextLetters))
        ));
        for bytes in [&declared[..], &[0x80], &[1], &[1, 0x80], &[1, 3, 0]] {
            assert!(Records::new("p", bytes).next(|_| false).is_err());
        }
    }

    #[test]
    fn fields_end_where_the_record_ends() {
        let mut fields = Fields(&[2, 0, 0, 0, 65, 0, 66, 0]);
        assert_eq!(fields.text().as_deref(), Some("AB"));
        assert_eq!(fields.u8(), None);
        assert_eq!(Fields(&[0xFF; 4]).text_or_none(), Some(None));
        assert_eq!(Fields(&[0xFF; 4]).text(), None);
        assert_eq!(Fields(&[3, 0, 0, 0, 65, 0]).text(), None);
    }
}
