//! Dossier, "Shipping state" and `POST /orders/{uuid}/status`.

use points_sandbox::{Config, Rules};
use serde_json::json;

use crate::support::{Desk, plain};

const WORDS: [&str; 6] = [
    "new",
    "license_in_progress",
    "ready_shipping",
    "delivery_is_in_progress",
    "delivered",
    "cancelled",
];

#[tokio::test]
async fn every_word_is_accepted_from_every_other_and_read_back_as_its_code() {
    let codes = [10, 3, 77, 4, 1, 9];
    let config = Config {
        shipping_codes: codes,
        rules: plain(),
        ..Config::default()
    };
    let desk = Desk::with(config).await;
    let uuid = desk.order_in("captured").await;
    for (word, code) in WORDS
        .iter()
        .chain(WORDS.iter().rev())
        .zip(codes.iter().chain(codes.iter().rev()))
    {
        let answer = desk
            .post(&format!("/orders/{uuid}/status"), json!({ "status": word }))
            .await;
        assert_eq!(answer.data()["status"], *code, "{word}");
        assert_eq!(desk.truth(&uuid).await["shipping"], *word);
        let read = desk.get(&format!("/orders/{uuid}")).await;
        assert_eq!(
            read.data()["order_status"],
            "captured",
            "shipping does not move the money"
        );
    }
}

#[tokio::test]
async fn labels_need_one_of_three_fields_and_have_a_limit() {
    let desk = Desk::open().await;
    let uuid = desk.order_in("captured").await;
    let ship = async |body| desk.post(&format!("/orders/{uuid}/status"), body).await;
    for blank in [
        json!({}),
        json!({ "status": " ", "name_ar": "", "name_en": null }),
    ] {
        assert_eq!(ship(blank).await.invalid_fields(), ["status"]);
    }
    assert_eq!(
        ship(json!({ "status": "lost" })).await.invalid_fields(),
        ["status"]
    );
    let long = json!({ "name_ar": "ن".repeat(121) });
    assert_eq!(ship(long).await.invalid_fields(), ["name_ar"]);
    let both = ship(json!({ "name_ar": "عند المندوب", "name_en": "With the courier" })).await;
    assert_eq!(both.data()["custom_status"]["en"], "With the courier");
    assert_eq!(both.data()["status_label"], "عند المندوب");
    assert_eq!(
        desk.truth(&uuid).await["shipping"],
        "new",
        "a label alone moves nothing"
    );
    let translated = ship(json!({ "status": "delivered", "name_en": "Delivered" })).await;
    assert_eq!(translated.data()["custom_status"]["ar"], "تم التوصيل");
}

#[tokio::test]
async fn the_april_specification_knows_no_labels() {
    let old = Rules {
        live_site: false,
        status_labels: false,
        ..plain()
    };
    let desk = Desk::with_rules(old).await;
    let uuid = desk.order_in("captured").await;
    let path = format!("/orders/{uuid}/status");
    let named = json!({ "name_ar": "عند المندوب", "name_en": "With the courier" });
    assert_eq!(desk.post(&path, named).await.invalid_fields(), ["status"]);
    let shipped = desk.post(&path, json!({ "status": "delivered" })).await;
    assert!(shipped.data().get("custom_status").is_none());
    assert!(shipped.data().get("status_label").is_none());
}
