//! The JSON of `--json`. Fields are only ever added; each is described in the README beside this
//! crate.

use std::collections::BTreeMap;

use backoffice::view::{
    ActionView, FailureView, FieldView, ItemView, KeyView, ObservationView, OrderRow,
    PendingAction, ProfileView,
};
use points_api::Halalas;
use serde::Serialize;
use serde_json::Value;

use crate::failures::sentence;
use crate::times::rfc3339;
use crate::words::word;

/// A failure.
#[derive(Debug, Serialize)]
pub(crate) struct FailureShape {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) details: BTreeMap<String, String>,
}

impl From<&FailureView> for FailureShape {
    fn from(failure: &FailureView) -> Self {
        Self {
            code: word(&failure.code),
            message: sentence(failure),
            details: failure.details.clone(),
        }
    }
}

/// What may be told of a key.
#[derive(Debug, Serialize)]
pub(crate) struct KeyShape {
    state: &'static str,
    last_four: Option<String>,
    stored_at: Option<String>,
}

/// A store profile.
#[derive(Debug, Serialize)]
pub(crate) struct ProfileShape {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) environment: String,
    pub(crate) base_url: String,
    pub(crate) public_key: Option<String>,
    pub(crate) key: KeyShape,
    pub(crate) active: bool,
}

impl ProfileShape {
    /// A profile, and whether it is the one used when none is named.
    pub(crate) fn new(profile: &ProfileView, active: bool) -> Self {
        let (state, last_four, stored_at) = match &profile.key {
            KeyView::Stored {
                last_four,
                stored_at,
            } => ("stored", Some(last_four.clone()), rfc3339(*stored_at)),
            KeyView::Session { last_four } => ("session", Some(last_four.clone()), None),
            KeyView::Missing => ("missing", None, None),
        };
        Self {
            id: profile.id.clone(),
            name: profile.name.clone(),
            environment: word(&profile.environment),
            base_url: profile.base_url.clone(),
            public_key: profile.public_key.clone(),
            key: KeyShape {
                state,
                last_four,
                stored_at,
            },
            active,
        }
    }

    /// What a person may see of the key.
    pub(crate) fn key_in_words(&self) -> String {
        match &self.key.last_four {
            Some(last_four) => format!("{} …{last_four}", self.key.state),
            None => self.key.state.to_owned(),
        }
    }
}

/// An action that is not settled, or was refused last.
#[derive(Debug, Serialize)]
pub(crate) struct PendingShape {
    action_id: i64,
    state: String,
    target: Option<String>,
    reason: Option<String>,
    message: Option<String>,
}

impl From<&PendingAction> for PendingShape {
    fn from(pending: &PendingAction) -> Self {
        Self {
            action_id: pending.id,
            state: word(&pending.state),
            target: pending.target.clone(),
            reason: pending.reason.clone(),
            message: pending.message.clone(),
        }
    }
}

/// A product line.
#[derive(Debug, Serialize)]
pub(crate) struct ItemShape {
    pub(crate) product_name: String,
    pub(crate) product_price: Option<String>,
    pub(crate) quantity: Option<i64>,
}

impl From<ItemView> for ItemShape {
    fn from(item: ItemView) -> Self {
        Self {
            product_price: money(item.price_halalas, item.price_text),
            product_name: item.name,
            quantity: item.quantity,
        }
    }
}

/// An order.
#[derive(Debug, Serialize)]
pub(crate) struct OrderShape {
    pub(crate) uuid: String,
    pub(crate) order_number: Option<String>,
    pub(crate) reference_number: Option<String>,
    #[serde(rename = "type")]
    pub(crate) order_type: Option<String>,
    pub(crate) financial_status: Option<String>,
    pub(crate) shipping_status: Option<String>,
    pub(crate) shipping_code: Option<i64>,
    pub(crate) shipping_label: Option<String>,
    pub(crate) shipping_name_ar: Option<String>,
    pub(crate) shipping_name_en: Option<String>,
    pub(crate) total_price: Option<String>,
    pub(crate) total_points: Option<String>,
    pub(crate) created_at: Option<String>,
    pub(crate) updated_at: Option<String>,
    pub(crate) checked_at: Option<String>,
    pub(crate) presence: String,
    pub(crate) stale: Option<String>,
    pub(crate) pending: Option<PendingShape>,
    pub(crate) items: Vec<ItemShape>,
    pub(crate) metadata: Value,
}

impl OrderShape {
    /// An order from its row and what only its detail has.
    pub(crate) fn new(row: OrderRow, items: Vec<ItemView>, metadata: Value) -> Self {
        Self {
            total_price: money(row.total_halalas, row.total_text),
            uuid: row.uuid,
            order_number: row.order_number,
            reference_number: row.reference_number,
            order_type: row.order_type,
            financial_status: row.financial_status,
            shipping_status: row.shipping.word,
            shipping_code: row.shipping.code,
            shipping_label: row.shipping.label,
            shipping_name_ar: row.shipping.custom_ar,
            shipping_name_en: row.shipping.custom_en,
            total_points: row.total_points,
            created_at: row.created_at.and_then(rfc3339),
            updated_at: row.updated_at.and_then(rfc3339),
            checked_at: row.checked_at.and_then(rfc3339),
            presence: word(&row.presence),
            stale: row.stale.as_ref().map(word),
            pending: row.pending.as_ref().map(PendingShape::from),
            items: items.into_iter().map(ItemShape::from).collect(),
            metadata,
        }
    }
}

/// A value and how it is known.
#[derive(Debug, Serialize)]
pub(crate) struct FieldShape {
    pub(crate) field: String,
    pub(crate) value: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) event: Option<String>,
    pub(crate) heard_at: Option<String>,
    pub(crate) observation_id: Option<i64>,
    pub(crate) disagreeing: u32,
}

impl From<FieldView> for FieldShape {
    fn from(field: FieldView) -> Self {
        let known = field.provenance;
        let is_time = word(&field.kind) == "time";
        let value = match field.value {
            Some(text) if is_time => text.parse().ok().and_then(rfc3339).or(Some(text)),
            value => value,
        };
        Self {
            field: field.field.name().to_owned(),
            value,
            source: known.as_ref().map(|known| word(&known.source)),
            event: known.as_ref().and_then(|known| known.event.clone()),
            heard_at: known.as_ref().and_then(|known| rfc3339(known.heard_at)),
            observation_id: known.as_ref().map(|known| known.observation_id),
            disagreeing: known.map_or(0, |known| known.disagreeing),
        }
    }
}

/// What Points said once or several times.
#[derive(Debug, Serialize)]
pub(crate) struct ObservationShape {
    pub(crate) id: i64,
    pub(crate) source: String,
    pub(crate) event: Option<String>,
    pub(crate) first_heard_at: Option<String>,
    pub(crate) last_heard_at: Option<String>,
    pub(crate) sightings: u32,
    pub(crate) changed_fields: Vec<String>,
    /// Fields whose values had a form that nobody can read.
    pub(crate) unreadable_fields: Vec<String>,
    /// As received.
    pub(crate) raw: Value,
}

impl ObservationShape {
    /// An observation with its text.
    pub(crate) fn new(observation: &ObservationView, raw: &str) -> Self {
        Self {
            id: observation.id,
            source: word(&observation.source),
            event: observation.event.clone(),
            first_heard_at: rfc3339(observation.first_heard_at),
            last_heard_at: rfc3339(observation.last_heard_at),
            sightings: observation.sightings,
            changed_fields: observation
                .changes
                .iter()
                .map(|change| change.field.name().to_owned())
                .collect(),
            unreadable_fields: observation.unreadable.clone(),
            raw: json_or_text(raw),
        }
    }
}

/// What was asked of Points.
#[derive(Debug, Serialize)]
pub(crate) struct ActionShape {
    pub(crate) id: i64,
    pub(crate) state: String,
    pub(crate) target: Option<String>,
    pub(crate) name_ar: Option<String>,
    pub(crate) name_en: Option<String>,
    pub(crate) asked_at: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) message: Option<String>,
}

impl From<&ActionView> for ActionShape {
    fn from(action: &ActionView) -> Self {
        Self {
            id: action.id,
            state: word(&action.state),
            target: action.target.clone(),
            name_ar: action.name_ar.clone(),
            name_en: action.name_en.clone(),
            asked_at: rfc3339(action.asked_at),
            reason: action.reason.clone(),
            message: action.message.clone(),
        }
    }
}

/// SAR as decimal text: exact where it can be, else as received.
pub(crate) fn money(halalas: Option<i64>, text: Option<String>) -> Option<String> {
    halalas.map(|halalas| Halalas(halalas).to_sar()).or(text)
}

/// JSON as it came; what is none stays a text.
pub(crate) fn json_or_text(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_exact_or_as_received() {
        assert_eq!(money(Some(125_000), None).as_deref(), Some("1250.00"));
        assert_eq!(
            money(None, Some("0.123".to_owned())).as_deref(),
            Some("0.123")
        );
        assert_eq!(money(None, None), None);
    }

    #[test]
    fn raw_numbers_keep_their_digits() {
        let raw = json_or_text(r#"{"total_price":150.49999999999997,"a":1.10}"#);
        assert_eq!(
            raw.to_string(),
            r#"{"a":1.10,"total_price":150.49999999999997}"#
        );
        assert_eq!(json_or_text("{cut"), Value::String("{cut".to_owned()));
    }
}
