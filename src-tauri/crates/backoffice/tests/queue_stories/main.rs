//! The queue against a real store and a local Points, through faults, offline times and restarts:
//! whatever happens, nothing is lost, doubled, overtaken or called what it is not.
//!
//! `POINTS_DESK_STORIES` says how many stories are told, `POINTS_DESK_SEED` repeats a run.
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

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};

use backoffice::view::{ActionChange, ActionKind, ActionState, SeveralStatuses};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestCaseError, TestRunner};

use crate::step::{ORDERS, Step, story as stories};
use crate::story::Story;

fn several() -> impl Strategy<Value = SeveralStatuses> {
    use SeveralStatuses::{All, Ask, OnlyLast};
    prop_oneof![Just(OnlyLast), Just(All), Just(Ask)]
}

const USUALLY: u32 = 12;

fn told<T: std::str::FromStr>(variable: &str) -> Option<T> {
    std::env::var(variable).ok()?.parse().ok()
}

/// What happened in all stories.
#[derive(Debug, Default)]
struct Counts {
    stories: u32,
    steps: usize,
    wishes: usize,
    states: BTreeMap<String, u32>,
    requests: usize,
}

#[test]
fn whatever_happens_the_queue_keeps_its_word() {
    let cases = told("POINTS_DESK_STORIES").unwrap_or(USUALLY);
    let seed = told("POINTS_DESK_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    println!("{cases} stories, POINTS_DESK_SEED={seed}");
    let begun = std::time::Instant::now();
    let counts = RefCell::new(Counts::default());
    let config = ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(seed),
        max_shrink_iters: 40,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let told = TestRunner::new(config).run(&(stories(), several()), |(steps, several)| {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(tell(&steps, several, &counts))
    });
    if let Err(error) = told {
        panic!("{error}");
    }
    let counts = counts.into_inner();
    println!(
        "{} stories of {} steps in {:.0?}: {} wishes, {:?}; {} requests; lost 0, doubled 0, \
         overtaken 0",
        counts.stories,
        counts.steps,
        begun.elapsed(),
        counts.wishes,
        counts.states,
        counts.requests
    );
}

async fn tell(
    steps: &[Step],
    several: SeveralStatuses,
    counts: &RefCell<Counts>,
) -> Result<(), TestCaseError> {
    let mut story = Story::begin(several).await;
    for step in steps {
        story.take(step).await;
    }
    story.come_to_rest().await;
    nothing_is_called_what_it_is_not(&story).await?;
    nothing_is_doubled(&story).await?;
    nothing_is_overtaken(&story).await?;
    let (standing, arrivals) = (story.standing().await, story.arrivals().await);
    {
        let mut counts = counts.borrow_mut();
        counts.stories += 1;
        counts.steps += steps.len();
        counts.wishes += story.wishes.len();
        counts.requests += arrivals.len();
        for action in standing {
            *counts
                .states
                .entry(format!("{:?}", action.state))
                .or_default() += 1;
        }
    }
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
                // What Points was too busy for, or whose key it refused, was certainly not done.
                // The key may have been refused to a read as well.
                let refused = |change: &&ActionChange| {
                    matches!(change.reason.as_deref(), Some("throttled" | "key_refused"))
                };
                let turned_away = action.changes.iter().filter(refused).count();
                let arrived = wish.arrived(&story.uuids, &arrivals).count();
                prop_assert!(arrived <= turned_away, "sent and superseded: {action:#?}");
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
    let truth = story.truth(order).await;
    let money = truth["order_status"].clone();
    match wish.kind {
        ActionKind::Cancel => money == "cancelled",
        // It may have been given back since.
        ActionKind::Capture => money == "captured" || money.to_string().contains("refunded"),
        ActionKind::Refund => money == "fully_refunded",
        ActionKind::Complete => truth["completed"] == true,
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

/// What arrives of an order is what was asked for, in that sequence and whole: without what a person
/// took back and what a later status took the place of, and up to the first wish of which nobody
/// knows. Behind that one nothing arrives.
async fn nothing_is_overtaken(story: &Story) -> Result<(), TestCaseError> {
    let arrivals = story.arrivals().await;
    for order in 0..ORDERS {
        let wishes: Vec<_> = story
            .wishes
            .iter()
            // Captures of one order are told apart by nothing.
            .filter(|wish| wish.order == Some(order) && !wish.text.is_empty())
            .collect();
        let (mut intended, mut left_out) = (Vec::new(), HashSet::new());
        for (number, wish) in wishes.iter().enumerate() {
            // What a person sends again is asked anew, behind the others.
            let [id] = wish.ids[..] else {
                left_out.insert(number);
                continue;
            };
            let action = story.view(id).await;
            let arrived = wish.arrived(&story.uuids, &arrivals).count();
            match action.state {
                ActionState::Confirmed | ActionState::Refused => {
                    // What Points shows already is not sent, or was lost on its way there.
                    if arrived > 0 || !is_reached(story, wish).await {
                        intended.push(number);
                    }
                }
                ActionState::Withdrawn | ActionState::Superseded => {
                    left_out.insert(number);
                }
                ActionState::Unknown | ActionState::NeedsPerson => {
                    if arrived > 0 {
                        intended.push(number);
                    }
                    break;
                }
                ActionState::Held | ActionState::Queued | ActionState::Sending => {
                    // It waits for an earlier capture, of which nobody knows.
                    break;
                }
            }
        }
        let mut came: Vec<usize> = arrivals
            .iter()
            .filter(|arrival| arrival.uuid.as_ref() == Some(&story.uuids[order]))
            .filter_map(|arrival| {
                wishes
                    .iter()
                    .position(|wish| wish.text == arrival.text && wish.call() == arrival.call)
            })
            .filter(|number| !left_out.contains(number))
            .collect();
        // One that is tried again comes again, before anything else does.
        came.dedup();
        prop_assert_eq!(
            &came,
            &intended,
            "not what was asked for: {:#?}, {:#?}",
            wishes,
            arrivals
        );
    }
    Ok(())
}
