//! Comes in: a page up to its body. Goes out: which program made it, and what Excel's own XML in
//! it says of the workbook: names of sheets, which are hidden, which files hold them. Never
//! follows a link to another file.

use super::super::fault::Fault;
use super::looks::Looks;
use super::tokens::{Piece, Tokens, attribute};

/// Most letters kept of a sheet's name; Excel allows 31.
const MAX_NAME: usize = 255;
/// Most bytes of Excel's XML that are kept.
const MAX_XML_BYTES: usize = 4 << 20;

/// What a page says before its body.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Whether `LibreOffice` or a relative made it.
    pub(super) is_libreoffice: bool,
    /// The sheets that Excel's XML lists.
    pub(super) sheets: Vec<ListedSheet>,
    /// Whether Excel's XML says that the sheet is hidden.
    pub(super) is_hidden: bool,
}

/// A sheet in Excel's XML.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct ListedSheet {
    /// Its name.
    pub(super) name: String,
    /// The file that holds it.
    pub(super) source: Option<String>,
    /// Whether it is hidden.
    pub(super) is_hidden: bool,
}

/// Reads up to the body or the first thing that is shown.
pub(super) fn read(tokens: &mut Tokens<'_>, looks: &mut Looks) -> Result<Head, Fault> {
    let mut head = Head::default();
    let (mut css, mut xml) = (String::new(), String::new());
    let mut inside = Inside::Head;
    while let Some(piece) = tokens.next()? {
        match piece {
            Piece::Comment(text) => head.read_xml(&text),
            Piece::Text(text) => match inside {
                Inside::Style => css.push_str(&text),
                Inside::Xml if xml.len() < MAX_XML_BYTES => xml.push_str(&text),
                Inside::Skipped | Inside::Xml => {}
                Inside::Head if text.trim().is_empty() => {}
                Inside::Head => {
                    tokens.put_back(Piece::Text(text));
                    break;
                }
            },
            Piece::Start(tag) => match &*tag.name {
                // Excel's XML outside a comment: its tags are written down again.
                name if inside == Inside::Xml => {
                    if xml.len() < MAX_XML_BYTES {
                        let source = attribute(&tag, "href").unwrap_or_default();
                        let source = source.replace('"', "");
                        xml.extend(["<", name, " HRef=\"", &source, "\">"]);
                    }
                }
                "style" => inside = Inside::Style,
                "script" | "title" => inside = Inside::Skipped,
                "xml" => inside = Inside::Xml,
                "meta" => head.read_meta(
                    attribute(&tag, "name").unwrap_or_default(),
                    attribute(&tag, "content").unwrap_or_default(),
                ),
                "html" | "head" | "link" | "base" | "noscript" | "o:p" => {}
                "body" => break,
                _ => {
                    tokens.put_back(Piece::Start(tag));
                    break;
                }
            },
            Piece::End(tag) => match &*tag.name {
                "style" => {
                    looks.read_rules(&css);
                    css.clear();
                    inside = Inside::Head;
                }
                "xml" => inside = Inside::Head,
                name if inside == Inside::Xml => xml.extend(["</", name, ">"]),
                "script" | "title" => inside = Inside::Head,
                _ => {}
            },
        }
    }
    head.read_xml(&xml);
    Ok(head)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Head,
    Style,
    Skipped,
    Xml,
}

impl Head {
    fn read_meta(&mut self, name: &str, content: &str) {
        if name.eq_ignore_ascii_case("generator") {
            let content = content.to_ascii_lowercase();
            self.is_libreoffice |= ["libreoffice", "openoffice", "staroffice", "neooffice"]
                .iter()
                .any(|made_by| content.contains(made_by));
        }
    }

    /// Reads Excel's XML, whose prefix is always `x:` as its own pages declare it.
    fn read_xml(&mut self, xml: &str) {
        let lower = xml.to_ascii_lowercase();
        let section = |from: usize, open: &str, close: &str| {
            let start = from + lower.get(from..)?.find(open)? + open.len();
            let end = start + lower.get(start..)?.find(close)?;
            Some((start, end))
        };
        let hidden_in = |from: usize, to: usize| {
            let part = lower.get(from..to).unwrap_or_default();
            part.contains(">sheethidden<") || part.contains(">sheetveryhidden<")
        };
        let mut from = 0;
        while let Some((start, end)) = section(from, "<x:excelworksheet", "</x:excelworksheet>") {
            from = end;
            // The list of sheets has a longer name that begins alike.
            let start = match lower.get(start..end) {
                Some(part) if part.starts_with('s') => {
                    let inner = part.find("<x:excelworksheet");
                    inner.map_or(start, |inner| start + inner)
                }
                _ => start,
            };
            let inside = |open: &str, close: &str| {
                let (start, end) = section(start, open, close).filter(|(_, e)| *e <= end)?;
                xml.get(start..end)
            };
            let Some(name) = inside("<x:name", "</x:name>").and_then(|n| n.split_once('>')) else {
                continue;
            };
            let tag = inside("<x:worksheetsource", ">").unwrap_or_default();
            let source = tag
                .split_once("HRef=\"")
                .or_else(|| tag.split_once("href=\""))
                .and_then(|(_, rest)| rest.split_once('"'))
                .map(|(source, _)| unescaped(source));
            self.sheets.push(ListedSheet {
                name: unescaped(name.1).trim().chars().take(MAX_NAME).collect(),
                source,
                is_hidden: hidden_in(start, end),
            });
        }
        self.is_hidden |= self.sheets.is_empty() && hidden_in(0, lower.len());
    }

    /// The name of the page's only sheet, where it is told.
    pub(super) fn only_name(&self) -> Option<&str> {
        match self.sheets.as_slice() {
            [sheet] if !sheet.name.is_empty() => Some(&sheet.name),
            _ => None,
        }
    }
}

/// XML's own entities, decoded.
fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::super::super::encoding::Encoded;
    use super::*;

    fn head(page: &str) -> (Head, Option<Piece>) {
        let mut tokens = Tokens::new(Encoded::new(page.as_bytes(), None));
        let head = read(&mut tokens, &mut Looks::default()).expect("a head");
        let next = tokens.next().expect("a piece");
        (head, next)
    }

    #[test]
    fn the_workbook_is_read_from_a_comment_or_from_tags() {
        let xml = "<xml>\n <x:ExcelWorkbook>\n  <x:ExcelWorksheets>\n   <x:ExcelWorksheet>\n    \
                   <x:Name>A &amp; B</x:Name>\n    <x:WorksheetSource HRef=\"B_files/sheet001.htm\"/>\n   \
                   </x:ExcelWorksheet>\n   <x:ExcelWorksheet>\n    <x:Name>C</x:Name>\n    \
                   <x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>\n   \
                   </x:ExcelWorksheet>\n  </x:ExcelWorksheets>\n </x:ExcelWorkbook>\n</xml>";
        for page in [
            format!("<html><head><!--[if gte mso 9]>{xml}<![endif]--></head><body>x"),
            format!("<html><head>{xml}</head><body>x"),
        ] {
            let (head, next) = head(&page);
            assert_eq!(head.sheets.len(), 2, "{page}");
            assert_eq!(
                head.sheets[0],
                ListedSheet {
                    name: "A & B".to_owned(),
                    source: Some("B_files/sheet001.htm".to_owned()),
                    is_hidden: false
                }
            );
            assert_eq!(head.sheets[1].name, "C");
            assert!(head.sheets[1].is_hidden);
            assert!(matches!(next, Some(Piece::Text(text)) if &*text == "x"));
        }
    }

    #[test]
    fn the_head_ends_where_something_is_shown() {
        for page in ["<table>", "<p>", "a", "<title>x</title><table>"] {
            assert!(head(page).1.is_some(), "{page}");
        }
        let page = "<meta name=\"generator\" content=\"LibreOffice 24.2 (Linux)\"/>";
        assert!(head(page).0.is_libreoffice);
    }
}
