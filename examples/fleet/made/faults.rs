//! The faults that are put into a region, at most one for each agency, so that each is told by itself.

use super::Fault;
use super::chance::Chance;
use super::papers::{Content, Dossier, MONTHS, Paper};
use super::sheets;
use super::tree::is_leaf;

type Put = fn(&mut Chance, &mut [Dossier], usize) -> Option<Fault>;

/// The kinds of fault, in turn.
const KINDS: &[Put] = &[
    differing_pagu,
    differing_before,
    stale_version,
    removed,
    quarter_differs,
    recap_differs,
    duplicate,
    template,
    wrong_agency,
    repeated_month,
    misnamed_month,
    shift_not_zero,
    carried_forward,
    taken_over,
    same_nip,
    digits_lost,
];

/// Puts a fault into about two of three agencies.
pub(super) fn put_in(chance: &mut Chance, dossiers: &mut [Dossier]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let first = chance.below(KINDS.len());
    let mut n_put = vec![0; KINDS.len()];
    for idx in 0..dossiers.len() {
        if idx % 3 == 2 {
            continue;
        }
        // The kind put in least; an agency without such a document gets the next.
        let mut kinds: Vec<usize> = (0..KINDS.len()).collect();
        kinds.sort_by_key(|&kind| (n_put[kind], (kind + KINDS.len() - first) % KINDS.len()));
        for kind in kinds {
            if let Some(fault) = KINDS[kind](chance, dossiers, idx) {
                faults.push(fault);
                n_put[kind] += 1;
                break;
            }
        }
    }
    faults
}

fn fault(kind: &'static str, paper: &Paper, owner: &str, codes: &'static [&'static str]) -> Fault {
    Fault {
        kind,
        agency: owner.to_owned(),
        documents: vec![paper.path()],
        codes,
        causes: Vec::new(),
        cell: None,
    }
}

/// The same, told at the cell of a line's `nth` figure and for this cause.
fn told_at(fault: Fault, cause: &'static str, paper: &Paper, line: usize, nth: usize) -> Fault {
    Fault {
        causes: vec![cause],
        cell: Some(sheets::cell(paper, line, sheets::column(paper, nth))),
        ..fault
    }
}

fn leaf(chance: &mut Chance, paper: &Paper) -> usize {
    let leaves: Vec<usize> = (0..paper.nodes.len())
        .filter(|&idx| is_leaf(&paper.nodes, idx))
        .collect();
    leaves[chance.below(leaves.len())]
}

fn position(dossier: &Dossier, is_meant: impl Fn(&Content) -> bool) -> Option<usize> {
    dossier
        .papers
        .iter()
        .rposition(|paper| is_meant(&paper.content))
}

fn is_report(content: &Content) -> bool {
    matches!(content, Content::Report { .. })
}

fn is_dppa(content: &Content) -> bool {
    matches!(
        content,
        Content::Change {
            is_shift: false,
            ..
        }
    )
}

fn is_dpa(content: &Content) -> bool {
    matches!(content, Content::Dpa { .. })
}

/// One ceiling in the last report is another than the budget's; its headings follow.
fn differing_pagu(chance: &mut Chance, dossiers: &mut [Dossier], idx: usize) -> Option<Fault> {
    let at = position(&dossiers[idx], is_report)?;
    let paper = &mut dossiers[idx].papers[at];
    let node = leaf(chance, paper);
    if let Content::Report { pagu, .. } = &mut paper.content {
        pagu[node] += chance.within(1, 90) * 900_000;
    }
    let (paper, owner) = (&dossiers[idx].papers[at], &dossiers[idx].agency.name);
    let fault = fault("differing-pagu", paper, owner, &["C101", "C102"]);
    Some(told_at(fault, "wrong-cell", paper, node, 0))
}

/// One figure before the change is not the budget's.
fn differing_before(chance: &mut Chance, dossiers: &mut [Dossier], idx: usize) -> Option<Fault> {
    let at = position(&dossiers[idx], is_dppa)?;
    let paper = &mut dossiers[idx].papers[at];
    let node = leaf(chance, paper);
    if let Content::Change { before, .. } = &mut paper.content {
        before[node] += chance.within(1, 90) * 900_000;
    }
    let (paper, owner) = (&dossiers[idx].papers[at], &dossiers[idx].agency.name);
    let fault = fault("differing-before", paper, owner, &["C101", "C102"]);
    Some(told_at(fault, "wrong-cell", paper, node, 0))
}

/// The year's last report uses the budget before its change.
fn stale_version(_: &mut Chance, dossiers: &mut [Dossier], idx: usize) -> Option<Fault> {
    let change = position(&dossiers[idx], is_dppa)?;
    let Content::Change { before, .. } = &dossiers[idx].papers[change].content else {
        return None;
    };
    let before = before.clone();
    let at = position(&dossiers[idx], is_report)?;
    if let Content::Report { pagu, .. } = &mut dossiers[idx].papers[at].content {
        *pagu = before;
    }
    let (paper, owner) = (&dossiers[idx].papers[at], &dossiers[idx].agency.name);
    let fault = fault("stale-version", paper, owner, &["C107", "C101"]);
    // All its ceilings are: that is told at their total.
    Some(if paper.look_has_total() {
        told_at(fault, "stale-value", paper, paper.nodes.len(), 0)
    } else {
        fault
    })
}

/// A document that every agency must hand in is not there.
fn removed(chance: &mut Chance, dossiers: &mut [Dossier], idx: usize) -> Option<Fault> {
    let meant: fn(&Content) -> bool = if chance.percent(50) { is_dpa } else { is_dppa };
    position(&dossiers[idx], meant)?;
    dossiers[idx].papers.retain(|paper| !meant(&paper.content));
    Some(Fault {
        kind: "missing-submission",
        agency: dossiers[idx].agency.name.clone(),
        documents: Vec::new(),
        codes: &["C202"],
        causes: Vec::new(),
        cell: None,
    })
}

/// The same file under another name.
fn duplicate(_: &mut Chance, dossiers: &mut [Dossier], idx: usize) -> Option<Fault> {
    let at = position(&dossiers[idx], is_dppa)?;
    let mut copy = dossiers[idx].papers[at].clone();
    copy.stem = format!("Z salinan {}", copy.stem);
    dossiers[idx].papers.push(copy);
    Some(fault(
        "duplicate",
        dossiers[idx].papers.last()?,
        &dossiers[idx].agency.name,
        &["C206"],
    ))
}

/// A form with a placeholder in every cell.
fn template(chance: &mut Chance, dossiers: &mut [Dossier], idx: usize) -> Option<Fault> {
    let at = position(&dossiers[idx], is_dpa)?;
    let paper = &mut dossiers[idx].papers[at];
    let placeholder = [0, 123_456, 111_111, 1][chance.below(4)];
    let n_nodes = paper.nodes.len();
    if let Content::Dpa { operasi, modal } = &mut paper.content {
        *operasi = vec![placeholder; n_nodes];
        *modal = vec![0; n_nodes];
    }
    Some(fault(
        "template",
        &dossiers[idx].papers[at],
        &dossiers[idx].agency.name,
        &["C204"],
    ))
}

/// Another agency's document lies in the folder.
fn wrong_agency(_: &mut Chance, dossiers: &mut [Dossier], idx: usize) -> Option<Fault> {
    let other = idx
        .checked_sub(1)
        .or(Some(idx + 1))
        .filter(|other| *other < dossiers.len())?;
    let source = position(&dossiers[other], |content| {
        matches!(content, Content::Renja { .. })
    })?;
    let mut astray = dossiers[other].papers.remove(source);
    astray.folder.clone_from(&dossiers[idx].agency.folder);
    astray.stem = format!("{} kiriman", astray.stem);
    let path = astray.path();
    let owner = dossiers[idx].agency.name.clone();
    dossiers[other].papers.push(astray);
    Some(Fault {
        kind: "wrong-agency",
        agency: owner,
        documents: vec![path],
        codes: &["C201"],
        causes: Vec::new(),
        cell: None,
    })
}

/// A month's report is last month's under a new title.
fn repeated_month(_: &mut Chance, dossiers: &mut [Dossier], idx: usize) -> Option<Fault> {
    let is_month = |wanted: usize| move |content: &Content| matches!(content, Content::Report { month, .. } if *month == wanted);
    let (earlier, later) = (
        position(&dossiers[idx], is_month(9))?,
        position(&dossiers[idx], is_month(10))?,
    );
    let figures = dossiers[idx].papers[earlier].content.clone();
    dossiers[idx].papers[later].content = figures;
    if let Content::Report { month, .. } = &mut dossiers[idx].papers[later].content {
        *month = 10;
    }
    Some(fault(
        "repeated-month",
        &dossiers[idx].papers[later],
        &dossiers[idx].agency.name,
        &["C114"],
    ))
}

/// The file says another month than its title.
fn misnamed_month(_: &mut Chance, dossiers: &mut [Dossier], idx: usize) -> Option<Fault> {
    let at = position(&dossiers[idx], |content| {
        matches!(content, Content::Report { month: 8, .. })
    })?;
    dossiers[idx].papers[at].stem = format!("Realisasi {} 2023", MONTHS[6]);
    Some(fault(
        "misnamed-month",
        &dossiers[idx].papers[at],
        &dossiers[idx].agency.name,
        &["C115"],
    ))
}

/// A shift that adds to the budget.
fn shift_not_zero(chance: &mut Chance, dossiers: &mut [Dossier], idx: usize) -> Option<Fault> {
    let at = position(&dossiers[idx], |content| {
        matches!(content, Content::Change { is_shift: true, .. })
    })?;
    let paper = &mut dossiers[idx].papers[at];
    if !paper.look_has_total() {
        return None;
    }
    let node = leaf(chance, paper);
    if let Content::Change { after, .. } = &mut paper.content {
        after[node] += 3_500_000;
    }
    Some(fault(
        "shift-not-zero",
        &dossiers[idx].papers[at],
        &dossiers[idx].agency.name,
        &["C108"],
    ))
}

/// What a report carries forward is not what the last one stated.
fn carried_forward(chance: &mut Chance, dossiers: &mut [Dossier], idx: usize) -> Option<Fault> {
    let at = position(&dossiers[idx], |content| {
        matches!(content, Content::Report { month: 10, .. })
    })?;
    let paper = &mut dossiers[idx].papers[at];
    let node = leaf(chance, paper);
    if let Content::Report { before, this, .. } = &mut paper.content {
        before[node] -= 1_000;
        this[node] += 1_000;
    }
    Some(fault(
        "carried-forward",
        &dossiers[idx].papers[at],
        &dossiers[idx].agency.name,
        &["C111"],
    ))
}

/// A budget with all figures of another agency's.
fn taken_over(_: &mut Chance, dossiers: &mut [Dossier], idx: usize) -> Option<Fault> {
    // One that gets no fault of its own.
    let other = Some(idx / 3 * 3 + 2).filter(|other| *other < dossiers.len())?;
    let source = position(&dossiers[other], |content| {
        matches!(content, Content::Renja { .. })
    })?;
    let at = position(&dossiers[idx], |content| {
        matches!(content, Content::Renja { .. })
    })?;
    let theirs = dossiers[other].papers[source].clone();
    let paper = &mut dossiers[idx].papers[at];
    paper.nodes = theirs.nodes;
    paper.content = theirs.content;
    Some(fault(
        "taken-over",
        &dossiers[idx].papers[at],
        &dossiers[idx].agency.name,
        &["C205"],
    ))
}

/// A person twice in a roster.
fn same_nip(_: &mut Chance, dossiers: &mut [Dossier], idx: usize) -> Option<Fault> {
    let at = position(&dossiers[idx], |content| {
        matches!(content, Content::Roster { .. })
    })?;
    if let Content::Roster { people } = &mut dossiers[idx].papers[at].content {
        let again = people.first()?.clone();
        people.push(again);
    }
    Some(fault(
        "same-nip",
        &dossiers[idx].papers[at],
        &dossiers[idx].agency.name,
        &["S103"],
    ))
}

/// Numbers that lost their last digits.
fn digits_lost(_: &mut Chance, dossiers: &mut [Dossier], idx: usize) -> Option<Fault> {
    let at = position(&dossiers[idx], |content| {
        matches!(content, Content::Roster { .. })
    })?;
    if let Content::Roster { people } = &mut dossiers[idx].papers[at].content {
        for person in people {
            person.nip.replace_range(15.., "000");
        }
    }
    Some(fault(
        "digits-lost",
        &dossiers[idx].papers[at],
        &dossiers[idx].agency.name,
        &["S108"],
    ))
}

/// One quarter's report has another figure than the year's.
fn quarter_differs(chance: &mut Chance, dossiers: &mut [Dossier], idx: usize) -> Option<Fault> {
    let is_quarter = |content: &Content| matches!(content, Content::Quarter { .. });
    let at = position(&dossiers[idx], is_quarter)?;
    let year = position(&dossiers[idx], is_report)?;
    let paper = &mut dossiers[idx].papers[at];
    let node = leaf(chance, paper);
    if let Content::Quarter { this, .. } = &mut paper.content {
        this[node] -= this[node] / 3 + 1;
    }
    let mut fault = fault(
        "quarter-differs",
        &dossiers[idx].papers[at],
        &dossiers[idx].agency.name,
        &["C113"],
    );
    // A sum does not tell which of its parts is wrong.
    fault.documents.push(dossiers[idx].papers[year].path());
    Some(fault)
}

/// The region's recap states another figure for an agency than its report.
#[allow(
    clippy::unnecessary_wraps,
    reason = "a kind of fault as the others, which may not fit an agency"
)]
fn recap_differs(chance: &mut Chance, dossiers: &mut [Dossier], idx: usize) -> Option<Fault> {
    dossiers[idx].recap_off = chance.within(1, 9) * 1_000_000;
    Some(Fault {
        kind: "recap-differs",
        agency: dossiers[idx].agency.name.clone(),
        documents: vec![super::recap::PATH.to_owned()],
        codes: &["C116"],
        causes: Vec::new(),
        cell: None,
    })
}
