//! What to say of files that look like workbooks of Excel and are none that can be read.

use super::records::Record;
use crate::stages::extract_cells::fault::{Fault, Said};

/// BOF records of formats older than BIFF5 ([MS-XLS] names none of them; the documentation of
/// the Excel file format by the `OpenOffice` project, 5.8, does).
const TOO_OLD: [u16; 3] = [0x0009, 0x0209, 0x0409];
/// The stream does not begin as one of BIFF5 or BIFF8 does.
pub(super) fn no_biff(first: Record<'_>) -> Fault {
    if TOO_OLD.contains(&first.kind) {
        return Fault::Refused {
            format: Said::new(
                "buku kerja Excel 2, 3 atau 4",
                "a workbook of Excel 2, 3 or 4",
            ),
            advice: Said::new(
                "format ini terlalu tua; buka di Excel atau LibreOffice, lalu simpan ulang sebagai \
                 .xlsx",
                "the format is too old; open it in Excel or LibreOffice and save it as .xlsx",
            ),
        };
    }
    Fault::damaged(
        "aliran buku kerjanya tidak diawali catatan BOF",
        "its workbook stream does not begin with a BOF record",
    )
}

/// The stream is a chart, a macro sheet or a workspace on its own.
pub(super) fn no_cells() -> Fault {
    Fault::Refused {
        format: Said::new(
            "bagan, makro atau ruang kerja Excel tanpa lembar sel",
            "a chart, macro sheet or workspace of Excel without a sheet of cells",
        ),
        advice: Said::new(
            "minta buku kerja yang berisi datanya (.xlsx)",
            "ask for the workbook that holds its data (.xlsx)",
        ),
    }
}

/// The container holds no workbook, nor another document that is known.
pub(super) fn no_workbook() -> Fault {
    Fault::Refused {
        format: Said::new(
            "wadah OLE tanpa buku kerja",
            "an OLE container without a workbook",
        ),
        advice: Said::new(
            "periksa apakah berkas ini benar buku kerja Excel; minta sebagai .xlsx",
            "check whether this file is an Excel workbook at all; ask for it as .xlsx",
        ),
    }
}
