//! An exhaustive model of the policy: every schedule of answers, losses, late applications, ends of
//! the program, second operators and events, to a stated depth.
//!
//! The program may end anywhere. Only while a request is under way does that matter: everything the
//! desk decides from is on disk before it does anything else, and the model's desk has nothing that
//! is not.
//!
//! `POINTS_DESK_DEEPER` lets each schedule go on for so many more of everything.

mod desks;
mod explore;
mod world;

use std::time::Instant;

use backoffice::view::ActionKind;

use desks::{Desk, Ours, ReadThenRetry, RetryEverything};
use explore::{Depth, Explorer, Tally};
use world::{Money, Scene};

/// Four requests are one more than three times again; two of everything else show what one after
/// the other does.
fn depth() -> Depth {
    let deeper = std::env::var("POINTS_DESK_DEEPER").ok();
    let deeper: u8 = deeper.map_or(0, |more| more.parse().unwrap());
    Depth {
        requests: 4 + deeper,
        in_vain: 2 + deeper,
        acts: 2 + deeper,
        events: 2 + deeper,
    }
}

fn scenes() -> Vec<Scene> {
    use ActionKind as K;
    use Money as M;
    let mut scenes = Vec::new();
    for (kind, in_part, from) in [
        (K::Authorize, false, M::New),
        (K::Capture, false, M::Authorized),
        (K::Complete, false, M::New),
        (K::Complete, false, M::Authorized),
        (K::Complete, false, M::Captured),
        (K::Cancel, false, M::New),
        (K::Cancel, false, M::Authorized),
        (K::Refund, false, M::Captured),
        (K::Refund, false, M::PartiallyRefunded),
        (K::Refund, true, M::Approved),
        (K::Refund, true, M::Captured),
        (K::Refund, true, M::PartiallyRefunded),
        (K::Shipping, false, M::Captured),
        (K::Earning, false, M::New),
        (K::Checkout, false, M::New),
    ] {
        for choice in [false, true] {
            scenes.push(Scene {
                kind,
                in_part,
                from,
                // One of these matters in each scene.
                learnt: choice,
                echoes: choice,
                lenient: choice,
            });
        }
    }
    scenes
}

/// What each scene comes to, printed.
fn explore(name: &str, desk: &impl Desk, scenes: &[Scene]) -> Vec<(Scene, Tally)> {
    let depth = depth();
    let mut states = 0;
    let start = Instant::now();
    let mut tallies = Vec::new();
    for scene in scenes {
        let mut explorer = Explorer::new(desk, *scene, depth);
        let tally = explorer.run();
        states += explorer.states();
        println!(
            "{name}, {:?}{} from {} ({}): {tally}",
            scene.kind,
            if scene.in_part { " in part" } else { "" },
            scene.from.word(),
            if scene.lenient { "kind" } else { "strict" },
        );
        tallies.push((*scene, tally));
    }
    println!(
        "{name}, {depth:?}, {states} states in {:?}: {}",
        start.elapsed(),
        sum(&tallies)
    );
    tallies
}

fn sum(tallies: &[(Scene, Tally)]) -> Tally {
    let mut all = Tally::default();
    for (_, tally) in tallies {
        all += *tally;
    }
    all
}

fn refunds_in_part() -> Vec<Scene> {
    let mut scenes = scenes();
    scenes.retain(|scene| scene.kind == ActionKind::Refund && scene.in_part);
    scenes
}

#[test]
fn no_schedule_doubles_a_refund_or_tells_an_untruth() {
    let tallies = explore("the desk", &Ours, &scenes());
    for (scene, tally) in &tallies {
        assert!(tally.is_sound(), "{scene:?}: {tally}");
        // A desk that asked a person about everything would be sound too. Only where Points refuses
        // to complete what is captured is there nothing to confirm.
        let can_be_done = scene.lenient || scene.from != Money::Captured;
        assert!(
            tally.confirmed > 0 || (scene.kind == ActionKind::Complete && !can_be_done),
            "{scene:?}: {tally}"
        );
    }
    assert!(sum(&tallies).refused > 0);
}

#[test]
fn the_policy_of_the_official_php_library_doubles_refunds_and_calls_applied_ones_failed() {
    let all = explore("PHP library", &RetryEverything, &scenes());
    let refunds: Vec<_> = all
        .iter()
        .filter(|(scene, _)| scene.kind == ActionKind::Refund && scene.in_part)
        .copied()
        .collect();
    assert!(sum(&refunds).doubled > 0, "the model must be able to fail");
    let all = sum(&all);
    assert!(all.refused_but_applied > 0, "{all}");
    assert!(all.forgotten > 0, "{all}");
}

#[test]
fn reading_before_a_retry_is_not_enough_for_a_refund_in_part() {
    let all = sum(&explore(
        "read, then retry",
        &ReadThenRetry,
        &refunds_in_part(),
    ));
    assert!(all.doubled > 0, "{all}");
    assert!(all.confirmed_but_not > 0, "{all}");
}
