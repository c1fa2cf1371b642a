//! How a row of the shop and its order stand, and what is to be found of them: a row for each class of
//! cases, and rows that need nothing.

use backoffice::view::CaseClass;

/// How a row and its order stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) order: Standing,
    /// What the shop's file says; none: it has no such row.
    pub(crate) shop: Option<&'static str>,
    /// What the shop has less than Points, halalas.
    pub(crate) less: i64,
    pub(crate) names: Names,
    /// What is to be found; none: nothing needs explaining.
    pub(crate) class: Option<CaseClass>,
}

/// What of an order the shop's file tells beside its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// The uuid, but for every third row.
    Mostly,
    /// The uuid.
    Uuid,
    /// Nothing.
    Number,
}

/// An order at Points: its money and its parcel.
#[derive(Debug, Clone, Copy)]
pub(crate) struct State {
    pub(crate) financial: &'static str,
    pub(crate) shipping: &'static str,
}

/// What became of a row's order at Points.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Standing {
    /// It is so, and its event came.
    Told(State),
    /// The same, but it changed only yesterday.
    ToldYesterday(State),
    /// It is so, and its event got lost.
    Untold(State),
    /// There are two of it, so many minutes apart.
    Twice(State, i64),
    /// Its event told that it was captured; who reads it is told that it is new.
    TakenBack,
    /// Open for longer than the desk reads an order by itself, and last read long ago.
    LongUnread,
    /// Points answers with another value in one field.
    Overlaid(State, &'static str, Overlay),
    /// Another merchant's, or nobody's: Points answers with 404.
    Elsewhere,
    /// The shop does not know it, and no event told of it.
    Nowhere,
}

/// What stands in the place of a field.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Overlay {
    Word(&'static str),
    Code(i64),
}

/// The code whose evidence contradicts itself.
pub(crate) const UNSURE_CODE: i64 = 77;

const fn state(financial: &'static str, shipping: &'static str) -> State {
    State {
        financial,
        shipping,
    }
}

const DELIVERED: State = state("captured", "delivered");
const UNPAID: State = state("new", "new");

const fn row(order: Standing, shop: &'static str) -> Kind {
    Kind {
        order,
        shop: Some(shop),
        less: 0,
        names: Names::Mostly,
        class: None,
    }
}

/// The row in which a class occurs. A class without one does not compile.
pub(crate) fn row_of(class: CaseClass) -> Kind {
    use CaseClass as C;
    use Standing as S;
    let row = match class {
        C::PaidNotInShop => row(S::Told(DELIVERED), "pending"),
        C::MovingInVain => row(
            S::Told(state("cancelled", "delivery_is_in_progress")),
            "cancelled",
        ),
        C::PaidTwice => Kind {
            names: Names::Uuid,
            ..row(S::Twice(DELIVERED, 7), "paid")
        },
        C::AmountDiffers => Kind {
            less: 1,
            ..row(S::Told(DELIVERED), "paid")
        },
        C::AmountChanged => Kind {
            less: -5_000,
            ..row(S::Told(UNPAID), "pending")
        },
        C::ReservedAgeing => row(S::Told(state("authorized", "new")), "pending"),
        C::UnpaidAgeing => row(S::Told(UNPAID), "pending"),
        C::PaidInShopOnly => row(S::Told(UNPAID), "paid"),
        C::EventsAhead => row(S::TakenBack, "pending"),
        C::WebhookLost => row(S::Untold(DELIVERED), "paid"),
        C::ShippingNotBegun => row(S::Told(state("captured", "new")), "paid"),
        C::NoLongerRead => row(S::LongUnread, "pending"),
        C::Gone => Kind {
            names: Names::Uuid,
            ..row(S::Elsewhere, "paid")
        },
        C::NumberShared => Kind {
            names: Names::Number,
            ..row(S::Twice(state("cancelled", "new"), 1), "cancelled")
        },
        C::ShippingCodeUnsure => row(
            S::Overlaid(DELIVERED, "status", Overlay::Code(UNSURE_CODE)),
            "paid",
        ),
        C::StatusUnclear => row(
            S::Overlaid(UNPAID, "order_status", Overlay::Word("under_dispute")),
            "pending",
        ),
        C::NoPointsId => row(S::Nowhere, "pending"),
        C::PointsOnly => Kind {
            shop: None,
            ..row(S::Told(DELIVERED), "")
        },
        C::Unclassified => row(S::Told(DELIVERED), "refunded"),
    };
    Kind {
        class: Some(class),
        ..row
    }
}

/// Rows that are as they should be.
const SOUND: [Kind; 6] = [
    row(Standing::Told(DELIVERED), "paid"),
    row(
        Standing::Told(state("approved", "delivery_is_in_progress")),
        "paid",
    ),
    row(Standing::Told(state("cancelled", "new")), "cancelled"),
    row(Standing::Told(state("fully_refunded", "new")), "refunded"),
    row(
        Standing::Told(state("partially_refunded", "delivered")),
        "paid",
    ),
    // Paid for a day, and not shipped yet.
    row(Standing::ToldYesterday(state("captured", "new")), "paid"),
];

/// So many rows go round before the first kind comes again. Most need nothing, as in a shop that is
/// well.
const ROUND: usize = 50;

/// The kind of the row at this place of the file.
pub(crate) fn kind_of(place: usize) -> Kind {
    match CaseClass::ALL.get(place % ROUND) {
        Some(class) => row_of(*class),
        None => SOUND[place % SOUND.len()],
    }
}
