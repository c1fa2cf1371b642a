//! Typed client of the Points API (`papp.sa`), as its public documentation describes it.
//!
//! This crate knows the wire: identifiers, amounts, statuses, the envelope, and what a failure
//! means for the caller. It knows no database and no user interface.

mod amount;
mod base_url;
mod checkout;
mod client;
mod earning;
mod envelope;
mod failure;
mod identifier;
mod invalid;
mod network;
mod order;
mod order_calls;
pub mod phone;
pub mod redact;
mod secret;
mod status;
mod transport;
mod verdict;
mod webhook;

pub use amount::{Amount, Halalas, Points, UnreadableAmount};
pub use base_url::{BaseUrl, InvalidBaseUrl};
pub use checkout::{CheckoutLink, CheckoutRequest, ProductLine, ShippingAddress};
pub use client::{Client, KeyProof};
pub use earning::{Earned, EarningRequest, RatingAnswer, RatingRequest};
pub use failure::{ApiError, Effect, Failure, NetworkFault};
pub use identifier::{InvalidUuid, OrderUuid};
pub use invalid::InvalidRequest;
pub use order::{Carried, ObservedItem, ObservedOrder, UnreadableOrder};
pub use order_calls::{OrderAnswer, PaymentMethod, ShippingUpdate};
pub use secret::{KeyShape, PrivateKey, PublicKey, WebhookSecret};
pub use status::{FinancialStatus, OrderType, ShippingState, ShippingStatus};
pub use transport::{ClientOptions, ClientSetupError, Timing};
pub use webhook::{NewWebhook, Webhook, WebhookChange, WebhookPage, WebhookUuid};
