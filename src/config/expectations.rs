//! What a pipeline expects of a region: its agencies, the documents each must hand in, until when.
//! Comes in: the pipeline and the text of its registry. Goes out: checked settings. Never touches a
//! file.

use super::pipeline::Pipeline;
use crate::model::agency::Agency;
use crate::model::date::{Date, Written, read_date};

/// What is expected of a region.
#[derive(Debug, Clone, Default)]
pub struct Expectations {
    /// The agencies, from the registry; empty where the documents tell which there are.
    pub agencies: Vec<Agency>,
    /// The documents that every agency must hand in: stages of the budget, or kinds.
    pub documents: Vec<String>,
    /// The last day to hand in.
    pub deadline: Option<Date>,
}

impl Expectations {
    /// The expectations of a pipeline; `registry` is the text of the file that it names.
    pub fn of(pipeline: &Pipeline, registry: Option<&str>) -> Self {
        Self {
            agencies: registry.map(agencies).unwrap_or_default(),
            documents: pipeline.completeness.expects.clone(),
            deadline: pipeline.completeness.deadline.as_deref().and_then(day),
        }
    }
}

/// A day as a pipeline writes it, in one meaning only.
pub fn day(text: &str) -> Option<Date> {
    match read_date(text)? {
        Written::One(date) | Written::DayFirst(date) => Some(date),
        Written::Two { .. } | Written::MonthFirst(_) => None,
    }
}

/// Most agencies of a registry.
const MAX_AGENCIES: usize = 5_000;

/// The agencies of a registry: lines of code, name and aliases joined by `|`, separated by commas or
/// semicolons, with or without a header.
pub fn agencies(text: &str) -> Vec<Agency> {
    let text = text.trim_start_matches('\u{feff}');
    let separator = if text.lines().any(|line| line.contains(';')) {
        ';'
    } else {
        ','
    };
    let mut columns = [0, 1, 2];
    let mut agencies = Vec::new();
    for (idx, line) in text.lines().enumerate() {
        let fields = fields(line, separator);
        if idx == 0
            && let Some(named) = header(&fields)
        {
            columns = named;
            continue;
        }
        let field = |nth: usize| {
            let at = columns.get(nth).copied().unwrap_or(usize::MAX);
            fields.get(at).map(|field| field.trim()).unwrap_or_default()
        };
        let name = field(1);
        if name.is_empty() || agencies.len() >= MAX_AGENCIES {
            continue;
        }
        let code = field(0);
        let aliases = field(2).split('|').map(str::trim);
        let aliases = aliases.filter(|alias| !alias.is_empty());
        let code = (!code.is_empty()).then(|| code.to_owned());
        agencies.push(Agency::new(code, name, aliases.map(str::to_owned)));
    }
    agencies
}

/// Where a header puts code, name and aliases.
fn header(fields: &[String]) -> Option<[usize; 3]> {
    let at = |names: &[&str]| {
        fields
            .iter()
            .position(|field| names.contains(&field.trim().to_lowercase().as_str()))
    };
    let name = at(&["name", "nama", "nama opd", "nama perangkat daerah", "opd"])?;
    Some([
        at(&["code", "kode", "kode opd"]).unwrap_or(usize::MAX),
        name,
        at(&["aliases", "alias", "singkatan", "nama lain"]).unwrap_or(usize::MAX),
    ])
}

/// The fields of a line; one in quotes may hold the separator.
fn fields(line: &str, separator: char) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    for c in line.chars() {
        if c == '"' {
            is_quoted = !is_quoted;
        } else if c == separator && !is_quoted {
            fields.push(String::new());
        } else if let Some(field) = fields.last_mut() {
            field.push(c);
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registries_are_read_with_and_without_a_header() {
        let told = |text: &str| {
            let told = |agency: &Agency| {
                let code = agency.code.as_deref().unwrap_or("-");
                format!("{code}/{}/{}", agency.name, agency.aliases().join("+"))
            };
            agencies(text).iter().map(told).collect::<Vec<_>>()
        };
        let wanted = [
            "1.02/Dinas Contoh, Satu/Discon|".trim_end_matches('|'),
            "-/Badan Contoh/",
        ];
        assert_eq!(
            told("code,name,aliases\n1.02,\"Dinas Contoh, Satu\",Discon\n,Badan Contoh,\n"),
            wanted
        );
        assert_eq!(
            told("1.02;Dinas Contoh, Satu;Discon\n;Badan Contoh\n"),
            wanted
        );
        assert_eq!(
            told("nama;alias\nKantor Contoh;a | b\n"),
            ["-/Kantor Contoh/a+b"]
        );
    }

    #[test]
    fn a_deadline_has_one_meaning() {
        assert!(day("2023-02-10").is_some());
        assert!(day("10 Februari 2023").is_some());
        assert!(day("02/03/2023").is_none());
    }
}
