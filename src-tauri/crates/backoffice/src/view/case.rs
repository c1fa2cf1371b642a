//! Cases: checkouts and orders that want to be explained.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{OrderName, OrderRow, ShopCheckout, ShopStatus};

/// What is the matter; the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaseClass {
    /// Paid at Points, and the shop's file, newer than the payment, says pending or cancelled.
    PaidNotInShop,
    /// Cancelled or given back, and the parcel moves.
    MovingInVain,
    /// Two paid orders for one order of the shop.
    PaidTwice,
    /// Shop and Points differ by a halala or more.
    AmountDiffers,
    /// The amount changed after the checkout began, and it is still open.
    AmountChanged,
    /// Reserved for longer than the threshold.
    ReservedAgeing,
    /// No payment after the threshold.
    UnpaidAgeing,
    /// The shop counts it as paid, and Points has no payment.
    PaidInShopOnly,
    /// Events say something that a later read of Points does not.
    EventsAhead,
    /// Points is ahead of the events: a webhook was lost.
    WebhookLost,
    /// Settled long ago, and shipping never began.
    ShippingNotBegun,
    /// The desk stopped reading it by itself while it is still open.
    NoLongerRead,
    /// Points does not know it any more.
    Gone,
    /// Several orders of Points have the number, and they are not told apart.
    NumberShared,
    /// What stands for its shipping code contradicts itself.
    ShippingCodeUnsure,
    /// A status that is not known, or a step that is not possible.
    StatusUnclear,
    /// Known to the shop only: no uuid.
    NoPointsId,
    /// Known to Points only, though the shop's files cover its time.
    PointsOnly,
    /// What fits no class.
    Unclassified,
}

impl CaseClass {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 19] = [
        Self::PaidNotInShop,
        Self::MovingInVain,
        Self::PaidTwice,
        Self::AmountDiffers,
        Self::AmountChanged,
        Self::ReservedAgeing,
        Self::UnpaidAgeing,
        Self::PaidInShopOnly,
        Self::EventsAhead,
        Self::WebhookLost,
        Self::ShippingNotBegun,
        Self::NoLongerRead,
        Self::Gone,
        Self::NumberShared,
        Self::ShippingCodeUnsure,
        Self::StatusUnclear,
        Self::NoPointsId,
        Self::PointsOnly,
        Self::Unclassified,
    ];
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// It waits for a person.
    Open,
    /// Put off by a person until a time.
    Snoozed,
    /// A person explained or did it. It comes back only when its facts change.
    Explained,
    /// Its facts are no longer so.
    Closed,
}

/// What can be done about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaseStep {
    /// Read it from Points now.
    ReadAgain,
    /// Cancel the order at Points. Money: confirmed for each.
    Cancel,
    /// Take the reserved money. Confirmed for each.
    Capture,
    /// Give the money back. Confirmed for each.
    Refund,
    /// Set the next shipping status.
    Ship,
    /// Stop the parcel: the shipment is set to cancelled.
    StopParcel,
    /// The person did in the shop what was to be done there; a later file will show it.
    DoneInShop,
    /// Paste the uuid from the Points dashboard, and check.
    PasteUuid,
    /// Say that shop and Points mean the same order.
    ConfirmMatch,
    /// See to the key and the environment.
    CheckKey,
    /// Put it off.
    Snooze,
    /// Explain it by hand, with a note.
    Explain,
}

impl CaseStep {
    /// Whether many cases may take it at once: nothing of it moves money or cancels.
    pub fn is_safe_for_many(self) -> bool {
        matches!(
            self,
            Self::ReadAgain | Self::DoneInShop | Self::Snooze | Self::Explain
        )
    }
}

/// What kind of thing a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// Nothing is known from here.
    Nothing,
    /// The shop's status: `text` in its own word, `status` what it means.
    ShopStatus,
    /// `order_status`: `text`.
    Financial,
    /// The shipping status: `text`, a word or `code:3`.
    Shipping,
    /// An amount: `halalas`.
    Amount,
    /// When it was ordered or created: `at`.
    Opened,
    /// An event: `text` its name, `at` when it came.
    Event,
    /// How often something was heard: `count`.
    Count,
    /// Another order or attempt under the same number: `text` its uuid, or the shop's number.
    Other,
    /// Points says that it has no such order: `at` since when.
    Gone,
}

/// One fact of a column of the evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseFact {
    /// What it is about.
    pub kind: FactKind,
    /// A text, as the kind says.
    pub text: Option<String>,
    /// What a shop's status means.
    pub status: Option<ShopStatus>,
    /// An amount, halalas.
    pub halalas: Option<i64>,
    /// A count.
    pub count: Option<u64>,
    /// When it was so, UTC milliseconds: written, received, read.
    pub at: Option<i64>,
    /// Whether it is at odds with what another column says: that is what the case is about.
    pub differs: bool,
}

/// What is known, by who says so.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseEvidence {
    /// The shop's file, or the checkout as it was made in the app.
    pub shop: Vec<CaseFact>,
    /// Webhook events.
    pub events: Vec<CaseFact>,
    /// Answers of Points.
    pub points: Vec<CaseFact>,
}

/// A decision of a person about a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseDecided {
    /// What was done.
    pub step: CaseStep,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Who.
    pub by: Option<String>,
    /// What they wrote.
    pub note: Option<String>,
    /// The action that it asked for.
    pub action: Option<i64>,
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseView {
    /// Its id.
    pub id: i64,
    /// What is the matter.
    pub class: CaseClass,
    /// Where it stands.
    pub state: CaseState,
    /// The order at Points, if it is known there.
    pub order: Option<OrderRow>,
    /// What the shop says, if it does.
    pub checkout: Option<ShopCheckout>,
    /// Since when it is so, UTC milliseconds: the checkout's beginning, the payment, the difference.
    pub since: i64,
    /// When the desk found it, UTC milliseconds.
    pub found_at: i64,
    /// The amount that it is about, halalas.
    pub halalas: Option<i64>,
    /// By how much the amounts differ, halalas: what Points has less what the shop has.
    pub difference_halalas: Option<i64>,
    /// When Points last answered about the order, UTC milliseconds.
    pub read_at: Option<i64>,
    /// The facts.
    pub evidence: CaseEvidence,
    /// What the desk recommends.
    pub recommended: CaseStep,
    /// What else can be done, in the order in which it is offered.
    pub alternatives: Vec<CaseStep>,
    /// Until when it is put off, UTC milliseconds.
    pub snoozed_until: Option<i64>,
    /// What was decided, newest first.
    pub decided: Vec<CaseDecided>,
    /// What it rests on, as one text that is another when any of it is: sent with a decision, it
    /// says what the person saw.
    #[ts(optional)]
    pub facts: Option<String>,
}

/// How many cases a class has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseCount {
    /// The class.
    pub class: CaseClass,
    /// Open cases.
    pub open: u64,
    /// The amounts that they are about, halalas.
    pub halalas: i64,
}

/// Which cases are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseQuery {
    /// Any of these classes; empty: all.
    pub classes: Vec<CaseClass>,
    /// Where they stand.
    pub state: CaseState,
}

/// A page of cases, the most urgent class first, within it the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CasePage {
    /// At most 100.
    pub cases: Vec<CaseView>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Open cases by class, the most urgent first; classes without any are left out.
    pub counts: Vec<CaseCount>,
    /// Everything that was ever found and is still so: open, snoozed and explained.
    pub total: u64,
    /// Of those, explained.
    pub explained: u64,
    /// Of those, put off.
    pub snoozed: u64,
    /// When all was last looked through, UTC milliseconds.
    pub looked_at: Option<i64>,
}

/// What a person decides about cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseDecision {
    /// What to do. `cancel`, `capture`, `refund`, `ship` and `stop_parcel` go through the queue.
    pub step: CaseStep,
    /// Why an order is cancelled or refunded; the note of an explanation.
    pub note: Option<String>,
    /// Until when to put it off, UTC milliseconds.
    pub until: Option<i64>,
    /// The uuid, or any text that holds one, for `paste_uuid`.
    pub uuid: Option<String>,
    /// A new uuid for each time that a person opens the question, for what goes through the queue.
    pub token: Option<String>,
    /// The `facts` of the case as the person saw it; none: as it stands.
    #[serde(default)]
    #[ts(optional)]
    pub facts: Option<String>,
}

/// What came of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DecisionOutcome {
    /// It is decided.
    Done,
    /// It was read again first, and the facts are no longer what the person saw: nothing was done.
    FactsChanged,
    /// It cannot be decided so: Points cannot be reached to read it again. Nothing was done.
    NotReadable,
}

/// A decision, carried out or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Decided {
    /// What came of it.
    pub outcome: DecisionOutcome,
    /// The case as it stands now.
    pub case: CaseView,
    /// The action that was asked for.
    pub action: Option<i64>,
}

/// What deciding many cases at once would do; nothing is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseBatchPreview {
    /// How many go.
    pub goes: u64,
    /// The amounts that those are about, halalas.
    pub halalas: i64,
    /// How many orders would be read.
    pub reads: u64,
    /// How many stay, because the step is not offered for them.
    pub stays: u64,
    /// The first of those.
    pub examples: Vec<OrderName>,
}
