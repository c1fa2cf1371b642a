//! The classes of cases, each a function of what is known.

mod ageing;
mod amounts;
mod events;
mod numbers;
mod parcel;
mod rest;
mod shop;
mod uncertain;
mod unmatched;

use super::evidence::Differs;
use super::known::Known;
use crate::view::{CaseClass, CaseStep, FactKind};

/// A case, before its evidence is set out.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) class: CaseClass,
    pub(super) since: i64,
    /// None: the order's total, else the shop's.
    pub(super) halalas: Option<i64>,
    pub(super) difference: Option<i64>,
    pub(super) recommended: CaseStep,
    /// Putting off and explaining are offered with every case, behind these.
    pub(super) alternatives: Vec<CaseStep>,
    pub(super) differs: Differs,
}

impl Draft {
    fn of(class: CaseClass, since: i64, recommended: CaseStep) -> Self {
        Self {
            class,
            since,
            halalas: None,
            difference: None,
            recommended,
            alternatives: Vec::new(),
            differs: Differs::default(),
        }
    }

    /// What else can be done.
    fn or(mut self, steps: &[CaseStep]) -> Self {
        self.alternatives.extend_from_slice(steps);
        self
    }

    /// What the shop and Points say differently.
    fn differing(mut self, shop: &'static [FactKind], points: &'static [FactKind]) -> Self {
        self.differs.shop = shop;
        self.differs.points = points;
        self
    }

    /// Events that say otherwise.
    fn differing_events(mut self, names: Vec<String>) -> Self {
        self.differs.events = names;
        self
    }

    fn with_difference(mut self, difference: Option<i64>) -> Self {
        self.difference = difference;
        self
    }

    fn about(mut self, halalas: Option<i64>) -> Self {
        self.halalas = halalas;
        self
    }
}

/// Says whether what is known makes a case of one class.
pub(super) type Find = fn(&Known<'_>) -> Option<Draft>;

/// All of them.
pub(super) const ALL: [Find; 19] = [
    shop::paid_not_in_shop,
    parcel::moving_in_vain,
    numbers::paid_twice,
    amounts::amount_differs,
    amounts::amount_changed,
    ageing::reserved_ageing,
    ageing::unpaid_ageing,
    shop::paid_in_shop_only,
    events::events_ahead,
    events::webhook_lost,
    parcel::shipping_not_begun,
    ageing::no_longer_read,
    uncertain::gone,
    numbers::number_shared,
    uncertain::shipping_code_unsure,
    uncertain::status_unclear,
    unmatched::no_points_id,
    unmatched::points_only,
    rest::unclassified,
];

/// The classes that say the same less clearly, and are left out beside this one. What comes by time
/// alone leaves nothing out, or a case would vanish by getting old.
pub(super) fn said_better_by(class: CaseClass) -> &'static [CaseClass] {
    use CaseClass as C;
    match class {
        C::Gone => &[
            C::PaidNotInShop,
            C::MovingInVain,
            C::PaidTwice,
            C::AmountDiffers,
            C::AmountChanged,
            C::ReservedAgeing,
            C::UnpaidAgeing,
            C::PaidInShopOnly,
            C::EventsAhead,
            C::WebhookLost,
            C::ShippingNotBegun,
            C::NoLongerRead,
            C::NumberShared,
            C::ShippingCodeUnsure,
            C::StatusUnclear,
            C::NoPointsId,
            C::PointsOnly,
            C::Unclassified,
        ],
        C::PaidNotInShop => &[C::ShippingNotBegun, C::WebhookLost, C::Unclassified],
        C::MovingInVain => &[C::PaidInShopOnly, C::WebhookLost, C::Unclassified],
        C::PaidTwice => &[
            C::AmountDiffers,
            C::WebhookLost,
            C::ShippingNotBegun,
            C::NumberShared,
            C::PointsOnly,
            C::Unclassified,
        ],
        C::AmountDiffers => &[C::Unclassified],
        C::AmountChanged => &[C::ReservedAgeing, C::UnpaidAgeing, C::Unclassified],
        C::PaidInShopOnly => &[
            C::AmountChanged,
            C::WebhookLost,
            C::NoLongerRead,
            C::Unclassified,
        ],
        C::EventsAhead => &[
            C::PaidInShopOnly,
            C::NoLongerRead,
            C::StatusUnclear,
            C::Unclassified,
        ],
        C::NoLongerRead => &[
            C::AmountChanged,
            C::ReservedAgeing,
            C::UnpaidAgeing,
            C::WebhookLost,
            C::ShippingNotBegun,
            C::Unclassified,
        ],
        C::NumberShared => &[C::NoPointsId, C::PointsOnly],
        C::StatusUnclear => &[C::WebhookLost, C::NoLongerRead],
        C::PointsOnly => &[C::WebhookLost, C::ShippingNotBegun, C::Unclassified],
        C::ReservedAgeing
        | C::UnpaidAgeing
        | C::WebhookLost
        | C::ShippingNotBegun
        | C::ShippingCodeUnsure
        | C::NoPointsId
        | C::Unclassified => &[],
    }
}
