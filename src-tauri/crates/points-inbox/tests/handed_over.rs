//! Desks hand the secrets of hooks over: whoever may, what is valid then, and what a crash leaves.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod support;

use std::path::Path;
use std::time::Duration;

use rand::Rng as _;
use reqwest::header::AUTHORIZATION;
use support::{Process, SECRET, TOKEN, command, folder, refusal};

const FIRST: &str = "first-secret-0123456789abcdef";
const SECOND: &str = "second-secret-0123456789abcdef";
const EVENT: &str = r#"{"event":"captured","order":{}}"#;
const OPEN: &[&str] = &["--desks-set-secrets"];

async fn hand_over(inbox: &Process, hook: &str, secret: &str) -> u16 {
    let answer = inbox.hand_over(hook, secret).send().await.unwrap();
    answer.status().as_u16()
}

async fn is_valid(inbox: &Process, hook: &str, secret: &str) -> bool {
    let answer = inbox.post(hook, secret, EVENT).send().await.unwrap();
    answer.status() == 200
}

#[tokio::test]
async fn a_change_has_an_overlap_and_a_restart_keeps_it() {
    let folder = folder();
    let inbox = Process::start_with(folder.path(), OPEN);
    assert_eq!(hand_over(&inbox, "main", FIRST).await, 204);
    for valid in [SECRET, FIRST] {
        assert!(is_valid(&inbox, "main", valid).await, "at once: {valid}");
    }
    assert_eq!(hand_over(&inbox, "main", SECOND).await, 204);
    assert!(
        !is_valid(&inbox, "main", SECRET).await,
        "the oldest is gone"
    );
    let kept = kept(folder.path());
    assert_eq!(hand_over(&inbox, "main", SECOND).await, 204);
    assert_eq!(self::kept(folder.path()), kept, "the same changes nothing");
    assert_eq!(kept, format!("main={FIRST}\nmain={SECOND}\n"));
    inbox.kill();

    let inbox = Process::start_with(folder.path(), OPEN);
    for valid in [FIRST, SECOND] {
        assert!(is_valid(&inbox, "main", valid).await, "{valid}");
    }
    assert!(!is_valid(&inbox, "main", SECRET).await);
}

fn kept(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("data/secrets")).unwrap()
}

#[tokio::test]
async fn an_inbox_without_any_secret_gets_its_first_from_a_desk() {
    let folder = folder();
    std::fs::remove_file(folder.path().join("secrets")).unwrap();
    let said = refusal(command(folder.path()).args(["--listen", "127.0.0.1:0"]));
    assert!(said.contains("secrets"), "{said}");
    let inbox = Process::start_with(folder.path(), OPEN);
    assert!(!is_valid(&inbox, "shop-2", FIRST).await);
    assert_eq!(hand_over(&inbox, "shop-2", FIRST).await, 204);
    assert!(is_valid(&inbox, "shop-2", FIRST).await);
    assert!(!is_valid(&inbox, "main", FIRST).await);
}

#[tokio::test]
async fn only_a_desk_may_and_only_where_its_owner_said_so() {
    let folder = folder();
    let inbox = Process::start(folder.path());
    let answer = inbox.hand_over("main", FIRST).send().await.unwrap();
    assert_eq!(answer.status(), 403);
    let said = answer.text().await.unwrap();
    assert!(said.contains("--desks-set-secrets"), "{said}");
    assert!(!folder.path().join("data/secrets").exists());
    inbox.kill();

    let inbox = Process::start_with(folder.path(), OPEN);
    for token in ["", "wrong-token-0123456789ab", SECRET] {
        let mut request = inbox.hand_over("main", FIRST).build().unwrap();
        let bearer = format!("Bearer {token}").parse().unwrap();
        request.headers_mut().insert(AUTHORIZATION, bearer);
        let answer = inbox.client.execute(request).await.unwrap();
        assert_eq!(answer.status(), 401, "{token}");
    }
    for (name, value, status) in [
        ("Origin", "https://evil.example", 403),
        ("Host", "evil.example", 421),
    ] {
        let answer = inbox.hand_over("main", FIRST).header(name, value);
        assert_eq!(answer.send().await.unwrap().status(), status, "{name}");
    }
    assert!(!is_valid(&inbox, "main", FIRST).await);
    let read_back = inbox
        .client
        .get(format!("{}/hooks/main/secret", inbox.url))
        .bearer_auth(TOKEN)
        .send()
        .await
        .unwrap();
    assert_eq!(read_back.status(), 405, "no secret is ever told");
}

#[tokio::test]
async fn what_is_no_secret_is_refused_in_words_that_do_not_repeat_it() {
    let folder = folder();
    let inbox = Process::start_with(folder.path(), OPEN);
    let put = async |hook: &str, body: String| {
        let request = inbox.hand_over(hook, "").body(body);
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.text().await.unwrap())
    };
    for body in [
        "",
        "secret=abc-0123456789-abcdef",
        r#"{"secret":"abc-0123456789 abcdef"}"#,
    ] {
        let (status, said) = put("main", body.to_owned()).await;
        assert_eq!(status, 400, "{body}");
        assert!(!said.contains("0123456789"), "{said}");
    }
    let body = format!(r#"{{"secret":"{FIRST}"}}"#);
    assert_eq!(put("a%20b", body).await.0, 400);
    let long = format!(r#"{{"secret":"{}"}}"#, "x".repeat(9 << 10));
    assert_eq!(put("main", long).await.0, 413);
    assert!(!folder.path().join("data/secrets").exists());
}

#[tokio::test]
async fn secrets_come_at_a_persons_pace() {
    let folder = folder();
    let inbox = Process::start_with(folder.path(), OPEN);
    let mut answers = Vec::new();
    for _ in 0..20 {
        answers.push(hand_over(&inbox, "main", FIRST).await);
    }
    assert_eq!(answers.first(), Some(&204));
    assert_eq!(answers.last(), Some(&429), "{answers:?}");
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    assert_eq!(hand_over(&inbox, "main", FIRST).await, 204);
    assert!(
        is_valid(&inbox, "main", FIRST).await,
        "deliveries have a pace of their own"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn a_disk_that_takes_nothing_is_said_and_what_was_valid_stays_so() {
    let folder = folder();
    let inbox = Process::start_with(folder.path(), OPEN);
    assert_eq!(hand_over(&inbox, "main", FIRST).await, 204);
    // A folder that is in the way of the new file; root may write everywhere else.
    std::fs::create_dir(folder.path().join("data/secrets.partial")).unwrap();
    assert_eq!(hand_over(&inbox, "main", SECOND).await, 503);
    assert!(!is_valid(&inbox, "main", SECOND).await);
    assert!(is_valid(&inbox, "main", FIRST).await);
}

/// Killed in the middle of its work, again and again: what was answered is valid afterwards.
#[tokio::test]
async fn what_was_taken_outlives_a_kill_at_any_moment() {
    let folder = folder();
    let secret = |number: u32| format!("secret-number-{number:010}");
    let (mut next, mut taken, mut checked) = (0, None, 0);
    for _ in 0..12 {
        let inbox = Process::start_with(folder.path(), OPEN);
        if let Some(last) = taken {
            checked += 1;
            assert!(
                is_valid(&inbox, "main", &secret(last)).await,
                "{last} was taken, and is lost"
            );
        }
        let (client, url) = (inbox.client.clone(), inbox.url.clone());
        let sending = tokio::spawn(async move {
            let mut taken = None;
            for number in next..next + 8 {
                let sent = client
                    .put(format!("{url}/hooks/main/secret"))
                    .bearer_auth(TOKEN)
                    .body(format!(r#"{{"secret":"{}"}}"#, secret(number)))
                    .send()
                    .await;
                match sent {
                    Ok(answer) if answer.status() == 204 => taken = Some(number),
                    _ => break,
                }
            }
            taken
        });
        let wait = rand::rng().random_range(1..25);
        tokio::time::sleep(Duration::from_millis(wait)).await;
        inbox.kill();
        // One more may have been kept, and not answered any more; of two the older would be gone.
        taken = sending.await.unwrap();
        next += 8;
    }
    assert!(checked > 0, "hardly anything was answered");
}
