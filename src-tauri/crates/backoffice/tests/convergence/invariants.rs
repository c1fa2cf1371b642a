//! What holds of every order, whatever became of the messages about it. Each is a function of what was
//! heard and shown, and says what is wrong where it does not hold.

use backoffice::fold::{Field, Folded, Observation, Source, fold};
use points_api::FinancialStatus;

/// What the desk shows of one field, and who says so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub(crate) text: &'a str,
    pub(crate) by: &'a Observation,
    /// The last moment of the life of which that was said, as its place.
    pub(crate) moment: usize,
}

/// After one read the desk shows just what Points reports: every field that the answer carries.
pub(crate) fn the_read_is_believed(folded: &Folded<'_>, read: &Observation) -> Result<(), String> {
    for field in Field::ALL {
        let reported = field.of(&read.order);
        if reported.is_carried() && folded.value(field) != reported.value() {
            return Err(format!(
                "{field:?} is {:?} at Points, and the desk shows {:?}",
                reported.value(),
                folded.value(field)
            ));
        }
    }
    Ok(())
}

/// A late event never turns back what is shown of a status: neither to what was before by the times
/// that Points itself told, nor, where those do not say, by the documented way of the money.
pub(crate) fn a_late_event_turns_nothing_back(
    field: Field,
    before: Shown<'_>,
    after: Shown<'_>,
) -> Result<(), String> {
    let is_by_event = after.by.source == Source::Event;
    if !is_by_event || after.text == before.text || after.moment >= before.moment {
        return Ok(());
    }
    if is_known_to_be_older(after.by, before.by) {
        return Err(format!(
            "{field:?} was shown as {}, and a late event turned it back to {}",
            before.text, after.text
        ));
    }
    Ok(())
}

/// Whether anybody can know that the event tells of an earlier time.
fn is_known_to_be_older(event: &Observation, than: &Observation) -> bool {
    let dates = (updated_at(event), updated_at(than));
    match dates {
        (Some(one), Some(other)) if one != other => return one < other,
        // What does not say when yields to what does.
        (Some(_), None) if than.source == Source::Event => return false,
        (None, Some(_)) => return true,
        _ => {}
    }
    if than.source.is_api() {
        let came_first = event.sightings.iter().any(|seen| {
            than.sightings
                .iter()
                .any(|read| seen.heard_at <= read.asked_at)
        });
        let was_before = dates.0.is_some_and(|updated_at| {
            than.sightings
                .iter()
                .filter_map(|read| read.points_time)
                .any(|began_at| updated_at < began_at)
        });
        if came_first || was_before {
            return true;
        }
    }
    leads_to(event, than)
}

/// Whether the money goes from what the one says to what the other says, and never back.
fn leads_to(one: &Observation, other: &Observation) -> bool {
    let far = |told: &Observation| {
        use FinancialStatus as F;
        Some(match told.order.financial_status.value()? {
            F::New => 0,
            F::Authorized => 1,
            F::Approved | F::Captured => 2,
            F::PartiallyRefunded => 3,
            F::FullyRefunded | F::Cancelled => 4,
            F::Other(_) => return None,
        })
    };
    far(one)
        .zip(far(other))
        .is_some_and(|(one, other)| one < other)
}

/// Whatever is shown was said by somebody, letter by letter, be it documented or not.
pub(crate) fn nothing_is_made_up(folded: &Folded<'_>, heard: &[Observation]) -> Result<(), String> {
    for field in Field::ALL {
        let Some(winner) = folded.winner(field) else {
            continue;
        };
        let was_said = heard
            .iter()
            .any(|observation| field.of(&observation.order) == winner.value);
        if !was_said {
            return Err(format!(
                "{field:?} is shown as {:?}, which nobody said",
                winner.value
            ));
        }
    }
    Ok(())
}

/// Whoever wrote the same down in another sequence shows the same, and for the same reasons.
pub(crate) fn the_sequence_of_writing_does_not_count(
    folded: &Folded<'_>,
    heard: &[Observation],
) -> Result<(), String> {
    let mut turned: Vec<_> = heard.to_vec();
    turned.reverse();
    for observation in &mut turned {
        observation.sightings.reverse();
    }
    let turned = fold(&turned);
    let says = |folded: &Folded<'_>, field| {
        folded
            .winner(field)
            .map(|winner| (winner.observation.id, winner.value.clone()))
    };
    for field in Field::ALL {
        let (one, other) = (says(folded, field), says(&turned, field));
        if one != other {
            return Err(format!(
                "{field:?}: {one:?}, and written down backwards {other:?}"
            ));
        }
    }
    Ok(())
}

fn updated_at(observation: &Observation) -> Option<i64> {
    observation
        .order
        .updated_at
        .value()
        .map(chrono::DateTime::timestamp_millis)
}
