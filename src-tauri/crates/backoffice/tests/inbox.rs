//! Orders find their way in by themselves: from Points' webhooks over the inbox to the desk.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::path::PathBuf;

use backoffice::desk::Access;
use backoffice::view::{
    ErrorCode, FailureView, HeardQuery, InboxRequest, InboxView, ObservationSource, OrderQuery,
    Presence,
};
use points_api::{BaseUrl, Client, ClientOptions, NewWebhook, PrivateKey};
use points_inbox::{Config, CredentialFiles, Credentials, Limits, Running};
use serde_json::{Value, json};
use shop::Shop;
use tempfile::TempDir;

const TOKEN: &str = "desk-token-0123456789abcdef";

/// An inbox that Points delivers to.
struct Inbox {
    running: Running,
    folder: TempDir,
}

impl Inbox {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("tokens"), format!("counter={TOKEN}\n")).unwrap();
        // Points says the secret only when the webhook is made, and that needs the address first.
        std::fs::write(
            folder.path().join("secrets"),
            "main=not-known-yet-0123456789\n",
        )
        .unwrap();
        let running = Running::start(config(&folder)).await.unwrap();
        Self { running, folder }
    }

    /// Registers it at the shop's Points.
    async fn register(&self, shop: &Shop) {
        let base = BaseUrl::parse(&shop.points.base_url).unwrap();
        let key = PrivateKey::parse(shop.points.private_key.clone()).unwrap();
        let client = Client::new(base, Some(key), ClientOptions::default()).unwrap();
        let webhook = client
            .create_webhook(&NewWebhook {
                name: "inbox".to_owned(),
                url: format!("{}/hooks/main", self.running.url())
                    .parse()
                    .unwrap(),
            })
            .await
            .unwrap();
        let secret = webhook.secret.unwrap();
        let line = format!("main={}\n", secret.expose());
        std::fs::write(self.folder.path().join("secrets"), line).unwrap();
        self.running.reload().unwrap();
    }

    fn request(&self) -> InboxRequest {
        InboxRequest {
            address: format!("{}/hooks/main", self.running.url()),
            token: TOKEN.to_owned(),
            keep_for_session: true,
        }
    }

    /// Waits until so many events are there.
    async fn has(&self, events: i64) {
        let client = reqwest::Client::new();
        for _ in 0..400 {
            let told = client
                .get(format!("{}/events", self.running.url()))
                .bearer_auth(TOKEN)
                .send()
                .await
                .unwrap()
                .text()
                .await
                .unwrap();
            let told: Value = serde_json::from_str(&told).unwrap();
            if told["last_seq"].as_i64().unwrap() >= events {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("the events do not come");
    }
}

fn config(folder: &TempDir) -> Config {
    let path = |name: &str| -> PathBuf { folder.path().join(name) };
    Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        hosts: Vec::new(),
        data_dir: path("data"),
        credentials: Credentials::Files(CredentialFiles {
            secrets: Some(path("secrets")),
            tokens: path("tokens"),
            desks_set_secrets: false,
        }),
        certificate: None,
        limits: Limits::default(),
    }
}

#[tokio::test]
async fn an_order_that_nobody_brought_is_found_by_its_webhook() {
    let shop = Shop::with(5).await;
    let inbox = Inbox::start().await;
    inbox.register(&shop).await;
    let view = shop.desk.connect_inbox(inbox.request()).await.unwrap();
    assert_eq!(view.address.as_deref(), Some(inbox.running.url().as_str()));
    assert_eq!(view.failure, None);
    assert!(shop.list(OrderQuery::default()).await.rows.is_empty());

    let uuid = shop.points.uuids()[0].to_string();
    let moved = json!({ "status": "delivered" });
    let path = format!("/orders/{uuid}/status");
    post(&shop, &path, &moved).await;
    inbox.has(1).await;
    shop.desk.sync_until_done(false).await.unwrap();

    let page = shop.list(OrderQuery::default()).await;
    assert_eq!(page.rows.len(), 1);
    assert_eq!(page.rows[0].uuid, uuid);
    assert_eq!(
        page.rows[0].presence,
        Presence::Known,
        "the event asked for a read"
    );
    let detail = shop.desk.order_detail(&uuid).await.unwrap();
    let events: Vec<_> = detail
        .timeline
        .iter()
        .filter_map(|entry| entry.observation.as_ref())
        .filter(|heard| heard.source == ObservationSource::Event)
        .map(|heard| heard.event.clone())
        .collect();
    assert_eq!(events, [Some("shipping_status_updated".to_owned())]);
    let view = shop.desk.inbox_view().await.unwrap();
    assert_eq!((view.taken, view.behind, view.leftovers), (1, 0, 0));
    assert!(view.last_heard_at.is_some() && view.read_at.is_some());
}

/// Asks Points as somebody else would, who is not this desk.
async fn post(shop: &Shop, path: &str, body: &Value) {
    let answer = reqwest::Client::new()
        .post(format!("{}{path}", shop.points.base_url))
        .header("x-api-key", &shop.points.private_key)
        .header("content-type", "application/json")
        .body(body.to_string())
        .send()
        .await
        .unwrap();
    assert!(
        answer.status().is_success(),
        "{}",
        answer.text().await.unwrap()
    );
}

#[tokio::test]
async fn a_desk_that_was_closed_goes_on_where_it_was() {
    let shop = Shop::with(12).await;
    let inbox = Inbox::start().await;
    inbox.register(&shop).await;
    shop.desk.connect_inbox(inbox.request()).await.unwrap();
    let uuids: Vec<_> = shop
        .points
        .uuids()
        .iter()
        .map(ToString::to_string)
        .collect();
    for uuid in &uuids[..4] {
        post(
            &shop,
            &format!("/orders/{uuid}/status"),
            &json!({ "status": "delivered" }),
        )
        .await;
    }
    inbox.has(4).await;
    shop.desk.sync_until_done(false).await.unwrap();
    shop.desk.close().await;

    for uuid in &uuids[2..10] {
        post(
            &shop,
            &format!("/orders/{uuid}/status"),
            &json!({ "status": "cancelled" }),
        )
        .await;
    }
    inbox.has(12).await;
    let again = shop::open(shop.folder.path(), &shop.vault, Access::Foreground).await;
    again.sync_until_done(false).await.unwrap();
    let view = again.inbox_view().await.unwrap();
    assert_eq!((view.taken, view.behind), (12, 0), "each once");
    let listed = again.list_orders(
        OrderQuery::default(),
        backoffice::view::PageRequest {
            limit: 50,
            ..Default::default()
        },
    );
    assert_eq!(listed.await.unwrap().rows.len(), 10);
}

#[tokio::test]
async fn what_is_no_inbox_or_does_not_know_the_token_is_said_in_words() {
    let shop = Shop::with(1).await;
    let inbox = Inbox::start().await;
    let code = async |request: InboxRequest| {
        let error = shop.desk.connect_inbox(request).await.err().unwrap();
        FailureView::from(error).code
    };
    let wrong = InboxRequest {
        token: "another-token-0123456789".to_owned(),
        ..inbox.request()
    };
    assert_eq!(code(wrong).await, ErrorCode::InboxTokenRefused);
    let elsewhere = InboxRequest {
        address: "http://inbox.shop.sa".to_owned(),
        ..inbox.request()
    };
    assert_eq!(code(elsewhere).await, ErrorCode::InboxAddressInvalid);
    let nobody = InboxRequest {
        address: "http://127.0.0.1:9".to_owned(),
        ..inbox.request()
    };
    assert_eq!(code(nobody).await, ErrorCode::InboxUnreachable);
    let other = InboxRequest {
        address: shop.points.base_url.clone(),
        ..inbox.request()
    };
    assert_eq!(code(other).await, ErrorCode::InboxUnreadable);
    assert_eq!(
        shop.desk.inbox_view().await.unwrap(),
        InboxView::default(),
        "nothing was kept of any of them"
    );
}

#[tokio::test]
async fn events_about_no_order_are_kept_and_an_inbox_that_begins_anew_is_read_anew() {
    let shop = Shop::with(2).await;
    let inbox = Inbox::start().await;
    inbox.register(&shop).await;
    shop.desk.connect_inbox(inbox.request()).await.unwrap();
    let secrets = std::fs::read_to_string(inbox.folder.path().join("secrets")).unwrap();
    let secret = secrets.trim().strip_prefix("main=").unwrap().to_owned();
    deliver(
        &inbox,
        &secret,
        r#"{"event":"debt_exceeded","merchant":{},"data":{}}"#,
    )
    .await;
    deliver(
        &inbox,
        &secret,
        r#"{"event":"captured","order":{"id":"no uuid"}}"#,
    )
    .await;
    shop.desk.sync_until_done(false).await.unwrap();
    let view = shop.desk.inbox_view().await.unwrap();
    assert_eq!((view.taken, view.leftovers), (2, 2));
    let events = HeardQuery {
        events_only: true,
        ..HeardQuery::default()
    };
    let came = shop.desk.list_heard(events, None).await.unwrap().entries;
    let named: Vec<_> = came
        .iter()
        .map(|entry| (entry.order.is_some(), entry.event.as_deref()))
        .collect();
    assert_eq!(
        named,
        [(false, Some("captured")), (false, Some("debt_exceeded"))]
    );

    // The same address, and nothing of what was there.
    let (address, folder) = (inbox.running.url(), inbox.folder);
    inbox.running.shutdown().await;
    std::fs::remove_dir_all(folder.path().join("data")).unwrap();
    let listen = address.strip_prefix("http://").unwrap().parse().unwrap();
    let fresh = Running::start(Config {
        listen,
        ..config(&folder)
    })
    .await
    .unwrap();
    let inbox = Inbox {
        running: fresh,
        folder,
    };
    let uuid = shop.points.uuids()[0].to_string();
    let body = json!({ "event": "captured", "order": { "id": uuid, "order_status": "captured" } });
    deliver(&inbox, &secret, &body.to_string()).await;
    for _ in 0..2 {
        shop.desk.sync_until_done(false).await.unwrap();
    }
    assert_eq!(shop.list(OrderQuery::default()).await.rows.len(), 1);
}

async fn deliver(inbox: &Inbox, secret: &str, body: &str) {
    let answer = reqwest::Client::new()
        .post(format!("{}/hooks/main", inbox.running.url()))
        .header("X-Webhook-Secret", secret)
        .body(body.to_owned())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
}
