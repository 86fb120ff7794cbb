//! Text with separators that is too long, too wide, cut, in odd letters or no text at all.

use super::Expect::{Any, Clean, Safe, Told, ToldAndRight};
use super::base::csv;
use super::xlsx_xml::utf_16;
use super::{Nasty, kind, noise, swap};

#[rustfmt::skip]
pub(super) fn kinds() -> Vec<Nasty> {
    let good = csv();
    let more = |text: &str| format!("{good}{text}");
    let with_bytes = |bytes: &[u8]| [good.as_bytes(), bytes].concat();
    let sixteen = utf_16(&good, true, true);
    vec![
        kind("line-10-mb.csv", Told, "one cell of ten megabytes", more(&"a".repeat(10 << 20))),
        kind("quote-open.csv", Told, "a quote that is never closed and swallows the rest", swap(&good, "Belanja Pegawai", "\"Belanja Pegawai")),
        kind("quote-inside.csv", Safe, "a quote in the middle of a cell", more("\n\n;;;;a \"b\n;;;;c\n")),
        kind("quotes-1-mb.csv", Safe, "a megabyte of quotes", more(&"\"".repeat(1 << 20))),
        kind("nul-early.csv", Safe, "a NUL inside a figure", swap(&good, "1250000", "125\u{0}0000")),
        kind("nul-late.csv", Safe, "a NUL behind the first kilobytes", more(&format!("{}a\0b\n", "\n".repeat(9000)))),
        kind("utf-16.csv", Safe, "text in UTF-16", sixteen.clone()),
        kind("utf-16-be.csv", Safe, "text in UTF-16, high bytes first", utf_16(&good, false, true)),
        kind("utf-16-odd.csv", Told, "UTF-16 that stops in the middle of a letter", sixteen[..sixteen.len() - 1].to_vec()),
        kind("utf-16-lone.csv", Told, "UTF-16 with half of a pair", [sixteen, vec![0x00, 0xD8, 0x0A, 0]].concat()),
        kind("utf-8-wrong.csv", Safe, "letters that are not UTF-8", with_bytes(b"4;\xFF\xFE\x80\xC0\xAF;9\n")),
        kind("utf-8-cut.csv", Safe, "UTF-8 that stops in the middle of a letter", with_bytes(b"4;\xE2\x82")),
        kind("latin-1.csv", Safe, "a letter of Windows-1252", with_bytes(b"\n\n\n;;;;caf\xE9\n")),
        kind("separators-1-000-000.csv", Safe, "a million separators in a line", more(&";".repeat(1_000_000))),
        kind("cells-20-000.csv", ToldAndRight, "a line of twenty thousand cells", more(&format!("\n\n{}\n", "7;".repeat(20_000)))),
        kind("line-ends-mixed.csv", Clean, "three kinds of line ends", { let mut lines = good.lines(); let mut out = String::new(); for end in ["\r\n", "\n", "\r\n", "\n", "\r\n"] { out.push_str(lines.next().unwrap()); out.push_str(end); } out }),
        kind("line-ends-cr.csv", Safe, "the line ends of old Macs", good.replace('\n', "\r")),
        kind("mark.csv", Clean, "a mark before the text", format!("\u{feff}{good}")),
        kind("only-mark.csv", Told, "a mark and nothing else", "\u{feff}"),
        kind("only-lines.csv", Told, "empty lines", "\n".repeat(10_000)),
        kind("only-separators.csv", Told, "separators and nothing else", ";;;;\n".repeat(20_000)),
        kind("rows-beyond-grid.csv", ToldAndRight, "a cell behind more lines than a sheet has", more(&format!("{};;;;akhir\n", "\n".repeat(1_048_600)))),
        kind("no-separator.csv", Any, "words without separators, which is a table of one column", "satu\ndua\ntiga\n"),
        kind("one-cell.csv", Any, "one letter, which is a table of one cell", "x"),
        kind("noise.csv", Told, "noise", noise(20_000)),
        kind("noise-later.csv", Safe, "noise after the text", with_bytes(&noise(20_000))),
        kind("commands.csv", Clean, "cells that would run a program in a spreadsheet", more("\n\n;;;;=cmd|' /C calc'!A0;+1+1;@SUM(1);-2+3\n")),
        kind("terminal.csv", Safe, "cells that would steer a terminal", more("\n\n;;;;\u{1b}[2J\u{1b}]0;x\u{7};\u{202e}abc;\u{2028}\n")),
        kind("separator-line.csv", Safe, "a first line that names the separator", format!("sep=;\n{good}")),
        kind("ragged.csv", Clean, "lines of different lengths", more("\n\n;;;;1\n;;;;1;2;3;4\n;;;;5\n")),
        kind("cut.csv", Any, "a text cut in the middle of a figure: a text has no end that could be missing", good[..good.len() - 4].to_owned()),
        kind("as-txt.txt", Clean, "under the name of a text", good.clone()),
        kind("as-xls.xls", Safe, "under the name of a workbook", good.clone()),
        kind("as-xlsx.xlsx", Safe, "under the name of a newer workbook", good),
    ]
}
