//! Bodies of requests: whole, in time, and no longer than they may be.

use std::time::Duration;

use axum::body::{Body, HttpBody as _};
use axum::response::Response;
use http::StatusCode;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use crate::answer::plain;

/// The body as text, or why it is none.
pub(crate) async fn read(
    body: Body,
    most_bytes: usize,
    patience: Duration,
) -> Result<String, Response> {
    let too_long = || plain(StatusCode::PAYLOAD_TOO_LARGE, "the body is too long");
    // Whoever says beforehand how much it is need not send it.
    if body.size_hint().lower() > u64::try_from(most_bytes).unwrap_or(u64::MAX) {
        return Err(too_long());
    }
    let collected = tokio::time::timeout(patience, Limited::new(body, most_bytes).collect())
        .await
        .map_err(|_| plain(StatusCode::REQUEST_TIMEOUT, "the body took too long"))?;
    let bytes = match collected {
        Ok(collected) => collected.to_bytes(),
        Err(error) if error.downcast_ref::<LengthLimitError>().is_some() => {
            return Err(too_long());
        }
        Err(_) => return Err(plain(StatusCode::BAD_REQUEST, "the body broke off")),
    };
    String::from_utf8(bytes.into())
        .map_err(|_| plain(StatusCode::BAD_REQUEST, "the body is no JSON"))
}
