//! The states of an order: known words, and whatever else Points may send, as received.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Declares an enum over API words with a last variant that keeps an unknown word as it came.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
            /// A word this version does not know, as received.
            Other(String),
        }

        impl $name {
            /// The words that the documentation lists, in its order.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant,)+];

            /// The API's own word.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other(word) => word,
                }
            }

            /// Whether the documentation lists this word.
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Other(_))
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                match word {
                    $($word => Self::$variant,)+
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl FromStr for $name {
            type Err = Infallible;

            fn from_str(word: &str) -> Result<Self, Infallible> {
                Ok(Self::from(word))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(|word| Self::from(word.as_str()))
            }
        }
    };
}

words! {
    /// `order_status`: where the money stands (API documentation, "Order lifecycle").
    FinancialStatus {
        /// Made, not paid.
        New = "new",
        /// A paid checkout, or an earning order.
        Approved = "approved",
        /// Reserved, not yet taken.
        Authorized = "authorized",
        /// Taken.
        Captured = "captured",
        /// Ended without payment.
        Cancelled = "cancelled",
        /// Given back in full.
        FullyRefunded = "fully_refunded",
        /// Given back in part.
        PartiallyRefunded = "partially_refunded",
    }
}

words! {
    /// `type`: 1 or "earning", 2 or "replacing".
    OrderType {
        /// The customer earned points.
        Earning = "earning",
        /// The customer spent points, money, or both.
        Replacing = "replacing",
    }
}

words! {
    /// The six words of the shipping life cycle, which is separate from the money.
    ShippingStatus {
        /// Received.
        New = "new",
        /// Paperwork or licensing.
        LicenseInProgress = "license_in_progress",
        /// Packed, handed to the carrier.
        ReadyShipping = "ready_shipping",
        /// In transit.
        DeliveryIsInProgress = "delivery_is_in_progress",
        /// With the customer.
        Delivered = "delivered",
        /// The shipping was called off; says nothing about the money.
        Cancelled = "cancelled",
    }
}

/// The shipping status as it came: reads give an integer whose meaning is documented nowhere,
/// webhooks and our own updates a word.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ShippingState {
    /// The backend's number.
    Code(i64),
    /// The word.
    Word(ShippingStatus),
}
