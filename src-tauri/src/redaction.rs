//! Takes out of a line of the log what looks like a key, a webhook secret or a phone.

use points_api::phone;

/// What stands in a secret's place.
const REMOVED: &str = "[…]";
/// A run of so many key characters is no word of a message.
const KEY_LENGTH: usize = 20;
/// A uuid's length in its usual form; an order's uuid is no secret and is what one looks for.
const UUID_LENGTH: usize = 36;
/// Headers whose value is a secret whatever it looks like.
const SECRET_HEADERS: [&str; 2] = ["x-api-key", "x-webhook-secret"];

/// The text without secrets.
pub(crate) fn redacted(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (piece, after) = next_piece(rest, first);
        clean.push_str(piece.shown);
        if piece.removed {
            clean.push_str(REMOVED);
        }
        rest = after;
    }
    clean
}

struct Piece<'a> {
    shown: &'a str,
    removed: bool,
}

fn next_piece(rest: &str, first: char) -> (Piece<'_>, &str) {
    let number = phone_span(rest, first);
    if number > 0 {
        return (removed(""), rest.get(number..).unwrap_or_default());
    }
    if !is_key_character(first) {
        return split(rest, first.len_utf8());
    }
    let end = rest
        .find(|character| !is_key_character(character))
        .unwrap_or(rest.len());
    let (run, after) = rest.split_at(end);
    if SECRET_HEADERS
        .iter()
        .any(|header| run.eq_ignore_ascii_case(header))
    {
        let value = header_value(after);
        return (removed(run), after.get(value..).unwrap_or_default());
    }
    if looks_like_a_key(run) {
        return (removed(""), after);
    }
    split(rest, end)
}

fn removed(shown: &str) -> Piece<'_> {
    Piece {
        shown,
        removed: true,
    }
}

fn split(rest: &str, at: usize) -> (Piece<'_>, &str) {
    let (shown, after) = rest.split_at(at);
    let piece = Piece {
        shown,
        removed: false,
    };
    (piece, after)
}

fn is_key_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '+')
}

fn looks_like_a_key(run: &str) -> bool {
    run.len() >= KEY_LENGTH && !is_uuid(run) && !is_name(run)
}

fn is_uuid(run: &str) -> bool {
    run.len() == UUID_LENGTH
        && run.char_indices().all(|(at, character)| match at {
            8 | 13 | 18 | 23 => character == '-',
            _ => character.is_ascii_hexdigit(),
        })
}

/// Names in the program, such as modules, have only small letters and underscores.
fn is_name(run: &str) -> bool {
    run.contains('_')
        && run
            .chars()
            .all(|character| character.is_ascii_lowercase() || character == '_')
}

/// How much of the text after a header's name is its value: up to the end of the word, whatever
/// stands between.
fn header_value(after: &str) -> usize {
    let value = after
        .find(|character: char| character.is_alphanumeric())
        .unwrap_or(after.len());
    after
        .get(value..)
        .and_then(|text| text.find(|character: char| character.is_whitespace() || character == '"'))
        .map_or(after.len(), |length| value + length)
}

/// How many bytes at the start are a phone number: digits in any script with single spaces or
/// dashes between. Zero when it is none.
fn phone_span(text: &str, first: char) -> usize {
    if !(first.is_numeric() || first == '+') {
        return 0;
    }
    let mut end = 0;
    let mut separated = false;
    for (at, character) in text.char_indices() {
        if character.is_numeric() || (character == '+' && at == 0) {
            end = at + character.len_utf8();
            separated = false;
        } else if matches!(character, ' ' | '-') && !separated {
            separated = true;
        } else {
            break;
        }
    }
    let number = text.get(..end).unwrap_or_default();
    let ends_a_word = text
        .get(end..)
        .and_then(|after| after.chars().next())
        .is_none_or(|character| !character.is_alphanumeric());
    if ends_a_word && phone::normalise(number).is_some() {
        end
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::redacted;

    #[test]
    fn keys_are_taken_out_wherever_they_stand() {
        for (line, clean) in [
            ("key=prv_9f8e7d6c5b4a3928 end", "key=[…] end"),
            ("\"prv_9f8e7d6c5b4a39281706\"", "\"[…]\""),
            (
                "https://x/api/v1/orders/checkout/pub_0123456789abcdef01",
                "https://x/api/v1/orders/checkout/[…]",
            ),
            ("x-api-key: short1", "x-api-key[…]"),
            (
                "X-Webhook-Secret=\"a b\" more",
                "X-Webhook-Secret[…] b\" more",
            ),
            ("{\"x-api-key\": \"k1\"}", "{\"x-api-key[…]\"}"),
            ("AbCdEfGhIjKlMnOpQrStUv", "[…]"),
            ("مفتاح prv_9f8e7d6c5b4a39281706 هنا", "مفتاح […] هنا"),
        ] {
            assert_eq!(redacted(line), clean, "{line}");
        }
    }

    #[test]
    fn phones_are_taken_out_in_every_form() {
        for phone in [
            "+966501234567",
            "00966501234567",
            "966501234567",
            "0501234567",
            "501234567",
            "050 123 4567",
            "+966 50-123-4567",
            "٠٥٠١٢٣٤٥٦٧",
        ] {
            let line = redacted(&format!("customer {phone}, waiting"));
            assert_eq!(line, "customer […], waiting", "{phone}");
        }
    }

    #[test]
    fn what_a_reader_of_the_log_needs_stays() {
        for line in [
            "2026-11-23T22:41:40.123456Z  INFO points_desk::commands: started version=\"0.1.0\"",
            "WARN tauri_plugin_single_instance::platform: no bus",
            "read 0190f3b1-7c5e-7d2a-9a44-3f1d2c4b5a69 in 812 ms",
            "due=1763937700000 done=12 of 3400",
            "order 10482 is new; total 348.00",
            "",
        ] {
            assert_eq!(redacted(line), line);
        }
    }
}
