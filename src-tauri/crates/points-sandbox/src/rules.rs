//! The switches: where the documentation contradicts itself, or leaves something open, a local
//! Points can be told to behave either way.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::dice::scatter;

/// What an order must be for `authorize` (dossier, table of contradictions, row "authorize").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorizeRule {
    /// Lifecycle page: refused on cancelled or refunded.
    #[default]
    Lifecycle,
    /// `OpenAPI`: refused only when refunded.
    OpenApi,
}

/// What an order must be for `capture` (same table, row "capture").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptureRule {
    /// Lifecycle page: refused on anything not authorized.
    #[default]
    Lifecycle,
    /// `OpenAPI`: refused only when refunded.
    OpenApi,
}

/// What an order must be for `complete` (same table, row "complete").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompleteRule {
    /// Lifecycle page: refused on approved and captured.
    Lifecycle,
    /// `OpenAPI`, testing and SDK pages: any replacing order that is not completed, refunded or
    /// cancelled, so that capture → complete works.
    #[default]
    OpenApi,
}

/// What an order must be for `cancel` (same table, row "cancel").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelRule {
    /// Lifecycle page, text: only while `new` or `authorized`.
    #[default]
    Lifecycle,
    /// Lifecycle page, its table: "any → cancelled".
    Any,
    /// Refunds page: refused only when already cancelled or refunded.
    Refunds,
}

/// What an order must be for `refund` (same table, row "refund").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundRule {
    /// Lifecycle page: only from approved or captured (or what is left of a partial refund),
    /// inside the window.
    #[default]
    Lifecycle,
    /// `OpenAPI`: refused when not captured, and when settled.
    OpenApi,
}

/// What paying on the hosted page leads to (dossier, "Financial state": both roads exist).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaidCheckout {
    /// `new` → `approved`.
    #[default]
    Approved,
    /// `new` → `authorized`; the merchant captures.
    Authorized,
}

/// What an unsuccessful checkout does to its order (dossier, "Stale checkouts": "may cause
/// `cancelled`, or nothing at all").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailedCheckout {
    /// The order stays `new`.
    #[default]
    Nothing,
    /// The order becomes `cancelled`, with its event.
    Cancels,
}

/// Language of the messages about keys (dossier, "Envelope and errors": "may be Arabic").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageLanguage {
    /// "Invalid or inactive API key".
    #[default]
    English,
    /// The same, said in Arabic.
    Arabic,
}

/// How often a quirk shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quirk {
    /// Not at all.
    Never,
    /// For a share of the orders, chosen by the seed: the same order always behaves the same.
    #[default]
    Some,
    /// Every time.
    Always,
}

impl Quirk {
    /// Whether the quirk shows for the subject with this fingerprint. `percent` is the share under
    /// [`Quirk::Some`]; `salt` keeps quirks independent of each other.
    pub(crate) fn shows(self, fingerprint: u64, salt: u64, percent: u64) -> bool {
        match self {
            Self::Never => false,
            Self::Always => true,
            Self::Some => scatter(fingerprint ^ scatter(salt)) % 100 < percent,
        }
    }
}

/// Shapes that the documentation shows in one place and not in another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quirks {
    /// Times with microseconds ("The order": "with or without microseconds").
    pub microseconds: Quirk,
    /// `updated_at` left out ("it is not always there").
    pub updated_at_missing: Quirk,
    /// Amounts as strings ("as JSON numbers or as strings").
    pub amounts_as_strings: Quirk,
    /// Amounts as PHP floats such as 150.49999999999997.
    pub php_floats: Quirk,
    /// `appended_data` as `[]` ("an empty PHP array").
    pub appended_data_array: Quirk,
    /// `message` null instead of "".
    pub message_null: Quirk,
    /// The resource wrapped once more ("`data.data`").
    pub double_wrapped: Quirk,
    /// `items` absent, instead of empty, when there are none.
    pub items_absent: Quirk,
    /// Values outside the documented enums: `order_status` `on_hold`, shipping code 42.
    pub unknown_values: Quirk,
    /// Webhook bodies without `type`, `updated_at` and the like ("Fields may be missing").
    pub event_fields_missing: Quirk,
}

impl Default for Quirks {
    fn default() -> Self {
        Self {
            unknown_values: Quirk::Never,
            ..Self::uniform(Quirk::Some)
        }
    }
}

impl Quirks {
    /// Every quirk set to the same frequency.
    pub const fn uniform(quirk: Quirk) -> Self {
        Self {
            microseconds: quirk,
            updated_at_missing: quirk,
            amounts_as_strings: quirk,
            php_floats: quirk,
            appended_data_array: quirk,
            message_null: quirk,
            double_wrapped: quirk,
            items_absent: quirk,
            unknown_values: quirk,
            event_fields_missing: quirk,
        }
    }
}

/// Everything about this Points that can be switched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "independent switches, each named after the sentence of the documentation it settles"
)]
pub struct Rules {
    /// See [`AuthorizeRule`].
    pub authorize: AuthorizeRule,
    /// See [`CaptureRule`].
    pub capture: CaptureRule,
    /// See [`CompleteRule`].
    pub complete: CompleteRule,
    /// See [`CancelRule`].
    pub cancel: CancelRule,
    /// See [`RefundRule`].
    pub refund: RefundRule,
    /// Length of the refund window in days after creation; `null` for none. The documentation
    /// names a window "of undocumented length".
    pub refund_window_days: Option<i64>,
    /// Whether `refunded` fires (row "`refunded` event": the pages disagree).
    pub refunded_event: bool,
    /// See [`PaidCheckout`].
    pub paid_checkout: PaidCheckout,
    /// See [`FailedCheckout`].
    pub failed_checkout: FailedCheckout,
    /// Minutes until a checkout session expires; `null` for never ("how long is not documented").
    pub session_minutes: Option<i64>,
    /// See [`MessageLanguage`].
    pub key_messages: MessageLanguage,
    /// 422 without the `status` key ("the `status` key may be missing there").
    pub validation_without_status: bool,
    /// The live site of mid-2026: rating points, the on/off switch, bilingual shipping labels.
    /// Off: the April `OpenAPI`, where `status` is required and those calls do not exist.
    pub live_site: bool,
    /// `status_label` and `custom_status` in orders ("newer").
    pub status_labels: bool,
    /// A second order with the same `order_number` is refused. The documentation calls the number
    /// the key against duplicates "but documents no enforcement".
    pub unique_order_numbers: bool,
    /// Webhook URLs must be HTTPS, as for the real service. Off, so that a loopback receiver works.
    pub https_webhooks: bool,
    /// Milliseconds an earning call holds the merchant's lock; parallel calls get 429 meanwhile.
    pub earning_lock_ms: u64,
    /// See [`Quirks`].
    pub quirks: Quirks,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            authorize: AuthorizeRule::default(),
            capture: CaptureRule::default(),
            complete: CompleteRule::default(),
            cancel: CancelRule::default(),
            refund: RefundRule::default(),
            refund_window_days: Some(30),
            refunded_event: true,
            paid_checkout: PaidCheckout::default(),
            failed_checkout: FailedCheckout::default(),
            session_minutes: None,
            key_messages: MessageLanguage::default(),
            validation_without_status: false,
            live_site: true,
            status_labels: true,
            unique_order_numbers: false,
            https_webhooks: false,
            earning_lock_ms: 25,
            quirks: Quirks::default(),
        }
    }
}

impl Rules {
    /// Lays changes over these rules: the switches named in the JSON object change, the others
    /// (also inside `quirks`) stay.
    pub fn changed_by(&self, changes: &Value) -> Result<Self, serde_json::Error> {
        let mut all = serde_json::to_value(self)?;
        lay_over(&mut all, changes);
        serde_json::from_value(all)
    }
}

fn lay_over(base: &mut Value, changes: &Value) {
    match (base, changes) {
        (Value::Object(base), Value::Object(changes)) => {
            for (name, change) in changes {
                lay_over(base.entry(name.clone()).or_insert(Value::Null), change);
            }
        }
        (base, change) => *base = change.clone(),
    }
}
