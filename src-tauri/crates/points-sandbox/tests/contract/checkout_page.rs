//! The hosted checkout: paying, failing, walking away (dossier, "Stale checkouts").

use points_sandbox::{FailedCheckout, PaidCheckout, Rules};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::support::{Desk, answered, plain};

/// Opens a checkout; its page and its order.
async fn opened(desk: &Desk, extra: Value) -> (String, String) {
    let mut body = json!({ "total_price": "348.00", "order_number": "<b>10482</b>" });
    body.as_object_mut()
        .unwrap()
        .extend(extra.as_object().unwrap().clone());
    let url = format!(
        "{}/orders/checkout/{}",
        desk.running.base_url, desk.running.public_key
    );
    let answer = desk
        .send(Method::POST, url, None, Some(&body))
        .await
        .unwrap();
    let page = answered(answer).await.data()["checkout_url"]
        .as_str()
        .unwrap()
        .to_owned();
    (page, desk.running.uuids()[0].to_string())
}

async fn choose(desk: &Desk, page: &str, choice: &str, form: &'static str) -> Response {
    let request = desk.client.post(format!("{page}/{choice}"));
    let request = request
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    request.send().await.unwrap()
}

async fn status(desk: &Desk, uuid: &str) -> String {
    desk.truth(uuid).await["order_status"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn the_page_speaks_both_languages_and_trusts_no_text() {
    let desk = Desk::open().await;
    let products = json!([{ "product_name": "<script>", "product_price": 1, "quantity": 1 }]);
    let (page, _) = opened(&desk, json!({ "products": products })).await;
    let arabic = desk.client.get(&page).send().await.unwrap();
    let policy = arabic.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(policy.starts_with("default-src 'none'"));
    let arabic = arabic.text().await.unwrap();
    assert!(arabic.contains("dir=\"rtl\"") && arabic.contains("الدفع بالبطاقة"));
    assert!(arabic.contains("348.00") && arabic.contains("&lt;b&gt;10482"));
    assert!(!arabic.contains("<script>"));
    let english = desk
        .client
        .get(format!("{page}?lang=en"))
        .send()
        .await
        .unwrap();
    assert!(english.text().await.unwrap().contains("Pay by card"));
    for outside in ["http://", "https://", "src="] {
        assert!(!arabic.contains(outside), "no resource from elsewhere");
    }
}

#[tokio::test]
async fn paying_returns_to_the_shop_with_the_uuid() {
    let desk = Desk::open().await;
    let callback = json!({ "callback_url": "https://shop.example/back?cart=7" });
    let (page, uuid) = opened(&desk, callback).await;
    let answer = choose(&desk, &page, "card", "").await;
    assert_eq!(answer.status().as_u16(), 303);
    let location = answer.headers()["location"].to_str().unwrap();
    let expected = format!("https://shop.example/back?cart=7&order_uuid={uuid}");
    assert!(location.starts_with(&expected), "{location}");
    assert!(location.ends_with("&status=success"));
    assert_eq!(status(&desk, &uuid).await, "approved");
    assert_eq!(
        choose(&desk, &page, "card", "").await.status().as_u16(),
        410,
        "only once"
    );
}

#[tokio::test]
async fn closing_the_browser_skips_the_callback_but_not_the_payment() {
    let desk = Desk::with_rules(Rules {
        paid_checkout: PaidCheckout::Authorized,
        ..plain()
    })
    .await;
    let callback = json!({ "callback_url": "https://shop.example/back" });
    let (page, uuid) = opened(&desk, callback).await;
    let answer = choose(&desk, &page, "points", "close=1&lang=en").await;
    assert_eq!(answer.status().as_u16(), 200);
    assert!(answer.text().await.unwrap().contains("<h1>Paid</h1>"));
    assert_eq!(status(&desk, &uuid).await, "authorized");
    assert_eq!(desk.truth(&uuid).await["payment_method"], "8");
}

#[tokio::test]
async fn failing_and_leaving_do_nothing_or_cancel() {
    let cases = [
        (FailedCheckout::Nothing, "new"),
        (FailedCheckout::Cancels, "cancelled"),
    ];
    for (rule, expected) in cases {
        let desk = Desk::with_rules(Rules {
            failed_checkout: rule,
            ..plain()
        })
        .await;
        for choice in ["fail", "leave"] {
            let (page, uuid) = opened(&desk, json!({})).await;
            assert_eq!(
                choose(&desk, &page, choice, "").await.status().as_u16(),
                200
            );
            assert_eq!(status(&desk, &uuid).await, expected);
            let page = desk
                .client
                .get(format!("{page}?lang=en"))
                .send()
                .await
                .unwrap();
            let open = page.text().await.unwrap().contains("Pay by card");
            assert_eq!(
                open,
                expected == "new",
                "an open session may be paid after all"
            );
        }
    }
}

#[tokio::test]
async fn points_need_an_account_and_a_balance() {
    let desk = Desk::open().await;
    for (phone, why) in [
        ("500000002", "رصيد النقاط لا يكفي"),
        ("500000003", "لا يوجد حساب نقاط بهذا الرقم"),
    ] {
        let (page, uuid) = opened(&desk, json!({ "phone_number": phone })).await;
        let answer = desk.client.get(&page).send().await.unwrap();
        let text = answer.text().await.unwrap();
        assert!(text.contains(&format!("disabled>{why}<")), "{text}");
        let chosen = choose(&desk, &page, "points", "").await;
        assert_eq!(chosen.status().as_u16(), 410);
        assert_eq!(status(&desk, &uuid).await, "new");
        let chosen = choose(&desk, &page, "card", "").await;
        assert_eq!(chosen.status().as_u16(), 200, "a card needs no account");
    }
}

#[tokio::test]
async fn sessions_expire_when_the_rule_says_so_and_unknown_ones_are_gone() {
    let desk = Desk::open().await;
    let (page, uuid) = opened(&desk, json!({})).await;
    desk.control("POST", "/clock", Some(json!({ "offset_seconds": 7_200 })))
        .await;
    assert_eq!(
        desk.client
            .get(&page)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16(),
        200
    );
    desk.control("POST", "/rules", Some(json!({ "session_minutes": 60 })))
        .await;
    assert_eq!(
        desk.client
            .get(&page)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16(),
        410
    );
    assert_eq!(
        choose(&desk, &page, "card", "").await.status().as_u16(),
        410
    );
    assert_eq!(status(&desk, &uuid).await, "new");
    let unknown = page.replace("/session/", "/session/x");
    assert_eq!(
        desk.client
            .get(&unknown)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16(),
        410
    );
}

#[tokio::test]
async fn an_order_cancelled_meanwhile_cannot_be_paid() {
    let desk = Desk::open().await;
    let (page, uuid) = opened(&desk, json!({})).await;
    desk.post(&format!("/orders/{uuid}/cancel"), json!({}))
        .await
        .data();
    assert_eq!(
        choose(&desk, &page, "card", "").await.status().as_u16(),
        410
    );
    assert_eq!(status(&desk, &uuid).await, "cancelled");
}
