//! The way from the outputs to the inputs. Comes in: the output folder and where each input lies. Goes
//! out: paths from the one to the other, for links in reports. Opens nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The path from an output folder to each input; inputs that no such path leads to are left out.
pub(super) fn input_paths(
    output: &Path,
    disk: &BTreeMap<Arc<str>, PathBuf>,
) -> BTreeMap<Arc<str>, String> {
    let Some(output) = real(output) else {
        return BTreeMap::new();
    };
    let paths = disk
        .iter()
        .filter_map(|(name, path)| Some((name.clone(), between(&output, path)?)));
    paths.collect()
}

/// The folder without links in its path; it need not be there yet.
fn real(folder: &Path) -> Option<PathBuf> {
    if let Ok(real) = fs::canonicalize(folder) {
        return Some(real);
    }
    let absolute = std::path::absolute(folder).ok()?;
    let mut above = absolute.as_path();
    let mut below = PathBuf::new();
    loop {
        let name = above.file_name()?;
        below = Path::new(name).join(below);
        above = above.parent()?;
        if let Ok(real) = fs::canonicalize(above) {
            return Some(real.join(below));
        }
    }
}

/// The path from one absolute folder to an absolute file, with `/` between its parts.
fn between(folder: &Path, file: &Path) -> Option<String> {
    if !file.is_absolute() {
        return None;
    }
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (folder.components().collect(), file.components().collect());
    let n_common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if n_common == 0 {
        return None;
    }
    let up = from.iter().skip(n_common).map(|_| Some(".."));
    let down = to.iter().skip(n_common).map(|part| match part {
        Component::Normal(name) => name.to_str(),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => {
            None
        }
    });
    let parts: Option<Vec<&str>> = up.chain(down).collect();
    Some(parts?.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_up_and_down_again() {
        let path = |folder: &str, file: &str| between(Path::new(folder), Path::new(file));
        let found = path("/srv/keluaran/daerah", "/srv/masukan/Dinas A/DPA.xlsx");
        assert_eq!(found.as_deref(), Some("../../masukan/Dinas A/DPA.xlsx"));
        assert_eq!(path("/srv", "/srv/a.xlsx").as_deref(), Some("a.xlsx"));
        assert_eq!(path("/srv", "a.xlsx"), None);
        assert_eq!(path("/srv", "/srv/../a.xlsx"), None);
    }
}
