//! Orders as rows, as a page of rows, and in full.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ActionKind, ActionState, ActionView, CaseView, FailureView, FieldName, FoundIn, MoneyOffers,
    NoteView, ShopCheckout, StaleKind,
};

/// Whether Points has been heard about an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Its uuid is known and nothing else.
    Unread,
    /// Read at least once.
    Known,
    /// The last read said that this merchant has no such order.
    Gone,
}

/// The shipping status as known, with what could not be known left open.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShippingView {
    /// The API's word: as received, or learnt for the code.
    pub word: Option<String>,
    /// The integer as received.
    pub code: Option<i64>,
    /// The API's own label, as received; its language is not fixed.
    pub label: Option<String>,
    /// The merchant's Arabic label.
    pub custom_ar: Option<String>,
    /// The merchant's English label.
    pub custom_en: Option<String>,
    /// The next word on the shop's path, where the present one is known.
    pub next: Option<String>,
}

/// An action drawn over the row, because Points has not confirmed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PendingAction {
    /// The action: what waits for a person first, then what is unclear, then what was asked last.
    pub id: i64,
    /// What it asks for.
    pub kind: ActionKind,
    /// Where it stands.
    pub state: ActionState,
    /// The shipping status it asks for.
    pub target: Option<String>,
    /// A refund in part: how much, halalas.
    pub amount_halalas: Option<i64>,
    /// Until when it is held back, UTC milliseconds.
    pub held_until: Option<i64>,
    /// How many actions of the order are not settled.
    pub open: u32,
    /// Why it stands there, as a code of the failure or of the evidence.
    pub reason: Option<String>,
    /// Points' own words.
    pub message: Option<String>,
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderRow {
    /// The uuid.
    pub uuid: String,
    /// The shop's number.
    pub order_number: Option<String>,
    /// Points' number.
    pub reference_number: Option<String>,
    /// `earning`, `replacing`, or as received.
    pub order_type: Option<String>,
    /// `order_status`, the API's word or as received.
    pub financial_status: Option<String>,
    /// The shipping status.
    pub shipping: ShippingView,
    /// The total in halalas, where the text is exact.
    pub total_halalas: Option<i64>,
    /// The total as received.
    pub total_text: Option<String>,
    /// The points as received.
    pub total_points: Option<String>,
    /// UTC milliseconds.
    pub created_at: Option<i64>,
    /// UTC milliseconds.
    pub updated_at: Option<i64>,
    /// When Points last answered about it, UTC milliseconds.
    pub checked_at: Option<i64>,
    /// Whether Points has been heard.
    pub presence: Presence,
    /// The action that is not settled, or was refused last.
    pub pending: Option<PendingAction>,
    /// Whether it is a stale checkout.
    pub stale: Option<StaleKind>,
    /// What its metadata says at the path that the page asked for, as text.
    pub pinned: Option<String>,
    /// For a search: where those of its words were found that are not in the order number. No text
    /// stands there twice; empty without a search.
    pub found_in: Vec<FoundIn>,
}

/// By what the list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SortField {
    /// `created_at`.
    #[default]
    Created,
    /// The shop's number.
    Number,
    /// Points' number.
    Reference,
    /// `type`.
    Type,
    /// `order_status`.
    Financial,
    /// Shipping, by its word or code.
    Shipping,
    /// The total.
    Total,
    /// The points.
    Points,
    /// When Points last answered.
    Checked,
    /// `updated_at`.
    Updated,
}

/// What the list shows.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own, and any may be asked with any other"
)]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderQuery {
    /// As typed.
    pub search: String,
    /// Any of these financial statuses; empty: all.
    pub financial: Vec<String>,
    /// Any of these shipping statuses, as words or as `code:3`; empty: all.
    pub shipping: Vec<String>,
    /// Any of these types; empty: all.
    pub types: Vec<String>,
    /// Totals from here on, halalas; an order without a total passes neither end.
    pub total_from: Option<i64>,
    /// Totals up to here, halalas, itself among them.
    pub total_to: Option<i64>,
    /// Created from here on, UTC milliseconds.
    pub created_from: Option<i64>,
    /// Created before, UTC milliseconds.
    pub created_until: Option<i64>,
    /// Created at least so long ago, milliseconds: a view that is kept stays true as time goes on.
    pub older_than: Option<i64>,
    /// Changed at Points from here on, UTC milliseconds.
    pub changed_from: Option<i64>,
    /// Changed at Points before, UTC milliseconds.
    pub changed_until: Option<i64>,
    /// Only those with a note.
    pub noted: bool,
    /// Only those with an action that is unclear or needs a person.
    pub unsettled: bool,
    /// Only those that Points does not know any more.
    pub gone: bool,
    /// Only those that these uuids, order numbers or reference numbers mean; empty: all.
    pub listed: Vec<String>,
    /// The sort.
    pub sort: SortField,
    /// Smallest first.
    pub ascending: bool,
}

/// Which rows of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct PageRequest {
    /// Go on behind this cursor, which an earlier page gave; exact at any depth.
    pub after: Option<String>,
    /// Without a cursor: skip so many rows.
    pub offset: u64,
    /// At most so many rows; 500 at the most.
    pub limit: u32,
    /// Each row says what its metadata has at this path.
    pub pinned: Option<String>,
}

/// How many orders match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderTotal {
    /// The number.
    pub count: u64,
    /// Whether there may be more.
    pub at_least: bool,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderPage {
    /// The rows.
    pub rows: Vec<OrderRow>,
    /// Where the next page begins; none at the end.
    pub next: Option<String>,
    /// How many match in all.
    pub total: OrderTotal,
    /// What of the listed numbers and uuids means no order that is known here, as it was asked.
    pub unknown: Vec<String>,
}

/// How many orders have a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatusCount {
    /// The word, `code:3`, or empty where Points has not said.
    pub status: String,
    /// How many.
    pub count: u64,
}

/// The numbers beside the filters.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatusCounts {
    /// All orders.
    pub total: u64,
    /// Of those, not read yet.
    pub unread: u64,
    /// Of those, gone at Points.
    pub gone: u64,
    /// By financial status.
    pub financial: Vec<StatusCount>,
    /// By shipping status.
    pub shipping: Vec<StatusCount>,
    /// Stale checkouts.
    pub stale: u64,
    /// Actions that are unclear or need a person.
    pub unsettled: u64,
    /// Of those, the unclear ones: the desk still looks what became of them.
    pub unclear: u64,
}

/// How the matches of a list are spread over statuses: what choosing another status beside a search
/// would show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatusTallies {
    /// By financial status, whatever financial statuses the list is filtered by.
    pub financial: Vec<StatusCount>,
    /// By shipping status, whatever shipping statuses the list is filtered by.
    pub shipping: Vec<StatusCount>,
    /// Whether there are matches that were not looked at: the first ten thousand are counted.
    pub at_least: bool,
}

/// Who said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ObservationSource {
    /// Points' answer to a read.
    Read,
    /// Points' answer to an action of ours.
    Answer,
    /// A webhook event.
    Event,
}

/// How a value is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// As it is.
    Text,
    /// SAR, as a decimal text.
    Money,
    /// A decimal text.
    Points,
    /// UTC milliseconds as text.
    Time,
    /// A word of `order_status`.
    FinancialStatus,
    /// A shipping word or `code:3`.
    ShippingStatus,
    /// A word of `type`.
    OrderType,
    /// JSON text.
    Json,
}

/// How the desk knows a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Provenance {
    /// The observation whose value it is.
    pub observation_id: i64,
    /// Who said it.
    pub source: ObservationSource,
    /// The event's name.
    pub event: Option<String>,
    /// When that was last heard, UTC milliseconds.
    pub heard_at: i64,
    /// How many observations say otherwise.
    pub disagreeing: u32,
}

/// One field of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldView {
    /// The API's name of the field.
    pub field: FieldName,
    /// How to show it.
    pub kind: FieldKind,
    /// The value; none when Points says null, or has not said.
    pub value: Option<String>,
    /// How we know; none when Points has not said.
    pub provenance: Option<Provenance>,
}

/// One observation that carries a field: a line of "how do we know?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldEvidence {
    /// The observation.
    pub observation_id: i64,
    /// Who said it.
    pub source: ObservationSource,
    /// The event's name.
    pub event: Option<String>,
    /// First heard, UTC milliseconds.
    pub first_heard_at: i64,
    /// Last heard, UTC milliseconds.
    pub last_heard_at: i64,
    /// How often.
    pub sightings: u32,
    /// As of when it holds, UTC milliseconds; none for an undated event.
    pub version: Option<i64>,
    /// How to show the value.
    pub kind: FieldKind,
    /// What it says.
    pub value: Option<String>,
    /// Whether this is the value the desk shows.
    pub wins: bool,
}

/// A product line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ItemView {
    /// The product.
    pub name: String,
    /// SAR for one piece, as received.
    pub price_text: Option<String>,
    /// The same in halalas, where exact.
    pub price_halalas: Option<i64>,
    /// How many.
    pub quantity: Option<i64>,
}

/// One entry of the metadata, nested ones by their path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MetadataEntry {
    /// `cart.id`.
    pub path: String,
    /// As text.
    pub value: String,
}

/// What an observation changed in what the desk believed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// The API's name of the field.
    pub field: FieldName,
    /// How to show it.
    pub kind: FieldKind,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}

/// An observation in the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ObservationView {
    /// Its id.
    pub id: i64,
    /// Who said it.
    pub source: ObservationSource,
    /// The event's name.
    pub event: Option<String>,
    /// First heard, UTC milliseconds.
    pub first_heard_at: i64,
    /// Last heard, UTC milliseconds.
    pub last_heard_at: i64,
    /// How often the same was heard.
    pub sightings: u32,
    /// What it changed.
    pub changes: Vec<FieldChange>,
    /// The API's names of the fields whose values had a form that nobody can read. They say nothing
    /// about the order; the exact text has them.
    pub unreadable: Vec<String>,
}

/// One line of the timeline: what Points said, what we did, or what we wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineEntry {
    /// When, UTC milliseconds.
    pub at: i64,
    /// What Points said.
    pub observation: Option<ObservationView>,
    /// What we did.
    pub action: Option<ActionView>,
    /// What one of us wrote.
    pub note: Option<NoteView>,
}

/// An order in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderDetail {
    /// The row.
    pub row: OrderRow,
    /// Every field, in reading order.
    pub fields: Vec<FieldView>,
    /// Product lines.
    pub items: Vec<ItemView>,
    /// Metadata, flat.
    pub metadata: Vec<MetadataEntry>,
    /// Newest first.
    pub timeline: Vec<TimelineEntry>,
    /// What can be done with its money.
    pub money: MoneyOffers,
    /// What we wrote, newest first; those in the timeline too.
    pub notes: Vec<NoteView>,
    /// What the shop says of it, newest first.
    pub shop: Vec<ShopCheckout>,
    /// What is open or put off about it.
    pub cases: Vec<CaseView>,
    /// When the desk started to watch it, UTC milliseconds.
    pub tracked_at: i64,
    /// When it will ask again by itself, UTC milliseconds; none: only by hand or event.
    pub next_check_at: Option<i64>,
    /// Why the last read failed.
    pub check_failure: Option<FailureView>,
}
