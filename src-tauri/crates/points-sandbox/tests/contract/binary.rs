//! The program itself: its one line, its files, its end.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

fn start(arguments: &[&str]) -> (Child, Value) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_points-sandbox"))
        .arg("serve")
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    (child, serde_json::from_str(&line).unwrap())
}

/// Ends the program as a service manager would; it must end by itself, and well.
fn terminate(mut child: Child) {
    let sent = Command::new("kill")
        .arg(child.id().to_string())
        .status()
        .unwrap();
    assert!(sent.success());
    assert!(child.wait().unwrap().success());
}

#[tokio::test]
async fn prints_one_line_serves_and_saves_on_sigterm() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (key, state, uuids) = (file("key"), file("state.json"), file("uuids.txt"));
    std::fs::write(&key, "sk_sandbox_from_a_file\n").unwrap();
    let arguments = [
        "--orders",
        "40",
        "--seed",
        "9",
        "--state",
        &state,
        "--uuids-out",
        &uuids,
        "--private-key-file",
        &key,
        "--public-key",
        "pk_sandbox_given",
        "--quirks",
        "never",
        "--shipping-codes",
        "11,12,13,14,15,16",
        "--rules",
        r#"{"cancel":"any"}"#,
        "--latency-ms",
        "1",
        "--rate-limit",
        "1000",
    ];
    let (child, line) = start(&arguments);
    assert_eq!(line["orders"], 40);
    assert_eq!(line["public_key"], "pk_sandbox_given");
    assert_eq!(line["private_key"], "sk_sandbox_from_a_file");
    let base = line["base_url"].as_str().unwrap();
    assert!(base.starts_with("http://127.0.0.1:") && base.ends_with("/api/v1"));
    let control = line["control_url"].as_str().unwrap();
    assert_eq!(control.replace("/_sandbox", "/api/v1"), base);
    let listed = std::fs::read_to_string(&uuids).unwrap();
    let listed: Vec<&str> = listed.lines().collect();
    assert_eq!(listed.len(), 40);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.get(format!("{base}/orders/{}", listed[0]));
    let answer = request
        .header("x-api-key", "sk_sandbox_from_a_file")
        .send()
        .await
        .unwrap();
    let answer: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    assert_eq!(answer["data"]["order_number"], "NKH-10039", "newest first");
    let rules = client.get(format!("{control}/rules")).send().await.unwrap();
    assert!(rules.text().await.unwrap().contains(r#""cancel":"any""#));
    terminate(child);

    let (child, line) = start(&["--state", &state]);
    assert_eq!(line["orders"], 40);
    assert_eq!(line["private_key"], "sk_sandbox_from_a_file");
    terminate(child);
}

#[test]
fn wrong_arguments_are_refused_before_serving() {
    for arguments in [
        ["--shipping-codes", "1,2,3"],
        ["--rules", r#"{"cancel":"sometimes"}"#],
        ["--quirks", "maybe"],
        ["--private-key-file", "/nonexistent/key"],
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_points-sandbox"))
            .arg("serve")
            .args(arguments)
            .output()
            .unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        assert!(output.stdout.is_empty());
        assert!(!output.stderr.is_empty());
    }
}
