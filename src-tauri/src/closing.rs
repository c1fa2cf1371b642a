//! The end of the app: the store first, then the process.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tauri::{AppHandle, Manager as _};

use crate::opening::OpenDesk;

/// A store that takes longer has a dead disk under it. Nothing committed is lost either way.
const LIMIT: Duration = Duration::from_secs(10);

/// Closes the desk and ends the process. Calls after the first do nothing.
pub(crate) fn end(app: &AppHandle) {
    static ENDING: AtomicBool = AtomicBool::new(false);
    if ENDING.swap(true, Ordering::SeqCst) {
        return;
    }
    let app = app.clone();
    let opening = app.state::<OpenDesk>().inner().clone();
    tauri::async_runtime::spawn(async move {
        let closed = tokio::time::timeout(LIMIT, async {
            if let Ok(desk) = opening.desk().await {
                desk.close().await;
            }
        });
        if closed.await.is_ok() {
            tracing::info!("closed");
        } else {
            tracing::warn!("the desk did not close in time");
        }
        app.exit(0);
    });
}

/// A logout or Ctrl+C ends the app as closing the window does.
#[cfg(unix)]
pub(crate) fn on_signals(app: &AppHandle) {
    use tokio::signal::unix::{SignalKind, signal};

    for kind in [SignalKind::terminate(), SignalKind::interrupt()] {
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            match signal(kind) {
                Ok(mut signals) => {
                    signals.recv().await;
                    end(&app);
                }
                Err(error) => tracing::warn!(%error, "signals are not heard"),
            }
        });
    }
}

/// Windows ends windows by closing them.
#[cfg(not(unix))]
pub(crate) fn on_signals(_app: &AppHandle) {}
