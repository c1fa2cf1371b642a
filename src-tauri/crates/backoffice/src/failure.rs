//! From what went wrong to the code that the page has words for.

use std::collections::BTreeMap;

use points_api::{ApiError, Failure, NetworkFault};

use crate::store::StoreError;
use crate::view::{ErrorCode, FailureView};

/// A failure without details.
pub(crate) fn plain(code: ErrorCode) -> FailureView {
    FailureView {
        code,
        details: BTreeMap::new(),
    }
}

/// A failure with one detail.
pub(crate) fn with(code: ErrorCode, name: &str, value: impl Into<String>) -> FailureView {
    FailureView {
        code,
        details: BTreeMap::from([(name.to_owned(), value.into())]),
    }
}

impl From<&ApiError> for FailureView {
    fn from(error: &ApiError) -> Self {
        match &error.failure {
            Failure::KeyRefused { message } => with(ErrorCode::KeyRefused, "message", message),
            Failure::RuleRefused { message } => with(ErrorCode::RuleRefused, "message", message),
            Failure::Forbidden { message } => with(ErrorCode::Forbidden, "message", message),
            Failure::NotFound { message } => with(ErrorCode::OrderNotFound, "message", message),
            Failure::Invalid { message, fields } => {
                let mut details: BTreeMap<_, _> = fields
                    .iter()
                    .map(|(field, messages)| (field.clone(), messages.join(" ")))
                    .collect();
                details.insert("message".to_owned(), message.clone());
                Self {
                    code: ErrorCode::Invalid,
                    details,
                }
            }
            Failure::Throttled { retry_after } => Self {
                code: ErrorCode::Throttled,
                details: retry_after
                    .map(|wait| ("retry_after_seconds".to_owned(), wait.as_secs().to_string()))
                    .into_iter()
                    .collect(),
            },
            Failure::Temporary { http_status } => with(
                ErrorCode::PointsDown,
                "http_status",
                http_status.to_string(),
            ),
            Failure::Network(fault) => plain(network(*fault)),
            Failure::Unreadable {
                http_status,
                excerpt,
            } => Self {
                code: ErrorCode::UnreadableAnswer,
                details: BTreeMap::from([
                    ("http_status".to_owned(), http_status.to_string()),
                    ("excerpt".to_owned(), excerpt.clone()),
                ]),
            },
            Failure::NoKey => plain(ErrorCode::KeyMissing),
            Failure::Unproved { message, .. } => {
                with(ErrorCode::RefusalUnproved, "message", message)
            }
        }
    }
}

fn network(fault: NetworkFault) -> ErrorCode {
    match fault {
        NetworkFault::NameNotFound | NetworkFault::Other => ErrorCode::Offline,
        NetworkFault::ConnectionRefused => ErrorCode::ConnectionRefused,
        NetworkFault::Tls => ErrorCode::Tls,
        NetworkFault::ConnectTimeout | NetworkFault::AnswerTimeout => ErrorCode::TimedOut,
        NetworkFault::Interrupted => ErrorCode::Interrupted,
    }
}

impl From<&StoreError> for FailureView {
    fn from(error: &StoreError) -> Self {
        match error {
            StoreError::Newer { found, known } => Self {
                code: ErrorCode::DatabaseNewer,
                details: BTreeMap::from([
                    ("found".to_owned(), found.to_string()),
                    ("known".to_owned(), known.to_string()),
                ]),
            },
            StoreError::ReadOnly => plain(ErrorCode::DatabaseReadOnly),
            StoreError::DiskFull => plain(ErrorCode::DiskFull),
            StoreError::Damaged => plain(ErrorCode::DatabaseDamaged),
            StoreError::OrderUnknown => plain(ErrorCode::OrderUnknown),
            StoreError::NoteUnknown => with(ErrorCode::NoteInvalid, "problem", "unknown"),
            StoreError::CaseUnknown => plain(ErrorCode::CaseUnknown),
            StoreError::RunUnknown => plain(ErrorCode::RunUnknown),
            StoreError::ViewUnknown => with(ErrorCode::ViewInvalid, "problem", "unknown"),
            StoreError::ActionSettled => plain(ErrorCode::ActionSettled),
            StoreError::ActionPending => plain(ErrorCode::ActionPending),
            StoreError::File { path, source } => Self {
                code: ErrorCode::FileFailed,
                details: BTreeMap::from([
                    ("path".to_owned(), path.display().to_string()),
                    ("message".to_owned(), source.to_string()),
                ]),
            },
            // The page makes neither cursors nor batches of its own.
            StoreError::CursorInvalid
            | StoreError::BatchUnknown
            | StoreError::Migration(_)
            | StoreError::Unreadable(_)
            | StoreError::Closed
            | StoreError::Sqlite(_) => {
                with(ErrorCode::DatabaseFailed, "message", error.to_string())
            }
        }
    }
}
