//! What a network and a busy Points do to a sync and to an action.

use acceptance::command_line::{Console, LocalPoints, Session};
use serde_json::{Value, json};

/// Each fault strikes one order twice; the next syncs must end with every order as Points has it.
#[test]
fn a_sync_comes_through_every_fault() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 16).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    console.track_all(&points).unwrap();
    let uuids = points.all_uuids().unwrap();
    let faults = [
        json!({ "kind": "latency", "ms": 300 }),
        json!({ "kind": "throttle", "retry_after": "1" }),
        json!({ "kind": "throttle" }),
        json!({ "kind": "status", "code": 500 }),
        json!({ "kind": "status", "code": 503, "html": true }),
        json!({ "kind": "reset" }),
        json!({ "kind": "cut_body" }),
        json!({ "kind": "hang", "ms": 500 }),
        json!({ "kind": "lose_answer" }),
        json!({ "kind": "redirect", "to": "http://127.0.0.1:9/api/v1/orders" }),
        json!({ "kind": "huge_body", "bytes": 20_000_000 }),
        json!({ "kind": "not_json" }),
    ];
    for (fault, uuid) in faults.iter().zip(&uuids) {
        let matching = json!({ "method": "GET", "uuid": uuid });
        points.fault(matching, Some(2), fault.clone()).unwrap();
    }

    let first = console.run(&["sync"]).unwrap();
    assert!([1, 4, 5].contains(&first.code), "{first:?}");
    assert!(
        first.number("/failed").unwrap() + first.number("/remaining").unwrap() > 0,
        "the faults struck: {first:?}"
    );
    let mut last = first;
    for _ in 0..8 {
        last = console.run(&["sync", "--all"]).unwrap();
        if last.code == 0 {
            break;
        }
    }
    assert_eq!(last.code, 0, "{last:?}");
    for uuid in &uuids {
        let shown = console
            .run(&["orders", "show", uuid])
            .unwrap()
            .json()
            .unwrap();
        let truth = points.truth(uuid).unwrap();
        assert_eq!(shown["presence"], "known");
        assert_eq!(shown["financial_status"], truth["order_status"]);
        assert_eq!(shown["order_number"], truth["order_number"]);
        assert_eq!(shown["check_failure"], Value::Null);
    }
}

#[test]
fn a_points_that_is_away_is_told_from_a_failure() {
    let session = Session::with_keyring().unwrap();
    let mut points = LocalPoints::start(&session, 5).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    console.track_all(&points).unwrap();
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
    points.kill().unwrap();

    let sync = console.run(&["sync", "--all"]).unwrap();
    assert_eq!(sync.code, 4);
    assert_eq!(
        sync.json().unwrap()["problem"]["code"],
        "connection_refused"
    );
    assert_eq!(sync.number("/remaining").unwrap(), 5);
    assert_eq!(console.known_orders().unwrap(), 5, "what is known stays");
    let uuid = &points.all_uuids().unwrap()[0];
    let shipped = console.run(&["ship", uuid, "--to", "delivered"]).unwrap();
    assert_eq!(shipped.code, 4, "{shipped:?}");
    assert_ne!(shipped.json().unwrap()["results"][0]["state"], "confirmed");
}

#[test]
fn what_never_reached_points_is_sent_when_it_is_asked_for_anew() {
    let session = Session::with_keyring().unwrap();
    let mut points = LocalPoints::start(&session, 5).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    console.track_all(&points).unwrap();
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
    let uuid = points.all_uuids().unwrap().remove(0);
    let ship = || {
        let reply = console.run(&["ship", &uuid, "--to", "delivered"]).unwrap();
        let row = reply.json().unwrap()["results"][0].clone();
        (reply.code, row)
    };

    points.kill().unwrap();
    let (code, row) = ship();
    assert_eq!((code, &row["reason"]), (4, &json!("connection_refused")));
    let (code, row) = ship();
    assert_eq!((code, &row["reason"]), (4, &json!("connection_refused")));
    points.come_back().unwrap();
    points
        .fault(
            json!({ "method": "POST", "uuid": uuid }),
            Some(1),
            json!({ "kind": "throttle" }),
        )
        .unwrap();
    // A pause of seconds is waited out.
    let (code, row) = ship();
    assert_eq!((code, &row["state"]), (0, &json!("confirmed")), "{row}");
    assert_eq!(points.truth(&uuid).unwrap()["shipping"], "delivered");
    assert_eq!(
        points.changes_asked(&uuid).unwrap(),
        2,
        "the one that was turned away and the one that was taken"
    );

    let shown = console.run(&["orders", "show", &uuid]).unwrap();
    let actions = shown.json().unwrap()["actions"].clone();
    let states: Vec<_> = actions.as_array().unwrap().iter().collect();
    let count = |state: &str| {
        states
            .iter()
            .filter(|action| action["state"] == state)
            .count()
    };
    // What waited for the network gave way to what was asked after it.
    assert_eq!(
        (count("confirmed"), count("superseded"), states.len()),
        (1, 2, 3),
        "{actions}"
    );
}

#[test]
fn an_unclear_change_that_was_done_is_not_sent_a_second_time() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 8).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    console.track_all(&points).unwrap();
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
    let uuids = points.all_uuids().unwrap();
    let taught = console
        .run(&["ship", &uuids[0], "--to", "delivered"])
        .unwrap();
    assert_eq!(taught.code, 0, "{taught:?}");

    // Done at Points, but neither its answer nor the read after it comes through.
    let uuid = &uuids[1];
    let fault = |method: &str, kind: &str| {
        let matching = json!({ "method": method, "uuid": uuid });
        points
            .fault(matching, None, json!({ "kind": kind }))
            .unwrap();
    };
    fault("POST", "lose_answer");
    fault("GET", "reset");
    let ship = ["ship", uuid, "--to", "delivered"];
    let reply = console.run(&ship).unwrap();
    assert_eq!(reply.json().unwrap()["results"][0]["state"], "unknown");
    points.mend().unwrap();

    let reply = console.run(&ship).unwrap();
    assert_eq!(reply.code, 0, "{reply:?}");
    let row = reply.json().unwrap()["results"][0].clone();
    assert_eq!(row["state"], "confirmed", "{row}");
    assert_eq!(points.changes_asked(uuid).unwrap(), 1);
}

#[test]
fn a_sick_points_ends_a_small_sync_like_a_large_one() {
    for orders in [1, 2, 12] {
        let session = Session::with_keyring().unwrap();
        let points = LocalPoints::start(&session, orders).unwrap();
        let console = Console::new(&session);
        console.connect(&points).unwrap();
        console.track_all(&points).unwrap();
        points
            .fault(json!({}), None, json!({ "kind": "status", "code": 503 }))
            .unwrap();
        let sync = console.run(&["sync"]).unwrap();
        assert_eq!(sync.code, 4, "{orders} orders: {sync:?}");
        assert_eq!(sync.json().unwrap()["problem"]["code"], "points_down");
    }
}

#[test]
fn an_order_that_points_has_no_more_is_missing_and_not_deleted() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 5).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    console.track_all(&points).unwrap();
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
    let uuid = &points.all_uuids().unwrap()[2];
    let number = points.truth(uuid).unwrap()["order_number"].clone();
    points.delete_order(uuid).unwrap();

    let sync = console.run(&["sync", "--all"]).unwrap();
    assert_eq!(
        (sync.code, sync.number("/missing").unwrap()),
        (0, 1),
        "{sync:?}"
    );
    assert_eq!(sync.number("/unchanged").unwrap(), 4);
    let again = console.run(&["sync", "--all"]).unwrap();
    assert_eq!(
        again.number("/missing").unwrap(),
        1,
        "it still is: {again:?}"
    );
    assert_eq!(again.number("/unchanged").unwrap(), 4);
    let shown = console
        .run(&["orders", "show", uuid])
        .unwrap()
        .json()
        .unwrap();
    assert_eq!(shown["presence"], "gone");
    assert_eq!(shown["order_number"], number);
}

#[test]
fn a_lost_answer_is_settled_by_a_read_and_never_sent_again() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 8).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    console.track_all(&points).unwrap();
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
    let uuids = points.all_uuids().unwrap();
    // Without this no code of a read could be told to mean what was asked for.
    let taught = console
        .run(&["ship", &uuids[0], "--to", "delivered"])
        .unwrap();
    assert_eq!(taught.code, 0, "{taught:?}");

    for (uuid, fault) in [
        (&uuids[1], json!({ "kind": "lose_answer" })),
        (&uuids[2], json!({ "kind": "cut_body" })),
    ] {
        let matching = json!({ "method": "POST", "uuid": uuid });
        points.fault(matching, Some(1), fault).unwrap();
        let reply = console.run(&["ship", uuid, "--to", "delivered"]).unwrap();
        assert_eq!(
            reply.json().unwrap()["results"][0]["state"],
            "confirmed",
            "{reply:?}"
        );
        assert_eq!(reply.code, 0);
        assert_eq!(points.truth(uuid).unwrap()["shipping"], "delivered");
        assert_eq!(points.changes_asked(uuid).unwrap(), 1);
    }
}

#[test]
fn a_request_that_was_lost_stays_unclear_and_is_never_sent_again() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 3).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    let order = json!({ "order_number": "L-1", "order_status": "approved", "shipping": "new" });
    let uuid = points.make_order(order).unwrap();
    assert_eq!(console.run(&["orders", "track", &uuid]).unwrap().code, 0);
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
    let matching = json!({ "method": "POST", "uuid": uuid });
    points
        .fault(matching, None, json!({ "kind": "reset" }))
        .unwrap();

    let reply = console.run(&["ship", "L-1", "--to", "delivered"]).unwrap();
    let state = reply.json().unwrap()["results"][0]["state"].clone();
    assert_eq!(state, "unknown", "{reply:?}");
    assert_eq!(reply.code, 4, "{reply:?}");
    points.mend().unwrap();
    assert_eq!(console.run(&["sync", "--all"]).unwrap().code, 0);
    assert_eq!(points.changes_asked(&uuid).unwrap(), 1);
    let shown = console
        .run(&["orders", "show", "L-1"])
        .unwrap()
        .json()
        .unwrap();
    assert_eq!(shown["pending"]["state"], "unknown");
    let again = console.run(&["ship", "L-1", "--to", "delivered"]).unwrap();
    assert_eq!(
        again.json().unwrap()["results"][0]["failure"]["code"],
        "action_pending"
    );
    assert!(again.out.contains("--again"), "{again:?}");
    assert_eq!(points.changes_asked(&uuid).unwrap(), 1);
    let again = console
        .run(&["ship", "L-1", "--to", "delivered", "--again"])
        .unwrap();
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(points.truth(&uuid).unwrap()["shipping"], "delivered");
    assert_eq!(points.changes_asked(&uuid).unwrap(), 2);
}
