//! Reads how many tests passed and failed from what the test runners print.

use std::ops::AddAssign;

/// How many tests a step ran.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct TestCounts {
    /// Passed.
    pub(crate) passed: u64,
    /// Failed, timed out, or could not start.
    pub(crate) failed: u64,
}

impl AddAssign for TestCounts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl TestCounts {
    /// Sums the summaries of cargo test, nextest and vitest.
    pub(crate) fn read(output: &str) -> Self {
        let mut sum = Self::default();
        for line in without_colours(output).lines() {
            // nextest repeats, indented, what a failed test printed: its runner's summary too.
            let runner_of_cargo = line.strip_prefix("test result: ");
            let line = line.trim();
            let parts = if let Some(rest) = runner_of_cargo {
                rest.split_once(". ").map(|(_, parts)| (parts, ';'))
            } else if line.starts_with("Summary [") {
                line.rsplit_once(": ").map(|(_, parts)| (parts, ','))
            } else {
                line.strip_prefix("Tests ").map(|parts| (parts, '|'))
            };
            if let Some((parts, separator)) = parts {
                for part in parts.split(separator) {
                    sum.add(part.trim());
                }
            }
        }
        sum
    }

    fn add(&mut self, part: &str) {
        let mut words = part.split_whitespace();
        let Some(number) = words.next().and_then(|word| word.parse::<u64>().ok()) else {
            return;
        };
        match words.next() {
            Some("passed") => self.passed += number,
            Some("failed" | "timed" | "exec") => self.failed += number,
            _ => {}
        }
    }
}

fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            // ESC [ … letter
            for part in characters.by_ref() {
                if part.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64) -> TestCounts {
        TestCounts { passed, failed }
    }

    #[test]
    fn cargo_test_prints_a_line_for_each_binary() {
        let output = "running 2 tests\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(TestCounts::read(output), counts(5, 1));
    }

    #[test]
    fn nextest_prints_one_summary() {
        let output = "     Summary [   1.2s] 14 tests run: 11 passed (1 slow), 2 failed, 1 timed out, 4 skipped\n";
        assert_eq!(TestCounts::read(output), counts(11, 3));
    }

    #[test]
    fn what_nextest_shows_of_a_failed_test_does_not_count_again() {
        let output = "        FAIL [   0.3s] (1/14) a::test\n\
            \x20 stdout ───\n\
            \x20   test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 74 filtered out\n\
            \x20    Summary [   1.2s] 14 tests run: 13 passed, 1 failed, 0 skipped\n";
        assert_eq!(TestCounts::read(output), counts(13, 1));
    }

    #[test]
    fn vitest_prints_in_colours() {
        let output = "\u{1b}[2m Test Files \u{1b}[22m \u{1b}[1m\u{1b}[32m4 passed\u{1b}[39m (4)\n\
            \u{1b}[2m      Tests \u{1b}[22m \u{1b}[31m1 failed\u{1b}[39m | \u{1b}[32m30 passed\u{1b}[39m (31)\n";
        assert_eq!(TestCounts::read(output), counts(30, 1));
    }

    #[test]
    fn other_lines_do_not_count() {
        assert_eq!(TestCounts::read("3 passed\nTests are good\n"), counts(0, 0));
    }
}
