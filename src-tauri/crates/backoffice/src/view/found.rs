//! Where in an order a search was found.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The part of an order that has what somebody searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FoundPlace {
    /// Points' number.
    Reference,
    /// The uuid.
    Uuid,
    /// A mobile number in the metadata, or the customer's phone as the shop has it.
    Phone,
    /// The customer's name, as the shop has it.
    Customer,
    /// The city it goes to, as the shop has it.
    City,
    /// A number that the shop has it under, and Points has not.
    ShopNumber,
    /// The name of a product.
    Product,
    /// What somebody at the desk wrote about it.
    Note,
    /// Anything else that the shop attached.
    Metadata,
}

/// Why a row is among the matches of a search, where its order number does not say so itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundIn {
    /// Where.
    pub place: FoundPlace,
    /// Where in the metadata, as in [`super::MetadataEntry`]; none in the other places.
    pub path: Option<String>,
    /// What stands there, as it was written: whole words around the match, on one line and of 80
    /// characters at the most, `…` where something is left out.
    pub text: String,
}
