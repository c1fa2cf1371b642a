//! From what was heard of an order to the facts that a case rests on.

use points_api::OrderUuid;

use super::OrderFacts;
use crate::fold::Observation;
use crate::store::ShippingCodes;
use crate::view::{ActionView, Presence};

/// What the desk knows of an order beside what it heard. Times are UTC milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct WatchedOrder<'a> {
    /// The order.
    pub uuid: OrderUuid,
    /// Whether Points was heard about it.
    pub presence: Presence,
    /// Since when Points says that there is no such order.
    pub gone_since: Option<i64>,
    /// When the desk began to watch it.
    pub tracked_at: i64,
    /// When it will be read next; none: not by itself.
    pub next_check_at: Option<i64>,
    /// Everything that was asked for it.
    pub actions: &'a [ActionView],
    /// What shipping codes mean.
    pub codes: &'a ShippingCodes,
    /// Whether the evidence for what its shipping code means contradicts itself.
    pub code_unsure: bool,
    /// Whether a row of the shop is suggested to be this order.
    pub is_proposed: bool,
}

/// The facts of an order, from everything heard about it in any sequence.
pub fn order_facts(watched: &WatchedOrder<'_>, heard: &[Observation]) -> OrderFacts {
    OrderFacts {
        uuid: watched.uuid,
        order_number: None,
        presence: watched.presence,
        gone_since: watched.gone_since,
        tracked_at: watched.tracked_at,
        order_type: None,
        financial: None,
        shipping: None,
        paid_since: None,
        total_halalas: None,
        total_text: None,
        created_at: None,
        is_completed: heard.is_empty(),
        refunded: crate::money::Refunded::default(),
        reads: Vec::new(),
        events: Vec::new(),
        asked: Vec::new(),
        given_up: watched.next_check_at.is_none(),
        code_unsure: watched.code_unsure,
        is_proposed: watched.is_proposed,
    }
}
