//! Failures: their sentence for people, their code for programs, their exit code.

use std::io;

use backoffice::desk::DeskError;
use backoffice::view::{ErrorCode, FailureView};

use crate::ending::Ending;
use crate::shapes::FailureShape;
use crate::table::harmless;

/// Why a command did not work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandFailure {
    /// The desk refused or failed.
    #[error("{0}")]
    Desk(#[from] DeskError),
    /// It was asked for in a way that makes no sense.
    #[error("{0}")]
    Usage(String),
    /// The arguments were not understood.
    #[error("{0}")]
    Arguments(String),
    /// A cursor is none that a list ended with.
    #[error("--after takes the cursor that a list with the same search and sort ended with")]
    CursorInvalid,
    /// Several orders have this number.
    #[error("{} orders are called {key}; name one by its uuid: {}", .uuids.len(), .uuids.join(", "))]
    Ambiguous {
        /// As asked for.
        key: String,
        /// The orders.
        uuids: Vec<String>,
    },
    /// Standard input cannot be read.
    #[error("standard input cannot be read: {0}")]
    Input(io::Error),
    /// The result cannot be written.
    #[error("the result cannot be written: {0}")]
    Output(io::Error),
}

impl CommandFailure {
    /// For people.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Self::Desk(error) => sentence(&FailureView::from(error)),
            other => other.to_string(),
        }
    }

    /// For programs.
    pub(crate) fn shape(&self) -> FailureShape {
        let own = |code: &str| FailureShape {
            code: code.to_owned(),
            message: self.to_string(),
            details: std::collections::BTreeMap::new(),
        };
        match self {
            Self::Desk(error) => FailureShape::from(&FailureView::from(error)),
            Self::Usage(_) | Self::Arguments(_) => own("usage"),
            Self::CursorInvalid => own("cursor_invalid"),
            Self::Ambiguous { .. } => own("ambiguous"),
            Self::Input(_) => own("input_failed"),
            Self::Output(_) => own("output_failed"),
        }
    }

    /// The exit code.
    pub(crate) fn ending(&self) -> Ending {
        match self {
            Self::Desk(error) => Ending::of(FailureView::from(error).code),
            Self::Usage(_) | Self::Arguments(_) | Self::CursorInvalid => Ending::Usage,
            Self::Ambiguous { .. } | Self::Input(_) | Self::Output(_) => Ending::Failed,
        }
    }
}

/// A failure in a sentence, with what to do where something can be done.
pub(crate) fn sentence(failure: &FailureView) -> String {
    let text = match failure.code {
        ErrorCode::KeyEmpty => "There is no key in what was given.",
        ErrorCode::KeyMalformed => "This is no key: keys have no spaces inside and only ASCII.",
        ErrorCode::SameKeyTwice => "The private and the public key are the same text.",
        ErrorCode::KeyRefused => {
            "Points refused the private key. Was it made for this environment, or replaced since?"
        }
        ErrorCode::KeyOfAnotherStore => {
            "Points accepts the key, and knows none of this profile's orders with it. Changes wait to be sent: they would reach another store."
        }
        ErrorCode::KeyMissing => {
            "There is no private key for this profile. Store one with `pointsctl profile replace-key`."
        }
        ErrorCode::Forbidden => "Points: this merchant may not do this.",
        ErrorCode::OrderNotFound => "Points has no such order for this merchant.",
        ErrorCode::RuleRefused => "Points refused.",
        ErrorCode::Invalid => "Points found the request invalid.",
        ErrorCode::Throttled => "Points asks to slow down. Try again later.",
        ErrorCode::RefusalUnproved => {
            "Points refused it, and whether the key is good cannot be told now. Try again later."
        }
        ErrorCode::PointsDown => "Points answers with an error of its own. Try again later.",
        ErrorCode::Offline => "The host cannot be found. Is there a network?",
        ErrorCode::AddressNotFound => "There is no such address. Is it written right?",
        ErrorCode::ConnectionRefused => "Nobody listens at this address.",
        ErrorCode::Tls => "The connection cannot be trusted.",
        ErrorCode::TimedOut => "No answer came in time.",
        ErrorCode::Interrupted => "The connection broke.",
        ErrorCode::UnreadableAnswer => "The answer is not one of Points.",
        ErrorCode::BaseUrlInvalid => {
            "The base URL cannot be used: it is https (http only on this machine) and ends in /api/v1."
        }
        ErrorCode::ProfileNameTaken => "A profile of this name exists.",
        ErrorCode::ProfileNameInvalid => "A profile's name has 1 to 60 characters.",
        ErrorCode::ProfileUnknown => "There is no such profile. See `pointsctl profile list`.",
        ErrorCode::NoProfile => "There is no profile yet. Make one with `pointsctl profile add`.",
        ErrorCode::ProfileInUse => {
            "Points Desk or another pointsctl has this profile open, so nothing can be changed here. \
             Do it there, or close it first. Looking is possible all the same."
        }
        ErrorCode::KeyringNoBus => {
            "This session has no keyring (no session bus). Set POINTS_PRIVATE_KEY instead."
        }
        ErrorCode::KeyringNoService => {
            "No keyring program is running. Start one, or set POINTS_PRIVATE_KEY instead."
        }
        ErrorCode::KeyringLocked => "The keyring is locked. Unlock it, then try again.",
        ErrorCode::KeyringTimedOut => "The keyring did not answer within five seconds.",
        ErrorCode::KeyringFailed => "The keyring failed.",
        ErrorCode::KeyOutOfReach => {
            "The profile's key is in a keyring that cannot be reached here, so nothing was removed. \
             Do it in a session with that keyring."
        }
        ErrorCode::DatabaseNewer => {
            "The orders were written by a newer version of Points Desk. Use that one; nothing was changed."
        }
        ErrorCode::DatabaseReadOnly => "The data folder cannot be written.",
        ErrorCode::DiskFull => "The disk is full. Nothing was lost.",
        ErrorCode::DatabaseDamaged => "The file with the orders is damaged.",
        ErrorCode::DatabaseFailed => "The database failed.",
        ErrorCode::FileFailed => "A file cannot be read or written.",
        ErrorCode::FileProtected => {
            "The file cannot be written there: its folder is protected, or another program has it open."
        }
        ErrorCode::FileEmpty => "The file is empty.",
        ErrorCode::FileTooLarge => "The file is too large.",
        ErrorCode::FileNotText => "The file is not text.",
        ErrorCode::NothingFound => "No uuid was found.",
        ErrorCode::OrderUnknown => {
            "This order is not known here. Begin to watch it with `pointsctl orders track UUID`."
        }
        ErrorCode::ActionPending => {
            "Nobody knows yet what came of an earlier action of this order. Look at it with \
             `pointsctl orders show`; `pointsctl ship --again` sends it all the same."
        }
        ErrorCode::ActionSettled => "This action has ended already.",
        ErrorCode::LabelInvalid => "The status or label cannot be sent.",
        ErrorCode::NothingGoes => "None of these orders goes there. Nothing was sent.",
        ErrorCode::PlanGone => "What was shown of these orders is out of date. Nothing was sent.",
        ErrorCode::TooManyToPrint => "So many orders are not printed at once. Nothing was written.",
        ErrorCode::ViewerFailed => "The PDF is made, but no program opens it.",
        ErrorCode::SettingInvalid => "The value is out of its range.",
        ErrorCode::NoteInvalid => "The note cannot be kept.",
        ErrorCode::ViewInvalid => "The view cannot be kept.",
        ErrorCode::MoneyNotOffered => "The order's money cannot be moved so as things are.",
        ErrorCode::AmountInvalid => "The amount is nothing, or more than is left by what is known.",
        ErrorCode::ReasonInvalid => "It needs a reason of at most 480 characters.",
        ErrorCode::PurchaseInvalid => "The purchase cannot be sent so.",
        ErrorCode::PublicKeyMissing => "The profile has no public key, which a checkout needs.",
        ErrorCode::PinWrong => "The PIN is not the one that was set.",
        ErrorCode::OrderChanged => "The order is not as it was when this was asked.",
        ErrorCode::InboxAddressInvalid => "The address is not one of an inbox, or not encrypted.",
        ErrorCode::InboxTokenRefused => "The inbox refused the token.",
        ErrorCode::InboxUnreachable => {
            "The inbox cannot be reached. It keeps what Points delivers."
        }
        ErrorCode::InboxUnreadable => "What answers at that address is no inbox.",
        ErrorCode::InboxPortTaken => "That port is in use by another program.",
        ErrorCode::InboxHostInvalid => "That is no name under which an inbox can be reached.",
        ErrorCode::InboxSecretsClosed => {
            "This inbox takes no secrets from desks. Start it with --desks-set-secrets, or write the \
             secret into its file."
        }
        ErrorCode::InboxMissing => "No inbox is connected.",
        ErrorCode::WebhookNameInvalid => "A webhook needs a name of at most 255 characters.",
        ErrorCode::WebhookUrlInvalid => {
            "A webhook needs an https address of at most 500 characters."
        }
        ErrorCode::WebhookRepeated => "Points has a webhook with this address already.",
        ErrorCode::WebhookUnknown => "Points has no such webhook.",
        ErrorCode::WebhookSecretMissing => "This computer has not the webhook's secret.",
        ErrorCode::WebhookUnreachable => {
            "The webhook's address cannot be reached, by Points as little as from here."
        }
        ErrorCode::WebhookSecretRefused => {
            "The inbox does not know the secret of this webhook. Hand it over."
        }
        ErrorCode::WebhookAnswer => "The webhook's address does not answer as an inbox does.",
        ErrorCode::ShopFileUnknown => "That file is no longer there.",
        ErrorCode::ColumnsUnclear => {
            "No column of the file says which order a row is about. Name one with --column."
        }
        ErrorCode::FileKindUnknown => "The file is no table: text with columns, XLSX or JSON.",
        ErrorCode::CaseUnknown => "There is no such case.",
        ErrorCode::StepNotOffered => "That step is not offered for this case as it stands.",
        ErrorCode::ExplanationMissing => "An explanation needs a note of at most 480 characters.",
        ErrorCode::UuidMissing => "There is no uuid in that.",
        ErrorCode::RunUnderWay => "A run is under way.",
        ErrorCode::RunUnknown => "There is no such run.",
        ErrorCode::Cancelled => "Stopped.",
    };
    let details: Vec<String> = failure
        .details
        .iter()
        .map(|(name, value)| match name.as_str() {
            "message" => harmless(value),
            _ => format!("{}: {}", name.replace('_', " "), harmless(value)),
        })
        .filter(|detail| !detail.is_empty())
        .collect();
    if details.is_empty() {
        text.to_owned()
    } else {
        format!("{text} ({})", details.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_sentence_carries_the_details_and_no_control_characters() {
        let failure = FailureView {
            code: ErrorCode::RuleRefused,
            details: BTreeMap::from([("message".to_owned(), "Order\u{7} closed".to_owned())]),
        };
        assert_eq!(sentence(&failure), "Points refused. (Order\u{fffd} closed)");
    }

    #[test]
    fn the_app_owning_the_profile_is_a_failure_that_says_so() {
        let failure = CommandFailure::from(DeskError::ProfileInUse);
        assert_eq!(failure.ending(), Ending::Failed);
        assert_eq!(failure.shape().code, "profile_in_use");
        assert!(failure.sentence().contains("close it first"));
    }

    #[test]
    fn several_orders_of_one_number_are_named() {
        let failure = CommandFailure::Ambiguous {
            key: "1042".to_owned(),
            uuids: vec!["a".to_owned(), "b".to_owned()],
        };
        assert_eq!(
            failure.sentence(),
            "2 orders are called 1042; name one by its uuid: a, b"
        );
        assert_eq!(failure.shape().code, "ambiguous");
    }
}
