//! `pointsctl actions`.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum ActionsCommand {
    /// Lists them, oldest first.
    List,
    /// Reads the orders now and holds the actions against what Points shows. Nothing is sent.
    Settle {
        /// Their ids, as listed.
        #[arg(value_name = "ID", required = true)]
        ids: Vec<i64>,
    },
    /// Gives actions up, so that their orders can be shipped again. What was sent may still come.
    Withdraw {
        /// Their ids, as listed.
        #[arg(value_name = "ID", required = true)]
        ids: Vec<i64>,
    },
}
