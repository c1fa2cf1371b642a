//! Where an inbox is.

use std::fmt;

use url::{Host, Url};

/// Why a text cannot be the address of an inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidInboxAddress {
    /// Not an absolute address, or with parts that none has.
    #[error("not the address of an inbox")]
    NotAnAddress,
    /// Neither https, nor http on this machine: the token would travel in the clear.
    #[error("only https is allowed, except on this machine")]
    NotEncrypted,
}

/// The address of an inbox, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxAddress(String);

impl InboxAddress {
    /// Reads what a person pasted: the inbox's own address, that of its hook, or that of its
    /// events.
    pub fn parse(text: &str) -> Result<Self, InvalidInboxAddress> {
        let mut url = Url::parse(text.trim()).map_err(|_| InvalidInboxAddress::NotAnAddress)?;
        if !url.has_host() {
            return Err(InvalidInboxAddress::NotAnAddress);
        }
        match url.scheme() {
            "https" => {}
            "http" if is_this_machine(&url) => {}
            _ => return Err(InvalidInboxAddress::NotEncrypted),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidInboxAddress::NotAnAddress);
        }
        url.set_query(None);
        url.set_fragment(None);
        let path = url.path();
        let base = match path.find("/hooks/") {
            Some(at) => path.get(..at).unwrap_or_default(),
            None => path.strip_suffix("/events").unwrap_or(path),
        };
        let base = base.trim_end_matches('/').to_owned();
        url.set_path(&base);
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nobody but this machine reaches it.
    pub fn is_loopback(&self) -> bool {
        Url::parse(&self.0).is_ok_and(|url| is_this_machine(&url))
    }
}

/// Whether an address is of this machine alone.
pub(crate) fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

impl fmt::Display for InboxAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;

    #[test]
    fn whatever_address_of_it_is_pasted_the_inbox_is_found() {
        for (pasted, wanted) in [
            ("https://inbox.shop.sa", "https://inbox.shop.sa"),
            (" https://inbox.shop.sa/ \n", "https://inbox.shop.sa"),
            ("https://inbox.shop.sa/hooks/main", "https://inbox.shop.sa"),
            (
                "https://shop.sa/points/events?after=3",
                "https://shop.sa/points",
            ),
            ("http://127.0.0.1:8180", "http://127.0.0.1:8180"),
            ("http://[::1]:8180/", "http://[::1]:8180"),
        ] {
            assert_eq!(InboxAddress::parse(pasted).unwrap().as_str(), wanted);
        }
    }

    #[test]
    fn a_token_never_travels_in_the_clear() {
        for pasted in [
            "http://inbox.shop.sa",
            "http://127.0.0.1.evil.example",
            "ftp://shop.sa",
        ] {
            assert_eq!(
                InboxAddress::parse(pasted),
                Err(InvalidInboxAddress::NotEncrypted),
                "{pasted}"
            );
        }
        for pasted in ["", "inbox.shop.sa", "https://me:secret@inbox.shop.sa"] {
            assert!(InboxAddress::parse(pasted).is_err(), "{pasted}");
        }
    }
}
