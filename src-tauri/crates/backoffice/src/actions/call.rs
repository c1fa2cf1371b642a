//! An action as a request to Points.

use points_api::{
    ApiError, CheckoutLink, CheckoutRequest, Client, Earned, EarningRequest, Halalas, OrderAnswer,
    OrderUuid, PaymentMethod, PublicKey, ShippingStatus, ShippingUpdate,
};
use serde_json::{Map, Value, json};

use super::policy::with_mark;
use super::purchase::{checkout, earning};
use crate::store::ActionRecord;
use crate::view::{ActionKind, ErrorCode, PurchaseRequest};

/// One request, ready to be sent.
#[derive(Debug, Clone)]
pub(super) enum Call {
    /// On an order.
    OnOrder(OrderUuid, OrderCall),
    /// `POST /orders/earning`.
    Earning(Box<EarningRequest>),
    /// `POST /orders/checkout/{publicKey}`.
    Checkout(PublicKey, Box<CheckoutRequest>),
}

/// What is asked of an order.
#[derive(Debug, Clone)]
pub(super) enum OrderCall {
    Shipping(ShippingUpdate),
    Authorize,
    Capture,
    Complete(Option<PaymentMethod>),
    Cancel(Option<String>),
    Refund(Option<Halalas>, Option<String>),
}

/// A success of Points.
#[derive(Debug)]
pub(super) enum Said {
    Order(OrderAnswer),
    Earned(Earned),
    Link(CheckoutLink),
}

impl Call {
    /// The request of an action, or why there is none.
    pub(super) fn of(
        action: &ActionRecord,
        public_key: Option<&PublicKey>,
    ) -> Result<Self, ErrorCode> {
        let purchase = || {
            let text = action.purchase.as_deref().unwrap_or_default();
            serde_json::from_str::<PurchaseRequest>(text).map_err(|_| ErrorCode::DatabaseFailed)
        };
        match action.kind {
            ActionKind::Earning => {
                let request = earning(&purchase()?).map_err(|_| ErrorCode::PurchaseInvalid)?;
                Ok(Self::Earning(Box::new(request)))
            }
            ActionKind::Checkout => {
                let key = public_key.ok_or(ErrorCode::PublicKeyMissing)?;
                let request = checkout(&purchase()?).map_err(|_| ErrorCode::PurchaseInvalid)?;
                Ok(Self::Checkout(key.clone(), Box::new(request)))
            }
            _ => {
                let order = action.order.ok_or(ErrorCode::DatabaseFailed)?;
                Ok(Self::OnOrder(order, OrderCall::of(action)?))
            }
        }
    }

    /// Method and path template, as the log names it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::OnOrder(_, call) => call.name(),
            Self::Earning(_) => "POST /orders/earning",
            Self::Checkout(..) => "POST /orders/checkout/{publicKey}",
        }
    }

    /// Whether it carries the private key.
    pub(super) fn is_keyed(&self) -> bool {
        !matches!(self, Self::Checkout(..))
    }

    /// Below the base URL, without any key.
    pub(super) fn path(&self) -> String {
        match self {
            Self::OnOrder(order, call) => format!("/orders/{order}/{}", call.segment()),
            Self::Earning(_) => "/orders/earning".to_owned(),
            Self::Checkout(..) => "/orders/checkout/{publicKey}".to_owned(),
        }
    }

    /// The JSON text; empty where there is none.
    pub(super) fn body(&self) -> Result<String, serde_json::Error> {
        match self {
            Self::OnOrder(_, call) => call.body(),
            Self::Earning(request) => serde_json::to_string(request),
            Self::Checkout(_, request) => serde_json::to_string(request),
        }
    }

    /// Sends it, once.
    pub(super) async fn send(&self, client: &Client) -> Result<Said, ApiError> {
        match self {
            Self::OnOrder(order, call) => call.send(client, *order).await.map(Said::Order),
            Self::Earning(request) => client.earn(request).await.map(Said::Earned),
            Self::Checkout(key, request) => {
                client.begin_checkout(key, request).await.map(Said::Link)
            }
        }
    }
}

impl OrderCall {
    fn of(action: &ActionRecord) -> Result<Self, ErrorCode> {
        let reason = action
            .given_reason
            .clone()
            .filter(|reason| !reason.is_empty());
        Ok(match action.kind {
            ActionKind::Authorize => Self::Authorize,
            ActionKind::Capture => Self::Capture,
            ActionKind::Complete => Self::Complete(match action.payment_method.as_deref() {
                Some(number) => Some(payment_method(number).ok_or(ErrorCode::DatabaseFailed)?),
                None => None,
            }),
            ActionKind::Cancel => Self::Cancel(reason),
            ActionKind::Refund => Self::Refund(
                action.amount_halalas.map(Halalas),
                match &action.mark {
                    Some(mark) => Some(with_mark(reason.as_deref().unwrap_or_default(), mark)),
                    None => reason,
                },
            ),
            ActionKind::Shipping | ActionKind::Earning | ActionKind::Checkout => {
                Self::Shipping(ShippingUpdate {
                    status: action.target.as_deref().map(ShippingStatus::from),
                    name_ar: action.name_ar.clone(),
                    name_en: action.name_en.clone(),
                })
            }
        })
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Shipping(_) => "POST /orders/{uuid}/status",
            Self::Authorize => "POST /orders/{uuid}/authorize",
            Self::Capture => "POST /orders/{uuid}/capture",
            Self::Complete(_) => "POST /orders/{uuid}/complete",
            Self::Cancel(_) => "POST /orders/{uuid}/cancel",
            Self::Refund(..) => "POST /orders/{uuid}/refund",
        }
    }

    fn segment(&self) -> &'static str {
        self.name().rsplit('/').next().unwrap_or_default()
    }

    fn body(&self) -> Result<String, serde_json::Error> {
        let mut body = Map::new();
        match self {
            Self::Shipping(update) => return serde_json::to_string(update),
            Self::Authorize | Self::Capture | Self::Complete(None) => {}
            Self::Complete(Some(method)) => {
                body.insert("payment_method".to_owned(), json!(method));
            }
            Self::Cancel(reason) => insert_reason(&mut body, reason.as_deref()),
            Self::Refund(amount, reason) => {
                if let Some(amount) = amount {
                    let number: serde_json::Number = amount.to_sar().parse()?;
                    body.insert("amount".to_owned(), Value::Number(number));
                }
                insert_reason(&mut body, reason.as_deref());
            }
        }
        if body.is_empty() {
            Ok(String::new())
        } else {
            serde_json::to_string(&body)
        }
    }

    async fn send(&self, client: &Client, order: OrderUuid) -> Result<OrderAnswer, ApiError> {
        match self {
            Self::Shipping(update) => client.update_shipping(order, update).await,
            Self::Authorize => client.authorize(order).await,
            Self::Capture => client.capture(order).await,
            Self::Complete(method) => client.complete(order, *method).await,
            Self::Cancel(reason) => client.cancel(order, reason.as_deref()).await,
            Self::Refund(amount, reason) => client.refund(order, *amount, reason.as_deref()).await,
        }
    }
}

fn insert_reason(body: &mut Map<String, Value>, reason: Option<&str>) {
    if let Some(reason) = reason {
        body.insert("reason".to_owned(), json!(reason));
    }
}

/// The payment method of a number (API documentation, "Complete an order").
pub(crate) fn payment_method(number: &str) -> Option<PaymentMethod> {
    Some(match number {
        "1" => PaymentMethod::Visa,
        "2" => PaymentMethod::Mada,
        "3" => PaymentMethod::ApplePay,
        "4" => PaymentMethod::Mastercard,
        "5" => PaymentMethod::Tabby,
        "6" => PaymentMethod::Dashboard,
        "7" => PaymentMethod::BankTransfer,
        "8" => PaymentMethod::Wallet,
        "9" => PaymentMethod::Cash,
        "10" => PaymentMethod::Tamara,
        _ => return None,
    })
}
