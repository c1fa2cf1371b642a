//! Points never delivers again what was answered with 200: no power cut may lose it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use std::collections::BTreeSet;
use std::path::Path;

use points_inbox::{Config, CredentialFiles, Credentials, Limits, Running};
use power_cut::{Disk, Left};
use serde_json::Value;

const SECRET: &str = "hook-secret-0123456789abcdef";
const TOKEN: &str = "desk-token-0123456789abcdef";
const DELIVERIES: usize = 60;

async fn start(folder: &Path) -> Running {
    std::fs::write(folder.join("secrets"), format!("main={SECRET}\n")).unwrap();
    std::fs::write(folder.join("tokens"), format!("counter={TOKEN}\n")).unwrap();
    Running::start(Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        hosts: Vec::new(),
        data_dir: folder.join("data"),
        credentials: Credentials::Files(CredentialFiles {
            secrets: Some(folder.join("secrets")),
            tokens: folder.join("tokens"),
            desks_set_secrets: false,
        }),
        certificate: None,
        limits: Limits::default(),
    })
    .await
    .unwrap()
}

/// Delivers from some senders at once, and marks what was answered with 200.
async fn deliver(inbox: &Running, disk: &Disk) {
    let client = reqwest::Client::new();
    let senders = (0..4).map(|sender| {
        let client = client.clone();
        async move {
            for number in (sender..DELIVERIES).step_by(4) {
                let body = format!(r#"{{"event":"captured","number":"{number}"}}"#);
                let answer = client
                    .post(format!("{}/hooks/main", inbox.url()))
                    .header("X-Webhook-Secret", SECRET)
                    .body(body)
                    .send()
                    .await
                    .unwrap();
                assert_eq!(answer.status(), 200);
                disk.mark(number.to_string());
            }
        }
    });
    futures_util::future::join_all(senders).await;
}

/// The numbers that a desk is told, each once.
async fn told(inbox: &Running) -> BTreeSet<String> {
    let answer = reqwest::Client::new()
        .get(format!("{}/events?limit=1000", inbox.url()))
        .bearer_auth(TOKEN)
        .send()
        .await
        .unwrap();
    let told: Value = answer.json().await.unwrap();
    let events = told["events"].as_array().unwrap();
    let numbers: BTreeSet<_> = events
        .iter()
        .map(|event| event["body"]["number"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(numbers.len(), events.len(), "one is told twice");
    numbers
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_answered_survives_a_power_cut_at_any_moment() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let disk = Disk::watch(&data).unwrap();
    let inbox = start(folder.path()).await;
    deliver(&inbox, &disk).await;
    let events = disk.events();
    inbox.shutdown().await;
    for cut in 0..60 {
        let moment = events * (cut + 1) / 60;
        let left = match cut % 3 {
            0 => Left::Nothing,
            1 => Left::All,
            _ => Left::Some {
                percent: 50,
                seed: u64::try_from(cut).unwrap(),
            },
        };
        let after = tempfile::tempdir().unwrap();
        std::fs::create_dir(after.path().join("data")).unwrap();
        disk.leave(moment, left, &after.path().join("data"))
            .unwrap();
        let inbox = start(after.path()).await;
        let told = told(&inbox).await;
        for number in disk.marks(moment) {
            assert!(
                told.contains(&number),
                "lost: {number}, cut after {moment} of {events}, left {left:?}"
            );
        }
        inbox.shutdown().await;
    }
    assert_eq!(disk.marks(events).len(), DELIVERIES);
}
