//! Delivers over many connections that are kept, with a client that costs as little as one can.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use futures_util::future::try_join_all;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::bodies::Bodies;
use super::peers::SECRET;

/// What was done in one turn.
pub(crate) struct Done {
    /// How long each answer took.
    pub(crate) times: Vec<Duration>,
    spent: Duration,
}

impl Done {
    /// Answers a second.
    #[allow(
        clippy::cast_precision_loss,
        reason = "counts of answers are far below 2^53"
    )]
    pub(crate) fn per_second(&self) -> f64 {
        self.times.len() as f64 / self.spent.as_secs_f64()
    }
}

/// Delivers for so long, one after the other in each connection.
pub(crate) async fn deliver(
    to: SocketAddr,
    connections: usize,
    turn: Duration,
    bodies: &Bodies,
) -> anyhow::Result<Done> {
    let connections = try_join_all((0..connections).map(|_| Connection::open(to))).await?;
    let began = Instant::now();
    let all = connections
        .into_iter()
        .map(|connection| connection.deliver(began + turn, bodies));
    let times = try_join_all(all).await?;
    Ok(Done {
        times: times.into_iter().flatten().collect(),
        spent: began.elapsed(),
    })
}

struct Connection {
    stream: TcpStream,
    request: Vec<u8>,
    answer: Vec<u8>,
}

impl Connection {
    async fn open(to: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(to).await.context("nobody listens")?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            request: Vec::new(),
            answer: Vec::new(),
        })
    }

    async fn deliver(mut self, until: Instant, bodies: &Bodies) -> anyhow::Result<Vec<Duration>> {
        let mut times = Vec::new();
        while Instant::now() < until {
            self.request.clear();
            bodies.append(&mut self.request, |request, length| {
                let head = format!(
                    "POST /hooks/main HTTP/1.1\r\nhost: localhost\r\nuser-agent: Points\r\n\
                     x-webhook-secret: {SECRET}\r\nx-webhook-event: shipping_status_updated\r\n\
                     content-type: application/json\r\ncontent-length: {length}\r\n\r\n"
                );
                request.extend_from_slice(head.as_bytes());
            });
            let sent = Instant::now();
            self.stream.write_all(&self.request).await?;
            self.wait_for_answer().await?;
            times.push(sent.elapsed());
        }
        Ok(times)
    }

    async fn wait_for_answer(&mut self) -> anyhow::Result<()> {
        self.answer.clear();
        while !is_whole(&self.answer) {
            let read = self.stream.read_buf(&mut self.answer).await?;
            ensure!(read > 0, "the connection was closed");
        }
        ensure!(
            self.answer.starts_with(b"HTTP/1.1 200"),
            "it answered {}",
            String::from_utf8_lossy(&self.answer)
        );
        Ok(())
    }
}

/// Whether head and body of an answer are there.
fn is_whole(answer: &[u8]) -> bool {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else {
        return false;
    };
    let head = String::from_utf8_lossy(answer.get(..end).unwrap_or_default()).to_lowercase();
    let length: usize = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
        .unwrap_or_default();
    answer.len() >= end + 4 + length
}
