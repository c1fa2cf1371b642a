//! A desk keeps an inbox of its own, so that a shop without a server hears of its orders too.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use backoffice::desk::{Access, Desk};
use backoffice::view::{
    ConnectRequest, ErrorCode, FailureView, InboxHereRequest, InboxView, OrderQuery, PageRequest,
};
use points_api::{BaseUrl, Client, ClientOptions, NewWebhook, PrivateKey, WebhookSecret};
use serde_json::{Value, json};
use shop::Shop;

const HOOK: &str = "main";

fn at(port: u16) -> InboxHereRequest {
    InboxHereRequest { port, host: None }
}

fn port_of(view: &InboxView) -> u16 {
    view.here.as_ref().expect("it is kept here").port
}

/// Registers the hook of the inbox here at the shop's Points; its secret.
async fn register(shop: &Shop, port: u16) -> WebhookSecret {
    let base = BaseUrl::parse(&shop.points.base_url).unwrap();
    let key = PrivateKey::parse(shop.points.private_key.clone()).unwrap();
    let client = Client::new(base, Some(key), ClientOptions::default()).unwrap();
    let hook = NewWebhook {
        name: "this computer".to_owned(),
        url: format!("http://127.0.0.1:{port}/hooks/{HOOK}")
            .parse()
            .unwrap(),
    };
    client.create_webhook(&hook).await.unwrap().secret.unwrap()
}

/// Somebody else moves an order at Points, which tells its webhooks.
async fn move_order(shop: &Shop, number: usize) -> String {
    let uuid = shop.points.uuids()[number].to_string();
    let answer = reqwest::Client::new()
        .post(format!("{}/orders/{uuid}/status", shop.points.base_url))
        .header("x-api-key", &shop.points.private_key)
        .header("content-type", "application/json")
        .body(json!({ "status": "delivered" }).to_string())
        .send()
        .await
        .unwrap();
    assert!(answer.status().is_success());
    uuid
}

/// What the inbox answers to a delivery with this secret.
async fn deliver(port: u16, secret: &WebhookSecret) -> u16 {
    let body = json!({ "event": "low_balance_warning", "merchant": {}, "data": {} });
    let answer = reqwest::Client::new()
        .post(format!("http://127.0.0.1:{port}/hooks/{HOOK}"))
        .header("X-Webhook-Secret", secret.expose())
        .body(body.to_string())
        .send()
        .await
        .unwrap();
    answer.status().as_u16()
}

/// Waits until the inbox stands as wanted.
async fn inbox_is(desk: &Desk, wanted: impl Fn(&InboxView) -> bool) -> InboxView {
    for _ in 0..400 {
        let view = desk.inbox_view().await.unwrap();
        if wanted(&view) {
            return view;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the inbox stays {:?}", desk.inbox_view().await.unwrap())
}

async fn at_work(shop: &Shop) -> Arc<Desk> {
    shop.desk.close().await;
    shop::open(shop.folder.path(), &shop.vault, Access::Background).await
}

async fn listed(desk: &Desk) -> Vec<String> {
    let page = PageRequest {
        limit: 50,
        ..PageRequest::default()
    };
    let page = desk.list_orders(OrderQuery::default(), page).await.unwrap();
    page.rows.into_iter().map(|row| row.uuid).collect()
}

fn code(error: impl Into<FailureView>) -> ErrorCode {
    error.into().code
}

#[tokio::test]
async fn what_points_delivers_to_this_computer_is_taken_over_and_goes_on_after_a_restart() {
    let shop = Shop::with(5).await;
    let desk = at_work(&shop).await;
    let view = desk.keep_inbox_here(at(0)).await.unwrap();
    let port = port_of(&view);
    assert_eq!(view.address, Some(format!("http://127.0.0.1:{port}")));
    assert_eq!(view.failure, None);
    let secret = register(&shop, port).await;
    assert_eq!(deliver(port, &secret).await, 401, "not handed over yet");
    for _ in 0..2 {
        desk.give_inbox_secret(HOOK, &secret).await.unwrap();
    }
    let first = move_order(&shop, 0).await;
    inbox_is(&desk, |view| view.taken == 1).await;
    assert_eq!(listed(&desk).await, [first.as_str()]);
    desk.close().await;
    assert!(TcpListener::bind(("127.0.0.1", port)).is_ok(), "it ended");

    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Background).await;
    let view = inbox_is(&desk, |view| view.read_at.is_some()).await;
    assert_eq!(port_of(&view), port, "a tunnel leads there");
    let second = move_order(&shop, 1).await;
    let view = inbox_is(&desk, |view| view.taken == 2).await;
    assert_eq!((view.failure, view.behind), (None, 0));
    let mut uuids = listed(&desk).await;
    uuids.sort();
    let mut both = [first, second];
    both.sort();
    assert_eq!(uuids, both);
    nothing_secret_in(shop.folder.path(), &[secret.expose()]);
    desk.close().await;
}

fn nothing_secret_in(folder: &Path, secrets: &[&str]) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            nothing_secret_in(&path, secrets);
            continue;
        }
        let content = std::fs::read(&path).unwrap();
        for secret in secrets {
            let has = content
                .windows(secret.len())
                .any(|window| window == secret.as_bytes());
            assert!(!has, "{} has a secret", path.display());
        }
    }
}

#[tokio::test]
async fn while_a_secret_changes_both_are_valid_and_stay_so_at_another_port() {
    let shop = Shop::with(1).await;
    let [first, second, third] = ["first", "second", "third"]
        .map(|text| WebhookSecret::new(format!("'{text}-secret-0123456789'")));
    let port = port_of(&shop.desk.keep_inbox_here(at(0)).await.unwrap());
    for secret in [&first, &second] {
        shop.desk.give_inbox_secret(HOOK, secret).await.unwrap();
    }
    shop.desk.sync_until_done(false).await.unwrap();
    for secret in [&first, &second] {
        assert_eq!(deliver(port, secret).await, 200);
    }
    shop.desk.sync_until_done(false).await.unwrap();
    let view = shop.desk.inbox_view().await.unwrap();
    assert_eq!((view.taken, view.leftovers), (1, 1));

    // The events and how far they were read are those of the same inbox.
    let moved = shop.desk.keep_inbox_here(at(0)).await.unwrap();
    assert_ne!(port_of(&moved), port);
    shop.desk.sync_until_done(false).await.unwrap();
    let view = shop.desk.inbox_view().await.unwrap();
    assert_eq!((view.taken, view.leftovers), (1, 1));
    shop.desk.give_inbox_secret(HOOK, &third).await.unwrap();
    for (secret, wanted) in [(&first, 401), (&second, 200), (&third, 200)] {
        assert_eq!(deliver(port_of(&view), secret).await, wanted);
    }
    assert!(TcpListener::bind(("127.0.0.1", port)).is_ok());
    let refused = shop.desk.give_inbox_secret("no name", &first).await;
    assert_eq!(code(refused.unwrap_err()), ErrorCode::InboxSecretsClosed);
}

#[tokio::test]
async fn a_port_that_is_taken_is_said_and_disturbs_nothing_else() {
    let shop = Shop::read(3).await;
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let refused = shop.desk.keep_inbox_here(at(port)).await.unwrap_err();
    let failure = FailureView::from(refused);
    assert_eq!(failure.code, ErrorCode::InboxPortTaken);
    assert_eq!(failure.details["port"], port.to_string());
    assert!(!failure.details["technical"].is_empty());
    assert_eq!(shop.desk.inbox_view().await.unwrap(), InboxView::default());
    drop(taken);

    let port = port_of(&shop.desk.keep_inbox_here(at(port)).await.unwrap());
    let secret = register(&shop, port).await;
    shop.desk.give_inbox_secret(HOOK, &secret).await.unwrap();
    shop.desk.close().await;
    let taken = TcpListener::bind(("127.0.0.1", port)).unwrap();
    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Background).await;
    let view = inbox_is(&desk, |view| view.failure.is_some()).await;
    assert_eq!(view.failure.unwrap().code, ErrorCode::InboxPortTaken);
    assert_eq!(listed(&desk).await.len(), 3);
    let again = desk.keep_inbox_here(at(port)).await.unwrap_err();
    assert_eq!(code(again), ErrorCode::InboxPortTaken);
    assert!(desk.inbox_view().await.unwrap().failure.is_some());

    drop(taken);
    let view = desk.keep_inbox_here(at(port)).await.unwrap();
    assert_eq!((port_of(&view), view.failure), (port, None));
    move_order(&shop, 0).await;
    inbox_is(&desk, |view| view.taken == 1).await;
    desk.close().await;
}

/// The command line does one thing and ends: it must not take the port from the app.
#[tokio::test]
async fn only_a_desk_that_works_by_itself_listens_and_secrets_wait_for_it() {
    let shop = Shop::with(2).await;
    let port = port_of(&shop.desk.keep_inbox_here(at(0)).await.unwrap());
    let secret = register(&shop, port).await;
    shop.desk.close().await;
    for access in [Access::ReadOnly, Access::Foreground] {
        let beside = shop::open(shop.folder.path(), &shop.vault, access).await;
        assert!(TcpListener::bind(("127.0.0.1", port)).is_ok(), "{access:?}");
        if access == Access::ReadOnly {
            let refused = beside.keep_inbox_here(at(0)).await.unwrap_err();
            assert_eq!(code(refused), ErrorCode::ProfileInUse);
        } else {
            beside.sync_until_done(false).await.unwrap();
            let view = beside.inbox_view().await.unwrap();
            assert_eq!((port_of(&view), view.failure), (port, None));
            beside.give_inbox_secret(HOOK, &secret).await.unwrap();
        }
        beside.close().await;
    }
    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Background).await;
    inbox_is(&desk, |view| view.read_at.is_some()).await;
    move_order(&shop, 0).await;
    inbox_is(&desk, |view| view.taken == 1).await;
    desk.close().await;
}

#[tokio::test]
async fn it_answers_to_its_public_name_and_to_no_other() {
    let shop = Shop::with(1).await;
    for invalid in ["inbox", "http://inbox.shop.sa", "127.0.0.1"] {
        let request = InboxHereRequest {
            port: 0,
            host: Some(invalid.to_owned()),
        };
        let refused = shop.desk.keep_inbox_here(request).await.unwrap_err();
        assert_eq!(code(refused), ErrorCode::InboxHostInvalid, "{invalid}");
    }
    let request = InboxHereRequest {
        port: 0,
        host: Some("https://Inbox.Shop.sa/hooks/main".to_owned()),
    };
    let here = shop.desk.keep_inbox_here(request).await.unwrap().here;
    let here = here.unwrap();
    assert_eq!(here.host.as_deref(), Some("inbox.shop.sa"));
    let answered = async |port: u16, name: &str| {
        let asked = reqwest::Client::new()
            .get(format!("http://127.0.0.1:{port}/health"))
            .header("Host", name);
        asked.send().await.unwrap().status().as_u16()
    };
    assert_eq!(answered(here.port, "inbox.shop.sa").await, 200);
    assert_eq!(answered(here.port, "evil.example").await, 421);
    // The same port under no name.
    shop.desk.keep_inbox_here(at(here.port)).await.unwrap();
    assert_eq!(answered(here.port, "inbox.shop.sa").await, 421);
    shop.desk.sync_until_done(false).await.unwrap();
    assert!(shop.desk.inbox_view().await.unwrap().read_at.is_some());
}

#[tokio::test]
async fn leaving_ends_it_forgets_its_secrets_and_keeps_its_events() {
    let shop = Shop::with(1).await;
    let port = port_of(&shop.desk.keep_inbox_here(at(0)).await.unwrap());
    let secret = WebhookSecret::new("hook-secret-0123456789".to_owned());
    shop.desk.give_inbox_secret(HOOK, &secret).await.unwrap();
    assert_eq!(deliver(port, &secret).await, 200);
    let left = shop.desk.leave_inbox().await.unwrap();
    assert_eq!(left, InboxView::default());
    assert!(TcpListener::bind(("127.0.0.1", port)).is_ok());
    let missing = shop.desk.give_inbox_secret(HOOK, &secret).await;
    assert_eq!(code(missing.unwrap_err()), ErrorCode::InboxMissing);

    let again = port_of(&shop.desk.keep_inbox_here(at(port)).await.unwrap());
    assert_eq!(deliver(again, &secret).await, 401, "it is forgotten");
    shop.desk.sync_until_done(false).await.unwrap();
    let view = shop.desk.inbox_view().await.unwrap();
    assert_eq!(view.taken, 1, "what came before stays");
}

#[tokio::test]
async fn each_store_has_an_inbox_of_its_own() {
    let shop = Shop::with(1).await;
    let first = port_of(&shop.desk.keep_inbox_here(at(0)).await.unwrap());
    let secret = WebhookSecret::new("hook-secret-0123456789".to_owned());
    shop.desk.give_inbox_secret(HOOK, &secret).await.unwrap();
    let other = ConnectRequest {
        name: "Branch".to_owned(),
        ..shop::request(&shop.points)
    };
    shop.desk.connect(other).await.unwrap();
    assert_eq!(shop.desk.inbox_view().await.unwrap(), InboxView::default());
    assert!(
        TcpListener::bind(("127.0.0.1", first)).is_ok(),
        "closed with its store"
    );
    let taken = shop.desk.keep_inbox_here(at(first)).await.unwrap_err();
    assert_eq!(code(taken), ErrorCode::InboxPortTaken);
    let second = port_of(&shop.desk.keep_inbox_here(at(0)).await.unwrap());
    assert_ne!(first, second);
    assert_eq!(deliver(second, &secret).await, 401, "a secret of the other");

    let folder = shop.folder.path().join("profiles/branch");
    assert!(folder.join("inbox/events.db").exists());
    shop.desk.remove_profile("Branch", true).await.unwrap();
    assert!(!folder.exists());
    assert!(TcpListener::bind(("127.0.0.1", second)).is_ok());
}

/// Connecting to an inbox elsewhere takes its place; what that is told by is not this desk's doing.
#[tokio::test]
async fn an_inbox_elsewhere_takes_its_place() {
    let shop = Shop::with(1).await;
    let port = port_of(&shop.desk.keep_inbox_here(at(0)).await.unwrap());
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = elsewhere(folder.path(), true).await;
    let request = backoffice::view::InboxRequest {
        address: elsewhere.url(),
        token: TOKEN.to_owned(),
        keep_for_session: true,
    };
    let view = shop.desk.connect_inbox(request).await.unwrap();
    assert_eq!((view.here, view.address), (None, Some(elsewhere.url())));
    assert!(TcpListener::bind(("127.0.0.1", port)).is_ok());

    let secret = WebhookSecret::new("hook-secret-0123456789".to_owned());
    let there = elsewhere.address().port();
    assert_eq!(deliver(there, &secret).await, 401);
    shop.desk.give_inbox_secret(HOOK, &secret).await.unwrap();
    assert_eq!(deliver(there, &secret).await, 200);
    shop.desk.sync_until_done(false).await.unwrap();
    assert_eq!(shop.desk.inbox_view().await.unwrap().taken, 1);
}

#[tokio::test]
async fn an_inbox_elsewhere_that_takes_no_secrets_says_so() {
    let shop = Shop::with(1).await;
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = elsewhere(folder.path(), false).await;
    let request = backoffice::view::InboxRequest {
        address: elsewhere.url(),
        token: TOKEN.to_owned(),
        keep_for_session: true,
    };
    shop.desk.connect_inbox(request).await.unwrap();
    let secret = WebhookSecret::new("hook-secret-0123456789".to_owned());
    let refused = shop.desk.give_inbox_secret(HOOK, &secret).await;
    assert_eq!(code(refused.unwrap_err()), ErrorCode::InboxSecretsClosed);
}

const TOKEN: &str = "desk-token-0123456789abcdef";

async fn elsewhere(folder: &Path, desks_set_secrets: bool) -> points_inbox::Running {
    std::fs::write(folder.join("tokens"), format!("counter={TOKEN}\n")).unwrap();
    std::fs::write(folder.join("secrets"), "other=not-main-0123456789\n").unwrap();
    points_inbox::Running::start(points_inbox::Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        hosts: Vec::new(),
        data_dir: folder.join("data"),
        credentials: points_inbox::Credentials::Files(points_inbox::CredentialFiles {
            secrets: Some(folder.join("secrets")),
            tokens: folder.join("tokens"),
            desks_set_secrets,
        }),
        certificate: None,
        limits: points_inbox::Limits::default(),
    })
    .await
    .unwrap()
}

/// What is told to a desk is told by its token alone.
#[tokio::test]
async fn whoever_finds_the_port_reads_nothing() {
    let shop = Shop::with(1).await;
    let view = shop.desk.keep_inbox_here(at(0)).await.unwrap();
    let address = view.address.unwrap();
    let client = reqwest::Client::new();
    for request in [
        client.get(format!("{address}/events")),
        client
            .get(format!("{address}/events"))
            .bearer_auth("desk-0123456789abcdef"),
        client
            .put(format!("{address}/hooks/{HOOK}/secret"))
            .bearer_auth("desk-0123456789abcdef")
            .body(json!({ "secret": "mine-0123456789abcdef" }).to_string()),
    ] {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 401);
        let said: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert_eq!(said["message"], "the token is not one of a desk");
    }
}
