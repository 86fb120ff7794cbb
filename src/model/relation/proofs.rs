//! The proofs of many documents. Comes in: that of each document, and what stands between them. Goes
//! out: those that somebody asks for. Of most documents nobody does, so each is kept packed: a region's
//! relations are its largest part, and nearly all of them hold.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Proof, Relation, Stated};
use crate::model::compact::{Texts, in_turn};
use crate::model::finding::Finding;
use crate::model::place::Place;

/// What was proved of a region's documents.
#[derive(Debug, Default)]
pub struct Proofs {
    /// In the order of their paths.
    documents: Vec<DocumentProof>,
    /// What stands between them; all there is, where only one is looked at.
    pub between: Proof,
}

/// The proof of one document.
#[derive(Debug)]
pub struct DocumentProof {
    /// The document.
    pub path: Arc<str>,
    /// How many relations it has.
    pub n_relations: usize,
    /// How many numbers they speak of.
    pub n_numbers: usize,
    /// Those of its relations that fail, by their place among them.
    pub failed: Vec<usize>,
    kept: Kept,
}

#[derive(Debug)]
enum Kept {
    Packed(Vec<u8>),
    /// It could not be packed.
    Open(Box<Proof>),
}

impl DocumentProof {
    /// Packs a document's proof.
    pub fn new(path: Arc<str>, proof: Proof) -> Self {
        let relations = proof.relations.iter().enumerate();
        let failed = relations.filter(|(_, relation)| relation.fails());
        Self {
            path,
            n_relations: proof.relations.len(),
            n_numbers: proof.numbers.len(),
            failed: failed.map(|(idx, _)| idx).collect(),
            kept: match in_turn(&mut Texts::default(), || postcard::to_stdvec(&proof)) {
                Ok(mut bytes) => {
                    bytes.shrink_to_fit();
                    Kept::Packed(bytes)
                }
                Err(error) => {
                    tracing::warn!(%error, "a proof could not be packed");
                    Kept::Open(Box::new(proof))
                }
            },
        }
    }

    /// The proof itself.
    pub fn open(&self) -> Cow<'_, Proof> {
        match &self.kept {
            Kept::Open(proof) => Cow::Borrowed(proof),
            Kept::Packed(bytes) => {
                let read = || postcard::from_bytes(bytes);
                let proof = in_turn(&mut Texts::default(), read);
                Cow::Owned(proof.unwrap_or_else(|error| {
                    // What this process packed a moment ago it can read.
                    tracing::error!(%error, document = %self.path, "a proof could not be opened");
                    Proof::default()
                }))
            }
        }
    }
}

impl Proofs {
    /// Those of documents, each once, and what stands between them.
    pub fn new(mut documents: Vec<DocumentProof>, between: Proof) -> Self {
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        Self { documents, between }
    }

    /// All of a document that is looked at by itself.
    pub fn of_one(proof: Proof) -> Self {
        Self {
            documents: Vec::new(),
            between: proof,
        }
    }

    /// Those of the documents, in the order of their paths.
    pub fn documents(&self) -> &[DocumentProof] {
        &self.documents
    }

    /// That of a document.
    pub fn document(&self, path: &str) -> Option<&DocumentProof> {
        self.documents.get(self.position(path)?)
    }

    /// Whether any relation fails.
    pub fn fails(&self) -> bool {
        let in_document = |document: &DocumentProof| !document.failed.is_empty();
        self.documents.iter().any(in_document) || self.between.relations.iter().any(Relation::fails)
    }

    /// The documents of which something is claimed.
    pub fn paths(&self) -> BTreeSet<Arc<str>> {
        let own = self.documents.iter().map(|document| &document.path);
        let between = self.between.relations.iter();
        own.chain(between.map(|relation| &relation.target.on.file))
            .cloned()
            .collect()
    }

    /// All that is known of one document without looking at the others: its own proof, and the claims
    /// that its cells make about others.
    pub fn by_itself(&self, path: &Arc<str>) -> Proof {
        let own = self.document(path).map(DocumentProof::open);
        let mut proof = own.unwrap_or_default().into_owned();
        let makes = |relation: &&Relation| relation.target.on.file == *path;
        for relation in self.between.relations.iter().filter(makes) {
            for place in relation.operands.iter().chain([&relation.target]) {
                if let Some(stated) = self.between.numbers.get(place) {
                    proof.numbers.insert(place.clone(), stated.clone());
                }
            }
            proof.relations.push(relation.clone());
        }
        proof
    }

    /// All relations and numbers; where findings are given only what reports show of them: the relations of
    /// documents that have some, for a region of many right documents a small part, and the numbers that
    /// the findings name.
    pub fn shown(&self, findings: Option<&[Finding]>) -> Shown {
        let told = findings.map(Told::of);
        let mut shown = Shown::default();
        for document in &self.documents {
            let is_open = |told: &Told<'_>| told.opens(&document.path);
            if told.as_ref().is_none_or(is_open) {
                shown.take(&document.open(), told.as_ref());
            }
        }
        shown.take(&self.between, told.as_ref());
        shown
    }

    /// The number of a document.
    pub fn position(&self, path: &str) -> Option<usize> {
        let documents = &self.documents;
        documents
            .binary_search_by(|document| (*document.path).cmp(path))
            .ok()
    }
}

/// What reports show of a proof.
#[derive(Debug, Default)]
pub struct Shown {
    /// Relations.
    pub relations: Vec<Relation>,
    /// Numbers that they speak of.
    pub numbers: BTreeMap<Place, Stated>,
}

impl Shown {
    fn take(&mut self, proof: &Proof, told: Option<&Told<'_>>) {
        let relations = proof.relations.iter().filter(|relation| {
            told.is_none_or(|told| told.documents.contains(&*relation.target.on.file))
        });
        self.relations.extend(relations.cloned());
        let numbers = proof.numbers.iter();
        let numbers =
            numbers.filter(|(place, _)| told.is_none_or(|told| told.places.contains(place)));
        let numbers = numbers.map(|(place, stated)| (place.clone(), stated.clone()));
        self.numbers.extend(numbers);
    }
}

/// What findings speak of.
struct Told<'f> {
    documents: BTreeSet<&'f str>,
    places: BTreeSet<&'f Place>,
    /// The documents of those places.
    homes: BTreeSet<&'f str>,
}

impl<'f> Told<'f> {
    fn of(findings: &'f [Finding]) -> Self {
        let documents = findings.iter().filter_map(|one| one.document.as_deref());
        let places = findings.iter().flat_map(|finding| {
            let related = finding.related.iter().map(|related| &related.place);
            finding.place.iter().chain(related)
        });
        let places: BTreeSet<&Place> = places.collect();
        Self {
            documents: documents.collect(),
            homes: places.iter().map(|place| &*place.on.file).collect(),
            places,
        }
    }

    fn opens(&self, document: &str) -> bool {
        self.documents.contains(document) || self.homes.contains(document)
    }
}

/// Proofs that stay open once somebody asked for them.
#[derive(Debug)]
pub struct OpenProofs<'p> {
    proofs: &'p Proofs,
    opened: Vec<OnceCell<Cow<'p, Proof>>>,
}

impl<'p> OpenProofs<'p> {
    /// Opens none.
    pub fn new(proofs: &'p Proofs) -> Self {
        let opened = proofs.documents.iter().map(|_| OnceCell::new());
        Self {
            proofs,
            opened: opened.collect(),
        }
    }

    /// All of them, packed.
    pub fn all(&self) -> &'p Proofs {
        self.proofs
    }

    /// That of a document, by its number.
    pub fn document(&self, number: usize) -> Option<&Proof> {
        let opened = self.opened.get(number)?;
        let packed = self.proofs.documents.get(number)?;
        Some(opened.get_or_init(|| packed.open()))
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::model::amount::{Grain, Unit};
    use crate::model::place::CellRef;
    use crate::model::relation::{Lines, Operation, Origin, Reason, Support, Verdict, judge};

    fn place(document: &str, row: u32) -> Place {
        Place::new(document, "S", CellRef::new(row, 2))
    }

    fn proof(document: &str) -> Proof {
        let stated = |value: Decimal| Stated {
            value,
            grain: Grain::Decimals(2),
            unit: Unit::Named("orang".into()),
        };
        let (total, part) = (stated(Decimal::new(-1050, 2)), stated(Decimal::new(725, 2)));
        let verdict = judge(Operation::Equal, &total, std::slice::from_ref(&part));
        let relation = |verdict| Relation {
            rule: "A101",
            target: place(document, 0),
            operation: Operation::Equal,
            operands: vec![place(document, 7)],
            origin: Origin::Inferred,
            verdict,
        };
        let mut proof = Proof::default();
        let untold = Verdict::CannotJudge(Reason::NoNumber);
        proof.relations = vec![relation(untold), relation(verdict)];
        proof.numbers.insert(place(document, 0), total);
        proof.numbers.insert(place(document, 7), part);
        let support = Support {
            n_holding: 3,
            n_lines: 4,
            lines: Lines::Columns,
            is_fraction: true,
            is_strong: false,
        };
        let key = (place(document, 0), Operation::Equal);
        proof.support.insert(key, support);
        proof
    }

    #[test]
    fn what_is_packed_is_what_is_opened() {
        let (one, other) = (proof("b/a.csv"), proof("a/b.csv"));
        let packed = [&one, &other].map(|proof| {
            let path = proof.relations[0].target.on.file.clone();
            DocumentProof::new(path, proof.clone())
        });
        let proofs = Proofs::new(packed.into(), Proof::default());
        for proof in [&one, &other] {
            let path = &proof.relations[0].target.on.file;
            let document = proofs.document(path).expect("packed");
            assert_eq!((document.n_relations, document.n_numbers), (2, 2));
            assert_eq!(document.failed, [1]);
            assert_eq!(format!("{:?}", document.open()), format!("{proof:?}"));
        }
        assert!(proofs.document("a").is_none());
    }

    #[test]
    fn of_a_region_only_what_findings_name_is_shown() {
        let packed = ["a.csv", "b.csv"].map(|path| DocumentProof::new(path.into(), proof(path)));
        let proofs = Proofs::new(packed.into(), Proof::default());
        let all = proofs.shown(None);
        assert_eq!((all.relations.len(), all.numbers.len()), (4, 4));
        let finding = Finding::at(
            "A101",
            crate::model::finding::Severity::Error,
            &place("b.csv", 7),
        );
        let told = proofs.shown(Some(&[finding]));
        assert_eq!((told.relations.len(), told.numbers.len()), (2, 1));
        assert!(told.numbers.contains_key(&place("b.csv", 7)));
    }
}
