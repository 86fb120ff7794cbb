//! Comes in: the path of a pipeline. Goes out: the pipeline with its profiles and input folders,
//! all checked, or every fault of them. Never reads an input.

use std::path::{Path, PathBuf};

use super::disk::{list_folder, read_text, toml_stems};
use super::error::RunError;
use super::inputs::Root;
use crate::config::expectations::Expectations;
use crate::config::fault::{ConfigFault, Said};
use crate::config::load::{pipeline_from_str, profile_from_str, waivers_from_str};
use crate::config::source_text::{SourceText, Step};
use crate::config::validate::{pipeline_faults, profile_faults};
use crate::config::waivers::{WaiverRow, waiver_faults};
use crate::config::{Pipeline, Profile, builtin};

/// A pipeline that may run.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The pipeline.
    pub pipeline: Pipeline,
    /// The kinds it selects.
    pub profiles: Vec<Profile>,
    /// Its input folders.
    pub roots: Vec<Root>,
    /// What it expects of the region.
    pub expectations: Expectations,
    /// Its waivers.
    pub waivers: Vec<WaiverRow>,
}

/// Reads and checks a pipeline. `inputs`, when there are any, take the place of its input folders.
pub fn prepare(path: &Path, inputs: &[PathBuf]) -> Result<Prepared, RunError> {
    let file = path.display().to_string();
    let Some(text) = read_text(path)? else {
        return Err(RunError::Config(vec![not_utf8("P001", &file)]));
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let loaded = pipeline_from_str(&text, &file);
    let selected = loaded
        .as_ref()
        .map_or(&[][..], |pipeline| pipeline.profiles.as_slice());
    let shelf = Shelf::of(folder);
    let (profiles, mut faults) = shelf.load(selected)?;
    let pipeline = match loaded {
        Ok(pipeline) => pipeline,
        Err(found) => {
            faults.extend(found);
            return Err(RunError::Config(sorted(faults)));
        }
    };
    // A profile that has faults of its own is known all the same.
    faults.extend(pipeline_faults(
        &pipeline,
        &text,
        &file,
        &shelf.kinds(),
        &profiles,
    ));
    let roots = roots(&pipeline, folder, inputs);
    let source = SourceText::new(&file, &text);
    for (idx, root) in roots.iter().enumerate() {
        let at = [Step::Key("inputs"), Step::Nth(idx)];
        if let Some(fault) = folder_fault(root, &source, inputs.is_empty().then_some(&at)) {
            faults.push(fault);
        }
    }
    let registry = match registry(&pipeline, folder, &source) {
        Ok(registry) => registry,
        Err(fault) => {
            faults.push(*fault);
            None
        }
    };
    let waivers = waivers(&pipeline, path, &source, &mut faults)?;
    if faults.is_empty() {
        Ok(Prepared {
            expectations: Expectations::of(&pipeline, registry.as_deref()),
            pipeline,
            profiles,
            roots,
            waivers,
        })
    } else {
        Err(RunError::Config(sorted(faults)))
    }
}

/// The name of a pipeline, whatever else is wrong with its inputs.
pub fn pipeline_name(path: &Path) -> Result<String, RunError> {
    let file = path.display().to_string();
    let Some(text) = read_text(path)? else {
        return Err(RunError::Config(vec![not_utf8("P001", &file)]));
    };
    match pipeline_from_str(&text, &file) {
        Ok(pipeline) => Ok(pipeline.name),
        Err(faults) => Err(RunError::Config(faults)),
    }
}

/// The profiles that the program brings along.
pub fn builtin_profiles() -> Result<Vec<Profile>, RunError> {
    let (profiles, faults) = Shelf::builtin().load(&[])?;
    if faults.is_empty() {
        Ok(profiles)
    } else {
        Err(RunError::Config(faults))
    }
}

/// Where profiles are looked up: a pipeline's folder first, then the built-in ones.
struct Shelf {
    folder: Option<PathBuf>,
    own: Vec<String>,
}

impl Shelf {
    fn of(pipeline_folder: &Path) -> Self {
        let folder = pipeline_folder.join("profiles");
        Self {
            own: toml_stems(&folder),
            folder: Some(folder),
        }
    }

    fn builtin() -> Self {
        Self {
            folder: None,
            own: Vec::new(),
        }
    }

    /// Names of all profiles there are, sorted.
    fn kinds(&self) -> Vec<String> {
        let mut kinds = self.own.clone();
        kinds.extend(
            builtin::profiles()
                .iter()
                .map(|(kind, _)| (*kind).to_owned()),
        );
        kinds.sort();
        kinds.dedup();
        kinds
    }

    /// The named profiles; with none named, all of the folder, or all built-in ones when the folder
    /// has none. Unknown names are left for the check of the pipeline to tell.
    fn load(&self, names: &[String]) -> Result<(Vec<Profile>, Vec<ConfigFault>), RunError> {
        let all_builtin = || {
            builtin::profiles()
                .iter()
                .map(|(kind, _)| (*kind).to_owned())
                .collect()
        };
        let names: Vec<String> = match names {
            [] if self.own.is_empty() => all_builtin(),
            [] => self.own.clone(),
            names => names.to_vec(),
        };
        let mut profiles = Vec::new();
        let mut faults = Vec::new();
        for name in names {
            let Some((file, text)) = self.text(&name)? else {
                continue;
            };
            let Some(text) = text else {
                faults.push(not_utf8("P002", &file));
                continue;
            };
            match profile_from_str(&text, &file) {
                Ok(profile) => {
                    faults.extend(profile_faults(&profile, &text, &file));
                    profiles.push(profile);
                }
                Err(found) => faults.extend(found),
            }
        }
        Ok((profiles, faults))
    }

    /// File name and text of a profile, if there is such a profile; no text when it is not UTF-8.
    fn text(&self, name: &str) -> Result<Option<(String, Option<String>)>, RunError> {
        if let Some(folder) = &self.folder
            && self.own.iter().any(|own| own == name)
        {
            let path = folder.join(format!("{name}.toml"));
            return Ok(Some((path.display().to_string(), read_text(&path)?)));
        }
        let builtin = builtin::profiles().iter().find(|(kind, _)| *kind == name);
        Ok(
            builtin
                .map(|(kind, text)| (format!("<selaras>/{kind}.toml"), Some((*text).to_owned()))),
        )
    }
}

/// The text of the registry of agencies that a pipeline names.
fn registry(
    pipeline: &Pipeline,
    folder: &Path,
    source: &SourceText<'_>,
) -> Result<Option<String>, Box<ConfigFault>> {
    let Some(name) = &pipeline.agencies.registry else {
        return Ok(None);
    };
    let path = folder.join(name);
    if let Ok(Some(text)) = read_text(&path) {
        return Ok(Some(text));
    }
    let shown = path.display();
    let reason = Said::new(
        format!("daftar perangkat daerah {shown} tidak dapat dibaca"),
        format!("the registry of agencies {shown} cannot be read"),
    );
    let hint = Said::new(
        "simpan sebagai CSV UTF-8 berisi kode, nama, alias; nama dihitung dari folder berkas pipeline",
        "save it as UTF-8 CSV of code, name, aliases; its name counts from the pipeline file's folder",
    );
    let at = [Step::Key("agencies"), Step::Key("registry")];
    Err(Box::new(source.fault("P001", &at, reason).hint(Some(hint))))
}

/// The waivers of a pipeline; a file that it names must be there.
fn waivers(
    pipeline: &Pipeline,
    path: &Path,
    source: &SourceText<'_>,
    faults: &mut Vec<ConfigFault>,
) -> Result<Vec<WaiverRow>, RunError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let file = match &pipeline.waivers {
        Some(named) => folder.join(named),
        None => path.with_extension("waivers.toml"),
    };
    if !file.is_file() {
        if let Some(named) = &pipeline.waivers {
            let reason = Said::new(
                format!("berkas pengecualian `{named}` tidak ada"),
                format!("there is no file of waivers `{named}`"),
            );
            let hint = Said::new(
                "buat berkasnya, atau hapus baris ini",
                "make the file, or remove this line",
            );
            let fault = source.fault("P001", &[Step::Key("waivers")], reason);
            faults.push(fault.hint(Some(hint)));
        }
        return Ok(Vec::new());
    }
    let name = file.display().to_string();
    let Some(text) = read_text(&file)? else {
        faults.push(not_utf8("P001", &name));
        return Ok(Vec::new());
    };
    match waivers_from_str(&text, &name) {
        Ok(waivers) => {
            faults.extend(waiver_faults(&waivers, &text, &name));
            Ok(waivers.rows)
        }
        Err(found) => {
            faults.extend(found);
            Ok(Vec::new())
        }
    }
}

fn roots(pipeline: &Pipeline, folder: &Path, inputs: &[PathBuf]) -> Vec<Root> {
    if inputs.is_empty() {
        let named = pipeline.inputs.iter();
        return named
            .map(|name| Root {
                name: name.clone(),
                disk: folder.join(name),
            })
            .collect();
    }
    inputs
        .iter()
        .map(|disk| Root {
            name: disk.display().to_string(),
            disk: disk.clone(),
        })
        .collect()
}

/// What is wrong with an input folder: it is not there, or nothing is in it.
fn folder_fault(
    root: &Root,
    source: &SourceText<'_>,
    at: Option<&[Step<'_>; 2]>,
) -> Option<ConfigFault> {
    let shown = root.disk.display();
    let (code, reason, hint) = if root.disk.is_dir() {
        let hidden = |path: &str| {
            path.rsplit('/')
                .next()
                .is_some_and(|name| name.starts_with(['.', '~']))
        };
        let listing = list_folder(&root.disk, None).ok()?;
        if !listing.unreadable.is_empty() || listing.files.iter().any(|file| !hidden(&file.path)) {
            return None;
        }
        (
            "P005",
            Said::new(
                format!("folder masukan {shown} kosong"),
                format!("input folder {shown} is empty"),
            ),
            Said::new(
                "letakkan buku kerja tiap OPD di dalamnya",
                "put the agencies' workbooks into it",
            ),
        )
    } else {
        (
            "P004",
            Said::new(
                format!("folder masukan {shown} tidak ada"),
                format!("there is no input folder {shown}"),
            ),
            Said::new(
                "buat foldernya, atau perbaiki namanya; nama dihitung dari folder berkas pipeline",
                "make the folder, or mend its name, which counts from the pipeline file's folder",
            ),
        )
    };
    let fault = match at {
        Some(at) => source.fault(code, at, reason),
        None => ConfigFault::whole_file(code, &root.name, reason),
    };
    Some(fault.hint(Some(hint)))
}

fn not_utf8(code: &'static str, file: &str) -> ConfigFault {
    let reason = Said::new("berkas bukan teks UTF-8", "the file is not UTF-8 text");
    let hint = Said::new("simpan ulang sebagai UTF-8", "save it again as UTF-8");
    ConfigFault::whole_file(code, file, reason).hint(Some(hint))
}

fn sorted(mut faults: Vec<ConfigFault>) -> Vec<ConfigFault> {
    faults.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn faults_of_pipeline_profiles_and_inputs_are_told_together() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("profiles")).expect("a folder");
        fs::create_dir_all(folder.path().join("kosong")).expect("a folder");
        fs::write(folder.path().join("profiles/renja.toml"), "kind = 3\n").expect("a profile");
        let path = folder.path().join("p.toml");
        fs::write(&path, "name = \"p\"\nregion = \"r\"\nyear = 2023\ninputs = [\"data\", \"kosong\"]\nprofiles = [\"renja\", \"renj\"]\n").expect("a pipeline");
        let Err(RunError::Config(faults)) = prepare(&path, &[]) else {
            panic!("faults expected");
        };
        let told: Vec<_> = faults
            .iter()
            .map(|fault| (fault.code, fault.line, fault.column))
            .collect();
        assert_eq!(
            told,
            [
                ("P004", Some(4), Some(11)),
                ("P005", Some(4), Some(19)),
                ("P003", Some(5), Some(22)),
                ("P002", None, None),
                ("P002", None, None),
                ("P002", Some(1), Some(8)),
            ],
            "{faults:#?}"
        );
        let unreadable = prepare(&folder.path().join("absent.toml"), &[]);
        assert!(matches!(unreadable, Err(RunError::Missing { .. })));
    }
}
