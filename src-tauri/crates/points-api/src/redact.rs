//! Takes secrets out of text that came from outside, or that goes into a log.

use crate::phone;
use crate::secret::PrivateKey;

/// Characters that an excerpt keeps.
const EXCERPT_CHARACTERS: usize = 300;
/// Characters that a message for a person keeps.
const MESSAGE_CHARACTERS: usize = 1_000;
/// A shorter run of key characters is not taken for a key.
const KEY_LENGTH: usize = 20;
/// A number inside a name, such as a year, has no more digits.
const NUMBER_IN_NAME: usize = 4;
/// A uuid's length in its usual form; an order's uuid is no secret and is what one looks for.
const UUID_LENGTH: usize = 36;
/// Headers whose value is a secret whatever it looks like.
const SECRET_HEADERS: [&str; 2] = ["x-api-key", "x-webhook-secret"];
/// What stands in a secret's place.
const REMOVED: &str = "[…]";

/// How much is taken for a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    /// Where nobody misses a word: nine bare digits count as a phone, and what follows a secret
    /// header as its value.
    Utmost,
    /// In words for a person, which must not lose an order number: a phone has to look like one.
    Words,
}

/// A line for a log, without anything that looks like a key, a webhook secret or a phone.
pub fn redacted(text: &str) -> String {
    without_secrets(text, Care::Utmost)
}

/// A short piece of an unreadable answer: one line, at most 300 characters, without the key,
/// anything that looks like one, or a phone.
pub(crate) fn excerpt(body: &[u8], key: Option<&PrivateKey>) -> String {
    let text = String::from_utf8_lossy(body);
    one_line(&text, key, EXCERPT_CHARACTERS, Care::Utmost)
}

/// A message of Points, for a person: one line, without the key, anything that looks like one, or
/// a phone.
pub(crate) fn message(text: &str, key: Option<&PrivateKey>) -> String {
    one_line(text, key, MESSAGE_CHARACTERS, Care::Words)
}

fn one_line(text: &str, key: Option<&PrivateKey>, most: usize, care: Care) -> String {
    // PHP escapes each slash in JSON, which would hide a key that has one.
    let text = text.replace("\\/", "/");
    let text = match key {
        Some(key) => text.replace(key.expose(), REMOVED),
        None => text,
    };
    let mut line = String::new();
    for word in text.split(|character: char| character.is_whitespace() || character.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > most * 8 {
            break;
        }
    }
    let line = without_secrets(&line, care);
    match line.char_indices().nth(most) {
        None => line,
        Some(_) => line
            .chars()
            .take(most.saturating_sub(1))
            .chain(['…'])
            .collect(),
    }
}

fn without_secrets(text: &str, care: Care) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (piece, after) = next_piece(rest, first, care);
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

fn next_piece(rest: &str, first: char, care: Care) -> (Piece<'_>, &str) {
    let number = phone_span(rest, first, care);
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
    if care == Care::Utmost
        && SECRET_HEADERS
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

/// A key is long and drawn by lot, so it mixes digits with letters or capitals with small letters.
/// A long word does neither, nor does a name made of words.
fn looks_like_a_key(run: &str) -> bool {
    let has = |is: fn(&char) -> bool| run.chars().any(|character| is(&character));
    let letters = has(char::is_ascii_alphabetic);
    let mixed = (letters && has(char::is_ascii_digit))
        || (has(char::is_ascii_uppercase) && has(char::is_ascii_lowercase));
    run.len() >= KEY_LENGTH && mixed && !is_uuid(run) && !is_name(run)
}

fn is_uuid(run: &str) -> bool {
    run.len() == UUID_LENGTH
        && run.char_indices().all(|(at, character)| match at {
            8 | 13 | 18 | 23 => character == '-',
            _ => character.is_ascii_hexdigit(),
        })
}

/// Words in small letters and short numbers, joined by underscores, as modules and statuses are
/// called.
fn is_name(run: &str) -> bool {
    run.split('_').all(|word| {
        let all = |is: fn(&u8) -> bool| word.bytes().all(|byte| is(&byte));
        all(u8::is_ascii_lowercase) || (word.len() <= NUMBER_IN_NAME && all(u8::is_ascii_digit))
    })
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
fn phone_span(text: &str, first: char, care: Care) -> usize {
    if !(first.is_numeric() || first == '+') {
        return 0;
    }
    let mut ends = Vec::new();
    let mut end = 0;
    let mut separated = false;
    for (at, character) in text.char_indices() {
        if character.is_numeric() || (character == '+' && at == 0) {
            end = at + character.len_utf8();
            separated = false;
        } else if matches!(character, ' ' | '-') && !separated {
            ends.push(end);
            separated = true;
        } else {
            break;
        }
    }
    ends.push(end);
    // Another number may follow the phone.
    ends.into_iter()
        .rev()
        .find(|end| {
            let number = text.get(..*end).unwrap_or_default();
            let ends_a_word = text
                .get(*end..)
                .and_then(|after| after.chars().next())
                .is_none_or(|character| !character.is_alphanumeric());
            ends_a_word
                && phone::normalise(number).is_some()
                && (care == Care::Utmost || phone::is_marked(number))
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::{FinancialStatus, ShippingStatus};

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
            let line = redacted(&format!("customer {phone} 1042"));
            assert_eq!(line, "customer […] 1042", "{phone}");
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

    #[test]
    fn every_status_word_of_points_stays() {
        let financial = FinancialStatus::KNOWN.iter().map(FinancialStatus::as_str);
        let shipping = ShippingStatus::KNOWN.iter().map(ShippingStatus::as_str);
        for word in financial.chain(shipping) {
            let said = format!("Order cannot go from {word} to new.");
            assert_eq!(message(&said, None), said);
            assert_eq!(redacted(&said), said);
        }
    }

    #[test]
    fn words_for_a_person_keep_order_numbers_and_lose_phones() {
        let said = "Order 512345678 of batch 0123456789 is closed";
        assert_eq!(message(said, None), said);
        let said = "X-API-Key header is required";
        assert_eq!(message(said, None), said);
        for phone in [
            "+966512345678",
            "00966512345678",
            "0512345678",
            "٠٥١٢٣٤٥٦٧٨",
        ] {
            let said = message(&format!("No account for {phone}."), None);
            assert_eq!(said, "No account for […].", "{phone}");
        }
        let said = message("Key prv_9f8e7d6c5b4a39281706 is unknown", None);
        assert_eq!(said, "Key […] is unknown");
    }

    #[test]
    fn a_bare_number_in_an_excerpt_is_a_phone() {
        assert_eq!(excerpt(b"<p>512345678</p>", None), "<p>[…]</p>");
    }
}
