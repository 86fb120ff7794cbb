//! Why a row of a sheet is taken for what it is: typed reasons, each a short sentence in both
//! languages; and reasons that name words of the document. Never decides anything.

use serde::{Deserialize, Serialize};

use super::language::Language;

/// A reason that names words of the document or of a profile, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindReason {
    /// In Bahasa Indonesia.
    pub id: String,
    /// In English.
    pub en: String,
}

impl KindReason {
    /// The reason in this language.
    pub fn text(&self, language: Language) -> &str {
        language.pick(&self.id, &self.en)
    }
}

/// A reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Why {
    /// Figures stand in the columns of the table.
    #[default]
    HasFigures,
    /// It has a label and no figures.
    HasLabelOnly,
    /// Its label begins with the word of a total.
    TotalWord,
    /// Its label begins with the word of a total, and it has no number or code as the lines have.
    TotalUnnumbered,
    /// It is called a total, and lines follow.
    TotalInside,
    /// It is called a total and stands above all lines.
    TotalOnTop,
    /// It is called a mean.
    MeanWord,
    /// It is called a total, but numbered as the lines are.
    NumberedAsLines,
    /// It is called a total, as most lines are.
    AlikeLines,
    /// It is called a total at length, and lines follow.
    LongLabel,
    /// Words only, under a total.
    WordsBelowTotal,
    /// Words alone, in a table whose lines are numbered.
    WordsAlone,
    /// Words behind the last figures.
    WordsAtEnd,
    /// Words where the lines have their number or code.
    WordsForNumber,
    /// Words that begin a note, a source or a signature.
    NoteWords,
    /// Under a total, and without the number or code of the lines.
    BesideTotal,
    /// Its code was pushed to the row below.
    CodeBelow,
    /// Its label goes on in the row below.
    LabelBelow,
    /// The number or rank of the person that it names stands in the row below.
    PersonBelow,
    /// Words over rows that fill their columns.
    WordsOverRows,
    /// Merged with a row above, or standing below a span.
    UnderSpan,
    /// Numbers that count the columns.
    ColumnNumbers,
    /// The words of the header again.
    HeaderAgain,
    /// Numbers that count the columns, again.
    NumbersAgain,
    /// Rows alike without any header.
    RowsAlike,
    /// It stands above the header.
    AboveHeader,
    /// Its cells do not stand in the columns of the table.
    Astray,
    /// No table takes it.
    OutsideTables,
    /// The document's own title or the lines about it name the agency.
    AgencyInDocument,
    /// The folder names the agency.
    AgencyInFolder,
    /// The name of the file names the agency.
    AgencyInFileName,
    /// The other documents of its folder are this agency's.
    AgencyOfFolderMates,
}

impl Why {
    /// Its name, for programs.
    pub const fn name(self) -> &'static str {
        self.words().0
    }

    /// Its sentence.
    pub const fn text(self, language: Language) -> &'static str {
        let (_, id, en) = self.words();
        language.pick(id, en)
    }

    #[expect(clippy::too_many_lines, reason = "a table of words")]
    const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Why::HasFigures => (
                "has-figures",
                "berisi angka di kolom tabel",
                "figures stand in the table's columns",
            ),
            Why::HasLabelOnly => (
                "has-label-only",
                "uraian tanpa angka",
                "a label without figures",
            ),
            Why::TotalWord => (
                "total-word",
                "uraiannya diawali kata jumlah atau total",
                "its label begins with a word for a total",
            ),
            Why::TotalUnnumbered => (
                "total-unnumbered",
                "diawali kata jumlah dan tidak bernomor seperti baris lain",
                "called a total and not numbered as the lines are",
            ),
            Why::TotalInside => (
                "total-inside",
                "diawali kata jumlah dan masih diikuti baris isi",
                "called a total, and lines follow it",
            ),
            Why::TotalOnTop => (
                "total-on-top",
                "diawali kata jumlah dan berada di atas semua baris isi",
                "called a total, above all lines",
            ),
            Why::MeanWord => (
                "mean-word",
                "uraiannya menyebut rata-rata",
                "its label says a mean",
            ),
            Why::NumberedAsLines => (
                "numbered-as-lines",
                "menyebut jumlah, tetapi bernomor seperti baris lain",
                "called a total, but numbered as the lines are",
            ),
            Why::AlikeLines => (
                "alike-lines",
                "menyebut jumlah seperti kebanyakan baris lain",
                "called a total, as most lines are",
            ),
            Why::LongLabel => (
                "long-label",
                "menyebut jumlah dalam uraian panjang di tengah tabel",
                "called a total in a long label amid the lines",
            ),
            Why::WordsBelowTotal => (
                "words-below-total",
                "hanya kata, di bawah jumlah",
                "words only, below a total",
            ),
            Why::WordsAlone => (
                "words-alone",
                "hanya satu sel kata di tabel yang barisnya bernomor",
                "words alone in a table whose lines are numbered",
            ),
            Why::WordsAtEnd => (
                "words-at-end",
                "hanya kata, di bawah angka yang terakhir",
                "words only, below the last figures",
            ),
            Why::WordsForNumber => (
                "words-for-number",
                "kata di kolom nomor",
                "words in the column of numbers",
            ),
            Why::NoteWords => (
                "note-words",
                "diawali kata catatan, sumber, atau tanda tangan",
                "begins as a note, a source or a signature does",
            ),
            Why::BesideTotal => (
                "beside-total",
                "di bawah jumlah dan tidak bernomor",
                "below a total and not numbered",
            ),
            Why::CodeBelow => (
                "code-below",
                "kodenya turun ke baris berikut",
                "its code stands on the next row",
            ),
            Why::LabelBelow => (
                "label-below",
                "uraiannya bersambung ke baris berikut",
                "its label goes on in the next row",
            ),
            Why::PersonBelow => (
                "person-below",
                "NIP atau pangkatnya di baris berikut",
                "the person's number or rank stands on the next row",
            ),
            Why::WordsOverRows => (
                "words-over-rows",
                "kata-kata di atas baris yang mengisi kolomnya",
                "words over rows that fill their columns",
            ),
            Why::UnderSpan => (
                "under-span",
                "di bawah kepala yang digabung atau mencakup beberapa kolom",
                "below a header that spans it",
            ),
            Why::ColumnNumbers => (
                "column-numbers",
                "nomor kolom berurutan",
                "numbers that count the columns",
            ),
            Why::HeaderAgain => (
                "header-again",
                "kata kepala yang sama diulang",
                "the words of the header again",
            ),
            Why::NumbersAgain => (
                "numbers-again",
                "nomor kolom diulang",
                "the numbers of the columns again",
            ),
            Why::RowsAlike => (
                "rows-alike",
                "baris-baris yang serupa, tanpa kepala kolom",
                "rows alike, without any header",
            ),
            Why::AboveHeader => ("above-header", "di atas kepala kolom", "above the header"),
            Why::Astray => (
                "astray",
                "selnya tidak berada di kolom tabel",
                "its cells do not stand in the table's columns",
            ),
            Why::OutsideTables => (
                "outside-tables",
                "tidak termasuk tabel mana pun",
                "no table takes it",
            ),
            Why::AgencyInDocument => (
                "agency-in-document",
                "judul atau keterangan dokumen menyebut perangkat daerahnya",
                "the document's title or the lines about it name the agency",
            ),
            Why::AgencyInFolder => (
                "agency-in-folder",
                "nama folder menyebut perangkat daerahnya",
                "the folder names the agency",
            ),
            Why::AgencyInFileName => (
                "agency-in-file-name",
                "nama berkas menyebut perangkat daerahnya",
                "the name of the file names the agency",
            ),
            Why::AgencyOfFolderMates => (
                "agency-of-folder-mates",
                "dokumen lain dalam foldernya milik perangkat daerah ini",
                "the other documents of its folder are this agency's",
            ),
        }
    }
}
