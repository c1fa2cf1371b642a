//! `pointsctl webhooks`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum WebhooksCommand {
    /// The webhooks that Points has of this merchant.
    List,
    /// Registers a webhook, and hands its secret to the connected inbox where it leads there.
    Register {
        /// What to call it, at most 255 characters.
        name: String,
        /// Where Points sends its events: https, at most 500 characters.
        url: String,
    },
    /// Changes the name or the address of a webhook.
    Change(ChangeWebhook),
    /// Removes a webhook at Points, and forgets its secret.
    Remove {
        /// Its uuid.
        uuid: String,
    },
    /// Sends a test event to its address, and waits for it at the connected inbox.
    Test {
        /// Its uuid.
        uuid: String,
    },
    /// Hands its secret to the connected inbox.
    HandOver {
        /// Its uuid.
        uuid: String,
    },
    /// Writes its secret into the secrets file of an inbox, as the line HOOK=secret.
    SaveSecret {
        /// Its uuid.
        uuid: String,
        /// The file. A new one is its owner's alone; in one that is there the hook's line is replaced.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ChangeWebhook {
    /// Its uuid.
    pub(crate) uuid: String,
    /// What to call it from now on.
    #[arg(long, required_unless_present = "url")]
    pub(crate) name: Option<String>,
    /// Where Points sends its events from now on.
    #[arg(long)]
    pub(crate) url: Option<String>,
}
