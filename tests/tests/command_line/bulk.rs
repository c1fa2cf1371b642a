//! Many orders by one command: a preview, rows of their own, and the exit code of both.

use acceptance::command_line::{Console, LocalPoints, Session};
use serde_json::{Value, json};

const SHIP: [&str; 6] = [
    "ship",
    "--matching",
    "--type",
    "replacing",
    "--search",
    "BULK",
];

fn make(points: &LocalPoints, number: usize, status: &str) -> String {
    let total = format!("{}.50", 100 + number);
    let fields = json!({
        "order_number": format!("BULK-{number}"), "order_status": status, "shipping": "new",
        "type": "replacing", "total_price": total,
    });
    points.make_order(fields).unwrap()
}

fn run(console: Console<'_>, more: &[&str]) -> (i32, Value) {
    let arguments = [&SHIP, more].concat();
    let reply = console.run(&arguments).unwrap();
    (reply.code, reply.json().unwrap())
}

#[test]
fn what_matches_is_previewed_shipped_and_told_row_by_row() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 3).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    let mut uuids: Vec<_> = (0..6)
        .map(|number| make(&points, number, "captured"))
        .collect();
    uuids.push(make(&points, 6, "new"));
    let track = [
        &["orders", "track"][..],
        &uuids.iter().map(String::as_str).collect::<Vec<_>>(),
    ];
    assert_eq!(console.run(&track.concat()).unwrap().code, 0);
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);

    let (code, said) = run(console, &["--to", "ready_shipping", "--dry-run"]);
    assert_eq!(code, 0);
    let preview = &said["preview"];
    assert_eq!(
        (&preview["chosen"], &preview["going"]),
        (&json!(7), &json!(6))
    );
    assert_eq!(preview["groups"][0]["to"], "ready_shipping");
    assert_eq!(preview["hindered"][0]["reason"], "not_paid");
    assert_eq!(preview["hindered"][0]["some"][0]["uuid"], json!(uuids[6]));
    let posts = |uuid: &String| points.changes_asked(uuid).unwrap();
    assert_eq!(
        uuids.iter().map(posts).sum::<usize>(),
        0,
        "nothing was sent"
    );

    let (code, said) = run(console, &["--to", "ready_shipping"]);
    assert_eq!(code, 5, "one stays: {said}");
    let results = said["results"].as_array().unwrap();
    assert_eq!(results.len(), 6);
    assert!(results.iter().all(|row| row["state"] == "confirmed"));
    assert_eq!(
        uuids.iter().map(posts).collect::<Vec<_>>(),
        [1, 1, 1, 1, 1, 1, 0]
    );

    // The totals choose three of them, and the code is learnt: each has a next status.
    let totals = ["--total-from", "101.50", "--total-to", "103.50", "--next"];
    let (code, said) = run(console, &totals);
    assert_eq!(code, 0, "{said}");
    assert_eq!(said["results"].as_array().unwrap().len(), 3);
    assert_eq!(
        points.truth(&uuids[2]).unwrap()["shipping"],
        "delivery_is_in_progress"
    );

    // By number too; what stands there counts as done.
    let listed = ["ship", "BULK-1", "BULK-2", "--next"];
    assert_eq!(console.run(&listed).unwrap().code, 0);
    let (code, said) = run(
        console,
        &[
            "--status",
            "captured",
            "--total-to",
            "102.50",
            "--to",
            "delivered",
        ],
    );
    assert_eq!(code, 0, "{said}");
    assert_eq!(said["hindered"][0]["reason"], "already_there");
    let ended = console.run(&listed).unwrap();
    assert_eq!(ended.code, 1, "the path has ended: {ended:?}");
    let unknown = ["ship", "BULK-1", "BULK-99", "--next"];
    assert_eq!(
        console.run(&unknown).unwrap().failure().unwrap(),
        "order_unknown"
    );

    let everything = console.run(&["ship", "--matching", "--next"]).unwrap();
    assert_eq!(everything.code, 2, "{everything:?}");
    let stray = ["ship", "BULK-1", "--to", "new", "--status", "captured"];
    assert_eq!(console.run(&stray).unwrap().code, 2);
}

#[test]
fn a_list_is_narrowed_by_amount_time_and_age() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 0).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    for (number, day) in [(1, "01"), (2, "02"), (3, "03")] {
        let fields = json!({
            "order_number": format!("N-{number}"), "order_status": "captured",
            "type": if number == 2 { "earning" } else { "replacing" },
            "total_price": format!("{number}00.00"),
            "created_at": format!("2026-03-{day}T21:30:00Z"),
            "updated_at": format!("2026-04-{day}T21:30:00Z"),
        });
        let uuid = points.make_order(fields).unwrap();
        assert_eq!(console.run(&["orders", "track", &uuid]).unwrap().code, 0);
    }
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
    for (filters, found) in [
        (&["--type", "replacing"][..], &["N-3", "N-1"][..]),
        (&["--total-from", "200", "--total-to", "299.99"], &["N-2"]),
        // Half past nine in the evening of the second, UTC, is the third in Riyadh.
        (&["--created-from", "2026-03-03"], &["N-3", "N-2"]),
        (&["--created-until", "2026-03-02T21:30:00Z"], &["N-1"]),
        (
            &["--older-than", "1d", "--sort", "number"],
            &["N-1", "N-2", "N-3"],
        ),
        (&["--older-than", "36500d"], &[]),
    ] {
        let arguments = [&["orders", "list"], filters].concat();
        let listed = console.run(&arguments).unwrap().json().unwrap();
        let orders = listed["orders"].as_array().unwrap();
        let numbers: Vec<_> = orders.iter().map(|order| &order["order_number"]).collect();
        assert_eq!(numbers, found, "{filters:?}");
    }
    for sort in ["updated", "updated_at:desc"] {
        assert_eq!(
            console
                .run(&["orders", "list", "--sort", sort])
                .unwrap()
                .code,
            0
        );
    }
    for wrong in [["--total-from", "1.005"], ["--created-from", "yesterday"]] {
        let arguments = [&["orders", "list"][..], &wrong].concat();
        assert_eq!(console.run(&arguments).unwrap().code, 2);
    }
}
