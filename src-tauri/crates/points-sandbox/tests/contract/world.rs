//! The generated past: reproducible, believable, and kept across restarts.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use points_sandbox::Config;
use serde_json::{Value, json};

use crate::support::{Desk, plain};

fn config(seed: u64, orders: u64) -> Config {
    let reference_time = Some("2026-11-23T20:15:00Z".parse().unwrap());
    Config {
        seed,
        orders,
        reference_time,
        rules: plain(),
        ..Config::default()
    }
}

async fn all(desk: &Desk) -> Vec<Value> {
    let page = desk.control("GET", "/orders?limit=100000", None).await;
    page["orders"].as_array().unwrap().clone()
}

fn time(order: &Value, field: &str) -> DateTime<Utc> {
    order[field].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn the_same_seed_and_time_give_the_same_world_and_another_seed_another() {
    let first = Desk::with(config(7, 400)).await;
    let again = Desk::with(config(7, 400)).await;
    let other = Desk::with(config(8, 400)).await;
    assert_eq!(first.running.private_key, again.running.private_key);
    assert_eq!(first.running.uuids(), again.running.uuids());
    assert_eq!(all(&first).await, all(&again).await);
    for uuid in &first.running.uuids()[..20] {
        let path = uuid.to_string();
        assert_eq!(first.truth(&path).await, again.truth(&path).await);
    }
    assert_ne!(first.running.private_key, other.running.private_key);
    let known = first.running.uuids();
    assert!(
        other
            .running
            .uuids()
            .iter()
            .all(|uuid| !known.contains(uuid))
    );
}

#[tokio::test]
async fn the_past_is_believable() {
    let desk = Desk::with(config(1, 3_000)).await;
    let orders = all(&desk).await;
    assert_eq!(orders.len(), 3_000);
    let reference: DateTime<Utc> = "2026-11-23T20:15:00Z".parse().unwrap();
    let mut states = BTreeMap::new();
    let mut parcels = BTreeMap::new();
    for pair in orders.windows(2) {
        assert!(
            time(&pair[0], "created_at") > time(&pair[1], "created_at"),
            "newest first"
        );
    }
    for order in &orders {
        let (created, updated) = (time(order, "created_at"), time(order, "updated_at"));
        assert!(created <= updated && updated <= reference, "{order}");
        let state = order["order_status"].as_str().unwrap();
        let parcel = order["shipping"].as_str().unwrap_or("none");
        *states.entry(state).or_insert(0) += 1;
        *parcels.entry(parcel).or_insert(0) += 1;
        if matches!(state, "new" | "authorized" | "cancelled") {
            assert!(
                parcel != "delivered" && parcel != "delivery_is_in_progress",
                "{order}"
            );
        }
    }
    assert_eq!(states.len(), 7, "every financial status: {states:?}");
    assert_eq!(
        parcels.len(),
        7,
        "every shipping status, and none: {parcels:?}"
    );
    let earning = orders
        .iter()
        .filter(|order| order["type"] == "earning")
        .count();
    assert!((750..1_050).contains(&earning), "{earning}");
    let age = |order: &Value| reference - time(order, "created_at");
    assert!(age(&orders[0]) < Duration::minutes(5));
    assert!(age(orders.last().unwrap()) > Duration::days(55));
    let since = |state: &str, from: Duration, to: Duration| {
        orders
            .iter()
            .filter(|order| order["order_status"] == state)
            .any(|order| age(order) > from && age(order) < to)
    };
    assert!(since("new", Duration::minutes(39), Duration::minutes(42)));
    assert!(since("new", Duration::hours(4), Duration::hours(10)));
    assert!(since("new", Duration::days(3), Duration::days(5)));
    assert!(since(
        "authorized",
        Duration::hours(30),
        Duration::hours(48)
    ));
    assert!(since("authorized", Duration::days(5), Duration::days(6)));
    let evening = orders
        .iter()
        .filter(|order| {
            let hour = time(order, "created_at").format("%H").to_string();
            (14..20).contains(&hour.parse::<u32>().unwrap())
        })
        .count();
    assert!(evening > 1_200, "17:00 to 23:00 in Riyadh: {evening}");
}

#[tokio::test]
async fn a_million_orders_are_there_down_to_the_oldest() {
    let desk = Desk::with(config(3, 1_000_000)).await;
    let page = desk
        .control("GET", "/orders?limit=1&offset=999999", None)
        .await;
    let oldest = page["orders"][0]["uuid"].as_str().unwrap();
    assert_eq!(
        desk.get(&format!("/orders/{oldest}")).await.data()["order_number"],
        "NKH-10000"
    );
}

#[tokio::test]
async fn a_world_without_orders_is_a_world() {
    for orders in [0, 1, 2, 5] {
        let desk = Desk::with(config(1, orders)).await;
        assert_eq!(u64::try_from(all(&desk).await.len()).unwrap(), orders);
    }
}

#[tokio::test]
async fn the_state_file_brings_everything_back() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        state: Some(folder.path().join("points.json")),
        ..config(5, 50)
    };
    let desk = Desk::with(config.clone()).await;
    let changed = desk.running.uuids()[3].to_string();
    let deleted = desk.running.uuids()[4].to_string();
    let created = desk
        .order(json!({ "order_number": "NKH-1", "order_status": "captured" }))
        .await;
    let shipped = json!({ "status": "delivered", "name_ar": "عند الجار", "name_en": "Next door" });
    desk.post(&format!("/orders/{changed}/status"), shipped)
        .await
        .data();
    desk.control("DELETE", &format!("/orders/{deleted}"), None)
        .await;
    let hook = json!({ "name": "Desk", "url": "http://127.0.0.1:9/" });
    desk.post("/webhooks", hook).await.data();
    desk.control("POST", "/rules", Some(json!({ "cancel": "any" })))
        .await;
    let key = desk.control("POST", "/keys/rotate", Some(json!({}))).await;
    let before = (
        desk.truth(&changed).await,
        desk.truth(&created).await,
        all(&desk).await,
    );
    desk.running.shutdown().await;

    // What the flags say of seed and orders does not matter any more.
    let desk = Desk::with(Config {
        seed: 99,
        orders: 3,
        ..config
    })
    .await;
    assert_eq!(key["private_key"], desk.running.private_key.as_str());
    let after = (
        desk.truth(&changed).await,
        desk.truth(&created).await,
        all(&desk).await,
    );
    assert_eq!(before, after);
    desk.get(&format!("/orders/{deleted}"))
        .await
        .refused(404, "Order not found");
    assert_eq!(desk.get("/webhooks").await.body["meta"]["total"], 1);
    assert_eq!(desk.control("GET", "/rules", None).await["cancel"], "any");
}

#[tokio::test]
async fn the_state_is_saved_while_serving() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("points.json");
    let desk = Desk::with(Config {
        state: Some(path.clone()),
        ..config(5, 0)
    })
    .await;
    let uuid = desk.order_in("new").await;
    for _ in 0..300 {
        if std::fs::read_to_string(&path).is_ok_and(|text| text.contains(&uuid)) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("not saved within three seconds");
}

#[tokio::test]
async fn a_file_that_is_no_state_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("points.json");
    for text in ["{", "{\"version\":1}", "[]"] {
        std::fs::write(&path, text).unwrap();
        let config = Config {
            state: Some(path.clone()),
            ..config(1, 1)
        };
        assert!(
            points_sandbox::Sandbox::start(config).await.is_err(),
            "{text}"
        );
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "left alone");
    }
}
