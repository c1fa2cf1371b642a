//! `pointsctl checkouts`.

use std::time::Duration;

use clap::Subcommand;

use super::values::age;

#[derive(Debug, Subcommand)]
pub(crate) enum CheckoutsCommand {
    /// Orders still unpaid or reserved past their time, oldest first.
    Stale {
        /// Past this age instead of those of the settings: 45s, 30m, 24h or 7d.
        #[arg(long, value_name = "AGE", value_parser = age)]
        older_than: Option<Duration>,
    },
}
