//! Damage of every kind: nothing may panic, hang or take memory, and whatever is stored must be
//! kept, blank or refused.

use super::fixtures::{BIFF5, BIFF8};
use super::made::{container, formula, number, one_sheet, read, record, words};
use crate::stages::extract_cells::xls::container::workbook_stream;
use crate::stages::extract_cells::xls::records::kind;

/// A small generator of numbers, the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n_sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).expect("48 bits") % n_sides.max(1)
    }

    fn byte(&mut self) -> u8 {
        let bytes = [0, 1, 0x7F, 0x80, 0xFE, 0xFF];
        match self.roll(3) {
            0 => bytes[self.roll(bytes.len())],
            _ => u8::try_from(self.roll(256)).expect("a byte"),
        }
    }

    /// Changes some bytes, cuts some out, doubles some, or cuts the end off.
    fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.roll(6) {
            let at = self.roll(bytes.len());
            let end = (at + 1 + self.roll(40)).min(bytes.len());
            match self.roll(12) {
                0 => bytes.truncate(at),
                1 => drop(bytes.drain(at..end)),
                2 => {
                    let copy = bytes[at..end].to_vec();
                    bytes.splice(at..at, copy);
                }
                3 => bytes[at..end].fill(0xFF),
                _ => bytes[at] = self.byte(),
            }
            if bytes.is_empty() {
                return;
            }
        }
    }
}

/// A workbook with something of everything, small enough that each change hits something.
fn dense() -> Vec<u8> {
    let tokens = [0x2C, 0, 0, 0xFF, 0xC0, 0x44, 0, 0, 0, 0, 0x05];
    let shared = [&words(&[0, 3])[..], &[2, 2, 0, 3, 11, 0], &tokens].concat();
    let one = 1.0_f64.to_le_bytes();
    let globals = [
        record(kind::FONT, &[1; 15]),
        record(kind::XF, &[0; 20]),
        record(kind::SUP_BOOK, &words(&[1, 0x0401])),
        record(kind::EXTERN_SHEET, &words(&[1, 0, 0, 0])),
        record(
            kind::SHARED_STRINGS,
            &[&[0; 8][..], &[2, 0, 0, b'a', b'b']].concat(),
        ),
        record(
            kind::CONTINUE,
            &[&[3, 0, 1][..], &words(&[65, 66, 67])].concat(),
        ),
    ]
    .concat();
    let cells = [
        formula(0, 2, one, &[1, 0, 0, 2, 0]),
        record(kind::SHARED_FORMULA, &shared),
        formula(1, 2, one, &[1, 0, 0, 2, 0]),
        formula(2, 2, one, &[0x3A, 0, 0, 0, 0, 0, 0xC0, 0x42, 1, 4, 0]),
        formula(3, 2, one, &[0x17, 1, 0, b'x', 0x1E, 2, 0, 0x08, 0x15]),
        number(4, 0, 1.5),
        record(kind::MUL_RK, &words(&[5, 0, 0, 2, 0, 0, 2, 0, 1])),
        super::made::cell(kind::LABEL_SST, 6, 0, &[1, 0, 0, 0]),
        record(kind::MERGED_CELLS, &words(&[1, 0, 1, 0, 2])),
    ];
    one_sheet(super::made::BIFF8, &globals, &cells)
}

#[test]
fn damaged_streams_never_panic() {
    let stream = |bytes: &[u8]| workbook_stream(bytes).expect("a stream").into_owned();
    let sources = [(dense(), 6_000), (stream(BIFF8), 400), (stream(BIFF5), 400)];
    let mut dice = Dice(0x5E1A_7A5D);
    for (source, n_rounds) in sources {
        for _ in 0..n_rounds {
            let mut bytes = source.clone();
            dice.damage(&mut bytes);
            read(&bytes);
        }
    }
}

#[test]
fn damaged_containers_never_panic() {
    let mut dice = Dice(0xC0FF_EE42);
    let small = container(&[("/Workbook", &dense()), ("/Other", &[1; 9_000])]);
    for source in [&small[..], BIFF8] {
        for _ in 0..1_000 {
            let mut bytes = source.to_vec();
            dice.damage(&mut bytes);
            read(&bytes);
            // The header and the tables behind it, where a change does most.
            let mut bytes = source.to_vec();
            for _ in 0..3 {
                let at = 20 + dice.roll(1_500.min(bytes.len() - 20));
                bytes[at] = dice.byte();
            }
            read(&bytes);
        }
    }
}
