//! What is asked, and what is known of the order, as far as the policy needs it.

use points_api::{Carried, FinancialStatus, ObservedOrder, ShippingState, ShippingStatus};

use super::class::{Class, class_of};
use super::history::History;
use crate::fold::{shipping_key, shipping_state};
use crate::settling::Evidence;
use crate::store::ShippingCodes;
use crate::view::{ActionKind, ErrorCode, SeenOrder};

/// What a person asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// What it asks for.
    pub kind: ActionKind,
    /// The shipping status, in the API's word; none where only labels change.
    pub target: Option<String>,
    /// The Arabic and the English label.
    pub labels: [Option<String>; 2],
    /// A refund in part: how much, halalas; none: all of it. A purchase: its total.
    pub amount_halalas: Option<i64>,
    /// The mark at the end of a refund's reason.
    pub mark: Option<String>,
    /// The shop's number; a purchase is known again by it.
    pub order_number: Option<String>,
    /// The order as the person saw it.
    pub seen: Option<SeenOrder>,
    /// The order as it was known when an earlier action of its lane was settled after this one was
    /// asked; none: there was no such action. What the desk did itself surprises nobody: the second
    /// of two refunds finds the order refunded in part.
    pub led_to: Option<SeenOrder>,
}

impl Intent {
    /// How it may be repeated.
    pub fn class(&self) -> Class {
        class_of(self.kind, self.amount_halalas.is_some())
    }

    pub(super) fn label(&self, index: usize) -> Option<&str> {
        self.labels.get(index).and_then(Option::as_deref)
    }

    /// What is known of the order, held against this.
    pub(super) fn evidence<'a>(
        &'a self,
        before: Option<&SeenOrder>,
        now: Option<ShippingState>,
        labels_now: [Carried<&'a str>; 2],
        codes: &'a ShippingCodes,
    ) -> Evidence<'a> {
        Evidence {
            target: self.target.as_deref(),
            labels: [self.label(0), self.label(1)],
            before: before
                .and_then(|before| before.shipping.as_deref())
                .and_then(shipping_state),
            now,
            labels_now,
            codes,
        }
    }
}

/// An order as Points answered a read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known<'a> {
    /// `order_status`.
    pub financial: Option<FinancialStatus>,
    /// The shipping status, as word or code.
    pub shipping: Option<ShippingState>,
    /// The Arabic and the English label.
    pub labels: [Carried<&'a str>; 2],
    /// The total, halalas, where exact.
    pub total_halalas: Option<i64>,
    /// Whether some event ever said `completed`, which no read shows.
    pub is_completed: bool,
    /// What codes mean.
    pub codes: &'a ShippingCodes,
    /// When the read was asked for, UTC milliseconds.
    pub asked_at: i64,
}

impl<'a> Known<'a> {
    /// What an answer tells.
    pub fn from_answer(
        order: &'a ObservedOrder,
        is_completed: bool,
        codes: &'a ShippingCodes,
        asked_at: i64,
    ) -> Self {
        Self {
            financial: order.financial_status.value().cloned(),
            shipping: order.shipping.value().cloned(),
            labels: labels(order),
            total_halalas: total(order),
            is_completed,
            codes,
            asked_at,
        }
    }

    /// What matters of it.
    pub fn as_seen(&self) -> SeenOrder {
        SeenOrder {
            financial: self.financial.as_ref().map(ToString::to_string),
            shipping: self.shipping.as_ref().map(shipping_key),
            total_halalas: self.total_halalas,
        }
    }

    pub(super) fn word(&self) -> Option<ShippingStatus> {
        self.shipping
            .as_ref()
            .and_then(|state| word_of(state, self.codes))
    }
}

/// The order as it was before the request left, by the best that is known.
pub(super) fn before<'a>(intent: &'a Intent, history: &'a History) -> Option<&'a SeenOrder> {
    let desk = history.before.as_ref().or(intent.led_to.as_ref());
    desk.or(intent.seen.as_ref())
}

/// What a shipping status means, where that is known.
pub(super) fn word_of(state: &ShippingState, codes: &ShippingCodes) -> Option<ShippingStatus> {
    match state {
        ShippingState::Word(word) => Some(word.clone()),
        ShippingState::Code(code) => codes.word(*code).cloned(),
    }
}

pub(super) fn labels(order: &ObservedOrder) -> [Carried<&str>; 2] {
    [&order.custom_label_ar, &order.custom_label_en].map(|label| match label {
        Carried::Value(text) => Carried::Value(text.as_str()),
        Carried::Null => Carried::Null,
        Carried::Absent => Carried::Absent,
    })
}

pub(super) fn total(order: &ObservedOrder) -> Option<i64> {
    order
        .total_price
        .value()
        .and_then(|price| price.halalas)
        .map(|halalas| halalas.0)
}

/// Why a person has to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A parcel was to move, and the order was cancelled.
    OrderCancelled,
    /// A parcel was to move, and money went back.
    OrderRefunded,
    /// The parcel is further along already, or its shipping was called off.
    ShippingMovedOn,
    /// The money is not where it was.
    MoneyMoved,
    /// The order costs something else.
    TotalChanged,
    /// It was to be cancelled, and the parcel has left.
    ParcelLeft,
    /// The order was never read.
    NotRead,
    /// Points still shows what it showed before.
    StillAsBefore,
    /// What Points shows can neither confirm nor deny it.
    CannotTell,
}

impl Reason {
    /// The code that the page has words for. Nothing has been sent where the order changed; the
    /// decision shows the order before and now, so one code says it.
    pub fn code(self) -> &'static str {
        match self {
            Self::OrderCancelled
            | Self::OrderRefunded
            | Self::ShippingMovedOn
            | Self::MoneyMoved
            | Self::TotalChanged
            | Self::ParcelLeft => "order_changed",
            Self::NotRead | Self::CannotTell => "read_cannot_tell",
            Self::StillAsBefore => "read_shows_old_status",
        }
    }

    /// The failure, where it is one of the codes of failures.
    pub fn error_code(self) -> Option<ErrorCode> {
        (self.code() == "order_changed").then_some(ErrorCode::OrderChanged)
    }
}
