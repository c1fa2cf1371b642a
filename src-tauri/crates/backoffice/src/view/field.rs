//! The names of an order's fields.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A field of the order, named as in the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldName {
    /// `order_number`.
    OrderNumber,
    /// `reference_number`.
    ReferenceNumber,
    /// `type`.
    #[serde(rename = "type")]
    OrderType,
    /// `order_status`.
    #[serde(rename = "order_status")]
    FinancialStatus,
    /// `status`.
    #[serde(rename = "status")]
    Shipping,
    /// `status_label`.
    #[serde(rename = "status_label")]
    ShippingLabel,
    /// `custom_status.ar`.
    #[serde(rename = "custom_status.ar")]
    CustomLabelAr,
    /// `custom_status.en`.
    #[serde(rename = "custom_status.en")]
    CustomLabelEn,
    /// `total_price`.
    TotalPrice,
    /// `total_points`.
    TotalPoints,
    /// `settlement_status`.
    SettlementStatus,
    /// `payment_status`.
    PaymentStatus,
    /// `reason`.
    Reason,
    /// `refund_amount`.
    RefundAmount,
    /// `refund_points`.
    RefundPoints,
    /// `left_amount`.
    LeftAmount,
    /// `left_points`.
    LeftPoints,
    /// `created_at`.
    CreatedAt,
    /// `updated_at`.
    UpdatedAt,
    /// `items`.
    Items,
    /// `metadata`.
    Metadata,
}
