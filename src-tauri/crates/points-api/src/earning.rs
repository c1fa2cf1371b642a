//! Giving points: for a purchase, and for a rating (API documentation, "Earning").

use reqwest::Method;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::amount::{Amount, Halalas, Points};
use crate::checkout::{self, ProductLine, ShippingAddress};
use crate::client::Client;
use crate::envelope::Envelope;
use crate::failure::ApiError;
use crate::invalid::{self, InvalidRequest};
use crate::order_calls::{OrderAnswer, read_order};
use crate::phone::PhoneNumber;
use crate::transport::Timing;

/// A purchase that earns points. Amounts are in halalas and not negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EarningRequest {
    /// The customer's mobile.
    pub phone_number: PhoneNumber,
    /// What the customer paid.
    #[serde(serialize_with = "invalid::sar")]
    pub total_price: Halalas,
    /// The lines, at least one.
    pub products: Vec<ProductLine>,
    /// The shop's own number.
    pub order_number: String,
    /// The customer's name, at most 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Shipping within the total.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "invalid::optional_sar"
    )]
    pub shipping_amount: Option<Halalas>,
    /// Tax within the total.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "invalid::optional_sar"
    )]
    pub tax_amount: Option<Halalas>,
    /// Discount already taken off.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "invalid::optional_sar"
    )]
    pub discount_amount: Option<Halalas>,
    /// Where the parcel goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<ShippingAddress>,
    /// Whatever the merchant wants stored with the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
}

impl EarningRequest {
    /// Checks the documented limits.
    pub fn validate(&self) -> Result<(), InvalidRequest> {
        checkout::purchase(
            &self.order_number,
            self.name.as_deref(),
            [
                ("total_price", Some(self.total_price)),
                ("shipping_amount", self.shipping_amount),
                ("tax_amount", self.tax_amount),
                ("discount_amount", self.discount_amount),
            ],
            self.shipping_address.as_ref(),
            Some(&self.products),
        )
    }
}

/// What became of a purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(
    clippy::large_enum_variant,
    reason = "made once a call and taken apart at once; a box would only be in the way"
)]
pub enum Earned {
    /// The order.
    Order(OrderAnswer),
    /// The customer's account is not active yet: Points keeps the purchase, and gives no uuid.
    PendingActivation {
        /// `pending_earning_order.id`, which no documented call takes.
        id: Option<String>,
        /// `merchant_order_number`.
        order_number: Option<String>,
        /// `total_price`.
        total_price: Option<Amount>,
        /// `total_points`.
        total_points: Option<Points>,
        /// The JSON text of the answer's `data`, as received.
        raw: String,
        /// When it was asked for and came.
        timing: Timing,
    },
}

/// Points for a rating (live site, mid-2026). Only `review_reference`, the key against
/// duplicates, is known to us of its body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RatingRequest {
    /// The shop's own reference of the review.
    pub review_reference: String,
    /// Every other field, as Points' documentation of the day names it.
    #[serde(flatten)]
    pub further: Map<String, Value>,
}

impl RatingRequest {
    /// Checks what is known: a reference, and given once.
    pub fn validate(&self) -> Result<(), InvalidRequest> {
        let field = "review_reference";
        if self.review_reference.trim().is_empty() {
            Err(InvalidRequest::new(field, "is required"))
        } else if self.further.contains_key(field) {
            Err(InvalidRequest::new(field, "is given twice"))
        } else {
            Ok(())
        }
    }
}

/// What Points answered to a rating. Its shape is not known to us, so it is kept as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingAnswer {
    /// What the answer says was earned, where it looks like the answer to an earning order.
    pub earned: Option<Earned>,
    /// The JSON text of the answer's `data`, as received; none when it has none.
    pub raw: Option<String>,
    /// When it was asked for and came.
    pub timing: Timing,
}

impl Client {
    /// `POST /orders/earning`. To be sent one at a time: calls collide on the merchant's lock
    /// (429).
    pub async fn earn(&self, earning: &EarningRequest) -> Result<Earned, ApiError> {
        let name = "POST /orders/earning";
        earning.validate().map_err(|error| error.into_error(name))?;
        let request = self
            .request(Method::POST, name, &["orders", "earning"])
            .with_body(earning)?;
        self.call(request, read_earned).await
    }

    /// `POST /orders/earning/store-rating`.
    pub async fn rate_store(&self, rating: &RatingRequest) -> Result<RatingAnswer, ApiError> {
        self.rate("POST /orders/earning/store-rating", "store-rating", rating)
            .await
    }

    /// `POST /orders/earning/product-rating`.
    pub async fn rate_product(&self, rating: &RatingRequest) -> Result<RatingAnswer, ApiError> {
        let name = "POST /orders/earning/product-rating";
        self.rate(name, "product-rating", rating).await
    }

    async fn rate(
        &self,
        name: &'static str,
        call: &'static str,
        rating: &RatingRequest,
    ) -> Result<RatingAnswer, ApiError> {
        rating.validate().map_err(|error| error.into_error(name))?;
        let request = self
            .request(Method::POST, name, &["orders", "earning", call])
            .with_body(rating)?;
        self.call(request, |envelope, timing| {
            envelope.confirms().then(|| RatingAnswer {
                earned: read_earned(envelope, timing),
                raw: envelope.resource().map(str::to_owned),
                timing,
            })
        })
        .await
    }
}

fn read_earned(envelope: &Envelope<'_>, timing: Timing) -> Option<Earned> {
    let raw = envelope.resource()?;
    let data: Value = serde_json::from_str(raw).ok()?;
    if data.get("pending_client_activation") != Some(&Value::Bool(true)) {
        return read_order(envelope, timing).map(Earned::Order);
    }
    let field = |name| match data.get("pending_earning_order")?.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    Some(Earned::PendingActivation {
        id: field("id"),
        order_number: field("merchant_order_number"),
        total_price: field("total_price").and_then(|text| text.parse().ok()),
        total_points: field("total_points").and_then(|text| text.parse().ok()),
        raw: raw.to_owned(),
        timing,
    })
}
