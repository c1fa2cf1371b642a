//! What should not be there: wrong secrets, endless bodies, slow senders, web pages, crowds.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod support;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use support::{Process, SECRET, command, folder, refusal, write};

const EVENT: &str = r#"{"event":"captured","order":{}}"#;

#[tokio::test]
async fn a_wrong_secret_is_turned_away_and_nothing_is_kept() {
    let folder = folder();
    let inbox = Process::start(folder.path());
    for (hook, secret) in [
        ("main", "wrong-secret-0123456789ab"),
        ("main", ""),
        ("other", SECRET),
        ("..%2Fmain", SECRET),
    ] {
        let answer = inbox.post(hook, secret, EVENT).send().await.unwrap();
        assert_eq!(answer.status(), 401, "{hook}");
    }
    assert_eq!(inbox.told("").await.last_seq, 0);
}

#[tokio::test]
async fn a_body_that_is_no_json_or_too_long_is_refused_in_words() {
    let folder = folder();
    let inbox = Process::start(folder.path());
    for body in ["", "{", "event=captured", "\u{feff}{}"] {
        let answer = inbox.deliver(body).await;
        assert_eq!(answer.status(), 400, "{body}");
        assert!(answer.text().await.unwrap().contains("no JSON"));
    }
    assert_eq!(inbox.deliver(b"\"\xff\"".to_vec()).await.status(), 400);
    let long = format!("\"{}\"", "x".repeat(2 << 20));
    assert_eq!(inbox.deliver(long).await.status(), 413);
    assert_eq!(inbox.told("").await.last_seq, 0);
    assert_eq!(inbox.deliver("[]").await.status(), 200, "unknown, and kept");
}

/// A hundred megabytes are not read to their end, and not held.
#[test]
fn an_endless_body_costs_no_memory() {
    let folder = folder();
    let inbox = Process::start(folder.path());
    let before = memory(inbox.id());
    let mut stream = TcpStream::connect(address(&inbox)).unwrap();
    stream
        .write_all(head("content-length: 104857600").as_bytes())
        .unwrap();
    let chunk = vec![b'x'; 1 << 16];
    let refused = (0..1600).any(|_| stream.write_all(&chunk).is_err());
    let grown = memory(inbox.id()).saturating_sub(before);
    assert!(refused, "it took a hundred megabytes");
    assert!(grown < 16 << 10, "it grew by {grown} kB");
}

#[test]
fn a_slow_sender_is_sent_away_and_others_are_served_meanwhile() {
    let folder = folder();
    let inbox = Process::start(folder.path());
    let started = Instant::now();
    let mut body = TcpStream::connect(address(&inbox)).unwrap();
    body.write_all(head("content-length: 50").as_bytes())
        .unwrap();
    body.write_all(b"{").unwrap();
    let mut heading = TcpStream::connect(address(&inbox)).unwrap();
    heading.write_all(b"POST /hooks/main HT").unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    assert_eq!(runtime.block_on(inbox.deliver(EVENT)).status(), 200);
    let mut said = String::new();
    body.read_to_string(&mut said).unwrap();
    assert!(said.starts_with("HTTP/1.1 408"), "{said}");
    let mut said = String::new();
    heading.read_to_string(&mut said).unwrap();
    assert!(started.elapsed() < Duration::from_secs(40));
}

#[tokio::test]
async fn web_pages_and_foreign_names_are_refused() {
    let folder = folder();
    let inbox = Process::start(folder.path());
    let from_page = inbox
        .post("main", SECRET, EVENT)
        .header("Origin", "https://evil.example")
        .send()
        .await
        .unwrap();
    assert_eq!(from_page.status(), 403);
    let renamed = inbox
        .post("main", SECRET, EVENT)
        .header("Host", "evil.example")
        .send()
        .await
        .unwrap();
    assert_eq!(renamed.status(), 421);
    assert_eq!(inbox.told("").await.last_seq, 0);
}

/// Far more connections than it has places for: the rest are told, and it serves on afterwards.
#[test]
fn a_crowd_is_turned_away_in_words() {
    let folder = folder();
    let inbox = Process::start(folder.path());
    let before = memory(inbox.id());
    let mut crowd: Vec<TcpStream> = Vec::new();
    for _ in 0..900 {
        match TcpStream::connect(address(&inbox)) {
            Ok(stream) => crowd.push(stream),
            Err(_) => break,
        }
    }
    let mut told = String::new();
    let last = crowd.last_mut().unwrap();
    last.set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    last.read_to_string(&mut told).unwrap();
    assert!(told.starts_with("HTTP/1.1 503"), "{told}");
    assert!(
        told.ends_with("{\"message\":\"too many connections now\"}"),
        "{told}"
    );
    let grown = memory(inbox.id()).saturating_sub(before);
    assert!(grown < 64 << 10, "it grew by {grown} kB");
    drop(crowd);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let started = Instant::now();
    let served = runtime.block_on(async {
        loop {
            let sent = inbox.post("main", SECRET, EVENT).send().await;
            if sent.is_ok_and(|answer| answer.status() == 200) {
                return true;
            }
            if started.elapsed() > Duration::from_secs(20) {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    assert!(served, "it does not serve any more");
}

#[test]
fn what_keeps_it_from_starting_is_said_and_no_secret_with_it() {
    let folder = folder();
    let said = refusal(command(folder.path()).args(["--listen", "0.0.0.0:0"]));
    assert!(said.contains("others could read along"), "{said}");
    write(folder.path(), "secrets", &format!("{SECRET}\n"));
    let said = refusal(command(folder.path()).args(["--listen", "127.0.0.1:0"]));
    assert!(said.contains("line 1"), "{said}");
    assert!(!said.contains(SECRET), "{said}");
}

fn address(inbox: &Process) -> &str {
    inbox.url.strip_prefix("http://").unwrap()
}

fn head(length: &str) -> String {
    format!(
        "POST /hooks/main HTTP/1.1\r\nhost: localhost\r\nx-webhook-secret: {SECRET}\r\n{length}\r\n\r\n"
    )
}

/// Resident kilobytes.
fn memory(process: u32) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .unwrap();
    line.trim().split(' ').next().unwrap().parse().unwrap()
}
