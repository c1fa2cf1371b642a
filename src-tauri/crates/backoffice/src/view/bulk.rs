//! Shipping many orders at once: what would happen, and what did.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ActionState, OrderSelection};

/// Where each order is to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum ShippingStep {
    /// To the next status on the shop's path, each from where it stands.
    Next,
    /// All to this one.
    To {
        /// The API's word.
        word: String,
    },
}

/// Which orders are to go where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BulkShippingRequest {
    /// The orders.
    pub selection: OrderSelection,
    /// Where they are to go.
    pub step: ShippingStep,
}

/// Why an order does not go with the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Hindrance {
    /// It stands where it is to go.
    AlreadyThere,
    /// Something asked for earlier is not settled.
    ChangeOpen,
    /// Points does not know it any more.
    Gone,
    /// Points was never heard about it.
    Unread,
    /// Its shipping status is not known, so that there is no next one.
    StatusUnknown,
    /// It stands at the end of the path.
    PathEnded,
    /// It stands further along the path than where it is to go, or its shipping was called off.
    FurtherAlong,
    /// Its money is cancelled, refunded or not paid, and a parcel is to move.
    NotPaid,
    /// It is an earning order, which ships nothing.
    NothingToShip,
    /// More were chosen than go at once.
    BeyondLimit,
}

/// So many orders go from one status to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShippingGroup {
    /// The word or `code:3`; none where Points has not said.
    pub from: Option<String>,
    /// The API's word.
    pub to: String,
    /// How many.
    pub count: u64,
}

/// So many orders stay, for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HinderedGroup {
    /// The reason.
    pub hindrance: Hindrance,
    /// How many.
    pub count: u64,
    /// The first twenty of them.
    pub some: Vec<OrderName>,
}

/// An order by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderName {
    /// The uuid.
    pub uuid: String,
    /// The shop's number.
    pub order_number: Option<String>,
}

/// What shipping a selection would do. Nothing is written down or sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShippingPreview {
    /// How many were chosen.
    pub chosen: u64,
    /// How many would go.
    pub going: u64,
    /// Those, by where they go from and to.
    pub groups: Vec<ShippingGroup>,
    /// Those that stay.
    pub hindered: Vec<HinderedGroup>,
    /// How many go at once at the most.
    pub limit: u64,
}

/// What shipping a selection would do, for somebody who may say yes to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShippingPlan {
    /// By this name it is shipped as it is shown, whatever has changed since.
    pub id: String,
    /// What it shows.
    pub preview: ShippingPreview,
}

/// One order of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BatchRow {
    /// The order.
    pub order: OrderName,
    /// The action.
    pub action_id: i64,
    /// The API's word that was asked for.
    pub target: Option<String>,
    /// Where it stands.
    pub state: ActionState,
    /// Why, as a code of the failure or of the evidence.
    pub reason: Option<String>,
    /// Points' own words.
    pub message: Option<String>,
}

/// What was asked for at once, and what came of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BatchView {
    /// Its id.
    pub id: i64,
    /// UTC milliseconds.
    pub asked_at: i64,
    /// One row an order, in the selection's order.
    pub rows: Vec<BatchRow>,
}
