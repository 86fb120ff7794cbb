//! Waivers as users write them: findings that somebody answers for, until a day. Text in, checked
//! rows out; which finding a row fits is for the run to say.

use serde::Deserialize;

use super::check::Check;
use super::fault::{ConfigFault, Said};
use super::source_text::Step;
use crate::model::date::Date;

use Step::{Key, Nth};

/// A file of waivers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waivers {
    /// Its rows.
    #[serde(default, rename = "waiver")]
    pub rows: Vec<WaiverRow>,
}

/// One waiver: a finding by its fingerprint, or all that fit every word given.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaiverRow {
    /// Fingerprint of one finding.
    pub finding: Option<String>,
    /// Code or name of a rule.
    pub code: Option<String>,
    /// Pattern of the document's path, such as `Dinas A/*.xlsx`.
    pub document: Option<String>,
    /// Name of the sheet.
    pub sheet: Option<String>,
    /// The cell, such as `D6`.
    pub cell: Option<String>,
    /// The agency.
    pub agency: Option<String>,
    /// Who answers for it.
    pub by: String,
    /// Why.
    pub why: String,
    /// The last day on which it holds, as `2026-12-31`.
    pub until: String,
}

impl WaiverRow {
    /// What it waives, in a few words.
    pub fn label(&self) -> String {
        let words = [
            &self.finding,
            &self.code,
            &self.agency,
            &self.document,
            &self.sheet,
            &self.cell,
        ];
        let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
        words.join(" ")
    }

    /// The last day on which it holds; `None` where that is no day.
    pub fn last_day(&self) -> Option<Date> {
        let mut parts = self.until.splitn(3, '-');
        let mut part = |length: usize| {
            let digits = parts.next()?;
            let fits = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
            fits.then(|| digits.parse().ok()).flatten()
        };
        Date::new(part(4)?, part(2)?, part(2)?)
    }
}

/// Faults of a file of waivers: rows that would waive everything, nobody's, without end.
pub fn waiver_faults(waivers: &Waivers, text: &str, file: &str) -> Vec<ConfigFault> {
    let mut check = Check::new(text, file, "P001");
    for (idx, row) in waivers.rows.iter().enumerate() {
        let at = |key: &'static str| [Key("waiver"), Nth(idx), Key(key)];
        check.not_blank(&row.by, &at("by"));
        check.not_blank(&row.why, &at("why"));
        if row.last_day().is_none() {
            let reason = Said::new(
                format!("`{}` bukan tanggal", row.until),
                format!("`{}` is no date", row.until),
            );
            let hint = Said::new("tulis seperti \"2026-12-31\"", "write it as \"2026-12-31\"");
            check.add("P001", &at("until"), reason, Some(hint));
        }
        if let Some(code) = &row.code {
            check.known_rule(code, &at("code"));
        }
        if row.label().trim().is_empty() {
            let reason = Said::new(
                "pengecualian ini berlaku atas semua temuan",
                "this waiver would waive every finding",
            );
            let hint = Said::new(
                "sebut `finding` (sidik jari temuan), atau `code`, `agency`, `document`, `sheet`, `cell`",
                "name `finding` (its fingerprint), or `code`, `agency`, `document`, `sheet`, `cell`",
            );
            check.add("P001", &[Key("waiver"), Nth(idx)], reason, Some(hint));
        }
    }
    check.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::load::waivers_from_str;

    #[test]
    fn waivers_have_an_owner_a_reason_and_an_end() {
        let text = "[[waiver]]\ncode = \"A101\"\nby = \"Sekretaris\"\nwhy = \"menunggu DPPA\"\nuntil = \"2026-12-31\"\n\
                    [[waiver]]\nby = \"\"\nwhy = \"x\"\nuntil = \"akhir tahun\"\n\
                    [[waiver]]\ncode = \"A999\"\nby = \"x\"\nwhy = \"x\"\nuntil = \"2026-02-30\"\n";
        let waivers = waivers_from_str(text, "w.toml").expect("waivers");
        assert_eq!(waivers.rows.len(), 3);
        assert!(waivers.rows[0].last_day().is_some());
        let faults = waiver_faults(&waivers, text, "w.toml");
        let lines: Vec<_> = faults
            .iter()
            .map(|fault| (fault.code, fault.line))
            .collect();
        assert_eq!(
            lines,
            [
                ("P001", Some(6)),
                ("P001", Some(7)),
                ("P001", Some(9)),
                ("P006", Some(11)),
                ("P001", Some(14))
            ],
            "{faults:#?}"
        );
        assert!(waivers_from_str("[[waiver]]\ncode = \"A101\"\n", "w.toml").is_err());
    }
}
