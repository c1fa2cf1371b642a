//! Webhooks from the command line: from Points to the inbox and back, and no secret on the way.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use acceptance::Secret;
use acceptance::command_line::{Console, LocalInbox, LocalPoints, Reply, Session};
use serde_json::{Value, json};

const NOBODY: &str = "3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d";

fn listed(reply: &Reply) -> Vec<Value> {
    assert_eq!(reply.code, 0, "{reply:?}");
    reply.json().unwrap()["webhooks"]
        .as_array()
        .unwrap()
        .clone()
}

#[test]
fn a_webhook_is_registered_tested_changed_and_removed() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 3).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    let inbox = LocalInbox::start().unwrap();
    inbox.connect(&session, "demo-shop").unwrap();
    let mut said = Vec::new();
    // As much as it can be made to tell.
    let mut run = |arguments: &[&str]| {
        let mut command = console.command().unwrap();
        command.env("POINTSCTL_LOG", "trace").args(arguments);
        let reply = Console::start_command(&mut command, "")
            .unwrap()
            .reply()
            .unwrap();
        said.push(format!("{}{}", reply.out, reply.err));
        reply
    };

    let none = run(&["webhooks", "list"]);
    assert!(listed(&none).is_empty());
    let url = none.json().unwrap()["suggested_url"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(url, inbox.hook());
    let registered = listed(&run(&["webhooks", "register", "Desk", &url]));
    let uuid = registered[0]["uuid"].as_str().unwrap().to_owned();
    assert_eq!(registered[0]["secret"], "with_inbox");
    let secret = points.webhook_secret(&uuid).unwrap();
    let kept = |uuid: &str| {
        let entry = format!("webhook-secret/{uuid}");
        session.kept("demo-shop", &entry).unwrap()
    };
    assert_eq!(kept(&uuid).as_deref(), Some(secret.as_str()));

    let tested = run(&["webhooks", "test", &uuid]);
    assert_eq!(tested.code, 0, "{tested:?}");
    assert!(tested.number("/arrived_after_ms").is_ok());
    let synced = run(&["sync"]);
    assert_eq!(synced.code, 0, "{synced:?}");
    assert_eq!(console.known_orders().unwrap(), 0, "the test is no order");

    let twice = run(&["webhooks", "register", "Desk", &url]);
    assert_eq!(twice.code, 1);
    assert_eq!(twice.failure().unwrap(), "webhook_repeated");
    let changed = run(&["webhooks", "change", &uuid, "--name", "صندوق المتجر"]);
    let changed = listed(&changed);
    assert_eq!(changed[0]["name"], "صندوق المتجر");
    assert_eq!(changed[0]["url"].as_str(), Some(url.as_str()));
    let kept_there = listed(&run(&["webhooks", "hand-over", &uuid]));
    assert_eq!(kept_there[0]["secret"], "with_inbox");

    let file = session.folder().join("secrets-for-the-server");
    let saved = run(&[
        "webhooks",
        "save-secret",
        &uuid,
        "--to",
        file.to_str().unwrap(),
    ]);
    assert_eq!(saved.code, 0, "{saved:?}");
    assert_eq!(saved.json().unwrap()["hook"], "main");
    let written = fs::read_to_string(&file).unwrap();
    assert_eq!(written, format!("main={secret}\n"));
    let mode = fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    fs::remove_file(&file).unwrap();

    assert!(listed(&run(&["webhooks", "remove", &uuid])).is_empty());
    assert_eq!(kept(&uuid), None);
    let gone = run(&["webhooks", "test", &uuid]);
    assert_eq!(gone.failure().unwrap(), "webhook_unknown");

    // With its profile goes the secret of a webhook that is still there.
    let another = listed(&run(&["webhooks", "register", "Desk", &url]));
    let another = another[0]["uuid"].as_str().unwrap();
    assert!(kept(another).is_some());
    let removed = run(&["profile", "remove", "Demo shop"]);
    assert_eq!(removed.code, 0, "{removed:?}");
    assert_eq!(kept(another), None);

    let secret = Secret::new(&secret);
    let (read, found) = secret.search_files(session.folder()).unwrap();
    assert!(read > 4, "only {read} files were searched");
    assert!(found.is_empty(), "the secret stands in {found:?}");
    for text in &said {
        assert!(!secret.is_in(text.as_bytes()), "the secret was printed");
    }
}

#[test]
fn what_cannot_be_is_told_by_its_code() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 1).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    let run = |arguments: &[&str]| console.run(arguments).unwrap();
    let elsewhere = "https://crm.example/points";
    let registered = listed(&run(&["webhooks", "register", "CRM", elsewhere]));
    let uuid = registered[0]["uuid"].as_str().unwrap().to_owned();
    assert_eq!(registered[0]["secret"], "elsewhere");
    for (arguments, code, failure) in [
        (vec!["register", "", elsewhere], 2, "webhook_name_invalid"),
        (
            vec!["register", "n", "http://a.example"],
            2,
            "webhook_url_invalid",
        ),
        (vec!["remove", NOBODY], 1, "webhook_unknown"),
        (vec!["change", NOBODY, "--name", "n"], 1, "webhook_unknown"),
        (vec!["change", &uuid], 2, "usage"),
        (vec!["test", &uuid], 1, "inbox_missing"),
        (vec!["hand-over", &uuid], 1, "inbox_missing"),
        (
            vec!["save-secret", &uuid, "--to", "f"],
            2,
            "webhook_url_invalid",
        ),
    ] {
        let arguments: Vec<_> = ["webhooks"].into_iter().chain(arguments).collect();
        let reply = run(&arguments);
        assert_eq!(reply.failure().unwrap(), failure, "{arguments:?}");
        assert_eq!(reply.code, code, "{arguments:?}");
    }

    let webhooks = json!({ "method": "POST", "path_contains": "/webhooks" });
    let lost = json!({ "kind": "status", "code": 503 });
    points.fault(webhooks, Some(1), lost).unwrap();
    let unclear = run(&["webhooks", "register", "n", "https://b.example/points"]);
    assert_eq!(unclear.failure().unwrap(), "interrupted");
    assert_eq!(unclear.code, 4);
}
