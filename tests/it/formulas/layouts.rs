//! Layouts of agencies' workbooks, filled with numbers from a seed; all of them right.
#![allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "amounts are whole numbers in doubles"
)]

use super::book::{Book, Key, Means, Role, a1};

/// A source of numbers, the same for the same seed.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % most
    }

    fn rows(&mut self, least: u64, most: u64) -> u32 {
        u32::try_from(least + self.below(most - least + 1)).unwrap()
    }

    fn money(&mut self) -> f64 {
        (self.below(900_000) * 1_000 + 1_250_000 + self.below(1_000)) as f64
    }

    fn part_of(&mut self, whole: f64) -> f64 {
        (whole * (600 + self.below(390)) as f64 / 1_000.0).floor()
    }
}

/// A layout's name and how it is filled.
type Layout = (&'static str, fn(&mut Dice) -> Book);

/// All layouts.
pub(crate) const LAYOUTS: [Layout; 16] = [
    ("rata", flat),
    ("polos", plain),
    ("pohon", tree),
    ("rincian", items),
    ("triwulan", quarters),
    ("rekap", recap),
    ("subtotal", subtotals),
    ("capaian", shares),
    ("buku kas", ledger),
    ("perubahan", change),
    ("kelompok", groups),
    ("persen", percents),
    ("saring", filtered),
    ("menurut kode", by_code),
    ("bulanan", months),
    ("jumlah di atas", total_above),
];

const RUPIAH: &str = "#,##0";

fn title(book: &mut Book, sheet: usize, words: &str, header: &[&str]) {
    book.words((sheet, 0, 0), words);
    book.words((sheet, 1, 0), "DINAS CONTOH KABUPATEN CONTOH");
    book.row_of_words(sheet, 3, header);
}

fn numbering(book: &mut Book, sheet: usize, n_columns: u16) {
    for col in 0..n_columns {
        book.number((sheet, 4, col), f64::from(col + 1));
    }
}

fn less(book: &mut Book, key: Key, first: u16, second: u16) {
    let text = format!("={}-{}", a1(key.1, first), a1(key.1, second));
    book.formula(
        key,
        &text,
        Means::Less(vec![(key.0, key.1, first), (key.0, key.1, second)]),
    );
}

fn line_less(book: &mut Book, key: Key, first: u16, second: u16) {
    less(book, key, first, second);
    book.roles.insert(key, Role::Line);
}

fn share(book: &mut Book, key: Key, part: u16, whole: u16, is_safe: bool) {
    let ratio = format!("{}/{}*100", a1(key.1, part), a1(key.1, whole));
    let text = if is_safe {
        format!("=IFERROR({ratio},0)")
    } else {
        format!("={ratio}")
    };
    let means = Means::Ratio((key.0, key.1, part), (key.0, key.1, whole), 100.0, None);
    book.formula(key, &text, means);
    book.formats.insert(key, "0.00");
    book.roles.insert(key, Role::Line);
}

fn money(book: &mut Book, key: Key, amount: f64) {
    book.number(key, amount);
    book.formats.insert(key, RUPIAH);
}

const NAMES: [&str; 14] = [
    "Kegiatan Administrasi Umum",
    "Kegiatan Pelayanan Informasi",
    "Kegiatan Statistik Sektoral",
    "Kegiatan Persandian Daerah",
    "Kegiatan Pengelolaan Arsip",
    "Kegiatan Pembinaan Perpustakaan",
    "Kegiatan Penataan Ruang",
    "Kegiatan Penyuluhan Lapangan",
    "Kegiatan Pemeliharaan Gedung",
    "Kegiatan Pendampingan Desa",
    "Kegiatan Peningkatan Jalan",
    "Kegiatan Layanan Pengaduan",
    "Kegiatan Pengelolaan Aset",
    "Kegiatan Evaluasi Kinerja",
];

fn name(idx: u32) -> &'static str {
    NAMES[usize::try_from(idx).unwrap() % NAMES.len()]
}

fn flat(dice: &mut Dice) -> Book {
    let mut book = Book::default();
    let sheet = book.sheet("Realisasi");
    title(
        &mut book,
        sheet,
        "REALISASI ANGGARAN PER KEGIATAN",
        &[
            "No",
            "Kegiatan",
            "Anggaran (Rp)",
            "Realisasi (Rp)",
            "%",
            "Sisa (Rp)",
        ],
    );
    numbering(&mut book, sheet, 6);
    let n_rows = dice.rows(5, 12);
    let total = 5 + n_rows;
    for idx in 0..n_rows {
        let row = 5 + idx;
        book.number((sheet, row, 0), f64::from(idx + 1));
        book.words((sheet, row, 1), name(idx));
        let pagu = dice.money();
        money(&mut book, (sheet, row, 2), pagu);
        let spent = dice.part_of(pagu);
        money(&mut book, (sheet, row, 3), spent);
        share(&mut book, (sheet, row, 4), 3, 2, false);
        line_less(&mut book, (sheet, row, 5), 2, 3);
    }
    book.words((sheet, total, 1), "Jumlah");
    for col in [2, 3, 5] {
        book.total((sheet, total, col), 5, total - 1);
    }
    share(&mut book, (sheet, total, 4), 3, 2, false);
    book.roles.remove(&(sheet, total, 4));
    book
}

/// One column of amounts, no row formulas.
fn plain(dice: &mut Dice) -> Book {
    let mut book = Book::default();
    let sheet = book.sheet("Pagu");
    title(
        &mut book,
        sheet,
        "PAGU ANGGARAN PER KEGIATAN",
        &["No", "Kegiatan", "Pagu (Rp)"],
    );
    numbering(&mut book, sheet, 3);
    let n_rows = dice.rows(4, 12);
    for idx in 0..n_rows {
        let row = 5 + idx;
        book.number((sheet, row, 0), f64::from(idx + 1));
        book.words((sheet, row, 1), name(idx));
        let pagu = dice.money();
        money(&mut book, (sheet, row, 2), pagu);
    }
    book.words((sheet, 5 + n_rows, 1), "Jumlah");
    book.total((sheet, 5 + n_rows, 2), 5, 4 + n_rows);
    book
}

fn tree(dice: &mut Dice) -> Book {
    let mut book = Book::default();
    let sheet = book.sheet("LRA");
    title(
        &mut book,
        sheet,
        "LAPORAN REALISASI ANGGARAN PER PROGRAM DAN KEGIATAN",
        &[
            "Kode",
            "Uraian",
            "Anggaran (Rp)",
            "Realisasi (Rp)",
            "%",
            "Sisa (Rp)",
        ],
    );
    let mut row = 4;
    let mut programs = Vec::new();
    for program in 1..=dice.rows(2, 3) {
        let program_row = row;
        programs.push(program_row);
        book.words((sheet, row, 0), &format!("2.16.{program:02}"));
        book.words((sheet, row, 1), &format!("Program Contoh {program}"));
        row += 1;
        let mut activities = Vec::new();
        for activity in 1..=dice.rows(2, 3) {
            let activity_row = row;
            activities.push(activity_row);
            book.words(
                (sheet, row, 0),
                &format!("2.16.{program:02}.2.{activity:02}"),
            );
            book.words((sheet, row, 1), name(program * 3 + activity));
            row += 1;
            let n_subs = dice.rows(2, 5);
            for sub in 1..=n_subs {
                book.words(
                    (sheet, row, 0),
                    &format!("2.16.{program:02}.2.{activity:02}.{sub:02}"),
                );
                book.words((sheet, row, 1), &format!("Sub Kegiatan {activity}.{sub}"));
                let pagu = dice.money();
                money(&mut book, (sheet, row, 2), pagu);
                let spent = dice.part_of(pagu);
                money(&mut book, (sheet, row, 3), spent);
                row += 1;
            }
            for col in [2, 3] {
                book.total(
                    (sheet, activity_row, col),
                    activity_row + 1,
                    activity_row + n_subs,
                );
            }
        }
        for col in [2, 3] {
            added(&mut book, (sheet, program_row, col), &activities);
        }
    }
    book.words((sheet, row, 1), "Jumlah");
    for col in [2, 3] {
        added(&mut book, (sheet, row, col), &programs);
    }
    for line in 4..=row {
        share(&mut book, (sheet, line, 4), 3, 2, true);
        line_less(&mut book, (sheet, line, 5), 2, 3);
    }
    book.roles.remove(&(sheet, row, 4));
    book.roles.remove(&(sheet, row, 5));
    book
}

/// `=C5+C9+C13`.
fn added(book: &mut Book, key: Key, rows: &[u32]) {
    let names: Vec<String> = rows.iter().map(|&row| a1(row, key.2)).collect();
    let cells = rows.iter().map(|&row| (key.0, row, key.2)).collect();
    book.formula(key, &format!("={}", names.join("+")), Means::Sum(cells));
}

fn items(dice: &mut Dice) -> Book {
    let mut book = Book::default();
    let sheet = book.sheet("Rincian");
    title(
        &mut book,
        sheet,
        "RINCIAN BELANJA SUB KEGIATAN",
        &[
            "No",
            "Uraian",
            "Volume",
            "Satuan",
            "Harga Satuan (Rp)",
            "Jumlah (Rp)",
        ],
    );
    let n_rows = dice.rows(5, 14);
    for idx in 0..n_rows {
        let row = 4 + idx;
        book.number((sheet, row, 0), f64::from(idx + 1));
        book.words((sheet, row, 1), &format!("Belanja barang {}", idx + 1));
        book.number((sheet, row, 2), f64::from(dice.rows(2, 40)));
        book.words((sheet, row, 3), "Orang");
        let price = dice.money();
        money(&mut book, (sheet, row, 4), price);
        let text = format!("={}*{}", a1(row, 2), a1(row, 4));
        book.formula(
            (sheet, row, 5),
            &text,
            Means::Times(vec![(sheet, row, 2), (sheet, row, 4)]),
        );
        book.roles.insert((sheet, row, 5), Role::Line);
    }
    book.words((sheet, 4 + n_rows, 1), "Jumlah");
    book.total((sheet, 4 + n_rows, 5), 4, 3 + n_rows);
    book
}

fn quarters(dice: &mut Dice) -> Book {
    let mut book = Book::default();
    let sheet = book.sheet("Anggaran Kas");
    title(
        &mut book,
        sheet,
        "ANGGARAN KAS PER TRIWULAN",
        &[
            "No",
            "Kegiatan",
            "Triwulan I",
            "Triwulan II",
            "Triwulan III",
            "Triwulan IV",
            "Jumlah",
        ],
    );
    let n_rows = dice.rows(5, 10);
    for idx in 0..n_rows {
        let row = 4 + idx;
        book.number((sheet, row, 0), f64::from(idx + 1));
        book.words((sheet, row, 1), name(idx));
        for col in 2..6 {
            let amount = dice.money();
            money(&mut book, (sheet, row, col), amount);
        }
        let text = format!("=SUM({}:{})", a1(row, 2), a1(row, 5));
        let cells = (2..6).map(|col| (sheet, row, col)).collect();
        book.formula((sheet, row, 6), &text, Means::Sum(cells));
        book.roles.insert((sheet, row, 6), Role::Line);
    }
    book.words((sheet, 4 + n_rows, 1), "Jumlah");
    for col in 2..7 {
        book.total((sheet, 4 + n_rows, col), 4, 3 + n_rows);
    }
    book
}

fn recap(dice: &mut Dice) -> Book {
    let mut book = Book::default();
    let units = [
        "Sekretariat",
        "Bidang Statistik",
        "Bidang Aptika",
        "UPTD Contoh",
        "Bidang IKP",
    ];
    let mut totals = Vec::new();
    for unit in units {
        let sheet = book.sheet(unit);
        title(
            &mut book,
            sheet,
            "REALISASI BELANJA UNIT",
            &["No", "Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)"],
        );
        let n_rows = dice.rows(3, 6);
        for idx in 0..n_rows {
            let row = 4 + idx;
            book.number((sheet, row, 0), f64::from(idx + 1));
            book.words((sheet, row, 1), name(idx));
            let pagu = dice.money();
            money(&mut book, (sheet, row, 2), pagu);
            let spent = dice.part_of(pagu);
            money(&mut book, (sheet, row, 3), spent);
        }
        let total = 4 + n_rows;
        book.words((sheet, total, 1), "Jumlah");
        book.total((sheet, total, 2), 4, total - 1);
        book.total((sheet, total, 3), 4, total - 1);
        totals.push((sheet, total));
    }
    let sheet = book.sheet("Rekap");
    title(
        &mut book,
        sheet,
        "REKAPITULASI REALISASI PER UNIT",
        &["No", "Unit", "Anggaran (Rp)", "Realisasi (Rp)", "Sisa (Rp)"],
    );
    for (idx, (unit, (of, total))) in units.iter().zip(&totals).enumerate() {
        let row = 4 + u32::try_from(idx).unwrap();
        book.number((sheet, row, 0), f64::from(row - 3));
        book.words((sheet, row, 1), unit);
        for col in [2, 3] {
            let text = format!("='{unit}'!{}", a1(*total, col));
            book.formula(
                (sheet, row, col),
                &text,
                Means::Sum(vec![(*of, *total, col)]),
            );
        }
        line_less(&mut book, (sheet, row, 4), 2, 3);
    }
    book.words((sheet, 9, 1), "Jumlah");
    for col in 2..5 {
        book.total((sheet, 9, col), 4, 8);
    }
    book
}

fn subtotals(dice: &mut Dice) -> Book {
    let mut book = Book::default();
    let sheet = book.sheet("Belanja");
    title(
        &mut book,
        sheet,
        "BELANJA PER KELOMPOK",
        &["No", "Uraian", "Anggaran (Rp)", "Realisasi (Rp)"],
    );
    let mut row = 4;
    let mut details = Vec::new();
    for group in 1..=dice.rows(2, 3) {
        let first = row;
        for idx in 0..dice.rows(3, 5) {
            book.number((sheet, row, 0), f64::from(row));
            book.words((sheet, row, 1), name(idx + group));
            let pagu = dice.money();
            money(&mut book, (sheet, row, 2), pagu);
            let spent = dice.part_of(pagu);
            money(&mut book, (sheet, row, 3), spent);
            details.push(row);
            row += 1;
        }
        book.words((sheet, row, 1), &format!("Subtotal Kelompok {group}"));
        for col in [2, 3] {
            book.total_with((sheet, row, col), first, row - 1, "SUBTOTAL(9,");
        }
        row += 1;
    }
    book.words((sheet, row, 1), "Jumlah Seluruhnya");
    for col in [2, 3] {
        let text = format!("=SUBTOTAL(9,{}:{})", a1(4, col), a1(row - 1, col));
        let cells = details.iter().map(|&detail| (sheet, detail, col)).collect();
        book.formula((sheet, row, col), &text, Means::Sum(cells));
    }
    book
}

fn shares(dice: &mut Dice) -> Book {
    let mut book = Book::default();
    let sheet = book.sheet("Capaian");
    title(
        &mut book,
        sheet,
        "CAPAIAN INDIKATOR KINERJA",
        &[
            "No",
            "Indikator Kinerja",
            "Target",
            "Realisasi",
            "Capaian (%)",
        ],
    );
    let n_rows = dice.rows(5, 12);
    for idx in 0..n_rows {
        let row = 4 + idx;
        book.number((sheet, row, 0), f64::from(idx + 1));
        book.words((sheet, row, 1), &format!("Persentase layanan {}", idx + 1));
        let target = f64::from(dice.rows(40, 95));
        book.number((sheet, row, 2), target);
        book.number((sheet, row, 3), target - f64::from(dice.rows(0, 20)));
        let text = format!("=ROUND({}/{}*100,2)", a1(row, 3), a1(row, 2));
        let means = Means::Ratio((sheet, row, 3), (sheet, row, 2), 100.0, Some(2));
        book.formula((sheet, row, 4), &text, means);
        book.formats.insert((sheet, row, 4), "0.00");
        book.roles.insert((sheet, row, 4), Role::Line);
    }
    let last = 3 + n_rows;
    book.words((sheet, last + 1, 1), "Rata-rata");
    let text = format!("=AVERAGE({}:{})", a1(4, 4), a1(last, 4));
    let cells = (4..=last).map(|row| (sheet, row, 4)).collect();
    book.formula((sheet, last + 1, 4), &text, Means::Mean(cells));
    book.formats.insert((sheet, last + 1, 4), "0.00");
    book
}

fn ledger(dice: &mut Dice) -> Book {
    let mut book = Book::default();
    let sheet = book.sheet("Buku Kas");
    title(
        &mut book,
        sheet,
        "BUKU KAS UMUM",
        &[
            "No",
            "Uraian",
            "Penerimaan (Rp)",
            "Pengeluaran (Rp)",
            "Saldo (Rp)",
        ],
    );
    let n_rows = dice.rows(6, 15);
    for idx in 0..n_rows {
        let row = 4 + idx;
        book.number((sheet, row, 0), f64::from(idx + 1));
        book.words((sheet, row, 1), &format!("Transaksi {}", idx + 1));
        let (into, out) = if idx == 0 {
            (900_000_000.0, 0.0)
        } else {
            (
                f64::from(dice.rows(0, 9)) * 1_000_000.0,
                dice.part_of(20_000_000.0),
            )
        };
        money(&mut book, (sheet, row, 2), into);
        money(&mut book, (sheet, row, 3), out);
        let key = (sheet, row, 4);
        if idx == 0 {
            less(&mut book, key, 2, 3);
        } else {
            let text = format!("={}+{}-{}", a1(row - 1, 4), a1(row, 2), a1(row, 3));
            let out = book.value((sheet, row, 3));
            let means = Means::Plus(
                Box::new(Means::Sum(vec![(sheet, row - 1, 4), (sheet, row, 2)])),
                -out,
            );
            book.formula(key, &text, means);
            book.roles.insert(key, Role::Line);
        }
    }
    book
}

fn change(dice: &mut Dice) -> Book {
    let mut book = Book::default();
    let sheet = book.sheet("Perubahan");
    title(
        &mut book,
        sheet,
        "ANGGARAN SEBELUM DAN SESUDAH PERUBAHAN",
        &[
            "No",
            "Kegiatan",
            "Sebelum Perubahan (Rp)",
            "Sesudah Perubahan (Rp)",
            "Bertambah/(Berkurang) (Rp)",
        ],
    );
    let n_rows = dice.rows(5, 12);
    for idx in 0..n_rows {
        let row = 4 + idx;
        book.number((sheet, row, 0), f64::from(idx + 1));
        book.words((sheet, row, 1), name(idx));
        let before = dice.money();
        money(&mut book, (sheet, row, 2), before);
        let after = dice.part_of(before * 1.4);
        money(&mut book, (sheet, row, 3), after);
        line_less(&mut book, (sheet, row, 4), 3, 2);
    }
    let total = 4 + n_rows;
    book.words((sheet, total, 1), "JUMLAH");
    for col in 2..5 {
        book.total((sheet, total, col), 4, total - 1);
    }
    book
}

/// Groups with their subtotal below them and a grand total of the subtotals, with sen.
fn groups(dice: &mut Dice) -> Book {
    let mut book = Book::default();
    let sheet = book.sheet("Kelompok");
    title(
        &mut book,
        sheet,
        "BELANJA PER KELOMPOK DAN UNIT",
        &[
            "No",
            "Uraian",
            "Anggaran (Rp)",
            "Realisasi (Rp)",
            "Sisa (Rp)",
        ],
    );
    let mut row = 4;
    let mut subtotals = Vec::new();
    for group in 1..=dice.rows(2, 4) {
        let first = row;
        for idx in 0..dice.rows(3, 5) {
            book.number((sheet, row, 0), f64::from(idx + 1));
            book.words((sheet, row, 1), name(idx + group));
            let pagu = dice.money() + f64::from(dice.rows(0, 99)) / 100.0;
            book.number((sheet, row, 2), pagu);
            let spent = dice.part_of(pagu) + f64::from(dice.rows(0, 99)) / 100.0;
            book.number((sheet, row, 3), spent);
            line_less(&mut book, (sheet, row, 4), 2, 3);
            for col in 2..5 {
                book.formats.insert((sheet, row, col), "#,##0.00");
            }
            row += 1;
        }
        book.words((sheet, row, 1), "Subtotal");
        for col in 2..5 {
            book.total((sheet, row, col), first, row - 1);
            book.formats.insert((sheet, row, col), "#,##0.00");
        }
        subtotals.push(row);
        row += 1;
    }
    book.words((sheet, row, 1), "Jumlah Seluruhnya");
    for col in 2..5 {
        added(&mut book, (sheet, row, col), &subtotals);
        book.formats.insert((sheet, row, col), "#,##0.00");
    }
    book
}

/// Percentages left to the number format, guarded against nothing to divide by; sen and empty rows.
fn percents(dice: &mut Dice) -> Book {
    let mut book = Book::default();
    let sheet = book.sheet("Serapan");
    title(
        &mut book,
        sheet,
        "SERAPAN ANGGARAN PER BIDANG",
        &[
            "No",
            "Bidang",
            "Pagu (Rp)",
            "Realisasi (Rp)",
            "Serapan",
            "Sisa (Rp)",
        ],
    );
    let n_rows = dice.rows(6, 12);
    for idx in 0..n_rows {
        let row = 4 + idx;
        if idx == 0 {
            book.number((sheet, row, 0), 1.0);
        } else {
            let text = format!("={}+1", a1(row - 1, 0));
            let means = Means::Plus(Box::new(Means::Sum(vec![(sheet, row - 1, 0)])), 1.0);
            book.formula((sheet, row, 0), &text, means);
        }
        book.words((sheet, row, 1), name(idx));
        // Nothing was budgeted in the third row.
        let pagu = if idx == 2 { 0.0 } else { dice.money() };
        money(&mut book, (sheet, row, 2), pagu);
        let spent = dice.part_of(pagu);
        money(&mut book, (sheet, row, 3), spent);
        guarded_share(&mut book, (sheet, row, 4));
        line_less(&mut book, (sheet, row, 5), 2, 3);
    }
    let total = 4 + n_rows;
    book.words((sheet, total, 1), "TOTAL");
    for col in [2, 3, 5] {
        book.total((sheet, total, col), 4, total - 1);
    }
    guarded_share(&mut book, (sheet, total, 4));
    book.roles.remove(&(sheet, total, 4));
    book
}

fn guarded_share(book: &mut Book, key: Key) {
    let (part, whole) = (a1(key.1, 3), a1(key.1, 2));
    let text = format!("=IF({whole}=0,0,{part}/{whole})");
    let means = Means::Ratio((key.0, key.1, 3), (key.0, key.1, 2), 1.0, None);
    book.formula(key, &text, means);
    book.formats.insert(key, "0.00%");
    book.roles.insert(key, Role::Line);
}

/// Hidden rows under a SUBTOTAL that leaves them out, and a name for the rate of a tax.
fn filtered(dice: &mut Dice) -> Book {
    let mut book = Book::default();
    let sheet = book.sheet("Belanja Barang");
    title(
        &mut book,
        sheet,
        "BELANJA BARANG DAN PAJAKNYA",
        &["No", "Uraian", "Harga (Rp)", "PPN (Rp)", "Jumlah (Rp)"],
    );
    book.words((sheet, 0, 7), "Tarif PPN");
    book.number((sheet, 0, 8), 0.11);
    book.names
        .push(("tarif_ppn".to_owned(), "='Belanja Barang'!$I$1".to_owned()));
    let n_rows = dice.rows(5, 9);
    let mut shown = Vec::new();
    for idx in 0..n_rows {
        let row = 4 + idx;
        book.number((sheet, row, 0), f64::from(idx + 1));
        book.words((sheet, row, 1), &format!("Barang {}", idx + 1));
        let price = dice.money();
        money(&mut book, (sheet, row, 2), price);
        let tax = Means::Times(vec![(sheet, row, 2), (sheet, 0, 8)]);
        book.formula((sheet, row, 3), &format!("={}*tarif_ppn", a1(row, 2)), tax);
        book.formats.insert((sheet, row, 3), "#,##0.00");
        let text = format!("={}+{}", a1(row, 2), a1(row, 3));
        let sum = Means::Sum(vec![(sheet, row, 2), (sheet, row, 3)]);
        book.formula((sheet, row, 4), &text, sum);
        book.formats.insert((sheet, row, 4), "#,##0.00");
        if idx == 1 {
            book.hidden.push((sheet, row));
        } else {
            shown.push(row);
        }
    }
    let total = 4 + n_rows;
    book.words((sheet, total + 1, 1), "Terlihat");
    for col in 2..5 {
        let text = format!("=SUBTOTAL(109,{}:{})", a1(4, col), a1(total - 1, col));
        let cells = shown.iter().map(|&row| (sheet, row, col)).collect();
        book.formula((sheet, total + 1, col), &text, Means::Sum(cells));
    }
    book
}

/// Sums by group with SUMIF over the table on another sheet.
fn by_code(dice: &mut Dice) -> Book {
    let mut book = Book::default();
    let sheet = book.sheet("Data");
    title(
        &mut book,
        sheet,
        "DATA BELANJA",
        &["No", "Kelompok", "Uraian", "Jumlah (Rp)"],
    );
    let groups = ["Belanja Operasi", "Belanja Modal", "Belanja Transfer"];
    let n_rows = dice.rows(9, 15);
    let mut of_group: Vec<Vec<Key>> = vec![Vec::new(); 3];
    for idx in 0..n_rows {
        let row = 4 + idx;
        let group = usize::try_from(idx % 3).unwrap();
        book.number((sheet, row, 0), f64::from(idx + 1));
        book.words((sheet, row, 1), groups[group]);
        book.words((sheet, row, 2), name(idx));
        let amount = dice.money();
        money(&mut book, (sheet, row, 3), amount);
        of_group[group].push((sheet, row, 3));
    }
    let recap = book.sheet("Ringkasan");
    title(
        &mut book,
        recap,
        "RINGKASAN BELANJA PER KELOMPOK",
        &["No", "Kelompok", "Jumlah (Rp)"],
    );
    for (idx, cells) in of_group.into_iter().enumerate() {
        let row = 4 + u32::try_from(idx).unwrap();
        book.number((recap, row, 0), f64::from(row - 3));
        book.words((recap, row, 1), groups[idx]);
        let text = format!("=SUMIF(Data!$B:$B,{},Data!$D:$D)", a1(row, 1));
        book.formula((recap, row, 2), &text, Means::Sum(cells));
    }
    book.words((recap, 7, 1), "Jumlah");
    book.total((recap, 7, 2), 4, 6);
    book
}

/// Twelve months and their sum, then what was spent so far.
fn months(dice: &mut Dice) -> Book {
    let mut book = Book::default();
    let sheet = book.sheet("Bulanan");
    let mut header = vec!["No", "Kegiatan"];
    header.extend([
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
        "Jumlah",
    ]);
    title(&mut book, sheet, "ANGGARAN KAS BULANAN", &header);
    let n_rows = dice.rows(4, 8);
    for idx in 0..n_rows {
        let row = 4 + idx;
        book.number((sheet, row, 0), f64::from(idx + 1));
        book.words((sheet, row, 1), name(idx));
        for col in 2..14 {
            let amount = dice.money();
            money(&mut book, (sheet, row, col), amount);
        }
        let text = format!("=SUM({}:{})", a1(row, 2), a1(row, 13));
        let cells = (2..14).map(|col| (sheet, row, col)).collect();
        book.formula((sheet, row, 14), &text, Means::Sum(cells));
        book.roles.insert((sheet, row, 14), Role::Line);
    }
    let total = 4 + n_rows;
    book.words((sheet, total, 1), "JUMLAH");
    for col in 2..15 {
        book.total((sheet, total, col), 4, total - 1);
    }
    book.words((sheet, total + 1, 1), "Kumulatif");
    book.formula(
        (sheet, total + 1, 2),
        &format!("={}", a1(total, 2)),
        Means::Sum(vec![(sheet, total, 2)]),
    );
    for col in 3..14 {
        let text = format!("={}+{}", a1(total + 1, col - 1), a1(total, col));
        let cells = vec![(sheet, total + 1, col - 1), (sheet, total, col)];
        book.formula((sheet, total + 1, col), &text, Means::Sum(cells));
    }
    book
}

/// The total stands above its lines, and each unit above its own.
fn total_above(dice: &mut Dice) -> Book {
    let mut book = Book::default();
    let sheet = book.sheet("Belanja");
    title(
        &mut book,
        sheet,
        "BELANJA MENURUT REKENING",
        &[
            "Kode Rekening",
            "Uraian",
            "Anggaran (Rp)",
            "Realisasi (Rp)",
            "Sisa (Rp)",
        ],
    );
    book.words((sheet, 4, 0), "5");
    book.words((sheet, 4, 1), "BELANJA DAERAH");
    let mut row = 5;
    let mut kinds = Vec::new();
    for kind in 1..=dice.rows(2, 3) {
        let head = row;
        kinds.push(head);
        book.words((sheet, row, 0), &format!("5.{kind}"));
        book.words((sheet, row, 1), &format!("Belanja Kelompok {kind}"));
        row += 1;
        for item in 1..=dice.rows(3, 5) {
            book.words((sheet, row, 0), &format!("5.{kind}.{item:02}"));
            book.words((sheet, row, 1), &format!("Belanja Jenis {item}"));
            let pagu = dice.money();
            money(&mut book, (sheet, row, 2), pagu);
            let spent = dice.part_of(pagu);
            money(&mut book, (sheet, row, 3), spent);
            row += 1;
        }
        for col in [2, 3] {
            book.total((sheet, head, col), head + 1, row - 1);
        }
    }
    for col in [2, 3] {
        added(&mut book, (sheet, 4, col), &kinds);
    }
    for line in 4..row {
        line_less(&mut book, (sheet, line, 4), 2, 3);
    }
    book
}
