//! Points Desk: one window over the back office. What is decided here is where the window stands
//! and what reaches it; everything else is `backoffice`'s.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod app;
mod arguments;
mod closing;
mod commands;
mod drop;
mod events;
mod instance;
mod links;
mod logging;
mod opening;
#[cfg(target_os = "linux")]
mod renderer;
mod viewer;
mod window;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::Arguments;

fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    renderer::settle();
    let data_dir = match Arguments::parse().data_dir() {
        Ok(data_dir) => data_dir,
        Err(error) => {
            eprintln!("points-desk: {error}");
            return ExitCode::from(2);
        }
    };
    logging::start(&data_dir);
    match app::run(data_dir) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the window could not be opened");
            eprintln!("points-desk: {error}");
            ExitCode::FAILURE
        }
    }
}
