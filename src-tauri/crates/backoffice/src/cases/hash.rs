//! What a case rests on, as a hash: an explained case comes back only when that changes.

use sha2::{Digest, Sha256};

use super::known::Known;
use super::{CandidateFacts, CheckoutFacts, OrderFacts, SiblingFacts};
use crate::view::{CaseClass, ShopStatus};

/// SHA-256 over the facts that matter for a case of this class. Ages, the present moment, how often
/// and when the same was heard, and as of when a file says the same again have no part in it.
pub(super) fn hash(class: CaseClass, known: &Known<'_>) -> [u8; 32] {
    let mut feed = Feed(Sha256::new());
    feed.text(&format!("{class:?}"));
    if let Some(order) = known.order {
        order_facts(&mut feed, order);
        if rests_on_events(class) {
            feed.many(order.events.iter().map(|event| {
                [
                    Some(event.name.clone()),
                    event.financial.clone(),
                    event.shipping.clone(),
                    event.refund_halalas.map(|halalas| halalas.to_string()),
                ]
            }));
            let read = known.last_read();
            feed.some(read.and_then(|read| read.financial.as_deref()));
        }
        if class == CaseClass::NoLongerRead {
            feed.flag(order.given_up);
        }
    }
    if let Some(checkout) = known.checkout {
        checkout_facts(&mut feed, checkout);
    }
    siblings(&mut feed, &known.facts.siblings);
    feed.0.finalize().into()
}

/// Of the other classes a late or repeated event changes nothing.
fn rests_on_events(class: CaseClass) -> bool {
    matches!(
        class,
        CaseClass::EventsAhead
            | CaseClass::WebhookLost
            | CaseClass::MovingInVain
            | CaseClass::StatusUnclear
    )
}

fn order_facts(feed: &mut Feed, order: &OrderFacts) {
    feed.text("order");
    feed.text(&order.uuid.to_string());
    feed.some(order.order_number.as_deref());
    feed.some(order.order_type.as_deref());
    feed.some(order.financial.as_ref().map(|status| status.word.as_str()));
    feed.some(order.shipping.as_ref().map(|status| status.word.as_str()));
    feed.number(order.total_halalas);
    feed.some(
        order
            .total_text
            .as_deref()
            .filter(|_| order.total_halalas.is_none()),
    );
    feed.number(order.created_at);
    feed.number(order.gone_since);
    feed.number(Some(order.refunded.halalas));
    feed.flag(order.is_completed);
    feed.flag(order.code_unsure);
}

fn checkout_facts(feed: &mut Feed, checkout: &CheckoutFacts) {
    feed.text("checkout");
    feed.some(checkout.order_number.as_deref());
    feed.some(checkout.uuid.map(|uuid| uuid.to_string()).as_deref());
    feed.number(checkout.amount_halalas);
    feed.number(checkout.opened_at);
    feed.some(shop_status(checkout.status));
    // A word that is understood counts as what it means.
    feed.some(
        checkout
            .status_text
            .as_deref()
            .filter(|_| shop_status(checkout.status).is_none()),
    );
    feed.many(checkout.candidates.iter().map(|candidate| {
        let CandidateFacts {
            uuid,
            financial,
            total_halalas,
            created_at,
        } = candidate;
        [
            Some(uuid.to_string()),
            financial.clone(),
            total_halalas.map(|halalas| halalas.to_string()),
            created_at.map(|at| at.to_string()),
        ]
    }));
    feed.flag(checkout.candidates_by_number);
}

fn shop_status(status: Option<ShopStatus>) -> Option<&'static str> {
    match status? {
        ShopStatus::Pending => Some("pending"),
        ShopStatus::Paid => Some("paid"),
        ShopStatus::Cancelled => Some("cancelled"),
        ShopStatus::Refunded => Some("refunded"),
        ShopStatus::Other => None,
    }
}

fn siblings(feed: &mut Feed, siblings: &[SiblingFacts]) {
    feed.many(siblings.iter().map(|sibling| {
        let order = sibling.order.as_ref();
        let checkout = sibling.checkout.as_ref();
        [
            order.map(|order| format!("{} {}", order.uuid, order.is_gone)),
            order.and_then(|order| order.financial.clone()),
            order.map(|order| format!("{:?} {}", order.total_halalas, order.created_at)),
            checkout.map(|checkout| {
                format!(
                    "{:?} {:?}",
                    shop_status(checkout.status),
                    checkout.amount_halalas
                )
            }),
        ]
    }));
}

/// Feeds values so that no two different ones feed the same bytes.
struct Feed(Sha256);

impl Feed {
    fn text(&mut self, text: &str) {
        self.0.update(b"\"");
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text.as_bytes());
    }

    fn some(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.0.update(b"-"),
        }
    }

    fn number(&mut self, number: Option<i64>) {
        match number {
            Some(number) => {
                self.0.update(b"#");
                self.0.update(number.to_le_bytes());
            }
            None => self.0.update(b"-"),
        }
    }

    fn flag(&mut self, flag: bool) {
        self.0.update(if flag { b"t" } else { b"f" });
    }

    /// A set: neither sequence nor repetition matters.
    fn many<const N: usize>(&mut self, entries: impl Iterator<Item = [Option<String>; N]>) {
        let mut entries: Vec<_> = entries.collect();
        entries.sort_unstable();
        entries.dedup();
        self.number(i64::try_from(entries.len()).ok());
        for value in entries.iter().flatten() {
            self.some(value.as_deref());
        }
    }
}
