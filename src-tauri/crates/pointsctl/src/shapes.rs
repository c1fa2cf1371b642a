//! The JSON of `--json`. Fields are only ever added; each is described in the README beside this
//! crate. That of an order is the desk's, since its files have it too.

use std::collections::BTreeMap;

pub(crate) use backoffice::export::{OrderShape, json_or_text, money};
use backoffice::view::{
    self, ActionChange, ActionView, FailureView, FieldView, KeyView, NoteView, ObservationView,
    ProfileView,
};
use serde::Serialize;
use serde_json::Value;

use crate::failures::sentence;
use crate::table::{harmless, or_dash};
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
    pub(crate) kind: String,
    pub(crate) state: String,
    pub(crate) order_number: Option<String>,
    pub(crate) target: Option<String>,
    pub(crate) name_ar: Option<String>,
    pub(crate) name_en: Option<String>,
    /// SAR.
    pub(crate) amount: Option<String>,
    pub(crate) given_reason: Option<String>,
    pub(crate) payment_method: Option<String>,
    pub(crate) mark: Option<String>,
    pub(crate) asked_at: Option<String>,
    pub(crate) asked_by: Option<String>,
    pub(crate) batch_id: Option<i64>,
    pub(crate) held_until: Option<String>,
    pub(crate) next_try_at: Option<String>,
    pub(crate) next_settle_at: Option<String>,
    pub(crate) tries: u32,
    pub(crate) made: Option<Made>,
    pub(crate) reason: Option<String>,
    pub(crate) message: Option<String>,
}

impl From<&ActionView> for ActionShape {
    fn from(action: &ActionView) -> Self {
        Self {
            id: action.id,
            kind: word(&action.kind),
            state: word(&action.state),
            order_number: action.order_number.clone(),
            target: action.target.clone(),
            name_ar: action.name_ar.clone(),
            name_en: action.name_en.clone(),
            amount: money(action.amount_halalas, None),
            given_reason: action.given_reason.clone(),
            payment_method: action.payment_method.clone(),
            mark: action.mark.clone(),
            asked_at: rfc3339(action.asked_at),
            asked_by: action.asked_by.clone(),
            batch_id: action.batch_id,
            held_until: action.held_until.and_then(rfc3339),
            next_try_at: action.next_try_at.and_then(rfc3339),
            next_settle_at: action.next_settle_at.and_then(rfc3339),
            tries: action.tries,
            made: action.made.as_ref().map(Made::from),
            reason: action.reason.clone(),
            message: action.message.clone(),
        }
    }
}

/// What an action made at Points: one of them.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Made {
    uuid: Option<String>,
    checkout_url: Option<String>,
    /// The points of a purchase that waits for its customer.
    pending_points: Option<String>,
}

impl From<&view::Made> for Made {
    fn from(made: &view::Made) -> Self {
        match made {
            view::Made::Order { uuid } => Self {
                uuid: Some(uuid.clone()),
                ..Self::default()
            },
            view::Made::Checkout { url } => Self {
                checkout_url: Some(url.clone()),
                ..Self::default()
            },
            view::Made::PendingActivation { total_points } => Self {
                pending_points: total_points.clone(),
                ..Self::default()
            },
        }
    }
}

/// A state that an action went into.
#[derive(Debug, Serialize)]
pub(crate) struct ChangeShape {
    pub(crate) state: String,
    pub(crate) at: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) message: Option<String>,
}

impl From<&ActionChange> for ChangeShape {
    fn from(change: &ActionChange) -> Self {
        Self {
            state: word(&change.state),
            at: rfc3339(change.at),
            reason: change.reason.clone(),
            message: change.message.clone(),
        }
    }
}

/// What one of us wrote about an order.
#[derive(Debug, Serialize)]
pub(crate) struct NoteShape {
    pub(crate) id: i64,
    pub(crate) author: Option<String>,
    pub(crate) text: String,
    pub(crate) written_at: Option<String>,
    pub(crate) edited_at: Option<String>,
    pub(crate) earlier: Vec<EarlierShape>,
}

/// How a note read before.
#[derive(Debug, Serialize)]
pub(crate) struct EarlierShape {
    pub(crate) text: String,
    pub(crate) until: Option<String>,
}

impl From<NoteView> for NoteShape {
    fn from(note: NoteView) -> Self {
        let earlier = note.earlier.into_iter().map(|earlier| EarlierShape {
            text: earlier.text,
            until: rfc3339(earlier.until),
        });
        Self {
            id: note.id,
            author: note.author,
            text: note.text,
            written_at: rfc3339(note.written_at),
            edited_at: note.edited_at.and_then(rfc3339),
            earlier: earlier.collect(),
        }
    }
}

/// A note for people: a line about it, then its own lines.
pub(crate) fn note_in_words(note: &NoteShape) -> String {
    let by = match &note.author {
        Some(author) => format!(" by {}", harmless(author)),
        None => String::new(),
    };
    let changed = match &note.edited_at {
        Some(edited_at) => format!(", changed {edited_at}"),
        None => String::new(),
    };
    let lines: Vec<_> = note
        .text
        .lines()
        .map(|line| format!("  {}", harmless(line)))
        .collect();
    format!(
        "note {}{by}, {}{changed}\n{}",
        note.id,
        or_dash(note.written_at.clone()),
        lines.join("\n")
    )
}

/// Why an action stands as it does, in the words nearest to a person: the failure's, then Points'
/// own, then the reason's code.
pub(crate) fn why<'a>(
    failure: Option<&'a FailureShape>,
    message: Option<&'a str>,
    reason: Option<&'a str>,
) -> Option<&'a str> {
    failure
        .map(|failure| failure.message.as_str())
        .or(message)
        .or(reason)
}
