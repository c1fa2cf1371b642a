//! Chance that comes out the same in every run: `SplitMix64`, begun anew for every order.

#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(stream: u64) -> Self {
        Self(scatter(
            stream.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x2545_F491_4F6C_DD1D,
        ))
    }

    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        scatter(self.0)
    }

    /// From 0 up to, but not including, `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        let product = u128::from(self.roll()) * u128::from(bound);
        u64::try_from(product >> 64).unwrap_or_default()
    }

    pub(crate) fn index(&mut self, length: usize) -> usize {
        let bound = u64::try_from(length).unwrap_or(u64::MAX);
        usize::try_from(self.below(bound)).unwrap_or_default()
    }

    /// The first ones far more likely than the last ones, as words and goods are.
    pub(crate) fn skewed_index(&mut self, length: usize) -> usize {
        self.index(length)
            .min(self.index(length))
            .min(self.index(length))
    }

    pub(crate) fn pick(&mut self, choices: &[&'static str]) -> &'static str {
        let index = self.index(choices.len());
        choices.get(index).copied().unwrap_or_default()
    }

    pub(crate) fn pick_skewed(&mut self, choices: &[&'static str]) -> &'static str {
        let index = self.skewed_index(choices.len());
        choices.get(index).copied().unwrap_or_default()
    }
}

fn scatter(value: u64) -> u64 {
    let mixed = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
