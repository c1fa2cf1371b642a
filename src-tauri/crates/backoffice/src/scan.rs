//! A scanned code, and what becomes of the order it means. Pure: no clock, no store.

use points_api::{Carried, ShippingState};

use crate::bulk::{OrderFacts, plan};
use crate::fold::Observation;
use crate::shipping::is_beyond;
use crate::store::ShippingCodes;
use crate::text::fold_digits;
use crate::view::{ActionState, Hindrance, ShippingStep};

/// No code of ours is longer; what is belongs to something else.
const LONGEST: usize = 120;

/// A text that has several readings for its ligatures is not read in more ways than these.
const MOST_READINGS: usize = 16;

/// What a scanned code may say, the likeliest first: as it came; with its digits as ASCII; as it
/// would read on a keyboard of the United States, where the scanner typed on an Arabic one. Each
/// with and without the `#` that shops write before a number.
pub fn readings(code: &str) -> Vec<String> {
    let code = code.trim();
    if code.is_empty() || code.chars().count() > LONGEST {
        return Vec::new();
    }
    let mut texts = vec![code.to_owned(), fold_digits(code)];
    texts.extend(typed_on_an_arabic_keyboard(&fold_digits(code)));
    let mut readings: Vec<String> = Vec::new();
    for text in texts {
        let number = text.trim_start_matches('#').trim();
        for reading in [text.as_str(), number, &format!("#{number}")] {
            if !number.is_empty() && !readings.iter().any(|known| known == reading) {
                readings.push(reading.to_owned());
            }
        }
    }
    readings
}

/// The keys of the Arabic keyboard (101) and what they write on one of the United States.
/// Ligatures are two letters, each of which has a key of its own.
const KEYS: [(&str, char); 72] = [
    ("لا", 'b'),
    ("لأ", 'G'),
    ("لإ", 'T'),
    ("لآ", 'B'),
    ("\u{FEFB}", 'b'),
    ("\u{FEF7}", 'G'),
    ("\u{FEF9}", 'T'),
    ("\u{FEF5}", 'B'),
    ("ض", 'q'),
    ("ص", 'w'),
    ("ث", 'e'),
    ("ق", 'r'),
    ("ف", 't'),
    ("غ", 'y'),
    ("ع", 'u'),
    ("ه", 'i'),
    ("خ", 'o'),
    ("ح", 'p'),
    ("ش", 'a'),
    ("س", 's'),
    ("ي", 'd'),
    ("ب", 'f'),
    ("ل", 'g'),
    ("ا", 'h'),
    ("ت", 'j'),
    ("ن", 'k'),
    ("م", 'l'),
    ("ئ", 'z'),
    ("ء", 'x'),
    ("ؤ", 'c'),
    ("ر", 'v'),
    ("ى", 'n'),
    ("ة", 'm'),
    ("\u{064E}", 'Q'),
    ("\u{064B}", 'W'),
    ("\u{064F}", 'E'),
    ("\u{064C}", 'R'),
    ("إ", 'Y'),
    ("\u{2018}", 'U'),
    ("÷", 'I'),
    ("×", 'O'),
    ("؛", 'P'),
    ("\u{0650}", 'A'),
    ("\u{064D}", 'S'),
    ("]", 'D'),
    ("[", 'F'),
    ("أ", 'H'),
    ("\u{0640}", 'J'),
    ("،", 'K'),
    ("/", 'L'),
    ("~", 'Z'),
    ("\u{0652}", 'X'),
    ("}", 'C'),
    ("{", 'V'),
    ("آ", 'N'),
    ("\u{2019}", 'M'),
    ("ج", '['),
    ("د", ']'),
    ("ك", ';'),
    ("ط", '\''),
    ("ذ", '`'),
    ("و", ','),
    ("ز", '.'),
    ("ظ", '/'),
    ("<", '{'),
    (">", '}'),
    (",", '<'),
    (".", '>'),
    ("؟", '?'),
    ("\u{0651}", '~'),
    (")", '('),
    ("(", ')'),
];

/// Signs that are hardly in a number of anybody's, and that an Arabic keyboard makes of letters.
const SIGNS: [char; 5] = ['[', ']', '{', '}', '~'];

/// What an Arabic keyboard made of a code; empty where it cannot have been typed on one.
fn typed_on_an_arabic_keyboard(text: &str) -> Vec<String> {
    let has_its_letters = text
        .chars()
        .any(|letter| !letter.is_ascii() || SIGNS.contains(&letter));
    if !has_its_letters || text.chars().any(|letter| letter.is_ascii_alphabetic()) {
        return Vec::new();
    }
    let mut readings = vec![(String::new(), text)];
    while readings.iter().any(|(_, rest)| !rest.is_empty()) {
        readings = readings
            .into_iter()
            .flat_map(|(read, rest)| read_one_key(&read, rest))
            .take(MOST_READINGS)
            .collect();
    }
    readings.into_iter().map(|(read, _)| read).collect()
}

fn read_one_key<'a>(read: &str, rest: &'a str) -> Vec<(String, &'a str)> {
    let Some(first) = rest.chars().next() else {
        return vec![(read.to_owned(), rest)];
    };
    let keys: Vec<_> = KEYS
        .iter()
        .filter_map(|(written, key)| Some((format!("{read}{key}"), rest.strip_prefix(written)?)))
        .collect();
    if keys.is_empty() {
        let rest = rest.strip_prefix(first).unwrap_or_default();
        return vec![(format!("{read}{first}"), rest)];
    }
    keys
}

/// What was asked for last of an order's shipping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The action.
    pub id: i64,
    /// The word that it asked for; none where it asked for a label.
    pub target: Option<String>,
    /// Where it stands.
    pub state: ActionState,
    /// When it was asked, or confirmed if it was, UTC milliseconds.
    pub at: i64,
    /// Who asked, as they said of themselves.
    pub by: Option<String>,
}

/// What is known of an order that was scanned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScannedOrder {
    /// What decides whether it goes.
    pub facts: OrderFacts,
    /// The last of its shipping actions.
    pub last: Option<Asked>,
    /// The last one that Points confirmed.
    pub confirmed: Option<Asked>,
    /// Since when its shipping status is known to be what it is, UTC milliseconds.
    pub stands_since: Option<i64>,
}

/// What becomes of a scanned order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It goes there.
    Goes,
    /// It stands there, or was asked to go there.
    Already {
        /// The action that did it, or shall.
        action: Option<i64>,
        /// UTC milliseconds.
        since: Option<i64>,
        /// Who asked.
        by: Option<String>,
    },
    /// It may not.
    MayNot(Hindrance),
}

/// Whether a scanned order goes to a status. A parcel that stands further along was put into the
/// wrong hand, and moves back only where somebody looks at its order.
pub fn decide(order: &ScannedOrder, target: &str) -> Decision {
    let mut facts = order.facts.clone();
    if let Some(last) = &order.last {
        let is_asked = last.target.as_deref() == Some(target);
        match last.state {
            ActionState::Held | ActionState::Queued => {
                if is_asked {
                    return already(last);
                }
                // What waits gives way to what is asked after it, and until then says where the
                // order is going.
                if last.target.is_some() {
                    facts.shipping_word.clone_from(&last.target);
                }
            }
            ActionState::Sending | ActionState::Unknown if is_asked => return already(last),
            // Its person decides about it, not a scanner.
            ActionState::NeedsPerson => return Decision::MayNot(Hindrance::ChangeOpen),
            _ => {}
        }
    }
    let step = ShippingStep::To {
        word: target.to_owned(),
    };
    let stands = order.facts.shipping_word.as_deref();
    match plan(&facts, &step, false) {
        Ok(_) if stands.is_some_and(|present| is_beyond(present, target)) => {
            Decision::MayNot(Hindrance::FurtherAlong)
        }
        Ok(_) => Decision::Goes,
        Err(Hindrance::AlreadyThere) => stands_there(order, target),
        Err(hindrance) => Decision::MayNot(hindrance),
    }
}

fn already(asked: &Asked) -> Decision {
    Decision::Already {
        action: Some(asked.id),
        since: Some(asked.at),
        by: asked.by.clone(),
    }
}

/// By the last action that Points confirmed, unless the status was another one after that.
fn stands_there(order: &ScannedOrder, target: &str) -> Decision {
    let ours = order.confirmed.as_ref().filter(|confirmed| {
        confirmed.target.as_deref() == Some(target)
            && order.stands_since.is_none_or(|since| since <= confirmed.at)
    });
    match ours {
        Some(confirmed) => already(confirmed),
        None => Decision::Already {
            action: None,
            since: order.stands_since,
            by: None,
        },
    }
}

/// Since when an order is known to have a shipping status: heard so after it was last heard
/// otherwise, UTC milliseconds. None where it was never heard otherwise.
pub fn stands_since(heard: &[Observation], codes: &ShippingCodes, word: &str) -> Option<i64> {
    let is_so = |state: &ShippingState| match state {
        ShippingState::Word(told) => told.as_str() == word,
        ShippingState::Code(code) => codes.word(*code).is_some_and(|told| told.as_str() == word),
    };
    let (so, otherwise): (Vec<_>, Vec<_>) = heard
        .iter()
        .filter_map(|observation| match &observation.order.shipping {
            Carried::Value(state) => Some((is_so(state), observation)),
            _ => None,
        })
        .partition(|(so, _)| *so);
    let otherwise = otherwise
        .iter()
        .map(|(_, observation)| observation.last_heard_at())
        .max()?;
    so.iter()
        .flat_map(|(_, observation)| &observation.sightings)
        .map(|sighting| sighting.heard_at)
        .filter(|heard_at| *heard_at >= otherwise)
        .min()
}

#[cfg(test)]
mod tests;
