//! What an error of the HTTP library says about the network.

use std::error::Error;
use std::io;

use crate::failure::NetworkFault;

/// The fault, and whether the request may have left this machine.
pub(crate) struct Diagnosis {
    pub(crate) fault: NetworkFault,
    pub(crate) may_have_left: bool,
}

/// Sorts an error that came instead of an answer.
pub(crate) fn before_answer(error: &reqwest::Error) -> Diagnosis {
    // A connect error ends before the first byte of the request; so does one in its making.
    if !error.is_connect() {
        let fault = if error.is_timeout() {
            NetworkFault::AnswerTimeout
        } else if error.is_builder() {
            NetworkFault::Other
        } else {
            NetworkFault::Interrupted
        };
        return Diagnosis {
            fault,
            may_have_left: !error.is_builder(),
        };
    }
    let fault = if error.is_timeout() {
        NetworkFault::ConnectTimeout
    } else if error.is_dns() {
        NetworkFault::NameNotFound
    } else if any_cause(error, <dyn Error>::is::<rustls::Error>) {
        NetworkFault::Tls
    } else {
        io_fault(error)
    };
    Diagnosis {
        fault,
        may_have_left: false,
    }
}

/// Sorts an error in the middle of an answer; none when the bytes came but cannot be unpacked.
pub(crate) fn within_answer(error: &reqwest::Error) -> Option<NetworkFault> {
    if error.is_timeout() {
        return Some(NetworkFault::AnswerTimeout);
    }
    let garbled = any_cause(error, |cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|cause| is_garbled(cause.kind()))
    });
    (!garbled).then_some(NetworkFault::Interrupted)
}

fn is_garbled(kind: io::ErrorKind) -> bool {
    matches!(
        kind,
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
    )
}

fn io_fault(error: &reqwest::Error) -> NetworkFault {
    let mut fault = NetworkFault::Other;
    any_cause(error, |cause| {
        let Some(cause) = cause.downcast_ref::<io::Error>() else {
            return false;
        };
        fault = match cause.kind() {
            io::ErrorKind::ConnectionRefused => NetworkFault::ConnectionRefused,
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof => NetworkFault::Interrupted,
            _ => return false,
        };
        true
    });
    fault
}

/// Looks through the causes, and into I/O errors, whose `source` skips what they wrap.
fn any_cause(
    error: &reqwest::Error,
    mut found: impl FnMut(&(dyn Error + 'static)) -> bool,
) -> bool {
    let mut next: Option<&(dyn Error + 'static)> = error.source();
    while let Some(cause) = next {
        if found(cause) {
            return true;
        }
        next = match cause
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(wrapped) => Some(wrapped),
            None => cause.source(),
        };
    }
    false
}
