//! Webhooks as Points sends them about orders of several items, each of other content.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::dice::Dice;
use crate::vocabulary::{CITIES, FAMILY_NAMES, FIRST_NAMES, NOTES, PRODUCTS};

/// So many are made up; each delivery is one of them with a number of its own.
const PATTERNS: u64 = 256;

/// What stands where the number comes, in the uuid's last part.
const NUMBER: &str = "000000000000";

/// Bodies of two to four kilobytes.
pub(crate) struct Bodies {
    patterns: Vec<(Vec<u8>, usize)>,
    next: AtomicU64,
}

impl Default for Bodies {
    fn default() -> Self {
        Self {
            patterns: (0..PATTERNS).map(pattern).collect(),
            next: AtomicU64::new(1),
        }
    }
}

impl Bodies {
    /// Appends one that was never there before to a request whose head says its length.
    pub(crate) fn append(&self, to: &mut Vec<u8>, head: impl FnOnce(&mut Vec<u8>, usize)) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let chosen = usize::try_from(number % PATTERNS).unwrap_or_default();
        let Some((pattern, place)) = self.patterns.get(chosen) else {
            return;
        };
        head(to, pattern.len());
        let (before, after) = pattern.split_at(*place);
        to.extend_from_slice(before);
        to.extend_from_slice(format!("{number:012}").as_bytes());
        to.extend_from_slice(after.get(NUMBER.len()..).unwrap_or_default());
    }
}

/// The text, and where the number stands in it.
fn pattern(n: u64) -> (Vec<u8>, usize) {
    let mut dice = Dice::new(n);
    let wanted = 2_000 + dice.index(2_000);
    let mut items = Vec::new();
    let mut text = String::new();
    while text.len() < wanted {
        items.push(format!(
            r#"{{"product_name":"{}","product_price":"{}.{:02}","quantity":{},"note":"{}"}}"#,
            dice.pick_skewed(PRODUCTS),
            10 + dice.below(600),
            dice.below(100),
            1 + dice.below(3),
            dice.pick(NOTES),
        ));
        text = whole(n, &items.join(","), &mut Dice::new(n));
    }
    let place = text.find(NUMBER).unwrap_or_default();
    (text.into_bytes(), place)
}

fn whole(n: u64, items: &str, dice: &mut Dice) -> String {
    let (first, family) = (
        dice.pick_skewed(FIRST_NAMES),
        dice.pick_skewed(FAMILY_NAMES),
    );
    let city = dice.pick_skewed(CITIES);
    format!(
        r#"{{"event":"shipping_status_updated","order":{{"id":"3f2b8c1e-5d4a-4f7b-9c0d-{NUMBER}","reference_number":"PAP{:09}","order_number":"NKH-{}","order_status":"captured","status":"ready_shipping","type":"replacing","total_price":"{}.50","total_points":"{}.00","payment_status":"fully_paid","metadata":{{"customer":"{first} {family}","city":"{city}","cart_id":"{n}"}},"created_at":"2026-11-23T09:00:00.000000Z","updated_at":"2026-11-23T09:05:00.000000Z","items":[{items}]}},"timestamp":"2026-11-23T09:05:01Z"}}"#,
        26_000_000 + n,
        100_000 + n,
        100 + n,
        1_000 + n,
    )
}
