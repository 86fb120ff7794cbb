//! `selaras init`: a first pipeline for a folder of workbooks, and a first profile for each form of
//! table in it that no kind knows. To stdout the profiles follow as comments, so that what is
//! written there is a pipeline all the same. Never overwrites a file.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::args::InitArgs;
use super::audit::request;
use super::bar::watcher;
use super::console::{Console, talk};
use super::refusal::Refusal;
use super::write_stdout;
use crate::config::builtin;
use crate::config::draft::Texts;
use crate::config::fault::Said;
use crate::model::language::Language;
use crate::run::chain;
use crate::run::disk;
use crate::run::error::RunError;
use crate::run::init::draft;
use crate::run::written;

/// Looks at a folder and writes a pipeline for it.
pub(super) fn init(args: &InitArgs, console: &Console) -> anyhow::Result<u8> {
    if let Some(output) = &args.output {
        refuse_existing(output)?;
    }
    let watcher = watcher(console);
    let inputs = std::slice::from_ref(&args.folder);
    let result = chain::audit(&request(inputs, &args.reading, console)?, watcher.as_ref())?;
    watcher.end();
    let home = args.output.as_deref().and_then(Path::parent);
    let drafted = draft(
        &result.report,
        &name(args),
        input(&args.folder, home.unwrap_or(Path::new("")))?,
    );
    let known: Vec<String> = builtin::profiles()
        .iter()
        .map(|(kind, _)| (*kind).to_owned())
        .collect();
    let texts = drafted.texts(&known).map_err(RunError::Config)?;
    match &args.output {
        Some(output) => {
            let written = write(output, &texts)?;
            if !console.quiet {
                talk(&told(&written, console.language));
            }
        }
        None => write_stdout(one_text(&texts).as_bytes())?,
    }
    Ok(0)
}

/// Writes the profiles, then the pipeline that names them; nothing where any of them is there already.
fn write(output: &Path, texts: &Texts) -> anyhow::Result<Vec<PathBuf>> {
    let folder = output.parent().unwrap_or(Path::new("")).join("profiles");
    let mut files: Vec<(PathBuf, &str)> = texts
        .profiles
        .iter()
        .map(|(kind, text)| (folder.join(format!("{kind}.toml")), text.as_str()))
        .collect();
    files.push((output.to_owned(), &texts.pipeline));
    for (path, _) in &files {
        refuse_existing(path)?;
    }
    for (path, text) in &files {
        written::write_in_folder(path, text.as_bytes())?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

fn refuse_existing(path: &Path) -> Result<(), Refusal> {
    if !disk::exists(path) {
        return Ok(());
    }
    let shown = path.display();
    Err(Refusal {
        reason: Said::new(
            format!("{shown} sudah ada dan tidak akan ditimpa"),
            format!("{shown} is there already and will not be overwritten"),
        ),
        advice: Said::new(
            "pilih nama lain dengan --output, atau pindahkan berkas itu",
            "choose another name with --output, or move that file",
        ),
    })
}

/// The pipeline, and the profiles after it as comments.
fn one_text(texts: &Texts) -> String {
    let mut out = texts.pipeline.clone();
    for (kind, text) in &texts.profiles {
        let _ = writeln!(out, "\n# ==== profiles/{kind}.toml ====");
        for line in text.lines() {
            out.push_str(if line.is_empty() { "#" } else { "# " });
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

fn told(written: &[PathBuf], language: Language) -> String {
    written
        .iter()
        .map(|path| match language {
            Language::Id => format!("ditulis: {}\n", path.display()),
            Language::En => format!("written: {}\n", path.display()),
        })
        .collect()
}

/// The pipeline's name: that of its file, else of the folder.
fn name(args: &InitArgs) -> String {
    let of_file = args.output.as_deref().and_then(Path::file_stem);
    let folder = disk::canonical(&args.folder).unwrap_or_else(|_| args.folder.clone());
    of_file
        .or(folder.file_name())
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The folder as the pipeline names it: relative to the pipeline's own where it lies below it.
fn input(folder: &Path, home: &Path) -> Result<String, RunError> {
    let folder = disk::canonical(folder)?;
    let home = if home.as_os_str().is_empty() {
        Path::new(".")
    } else {
        home
    };
    let below = disk::canonical(home)
        .ok()
        .and_then(|home| folder.strip_prefix(&home).map(Path::to_owned).ok());
    Ok(match below {
        Some(below) if below.as_os_str().is_empty() => ".".to_owned(),
        Some(below) => disk::relative(Path::new(""), &below),
        None => folder.display().to_string(),
    })
}
