//! The envelope of every answer (dossier, "Envelope and errors").

use std::collections::BTreeMap;

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};

use crate::rules::{MessageLanguage, Rules};

/// Field name in dot notation → messages.
pub(crate) type FieldErrors = BTreeMap<String, Vec<String>>;

/// A call that Points answers with `status: true`.
#[derive(Debug)]
pub(crate) struct Success {
    pub(crate) data: Value,
    /// Most often empty.
    pub(crate) message: &'static str,
    /// Laravel's `links` and `meta`, for lists.
    pub(crate) paging: Option<(Value, Value)>,
    /// What the answer is about; decides which quirks it shows.
    pub(crate) fingerprint: u64,
    /// Whether the call changed something.
    pub(crate) applied: bool,
}

impl Success {
    pub(crate) const fn read(data: Value, fingerprint: u64) -> Self {
        Self {
            data,
            message: "",
            paging: None,
            fingerprint,
            applied: false,
        }
    }

    pub(crate) const fn applied(data: Value, fingerprint: u64) -> Self {
        Self {
            data,
            message: "",
            paging: None,
            fingerprint,
            applied: true,
        }
    }
}

/// A call that Points refuses.
#[derive(Debug)]
pub(crate) enum Failure {
    /// 400: no `x-api-key`. There is no 401.
    KeyMissing,
    /// 400: a wrong key, a revoked one, or one of an inactive merchant.
    KeyRefused,
    /// 400: a business rule, in Points' own words.
    Rule(String),
    /// 403: "merchant not verified or published, or the feature is off for it".
    Forbidden,
    /// 404: no such resource for this merchant.
    NotFound(&'static str),
    /// 422: validation.
    Invalid(FieldErrors),
    /// 429, with `Retry-After` where given.
    Throttled(Option<String>),
}

impl Failure {
    pub(crate) fn rule(text: &str) -> Self {
        Self::Rule(text.to_owned())
    }
}

/// Put on answers of calls that changed something, for the ledger.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Applied;

pub(crate) fn respond(outcome: Result<Success, Failure>, rules: &Rules) -> Response {
    match outcome {
        Ok(success) => succeed(success, rules),
        Err(failure) => fail(failure, rules),
    }
}

fn succeed(success: Success, rules: &Rules) -> Response {
    let quirks = &rules.quirks;
    let shows =
        |quirk: crate::rules::Quirk, salt, percent| quirk.shows(success.fingerprint, salt, percent);
    let wrapped = success.paging.is_none()
        && success.data.is_object()
        && shows(quirks.double_wrapped, 0x11, 8);
    let null = success.message.is_empty() && shows(quirks.message_null, 0x12, 20);
    let mut body = json!({
        "status": true,
        "message": if null { Value::Null } else { json!(success.message) },
        "appended_data": appended_data(shows(quirks.appended_data_array, 0x13, 30)),
        "data": if wrapped { json!({ "data": success.data }) } else { success.data },
    });
    if let (Some((links, meta)), Some(fields)) = (success.paging, body.as_object_mut()) {
        fields.insert("links".to_owned(), links);
        fields.insert("meta".to_owned(), meta);
    }
    let mut response = Json(body).into_response();
    if success.applied {
        response.extensions_mut().insert(Applied);
    }
    response
}

fn fail(failure: Failure, rules: &Rules) -> Response {
    let arabic = rules.key_messages == MessageLanguage::Arabic;
    let (status, message) = match &failure {
        Failure::KeyMissing if arabic => (StatusCode::BAD_REQUEST, "مفتاح الربط مطلوب".to_owned()),
        Failure::KeyMissing => (StatusCode::BAD_REQUEST, "API key is required".to_owned()),
        Failure::KeyRefused if arabic => (
            StatusCode::BAD_REQUEST,
            "مفتاح الربط غير صحيح أو غير مفعل".to_owned(),
        ),
        Failure::KeyRefused => (
            StatusCode::BAD_REQUEST,
            "Invalid or inactive API key".to_owned(),
        ),
        Failure::Rule(text) => (StatusCode::BAD_REQUEST, text.clone()),
        Failure::Forbidden => (StatusCode::FORBIDDEN, "Merchant is not verified".to_owned()),
        Failure::NotFound(resource) => (StatusCode::NOT_FOUND, format!("{resource} not found")),
        Failure::Invalid(_) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "The given data was invalid.".to_owned(),
        ),
        Failure::Throttled(_) => (
            StatusCode::TOO_MANY_REQUESTS,
            "Too Many Attempts.".to_owned(),
        ),
    };
    let mut body = json!({
        "status": false,
        "message": message,
        "appended_data": appended_data(rules.quirks.appended_data_array == crate::rules::Quirk::Always),
    });
    if let (Failure::Invalid(errors), Some(fields)) = (&failure, body.as_object_mut()) {
        fields.insert("errors".to_owned(), json!(errors));
        if rules.validation_without_status {
            fields.remove("status");
        }
    }
    let mut response = (status, Json(body)).into_response();
    if let Failure::Throttled(Some(wait)) = failure
        && let Ok(value) = HeaderValue::from_str(&wait)
    {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

fn appended_data(as_array: bool) -> Value {
    if as_array { json!([]) } else { json!({}) }
}
