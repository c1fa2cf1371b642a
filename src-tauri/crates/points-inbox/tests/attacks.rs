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
const HUNDRED_MEGABYTES: usize = 100 << 20;
/// Connections at once, unless the inbox is told otherwise.
const PLACES: usize = 512;

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

/// A hundred megabytes are refused in words as soon as that can be known; they are not read to their
/// end, and not held.
#[test]
fn an_endless_body_is_refused_in_words_and_costs_no_memory() {
    let folder = folder();
    let inbox = Process::start(folder.path());
    let before = peak(inbox.id());
    for (request, wanted) in [
        (
            head(SECRET, &format!("content-length: {HUNDRED_MEGABYTES}")),
            "413",
        ),
        (head(SECRET, "transfer-encoding: chunked"), "413"),
        (
            head("wrong-secret-0123456789ab", "transfer-encoding: chunked"),
            "401",
        ),
    ] {
        let (sent, said) = pour(&inbox, &request);
        assert!(said.starts_with(&format!("HTTP/1.1 {wanted}")), "{said}");
        assert!(sent < HUNDRED_MEGABYTES, "it took all of it");
    }
    let at_once = 40;
    std::thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| pour(&inbox, &head(SECRET, "transfer-encoding: chunked")));
        }
    });
    let grown = peak(inbox.id()) - before;
    println!("{at_once} bodies of a hundred megabytes at once: it grew by {grown} kB at its peak");
    // As many as are waited for, each up to the megabyte that a body may have.
    assert!(grown < (3 * at_once) << 10, "it grew by {grown} kB");
}

/// Sends chunks of a hundred megabytes until they are refused; how many bytes that took, and what
/// was said.
fn pour(inbox: &Process, request: &str) -> (usize, String) {
    let mut stream = TcpStream::connect(address(inbox)).unwrap();
    let mut chunk = format!("{:x}\r\n", 1 << 16).into_bytes();
    chunk.resize(chunk.len() + (1 << 16), b'x');
    chunk.extend_from_slice(b"\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut sent = 0;
    while sent < HUNDRED_MEGABYTES && stream.write_all(&chunk).is_ok() {
        sent += chunk.len();
    }
    let mut said = Vec::new();
    // What was said stands before the error that ends it.
    if let Err(error) = stream.read_to_end(&mut said) {
        assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    }
    (sent, String::from_utf8(said).unwrap())
}

/// Two hundred who send a byte and then nothing more: some in the head, some in the body.
#[test]
fn slow_senders_are_sent_away_and_others_are_served_meanwhile() {
    let folder = folder();
    let inbox = Process::start(folder.path());
    let before = peak(inbox.id());
    let started = Instant::now();
    let mut slow: Vec<_> = (0..200)
        .map(|number| {
            let mut stream = TcpStream::connect(address(&inbox)).unwrap();
            let begun = match number % 2 {
                0 => format!("{}{{", head(SECRET, "content-length: 50")),
                _ => "POST /hooks/main HT".to_owned(),
            };
            stream.write_all(begun.as_bytes()).unwrap();
            stream
        })
        .collect();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    assert_eq!(runtime.block_on(inbox.deliver(EVENT)).status(), 200);
    for (number, stream) in slow.iter_mut().enumerate() {
        let mut said = String::new();
        stream.read_to_string(&mut said).unwrap();
        if number % 2 == 0 {
            assert!(said.starts_with("HTTP/1.1 408"), "{said}");
        }
    }
    let took = started.elapsed();
    assert!(took < Duration::from_secs(40), "{took:?}");
    let grown = peak(inbox.id()) - before;
    println!("200 slow senders were sent away after {took:.1?}; it grew by {grown} kB");
    assert!(grown < 32 << 10, "it grew by {grown} kB");
}

/// The same attacks again and again leave nothing behind.
#[tokio::test]
async fn memory_is_steady_however_long_it_is_attacked() {
    let folder = folder();
    let inbox = Process::start(folder.path());
    let mut grown = Vec::new();
    for wave in 0..6 {
        attack(&inbox, wave).await;
        grown.push(memory(inbox.id()));
    }
    println!("resident after each of six waves of 840 requests, kB: {grown:?}");
    // The first ones fill what is kept for use: threads, the pages of the database.
    let steady = grown[5].saturating_sub(grown[1]);
    assert!(steady < 4 << 10, "it grew by {steady} kB: {grown:?}");
}

async fn attack(inbox: &Process, wave: usize) {
    let long = format!("\"{}\"", "x".repeat(1 << 20));
    for round in 0..40 {
        for sign in 0..20 {
            let body = format!("{{\"wave\":{wave},\"round\":{round},\"sign\":{sign}");
            let (secret, body, wanted) = match sign % 4 {
                0 => (SECRET, format!("{body}}}"), 200),
                1 => (SECRET, body, 400),
                2 => (SECRET, "[".repeat(4_000), 400),
                _ => ("wrong-secret-0123456789ab", body, 401),
            };
            let answer = inbox.post("main", secret, body).send().await.unwrap();
            assert_eq!(answer.status(), wanted);
        }
        // Whether the answer is still heard while so much is sent is a matter of luck.
        if let Ok(answer) = inbox.post("main", SECRET, long.clone()).send().await {
            assert_eq!(answer.status(), 413);
        }
    }
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

/// Far more connections than it has places for: the rest are told, each of them, and it serves on
/// afterwards.
#[test]
fn a_crowd_of_ten_thousand_is_turned_away_in_words() {
    let folder = folder();
    let inbox = Process::start(folder.path());
    let before = peak(inbox.id());
    let started = Instant::now();
    let wanted = places_for(10_000);
    let mut crowd: Vec<TcpStream> = Vec::with_capacity(wanted);
    let (mut told, mut silent) = (0, 0);
    while crowd.len() < wanted {
        // As many at a stroke as the system itself queues.
        let before = crowd.len();
        crowd.extend(
            (before..wanted)
                .take(200)
                .map(|_| TcpStream::connect(address(&inbox)).unwrap()),
        );
        // Once one of them had time enough, so had the others.
        let mut patience = Duration::from_millis(300);
        for stream in &mut crowd[before..] {
            match said(stream, patience) {
                None => {
                    silent += 1;
                    patience = Duration::from_millis(1);
                }
                Some(said) => {
                    assert!(said.starts_with("HTTP/1.1 503"), "{said}");
                    assert!(
                        said.ends_with("{\"message\":\"too many connections now\"}"),
                        "{said}"
                    );
                    told += 1;
                }
            }
        }
    }
    let took = started.elapsed();
    let grown = peak(inbox.id()) - before;
    println!(
        "of {wanted} connections at once {told} were told that there are too many and {silent} had \
         a place, in {took:.1?}; it grew by {grown} kB at its peak"
    );
    // Whoever says nothing for ten seconds makes room for another.
    let turns = usize::try_from(took.as_secs() / 10).unwrap() + 1;
    assert!(silent <= turns * PLACES, "{silent} had a place");
    assert!(grown < 32 << 10, "it grew by {grown} kB");
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

/// So many connections, or as many as this machine lets a process have.
fn places_for(connections: usize) -> usize {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit).unwrap();
    let files = limit
        .maximum
        .map_or(usize::MAX, |most| most.try_into().unwrap());
    let places = connections.min(files - 100);
    if places < connections {
        println!("this machine lets a process have only {files} files");
    }
    places
}

/// What was said until the end; none: nothing, for so long.
fn said(stream: &mut TcpStream, patience: Duration) -> Option<String> {
    stream.set_read_timeout(Some(patience)).unwrap();
    let mut said = String::new();
    match stream.read_to_string(&mut said) {
        Ok(_) => Some(said),
        Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => None,
        Err(error) => unreachable!("{error}"),
    }
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

fn head(secret: &str, length: &str) -> String {
    format!(
        "POST /hooks/main HTTP/1.1\r\nhost: localhost\r\nx-webhook-secret: {secret}\r\n{length}\r\n\r\n"
    )
}

/// Resident kilobytes.
fn memory(process: u32) -> usize {
    kilobytes(process, "VmRSS:")
}

/// The most kilobytes that were ever resident.
fn peak(process: u32) -> usize {
    kilobytes(process, "VmHWM:")
}

fn kilobytes(process: u32, name: &str) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(name))
        .unwrap();
    line.trim().split(' ').next().unwrap().parse().unwrap()
}
