//! The files of a run: what was found, what each is, which agency and year it belongs to.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::extraction::Extracted;
use super::text::only_year;

/// Files found under the input folders, in the order of their paths.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    /// One entry a file, readable or not.
    pub entries: Vec<SourceFile>,
    /// Files that are no inputs (expectation files, lock files, hidden files), with the reason.
    pub ignored: Vec<Ignored>,
}

/// One input file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SourceFile {
    /// Path relative to its input folder, with `/` between its parts.
    pub path: Arc<str>,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: Arc<str>,
    /// Size in bytes.
    pub size: u64,
    /// What the bytes are.
    pub format: FileFormat,
    /// The agency, from the first folder below the input folder.
    pub agency: Option<Arc<str>>,
    /// The year, from the pipeline or the path.
    pub year: Option<i32>,
}

impl SourceFile {
    /// The file as it turned out when it was read: its true format, where it could be told; or the
    /// member of an archive, whose path stands below the archive's.
    #[must_use]
    pub fn as_read(&self, extracted: &Extracted) -> Self {
        let mut file = self.clone();
        if extracted.format != FileFormat::Unknown {
            file.format = extracted.format;
        }
        if let Some(member) = &extracted.member {
            file.path = format!("{}/{}", self.path, member.path).into();
            file.sha256 = member.sha256.clone();
            file.size = member.size;
            // An archive beside the folders of agencies is an agency's: its first folder names it,
            // or else its own name.
            if file.agency.is_none() {
                let folder = member.path.split_once('/').map(|(folder, _)| folder);
                let stem = self
                    .path
                    .rsplit_once('.')
                    .map_or(&*self.path, |(stem, _)| stem);
                file.agency = Some(folder.unwrap_or(stem).into());
            }
            if file.year.is_none() {
                file.year = member.path.rsplit('/').find_map(only_year);
            }
        }
        file
    }
}

/// A file that was not taken as input.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ignored {
    /// Path relative to its input folder.
    pub path: Arc<str>,
    /// Why.
    pub reason: IgnoreReason,
}

/// Why a file was not taken as input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum IgnoreReason {
    /// Its name begins with a dot, or `~$` as Office's lock files do.
    HiddenOrLock,
    /// Its name matches none of the pipeline's patterns.
    NotSelected,
    /// An archive: the workbooks in it stand in its place.
    Unpacked,
    /// A symbolic link, which may lead outside the input folder.
    Link,
    /// A pipe, socket or device.
    NoFile,
}

impl IgnoreReason {
    /// Public name, as in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            IgnoreReason::HiddenOrLock => "hidden-or-lock",
            IgnoreReason::NotSelected => "not-selected",
            IgnoreReason::Unpacked => "unpacked",
            IgnoreReason::Link => "link",
            IgnoreReason::NoFile => "no-file",
        }
    }
}

/// What a file's bytes are, whatever its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum FileFormat {
    /// Office Open XML workbook: xlsx, xlsm, xltx.
    Xlsx,
    /// Binary Office workbook.
    Xlsb,
    /// Excel 5 to 2003 workbook (BIFF5, BIFF8).
    Xls,
    /// An `OpenDocument` spreadsheet.
    Ods,
    /// Excel 2003's workbook as one XML file.
    SpreadsheetXml,
    /// HTML, often saved under the name `.xls`.
    Html,
    /// HTML with its parts in one MIME file.
    Mhtml,
    /// Text with separators.
    Csv,
    /// A zip archive with workbooks in it.
    Archive,
    /// A workbook that only opens with a password.
    Encrypted,
    /// PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A document or presentation of an office program.
    OtherOffice,
    /// The file by which an office program marks a workbook as open.
    Lock,
    /// Nothing in it.
    Empty,
    /// Anything else.
    #[default]
    Unknown,
}

impl FileFormat {
    /// Public name, as in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            FileFormat::Xlsx => "xlsx",
            FileFormat::Xlsb => "xlsb",
            FileFormat::Xls => "xls",
            FileFormat::Ods => "ods",
            FileFormat::SpreadsheetXml => "spreadsheet-xml",
            FileFormat::Html => "html",
            FileFormat::Mhtml => "mhtml",
            FileFormat::Csv => "csv",
            FileFormat::Archive => "archive",
            FileFormat::Encrypted => "encrypted",
            FileFormat::Pdf => "pdf",
            FileFormat::Picture => "picture",
            FileFormat::OtherOffice => "other-office",
            FileFormat::Lock => "lock",
            FileFormat::Empty => "empty",
            FileFormat::Unknown => "unknown",
        }
    }

    /// The format of this public name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Every format.
    pub const ALL: [Self; 16] = [
        FileFormat::Xlsx,
        FileFormat::Xlsb,
        FileFormat::Xls,
        FileFormat::Ods,
        FileFormat::SpreadsheetXml,
        FileFormat::Html,
        FileFormat::Mhtml,
        FileFormat::Csv,
        FileFormat::Archive,
        FileFormat::Encrypted,
        FileFormat::Pdf,
        FileFormat::Picture,
        FileFormat::OtherOffice,
        FileFormat::Lock,
        FileFormat::Empty,
        FileFormat::Unknown,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::extraction::Member;

    fn member_of(archive: &str, path: &str) -> SourceFile {
        let archive = SourceFile {
            path: archive.into(),
            sha256: "".into(),
            size: 9,
            format: FileFormat::Xlsx,
            agency: archive.split_once('/').map(|(folder, _)| folder.into()),
            year: None,
        };
        archive.as_read(&Extracted {
            member: Some(Member {
                path: path.into(),
                sha256: "ab".into(),
                size: 3,
            }),
            format: FileFormat::Xls,
            ..Extracted::default()
        })
    }

    #[test]
    fn a_member_of_an_archive_belongs_to_its_agency() {
        for (archive, path, agency) in [
            ("Dinas A/kiriman.zip", "lama/DPA 2023.xls", "Dinas A"),
            ("kiriman.zip", "Dinas B/DPA 2023.xls", "Dinas B"),
            ("Dinas C.zip", "DPA 2023.xls", "Dinas C"),
        ] {
            let file = member_of(archive, path);
            assert_eq!(*file.path, *format!("{archive}/{path}"));
            assert_eq!(file.agency.as_deref(), Some(agency));
            assert_eq!((file.year, file.size), (Some(2023), 3));
            assert_eq!(file.format, FileFormat::Xls);
        }
    }
}
