//! Profiles, keys and settings.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FailureView, PrintChoice};

/// Which Points a profile talks to. Keys never work across environments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// The real one.
    Production,
    /// Points' own test system.
    Sandbox,
    /// A local Points with made-up orders.
    Demo,
    /// Any other address, for development.
    Custom,
}

/// A store profile: a merchant in one environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProfileView {
    /// Stable, made from the name.
    pub id: String,
    /// As the person wrote it.
    pub name: String,
    /// Which Points.
    pub environment: Environment,
    /// Ends in `/api/v1`.
    pub base_url: String,
    /// No secret; only checkouts need it.
    pub public_key: Option<String>,
    /// What is known of the private key.
    pub key: KeyView,
}

/// What the desk tells of a private key. Never the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    tag = "state"
)]
pub enum KeyView {
    /// In the keyring of the operating system.
    Stored {
        /// The key's last four characters.
        last_four: String,
        /// When it was stored, UTC milliseconds.
        stored_at: i64,
    },
    /// In memory until the app ends, because the person chose so.
    Session {
        /// The key's last four characters.
        last_four: String,
    },
    /// There is none.
    Missing,
}

/// Whether the keyring of the operating system can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyringHealth {
    /// It answers.
    Available,
    /// No session bus.
    NoBus,
    /// No keyring program.
    NoService,
    /// Locked, or without a collection.
    Locked,
    /// No answer within five seconds.
    TimedOut,
    /// Anything else.
    Failed,
}

/// What the welcome screen sends. The private key is in it because the page is where it is
/// typed; nothing ever sends it back.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectRequest {
    /// The profile's name.
    pub name: String,
    /// Which Points.
    pub environment: Environment,
    /// For `demo` and `custom` only.
    pub base_url: Option<String>,
    /// Empty when the person has none.
    pub public_key: String,
    /// The secret.
    pub private_key: String,
    /// Keep the key in memory only, because there is no keyring.
    pub keep_for_session: bool,
}

/// One thing that connecting proved, or did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// Points accepted the private key for this environment.
    PrivateKeyAccepted,
    /// The public key looks like one; the first checkout proves it.
    PublicKeyShapeOnly,
    /// No public key was given; checkouts need one.
    NoPublicKey,
    /// The private key is in the keyring.
    KeyInKeyring,
    /// The private key is kept until the app ends.
    KeyForSession,
}

/// The outcome of connecting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Connected {
    /// The new profile, which is now the open one.
    pub profile: ProfileView,
    /// What was proved.
    pub proved: Vec<Proof>,
}

/// The page's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    En,
    /// Arabic.
    Ar,
}

/// Light, dark, or as the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Which digits numbers are shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Digits {
    /// 0–9.
    Latin,
    /// ٠–٩.
    Arabic,
}

/// Which calendar dates are shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Calendar {
    /// Gregorian.
    Gregorian,
    /// Umm al-Qura.
    UmmAlQura,
}

/// How high a row of the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// 36 pixels.
    Dense,
    /// 48 pixels.
    Comfortable,
}

/// A shop's own words for a shipping status, offered where one is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LabelPreset {
    /// The API's word.
    pub status: String,
    /// The Arabic label, at most 120 characters.
    pub name_ar: String,
    /// The English label, at most 120 characters.
    pub name_en: String,
}

/// What becomes of several statuses of one order that wait to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SeveralStatuses {
    /// A person is asked; until somebody answers, each is sent in its turn, which loses nothing. A
    /// command and a batch, which nobody answers, send the last.
    #[default]
    Ask,
    /// The last is sent, and takes the place of the others.
    OnlyLast,
    /// Each is sent, one after the other.
    All,
}

/// What a person can set, for all profiles of this desk.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// The page's language; none until the person or the system chose one.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// Digits.
    pub digits: Digits,
    /// Calendar.
    pub calendar: Calendar,
    /// Row height.
    pub density: Density,
    /// An unpaid order is stale after so many minutes.
    pub stale_new_minutes: u32,
    /// A reserved order is stale after so many hours.
    pub stale_authorized_hours: u32,
    /// Whether the shop's path has the licence step.
    pub licence_step: bool,
    /// Whether single keys are shortcuts.
    pub single_key_shortcuts: bool,
    /// The most requests a second that sync sends to Points.
    pub requests_per_second: u32,
    /// How sheets were printed last.
    pub printing: PrintChoice,
    /// Who is at this desk, as they said of themselves: a name on notes and actions, no login.
    /// None until somebody was asked; empty where they would rather not say.
    pub at_desk: Option<String>,
    /// How long a shipping status is held back so that it can be undone, seconds; 0: not at all;
    /// 60 at the most.
    pub undo_seconds: u32,
    /// What becomes of several statuses of one order that wait to be sent.
    pub several_statuses: SeveralStatuses,
    /// Whether the reason of a refund ends with a short mark of its own.
    pub refund_marks: bool,
    /// From this amount on a person types it once more before money moves, halalas; none: never.
    pub type_amount_from: Option<i64>,
    /// Whether money is hidden on the packing screen.
    pub hide_money_when_packing: bool,
    /// Whether scans are heard.
    pub scan_sounds: bool,
    /// The shop's own labels, at most 20.
    pub label_presets: Vec<LabelPreset>,
    /// Whether every order that waits is read each night, and the cases are looked through.
    pub nightly_run: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::En,
            theme: Theme::System,
            digits: Digits::Latin,
            calendar: Calendar::Gregorian,
            density: Density::Dense,
            stale_new_minutes: 30,
            stale_authorized_hours: 24,
            licence_step: false,
            single_key_shortcuts: true,
            requests_per_second: 20,
            printing: PrintChoice::default(),
            at_desk: None,
            undo_seconds: 8,
            several_statuses: SeveralStatuses::Ask,
            refund_marks: true,
            type_amount_from: Some(100_000),
            hide_money_when_packing: true,
            scan_sounds: true,
            label_presets: Vec::new(),
            nightly_run: true,
        }
    }
}

/// The desk as a whole: the first thing the page asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeskView {
    /// All profiles, in the order they were made.
    pub profiles: Vec<ProfileView>,
    /// The open one.
    pub active_profile: Option<String>,
    /// Why the active profile could not be opened, if so.
    pub profile_failure: Option<FailureView>,
    /// Settings of this desk.
    pub settings: Settings,
    /// Whether the keyring works.
    pub keyring: KeyringHealth,
    /// Where the data lies.
    pub data_dir: String,
    /// The app's version.
    pub version: String,
    /// Whether a PIN brings the money back on the packing screen. It is a curtain, no lock.
    pub packing_pin_set: bool,
    /// This machine's clock differs from Points' clock by so many milliseconds, where it matters.
    pub clock_off_by: Option<i64>,
}

/// What changed, so that the page knows which of its queries are out of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Profiles, keys, settings.
    Desk,
    /// Any order.
    Orders,
    /// Any action.
    Actions,
    /// The state of sync.
    Sync,
    /// The inbox.
    Inbox,
    /// The shop's files, the watched folder, how complete the desk is.
    ShopFiles,
    /// Cases and runs.
    Cases,
}
