//! Events and answers of Points say different things.

use points_api::FinancialStatus;

use super::Draft;
use crate::cases::known::{Known, Money};
use crate::cases::lifecycle::{Told, agrees, may_become, told};
use crate::view::{CaseClass, CaseStep, FactKind, ObservationSource};

const MINUTE: i64 = 60_000;

/// A read so soon after an event may come from a copy that is behind.
const MAY_BE_BEHIND: i64 = MINUTE;

/// Points tries a delivery three times; after so long it gave up.
const GIVES_UP_AFTER: i64 = 15 * MINUTE;

/// An event told what a later read does not know of. It is read again first; then a person sees
/// the contradiction.
pub(super) fn events_ahead(known: &Known<'_>) -> Option<Draft> {
    let order = known.order?;
    let first = known.event_ahead()?;
    let read = known.last_read()?;
    let status = FinancialStatus::from(read.financial.as_deref()?);
    let names = order
        .events
        .iter()
        .filter(|event| !agrees(&told(event), &status))
        .map(|event| event.name.clone())
        .collect();
    let recommended = if read.asked_at < first.heard_at.saturating_add(MAY_BE_BEHIND) {
        CaseStep::ReadAgain
    } else {
        CaseStep::Explain
    };
    Some(
        Draft::of(CaseClass::EventsAhead, first.heard_at, recommended)
            .or(&[CaseStep::ReadAgain])
            .differing(&[], &[FactKind::Financial])
            .differing_events(names),
    )
}

/// Points answers with a status that no event told of, though all events of that time would have
/// come. The answer is taken; that the delivery failed is worth knowing.
pub(super) fn webhook_lost(known: &Known<'_>) -> Option<Draft> {
    let order = known.order?;
    let inbox = known.facts.inbox?;
    let status = order.financial.as_ref()?;
    // Whether a refund is told at all is where the documentation contradicts itself.
    let is_always_told = matches!(
        known.money,
        Money::Reserved | Money::Paid | Money::Cancelled
    );
    if !is_always_told || status.source == ObservationSource::Event {
        return None;
    }
    let not_before = order.created_at.max(status.otherwise_at)?;
    let tried_until = status.since.saturating_add(GIVES_UP_AFTER);
    if inbox.since > not_before || inbox.until < tried_until {
        return None;
    }
    let word = FinancialStatus::from(status.word.as_str());
    let is_told = order.events.iter().any(|event| match told(event) {
        Told::Status(told) => may_become(&word, &told),
        Told::Reversed => true,
        Told::Nothing => false,
    });
    if is_told {
        return None;
    }
    Some(
        Draft::of(CaseClass::WebhookLost, status.since, CaseStep::Explain)
            .or(&[CaseStep::ReadAgain])
            .differing(&[], &[FactKind::Financial]),
    )
}
