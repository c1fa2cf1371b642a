//! Takes secrets out of text that came from outside.

use crate::phone;
use crate::secret::PrivateKey;

/// Characters that an excerpt keeps.
const EXCERPT_CHARACTERS: usize = 300;
/// Characters that a message for a person keeps.
const MESSAGE_CHARACTERS: usize = 1_000;
/// A run of this many key characters looks like a key. No word of a message is as long.
const KEY_LIKE_CHARACTERS: usize = 20;
const REMOVED: &str = "[…]";

/// A short piece of an unreadable answer: one line, at most 300 characters, without the key,
/// anything that looks like one, or a phone.
pub(crate) fn excerpt(body: &[u8], key: Option<&PrivateKey>) -> String {
    clean(&String::from_utf8_lossy(body), key, EXCERPT_CHARACTERS)
}

/// A message of Points, for a person: one line, without the key, anything that looks like one, or
/// a phone.
pub(crate) fn message(text: &str, key: Option<&PrivateKey>) -> String {
    clean(text, key, MESSAGE_CHARACTERS)
}

fn clean(text: &str, key: Option<&PrivateKey>, most: usize) -> String {
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
        push_without_secrets(&mut line, word);
        if line.len() > most * 4 {
            break;
        }
    }
    match line.char_indices().nth(most) {
        None => line,
        Some(_) => line
            .chars()
            .take(most.saturating_sub(1))
            .chain(['…'])
            .collect(),
    }
}

fn push_without_secrets(line: &mut String, word: &str) {
    let mut rest = word;
    while !rest.is_empty() {
        let run = rest
            .find(|character: char| !is_key_character(character))
            .unwrap_or(rest.len());
        let (token, after) = rest.split_at(run);
        let looks_secret = token.len() >= KEY_LIKE_CHARACTERS && !is_uuid(token);
        line.push_str(if looks_secret || phone::normalise(token).is_some() {
            REMOVED
        } else {
            token
        });
        let next = after.find(is_key_character).unwrap_or(after.len());
        let (between, following) = after.split_at(next);
        line.push_str(between);
        rest = following;
    }
}

fn is_key_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '+' | '=')
}

fn is_uuid(token: &str) -> bool {
    token.len() == 36 && uuid::Uuid::try_parse(token).is_ok()
}
