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
    assert_eq!(console.run(&["orders", "track", &uuid]).unwrap().code, 0);
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
    points.slow_down(2_000).unwrap();
    let before = points.requests().unwrap().len();

    let mut ship = console
        .start(&["ship", "K-1", "--to", "delivered"])
        .unwrap();
    console.wait_for_requests(&points, before + 1).unwrap();
    ship.kill().unwrap();
    points.slow_down(0).unwrap();

    assert_eq!(console.run(&["sync", "--all"]).unwrap().code, 0);
    let shown = console
        .run(&["orders", "show", "K-1"])
        .unwrap()
        .json()
        .unwrap();
    assert_eq!(
        shown["actions"][0]["target"], "delivered",
        "the intent outlived the kill"
    );
    let state = shown["actions"][0]["state"].as_str().unwrap();
    assert!(
        ["unknown", "needs_person", "confirmed"].contains(&state),
        "{state}"
    );
    assert_eq!(points.changes_asked(&uuid).unwrap(), 1);
}
