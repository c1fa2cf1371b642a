//! What a person asked Points to do.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What an action asks Points to do, by how it may be repeated: `capture`, `complete`, `cancel`,
/// `authorize` and a full refund aim at a state; a shipping status is a value; a refund in part adds
/// to what was; an earning order and a checkout make something new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// `POST /orders/{uuid}/status`.
    Shipping,
    /// `POST /orders/{uuid}/authorize`: from the command line only.
    Authorize,
    /// `POST /orders/{uuid}/capture`.
    Capture,
    /// `POST /orders/{uuid}/complete`.
    Complete,
    /// `POST /orders/{uuid}/cancel`: the order, not the shipment.
    Cancel,
    /// `POST /orders/{uuid}/refund`.
    Refund,
    /// `POST /orders/earning`.
    Earning,
    /// `POST /orders/checkout/{publicKey}`.
    Checkout,
}

/// Where an action stands. It goes from `sending` back to `queued` only where it certainly did not
/// reach Points, or was shown not to have been applied and may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActionState {
    /// Written down, and held back for a moment in which it can be undone.
    Held,
    /// Written down, waiting for its turn, the network or the key.
    Queued,
    /// A request may be on its way.
    Sending,
    /// Points said yes, or a read shows it.
    Confirmed,
    /// Points said no.
    Refused,
    /// Sent, and nobody knows what came of it. Only a read settles it.
    Unknown,
    /// Reads could not settle it, or show that it was not applied: a person decides.
    NeedsPerson,
    /// Taken back before anything was sent, or given up by a person.
    Withdrawn,
    /// Not sent, because a later wish of the same order took its place.
    Superseded,
}

/// One change of an action's state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActionChange {
    /// The state it went into.
    pub state: ActionState,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Why, as a code of the failure or of the evidence.
    pub reason: Option<String>,
    /// Points' own words.
    pub message: Option<String>,
}

/// An action with its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActionView {
    /// Its id.
    pub id: i64,
    /// What it asks for.
    pub kind: ActionKind,
    /// The order; none for an earning order or a checkout whose uuid Points has not told.
    pub order_uuid: Option<String>,
    /// The shop's number.
    pub order_number: Option<String>,
    /// The shipping status it asks for, in the API's word; none when only the label changes.
    pub target: Option<String>,
    /// The Arabic label.
    pub name_ar: Option<String>,
    /// The English label.
    pub name_en: Option<String>,
    /// A refund in part: how much, halalas; none: all of it. A purchase: its total.
    pub amount_halalas: Option<i64>,
    /// Why an order is cancelled or refunded, as the person wrote it.
    pub given_reason: Option<String>,
    /// How a completed order was paid: `1` to `10` (API documentation, "Complete an order").
    pub payment_method: Option<String>,
    /// The short mark at the end of a refund's reason, by which its event is known again.
    pub mark: Option<String>,
    /// The order as the person saw it when asking.
    pub seen: Option<SeenOrder>,
    /// Where it stands.
    pub state: ActionState,
    /// When the person asked, UTC milliseconds.
    pub asked_at: i64,
    /// Who it was, as they said of themselves; none where the desk was not told.
    pub asked_by: Option<String>,
    /// The batch it belongs to.
    pub batch_id: Option<i64>,
    /// Until when it is held back, UTC milliseconds.
    pub held_until: Option<i64>,
    /// When it is tried next, where it has to wait, UTC milliseconds.
    pub next_try_at: Option<i64>,
    /// How many requests of it have left.
    pub tries: u32,
    /// What it made.
    pub made: Option<Made>,
    /// When a read will next try to settle it, UTC milliseconds.
    pub next_settle_at: Option<i64>,
    /// The last reason code.
    pub reason: Option<String>,
    /// Points' own last words.
    pub message: Option<String>,
    /// Every change, oldest first.
    pub changes: Vec<ActionChange>,
}

/// What the person asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShippingRequest {
    /// The orders.
    pub uuids: Vec<String>,
    /// The status, in the API's word.
    pub target: Option<String>,
    /// The Arabic label, at most 120 characters.
    pub name_ar: Option<String>,
    /// The English label, at most 120 characters.
    pub name_en: Option<String>,
    /// The orders as they were drawn when the person asked, by uuid. Of one that is missing, what
    /// is on disk counts as seen: a program looks at nothing else.
    pub seen: BTreeMap<String, SeenOrder>,
}

impl ActionState {
    /// Whether it is drawn over the order's row: Points has not confirmed what was asked, or has
    /// refused it.
    pub fn is_drawn(self) -> bool {
        !matches!(self, Self::Confirmed | Self::Withdrawn | Self::Superseded)
    }
}

/// What mattered of an order when a person asked for something.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeenOrder {
    /// `order_status`.
    pub financial: Option<String>,
    /// The shipping status, as word or `code:3`.
    pub shipping: Option<String>,
    /// The total in halalas, where exact.
    pub total_halalas: Option<i64>,
}

/// What an action made at Points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    tag = "made"
)]
pub enum Made {
    /// An order.
    Order {
        /// Its uuid.
        uuid: String,
    },
    /// A purchase that waits until the customer's account is active: no uuid yet.
    PendingActivation {
        /// The points it will give, a decimal text.
        total_points: Option<String>,
    },
    /// Where the customer pays.
    Checkout {
        /// The address.
        url: String,
    },
}

/// What a person asks to happen with an order's money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MoneyRequest {
    /// A new uuid for each time that a person opens the question: the same token is the same
    /// action, however often it is sent.
    pub token: String,
    /// The order.
    pub uuid: String,
    /// `authorize`, `capture`, `complete`, `cancel` or `refund`.
    pub kind: ActionKind,
    /// A refund in part, halalas; none: all of it.
    pub amount_halalas: Option<i64>,
    /// `1` to `10`, for `complete`; none: Points is told nothing.
    pub payment_method: Option<String>,
    /// Why, at most 480 characters; `cancel` and `refund` need one.
    pub reason: Option<String>,
    /// The order as it was drawn when the person asked; none: as it is on disk.
    pub seen: Option<SeenOrder>,
}

/// Why money cannot be moved so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MoneyHindrance {
    /// Points was never heard about the order.
    Unread,
    /// Points does not know it any more.
    Gone,
    /// It is done already.
    AlreadyDone,
    /// Nobody has paid, or reserved anything.
    NotPaid,
    /// The money is not reserved, which is what can be taken.
    NotReserved,
    /// The order is cancelled.
    Cancelled,
    /// All of it went back.
    FullyRefunded,
    /// It is an earning order, and only orders that redeem points can be completed.
    EarningOrder,
    /// Money was taken: it can only go back.
    PaidAlready,
    /// Something else that was asked for this order's money is not settled.
    ActionOpen,
    /// By what is known, nothing is left to give back.
    NothingLeft,
}

/// One thing that can be done with an order's money, or cannot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MoneyOffer {
    /// `capture`, `complete`, `cancel` or `refund`.
    pub kind: ActionKind,
    /// Why it is not offered; none: it is.
    pub hindrance: Option<MoneyHindrance>,
    /// Pages of the API's documentation disagree whether it may be done in this state: Points'
    /// answer decides.
    pub is_disputed: bool,
}

/// What can be done with an order's money.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MoneyOffers {
    /// Capture, complete, cancel, refund, in this order.
    pub offers: Vec<MoneyOffer>,
    /// What went back by what is known: refunds of this desk that Points confirmed, and events,
    /// halalas.
    pub refunded_halalas: i64,
    /// What can still be asked back by what is known, halalas: what is left beside the refunds that
    /// are not settled. None where the total is not known exactly, or some refund's amount is not.
    pub left_halalas: Option<i64>,
    /// Whether a refund has to name its amount: something went back, and nobody knows what is left.
    pub must_name_amount: bool,
}

/// One line of a purchase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PurchaseLine {
    /// The product.
    pub name: String,
    /// For one piece, halalas.
    pub price_halalas: i64,
    /// At least 1.
    pub quantity: u32,
}

/// A purchase that a person enters: points are given for it, or a link is made to pay it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PurchaseRequest {
    /// As in [`MoneyRequest`].
    pub token: String,
    /// `earning` or `checkout`.
    pub kind: ActionKind,
    /// The shop's number; a leading `#` is stripped.
    pub order_number: String,
    /// The customer's mobile in any form; an earning order needs one.
    pub phone: Option<String>,
    /// The customer's name.
    pub customer_name: Option<String>,
    /// What was bought; an earning order needs one line.
    pub lines: Vec<PurchaseLine>,
    /// What the customer pays in all, halalas.
    pub total_halalas: i64,
    /// Shipping within the total, halalas.
    pub shipping_halalas: Option<i64>,
    /// Tax within the total, halalas.
    pub tax_halalas: Option<i64>,
    /// Discount already taken off, halalas.
    pub discount_halalas: Option<i64>,
    /// The city.
    pub city: Option<String>,
    /// The street.
    pub address_line: Option<String>,
}

/// Whether a shipping action could be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Undone {
    /// The action as it is now: `withdrawn` where nothing had been sent.
    pub action: ActionView,
    /// Where it was sent already: the API's word that the order had before, to which an honest new
    /// status would take it; none where that is not known.
    pub back_to: Option<String>,
}

/// What a person decides about an action that nobody knows the end of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It happened at Points.
    Happened,
    /// It did not, and shall not.
    DidNotHappen,
    /// It did not, and is to be sent once more: a new action.
    SendAgain,
}

/// A request that left, as it was written down before it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SentRequest {
    /// When, UTC milliseconds.
    pub at: i64,
    /// `POST`.
    pub method: String,
    /// Below the base URL; a public key is not in it.
    pub path: String,
    /// The JSON text.
    pub body: String,
}

/// Everything by which a person can decide about an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActionEvidence {
    /// The action.
    pub action: ActionView,
    /// What left.
    pub requests: Vec<SentRequest>,
    /// The order as it is known now.
    pub now: Option<SeenOrder>,
    /// When Points last answered about it, UTC milliseconds.
    pub checked_at: Option<i64>,
    /// What was heard of the order since it was asked, newest first.
    pub heard: Vec<super::ObservationView>,
    /// Other actions about the order's money, newest first.
    pub others: Vec<ActionView>,
}
