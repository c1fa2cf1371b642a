//! Bad input is reported, row by row where there are rows, and harms nothing.

use std::fs::{self, File};

use acceptance::command_line::{Console, LocalPoints, Session};
use serde_json::json;

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
    File::create(path("huge.csv"))
        .unwrap()
        .set_len(200 * 1024 * 1024)
        .unwrap();
    for (name, failure) in [
        ("empty.csv", "file_empty"),
        ("picture.png", "file_not_text"),
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
fn a_list_without_any_uuid_is_reported_row_by_row() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 1).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    let reply = console
        .run_with_input(
            &["orders", "track", "--file", "-"],
            "nothing to see\nhere\n",
        )
        .unwrap();
    assert_eq!(reply.code, 1, "{reply:?}");
    assert_eq!(reply.number("/invalid").unwrap(), 2);
    let rows = reply.json().unwrap()["rows"].clone();
    assert_eq!((&rows[0]["line"], &rows[1]["line"]), (&json!(1), &json!(2)));
}

#[test]
fn a_list_that_cannot_be_read_adds_nothing_and_typed_uuids_are_part_of_the_report() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 3).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    let uuids = points.all_uuids().unwrap();
    let track = ["orders", "track", &uuids[0], "--file", "missing.csv"];
    let reply = console.run(&track).unwrap();
    assert_eq!(reply.failure().unwrap(), "file_failed");
    let listed = console.run(&["orders", "list"]).unwrap();
    assert_eq!(listed.number("/total/count").unwrap(), 0);

    // As a spreadsheet saves it.
    let text = format!("\u{feff}{}\n{}\nno uuid\n", uuids[0], uuids[1]);
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut command = console.command().unwrap();
    command.args(["orders", "track", &uuids[0], "--file", "-"]);
    let reply = Console::start_with_bytes(&mut command, &wide)
        .unwrap()
        .reply()
        .unwrap();
    assert_eq!(reply.code, 5, "{reply:?}");
    assert_eq!(reply.number("/added").unwrap(), 2);
    assert_eq!(reply.number("/repeated").unwrap(), 1);
    let rows = reply.json().unwrap()["rows"].clone();
    assert_eq!(rows[0]["outcome"], "invalid");
    assert_eq!(rows[0]["line"], 3, "lines count from the start of the file");
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
        &["orders", "list", "--limit", "0"],
        &["orders", "list", "--sort", "colour"],
        &["nonsense"],
    ] {
        let reply = console.run(arguments).unwrap();
        assert_eq!(reply.code, 2, "{arguments:?}");
        assert_eq!(reply.failure().unwrap(), "usage", "{arguments:?}");
        assert!(!reply.err.is_empty(), "people are told too");
    }
    let adding = |name: &str, url: &str| {
        let arguments = ["profile", "add", name, "--environment", "custom"];
        let mut command = console.command().unwrap();
        command.args(arguments).args(["--base-url", url]);
        command.env("POINTS_PRIVATE_KEY", "sk_test_4f9c2b7d1e8a");
        let started = Console::start_command(&mut command, "").unwrap();
        started.reply().unwrap()
    };
    let reply = adding("Shop", "https://shop.example");
    assert_eq!(reply.failure().unwrap(), "base_url_invalid");
    assert_eq!(reply.code, 2, "{reply:?}");
    let reply = adding(" ", "https://shop.example/api/v1");
    assert_eq!(reply.failure().unwrap(), "profile_name_invalid");
    assert_eq!(reply.code, 2, "{reply:?}");
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

#[test]
fn a_cursor_of_another_list_is_wrong_usage() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 3).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    console.track_all(&points).unwrap();
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
    let first = [
        "orders",
        "list",
        "--limit",
        "1",
        "--sort",
        "total_price:desc",
    ];
    let first = console.run(&first).unwrap().json().unwrap();
    let cursor = first["next"].as_str().unwrap();
    for (after, sort) in [("garbage", "total"), (cursor, "order_number")] {
        let list = ["orders", "list", "--after", after, "--sort", sort];
        let reply = console.run(&list).unwrap();
        assert_eq!(reply.failure().unwrap(), "cursor_invalid", "{after} {sort}");
        assert_eq!(reply.code, 2);
    }
}

#[test]
fn whoever_reads_may_stop_reading() {
    let session = Session::without_keyring().unwrap();
    let console = Console::new(&session);
    for arguments in [&["orders", "list"][..], &["nonsense"], &["--help"]] {
        let mut command = console.command().unwrap();
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let status = command
            .args(arguments)
            .stdout(writer)
            .stderr(std::process::Stdio::null())
            .status()
            .unwrap();
        assert_ne!(status.code(), Some(101), "{arguments:?} panicked");
    }
}
