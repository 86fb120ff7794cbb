//! Good workbooks under absurd names. What is odd is the name alone, so each must be read.

use super::Expect::Clean;
use super::base::xlsx;
use super::{Nasty, kind};

pub(super) fn kinds() -> Vec<Nasty> {
    let good = xlsx().zip();
    let named = |name: String, why: &'static str| kind(name, Clean, why, good.clone());
    let mut kinds = vec![
        named(format!("{}.xlsx", "n".repeat(250)), "a name of 255 bytes"),
        named(" .xlsx".into(), "a name that is a blank"),
        named("rekap .xlsx ".into(), "a blank at the end"),
        named("rekap.xlsx.".into(), "a dot at the end"),
        named("--help.xlsx".into(), "a name that looks like an option"),
        named("-".into(), "a name that means standard input"),
        named(
            "$(reboot);`id`.xlsx".into(),
            "a name that a shell would run",
        ),
        named("%s%n%x{}.xlsx".into(), "a name of placeholders"),
        named(
            "Rekap*?[!a]{b,c}.xlsx".into(),
            "a name of patterns of files",
        ),
        named("a\nb\r.xlsx".into(), "a name of several lines"),
        named(
            "\u{1b}[2J\u{1b}]0;x\u{7}.xlsx".into(),
            "a name that steers a terminal",
        ),
        named(
            "rekap\u{202e}xslx.exe".into(),
            "a name that turns the direction of text",
        ),
        named(
            "\"code\":\"A101\"}\\.xlsx".into(),
            "a name of quotes and backslashes",
        ),
        named("<script>alert(1)<.xlsx".into(), "a name that is markup"),
        named("=cmd|calc!A0.xlsx".into(), "a name that is a formula"),
        named("e\u{301}.xlsx".into(), "a letter of two parts"),
        named("\u{e9}.xlsx".into(), "the same letter of one part"),
        named("beda.xlsx".into(), "a name"),
        named("BEDA.XLSX".into(), "the same name in capital letters"),
        named("con.xlsx".into(), "a name that other systems reserve"),
        named("archive.zip".into(), "a workbook named as an archive"),
        named(
            "folder.xlsx/rekap.xlsx".into(),
            "a folder named as a workbook",
        ),
        named(
            format!("{}rekap.xlsx", "f/".repeat(200)),
            "two hundred folders inside each other",
        ),
    ];
    if cfg!(not(unix)) {
        // Other systems refuse most of these names themselves.
        kinds.retain(|kind| {
            kind.name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '.')
        });
    }
    kinds
}
