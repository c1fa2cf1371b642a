//! The order as Points knows it: the truth behind every answer.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// Whether the order earns points or spends them (dossier, "The order": `type`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OrderKind {
    /// `1` in a read, "earning" in a webhook.
    Earning,
    /// `2` in a read, "replacing" in a webhook.
    #[default]
    Replacing,
}

impl OrderKind {
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Earning => 1,
            Self::Replacing => 2,
        }
    }

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Earning => "earning",
            Self::Replacing => "replacing",
        }
    }
}

/// The money side (dossier, "Financial state").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FinancialStatus {
    #[default]
    New,
    Approved,
    Authorized,
    Captured,
    Cancelled,
    PartiallyRefunded,
    FullyRefunded,
}

impl FinancialStatus {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Approved => "approved",
            Self::Authorized => "authorized",
            Self::Captured => "captured",
            Self::Cancelled => "cancelled",
            Self::PartiallyRefunded => "partially_refunded",
            Self::FullyRefunded => "fully_refunded",
        }
    }

    pub(crate) const fn is_refunded(self) -> bool {
        matches!(self, Self::PartiallyRefunded | Self::FullyRefunded)
    }

    /// Money arrived and has not gone back entirely.
    pub(crate) const fn is_paid(self) -> bool {
        matches!(
            self,
            Self::Approved | Self::Captured | Self::PartiallyRefunded
        )
    }
}

/// The parcel side (dossier, "Shipping state").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ShippingStatus {
    #[default]
    New,
    LicenseInProgress,
    ReadyShipping,
    DeliveryIsInProgress,
    Delivered,
    Cancelled,
}

impl ShippingStatus {
    /// All six words, in the order of the documentation (also of `--shipping-codes`).
    pub(crate) const ALL: [Self; 6] = [
        Self::New,
        Self::LicenseInProgress,
        Self::ReadyShipping,
        Self::DeliveryIsInProgress,
        Self::Delivered,
        Self::Cancelled,
    ];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::LicenseInProgress => "license_in_progress",
            Self::ReadyShipping => "ready_shipping",
            Self::DeliveryIsInProgress => "delivery_is_in_progress",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// The label that Points shows to customers, Arabic and English.
    pub(crate) fn label(self) -> Label {
        let (ar, en) = match self {
            Self::New => ("جديد", "New"),
            Self::LicenseInProgress => ("قيد الترخيص", "Licence in progress"),
            Self::ReadyShipping => ("جاهز للشحن", "Ready for shipping"),
            Self::DeliveryIsInProgress => ("جاري التوصيل", "Out for delivery"),
            Self::Delivered => ("تم التوصيل", "Delivered"),
            Self::Cancelled => ("ملغي", "Cancelled"),
        };
        Label {
            ar: ar.to_owned(),
            en: en.to_owned(),
        }
    }
}

/// A bilingual label (dossier, `POST /orders/{uuid}/status`: `name_ar`, `name_en`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Label {
    pub(crate) ar: String,
    pub(crate) en: String,
}

/// A line of the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Item {
    pub(crate) product_name: String,
    pub(crate) price_halalas: i64,
    pub(crate) quantity: u64,
}

/// One order, complete. Amounts in halalas, points in hundredths, times in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(
    clippy::struct_field_names,
    reason = "`order_number` is the field's name in the API"
)]
pub(crate) struct Order {
    pub(crate) id: u64,
    pub(crate) uuid: Uuid,
    pub(crate) order_number: String,
    pub(crate) reference_number: Option<String>,
    pub(crate) kind: OrderKind,
    pub(crate) financial: FinancialStatus,
    pub(crate) shipping: Option<ShippingStatus>,
    pub(crate) custom_label: Option<Label>,
    pub(crate) total_halalas: i64,
    pub(crate) points_hundredths: i64,
    pub(crate) refunded_halalas: i64,
    /// Marked by `complete`; a read does not show it (dossier, "Financial state").
    pub(crate) completed: bool,
    pub(crate) payment_method: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) settlement_status: Option<String>,
    pub(crate) metadata: Option<Map<String, Value>>,
    pub(crate) items: Vec<Item>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    /// Raw fields laid over every answer about this order, for shapes the rules do not produce.
    pub(crate) extra: Map<String, Value>,
}

/// Points granted for an amount: examples of the documentation show 10 a riyal.
pub(crate) const fn points_for(halalas: i64) -> i64 {
    halalas.saturating_mul(10)
}
