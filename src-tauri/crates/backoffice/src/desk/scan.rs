//! Scanning parcels.

use points_api::ShippingStatus;

use super::{Desk, DeskError};
use crate::scan::{Decision, ScannedOrder, decide};
use crate::store::{Scanned, StoreError};
use crate::view::{Hindrance, ScanOutcome, ScanView, ShippingRequest};

impl Desk {
    /// Finds the order of a scanned code, and asks for this shipping status of it where it may go
    /// there. Nothing waits for the network: when this is back, the intent is on disk, held for as
    /// long as it can be undone. What is no order, or several, or may not go, writes nothing.
    pub async fn scan(&self, code: &str, target: &str) -> Result<ScanView, DeskError> {
        if !ShippingStatus::from(target).is_known() {
            return Err(DeskError::LabelInvalid);
        }
        let open = self.open_profile_or_fail().await?;
        let _alone = self.scanning.lock().await;
        let nothing = ScanView {
            code: code.to_owned(),
            outcome: ScanOutcome::Unknown,
            order: None,
            from: None,
            action_id: None,
            since: None,
            by: None,
            hindrance: None,
            matches: Vec::new(),
        };
        match open.store.scanned(code.to_owned()).await? {
            Scanned::Nothing => Ok(nothing),
            Scanned::Several(matches) => Ok(ScanView {
                outcome: ScanOutcome::Several,
                matches,
                ..nothing
            }),
            Scanned::One(order) => self.advance(&order, target, nothing).await,
        }
    }

    async fn advance(
        &self,
        order: &ScannedOrder,
        target: &str,
        view: ScanView,
    ) -> Result<ScanView, DeskError> {
        let facts = &order.facts;
        let view = ScanView {
            order: Some(facts.name.clone()),
            from: facts.shipping_word.clone().or(facts.shipping.clone()),
            ..view
        };
        let may_not = |hindrance| ScanView {
            outcome: ScanOutcome::MayNot,
            hindrance: Some(hindrance),
            ..view.clone()
        };
        match decide(order, target) {
            Decision::MayNot(hindrance) => Ok(may_not(hindrance)),
            Decision::Already { action, since, by } => Ok(ScanView {
                outcome: ScanOutcome::Already,
                action_id: action,
                since,
                by,
                ..view
            }),
            Decision::Goes => {
                let request = ShippingRequest {
                    uuids: vec![facts.name.uuid.clone()],
                    target: Some(target.to_owned()),
                    name_ar: None,
                    name_en: None,
                    ..ShippingRequest::default()
                };
                match self.ship(request).await {
                    // Somebody else asked for something in this moment.
                    Err(DeskError::Store(StoreError::ActionPending)) => {
                        Ok(may_not(Hindrance::ChangeOpen))
                    }
                    asked => Ok(ScanView {
                        outcome: ScanOutcome::Done,
                        action_id: asked?.first().map(|action| action.id),
                        ..view
                    }),
                }
            }
        }
    }
}
