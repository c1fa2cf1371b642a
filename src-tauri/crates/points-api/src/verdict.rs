//! Judges an answer: a success, a failure of a known kind, or a 400 that needs a second look.

use crate::envelope::Envelope;
use crate::failure::{Effect, Failure};
use crate::redact;
use crate::secret::PrivateKey;
use crate::transport::{Answer, Body, Timing};

/// The messages of a refused key that the documentation prints ("Errors").
const KEY_MESSAGES: [&str; 2] = ["api key is required", "invalid or inactive api key"];
/// The messages of a refused rule that the documentation prints ("Complete an order").
const RULE_MESSAGES: [&str; 4] = [
    "order already fully paid",
    "only replacing orders can be completed",
    "order cannot be completed",
    "order is already completed",
];

/// What an answer means.
pub(crate) enum Verdict<T> {
    Done(T),
    Failed {
        failure: Failure,
        effect: Effect,
    },
    /// A 400 on a write whose message is not documented: the key, or a rule.
    KeyOrRule {
        message: String,
    },
}

/// Judges `answer`; `read` takes the result out of a success, or says that it is not there.
pub(crate) fn judge<T>(
    answer: &Answer,
    is_read: bool,
    key: Option<&PrivateKey>,
    read: impl FnOnce(&Envelope<'_>, Timing) -> Option<T>,
) -> Verdict<T> {
    let unclear = if is_read {
        Effect::NotApplied
    } else {
        Effect::MayBeApplied
    };
    let failed = |failure, effect| Verdict::Failed { failure, effect };
    let http_status = answer.http_status;
    // These two mean the same with any body: many come from a proxy in front of Points.
    if http_status == 429 {
        let retry_after = answer.retry_after;
        return failed(Failure::Throttled { retry_after }, Effect::NotApplied);
    }
    if http_status >= 500 {
        return failed(Failure::Temporary { http_status }, unclear);
    }
    if http_status == 400 && is_read {
        // On a read this can only be the key, whatever stands in front of Points says it with.
        let message = refused_read(&answer.body, key);
        return failed(Failure::KeyRefused { message }, Effect::NotApplied);
    }
    let bytes = match &answer.body {
        Body::Complete(bytes) | Body::Unusable(bytes) => bytes,
        Body::Interrupted(fault) => return failed(Failure::Network(*fault), unclear),
    };
    let unreadable = || Failure::Unreadable {
        http_status,
        excerpt: redact::excerpt(bytes, key),
    };
    let is_success = |envelope: &Envelope<'_>| {
        (200..300).contains(&http_status)
            && if is_read {
                envelope.is_success()
            } else {
                envelope.confirms()
            }
    };
    match envelope(&answer.body) {
        Some(envelope) if is_success(&envelope) => match read(&envelope, answer.timing) {
            Some(result) => Verdict::Done(result),
            None => failed(unreadable(), unclear),
        },
        Some(envelope) if (400..500).contains(&http_status) && envelope.is_refusal() => {
            refusal(&envelope, http_status, key)
                .unwrap_or_else(|| failed(unreadable(), Effect::NotApplied))
        }
        _ => failed(unreadable(), unclear),
    }
}

/// The envelope, where the whole body is one.
fn envelope(body: &Body) -> Option<Envelope<'_>> {
    match body {
        Body::Complete(bytes) => std::str::from_utf8(bytes).ok().and_then(Envelope::read),
        Body::Unusable(_) | Body::Interrupted(_) => None,
    }
}

/// What a refused read says: Points' own words, or whatever came instead.
fn refused_read(body: &Body, key: Option<&PrivateKey>) -> String {
    match (envelope(body).filter(Envelope::is_refusal), body) {
        (Some(envelope), _) => redact::message(envelope.message(), key),
        (None, Body::Complete(bytes) | Body::Unusable(bytes)) => redact::excerpt(bytes, key),
        (None, Body::Interrupted(_)) => String::new(),
    }
}

/// Points said no in its own words, so nothing was applied. None for a status that the
/// documentation does not know.
fn refusal<T>(
    envelope: &Envelope<'_>,
    http_status: u16,
    key: Option<&PrivateKey>,
) -> Option<Verdict<T>> {
    let message = redact::message(envelope.message(), key);
    let failure = match http_status {
        400 if is_one_of(&message, &KEY_MESSAGES) => Failure::KeyRefused { message },
        400 if is_one_of(&message, &RULE_MESSAGES) => Failure::RuleRefused { message },
        400 => return Some(Verdict::KeyOrRule { message }),
        403 => Failure::Forbidden { message },
        404 => Failure::NotFound { message },
        422 => Failure::Invalid {
            message,
            fields: envelope
                .field_errors()
                .into_iter()
                .map(|(field, messages)| {
                    let clean = |text: &String| redact::message(text, key);
                    (field, messages.iter().map(clean).collect())
                })
                .collect(),
        },
        _ => return None,
    };
    Some(Verdict::Failed {
        failure,
        effect: Effect::NotApplied,
    })
}

fn is_one_of(message: &str, documented: &[&str]) -> bool {
    let message = message.trim_end_matches('.').to_ascii_lowercase();
    documented.contains(&message.as_str())
}
