//! Connect, track, sync, find, explain, ship.

use acceptance::command_line::{Console, LocalPoints, Session};
use serde_json::json;

#[test]
fn a_shop_finds_explains_and_ships_its_orders() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 40).unwrap();
    let console = Console::new(&session);

    console.connect(&points).unwrap();
    assert_eq!(
        session.kept_key("demo-shop").unwrap().as_deref(),
        Some(points.private_key())
    );
    let profiles = console.run(&["profile", "list"]).unwrap().json().unwrap();
    let profile = &profiles["profiles"][0];
    assert_eq!(profile["environment"], "demo");
    assert_eq!(profile["active"], true);
    let last_four = &points.private_key()[points.private_key().len() - 4..];
    assert_eq!(profile["key"]["state"], "stored");
    assert_eq!(profile["key"]["last_four"], last_four);
    let checked = console.run(&["profile", "check"]).unwrap();
    assert_eq!(checked.code, 0);
    assert_eq!(checked.json().unwrap()["proved"][0], "private_key_accepted");

    console.track_all(&points).unwrap();
    let again = console
        .run(&[
            "orders",
            "track",
            "--file",
            points.export().to_str().unwrap(),
        ])
        .unwrap();
    assert_eq!(
        (
            again.number("/added").unwrap(),
            again.number("/already").unwrap()
        ),
        (0, 40)
    );

    let sync = console.run(&["sync"]).unwrap();
    assert_eq!(sync.code, 0, "{sync:?}");
    assert!(sync.number("/checked").unwrap() >= 40);
    assert_eq!(sync.number("/changed").unwrap(), 40);
    assert_eq!(sync.number("/failed").unwrap(), 0);
    assert_eq!(sync.number("/remaining").unwrap(), 0);
    assert_eq!(console.known_orders().unwrap(), 40);

    // One order: by number, by fragment, and as Points has it.
    let uuid = &points.all_uuids().unwrap()[3];
    let truth = points.truth(uuid).unwrap();
    let number = truth["order_number"].as_str().unwrap();
    let shown = console
        .run(&["orders", "show", number, "--observations"])
        .unwrap()
        .json()
        .unwrap();
    assert_eq!(shown["uuid"], **uuid);
    assert_eq!(shown["financial_status"], truth["order_status"]);
    assert_eq!(shown["reference_number"], truth["reference_number"]);
    assert_eq!(shown["type"], truth["type"]);
    assert_eq!(shown["metadata"], truth["metadata"]);
    assert_eq!(
        shown["items"].as_array().unwrap().len(),
        truth["items"].as_array().unwrap().len()
    );
    let money = shown["total_price"].as_str().unwrap();
    assert_eq!(money.split_once('.').unwrap().1.len(), 2, "{money}");
    let observation = &shown["observations"][0];
    assert_eq!(observation["source"], "read");
    assert!(observation["raw"].to_string().contains(number));
    let status = shown["fields"]
        .as_array()
        .unwrap()
        .iter()
        .find(|field| field["field"] == "order_status")
        .unwrap();
    assert_eq!(status["source"], "read");
    assert_eq!(status["observation_id"], observation["id"]);
    assert!(status["heard_at"].as_str().unwrap().ends_with('Z'));

    let fragment = &number[number.len() - 3..];
    let found = console
        .run(&["orders", "list", "--search", fragment])
        .unwrap()
        .json()
        .unwrap();
    let uuids: Vec<_> = found["orders"]
        .as_array()
        .unwrap()
        .iter()
        .map(|order| &order["uuid"])
        .collect();
    assert!(uuids.contains(&&json!(uuid)), "{fragment} in {uuids:?}");

    // Shipping, with one row that cannot be.
    let reply = console
        .run(&[
            "ship",
            number,
            "no-such-order",
            number,
            "--to",
            "ready_shipping",
            "--name-en",
            "Packed",
            "--name-ar",
            "جاهز",
        ])
        .unwrap();
    assert_eq!(reply.code, 5, "{reply:?}");
    let results = reply.json().unwrap();
    assert_eq!(results["results"][0]["state"], "confirmed");
    assert_eq!(results["results"][1]["failure"]["code"], "order_unknown");
    assert_eq!(results["results"][2]["state"], "repeated");
    assert_eq!(points.truth(uuid).unwrap()["shipping"], "ready_shipping");
    assert_eq!(points.changes_asked(uuid).unwrap(), 1);
    let shown = console
        .run(&["orders", "show", uuid])
        .unwrap()
        .json()
        .unwrap();
    assert_eq!(
        shown["shipping_status"], "ready_shipping",
        "the code was learnt"
    );
    assert_eq!(shown["actions"][0]["state"], "confirmed");
}

#[test]
fn pages_join_up_without_gaps_or_repeats() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 30).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    console.track_all(&points).unwrap();
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);

    let mut seen = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let mut arguments = vec!["orders", "list", "--sort", "total:desc", "--limit", "7"];
        if let Some(after) = &after {
            arguments.extend(["--after", after]);
        }
        let page = console.run(&arguments).unwrap().json().unwrap();
        assert_eq!(page["total"]["count"], 30);
        for order in page["orders"].as_array().unwrap() {
            let money: f64 = order["total_price"].as_str().unwrap().parse().unwrap();
            seen.push((order["uuid"].as_str().unwrap().to_owned(), money));
        }
        match page["next"].as_str() {
            Some(next) => after = Some(next.to_owned()),
            None => break,
        }
    }
    assert!(seen.is_sorted_by(|one, two| one.1 >= two.1), "{seen:?}");
    let mut uuids: Vec<_> = seen.into_iter().map(|(uuid, _)| uuid).collect();
    uuids.sort();
    let mut all = points.all_uuids().unwrap();
    all.sort();
    assert_eq!(uuids, all);
}

#[test]
fn stale_checkouts_are_listed_oldest_first() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 0).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    let mut uuids = Vec::new();
    for (number, status, created) in [
        ("S-1", "new", "2026-01-05T10:00:00Z"),
        ("S-2", "authorized", "2026-01-04T10:00:00Z"),
        ("S-3", "approved", "2026-01-03T10:00:00Z"),
    ] {
        let order =
            json!({ "order_number": number, "order_status": status, "created_at": created });
        uuids.push(points.make_order(order).unwrap());
    }
    let mut arguments = vec!["orders", "track"];
    arguments.extend(uuids.iter().map(String::as_str));
    assert_eq!(console.run(&arguments).unwrap().code, 0);
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);

    for arguments in [
        vec!["checkouts", "stale"],
        vec!["checkouts", "stale", "--older-than", "30m"],
    ] {
        let stale = console.run(&arguments).unwrap().json().unwrap();
        let stale: Vec<_> = stale["checkouts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|order| {
                (
                    order["order_number"].as_str().unwrap(),
                    order["kind"].as_str().unwrap(),
                )
            })
            .collect();
        assert_eq!(stale, [("S-2", "reserved"), ("S-1", "unpaid")]);
    }
    let older = console
        .run(&["checkouts", "stale", "--older-than", "40000d"])
        .unwrap();
    assert_eq!(older.json().unwrap()["checkouts"], json!([]));
}
