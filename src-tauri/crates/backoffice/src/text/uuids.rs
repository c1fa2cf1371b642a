//! Finding uuids in whatever was pasted.

use std::collections::HashSet;

use points_api::OrderUuid;

const UUID_LENGTH: usize = 36;

/// A uuid and where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundUuid {
    /// The uuid.
    pub uuid: OrderUuid,
    /// Whether the same text had it further up.
    pub repeated: bool,
}

/// What one line of a text has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFinding {
    /// The line, counted from 1.
    pub line: u32,
    /// The line's text, trimmed.
    pub text: String,
    /// Its uuids; empty when it has none.
    pub uuids: Vec<FoundUuid>,
}

/// Finds the uuids of a text, line by line. Any other text may stand around them; blank lines
/// are passed over. Hyphens are required: 32 bare hexadecimal digits may be anything.
pub fn find_uuids(text: &str) -> Vec<LineFinding> {
    let mut seen = HashSet::new();
    text.lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim().is_empty())
        .map(|(line, number)| LineFinding {
            line: number,
            text: line.trim().to_owned(),
            uuids: uuids_of(line)
                .into_iter()
                .map(|uuid| FoundUuid {
                    uuid,
                    repeated: !seen.insert(uuid),
                })
                .collect(),
        })
        .collect()
}

fn uuids_of(line: &str) -> Vec<OrderUuid> {
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(window) = bytes.get(start..start + UUID_LENGTH) {
        let stands_alone = (is_boundary(start.checked_sub(1).and_then(|at| bytes.get(at)))
            || is_encoded(start.checked_sub(3).and_then(|at| bytes.get(at..start))))
            && is_boundary(bytes.get(start + UUID_LENGTH));
        let uuid = (stands_alone && has_uuid_shape(window))
            .then(|| std::str::from_utf8(window).ok()?.parse().ok())
            .flatten();
        match uuid {
            Some(uuid) => {
                found.push(uuid);
                start += UUID_LENGTH;
            }
            None => start += 1,
        }
    }
    found
}

fn is_boundary(byte: Option<&u8>) -> bool {
    byte.is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-')
}

/// A callback address within another stands percent-encoded there: `%3D` is an equals sign.
fn is_encoded(before: Option<&[u8]>) -> bool {
    matches!(before, Some([b'%', high, low]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

fn has_uuid_shape(window: &[u8]) -> bool {
    window.iter().enumerate().all(|(at, byte)| match at {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const A: &str = "550e8400-e29b-41d4-a716-446655440000";
    const B: &str = "650e8400-e29b-41d4-a716-446655440001";

    #[test]
    fn any_text_may_stand_around_a_uuid() {
        let text = format!("طلب رقم {A}، شكرا\n\nhttps://shop.example/o/{B}?x=1\nno number here\n");
        let lines = find_uuids(&text);
        assert_eq!(
            lines.iter().map(|line| line.line).collect::<Vec<_>>(),
            [1, 3, 4]
        );
        assert_eq!(lines[0].uuids[0].uuid.to_string(), A);
        assert_eq!(lines[1].uuids[0].uuid.to_string(), B);
        assert!(lines[2].uuids.is_empty());
    }

    #[test]
    fn repetition_is_noticed_whatever_the_case() {
        let lines = find_uuids(&format!("{A}\n{}", A.to_uppercase()));
        assert!(!lines[0].uuids[0].repeated);
        assert!(lines[1].uuids[0].repeated);
    }

    #[test]
    fn a_uuid_is_found_in_an_encoded_address() {
        let text = format!("https://shop.example/?back=https%3A%2F%2Fp%2F%3Fuuid%3D{A}%26x%3d{B}");
        let found: Vec<_> = find_uuids(&text)[0]
            .uuids
            .iter()
            .map(|found| found.uuid.to_string())
            .collect();
        assert_eq!(found, [A, B]);
        assert!(find_uuids(&format!("%3g{A}"))[0].uuids.is_empty());
    }

    #[test]
    fn part_of_a_longer_word_is_no_uuid() {
        assert!(find_uuids(&format!("x{A}"))[0].uuids.is_empty());
        assert!(find_uuids(&format!("{A}0"))[0].uuids.is_empty());
        assert!(
            find_uuids("550e8400e29b41d4a716446655440000")[0]
                .uuids
                .is_empty()
        );
    }

    proptest! {
        #[test]
        fn every_uuid_is_found_in_any_text(
            bytes in proptest::collection::vec(any::<[u8; 16]>(), 1..20),
            noise in "[ ,;\"'|\t]{1,5}",
        ) {
            let uuids: Vec<_> = bytes.into_iter().map(OrderUuid::from_bytes).collect();
            let text = uuids.iter().fold(String::new(), |text, uuid| format!("{text}{uuid}{noise}"));
            let found: Vec<_> =
                find_uuids(&text).into_iter().flat_map(|line| line.uuids).map(|found| found.uuid).collect();
            prop_assert_eq!(found, uuids);
        }

        #[test]
        fn nothing_pasted_breaks_it(text in "\\PC{0,300}") {
            find_uuids(&text);
        }
    }
}
