//! No key, secret or phone in any text, header or log where it does not belong.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use points_api::phone::PhoneNumber;
use points_api::{
    CheckoutRequest, Failure, Halalas, KeyShape, PrivateKey, ProductLine, PublicKey,
    ShippingAddress, WebhookSecret,
};
use support::{KEY, Server, UUID, client, json, refusal, success};

const SECRET: &str = "wh-secret-6c1f0b7de2";

fn private(text: &str) -> Result<PrivateKey, KeyShape> {
    PrivateKey::parse(text.to_owned())
}

#[test]
fn a_pasted_key_is_freed_of_what_clings_to_it() {
    for around in [
        KEY.to_owned(),
        format!("  {KEY}\r\n"),
        format!("\u{feff}\u{200b}{KEY}\u{200f}\u{200e}"),
        format!("\"{KEY}\""),
        format!("“{KEY}” \n"),
        format!("\u{a0}'{KEY}'\t"),
    ] {
        assert_eq!(private(&around).unwrap().expose(), KEY);
        assert_eq!(PublicKey::parse(around).unwrap().as_str(), KEY);
    }
}

#[test]
fn what_cannot_be_a_key_says_why_without_saying_what() {
    for (text, shape) in [
        (String::new(), KeyShape::Empty),
        (" \u{200b}\"\" ".to_owned(), KeyShape::Empty),
        ("abc def".to_owned(), KeyShape::InnerWhitespace),
        ("abc\ndef".to_owned(), KeyShape::InnerWhitespace),
        ("abc\u{a0}def".to_owned(), KeyShape::InnerWhitespace),
        ("abc\u{0}def".to_owned(), KeyShape::ControlCharacter),
        ("abcжdef".to_owned(), KeyShape::NotAscii),
        ("abc\u{200b}def".to_owned(), KeyShape::NotAscii),
        ("مفتاح".to_owned(), KeyShape::NotAscii),
        ("k".repeat(513), KeyShape::TooLong),
    ] {
        let error = private(&text).unwrap_err();
        assert_eq!(error, shape, "{text:?}");
        assert_eq!(PublicKey::parse(text.clone()).unwrap_err(), shape);
        assert!(!error.to_string().contains("abc"));
    }
    assert!(private(&"k".repeat(512)).is_ok());
}

#[test]
fn the_last_four_characters_never_give_half_a_key_away() {
    assert_eq!(private(KEY).unwrap().last_four(), "9aQ7");
    assert_eq!(private("123456789").unwrap().last_four(), "6789");
    assert_eq!(private("12345678").unwrap().last_four(), "");
}

#[test]
fn the_same_key_pasted_twice_is_noticed() {
    let key = private(KEY).unwrap();
    let public = |text: &str| PublicKey::parse(text.to_owned()).unwrap();
    assert!(public(KEY).same_text(&key));
    assert!(!public(&KEY.to_lowercase()).same_text(&key));
    assert!(!public(&KEY[1..]).same_text(&key));
    let secret = WebhookSecret::new(SECRET.to_owned());
    assert!(secret.matches(SECRET) && !secret.matches("") && !secret.matches(KEY));
}

#[test]
fn secrets_show_themselves_nowhere() {
    let key = private(KEY).unwrap();
    assert_eq!(format!("{key:?}"), "PrivateKey(…)");
    assert_eq!(format!("{:?}", key.clone()), "PrivateKey(…)");
    let secret = WebhookSecret::new(SECRET.to_owned());
    assert_eq!(format!("{secret:?}"), "WebhookSecret(…)");
    let base = points_api::BaseUrl::sandbox();
    let shown = format!("{:?}", client(base, Some(KEY)));
    assert!(!shown.contains("TestKey"), "{shown}");
    let phone: PhoneNumber = "0512345678".parse().unwrap();
    assert_eq!(format!("{phone:?}"), "PhoneNumber(5••••••78)");
}

#[tokio::test]
async fn a_short_key_that_looks_like_nothing_is_removed_too() {
    let key = "a/b.c";
    let server = Server::json(200, r#"<p>"a\/b.c" a/b.c</p>"#).await;
    let client = client(server.base(), Some(key));
    let error = client.read_order(UUID.parse().unwrap()).await.unwrap_err();
    let Failure::Unreadable { excerpt, .. } = &error.failure else {
        panic!("{error}")
    };
    assert_eq!(excerpt, r#"<p>"[…]" […]</p>"#);
}

fn checkout() -> CheckoutRequest {
    CheckoutRequest {
        total_price: Halalas(15_075),
        order_number: "#1001".to_owned(),
        phone_number: Some("+966 51 234 5678".parse().unwrap()),
        shipping_address: Some(ShippingAddress {
            city: Some("الرياض".to_owned()),
            line1: None,
        }),
        products: Some(vec![ProductLine {
            product_name: "Cappuccino".to_owned(),
            product_price: Halalas(1_850),
            quantity: 2,
        }]),
        ..CheckoutRequest::default()
    }
}

#[tokio::test]
async fn the_checkout_call_never_carries_the_private_key() {
    let link = success(r#"{"checkout_url":"https://pay.papp.sa/session/abcd1234"}"#);
    let unknown = refusal("لا");
    let server = Server::start(vec![json(200, &link), json(400, &unknown)]).await;
    let public_key = PublicKey::parse("pub/51?x#y".to_owned()).unwrap();
    let client = server.client();
    let opened = client
        .begin_checkout(&public_key, &checkout())
        .await
        .unwrap();
    assert_eq!(opened.url.as_str(), "https://pay.papp.sa/session/abcd1234");
    let error = client
        .begin_checkout(&public_key, &checkout())
        .await
        .unwrap_err();
    let message = "لا".to_owned();
    assert_eq!(
        error.failure,
        Failure::RuleRefused { message },
        "shown, as it came"
    );

    let seen = server.seen();
    assert_eq!(seen.len(), 2, "and no check with the private key");
    for request in &seen {
        assert_eq!(
            request.line(),
            "POST /api/v1/orders/checkout/pub%2F51%3Fx%23y HTTP/1.1"
        );
        assert_eq!(request.header("x-api-key"), None);
        assert!(!request.head.contains(KEY) && !request.body.contains(KEY));
        assert_eq!(
            request.body,
            r##"{"total_price":150.75,"order_number":"#1001","phone_number":"512345678","shipping_address":{"city":"الرياض"},"products":[{"product_name":"Cappuccino","product_price":18.50,"quantity":2}]}"##
        );
    }
}

#[tokio::test]
async fn only_a_web_address_may_be_opened() {
    let public_key = PublicKey::parse("pub".to_owned()).unwrap();
    for url in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://papp.sa/x",
        "/session/1",
        "",
    ] {
        let server = Server::json(200, &success(&format!(r#"{{"checkout_url":"{url}"}}"#))).await;
        let error = server
            .client()
            .begin_checkout(&public_key, &checkout())
            .await
            .unwrap_err();
        assert!(matches!(error.failure, Failure::Unreadable { .. }), "{url}");
    }
}

#[tokio::test]
async fn a_checkout_that_breaks_a_limit_is_not_sent() {
    let server = Server::start(vec![]).await;
    let public_key = PublicKey::parse("pub".to_owned()).unwrap();
    let line = |price, quantity| ProductLine {
        product_name: "x".to_owned(),
        product_price: Halalas(price),
        quantity,
    };
    let city = Some("ر".repeat(101));
    let wrong = [
        CheckoutRequest {
            order_number: " # ".to_owned(),
            ..checkout()
        },
        CheckoutRequest {
            total_price: Halalas(-1),
            ..checkout()
        },
        CheckoutRequest {
            tax_amount: Some(Halalas(-1)),
            ..checkout()
        },
        CheckoutRequest {
            name: Some("x".repeat(256)),
            ..checkout()
        },
        CheckoutRequest {
            products: Some(vec![]),
            ..checkout()
        },
        CheckoutRequest {
            products: Some(vec![line(-1, 1)]),
            ..checkout()
        },
        CheckoutRequest {
            products: Some(vec![line(1, 0)]),
            ..checkout()
        },
        CheckoutRequest {
            shipping_address: Some(ShippingAddress { city, line1: None }),
            ..checkout()
        },
    ];
    for request in wrong {
        let error = server
            .client()
            .begin_checkout(&public_key, &request)
            .await
            .unwrap_err();
        assert!(matches!(error.failure, Failure::Invalid { .. }), "{error}");
    }
    assert_eq!(server.seen().len(), 0);
}
