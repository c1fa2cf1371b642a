//! One row of a shop's file, as the desk takes it over.

use points_api::OrderUuid;

use crate::view::{RowFault, ShopStatus};

/// What a row says of an order or an attempt to pay. What it does not say is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShopRow {
    /// The row of the file, counted from 1, its header among them.
    pub row: u64,
    /// The shop's number, without a leading `#`, its digits in ASCII; leading zeros are kept.
    pub order_number: Option<String>,
    /// The uuid at Points.
    pub uuid: Option<OrderUuid>,
    /// Points' number.
    pub reference: Option<String>,
    /// The shop's id of the cart.
    pub cart: Option<String>,
    /// The total, halalas; never negative.
    pub amount_halalas: Option<i64>,
    /// When it was ordered, UTC milliseconds.
    pub opened_at: Option<i64>,
    /// The shop's word for the status.
    pub status_text: Option<String>,
    /// What it means; none where nobody knows the word.
    pub status: Option<ShopStatus>,
    /// The customer's name.
    pub customer: Option<String>,
    /// The customer's phone: `5XXXXXXXX` where it is a Saudi mobile number, else as it was written.
    pub phone: Option<String>,
    /// The city it goes to.
    pub city: Option<String>,
    /// The street it goes to.
    pub address: Option<String>,
    /// Where the customer pays.
    pub link: Option<String>,
    /// Cells that could not be read. What they would say is none.
    pub faults: Vec<RowFault>,
}

/// What came of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadRow {
    /// It says something of an order.
    Row(Box<ShopRow>),
    /// It cannot be read, or there is nothing to know its order by.
    LeftOut(RowFault),
}
