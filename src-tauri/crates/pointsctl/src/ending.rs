//! How a command ends, for scripts.

use std::process::ExitCode;

use backoffice::view::ErrorCode;

/// The exit code of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// 0: all of it was done.
    Good,
    /// 1: it failed.
    Failed,
    /// 2: it was asked for in a way that makes no sense (also clap's code).
    Usage,
    /// 3: the private key is refused, missing, or no key at all.
    KeyRefused,
    /// 4: the network or Points is away.
    Network,
    /// 5: some of it was done, and some was not.
    PartlyFailed,
    /// 6: it is asked for and on disk, and not settled. Asked again, it would be a second wish.
    NotSettled,
}

impl Ending {
    /// How a failure of this code ends a command.
    pub(crate) fn of(code: ErrorCode) -> Self {
        match code {
            ErrorCode::KeyEmpty
            | ErrorCode::KeyMalformed
            | ErrorCode::SameKeyTwice
            | ErrorCode::KeyRefused
            | ErrorCode::KeyOfAnotherStore
            | ErrorCode::KeyMissing => Self::KeyRefused,
            ErrorCode::Throttled
            | ErrorCode::PointsDown
            | ErrorCode::RefusalUnproved
            | ErrorCode::Offline
            | ErrorCode::AddressNotFound
            | ErrorCode::ConnectionRefused
            | ErrorCode::Tls
            | ErrorCode::TimedOut
            | ErrorCode::Interrupted
            | ErrorCode::UnreadableAnswer => Self::Network,
            ErrorCode::BaseUrlInvalid
            | ErrorCode::ProfileNameInvalid
            | ErrorCode::WebhookNameInvalid
            | ErrorCode::WebhookUrlInvalid => Self::Usage,
            _ => Self::Failed,
        }
    }

    /// The ending of several rows: good when all are, partly failed when some are; when none is,
    /// what they have in common.
    pub(crate) fn of_rows(rows: impl IntoIterator<Item = Self>) -> Self {
        let mut rows = rows.into_iter();
        let Some(first) = rows.next() else {
            return Self::Good;
        };
        rows.fold(first, |so_far, row| match (so_far, row) {
            (so_far, row) if so_far == row => so_far,
            (Self::Good | Self::PartlyFailed, _) | (_, Self::Good) => Self::PartlyFailed,
            _ => Self::Failed,
        })
    }
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Good => 0,
            Ending::Failed => 1,
            Ending::Usage => 2,
            Ending::KeyRefused => 3,
            Ending::Network => 4,
            Ending::PartlyFailed => 5,
            Ending::NotSettled => 6,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_end_as_they_ended_together() {
        use Ending::{Failed, Good, KeyRefused, Network, PartlyFailed};
        assert_eq!(Ending::of_rows([]), Good);
        assert_eq!(Ending::of_rows([Good, Good]), Good);
        assert_eq!(Ending::of_rows([Good, Failed, Good]), PartlyFailed);
        assert_eq!(Ending::of_rows([Network, Good]), PartlyFailed);
        assert_eq!(Ending::of_rows([Network, Network]), Network);
        assert_eq!(Ending::of_rows([KeyRefused, KeyRefused]), KeyRefused);
        assert_eq!(Ending::of_rows([KeyRefused, Network]), Failed);
        assert_eq!(Ending::of_rows([Good, Failed, Failed]), PartlyFailed);
    }
}
