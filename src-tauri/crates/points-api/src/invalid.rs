//! Requests that Points would refuse anyway, refused before they are sent.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::amount::Halalas;
use crate::failure::{ApiError, Effect, Failure};

/// A field breaks a documented limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct InvalidRequest {
    /// The name of the field in the API.
    pub field: &'static str,
    /// What is wrong with it, in English, for logs and developers.
    pub problem: &'static str,
}

impl InvalidRequest {
    pub(crate) fn new(field: &'static str, problem: &'static str) -> Self {
        Self { field, problem }
    }

    /// The same failure as a 422 of Points, but nothing was sent.
    pub(crate) fn into_error(self, request: &'static str) -> ApiError {
        ApiError {
            failure: Failure::Invalid {
                message: self.to_string(),
                fields: BTreeMap::from([(self.field.to_owned(), vec![self.problem.to_owned()])]),
            },
            effect: Effect::NotApplied,
            request,
        }
    }
}

pub(crate) fn at_most(
    field: &'static str,
    text: Option<&str>,
    characters: usize,
) -> Result<(), InvalidRequest> {
    match text {
        Some(text) if text.chars().count() > characters => {
            Err(InvalidRequest::new(field, "is too long"))
        }
        _ => Ok(()),
    }
}

pub(crate) fn not_negative(
    field: &'static str,
    amount: Option<Halalas>,
) -> Result<(), InvalidRequest> {
    match amount {
        Some(amount) if amount.0 < 0 => Err(InvalidRequest::new(field, "is negative")),
        _ => Ok(()),
    }
}

/// Writes an amount as the API wants it: a JSON number of SAR, digit by digit, never a float.
#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference to the field"
)]
pub(crate) fn sar<S: Serializer>(amount: &Halalas, serializer: S) -> Result<S::Ok, S::Error> {
    amount
        .to_sar()
        .parse::<serde_json::Number>()
        .map_err(serde::ser::Error::custom)?
        .serialize(serializer)
}

/// As [`sar`], for an amount that may be left out.
#[allow(
    clippy::ref_option,
    reason = "serde calls it with a reference to the field"
)]
pub(crate) fn optional_sar<S: Serializer>(
    amount: &Option<Halalas>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match amount {
        Some(amount) => sar(amount, serializer),
        None => serializer.serialize_none(),
    }
}
