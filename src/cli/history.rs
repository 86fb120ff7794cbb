//! `selaras history`: the runs of a pipeline. The ledger that remembers them does not exist yet.

use super::args::HistoryArgs;
use super::refusal::Refusal;
use crate::config::fault::Said;

/// Says that there is no ledger yet.
pub(super) fn history(args: &HistoryArgs) -> anyhow::Result<u8> {
    let of = args
        .pipeline
        .as_ref()
        .map_or(String::new(), |path| format!(" ({})", path.display()));
    Err(Refusal {
        reason: Said::new(
            format!("riwayat belum tersedia{of}: selaras belum menyimpan catatan antar-proses"),
            format!(
                "there is no history yet{of}: selaras does not keep a ledger of its runs so far"
            ),
        ),
        advice: Said::new(
            "hasil proses terakhir ada di run.json dan temuan.jsonl dalam folder keluaran",
            "the last run is told by run.json and temuan.jsonl in the output folder",
        ),
    }
    .into())
}
