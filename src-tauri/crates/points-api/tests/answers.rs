//! Every shape of answer that the documentation and the public SDK show, as fixed texts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use std::time::Duration;

use points_api::{
    ApiError, Carried, Effect, Failure, FinancialStatus, Halalas, OrderUuid, PaymentMethod,
    ShippingState, ShippingStatus, ShippingUpdate,
};
use support::{KEY, OTHER_UUID, Reply, Server, UUID, json, order, refusal, reply, success};

fn uuid() -> OrderUuid {
    UUID.parse().unwrap()
}

fn ready() -> ShippingUpdate {
    ShippingUpdate {
        status: Some(ShippingStatus::ReadyShipping),
        ..ShippingUpdate::default()
    }
}

async fn read(status: u16, body: &str) -> Result<points_api::OrderAnswer, ApiError> {
    let server = Server::json(status, body).await;
    server.client().read_order(uuid()).await
}

async fn ship(replies: Vec<Reply>) -> (ApiError, Server) {
    let server = Server::start(replies).await;
    let error = server.client().update_shipping(uuid(), &ready()).await;
    (error.unwrap_err(), server)
}

#[tokio::test]
async fn both_envelopes_and_every_appended_data_read_the_same() {
    let order = order(UUID);
    let bodies = [
        success(&order),
        format!(r#"{{"status":true,"message":null,"appended_data":[],"data":{order}}}"#),
        format!(r#"{{"status":true,"message":"تم","appended_data":{{"a":[1]}},"data":{order}}}"#),
        format!(r#"{{"status":true,"message":"","appended_data":[],"data":{{"data":{order}}}}}"#),
        format!(r#"{{"data":{order}}}"#),
        format!("\u{feff} {{\"status\" : true ,\n\"data\" : {order} }}"),
    ];
    for body in bodies {
        let answer = read(200, &body)
            .await
            .unwrap_or_else(|error| panic!("{body}: {error}"));
        assert_eq!(answer.raw, order, "byte for byte");
        assert_eq!(
            answer.order.financial_status,
            Carried::Value(FinancialStatus::Approved)
        );
        let price = answer.order.total_price.value().unwrap();
        assert_eq!(
            (price.text.as_str(), price.halalas),
            ("150.50", Some(Halalas(15_050)))
        );
        assert_eq!(
            answer.order.shipping,
            Carried::Value(ShippingState::Code(1))
        );
        assert_eq!(answer.order.unreadable, Vec::<&str>::new());
    }
}

#[tokio::test]
async fn a_change_is_believed_only_where_points_says_yes_in_so_many_words() {
    for body in [
        format!(r#"{{"data":{}}}"#, order(UUID)),
        format!(r#"{{"status":null,"data":{}}}"#, order(UUID)),
        format!(r#"{{"status":1,"data":{}}}"#, order(UUID)),
    ] {
        let server = Server::json(200, &body).await;
        let error = server.client().capture(uuid()).await.unwrap_err();
        assert!(
            matches!(error.failure, Failure::Unreadable { .. }),
            "{body}: {error}"
        );
        assert_eq!(error.effect, Effect::MayBeApplied, "{body}");
    }
}

#[tokio::test]
async fn a_success_that_is_not_what_was_asked_for_is_unreadable() {
    let wrong = [
        success(&order(OTHER_UUID)),
        success("null"),
        success("[]"),
        success("{}"),
        format!(
            r#"{{"status":false,"message":"no","data":{}}}"#,
            order(UUID)
        ),
        format!(r#"{{"status":"yes","data":{}}}"#, order(UUID)),
        format!("[true,\"\",{{}},{}]", order(UUID)),
        order(UUID),
        success(&order(UUID)).replace("}}", ""),
        "<html><body>Welcome to the hotel's Wi-Fi</body></html>".to_owned(),
        String::new(),
    ];
    for body in wrong {
        let error = read(200, &body).await.unwrap_err();
        assert!(
            matches!(
                error.failure,
                Failure::Unreadable {
                    http_status: 200,
                    ..
                }
            ),
            "{body}: {error}"
        );
        assert_eq!(error.effect, Effect::NotApplied, "a read changes nothing");
        let (error, _) = ship(vec![json(200, &body)]).await;
        assert_eq!(
            error.effect,
            Effect::MayBeApplied,
            "{body}: a write may have"
        );
    }
}

#[tokio::test]
async fn any_refusal_on_a_get_with_400_is_the_key() {
    for message in ["Invalid or inactive API key", "مفتاح غير صالح", ""] {
        let error = read(400, &refusal(message)).await.unwrap_err();
        let message = message.to_owned();
        assert_eq!(error.failure, Failure::KeyRefused { message });
        assert_eq!(error.effect, Effect::NotApplied);
        assert_eq!(error.request, "GET /orders/{uuid}");
    }
}

#[tokio::test]
async fn a_400_on_a_get_is_the_key_in_whatever_words() {
    let said = |text: &str| text.to_owned();
    for (body, message) in [
        ("<h1>400 Bad Request</h1>", said("<h1>400 Bad Request</h1>")),
        ("", said("")),
        ("[1]", said("[1]")),
        (&success(&order(UUID)), success(&order(UUID))),
    ] {
        let error = read(400, body).await.unwrap_err();
        let Failure::KeyRefused { message: shown } = error.failure else {
            panic!("{error}")
        };
        let start = |text: &str| text.chars().take(40).collect::<String>();
        assert_eq!(start(&shown), start(&message));
        assert_eq!(error.effect, Effect::NotApplied);
    }
}

#[tokio::test]
async fn documented_messages_of_a_400_on_a_post_need_no_second_look() {
    for (message, is_key) in [
        ("API key is required", true),
        ("Invalid or inactive API key.", true),
        ("Order already fully paid", false),
        ("Only replacing orders can be completed", false),
        ("Order cannot be completed", false),
        ("Order is already completed", false),
    ] {
        let (error, server) = ship(vec![json(400, &refusal(message))]).await;
        let message = message.to_owned();
        let expected = if is_key {
            Failure::KeyRefused { message }
        } else {
            Failure::RuleRefused { message }
        };
        assert_eq!(error.failure, expected);
        assert_eq!(error.effect, Effect::NotApplied);
        assert_eq!(server.seen().len(), 1, "no check of the key");
    }
}

#[tokio::test]
async fn any_other_400_on_a_post_is_settled_by_one_check_of_the_key() {
    let said = "لا يمكن تنفيذ الطلب";
    let message = || said.to_owned();
    let unproved = |check| Failure::Unproved {
        message: message(),
        check: Box::new(check),
    };
    let page = r#"{"status":true,"message":"","appended_data":{},"data":[],"meta":{"total":0}}"#;
    let wait = [("Retry-After", "7")];
    let cases = [
        (json(200, page), Failure::RuleRefused { message: message() }),
        (
            json(403, &refusal("unverified")),
            Failure::RuleRefused { message: message() },
        ),
        // The check's own refusals are not about the order.
        (
            json(404, &refusal("no such page")),
            Failure::RuleRefused { message: message() },
        ),
        (
            json(422, &refusal("per_page is too small")),
            Failure::RuleRefused { message: message() },
        ),
        (
            json(400, "<h1>400 Bad Request</h1>"),
            Failure::KeyRefused { message: message() },
        ),
        (
            json(400, &refusal("مفتاح")),
            Failure::KeyRefused { message: message() },
        ),
        // What the check could not tell is not made up; that it failed is reported.
        (
            json(503, ""),
            unproved(Failure::Temporary { http_status: 503 }),
        ),
        (
            reply(429, &wait, b""),
            unproved(Failure::Throttled {
                retry_after: Some(Duration::from_secs(7)),
            }),
        ),
        (
            Reply::Reset,
            unproved(Failure::Network(points_api::NetworkFault::Interrupted)),
        ),
    ];
    for (check, expected) in cases {
        let (error, server) = ship(vec![json(400, &refusal(said)), check]).await;
        assert_eq!(error.failure, expected);
        assert_eq!(
            error.effect,
            Effect::NotApplied,
            "Points refused it, whatever the reason"
        );
        assert_eq!(error.request, "POST /orders/{uuid}/status");
        let seen = server.seen();
        assert_eq!(seen.len(), 2);
        assert_eq!(seen[1].line(), "GET /api/v1/webhooks?per_page=1 HTTP/1.1");
    }
}

#[tokio::test]
async fn refusals_in_points_own_words_were_not_applied() {
    let message = || "said".to_owned();
    for (status, expected) in [
        (403, Failure::Forbidden { message: message() }),
        (404, Failure::NotFound { message: message() }),
        (
            422,
            Failure::Invalid {
                message: message(),
                fields: std::collections::BTreeMap::new(),
            },
        ),
    ] {
        let error = read(status, &refusal("said")).await.unwrap_err();
        assert_eq!(error.failure, expected);
        let (error, _) = ship(vec![json(status, r#"{"message":"said"}"#)]).await;
        assert_eq!(error.failure, expected, "without `status` too");
        assert_eq!(error.effect, Effect::NotApplied);
    }
    let (error, _) = ship(vec![json(409, &refusal("said"))]).await;
    assert!(matches!(
        error.failure,
        Failure::Unreadable {
            http_status: 409,
            ..
        }
    ));
    assert_eq!(error.effect, Effect::NotApplied);
}

#[tokio::test]
async fn a_page_of_html_is_no_refusal() {
    for status in [403, 404, 413] {
        let (error, _) = ship(vec![json(status, "<html>blocked</html>")]).await;
        assert!(
            matches!(error.failure, Failure::Unreadable { .. }),
            "{status}"
        );
        assert_eq!(error.effect, Effect::MayBeApplied);
    }
}

#[tokio::test]
async fn validation_keeps_every_field_with_and_without_status() {
    let errors = r#""errors":{"total_price":["The total price field is required."],"products.0.quantity":["one","two"]}"#;
    for start in [r#""status":false,"message":"Bad","#, r#""message":"Bad","#] {
        let body = format!("{{{start}{errors}}}");
        let Failure::Invalid { message, fields } = ship(vec![json(422, &body)]).await.0.failure
        else {
            panic!("not a validation failure")
        };
        assert_eq!(message, "Bad");
        assert_eq!(fields["products.0.quantity"], ["one", "two"]);
        assert_eq!(
            fields["total_price"],
            ["The total price field is required."]
        );
    }
}

#[tokio::test]
async fn servers_in_trouble_are_temporary_with_any_body() {
    for body in ["<html>502 Bad Gateway</html>", "", &refusal("Server Error")] {
        let error = read(502, body).await.unwrap_err();
        assert_eq!(error.failure, Failure::Temporary { http_status: 502 });
        assert_eq!(error.effect, Effect::NotApplied);
        let (error, _) = ship(vec![json(502, body)]).await;
        assert_eq!(error.effect, Effect::MayBeApplied);
    }
}

#[tokio::test]
async fn retry_after_counts_from_the_answers_own_clock() {
    // A Date seven years off: only the difference of the two counts.
    let date = ("Date", "Mon, 23 Dec 2019 10:00:00 GMT");
    for (after, expected) in [
        (Some("120"), Some(120)),
        (Some("Mon, 23 Dec 2019 10:01:30 GMT"), Some(90)),
        (Some("Mon, 23 Dec 2019 09:00:00 GMT"), Some(0)),
        (Some("soon"), None),
        (Some("-5"), None),
        (Some("18446744073709551615"), Some(31 * 24 * 3_600)),
        (None, None),
    ] {
        let mut headers = vec![date];
        headers.extend(after.map(|after| ("Retry-After", after)));
        let (error, server) = ship(vec![reply(429, &headers, b"slow down")]).await;
        let retry_after = expected.map(Duration::from_secs);
        assert_eq!(
            error.failure,
            Failure::Throttled { retry_after },
            "{after:?}"
        );
        assert_eq!(error.effect, Effect::NotApplied);
        assert_eq!(server.seen().len(), 1, "never sent again");
    }
}

#[tokio::test]
async fn points_time_is_the_date_minus_the_round_trip() {
    let headers = [("Date", "Mon, 23 Dec 2019 10:00:00 GMT")];
    let body = success(&order(UUID));
    let server = Server::start(vec![
        reply(200, &headers, body.as_bytes()),
        reply(200, &[], body.as_bytes()),
    ])
    .await;
    let client = server.client();
    let timing = client.read_order(uuid()).await.unwrap().timing;
    let date = chrono::DateTime::parse_from_rfc3339("2019-12-23T10:00:00Z").unwrap();
    let before = date.signed_duration_since(timing.points_time.unwrap());
    assert!(before > chrono::TimeDelta::zero(), "{before}");
    assert!(before < chrono::TimeDelta::milliseconds(800), "{before}");
    assert!(timing.started_at <= timing.received_at);
    let timing = client.read_order(uuid()).await.unwrap().timing;
    assert_eq!(timing.points_time, None, "no Date, no guess");
}

#[tokio::test]
async fn an_excerpt_is_short_and_keeps_no_secret() {
    let long = "w ".repeat(500);
    let secret = "s7".repeat(30);
    let body = format!("<html>{KEY} x-api-key:{KEY} 0512345678 {UUID} {secret}\u{7}\n{long}");
    let Failure::Unreadable { excerpt, .. } = read(200, &body).await.unwrap_err().failure else {
        panic!("readable")
    };
    assert!(excerpt.chars().count() <= 300, "{excerpt}");
    assert!(
        !excerpt.contains(KEY) && !excerpt.contains(&secret),
        "{excerpt}"
    );
    assert!(!excerpt.contains("0512345678"), "{excerpt}");
    assert!(excerpt.contains(UUID), "a uuid helps support: {excerpt}");
    assert!(!excerpt.chars().any(char::is_control), "{excerpt}");
}

#[tokio::test]
async fn a_message_that_repeats_the_key_loses_it() {
    let error = read(400, &refusal(&format!("Invalid key {KEY}")))
        .await
        .unwrap_err();
    assert!(!format!("{error} {error:?}").contains(KEY));
    let body = format!(r#"{{"message":"{KEY}","errors":{{"f":["{KEY}"]}}}}"#);
    let error = read(422, &body).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(KEY));
}

#[tokio::test]
async fn every_call_on_an_order_sends_what_is_documented() {
    let body = success(&order(UUID));
    let server = Server::start((0..10).map(|_| json(200, &body)).collect()).await;
    let client = server.client();
    client.read_order(uuid()).await.unwrap();
    client.authorize(uuid()).await.unwrap();
    client.capture(uuid()).await.unwrap();
    client.complete(uuid(), None).await.unwrap();
    let tamara = Some(PaymentMethod::Tamara);
    client.complete(uuid(), tamara).await.unwrap();
    client.cancel(uuid(), Some("لا رد")).await.unwrap();
    client.refund(uuid(), None, None).await.unwrap();
    let amount = Some(Halalas(5_001));
    client.refund(uuid(), amount, Some("torn")).await.unwrap();
    client.update_shipping(uuid(), &ready()).await.unwrap();
    let label = ShippingUpdate {
        status: None,
        name_ar: Some("خرج".to_owned()),
        name_en: Some("Out".to_owned()),
    };
    client.update_shipping(uuid(), &label).await.unwrap();
    let expected = [
        ("GET", "", ""),
        ("POST", "/authorize", ""),
        ("POST", "/capture", ""),
        ("POST", "/complete", ""),
        ("POST", "/complete", r#"{"payment_method":"10"}"#),
        ("POST", "/cancel", r#"{"reason":"لا رد"}"#),
        ("POST", "/refund", ""),
        ("POST", "/refund", r#"{"amount":50.01,"reason":"torn"}"#),
        ("POST", "/status", r#"{"status":"ready_shipping"}"#),
        ("POST", "/status", r#"{"name_ar":"خرج","name_en":"Out"}"#),
    ];
    let seen = server.seen();
    assert_eq!(seen.len(), expected.len());
    for (seen, (method, call, body)) in seen.iter().zip(expected) {
        assert_eq!(
            seen.line(),
            format!("{method} /api/v1/orders/{UUID}{call} HTTP/1.1")
        );
        assert_eq!(seen.body, body);
        assert_eq!(seen.header("x-api-key"), Some(KEY));
        assert_eq!(seen.header("accept"), Some("application/json"));
        assert!(
            seen.header("user-agent")
                .unwrap()
                .starts_with("PointsDesk/")
        );
        assert_eq!(
            (seen.header("cookie"), seen.header("referer")),
            (None, None)
        );
    }
}

#[tokio::test]
async fn what_points_would_refuse_anyway_is_never_sent() {
    let server = Server::start(vec![]).await;
    let client = server.client();
    let long = "ر".repeat(121);
    let updates = [
        ShippingUpdate::default(),
        ShippingUpdate {
            name_ar: Some(" ".to_owned()),
            ..ShippingUpdate::default()
        },
        ShippingUpdate {
            name_en: Some(long),
            ..ready()
        },
        ShippingUpdate {
            status: Some(ShippingStatus::Other("flying".to_owned())),
            ..ShippingUpdate::default()
        },
    ];
    for update in &updates {
        let error = client.update_shipping(uuid(), update).await.unwrap_err();
        assert!(matches!(error.failure, Failure::Invalid { .. }), "{error}");
        assert_eq!(error.effect, Effect::NotApplied);
    }
    let reason = "x".repeat(501);
    assert!(client.cancel(uuid(), Some(&reason)).await.is_err());
    assert!(
        client
            .refund(uuid(), Some(Halalas(-1)), None)
            .await
            .is_err()
    );
    assert_eq!(server.seen().len(), 0);
    let label = "ر".repeat(120);
    assert!(
        ShippingUpdate {
            name_ar: Some(label),
            ..ready()
        }
        .validate()
        .is_ok()
    );
}

#[tokio::test]
async fn without_a_key_nothing_is_sent() {
    let server = Server::start(vec![]).await;
    let client = support::client(server.base(), None);
    let error = client.capture(uuid()).await.unwrap_err();
    assert_eq!(
        (error.failure, error.effect),
        (Failure::NoKey, Effect::NotApplied)
    );
    assert_eq!(server.seen().len(), 0);
}
