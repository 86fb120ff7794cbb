//! Comes in: NAME records ([MS-XLS] 2.4.150 Lbl). Goes out: the names as formulas show them, their
//! formulas as tokens, and the areas with filter buttons. Never decodes a formula itself.

use std::collections::BTreeMap;

use super::records::{Fields, Pieces, Record};
use super::strings::{Texts, Version};
use crate::model::grid::Area;
use crate::model::place::CellRef;

const IS_BUILT_IN: u16 = 0x0020;
/// What Excel writes before its own names in newer formats.
const PREFIX: &str = "_xlnm.";
/// Excel's own names by their number ([MS-XLS] 2.5.66).
const BUILT_IN: [&str; 14] = [
    "Consolidate_Area",
    "Auto_Open",
    "Auto_Close",
    "Extract",
    "Database",
    "Criteria",
    "Print_Area",
    "Print_Titles",
    "Recorder",
    "Data_Form",
    "Auto_Activate",
    "Auto_Deactivate",
    "Sheet_Title",
    "_FilterDatabase",
];
/// The name of the area with filter buttons.
const FILTER: &str = "_FilterDatabase";

/// A defined name.
#[derive(Debug)]
pub(super) struct Name<'a> {
    /// As formulas show it.
    pub(super) shown: String,
    is_built_in: bool,
    /// The place of the sheet it belongs to, if it belongs to one.
    pub(super) sheet: Option<usize>,
    /// What it stands for, as tokens, and what these leave to the end.
    pub(super) tokens: &'a [u8],
    pub(super) extra: &'a [u8],
}

impl Name<'_> {
    /// The name as the newer formats write it, so that it is called the same in all.
    pub(super) fn full(&self) -> String {
        if self.is_built_in {
            format!("{PREFIX}{}", self.shown)
        } else {
            self.shown.clone()
        }
    }
}

/// Reads a NAME record. One that is damaged keeps its place, as formulas count places.
pub(super) fn read<'a>(record: Record<'a>, texts: &Texts) -> Name<'a> {
    whole(record, texts).unwrap_or(Name {
        shown: "?".to_owned(),
        is_built_in: false,
        sheet: None,
        tokens: &[],
        extra: &[],
    })
}

fn whole<'a>(record: Record<'a>, texts: &Texts) -> Option<Name<'a>> {
    let mut fields = record.fields();
    let flags = fields.u16()?;
    fields.take(1)?;
    let n_chars = usize::from(fields.u8()?);
    let n_token_bytes = usize::from(fields.u16()?);
    fields.take(2)?;
    let sheet = usize::from(fields.u16()?).checked_sub(1);
    fields.take(4)?;
    let mut pieces = Pieces::one(fields.rest());
    let bytes = pieces.piece();
    let shown = texts.chars(&mut pieces, n_chars)?.or_best(bytes);
    let mut rest = Fields::of(pieces.piece());
    let tokens = rest.take(n_token_bytes)?;
    let built_in = shown
        .chars()
        .next()
        .filter(|_| flags & IS_BUILT_IN != 0 && n_chars == 1)
        .and_then(|code| BUILT_IN.get(usize::try_from(u32::from(code)).ok()?));
    Some(Name {
        is_built_in: built_in.is_some(),
        shown: built_in.map_or(shown, |name| (*name).to_owned()),
        sheet,
        tokens,
        extra: rest.rest(),
    })
}

/// The areas with filter buttons, by the place of their sheet: what the built-in name stands for
/// ([MS-XLS] 2.4.8), one reference to an area of the sheet itself.
pub(super) fn filters(names: &[Name<'_>], version: Version) -> BTreeMap<usize, Area> {
    names
        .iter()
        .filter(|name| name.shown == FILTER)
        .filter_map(|name| Some((name.sheet?, area(name.tokens, version)?)))
        .collect()
}

/// The area of a formula that is one reference to an area.
fn area(tokens: &[u8], version: Version) -> Option<Area> {
    let mut fields = Fields::of(tokens);
    if fields.u8()? & 0x1F != 0x1B {
        return None;
    }
    let (first_row, last_row, first_col, last_col) = match version {
        Version::Biff8 => {
            fields.take(2)?;
            let rows = (fields.u16()?, fields.u16()?);
            (rows.0, rows.1, fields.u16()? & 0xFF, fields.u16()? & 0xFF)
        }
        Version::Biff5 => {
            fields.take(14)?;
            let rows = (fields.u16()? & 0x3FFF, fields.u16()? & 0x3FFF);
            let cols = (fields.u8()?, fields.u8()?);
            (rows.0, rows.1, cols.0.into(), cols.1.into())
        }
    };
    Some(Area {
        first: CellRef::new(first_row.into(), first_col.into()),
        last: CellRef::new(last_row.into(), last_col.into()),
    })
}
