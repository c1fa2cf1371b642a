//! kill -9 in the middle.

use acceptance::command_line::{Console, LocalPoints, Session};
use serde_json::json;

#[test]
fn a_sync_that_was_killed_goes_on_where_it_was() {
    const ORDERS: u32 = 60;
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, ORDERS).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    console.track_all(&points).unwrap();
    points.slow_down(50).unwrap();
    let before = points.requests().unwrap().len();

    let mut killed = 0;
    for round in 1..=2 {
        let mut sync = console.start(&["sync"]).unwrap();
        console
            .wait_for_requests(&points, before + round * 20)
            .unwrap();
        sync.kill().unwrap();
        let known = console.known_orders().unwrap();
        assert!(
            known > killed,
            "what was read is kept: {known} after {killed}"
        );
        killed = known;
    }
    assert!(killed < ORDERS as usize, "it was killed in the middle");

    let sync = console.run(&["sync"]).unwrap();
    assert_eq!(sync.code, 0, "{sync:?}");
    assert_eq!(console.known_orders().unwrap(), ORDERS as usize);
    // Nothing that was on disk is read again.
    let changed = usize::try_from(sync.number("/changed").unwrap()).unwrap();
    assert_eq!(changed, ORDERS as usize - killed);
}

#[test]
fn an_action_that_was_killed_while_sending_is_not_sent_again() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 0).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    let order = json!({ "order_number": "K-1", "order_status": "approved", "shipping": "new" });
    let uuid = points.make_order(order).unwrap();
    let order = json!({ "order_number": "K-2", "order_status": "approved", "shipping": "new" });
    let teacher = points.make_order(order).unwrap();
    let tracked = console.run(&["orders", "track", &uuid, &teacher]).unwrap();
    assert_eq!(tracked.code, 0);
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
    // An answer says the code for `delivered`; without it no read could tell.
    let taught = console.run(&["ship", "K-2", "--to", "delivered"]).unwrap();
    assert_eq!(taught.code, 0, "{taught:?}");
    points.slow_down(2_000).unwrap();
    let before = points.requests().unwrap().len();

    let mut ship = console
        .start(&["ship", "K-1", "--to", "delivered"])
        .unwrap();
    // The order is read with the key that is used, then the status is sent.
    console.wait_for_requests(&points, before + 2).unwrap();
    ship.kill().unwrap();
    points.slow_down(0).unwrap();
    // A read that came sooner would show the status before, and prove nothing.
    while points.truth(&uuid).unwrap()["shipping"] != "delivered" {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }

    let open = console.run(&["actions", "list"]).unwrap().json().unwrap();
    assert_eq!(open["actions"][0]["uuid"], uuid.as_str());
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
    let shown = console
        .run(&["orders", "show", "K-1"])
        .unwrap()
        .json()
        .unwrap();
    assert_eq!(
        shown["actions"][0]["target"], "delivered",
        "the intent outlived the kill"
    );
    assert_eq!(shown["actions"][0]["state"], "confirmed");
    assert_eq!(shown["actions"][0]["reason"], "read_shows_it");
    assert_eq!(points.changes_asked(&uuid).unwrap(), 1);
    let open = console.run(&["actions", "list"]).unwrap().json().unwrap();
    assert_eq!(open["actions"], json!([]));
}

#[test]
fn an_action_that_no_read_can_settle_can_be_given_up_and_asked_for_again() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 0).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    let order = json!({ "order_number": "K-1", "order_status": "approved", "shipping": "new" });
    let uuid = points.make_order(order).unwrap();
    assert_eq!(console.run(&["orders", "track", &uuid]).unwrap().code, 0);
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
    let post = json!({ "method": "POST", "uuid": uuid });
    points
        .fault(post, Some(1), json!({ "kind": "lose_answer" }))
        .unwrap();

    let ship = ["ship", "K-1", "--to", "delivered"];
    let lost = console.run(&ship).unwrap().json().unwrap();
    // Nobody has learnt the code that Points shows now.
    assert_eq!(lost["results"][0]["state"], "unknown");
    let id = lost["results"][0]["action_id"].to_string();
    let settled = console.run(&["actions", "settle", &id]).unwrap();
    assert_eq!(settled.code, 1, "{settled:?}");
    let again = console.run(&ship).unwrap().json().unwrap();
    assert_eq!(again["results"][0]["failure"]["code"], "action_pending");

    let withdrawn = console.run(&["actions", "withdraw", &id]).unwrap();
    assert_eq!(withdrawn.code, 0, "{withdrawn:?}");
    let again = console.run(&ship).unwrap();
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(points.changes_asked(&uuid).unwrap(), 2, "once by each wish");
}
