//! What can go wrong at the desk, as one type that becomes a failure of the page.

use std::path::PathBuf;

use points_api::{ApiError, Failure, KeyShape, NetworkFault};

use crate::actions::PurchaseProblem;
use crate::export::ExportError;
use crate::failure::{plain, with};
use crate::inbox::InboxFault;
use crate::notes::NoteProblem;
use crate::saved_views::ViewProblem;
use crate::secrets::VaultError;
use crate::shop_files::ShopFileFault;
use crate::store::StoreError;
use crate::view::{Environment, ErrorCode, FailureView, MoneyHindrance};
use crate::webhooks::WebhookFault;

/// A failure of the desk.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// Points, or the way to it.
    #[error(transparent)]
    Points(#[from] ApiError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keyring.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A file of orders.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The profile's key is in a keyring that is not there, so it cannot be removed.
    #[error("the key stays in a keyring that cannot be reached: {0}")]
    KeyOutOfReach(VaultError),
    /// A pasted key is no key.
    #[error(transparent)]
    Key(#[from] KeyShape),
    /// A pasted public key is no key.
    #[error("the public key: {0}")]
    PublicKey(KeyShape),
    /// Points accepts the key and knows none of the profile's orders with it.
    #[error("Points knows none of the profile's orders with this key")]
    KeyOfAnotherStore,
    /// The profile has no key.
    #[error("the profile has no private key")]
    KeyMissing,
    /// The same text as private and as public key.
    #[error("the same key was given twice")]
    SameKeyTwice,
    /// The address is unusable.
    #[error("the base URL cannot be used")]
    BaseUrl,
    /// The host of an address that a person typed was not found.
    #[error("the address was not found")]
    AddressNotFound,
    /// A profile of this name exists.
    #[error("a profile of this name exists")]
    ProfileNameTaken,
    /// A profile's name must have 1 to 60 characters.
    #[error("the profile's name is empty or too long")]
    ProfileNameInvalid,
    /// No such profile.
    #[error("no such profile")]
    ProfileUnknown,
    /// No profile is open.
    #[error("no profile is open")]
    NoProfile,
    /// Another process has it.
    #[error("another program has the profile open")]
    ProfileInUse,
    /// A file of the desk.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file has nothing in it.
    #[error("the file is empty")]
    FileEmpty,
    /// The file is larger than is read.
    #[error("the file is larger than {limit_megabytes} MB")]
    FileTooLarge {
        /// The limit.
        limit_megabytes: u64,
    },
    /// The file is not text.
    #[error("the file is not text")]
    FileNotText,
    /// No uuid in the text.
    #[error("no uuid was found")]
    NothingFound,
    /// A text is not the uuid of an order.
    #[error("no such order")]
    OrderUnknown,
    /// A label is too long, or nothing was asked for.
    #[error("the status or label cannot be sent")]
    LabelInvalid,
    /// More orders than one file of paper has.
    #[error("more than {limit} orders are not printed at once")]
    TooManyToPrint {
        /// The limit.
        limit: usize,
    },
    /// Of the orders that were chosen, none goes where they were to go.
    #[error("none of these orders goes there")]
    NothingGoes,
    /// What was shown of the orders is not known any more, or went already.
    #[error("what was shown of these orders is out of date")]
    PlanGone,
    /// The order's money cannot be moved so as things are.
    #[error("the order's money cannot be moved so: {0:?}")]
    MoneyNotOffered(MoneyHindrance),
    /// The amount is nothing, or more than is left.
    #[error("the amount cannot be given back")]
    AmountInvalid {
        /// What is left by what is known, halalas.
        left_halalas: Option<i64>,
    },
    /// A cancellation or a refund needs a reason of at most 480 characters.
    #[error("the reason is missing or too long")]
    ReasonInvalid,
    /// A purchase cannot be sent so.
    #[error(transparent)]
    PurchaseInvalid(#[from] PurchaseProblem),
    /// The profile has no public key, which a checkout needs.
    #[error("the profile has no public key")]
    PublicKeyMissing,
    /// A setting is out of its range.
    #[error("the setting {0} is out of its range")]
    SettingInvalid(&'static str),
    /// The PIN is not the one that was set, or no PIN at all.
    #[error("the PIN is wrong, or not 4 to 8 digits")]
    PinWrong,
    /// A note cannot be kept so.
    #[error(transparent)]
    NoteInvalid(#[from] NoteProblem),
    /// A view or a layout cannot be kept so.
    #[error(transparent)]
    ViewInvalid(#[from] ViewProblem),
    /// The step is not offered for the case as it stands.
    #[error("the step is not offered for this case")]
    StepNotOffered,
    /// An explanation needs a note of at most 480 characters.
    #[error("the explanation is missing or too long")]
    ExplanationMissing,
    /// There is no uuid in what was pasted.
    #[error("there is no uuid in that")]
    UuidMissing,
    /// A run is under way.
    #[error("a run is under way")]
    RunUnderWay,
    /// The address is not one of an inbox, or not encrypted.
    #[error("the address cannot be one of an inbox")]
    InboxAddress,
    /// The inbox.
    #[error(transparent)]
    Inbox(#[from] InboxFault),
    /// No inbox is connected.
    #[error("no inbox is connected")]
    InboxMissing,
    /// The way to the inbox is closed: its token is out of reach, or it does not listen here.
    #[error("the inbox cannot be used: {:?}", .0.code)]
    InboxClosed(FailureView),
    /// A webhook.
    #[error(transparent)]
    Webhook(#[from] WebhookFault),
    /// The desk's own inbox cannot listen there.
    #[error("the port {port} cannot be listened at: {technical}")]
    InboxPortTaken {
        /// Where on this computer.
        port: u16,
        /// Why, in the system's words.
        technical: String,
    },
    /// The public name of an inbox is none.
    #[error("this is no name under which an inbox can be reached")]
    InboxHost,
    /// A file of the shop.
    #[error(transparent)]
    ShopFile(#[from] ShopFileFault),
    /// The file is none that the desk gave a number to, or it was never taken over.
    #[error("no such file")]
    ShopFileUnknown,
    /// No column of the file says which order a row is about.
    #[error("no column says which order a row is about")]
    ColumnsUnclear,
    /// The app's HTTP client could not be made.
    #[error("the HTTP client cannot be made: {0}")]
    Client(String),
}

impl DeskError {
    /// The same, where Points was asked in this environment: a host that is not found there is a
    /// missing network, unless a person typed its name.
    pub(super) fn at(self, environment: Environment) -> Self {
        match self {
            Self::Points(error)
                if environment == Environment::Custom
                    && error.failure == Failure::Network(NetworkFault::NameNotFound) =>
            {
                Self::AddressNotFound
            }
            other => other,
        }
    }
}

impl From<&DeskError> for FailureView {
    fn from(error: &DeskError) -> Self {
        match error {
            DeskError::Points(error) => error.into(),
            DeskError::Store(error) => error.into(),
            DeskError::Vault(error) => vault(error),
            DeskError::Export(error) => error.into(),
            DeskError::KeyOutOfReach(_) => plain(ErrorCode::KeyOutOfReach),
            DeskError::Key(KeyShape::Empty) => plain(ErrorCode::KeyEmpty),
            DeskError::Key(_) => with(ErrorCode::KeyMalformed, "key", "private"),
            DeskError::PublicKey(_) => with(ErrorCode::KeyMalformed, "key", "public"),
            DeskError::KeyMissing => plain(ErrorCode::KeyMissing),
            DeskError::SameKeyTwice => plain(ErrorCode::SameKeyTwice),
            DeskError::KeyOfAnotherStore => plain(ErrorCode::KeyOfAnotherStore),
            DeskError::BaseUrl => plain(ErrorCode::BaseUrlInvalid),
            DeskError::AddressNotFound => plain(ErrorCode::AddressNotFound),
            DeskError::ProfileNameTaken => plain(ErrorCode::ProfileNameTaken),
            DeskError::ProfileNameInvalid => plain(ErrorCode::ProfileNameInvalid),
            DeskError::ProfileUnknown => plain(ErrorCode::ProfileUnknown),
            DeskError::NoProfile => plain(ErrorCode::NoProfile),
            DeskError::ProfileInUse => plain(ErrorCode::ProfileInUse),
            DeskError::File { path, source } => {
                let mut failure = with(file_code(source), "path", path.display().to_string());
                failure
                    .details
                    .insert("message".to_owned(), source.to_string());
                failure
            }
            DeskError::FileEmpty => plain(ErrorCode::FileEmpty),
            DeskError::FileTooLarge { limit_megabytes } => with(
                ErrorCode::FileTooLarge,
                "limit_megabytes",
                limit_megabytes.to_string(),
            ),
            DeskError::FileNotText => plain(ErrorCode::FileNotText),
            DeskError::NothingFound => plain(ErrorCode::NothingFound),
            DeskError::OrderUnknown => plain(ErrorCode::OrderUnknown),
            DeskError::LabelInvalid => plain(ErrorCode::LabelInvalid),
            DeskError::TooManyToPrint { limit } => {
                with(ErrorCode::TooManyToPrint, "limit", limit.to_string())
            }
            DeskError::NothingGoes => plain(ErrorCode::NothingGoes),
            DeskError::PlanGone => plain(ErrorCode::PlanGone),
            DeskError::MoneyNotOffered(hindrance) => with(
                ErrorCode::MoneyNotOffered,
                "hindrance",
                hindrance_word(*hindrance),
            ),
            DeskError::AmountInvalid { left_halalas } => FailureView {
                code: ErrorCode::AmountInvalid,
                details: left_halalas
                    .map(|left| ("left_halalas".to_owned(), left.to_string()))
                    .into_iter()
                    .collect(),
            },
            DeskError::ReasonInvalid => plain(ErrorCode::ReasonInvalid),
            DeskError::PurchaseInvalid(problem) => {
                with(ErrorCode::PurchaseInvalid, "field", problem.0)
            }
            DeskError::PublicKeyMissing => plain(ErrorCode::PublicKeyMissing),
            DeskError::SettingInvalid(name) => with(ErrorCode::SettingInvalid, "setting", *name),
            DeskError::PinWrong => plain(ErrorCode::PinWrong),
            DeskError::NoteInvalid(problem) => {
                with(ErrorCode::NoteInvalid, "problem", note_problem(*problem))
            }
            DeskError::ViewInvalid(problem) => {
                with(ErrorCode::ViewInvalid, "problem", view_problem(*problem))
            }
            DeskError::StepNotOffered => plain(ErrorCode::StepNotOffered),
            DeskError::ExplanationMissing => plain(ErrorCode::ExplanationMissing),
            DeskError::UuidMissing => plain(ErrorCode::UuidMissing),
            DeskError::RunUnderWay => plain(ErrorCode::RunUnderWay),
            DeskError::InboxAddress => plain(ErrorCode::InboxAddressInvalid),
            DeskError::Inbox(fault) => fault.into(),
            DeskError::Webhook(fault) => webhook(fault),
            DeskError::InboxPortTaken { port, technical } => {
                let mut failure = with(ErrorCode::InboxPortTaken, "port", port.to_string());
                failure
                    .details
                    .insert("technical".to_owned(), technical.clone());
                failure
            }
            DeskError::InboxHost => plain(ErrorCode::InboxHostInvalid),
            DeskError::InboxMissing => plain(ErrorCode::InboxMissing),
            DeskError::InboxClosed(failure) => failure.clone(),
            DeskError::ShopFile(ShopFileFault::Io(error))
                if error.kind() == std::io::ErrorKind::NotFound =>
            {
                plain(ErrorCode::ShopFileUnknown)
            }
            DeskError::ShopFile(fault) => fault.into(),
            DeskError::ShopFileUnknown => plain(ErrorCode::ShopFileUnknown),
            DeskError::ColumnsUnclear => plain(ErrorCode::ColumnsUnclear),
            DeskError::Client(message) => with(ErrorCode::Tls, "message", message),
        }
    }
}

impl From<DeskError> for FailureView {
    fn from(error: DeskError) -> Self {
        Self::from(&error)
    }
}

fn vault(error: &VaultError) -> FailureView {
    match error {
        VaultError::NoBus => plain(ErrorCode::KeyringNoBus),
        VaultError::NoService => plain(ErrorCode::KeyringNoService),
        VaultError::Locked => plain(ErrorCode::KeyringLocked),
        VaultError::TimedOut => plain(ErrorCode::KeyringTimedOut),
        VaultError::Failed { message } => with(ErrorCode::KeyringFailed, "message", message),
    }
}

fn webhook(fault: &WebhookFault) -> FailureView {
    match fault {
        WebhookFault::NameInvalid => plain(ErrorCode::WebhookNameInvalid),
        WebhookFault::UrlInvalid => plain(ErrorCode::WebhookUrlInvalid),
        WebhookFault::Repeated => plain(ErrorCode::WebhookRepeated),
        WebhookFault::Unknown => plain(ErrorCode::WebhookUnknown),
        // Nothing new is known, and asking again is safe: the list is read before anything is sent.
        WebhookFault::Unclear => plain(ErrorCode::Interrupted),
        WebhookFault::SecretMissing => plain(ErrorCode::WebhookSecretMissing),
        WebhookFault::Unreachable { technical } => {
            with(ErrorCode::WebhookUnreachable, "technical", technical)
        }
        WebhookFault::SecretRefused => plain(ErrorCode::WebhookSecretRefused),
        WebhookFault::Answer { status } => {
            with(ErrorCode::WebhookAnswer, "status", status.to_string())
        }
    }
}

fn hindrance_word(hindrance: MoneyHindrance) -> String {
    match serde_json::to_value(hindrance) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn note_problem(problem: NoteProblem) -> &'static str {
    match problem {
        NoteProblem::Empty => "empty",
        NoteProblem::TooLong => "too_long",
    }
}

fn view_problem(problem: ViewProblem) -> &'static str {
    match problem {
        ViewProblem::NameMissing => "name_missing",
        ViewProblem::NameTooLong => "name_too_long",
        ViewProblem::SearchTooLong => "search_too_long",
        ViewProblem::ColumnsInvalid => "columns_invalid",
        ViewProblem::TooMany => "too_many",
    }
}

fn file_code(error: &std::io::Error) -> ErrorCode {
    match error.kind() {
        std::io::ErrorKind::StorageFull => ErrorCode::DiskFull,
        std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => {
            ErrorCode::DatabaseReadOnly
        }
        _ => ErrorCode::FileFailed,
    }
}

#[cfg(test)]
mod tests {
    use points_api::Effect;

    use super::*;

    #[test]
    fn a_host_that_is_not_found_is_a_missing_network_unless_a_person_typed_it() {
        let code = |fault, environment| {
            let error = DeskError::Points(ApiError {
                failure: Failure::Network(fault),
                effect: Effect::NotApplied,
                request: "GET /orders/{uuid}",
            });
            FailureView::from(error.at(environment)).code
        };
        let not_found = NetworkFault::NameNotFound;
        assert_eq!(code(not_found, Environment::Production), ErrorCode::Offline);
        assert_eq!(
            code(not_found, Environment::Custom),
            ErrorCode::AddressNotFound
        );
        let refused = code(NetworkFault::ConnectionRefused, Environment::Custom);
        assert_eq!(refused, ErrorCode::ConnectionRefused);
    }
}
