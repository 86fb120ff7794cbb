//! What to say of files that are no workbooks: what each is, and what to do.

use super::fault::{Fault, Said};
use crate::model::document::FileFormat;

/// Why a format is not read, and what helps.
pub(super) fn refusal(format: FileFormat) -> Fault {
    let (format, advice) = match format {
        FileFormat::Empty => (
            ("kosong (0 byte)", "empty (0 bytes)"),
            (
                "berkas tidak berisi apa pun; minta dikirim ulang",
                "the file holds nothing; ask for it again",
            ),
        ),
        FileFormat::Encrypted => return Fault::Encrypted,
        FileFormat::Pdf => (
            ("PDF", "PDF"),
            (
                "minta buku kerja aslinya (.xlsx)",
                "ask for the workbook it was made from (.xlsx)",
            ),
        ),
        FileFormat::Picture => (
            ("gambar", "a picture"),
            (
                "angka dalam gambar tidak dapat diperiksa; minta buku kerja aslinya",
                "figures in a picture cannot be audited; ask for the workbook",
            ),
        ),
        FileFormat::OtherOffice => (
            (
                "dokumen atau presentasi, bukan buku kerja",
                "a document or presentation, not a workbook",
            ),
            (
                "minta tabelnya sebagai buku kerja (.xlsx)",
                "ask for its tables as a workbook (.xlsx)",
            ),
        ),
        FileFormat::Lock => (
            (
                "berkas kunci Office (buku kerja sedang dibuka orang)",
                "an Office lock file (somebody has the workbook open)",
            ),
            (
                "abaikan; berkas ini hilang bila buku kerjanya ditutup",
                "ignore it; it goes away when the workbook is closed",
            ),
        ),
        _ => (
            ("tidak dikenal", "unknown"),
            (
                "periksa apakah berkas ini benar buku kerja atau CSV",
                "check whether this file is a workbook or CSV at all",
            ),
        ),
    };
    Fault::Refused {
        format: Said::new(format.0, format.1),
        advice: Said::new(advice.0, advice.1),
    }
}
