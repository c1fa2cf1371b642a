//! Reproducible chance.

/// Numbers from a seed (`SplitMix64`); the same ones for the same seed.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// Those of one sequence of a run: neighbours have nothing in common.
    pub(crate) fn of(seed: u64, sequence: u64) -> Self {
        let mut dice = Self(seed);
        Self(dice.roll() ^ sequence.wrapping_mul(0xD6E8_FEB8_6659_FD93))
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From `from` up to and without `to`.
    pub(crate) fn within(&mut self, from: i64, to: i64) -> i64 {
        let span = u64::try_from(to - from).unwrap().max(1);
        from + i64::try_from(self.roll() % span).unwrap()
    }

    /// True so many times out of a hundred.
    pub(crate) fn chance(&mut self, percent: i64) -> bool {
        self.within(0, 100) < percent
    }

    pub(crate) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.within(0, i64::try_from(of.len()).unwrap())).unwrap()]
    }

    /// How long something takes, milliseconds: mostly moments, sometimes days.
    pub(crate) fn while_long(&mut self) -> i64 {
        match self.within(0, 10) {
            0..5 => self.within(1, 900),
            5..7 => self.within(900, 60_000),
            7..9 => self.within(60_000, 6 * 3_600_000),
            _ => self.within(3_600_000, 72 * 3_600_000),
        }
    }
}
