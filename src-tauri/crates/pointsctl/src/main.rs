//! `pointsctl`: the back office on the command line, for scripts and for people without a window.
//! A thin layer: every decision is the desk's.

mod actions;
mod arguments;
mod cases;
mod ending;
mod export;
mod failures;
mod import;
mod note;
mod opening;
mod order;
mod orders;
mod output;
mod print;
mod profile;
mod reconcile;
mod shapes;
mod ship;
mod ship_many;
mod stale;
mod sync;
mod table;
mod times;
mod today;
mod track;
mod webhooks;
mod words;

use std::io::ErrorKind;
use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

use crate::arguments::{Arguments, Command, OrdersCommand};
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::output::Output;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return without_arguments(&error),
    };
    tracing_subscriber::fmt()
        .with_env_filter(
            EnvFilter::try_from_env("POINTSCTL_LOG").unwrap_or_else(|_| EnvFilter::new("off")),
        )
        .with_writer(std::io::stderr)
        .init();
    let output = Output::new(arguments.json);
    let ending = match perform(arguments, output).await {
        Ok(ending) => ending,
        Err(failure) => {
            output.failure(&failure);
            failure.ending()
        }
    };
    ending.into()
}

/// Help and version are asked for; anything else is told, as JSON too where `--json` stands among
/// the arguments.
fn without_arguments(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // Whoever reads may have read enough.
        return match error.print() {
            Err(failed) if failed.kind() != ErrorKind::BrokenPipe => Ending::Failed.into(),
            _ => Ending::Good.into(),
        };
    }
    let failure = CommandFailure::Arguments(error.render().to_string().trim_end().to_owned());
    let json = std::env::args_os().any(|argument| argument == "--json");
    Output::new(json).failure(&failure);
    failure.ending().into()
}

async fn perform(arguments: Arguments, output: Output) -> Result<Ending, CommandFailure> {
    let opening = Opening::new(arguments.data_dir, arguments.profile)?;
    match arguments.command {
        Command::Profile(command) => profile::run(command, opening, output).await,
        Command::Orders(OrdersCommand::Track(track)) => track::run(track, opening, output).await,
        Command::Orders(OrdersCommand::List(list)) => orders::list(list, opening, output).await,
        Command::Orders(OrdersCommand::Show(show)) => orders::show(show, opening, output).await,
        Command::Orders(OrdersCommand::Note(note)) => note::run(note, opening, output).await,
        Command::Orders(OrdersCommand::Print(print)) => print::run(print, opening, output).await,
        Command::Order(command) => order::run(command, opening, output).await,
        Command::Today(command) => today::run(command, opening, output).await,
        Command::Orders(OrdersCommand::Export(export)) => {
            export::run(export, opening, output).await
        }
        Command::Import(import) => import::run(import, opening, output).await,
        Command::Sync(sync) => sync::run(sync, opening, output).await,
        Command::Reconcile(reconcile) => reconcile::run(reconcile, opening, output).await,
        Command::Cases(command) => cases::run(command, opening, output).await,
        Command::Checkouts(command) => stale::run(command, opening, output).await,
        Command::Ship(ship) if ship.next || ship.matching => {
            ship_many::run(ship, opening, output).await
        }
        Command::Ship(ship) => ship::run(ship, opening, output).await,
        Command::Actions(command) => actions::run(command, opening, output).await,
        Command::Webhooks(command) => webhooks::run(command, opening, output).await,
    }
}
