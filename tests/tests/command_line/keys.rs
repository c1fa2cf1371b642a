//! Keys: refused, replaced, removed, from the environment, and without a keyring.

use acceptance::command_line::{Console, LocalPoints, Session};

#[test]
fn a_refused_key_stops_everything_until_it_is_replaced() {
    const ORDERS: u32 = 40;
    let session = Session::with_keyring().unwrap();
    let mut points = LocalPoints::start(&session, ORDERS).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    console.track_all(&points).unwrap();
    points.rotate_key().unwrap();
    let before = points.requests().unwrap().len();

    let sync = console.run(&["sync"]).unwrap();
    assert_eq!(sync.code, 3, "{sync:?}");
    assert_eq!(sync.json().unwrap()["phase"], "key_refused");
    let sent = points.requests().unwrap().len() - before;
    assert!(sent <= 8, "{sent} requests with a refused key");
    assert_eq!(console.run(&["profile", "check"]).unwrap().code, 3);

    let replaced = console
        .run_with_input(
            &["profile", "replace-key", "Demo shop", "--private-key-stdin"],
            &format!(" {}\r\n", points.private_key()),
        )
        .unwrap();
    assert_eq!(replaced.code, 0, "{replaced:?}");
    assert_eq!(
        session.kept_key("demo-shop").unwrap().as_deref(),
        Some(points.private_key())
    );
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
    assert_eq!(console.known_orders().unwrap(), ORDERS as usize);

    let removed = console
        .run(&["profile", "remove", "Demo shop", "--delete-data"])
        .unwrap();
    assert_eq!(removed.code, 0, "{removed:?}");
    assert_eq!(session.kept_key("demo-shop").unwrap(), None);
    assert!(!session.data().join("profiles/demo-shop").exists());
}

#[test]
fn a_wrong_key_makes_no_profile() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 1).unwrap();
    let console = Console::new(&session);
    for (key, failure) in [
        ("sk_sandbox_this_is_not_the_key_of_this_shop", "key_refused"),
        (points.public_key(), "same_key_twice"),
        ("", "key_empty"),
        ("two words in it", "key_malformed"),
    ] {
        let mut command = console.command().unwrap();
        Console::adding(&mut command, &points);
        let reply = Console::start_command(&mut command, key)
            .unwrap()
            .reply()
            .unwrap();
        assert_eq!(reply.failure().unwrap(), failure);
        assert_eq!(reply.code, 3);
        assert!(key.is_empty() || key == points.public_key() || !reply.err.contains(key));
    }
    assert_eq!(session.kept_key("demo-shop").unwrap(), None);
    let profiles = console.run(&["profile", "list"]).unwrap().json().unwrap();
    assert_eq!(profiles["profiles"].as_array().unwrap().len(), 0);
}

#[test]
fn without_a_keyring_nothing_is_stored_but_the_environment_may_give_the_key() {
    let session = Session::without_keyring().unwrap();
    let points = LocalPoints::start(&session, 6).unwrap();
    let console = Console::new(&session);
    let mut command = console.command().unwrap();
    Console::adding(&mut command, &points);
    let reply = Console::start_command(&mut command, points.private_key())
        .unwrap()
        .reply()
        .unwrap();
    assert_eq!(reply.code, 1, "{reply:?}");
    assert_eq!(reply.failure().unwrap(), "keyring_no_bus");
    assert!(
        reply.err.contains("POINTS_PRIVATE_KEY"),
        "it says the way out"
    );

    let with_key = |arguments: &[&str]| {
        let mut command = console.command().unwrap();
        command
            .env("POINTS_PRIVATE_KEY", points.private_key())
            .args(arguments);
        Console::start_command(&mut command, "")
            .unwrap()
            .reply()
            .unwrap()
    };
    let added = with_key(&[
        "profile",
        "add",
        "Server",
        "--environment",
        "demo",
        "--base-url",
        points.base_url(),
    ]);
    assert_eq!(added.code, 0, "{added:?}");
    assert_eq!(added.json().unwrap()["profile"]["key"]["state"], "session");
    let export = points.export().to_str().unwrap().to_owned();
    assert_eq!(with_key(&["orders", "track", "--file", &export]).code, 0);
    assert_eq!(with_key(&["sync"]).code, 0);
    assert_eq!(console.known_orders().unwrap(), 6);
    let without = console.run(&["sync", "--all"]).unwrap();
    assert_eq!(without.code, 3, "the key was stored nowhere: {without:?}");
    assert_eq!(without.json().unwrap()["problem"]["code"], "key_missing");
}

#[test]
fn a_profile_is_not_removed_where_its_key_cannot_be() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 1).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    let remove = ["profile", "remove", "Demo shop"];
    let mut command = console.command().unwrap();
    command.env_remove("DBUS_SESSION_BUS_ADDRESS").args(remove);
    let reply = Console::start_command(&mut command, "")
        .unwrap()
        .reply()
        .unwrap();
    assert_eq!(reply.code, 1, "{reply:?}");
    assert_eq!(reply.failure().unwrap(), "key_out_of_reach");
    let profiles = console.run(&["profile", "list"]).unwrap().json().unwrap();
    assert_eq!(profiles["profiles"][0]["name"], "Demo shop");
    assert!(session.kept_key("demo-shop").unwrap().is_some());

    assert_eq!(console.run(&remove).unwrap().code, 0);
    assert_eq!(session.kept_key("demo-shop").unwrap(), None);
}

#[test]
fn a_key_of_the_environment_that_is_no_text_is_told() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let session = Session::without_keyring().unwrap();
    let console = Console::new(&session);
    let mut command = console.command().unwrap();
    command
        .env("POINTS_PRIVATE_KEY", OsStr::from_bytes(b"sk_test_\xff\xfe"))
        .arg("sync");
    let reply = Console::start_command(&mut command, "")
        .unwrap()
        .reply()
        .unwrap();
    assert_eq!(reply.failure().unwrap(), "key_malformed", "{reply:?}");
    assert_eq!(reply.code, 3);
}
