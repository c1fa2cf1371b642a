//! What a file is called, so that a person finds it again.

use super::figures;
use crate::view::PrintKind;

/// The most characters of an order's number in a name.
const MOST_OF_NUMBER: usize = 40;

/// The name of a file of one order, or of so many: `packing-slip-10482-20261125-141000.pdf`.
/// `printed_at` is in UTC milliseconds.
pub fn file_name(kind: PrintKind, number: Option<&str>, orders: usize, printed_at: i64) -> String {
    let what = match (kind, orders) {
        (PrintKind::Slip, 1) => "packing-slip",
        (PrintKind::Slip, _) => "packing-slips",
        (PrintKind::Summary, 1) => "order-summary",
        (PrintKind::Summary, _) => "order-summaries",
    };
    let which = match number.map(safe) {
        Some(number) if orders == 1 => number,
        _ => orders.to_string(),
    };
    let parts = [
        Some(what.to_owned()),
        Some(which),
        figures::stamp(printed_at),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    format!("{}.pdf", parts.join("-"))
}

/// The name of the file of the sheet of commands: `scan-commands-20261125-141000.pdf`.
pub fn file_name_of_commands(printed_at: i64) -> String {
    let stamp = figures::stamp(printed_at).map_or_else(String::new, |stamp| format!("-{stamp}"));
    format!("scan-commands{stamp}.pdf")
}

/// The name of the file of a report: `reconciliation-20261125-141000.pdf`. `at` is in UTC
/// milliseconds.
pub fn file_name_of_report(ending: &str, at: i64) -> String {
    let stamp = figures::stamp(at).map_or_else(String::new, |stamp| format!("-{stamp}"));
    format!("reconciliation{stamp}.{ending}")
}

/// Letters and digits that every system takes in a name.
fn safe(number: &str) -> String {
    let letters: String = number
        .chars()
        .take(MOST_OF_NUMBER)
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect();
    letters.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_after_its_order() {
        let at = 1_795_605_000_000;
        assert_eq!(
            file_name(PrintKind::Slip, Some("10482"), 1, at),
            "packing-slip-10482-20261125-141000.pdf"
        );
        assert_eq!(
            file_name(PrintKind::Summary, Some("10482"), 47, at),
            "order-summaries-47-20261125-141000.pdf"
        );
        assert_eq!(
            file_name(PrintKind::Slip, Some("../٣/A:7"), 1, at),
            "packing-slip-A-7-20261125-141000.pdf"
        );
        assert_eq!(
            file_name(PrintKind::Slip, Some("طلب"), 1, at),
            "packing-slip-20261125-141000.pdf"
        );
        assert_eq!(
            file_name_of_commands(at),
            "scan-commands-20261125-141000.pdf"
        );
    }
}
