//! The queue against a real store and a local Points, through faults, offline times and restarts:
//! whatever happens, nothing is lost, doubled, overtaken or called what it is not.
//!
//! `PROPTEST_CASES` tells more stories.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    missing_docs,
    reason = "a test may"
)]

#[path = "../hook/mod.rs"]
mod hook;
mod kills;
mod lost_answers;
mod network;
#[path = "../shop/mod.rs"]
mod shop;
mod step;
mod story;
mod surprises;

use backoffice::view::{ActionChange, ActionKind, ActionState, SeveralStatuses};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::step::{ORDERS, Step, story as stories};
use crate::story::Story;

fn several() -> impl Strategy<Value = SeveralStatuses> {
    use SeveralStatuses::{All, Ask, OnlyLast};
    prop_oneof![Just(OnlyLast), Just(All), Just(Ask)]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 12,
        max_shrink_iters: 40,
        ..ProptestConfig::default()
    })]

    #[test]
    fn whatever_happens_the_queue_keeps_its_word(steps in stories(), several in several()) {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(tell(&steps, several))?;
    }
}

async fn tell(steps: &[Step], several: SeveralStatuses) -> Result<(), TestCaseError> {
    let mut story = Story::begin(several).await;
    for step in steps {
        story.take(step).await;
    }
    story.come_to_rest().await;
    nothing_is_called_what_it_is_not(&story).await?;
    nothing_is_doubled(&story).await?;
    nothing_is_overtaken(&story).await?;
    story.end().await;
    Ok(())
}

/// What is confirmed, Points knows; what is refused, withdrawn or superseded, it never did.
async fn nothing_is_called_what_it_is_not(story: &Story) -> Result<(), TestCaseError> {
    let arrivals = story.arrivals().await;
    for wish in &story.wishes {
        let applied = wish.applied(&story.uuids, &arrivals);
        for id in &wish.ids {
            // Whatever was acknowledged is still there, or this panics.
            let action = story.view(*id).await;
            match action.state {
                ActionState::Confirmed => {
                    let is_so = applied > 0 || is_reached(story, wish).await;
                    prop_assert!(is_so, "a false yes: {action:#?}, {arrivals:#?}");
                }
                ActionState::Refused | ActionState::Superseded if !wish.text.is_empty() => {
                    prop_assert_eq!(applied, 0, "a false no: {:#?}", action);
                }
                _ => {}
            }
            if action.state == ActionState::Superseded {
                // What Points was too busy for was certainly not done.
                let throttled =
                    |change: &&ActionChange| change.reason.as_deref() == Some("throttled");
                let turned_away = action.changes.iter().filter(throttled).count();
                let arrived = wish.arrived(&story.uuids, &arrivals).count();
                prop_assert_eq!(arrived, turned_away, "sent and superseded: {:#?}", action);
            }
        }
    }
    Ok(())
}

/// Whether a goal is reached by whomever.
async fn is_reached(story: &Story, wish: &story::Wish) -> bool {
    let Some(order) = wish.order else {
        return false;
    };
    let money = story.truth(order).await["order_status"].clone();
    match wish.kind {
        ActionKind::Cancel => money == "cancelled",
        // It may have been given back since.
        ActionKind::Capture => money == "captured" || money.to_string().contains("refunded"),
        ActionKind::Refund => money == "fully_refunded",
        _ => false,
    }
}

/// A refund and a purchase leave once, and once more each time that a person says so.
async fn nothing_is_doubled(story: &Story) -> Result<(), TestCaseError> {
    let arrivals = story.arrivals().await;
    for wish in &story.wishes {
        if !matches!(wish.kind, ActionKind::Refund | ActionKind::Earning) {
            continue;
        }
        let applied = wish.applied(&story.uuids, &arrivals);
        prop_assert!(applied <= 1, "doubled: {wish:?}, {arrivals:#?}");
        let mut left = 0;
        for id in &wish.ids {
            left += story.view(*id).await.tries;
        }
        let arrived = wish.arrived(&story.uuids, &arrivals).count();
        prop_assert!(arrived <= left as usize, "unwritten: {wish:?}");
    }
    Ok(())
}

/// The wishes of an order arrive in the sequence in which they were asked.
async fn nothing_is_overtaken(story: &Story) -> Result<(), TestCaseError> {
    let arrivals = story.arrivals().await;
    for order in 0..ORDERS {
        let wishes: Vec<_> = story
            .wishes
            .iter()
            .filter(|wish| wish.order == Some(order) && !wish.text.is_empty())
            .collect();
        let came: Vec<usize> = arrivals
            .iter()
            .filter_map(|arrival| {
                wishes
                    .iter()
                    .position(|wish| wish.text == arrival.text)
                    // What a person sends again is asked anew, behind the others.
                    .filter(|number| wishes[*number].ids.len() == 1)
            })
            .collect();
        prop_assert!(came.is_sorted(), "overtaken: {came:?} of {wishes:#?}");
    }
    Ok(())
}
