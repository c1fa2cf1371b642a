//! An inbox that a local Points delivers to, and how a desk is told of it.
#![allow(
    unreachable_pub,
    dead_code,
    reason = "each program of stories has its own copy and needs its own part of it"
)]

use std::path::Path;

use backoffice::view::InboxRequest;
use points_api::{BaseUrl, Client, ClientOptions, NewWebhook, PrivateKey};
use points_inbox::{Config, CredentialFiles, Credentials, Limits};

const TOKEN: &str = "desk-token-0123456789abcdef";

pub struct Inbox {
    pub running: points_inbox::Running,
    client: reqwest::Client,
}

impl Inbox {
    /// Starts it, and registers it at Points.
    pub async fn start(folder: &Path, points: &points_sandbox::Running) -> Self {
        std::fs::write(folder.join("tokens"), format!("counter={TOKEN}\n")).unwrap();
        // Points says the secret only when the webhook is made, and that needs the address first.
        std::fs::write(folder.join("secrets"), "main=not-known-yet-0123456789\n").unwrap();
        let running = points_inbox::Running::start(Config {
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
        .unwrap();
        let base = BaseUrl::parse(&points.base_url).unwrap();
        let key = PrivateKey::parse(points.private_key.clone()).unwrap();
        let client = Client::new(base, Some(key), ClientOptions::default()).unwrap();
        let hook = NewWebhook {
            name: "inbox".to_owned(),
            url: format!("{}/hooks/main", running.url()).parse().unwrap(),
        };
        let secret = client.create_webhook(&hook).await.unwrap().secret.unwrap();
        let line = format!("main={}\n", secret.expose());
        std::fs::write(folder.join("secrets"), line).unwrap();
        running.reload().unwrap();
        Self {
            running,
            client: reqwest::Client::new(),
        }
    }

    /// What a desk is told to follow it.
    pub fn request(&self) -> InboxRequest {
        InboxRequest {
            address: format!("{}/hooks/main", self.running.url()),
            token: TOKEN.to_owned(),
            keep_for_session: true,
        }
    }

    /// How many events it has.
    pub async fn events(&self) -> i64 {
        let url = format!("{}/events", self.running.url());
        let asked = self.client.get(url).bearer_auth(TOKEN).send().await;
        let told = asked.unwrap().text().await.unwrap();
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        told["last_seq"].as_i64().unwrap()
    }
}
