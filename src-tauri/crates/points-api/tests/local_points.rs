//! Every call against the local Points: a server that shares no code with this client. Runs with
//! all quirks of the documentation and with none, and with contradictory rules both ways.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use points_api::{
    ApiError, BaseUrl, Carried, CheckoutRequest, Client, Earned, EarningRequest, Effect, Failure,
    FinancialStatus, Halalas, NetworkFault, NewWebhook, OrderAnswer, OrderUuid, PaymentMethod,
    ProductLine, PublicKey, RatingRequest, ShippingState, ShippingStatus, ShippingUpdate,
    WebhookChange,
};
use points_sandbox::{
    AuthorizeRule, CancelRule, CaptureRule, CompleteRule, Config, MessageLanguage, Quirk, Quirks,
    RefundRule, Rules, Running, Sandbox,
};
use serde_json::{Map, Value, json};

struct Desk {
    running: Running,
    client: Client,
    control: reqwest::Client,
}

impl Desk {
    async fn with(rules: Rules) -> Self {
        let config = Config {
            orders: 20,
            rules,
            ..Config::default()
        };
        let running = Sandbox::start(config).await.unwrap();
        let base = BaseUrl::parse(&running.base_url).unwrap();
        Self {
            client: support::client(base, Some(&running.private_key)),
            control: reqwest::Client::builder().no_proxy().build().unwrap(),
            running,
        }
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let url = format!("{}/{path}", self.running.control_url);
        let answer = self
            .control
            .post(url)
            .body(body.to_string())
            .send()
            .await
            .unwrap();
        let ok = answer.status().is_success();
        let text = answer.text().await.unwrap();
        assert!(ok, "{path}: {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    async fn get(&self, path: &str) -> Value {
        let url = format!("{}/{path}", self.running.control_url);
        let text = self
            .control
            .get(url)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        serde_json::from_str(&text).unwrap()
    }

    async fn order(&self, kind: &str, status: &str) -> OrderUuid {
        let order = json!({ "type": kind, "order_status": status, "total_price": "150.50" });
        let order = self.post("orders", order).await;
        order["uuid"].as_str().unwrap().parse().unwrap()
    }
}

fn quirky(quirk: Quirk) -> Rules {
    Rules {
        quirks: Quirks {
            unknown_values: Quirk::Never,
            ..Quirks::uniform(quirk)
        },
        earning_lock_ms: 0,
        ..Rules::default()
    }
}

fn status(answer: &OrderAnswer) -> &FinancialStatus {
    answer.order.financial_status.value().unwrap()
}

fn is_rule(result: Result<OrderAnswer, ApiError>) -> bool {
    let error = result.unwrap_err();
    assert_eq!(error.effect, Effect::NotApplied);
    matches!(error.failure, Failure::RuleRefused { .. })
}

fn line() -> ProductLine {
    ProductLine {
        product_name: "قهوة".to_owned(),
        product_price: Halalas(5_000),
        quantity: 2,
    }
}

fn earning(phone: &str) -> EarningRequest {
    EarningRequest {
        phone_number: phone.parse().unwrap(),
        total_price: Halalas(10_005),
        products: vec![line()],
        order_number: "SALE-1".to_owned(),
        name: Some("نورة".to_owned()),
        shipping_amount: None,
        tax_amount: Some(Halalas(1_305)),
        discount_amount: None,
        shipping_address: None,
        metadata: None,
    }
}

async fn walk_through(quirk: Quirk) {
    let desk = Desk::with(quirky(quirk)).await;
    let client = &desk.client;
    let proof = client.check_key().await.unwrap();
    assert!(proof.points_time.is_some());
    assert_eq!(proof.webhooks, Some(0));
    for uuid in desk.running.uuids() {
        let uuid = OrderUuid::from(uuid);
        let answer = client.read_order(uuid).await.unwrap();
        assert_eq!(
            answer.order.unreadable,
            Vec::<&str>::new(),
            "{}",
            answer.raw
        );
        let truth = desk.get(&format!("orders/{uuid}")).await;
        let total = answer.order.total_price.value().unwrap().halalas.unwrap();
        let expected: points_api::Amount = truth["total_price"]
            .to_string()
            .trim_matches('"')
            .parse()
            .unwrap();
        assert_eq!(Some(total), expected.halalas);
        assert_eq!(
            status(&answer).as_str(),
            truth["order_status"].as_str().unwrap()
        );
    }

    let uuid = desk.order("replacing", "new").await;
    let answer = client.authorize(uuid).await.unwrap();
    assert_eq!(status(&answer), &FinancialStatus::Authorized);
    let answer = client.capture(uuid).await.unwrap();
    assert_eq!(status(&answer), &FinancialStatus::Captured);
    client
        .complete(uuid, Some(PaymentMethod::Mada))
        .await
        .unwrap();
    let said = client.complete(uuid, None).await.unwrap_err().failure;
    assert!(matches!(said, Failure::RuleRefused { .. }), "{said}");
    let answer = client
        .refund(uuid, Some(Halalas(5_025)), Some("تالف"))
        .await
        .unwrap();
    assert_eq!(status(&answer), &FinancialStatus::PartiallyRefunded);
    let answer = client.refund(uuid, None, None).await.unwrap();
    assert_eq!(status(&answer), &FinancialStatus::FullyRefunded);
    let uuid = desk.order("replacing", "new").await;
    let answer = client.cancel(uuid, Some("لا رد")).await.unwrap();
    assert_eq!(status(&answer), &FinancialStatus::Cancelled);

    for shipping in ShippingStatus::KNOWN {
        let update = ShippingUpdate {
            status: Some(shipping.clone()),
            name_ar: Some("في الطريق".to_owned()),
            name_en: Some("On its way".to_owned()),
        };
        let answer = client.update_shipping(uuid, &update).await.unwrap();
        assert!(matches!(
            answer.order.shipping,
            Carried::Value(ShippingState::Code(_))
        ));
        assert_eq!(answer.order.custom_label_en.value().unwrap(), "On its way");
        let truth = desk.get(&format!("orders/{uuid}")).await;
        assert_eq!(truth["shipping"], shipping.as_str());
    }
    let gone = client
        .read_order(OrderUuid::from_bytes([7; 16]))
        .await
        .unwrap_err();
    assert!(matches!(gone.failure, Failure::NotFound { .. }));
}

#[tokio::test]
async fn orders_without_quirks() {
    walk_through(Quirk::Never).await;
}

#[tokio::test]
async fn orders_with_every_quirk() {
    walk_through(Quirk::Always).await;
}

#[tokio::test]
async fn purchases_ratings_and_the_switch() {
    for quirk in [Quirk::Never, Quirk::Always] {
        let desk = Desk::with(quirky(quirk)).await;
        let client = &desk.client;
        let Earned::Order(answer) = client.earn(&earning("500000001")).await.unwrap() else {
            panic!("pending")
        };
        let total = answer.order.total_price.value().unwrap();
        assert_eq!(total.halalas, Some(Halalas(10_005)));
        let pending = client.earn(&earning("500000003")).await.unwrap();
        let Earned::PendingActivation { order_number, .. } = pending else {
            panic!("an order")
        };
        assert_eq!(order_number.as_deref(), Some("SALE-1"));

        let public_key = PublicKey::parse(desk.running.public_key.clone()).unwrap();
        let checkout = CheckoutRequest {
            total_price: Halalas(15_075),
            order_number: "#1001".to_owned(),
            products: Some(vec![line()]),
            ..CheckoutRequest::default()
        };
        let link = client.begin_checkout(&public_key, &checkout).await.unwrap();
        assert_eq!(link.url.host_str(), Some("127.0.0.1"));
        let wrong = PublicKey::parse("nobody".to_owned()).unwrap();
        let error = client.begin_checkout(&wrong, &checkout).await.unwrap_err();
        assert!(
            matches!(error.failure, Failure::KeyRefused { .. }),
            "{error}"
        );

        let rating = RatingRequest {
            review_reference: "review-7".to_owned(),
            further: Map::from_iter([("phone_number".to_owned(), Value::from("500000001"))]),
        };
        assert!(
            client
                .rate_store(&rating)
                .await
                .unwrap()
                .raw
                .unwrap()
                .contains("review-7")
        );
        client.rate_product(&rating).await.unwrap();
        client.set_integration(true).await.unwrap();

        // The ledger knows which calls carried a key.
        let ledger = desk.get("ledger").await.to_string();
        assert!(!ledger.contains(&desk.running.private_key));
        for entry in desk.get("ledger").await["entries"].as_array().unwrap() {
            let checkout = entry["path"]
                .as_str()
                .unwrap()
                .contains("/orders/checkout/");
            assert_eq!(entry["carried_key"], !checkout, "{entry}");
        }
    }
}

#[tokio::test]
async fn webhooks_from_first_to_last() {
    for quirk in [Quirk::Never, Quirk::Always] {
        let desk = Desk::with(quirky(quirk)).await;
        let client = &desk.client;
        let new = NewWebhook {
            name: "Orders".to_owned(),
            url: "https://a.example/hooks".parse().unwrap(),
        };
        let made = client.create_webhook(&new).await.unwrap();
        let secret = made.secret.as_ref().unwrap();
        let twice = client.create_webhook(&new).await.unwrap_err();
        assert_eq!(twice.effect, Effect::NotApplied);
        assert!(
            matches!(
                twice.failure,
                Failure::RuleRefused { .. } | Failure::Invalid { .. }
            ),
            "{twice}"
        );
        let read = client.read_webhook(made.uuid).await.unwrap();
        assert!(secret.matches(read.secret.unwrap().expose()));
        let change = WebhookChange {
            name: Some("New".to_owned()),
            url: None,
        };
        assert_eq!(
            client
                .update_webhook(made.uuid, &change)
                .await
                .unwrap()
                .name,
            "New"
        );
        assert_eq!(
            client.replace_webhook(made.uuid, &new).await.unwrap().name,
            "Orders"
        );
        let page = client.list_webhooks(1, 15).await.unwrap();
        assert_eq!((page.webhooks.len(), page.total), (1, Some(1)));
        client.delete_webhook(made.uuid).await.unwrap();
        let gone = client.read_webhook(made.uuid).await.unwrap_err();
        assert!(matches!(gone.failure, Failure::NotFound { .. }));
        assert_eq!(client.check_key().await.unwrap().webhooks, Some(0));
    }
}

#[tokio::test]
async fn contradictory_rules_are_refused_or_done_as_the_server_says() {
    let strict = Desk::with(quirky(Quirk::Never)).await;
    let lenient = Desk::with(Rules {
        authorize: AuthorizeRule::OpenApi,
        capture: CaptureRule::OpenApi,
        complete: CompleteRule::Lifecycle,
        cancel: CancelRule::Any,
        refund: RefundRule::OpenApi,
        ..quirky(Quirk::Never)
    })
    .await;
    let uuid = strict.order("replacing", "cancelled").await;
    assert!(is_rule(strict.client.authorize(uuid).await));
    assert!(is_rule(strict.client.capture(uuid).await));
    assert!(is_rule(strict.client.cancel(uuid, None).await));
    assert!(is_rule(strict.client.refund(uuid, None, None).await));
    let uuid = lenient.order("replacing", "cancelled").await;
    lenient.client.authorize(uuid).await.unwrap();
    lenient.client.capture(uuid).await.unwrap();
    assert!(is_rule(lenient.client.complete(uuid, None).await));
    lenient.client.refund(uuid, None, None).await.unwrap();
    lenient.client.cancel(uuid, None).await.unwrap();
}

#[tokio::test]
async fn a_replaced_key_is_refused_in_both_languages() {
    for language in [MessageLanguage::English, MessageLanguage::Arabic] {
        let rules = Rules {
            key_messages: language,
            ..quirky(Quirk::Never)
        };
        let desk = Desk::with(rules).await;
        let uuid = desk.order("replacing", "new").await;
        desk.post("keys/rotate", json!({})).await;
        let refusals = [
            desk.client.check_key().await.map(|_| ()),
            desk.client.read_order(uuid).await.map(|_| ()),
            desk.client.cancel(uuid, None).await.map(|_| ()),
        ];
        for refused in refusals {
            let error = refused.unwrap_err();
            assert!(
                matches!(error.failure, Failure::KeyRefused { .. }),
                "{error}"
            );
            assert_eq!(error.effect, Effect::NotApplied);
        }
    }
}

#[tokio::test]
async fn validation_and_an_unverified_merchant() {
    for validation_without_status in [false, true] {
        let rules = Rules {
            validation_without_status,
            ..quirky(Quirk::Never)
        };
        let desk = Desk::with(rules).await;
        let rating = RatingRequest {
            review_reference: "review-7".to_owned(),
            further: Map::new(),
        };
        let error = desk.client.rate_store(&rating).await.unwrap_err();
        let Failure::Invalid { fields, .. } = error.failure else {
            panic!("{error}")
        };
        assert!(fields.contains_key("phone_number"));
        desk.post("merchant", json!({ "verified": false })).await;
        let error = desk.client.earn(&earning("500000001")).await.unwrap_err();
        assert!(
            matches!(error.failure, Failure::Forbidden { .. }),
            "{error}"
        );
    }
}

#[tokio::test]
async fn each_fault_says_whether_the_order_may_have_changed() {
    let desk = Desk::with(quirky(Quirk::Never)).await;
    let page = Failure::Temporary { http_status: 502 };
    let interrupted = Failure::Network(NetworkFault::Interrupted);
    let late = Failure::Network(NetworkFault::AnswerTimeout);
    let wait = std::time::Duration::from_secs(7);
    let throttled = Failure::Throttled {
        retry_after: Some(wait),
    };
    for (fault, expected, effect) in [
        (
            json!({"kind": "throttle", "retry_after": "7"}),
            Some(throttled),
            Effect::NotApplied,
        ),
        (
            json!({"kind": "status", "code": 502, "html": true}),
            Some(page),
            Effect::MayBeApplied,
        ),
        (
            json!({"kind": "reset"}),
            Some(interrupted.clone()),
            Effect::MayBeApplied,
        ),
        (
            json!({"kind": "cut_body"}),
            Some(interrupted.clone()),
            Effect::MayBeApplied,
        ),
        (
            json!({"kind": "lose_answer"}),
            Some(interrupted),
            Effect::MayBeApplied,
        ),
        (
            json!({"kind": "hang", "ms": 3000}),
            Some(late),
            Effect::MayBeApplied,
        ),
        (
            json!({"kind": "redirect", "to": "https://a.example/"}),
            None,
            Effect::MayBeApplied,
        ),
        (
            json!({"kind": "huge_body", "bytes": 1_000_000}),
            None,
            Effect::MayBeApplied,
        ),
        (json!({"kind": "not_json"}), None, Effect::MayBeApplied),
    ] {
        let uuid = desk.order("replacing", "new").await;
        let rule = json!({ "match": { "method": "POST" }, "times": 1, "fault": fault });
        desk.post("faults", rule).await;
        let error = desk.client.cancel(uuid, None).await.unwrap_err();
        match expected {
            Some(failure) => assert_eq!(error.failure, failure, "{fault}"),
            None => assert!(
                matches!(error.failure, Failure::Unreadable { .. }),
                "{error}"
            ),
        }
        assert_eq!(error.effect, effect, "{fault}");
        let truth = desk.get(&format!("orders/{uuid}")).await;
        if truth["order_status"] != "new" {
            assert_eq!(error.effect, Effect::MayBeApplied, "{fault}");
        }
        let sent = desk
            .get("ledger")
            .await
            .to_string()
            .matches(&format!("{uuid}/cancel"))
            .count();
        assert_eq!(sent, 1, "{fault}: sent once");
    }
}
