//! Where events are kept. The trait is small so that a team's database can stand behind it; what
//! it must hold to is in [`conformance`], which every implementation runs.

#[cfg(test)]
mod conformance;
mod sqlite;

pub use sqlite::SqliteStore;

/// The event that a desk sends to itself, to see that the way from its webhook's address is open. It
/// is kept and told like any other, and says nothing of Points.
pub const TEST_EVENT: &str = "points_desk_test";

/// A delivery that is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The name of the hook, as it stands in the address.
    pub hook: String,
    /// The event's name: what the header says, else the body.
    pub event: Option<String>,
    /// `order.id` of the body, which is the order's uuid (API documentation, "Webhooks").
    pub order_uuid: Option<String>,
    /// UTC milliseconds.
    pub received_at: i64,
    /// Names and values, without anything secret.
    pub headers: Vec<(String, String)>,
    /// The JSON text, byte for byte.
    pub body: String,
}

/// What became of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Its place among all.
    pub seq: i64,
    /// Whether the very same was there before: the same event of the same hook with the same bytes.
    pub is_repeated: bool,
}

/// An event as it is told to desks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its place among all.
    pub seq: i64,
    /// When it came first, UTC milliseconds.
    pub received_at: i64,
    /// The name of the hook.
    pub hook: String,
    /// The event's name.
    pub event: Option<String>,
    /// The order's uuid.
    pub order_uuid: Option<String>,
    /// The JSON text as received.
    pub body: String,
}

/// Events behind a place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Oldest first.
    pub events: Vec<Event>,
    /// The greatest place there is; 0: none.
    pub last_seq: i64,
    /// When Points was heard last, a repeated delivery too, UTC milliseconds. A [`TEST_EVENT`] is
    /// none of Points'.
    pub last_heard_at: Option<i64>,
}

/// Why events cannot be kept or told.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database.
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    /// Bringing the file to the newest schema.
    #[error(transparent)]
    Schema(#[from] rusqlite_migration::Error),
    /// The store's own folder or thread.
    #[error("{0}")]
    System(#[from] std::io::Error),
    /// A header's name or value is no text.
    #[error("headers cannot be written: {0}")]
    Headers(#[from] serde_json::Error),
    /// The store has ended.
    #[error("the store is closed")]
    Closed,
}

/// Keeps events.
pub trait EventStore: Send + Sync + 'static {
    /// Keeps a delivery. When this comes back without an error it outlives a loss of power.
    fn keep(&self, delivery: Delivery) -> impl Future<Output = Result<Kept, StoreError>> + Send;

    /// At most `limit` events behind `after`.
    fn after(
        &self,
        after: i64,
        limit: u32,
    ) -> impl Future<Output = Result<Page, StoreError>> + Send;
}
