//! The desk while it opens beside the window, and once it is open.

use std::sync::Arc;

use backoffice::desk::{Desk, DeskOptions};
use backoffice::view::{ErrorCode, FailureView};
use tokio::sync::watch;

type Opened = Result<Arc<Desk>, FailureView>;

/// The desk, which the web view need not wait for to start. Commands do.
#[derive(Clone)]
pub(crate) struct OpenDesk(watch::Receiver<Option<Opened>>);

impl OpenDesk {
    /// Starts to open the desk.
    pub(crate) fn begin(options: DeskOptions) -> Self {
        let (tell, opened) = watch::channel(None);
        tauri::async_runtime::spawn(async move {
            let outcome = Desk::open(options).await.map_err(|error| {
                tracing::error!(%error, "the desk could not be opened");
                FailureView::from(error)
            });
            tell.send_replace(Some(outcome));
        });
        Self(opened)
    }

    /// The open desk, or why there is none.
    pub(crate) async fn desk(&self) -> Opened {
        let mut opened = self.0.clone();
        match opened.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(outcome)) => outcome.clone(),
            // Opening ended without an outcome: it panicked, and the log says where.
            Ok(None) | Err(_) => Err(FailureView {
                code: ErrorCode::DatabaseFailed,
                details: [("message".to_owned(), "opening was cut short".to_owned())].into(),
            }),
        }
    }
}
