//! The code of a rank against its name: III/a is Penata Muda. Comes in: a roster. Goes out: a finding
//! for each line whose two parts contradict each other. Never demands that both are written.

use super::person;
use crate::model::finding::{Finding, Severity};
use crate::model::place::CellRef;
use crate::model::record::RecordSet;
use crate::model::text::normalize;

/// The ranks of civil servants by their codes (PP 11/2017 with its updates).
pub(super) const RANKS: &[(&str, &str)] = &[
    ("i a", "juru muda"),
    ("i b", "juru muda tingkat i"),
    ("i c", "juru"),
    ("i d", "juru tingkat i"),
    ("ii a", "pengatur muda"),
    ("ii b", "pengatur muda tingkat i"),
    ("ii c", "pengatur"),
    ("ii d", "pengatur tingkat i"),
    ("iii a", "penata muda"),
    ("iii b", "penata muda tingkat i"),
    ("iii c", "penata"),
    ("iii d", "penata tingkat i"),
    ("iv a", "pembina"),
    ("iv b", "pembina tingkat i"),
    ("iv c", "pembina utama muda"),
    ("iv d", "pembina utama madya"),
    ("iv e", "pembina utama"),
];

pub(super) fn check(set: &RecordSet, findings: &mut Vec<Finding>) {
    for line in &set.lines {
        let texts = person::texts(set, line, "golongan").into_iter();
        let texts: Vec<(CellRef, String)> = texts.map(|(at, text)| (at, plain(&text))).collect();
        let code = texts
            .iter()
            .find_map(|(at, text)| Some((*at, code_in(text)?)));
        let name = texts.iter().find_map(|(_, text)| name_in(text));
        let (Some((at, code)), Some(name)) = (code, name) else {
            continue;
        };
        let meant = RANKS
            .iter()
            .find(|(known, _)| *known == code)
            .map(|(_, name)| *name);
        let Some(meant) = meant else { continue };
        let place = set.placed(at);
        if meant != name {
            findings.push(
                Finding::at("S107", Severity::Error, &place)
                    .fact("title", written(&code))
                    .fact("name", capitals(name))
                    .fact("other", capitals(meant)),
            );
        }
    }
}

/// A rank's text with its abbreviations written out.
pub(super) fn plain(text: &str) -> String {
    let words = normalize(text);
    let words = words.split(' ').map(|word| match word {
        "tk" | "tkt" | "tkt1" => "tingkat",
        "tk1" | "tki" => "tingkat i",
        "1" => "i",
        other => other,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The only code in a text: `iii a`, `iiia`.
pub(super) fn code_in(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let pair = words.windows(2).find_map(|pair| {
        let [a, b] = pair else { return None };
        RANKS
            .iter()
            .find(|(code, _)| code.split_once(' ') == Some((a, b)))
    });
    let joined = || {
        words.iter().find_map(|word| {
            RANKS
                .iter()
                .find(|(code, _)| code.replace(' ', "") == **word && word.len() > 1)
        })
    };
    pair.or_else(joined).map(|(code, _)| (*code).to_owned())
}

/// The longest name of a rank in a text.
fn name_in(text: &str) -> Option<&'static str> {
    let names = RANKS.iter().map(|(_, name)| *name);
    names
        .filter(|name| crate::model::text::has_phrase(text, name))
        .max_by_key(|name| name.len())
}

/// `iii a` as it is written: `III/a`.
fn written(code: &str) -> String {
    match code.split_once(' ') {
        Some((group, step)) => format!("{}/{step}", group.to_uppercase()),
        None => code.to_owned(),
    }
}

fn capitals(name: &str) -> String {
    let words = name.split(' ').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(letters).collect()
    });
    words.collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_found_in_what_rosters_write() {
        for (text, code, name) in [
            (
                "Penata Muda Tk. I (III/b)",
                Some("iii b"),
                Some("penata muda tingkat i"),
            ),
            ("III/a", Some("iii a"), None),
            ("IVa - Pembina", Some("iv a"), Some("pembina")),
            (
                "Pembina Utama Muda, IV/c",
                Some("iv c"),
                Some("pembina utama muda"),
            ),
            ("IX", None, None),
            (
                "Penata Tingkat 1 / III d",
                Some("iii d"),
                Some("penata tingkat i"),
            ),
        ] {
            let plain = plain(text);
            assert_eq!(code_in(&plain).as_deref(), code, "{text}");
            assert_eq!(name_in(&plain), name, "{text}");
        }
    }
}
