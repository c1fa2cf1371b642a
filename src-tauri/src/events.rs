//! What the desk tells by itself, on its way to the page.

use backoffice::desk::Change;
use backoffice::view::{FailureView, TakenFile, Topic};
use serde::Serialize;
use tauri::{AppHandle, Emitter as _};
use tokio::sync::broadcast::error::RecvError;

use crate::opening::OpenDesk;

/// Some of what the page shows is out of date.
const CHANGED: &str = "desk-changed";
/// Sync went on.
const SYNC: &str = "desk-sync";
/// One order of a running check was read.
const CHECK: &str = "desk-check";
/// An export went on.
const EXPORT: &str = "desk-export";
/// A file of the shop is taken over.
const IMPORT: &str = "desk-import";
/// A run went on.
const RUN: &str = "desk-run";
/// A file is held over the window, or no longer.
const DRAG: &str = "desk-drag";
/// A file was dropped on the window, and is being read.
const DROPPING: &str = "desk-dropping";
/// A file was dropped on the window, and read.
const DROPPED: &str = "desk-dropped";
/// The system handed a link over that names an order.
const LINK: &str = "desk-link";

/// A page that missed changes reads everything again.
const EVERYTHING: [Topic; 7] = [
    Topic::Desk,
    Topic::Orders,
    Topic::Actions,
    Topic::Sync,
    Topic::Inbox,
    Topic::ShopFiles,
    Topic::Cases,
];

#[derive(Serialize, Clone)]
struct Changed<'a> {
    topics: &'a [Topic],
}

#[derive(Serialize, Clone)]
struct Drag {
    over: bool,
}

#[derive(Serialize, Clone)]
struct Dropping<'a> {
    name: &'a str,
}

#[derive(Serialize, Clone)]
struct Dropped<'a> {
    name: &'a str,
    taken: Option<TakenFile>,
    failure: Option<FailureView>,
}

#[derive(Serialize, Clone)]
struct Link<'a> {
    uuid: &'a str,
}

/// Forwards changes until the desk is closed.
pub(crate) async fn forward(app: AppHandle, opening: OpenDesk) {
    let mut changes = match opening.desk().await {
        Ok(desk) => desk.changes(),
        // The page learns it from its first command.
        Err(_) => return,
    };
    loop {
        match changes.recv().await {
            Ok(Change::Topics(topics)) => emit(&app, CHANGED, Changed { topics: &topics }),
            Ok(Change::Sync(sync)) => emit(&app, SYNC, sync),
            Ok(Change::Check(progress)) => emit(&app, CHECK, progress),
            Ok(Change::Export(progress)) => emit(&app, EXPORT, progress),
            Ok(Change::Import(progress)) => emit(&app, IMPORT, progress),
            Ok(Change::Run(progress)) => emit(&app, RUN, progress),
            Err(RecvError::Lagged(missed)) => {
                tracing::debug!(missed, "changes came faster than the page took them");
                emit(
                    &app,
                    CHANGED,
                    Changed {
                        topics: &EVERYTHING,
                    },
                );
            }
            Err(RecvError::Closed) => return,
        }
    }
}

/// Tells that a file is held over the window, or no longer.
pub(crate) fn drag(app: &AppHandle, over: bool) {
    emit(app, DRAG, Drag { over });
}

/// Tells that a dropped file is being read.
pub(crate) fn dropping(app: &AppHandle, name: &str) {
    emit(app, DROPPING, Dropping { name });
}

/// Tells what came of a dropped file.
pub(crate) fn dropped(app: &AppHandle, name: &str, outcome: Result<TakenFile, FailureView>) {
    let (taken, failure) = match outcome {
        Ok(taken) => (Some(taken), None),
        Err(failure) => (None, Some(failure)),
    };
    let outcome = Dropped {
        name,
        taken,
        failure,
    };
    emit(app, DROPPED, outcome);
}

/// Tells that an order is to be opened.
pub(crate) fn link(app: &AppHandle, uuid: &str) {
    emit(app, LINK, Link { uuid });
}

fn emit<Payload: Serialize + Clone>(app: &AppHandle, event: &str, payload: Payload) {
    if let Err(error) = app.emit(event, payload) {
        tracing::warn!(event, %error, "the page could not be told");
    }
}
