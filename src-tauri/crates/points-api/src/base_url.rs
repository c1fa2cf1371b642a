//! Where an environment's API is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use url::{Host, Url, form_urlencoded};

const PRODUCTION: &str = "https://business.papp.sa/api/v1";
const SANDBOX: &str = "https://sandbox.papp.sa/api/v1";

/// Why a text cannot be the address of an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidBaseUrl {
    /// Not an absolute address at all.
    #[error("not an address")]
    NotAnAddress,
    /// Neither https, nor http on this machine: the key would travel in the clear.
    #[error("only https is allowed, except on this machine")]
    NotEncrypted,
    /// A user name or password in it.
    #[error("the address must not carry a user name or password")]
    UserInfo,
    /// A query or fragment in it.
    #[error("the address must not have a query or fragment")]
    QueryOrFragment,
    /// The path does not end in `/api/v1`.
    #[error("the address must end in /api/v1")]
    Path,
}

/// The base of every call (API documentation, "Environments"): https anywhere, plain http on this
/// machine alone, a path that ends in `/api/v1`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    /// In its normal form, without a slash at its end.
    address: String,
    is_loopback: bool,
}

impl BaseUrl {
    /// Reads an address; a slash at its end is forgiven.
    pub fn parse(text: &str) -> Result<Self, InvalidBaseUrl> {
        let mut url = Url::parse(text.trim()).map_err(|_| InvalidBaseUrl::NotAnAddress)?;
        match url.scheme() {
            "https" => {}
            "http" if is_this_machine(&url) => {}
            _ => return Err(InvalidBaseUrl::NotEncrypted),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidBaseUrl::UserInfo);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(InvalidBaseUrl::QueryOrFragment);
        }
        let path = url.path();
        let path = path.strip_suffix('/').unwrap_or(path).to_owned();
        if !path.ends_with("/api/v1") {
            return Err(InvalidBaseUrl::Path);
        }
        url.set_path(&path);
        Ok(Self {
            is_loopback: is_this_machine(&url),
            address: url.into(),
        })
    }

    /// The production environment.
    pub fn production() -> Self {
        Self::documented(PRODUCTION)
    }

    /// The sandbox environment.
    pub fn sandbox() -> Self {
        Self::documented(SANDBOX)
    }

    /// The address without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// Whether the API is on this machine (a local Points for demos and tests).
    pub fn is_loopback(&self) -> bool {
        self.is_loopback
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        self.address.starts_with("https:")
    }

    /// The address of a resource; each segment is escaped as needed.
    pub(crate) fn join(&self, segments: &[&str]) -> String {
        let mut address = self.address.clone();
        for segment in segments {
            address.push('/');
            address.extend(form_urlencoded::byte_serialize(segment.as_bytes()));
        }
        address
    }

    fn documented(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            is_loopback: false,
        }
    }
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

impl FromStr for BaseUrl {
    type Err = InvalidBaseUrl;

    fn from_str(text: &str) -> Result<Self, InvalidBaseUrl> {
        Self::parse(text)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "BaseUrl({self})")
    }
}

impl Serialize for BaseUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for BaseUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
