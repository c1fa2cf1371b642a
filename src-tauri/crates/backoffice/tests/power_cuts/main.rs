//! A power cut at any moment: what was written and not synced is gone, or there in part, and the
//! network with it. Nothing that was acknowledged is missing, and nothing is sent twice.
//!
//! kill -9 cannot show this. `POINTS_DESK_CUTS` says how many cuts are made, `POINTS_DESK_SEED`
//! repeats a run.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::similar_names,
    unreachable_pub,
    missing_docs,
    clippy::missing_panics_doc,
    reason = "a test may"
)]

mod disks;
#[path = "../hook/mod.rs"]
mod hook;
mod network;
mod round;
#[path = "../shop/mod.rs"]
mod shop;

use power_cut::Left;

use crate::round::Rounds;

const USUALLY: usize = 240;
/// So many cuts are made in what one life of the desk wrote. The desk lives on after the last.
const OF_ONE_LIFE: usize = 12;

/// Reproducible chance (`SplitMix64`).
pub struct Dice(u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    /// What a cut leaves of what was not synced.
    pub fn left(&mut self) -> Left {
        match self.roll() % 5 {
            0 | 1 => Left::Nothing,
            2 => Left::All,
            _ => Left::Some {
                percent: [5, 50, 95][self.below(3)],
                seed: self.roll(),
            },
        }
    }
}

fn told<T: std::str::FromStr>(variable: &str) -> Option<T> {
    std::env::var(variable).ok()?.parse().ok()
}

#[test]
fn nothing_is_lost_or_doubled_whenever_the_power_is_cut() {
    let cuts = told("POINTS_DESK_CUTS").unwrap_or(USUALLY);
    let seed = told("POINTS_DESK_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    println!("{cuts} power cuts, POINTS_DESK_SEED={seed}");
    let begun = std::time::Instant::now();
    let mut rounds = Rounds::begin(seed);
    let mut dice = Dice(seed);
    let mut made = 0;
    while made < cuts {
        let of_this_life = OF_ONE_LIFE.min(cuts - made);
        rounds.live_and_cut(&mut dice, of_this_life, false);
        made += of_this_life;
    }
    let counts = rounds.end();
    println!(
        "{made} power cuts in {:.0?}: {counts}; lost 0, doubled 0",
        begun.elapsed()
    );
}

/// That the test can fail: a disk that says it synced and does not, as `synchronous=OFF` has it.
#[test]
fn a_disk_that_does_not_sync_loses_what_was_acknowledged() {
    let lost = std::panic::catch_unwind(|| {
        let mut rounds = Rounds::begin(3);
        let mut dice = Dice(3);
        for _ in 0..5 {
            rounds.live_and_cut(&mut dice, OF_ONE_LIFE, true);
        }
    });
    let said = lost.expect_err("nothing was lost");
    let said = said.downcast_ref::<String>().cloned().unwrap_or_default();
    assert!(
        ["lost", "unwritten", "not open", "not sound"]
            .iter()
            .any(|word| said.contains(word)),
        "{said}"
    );
}
