//! What `keyring` cannot tell on Linux and its kin: whether a Secret Service is there and open,
//! asked without prompting anybody (freedesktop.org Secret Service API 0.2).

use zbus::blocking::{Connection, Proxy};
use zbus::fdo;
use zbus::zvariant::OwnedObjectPath;

use super::VaultError;

const NAME: &str = "org.freedesktop.secrets";
const SERVICE_PATH: &str = "/org/freedesktop/secrets";
const SERVICE_INTERFACE: &str = "org.freedesktop.Secret.Service";
const COLLECTION_INTERFACE: &str = "org.freedesktop.Secret.Collection";
/// What `ReadAlias` answers when no collection has the alias.
const NO_COLLECTION: &str = "/";

/// Whether somebody keeps secrets on the session bus. Starts one if the bus knows how.
pub(super) fn answers() -> Result<(), VaultError> {
    default_collection(&connect()?).map(|_| ())
}

/// Whether a secret could be kept now, without a prompt.
pub(super) fn probe() -> Result<(), VaultError> {
    let bus = connect()?;
    let collection = default_collection(&bus)?.ok_or(VaultError::Locked)?;
    let locked: bool = Proxy::new(&bus, NAME, collection, COLLECTION_INTERFACE)
        .and_then(|collection| collection.get_property("Locked"))
        .map_err(sorted)?;
    if locked {
        Err(VaultError::Locked)
    } else {
        Ok(())
    }
}

fn connect() -> Result<Connection, VaultError> {
    Connection::session().map_err(|_| VaultError::NoBus)
}

fn default_collection(bus: &Connection) -> Result<Option<OwnedObjectPath>, VaultError> {
    let path: OwnedObjectPath = Proxy::new(bus, NAME, SERVICE_PATH, SERVICE_INTERFACE)
        .and_then(|service| service.call("ReadAlias", &"default"))
        .map_err(sorted)?;
    Ok((path.as_str() != NO_COLLECTION).then_some(path))
}

fn sorted(error: zbus::Error) -> VaultError {
    let name = match &error {
        zbus::Error::MethodError(name, ..) => name.as_str().to_owned(),
        zbus::Error::FDO(standard) => {
            zbus::DBusError::name(standard.as_ref() as &fdo::Error).to_string()
        }
        _ => String::new(),
    };
    let nobody = name == "org.freedesktop.DBus.Error.ServiceUnknown"
        || name == "org.freedesktop.DBus.Error.NameHasNoOwner"
        || name.starts_with("org.freedesktop.DBus.Error.Spawn.");
    if nobody {
        VaultError::NoService
    } else {
        VaultError::failed(error.to_string())
    }
}
