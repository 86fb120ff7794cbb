//! Comes in: single values of a configuration file. Goes out: the faults of those that are empty,
//! repeated, or name what does not exist. Never knows which values a pipeline or profile has.

use std::collections::BTreeSet;

use super::fault::{ConfigFault, Said, name_hint};
use super::source_text::{SourceText, Step};
use crate::model::limits::{Limits, MOST};
use crate::model::rules;

use Step::Nth;

/// Code of a kind that no profile describes.
pub(super) const UNKNOWN_PROFILE: &str = "P003";
/// Code of another name that nothing bears.
pub(super) const UNKNOWN_NAME: &str = "P006";

/// Faults found so far in one file.
pub(super) struct Check<'a> {
    source: SourceText<'a>,
    code: &'static str,
    faults: Vec<ConfigFault>,
}

impl<'a> Check<'a> {
    /// Nothing found yet; `code` is that of faults of the file itself.
    pub(super) fn new(text: &'a str, file: &'a str, code: &'static str) -> Self {
        Self {
            source: SourceText::new(file, text),
            code,
            faults: Vec::new(),
        }
    }

    /// The faults, by their place.
    pub(super) fn done(mut self) -> Vec<ConfigFault> {
        self.faults.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        self.faults
    }

    /// Adds a fault at the value that `path` leads to.
    pub(super) fn add(
        &mut self,
        code: &'static str,
        path: &[Step<'_>],
        reason: Said,
        hint: Option<Said>,
    ) {
        self.faults
            .push(self.source.fault(code, path, reason).hint(hint));
    }

    /// A kind must have a profile.
    pub(super) fn known_kind(&mut self, kind: &str, known: &[String], path: &[Step<'_>]) {
        if !known.iter().any(|name| name == kind) {
            let reason = Said::new(
                format!("profil `{kind}` tidak ada"),
                format!("there is no profile `{kind}`"),
            );
            let write_it = Said::new(
                format!("tulis berkas profiles/{kind}.toml"),
                format!("write the file profiles/{kind}.toml"),
            );
            let hint = name_hint(kind, known.iter().map(String::as_str)).unwrap_or(write_it);
            self.add(UNKNOWN_PROFILE, path, reason, Some(hint));
        }
    }

    /// A code must be that of a rule.
    pub(super) fn known_rule(&mut self, code: &str, path: &[Step<'_>]) {
        if rules::rule(code).is_none() {
            let reason = Said::new(
                format!("kode aturan `{code}` tidak ada"),
                format!("there is no rule `{code}`"),
            );
            self.add(
                UNKNOWN_NAME,
                path,
                reason,
                name_hint(code, rules::rules().map(|rule| rule.code)),
            );
        }
    }

    /// A limit must have one of the known names, and a value that still limits something.
    pub(super) fn limit(&mut self, name: &str, value: i64, path: &[Step<'_>]) {
        if Limits::named(name).is_none() {
            let reason = Said::new(
                format!("tidak ada batas `{name}`"),
                format!("there is no limit `{name}`"),
            );
            self.add(UNKNOWN_NAME, path, reason, name_hint(name, Limits::names()));
            return;
        }
        if !u64::try_from(value).is_ok_and(|value| (1..=MOST).contains(&value)) {
            let reason = Said::new(
                format!("batas `{name}` tidak mungkin {value}"),
                format!("limit `{name}` cannot be {value}"),
            );
            let hint = Said::new(
                format!("bilangan bulat dari 1 sampai {MOST}"),
                format!("a whole number from 1 to {MOST}"),
            );
            self.add(self.code, path, reason, Some(hint));
        }
    }

    /// A field must be that of a column.
    pub(super) fn known_field(&mut self, field: &str, known: &BTreeSet<&str>, path: &[Step<'_>]) {
        if !known.contains(field) {
            let reason = Said::new(
                format!("tidak ada kolom `{field}` dalam profil ini"),
                format!("this profile has no column `{field}`"),
            );
            self.add(
                UNKNOWN_NAME,
                path,
                reason,
                name_hint(field, known.iter().copied()),
            );
        }
    }

    /// A name must stand once only.
    pub(super) fn twice(&mut self, name: &str, path: &[Step<'_>]) {
        let reason = Said::new(
            format!("`{name}` tertulis dua kali"),
            format!("`{name}` stands here twice"),
        );
        self.add(
            self.code,
            path,
            reason,
            Some(Said::new(
                "hapus atau ganti salah satunya",
                "remove or rename one",
            )),
        );
    }

    /// A list must not name anything twice.
    pub(super) fn repeated(&mut self, names: &[String], path: &[Step<'_>]) {
        let mut seen = BTreeSet::new();
        for (idx, name) in names.iter().enumerate() {
            if !seen.insert(name.as_str()) {
                self.twice(name, &joined(path, Nth(idx)));
            }
        }
    }

    /// A text must say something.
    pub(super) fn not_blank(&mut self, text: &str, path: &[Step<'_>]) {
        if text.trim().is_empty() {
            let reason = Said::new("teks ini kosong", "this text is empty");
            self.add(
                self.code,
                path,
                reason,
                Some(Said::new("isi teksnya", "write something")),
            );
        }
    }

    /// Every text of a list must say something.
    pub(super) fn no_blanks<T: AsRef<str>>(&mut self, texts: &[T], path: &[Step<'_>]) {
        for (idx, text) in texts.iter().enumerate() {
            self.not_blank(text.as_ref(), &joined(path, Nth(idx)));
        }
    }

    /// A list must hold something.
    pub(super) fn not_empty<T>(&mut self, list: &[T], path: &[Step<'_>]) {
        if list.is_empty() {
            let reason = Said::new("daftar ini kosong", "this list is empty");
            self.add(
                self.code,
                path,
                reason,
                Some(Said::new("isi paling sedikit satu", "give at least one")),
            );
        }
    }
}

fn joined<'a>(path: &[Step<'a>], step: Step<'a>) -> Vec<Step<'a>> {
    path.iter().copied().chain([step]).collect()
}
