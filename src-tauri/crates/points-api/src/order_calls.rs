//! The calls on one order (API documentation, "Orders").

use reqwest::Method;
use serde::Serialize;
use serde_json::Value;

use crate::amount::Halalas;
use crate::client::Client;
use crate::envelope::Envelope;
use crate::failure::ApiError;
use crate::identifier::OrderUuid;
use crate::invalid::{self, InvalidRequest};
use crate::order::ObservedOrder;
use crate::status::ShippingStatus;
use crate::transport::Timing;

/// Of a label of a shipping status (live site, mid-2026).
const LABEL_CHARACTERS: usize = 120;
/// Of the reason of a cancel or refund.
const REASON_CHARACTERS: usize = 500;

/// An order as Points just showed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderAnswer {
    /// The order, read.
    pub order: ObservedOrder,
    /// The JSON text of the order object, byte for byte as received.
    pub raw: String,
    /// When it was asked for and came.
    pub timing: Timing,
}

/// A step in the shipping life cycle, a label of one's own, or both. Points translates a missing
/// label by machine.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ShippingUpdate {
    /// The new shipping status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ShippingStatus>,
    /// The label in Arabic, at most 120 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_ar: Option<String>,
    /// The label in English, at most 120 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
}

impl ShippingUpdate {
    /// Checks the documented limits: at least one of the three, a status that the documentation
    /// lists, labels of at most 120 characters.
    pub fn validate(&self) -> Result<(), InvalidRequest> {
        let blank =
            |label: &Option<String>| label.as_deref().is_none_or(|label| label.trim().is_empty());
        if self.status.is_none() && blank(&self.name_ar) && blank(&self.name_en) {
            return Err(InvalidRequest::new("status", "or a label is required"));
        }
        if self
            .status
            .as_ref()
            .is_some_and(|status| !status.is_known())
        {
            return Err(InvalidRequest::new("status", "is not a shipping status"));
        }
        invalid::at_most("name_ar", self.name_ar.as_deref(), LABEL_CHARACTERS)?;
        invalid::at_most("name_en", self.name_en.as_deref(), LABEL_CHARACTERS)
    }
}

/// How an order was paid (API documentation, "Complete an order"): a number in a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum PaymentMethod {
    /// Visa.
    #[serde(rename = "1")]
    Visa,
    /// mada.
    #[serde(rename = "2")]
    Mada,
    /// Apple Pay.
    #[serde(rename = "3")]
    ApplePay,
    /// Mastercard.
    #[serde(rename = "4")]
    Mastercard,
    /// Tabby.
    #[serde(rename = "5")]
    Tabby,
    /// The Points dashboard.
    #[serde(rename = "6")]
    Dashboard,
    /// Bank transfer.
    #[serde(rename = "7")]
    BankTransfer,
    /// Wallet.
    #[serde(rename = "8")]
    Wallet,
    /// Cash.
    #[serde(rename = "9")]
    Cash,
    /// Tamara.
    #[serde(rename = "10")]
    Tamara,
}

#[derive(Serialize)]
struct Completion {
    payment_method: PaymentMethod,
}

#[derive(Serialize)]
struct Reasoned<'a> {
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "invalid::optional_sar"
    )]
    amount: Option<Halalas>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

impl Client {
    /// `GET /orders/{uuid}`.
    pub async fn read_order(&self, uuid: OrderUuid) -> Result<OrderAnswer, ApiError> {
        self.on_order::<()>(Method::GET, "GET /orders/{uuid}", uuid, None, None)
            .await
    }

    /// `POST /orders/{uuid}/status`: the shipping, not the money.
    pub async fn update_shipping(
        &self,
        uuid: OrderUuid,
        update: &ShippingUpdate,
    ) -> Result<OrderAnswer, ApiError> {
        let name = "POST /orders/{uuid}/status";
        update.validate().map_err(|error| error.into_error(name))?;
        self.on_order(Method::POST, name, uuid, Some("status"), Some(update))
            .await
    }

    /// `POST /orders/{uuid}/authorize`.
    pub async fn authorize(&self, uuid: OrderUuid) -> Result<OrderAnswer, ApiError> {
        let name = "POST /orders/{uuid}/authorize";
        self.on_order::<()>(Method::POST, name, uuid, Some("authorize"), None)
            .await
    }

    /// `POST /orders/{uuid}/capture`.
    pub async fn capture(&self, uuid: OrderUuid) -> Result<OrderAnswer, ApiError> {
        let name = "POST /orders/{uuid}/capture";
        self.on_order::<()>(Method::POST, name, uuid, Some("capture"), None)
            .await
    }

    /// `POST /orders/{uuid}/complete`: replacing orders only.
    pub async fn complete(
        &self,
        uuid: OrderUuid,
        payment_method: Option<PaymentMethod>,
    ) -> Result<OrderAnswer, ApiError> {
        let name = "POST /orders/{uuid}/complete";
        let body = payment_method.map(|payment_method| Completion { payment_method });
        self.on_order(Method::POST, name, uuid, Some("complete"), body.as_ref())
            .await
    }

    /// `POST /orders/{uuid}/cancel`, with a reason of at most 500 characters.
    pub async fn cancel(
        &self,
        uuid: OrderUuid,
        reason: Option<&str>,
    ) -> Result<OrderAnswer, ApiError> {
        let name = "POST /orders/{uuid}/cancel";
        self.with_reason(name, uuid, "cancel", None, reason).await
    }

    /// `POST /orders/{uuid}/refund`: all of it without an amount; a reason of at most 500
    /// characters.
    pub async fn refund(
        &self,
        uuid: OrderUuid,
        amount: Option<Halalas>,
        reason: Option<&str>,
    ) -> Result<OrderAnswer, ApiError> {
        let name = "POST /orders/{uuid}/refund";
        self.with_reason(name, uuid, "refund", amount, reason).await
    }

    async fn with_reason(
        &self,
        name: &'static str,
        uuid: OrderUuid,
        call: &'static str,
        amount: Option<Halalas>,
        reason: Option<&str>,
    ) -> Result<OrderAnswer, ApiError> {
        invalid::at_most("reason", reason, REASON_CHARACTERS)
            .and_then(|()| invalid::not_negative("amount", amount))
            .map_err(|error| error.into_error(name))?;
        let body = Reasoned { amount, reason };
        let body = (amount.is_some() || reason.is_some()).then_some(&body);
        self.on_order(Method::POST, name, uuid, Some(call), body)
            .await
    }

    async fn on_order<B: Serialize>(
        &self,
        method: Method,
        name: &'static str,
        uuid: OrderUuid,
        call: Option<&'static str>,
        body: Option<&B>,
    ) -> Result<OrderAnswer, ApiError> {
        let text = uuid.to_string();
        let segments: Vec<&str> = ["orders", &text].into_iter().chain(call).collect();
        let mut request = self.request(method, name, &segments).about(uuid.into());
        if let Some(body) = body {
            request = request.with_body(body)?;
        }
        self.call(request, |envelope, timing| {
            // An answer about another order must never pass for this one's.
            read_order(envelope, timing).filter(|answer| answer.order.uuid == uuid)
        })
        .await
    }
}

pub(crate) fn read_order(envelope: &Envelope<'_>, timing: Timing) -> Option<OrderAnswer> {
    let raw = envelope.resource()?;
    let value: Value = serde_json::from_str(raw).ok()?;
    Some(OrderAnswer {
        order: ObservedOrder::from_json(&value).ok()?,
        raw: raw.to_owned(),
        timing,
    })
}
