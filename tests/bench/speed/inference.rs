//! What looking for relations that nobody described takes, against reading the table from its workbook:
//! tables of 5,000 x 30 cells, made so that little or everything holds by chance.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::bounds::tell;
use crate::generator::Seeded;
use crate::ways::{Way, ready};

const ROWS: u32 = 5_000;
/// Columns of figures; the first column of all holds names.
const COLUMNS: usize = 29;
/// Most that the search may take, reading being one.
const MOST: f64 = 3.0;
/// How the tables are filled.
const TABLES: [(&str, Fill); 6] = [
    ("random numbers", |seeded| {
        plain(|| seeded.below(1_000_000_000))
    }),
    ("zeros", |_| plain(|| 0)),
    ("equal numbers", |_| plain(|| 7)),
    ("powers of two", |seeded| plain(|| 1 << seeded.below(41))),
    ("numbers from 0 to 2", |seeded| plain(|| seeded.below(3))),
    ("sums, differences and shares", related),
];

/// Makes the figures of a row.
type Fill = fn(&mut Seeded) -> [f64; COLUMNS];

fn plain(mut make: impl FnMut() -> u64) -> [f64; COLUMNS] {
    std::array::from_fn(|_| double(make()))
}

/// Twenty figures, four sums of five, their sum, two differences, a mean and a share.
fn related(seeded: &mut Seeded) -> [f64; COLUMNS] {
    let mut row = plain(|| seeded.below(100_000_000));
    for nth in 0..4 {
        row[20 + nth] = row[nth * 5..nth * 5 + 5].iter().sum();
    }
    row[24] = row[20..24].iter().sum();
    row[25] = row[0] - row[1];
    row[26] = row[6] - row[5];
    row[27] = ((row[2] + row[3] + row[4]) / 3.0 * 100.0).round() / 100.0;
    row[28] = (row[20] / row[24] * 10_000.0).round() / 100.0;
    row
}

fn double(number: u64) -> f64 {
    u32::try_from(number).map_or_else(
        // Powers of two have doubles of their own.
        |_| 2f64.powi(i32::try_from(number.ilog2()).expect("a power")),
        f64::from,
    )
}

fn workbook(fill: Fill) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "Uraian")?;
    for col in 0..COLUMNS {
        let at = u16::try_from(col + 1).expect("a column");
        sheet.write_string(0, at, format!("K{col}"))?;
    }
    let mut seeded = Seeded(5);
    for row in 1..=ROWS {
        sheet.write_string(row, 0, format!("baris {row}"))?;
        for (col, figure) in (1u16..).zip(fill(&mut seeded)) {
            sheet.write_number(row, col, figure)?;
        }
    }
    workbook.save_to_buffer()
}

/// Measures and judges.
pub(crate) fn measure(folder: &Path, n_rounds: usize) -> bool {
    let auditing = ready(Way::Audit);
    let mut is_held = true;
    for (name, fill) in TABLES {
        let path = folder.join("tabel.xlsx");
        fs::write(&path, workbook(fill).expect("a workbook")).expect("written");
        let mut rounds: Vec<(f64, f64)> = Vec::new();
        // The first round finds nothing in any cache and is thrown away.
        for round in 0..=n_rounds {
            let times: BTreeMap<&str, u64> = auditing.times(&path);
            let of = |stage: &str| double(times.get(stage).copied().unwrap_or_default().max(1));
            if round > 0 {
                rounds.push((of("extract_cells"), of("prove_arithmetic")));
            }
        }
        let median = |mut of: Vec<f64>| {
            of.sort_by(f64::total_cmp);
            of[of.len() / 2]
        };
        let reading = median(rounds.iter().map(|round| round.0).collect());
        let proving = median(rounds.iter().map(|round| round.1).collect());
        println!(
            "{ROWS} x {COLUMNS} of {name}: reading {:.1} ms, proving {:.1} ms",
            reading / 1_000.0,
            proving / 1_000.0
        );
        is_held &= tell(
            &format!("{name}: proving against reading"),
            proving / reading,
            MOST,
        );
    }
    is_held
}
