//! Earning, ratings, webhooks and the merchant's switch, against fixed answers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use points_api::{
    Earned, EarningRequest, Effect, Failure, Halalas, NewWebhook, ProductLine, RatingRequest,
    WebhookChange, WebhookUuid,
};
use serde_json::{Map, Value};
use support::{OTHER_UUID, Server, UUID, json, order, refusal, success};

fn earning() -> EarningRequest {
    EarningRequest {
        phone_number: "0512345678".parse().unwrap(),
        total_price: Halalas(11_500),
        products: vec![ProductLine {
            product_name: "قهوة".to_owned(),
            product_price: Halalas(5),
            quantity: 1,
        }],
        order_number: "SALE-2024-0021".to_owned(),
        name: None,
        shipping_amount: Some(Halalas(0)),
        tax_amount: None,
        discount_amount: None,
        shipping_address: None,
        metadata: None,
    }
}

fn webhook(uuid: &str) -> String {
    format!(
        r#"{{"uuid":"{uuid}","merchant_id":123,"name":"Orders","url":"https://a.example/hooks","secret":"abc123def456","created_at":"2024-12-23T10:00:00.000000Z","updated_at":null}}"#
    )
}

fn uuid() -> WebhookUuid {
    UUID.parse().unwrap()
}

#[tokio::test]
async fn earning_gives_an_order() {
    let server = Server::json(200, &success(&order(UUID))).await;
    let Earned::Order(answer) = server.client().earn(&earning()).await.unwrap() else {
        panic!("pending")
    };
    assert_eq!(answer.order.uuid.to_string(), UUID);
    let seen = server.seen();
    assert_eq!(seen[0].line(), "POST /api/v1/orders/earning HTTP/1.1");
    assert_eq!(
        seen[0].body,
        r#"{"phone_number":"512345678","total_price":115.00,"products":[{"product_name":"قهوة","product_price":0.05,"quantity":1}],"order_number":"SALE-2024-0021","shipping_amount":0.00}"#
    );
}

#[tokio::test]
async fn earning_for_an_account_that_is_not_active_waits() {
    let data = r#"{"pending_client_activation":true,"pending_earning_order":{"id":99,"merchant_order_number":"SALE-2024-0021","total_price":"115.00","total_points":1150}}"#;
    for data in [data.to_owned(), format!(r#"{{"data":{data}}}"#)] {
        let server = Server::json(200, &success(&data)).await;
        let Earned::PendingActivation {
            id,
            order_number,
            total_price,
            total_points,
            ..
        } = server.client().earn(&earning()).await.unwrap()
        else {
            panic!("an order")
        };
        assert_eq!(id.as_deref(), Some("99"));
        assert_eq!(order_number.as_deref(), Some("SALE-2024-0021"));
        assert_eq!(total_price.unwrap().halalas, Some(Halalas(11_500)));
        assert_eq!(total_points.unwrap().as_str(), "1150");
    }
}

#[tokio::test]
async fn earning_that_got_neither_may_have_been_applied() {
    let server = Server::json(200, &success("{}")).await;
    let error = server.client().earn(&earning()).await.unwrap_err();
    assert!(matches!(error.failure, Failure::Unreadable { .. }));
    assert_eq!(error.effect, Effect::MayBeApplied);
    let wrong = EarningRequest {
        products: vec![],
        ..earning()
    };
    let error = server.client().earn(&wrong).await.unwrap_err();
    assert_eq!(error.effect, Effect::NotApplied);
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn ratings_send_their_reference_and_keep_any_answer() {
    let server = Server::start(vec![
        json(200, &success(&order(UUID))),
        json(200, r#"{"status":true,"message":"تم","appended_data":[]}"#),
        json(200, "{}"),
    ])
    .await;
    let client = server.client();
    let rating = RatingRequest {
        review_reference: "review-7".to_owned(),
        further: Map::from_iter([("phone_number".to_owned(), Value::from("512345678"))]),
    };
    let answer = client.rate_store(&rating).await.unwrap();
    assert!(matches!(answer.earned, Some(Earned::Order(_))));
    let answer = client.rate_product(&rating).await.unwrap();
    assert_eq!((answer.earned, answer.raw), (None, None));
    let error = client.rate_product(&rating).await.unwrap_err();
    assert_eq!(
        error.effect,
        Effect::MayBeApplied,
        "an empty object confirms nothing"
    );
    let seen = server.seen();
    assert_eq!(
        seen[0].line(),
        "POST /api/v1/orders/earning/store-rating HTTP/1.1"
    );
    assert_eq!(
        seen[1].line(),
        "POST /api/v1/orders/earning/product-rating HTTP/1.1"
    );
    assert_eq!(
        seen[0].body,
        r#"{"review_reference":"review-7","phone_number":"512345678"}"#
    );
    for further in [
        Map::new(),
        Map::from_iter([("review_reference".to_owned(), Value::Null)]),
    ] {
        let review_reference = if further.is_empty() { " " } else { "x" }.to_owned();
        let rating = RatingRequest {
            review_reference,
            further,
        };
        assert!(rating.validate().is_err());
    }
}

#[tokio::test]
async fn the_key_is_proved_by_a_list_and_nothing_else() {
    let meta = r#""meta":{"current_page":1,"last_page":3,"per_page":1,"total":3}"#;
    let list = format!(
        r#"{{"status":true,"message":null,"appended_data":[],"data":[{}],"links":{{}},{meta}}}"#,
        webhook(UUID)
    );
    let wrapped = success(&format!(r#"{{"data":[],{meta}}}"#));
    for (body, webhooks) in [(list, Some(3)), (wrapped, Some(3)), (success("[]"), None)] {
        let server = Server::json(200, &body).await;
        let proof = server.client().check_key().await.unwrap();
        assert_eq!(proof.webhooks, webhooks, "{body}");
        assert_eq!(
            server.seen()[0].line(),
            "GET /api/v1/webhooks?per_page=1 HTTP/1.1"
        );
    }
    for body in ["{}", "{\"status\":true}", "<html>login</html>", "[]"] {
        let server = Server::json(200, body).await;
        assert!(server.client().check_key().await.is_err(), "{body}");
    }
}

#[tokio::test]
async fn a_list_of_webhooks_has_its_page() {
    let body = format!(
        r#"{{"status":true,"data":[{},{}],"meta":{{"current_page":2,"last_page":"2","per_page":15,"total":17}}}}"#,
        webhook(UUID),
        webhook(OTHER_UUID)
    );
    let server = Server::json(200, &body).await;
    let page = server.client().list_webhooks(2, 15).await.unwrap();
    assert_eq!(page.webhooks.len(), 2);
    assert_eq!((page.current_page, page.last_page), (Some(2), Some(2)));
    assert_eq!((page.per_page, page.total), (Some(15), Some(17)));
    let first = &page.webhooks[0];
    assert_eq!((first.uuid, first.merchant_id), (uuid(), Some(123)));
    assert!(first.secret.as_ref().unwrap().matches("abc123def456"));
    assert!(first.created_at.is_some() && first.updated_at.is_none());
    assert!(!format!("{page:?}").contains("abc123def456"));
    let line = "GET /api/v1/webhooks?per_page=15&page=2 HTTP/1.1";
    assert_eq!(server.seen()[0].line(), line);
}

#[tokio::test]
async fn webhooks_are_made_read_changed_and_deleted() {
    let one = success(&webhook(UUID));
    let done = r#"{"status":true,"message":"","appended_data":{}}"#;
    let mut replies: Vec<_> = (0..4).map(|_| json(200, &one)).collect();
    replies.extend([json(200, done), json(200, done)]);
    let server = Server::start(replies).await;
    let client = server.client();
    let new = NewWebhook {
        name: "Orders".to_owned(),
        url: "https://a.example/hooks".parse().unwrap(),
    };
    let change = WebhookChange {
        name: Some("New".to_owned()),
        url: None,
    };
    client.create_webhook(&new).await.unwrap();
    client.read_webhook(uuid()).await.unwrap();
    client.replace_webhook(uuid(), &new).await.unwrap();
    client.update_webhook(uuid(), &change).await.unwrap();
    client.delete_webhook(uuid()).await.unwrap();
    client.set_integration(false).await.unwrap();
    let both = r#"{"name":"Orders","url":"https://a.example/hooks"}"#;
    let path = format!("/webhooks/{UUID}");
    for (seen, (method, path, body)) in server.seen().iter().zip([
        ("POST", "/webhooks", both),
        ("GET", &path, ""),
        ("PUT", &path, both),
        ("PATCH", &path, r#"{"name":"New"}"#),
        ("DELETE", &path, ""),
        ("POST", "/integration/status", r#"{"active":false}"#),
    ]) {
        assert_eq!(seen.line(), format!("{method} /api/v1{path} HTTP/1.1"));
        assert_eq!(seen.body, body);
    }
    assert!(
        client
            .update_webhook(uuid(), &WebhookChange::default())
            .await
            .is_err()
    );
    let long = format!("https://a.example/{}", "x".repeat(500));
    let long = NewWebhook {
        url: long.parse().unwrap(),
        ..new
    };
    assert!(client.create_webhook(&long).await.is_err());
    assert_eq!(server.seen().len(), 6);
}

#[tokio::test]
async fn another_webhook_or_an_unconfirmed_deletion_is_unreadable() {
    let server = Server::start(vec![
        json(200, &success(&webhook(OTHER_UUID))),
        json(200, "{}"),
        json(404, &refusal("gone")),
    ])
    .await;
    let client = server.client();
    let error = client.read_webhook(uuid()).await.unwrap_err();
    assert!(matches!(error.failure, Failure::Unreadable { .. }));
    let error = client.delete_webhook(uuid()).await.unwrap_err();
    assert_eq!(error.effect, Effect::MayBeApplied);
    let error = client.delete_webhook(uuid()).await.unwrap_err();
    assert!(matches!(error.failure, Failure::NotFound { .. }));
}
