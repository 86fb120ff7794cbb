//! How the parts of a package refer to each other (ECMA-376 part 2, 9.3). Comes in: the name of a
//! part. Goes out: its relationships with the parts they lead to. The transitional and the strict
//! form differ in the beginning of a type only, so types are told by their last word.

use std::io::BufRead;

use quick_xml::events::Event;

use super::fault::Fault;
use super::package::Package;
use super::xml::{Xml, attribute};
use crate::model::limits::{Limit, Limits};

/// Where the main part is when no relationship says so.
const USUAL_WORKBOOK: &str = "xl/workbook.xml";

/// A relationship inside the package.
#[derive(Debug)]
pub(super) struct Relation {
    /// Its name at the part it starts from.
    pub(super) id: String,
    /// The last word of its type: `worksheet`, `styles`.
    pub(super) kind: String,
    /// The name of the part it leads to.
    pub(super) part: String,
}

impl Relation {
    /// Whether it leads to a sheet that has no cells of its own to audit: a chart, or the dialogs
    /// and macros of Excel 4.
    pub(super) fn is_no_worksheet(&self) -> bool {
        matches!(
            &*self.kind.to_ascii_lowercase(),
            "chartsheet" | "dialogsheet" | "xlmacrosheet" | "xlintlmacrosheet"
        )
    }
}

/// The name of the workbook's main part.
pub(super) fn workbook_part(package: &mut Package<'_>, limits: &Limits) -> Result<String, Fault> {
    // Without readable relationships the usual name is as good a guide.
    let of_root = of(package, "", limits).unwrap_or_default();
    of_root
        .into_iter()
        .find(|one| one.kind == "officeDocument" && package.has(&one.part))
        .map(|one| one.part)
        .or_else(|| {
            package
                .has(USUAL_WORKBOOK)
                .then(|| USUAL_WORKBOOK.to_owned())
        })
        .ok_or_else(|| {
            Fault::damaged(
                "bagian utama buku kerja tidak ada dalam paket",
                "the package has no main workbook part",
            )
        })
}

/// The relationships of a part; `""` is the package itself. None where it has none.
pub(super) fn of(
    package: &mut Package<'_>,
    source: &str,
    limits: &Limits,
) -> Result<Vec<Relation>, Fault> {
    let (folder, name) = source.rsplit_once('/').unwrap_or(("", source));
    let part = if folder.is_empty() {
        format!("_rels/{name}.rels")
    } else {
        format!("{folder}/_rels/{name}.rels")
    };
    let read = package.part(&part, |bytes| {
        parse(&mut Xml::new(&part, bytes, limits), limits)
    })?;
    let mut relations = read.unwrap_or_default();
    for relation in &mut relations {
        relation.part = found(package, folder, &relation.part);
    }
    Ok(relations)
}

/// The name of the part of a kind: by relationship, or by its usual name beside `source`.
pub(super) fn part_of(
    package: &Package<'_>,
    source: &str,
    relations: &[Relation],
    kind: &str,
    usual: &str,
) -> Option<String> {
    let related = relations.iter().find(|one| one.kind == kind);
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = joined(folder, usual);
    related
        .map(|one| one.part.clone())
        .or_else(|| package.has(&beside).then_some(beside))
}

fn parse<R: BufRead>(xml: &mut Xml<R>, limits: &Limits) -> Result<Vec<Relation>, Fault> {
    let mut relations = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "Relationship" =>
            {
                let text = |name| attribute(&element, name).unwrap_or_default();
                if text("TargetMode").eq_ignore_ascii_case("External") {
                    continue;
                }
                if relations.len() as u64 >= limits.get(Limit::Parts) {
                    return Err(Fault::Limit(Limit::Parts));
                }
                let kind = text("Type");
                relations.push(Relation {
                    id: text("Id").into_owned(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    part: text("Target").into_owned(),
                });
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// The name of the part that a target means, seen from a folder. Some programs write a target from
/// the package's root without the slash that says so, or with escapes of a URI.
fn found(package: &Package<'_>, folder: &str, target: &str) -> String {
    let beside = joined(folder, target);
    let unescaped = unescaped(target);
    [
        joined("", target),
        joined(folder, &unescaped),
        joined("", &unescaped),
    ]
    .into_iter()
    .find(|name| !package.has(&beside) && package.has(name))
    .unwrap_or(beside)
}

/// A target seen from a folder, without `.` and `..`, with `/` between its names.
fn joined(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let target = target.split('#').next().unwrap_or_default();
    let is_absolute = target.starts_with('/');
    let mut names: Vec<&str> = Vec::new();
    let folders = folder.split('/').filter(|_| !is_absolute);
    for name in folders.chain(target.split('/')) {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}

/// A target with its `%20` and the like as the letters they stand for.
fn unescaped(target: &str) -> String {
    let mut bytes = Vec::with_capacity(target.len());
    let mut rest = target.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| byte == b'%');
        let escaped = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(byte));
        rest = if escaped.is_some() {
            after.get(2..).unwrap_or_default()
        } else {
            after
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_lead_to_parts() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            (
                "xl",
                "/xl/worksheets/sheet1.xml",
                "xl/worksheets/sheet1.xml",
            ),
            ("xl", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets", "../comments1.xml", "xl/comments1.xml"),
            ("xl", "./a/../b.xml#x", "xl/b.xml"),
            ("", "../../b.xml", "b.xml"),
        ] {
            assert_eq!(joined(folder, target), part, "{target}");
        }
        assert_eq!(unescaped("Sheet%201.xml"), "Sheet 1.xml");
        assert_eq!(unescaped("50%"), "50%");
    }
}
