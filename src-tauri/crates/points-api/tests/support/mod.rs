//! A server that answers with fixed bytes, so that each test sees exactly what travels.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "test support, of which each test file uses its part"
)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use points_api::{BaseUrl, Client, ClientOptions, PrivateKey};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub(crate) const KEY: &str = "pk_live_Zx81-TestKey-4f9aQ7";
pub(crate) const UUID: &str = "550e8400-e29b-41d4-a716-446655440000";
pub(crate) const OTHER_UUID: &str = "650e8400-e29b-41d4-a716-446655440000";

/// What the server does with one request.
pub(crate) enum Reply {
    /// Sends these bytes and closes.
    Bytes(Vec<u8>),
    /// Sends these bytes and then nothing more, without closing.
    Hang(Vec<u8>),
    /// Resets the connection.
    Reset,
}

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn line(&self) -> &str {
        self.head.lines().next().unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

pub(crate) struct Server {
    pub(crate) port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Answers one request after the other with `replies`.
    pub(crate) async fn start(replies: Vec<Reply>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&seen);
        tokio::spawn(async move {
            let mut hanging = Vec::new();
            for reply in replies {
                let (mut stream, _) = listener.accept().await.unwrap();
                let request = read_request(&mut stream).await;
                record.lock().unwrap().push(request);
                match reply {
                    Reply::Bytes(bytes) => {
                        // The client may hang up in the middle of an answer that is too long.
                        if stream.write_all(&bytes).await.is_ok() {
                            stream.shutdown().await.ok();
                        }
                    }
                    Reply::Hang(bytes) => {
                        stream.write_all(&bytes).await.unwrap();
                        hanging.push(stream);
                    }
                    Reply::Reset => stream.set_zero_linger().unwrap(),
                }
            }
            std::future::pending::<()>().await;
        });
        Self { port, seen }
    }

    /// Answers one request with a status and a JSON text.
    pub(crate) async fn json(status: u16, body: &str) -> Self {
        Self::start(vec![json(status, body)]).await
    }

    pub(crate) fn base(&self) -> BaseUrl {
        BaseUrl::parse(&format!("http://127.0.0.1:{}/api/v1", self.port)).unwrap()
    }

    pub(crate) fn client(&self) -> Client {
        client(self.base(), Some(KEY))
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

pub(crate) fn options() -> ClientOptions {
    ClientOptions {
        connect_timeout: Duration::from_millis(400),
        total_timeout: Duration::from_millis(800),
        max_response_bytes: 64 * 1_024,
    }
}

pub(crate) fn client(base: BaseUrl, key: Option<&str>) -> Client {
    let key = key.map(|key| PrivateKey::parse(key.to_owned()).unwrap());
    Client::new(base, key, options()).unwrap()
}

/// A client that waits longer than any machine is slow, for what ends by itself.
pub(crate) fn patient_client(base: BaseUrl, key: Option<&str>) -> Client {
    let key = key.map(|key| PrivateKey::parse(key.to_owned()).unwrap());
    let patient = ClientOptions {
        connect_timeout: Duration::from_secs(30),
        total_timeout: Duration::from_secs(30),
        ..options()
    };
    Client::new(base, key, patient).unwrap()
}

/// Whether this machine reaches the world through a proxy.
pub(crate) fn behind_a_proxy() -> bool {
    ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|proxy| !proxy.is_empty()))
}

/// An HTTP answer with exact headers; closes the connection.
pub(crate) fn reply(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    let mut bytes = format!("HTTP/1.1 {status} X\r\nConnection: close\r\n").into_bytes();
    for (name, value) in headers {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    bytes.extend_from_slice(body);
    Reply::Bytes(bytes)
}

pub(crate) fn json(status: u16, body: &str) -> Reply {
    let headers = [("Content-Type", "application/json")];
    reply(status, &headers, body.as_bytes())
}

/// The envelope of a success around `data`.
pub(crate) fn success(data: &str) -> String {
    format!(r#"{{"status":true,"message":"","appended_data":{{}},"data":{data}}}"#)
}

/// The envelope of a refusal.
pub(crate) fn refusal(message: &str) -> String {
    format!(r#"{{"status":false,"message":"{message}","appended_data":{{}}}}"#)
}

/// An order as a read shows it.
pub(crate) fn order(uuid: &str) -> String {
    format!(
        r#"{{"id":42,"uuid":"{uuid}","reference_number":"REF-2024-001234","order_status":"approved","order_number":"ORD-2024-001234","type":1,"total_price":150.50,"total_points":1505,"metadata":{{"source":"mobile_app"}},"date":"Monday,23 Dec","time":"05:50 am","since":"2 hours ago","settlement_status":null,"status":1,"created_at":"2024-12-23T10:00:00.000000Z","updated_at":"2024-12-23T15:30:00Z","items":[{{"product_name":"Cappuccino","product_price":18.5,"quantity":2}}]}}"#
    )
}

async fn read_request(stream: &mut TcpStream) -> Seen {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4_096];
    loop {
        let count = stream.read(&mut buffer).await.unwrap();
        bytes.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let seen = Seen {
                head: head.to_owned(),
                body: body.to_owned(),
            };
            let length = seen.header("content-length").unwrap_or("0");
            if seen.body.len() >= length.parse().unwrap() {
                return seen;
            }
        }
        if count == 0 {
            return Seen {
                head: text,
                body: String::new(),
            };
        }
    }
}
