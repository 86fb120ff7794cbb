//! Tests of reading xls workbooks: files that other programs made, and records built in memory.
//!
//! The fixtures come from one workbook that was made for the purpose: `budget-biff8.xls` was saved
//! by `LibreOffice`, `budget-biff5.xls` by Gnumeric, `from-1904.xls` by `LibreOffice`.

mod cells;
mod containers;
mod damage;
mod fixtures;
mod formulas;
mod made;
mod strings;
mod workbooks;
