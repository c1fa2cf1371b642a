//! A sandbox for one test, and short words to talk to it.

use points_sandbox::{Config, Quirk, Quirks, Rules, Running, Sandbox};
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};

pub(crate) struct Desk {
    pub(crate) running: Running,
    pub(crate) client: Client,
}

pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: Value,
}

impl Answered {
    pub(crate) fn message(&self) -> &str {
        self.body["message"].as_str().unwrap_or_default()
    }

    /// The resource, asserting that the call succeeded.
    #[track_caller]
    pub(crate) fn data(&self) -> &Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        assert_eq!(self.body["status"], true);
        &self.body["data"]
    }

    #[track_caller]
    pub(crate) fn refused(&self, status: u16, message: &str) {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        assert_eq!(self.message(), message);
        assert_eq!(self.body["status"], false);
    }

    /// The fields that validation complained about.
    #[track_caller]
    pub(crate) fn invalid_fields(&self) -> Vec<String> {
        assert_eq!(self.status.as_u16(), 422, "{}", self.body);
        self.body["errors"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect()
    }
}

/// Rules without quirks, so that a test sees one thing at a time.
pub(crate) fn plain() -> Rules {
    Rules {
        quirks: Quirks::uniform(Quirk::Never),
        earning_lock_ms: 0,
        ..Rules::default()
    }
}

impl Desk {
    pub(crate) async fn open() -> Self {
        Self::with(Config {
            rules: plain(),
            ..Config::default()
        })
        .await
    }

    pub(crate) async fn with(config: Config) -> Self {
        let running = Sandbox::start(config).await.unwrap();
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self { running, client }
    }

    pub(crate) async fn with_rules(rules: Rules) -> Self {
        Self::with(Config {
            rules,
            ..Config::default()
        })
        .await
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        url: String,
        key: Option<&str>,
        body: Option<&Value>,
    ) -> Result<Response, reqwest::Error> {
        let mut request = self.client.request(method, url);
        if let Some(key) = key {
            request = request.header("x-api-key", key);
        }
        if let Some(body) = body {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        request.send().await
    }

    /// An API call with the private key.
    pub(crate) async fn try_api(
        &self,
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> Result<Response, reqwest::Error> {
        let url = format!("{}{path}", self.running.base_url);
        let key = self.running.private_key.clone();
        self.send(method.parse().unwrap(), url, Some(&key), body.as_ref())
            .await
    }

    pub(crate) async fn api(&self, method: &str, path: &str, body: Option<Value>) -> Answered {
        answered(self.try_api(method, path, body).await.unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answered {
        self.api("GET", path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answered {
        self.api("POST", path, Some(body)).await
    }

    /// A control call; it must succeed.
    #[track_caller]
    pub(crate) fn control(
        &self,
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> impl Future<Output = Value> {
        let url = format!("{}{path}", self.running.control_url);
        let method: Method = method.parse().unwrap();
        async move {
            let answer = answered(self.send(method, url, None, body.as_ref()).await.unwrap()).await;
            assert!(
                answer.status.is_success(),
                "{}: {}",
                answer.status,
                answer.body
            );
            answer.body
        }
    }

    /// An order with these fields; its uuid.
    pub(crate) async fn order(&self, fields: Value) -> String {
        let order = self.control("POST", "/orders", Some(fields)).await;
        order["uuid"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn order_in(&self, status: &str) -> String {
        self.order(json!({ "order_status": status })).await
    }

    /// The truth about an order.
    pub(crate) async fn truth(&self, uuid: &str) -> Value {
        self.control("GET", &format!("/orders/{uuid}"), None).await
    }

    pub(crate) async fn fault(&self, fault: Value, times: u64) {
        self.control(
            "POST",
            "/faults",
            Some(json!({ "times": times, "fault": fault })),
        )
        .await;
    }

    pub(crate) async fn ledger(&self) -> Vec<Value> {
        let ledger = self.control("GET", "/ledger", None).await;
        ledger["entries"].as_array().unwrap().clone()
    }
}

pub(crate) async fn answered(response: Response) -> Answered {
    let (status, headers) = (response.status(), response.headers().clone());
    let text = response.text().await.unwrap();
    let body = if text.is_empty() {
        Value::Null
    } else {
        serde_json::from_str(&text).unwrap_or(Value::String(text))
    };
    Answered {
        status,
        headers,
        body,
    }
}
