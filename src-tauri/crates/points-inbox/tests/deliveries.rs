//! What Points delivers is on disk before it is answered, and desks are told all of it.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod support;

use std::time::{Duration, Instant};

use support::{Process, SECRET, TOKEN, folder, write};

const UUID: &str = "3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d";

fn event(number: usize) -> String {
    format!(
        r#"{{"event":"captured","order":{{"id":"{UUID}","total_price":"{number}.50"}},"timestamp":"{number}"}}"#
    )
}

#[tokio::test]
async fn an_event_is_told_as_it_came() {
    let folder = folder();
    let inbox = Process::start(folder.path());
    let before = chrono::Utc::now().timestamp_millis();
    assert_eq!(inbox.deliver(event(1)).await.status(), 200);
    let told = inbox.told("").await;
    assert_eq!((told.events.len(), told.last_seq), (1, 1));
    let only = &told.events[0];
    assert_eq!(only.hook, "main");
    assert_eq!(only.event.as_deref(), Some("captured"));
    assert_eq!(only.order_uuid.as_deref(), Some(UUID));
    assert_eq!(only.body["order"]["total_price"], "1.50");
    assert!(only.received_at >= before && told.last_heard_at == Some(only.received_at));
}

/// The documentation would have consumers forget all but one event of a kind an order: a status
/// that comes back would be lost.
#[tokio::test]
async fn the_same_twice_is_told_once_and_what_happened_twice_is_told_twice() {
    let folder = folder();
    let inbox = Process::start(folder.path());
    for _ in 0..3 {
        assert_eq!(inbox.deliver(event(1)).await.status(), 200);
    }
    assert_eq!(inbox.deliver(event(2)).await.status(), 200);
    assert_eq!(inbox.deliver(event(3)).await.status(), 200);
    let told = inbox.told("").await;
    assert_eq!(told.events.len(), 3);
    assert!(told.last_heard_at.is_some());
}

#[tokio::test]
async fn a_desk_goes_on_where_it_was_and_can_wait_for_what_comes() {
    let folder = folder();
    let inbox = Process::start(folder.path());
    for number in 0..5 {
        inbox.deliver(event(number)).await;
    }
    let first = inbox.told("?limit=2").await;
    assert_eq!(first.events.len(), 2);
    let rest = inbox.told(&format!("?after={}", first.events[1].seq)).await;
    assert_eq!(rest.events.len(), 3);

    let asked = Instant::now();
    let question = format!("?after={}&wait=20", rest.last_seq);
    let (told, delivered) = tokio::join!(inbox.told(&question), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        inbox.deliver(event(9)).await.status()
    });
    assert_eq!(delivered, 200);
    assert_eq!(told.events.len(), 1);
    let waited = asked.elapsed();
    assert!(
        waited > Duration::from_millis(250) && waited < Duration::from_secs(15),
        "{waited:?}"
    );
    let none = inbox
        .told(&format!("?after={}&wait=1", told.last_seq))
        .await;
    assert!(none.events.is_empty());
}

#[tokio::test]
async fn secrets_and_tokens_are_read_again_without_a_pause() {
    let folder = folder();
    let inbox = Process::start(folder.path());
    let fresh = "another-secret-0123456789abcdef";
    write(
        folder.path(),
        "secrets",
        &format!("main={SECRET}\nmain={fresh}\n"),
    );
    hang_up(&inbox);
    let started = Instant::now();
    while inbox
        .post("main", fresh, event(1))
        .send()
        .await
        .unwrap()
        .status()
        != 200
    {
        assert!(
            started.elapsed() < Duration::from_secs(10),
            "never read again"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(
        inbox.deliver(event(2)).await.status(),
        200,
        "both are valid"
    );
    // A file that cannot be used changes nothing.
    write(folder.path(), "secrets", "main");
    hang_up(&inbox);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(inbox.deliver(event(3)).await.status(), 200);
}

fn hang_up(inbox: &Process) {
    let process = rustix::process::Pid::from_raw(inbox.id().try_into().unwrap()).unwrap();
    rustix::process::kill_process(process, rustix::process::Signal::HUP).unwrap();
}

#[tokio::test]
async fn a_token_is_needed_to_read() {
    let folder = folder();
    let inbox = Process::start(folder.path());
    for token in ["", "wrong-token-0123456789ab", SECRET] {
        let answer = inbox
            .client
            .get(format!("{}/events", inbox.url))
            .bearer_auth(token)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 401, "{token}");
    }
    assert_ne!(TOKEN, SECRET);
}
