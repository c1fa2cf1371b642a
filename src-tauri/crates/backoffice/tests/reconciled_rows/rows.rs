//! The rows of a shop, their orders at a local Points, and how the desk hears of them: over its inbox, by
//! reads, and from the shop's file.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, SecondsFormat};
use futures_util::StreamExt;
use rusqlite::Connection;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::kinds::{Kind, Names, Overlay, Standing, State, kind_of};
use crate::shop::Shop;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// Four days of rows that are all open for longer than the desk reads an order by itself.
const LONG_AGO: i64 = 35 * DAY;

/// A row of the shop.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) number: String,
    pub(crate) kind: Kind,
    place: usize,
    halalas: i64,
    begun_at: i64,
    /// The orders that Points has of it, the one that the shop means first.
    uuids: Vec<String>,
}

/// An order that is to be made at Points.
struct Order<'a> {
    row: &'a Row,
    state: State,
    created_at: i64,
    changed_at: i64,
    overlaid: Option<(&'static str, Overlay)>,
}

/// So many rows, made at Points: one after the other over four days, the last of them five days ago,
/// no two of one amount. Events come twice and overtake each other; those that are to get lost do.
pub(crate) async fn made(shop: &Shop, rows: usize, now: i64) -> Vec<Row> {
    let deliver = async |habits| shop.control("POST", "/deliveries", habits).await;
    let is_untold = |row: &Row| matches!(row.kind.order, Standing::Untold(_));
    let count = i64::try_from(rows).unwrap();
    deliver(json!({"duplicates": 1, "shuffle_ms": 40})).await;
    let mut rows: Vec<Row> = futures_util::stream::iter(0..rows)
        .map(|place| async move {
            let kind = kind_of(place);
            let nth = i64::try_from(place).unwrap();
            let ago = match kind.order {
                Standing::LongUnread => LONG_AGO,
                _ => 9 * DAY,
            };
            let mut row = Row {
                number: format!("N{place}"),
                kind,
                place,
                halalas: 10_000 + 13 * nth,
                begun_at: now - ago + nth * 4 * DAY / count,
                uuids: Vec::new(),
            };
            if !is_untold(&row) {
                row.uuids = orders_of(shop, &row, now).await;
            }
            row
        })
        .buffered(16)
        .collect()
        .await;
    deliver(json!({"lose_percent": 100})).await;
    for row in rows.iter_mut().filter(|row| is_untold(row)) {
        row.uuids = orders_of(shop, row, now).await;
    }
    deliver(json!({"duplicates": 1, "shuffle_ms": 40})).await;
    rows
}

/// Makes the orders of a row.
async fn orders_of(shop: &Shop, row: &Row, now: i64) -> Vec<String> {
    let one = |state| Order {
        row,
        state,
        created_at: row.begun_at,
        changed_at: row.begun_at + 5 * MINUTE,
        overlaid: None,
    };
    match row.kind.order {
        Standing::Told(state) | Standing::Untold(state) => vec![one(state).make(shop).await],
        Standing::ToldYesterday(state) => {
            let changed_at = now - DAY;
            vec![
                Order {
                    changed_at,
                    ..one(state)
                }
                .make(shop)
                .await,
            ]
        }
        Standing::Twice(state, minutes) => {
            let second = Order {
                created_at: row.begun_at + minutes * MINUTE,
                ..one(state)
            };
            vec![one(state).make(shop).await, second.make(shop).await]
        }
        Standing::TakenBack => {
            let told = one(State {
                financial: "captured",
                shipping: "new",
            });
            let uuid = told.make(shop).await;
            let back = json!({"order_status": "new", "updated_at": time(told.changed_at)});
            shop.control("PATCH", &format!("/orders/{uuid}"), back)
                .await;
            vec![uuid]
        }
        Standing::LongUnread => {
            let unpaid = State {
                financial: "new",
                shipping: "new",
            };
            vec![one(unpaid).make(shop).await]
        }
        Standing::Overlaid(state, field, overlay) => {
            let overlaid = Some((field, overlay));
            vec![
                Order {
                    overlaid,
                    ..one(state)
                }
                .make(shop)
                .await,
            ]
        }
        Standing::Elsewhere => vec![Uuid::from_u128(0xA000 + row.place as u128).to_string()],
        Standing::Nowhere => Vec::new(),
    }
}

impl Order<'_> {
    async fn make(&self, shop: &Shop) -> String {
        let mut order = json!({
            "order_number": self.row.number, "order_status": self.state.financial,
            "shipping": self.state.shipping, "type": "replacing",
            "total_price": sar(self.row.halalas),
            "created_at": time(self.created_at), "updated_at": time(self.changed_at),
        });
        if let Some(event) = event_of(self.state) {
            order["event"] = json!(event);
        }
        match self.state.financial {
            "fully_refunded" => order["refunded"] = json!(sar(self.row.halalas)),
            "partially_refunded" => order["refunded"] = json!("1.00"),
            _ => {}
        }
        if let Some((field, overlay)) = self.overlaid {
            order["extra"] = match overlay {
                Overlay::Word(word) => json!({field: word}),
                Overlay::Code(code) => json!({field: code}),
            };
        }
        let made = shop.control("POST", "/orders", order).await;
        made["uuid"].as_str().unwrap().to_owned()
    }
}

/// Under which name Points tells of a status; there is no event for a new order.
fn event_of(state: State) -> Option<&'static str> {
    match state.financial {
        "new" => None,
        "partially_refunded" | "fully_refunded" => Some("refunded"),
        other => Some(other),
    }
}

impl Row {
    /// How many events of it reach the inbox.
    pub(crate) fn events(&self) -> usize {
        let told = |state| usize::from(event_of(state).is_some());
        match self.kind.order {
            Standing::Told(state)
            | Standing::ToldYesterday(state)
            | Standing::Overlaid(state, ..) => told(state),
            Standing::Twice(state, _) => 2 * told(state),
            Standing::TakenBack => 1,
            Standing::Untold(_)
            | Standing::LongUnread
            | Standing::Elsewhere
            | Standing::Nowhere => 0,
        }
    }

    /// What somebody has to bring to the desk, since no event told of it.
    pub(crate) fn untold(&self) -> impl Iterator<Item = &str> {
        let is_told = self.events() > 0 || matches!(self.kind.order, Standing::Elsewhere);
        self.uuids
            .iter()
            .map(String::as_str)
            .filter(move |_| !is_told)
    }

    fn is_long_unread(&self) -> bool {
        matches!(self.kind.order, Standing::LongUnread)
    }
}

/// The shop's file, without the rows that it does not have.
pub(crate) fn file(rows: &[Row]) -> String {
    let mut csv = "Order number,Points uuid,Total,Date,Status\n".to_owned();
    for row in rows {
        let Some(status) = row.kind.shop else {
            continue;
        };
        let names_it = match row.kind.names {
            Names::Uuid => true,
            Names::Number => false,
            Names::Mostly => !row.place.is_multiple_of(3),
        };
        let uuid = row.uuids.first().filter(|_| names_it);
        writeln!(
            csv,
            "{},{},{},{},{status}",
            row.number,
            uuid.map_or("", String::as_str),
            sar(row.halalas - row.kind.less),
            time(row.begun_at)
        )
        .unwrap();
    }
    csv
}

/// Lets the inbox have heard of each order when it changed: it has been there for ten days. Until the
/// desk takes them over, the times stand nowhere else.
pub(crate) fn let_events_be_old(folder: &Path, first: &str, rows: &[Row], now: i64) {
    let mut database = Connection::open(folder.join("data").join("events.db")).unwrap();
    database.busy_timeout(Duration::from_secs(5)).unwrap();
    let transaction = database.transaction().unwrap();
    transaction
        .execute_batch("CREATE TEMP TABLE times (uuid TEXT PRIMARY KEY, at INTEGER NOT NULL)")
        .unwrap();
    let received = rows.iter().flat_map(|row| {
        let at = match row.kind.order {
            Standing::ToldYesterday(_) => now - DAY,
            _ => row.begun_at + 5 * MINUTE,
        };
        row.uuids.iter().map(move |uuid| (uuid.as_str(), at))
    });
    for (uuid, at) in received.chain([(first, now - 10 * DAY)]) {
        transaction
            .execute(
                "INSERT INTO temp.times (uuid, at) VALUES (?1, ?2)",
                (uuid, at + 2_000),
            )
            .unwrap();
    }
    transaction
        .execute_batch(
            "UPDATE events SET received_at = t.at, last_received_at = t.at
             FROM temp.times t WHERE t.uuid = events.order_uuid;
             DROP TABLE temp.times",
        )
        .unwrap();
    transaction.commit().unwrap();
}

/// Lets ten days pass in which nobody read what the desk no longer reads by itself.
pub(crate) fn let_reads_be_old(shop: &Shop, rows: &[Row]) {
    let profiles = std::fs::read_dir(shop.folder.path().join("profiles")).unwrap();
    let profile = profiles.map(Result::unwrap).next().unwrap();
    let mut database = Connection::open(profile.path().join("orders.db")).unwrap();
    database.busy_timeout(Duration::from_secs(5)).unwrap();
    let transaction = database.transaction().unwrap();
    for row in rows.iter().filter(|row| row.is_long_unread()) {
        let uuid: Uuid = row.uuids[0].parse().unwrap();
        let parameters = (uuid.as_bytes(), 10 * DAY);
        for sql in [
            "UPDATE sightings SET asked_at = asked_at - ?2, heard_at = heard_at - ?2,
                 points_time = points_time - ?2
             WHERE observation_id IN (SELECT o.id FROM observations o
                 JOIN watches w ON w.id = o.order_id WHERE w.uuid = ?1)",
            "UPDATE watches SET tracked_at = tracked_at - ?2, checked_at = checked_at - ?2
             WHERE uuid = ?1",
        ] {
            assert!(transaction.execute(sql, parameters).unwrap() > 0);
        }
    }
    transaction.commit().unwrap();
}

fn sar(halalas: i64) -> String {
    format!("{}.{:02}", halalas / 100, halalas % 100)
}

pub(crate) fn time(at: i64) -> String {
    DateTime::from_timestamp_millis(at)
        .unwrap()
        .to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// An order of long before the file, of which one thing is learnt.
pub(crate) async fn an_earlier_order(shop: &Shop, number: &str, fields: Value, at: i64) -> String {
    let mut order = json!({
        "order_number": number, "order_status": "captured", "type": "replacing",
        "total_price": 5, "created_at": time(at), "updated_at": time(at),
    });
    for (name, value) in fields.as_object().unwrap() {
        order[name] = value.clone();
    }
    let made = shop.control("POST", "/orders", order).await;
    made["uuid"].as_str().unwrap().to_owned()
}
