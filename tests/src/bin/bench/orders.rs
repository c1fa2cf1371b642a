//! Orders like a shop's, made to order: number `n` is the same in every run.

use std::fmt::Write as _;

use backoffice::fold::Source;
use backoffice::store::Heard;
use points_api::OrderUuid;

use crate::clock::{NOW, PAST};
use crate::dice::Dice;
use crate::vocabulary::{
    CITIES, FAMILY_NAMES, FINANCIAL, FIRST_NAMES, NOTES, PRODUCTS, SHIPPING, SYLLABLES,
};

/// Changes whenever the generated orders do.
pub(crate) const VERSION: u32 = 2;

/// One order in so many is a giant.
const GIANTS: u64 = 5_000;

/// What is asked for in searches.
pub(crate) struct Facts {
    pub(crate) uuid: OrderUuid,
    pub(crate) number: String,
    pub(crate) reference: String,
    pub(crate) maker: String,
    created_at: i64,
    dice: Dice,
}

impl Facts {
    /// Order `n` out of `of`, the oldest first.
    pub(crate) fn new(n: u64, of: u64) -> Self {
        let mut dice = Dice::new(n);
        let bits = (u128::from(dice.roll()) << 64) | u128::from(dice.roll());
        let uuid = uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid();
        let place = i128::from(n) * i128::from(PAST) / i128::from(of.max(1));
        let age = PAST - i64::try_from(place).unwrap_or_default();
        let jitter = i64::try_from(dice.below(3_600_000)).unwrap_or_default();
        Self {
            uuid: OrderUuid::from(uuid),
            number: format!("NKH-{}", 100_000 + n),
            reference: format!("PAP{:09}", 26_000_000 + n * 7 + dice.below(7)),
            maker: maker(&mut dice),
            created_at: (NOW - age - jitter) / 1_000 * 1_000,
            dice,
        }
    }

    /// A read of it. Each revision says something else.
    pub(crate) fn read(&self, revision: u64, at: i64) -> Heard {
        Heard {
            uuid: self.uuid,
            source: Source::Read,
            event: None,
            raw: self.json(revision),
            asked_at: at - 200,
            heard_at: at,
            points_time: Some((at - 300) / 1_000 * 1_000),
        }
    }

    /// The order as the API answers it, about 590 bytes; giants are some hundred times that.
    fn json(&self, revision: u64) -> String {
        let mut dice = self.dice.clone();
        let giant = dice.below(GIANTS) == 0;
        let lines = if giant {
            200 + dice.index(200)
        } else {
            1 + dice.skewed_index(4)
        };
        let mut total = 0;
        let mut items = String::new();
        for line in 0..lines {
            let price = 1_000 + dice.below(60_000);
            let quantity = 1 + dice.below(3);
            total += price * quantity;
            let comma = if line == 0 { "" } else { "," };
            let maker = if line == 0 {
                self.maker.clone()
            } else {
                maker(&mut dice)
            };
            append(
                &mut items,
                format_args!(
                    "{comma}{{\"product_name\":\"{} {maker}\",\"product_price\":{}.{:02},\"quantity\":{quantity}}}",
                    dice.pick_skewed(PRODUCTS),
                    price / 100,
                    price % 100,
                ),
            );
        }
        let customer = format!(
            "{} {}",
            dice.pick_skewed(FIRST_NAMES),
            dice.pick_skewed(FAMILY_NAMES)
        );
        let phone = 500_000_000 + dice.below(100_000_000);
        let city = dice.pick_skewed(CITIES);
        let note = if dice.below(4) == 0 {
            dice.pick(NOTES)
        } else {
            ""
        };
        // Of its own roll: whether points are earned or spent says nothing of what came of an order.
        let order_type = 1 + dice.below(10) / 8;
        let mut chance = dice.clone();
        for _ in 0..revision {
            chance.roll();
        }
        let financial = weighted(FINANCIAL, chance.below(1_000));
        let shipping = weighted(SHIPPING, chance.below(1_000));
        let updated_at =
            self.created_at + 60_000 + i64::try_from(revision).unwrap_or_default() * 1_000;
        format!(
            "{{\"id\":{},\"uuid\":\"{}\",\"reference_number\":\"{}\",\"order_status\":\"{financial}\",\
             \"order_number\":\"{}\",\"type\":{},\"total_price\":{}.{:02},\"total_points\":{}.{},\
             \"metadata\":{{\"customer\":\"{customer}\",\"phone\":\"+966{phone}\",\"city\":\"{city}\",\"note\":\"{note}\"}},\
             \"date\":\"2026-01-01\",\"time\":\"05:50 am\",\"since\":\"2 days ago\",\"settlement_status\":null,\
             \"status\":{shipping},\"created_at\":\"{}\",\"updated_at\":\"{}\",\"items\":[{items}]}}",
            self.number.len(),
            self.uuid,
            self.reference,
            self.number,
            order_type,
            total / 100,
            total % 100,
            total / 10,
            total % 10,
            iso(self.created_at),
            iso(updated_at),
        )
    }
}

/// A maker's name: one of some ten thousand.
fn maker(dice: &mut Dice) -> String {
    let length = 2 + dice.index(2);
    (0..length).map(|_| dice.pick_skewed(SYLLABLES)).collect()
}

fn weighted<'a>(choices: &[(&'a str, u64)], mut at: u64) -> &'a str {
    for (choice, weight) in choices {
        if at < *weight {
            return choice;
        }
        at -= weight;
    }
    ""
}

fn iso(milliseconds: i64) -> String {
    chrono::DateTime::from_timestamp_millis(milliseconds)
        .map(|time| time.format("%Y-%m-%dT%H:%M:%SZ").to_string())
        .unwrap_or_default()
}

fn append(to: &mut String, text: std::fmt::Arguments<'_>) {
    if to.write_fmt(text).is_err() {
        unreachable!("a string takes every text");
    }
}
