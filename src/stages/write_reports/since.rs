//! The difference to the run before, in words: what every report says first.

use crate::model::language::Language;
use crate::model::life::{Change, DocumentChange, End, Gone, Life, Since};
use crate::model::place::whereabouts;

/// The difference in one line; on the first run that there is nothing to compare with.
pub(super) fn headline(since: &Since, language: Language) -> String {
    let Some(previous) = &since.previous else {
        return language
            .pick(
                "Proses pertama: belum ada yang dapat dibandingkan.",
                "First run: there is nothing to compare with yet.",
            )
            .to_owned();
    };
    let counts = &since.counts;
    let parts: Vec<String> = [
        (counts.new, "temuan baru", "new findings"),
        (counts.reopened, "muncul lagi", "reopened"),
        (counts.fixed, "selesai", "fixed"),
        (
            counts.withdrawn,
            "dokumennya ditarik",
            "with their document withdrawn",
        ),
        (counts.known, "lama", "known"),
        (counts.waived, "dikecualikan", "waived"),
        (
            counts.unjudged,
            "tidak dapat dinilai kali ini",
            "not judged this time",
        ),
    ]
    .into_iter()
    .enumerate()
    .filter(|(idx, (count, _, _))| *count > 0 || *idx < 3)
    .map(|(_, (count, id, en))| format!("{count} {}", language.pick(id, en)))
    .collect();
    let day = moment(previous);
    match language {
        Language::Id => format!("Dibanding proses {day}: {}.", parts.join(", ")),
        Language::En => format!("Since the run of {day}: {}.", parts.join(", ")),
    }
}

/// A moment without its seconds, as people read it.
pub(super) fn moment(rfc3339: &str) -> String {
    let minutes = rfc3339.get(..16).unwrap_or(rfc3339);
    format!("{} UTC", minutes.replace('T', " "))
}

/// What is no more, one line each.
pub(super) fn gone(gone: &Gone, language: Language) -> String {
    let end = match gone.end {
        End::Fixed => language.pick("selesai", "fixed"),
        End::Withdrawn => language.pick("dokumen ditarik", "document withdrawn"),
    };
    let severity = gone.severity.word(language);
    let (document, sheet) = (gone.document.as_deref(), gone.sheet.as_deref());
    let place = whereabouts(document, sheet, gone.cell);
    format!("{end}: {} {severity} {place}: {}", gone.code, gone.message)
}

/// What became of a document, in one line.
pub(super) fn document(changed: &DocumentChange, language: Language) -> String {
    let word = match &changed.change {
        Change::Added => language.pick("baru", "new"),
        Change::Revised => language.pick("direvisi", "revised"),
        Change::Withdrawn => language.pick("ditarik", "withdrawn"),
        Change::Returned => language.pick("kembali", "returned"),
        Change::Renamed { from } => {
            let before = language.pick("sebelumnya", "before");
            return format!("{} ({before} {from})", changed.path);
        }
    };
    format!("{} ({word})", changed.path)
}

/// The word for a life.
pub(super) fn life_word(life: Life, language: Language) -> &'static str {
    let (id, en) = life.words();
    language.pick(id, en)
}
