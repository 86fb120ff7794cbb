//! Comes in: what a look at a folder found. Goes out: the text of a first pipeline, and of a first
//! profile for each table of unknown kind, both checked by the same loader that reads them later.
//! Never touches a file, and never leaves a text that the loader refuses.

use std::fmt::Write as _;

use super::ConfigFault;
use super::load::{pipeline_from_str, profile_from_str};
use super::pipeline::{Agreement, Reconcile, ScopeName};
use super::validate::{pipeline_faults, profile_faults};

/// What a pipeline for a folder would say.
#[derive(Debug, Clone, Default)]
pub struct PipelineDraft {
    /// Its name.
    pub name: String,
    /// The year, where the documents tell it.
    pub year: Option<i32>,
    /// The input folder, as the pipeline's file names it.
    pub input: String,
    /// The agencies found, by their folders.
    pub agencies: Vec<String>,
    /// Kinds recognised, with the number of their tables.
    pub kinds: Vec<(String, usize)>,
    /// Figures that those kinds state together.
    pub reconcile: Vec<Reconcile>,
    /// Profiles drafted for tables of unknown kind.
    pub profiles: Vec<ProfileDraft>,
}

/// What a profile for a table would say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProfileDraft {
    /// The kind's name.
    pub kind: String,
    /// Where such a table stands.
    pub seen: Vec<String>,
    /// Words of its title.
    pub title: Option<String>,
    /// Its columns.
    pub columns: Vec<ColumnDraft>,
    /// What holds in most of its rows.
    pub relations: Vec<RelationDraft>,
    /// Whether its rows hang together in a tree.
    pub has_tree: bool,
}

/// A column of a drafted profile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnDraft {
    /// Its field.
    pub field: String,
    /// Its header words.
    pub words: String,
    /// The words of the group it stands in, where others have its own words too.
    pub with: Option<String>,
    /// The unit as profiles write it.
    pub unit: &'static str,
    /// Whether totals of it are sums.
    pub additive: bool,
}

/// A claim of a drafted profile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RelationDraft {
    /// Code of the rule.
    pub rule: String,
    /// Field of the result.
    pub target: String,
    /// The operation as profiles write it.
    pub operation: &'static str,
    /// Fields of the operands.
    pub operands: Vec<String>,
    /// In how many rows it holds.
    pub n_holding: usize,
    /// Of how many.
    pub n_rows: usize,
}

/// The texts of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    /// The pipeline.
    pub pipeline: String,
    /// The drafted profiles, by kind.
    pub profiles: Vec<(String, String)>,
}

/// The year that stands in a pipeline whose documents tell none.
const YEAR_UNKNOWN: i32 = 2025;
/// The region, which a person fills in.
const REGION: &str = "Nama Daerah";

impl PipelineDraft {
    /// Writes the draft down and reads it back.
    pub fn texts(&self, known_kinds: &[String]) -> Result<Texts, Vec<ConfigFault>> {
        let mut profiles = Vec::new();
        let mut loaded = Vec::new();
        for draft in &self.profiles {
            let text = draft.text();
            let file = format!("{}.toml", draft.kind);
            let profile = profile_from_str(&text, &file)?;
            none(profile_faults(&profile, &text, &file))?;
            loaded.push(profile);
            profiles.push((draft.kind.clone(), text));
        }
        for (kind, text) in super::builtin::profiles() {
            if self.kinds.iter().any(|(found, _)| found == kind) {
                loaded.push(profile_from_str(text, kind)?);
            }
        }
        let text = self.text();
        let pipeline = pipeline_from_str(&text, "pipeline.toml")?;
        none(pipeline_faults(
            &pipeline,
            &text,
            "pipeline.toml",
            known_kinds,
            &loaded,
        ))?;
        Ok(Texts {
            pipeline: text,
            profiles,
        })
    }

    fn text(&self) -> String {
        let mut out = String::from(
            "# Pipeline awal, disusun oleh `selaras init`. Periksa setiap baris bertanda GANTI, lalu\n\
             # jalankan `selaras validate` terhadap berkas ini.\n",
        );
        for agency in &self.agencies {
            let _ = writeln!(out, "# OPD: {}", plain(agency));
        }
        let _ = writeln!(out, "\n# Nama pipeline; juga nama folder keluaran.");
        let _ = writeln!(out, "name = {}", quoted(&self.name));
        let _ = writeln!(out, "# GANTI: nama daerah seperti pada judul dokumen.");
        let _ = writeln!(out, "region = {}", quoted(REGION));
        if self.year.is_none() {
            let _ = writeln!(out, "# GANTI: tahun anggaran tidak disebut dalam dokumen.");
        }
        let _ = writeln!(out, "year = {}", self.year.unwrap_or(YEAR_UNKNOWN));
        let _ = writeln!(out, "# Folder masukan; tiap subfolder adalah satu OPD.");
        let _ = writeln!(out, "inputs = [{}]\n", quoted(&self.input));
        out.push_str("# Jenis dokumen yang boleh dikenali.\nprofiles = [\n");
        for (kind, n_tables) in &self.kinds {
            let _ = writeln!(out, "  {}, # {n_tables} tabel", quoted(kind));
        }
        out.push_str("  \"umum\", # tabel yang jenisnya tidak dikenal\n");
        for draft in &self.profiles {
            let _ = writeln!(
                out,
                "  # {}, # rancangan: lengkapi profiles/{}.toml, lalu buang tanda # di depan",
                quoted(&draft.kind),
                draft.kind
            );
        }
        out.push_str("]\n\n# Kode aturan yang temuannya tidak dilaporkan, misalnya \"R030\".\n[checks]\noff = []\n");
        for reconcile in &self.reconcile {
            out.push_str(&reconcile_text(reconcile));
        }
        out
    }
}

fn reconcile_text(reconcile: &Reconcile) -> String {
    let scope = match reconcile.scope {
        ScopeName::Total => "total",
        ScopeName::Node => "node",
        ScopeName::Indicator => "indicator",
    };
    let operation = match reconcile.operation {
        Agreement::Equal => "equal",
        Agreement::AtMost => "at-most",
    };
    format!(
        "\n# Angka yang harus sama pada jenis-jenis dokumen ini.\n[[reconcile]]\nname = {}\nrule = {}\nquantity = {}\nscope = \"{scope}\"\nkinds = [{}]\noperation = \"{operation}\"\n",
        quoted(&reconcile.name),
        quoted(&reconcile.rule),
        quoted(&reconcile.quantity),
        list(&reconcile.kinds),
    )
}

impl ProfileDraft {
    fn text(&self) -> String {
        let mut out = String::from(
            "# Rancangan profil, disusun oleh `selaras init` dari tabel yang jenisnya tidak dikenal.\n\
             # Periksa nama kolom, satuan dan hubungannya; hapus yang tidak berlaku pada setiap dokumen.\n",
        );
        for seen in &self.seen {
            let _ = writeln!(out, "# Contoh: {}", plain(seen));
        }
        let title = self.title.as_deref().unwrap_or(&self.kind);
        let _ = writeln!(out, "kind = {}", quoted(&self.kind));
        let _ = writeln!(
            out,
            "title = {{ id = {}, en = {} }} # GANTI: nama jenis ini bagi pembaca",
            quoted(title),
            quoted(title)
        );
        out.push_str("\n# Tabel berjenis ini bila semua bidang ini ada dan satu kata dari tiap kelompok disebut.\n[recognise]\n");
        let fields: Vec<String> = self.telling_fields();
        let _ = writeln!(out, "fields = [{}]", list(&fields));
        if let Some(title) = &self.title {
            let _ = writeln!(out, "words = [[{}]]", quoted(title));
        }
        out.push_str("priority = 10\n\n# Dari mana jenjang barisnya: \"auto\" (kode atau penomoran), \"words\", atau \"none\".\n[tree]\n");
        let _ = writeln!(
            out,
            "from = \"{}\"",
            if self.has_tree { "auto" } else { "none" }
        );
        for column in &self.columns {
            let _ = write!(
                out,
                "\n[[column]]\nfield = {}\nwords = [{}]\n",
                quoted(&column.field),
                quoted(&column.words)
            );
            if let Some(with) = &column.with {
                let _ = writeln!(out, "with = [{}]", quoted(with));
            }
            let _ = writeln!(out, "unit = \"{}\"", column.unit);
            if column.additive {
                out.push_str("additive = true\n");
            }
        }
        for relation in &self.relations {
            let _ = write!(
                out,
                "\n# Berlaku pada {} dari {} baris.\n[[relation]]\nrule = {}\ntarget = {}\noperation = \"{}\"\noperands = [{}]\n",
                relation.n_holding,
                relation.n_rows,
                quoted(&relation.rule),
                quoted(&relation.target),
                relation.operation,
                list(&relation.operands),
            );
        }
        out
    }

    /// The first words and the first figures: what tells the table from others.
    fn telling_fields(&self) -> Vec<String> {
        const MOST_FIGURES: usize = 3;
        let words = self.columns.iter().find(|column| column.unit == "text");
        let figures = self.columns.iter().filter(|column| column.unit != "text");
        words
            .into_iter()
            .chain(figures.take(MOST_FIGURES))
            .map(|column| column.field.clone())
            .collect()
    }
}

fn none(faults: Vec<ConfigFault>) -> Result<(), Vec<ConfigFault>> {
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(plain(text)).to_string()
}

fn list(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    quoted.join(", ")
}

/// One line without control characters: it stands in a comment or in a short text.
fn plain(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
