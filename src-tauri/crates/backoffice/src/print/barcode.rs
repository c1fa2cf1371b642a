//! The order number as Code 128 (ISO/IEC 15417).

use code128::Code128;

/// Light modules that must stay free on each side.
pub(super) const QUIET_ZONE: u16 = 10;

/// Label printers have 203 dots an inch; bars of whole dots come out sharp. Points.
pub(super) const DOT: f32 = 72.0 / 203.0;

/// The narrowest bar that handheld scanners read well, dots.
const LEAST_DOTS: u8 = 2;

/// More is no easier to read, dots.
const MOST_DOTS: u8 = 4;

/// A dark bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bar {
    /// From the left edge of the quiet zone, modules.
    pub(super) start: u16,
    /// Modules.
    pub(super) width: u16,
}

/// A bar code, in modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Barcode {
    /// The bars, from left to right in every language.
    pub(super) bars: Vec<Bar>,
    /// With both quiet zones, modules.
    pub(super) width: u16,
}

impl Barcode {
    /// The code of a number; none where scanners would not agree on what it says, or where it is
    /// too long for any paper: Code 128 is safe for printable ASCII alone.
    pub(super) fn of(number: &str) -> Option<Self> {
        let is_safe = number.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if number.is_empty() || number.len() > 80 || !is_safe {
            return None;
        }
        let mut bars = Vec::new();
        let mut at = QUIET_ZONE;
        let mut end = at;
        for bar in Code128::encode(number.as_bytes()).bars() {
            let width = u16::from(bar.width);
            bars.push(Bar { start: at, width });
            end = at + width;
            at = end + u16::from(bar.space);
        }
        Some(Self {
            bars,
            width: end + QUIET_ZONE,
        })
    }

    /// The width of one module in points that fits into `room` points; none where bars would
    /// become too narrow to be read.
    pub(super) fn module(&self, room: f32) -> Option<f32> {
        (LEAST_DOTS..=MOST_DOTS)
            .rev()
            .map(|dots| f32::from(dots) * DOT)
            .find(|module| f32::from(self.width) * module <= room)
    }
}

#[cfg(test)]
mod tests {
    use code128::decode_str;

    use super::*;

    /// Bars and spaces as a scanner sees them, the quiet zones apart.
    fn seen(barcode: &Barcode) -> Vec<u16> {
        let mut widths = Vec::new();
        for (bar, next) in barcode.bars.iter().zip(barcode.bars.iter().skip(1)) {
            widths.extend([bar.width, next.start - bar.start - bar.width]);
        }
        widths.push(barcode.bars.last().unwrap().width);
        widths
    }

    #[test]
    fn the_bars_are_those_of_the_standard() {
        // Start C, 10, 42, checksum (105 + 10 + 2 × 42) mod 103 = 96, stop: ISO/IEC 15417, table 1.
        let table = ["211232", "221312", "112133", "114311", "2331112"];
        let wanted: Vec<u16> = table
            .concat()
            .chars()
            .map(|width| u16::try_from(width.to_digit(10).unwrap()).unwrap())
            .collect();
        let barcode = Barcode::of("1042").unwrap();
        assert_eq!(seen(&barcode), wanted);
        assert_eq!(barcode.bars[0].start, QUIET_ZONE);
        assert_eq!(barcode.width, 4 * 11 + 13 + 2 * QUIET_ZONE);
    }

    #[test]
    fn what_is_encoded_is_read_again() {
        for number in ["10482", "A-77/2026", "#1042", "PNT 20260001234"] {
            let barcode = Barcode::of(number).unwrap();
            let mut widths = seen(&barcode);
            widths.push(0);
            let bars: Vec<_> = widths
                .chunks(2)
                .map(|pair| code128::Bar {
                    width: pair[0].try_into().unwrap(),
                    space: pair[1].try_into().unwrap(),
                })
                .collect();
            assert_eq!(decode_str(&bars).unwrap(), number);
        }
    }

    #[test]
    fn a_number_that_scanners_would_not_agree_on_has_no_bars() {
        for number in ["", "طلب ١٢", "é1", "1\t2", &"9".repeat(81)] {
            assert_eq!(Barcode::of(number), None, "{number}");
        }
    }

    #[test]
    fn bars_are_whole_dots_and_never_too_narrow() {
        let barcode = Barcode::of("10482").unwrap();
        let narrowest = f32::from(barcode.width) * 2.0 * DOT;
        assert_eq!(barcode.module(narrowest - 0.1), None);
        assert_eq!(barcode.module(narrowest + 0.1), Some(2.0 * DOT));
        assert_eq!(barcode.module(10_000.0), Some(4.0 * DOT));
    }
}
