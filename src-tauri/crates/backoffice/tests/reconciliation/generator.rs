//! A shop's rows and the orders at Points, made up from a seed, of which it is known what they come
//! to.

use backoffice::view::{CaseClass, ShopStatus};
use points_api::OrderUuid;
use uuid::Uuid;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// When all is looked through, UTC milliseconds.
pub(crate) const NOW: i64 = 1_790_000_000_000;

/// When the shop's file was written.
pub(crate) const FILE: i64 = NOW - HOUR;

/// When every order was read last.
pub(crate) const READ: i64 = NOW - MINUTE;

/// One number of the shop: its row, its orders, and what they come to.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) number: String,
    pub(crate) row: Option<Row>,
    pub(crate) orders: Vec<Made>,
    /// The one case of all of them; none: nothing needs explaining.
    pub(crate) expected: Option<CaseClass>,
}

/// A row of the shop's file.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) uuid: Option<OrderUuid>,
    pub(crate) has_number: bool,
    pub(crate) status: ShopStatus,
    pub(crate) halalas: i64,
    pub(crate) opened_at: i64,
}

/// An order at Points.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) uuid: OrderUuid,
    pub(crate) financial: &'static str,
    /// By when it was so.
    pub(crate) since: i64,
    pub(crate) shipping: Option<&'static str>,
    pub(crate) shipped_since: i64,
    pub(crate) halalas: i64,
    pub(crate) created_at: i64,
    /// Events by name, with when they came.
    pub(crate) events: Vec<(&'static str, i64)>,
    pub(crate) is_gone: bool,
    pub(crate) given_up: bool,
    pub(crate) code_unsure: bool,
}

/// Numbers from a seed; the same ones for the same seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to and without `below`.
    pub(crate) fn below(&mut self, below: u64) -> u64 {
        self.next() % below.max(1)
    }

    fn minutes(&mut self, below: u64) -> i64 {
        i64::try_from(self.below(below)).unwrap() * MINUTE
    }

    fn uuid(&mut self) -> OrderUuid {
        let bits = (u128::from(self.next()) << 64) | u128::from(self.next());
        Uuid::from_u128(bits).into()
    }
}

/// So many lines, most of which need nothing, as in a shop that is well.
pub(crate) fn lines(seed: u64, count: usize) -> Vec<Line> {
    let mut dice = Dice::new(seed);
    (0..count).map(|place| line(&mut dice, place)).collect()
}

/// How many lines with a case come round before the first comes again.
const RECIPES: usize = 21;

fn line(dice: &mut Dice, place: usize) -> Line {
    // One in four is a case, each in its turn.
    if place.is_multiple_of(4) {
        unwell(dice, place, (place / 4) % RECIPES)
    } else {
        well(dice, place)
    }
}

/// An amount that no other line has, so that no two are taken for each other by it.
fn amount(place: usize) -> i64 {
    5_000 + i64::try_from(place).unwrap() * 13
}

fn pair(dice: &mut Dice, place: usize, financial: &'static str, status: ShopStatus) -> Line {
    let created_at = NOW - 6 * HOUR - dice.minutes(6 * 60);
    let uuid = dice.uuid();
    let is_open = financial == "new";
    let since = if is_open {
        created_at
    } else {
        created_at + MINUTE + dice.minutes(60)
    };
    let event = match financial {
        "new" => None,
        "partially_refunded" | "fully_refunded" => Some("refunded"),
        other => Some(other),
    };
    Line {
        number: format!("{}", 100_000 + place),
        row: Some(Row {
            // Some shops keep the uuid, others only the number.
            uuid: (dice.below(3) > 0).then_some(uuid),
            has_number: true,
            status,
            halalas: amount(place),
            opened_at: created_at - dice.minutes(3),
        }),
        orders: vec![Made {
            uuid,
            financial,
            since,
            shipping: None,
            shipped_since: since + MINUTE,
            halalas: amount(place),
            created_at,
            events: event
                .map(|name| (name, since + 1_000))
                .into_iter()
                .collect(),
            is_gone: false,
            given_up: false,
            code_unsure: false,
        }],
        expected: None,
    }
}

fn well(dice: &mut Dice, place: usize) -> Line {
    use ShopStatus as S;
    let (financial, status, shipping) = match dice.below(8) {
        0 => ("cancelled", S::Cancelled, None),
        1 => ("fully_refunded", S::Refunded, None),
        2 => ("authorized", S::Pending, None),
        3 => ("captured", S::Paid, None),
        4 => ("approved", S::Paid, Some("ready_shipping")),
        5 => ("captured", S::Paid, Some("delivery_is_in_progress")),
        6 => ("partially_refunded", S::Paid, Some("delivered")),
        _ => ("captured", S::Other, Some("code:3")),
    };
    let mut line = pair(dice, place, financial, status);
    line.orders[0].shipping = shipping;
    line
}

fn expecting(mut line: Line, class: CaseClass) -> Line {
    line.expected = Some(class);
    line
}

fn unwell(dice: &mut Dice, place: usize, recipe: usize) -> Line {
    use CaseClass as C;
    use ShopStatus as S;
    let change = |line: Line, class, change: &dyn Fn(&mut Line)| {
        let mut line = expecting(line, class);
        change(&mut line);
        line
    };
    match recipe {
        0 => expecting(pair(dice, place, "captured", S::Pending), C::PaidNotInShop),
        1 => expecting(
            pair(dice, place, "approved", S::Cancelled),
            C::PaidNotInShop,
        ),
        2 => change(
            pair(dice, place, "fully_refunded", S::Refunded),
            C::MovingInVain,
            &|line| line.orders[0].shipping = Some("delivery_is_in_progress"),
        ),
        3 => {
            let mut line = expecting(pair(dice, place, "captured", S::Paid), C::PaidTwice);
            let mut second = line.orders[0].clone();
            second.uuid = dice.uuid();
            second.created_at += 7 * MINUTE;
            second.since += 7 * MINUTE;
            line.row.as_mut().unwrap().uuid = Some(line.orders[0].uuid);
            line.orders.push(second);
            line
        }
        4 => {
            let by = 1 + i64::try_from(dice.below(500)).unwrap();
            change(
                pair(dice, place, "captured", S::Paid),
                C::AmountDiffers,
                &|line| {
                    line.row.as_mut().unwrap().halalas -= by;
                },
            )
        }
        5 => change(
            pair(dice, place, "new", S::Pending),
            C::AmountChanged,
            &|line| {
                line.row.as_mut().unwrap().halalas += 1;
            },
        ),
        6 => change(
            pair(dice, place, "authorized", S::Pending),
            C::ReservedAgeing,
            &|line| age(line, 2 * DAY),
        ),
        7 => expecting(
            pair(dice, place, "authorized", S::Cancelled),
            C::ReservedAgeing,
        ),
        8 => expecting(pair(dice, place, "new", S::Pending), C::UnpaidAgeing),
        9 => expecting(pair(dice, place, "new", S::Paid), C::PaidInShopOnly),
        10 => change(
            pair(dice, place, "new", S::Pending),
            C::EventsAhead,
            &|line| {
                let at = line.orders[0].created_at + MINUTE;
                line.orders[0].events = vec![("captured", at)];
            },
        ),
        11 => change(
            pair(dice, place, "captured", S::Paid),
            C::WebhookLost,
            &|line| {
                line.orders[0].events.clear();
            },
        ),
        12 => change(
            pair(dice, place, "captured", S::Paid),
            C::ShippingNotBegun,
            &|line| age(line, 4 * DAY),
        ),
        13 => change(
            pair(dice, place, "new", S::Pending),
            C::NoLongerRead,
            &|line| {
                age(line, 29 * DAY);
                line.orders[0].given_up = true;
            },
        ),
        14 => change(pair(dice, place, "captured", S::Paid), C::Gone, &|line| {
            line.orders[0].is_gone = true;
        }),
        15 => {
            let mut line = expecting(pair(dice, place, "new", S::Cancelled), C::NumberShared);
            line.orders[0].financial = "cancelled";
            line.orders[0].events = vec![("cancelled", line.orders[0].created_at + MINUTE)];
            let mut second = line.orders[0].clone();
            second.uuid = dice.uuid();
            second.created_at += MINUTE;
            line.orders.push(second);
            line.row.as_mut().unwrap().uuid = None;
            line
        }
        16 => change(
            pair(dice, place, "captured", S::Paid),
            C::ShippingCodeUnsure,
            &|line| {
                line.orders[0].shipping = Some("code:7");
                line.orders[0].code_unsure = true;
            },
        ),
        17 => change(
            pair(dice, place, "new", S::Other),
            C::StatusUnclear,
            &|line| line.orders[0].financial = "under_dispute",
        ),
        18 => change(
            pair(dice, place, "new", S::Pending),
            C::NoPointsId,
            &|line| {
                line.orders.clear();
                line.row.as_mut().unwrap().uuid = None;
            },
        ),
        19 => change(
            pair(dice, place, "captured", S::Paid),
            C::PointsOnly,
            &|line| {
                line.row = None;
            },
        ),
        _ => expecting(pair(dice, place, "captured", S::Refunded), C::Unclassified),
    }
}

/// The same, so much earlier.
fn age(line: &mut Line, by: i64) {
    if let Some(row) = &mut line.row {
        row.opened_at -= by;
    }
    for order in &mut line.orders {
        order.created_at -= by;
        order.since -= by;
        order.shipped_since -= by;
        for (_, at) in &mut order.events {
            *at -= by;
        }
    }
}
