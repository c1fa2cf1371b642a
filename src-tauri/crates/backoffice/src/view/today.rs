//! What needs a person today, and the figures of the last days.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FailureView, OrderQuery, StatusCount};

/// Why something needs a person; the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NeedKind {
    /// Actions that are unclear, or wait for a decision.
    Actions,
    /// Points refused the key: nothing is read or sent.
    KeyRefused,
    /// There is no key.
    KeyMissing,
    /// Points cannot be reached.
    Away,
    /// Points has been silent in the inbox for longer than usual.
    InboxSilent,
    /// Paid at Points, and the shop's newer file says pending or cancelled.
    PaidNotInShop,
    /// Cancelled or wholly refunded, and the parcel is packed or on its way.
    MovingInVain,
    /// Two paid orders for one order of the shop.
    PaidTwice,
    /// Stale checkouts that are reserved.
    StaleReserved,
    /// Stale checkouts that are unpaid.
    StaleUnpaid,
    /// All other cases that are open.
    Cases,
    /// A file of the shop waits in the watched folder.
    FileWaits,
    /// Paid more than two days ago, and shipping has not begun.
    Unshipped,
    /// Points does not know the order any more.
    Gone,
    /// Tracked, and never read.
    Unread,
}

/// Where one goes to see to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NeedPlace {
    /// The list of orders, with the need's query.
    Orders,
    /// The cases.
    Review,
    /// The stores and their keys.
    Stores,
    /// The settings of the inbox.
    Inbox,
    /// The shop's files.
    Files,
    /// Nowhere: sync goes on as soon as it can, and can be told to try again.
    Sync,
}

/// Something that needs a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Need {
    /// Why.
    pub kind: NeedKind,
    /// How many orders or actions; 1 for the key and the network.
    pub count: u64,
    /// Of those, actions that are unclear: the desk still looks what became of them; 0 of all else.
    pub unclear: u64,
    /// Since when the oldest of them waits, UTC milliseconds: asked for, ordered, gone, tracked or
    /// last read.
    pub oldest_at: Option<i64>,
    /// Where it is seen to.
    pub place: NeedPlace,
    /// What the list there shows.
    pub query: Option<OrderQuery>,
    /// What stands in the way, for the key and the network.
    pub problem: Option<FailureView>,
}

/// What a day in Riyadh came to so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DoneToday {
    /// Orders made today that are paid.
    pub paid_orders: u64,
    /// Their exact totals, halalas.
    pub paid_halalas: i64,
    /// Shipping changes that Points confirmed today, by the word asked for; empty for a label alone.
    pub shipped: Vec<StatusCount>,
}

/// The first screen of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TodayView {
    /// When the day began in Riyadh, UTC milliseconds.
    pub starts_at: i64,
    /// The most urgent first; empty: nothing needs a person.
    pub needs: Vec<Need>,
    /// What was done.
    pub done: DoneToday,
}

/// How many checkouts were stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StaleFigures {
    /// Unpaid for too long.
    pub unpaid: u64,
    /// Reserved for too long.
    pub reserved: u64,
    /// When they were counted, UTC milliseconds: the last time on that day.
    pub counted_at: i64,
}

/// The orders made on one day in Riyadh, by what has come of them since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DayFigures {
    /// As `2026-11-25`.
    pub date: String,
    /// Its midnight in Riyadh, UTC milliseconds.
    pub starts_at: i64,
    /// Paid, and not wholly refunded.
    pub paid_orders: u64,
    /// The exact totals of those, halalas; what was refunded in part is not taken off.
    pub paid_halalas: i64,
    /// Of those, orders whose total is in no sum: it is missing, or no whole number of halalas.
    pub unsummed_totals: u64,
    /// Unpaid or reserved.
    pub open_orders: u64,
    /// Cancelled or wholly refunded.
    pub ended_orders: u64,
    /// In a state that this version does not know, or not read yet.
    pub other_orders: u64,
    /// Points that paid earning orders gave, a decimal text.
    pub points_given: String,
    /// Points that paid replacing orders took, a decimal text.
    pub points_redeemed: String,
    /// Paid orders whose points are in neither sum: they are missing, or have more than six
    /// decimals.
    pub unsummed_points: u64,
    /// Stale checkouts at the day's end, or as of now; none: nobody counted on that day.
    pub stale: Option<StaleFigures>,
}

/// Paid orders in one state of settlement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettlementFigures {
    /// `settlement_status` as received; none: Points has not said.
    pub status: Option<String>,
    /// How many orders.
    pub orders: u64,
    /// Their exact totals, halalas.
    pub halalas: i64,
    /// Of the orders, those whose total is not in the sum.
    pub unsummed_totals: u64,
}

/// The figures of the last days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FiguresView {
    /// Every day of the stretch, oldest first; the last is today.
    pub days: Vec<DayFigures>,
    /// The paid orders of these days, the greatest sum first.
    pub settlement: Vec<SettlementFigures>,
}
