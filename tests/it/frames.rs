//! Totals computed in frames equal those computed by relations, to the rupiah.

use selaras::model::frames::column_total;
use selaras::model::relation::{Operation, Verdict};
use selaras::stages::pack_frames::pack_frames;

use crate::support::run_pipeline;

#[test]
fn frames_add_up_to_the_totals_that_relations_prove() {
    for region in ["kutai-barat-2023", "luwu-timur-2022"] {
        let result = run_pipeline(region, None);
        let frames = pack_frames(&result.report.records).expect("frames");
        assert_eq!(frames.inexact, 0);
        let (partition, frame) = frames
            .frames
            .iter()
            .find(|(partition, _)| partition.kind == "realisasi-sub-kegiatan")
            .expect("the frame");
        let set = result
            .report
            .records
            .iter()
            .find(|set| set.kind.as_deref() == Some(&partition.kind))
            .expect("the records");
        for field in ["pagu", "realisasi"] {
            let column = set
                .columns_of(field)
                .first()
                .map(|&idx| set.typed.table.columns[idx].col);
            // The relation of the table's last total in this column.
            let total = result
                .report
                .relations
                .iter()
                .filter(|relation| relation.rule == "A102" && relation.operation == Operation::Sum)
                .filter(|relation| {
                    relation.target.on.sheet == set.on.sheet
                        && relation.target.on.file == set.on.file
                })
                .find(|relation| Some(relation.target.cell.col) == column)
                .expect("a total");
            let Verdict::Holds(comparison) = &total.verdict else {
                panic!("{region} {field}: {:?}", total.verdict);
            };
            assert_eq!(
                column_total(frame, field, true),
                Some(comparison.computed),
                "{region} {field}"
            );
        }
    }
}
