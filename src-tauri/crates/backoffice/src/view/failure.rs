//! Failures as the page gets them: a code it has words for, and the details those words need.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why something did not work. Each code has words in the page's message files, and exists only
/// because the words, or what to do, differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// No key was given.
    KeyEmpty,
    /// The key has a shape no key has: inner spaces, foreign letters, too long. Detail: `key`,
    /// `private` or `public`.
    KeyMalformed,
    /// The private and the public key are the same text.
    SameKeyTwice,
    /// Points refused the key. Detail: `message`.
    KeyRefused,
    /// Points accepts the key and knows none of this profile's orders with it, while changes wait to
    /// be sent.
    KeyOfAnotherStore,
    /// There is no private key for this profile.
    KeyMissing,
    /// Points: the merchant is not verified, or the feature is off. Detail: `message`.
    Forbidden,
    /// Points does not know the order for this merchant. Detail: `message`.
    OrderNotFound,
    /// Points refused by a business rule. Detail: `message`.
    RuleRefused,
    /// Points found the request invalid. Details: `message`, and a field each.
    Invalid,
    /// Points refused, and whether it was the key cannot be told at present. Detail: `message`.
    RefusalUnproved,
    /// Points asks to slow down. Detail: `retry_after_seconds`.
    Throttled,
    /// Points answers with an error of its own. Detail: `http_status`.
    PointsDown,
    /// The host's name cannot be found: most often no network.
    Offline,
    /// The host's name cannot be found, and a person typed it.
    AddressNotFound,
    /// Nobody listens at the address.
    ConnectionRefused,
    /// The connection cannot be trusted.
    Tls,
    /// No answer in time.
    TimedOut,
    /// The connection broke.
    Interrupted,
    /// The answer is not one of Points. Details: `http_status`, `excerpt`.
    UnreadableAnswer,
    /// The base URL is no usable address.
    BaseUrlInvalid,
    /// A profile of this name exists.
    ProfileNameTaken,
    /// The profile's name is empty or too long.
    ProfileNameInvalid,
    /// No such profile.
    ProfileUnknown,
    /// No profile is open.
    NoProfile,
    /// Another process has the profile open.
    ProfileInUse,
    /// No session bus: the desktop offers no keyring.
    KeyringNoBus,
    /// No keyring program is running.
    KeyringNoService,
    /// The keyring is locked, or has no collection yet.
    KeyringLocked,
    /// The keyring did not answer within five seconds.
    KeyringTimedOut,
    /// The keyring failed. Detail: `message`.
    KeyringFailed,
    /// The key to be removed is in a keyring that cannot be reached.
    KeyOutOfReach,
    /// The database was written by a newer version. Details: `found`, `known`.
    DatabaseNewer,
    /// The database cannot be written.
    DatabaseReadOnly,
    /// The disk is full.
    DiskFull,
    /// The database file is damaged.
    DatabaseDamaged,
    /// Any other database failure. Detail: `message`.
    DatabaseFailed,
    /// A file of the desk cannot be read or written. Details: `path`, `message`.
    FileFailed,
    /// A file may not be written where it was to go: its folder is protected, or another program
    /// holds it. Detail: `path`.
    FileProtected,
    /// The file is empty.
    FileEmpty,
    /// The file is too large. Detail: `limit_megabytes`.
    FileTooLarge,
    /// The file is not text.
    FileNotText,
    /// The text has no uuid in it.
    NothingFound,
    /// The order is not in this profile.
    OrderUnknown,
    /// Another action of this order is still on its way.
    ActionPending,
    /// The action is not in a state that allows this.
    ActionSettled,
    /// A label is longer than 120 characters, or all parts are empty.
    LabelInvalid,
    /// More orders than are printed at once. Detail: `limit`.
    TooManyToPrint,
    /// None of the orders chosen goes where they were to go: what hinders each has changed since
    /// it was shown, or was ignored.
    NothingGoes,
    /// What a preview showed is not known any more, or went already: it has to be looked at anew.
    PlanGone,
    /// The PDF is made, and no program of the system took it. Details: `path`, `message`.
    ViewerFailed,
    /// The value is out of its range.
    SettingInvalid,
    /// A note cannot be kept so. Detail: `problem`, one of `empty`, `too_long`, `unknown`.
    NoteInvalid,
    /// A view or a layout cannot be kept so. Detail: `problem`, one of `name_missing`,
    /// `name_too_long`, `search_too_long`, `columns_invalid`, `too_many`, `unknown`.
    ViewInvalid,
    /// The order's money cannot be moved so as things are. Detail: `hindrance`.
    MoneyNotOffered,
    /// The amount is nothing, or more than is left by what is known. Detail: `left_halalas`, where
    /// known.
    AmountInvalid,
    /// A cancellation or a refund needs a reason of at most 480 characters.
    ReasonInvalid,
    /// A purchase cannot be sent so. Detail: `field`, the request's name of it.
    PurchaseInvalid,
    /// The profile has no public key, which a checkout needs.
    PublicKeyMissing,
    /// The PIN is not the one that was set, or no PIN at all: 4 to 8 digits.
    PinWrong,
    /// The order is not as it was when this was asked: the action waits for a person. A reason of
    /// actions only.
    OrderChanged,
    /// The address is not one of an inbox, or not encrypted.
    InboxAddressInvalid,
    /// The inbox refused the token.
    InboxTokenRefused,
    /// The inbox cannot be reached. Detail: `technical`, what the network said.
    InboxUnreachable,
    /// What answers there is no inbox.
    InboxUnreadable,
    /// The inbox cannot listen on this computer: the port is taken. Details: `port`, `technical`.
    InboxPortTaken,
    /// The public name is none under which an inbox can be reached.
    InboxHostInvalid,
    /// The inbox does not let desks hand over secrets: whoever set it up allows it, or writes the
    /// secret into its file.
    InboxSecretsClosed,
    /// No inbox is connected, and without one there is none to test or to hand a secret to.
    InboxMissing,
    /// A webhook needs a name of at most 255 characters.
    WebhookNameInvalid,
    /// A webhook needs an https address of at most 500 characters.
    WebhookUrlInvalid,
    /// A webhook with this address is there already.
    WebhookRepeated,
    /// Points has no such webhook any more.
    WebhookUnknown,
    /// This desk has not the webhook's secret.
    WebhookSecretMissing,
    /// The webhook's address cannot be reached. Detail: `technical`.
    WebhookUnreachable,
    /// The webhook's address does not take its secret: the inbox has another one.
    WebhookSecretRefused,
    /// The webhook's address answered otherwise than an inbox. Detail: `status`.
    WebhookAnswer,
    /// The file is none that the desk looked at, or is no longer there.
    ShopFileUnknown,
    /// No column of the file says which order a row is about.
    ColumnsUnclear,
    /// The file is none of the kinds that are read: text with columns, XLSX, JSON.
    FileKindUnknown,
    /// The case is not there.
    CaseUnknown,
    /// The step is not offered for this case as it stands.
    StepNotOffered,
    /// An explanation needs a note of at most 480 characters.
    ExplanationMissing,
    /// There is no uuid in what was pasted.
    UuidMissing,
    /// A run is under way.
    RunUnderWay,
    /// The run is not there.
    RunUnknown,
    /// The person, or the end of the app, stopped it.
    Cancelled,
}

/// A failure across the bridge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FailureView {
    /// Which words to show.
    pub code: ErrorCode,
    /// What the words need. Never a secret.
    pub details: BTreeMap<String, String>,
}
