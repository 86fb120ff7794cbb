//! Comes in: the bytes of a workbook stream. Goes out: its records one by one ([MS-XLS] 2.1.4), the
//! fields inside them, and records joined with the CONTINUE records behind them. Never reads beyond
//! the bytes that are there, whatever length a record declares.

use crate::stages::extract_cells::fault::Fault;

/// Record types that the reader knows ([MS-XLS] 2.3).
pub(super) mod kind {
    pub(in super::super) const FORMULA: u16 = 0x0006;
    pub(in super::super) const EOF: u16 = 0x000A;
    pub(in super::super) const EXTERN_SHEET: u16 = 0x0017;
    pub(in super::super) const NAME: u16 = 0x0018;
    pub(in super::super) const NOTE: u16 = 0x001C;
    pub(in super::super) const DATE_1904: u16 = 0x0022;
    pub(in super::super) const EXTERN_NAME: u16 = 0x0023;
    pub(in super::super) const FILE_PASS: u16 = 0x002F;
    pub(in super::super) const FONT: u16 = 0x0031;
    pub(in super::super) const CONTINUE: u16 = 0x003C;
    pub(in super::super) const CODE_PAGE: u16 = 0x0042;
    pub(in super::super) const OBJECT: u16 = 0x005D;
    pub(in super::super) const COLUMN_INFO: u16 = 0x007D;
    pub(in super::super) const BOUND_SHEET: u16 = 0x0085;
    pub(in super::super) const AUTO_FILTER_INFO: u16 = 0x009D;
    pub(in super::super) const MUL_RK: u16 = 0x00BD;
    pub(in super::super) const RICH_STRING: u16 = 0x00D6;
    pub(in super::super) const XF: u16 = 0x00E0;
    pub(in super::super) const MERGED_CELLS: u16 = 0x00E5;
    pub(in super::super) const SHARED_STRINGS: u16 = 0x00FC;
    pub(in super::super) const LABEL_SST: u16 = 0x00FD;
    pub(in super::super) const SUP_BOOK: u16 = 0x01AE;
    pub(in super::super) const TEXT_OBJECT: u16 = 0x01B6;
    pub(in super::super) const NUMBER: u16 = 0x0203;
    pub(in super::super) const LABEL: u16 = 0x0204;
    pub(in super::super) const BOOL_ERROR: u16 = 0x0205;
    pub(in super::super) const STRING: u16 = 0x0207;
    pub(in super::super) const ROW: u16 = 0x0208;
    pub(in super::super) const ARRAY: u16 = 0x0221;
    pub(in super::super) const TABLE: u16 = 0x0236;
    pub(in super::super) const RK: u16 = 0x027E;
    pub(in super::super) const FORMAT: u16 = 0x041E;
    pub(in super::super) const SHARED_FORMULA: u16 = 0x04BC;
    /// The same under the number that some BIFF5 writers use.
    pub(in super::super) const SHARED_FORMULA_OLD: u16 = 0x00BC;
    pub(in super::super) const BOF: u16 = 0x0809;
}

/// Kinds of substreams, as their BOF records name them ([MS-XLS] 2.4.21).
pub(super) const GLOBALS: u16 = 0x0005;
pub(super) const WORKSHEET: u16 = 0x0010;

/// Bytes before the data of a record: its type and length.
const HEADER_BYTES: usize = 4;

/// One record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
}

impl<'a> Record<'a> {
    /// Its fields.
    pub(super) fn fields(&self) -> Fields<'a> {
        Fields::of(self.data)
    }
}

/// The records of a stream from some place on.
#[derive(Debug, Clone)]
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    /// The records from `offset` on; none if the stream ends before.
    pub(super) fn from(stream: &'a [u8], offset: usize) -> Self {
        Self {
            rest: stream.get(offset..).unwrap_or_default(),
        }
    }

    /// No more than the next `n_bytes` of them.
    pub(super) fn within(self, n_bytes: usize) -> Self {
        Self {
            rest: self.rest.get(..n_bytes).unwrap_or(self.rest),
        }
    }

    /// Bytes that are left.
    pub(super) fn n_left(&self) -> usize {
        self.rest.len()
    }

    /// The next record. The end of the stream is a fault: every substream ends with an EOF record.
    pub(super) fn next(&mut self) -> Result<Record<'a>, Fault> {
        let (record, rest) = split(self.rest).ok_or_else(cut_off)?;
        self.rest = rest;
        Ok(record)
    }

    /// The data of a record that was just read with those of the CONTINUE records behind it.
    pub(super) fn joined(&mut self, record: Record<'a>) -> Pieces<'a> {
        let mut pieces = vec![record.data];
        while let Some((next, rest)) = split(self.rest)
            && next.kind == kind::CONTINUE
        {
            pieces.push(next.data);
            self.rest = rest;
        }
        Pieces {
            piece: pieces.first().copied().unwrap_or_default(),
            n_begun: 1,
            all: pieces,
        }
    }
}

fn split(bytes: &[u8]) -> Option<(Record<'_>, &[u8])> {
    let mut fields = Fields::of(bytes);
    let kind = fields.u16()?;
    let length = usize::from(fields.u16()?);
    let data = bytes.get(HEADER_BYTES..HEADER_BYTES + length)?;
    Some((Record { kind, data }, bytes.get(HEADER_BYTES + length..)?))
}

/// The stream ends where a record should be.
pub(super) fn cut_off() -> Fault {
    Fault::damaged(
        "datanya terpotong sebelum akhir lembar",
        "its data is cut off before the end of the sheet",
    )
}

/// Fields one after the other, little-endian; `None` where the bytes end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a> {
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What was not read yet.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(super) fn take(&mut self, n_bytes: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(n_bytes)?;
        self.rest = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(*taken)
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn i16(&mut self) -> Option<i16> {
        self.array().map(i16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn f64(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }
}

/// A record with the records that continue it, read as one ([MS-XLS] 2.4.58).
#[derive(Debug)]
pub(super) struct Pieces<'a> {
    all: Vec<&'a [u8]>,
    /// What is left of the piece being read.
    piece: &'a [u8],
    n_begun: usize,
}

impl<'a> Pieces<'a> {
    /// One record that nothing continues.
    pub(super) fn one(bytes: &'a [u8]) -> Self {
        Self {
            all: Vec::new(),
            piece: bytes,
            n_begun: 0,
        }
    }

    /// What is left of the piece being read.
    pub(super) fn piece(&self) -> &'a [u8] {
        self.piece
    }

    /// Whether everything was read.
    pub(super) fn is_at_end(&mut self) -> bool {
        while self.piece.is_empty() {
            if !self.next_piece() {
                return true;
            }
        }
        false
    }

    /// Goes on to the next piece; false where there is none.
    pub(super) fn next_piece(&mut self) -> bool {
        match self.all.get(self.n_begun) {
            Some(piece) => {
                self.piece = piece;
                self.n_begun += 1;
                true
            }
            None => false,
        }
    }

    /// Takes at most `n_bytes` of the piece being read.
    pub(super) fn take_here(&mut self, n_bytes: usize) -> &'a [u8] {
        let (taken, rest) = self
            .piece
            .split_at_checked(n_bytes)
            .unwrap_or((self.piece, &[]));
        self.piece = rest;
        taken
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        if self.is_at_end() {
            return None;
        }
        self.take_here(1).first().copied()
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        let (low, high) = (self.u16()?, self.u16()?);
        Some(u32::from(high) << 16 | u32::from(low))
    }

    /// Passes over bytes, across pieces.
    pub(super) fn skip(&mut self, n_bytes: usize) -> Option<()> {
        let mut n_left = n_bytes;
        while n_left > 0 {
            if self.is_at_end() {
                return None;
            }
            n_left -= self.take_here(n_left).len();
        }
        Some(())
    }
}
