//! What the facts come to: where the money and the parcel are, and what the shop says that counts.

use points_api::{FinancialStatus, OrderType, ShippingStatus};

use super::lifecycle::{Told, agrees, may_become, told};
use super::{CaseFacts, CheckoutFacts, EventFacts, OrderFacts, ReadFacts, SiblingOrder};
use crate::view::{ActionKind, ShopStatus};

/// Where the money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Money {
    /// Points has not said, or in a word that is not known.
    Unsaid,
    /// `new`.
    Unpaid,
    /// `authorized`.
    Reserved,
    /// `approved` or `captured`. Of an order that earns points: the points were added.
    Paid,
    /// `partially_refunded`.
    PartlyRefunded,
    /// `cancelled`.
    Cancelled,
    /// `fully_refunded`.
    Refunded,
}

impl Money {
    fn of(word: Option<&str>) -> Self {
        match word.map(FinancialStatus::from) {
            None | Some(FinancialStatus::Other(_)) => Self::Unsaid,
            Some(FinancialStatus::New) => Self::Unpaid,
            Some(FinancialStatus::Authorized) => Self::Reserved,
            Some(FinancialStatus::Approved | FinancialStatus::Captured) => Self::Paid,
            Some(FinancialStatus::PartiallyRefunded) => Self::PartlyRefunded,
            Some(FinancialStatus::Cancelled) => Self::Cancelled,
            Some(FinancialStatus::FullyRefunded) => Self::Refunded,
        }
    }

    /// Whether the merchant has the money, or most of it.
    pub(super) fn is_there(self) -> bool {
        matches!(self, Self::Paid | Self::PartlyRefunded)
    }

    /// Whether the customer may still pay, or the merchant still take it.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Unpaid | Self::Reserved)
    }

    /// Whether it came to nothing.
    pub(super) fn has_ended(self) -> bool {
        matches!(self, Self::Cancelled | Self::Refunded)
    }
}

/// Where the parcel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parcel {
    /// A number or a word that nobody knows.
    Unsaid,
    /// Nothing was begun.
    NotBegun,
    /// Papers, packed, or on its way.
    GoesOn,
    /// With the customer.
    Delivered,
    /// Called off.
    Stopped,
}

impl Parcel {
    fn of(word: Option<&str>) -> Self {
        match word.map(ShippingStatus::from) {
            None | Some(ShippingStatus::New) => Self::NotBegun,
            Some(
                ShippingStatus::LicenseInProgress
                | ShippingStatus::ReadyShipping
                | ShippingStatus::DeliveryIsInProgress,
            ) => Self::GoesOn,
            Some(ShippingStatus::Delivered) => Self::Delivered,
            Some(ShippingStatus::Cancelled) => Self::Stopped,
            Some(ShippingStatus::Other(_)) => Self::Unsaid,
        }
    }
}

/// The facts, and what they come to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) facts: &'a CaseFacts,
    pub(super) checkout: Option<&'a CheckoutFacts>,
    /// The order.
    pub(super) order: Option<&'a OrderFacts>,
    pub(super) money: Money,
    pub(super) parcel: Parcel,
    /// What the shop says, where that is newer than what happened at Points.
    pub(super) shop: Option<ShopStatus>,
}

impl<'a> Known<'a> {
    pub(super) fn of(facts: &'a CaseFacts) -> Self {
        let order = facts.order.as_ref();
        let checkout = facts.checkout.as_ref();
        let word = |status: Option<&'a super::StatusFacts>| status.map(|known| known.word.as_str());
        let money = Money::of(word(order.and_then(|known| known.financial.as_ref())));
        let parcel = Parcel::of(word(order.and_then(|known| known.shipping.as_ref())));
        Self {
            facts,
            checkout,
            order,
            money,
            parcel,
            shop: order
                .zip(checkout)
                .and_then(|(order, checkout)| shop_says(order, checkout, money)),
        }
    }

    /// Whether the order only adds points.
    pub(super) fn is_earning(&self) -> bool {
        self.order
            .is_some_and(|order| is_earning(order.order_type.as_deref()))
    }

    /// Whether the shop has given it up.
    pub(super) fn shop_gave_up(&self) -> bool {
        matches!(
            self.shop,
            Some(ShopStatus::Cancelled | ShopStatus::Refunded)
        )
    }

    /// Since when it is open: its creation, or where Points did not tell, when the desk began to
    /// watch it.
    pub(super) fn opened_at(&self) -> Option<i64> {
        self.order.map(opened_at)
    }

    /// How long ago something was, milliseconds.
    pub(super) fn age(&self, moment: i64) -> i64 {
        self.facts.now.saturating_sub(moment)
    }

    /// The answer of Points that was asked for last.
    pub(super) fn last_read(&self) -> Option<&'a ReadFacts> {
        self.order?.reads.iter().max()
    }

    /// Whether Points was asked after the shop's file was written.
    pub(super) fn is_read_since_file(&self) -> bool {
        match (self.last_read(), self.checkout) {
            (Some(read), Some(checkout)) => read.asked_at >= checkout.as_of,
            _ => true,
        }
    }

    /// Whether an action of one of these kinds is under way.
    pub(super) fn is_asked(&self, kinds: &[ActionKind]) -> bool {
        self.order
            .is_some_and(|order| order.asked.iter().any(|asked| kinds.contains(&asked.kind)))
    }

    /// Other orders of Points under the same number that are about the same, money or points, and
    /// that Points still knows.
    pub(super) fn sibling_orders(&self) -> impl Iterator<Item = &'a SiblingOrder> {
        let is_about_points = self.is_earning();
        self.facts
            .siblings
            .iter()
            .filter_map(|sibling| sibling.order.as_ref())
            .filter(move |order| {
                !order.is_gone && is_earning(order.order_type.as_deref()) == is_about_points
            })
    }

    /// Whether another attempt under the number was paid or reserved.
    pub(super) fn another_has_money(&self) -> bool {
        self.sibling_orders()
            .map(sibling_money)
            .any(|money| money.is_there() || money == Money::Reserved)
    }

    /// The first event that a later read of Points does not agree with.
    pub(super) fn event_ahead(&self) -> Option<&'a EventFacts> {
        let order = self.order?;
        let read = self.last_read()?;
        let status = FinancialStatus::from(read.financial.as_deref()?);
        order
            .events
            .iter()
            .filter(|event| event.heard_at < read.asked_at && !agrees(&told(event), &status))
            .min()
    }

    /// The read that the last one cannot have followed.
    pub(super) fn impossible_step(&self) -> Option<&'a ReadFacts> {
        let order = self.order?;
        let last = self.last_read()?;
        let now = FinancialStatus::from(last.financial.as_deref()?);
        order
            .reads
            .iter()
            .filter(|read| read.heard_at <= last.asked_at)
            .filter(|read| {
                read.financial
                    .as_deref()
                    .is_some_and(|before| !may_become(&FinancialStatus::from(before), &now))
            })
            .max()
    }

    /// Whether what was heard of the money contradicts itself: then nothing is recommended that
    /// rests on it.
    pub(super) fn is_money_doubtful(&self) -> bool {
        self.event_ahead().is_some() || self.impossible_step().is_some()
    }

    /// When Points told that it took the payment back by itself, unless it was paid again after.
    pub(super) fn reversed_at(&self) -> Option<i64> {
        let order = self.order?;
        let reversed = order
            .events
            .iter()
            .filter(|event| told(event) == Told::Reversed)
            .map(|event| event.heard_at)
            .max()?;
        let is_paid_again = order.events.iter().any(|event| {
            event.heard_at > reversed
                && matches!(
                    told(event),
                    Told::Status(FinancialStatus::Approved | FinancialStatus::Captured)
                )
        });
        (!is_paid_again).then_some(reversed)
    }

    /// What Points has less what the shop has, where both are known and differ, and the shop's file
    /// is newer than the order.
    pub(super) fn difference(&self) -> Option<i64> {
        let (order, checkout) = self.order.zip(self.checkout)?;
        let is_about_it = checkout.origin == crate::view::CheckoutOrigin::App
            || checkout.as_of > opened_at(order);
        let points = order.total_halalas?;
        let shop = checkout.amount_halalas?;
        let difference = points.saturating_sub(shop);
        (is_about_it && difference != 0).then_some(difference)
    }

    /// The amount that it is about: what Points has, else the shop.
    pub(super) fn halalas(&self) -> Option<i64> {
        self.order
            .and_then(|order| order.total_halalas)
            .or_else(|| self.checkout?.amount_halalas)
    }
}

/// Where the money of another order is.
pub(super) fn sibling_money(order: &SiblingOrder) -> Money {
    Money::of(order.financial.as_deref())
}

fn is_earning(order_type: Option<&str>) -> bool {
    order_type == Some(OrderType::Earning.as_str())
}

/// Since when an order is open.
pub(super) fn opened_at(order: &OrderFacts) -> i64 {
    order.created_at.unwrap_or(order.tracked_at)
}

/// A file that is not newer than what happened says nothing of it.
fn shop_says(order: &OrderFacts, checkout: &CheckoutFacts, money: Money) -> Option<ShopStatus> {
    let happened_at = if money.is_there() {
        order
            .paid_since
            .or(order.financial.as_ref().map(|status| status.since))
    } else {
        order.financial.as_ref().map(|status| status.since)
    }?;
    checkout
        .status
        .filter(|status| *status != ShopStatus::Other)
        .filter(|_| checkout.as_of > happened_at)
}
