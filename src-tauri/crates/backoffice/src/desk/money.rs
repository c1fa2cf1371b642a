//! Asking Points to move money: of an order, or by a new purchase.

use points_api::{OrderUuid, PublicKey};
use uuid::{Uuid, Version};

use super::actions::new_mark;
use super::orders::order_uuid;
use super::profile::OpenProfile;
use super::{Desk, DeskError};
use crate::actions::{PurchaseProblem, bare_number, checkout, earning, payment_method};
use crate::clock;
use crate::store::{NewIntent, StoreError};
use crate::view::{ActionKind, ActionView, MoneyHindrance, MoneyRequest, PurchaseRequest, Topic};

/// A reason leaves room for the mark within the 500 characters that Points takes.
const REASON_CHARACTERS: usize = 480;

impl Desk {
    /// Asks for something to happen with an order's money. Comes back when it is on disk; the same
    /// token is the same action, however often it is asked. What moves money never stands open
    /// twice, unless both are refunds.
    pub async fn ask_money(&self, request: MoneyRequest) -> Result<ActionView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let token = token_of(&request.token)?;
        let order = order_uuid(&request.uuid)?;
        let reason = reason_of(&request)?;
        if let Some(number) = &request.payment_method
            && payment_method(number).is_none()
        {
            return Err(DeskError::SettingInvalid("payment_method"));
        }
        // Two at once would each be held against what was left before the other.
        let _alone = self.asking.lock().await;
        if let Some(id) = open.store.action_of_token(token).await? {
            return Ok(open.store.action(id).await?);
        }
        let is_refund = request.kind == ActionKind::Refund;
        let amount_halalas = self.amount_offered(&open, order, &request).await?;
        let intent = NewIntent {
            order: Some(order),
            seen: request.seen,
            amount_halalas,
            given_reason: reason,
            payment_method: request
                .payment_method
                .filter(|_| request.kind == ActionKind::Complete),
            mark: (is_refund && self.settings().refund_marks).then(new_mark),
            asked_by: self.author(),
            ..NewIntent::new(token, request.kind, clock::now())
        };
        let id = match open.store.insert_actions(vec![intent]).await {
            Ok(ids) => ids.first().copied().ok_or(DeskError::OrderUnknown)?,
            Err(StoreError::ActionPending) => {
                return Err(DeskError::MoneyNotOffered(MoneyHindrance::ActionOpen));
            }
            Err(error) => return Err(error.into()),
        };
        self.board.changed(&[Topic::Actions, Topic::Orders]);
        self.set_off(&open, vec![id]);
        Ok(open.store.action(id).await?)
    }

    /// What no page of the documentation allows is not asked, nor more than is left by what is
    /// known. Gives the amount that is named, halalas.
    async fn amount_offered(
        &self,
        open: &OpenProfile,
        order: OrderUuid,
        request: &MoneyRequest,
    ) -> Result<Option<i64>, DeskError> {
        let (facts, total) = open
            .store
            .money(order, self.settings(), clock::now())
            .await?;
        if let Some(hindrance) = facts.offer(request.kind).hindrance {
            return Err(DeskError::MoneyNotOffered(hindrance));
        }
        if request.kind != ActionKind::Refund {
            return Ok(None);
        }
        let left_halalas = facts.left_halalas;
        let most = left_halalas.or(total);
        let amount = facts.refund_amount(request.amount_halalas, total);
        let is_unnamed = amount.is_none() && facts.must_name_amount;
        if is_unnamed
            || amount.is_some_and(|amount| amount <= 0 || most.is_some_and(|most| amount > most))
        {
            return Err(DeskError::AmountInvalid { left_halalas });
        }
        Ok(amount)
    }

    /// Gives points for a purchase, or makes a link to pay it by. Comes back when it is on disk; the
    /// same token is the same action. Checks what Points would refuse (API documentation, "Earning",
    /// "Begin checkout").
    pub async fn make_purchase(&self, request: PurchaseRequest) -> Result<ActionView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let token = token_of(&request.token)?;
        match request.kind {
            ActionKind::Earning => drop(earning(&request)?),
            ActionKind::Checkout => {
                drop(checkout(&request)?);
                let key = open.stored.public_key.clone();
                if key.and_then(|key| PublicKey::parse(key).ok()).is_none() {
                    return Err(DeskError::PublicKeyMissing);
                }
            }
            _ => return Err(PurchaseProblem("kind").into()),
        }
        let purchase =
            serde_json::to_string(&request).map_err(|_| StoreError::Unreadable("purchase"))?;
        let intent = NewIntent {
            order_number: Some(bare_number(&request.order_number)),
            amount_halalas: Some(request.total_halalas),
            purchase: Some(purchase),
            asked_by: self.author(),
            ..NewIntent::new(token, request.kind, clock::now())
        };
        let ids = open.store.insert_actions(vec![intent]).await?;
        let id = ids.first().copied().ok_or(DeskError::OrderUnknown)?;
        self.board.changed(&[Topic::Actions]);
        self.set_off(&open, vec![id]);
        Ok(open.store.action(id).await?)
    }
}

/// The token becomes the action's id: a uuid of version 7, so that ids come in the order of asking.
fn token_of(token: &str) -> Result<Uuid, DeskError> {
    token
        .parse()
        .ok()
        .filter(|token: &Uuid| token.get_version() == Some(Version::SortRand))
        .ok_or(DeskError::SettingInvalid("token"))
}

/// The documentation wants a reason that people can read with every cancellation and refund.
fn reason_of(request: &MoneyRequest) -> Result<Option<String>, DeskError> {
    let reason = request
        .reason
        .as_deref()
        .map(str::trim)
        .filter(|reason| !reason.is_empty());
    match request.kind {
        ActionKind::Cancel | ActionKind::Refund => {
            let reason = reason.ok_or(DeskError::ReasonInvalid)?;
            if reason.chars().count() > REASON_CHARACTERS {
                return Err(DeskError::ReasonInvalid);
            }
            Ok(Some(reason.to_owned()))
        }
        ActionKind::Authorize | ActionKind::Capture | ActionKind::Complete => Ok(None),
        ActionKind::Shipping | ActionKind::Earning | ActionKind::Checkout => {
            Err(DeskError::SettingInvalid("kind"))
        }
    }
}
