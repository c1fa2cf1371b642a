//! A local Points with its control API: the truth about orders, faults to order, and a ledger of
//! what really arrived.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::process::{Running, program};
use super::session::Session;

/// One request of the API that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Upper case.
    pub method: String,
    /// The order in the path.
    pub uuid: Option<String>,
}

/// A `points-sandbox` that ends with this value. No `Debug`: it knows a private key.
pub struct LocalPoints {
    running: Running,
    runtime: Runtime,
    control: reqwest::Client,
    control_url: String,
    base_url: String,
    public_key: String,
    private_key: String,
    world: World,
}

/// What a `points-sandbox` begins with; the same begins the same.
struct World {
    orders: u32,
    now: DateTime<Utc>,
    /// Where the uuids of its orders go.
    uuids: PathBuf,
}

impl World {
    fn serve(&self) -> anyhow::Result<Command> {
        let mut command = Command::new(program("POINTS_SANDBOX_PROGRAM", "points-sandbox")?);
        command
            .args(["serve", "--seed", "11"])
            .args(["--orders", &self.orders.to_string()])
            .args(["--reference-time", &self.now.to_rfc3339()])
            .arg("--uuids-out")
            .arg(&self.uuids)
            .stderr(Stdio::null());
        Ok(command)
    }
}

impl LocalPoints {
    /// Starts it with this many generated orders.
    pub fn start(session: &Session, orders: u32) -> anyhow::Result<Self> {
        let world = World {
            orders,
            now: Utc::now(),
            uuids: session.folder().join("shop-export.txt"),
        };
        let (running, line) = Running::start_and_listen("points-sandbox", &mut world.serve()?)?;
        let said: Value = serde_json::from_str(&line)?;
        let told = |name: &str| -> anyhow::Result<String> {
            let value = said.get(name).and_then(Value::as_str);
            Ok(value.with_context(|| format!("no {name}"))?.to_owned())
        };
        Ok(Self {
            running,
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?,
            control: reqwest::Client::builder().no_proxy().build()?,
            control_url: told("control_url")?,
            base_url: told("base_url")?,
            public_key: told("public_key")?,
            private_key: told("private_key")?,
            world,
        })
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

    /// A file with the uuids of all its orders, one a line, newest first.
    pub fn export(&self) -> &PathBuf {
        &self.world.uuids
    }

    /// The uuids of all its orders, newest first.
    pub fn all_uuids(&self) -> anyhow::Result<Vec<String>> {
        let text = std::fs::read_to_string(&self.world.uuids)?;
        Ok(text.lines().map(ToOwned::to_owned).collect())
    }

    /// What Points really has of an order.
    pub fn truth(&self, uuid: &str) -> anyhow::Result<Value> {
        self.send(reqwest::Method::GET, &format!("/orders/{uuid}"), None)
    }

    /// Makes an order with these fields, and gives its uuid.
    pub fn make_order(&self, fields: Value) -> anyhow::Result<String> {
        let made = self.send(reqwest::Method::POST, "/orders", Some(fields))?;
        let uuid = made.get("uuid").and_then(Value::as_str);
        Ok(uuid.context("no uuid")?.to_owned())
    }

    /// Lets an order vanish.
    pub fn delete_order(&self, uuid: &str) -> anyhow::Result<()> {
        let path = format!("/orders/{uuid}");
        self.send(reqwest::Method::DELETE, &path, None).map(drop)
    }

    /// Lets matching requests go wrong so many times; none means always.
    pub fn fault(&self, matching: Value, times: Option<u32>, fault: Value) -> anyhow::Result<()> {
        let rule = json!({ "match": matching, "times": times, "fault": fault });
        self.send(reqwest::Method::POST, "/faults", Some(rule))
            .map(drop)
    }

    /// Lets matching requests go wrong by chance, each in this share of cases, in percent. What one
    /// fault spares, the next may strike.
    pub fn fault_by_chance(
        &self,
        matching: &Value,
        percent: u8,
        fault: Value,
    ) -> anyhow::Result<()> {
        let rule = json!({ "match": matching, "percent": percent, "fault": fault });
        self.send(reqwest::Method::POST, "/faults", Some(rule))
            .map(drop)
    }

    /// Ends all faults.
    pub fn mend(&self) -> anyhow::Result<()> {
        self.send(reqwest::Method::DELETE, "/faults", None)
            .map(drop)
    }

    /// Lets every answer take longer.
    pub fn slow_down(&self, milliseconds: u64) -> anyhow::Result<()> {
        let body = json!({ "ms": milliseconds });
        self.send(reqwest::Method::POST, "/latency", Some(body))
            .map(drop)
    }

    /// Another private key takes the place of this one, which is refused from now on.
    pub fn rotate_key(&mut self) -> anyhow::Result<()> {
        let rotated = self.send(reqwest::Method::POST, "/keys/rotate", None)?;
        let key = rotated.get("private_key").and_then(Value::as_str);
        key.context("no key")?.clone_into(&mut self.private_key);
        Ok(())
    }

    /// Every request of the API so far, oldest first.
    pub fn requests(&self) -> anyhow::Result<Vec<Request>> {
        let ledger = self.send(reqwest::Method::GET, "/ledger", None)?;
        let entries = ledger.get("entries").and_then(Value::as_array);
        let text = |entry: &Value, name: &str| {
            entry
                .get(name)
                .and_then(Value::as_str)
                .map(ToOwned::to_owned)
        };
        Ok(entries
            .context("no entries")?
            .iter()
            .map(|entry| Request {
                method: text(entry, "method").unwrap_or_default(),
                uuid: text(entry, "uuid"),
            })
            .collect())
    }

    /// The ledger's entries of requests that were to change something, oldest first: `path`, `body`,
    /// `applied`, `fault`.
    pub fn changes(&self) -> anyhow::Result<Vec<Value>> {
        let ledger = self.send(reqwest::Method::GET, "/ledger", None)?;
        let entries = ledger.get("entries").and_then(Value::as_array);
        let mut changes = entries.context("no entries")?.clone();
        changes.retain(|entry| entry.get("method").and_then(Value::as_str) == Some("POST"));
        Ok(changes)
    }

    /// How many requests of the API have arrived so far: told at once, however many there were.
    pub fn request_count(&self) -> anyhow::Result<u64> {
        let state = self.send(reqwest::Method::GET, "/state", None)?;
        state
            .get("requests")
            .and_then(Value::as_u64)
            .context("no count")
    }

    /// How often a change of this order was asked for.
    pub fn changes_asked(&self, uuid: &str) -> anyhow::Result<usize> {
        let requests = self.requests()?;
        Ok(requests
            .iter()
            .filter(|request| request.method == "POST" && request.uuid.as_deref() == Some(uuid))
            .count())
    }

    /// Registers a webhook at the merchant's, and gives its secret.
    pub fn register_webhook(&self) -> anyhow::Result<String> {
        let url = format!("{}/webhooks", self.base_url);
        let hook = json!({ "name": "Shop", "url": "https://shop.example/points" });
        let request = self
            .control
            .post(url)
            .header("x-api-key", &self.private_key);
        let text = self.runtime.block_on(async {
            let answer = request
                .header("content-type", "application/json")
                .body(hook.to_string())
                .send()
                .await?;
            anyhow::Ok(answer.error_for_status()?.text().await?)
        })?;
        let made: Value = serde_json::from_str(&text)?;
        secret_in(&made)
    }

    /// The secret of a webhook, as Points has it.
    pub fn webhook_secret(&self, uuid: &str) -> anyhow::Result<String> {
        let request = self
            .control
            .get(format!("{}/webhooks/{uuid}", self.base_url))
            .header("x-api-key", &self.private_key);
        let text = self.runtime.block_on(async {
            let answer = request.send().await?;
            anyhow::Ok(answer.error_for_status()?.text().await?)
        })?;
        let read: Value = serde_json::from_str(&text)?;
        secret_in(&read)
    }

    /// Points goes away.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        self.running.kill()
    }

    /// Points comes back at the address where it was, with the orders and keys that it began with
    /// and an empty ledger.
    pub fn come_back(&mut self) -> anyhow::Result<()> {
        let address = self.base_url.trim_start_matches("http://127.0.0.1:");
        let port = address.split('/').next().context("no port")?.to_owned();
        let mut command = self.world.serve()?;
        command.args(["--port", &port]);
        let (running, _) = Running::start_and_listen("points-sandbox", &mut command)?;
        self.running = running;
        Ok(())
    }

    fn send(
        &self,
        method: reqwest::Method,
        path: &str,
        body: Option<Value>,
    ) -> anyhow::Result<Value> {
        let mut request = self
            .control
            .request(method, format!("{}{path}", self.control_url));
        if let Some(body) = body {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        let (status, text) = self.runtime.block_on(async {
            let answer = request.send().await?;
            anyhow::Ok((answer.status(), answer.text().await?))
        })?;
        ensure!(
            status.is_success(),
            "the control API says {status} to {path}: {text}"
        );
        Ok(serde_json::from_str(&text).unwrap_or(Value::Null))
    }
}

/// The secret of the webhook that an answer carries, wrapped once more or not.
fn secret_in(answer: &Value) -> anyhow::Result<String> {
    let secret = ["/data/secret", "/data/data/secret"]
        .iter()
        .find_map(|place| answer.pointer(place)?.as_str());
    Ok(secret.context("no secret")?.to_owned())
}
