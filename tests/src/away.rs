//! A shop whose desk slept for three days while its orders went on: what a local Points told of
//! them waits in the inbox.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use backoffice::desk::{Access, Desk, DeskOptions};
use backoffice::secrets::Vault;
use backoffice::sync::PaceLimits;
use backoffice::view::{ConnectRequest, Environment, InboxRequest, Language};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use points_api::{BaseUrl, Client, ClientOptions, NewWebhook, PrivateKey};
use points_inbox::{CredentialFiles, Credentials, Limits};
use points_sandbox::{Config, Quirk, Quirks, Rules, Sandbox};
use reqwest::Method;
use serde_json::{Value, json};

/// The desk slept for so many hours.
pub const HOURS: usize = 72;

/// One in so many orders was known to the desk before.
const KNOWN: usize = 5;

/// So many things happen at Points at once.
const AT_ONCE: usize = 16;

/// Nothing here takes so long.
const LONGEST: Duration = Duration::from_mins(5);

const TOKEN: &str = "desk-token-0123456789abcdef";

/// What becomes of an order, one after the other, and which event tells of it.
const LIFE: [(&str, &str, &str); 4] = [
    ("order_status", "captured", "captured"),
    ("shipping", "ready_shipping", "shipping_status_updated"),
    (
        "shipping",
        "delivery_is_in_progress",
        "shipping_status_updated",
    ),
    ("shipping", "delivered", "shipping_status_updated"),
];

/// A pace that nothing waits for.
const HURRY: PaceLimits = PaceLimits {
    per_second: 5_000.0,
    first_per_second: 5_000.0,
    in_flight: 8,
};

/// What a desk and Points agree on, or do not: an order's `order_status` and its shipping code.
pub type Standing = (Option<String>, Option<i64>);

/// The shop, with its desk asleep.
pub struct Away {
    points: points_sandbox::Running,
    inbox: points_inbox::Running,
    folder: PathBuf,
    vault: Vault,
    client: reqwest::Client,
    events: usize,
}

impl Away {
    /// So many orders, some of which the desk has read; then it slept, and so many events came, one
    /// an hour about the merchant and the others about orders.
    pub async fn for_days(folder: &Path, orders: u64, events: usize) -> anyhow::Result<Self> {
        let points = Sandbox::start(Config {
            orders,
            seed: 11,
            reference_time: Some(hours_ago(HOURS)?),
            rules: Rules {
                quirks: Quirks {
                    // What is told and what is read could then not be compared.
                    unknown_values: Quirk::Never,
                    ..Quirks::default()
                },
                ..Rules::default()
            },
            ..Config::default()
        })
        .await?;
        let inbox = inbox(folder, &points).await?;
        let away = Self {
            points,
            inbox,
            folder: folder.to_owned(),
            vault: Vault::os(),
            client: reqwest::Client::new(),
            events,
        };
        away.let_it_sleep().await?;
        away.let_them_go_on().await?;
        Ok(away)
    }

    /// The desk learns of some orders and of its inbox, and is closed.
    async fn let_it_sleep(&self) -> anyhow::Result<()> {
        self.set_clock(HOURS).await?;
        let desk = self.open(Access::Foreground, HURRY).await?;
        desk.connect(ConnectRequest {
            name: "Demo shop".to_owned(),
            environment: Environment::Demo,
            base_url: Some(self.points.base_url.clone()),
            public_key: self.points.public_key.clone(),
            private_key: self.points.private_key.clone(),
            keep_for_session: true,
        })
        .await?;
        desk.connect_inbox(InboxRequest {
            address: self.inbox.url(),
            token: TOKEN.to_owned(),
            keep_for_session: true,
        })
        .await?;
        let uuids = self.points.uuids();
        let known: Vec<_> = uuids
            .iter()
            .step_by(KNOWN)
            .map(ToString::to_string)
            .collect();
        desk.track_text(&known.join("\n")).await?;
        desk.sync_until_done(false).await?;
        desk.close().await;
        Ok(())
    }

    /// Three days at Points, hour by hour.
    async fn let_them_go_on(&self) -> anyhow::Result<()> {
        let uuids = self.points.uuids();
        ensure!(!uuids.is_empty() && self.events > HOURS, "nothing happens");
        let of_orders = self.events - HOURS;
        let mut told = 0;
        for hour in 0..HOURS {
            self.set_clock(HOURS - hour).await?;
            let warning = json!({ "event": "low_balance_warning" });
            self.control(Method::POST, "/events", &warning).await?;
            let until = of_orders * (hour + 1) / HOURS;
            stream::iter(told..until)
                .map(|number| {
                    // Far from each other in time: a step of a prime that no count of orders has.
                    let uuid = uuids.get(number * 7_919 % uuids.len());
                    let (field, value, event) = LIFE
                        .get(number / uuids.len() % LIFE.len())
                        .copied()
                        .unwrap_or_default();
                    async move {
                        let path = format!("/orders/{}", uuid.context("there are orders")?);
                        let change = json!({ field: value, "event": event });
                        self.control(Method::PATCH, &path, &change).await
                    }
                })
                .buffer_unordered(AT_ONCE)
                .try_collect::<Vec<_>>()
                .await?;
            told = until;
            self.are_delivered(told + hour + 1).await?;
        }
        self.set_clock(0).await?;
        // They came when they happened, not within these seconds.
        let database = rusqlite::Connection::open(self.folder.join("inbox/events.db"))?;
        database.busy_timeout(Duration::from_secs(5))?;
        database.execute(
            "UPDATE events SET received_at = unixepoch(body ->> '$.timestamp') * 1000,
                 last_received_at = unixepoch(body ->> '$.timestamp') * 1000",
            [],
        )?;
        Ok(())
    }

    async fn are_delivered(&self, events: usize) -> anyhow::Result<()> {
        let url = format!("{}/events?limit=1&wait=1", self.inbox.url());
        let wait = async {
            loop {
                let asked = self.client.get(&url).bearer_auth(TOKEN).send().await?;
                let told: Value = serde_json::from_str(&asked.text().await?)?;
                if told.get("last_seq").and_then(Value::as_u64) == u64::try_from(events).ok() {
                    return anyhow::Ok(());
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(LONGEST, wait)
            .await
            .context("the events do not come")?
    }

    /// The desk wakes: it works by itself from now on.
    pub async fn wake(&self, pace: PaceLimits) -> anyhow::Result<Arc<Desk>> {
        self.open(Access::Background, pace).await
    }

    /// Waits until the desk has taken over all that waits.
    pub async fn is_taken_over(&self, desk: &Desk) -> anyhow::Result<()> {
        let wanted = u64::try_from(self.events)?;
        let wait = async {
            while desk.inbox_view().await?.taken < wanted {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            anyhow::Ok(())
        };
        tokio::time::timeout(LONGEST, wait)
            .await
            .context("the events are not taken over")?
    }

    /// When each read of an order arrived at Points that the ledger has behind this place; and the
    /// place behind the last one.
    pub async fn reads(&self, after: u64) -> anyhow::Result<(Vec<DateTime<Utc>>, u64)> {
        let path = format!("/ledger?after={after}");
        let ledger = self.control(Method::GET, &path, &Value::Null).await?;
        let entries = ledger
            .get("entries")
            .and_then(Value::as_array)
            .context("there is no ledger")?;
        let reads = entries
            .iter()
            .filter(|entry| entry["method"] == "GET" && !entry["uuid"].is_null())
            .map(|entry| {
                let at = entry["at"].as_str().context("a read has a time")?;
                Ok(at.parse()?)
            })
            .collect::<anyhow::Result<_>>()?;
        let last = ledger
            .get("last_seq")
            .and_then(Value::as_u64)
            .context("the ledger has an end")?;
        Ok((reads, last))
    }

    /// How every order stands at Points.
    pub async fn truth(&self) -> anyhow::Result<BTreeMap<String, Standing>> {
        let path = format!("/orders?limit={}", self.points.order_count());
        let told = self.control(Method::GET, &path, &Value::Null).await?;
        let orders = told
            .get("orders")
            .and_then(Value::as_array)
            .context("there are no orders")?;
        Ok(orders
            .iter()
            .map(|order| {
                let text = |name: &str| order[name].as_str().map(str::to_owned);
                let standing = (text("order_status"), order["shipping_code"].as_i64());
                (text("uuid").unwrap_or_default(), standing)
            })
            .collect())
    }

    /// Where the desk keeps the shop.
    pub fn database(&self) -> PathBuf {
        self.folder.join("desk/profiles/demo-shop/orders.db")
    }

    /// Ends Points and the inbox.
    pub async fn end(self) {
        self.inbox.shutdown().await;
        self.points.shutdown().await;
    }

    async fn open(&self, access: Access, pace: PaceLimits) -> anyhow::Result<Arc<Desk>> {
        Ok(Desk::open(DeskOptions {
            data_dir: self.folder.join("desk"),
            vault: self.vault.clone(),
            private_key: None,
            profile: None,
            first_language: Language::En,
            version: "test".to_owned(),
            access,
            limits: Some(pace),
        })
        .await?)
    }

    /// Points believes that it is so many hours ago.
    async fn set_clock(&self, hours: usize) -> anyhow::Result<()> {
        let seconds = -i64::try_from(hours)? * 3_600;
        let clock = json!({ "offset_seconds": seconds });
        self.control(Method::POST, "/clock", &clock).await?;
        Ok(())
    }

    async fn control(&self, method: Method, path: &str, body: &Value) -> anyhow::Result<Value> {
        let url = format!("{}{path}", self.points.control_url);
        let mut request = self.client.request(method, url);
        if !body.is_null() {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        let answer = request.send().await?;
        let status = answer.status();
        let text = answer.text().await?;
        ensure!(status.is_success(), "{path}: {status} {text}");
        Ok(serde_json::from_str(&text)?)
    }
}

fn hours_ago(hours: usize) -> anyhow::Result<DateTime<Utc>> {
    Ok(Utc::now() - TimeDelta::hours(i64::try_from(hours)?))
}

/// An inbox that Points delivers to. Three days pass in seconds here, so it takes as many deliveries
/// a second as come.
async fn inbox(
    folder: &Path,
    points: &points_sandbox::Running,
) -> anyhow::Result<points_inbox::Running> {
    let (secrets, tokens) = (folder.join("secrets"), folder.join("tokens"));
    // Points says the secret only when the webhook is made, and that needs the address first.
    std::fs::write(&secrets, "main=not-known-yet-0123456789\n")?;
    std::fs::write(&tokens, format!("counter={TOKEN}\n"))?;
    let running = points_inbox::Running::start(points_inbox::Config {
        listen: "127.0.0.1:0".parse()?,
        hosts: Vec::new(),
        data_dir: folder.join("inbox"),
        credentials: Credentials::Files(CredentialFiles {
            secrets: Some(secrets.clone()),
            tokens,
            desks_set_secrets: false,
        }),
        certificate: None,
        limits: Limits {
            per_second: u32::MAX,
            burst: u32::MAX,
            ..Limits::default()
        },
    })
    .await?;
    let key = PrivateKey::parse(points.private_key.clone())?;
    let base = BaseUrl::parse(&points.base_url)?;
    let client = Client::new(base, Some(key), ClientOptions::default())?;
    let hook = NewWebhook {
        name: "inbox".to_owned(),
        url: format!("{}/hooks/main", running.url()).parse()?,
    };
    let webhook = client.create_webhook(&hook).await?;
    let secret = webhook.secret.context("Points does not say the secret")?;
    std::fs::write(&secrets, format!("main={}\n", secret.expose()))?;
    running.reload()?;
    Ok(running)
}
