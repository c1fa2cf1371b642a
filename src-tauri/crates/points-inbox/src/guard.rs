//! What is turned away before anybody looks at it: too fast, from a web page, under another name.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use http::header::{AUTHORIZATION, HOST, ORIGIN};
use http::{HeaderMap, StatusCode};

/// How many requests pass: so many at once, and then so many a second.
#[derive(Debug)]
pub(crate) struct Rate {
    per_second: f64,
    burst: f64,
    bucket: Mutex<Bucket>,
}

#[derive(Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Rate {
    pub(crate) fn new(per_second: u32, burst: u32, now: Instant) -> Self {
        Self {
            per_second: f64::from(per_second),
            burst: f64::from(burst),
            bucket: Mutex::new(Bucket {
                left: f64::from(burst),
                at: now,
            }),
        }
    }

    /// Whether one more passes now.
    pub(crate) fn passes(&self, now: Instant) -> bool {
        let mut bucket = self.bucket.lock().unwrap_or_else(PoisonError::into_inner);
        let gained = now.saturating_duration_since(bucket.at).as_secs_f64() * self.per_second;
        bucket.left = (bucket.left + gained).min(self.burst);
        bucket.at = now;
        let passes = bucket.left >= 1.0;
        if passes {
            bucket.left -= 1.0;
        }
        passes
    }
}

/// Which names this server answers to.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    /// None: to any, for a name is what others call it.
    known: Option<Vec<String>>,
}

impl Names {
    /// On the machine's own address a web page may try to reach it under a name of its own, so it
    /// answers to its own names and to those that it was told.
    pub(crate) fn of(listening: IpAddr, told: &[String]) -> Self {
        let own = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned);
        Self {
            known: (listening.is_loopback() || !told.is_empty())
                .then(|| own.into_iter().chain(told.iter().cloned()).collect()),
        }
    }

    fn has(&self, host: &str) -> bool {
        let Some(known) = &self.known else {
            return true;
        };
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|sign| sign.is_ascii_digit()) => name,
            _ => host,
        };
        known.iter().any(|own| own.eq_ignore_ascii_case(name))
    }
}

/// Why a request is turned away by its head alone.
pub(crate) fn refusal(names: &Names, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
    // Points and desks are no web pages.
    if headers.contains_key(ORIGIN) {
        return Some((StatusCode::FORBIDDEN, "web pages have no business here"));
    }
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    if !host.is_some_and(|host| names.has(host)) {
        return Some((
            StatusCode::MISDIRECTED_REQUEST,
            "this server does not answer to that name",
        ));
    }
    None
}

/// The token of a desk, as the request has it; empty: it has none.
pub(crate) fn bearer(headers: &HeaderMap) -> &str {
    headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .unwrap_or_default()
        .trim()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_burst_passes_and_then_so_many_a_second() {
        let start = Instant::now();
        let rate = Rate::new(10, 3, start);
        let passed = (0..5).filter(|_| rate.passes(start)).count();
        assert_eq!(passed, 3);
        let later = start + Duration::from_millis(250);
        assert_eq!((0..5).filter(|_| rate.passes(later)).count(), 2);
        assert!(!rate.passes(start), "a clock that goes back gives nothing");
    }

    fn head(host: &str, origin: Option<&str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(ORIGIN, origin.parse().unwrap());
        }
        headers
    }

    #[test]
    fn on_loopback_only_its_own_names_are_answered_and_no_web_page() {
        let local = Names::of("127.0.0.1".parse().unwrap(), &[]);
        for host in ["localhost:8080", "127.0.0.1", "[::1]:9", "LOCALHOST"] {
            assert_eq!(refusal(&local, &head(host, None)), None, "{host}");
        }
        for host in ["evil.example", "127.0.0.1.evil.example:80", ""] {
            assert!(refusal(&local, &head(host, None)).is_some(), "{host}");
        }
        assert!(refusal(&local, &head("localhost", Some("http://localhost"))).is_some());
        assert!(refusal(&local, &HeaderMap::new()).is_some());

        let proxied = Names::of("127.0.0.1".parse().unwrap(), &["inbox.shop.sa".to_owned()]);
        assert_eq!(refusal(&proxied, &head("inbox.shop.sa", None)), None);
        let open = Names::of("0.0.0.0".parse().unwrap(), &[]);
        assert_eq!(refusal(&open, &head("203.0.113.7:443", None)), None);
    }
}
