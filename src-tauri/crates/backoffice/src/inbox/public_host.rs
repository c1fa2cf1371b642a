//! The public name under which an inbox on this computer is reached.

use std::fmt;

use url::{Host, Url};

/// The text is no name under which Points could reach an inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a public name")]
pub struct InvalidPublicHost;

/// A public name as `inbox.your-shop.sa`, with a port where it is not the usual one of https.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicHost {
    name: String,
    port: Option<u16>,
}

impl PublicHost {
    /// Reads what a person typed: the name alone, or the address of the inbox or of one of its
    /// hooks. Points delivers to https only (API documentation, "Webhooks").
    pub fn parse(text: &str) -> Result<Self, InvalidPublicHost> {
        let text = text.trim();
        let address = match text.split_once("://") {
            Some(_) => Url::parse(text),
            None => Url::parse(&format!("https://{text}")),
        };
        let url = address.map_err(|_| InvalidPublicHost)?;
        let path = url.path();
        let is_of_inbox = matches!(path, "/" | "/events") || path.starts_with("/hooks/");
        let is_bare = url.username().is_empty() && url.password().is_none();
        match url.host() {
            Some(Host::Domain(name))
                if url.scheme() == "https" && is_of_inbox && is_bare && is_public(name) =>
            {
                Ok(Self {
                    name: name.to_owned(),
                    port: url.port(),
                })
            }
            _ => Err(InvalidPublicHost),
        }
    }

    /// The name, without a port.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Names without a dot, and those of this computer or network, are found by nobody outside.
fn is_public(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let is_local = [".localhost", ".local", ".internal"]
        .iter()
        .any(|end| name.ends_with(end));
    name.contains('.') && !is_local
}

impl fmt::Display for PublicHost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name)?;
        match self.port {
            Some(port) => write!(formatter, ":{port}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_whatever_was_typed_of_it() {
        for (typed, wanted) in [
            ("inbox.shop.sa", "inbox.shop.sa"),
            (" Inbox.Shop.SA/ \n", "inbox.shop.sa"),
            ("https://inbox.shop.sa", "inbox.shop.sa"),
            ("https://inbox.shop.sa:443/hooks/main", "inbox.shop.sa"),
            ("inbox.shop.sa:8443", "inbox.shop.sa:8443"),
            ("متجر.السعودية", "xn--pgbep1f.xn--mgberp4a5d4ar"),
        ] {
            let host = PublicHost::parse(typed).unwrap();
            assert_eq!(host.to_string(), wanted);
            assert!(!host.name().contains(':'));
        }
    }

    #[test]
    fn what_points_cannot_reach_is_no_name() {
        for typed in [
            "",
            "inbox",
            "localhost",
            "shop.localhost",
            "till.local",
            "127.0.0.1",
            "203.0.113.7",
            "[::1]:8180",
            "http://inbox.shop.sa",
            "https://me:word@inbox.shop.sa",
            "https://shop.sa/points",
            "two words.sa",
        ] {
            assert!(PublicHost::parse(typed).is_err(), "{typed}");
        }
    }
}
