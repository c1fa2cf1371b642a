//! The envelope around every answer (API documentation, "Response format").

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// An answer as it came. `appended_data` is left alone: it is `{}` or `[]`, and says nothing.
#[derive(Deserialize)]
pub(crate) struct Envelope<'a> {
    status: Option<Value>,
    message: Option<Value>,
    errors: Option<Value>,
    meta: Option<Value>,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
}

impl<'a> Envelope<'a> {
    pub(crate) fn read(body: &'a str) -> Option<Self> {
        object(body.trim_start_matches('\u{feff}'))
    }

    /// Whether Points says that a read worked. A missing `status` is no failure: what was asked for
    /// is still checked.
    pub(crate) fn is_success(&self) -> bool {
        matches!(self.status, None | Some(Value::Bool(true)))
    }

    /// Whether Points says in so many words that it worked: wanted of all that changes something,
    /// and of calls that return nothing else.
    pub(crate) fn confirms(&self) -> bool {
        matches!(self.status, Some(Value::Bool(true)))
    }

    /// Whether this is how Points says no: `status` false, or missing beside a message or errors
    /// (seen with 422).
    pub(crate) fn is_refusal(&self) -> bool {
        match &self.status {
            Some(status) => *status == Value::Bool(false),
            None => matches!(self.message, Some(Value::String(_))) || self.errors.is_some(),
        }
    }

    /// The message; empty when missing or null.
    pub(crate) fn message(&self) -> &str {
        self.message
            .as_ref()
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// Field name to messages. A lone message is taken for a list of one.
    pub(crate) fn field_errors(&self) -> BTreeMap<String, Vec<String>> {
        let Some(Value::Object(errors)) = &self.errors else {
            return BTreeMap::new();
        };
        errors
            .iter()
            .map(|(field, messages)| (field.clone(), texts(messages)))
            .collect()
    }

    /// `meta.<name>` of a list, which goes along where the list is wrapped once more.
    pub(crate) fn page_number(&self, name: &str) -> Option<u64> {
        let inner = || object::<Inner<'_>>(self.data?.get())?.meta;
        let meta = self.meta.clone().or_else(inner)?;
        match meta.get(name)? {
            Value::String(digits) => digits.parse().ok(),
            number => number.as_u64(),
        }
    }

    /// The resource: `data`, or `data.data` where Points wraps it once more.
    pub(crate) fn resource(&self) -> Option<&'a str> {
        let data = self.data?.get();
        Some(wrapped_once_more(data).unwrap_or(data))
    }
}

/// What may be inside `data` when it wraps the resource once more.
#[derive(Deserialize)]
struct Inner<'a> {
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    meta: Option<Value>,
    // A resource that has a field `data` of its own is no wrapping.
    uuid: Option<Value>,
    id: Option<Value>,
}

fn wrapped_once_more(data: &str) -> Option<&str> {
    let inner: Inner<'_> = object(data)?;
    let is_resource = inner.uuid.is_some() || inner.id.is_some();
    inner.data.filter(|_| !is_resource).map(RawValue::get)
}

/// Reads a JSON object. A list would otherwise pass for an object whose fields come in order.
fn object<'a, T: Deserialize<'a>>(json: &'a str) -> Option<T> {
    let json = json.trim_start();
    json.starts_with('{')
        .then(|| serde_json::from_str(json).ok())
        .flatten()
}

fn texts(messages: &Value) -> Vec<String> {
    match messages {
        Value::Array(messages) => messages.iter().flat_map(texts).collect(),
        Value::String(message) => vec![message.clone()],
        other => vec![other.to_string()],
    }
}
