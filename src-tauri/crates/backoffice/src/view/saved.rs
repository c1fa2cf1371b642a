//! Lists that a person keeps: saved views, and how the list is laid out.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SortField;

/// The views that every shop begins with. Their names are the page's words, so that they follow
/// its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BuiltInView {
    /// Not paid yet.
    WaitingForPayment,
    /// Paid, and the parcel has not left.
    ToShip,
    /// On the way.
    InTransit,
    /// Refunded this month, in part or in full.
    RefundedThisMonth,
    /// Changed at Points today.
    ChangedToday,
}

/// What stands before a view's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ViewIcon {
    /// A list.
    #[default]
    List,
    /// An hourglass.
    Waiting,
    /// A parcel.
    Parcel,
    /// A lorry.
    Lorry,
    /// An arrow back.
    Return,
    /// A clock.
    Clock,
    /// A star.
    Star,
    /// A flag.
    Flag,
    /// Coins.
    Money,
    /// A person.
    Person,
}

/// A view that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedView {
    /// Its id; stays the same while it is changed.
    pub id: i64,
    /// One of those that every shop begins with.
    pub built_in: Option<BuiltInView>,
    /// As the person named it; none where a built-in one still has the page's own name.
    pub name: Option<String>,
    /// What stands before it.
    pub icon: ViewIcon,
    /// What it shows, in the language of the search box, so that `today` means each day anew.
    pub search: String,
    /// The sort.
    pub sort: SortField,
    /// Smallest first.
    pub ascending: bool,
    /// The columns, as in [`ListLayout`]; empty: as the list is laid out otherwise.
    pub columns: Vec<String>,
}

/// A view as a person wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ViewDraft {
    /// At most 60 characters; none only where a built-in one keeps the page's own name.
    pub name: Option<String>,
    /// What stands before it.
    pub icon: ViewIcon,
    /// In the language of the search box, at most 10,000 characters.
    pub search: String,
    /// The sort.
    pub sort: SortField,
    /// Smallest first.
    pub ascending: bool,
    /// The columns, as in [`ListLayout`].
    pub columns: Vec<String>,
}

/// How a shop's list is laid out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListLayout {
    /// The page's names of the columns in reading order, `metadata:PATH` for what orders carry
    /// there; empty: the page's own choice. At most 24.
    pub columns: Vec<String>,
}

/// A path that metadata of this shop's orders has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MetadataPath {
    /// `cart.id`.
    pub path: String,
    /// One of its values, as text.
    pub example: String,
    /// How many of the orders that were looked at have it.
    pub orders: u64,
}
