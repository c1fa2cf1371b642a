//! The money of an order from the command line: asked for once, and never twice by itself.

use acceptance::command_line::{Console, LocalPoints, Reply, Session};
use serde_json::{Value, json};

/// A shop with one order of 400 riyals in this state, read; its uuid.
fn shop_with(status: &str) -> (Session, LocalPoints, String) {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 0).unwrap();
    let fields = json!({
        "order_number": "1042", "order_status": status, "type": "replacing", "total_price": "400",
    });
    let uuid = points.make_order(fields).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    assert_eq!(console.run(&["orders", "track", &uuid]).unwrap().code, 0);
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
    (session, points, uuid)
}

fn action(reply: &Reply) -> Value {
    reply.json().unwrap()["action"].clone()
}

fn id(action: &Value) -> String {
    action["id"].as_i64().unwrap().to_string()
}

#[test]
fn what_is_reserved_is_captured_and_given_back_in_part() {
    let (session, points, uuid) = shop_with("authorized");
    let console = Console::new(&session);
    let captured = console.run(&["order", "capture", "1042"]).unwrap();
    assert_eq!(captured.code, 0, "{captured:?}");
    let told = action(&captured);
    assert_eq!(
        (&told["kind"], &told["state"]),
        (&json!("capture"), &json!("confirmed"))
    );
    assert_eq!(told["uuid"], json!(uuid));

    let refund = [
        "order", "refund", "1042", "--amount", "150.50", "--reason", "تالف",
    ];
    let refunded = console.run(&refund).unwrap();
    assert_eq!(refunded.code, 0, "{refunded:?}");
    let told = action(&refunded);
    assert_eq!(told["amount"], "150.50");
    assert_eq!(told["given_reason"], "تالف");
    assert_eq!(
        points.truth(&uuid).unwrap()["order_status"],
        "partially_refunded"
    );
    assert_eq!(points.changes_asked(&uuid).unwrap(), 2);

    let too_much = [
        "order", "refund", "1042", "--amount", "400.01", "--reason", "تالف",
    ];
    let refused = console.run(&too_much).unwrap();
    assert_eq!(
        (refused.code, refused.failure().unwrap()),
        (1, "amount_invalid".to_owned())
    );

    let shown = console.run(&["actions", "show", &id(&told)]).unwrap();
    let states: Vec<_> = action(&shown)["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["state"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(states, ["queued", "sending", "confirmed"]);
    let refunds = console
        .run(&["actions", "list", "--kind", "refund"])
        .unwrap();
    assert_eq!(
        refunds.json().unwrap()["actions"].as_array().unwrap().len(),
        1
    );
}

#[test]
fn what_is_new_is_reserved_captured_and_marked_as_wholly_paid() {
    let (session, points, uuid) = shop_with("new");
    let console = Console::new(&session);
    let mut confirmed = Vec::new();
    for (word, told, shown) in [
        (&["authorize", "1042"][..], "authorize", "authorized"),
        (&["capture", "1042"], "capture", "captured"),
        (
            &["complete", "1042", "--method", "tamara"],
            "complete",
            "captured",
        ),
    ] {
        let done = console.run(&[&["order"], word].concat()).unwrap();
        assert_eq!(done.code, 0, "{done:?}");
        let action = action(&done);
        assert_eq!(
            (&action["kind"], &action["state"], &action["tries"]),
            (&json!(told), &json!("confirmed"), &json!(1))
        );
        assert_eq!(points.truth(&uuid).unwrap()["order_status"], shown);
        confirmed.push(action["id"].clone());
    }
    let asked: Vec<_> = points
        .changes()
        .unwrap()
        .into_iter()
        .map(|entry| {
            let path = entry["path"].as_str().unwrap().to_owned();
            let call = path.rsplit('/').next().unwrap().to_owned();
            assert_eq!(entry["uuid"], json!(uuid), "{entry}");
            (call, entry["body"].clone(), entry["applied"] == true)
        })
        .collect();
    assert_eq!(
        asked,
        [
            ("authorize".to_owned(), Value::Null, true),
            ("capture".to_owned(), Value::Null, true),
            // The tenth of the ways in which an order is paid.
            (
                "complete".to_owned(),
                json!({ "payment_method": "10" }),
                true
            ),
        ]
    );
    let truth = points.truth(&uuid).unwrap();
    assert_eq!(truth["completed"], true, "{truth}");
    assert_eq!(truth["payment_method"], "10", "{truth}");

    // What was heard to be done is not asked for again.
    let again = console
        .run(&["order", "complete", "1042", "--method", "tamara"])
        .unwrap();
    assert_eq!(
        (again.code, again.failure().unwrap()),
        (1, "money_not_offered".to_owned())
    );
    assert_eq!(points.changes_asked(&uuid).unwrap(), 3);
    let listed = console
        .run(&["actions", "list", "--order", "1042", "--state", "confirmed"])
        .unwrap();
    let listed = listed.json().unwrap();
    let mut ids: Vec<_> = listed["actions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|action| action["id"].clone())
        .collect();
    ids.reverse();
    assert_eq!(ids, confirmed);
}

#[test]
fn points_own_words_say_why_it_refused() {
    let (session, points, uuid) = shop_with("captured");
    let console = Console::new(&session);
    let cancel = ["order", "cancel", &uuid, "--reason", "Changed their mind"];
    let refused = console.run(&cancel).unwrap();
    assert_eq!(refused.code, 1, "{refused:?}");
    let told = action(&refused);
    assert_eq!(told["state"], "refused");
    assert_eq!(told["message"], "Order cannot be cancelled");
    assert_eq!(points.changes_asked(&uuid).unwrap(), 1);
}

/// A refund whose answer was lost is sent again by nobody but a person.
#[test]
fn a_refund_whose_answer_is_lost_waits_for_a_persons_word() {
    for (word, state, requests) in [
        ("happened", "confirmed", 1),
        ("not-happened", "withdrawn", 1),
        ("again", "confirmed", 2),
    ] {
        let (session, points, uuid) = shop_with("captured");
        let console = Console::new(&session);
        let matching = json!({ "method": "POST", "uuid": uuid });
        points
            .fault(matching, Some(1), json!({ "kind": "lose_answer" }))
            .unwrap();
        let refund = [
            "order", "refund", &uuid, "--amount", "50", "--reason", "Damaged",
        ];
        let unclear = console.run(&refund).unwrap();
        assert_eq!(
            unclear.code, 6,
            "asked again, it would be a second wish: {unclear:?}"
        );
        let told = action(&unclear);
        assert_eq!(told["state"], "unknown");
        assert_eq!(told["tries"], 1);

        assert_eq!(console.run(&["sync", "--all"]).unwrap().code, 0);
        assert_eq!(
            points.changes_asked(&uuid).unwrap(),
            1,
            "no read tells, and none sends"
        );
        let open = console.run(&["actions", "list"]).unwrap().json().unwrap();
        assert_eq!(open["actions"][0]["id"], told["id"]);

        let id = id(&told);
        let resolve = ["actions", "resolve", &id, word, "--author", "Huda"];
        let resolved = console.run(&resolve).unwrap();
        assert_eq!(resolved.code, 0, "{resolved:?}");
        assert_eq!(action(&resolved)["state"], state);
        assert_eq!(points.changes_asked(&uuid).unwrap(), requests);
        let again = console.run(&resolve).unwrap();
        assert_eq!(again.failure().unwrap(), "action_settled");
        let open = console.run(&["actions", "list"]).unwrap().json().unwrap();
        assert_eq!(open["actions"], json!([]));
    }
}

#[test]
fn what_is_only_written_down_is_sent_by_nobody_yet() {
    let (session, points, uuid) = shop_with("captured");
    let console = Console::new(&session);
    let queue = ["ship", "1042", "--to", "ready_shipping", "--queue"];
    let queued = console.run(&queue).unwrap();
    assert_eq!(queued.code, 0, "{queued:?}");
    let row = queued.json().unwrap()["results"][0].clone();
    assert_eq!(row["state"], "queued");
    assert_eq!(points.changes_asked(&uuid).unwrap(), 0);

    let waited = console
        .run(&["ship", "1042", "--to", "delivered", "--wait"])
        .unwrap();
    assert_eq!(waited.code, 0, "{waited:?}");
    assert_eq!(
        points.changes_asked(&uuid).unwrap(),
        1,
        "only the last status goes"
    );
    let superseded = console
        .run(&["actions", "list", "--order", "104", "--state", "superseded"])
        .unwrap();
    let superseded = superseded.json().unwrap();
    assert_eq!(superseded["actions"][0]["id"], row["action_id"]);
}
