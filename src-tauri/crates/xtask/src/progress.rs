//! Says what is going on and how long it took.

use std::time::{Duration, Instant};

/// Announces a long step, does it, and says how long it took.
pub(crate) fn step<T>(title: &str, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    eprintln!("\n==> {title}");
    let started = Instant::now();
    let outcome = work();
    let took = seconds(started.elapsed());
    match &outcome {
        Ok(_) => eprintln!("    done in {took}"),
        Err(_) => eprintln!("    failed after {took}"),
    }
    outcome
}

/// Something the person should know.
pub(crate) fn say(text: &str) {
    eprintln!("    {text}");
}

/// `7.2 s`, `4 min 05 s`.
pub(crate) fn seconds(time: Duration) -> String {
    if time < Duration::from_mins(1) {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_short_and_exact_enough() {
        assert_eq!(seconds(Duration::from_millis(7_240)), "7.2 s");
        assert_eq!(seconds(Duration::from_secs(245)), "4 min 05 s");
    }
}
