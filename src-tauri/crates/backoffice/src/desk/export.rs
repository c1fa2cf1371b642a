//! Orders into a file.

use std::path::Path;

use tokio::sync::mpsc;

use super::{Change, Desk, DeskError};
use crate::clock;
use crate::export::{Cancellation, Delivery, ExportError, Plan, write_file};
use crate::view::{ExportProgress, ExportReport, ExportRequest};

/// Deliveries that wait while the file is slower than the store.
const WAITING: usize = 4;

/// The export under way: one at a time, and how to stop it.
#[derive(Default)]
pub(super) struct Exports {
    running: tokio::sync::Mutex<()>,
    cancellation: std::sync::Mutex<Cancellation>,
}

impl Desk {
    /// Writes the orders of a selection, as they are now, into a file, and tells how far it is.
    /// Whatever goes wrong, a file of that name is as it was before.
    pub async fn export_orders(
        &self,
        request: ExportRequest,
        path: &Path,
    ) -> Result<ExportReport, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let _running = self.exports.running.lock().await;
        let cancellation = Cancellation::default();
        *super::locked(&self.exports.cancellation) = cancellation.clone();
        let (settings, now) = (self.settings(), clock::now());
        let chosen = open.store.choose(request.selection, now).await?;
        let total = chosen.count();
        let plan = Plan::new(request.format, request.columns, request.language);
        let (deliver, deliveries) = mpsc::channel(WAITING);
        let file = tokio::task::spawn_blocking({
            let (path, cancellation) = (path.to_owned(), cancellation.clone());
            move || write(&path, &plan, &cancellation, deliveries)
        });
        let tell = |done| {
            let progress = ExportProgress { done, total };
            self.board.tell(Change::Export(progress));
        };
        tell(0);
        let mut done = 0;
        let mut failure = None;
        for step in chosen.steps() {
            if cancellation.is_cancelled() {
                break;
            }
            let orders = match open.store.whole_orders(step, settings.clone(), now).await {
                Ok(orders) => orders,
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            };
            done += u64::try_from(orders.len()).unwrap_or_default();
            // Nobody takes it where the file has failed; what the file says then counts.
            if deliver.send(Delivery::Orders(orders)).await.is_err() {
                break;
            }
            tell(done);
        }
        if done == total && deliver.send(Delivery::End).await.is_err() {
            tracing::debug!("the file of the export failed before its end");
        }
        drop(deliver);
        let written = file.await.map_err(|_| ExportError::Cancelled)?;
        if let Some(failure) = failure {
            return Err(failure.into());
        }
        Ok(ExportReport {
            path: path.display().to_string(),
            orders: written?,
        })
    }

    /// Stops the export under way.
    pub fn cancel_export(&self) {
        super::locked(&self.exports.cancellation).cancel();
    }
}

fn write(
    path: &Path,
    plan: &Plan,
    cancellation: &Cancellation,
    mut deliveries: mpsc::Receiver<Delivery>,
) -> Result<u64, ExportError> {
    let deliveries = std::iter::from_fn(|| deliveries.blocking_recv());
    write_file(path, plan, cancellation, deliveries)
}
