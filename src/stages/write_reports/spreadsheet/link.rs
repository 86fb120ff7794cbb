//! Links to input files. Comes in: a path of ours from the workbook to the folders of inputs, and names
//! as inputs have them. Goes out: a target that can only be a file at that relative path, or none. No
//! name ever becomes a scheme, a host, an absolute path or a formula.

/// Most links of one sheet; Excel opens no sheet with more than 65,530.
pub(in crate::stages::write_reports) const MAX_LINKS: usize = 60_000;

/// Longest target; Excel takes 2,080 characters.
const MAX_TARGET: usize = 2_000;

/// The letters that Excel's writer takes as already encoded.
const ENCODED: &[char] = &[' ', '%', '"', '`', '<', '>', '[', ']', '^', '{', '}'];

/// A checked target of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::stages::write_reports) struct Target {
    path: String,
    anchor: Option<String>,
}

impl Target {
    /// The file at a path relative to the workbook, with `/` between its parts.
    pub(in crate::stages::write_reports) fn file(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        let (name, folders) = parts.split_last()?;
        // Up only before anything else, as a path from the workbook to the inputs is.
        let down = folders.iter().skip_while(|part| **part == "..");
        let is_step = |part: &str| part.is_empty() || part == "." || part == "..";
        if down.chain([name]).any(|part| is_step(part)) {
            return None;
        }
        // The writer encodes what it takes for not yet encoded: then it must find that here.
        let needs = path.chars().any(|c| !is_plain(c) && c != '/');
        let shows = path.chars().any(|c| ENCODED.contains(&c));
        if needs && !shows {
            return None;
        }
        let encoded: Vec<String> = parts.iter().map(|part| encode(part)).collect();
        let path = encoded.join("/");
        (path.len() <= MAX_TARGET).then_some(Self { path, anchor: None })
    }

    /// The same, at a cell of a sheet. A name that Excel would not give a sheet leaves the file alone.
    #[must_use]
    pub(in crate::stages::write_reports) fn at(self, sheet: &str, cell: &str) -> Self {
        let is_letter = |c: char| c.is_alphanumeric() || " -_.,()&+%'".contains(c);
        let is_name = !sheet.is_empty() && sheet.chars().count() <= 31;
        let is_edged = sheet.starts_with('\'') || sheet.ends_with('\'');
        let is_cell = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_name || is_edged || !is_cell || !sheet.chars().all(is_letter) {
            return self;
        }
        let anchor = format!("'{}'!{cell}", sheet.replace('\'', "''"));
        Self {
            anchor: Some(anchor),
            ..self
        }
    }

    /// As the writer of workbooks takes a relative path.
    pub(super) fn written(&self) -> String {
        match &self.anchor {
            Some(anchor) => format!("file:///{}#{anchor}", self.path),
            None => format!("file:///{}", self.path),
        }
    }
}

/// Whether a letter stands for itself in a path: none that begins a scheme, a query or a fragment.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || "-_.~!$&'()*+,;=@".contains(c)
}

fn encode(part: &str) -> String {
    let mut encoded = String::new();
    for c in part.chars() {
        if is_plain(c) {
            encoded.push(c);
            continue;
        }
        let mut buffer = [0; 4];
        for byte in c.encode_utf8(&mut buffer).bytes() {
            encoded.push('%');
            for digit in [byte >> 4, byte & 15] {
                let digit = char::from_digit(u32::from(digit), 16).unwrap_or('0');
                encoded.push(digit.to_ascii_uppercase());
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(path: &str) -> Option<String> {
        Target::file(path).map(|target| target.written())
    }

    #[test]
    fn a_file_below_the_inputs_is_linked_to() {
        let target = written("../../samples/Dinas A/DPA 2023 (rev 1).xlsx");
        assert_eq!(
            target.as_deref(),
            Some("file:///../../samples/Dinas%20A/DPA%202023%20(rev%201).xlsx")
        );
        let at = |sheet: &str| {
            let target = Target::file("../a.xlsx").expect("a target");
            target.at(sheet, "D6").written()
        };
        assert_eq!(
            at("Jum'at & Sabtu"),
            "file:///../a.xlsx#'Jum''at & Sabtu'!D6"
        );
        assert_eq!(at("=HYPERLINK(\"https://x\")"), "file:///../a.xlsx");
        assert_eq!(at("a!A1#b"), "file:///../a.xlsx");
    }

    #[test]
    fn no_name_becomes_a_scheme_a_host_or_an_absolute_path() {
        for path in [
            "/etc/passwd",
            "//host/share/a.xlsx",
            "../a/../../../etc/passwd",
            "../a//b.xlsx",
            "",
            "..",
            "../a/.",
        ] {
            assert_eq!(written(path), None, "{path}");
        }
        for path in [
            "https://example.org/ a",
            "javascript:alert(1) x.xlsx",
            "C:\\windows\\ a.xlsx",
            "../a b#'x'!A1?q=1.xlsx",
            "../\u{1}\u{ffff} \n.xlsx",
        ] {
            let target = written(path).unwrap_or_default();
            let path = target.trim_start_matches("file:///");
            let is_harmless = |c: char| !":#?\\\n\u{1}\u{ffff}\" ".contains(c);
            assert!(path.chars().all(is_harmless), "{target}");
        }
    }
}
