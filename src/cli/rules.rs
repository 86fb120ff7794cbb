//! `selaras rules`: the list of all rules, on stdout.

use serde_json::json;

use super::args::{ListFormat, RulesArgs};
use super::columns::Columns;
use super::console::Console;
use super::write_stdout;
use crate::model::rules;

/// Lists the rules by code.
pub(super) fn rules(args: &RulesArgs, console: &Console) -> anyhow::Result<u8> {
    let text = match args.format {
        ListFormat::Text => {
            let mut columns = Columns::new(
                console
                    .language
                    .pick("KODE|NAMA|TINGKAT|JUDUL", "CODE|NAME|SEVERITY|TITLE")
                    .split('|'),
            );
            for rule in rules::rules() {
                columns.row([
                    rule.code,
                    rule.name,
                    rule.severity.name(),
                    rule.title.pick(console.language),
                ]);
            }
            columns.text("")
        }
        ListFormat::Json => {
            let list: Vec<_> = rules::rules()
                .map(|rule| {
                    json!({
                        "code": rule.code,
                        "name": rule.name,
                        "severity": rule.severity,
                        "title": rule.title.pick(console.language),
                    })
                })
                .collect();
            format!("{:#}\n", serde_json::Value::Array(list))
        }
    };
    write_stdout(text.as_bytes())?;
    Ok(0)
}
