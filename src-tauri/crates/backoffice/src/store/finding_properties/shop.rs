//! The orders that are searched, filtered and sorted.

use points_api::OrderUuid;
use rusqlite::Transaction;
use serde_json::json;

use super::super::{Heard, observations, watches};
use super::{HOUR, NOW, ORDERS};
use crate::fold::{Projection, Source, fold};
use crate::schedule::DueClass;

/// An order, as somebody who looks at it sees it.
pub(super) struct Seen {
    pub(super) id: i64,
    pub(super) checked_at: i64,
    pub(super) noted: bool,
    pub(super) row: Projection,
}

pub(super) fn fill(transaction: &Transaction<'_>) -> Vec<Seen> {
    let mut orders = Vec::new();
    for number in 0..ORDERS {
        let mut bytes = [7; 16];
        bytes[0] = number;
        bytes[15] = number.wrapping_mul(89);
        let uuid = OrderUuid::from_bytes(bytes);
        let (_, place) = watches::track(transaction, uuid, "paste", DueClass::Rest, 1).unwrap();
        place.unwrap().write(transaction).unwrap();
        let id = watches::id_of(transaction, uuid).unwrap();
        let mut row = Projection::of(&uuid.to_string(), &fold(&[]));
        let mut checked_at = 0;
        // Every eleventh was never read.
        if number % 11 != 5 {
            checked_at = NOW - i64::from(number % 23) * HOUR;
            let heard = heard(uuid, number, checked_at);
            row = observations::record(transaction, &heard).unwrap().after;
        }
        // One note is there, one was taken away, and some orders have both.
        let noted = number % 7 == 3;
        for (written, removed) in [(noted, false), (number % 5 == 2, true)] {
            if written {
                transaction
                    .execute(
                        "INSERT INTO notes (order_id, text, written_at, removed_at)
                         VALUES (?1, 'x', 1, iif(?2, 2, NULL))",
                        (id, removed),
                    )
                    .unwrap();
            }
        }
        orders.push(Seen {
            id,
            checked_at,
            noted,
            row,
        });
    }
    orders
}

fn heard(uuid: OrderUuid, number: u8, at: i64) -> Heard {
    let n = usize::from(number);
    let order_type = ["earning", "replacing", "earning", "earning", "gift"][n % 5];
    let status = ["new", "captured", "captured", "cancelled", "authorized"][n * 3 % 14 % 5];
    let product = ["قهوة سعودية", "Oud oil", "تمر", "ModelCup7 oud"][n % 4];
    let note = ["هدية", "gift wrap", ""][n / 4 % 3];
    let mut order = json!({
        "uuid": uuid.to_string(),
        "order_number": format!("NKH-{}", 1000 + n * 7 % 149),
        "reference_number": format!("PT{}", 70_000 - n),
        "type": order_type,
        "order_status": status,
        "total_points": (n % 6).to_string(),
        "items": [{"product_name": product, "product_price": 1, "quantity": 1}],
        "metadata": {"note": note, "phone": format!("+966 50{:07}", n * 7_919)},
    });
    match n % 4 {
        0 => order["status"] = json!(n % 3),
        1 => order["status"] = json!("delivered"),
        _ => order["status"] = json!("ready_shipping"),
    }
    if n % 13 != 4 {
        order["total_price"] = json!(format!("{}.50", n * 37 % 90));
    }
    if n % 17 != 3 {
        // Several in one second.
        let created = (NOW - i64::from(number / 3) * HOUR).div_euclid(1_000);
        let created = chrono::DateTime::from_timestamp(created, 0).unwrap();
        order["created_at"] = json!(created.to_rfc3339());
    }
    if n % 11 != 2 {
        let updated = (NOW - i64::from(number) * 7 % 53 * HOUR).div_euclid(1_000);
        let updated = chrono::DateTime::from_timestamp(updated, 0).unwrap();
        order["updated_at"] = json!(updated.to_rfc3339());
    }
    Heard {
        uuid,
        source: Source::Read,
        event: None,
        raw: order.to_string(),
        asked_at: at,
        heard_at: at,
        points_time: Some(at),
    }
}
