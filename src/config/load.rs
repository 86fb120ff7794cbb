//! Comes in: the text of a pipeline or profile. Goes out: its typed form, or every fault of its
//! form (TOML, unknown fields, wrong types) with line, column and hint. Never touches a file and
//! never judges whether the names in it exist; that is [`super::validate`].

use serde::de::DeserializeOwned;
use toml::de::{DeTable, Deserializer};

use super::complaint::Complaint;
use super::fault::{ConfigFault, Said};
use super::repair::Repair;
use super::source_text::SourceText;
use super::waivers::Waivers;
use super::{Pipeline, Profile};

/// Reads a pipeline.
pub fn pipeline_from_str(text: &str, file_name: &str) -> Result<Pipeline, Vec<ConfigFault>> {
    from_text(text, file_name, "P001")
}

/// Reads a profile.
pub fn profile_from_str(text: &str, file_name: &str) -> Result<Profile, Vec<ConfigFault>> {
    from_text(text, file_name, "P002")
}

/// Reads a file of waivers.
pub fn waivers_from_str(text: &str, file_name: &str) -> Result<Waivers, Vec<ConfigFault>> {
    from_text(text, file_name, "P001")
}

/// Most faults told of one file; a text that has more is not the file it claims to be.
const MAX_FAULTS: usize = 100;

/// The deserialiser stops at its first fault. So that none hides another, each fault is told, then
/// mended in a copy of the parsed text, and the copy is read again.
fn from_text<T: DeserializeOwned>(
    text: &str,
    file_name: &str,
    code: &'static str,
) -> Result<T, Vec<ConfigFault>> {
    let source = SourceText::new(file_name, text);
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let faults = errors.iter().take(MAX_FAULTS);
        return Err(faults
            .map(|error| syntax_fault(&source, code, error))
            .collect());
    }
    let mut repair = Repair::new(table, text.len());
    let mut faults: Vec<ConfigFault> = Vec::new();
    // Each fault may need several attempts until a stand-in of the right type is found.
    for _ in 0..MAX_FAULTS * 8 {
        let error = match T::deserialize(Deserializer::from(repair.table().clone())) {
            Ok(value) if faults.is_empty() => return Ok(value),
            Ok(_) => break,
            Err(error) => error,
        };
        let complaint = Complaint::read(error.message());
        if !repair.is_stand_in(error.span()) {
            // The start of the whole text says nothing to a reader.
            let span = error
                .span()
                .filter(|span| !span.is_empty() && !repair.is_root(span));
            faults.push(
                source
                    .fault_at(code, span, complaint.reason())
                    .hint(complaint.hint()),
            );
        }
        if faults.len() >= MAX_FAULTS || !repair.mend(error.span(), &complaint) {
            break;
        }
    }
    faults.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    Err(faults)
}

fn syntax_fault(
    source: &SourceText<'_>,
    code: &'static str,
    error: &toml::de::Error,
) -> ConfigFault {
    let detail = error
        .message()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let reason = if detail == "duplicate key" {
        Said::new(
            "nama ini sudah dipakai di atas",
            "this key stands above already",
        )
    } else {
        Said::new(
            format!("bukan TOML yang sah ({detail})"),
            format!("not valid TOML: {detail}"),
        )
    };
    let hint = Said::new(
        "perbaiki tulisan pada baris itu: teks di antara tanda kutip, daftar di antara [ ], satu nama satu kali",
        "mend that line: texts in quotes, lists between [ ], each key once",
    );
    source.fault_at(code, error.span(), reason).hint(Some(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "name = \"demo\"\nregion = \"Kota\"\nyear = 2023\ninputs = [\"data\"]\n";

    /// Position, Indonesian reason and English hint of every fault.
    fn faults(text: &str) -> Vec<(Option<usize>, Option<usize>, String, String)> {
        let faults = pipeline_from_str(text, "p.toml").expect_err("faults");
        faults
            .into_iter()
            .map(|fault| {
                (
                    fault.line,
                    fault.column,
                    fault.reason.id,
                    fault.hint.map_or(String::new(), |hint| hint.en),
                )
            })
            .collect()
    }

    #[test]
    fn a_good_pipeline_is_read() {
        let pipeline = pipeline_from_str(GOOD, "p.toml").expect("a pipeline");
        assert_eq!((pipeline.name.as_str(), pipeline.year), ("demo", 2023));
    }

    #[test]
    fn an_unknown_field_is_told_with_its_nearest_name() {
        let found = faults(&format!("{GOOD}exclud = [\"x\"]\n"));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].0, found[0].1), (Some(5), Some(1)));
        assert!(found[0].2.contains("`exclud`"));
        assert_eq!(found[0].3, "did you mean `exclude`?");
    }

    #[test]
    fn no_fault_hides_another() {
        let text = "nam = \"demo\"\nregion = 5\nyear = \"dua ribu\"\n[outputs]\nworkbok = true\n[[reconcile]]\nname = \"a\"\nrule = \"C001\"\nquantity = \"pagu\"\nscope = \"nodes\"\nkinds = []\noperation = \"equals\"\n";
        let found = faults(text);
        let lines: Vec<_> = found.iter().map(|fault| fault.0).collect();
        assert_eq!(
            lines,
            [
                None,
                None,
                Some(1),
                Some(2),
                Some(3),
                Some(5),
                Some(10),
                Some(12)
            ],
            "{found:?}"
        );
        assert_eq!(found[2].3, "did you mean `name`?");
        assert!(
            found[0].2.contains("`name`") && found[1].2.contains("`inputs`"),
            "{found:#?}"
        );
        assert_eq!(found[6].3, "did you mean `node`?");
        assert_eq!(found[7].3, "did you mean `equal`?");
        assert_eq!(found[7].1, Some(13));
    }

    #[test]
    fn broken_toml_is_told_with_its_line() {
        let found = faults("name = \"demo\nyear = 2023\n");
        assert_eq!(found[0].0, Some(1), "{found:?}");
        assert!(!found[0].3.is_empty());
    }

    #[test]
    fn a_profile_column_without_a_field_is_told_where_it_stands() {
        let text = "kind = \"x\"\ntitle = { id = \"a\", en = \"b\" }\nrecognise = { fields = [\"pagu\"] }\n[[column]]\nwords = [\"pagu\"]\n";
        let faults = profile_from_str(text, "x.toml").expect_err("a fault");
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!((faults[0].code, faults[0].line), ("P002", Some(4)));
        assert!(faults[0].reason.en.contains("`field`"));
    }
}
