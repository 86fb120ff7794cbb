//! Comes in: a zip archive. Goes out: each workbook in it as a document of its own, one after the
//! other, so that only one is in memory. A member that cannot be read costs that member; archives
//! inside the archive are not opened.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::fault::Fault;
use super::package::Package;
use super::{format_of, read_one, refusals, refused};
use crate::model::document::FileFormat;
use crate::model::extraction::{Extracted, Member, Taker, member_path};
use crate::model::hash::sha256_hex;
use crate::model::limits::{Limit, Limits};

/// Names that say what is inside an archive made by Apple's Numbers.
const NUMBERS: [&str; 3] = ["index/document.iwa", "index.zip", "index/metadata.iwa"];

/// Reads the workbooks in an archive, less the members that are done.
pub(super) fn read(
    bytes: &[u8],
    path: &str,
    limits: &Limits,
    done: &BTreeSet<Arc<str>>,
    taker: &mut dyn Taker,
) {
    let refuse = |fault: &Fault| refused(FileFormat::Archive, path, fault, limits);
    let mut package = match Package::open_any(bytes, limits) {
        Ok(package) => package,
        Err(fault) => return taker.document(refuse(&fault)),
    };
    if NUMBERS.iter().any(|name| package.has(name)) {
        return taker.document(refuse(&refusals::numbers()));
    }
    package.tell_names_apart();
    let mut told = HashSet::new();
    let mut listed: Vec<(&str, String)> = package.members().collect();
    listed.sort_by_cached_key(|(name, _)| name.to_lowercase());
    let members: Vec<Found> = listed
        .into_iter()
        .map(|(name, spelled)| Found {
            name: name.to_owned(),
            path: told_path(&spelled).into(),
            is_folder: spelled.ends_with(['/', '\\']),
            is_passed_over: is_passed_over(&spelled),
        })
        // A folder holds nothing; one that does is a file by a folder's name.
        .filter(|found| !found.is_folder || package.size(&found.name) > 0)
        .map(|found| found.told_apart(&mut told))
        .collect();
    if members.len() as u64 > limits.get(Limit::Members) {
        return taker.document(refuse(&Fault::Limit(Limit::Members)));
    }
    let n_unnamed = package.n_unnamed();
    // An archive of letters and pictures is one answer, not a hundred: what is no workbook waits
    // until something else turns up.
    let mut waiting = Vec::new();
    let mut has_workbook = !done.is_empty();
    taker.members(members.iter().map(|found| found.path.clone()).collect());
    for (number, found) in members.into_iter().enumerate() {
        if done.contains(&found.path) {
            continue;
        }
        taker.opens(number);
        let extracted = if found.is_passed_over {
            passed_over(&found)
        } else {
            read_member(&mut package, &found, path, limits)
        };
        has_workbook |= !extracted.is_passed_over && !is_no_workbook(&extracted);
        waiting.push(extracted);
        if has_workbook {
            waiting
                .drain(..)
                .for_each(|extracted| taker.document(extracted));
        }
    }
    if n_unnamed > 0 {
        let fault = Fault::damaged(
            format!("{n_unnamed} anggota arsip tidak bernama sah dan tidak dibuka"),
            format!("{n_unnamed} members of the archive have no valid name and are not opened"),
        );
        taker.document(refuse(&fault));
    } else if !has_workbook {
        let fault = refusals::refusal(FileFormat::Archive);
        taker.document(refuse(&fault));
    }
}

/// Whether all that is known of a member is that it is no workbook.
fn is_no_workbook(extracted: &Extracted) -> bool {
    extracted.workbook.sheets.is_empty()
        && extracted
            .findings
            .iter()
            .all(|finding| finding.code == "R002")
}

/// A member of the archive.
struct Found {
    /// The name by which it is read.
    name: String,
    /// Its path as it is told: relative, without tricks.
    path: Arc<str>,
    /// Whether its name is a folder's.
    is_folder: bool,
    /// Whether it is no input.
    is_passed_over: bool,
}

impl Found {
    /// Numbers a path that another member is told by already, so that each has its own.
    fn told_apart(mut self, told: &mut HashSet<Arc<str>>) -> Self {
        let plain = self.path.clone();
        let mut number = 2u32;
        while !told.insert(self.path.clone()) {
            self.path = match plain.rsplit_once('.') {
                Some((stem, ending)) => format!("{stem} ({number}).{ending}").into(),
                None => format!("{plain} ({number})").into(),
            };
            number += 1;
        }
        self
    }
}

/// A member that is no input, so that it is counted.
fn passed_over(found: &Found) -> Extracted {
    Extracted {
        member: Some(Member {
            path: found.path.clone(),
            sha256: "".into(),
            size: 0,
        }),
        is_passed_over: true,
        ..Extracted::default()
    }
}

/// A path that can stand below the archive's: no `..`, no drive, no control characters.
fn told_path(name: &str) -> String {
    let clean: String = name
        .chars()
        .map(|c| match c {
            '\\' => '/',
            c if c.is_control() => '_',
            // Marks that turn the direction of writing can make one name look like another.
            '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '_',
            c => c,
        })
        .collect();
    let parts: Vec<&str> = clean
        .split('/')
        .filter(|part| !matches!(part.trim(), "" | "." | ".."))
        .collect();
    if parts.is_empty() {
        "_".to_owned()
    } else {
        parts.join("/")
    }
}

/// What systems and programs put beside files: no inputs.
fn is_passed_over(name: &str) -> bool {
    let name = name.replace('\\', "/");
    let last = name.rsplit('/').next().unwrap_or_default();
    let is_own_folder = name
        .split('/')
        .any(|part| part.eq_ignore_ascii_case("__MACOSX"));
    let is_litter = ["thumbs.db", "desktop.ini"]
        .iter()
        .any(|litter| last.eq_ignore_ascii_case(litter));
    is_own_folder || is_litter || last.starts_with('.') || last.starts_with("~$")
}

/// Reads one member, as a file in a folder would be read.
fn read_member(
    package: &mut Package<'_>,
    found: &Found,
    archive: &str,
    limits: &Limits,
) -> Extracted {
    let path = member_path(archive, &found.path);
    let member = |bytes: &[u8]| Member {
        path: found.path.clone(),
        sha256: sha256_hex(bytes).into(),
        size: bytes.len() as u64,
    };
    let bytes = match package.bytes(&found.name, Limit::FileBytes) {
        Ok(bytes) => bytes.unwrap_or_default(),
        Err(fault) => {
            let format = if fault == Fault::Encrypted {
                FileFormat::Encrypted
            } else {
                FileFormat::Unknown
            };
            let mut extracted = refused(format, &path, &fault, limits);
            extracted.member = Some(Member {
                sha256: "".into(),
                ..member(&[])
            });
            return extracted;
        }
    };
    let mut extracted = match format_of(&bytes, &path, limits) {
        Err(fault) => refused(FileFormat::Xlsx, &path, &fault, limits),
        Ok(FileFormat::Archive) => refused(
            FileFormat::Archive,
            &path,
            &refusals::nested_archive(),
            limits,
        ),
        Ok(FileFormat::Unknown) if refusals::is_archive(&bytes) => refused(
            FileFormat::Unknown,
            &path,
            &refusals::nested_archive(),
            limits,
        ),
        Ok(format) => read_one(&bytes, &path, format, limits),
    };
    extracted.member = Some(member(&bytes));
    extracted
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::stages::extract_cells::{extract_cells, extract_parts};

    fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .expect("a member");
            writer.write_all(bytes).expect("its bytes");
        }
        writer.finish().expect("an archive").into_inner()
    }

    /// Each document as `path format sheets codes`.
    fn read_all(bytes: &[u8], limits: &Limits) -> Vec<String> {
        let mut told = Vec::new();
        extract_cells(bytes, "dinas/kiriman.zip", limits, &mut |extracted| {
            let member = extracted.member.as_ref();
            let path = member.map_or("-", |member| &*member.path).to_owned();
            let codes: Vec<&str> = extracted.findings.iter().map(|f| f.code).collect();
            for finding in &extracted.findings {
                let document = finding.document.as_deref().expect("a document");
                let expected = member.map_or_else(
                    || "dinas/kiriman.zip".to_owned(),
                    |member| format!("dinas/kiriman.zip/{}", member.path),
                );
                assert_eq!(document, expected);
            }
            if extracted.is_passed_over {
                told.push(format!("{path} - "));
                return;
            }
            told.push(format!(
                "{path} {} {} {}",
                extracted.format.name(),
                extracted.workbook.sheets.len(),
                codes.join("+")
            ));
        });
        told
    }

    #[test]
    fn each_workbook_is_a_document_of_its_own() {
        let page = b"<table><tr><td>1</td></tr></table>".as_slice();
        let bytes = zip_of(&[
            ("Bidang A/Rekap.csv", b"No;Nilai\n1;5\n"),
            ("laporan.xls", page),
            ("../../etc/\\jahat\u{202e}.csv", b"a;b\n1;2\n"),
            ("__MACOSX/._Rekap.csv", b"a;b\n"),
            (".DS_Store", b"\0\0\0\x01"),
            ("Bidang A/Thumbs.db", b"x"),
            ("Bidang A/~$Rekap.xlsx", b"x"),
            ("surat.pdf", b"%PDF-1.7"),
            ("catatan.txt", b""),
            ("foto.xlsx", b"\x89PNG\r\n\x1A\n"),
            ("kosong.xlsx", b""),
        ]);
        assert_eq!(
            read_all(&bytes, &Limits::default()),
            [
                "etc/jahat_.csv csv 1 ",
                ".DS_Store - ",
                "__MACOSX/._Rekap.csv - ",
                "Bidang A/Rekap.csv csv 1 ",
                "Bidang A/Thumbs.db - ",
                "Bidang A/~$Rekap.xlsx - ",
                "catatan.txt empty 0 R002",
                "foto.xlsx picture 0 R002",
                "kosong.xlsx empty 0 R002",
                "laporan.xls html 1 ",
                "surat.pdf pdf 0 R002",
            ]
        );
    }

    #[test]
    fn members_carry_their_own_hash_and_size() {
        let bytes = zip_of(&[("a.csv", b"a;b\n1;2\n")]);
        let mut members = Vec::new();
        extract_cells(&bytes, "x.zip", &Limits::default(), &mut |extracted| {
            members.extend(extracted.member);
        });
        assert_eq!(members[0].size, 8);
        assert_eq!(&*members[0].sha256, sha256_hex(b"a;b\n1;2\n"));
        assert_eq!(
            sha256_hex(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn a_member_that_cannot_be_read_costs_itself_only() {
        let inner = zip_of(&[("x.csv", b"a;b\n1;2\n")]);
        let sound = zip_of(&[
            ("a.csv", b"a;b\n1;2\n3;4\n"),
            ("b.csv", b"c;d\n1;2\n"),
            ("dalam.zip", &inner),
            ("lain.rar", b"Rar!\x1A\x07\0"),
        ]);
        let told = [
            "a.csv csv 1 ",
            "b.csv csv 1 ",
            "dalam.zip archive 0 R001",
            "lain.rar unknown 0 R001",
        ];
        assert_eq!(read_all(&sound, &Limits::default()), told);
        let mut spoilt = sound;
        // The first member's first byte, behind its header of 30 bytes and its name.
        spoilt[35] ^= 0x55;
        let told_spoilt = read_all(&spoilt, &Limits::default());
        assert_eq!(told_spoilt[0], "a.csv unknown 0 R001");
        assert_eq!(told_spoilt[1..], told[1..]);
    }

    #[test]
    fn locked_members_need_their_password() {
        let mut bytes = zip_of(&[("a.csv", b"a;b\n1;2\n"), ("b.csv", b"a;b\n1;2\n")]);
        // The flag of encryption, in the header of the first member and in the list of members.
        bytes[6] |= 1;
        let listed = bytes
            .windows(4)
            .position(|window| window == b"PK\x01\x02")
            .expect("the list");
        bytes[listed + 8] |= 1;
        assert_eq!(
            read_all(&bytes, &Limits::default()),
            ["a.csv encrypted 0 R006", "b.csv csv 1 "]
        );
    }

    #[test]
    fn archives_without_workbooks_and_beyond_limits_are_refused_once() {
        let limits = Limits::default();
        for members in [
            [("a.pdf", b"%PDF-1.7".as_slice()), ("b.doc", b"surat\0")].as_slice(),
            &[("Index/Document.iwa", b"x"), ("Index/Metadata.iwa", b"y")],
            &[],
        ] {
            assert_eq!(read_all(&zip_of(members), &limits), ["- archive 0 R002"]);
        }
        let mut few = Limits::default();
        few.set(Limit::Members, 1);
        let two = zip_of(&[("a.csv", b"a;b\n1;2\n"), ("b.csv", b"a;b\n1;2\n")]);
        assert_eq!(read_all(&two, &few), ["- archive 0 R005"]);
    }

    #[test]
    fn members_whose_names_differ_in_case_are_different_files() {
        let bytes = zip_of(&[("Rekap.csv", b"a;b\n1;2\n"), ("REKAP.csv", b"c;d\n3;4\n")]);
        let told = read_all(&bytes, &Limits::default());
        assert_eq!(told, ["REKAP.csv csv 1 ", "Rekap.csv csv 1 "]);
    }

    #[test]
    fn members_that_are_done_are_left_out() {
        struct Told(Vec<String>);
        impl Taker for Told {
            fn members(&mut self, paths: Vec<Arc<str>>) {
                self.0.push(paths.join("+"));
            }
            fn opens(&mut self, number: usize) {
                self.0.push(number.to_string());
            }
            fn document(&mut self, extracted: Extracted) {
                self.0
                    .extend(extracted.member.map(|member| member.path.to_string()));
            }
        }
        let bytes = zip_of(&[
            ("a.csv", b"a;b\n1;2\n"),
            ("b.csv", b"a;b\n1;2\n"),
            ("c.pdf", b"%PDF-1.7"),
        ]);
        let mut told = Told(Vec::new());
        let done = BTreeSet::from([Arc::from("a.csv"), Arc::from("b.csv")]);
        let own = extract_parts(&bytes, "x.zip", &Limits::default(), &done, &mut told);
        assert!(own.is_none());
        // A letter beside workbooks is told.
        assert_eq!(told.0, ["a.csv+b.csv+c.pdf", "2", "c.pdf"]);
    }

    #[test]
    fn members_whose_paths_read_the_same_stay_two() {
        let bytes = zip_of(&[
            ("a.csv", b"a;b\n1;2\n"),
            ("./a.csv", b"c;d\n3;4\n"),
            ("folder.csv/", b"e;f\n5;6\n"),
        ]);
        let mut told = read_all(&bytes, &Limits::default());
        told.sort();
        assert_eq!(
            told,
            ["a (2).csv csv 1 ", "a.csv csv 1 ", "folder.csv csv 1 "]
        );
    }
}
