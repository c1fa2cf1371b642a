//! `pointsctl actions`.

use backoffice::view::{ActionKind, ActionState, Decision};
use clap::{Args, Subcommand, ValueEnum};
use serde::de::DeserializeOwned;
use serde_json::json;

use super::Author;

#[derive(Debug, Subcommand)]
pub(crate) enum ActionsCommand {
    /// Lists them: without filters those that are not settled, the oldest first; with filters all
    /// that match, the newest first.
    List(ListActions),
    /// Shows one with every state that it went through.
    Show {
        /// Its id, as listed.
        #[arg(value_name = "ID")]
        id: i64,
    },
    /// Reads the orders now and holds the actions against what Points shows. Nothing is sent.
    Settle {
        /// Their ids, as listed.
        #[arg(value_name = "ID", required = true)]
        ids: Vec<i64>,
    },
    /// Takes back what was not sent, and gives up what was. What was sent may still come.
    Withdraw {
        /// Their ids, as listed.
        #[arg(value_name = "ID", required = true)]
        ids: Vec<i64>,
    },
    /// Says what became of an action that nobody knows the end of, after a look at Points.
    Resolve(Resolve),
}

#[derive(Debug, Args)]
pub(crate) struct ListActions {
    /// Only those in these states: held, queued, sending, confirmed, refused, unknown,
    /// `needs_person`, withdrawn, superseded
    #[arg(long = "state", value_name = "STATE", value_delimiter = ',', value_parser = state)]
    pub(crate) states: Vec<ActionState>,
    /// Only of the order of this uuid, or of those whose numbers begin so.
    #[arg(long, value_name = "UUID|NUMBER")]
    pub(crate) order: Option<String>,
    /// Only of these kinds: shipping, authorize, capture, complete, cancel, refund, earning, checkout
    #[arg(long = "kind", value_name = "KIND", value_delimiter = ',', value_parser = kind)]
    pub(crate) kinds: Vec<ActionKind>,
    /// The cursor that the list before ended with.
    #[arg(long, value_name = "CURSOR")]
    pub(crate) after: Option<String>,
}

impl ListActions {
    /// Whether nothing narrows it.
    pub(crate) fn asks_for_nothing(&self) -> bool {
        self.states.is_empty()
            && self.kinds.is_empty()
            && self.order.is_none()
            && self.after.is_none()
    }
}

#[derive(Debug, Args)]
pub(crate) struct Resolve {
    /// Its id, as listed.
    #[arg(value_name = "ID")]
    pub(crate) id: i64,
    /// What became of it.
    #[arg(value_name = "WHAT")]
    pub(crate) decision: DecisionName,
    #[command(flatten)]
    pub(crate) author: Author,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DecisionName {
    /// It happened at Points.
    Happened,
    /// It did not, and shall not.
    NotHappened,
    /// It did not, and is sent once more.
    Again,
}

impl From<DecisionName> for Decision {
    fn from(name: DecisionName) -> Self {
        match name {
            DecisionName::Happened => Self::Happened,
            DecisionName::NotHappened => Self::DidNotHappen,
            DecisionName::Again => Self::SendAgain,
        }
    }
}

fn state(word: &str) -> Result<ActionState, String> {
    named(word).ok_or_else(|| format!("no action is ever {word}"))
}

fn kind(word: &str) -> Result<ActionKind, String> {
    named(word).ok_or_else(|| format!("no action is a {word}"))
}

/// The variant that the views write so.
fn named<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(json!(word)).ok()
}
