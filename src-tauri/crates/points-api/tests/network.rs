//! What the network does to a call, and whether it may have been applied.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use points_api::{ApiError, BaseUrl, Client, Effect, Failure, NetworkFault, OrderUuid};
use support::{
    KEY, Reply, Server, UUID, behind_a_proxy, client, order, patient_client, reply, success,
};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

fn uuid() -> OrderUuid {
    UUID.parse().unwrap()
}

/// The same trouble for a read and for a write.
async fn both(base: BaseUrl) -> (ApiError, ApiError) {
    both_through(client(base, Some(KEY))).await
}

async fn both_through(client: Client) -> (ApiError, ApiError) {
    let read = client.read_order(uuid()).await.unwrap_err();
    (read, client.capture(uuid()).await.unwrap_err())
}

async fn both_against(reply: fn() -> Reply) -> (ApiError, ApiError) {
    both(Server::start(vec![reply(), reply()]).await.base()).await
}

fn assert_network(errors: &(ApiError, ApiError), fault: NetworkFault, write: Effect) {
    assert_eq!(errors.0.failure, Failure::Network(fault));
    assert_eq!(errors.0.effect, Effect::NotApplied);
    assert_eq!(errors.1.failure, Failure::Network(fault));
    assert_eq!(errors.1.effect, write);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn nothing_listens() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let base = BaseUrl::parse(&format!("http://127.0.0.1:{port}/api/v1")).unwrap();
    let errors = both(base).await;
    assert_network(&errors, NetworkFault::ConnectionRefused, Effect::NotApplied);
}

#[tokio::test]
async fn no_such_name() {
    if behind_a_proxy() {
        // The proxy looks names up, and answers in its own way.
        return;
    }
    let base = BaseUrl::parse("https://points.invalid/api/v1").unwrap();
    let errors = both_through(patient_client(base, Some(KEY))).await;
    assert_network(&errors, NetworkFault::NameNotFound, Effect::NotApplied);
}

#[tokio::test]
async fn no_tls_on_the_other_side() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.write_all(b"HTTP/1.1 400 Bad\r\n\r\n").await.unwrap();
        }
    });
    let base = BaseUrl::parse(&format!("https://127.0.0.1:{port}/api/v1")).unwrap();
    let errors = both(base).await;
    assert_network(&errors, NetworkFault::Tls, Effect::NotApplied);
}

#[tokio::test]
async fn a_handshake_that_never_ends_is_a_connect_time_out() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let base = BaseUrl::parse(&format!("https://127.0.0.1:{port}/api/v1")).unwrap();
    let started = Instant::now();
    let errors = both(base).await;
    assert_network(&errors, NetworkFault::ConnectTimeout, Effect::NotApplied);
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn no_answer_and_half_an_answer_time_out() {
    let errors = both_against(|| Reply::Hang(Vec::new())).await;
    assert_network(&errors, NetworkFault::AnswerTimeout, Effect::MayBeApplied);
    let errors = both_against(|| {
        Reply::Hang(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"status\":true".to_vec())
    })
    .await;
    assert_network(&errors, NetworkFault::AnswerTimeout, Effect::MayBeApplied);
}

#[tokio::test]
async fn a_reset_and_a_cut_body_are_interruptions() {
    let errors = both_against(|| Reply::Reset).await;
    assert_network(&errors, NetworkFault::Interrupted, Effect::MayBeApplied);
    let errors = both_against(|| Reply::Bytes(Vec::new())).await;
    assert_network(&errors, NetworkFault::Interrupted, Effect::MayBeApplied);
    let errors = both_against(|| {
        Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"status\":true".to_vec())
    })
    .await;
    assert_network(&errors, NetworkFault::Interrupted, Effect::MayBeApplied);
    let errors = both_against(|| {
        let body = gzip(success(&order(UUID)).as_bytes());
        reply(
            200,
            &[("Content-Encoding", "gzip")],
            &body[..body.len() / 2],
        )
    })
    .await;
    assert_network(&errors, NetworkFault::Interrupted, Effect::MayBeApplied);
}

#[tokio::test]
async fn a_packed_answer_is_unpacked() {
    let server = Server::start(vec![reply(
        200,
        &[("Content-Encoding", "gzip")],
        &gzip(success(&order(UUID)).as_bytes()),
    )])
    .await;
    let answer = server.client().read_order(uuid()).await.unwrap();
    assert_eq!(answer.raw, order(UUID));
    assert!(
        server.seen()[0]
            .header("accept-encoding")
            .unwrap()
            .contains("gzip")
    );
}

#[tokio::test]
async fn too_many_bytes_are_unreadable_packed_or_not() {
    let bomb = || {
        let unpacked = vec![b' '; 16 * 1_024 * 1_024];
        reply(200, &[("Content-Encoding", "gzip")], &gzip(&unpacked))
    };
    let huge = || reply(200, &[], &vec![b' '; 1_024 * 1_024]);
    let garbled = || {
        reply(
            200,
            &[("Content-Encoding", "gzip")],
            b"this is not packed at all",
        )
    };
    for trouble in [bomb as fn() -> Reply, huge, garbled] {
        let errors = both_against(trouble).await;
        let unreadable = |error: &ApiError| {
            matches!(
                error.failure,
                Failure::Unreadable {
                    http_status: 200,
                    ..
                }
            )
        };
        assert!(unreadable(&errors.0) && unreadable(&errors.1), "{errors:?}");
        assert_eq!(errors.0.effect, Effect::NotApplied);
        assert_eq!(errors.1.effect, Effect::MayBeApplied);
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = Server::start(vec![reply(200, &[], b"{}"), reply(200, &[], b"{}")]).await;
        let location = format!("http://127.0.0.1:{}/api/v1/orders/{UUID}", elsewhere.port);
        let there = [("Location", location.as_str())];
        let server = Server::start(vec![reply(status, &there, b""), reply(status, &there, b"")]);
        let server = server.await;
        let errors = both(server.base()).await;
        for error in [&errors.0, &errors.1] {
            let Failure::Unreadable { http_status, .. } = error.failure else {
                panic!("{error}")
            };
            assert_eq!(http_status, status);
        }
        assert_eq!(errors.1.effect, Effect::MayBeApplied);
        assert_eq!(server.seen().len(), 2, "each sent once");
        assert_eq!(elsewhere.seen().len(), 0, "the key went nowhere else");
    }
}
