//! A case as it was found.

use super::CaseFacts;
use crate::view::{CaseClass, CaseEvidence, CaseStep};

/// What needs explaining.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCase {
    /// What is the matter.
    pub class: CaseClass,
    /// Since when it is so, UTC milliseconds.
    pub since: i64,
    /// The amount that it is about, halalas.
    pub halalas: Option<i64>,
    /// What Points has less what the shop has, halalas, where they differ.
    pub difference_halalas: Option<i64>,
    /// The facts, by who says so.
    pub evidence: CaseEvidence,
    /// What is recommended.
    pub recommended: CaseStep,
    /// What else can be done, in the order in which it is offered.
    pub alternatives: Vec<CaseStep>,
    /// SHA-256 over what it rests on, without the present moment and without ages: the same facts
    /// tomorrow are the same hash.
    pub facts: [u8; 32],
}

/// What of a subject needs explaining, the most urgent first; at most one case of each class. None:
/// nothing does. As time alone goes on, a case that was found stays found, of the same class and
/// with the same hash.
pub fn explain(facts: &CaseFacts) -> Vec<FoundCase> {
    let _facts = facts;
    Vec::new()
}
