//! The merchant's webhooks, from the desk: their secrets go to the keyring and to the inbox, and
//! nothing is registered twice whatever becomes of an answer.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::time::Duration;

use backoffice::desk::{Access, DeskError};
use backoffice::view::{
    ErrorCode, FailureView, InboxHereRequest, InboxRequest, OrderQuery, WebhookRequest,
    WebhookSecretPlace, WebhookView, WebhooksView,
};
use points_inbox::{Config, CredentialFiles, Credentials, Limits, Running};
use serde_json::{Value, json};
use shop::Shop;
use tempfile::TempDir;

const TOKEN: &str = "desk-token-0123456789abcdef";

/// An inbox elsewhere that a desk reads.
struct Inbox {
    running: Running,
    folder: TempDir,
}

impl Inbox {
    /// One that takes secrets from desks, or one that has them from its file alone.
    async fn start(desks_set_secrets: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("tokens"), format!("counter={TOKEN}\n")).unwrap();
        std::fs::write(path("secrets"), "main=not-known-yet-0123456789\n").unwrap();
        let running = Running::start(Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            hosts: Vec::new(),
            data_dir: path("data"),
            credentials: Credentials::Files(CredentialFiles {
                secrets: Some(path("secrets")),
                tokens: path("tokens"),
                desks_set_secrets,
            }),
            certificate: None,
            limits: Limits::default(),
        })
        .await
        .unwrap();
        Self { running, folder }
    }

    fn hook(&self, name: &str) -> String {
        format!("{}/hooks/{name}", self.running.url())
    }

    fn request(&self) -> InboxRequest {
        InboxRequest {
            address: self.running.url(),
            token: TOKEN.to_owned(),
            keep_for_session: true,
        }
    }
}

/// A shop whose desk reads an inbox that takes secrets.
async fn connected(orders: u64) -> (Shop, Inbox) {
    let shop = Shop::with(orders).await;
    let inbox = Inbox::start(true).await;
    shop.desk.connect_inbox(inbox.request()).await.unwrap();
    (shop, inbox)
}

fn hook(name: &str, url: impl Into<String>) -> WebhookRequest {
    WebhookRequest {
        name: name.to_owned(),
        url: url.into(),
    }
}

fn only(view: &WebhooksView) -> &WebhookView {
    assert_eq!(view.webhooks.len(), 1, "{view:?}");
    &view.webhooks[0]
}

fn code<T>(outcome: Result<T, DeskError>) -> ErrorCode {
    FailureView::from(outcome.err().expect("it fails")).code
}

/// Somebody else asks Points for something.
async fn post(client: &reqwest::Client, shop: &Shop, path: &str, body: Value) {
    let answer = client
        .post(format!("{}{path}", shop.points.base_url))
        .header("x-api-key", &shop.points.private_key)
        .header("content-type", "application/json")
        .body(body.to_string())
        .send()
        .await
        .unwrap();
    assert!(answer.status().is_success(), "{path}");
}

/// How many requests of a kind Points received about webhooks.
async fn sent(shop: &Shop, method: &str) -> usize {
    let ledger = shop.control("GET", "/ledger", Value::Null).await;
    let entries = ledger["entries"].as_array().unwrap();
    entries
        .iter()
        .filter(|entry| {
            entry["method"] == method && entry["path"].as_str().unwrap().contains("/webhooks")
        })
        .count()
}

async fn fault(shop: &Shop, method: &str, fault: Value) {
    let matching = json!({ "method": method, "path_contains": "/webhooks" });
    shop.fault(json!({ "match": matching, "times": 1, "fault": fault }))
        .await;
}

#[tokio::test]
async fn what_is_registered_for_the_inbox_brings_the_next_event() {
    let (shop, inbox) = connected(5).await;
    let before = shop.desk.webhooks().await.unwrap();
    assert!(before.webhooks.is_empty());
    assert_eq!(before.suggested_url, Some(inbox.hook("main")));

    let url = before.suggested_url.unwrap();
    let view = shop.desk.register_webhook(hook("Desk", url)).await.unwrap();
    let webhook = only(&view);
    assert_eq!(webhook.name, "Desk");
    assert!(webhook.leads_here && webhook.created_at.is_some());
    assert_eq!(webhook.secret, WebhookSecretPlace::WithInbox);
    assert_eq!(view.suggested_url, None);

    let uuid = shop.points.uuids()[0].to_string();
    let moved = json!({ "status": "delivered" });
    let path = format!("/orders/{uuid}/status");
    post(&reqwest::Client::new(), &shop, &path, moved).await;
    for _ in 0..200 {
        shop.desk.sync_until_done(false).await.unwrap();
        if !shop.list(OrderQuery::default()).await.rows.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    let page = shop.list(OrderQuery::default()).await;
    assert_eq!(page.rows[0].uuid, uuid);
}

#[tokio::test]
async fn a_test_event_comes_back_and_leaves_nothing_behind() {
    let (shop, inbox) = connected(1).await;
    let view = shop
        .desk
        .register_webhook(hook("Desk", inbox.hook("main")))
        .await
        .unwrap();
    let uuid = only(&view).uuid.clone();
    let test = shop.desk.test_webhook(&uuid).await.unwrap();
    assert!(test.arrived_after.unwrap() >= test.answered_after);
    let stands = shop.desk.inbox_view().await.unwrap();
    assert_eq!((stands.taken, stands.behind, stands.leftovers), (0, 0, 0));
    assert_eq!(stands.last_heard_at, None, "Points was not heard");
    assert!(shop.list(OrderQuery::default()).await.rows.is_empty());

    // The desk that follows its inbox by itself hears of it as well.
    shop.desk.close().await;
    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Background).await;
    let test = desk.test_webhook(&uuid).await.unwrap();
    assert!(test.arrived_after.is_some());
    assert_eq!(desk.inbox_view().await.unwrap().leftovers, 0);
    desk.close().await;
}

#[tokio::test]
async fn a_test_says_what_is_wrong_with_the_address() {
    let (shop, inbox) = connected(1).await;
    let register = async |url: String| {
        let view = shop.desk.register_webhook(hook("n", url)).await.unwrap();
        view.webhooks.last().unwrap().uuid.clone()
    };
    let here = register(inbox.hook("main")).await;
    let elsewhere = register("https://crm.example/points".to_owned()).await;
    let test = async |uuid: &str| code(shop.desk.test_webhook(uuid).await);
    assert_eq!(test(&elsewhere).await, ErrorCode::InboxMissing);
    assert_eq!(test("no uuid").await, ErrorCode::WebhookUnknown);

    // Points changes the secret, and nobody tells the inbox.
    shop.control("POST", "/webhooks/rotate", json!({})).await;
    assert_eq!(test(&here).await, ErrorCode::WebhookSecretRefused);
    shop.desk.hand_over_webhook_secret(&here).await.unwrap();
    let again = shop.desk.test_webhook(&here).await.unwrap();
    assert!(again.arrived_after.is_some());

    inbox.running.shutdown().await;
    let error = shop.desk.test_webhook(&here).await.unwrap_err();
    let failure = FailureView::from(error);
    assert_eq!(failure.code, ErrorCode::WebhookUnreachable);
    let technical = &failure.details["technical"];
    assert!(technical.contains("refused"), "{technical}");
    assert!(!technical.contains("hooks"), "{technical}");
}

#[tokio::test]
async fn an_inbox_that_takes_no_secrets_is_no_failure_of_registering() {
    let shop = Shop::with(1).await;
    let inbox = Inbox::start(false).await;
    shop.desk.connect_inbox(inbox.request()).await.unwrap();
    let view = shop
        .desk
        .register_webhook(hook("Desk", inbox.hook("main")))
        .await
        .unwrap();
    let webhook = only(&view);
    assert_eq!(webhook.secret, WebhookSecretPlace::Kept);
    let handed_over = shop.desk.hand_over_webhook_secret(&webhook.uuid).await;
    assert_eq!(code(handed_over), ErrorCode::InboxSecretsClosed);

    // Its owner has the secret written into its file.
    let file = inbox.folder.path().join("secrets");
    let saved = shop.desk.save_webhook_secret(&webhook.uuid, &file).await;
    assert_eq!(saved.unwrap(), "main");
    inbox.running.reload().unwrap();
    let test = shop.desk.test_webhook(&webhook.uuid).await.unwrap();
    assert!(test.arrived_after.is_some());
}

#[tokio::test]
async fn a_secret_that_points_changed_is_not_with_the_inbox_any_more() {
    let (shop, inbox) = connected(1).await;
    let view = shop
        .desk
        .register_webhook(hook("Desk", inbox.hook("main")))
        .await
        .unwrap();
    let uuid = only(&view).uuid.clone();
    let place = async || only(&shop.desk.webhooks().await.unwrap()).secret;
    assert_eq!(place().await, WebhookSecretPlace::WithInbox);
    shop.control("POST", "/webhooks/rotate", json!({})).await;
    assert_eq!(place().await, WebhookSecretPlace::Kept);
    let view = shop.desk.hand_over_webhook_secret(&uuid).await.unwrap();
    assert_eq!(only(&view).secret, WebhookSecretPlace::WithInbox);
    assert_eq!(place().await, WebhookSecretPlace::WithInbox);

    shop.desk.leave_inbox().await.unwrap();
    assert_eq!(place().await, WebhookSecretPlace::Elsewhere);
    shop.desk.connect_inbox(inbox.request()).await.unwrap();
    assert_eq!(place().await, WebhookSecretPlace::Kept);
}

#[tokio::test]
async fn changing_and_removing_say_how_they_stand_then() {
    let (shop, inbox) = connected(1).await;
    let desk = &shop.desk;
    let view = desk
        .register_webhook(hook("Desk", "https://crm.example/points"))
        .await
        .unwrap();
    let webhook = only(&view).clone();
    assert_eq!(webhook.secret, WebhookSecretPlace::Elsewhere);
    assert_eq!(view.suggested_url, Some(inbox.hook("main")));

    let view = desk
        .change_webhook(&webhook.uuid, hook("Inbox", inbox.hook("shop")))
        .await
        .unwrap();
    let changed = only(&view);
    assert_eq!((changed.name.as_str(), changed.leads_here), ("Inbox", true));
    assert_eq!(changed.secret, WebhookSecretPlace::WithInbox);
    // As it is already: nothing is sent.
    let puts = sent(&shop, "PUT").await;
    desk.change_webhook(&webhook.uuid, hook("Inbox", inbox.hook("shop")))
        .await
        .unwrap();
    assert_eq!(sent(&shop, "PUT").await, puts);

    let there = hook("Second", inbox.hook("shop"));
    assert_eq!(
        code(desk.register_webhook(there.clone()).await),
        ErrorCode::WebhookRepeated
    );
    let second = desk
        .register_webhook(hook("Second", "https://crm.example/points"))
        .await
        .unwrap();
    let second = &second.webhooks[1].uuid;
    assert_eq!(
        code(desk.change_webhook(second, there.clone()).await),
        ErrorCode::WebhookRepeated
    );

    let view = desk.remove_webhook(&webhook.uuid).await.unwrap();
    assert_eq!(&only(&view).uuid, second);
    for gone in [
        code(desk.remove_webhook(&webhook.uuid).await),
        code(desk.change_webhook(&webhook.uuid, there).await),
        code(desk.hand_over_webhook_secret(&webhook.uuid).await),
        code(desk.test_webhook(&webhook.uuid).await),
    ] {
        assert_eq!(gone, ErrorCode::WebhookUnknown);
    }
    assert_eq!(
        code(
            desk.register_webhook(hook(" ", "https://a.example/h"))
                .await
        ),
        ErrorCode::WebhookNameInvalid
    );
    assert_eq!(
        code(desk.register_webhook(hook("n", "http://a.example/h")).await),
        ErrorCode::WebhookUrlInvalid
    );
}

#[tokio::test]
async fn a_lost_answer_registers_nothing_twice() {
    let (shop, inbox) = connected(1).await;
    let desk = &shop.desk;
    // Points did it, and nobody heard: the list tells.
    for (number, lost) in [
        json!({ "kind": "lose_answer" }),
        json!({ "kind": "cut_body" }),
    ]
    .into_iter()
    .enumerate()
    {
        fault(&shop, "POST", lost).await;
        let url = inbox.hook(&format!("hook-{number}"));
        let view = desk.register_webhook(hook("n", url)).await.unwrap();
        assert_eq!(view.webhooks.len(), number + 1);
        assert_eq!(
            view.webhooks[number].secret,
            WebhookSecretPlace::WithInbox,
            "the secret came with the list"
        );
    }
    assert_eq!(sent(&shop, "POST").await, 2);

    // Points did not do it, or not yet: the person is told so, and asks again.
    for (number, lost) in [
        json!({ "kind": "status", "code": 502, "html": true }),
        json!({ "kind": "not_json" }),
        json!({ "kind": "apply_late", "ms": 400 }),
    ]
    .into_iter()
    .enumerate()
    {
        let wanted = hook("n", format!("https://crm.example/{number}"));
        fault(&shop, "POST", lost).await;
        let posts = sent(&shop, "POST").await;
        let outcome = desk.register_webhook(wanted.clone()).await;
        assert_eq!(code(outcome), ErrorCode::Interrupted);
        assert_eq!(sent(&shop, "POST").await, posts + 1);
        tokio::time::sleep(Duration::from_millis(600)).await;
        if number == 2 {
            assert_eq!(
                code(desk.register_webhook(wanted).await),
                ErrorCode::WebhookRepeated,
                "it came about after all, and not twice"
            );
        } else {
            desk.register_webhook(wanted).await.unwrap();
        }
    }
    let view = desk.webhooks().await.unwrap();
    assert_eq!(view.webhooks.len(), 5);
}

#[tokio::test]
async fn two_presses_at_once_register_one() {
    let (shop, inbox) = connected(1).await;
    let press = || {
        let (desk, wanted) = (shop.desk.clone(), hook("n", inbox.hook("main")));
        tokio::spawn(async move { desk.register_webhook(wanted).await })
    };
    let (one, other) = tokio::join!(press(), press());
    let outcomes = [one.unwrap(), other.unwrap()];
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let refused = outcomes.into_iter().find(Result::is_err).unwrap();
    assert_eq!(code(refused), ErrorCode::WebhookRepeated);
    assert_eq!(sent(&shop, "POST").await, 1);
}

#[tokio::test]
async fn lost_answers_to_changes_and_removals_are_looked_up() {
    let (shop, inbox) = connected(1).await;
    let desk = &shop.desk;
    let view = desk
        .register_webhook(hook("n", inbox.hook("main")))
        .await
        .unwrap();
    let uuid = only(&view).uuid.clone();
    let renamed = hook("m", inbox.hook("main"));
    fault(&shop, "PUT", json!({ "kind": "lose_answer" })).await;
    let view = desk.change_webhook(&uuid, renamed.clone()).await.unwrap();
    assert_eq!(only(&view).name, "m");
    fault(&shop, "PUT", json!({ "kind": "status", "code": 500 })).await;
    let outcome = desk.change_webhook(&uuid, hook("o", inbox.hook("main")));
    assert_eq!(code(outcome.await), ErrorCode::Interrupted);

    fault(&shop, "DELETE", json!({ "kind": "reset" })).await;
    assert_eq!(
        code(desk.remove_webhook(&uuid).await),
        ErrorCode::Interrupted
    );
    fault(&shop, "DELETE", json!({ "kind": "lose_answer" })).await;
    let view = desk.remove_webhook(&uuid).await.unwrap();
    assert!(view.webhooks.is_empty());
}

#[tokio::test]
async fn every_page_of_the_list_is_read() {
    let shop = Shop::with(1).await;
    let client = reqwest::Client::new();
    for number in 0..53 {
        let made = json!({ "name": "n", "url": format!("https://crm.example/{number}") });
        post(&client, &shop, "/webhooks", made).await;
    }
    let view = shop.desk.webhooks().await.unwrap();
    assert_eq!(view.webhooks.len(), 53);
    assert_eq!(view.webhooks[52].url, "https://crm.example/52");
    assert_eq!(view.suggested_url, None, "no inbox is connected");
}

#[tokio::test]
async fn an_inbox_kept_here_gets_the_secret_and_brings_the_test() {
    let shop = Shop::with(1).await;
    shop.desk.close().await;
    let desk = shop::open(shop.folder.path(), &shop.vault, Access::Background).await;
    let request = InboxHereRequest {
        port: 0,
        host: Some("inbox.shop.sa".to_owned()),
    };
    desk.keep_inbox_here(request).await.unwrap();
    let suggested = desk.webhooks().await.unwrap().suggested_url.unwrap();
    assert!(suggested.starts_with("http://127.0.0.1:"), "{suggested}");
    let view = desk
        .register_webhook(hook("Desk", suggested))
        .await
        .unwrap();
    assert_eq!(only(&view).secret, WebhookSecretPlace::WithInbox);
    let test = desk.test_webhook(&only(&view).uuid).await.unwrap();
    assert!(test.arrived_after.is_some());
    let public = hook("Desk", "https://inbox.shop.sa/hooks/main");
    let view = desk
        .change_webhook(&only(&view).uuid, public)
        .await
        .unwrap();
    assert!(only(&view).leads_here, "by its public name");
    desk.close().await;
}
