//! Comes in: a part's relationships (ECMA-376 part 2, 6.5). Goes out: which part each points to.
//! Never opens those parts.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::super::fault::Fault;
use super::super::package::Package;
use super::super::xml::{Xml, attribute};
use crate::model::limits::Limits;

/// What a part points to, by the names it uses itself.
pub(super) type Relations = BTreeMap<String, Relation>;

/// One relationship.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    /// The last word of its type: `worksheet`, `styles`, `comments`.
    pub(super) kind: String,
    /// The name of the part it points to.
    pub(super) part: String,
}

/// The relationships of a part; none where it has no such list.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
) -> Result<Relations, Fault> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let list = format!("{folder}/_rels/{name}.rels");
    let relations = package.part(&list, |bytes| {
        let mut xml = Xml::new(&list, bytes, limits);
        let mut relations = Relations::new();
        loop {
            match xml.next()? {
                Event::Start(element) | Event::Empty(element)
                    if element.local_name().as_ref() == "Relationship" =>
                {
                    let is_outside = attribute(&element, "TargetMode")
                        .is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
                    let found = (
                        attribute(&element, "Id"),
                        attribute(&element, "Type"),
                        attribute(&element, "Target"),
                    );
                    if let (Some(id), Some(kind), Some(target)) = found
                        && !is_outside
                    {
                        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                        let part = resolve(folder, &target);
                        relations.insert(id.into_owned(), Relation { kind, part });
                    }
                }
                Event::Eof => return Ok(relations),
                _ => {}
            }
        }
    })?;
    Ok(relations.unwrap_or_default())
}

/// The part that a target names, seen from a folder.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').collect()
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_folder() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.bin", "xl/worksheets/sheet1.bin"),
            ("xl", "/xl/styles.bin", "xl/styles.bin"),
            ("xl/worksheets", "../comments1.bin", "xl/comments1.bin"),
            ("xl", "../../../a.bin", "a.bin"),
        ] {
            assert_eq!(resolve(folder, target), part);
        }
    }
}
