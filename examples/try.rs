use selaras::config::{Profile, pipeline::Reconcile};
use selaras::model::{document::*, relation::*};
use selaras::stages::*;
use std::sync::Arc;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let dir = std::path::PathBuf::from(&args[0]);
    let year = args.get(1).and_then(|y| y.parse().ok());
    let profiles: Vec<Profile> = selaras::config::builtin::profiles()
        .iter()
        .map(|(n, t)| toml::from_str(t).unwrap_or_else(|e| panic!("{n}: {e}")))
        .collect();
    let mut facts = vec![];
    for e in walkdir::WalkDir::new(&dir) {
        let e = e.unwrap();
        if e.file_type().is_file() {
            let b = std::fs::read(e.path()).unwrap();
            facts.push(discover_files::FileFacts {
                path: e
                    .path()
                    .strip_prefix(&dir)
                    .unwrap()
                    .to_string_lossy()
                    .into(),
                size: b.len() as u64,
                sha256: String::new(),
                head: b[..b.len().min(4096)].to_vec(),
            });
        }
    }
    let inv: Inventory = discover_files::discover_files(facts, &[], year).value;
    let mut recs = vec![];
    let mut proof = Proof::default();
    let mut findings = vec![];
    for f in &inv.entries {
        let b = std::fs::read(dir.join(&*f.path)).unwrap();
        let wb = extract_cells::extract_cells(&b, f);
        findings.extend(wb.findings);
        for g in &wb.value.sheets {
            let ts = find_tables::find_tables(g, &f.path);
            findings.extend(ts.findings);
            for t in ts.value {
                let ty = interpret_values::interpret_values(t, g, &f.path);
                findings.extend(ty.findings);
                let r = map_records::map_records(ty.value, f, &g.name, None, &profiles);
                findings.extend(r.findings);
                let p = prove_arithmetic::prove_arithmetic(&r.value, &profiles);
                findings.extend(p.findings);
                let r = r.value;
                let cols: Vec<String> = r
                    .fields
                    .iter()
                    .zip(&r.typed.table.columns)
                    .map(|(f, c)| {
                        format!(
                            "{}={}",
                            selaras::model::place::column_letters(c.col),
                            f.as_ref().map_or("?".into(), |f| format!(
                                "{}{}",
                                f.name,
                                f.year.map_or(String::new(), |y| format!("@{y}"))
                            ))
                        )
                    })
                    .collect();
                println!(
                    "== {} [{}] kind={:?} year={:?} lines={} cols: {}",
                    f.path,
                    g.name,
                    r.kind,
                    r.year,
                    r.lines.len(),
                    cols.join(" ")
                );
                let mut lv = std::collections::BTreeMap::new();
                for l in &r.lines {
                    *lv.entry(l.level.clone().unwrap_or_default()).or_insert(0) += 1;
                }
                let n = |f: fn(&Verdict) -> bool| {
                    p.value.relations.iter().filter(|r| f(&r.verdict)).count()
                };
                println!(
                    "   levels {lv:?} holds={} fails={} cannot={} unplaced={}",
                    n(|v| matches!(v, Verdict::Holds(_))),
                    n(|v| matches!(v, Verdict::Fails(_))),
                    n(|v| matches!(v, Verdict::CannotJudge(_))),
                    r.typed.table.unplaced_rows.len()
                );
                proof.absorb(p.value);
                recs.push(Arc::new(r));
            }
        }
    }
    let rules: Vec<Reconcile> = selaras::config::builtin::reconciliations();
    let rc = reconcile_documents::reconcile_documents(&recs, &rules).value;
    println!("between: {} relations", rc.relations.len());
    proof.absorb(rc);
    findings.extend(trace_causes::trace_causes(&recs, &proof));
    findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    for f in &findings {
        println!(
            "{} {:?} {} [{}] {} | {} | {:?} cons={:?} rel={:?}",
            f.code,
            f.severity,
            f.document.as_deref().unwrap_or(""),
            f.sheet.as_deref().unwrap_or(""),
            f.place
                .as_ref()
                .map_or(String::new(), |p| p.cell.to_string()),
            selaras::model::rules::message(f, selaras::model::language::Language::Id),
            f.causes
                .iter()
                .map(|c| format!(
                    "{}/{:?}@{}={}",
                    c.kind.name(),
                    c.confidence,
                    c.place.cell,
                    c.suggested.map_or(String::new(), |s| s.to_string())
                ))
                .collect::<Vec<_>>(),
            f.consequences
                .iter()
                .map(|c| format!("{}!{}", c.sheet, c.cell))
                .collect::<Vec<_>>(),
            f.related.len()
        );
    }
}
