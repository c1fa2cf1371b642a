//! What a call leaves in the log. In a program of its own, because whether a line is wanted is
//! remembered for all threads at once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use std::io::Write;
use std::sync::{Arc, Mutex};

use points_api::{CheckoutRequest, Halalas, PublicKey};
use support::{KEY, Server, UUID, json, order, success};
use tracing_subscriber::fmt::MakeWriter;

const SECRET: &str = "wh-secret-6c1f0b7de2";

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_most_talkative_log_has_the_call_and_no_secret() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(log.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let webhook = format!(
        r#"{{"uuid":"{UUID}","merchant_id":1,"name":"n","url":"https://a.example/h","secret":"{SECRET}"}}"#
    );
    let server = Server::start(vec![
        json(200, &success(&order(UUID))),
        json(200, &success(&webhook)),
        json(200, &format!("not JSON {KEY}")),
        json(
            200,
            &success(r#"{"checkout_url":"https://pay.papp.sa/session/1"}"#),
        ),
    ])
    .await;
    let client = server.client();
    client.read_order(UUID.parse().unwrap()).await.unwrap();
    let webhook = client.read_webhook(UUID.parse().unwrap()).await.unwrap();
    assert_eq!(webhook.secret.as_ref().unwrap().expose(), SECRET);
    let error = client.capture(UUID.parse().unwrap()).await.unwrap_err();
    let public_key = PublicKey::parse("pub-public-key".to_owned()).unwrap();
    let checkout = CheckoutRequest {
        total_price: Halalas(15_075),
        order_number: "#1001".to_owned(),
        phone_number: Some("+966 51 234 5678".parse().unwrap()),
        ..CheckoutRequest::default()
    };
    client.begin_checkout(&public_key, &checkout).await.unwrap();
    for (seen, has_key) in server.seen().iter().zip([true, true, true, false]) {
        assert_eq!(seen.header("x-api-key").is_some(), has_key);
    }

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let line = log
        .lines()
        .find(|line| line.contains("GET /orders/{uuid}"))
        .unwrap();
    assert!(
        line.contains(UUID) && line.contains("http_status=200"),
        "{line}"
    );
    assert!(line.contains("duration_ms="), "{line}");
    let shown = format!("{log} {webhook:?} {error} {error:?} {client:?}");
    for secret in [KEY, SECRET, "512345678", "pub-public-key"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}
