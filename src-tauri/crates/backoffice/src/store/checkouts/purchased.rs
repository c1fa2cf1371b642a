//! Purchases that were made in the app: their checkouts are expected from then on.

use rusqlite::{OptionalExtension, Transaction};

use super::{Said, Telling, add, of_uuid};
use crate::store::StoreError;
use crate::store::actions::ActionRecord;
use crate::text::points_number;
use crate::view::{Made, PurchaseRequest};

/// A purchase that Points took is a checkout that is from the app, in the transaction that confirms
/// the action. A row of the shop about the same purchase stands beside it, or becomes one with it by
/// its uuid.
pub(in crate::store) fn expect(
    transaction: &Transaction<'_>,
    action: &ActionRecord,
    at: i64,
) -> Result<(), StoreError> {
    let known: Option<i64> = transaction
        .prepare_cached("SELECT id FROM checkouts WHERE action_id = ?1")?
        .query_row([action.id], |row| row.get(0))
        .optional()?;
    if known.is_some() {
        return Ok(());
    }
    let said = said(action);
    let known = match said.uuid {
        Some(uuid) => of_uuid(transaction, uuid)?.map(|known| known.id),
        None => None,
    };
    let id = if let Some(id) = known {
        id
    } else {
        let telling = Telling {
            file: None,
            as_of: at,
            now: at,
        };
        let identity = format!("action {}", action.id);
        add(transaction, &identity, &said, telling)?.id
    };
    transaction
        .prepare_cached("UPDATE checkouts SET action_id = ?2 WHERE id = ?1")?
        .execute([id, action.id])?;
    Ok(())
}

/// What is known of a purchase that Points took.
fn said(action: &ActionRecord) -> Said {
    // What was entered was read before it was sent.
    let entered: Option<PurchaseRequest> = action
        .purchase
        .as_deref()
        .and_then(|text| serde_json::from_str(text).ok());
    let text = |field: fn(&PurchaseRequest) -> &Option<String>| {
        entered
            .as_ref()
            .and_then(|entered| field(entered).as_deref())
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let phone = text(|entered| &entered.phone);
    Said {
        uuid: match &action.made {
            Some(Made::Order { uuid }) => uuid.parse().ok(),
            _ => None,
        },
        link: match &action.made {
            Some(Made::Checkout { url }) => Some(url.clone()),
            _ => None,
        },
        order_number: action.order_number.clone().unwrap_or_default(),
        amount_halalas: action.amount_halalas,
        opened_at: Some(action.sent_at.unwrap_or(action.asked_at)),
        customer: text(|entered| &entered.customer_name),
        phone: phone.map(|phone| points_number(&phone).unwrap_or(phone)),
        city: text(|entered| &entered.city),
        address: text(|entered| &entered.address_line),
        ..Said::default()
    }
}
