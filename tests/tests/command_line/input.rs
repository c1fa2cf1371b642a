//! Bad input is reported, row by row where there are rows, and harms nothing.

use std::fs::{self, File};

use acceptance::command_line::{Console, LocalPoints, Session};

#[test]
fn rows_without_a_uuid_are_reported_and_the_others_taken() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 3).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    let uuids = points.all_uuids().unwrap();
    let text = format!(
        "order;uuid\r\n1;{}\r\n2;not-a-uuid\r\n3;{} (see {})\r\n4;{}\r\n",
        uuids[0],
        uuids[1].to_uppercase(),
        uuids[2],
        uuids[0],
    );
    let reply = console
        .run_with_input(&["orders", "track", "--file", "-"], &text)
        .unwrap();
    assert_eq!(reply.code, 5, "{reply:?}");
    assert_eq!(reply.number("/added").unwrap(), 3);
    assert_eq!(reply.number("/repeated").unwrap(), 1);
    let rows = reply.json().unwrap()["rows"].clone();
    let invalid: Vec<_> = rows
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["outcome"] == "invalid")
        .map(|row| row["line"].as_u64().unwrap())
        .collect();
    assert_eq!(invalid, [1, 3]);
}

#[test]
fn files_that_are_no_lists_are_refused() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 1).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    let path = |name: &str| session.folder().join(name);
    fs::write(path("empty.csv"), "").unwrap();
    fs::write(path("picture.png"), [0x89, b'P', b'N', b'G', 0, 0, 0, 13]).unwrap();
    fs::write(path("prose.txt"), "nothing to see\nhere\n").unwrap();
    File::create(path("huge.csv"))
        .unwrap()
        .set_len(200 * 1024 * 1024)
        .unwrap();
    for (name, failure) in [
        ("empty.csv", "file_empty"),
        ("picture.png", "file_not_text"),
        ("prose.txt", "nothing_found"),
        ("huge.csv", "file_too_large"),
        ("missing.csv", "file_failed"),
    ] {
        let reply = console
            .run(&["orders", "track", "--file", path(name).to_str().unwrap()])
            .unwrap();
        assert_eq!(reply.failure().unwrap(), failure, "{name}");
        assert_eq!(reply.code, 1, "{name}");
    }
}

#[test]
fn wrong_usage_is_told_from_failure() {
    let session = Session::without_keyring().unwrap();
    let console = Console::new(&session);
    for arguments in [
        &["ship", "1042"][..],
        &["ship", "1042", "--to", "somewhere"],
        &["orders", "list", "--sort", "colour"],
        &["checkouts", "stale", "--older-than", "soon"],
        &[
            "profile",
            "add",
            "Shop",
            "--environment",
            "custom",
            "--private-key-stdin",
        ],
        &["profile", "add", "Shop", "--environment", "sandbox"],
        &[
            "profile",
            "add",
            "Shop",
            "--environment",
            "production",
            "--base-url",
            "https://x/api/v1",
            "--private-key-stdin",
        ],
        &["orders", "track"],
    ] {
        assert_eq!(console.run(arguments).unwrap().code, 2, "{arguments:?}");
    }
    assert_eq!(
        console.run(&["orders", "list"]).unwrap().failure().unwrap(),
        "no_profile"
    );
    assert_eq!(
        console
            .run(&["--profile", "Nobody", "orders", "list"])
            .unwrap()
            .failure()
            .unwrap(),
        "profile_unknown"
    );
}
