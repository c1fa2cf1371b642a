//! Dossier, "Endpoints": webhooks.

use points_sandbox::Rules;
use serde_json::json;

use crate::support::{Desk, plain};

#[tokio::test]
async fn a_webhook_lives_from_create_to_delete() {
    let desk = Desk::open().await;
    let hook = json!({ "name": "Desk", "url": "https://shop.example/hook" });
    let created = desk.post("/webhooks", hook.clone()).await;
    let uuid = created.data()["uuid"].as_str().unwrap().to_owned();
    let secret = created.data()["secret"].as_str().unwrap();
    assert_eq!(secret.len(), 60);
    let path = format!("/webhooks/{uuid}");
    assert_eq!(
        desk.get(&path).await.data()["secret"],
        secret,
        "comes back on every read"
    );
    desk.post("/webhooks", hook)
        .await
        .refused(400, "Webhook already exists for this URL");
    for method in ["PUT", "PATCH"] {
        let renamed = desk
            .api(method, &path, Some(json!({ "name": method })))
            .await;
        assert_eq!(renamed.data()["name"], method);
        assert_eq!(renamed.data()["url"], "https://shop.example/hook");
        let nothing = desk.api(method, &path, Some(json!({}))).await;
        assert_eq!(nothing.invalid_fields(), ["name", "url"]);
    }
    let deleted = desk.api("DELETE", &path, None).await;
    assert!(deleted.data().is_null());
    desk.get(&path).await.refused(404, "Webhook not found");
}

#[tokio::test]
async fn the_list_pages_as_laravel_does() {
    let desk = Desk::open().await;
    for n in 0..17 {
        let hook = json!({ "name": n.to_string(), "url": format!("https://shop.example/{n}") });
        desk.post("/webhooks", hook).await.data();
    }
    let first = desk.get("/webhooks").await;
    assert_eq!(first.data().as_array().unwrap().len(), 15);
    assert_eq!(first.body["meta"]["last_page"], 2);
    assert_eq!(first.body["meta"]["total"], 17);
    assert!(first.body["links"]["prev"].is_null());
    let second = desk.get("/webhooks?per_page=10&page=2").await;
    assert_eq!(second.data().as_array().unwrap().len(), 7);
    assert_eq!(second.body["meta"]["current_page"], 2);
    assert_eq!(second.body["meta"]["per_page"], 10);
    assert!(second.body["links"]["next"].is_null());
    assert_eq!(
        desk.get("/webhooks?per_page=0").await.invalid_fields(),
        ["per_page"]
    );
}

#[tokio::test]
async fn a_rotated_secret_comes_back_on_every_read() {
    let desk = Desk::open().await;
    let hook = json!({ "name": "Desk", "url": "https://shop.example/hook" });
    let made = desk.post("/webhooks", hook).await;
    desk.control("POST", "/webhooks/rotate", Some(json!({})))
        .await;
    let read = desk.get("/webhooks").await;
    let secret = read.data()[0]["secret"].as_str().unwrap();
    assert_eq!(secret.len(), 60);
    assert_ne!(made.data()["secret"], secret);
}

#[tokio::test]
async fn urls_must_be_https_when_the_rule_says_so() {
    let hook = json!({ "name": "Desk", "url": "http://127.0.0.1:9/hook" });
    Desk::open()
        .await
        .post("/webhooks", hook.clone())
        .await
        .data();
    let strict = Desk::with_rules(Rules {
        https_webhooks: true,
        ..plain()
    })
    .await;
    assert_eq!(
        strict.post("/webhooks", hook).await.invalid_fields(),
        ["url"]
    );
}
