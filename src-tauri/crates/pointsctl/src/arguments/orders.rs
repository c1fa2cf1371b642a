//! `pointsctl orders`.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};

use super::{Export, Filters, Note, Print};

#[derive(Debug, Subcommand)]
pub(crate) enum OrdersCommand {
    /// Begins to watch orders by their uuids.
    Track(Track),
    /// Lists orders.
    List(List),
    /// Shows one order, and how each value is known.
    Show(Show),
    /// Writes a note on one order, for the people of the shop. Points is told nothing.
    Note(Note),
    /// Makes a PDF of orders: packing slips or summaries.
    Print(Print),
    /// Writes orders into a file.
    Export(Export),
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("source").required(true).multiple(true).args(["uuids", "file"])))]
pub(crate) struct Track {
    /// The uuids.
    #[arg(value_name = "UUID")]
    pub(crate) uuids: Vec<String>,
    /// A text file with one uuid a row, anything around it; - for standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) filters: Filters,
    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = 50,
        value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: u32,
    /// Goes on behind the cursor that the page before ended with.
    #[arg(long, value_name = "CURSOR")]
    pub(crate) after: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// A uuid, an order number or a reference number.
    #[arg(value_name = "UUID|NUMBER|REFERENCE")]
    pub(crate) key: String,
    /// Also everything that Points said about it, as received.
    #[arg(long)]
    pub(crate) observations: bool,
}
