//! Comes in: tags with their classes and styles. Goes out: how each looks, computed once for all
//! tags that say the same. Keeps a bounded number of looks, whatever the page holds.

use std::collections::HashMap;
use std::rc::Rc;

use html5ever::tokenizer::Tag;

use super::super::builder::CellStyle;
use super::style::{Fill, Look, Rules, alignment, color};
use super::value::format_of;

/// Most looks kept; those beyond are computed each time.
const MAX_KEPT: usize = 64_000;

/// A look with a number by which others that build on it are found.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Its number; 0 for the plain look, `None` when it is not kept.
    id: Option<u32>,
    pub(super) look: Look,
}

impl Known {
    /// The look that says nothing.
    pub(super) fn plain() -> Rc<Self> {
        Rc::new(Self {
            id: Some(0),
            look: Look::default(),
        })
    }
}

/// The looks of a page.
#[derive(Debug, Default)]
pub(super) struct Looks {
    rules: Rules,
    by_tag: HashMap<String, Rc<Known>>,
    joined: HashMap<(u32, u32), Rc<Known>>,
    styles: HashMap<(u32, bool, bool), CellStyle>,
    n_ids: u32,
    key: String,
}

impl Looks {
    /// Takes the rules of a `style` element.
    pub(super) fn read_rules(&mut self, css: &str) {
        self.rules.read(css);
        self.by_tag.clear();
    }

    fn known(&mut self, look: Look) -> Rc<Known> {
        if look == Look::default() {
            return Known::plain();
        }
        self.n_ids += u32::from(self.n_ids < u32::MAX);
        let id = Some(self.n_ids).filter(|_| self.by_tag.len() + self.joined.len() < MAX_KEPT);
        Rc::new(Known { id, look })
    }

    /// A look that stands in no tag.
    pub(super) fn unkept(look: Look) -> Rc<Known> {
        Rc::new(Known { id: None, look })
    }

    /// How a tag looks by itself.
    pub(super) fn of(&mut self, tag: &Tag) -> Rc<Known> {
        let mut key = std::mem::take(&mut self.key);
        key.clear();
        key.push_str(&tag.name);
        for attribute in &tag.attrs {
            let name = &*attribute.name.local;
            let is_look = matches!(
                name,
                "class" | "style" | "align" | "bgcolor" | "width" | "hidden" | "sdnum"
            );
            if is_look {
                key.push('\0');
                key.push_str(name);
                key.push('=');
                key.push_str(&attribute.value);
            }
        }
        let known = if let Some(known) = self.by_tag.get(&key) {
            known.clone()
        } else {
            let look = self.computed(tag);
            let known = self.known(look);
            if known.id.is_some() && self.by_tag.len() < MAX_KEPT {
                self.by_tag.insert(key.clone(), known.clone());
            }
            known
        };
        self.key = key;
        known
    }

    fn computed(&self, tag: &Tag) -> Look {
        let get = |name: &str| super::tokens::attribute(tag, name);
        let mut look = self.rules.look(&tag.name, get("class").unwrap_or_default());
        let is_column = &*tag.name == "col" || &*tag.name == "colgroup";
        let by_attribute = Look {
            alignment: get("align").and_then(alignment),
            fill: get("bgcolor").map(|value| Fill(color(value))),
            hidden: get("hidden").map(|_| true),
            is_flat: get("width").map(|width| matches!(width, "0" | "0px" | "0pt")),
            format: get("sdnum").and_then(format_of).map(Into::into),
            bold: (&*tag.name == "th" && look.bold.is_none()).then_some(true),
            ..Look::default()
        };
        look.add(&by_attribute);
        if let Some(css) = get("style") {
            look.add(&Look::declared(css));
        }
        // The width of anything but a column hides nothing.
        if is_column && look.is_flat == Some(true) {
            look.hidden = Some(true);
        }
        look
    }

    /// How something looks inside something else.
    pub(super) fn inside(&mut self, outer: &Rc<Known>, inner: &Rc<Known>) -> Rc<Known> {
        if outer.id == Some(0) {
            return inner.clone();
        }
        let ids = outer.id.zip(inner.id);
        if let Some(known) = ids.and_then(|ids| self.joined.get(&ids)) {
            return known.clone();
        }
        let mut look = outer.look.inherited();
        look.add(&inner.look);
        let known = self.known(look);
        if let Some(ids) = ids.filter(|_| known.id.is_some() && self.joined.len() < MAX_KEPT) {
            self.joined.insert(ids, known.clone());
        }
        known
    }

    /// The style of a cell that looks so, all of whose text is bold or underlined or not.
    pub(super) fn style(&mut self, known: &Known, bold: bool, underline: bool) -> CellStyle {
        let key = known.id.map(|id| (id, bold, underline));
        if let Some(style) = key.and_then(|key| self.styles.get(&key)) {
            return style.clone();
        }
        let mut look = known.look.clone();
        look.bold = Some(bold);
        look.underline = Some(underline);
        let style = look.cell_style();
        if let Some(key) = key {
            self.styles.insert(key, style.clone());
        }
        style
    }
}
