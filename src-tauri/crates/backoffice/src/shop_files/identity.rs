//! What makes a row of one file and a row of the next the same checkout.

use points_api::OrderUuid;

use super::ShopRow;
use crate::riyadh::RiyadhDay;

const MINUTE: i64 = 60_000;

/// What is known of a checkout, to tell whether a row speaks of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownCheckout {
    /// Its uuid, where it is known.
    pub uuid: Option<OrderUuid>,
    /// The shop's number; empty where there is none, as the store keeps it.
    pub order_number: String,
    /// The total, halalas.
    pub amount_halalas: Option<i64>,
    /// When it was ordered, UTC milliseconds.
    pub opened_at: Option<i64>,
}

/// By which a row is known again: its uuid; else its number with amount and minute, so that several
/// attempts under one number stay apart and yet a changed status or name is the same row; else
/// Points' number. None where there is nothing to know it by.
///
/// It is what the store keeps beside a checkout, which is found again by any of [`identities`].
pub fn identity(row: &ShopRow) -> Option<String> {
    identities(row).into_iter().next()
}

/// All by which a row may have been known before, the surest first: a later file that adds the uuid
/// to a known number is found by the second of them, and known by the first from then on. What is
/// found by another than the first and has another uuid is not it.
///
/// A file that lacks the uuid, the amount or the time that an earlier one told is found by none of
/// them; ask [`same_checkout`] then.
pub fn identities(row: &ShopRow) -> Vec<String> {
    let or_none =
        |value: Option<i64>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
    let uuid = row.uuid.map(|uuid| format!("uuid {uuid}"));
    let number = row.order_number.as_ref().map(|number| {
        let minute = row.opened_at.map(|time| time.div_euclid(MINUTE));
        format!(
            "number {number} {} {}",
            or_none(row.amount_halalas),
            or_none(minute)
        )
    });
    let reference = row
        .reference
        .as_ref()
        .map(|reference| format!("reference {reference}"));
    [uuid, number, reference].into_iter().flatten().collect()
}

/// Which of the checkouts with its number a row speaks of, as an index into `known`. None: it is a
/// new one, or could be several of them and says nothing that tells which.
///
/// With two uuids only these count. Else amount and minute must not contradict each other, where
/// both say them; a time at midnight is a day without a time. Where several are possible, only one
/// that says just the same amount and minute is it.
pub fn same_checkout(row: &ShopRow, known: &[KnownCheckout]) -> Option<usize> {
    let by_uuid = known
        .iter()
        .position(|known| known.uuid.is_some() && known.uuid == row.uuid);
    if by_uuid.is_some() {
        return by_uuid;
    }
    let possible = || {
        known
            .iter()
            .enumerate()
            .filter(|(_, known)| is_possible(row, known))
    };
    only(possible()).or_else(|| only(possible().filter(|(_, known)| is_just(row, known))))
}

fn only<'a>(mut found: impl Iterator<Item = (usize, &'a KnownCheckout)>) -> Option<usize> {
    let (place, _) = found.next()?;
    found.next().is_none().then_some(place)
}

fn is_possible(row: &ShopRow, known: &KnownCheckout) -> bool {
    let has_two_uuids = row.uuid.is_some() && known.uuid.is_some();
    let same_amount = row
        .amount_halalas
        .zip(known.amount_halalas)
        .is_none_or(|(a, b)| a == b);
    let same_time = row
        .opened_at
        .zip(known.opened_at)
        .is_none_or(|(a, b)| are_same_time(a, b));
    !has_two_uuids
        && row
            .order_number
            .as_ref()
            .is_some_and(|number| *number == known.order_number)
        && same_amount
        && same_time
}

fn is_just(row: &ShopRow, known: &KnownCheckout) -> bool {
    let minute = |time: Option<i64>| time.map(|time| time.div_euclid(MINUTE));
    row.amount_halalas == known.amount_halalas && minute(row.opened_at) == minute(known.opened_at)
}

fn are_same_time(a: i64, b: i64) -> bool {
    let is_day = |time: i64| RiyadhDay::of(time).starts_at() == time;
    a.div_euclid(MINUTE) == b.div_euclid(MINUTE)
        || ((is_day(a) || is_day(b)) && RiyadhDay::of(a) == RiyadhDay::of(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::ShopStatus;

    /// 2026-11-25 14:03:22 in Riyadh.
    const TIME: i64 = 1_795_604_602_000;

    fn row(number: &str, halalas: i64, time: i64) -> ShopRow {
        ShopRow {
            order_number: Some(number.to_owned()),
            amount_halalas: Some(halalas),
            opened_at: Some(time),
            ..ShopRow::default()
        }
    }

    fn known(row: &ShopRow) -> KnownCheckout {
        KnownCheckout {
            uuid: row.uuid,
            order_number: row.order_number.clone().unwrap_or_default(),
            amount_halalas: row.amount_halalas,
            opened_at: row.opened_at,
        }
    }

    #[test]
    fn attempts_under_one_number_stay_apart_and_a_new_status_changes_nothing() {
        let first = row("1042", 34_800, TIME);
        let second = row("1042", 34_800, TIME + 600_000);
        let other = row("1042", 30_000, TIME);
        assert_ne!(identity(&first), identity(&second));
        assert_ne!(identity(&first), identity(&other));
        let changed = ShopRow {
            status: Some(ShopStatus::Paid),
            customer: Some("Noura".to_owned()),
            row: 7,
            opened_at: Some(TIME - 22_000),
            ..first.clone()
        };
        assert_eq!(identity(&first), identity(&changed));
    }

    #[test]
    fn a_uuid_that_comes_later_is_the_same_row() {
        let first = row("1042", 34_800, TIME);
        let later = ShopRow {
            uuid: Some(OrderUuid::from_bytes([7; 16])),
            ..first.clone()
        };
        assert_ne!(identity(&first), identity(&later));
        assert_eq!(identity(&first).as_ref(), identities(&later).get(1));
        assert_eq!(same_checkout(&later, &[known(&first)]), Some(0));
        assert_eq!(same_checkout(&first, &[known(&later)]), Some(0));
        let other = ShopRow {
            uuid: Some(OrderUuid::from_bytes([8; 16])),
            ..first
        };
        assert_eq!(same_checkout(&other, &[known(&later)]), None);
    }

    #[test]
    fn a_file_that_says_less_speaks_of_the_only_one_it_can() {
        let first = row("1042", 34_800, TIME);
        let second = row("1042", 30_000, TIME + 600_000);
        let all = [known(&first), known(&second)];
        let day = RiyadhDay::of(TIME).starts_at();
        assert_eq!(same_checkout(&row("1042", 30_000, day), &all), Some(1));
        let less = ShopRow {
            opened_at: None,
            ..row("1042", 34_800, 0)
        };
        assert_eq!(same_checkout(&less, &all), Some(0));
        let least = ShopRow {
            amount_halalas: None,
            opened_at: None,
            ..first.clone()
        };
        assert_eq!(same_checkout(&least, &all), None, "it could be both");
        assert_eq!(
            same_checkout(&least, &[known(&first), known(&least)]),
            Some(1)
        );
        assert_eq!(same_checkout(&row("1043", 34_800, TIME), &all), None);
        assert_eq!(same_checkout(&row("1042", 34_801, TIME), &all), None);
    }

    #[test]
    fn without_number_and_uuid_points_number_is_left() {
        let row = ShopRow {
            reference: Some("R-7".to_owned()),
            ..ShopRow::default()
        };
        assert_eq!(identity(&row).as_deref(), Some("reference R-7"));
        assert_eq!(identity(&ShopRow::default()), None);
    }
}
