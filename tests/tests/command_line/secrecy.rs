//! No secret anywhere: not on disk, not in a log, not in an argument list, not in an output.

use std::fs;

use acceptance::Secret;
use acceptance::command_line::{Console, LocalPoints, Session};

#[test]
fn no_secret_is_left_anywhere_after_a_full_run() {
    let session = Session::with_keyring().unwrap();
    let mut points = LocalPoints::start(&session, 30).unwrap();
    let console = Console::new(&session);
    let mut said = Vec::new();
    // As much as it can be made to tell.
    let mut talkative = |arguments: &[&str], input: &str| {
        let mut command = console.command().unwrap();
        command.env("POINTSCTL_LOG", "trace").args(arguments);
        let reply = Console::start_command(&mut command, input)
            .unwrap()
            .reply()
            .unwrap();
        said.push(format!("{}{}", reply.out, reply.err));
        reply.code
    };
    // Each check of the key brings it back with the webhooks.
    let webhook_secret = points.register_webhook().unwrap();
    let old_key = points.private_key().to_owned();
    let export = points.export().to_str().unwrap().to_owned();
    let base_url = points.base_url().to_owned();
    let adding = [
        "profile",
        "add",
        "Demo shop",
        "--environment",
        "demo",
        "--base-url",
        &base_url,
        "--public-key",
        points.public_key(),
        "--private-key-stdin",
    ];
    assert_eq!(talkative(&adding, &old_key), 0);
    assert_eq!(talkative(&["orders", "track", "--file", &export], ""), 0);
    let uuid = points.all_uuids().unwrap()[0].clone();
    assert_eq!(talkative(&["sync"], ""), 0);
    assert_eq!(talkative(&["ship", &uuid, "--to", "delivered"], ""), 0);
    assert_eq!(talkative(&["profile", "list"], ""), 0);
    assert_eq!(talkative(&["profile", "check"], ""), 0);
    points.rotate_key().unwrap();
    let new_key = points.private_key().to_owned();
    assert_eq!(talkative(&["sync", "--all"], ""), 3);
    let replacing = ["profile", "replace-key", "Demo shop", "--private-key-stdin"];
    assert_eq!(talkative(&replacing, &new_key), 0);

    // While one works, its argument list and its parent's are looked at.
    points.slow_down(100).unwrap();
    let before = points.requests().unwrap().len();
    let mut working = console.start(&["sync", "--all"]).unwrap();
    console.wait_for_requests(&points, before + 3).unwrap();
    let arguments = fs::read(format!("/proc/{}/cmdline", working.id())).unwrap();
    assert!(arguments.windows(4).any(|part| part == b"sync"));
    working.kill().unwrap();

    // One crashes in the middle, with all that it says until then.
    let before = points.requests().unwrap().len();
    let mut command = console.command().unwrap();
    command
        .env("POINTSCTL_LOG", "trace")
        .args(["sync", "--all"]);
    let crashing = Console::start_command(&mut command, "").unwrap();
    console.wait_for_requests(&points, before + 3).unwrap();
    let crash = crashing.crash().unwrap();
    assert!(crash.contains("GET /orders/{uuid}"), "{crash}");
    said.push(crash);

    assert!(
        session
            .data()
            .join("profiles/demo-shop/orders.db")
            .is_file()
    );
    for secret in [&old_key, &new_key, &webhook_secret] {
        let secret = Secret::new(secret);
        assert!(!secret.is_in(&arguments));
        let (read, found) = secret.search_files(session.folder()).unwrap();
        // The database, the keyring, the settings and the locks.
        assert!(read > 4, "only {read} files were searched");
        assert!(found.is_empty(), "a secret stands in {found:?}");
        for text in &said {
            assert!(!secret.is_in(text.as_bytes()), "a secret was printed");
        }
    }
}
