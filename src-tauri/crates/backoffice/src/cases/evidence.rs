//! The facts of a case in three columns: who says what.

use super::known::Known;
use super::{CheckoutFacts, EventFacts, OrderFacts};
use crate::view::{CaseEvidence, CaseFact, FactKind};

/// So many events are shown, the newest; a count says that there are more.
const MOST_EVENTS: usize = 5;

/// So many other orders and rows are shown in a column.
const MOST_OTHERS: usize = 5;

/// The `text` of an amount that went back, beside the total.
const WENT_BACK: &str = "refunded";

/// What is at odds with another column.
#[derive(Debug, Clone, Default)]
pub(super) struct Differs {
    /// Of the shop's facts.
    pub(super) shop: &'static [FactKind],
    /// Events of these names.
    pub(super) events: Vec<String>,
    /// Of what Points says.
    pub(super) points: &'static [FactKind],
}

/// All that is known, with what differs marked.
pub(super) fn columns(known: &Known<'_>, differs: &Differs) -> CaseEvidence {
    let mut evidence = CaseEvidence {
        shop: shop(known),
        events: events(known),
        points: points(known),
    };
    for fact in &mut evidence.shop {
        fact.differs = differs.shop.contains(&fact.kind);
    }
    for fact in &mut evidence.events {
        fact.differs = fact
            .text
            .as_deref()
            .is_some_and(|name| differs.events.iter().any(|other| other == name));
    }
    for fact in &mut evidence.points {
        let is_what_went_back =
            fact.kind == FactKind::Amount && fact.text.as_deref() == Some(WENT_BACK);
        fact.differs = differs.points.contains(&fact.kind) && !is_what_went_back;
    }
    evidence
}

fn fact(kind: FactKind) -> CaseFact {
    CaseFact {
        kind,
        text: None,
        status: None,
        halalas: None,
        count: None,
        at: None,
        differs: false,
    }
}

fn shop(known: &Known<'_>) -> Vec<CaseFact> {
    let mut column = known.checkout.map_or_else(
        || {
            vec![CaseFact {
                at: known.facts.shop.as_of,
                ..fact(FactKind::Nothing)
            }]
        },
        row_of_shop,
    );
    let mut others: Vec<_> = known
        .facts
        .siblings
        .iter()
        .filter_map(|sibling| sibling.checkout.as_ref())
        .collect();
    others.sort_unstable();
    let number = known
        .checkout
        .and_then(|checkout| checkout.order_number.clone())
        .or_else(|| known.order?.order_number.clone());
    column.extend(others.into_iter().take(MOST_OTHERS).map(|other| CaseFact {
        text: number.clone(),
        status: other.status,
        halalas: other.amount_halalas,
        at: Some(other.as_of),
        ..fact(FactKind::Other)
    }));
    column
}

fn row_of_shop(checkout: &CheckoutFacts) -> Vec<CaseFact> {
    let mut column = Vec::new();
    if checkout.status.is_some() || checkout.status_text.is_some() {
        column.push(CaseFact {
            text: checkout.status_text.clone(),
            status: checkout.status,
            at: Some(checkout.as_of),
            ..fact(FactKind::ShopStatus)
        });
    }
    if checkout.amount_halalas.is_some() {
        column.push(CaseFact {
            halalas: checkout.amount_halalas,
            at: Some(checkout.as_of),
            ..fact(FactKind::Amount)
        });
    }
    if checkout.opened_at.is_some() {
        column.push(CaseFact {
            at: checkout.opened_at,
            ..fact(FactKind::Opened)
        });
    }
    if column.is_empty() {
        // It has a number or a uuid and nothing else.
        column.push(CaseFact {
            at: Some(checkout.as_of),
            ..fact(FactKind::Nothing)
        });
    }
    column
}

fn events(known: &Known<'_>) -> Vec<CaseFact> {
    let mut heard: Vec<&EventFacts> = known
        .order
        .map(|order| order.events.iter().collect())
        .unwrap_or_default();
    heard.sort_unstable();
    if heard.is_empty() {
        return vec![CaseFact {
            at: known.facts.inbox.map(|inbox| inbox.since),
            ..fact(FactKind::Nothing)
        }];
    }
    let more = heard.len() > MOST_EVENTS;
    let count = heard.len();
    let mut column: Vec<_> = heard
        .into_iter()
        .skip(count.saturating_sub(MOST_EVENTS))
        .map(|event| CaseFact {
            text: Some(event.name.clone()),
            halalas: event.refund_halalas,
            at: Some(event.heard_at),
            ..fact(FactKind::Event)
        })
        .collect();
    if more {
        column.push(CaseFact {
            count: u64::try_from(count).ok(),
            ..fact(FactKind::Count)
        });
    }
    column
}

fn points(known: &Known<'_>) -> Vec<CaseFact> {
    let mut column = known
        .order
        .map(|order| answered(known, order))
        .unwrap_or_default();
    if let Some(checkout) = known.checkout.filter(|_| known.order.is_none()) {
        let mut candidates: Vec<_> = checkout.candidates.iter().collect();
        candidates.sort_unstable();
        column.extend(candidates.into_iter().take(MOST_OTHERS).map(|candidate| {
            other_order(
                candidate.uuid.to_string(),
                candidate.total_halalas,
                candidate.created_at,
            )
        }));
    }
    let mut others: Vec<_> = known
        .facts
        .siblings
        .iter()
        .filter_map(|sibling| sibling.order.as_ref())
        .collect();
    others.sort_unstable();
    column.extend(others.into_iter().take(MOST_OTHERS).map(|other| {
        other_order(
            other.uuid.to_string(),
            other.total_halalas,
            Some(other.created_at),
        )
    }));
    if column.is_empty() {
        column.push(fact(FactKind::Nothing));
    }
    column
}

fn other_order(uuid: String, halalas: Option<i64>, at: Option<i64>) -> CaseFact {
    CaseFact {
        text: Some(uuid),
        halalas,
        at,
        ..fact(FactKind::Other)
    }
}

/// What Points answered; what only events told stands in their column.
fn answered(known: &Known<'_>, order: &OrderFacts) -> Vec<CaseFact> {
    let mut column = Vec::new();
    if let Some(since) = order.gone_since {
        column.push(CaseFact {
            at: Some(since),
            ..fact(FactKind::Gone)
        });
    }
    let Some(read) = known.last_read() else {
        return column;
    };
    let at = Some(read.heard_at);
    let told = [
        (FactKind::Financial, read.financial.clone(), None),
        (FactKind::Shipping, read.shipping.clone(), None),
        (
            FactKind::Amount,
            order
                .total_text
                .clone()
                .filter(|_| order.total_halalas.is_none()),
            order.total_halalas,
        ),
    ];
    column.extend(
        told.into_iter()
            .filter(|(_, text, halalas)| text.is_some() || halalas.is_some())
            .map(|(kind, text, halalas)| CaseFact {
                text,
                halalas,
                at,
                ..fact(kind)
            }),
    );
    if let Some(refunded) = Some(order.refunded.halalas).filter(|halalas| *halalas > 0) {
        column.push(CaseFact {
            text: Some(WENT_BACK.to_owned()),
            halalas: Some(refunded),
            at,
            ..fact(FactKind::Amount)
        });
    }
    if order.created_at.is_some() {
        column.push(CaseFact {
            at: order.created_at,
            ..fact(FactKind::Opened)
        });
    }
    column
}
