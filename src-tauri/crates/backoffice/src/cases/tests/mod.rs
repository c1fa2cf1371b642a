#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod ageing;
mod amounts;
mod events;
mod gathering;
mod grid;
mod numbers;
mod parcel;
mod properties;
mod shop;
mod uncertain;
mod unmatched;

use points_api::OrderUuid;

use super::*;
use crate::money::Refunded;
use crate::view::{
    CaseClass, CaseStep, CheckoutOrigin, MatchKind, ObservationSource, Presence, ShopStatus,
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// 2026-09-21, UTC milliseconds.
const NOW: i64 = 1_790_000_000_000;

/// When the order of the stories was created, when something happened to it, when the shop's file
/// was written, and when Points was read.
const CREATED: i64 = NOW - 6 * HOUR;
const HAPPENED: i64 = NOW - 5 * HOUR;
const FILE: i64 = NOW - HOUR;
const READ: i64 = NOW - 10 * MINUTE;

fn uuid(number: u8) -> OrderUuid {
    OrderUuid::from_bytes([number; 16])
}

fn stands(word: &str, since: i64) -> StatusFacts {
    StatusFacts {
        word: word.to_owned(),
        since,
        otherwise_at: None,
        source: ObservationSource::Read,
        heard_at: READ,
    }
}

fn read(financial: &str, at: i64) -> ReadFacts {
    ReadFacts {
        asked_at: at,
        heard_at: at + 200,
        financial: Some(financial.to_owned()),
        shipping: None,
        total_halalas: Some(34_800),
    }
}

fn event(name: &str, at: i64) -> EventFacts {
    EventFacts {
        heard_at: at,
        name: name.to_owned(),
        version: Some(at - 1_000),
        financial: None,
        shipping: None,
        refund_halalas: None,
    }
}

/// An order of 348.00 that was created six hours ago, came into this status five hours ago, and was
/// read ten minutes ago.
fn order(financial: &str) -> OrderFacts {
    let is_paid = ["approved", "captured", "partially_refunded"].contains(&financial);
    let since = if financial == "new" {
        CREATED
    } else {
        HAPPENED
    };
    OrderFacts {
        uuid: uuid(1),
        order_number: Some("10377".into()),
        presence: Presence::Known,
        gone_since: None,
        tracked_at: CREATED,
        order_type: Some("replacing".into()),
        financial: Some(stands(financial, since)),
        shipping: None,
        paid_since: is_paid.then_some(HAPPENED),
        total_halalas: Some(34_800),
        total_text: Some("348.00".into()),
        created_at: Some(CREATED),
        is_completed: false,
        refunded: Refunded::default(),
        reads: vec![read(financial, READ)],
        events: Vec::new(),
        asked: Vec::new(),
        given_up: false,
        code_unsure: false,
        is_proposed: false,
    }
}

/// A row of a file of an hour ago.
fn row(status: ShopStatus) -> CheckoutFacts {
    CheckoutFacts {
        origin: CheckoutOrigin::File,
        as_of: FILE,
        learnt_at: FILE + MINUTE,
        order_number: Some("10377".into()),
        uuid: Some(uuid(1)),
        amount_halalas: Some(34_800),
        opened_at: Some(CREATED),
        status_text: Some(format!("{status:?}")),
        status: Some(status),
        matched: Some(MatchKind::Uuid),
        candidates: Vec::new(),
        candidates_by_number: false,
    }
}

/// A row whose order is not known.
fn lone_row(status: ShopStatus) -> CheckoutFacts {
    CheckoutFacts {
        uuid: None,
        matched: None,
        ..row(status)
    }
}

fn facts(order: Option<OrderFacts>, checkout: Option<CheckoutFacts>) -> CaseFacts {
    CaseFacts {
        now: NOW,
        order,
        checkout,
        shop: ShopCoverage {
            sets_shipping: true,
            ..ShopCoverage::default()
        },
        ..CaseFacts::default()
    }
}

fn both(financial: &str, status: ShopStatus) -> CaseFacts {
    facts(Some(order(financial)), Some(row(status)))
}

fn alone(financial: &str) -> CaseFacts {
    facts(Some(order(financial)), None)
}

impl CaseFacts {
    fn with_order(mut self, change: impl FnOnce(&mut OrderFacts)) -> Self {
        change(self.order.as_mut().unwrap());
        self
    }

    fn with_row(mut self, change: impl FnOnce(&mut CheckoutFacts)) -> Self {
        change(self.checkout.as_mut().unwrap());
        self
    }

    fn with_shipping(self, word: &str) -> Self {
        self.shipped_since(word, HAPPENED)
    }

    fn shipped_since(self, word: &str, since: i64) -> Self {
        self.with_order(|order| {
            order.shipping = Some(stands(word, since));
            for read in &mut order.reads {
                read.shipping = Some(word.to_owned());
            }
        })
    }

    fn with_sibling(mut self, sibling: SiblingFacts) -> Self {
        self.siblings.push(sibling);
        self
    }

    fn at(mut self, now: i64) -> Self {
        self.now = now;
        self
    }

    fn asked(self, kind: crate::view::ActionKind) -> Self {
        self.with_order(|order| order.asked.push(AskedFor { kind, target: None }))
    }
}

fn twin(number: u8, financial: &str, halalas: i64, created_at: i64) -> SiblingOrder {
    SiblingOrder {
        uuid: uuid(number),
        order_type: Some("replacing".into()),
        financial: Some(financial.into()),
        total_halalas: Some(halalas),
        created_at,
        is_gone: false,
    }
}

fn only_order(order: SiblingOrder) -> SiblingFacts {
    SiblingFacts {
        order: Some(order),
        checkout: None,
    }
}

fn classes(facts: &CaseFacts) -> Vec<CaseClass> {
    explain(facts).iter().map(|case| case.class).collect()
}

/// The one case.
fn the(facts: &CaseFacts) -> FoundCase {
    let mut found = explain(facts);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

fn assert_class(facts: &CaseFacts, class: Option<CaseClass>) {
    assert_eq!(classes(facts), Vec::from_iter(class), "{facts:#?}");
}

/// What is marked as differing: columns by their names, facts by their kinds.
fn marked(case: &FoundCase) -> Vec<String> {
    let columns = [
        ("shop", &case.evidence.shop),
        ("events", &case.evidence.events),
        ("points", &case.evidence.points),
    ];
    columns
        .into_iter()
        .flat_map(|(name, facts)| {
            facts
                .iter()
                .filter(|fact| fact.differs)
                .map(move |fact| format!("{name} {:?}", fact.kind))
        })
        .collect()
}

fn steps(case: &FoundCase) -> Vec<CaseStep> {
    let mut steps = vec![case.recommended];
    steps.extend(&case.alternatives);
    steps
}
