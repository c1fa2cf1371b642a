//! A case as it was found, and the finding.

use super::CaseFacts;
use super::classes::{self, Draft};
use super::evidence::columns;
use super::hash::hash;
use super::known::Known;
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
    let known = Known::of(facts);
    let drafts: Vec<Draft> = classes::ALL
        .iter()
        .filter_map(|find| find(&known))
        .collect();
    let is_said_better = |class: CaseClass| {
        drafts
            .iter()
            .any(|draft| classes::said_better_by(draft.class).contains(&class))
    };
    let mut found: Vec<_> = drafts
        .iter()
        .filter(|draft| !is_said_better(draft.class))
        .map(|draft| finish(draft, &known))
        .collect();
    found.sort_by_key(|case| case.class);
    found
}

fn finish(draft: &Draft, known: &Known<'_>) -> FoundCase {
    let mut alternatives: Vec<CaseStep> = Vec::with_capacity(draft.alternatives.len() + 2);
    for step in draft
        .alternatives
        .iter()
        .chain(&[CaseStep::Snooze, CaseStep::Explain])
    {
        if *step != draft.recommended && !alternatives.contains(step) {
            alternatives.push(*step);
        }
    }
    FoundCase {
        class: draft.class,
        since: draft.since,
        halalas: draft.halalas.or_else(|| known.halalas()),
        difference_halalas: draft.difference,
        evidence: columns(known, &draft.differs),
        recommended: draft.recommended,
        alternatives,
        facts: hash(draft.class, known),
    }
}
