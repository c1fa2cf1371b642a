//! Reproducible chance: the same seed and stream always give the same world.

/// A small deterministic generator (`SplitMix64`): cheap to start anew for every order, so that
/// orders can be generated one at a time, in any order.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        Self(scatter(seed ^ scatter(stream)))
    }

    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        scatter(self.0)
    }

    /// A number from 0 up to, but not including, `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        let product = u128::from(self.roll()) * u128::from(bound);
        u64::try_from(product >> 64).unwrap_or(0)
    }

    /// A number below `bound` where small ones are far more common: shops sell a few things often.
    pub(crate) fn skewed(&mut self, bound: u64) -> u64 {
        self.below(bound)
            .min(self.below(bound))
            .min(self.below(bound))
    }

    /// True in `percent` of 100 cases.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of the choices, each as likely as the others.
    pub(crate) fn pick<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        let index = self.below(u64::try_from(choices.len()).unwrap_or(0));
        at(choices, index)
    }

    /// One of the choices, the first ones far more likely than the last ones.
    pub(crate) fn pick_skewed<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        let index = self.skewed(u64::try_from(choices.len()).unwrap_or(0));
        at(choices, index)
    }

    /// Letters and digits, as in keys, secrets and session tokens.
    pub(crate) fn token(&mut self, length: usize) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        (0..length)
            .map(|_| char::from(self.pick(LETTERS)))
            .collect()
    }

    /// A version 4 uuid.
    pub(crate) fn uuid(&mut self) -> uuid::Uuid {
        let bits = (u128::from(self.roll()) << 64) | u128::from(self.roll());
        uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid()
    }
}

fn at<T: Copy + Default>(choices: &[T], index: u64) -> T {
    usize::try_from(index)
        .ok()
        .and_then(|index| choices.get(index))
        .copied()
        .unwrap_or_default()
}

/// Spreads every bit of the input over the whole output.
pub(crate) fn scatter(value: u64) -> u64 {
    let mixed = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
