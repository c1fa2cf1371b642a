//! What can be asked for, one module a command.

mod actions;
mod cases;
mod checkouts;
mod export;
mod filters;
mod import;
mod note;
mod order;
mod orders;
mod print;
mod profile;
mod ship;
mod values;
mod webhooks;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use actions::{ActionsCommand, ListActions, Resolve};
pub(crate) use cases::{CasesCommand, Decide, Reconcile};
pub(crate) use checkouts::CheckoutsCommand;
pub(crate) use export::Export;
pub(crate) use filters::Filters;
pub(crate) use import::{Import, NamedColumn};
pub(crate) use note::{Author, Note};
pub(crate) use order::{Asked, OrderCommand};
pub(crate) use orders::{List, OrdersCommand, Show, Track};
pub(crate) use print::Print;
pub(crate) use profile::{AddProfile, ProfileCommand};
pub(crate) use ship::Ship;
pub(crate) use webhooks::{ChangeWebhook, WebhooksCommand};

/// The back office of a merchant on Points, on the command line.
///
/// Exit codes: 0 all done, 1 failed, 2 wrong usage, 3 key refused or missing, 4 network or Points
/// away, 5 partly failed.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Arguments {
    /// Where orders and settings live [default: those of the app]
    #[arg(long, value_name = "DIR", env = "POINTS_DESK_DATA_DIR", global = true)]
    pub(crate) data_dir: Option<PathBuf>,
    /// The store profile, by name or id [default: the one used last]
    #[arg(long, value_name = "NAME", global = true)]
    pub(crate) profile: Option<String>,
    /// Prints JSON instead of tables: money as decimal text, times as RFC 3339 in UTC.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Store profiles and their keys.
    #[command(subcommand)]
    Profile(ProfileCommand),
    /// Orders known here.
    #[command(subcommand)]
    Orders(OrdersCommand),
    /// Moves the money of one order: asked for once, through the same queue as in the app.
    #[command(subcommand)]
    Order(OrderCommand),
    /// What needs a person today, and the figures of the last days.
    Today(Today),
    /// Takes over what a file of the shop says of orders and checkouts.
    Import(Import),
    /// Asks Points about every order that is due.
    Sync(Sync),
    /// Checkouts that should have ended.
    #[command(subcommand)]
    Checkouts(CheckoutsCommand),
    /// Reads what waits, matches the shop's checkouts with orders, and looks through everything.
    Reconcile(Reconcile),
    /// What wants to be explained.
    #[command(subcommand)]
    Cases(CasesCommand),
    /// Sets the shipping status of orders at Points.
    Ship(Ship),
    /// What was asked of Points, and what came of it.
    #[command(subcommand)]
    Actions(ActionsCommand),
    /// Where Points sends its events.
    #[command(subcommand)]
    Webhooks(WebhooksCommand),
}

#[derive(Debug, Args)]
pub(crate) struct Today {
    /// So many days, today among them; 366 at the most.
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=366))]
    pub(crate) days: u32,
}

#[derive(Debug, Args)]
pub(crate) struct Sync {
    /// Every order, not only those that are due.
    #[arg(long)]
    pub(crate) all: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_commands_hold_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn something_must_be_sent_and_tracked() {
        let parse = |line: &str| Arguments::try_parse_from(line.split(' '));
        assert!(parse("pointsctl ship 1042").is_err());
        assert!(parse("pointsctl ship 1042 --to delivered").is_ok());
        assert!(parse("pointsctl ship 1042 --name-en Gone --again").is_ok());
        assert!(parse("pointsctl ship 1042 --next --dry-run").is_ok());
        assert!(parse("pointsctl ship --matching --shipping new --next").is_ok());
        assert!(parse("pointsctl ship --matching --status captured --to delivered").is_ok());
        assert!(parse("pointsctl ship --next").is_err());
        assert!(parse("pointsctl ship --matching").is_err());
        assert!(parse("pointsctl ship 1042 --next --to delivered").is_err());
        assert!(parse("pointsctl ship 1042 --matching --next").is_err());
        assert!(parse("pointsctl ship 1042 --to delivered --dry-run").is_err());
        assert!(parse("pointsctl ship --matching --name-en Gone").is_err());
        assert!(parse("pointsctl reconcile --dry-run").is_ok());
        assert!(parse("pointsctl reconcile --report a.pdf --language ar").is_ok());
        assert!(parse("pointsctl reconcile --report a.csv").is_err());
        assert!(parse("pointsctl cases decide 3 cancel --note Gone").is_ok());
        assert!(parse("pointsctl cases decide 3 lose").is_err());
        assert!(parse("pointsctl cases list --state snoozed --class gone,paid_twice").is_ok());
        assert!(parse("pointsctl orders list --limit 0").is_err());
        assert!(parse("pointsctl webhooks change 7 --name n").is_ok());
        assert!(parse("pointsctl webhooks change 7 --url https://a.example/h").is_ok());
        assert!(parse("pointsctl webhooks change 7").is_err());
        assert!(parse("pointsctl webhooks save-secret 7").is_err());
        assert!(parse("pointsctl orders list --limit 1").is_ok());
        assert!(parse("pointsctl ship 1042 --to somewhere").is_err());
        assert!(parse("pointsctl orders track").is_err());
        assert!(parse("pointsctl orders track --file -").is_ok());
        assert!(parse("pointsctl profile replace-key Shop").is_err());
        assert!(parse("pointsctl orders print 1042 --kind slip --language ar").is_err());
        assert!(parse("pointsctl orders print 1042 --kind slip --language ar --out a.pdf").is_ok());
        assert!(parse("pointsctl orders print --kind slip --language ar --out a.pdf").is_err());
        assert!(parse("pointsctl actions settle").is_err());
        assert!(parse("pointsctl actions withdraw 3 4").is_ok());
        assert!(parse("pointsctl actions list --state needs_person,unknown --kind refund").is_ok());
        assert!(parse("pointsctl actions list --state lost").is_err());
        assert!(parse("pointsctl actions list --order 1042 --after 5.7").is_ok());
        assert!(parse("pointsctl actions show").is_err());
        assert!(parse("pointsctl actions resolve 3 not-happened --author Huda").is_ok());
        assert!(parse("pointsctl actions resolve 3 perhaps").is_err());
        assert!(parse("pointsctl ship 1042 --to delivered --queue").is_ok());
        assert!(parse("pointsctl ship 1042 --to delivered --wait").is_ok());
        assert!(parse("pointsctl ship 1042 --to delivered --wait --queue").is_err());
        assert!(parse("pointsctl ship 1042 --next --queue").is_err());
        assert!(parse("pointsctl order capture 1042").is_ok());
        assert!(parse("pointsctl order authorize 1042").is_ok());
        assert!(parse("pointsctl order complete 1042 --method bank-transfer").is_ok());
        assert!(parse("pointsctl order complete 1042 --method barter").is_err());
        assert!(parse("pointsctl import").is_err());
        assert!(parse("pointsctl import a.csv --column amount=Total --status done=paid").is_ok());
        assert!(parse("pointsctl import a.csv --column total=Total").is_err());
        assert!(parse("pointsctl order cancel 1042").is_err());
        assert!(parse("pointsctl order cancel 1042 --reason Gone").is_ok());
        assert!(parse("pointsctl order refund 1042 --amount 50.25 --reason Damaged").is_ok());
        assert!(parse("pointsctl order refund 1042 --amount 0.001 --reason Damaged").is_err());
        assert!(parse("pointsctl order refund 1042 --amount 50").is_err());
    }
}
