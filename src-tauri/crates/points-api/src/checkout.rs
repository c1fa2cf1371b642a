//! Opening a checkout (API documentation, "Begin checkout"), with the public key alone.

use reqwest::Method;
use serde::Serialize;
use serde_json::{Map, Value};
use url::Url;

use crate::amount::Halalas;
use crate::client::Client;
use crate::failure::ApiError;
use crate::invalid::{self, InvalidRequest};
use crate::phone::PhoneNumber;
use crate::secret::PublicKey;
use crate::transport::Timing;

const NAME_CHARACTERS: usize = 255;
const CITY_CHARACTERS: usize = 100;
const ADDRESS_LINE_CHARACTERS: usize = 255;

/// One line of a purchase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProductLine {
    /// What it is.
    pub product_name: String,
    /// For one piece, in halalas; not negative.
    #[serde(serialize_with = "invalid::sar")]
    pub product_price: Halalas,
    /// At least 1.
    pub quantity: u32,
}

/// Where the parcel goes. Each part may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ShippingAddress {
    /// At most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// At most 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line1: Option<String>,
}

/// A checkout to open. Amounts are in halalas and not negative.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct CheckoutRequest {
    /// What the customer is to pay.
    #[serde(serialize_with = "invalid::sar")]
    pub total_price: Halalas,
    /// The shop's own number. Points strips a leading `#`.
    pub order_number: String,
    /// The customer's mobile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<PhoneNumber>,
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
    /// The lines; left out, or at least one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub products: Option<Vec<ProductLine>>,
    /// Whatever the merchant wants stored with the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    /// Where the customer is sent afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback_url: Option<Url>,
}

impl CheckoutRequest {
    /// Checks the documented limits.
    pub fn validate(&self) -> Result<(), InvalidRequest> {
        purchase(
            &self.order_number,
            self.name.as_deref(),
            [
                ("total_price", Some(self.total_price)),
                ("shipping_amount", self.shipping_amount),
                ("tax_amount", self.tax_amount),
                ("discount_amount", self.discount_amount),
            ],
            self.shipping_address.as_ref(),
            self.products.as_deref(),
        )
    }
}

/// The limits that checkout and earning share.
pub(crate) fn purchase(
    order_number: &str,
    name: Option<&str>,
    amounts: [(&'static str, Option<Halalas>); 4],
    address: Option<&ShippingAddress>,
    products: Option<&[ProductLine]>,
) -> Result<(), InvalidRequest> {
    if order_number.trim().trim_start_matches('#').is_empty() {
        return Err(InvalidRequest::new("order_number", "is required"));
    }
    invalid::at_most("name", name, NAME_CHARACTERS)?;
    for (field, amount) in amounts {
        invalid::not_negative(field, amount)?;
    }
    if let Some(ShippingAddress { city, line1 }) = address {
        invalid::at_most("shipping_address.city", city.as_deref(), CITY_CHARACTERS)?;
        let line1 = line1.as_deref();
        invalid::at_most("shipping_address.line1", line1, ADDRESS_LINE_CHARACTERS)?;
    }
    let Some(products) = products else {
        return Ok(());
    };
    if products.is_empty() {
        return Err(InvalidRequest::new("products", "must not be an empty list"));
    }
    for line in products {
        if line.product_name.trim().is_empty() {
            return Err(InvalidRequest::new("products.product_name", "is required"));
        }
        invalid::not_negative("products.product_price", Some(line.product_price))?;
        if line.quantity == 0 {
            return Err(InvalidRequest::new(
                "products.quantity",
                "must be at least 1",
            ));
        }
    }
    Ok(())
}

/// Where the customer pays. Points gives no uuid with it: the order is known only once an event
/// or the callback names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckoutLink {
    /// `checkout_url`: https, or http on this machine when the API is there too.
    pub url: Url,
    /// When it was asked for and came.
    pub timing: Timing,
}

impl Client {
    /// `POST /orders/checkout/{publicKey}`. Never carries the private key. A refused key is the
    /// public one here; a 400 whose message is not documented counts as a refused rule, since no
    /// other call proves a public key.
    pub async fn begin_checkout(
        &self,
        public_key: &PublicKey,
        checkout: &CheckoutRequest,
    ) -> Result<CheckoutLink, ApiError> {
        let name = "POST /orders/checkout/{publicKey}";
        checkout
            .validate()
            .map_err(|error| error.into_error(name))?;
        let segments = ["orders", "checkout", public_key.as_str()];
        let request = self
            .request(Method::POST, name, &segments)
            .without_key()
            .with_body(checkout)?;
        let plain_allowed = self.base_url().is_loopback();
        self.call(request, |envelope, timing| {
            let data: Value = serde_json::from_str(envelope.resource()?).ok()?;
            let url = Url::parse(data.get("checkout_url")?.as_str()?).ok()?;
            let safe = url.scheme() == "https" || (plain_allowed && url.scheme() == "http");
            // The page opens this address: a file or a script must not come through.
            safe.then_some(CheckoutLink { url, timing })
        })
        .await
    }
}
