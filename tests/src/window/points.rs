//! A local Points with its control API: the truth about orders, faults to order, and a ledger of
//! what really arrived.

use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::process::Running;
use super::programs::Programs;
use super::session::said_at_start;

/// Longer than any read that settles is put off at first.
const PATIENCE: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(50);

/// A `points-sandbox` that ends with this value. No `Debug`: it knows a private key.
pub struct LocalPoints {
    /// None while it is away.
    running: Option<Running>,
    program: PathBuf,
    /// Where its world is kept while it is away.
    folder: TempDir,
    orders: u32,
    log: File,
    /// What its ledger had whenever it went away.
    before: Vec<Request>,
    control: reqwest::Client,
    control_url: String,
    base_url: String,
    public_key: String,
    private_key: String,
}

#[derive(Deserialize)]
struct Announcement {
    base_url: String,
    control_url: String,
    public_key: String,
    private_key: String,
}

/// One request in the ledger.
#[derive(Debug, Clone, Deserialize)]
pub struct Request {
    /// Upper case.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// The order in the path.
    pub uuid: Option<String>,
    /// What was sent.
    pub body: Value,
    /// Whether it changed something at Points.
    pub applied: bool,
}

impl LocalPoints {
    /// Starts it with this many generated orders; what goes wrong is written to `log`.
    pub fn start(programs: &Programs, orders: u32, log: File) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let (running, said) = serve(&programs.sandbox, &folder, orders, 0, &log)?;
        Ok(Self {
            running: Some(running),
            program: programs.sandbox.clone(),
            folder,
            orders,
            log,
            before: Vec::new(),
            control: reqwest::Client::builder().no_proxy().build()?,
            control_url: said.control_url.trim_end_matches('/').to_owned(),
            base_url: said.base_url,
            public_key: said.public_key,
            private_key: said.private_key,
        })
    }

    /// Goes away: nobody answers at its address any more. What it is answering just now is
    /// answered first.
    pub async fn leave(&mut self) -> anyhow::Result<()> {
        self.before = self.ledger().await?;
        drop(self.running.take());
        Ok(())
    }

    /// Is back at the same address, with the same orders and keys. Faults are over.
    pub fn come_back(&mut self) -> anyhow::Result<()> {
        let address = reqwest::Url::parse(&self.base_url)?;
        let port = address.port().context("an address without a port")?;
        let (running, said) = serve(&self.program, &self.folder, self.orders, port, &self.log)?;
        ensure!(
            said.private_key == self.private_key,
            "another key after a restart"
        );
        self.running = Some(running);
        Ok(())
    }

    /// Where its API is.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Its public key.
    pub fn public_key(&self) -> &str {
        &self.public_key
    }

    /// Its private key.
    pub fn private_key(&self) -> &str {
        &self.private_key
    }

    /// The uuids of its newest orders.
    pub async fn newest(&self, count: usize) -> anyhow::Result<Vec<String>> {
        let listed = self.get(&format!("/orders?limit={count}")).await?;
        let orders = listed
            .pointer("/orders")
            .and_then(Value::as_array)
            .context("no orders")?;
        let uuids: Vec<String> = orders.iter().filter_map(uuid_of).collect();
        ensure!(
            uuids.len() == count,
            "there are only {} orders",
            uuids.len()
        );
        Ok(uuids)
    }

    /// How many orders whose numbers begin so have these statuses.
    pub async fn standing(
        &self,
        begin: &str,
        financial: &str,
        shipping: &str,
    ) -> anyhow::Result<usize> {
        let path = format!("/orders?limit=10000&status={financial}&shipping={shipping}");
        let listed = self.get(&path).await?;
        let orders = listed.pointer("/orders").and_then(Value::as_array);
        let numbers = orders
            .context("no orders")?
            .iter()
            .filter_map(|order| order.get("order_number").and_then(Value::as_str));
        Ok(numbers.filter(|number| number.starts_with(begin)).count())
    }

    /// Makes an order with these fields, and gives its uuid.
    pub async fn order(&self, fields: Value) -> anyhow::Result<String> {
        let made = self.post("/orders", fields).await?;
        uuid_of(&made).context("no uuid")
    }

    /// From now on every answer says when its order changed last; else some do not.
    pub async fn say_when_all_changed(&self) -> anyhow::Result<()> {
        let rules = json!({ "quirks": { "updated_at_missing": "never" } });
        self.post("/rules", rules).await.map(drop)
    }

    /// Changes an order behind the client's back.
    pub async fn change(&self, uuid: &str, fields: Value) -> anyhow::Result<()> {
        let request = self
            .control
            .patch(format!("{}/orders/{uuid}", self.control_url));
        send(request, Some(fields)).await.map(drop)
    }

    /// The shipping status of an order at Points, as a word.
    pub async fn shipping(&self, uuid: &str) -> anyhow::Result<String> {
        let truth = self.get(&format!("/orders/{uuid}")).await?;
        let word = truth.pointer("/shipping").and_then(Value::as_str);
        Ok(word.context("no shipping status")?.to_owned())
    }

    /// Lets requests of this method about this order go wrong; `times` of none means all of them.
    pub async fn fault(
        &self,
        method: &str,
        uuid: &str,
        times: Option<u32>,
        fault: Value,
    ) -> anyhow::Result<()> {
        let rule = json!({
            "match": { "method": method, "uuid": uuid },
            "times": times,
            "fault": fault,
        });
        self.post("/faults", rule).await.map(drop)
    }

    /// Ends all faults.
    pub async fn mend(&self) -> anyhow::Result<()> {
        let request = self.control.delete(format!("{}/faults", self.control_url));
        send(request, None).await.map(drop)
    }

    /// Every change that was asked for of this order, oldest first.
    pub async fn changes_asked(&self, uuid: &str) -> anyhow::Result<Vec<Request>> {
        Ok(self
            .ledger()
            .await?
            .into_iter()
            .filter(|request| request.method == "POST" && request.uuid.as_deref() == Some(uuid))
            .collect())
    }

    /// Waits until each of these orders was read.
    pub async fn are_read(&self, uuids: &[&str]) -> anyhow::Result<()> {
        let started = Instant::now();
        loop {
            let ledger = self.ledger().await?;
            let read: HashSet<_> = ledger
                .iter()
                .filter(|request| request.method == "GET")
                .filter_map(|request| request.uuid.as_deref())
                .collect();
            if uuids.iter().all(|uuid| read.contains(uuid)) {
                return Ok(());
            }
            ensure!(
                started.elapsed() < PATIENCE * 2,
                "only {} orders were read",
                read.len()
            );
            tokio::time::sleep(POLL).await;
        }
    }

    /// Waits until a read of the order has come after its last change.
    pub async fn reads_after_change(&self, uuid: &str) -> anyhow::Result<()> {
        let started = Instant::now();
        loop {
            let ledger = self.ledger().await?;
            let last = ledger
                .iter()
                .rfind(|request| request.uuid.as_deref() == Some(uuid));
            if last.is_some_and(|request| request.method == "GET") {
                return Ok(());
            }
            ensure!(
                started.elapsed() < PATIENCE,
                "no read came after the change"
            );
            tokio::time::sleep(POLL).await;
        }
    }

    /// Every request since it came back last.
    pub async fn since_back(&self) -> anyhow::Result<Vec<Request>> {
        let mut ledger = self.ledger().await?;
        Ok(ledger.split_off(self.before.len().min(ledger.len())))
    }

    /// Every request of the API, oldest first.
    pub async fn ledger(&self) -> anyhow::Result<Vec<Request>> {
        let mut requests = self.before.clone();
        if self.running.is_some() {
            let ledger = self.get("/ledger").await?;
            let entries = ledger.get("entries").cloned().context("no entries")?;
            requests.extend(serde_json::from_value::<Vec<Request>>(entries)?);
        }
        Ok(requests)
    }

    async fn get(&self, path: &str) -> anyhow::Result<Value> {
        send(
            self.control.get(format!("{}{path}", self.control_url)),
            None,
        )
        .await
    }

    async fn post(&self, path: &str, body: Value) -> anyhow::Result<Value> {
        let request = self.control.post(format!("{}{path}", self.control_url));
        send(request, Some(body)).await
    }
}

/// Starts it; port 0 takes a free one.
fn serve(
    program: &Path,
    folder: &TempDir,
    orders: u32,
    port: u16,
    log: &File,
) -> anyhow::Result<(Running, Announcement)> {
    let mut command = Command::new(program);
    command
        .args(["serve", "--seed", "11", "--orders", &orders.to_string()])
        .args(["--port", &port.to_string(), "--state"])
        .arg(folder.path().join("world.json"))
        .stderr(log.try_clone()?);
    let (running, line) = said_at_start("the local Points", &mut command)?;
    Ok((running, serde_json::from_str(&line)?))
}

fn uuid_of(order: &Value) -> Option<String> {
    order.get("uuid").and_then(Value::as_str).map(str::to_owned)
}

async fn send(request: reqwest::RequestBuilder, body: Option<Value>) -> anyhow::Result<Value> {
    let request = match body {
        Some(body) => request
            .header("content-type", "application/json")
            .body(body.to_string()),
        None => request,
    };
    let answer = request.send().await?;
    let (status, text) = (answer.status(), answer.text().await?);
    ensure!(
        status.is_success(),
        "the local Points says {status}: {text}"
    );
    if text.is_empty() {
        return Ok(Value::Null);
    }
    Ok(serde_json::from_str(&text)?)
}
