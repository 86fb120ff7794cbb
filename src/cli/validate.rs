//! `selaras validate`: every fault of a pipeline, its profiles and its input folders, on stdout.

use super::args::ValidateArgs;
use super::console::{Console, clean_lines};
use super::faults::faults_text;
use super::write_stdout;
use crate::model::language::Language;
use crate::run::error::RunError;
use crate::run::gate::EXIT_FAILED;
use crate::run::prepare::prepare;

/// Checks a pipeline without running it.
pub(super) fn validate(args: &ValidateArgs, console: &Console) -> anyhow::Result<u8> {
    match prepare(&args.pipeline, &[]) {
        Ok(prepared) => {
            let (n_profiles, n_roots) = (prepared.profiles.len(), prepared.roots.len());
            let text = match console.language {
                Language::Id => format!("sah: {n_profiles} profil, {n_roots} folder masukan\n"),
                Language::En => format!("valid: {n_profiles} profiles, {n_roots} input folders\n"),
            };
            write_stdout(text.as_bytes())?;
            Ok(0)
        }
        Err(RunError::Config(faults)) => {
            write_stdout(clean_lines(&faults_text(&faults, console.language)).as_bytes())?;
            Ok(EXIT_FAILED)
        }
        Err(error) => Err(error.into()),
    }
}
