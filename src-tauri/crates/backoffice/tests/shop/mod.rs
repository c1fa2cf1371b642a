//! A desk beside a local Points: what the stories are told with.
#![allow(
    unreachable_pub,
    dead_code,
    reason = "each program of stories has its own copy and needs its own part of it"
)]

pub mod asking;

use std::path::Path;
use std::sync::Arc;

use backoffice::desk::{Access, Desk, DeskOptions};
use backoffice::secrets::Vault;
use backoffice::sync::PaceLimits;
use backoffice::view::{
    ConnectRequest, Environment, Language, OrderPage, OrderQuery, PageRequest, Settings, SyncView,
};
use points_sandbox::{Config, Running, Sandbox};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A shop: its Points, its desk, its folder.
pub struct Shop {
    pub points: Running,
    pub desk: Arc<Desk>,
    pub vault: Vault,
    pub folder: TempDir,
    control: reqwest::Client,
}

/// A pace that no test waits for.
pub fn fast() -> PaceLimits {
    PaceLimits {
        per_second: 5_000.0,
        first_per_second: 5_000.0,
        in_flight: 8,
    }
}

pub async fn open(folder: &Path, vault: &Vault, access: Access) -> Arc<Desk> {
    Desk::open(options(folder, vault, access)).await.unwrap()
}

pub fn options(folder: &Path, vault: &Vault, access: Access) -> DeskOptions {
    DeskOptions {
        data_dir: folder.to_owned(),
        vault: vault.clone(),
        private_key: None,
        profile: None,
        first_language: Language::En,
        version: "test".to_owned(),
        access,
        limits: Some(fast()),
    }
}

/// Holds a status back for so many seconds from now on.
pub async fn hold_back(desk: &Desk, seconds: u32) {
    let settings = Settings {
        undo_seconds: seconds,
        ..desk.desk_view().await.unwrap().settings
    };
    desk.save_settings(settings).await.unwrap();
}

impl Shop {
    /// A shop with so many orders at Points, connected, none tracked.
    pub async fn with(orders: u64) -> Self {
        Self::with_config(Config {
            orders,
            seed: 11,
            ..Config::default()
        })
        .await
    }

    pub async fn with_config(config: Config) -> Self {
        let points = Sandbox::start(config).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::os();
        let desk = open(folder.path(), &vault, Access::Foreground).await;
        desk.connect(request(&points)).await.unwrap();
        hold_back(&desk, 0).await;
        Self {
            points,
            desk,
            vault,
            folder,
            control: reqwest::Client::new(),
        }
    }

    /// The same, with every order tracked and read.
    pub async fn read(orders: u64) -> Self {
        let shop = Self::with(orders).await;
        shop.track_all().await;
        shop.desk.sync_until_done(false).await.unwrap();
        shop
    }

    pub async fn track_all(&self) {
        let uuids: Vec<_> = self
            .points
            .uuids()
            .iter()
            .map(ToString::to_string)
            .collect();
        self.desk.track_text(&uuids.join("\n")).await.unwrap();
    }

    pub async fn sync(&self) -> SyncView {
        self.desk.sync_until_done(true).await.unwrap()
    }

    pub async fn list(&self, query: OrderQuery) -> OrderPage {
        let page = PageRequest {
            limit: 500,
            ..PageRequest::default()
        };
        self.desk.list_orders(query, page).await.unwrap()
    }

    /// The newest order that was paid and has this shipping status at Points.
    pub async fn a_paid_order(&self, shipping: &str) -> String {
        let path = format!("/orders?limit=500&shipping={shipping}");
        let orders = self.control("GET", &path, Value::Null).await;
        let paid = ["captured", "approved"];
        orders["orders"]
            .as_array()
            .unwrap_or_else(|| panic!("a list of orders, not {orders}"))
            .iter()
            .find(|order| paid.iter().any(|status| order["order_status"] == *status))
            .map_or_else(
                || panic!("no paid order is {shipping}"),
                |order| order["uuid"].as_str().unwrap().to_owned(),
            )
    }

    pub async fn fault(&self, fault: Value) {
        self.control("POST", "/faults", fault).await;
    }

    /// How many POSTs Points received for an order.
    pub async fn posts(&self, uuid: &str) -> usize {
        let ledger = self.control("GET", "/ledger", Value::Null).await;
        let entries = ledger["entries"]
            .as_array()
            .unwrap_or_else(|| panic!("{ledger}"));
        entries
            .iter()
            .filter(|entry| entry["method"] == "POST" && entry["uuid"] == uuid)
            .count()
    }

    /// Waits until Points has been asked about an order once more than `before`.
    pub async fn asked_again(&self, uuid: &str, before: usize) {
        for _ in 0..400 {
            if self.asked(uuid).await > before {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("nobody asks about {uuid}");
    }

    /// How often Points was asked about an order.
    pub async fn asked(&self, uuid: &str) -> usize {
        let ledger = self.control("GET", "/ledger", Value::Null).await;
        let entries = ledger["entries"].as_array().unwrap();
        entries.iter().filter(|entry| entry["uuid"] == uuid).count()
    }

    pub async fn control(&self, method: &str, path: &str, body: Value) -> Value {
        let url = format!("{}{path}", self.points.control_url);
        let request = self.control.request(method.parse().unwrap(), url);
        let request = if body.is_null() {
            request
        } else {
            request
                .header("content-type", "application/json")
                .body(body.to_string())
        };
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert!(status.is_success(), "{method} {path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(json!(null))
    }
}

/// Waits until the state of sync is as wanted.
pub async fn sync_is(desk: &Desk, wanted: impl Fn(&SyncView) -> bool) -> SyncView {
    for _ in 0..400 {
        let sync = desk.sync_view();
        if wanted(&sync) {
            return sync;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("sync stays {:?}", desk.sync_view())
}

pub fn request(points: &Running) -> ConnectRequest {
    ConnectRequest {
        name: "Demo shop".to_owned(),
        environment: Environment::Demo,
        base_url: Some(points.base_url.clone()),
        public_key: points.public_key.clone(),
        private_key: points.private_key.clone(),
        keep_for_session: true,
    }
}

/// This machine's time, UTC milliseconds.
pub fn now() -> i64 {
    chrono::Utc::now().timestamp_millis()
}
