//! The whole of it against a local Points: rows of the shop whose case is known beforehand, taken over
//! from a file, matched and gone through. Every row gets its case and no other, and nothing is asked of
//! Points by itself. In a release build ten thousand rows, and the time without reads is printed.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::Instant;

use backoffice::view::{ActionState, CaseClass, CaseQuery, CaseState, ShippingRequest, TakenFile};
use chrono::{DateTime, SecondsFormat};
use futures_util::StreamExt;
use serde_json::{Value, json};
use shop::Shop;
use uuid::Uuid;

const HOUR: i64 = 3_600_000;

/// So many rows.
const ROWS: usize = if cfg!(debug_assertions) { 600 } else { 10_000 };

/// How a row and its order stand, and what is to be found of them.
struct Kind {
    order: Option<(&'static str, &'static str)>,
    /// What the shop says; none: it says nothing of the order.
    shop: Option<&'static str>,
    /// What the shop has less than Points, halalas.
    less: i64,
    class: Option<CaseClass>,
}

const fn kind(
    order: Option<(&'static str, &'static str)>,
    shop: Option<&'static str>,
    less: i64,
    class: Option<CaseClass>,
) -> Kind {
    Kind {
        order,
        shop,
        less,
        class,
    }
}

/// One of each; the others are as they should be. What was not shipped was, as far as anybody knows,
/// paid just now: that is no case for three days.
const KINDS: [Kind; 11] = [
    kind(
        Some(("captured", "delivered")),
        Some("pending"),
        0,
        Some(CaseClass::PaidNotInShop),
    ),
    kind(
        Some(("cancelled", "delivery_is_in_progress")),
        Some("cancelled"),
        0,
        Some(CaseClass::MovingInVain),
    ),
    kind(
        Some(("captured", "delivered")),
        Some("paid"),
        1,
        Some(CaseClass::AmountDiffers),
    ),
    kind(
        Some(("authorized", "new")),
        Some("pending"),
        0,
        Some(CaseClass::ReservedAgeing),
    ),
    kind(
        Some(("new", "new")),
        Some("pending"),
        0,
        Some(CaseClass::UnpaidAgeing),
    ),
    kind(
        Some(("new", "new")),
        Some("paid"),
        0,
        Some(CaseClass::PaidInShopOnly),
    ),
    kind(Some(("captured", "new")), Some("paid"), 0, None),
    kind(Some(("gone", "")), Some("paid"), 0, Some(CaseClass::Gone)),
    kind(None, Some("pending"), 0, Some(CaseClass::NoPointsId)),
    kind(
        Some(("captured", "delivered")),
        None,
        0,
        Some(CaseClass::PointsOnly),
    ),
    kind(
        Some(("captured", "delivered")),
        Some("refunded"),
        0,
        Some(CaseClass::Unclassified),
    ),
];

const SOUND: Kind = kind(Some(("captured", "delivered")), Some("paid"), 0, None);

fn kind_of(row: usize) -> &'static Kind {
    KINDS.get(row % 50).unwrap_or(&SOUND)
}

fn time(at: i64) -> String {
    DateTime::from_timestamp_millis(at)
        .unwrap()
        .to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_row_gets_its_case_and_nothing_is_sent() {
    let shop = Shop::with(0).await;
    let now = shop::now();
    // One after the other over four days, the last of them five days ago.
    let begun = |row: usize| {
        now - 9 * 24 * HOUR
            + i64::try_from(row).unwrap() * 4 * 24 * HOUR / i64::try_from(ROWS).unwrap()
    };
    // No amount twice within the half hour in which it could mean another.
    let halalas = |row: usize| 10_000 + i64::try_from(row).unwrap();
    let uuids: Vec<Option<String>> = futures_util::stream::iter(0..ROWS)
        .map(|row| {
            let shop = &shop;
            async move {
                let (status, shipping) = kind_of(row).order?;
                if status == "gone" {
                    return Some(Uuid::from_u128(0xA000 + row as u128).to_string());
                }
                let order = json!({
                    "order_number": format!("N{row}"), "order_status": status,
                    "shipping": shipping, "type": "replacing",
                    "total_price": format!("{}.{:02}", halalas(row) / 100, halalas(row) % 100)
                        .parse::<f64>().unwrap(),
                    "created_at": time(begun(row)),
                });
                let made = shop.control("POST", "/orders", order).await;
                Some(made["uuid"].as_str().unwrap().to_owned())
            }
        })
        .buffered(16)
        .collect()
        .await;
    learn_codes(&shop, now).await;
    let sent = posts(&shop).await;
    let known: Vec<_> = uuids.iter().flatten().cloned().collect();
    shop.desk.track_text(&known.join("\n")).await.unwrap();
    shop.desk.sync_until_done(false).await.unwrap();
    // Files have times to the second on some systems; this one is newer than every answer.
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;

    let mut csv = "Order number,Points uuid,Total,Date,Status\n".to_owned();
    for (row, uuid) in uuids.iter().enumerate() {
        let kind = kind_of(row);
        let Some(status) = kind.shop else {
            continue;
        };
        let amount = halalas(row) - kind.less;
        // Every third is known by its number alone.
        let uuid = uuid.as_deref().filter(|_| row % 3 != 0 || row % 50 == 7);
        writeln!(
            csv,
            "N{row},{},{}.{:02},{},{status}",
            uuid.unwrap_or_default(),
            amount / 100,
            amount % 100,
            time(begun(row))
        )
        .unwrap();
    }
    let path = shop.folder.path().join("orders-export.csv");
    std::fs::write(&path, csv).unwrap();
    let TakenFile::Preview(preview) = shop.desk.take_file(&path).await.unwrap() else {
        panic!("a file with columns");
    };
    let report = shop
        .desk
        .import_shop_file(preview.file, preview.reading.clone())
        .await
        .unwrap();
    assert!(report.faults.is_empty(), "{:?}", report.faults.first());
    // The rows of unknown uuids are read, and are not there.
    shop.desk.sync_until_done(false).await.unwrap();

    let started = Instant::now();
    let run = shop.desk.run_after_import().await.unwrap();
    let took = started.elapsed();
    eprintln!(
        "{ROWS} rows, {} orders: {} cases in {took:?} without reads; {} matched",
        run.orders, run.total, run.matched
    );
    assert_eq!(run.reads, 0);
    assert!(run.matched > 0);

    let mut found: BTreeMap<String, BTreeSet<CaseClass>> = BTreeMap::new();
    let mut after = None;
    loop {
        let query = CaseQuery {
            classes: Vec::new(),
            state: CaseState::Open,
        };
        let page = shop.desk.list_cases(query, after).await.unwrap();
        for case in page.cases {
            let of_order = case.order.as_ref().and_then(|row| row.order_number.clone());
            let number = of_order
                .or_else(|| case.checkout.as_ref()?.order_number.clone())
                .unwrap_or_else(|| panic!("a case of nothing: {case:?}"));
            found.entry(number).or_default().insert(case.class);
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let mut wrong = Vec::new();
    for row in 0..ROWS {
        let expected: BTreeSet<_> = kind_of(row).class.into_iter().collect();
        let classes = found.remove(&format!("N{row}")).unwrap_or_default();
        if classes != expected {
            wrong.push((row, row % 50, expected, classes));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} rows, the first: {:?}",
        wrong.len(),
        wrong.iter().take(8).collect::<Vec<_>>()
    );
    // Those that the codes were learnt from are not of the file.
    found.retain(|number, _| number.starts_with('N'));
    assert!(found.is_empty(), "{found:?}");

    assert_eq!(posts(&shop).await, sent, "no action leaves by itself");
}

/// How many POSTs Points received.
async fn posts(shop: &Shop) -> usize {
    let ledger = shop.control("GET", "/ledger", Value::Null).await;
    ledger["entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["method"] == "POST")
        .count()
}

/// What the numbers of shipping statuses mean is learnt from what the desk sets itself, on orders of
/// long before the file.
async fn learn_codes(shop: &Shop, now: i64) {
    let words = [
        ("ready_shipping", "new"),
        ("ready_shipping", "delivery_is_in_progress"),
        ("ready_shipping", "delivered"),
    ];
    for (number, (from, to)) in words.into_iter().enumerate() {
        let order = json!({
            "order_number": format!("L{number}"), "order_status": "captured", "shipping": from,
            "type": "replacing", "total_price": 5, "created_at": time(now - 40 * 24 * HOUR),
        });
        let made = shop.control("POST", "/orders", order).await;
        let uuid = made["uuid"].as_str().unwrap().to_owned();
        shop.desk.track_text(&uuid).await.unwrap();
        shop.desk.sync_until_done(false).await.unwrap();
        let set = shop
            .desk
            .ship_and_wait(ShippingRequest {
                uuids: vec![uuid],
                target: Some(to.to_owned()),
                name_ar: None,
                name_en: None,
            })
            .await
            .unwrap();
        assert_eq!(set[0].state, ActionState::Confirmed, "{to}: {set:?}");
    }
}
