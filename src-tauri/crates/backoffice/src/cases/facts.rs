//! What is known of one subject, gathered by whoever asks. Times are UTC milliseconds, money is
//! halalas.

use points_api::OrderUuid;

use crate::money::Refunded;
use crate::view::{
    ActionKind, CheckoutOrigin, MatchKind, ObservationSource, Presence, Settings, ShopStatus,
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// All that decides whether one subject needs explaining.
///
/// An order is looked at once, together with the row of the shop that spoke of it last; other rows
/// that were found to be the same order are siblings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseFacts {
    /// The present moment.
    pub now: i64,
    /// From which ages on something is a case.
    pub thresholds: Thresholds,
    /// What the shop says.
    pub checkout: Option<CheckoutFacts>,
    /// The order at Points, where it is known which.
    pub order: Option<OrderFacts>,
    /// Other orders and rows under the same number of the shop, and other rows of the same order.
    /// Their sequence does not matter.
    pub siblings: Vec<SiblingFacts>,
    /// What the shop's files speak of.
    pub shop: ShopCoverage,
    /// Whether events are taken over at all, and of which time.
    pub inbox: Option<InboxCoverage>,
}

/// From which ages on something is a case, milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// No payment for so long.
    pub unpaid: i64,
    /// Reserved for so long.
    pub reserved: i64,
    /// Paid for so long, and shipping has not begun.
    pub not_begun: i64,
}

impl Thresholds {
    /// As the settings have it.
    pub fn of(settings: &Settings) -> Self {
        Self {
            unpaid: i64::from(settings.stale_new_minutes) * MINUTE,
            reserved: i64::from(settings.stale_authorized_hours) * HOUR,
            not_begun: 3 * DAY,
        }
    }
}

impl Default for Thresholds {
    fn default() -> Self {
        Self::of(&Settings::default())
    }
}

/// A row of the shop's files, or a checkout made in the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckoutFacts {
    /// Where it is from.
    pub origin: CheckoutOrigin,
    /// As of when it is so: when the file was written.
    pub as_of: i64,
    /// When the desk first learnt of it.
    pub learnt_at: i64,
    /// The shop's number.
    pub order_number: Option<String>,
    /// The uuid that the shop has for it.
    pub uuid: Option<OrderUuid>,
    /// The total.
    pub amount_halalas: Option<i64>,
    /// When it was ordered.
    pub opened_at: Option<i64>,
    /// The shop's word for the status.
    pub status_text: Option<String>,
    /// What that means.
    pub status: Option<ShopStatus>,
    /// How the order beside it was found.
    pub matched: Option<MatchKind>,
    /// Orders that it may be, where none is sure: one is suggested, several are ambiguous. Their
    /// sequence does not matter.
    pub candidates: Vec<CandidateFacts>,
    /// Whether those candidates have its number. Else they have its amount.
    pub candidates_by_number: bool,
}

/// An order that a row of the shop may be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CandidateFacts {
    /// The order.
    pub uuid: OrderUuid,
    /// `order_status`.
    pub financial: Option<String>,
    /// The total.
    pub total_halalas: Option<i64>,
    /// When it was created.
    pub created_at: Option<i64>,
}

/// An order as it is known.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and any may be with any other"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFacts {
    /// The order.
    pub uuid: OrderUuid,
    /// The shop's number, as Points has it.
    pub order_number: Option<String>,
    /// Whether Points was heard about it.
    pub presence: Presence,
    /// Since when Points says that there is no such order.
    pub gone_since: Option<i64>,
    /// When the desk began to watch it.
    pub tracked_at: i64,
    /// `type`.
    pub order_type: Option<String>,
    /// `order_status`.
    pub financial: Option<StatusFacts>,
    /// The shipping status: a word as it came or was learnt for the code, or `code:3`.
    pub shipping: Option<StatusFacts>,
    /// By when it was certainly paid: the first time that it was heard as approved, captured or
    /// refunded in part, or the `updated_at` that came with that, if it is earlier.
    pub paid_since: Option<i64>,
    /// The total, where the text is exact.
    pub total_halalas: Option<i64>,
    /// The total as received.
    pub total_text: Option<String>,
    /// `created_at`.
    pub created_at: Option<i64>,
    /// Whether it is known to be completed: no read shows that.
    pub is_completed: bool,
    /// What went back.
    pub refunded: Refunded,
    /// Answers of Points, each time something was heard. Their sequence does not matter.
    pub reads: Vec<ReadFacts>,
    /// Webhook events, each content once. Their sequence does not matter.
    pub events: Vec<EventFacts>,
    /// What was asked for it and is not settled.
    pub asked: Vec<AskedFor>,
    /// Whether no read of it is planned any more.
    pub given_up: bool,
    /// Whether the evidence for what its shipping code means contradicts itself.
    pub code_unsure: bool,
    /// Whether a row of the shop is suggested to be this order: that row's case speaks of both.
    pub is_proposed: bool,
}

/// A status as it is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusFacts {
    /// The word.
    pub word: String,
    /// By when it was certainly so: when it was first heard so after it was last heard otherwise,
    /// or the `updated_at` that came with it, if that is earlier.
    pub since: i64,
    /// When it was last heard otherwise; none: never.
    pub otherwise_at: Option<i64>,
    /// Who said what is believed.
    pub source: ObservationSource,
    /// When that was last heard.
    pub heard_at: i64,
}

/// One answer of Points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReadFacts {
    /// When the request began.
    pub asked_at: i64,
    /// When the answer was there.
    pub heard_at: i64,
    /// `order_status`.
    pub financial: Option<String>,
    /// The shipping status, as in [`OrderFacts::shipping`].
    pub shipping: Option<String>,
    /// The total.
    pub total_halalas: Option<i64>,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventFacts {
    /// When it first came.
    pub heard_at: i64,
    /// Its name.
    pub name: String,
    /// `updated_at` of the order in it.
    pub version: Option<i64>,
    /// `order_status` in it.
    pub financial: Option<String>,
    /// The shipping status in it.
    pub shipping: Option<String>,
    /// `refund_amount` in it.
    pub refund_halalas: Option<i64>,
}

/// An action of ours whose end is not known yet, in whatever state: the queue has its own screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedFor {
    /// What it asks for.
    pub kind: ActionKind,
    /// The shipping status it asks for.
    pub target: Option<String>,
}

/// Another order or row of the shop under the same number; both, where they were found to be the
/// same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SiblingFacts {
    /// At Points.
    pub order: Option<SiblingOrder>,
    /// In the shop.
    pub checkout: Option<SiblingCheckout>,
}

/// Another order under the same number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SiblingOrder {
    /// The order.
    pub uuid: OrderUuid,
    /// `type`.
    pub order_type: Option<String>,
    /// `order_status`.
    pub financial: Option<String>,
    /// The total.
    pub total_halalas: Option<i64>,
    /// When it was created, else when the desk began to watch it.
    pub created_at: i64,
    /// Whether Points does not know it any more.
    pub is_gone: bool,
}

/// Another row of the shop under the same number, or of the same order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SiblingCheckout {
    /// As of when it is so.
    pub as_of: i64,
    /// What its status means.
    pub status: Option<ShopStatus>,
    /// The total.
    pub amount_halalas: Option<i64>,
    /// How its order was found.
    pub matched: Option<MatchKind>,
}

/// Of which time the shop's files speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ShopCoverage {
    /// The first time that rows tell of, in the stretch around the order that files cover without
    /// a gap; none: no file speaks of its time.
    pub from: Option<i64>,
    /// The last.
    pub until: Option<i64>,
    /// When the newest of those files was written.
    pub as_of: Option<i64>,
    /// Whether the shop sets shipping statuses at Points at all: any order ever had one.
    pub sets_shipping: bool,
}

/// Of which time events are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InboxCoverage {
    /// Since when every event would have come.
    pub since: i64,
    /// Until when all that came is taken over.
    pub until: i64,
}
