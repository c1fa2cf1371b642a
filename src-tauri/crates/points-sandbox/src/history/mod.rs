//! The past of the demo shop. Nothing of it is stored: order `index` is computed from the seed
//! whenever somebody asks, so a million orders cost no memory until they are touched.

mod calendar;
mod catalogue;
mod identity;
mod plan;

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Duration, Utc};
use serde_json::{Map, Value};
use uuid::Uuid;

use self::calendar::Calendar;
pub(crate) use self::plan::Plan;
use self::plan::{FORGOTTEN, Fate, RECENT};
use crate::dice::Dice;
use crate::order::{FinancialStatus, Item, Label, Order, OrderKind, points_for};

const FIRST_ID: u64 = 48_200;
const FIRST_NUMBER: u64 = 10_000;

/// The generated orders: index 0 is the oldest.
#[derive(Clone, Debug)]
pub(crate) struct History {
    seed: u64,
    count: u64,
    reference: DateTime<Utc>,
    calendar: Calendar,
    recent: u64,
    forgotten: HashMap<u64, Fate>,
}

impl History {
    /// `count` orders up to a few minutes before `reference`.
    pub(crate) fn new(seed: u64, count: u64, reference: DateTime<Utc>) -> Self {
        let recent = (count / 2).min(u64::try_from(RECENT.len()).unwrap_or(0));
        let days = i64::try_from(count / 60).unwrap_or(1_000).clamp(61, 1_000);
        let mut history = Self {
            seed,
            count,
            reference,
            calendar: Calendar::new(reference - Duration::hours(3), days),
            recent,
            forgotten: HashMap::new(),
        };
        for &fate in FORGOTTEN {
            let moment = reference - Duration::minutes(fate.age_minutes);
            if let Some(index) = history.last_before(moment) {
                history.forgotten.entry(index).or_insert(fate);
            }
        }
        history
    }

    pub(crate) const fn count(&self) -> u64 {
        self.count
    }

    pub(crate) fn uuid(&self, index: u64) -> Uuid {
        identity::uuid_of(self.seed, index)
    }

    pub(crate) fn index(&self, uuid: Uuid) -> Option<u64> {
        identity::index_of(self.seed, uuid).filter(|&index| index < self.count)
    }

    /// The `id` and the number of the next order after the history.
    pub(crate) const fn next_id(&self) -> u64 {
        FIRST_ID + self.count
    }

    /// What became of an order; far cheaper than the whole order.
    pub(crate) fn plan(&self, index: u64) -> Plan {
        let mut dice = Dice::new(self.seed, index.wrapping_mul(2));
        let fate = self.fate(index);
        let created_at = match fate {
            Some(fate) if index >= self.spread() => {
                let offset = i64::try_from(dice.below(50_000_000)).unwrap_or(0);
                self.reference - Duration::minutes(fate.age_minutes)
                    + Duration::microseconds(offset)
            }
            _ => self.spread_time(index, dice.below(1_000)),
        };
        plan::plan(created_at, self.reference, fate, &mut dice)
    }

    /// The whole order.
    pub(crate) fn order(&self, index: u64) -> Order {
        let plan = self.plan(index);
        let mut dice = Dice::new(self.seed, index.wrapping_mul(2).wrapping_add(1));
        let items = items(&mut dice);
        let goods: i64 = items
            .iter()
            .map(|item| item.price_halalas * i64::try_from(item.quantity).unwrap_or(1))
            .sum();
        let shipping_fee = if goods < 20_000 {
            dice.pick(&[0, 1_500, 2_250, 2_900])
        } else {
            0
        };
        let discount = if dice.chance(18) {
            goods * dice.pick(&[5, 10, 15]) / 100
        } else {
            0
        };
        let total_halalas = goods + shipping_fee - discount;
        let doubled = dice.chance(6);
        let refunded_halalas = match plan.financial {
            FinancialStatus::FullyRefunded => total_halalas,
            FinancialStatus::PartiallyRefunded => {
                total_halalas * dice.pick(&[20, 30, 50, 75]) / 100
            }
            _ => 0,
        };
        let settled = plan.financial.is_paid()
            && self.reference - plan.created_at > Duration::days(21)
            && dice.chance(85);
        let reason = (refunded_halalas > 0 || plan.financial == FinancialStatus::Cancelled)
            .then(|| dice.pick_skewed(catalogue::REASONS).to_owned());
        let custom_label = (plan.shipping.is_some() && dice.chance(4)).then(|| {
            let (ar, en) = dice.pick(catalogue::CUSTOM_LABELS);
            Label {
                ar: ar.to_owned(),
                en: en.to_owned(),
            }
        });
        Order {
            id: FIRST_ID + index,
            uuid: self.uuid(index),
            order_number: order_number(index),
            reference_number: (!dice.chance(3))
                .then(|| reference_number(plan.created_at, FIRST_ID + index)),
            kind: plan.kind,
            financial: plan.financial,
            shipping: plan.shipping,
            custom_label,
            total_halalas,
            points_hundredths: points_for(total_halalas) * if doubled { 2 } else { 1 },
            refunded_halalas,
            completed: plan.kind == OrderKind::Replacing && plan.financial.is_paid(),
            payment_method: None,
            reason,
            settlement_status: settled.then(|| "settled".to_owned()),
            metadata: metadata(&mut dice),
            items: if dice.chance(6) { Vec::new() } else { items },
            created_at: plan.created_at,
            updated_at: plan.updated_at,
            extra: Map::new(),
        }
    }

    fn fate(&self, index: u64) -> Option<Fate> {
        if index >= self.spread() {
            let from_newest = usize::try_from(self.count.saturating_sub(index + 1)).ok()?;
            return RECENT.get(from_newest).copied();
        }
        self.forgotten.get(&index).copied()
    }

    /// How many orders the calendar spreads out; the rest are the recent ones.
    const fn spread(&self) -> u64 {
        self.count - self.recent
    }

    fn spread_time(&self, index: u64, jitter: u64) -> DateTime<Utc> {
        self.calendar.time_of(index, self.spread(), jitter)
    }

    /// The last spread order that was surely created before `moment`.
    fn last_before(&self, moment: DateTime<Utc>) -> Option<u64> {
        let (mut low, mut high) = (0, self.spread());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.spread_time(middle, 999) <= moment {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.checked_sub(1)
    }
}

/// Order numbers of the shop share a prefix.
pub(crate) fn order_number(index: u64) -> String {
    format!("NKH-{}", FIRST_NUMBER + index)
}

/// Points' own reference (dossier, "The order": "REF-2024-001234").
pub(crate) fn reference_number(created_at: DateTime<Utc>, id: u64) -> String {
    format!("REF-{}-{id:06}", created_at.year())
}

fn items(dice: &mut Dice) -> Vec<Item> {
    // About one order in 700 is a wedding or an office: 120 lines.
    let lines = match dice.below(700) {
        0 => 120,
        1..=250 => 1,
        251..=480 => 2,
        481..=600 => 3,
        _ => 4 + dice.below(5),
    };
    (0..lines)
        .map(|_| {
            let (name, price_halalas) = dice.pick_skewed(catalogue::PRODUCTS);
            Item {
                product_name: name.to_owned(),
                price_halalas,
                quantity: 1 + dice.skewed(5),
            }
        })
        .collect()
}

fn metadata(dice: &mut Dice) -> Option<Map<String, Value>> {
    if dice.chance(12) {
        return None;
    }
    let mut fields = Map::new();
    let mut put = |key: &str, value: String| fields.insert(key.to_owned(), Value::String(value));
    put("cart_id", format!("c_{:08x}", dice.roll() >> 32));
    put(
        "sales_channel",
        dice.pick_skewed(catalogue::CHANNELS).to_owned(),
    );
    if dice.chance(85) {
        let names = if dice.chance(75) {
            catalogue::ARABIC_NAMES
        } else {
            catalogue::LATIN_NAMES
        };
        put("customer_name", dice.pick_skewed(names).to_owned());
    }
    if dice.chance(80) {
        put("city", dice.pick_skewed(catalogue::CITIES).to_owned());
    }
    if dice.chance(28) {
        put("customer_note", dice.pick(catalogue::NOTES).to_owned());
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]
    use super::*;

    #[test]
    fn a_few_orders_are_giants_and_totals_come_from_the_items() {
        let history = History::new(1, 3_000, "2026-11-23T20:15:00Z".parse().unwrap());
        let mut giants = 0;
        for index in 0..history.count() {
            let order = history.order(index);
            assert_eq!(history.index(order.uuid), Some(index));
            assert!(order.refunded_halalas <= order.total_halalas);
            if order.items.is_empty() {
                continue;
            }
            giants += i32::from(order.items.len() == 120);
            let goods: i64 = order
                .items
                .iter()
                .map(|item| item.price_halalas * i64::try_from(item.quantity).unwrap())
                .sum();
            // At most 15 % off, at most 29 SAR for the parcel.
            assert!((goods * 85 / 100..=goods + 2_900).contains(&order.total_halalas));
        }
        assert!((1..20).contains(&giants), "{giants}");
        assert_eq!(history.index(history.uuid(3_000)), None, "beyond the past");
    }
}
