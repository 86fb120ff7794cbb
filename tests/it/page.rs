//! The page `temuan.html` in a browser: it loads without an error, its filters work, and what a
//! document says is never obeyed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::selaras;

/// A Chromium on this machine; `.ci/run` installs one.
fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"]
        .iter()
        .map(|name| Path::new("/usr/bin").join(name))
        .find(|path| path.exists())
}

/// The page's document after its scripts ran, with what the console said.
fn rendered(chromium: &Path, page: &Path, profile: &Path) -> (String, String) {
    let output = Command::new(chromium)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--enable-logging=stderr",
            "--virtual-time-budget=2000",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("a browser");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_browser_shows_the_page_and_obeys_no_document() {
    let Some(chromium) = chromium() else {
        // Nothing to look with; the checks of a clean checkout install one.
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("masukan");
    fs::create_dir(&input).expect("a folder");
    let hostile = "<img src=x onerror=document.title='obeyed'>";
    let sheet = format!(
        "Laporan {hostile};;;\nKode;Uraian;Anggaran (Rp);Realisasi (Rp)\n5;Belanja {hostile};300;200\n5.1;\"</script><script>document.title='obeyed'</script>\";100;100\n5.2;Belanja modal;150;100\n"
    );
    fs::write(input.join("laporan.csv"), sheet).expect("a file");
    let pipeline =
        "name = \"coba\"\nregion = \"Kota Contoh\"\nyear = 2023\ninputs = [\"masukan\"]\n";
    fs::write(folder.path().join("coba.toml"), pipeline).expect("a file");
    let output = selaras(folder.path(), &["run", "coba.toml", "--output", "keluaran"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let page = folder.path().join("keluaran/temuan.html");
    let (dom, console) = rendered(&chromium, &page, &folder.path().join("profile"));
    assert!(dom.contains("<title>Temuan audit"), "{dom}");
    assert!(!dom.contains("obeyed'</title>") && !dom.contains("<img"));
    // The script ran, so the policy allows it, and it counted the articles.
    let n_articles = dom.matches("<article ").count();
    assert!(n_articles >= 1);
    assert!(dom.contains(&format!("{n_articles} / {n_articles} ditampilkan")));
    let errors: Vec<&str> = console
        .lines()
        .filter(|line| line.contains("CONSOLE"))
        .collect();
    assert!(errors.is_empty(), "{errors:?}");

    // A filter that a user sets: the same page with the script's own event.
    let text = fs::read_to_string(&page).expect("a page");
    let (head, _) = text.split_once("<meta http-equiv").expect("a policy");
    let (_, tail) = text.split_once("form-action 'none'\">").expect("a policy");
    let typed = "<script>const words = document.getElementById('words'); words.value = 'tidakada'; words.dispatchEvent(new Event('input', { bubbles: true }));</script></body>";
    let filtered = folder.path().join("saring.html");
    fs::write(
        &filtered,
        format!("{head}{}", tail.replace("</body>", typed)),
    )
    .expect("a file");
    let (dom, _) = rendered(&chromium, &filtered, &folder.path().join("profile"));
    assert!(dom.contains(&format!("0 / {n_articles} ditampilkan")));
}
