//! Comes in: the attributes by which spreadsheet programs state a cell's value beside the text
//! they show. Goes out: the value to store. A cell without such attributes is the text as shown,
//! since what a number looks like in it is decided where its column is known.

use std::borrow::Cow;

use html5ever::tokenizer::Tag;

use super::super::builder::Stored;
use super::super::exact;
use super::super::fault::Fault;

/// What a cell's attributes state.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Stated {
    /// Excel: `x:num="1234.5"`, or `x:num` when the text shown is the number.
    num: Option<Box<str>>,
    /// Excel: `x:str="  text"`, or `x:str` when the text shown is the text.
    str: Option<Box<str>>,
    /// Excel: `x:bool="TRUE"`.
    bool: Option<Box<str>>,
    /// Excel: `x:err="#REF!"`.
    err: Option<Box<str>>,
    /// Excel: `x:fmla="=SUM(B2:B5)"`.
    fmla: Option<Box<str>>,
    /// `LibreOffice`: `sdval="1234.5"`.
    sdval: Option<Box<str>>,
    /// `LibreOffice`: `sdnum="1033;0;#,##0.00"`: two languages and the format.
    sdnum: Option<Box<str>>,
}

impl Stated {
    /// What a cell's tag states; `None` where it states nothing.
    pub(super) fn of(tag: &Tag) -> Option<Box<Self>> {
        let mut stated: Option<Box<Self>> = None;
        for attribute in &tag.attrs {
            let name = &*attribute.name.local;
            if !(name.starts_with("x:") || name.starts_with("sd")) {
                continue;
            }
            let value = || Some(Box::from(&*attribute.value));
            match name {
                "x:num" => stated.get_or_insert_default().num = value(),
                "x:str" => stated.get_or_insert_default().str = value(),
                "x:bool" => stated.get_or_insert_default().bool = value(),
                "x:err" => stated.get_or_insert_default().err = value(),
                "x:fmla" => stated.get_or_insert_default().fmla = value(),
                "sdval" => stated.get_or_insert_default().sdval = value(),
                "sdnum" => stated.get_or_insert_default().sdnum = value(),
                _ => {}
            }
        }
        stated
    }

    /// Whether a value or formula is stated, and not a format alone.
    pub(super) fn is_value(&self) -> bool {
        let is_some = |value: &Option<Box<str>>| value.is_some();
        let may_be_empty =
            |value: &Option<Box<str>>| value.as_deref().is_some_and(|v| !v.is_empty());
        may_be_empty(&self.num)
            || may_be_empty(&self.str)
            || may_be_empty(&self.bool)
            || may_be_empty(&self.err)
            || is_some(&self.fmla)
            || is_some(&self.sdval)
    }

    /// The formula without its `=`.
    pub(super) fn formula(&self) -> Option<&str> {
        let formula = self.fmla.as_deref()?.trim();
        let formula = formula.strip_prefix('=').unwrap_or(formula);
        Some(formula).filter(|formula| !formula.is_empty())
    }

    fn format(&self) -> Option<&str> {
        format_of(self.sdnum.as_deref()?)
    }

    /// The value: what is stated, or the text shown. A stated number that is none gives way to
    /// the text that people see; where there is no text, the cell cannot be read.
    pub(super) fn value<'s>(&'s self, shown: &'s str) -> Stored<'s> {
        let filled =
            |value: &'s Option<Box<str>>| value.as_deref().filter(|value| !value.trim().is_empty());
        if self.err.is_some() {
            return Stored::Error(filled(&self.err).unwrap_or(shown));
        }
        if self.bool.is_some()
            && let Some(yes) = truth(filled(&self.bool).unwrap_or(shown))
        {
            return Stored::Bool(yes);
        }
        // `LibreOffice` states 0 for an error.
        if self.num.is_none() && self.sdval.is_some() && is_error(shown) {
            return Stored::Error(shown);
        }
        if self.num.is_some() || self.sdval.is_some() {
            let stated = filled(&self.num).or(filled(&self.sdval));
            let is_truth = self.num.is_none()
                && self
                    .format()
                    .is_some_and(|f| f.eq_ignore_ascii_case("boolean"));
            return match stated {
                Some("0" | "1") if is_truth => Stored::Bool(stated == Some("1")),
                Some(number) if exact::from_text(number).is_some() => Stored::Number(number),
                Some(_) if shown.trim().is_empty() => Stored::Unreadable(no_number()),
                None if exact::from_text(shown).is_some() => Stored::Number(shown.trim()),
                _ => Stored::Text(shown),
            };
        }
        Stored::Text(filled(&self.str).unwrap_or(shown))
    }
}

/// The format's code in an `sdnum`.
pub(super) fn format_of(sdnum: &str) -> Option<&str> {
    let format = sdnum.splitn(3, ';').nth(2)?;
    Some(format).filter(|format| !format.is_empty())
}

fn no_number() -> Fault {
    Fault::damaged(
        "nilai dalam atributnya bukan bilangan",
        "the value in its attributes is no number",
    )
}

/// Whether a text is an error value: `#DIV/0!`, `#NAME?`, `#N/A`, or `Err:502` of `LibreOffice`.
fn is_error(text: &str) -> bool {
    (text.starts_with('#') && (text.ends_with(['!', '?']) || text == "#N/A"))
        || text.starts_with("Err:")
}

fn truth(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "1" | "benar" => Some(true),
        "false" | "0" | "salah" => Some(false),
        _ => None,
    }
}

/// The text of a form's field, which is what its cell shows.
pub(super) fn field(tag: &Tag) -> Option<Cow<'_, str>> {
    let kind = super::tokens::attribute(tag, "type").unwrap_or("text");
    let is_shown = ["text", "number", "tel", "date", "month", "email", "search"]
        .iter()
        .any(|known| kind.eq_ignore_ascii_case(known));
    let value = super::tokens::attribute(tag, "value").filter(|value| !value.is_empty());
    value.filter(|_| is_shown).map(Cow::Borrowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(set: impl FnOnce(&mut Stated)) -> Stated {
        let mut stated = Stated::default();
        set(&mut stated);
        stated
    }

    fn shows(stated: &Stated, shown: &str) -> String {
        format!("{:?}", stated.value(shown))
    }

    #[test]
    fn a_stated_value_wins_over_the_text_shown() {
        let num = |text: &str| stated(|s| s.num = Some(text.into()));
        assert_eq!(shows(&num("1234.5"), "1,235"), "Number(\"1234.5\")");
        assert_eq!(shows(&num(""), "12"), "Number(\"12\")");
        assert_eq!(shows(&num(""), "0,5"), "Text(\"0,5\")");
        assert_eq!(shows(&num("1.234,50"), "1.234,50"), "Text(\"1.234,50\")");
        assert!(shows(&num("abc"), " ").starts_with("Unreadable"));
        let str = stated(|s| s.str = Some("  a".into()));
        assert_eq!(shows(&str, "a"), "Text(\"  a\")");
        let err = stated(|s| s.err = Some("".into()));
        assert_eq!(shows(&err, "#REF!"), "Error(\"#REF!\")");
        let truth = stated(|s| s.bool = Some("TRUE".into()));
        assert_eq!(shows(&truth, "BENAR"), "Bool(true)");
        let formula = stated(|s| s.fmla = Some("=SUM(B2:B5)".into()));
        assert_eq!(formula.formula(), Some("SUM(B2:B5)"));
        assert_eq!(shows(&formula, "5"), "Text(\"5\")");
    }

    #[test]
    fn libreoffice_states_its_values_too() {
        let sd = |val: &str, num: &str| {
            stated(|s| {
                s.sdval = Some(val.into());
                s.sdnum = Some(num.into());
            })
        };
        let number = sd("1234.56", "1033;0;#,##0.00");
        assert_eq!(shows(&number, "1,234.56"), "Number(\"1234.56\")");
        assert_eq!(number.format(), Some("#,##0.00"));
        assert_eq!(shows(&sd("1", "1033;0;BOOLEAN"), "TRUE"), "Bool(true)");
        assert_eq!(shows(&sd("0", "1033;"), "#DIV/0!"), "Error(\"#DIV/0!\")");
        assert_eq!(sd("1", "1033;").format(), None);
        assert_eq!(sd("1", "1033;0;0;-0").format(), Some("0;-0"));
    }
}
