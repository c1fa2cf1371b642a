//! Where in an order the words of a search are, by the same rules by which the search found it: a
//! number, uuid or phone has a term as a fragment, any other text has words that begin so. Pure.

mod excerpt;

use excerpt::excerpt;

use crate::text::{SHORTEST_FRAGMENT, fold_text, part_of_mobile_number, words};
use crate::view::{FoundIn, FoundPlace};

/// Nobody types more; what is beyond is left out rather than slow.
const TERMS: usize = 16;

/// The terms of a folded search.
pub(crate) fn terms(folded: &str) -> impl Iterator<Item = &str> {
    folded.split_whitespace().take(TERMS)
}

/// How a place is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Any fragment of it, and the first two letters of its words.
    Number,
    /// Any fragment of it.
    Uuid,
    /// The beginnings of its words.
    Words,
}

/// A search, made ready to be looked for in many orders.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sought {
    terms: Vec<Term>,
}

#[derive(Debug, PartialEq, Eq)]
struct Term {
    /// What may be a fragment of a number: the term, and the phone that it may be a part of.
    fragments: Vec<String>,
    /// What may begin words; all of them are there.
    beginnings: Vec<String>,
}

impl Sought {
    /// What somebody typed.
    pub(crate) fn of(typed: &str) -> Self {
        let folded = fold_text(typed);
        let terms = terms(&folded)
            .map(|term| Term {
                fragments: std::iter::once(term.to_owned())
                    .chain(part_of_mobile_number(term))
                    .filter(|fragment| fragment.chars().nth(SHORTEST_FRAGMENT - 1).is_some())
                    .collect(),
                beginnings: words(term).into_iter().map(str::to_owned).collect(),
            })
            .filter(|term| !term.beginnings.is_empty())
            .collect();
        Self { terms }
    }

    /// Whether nothing is looked for.
    pub(crate) fn is_blank(&self) -> bool {
        self.terms.is_empty()
    }

    /// Begins to look for it in an order.
    pub(crate) fn in_order(&self, order_number: &str) -> Looking<'_> {
        let mut looking = Looking {
            left: self.terms.iter().map(Left::of).collect(),
            found: Vec::new(),
        };
        let number = fold_text(order_number);
        looking
            .left
            .retain_mut(|left| !left.is_in(&number, Reading::Number, None));
        looking
    }
}

/// A term that was found nowhere yet.
struct Left<'a> {
    term: &'a Term,
    /// Of what begins words, what was found and where; the place is none for the order number.
    begun: Vec<(&'a str, Option<usize>)>,
}

impl<'a> Left<'a> {
    fn of(term: &'a Term) -> Self {
        Self {
            term,
            begun: Vec::new(),
        }
    }

    /// Whether a text has the whole term. What it has of it is remembered.
    fn is_in(&mut self, folded: &str, reading: Reading, place: Option<usize>) -> bool {
        let fragments = &self.term.fragments;
        let is_fragment = reading != Reading::Words
            && fragments
                .iter()
                .any(|fragment| folded.contains(fragment.as_str()));
        if is_fragment || reading == Reading::Uuid {
            return is_fragment;
        }
        let mut has_all = true;
        for beginning in &self.term.beginnings {
            let can_begin =
                reading == Reading::Words || beginning.chars().nth(SHORTEST_FRAGMENT - 1).is_none();
            if can_begin && begins_a_word(folded, beginning) {
                let known = self.begun.iter().any(|(known, _)| known == beginning);
                if !known {
                    self.begun.push((beginning, place));
                }
            } else {
                has_all = false;
            }
        }
        has_all
    }
}

fn begins_a_word(folded: &str, beginning: &str) -> bool {
    folded.match_indices(beginning).any(|(at, _)| {
        folded
            .get(..at)
            .and_then(|before| before.chars().next_back())
            .is_none_or(|before| !before.is_alphanumeric())
    })
}

/// A search on its way through an order: place after place, the ones that say most first, until
/// every term was found.
pub(crate) struct Looking<'a> {
    left: Vec<Left<'a>>,
    found: Vec<Found<'a>>,
}

struct Found<'a> {
    place: FoundPlace,
    path: Option<String>,
    text: String,
    /// What the text has, folded.
    sought: Vec<&'a str>,
}

impl Looking<'_> {
    /// Whether every term was found.
    pub(crate) fn is_done(&self) -> bool {
        self.left.is_empty()
    }

    /// Looks at a text.
    pub(crate) fn look_at(
        &mut self,
        place: FoundPlace,
        path: Option<&str>,
        text: &str,
        reading: Reading,
    ) {
        self.look_at_searched(place, path, text, text, reading);
    }

    /// Looks at a text that is searched in another form than it is shown in.
    pub(crate) fn look_at_searched(
        &mut self,
        place: FoundPlace,
        path: Option<&str>,
        text: &str,
        searched: &str,
        reading: Reading,
    ) {
        let folded = fold_text(searched);
        let at = self.found.len();
        let (mut sought, mut is_touched) = (Vec::new(), false);
        self.left.retain_mut(|left| {
            let touched = left.begun.len();
            let is_in = left.is_in(&folded, reading, Some(at));
            is_touched |= left.begun.len() > touched;
            if is_in {
                sought.extend(left.term.beginnings.iter().map(String::as_str));
            }
            !is_in
        });
        if is_touched || !sought.is_empty() {
            self.found.push(Found {
                place,
                path: path.map(str::to_owned),
                text: text.to_owned(),
                sought,
            });
        }
    }

    /// Where everything was found. A term of several words that no text has as a whole is where its
    /// words are.
    pub(crate) fn told(mut self) -> Vec<FoundIn> {
        for (beginning, place) in self.left.into_iter().flat_map(|left| left.begun) {
            if let Some(found) = place.and_then(|place| self.found.get_mut(place)) {
                found.sought.push(beginning);
            }
        }
        self.found
            .into_iter()
            .filter(|found| !found.sought.is_empty())
            .map(|found| FoundIn {
                place: found.place,
                path: found.path,
                text: excerpt(&found.text, &found.sought),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look<'a>(sought: &'a Sought, number: &str, places: &[(FoundPlace, &str)]) -> Vec<FoundIn> {
        let mut looking: Looking<'a> = sought.in_order(number);
        for (place, text) in places {
            let reading = match place {
                FoundPlace::Reference | FoundPlace::Phone => Reading::Number,
                FoundPlace::Uuid => Reading::Uuid,
                _ => Reading::Words,
            };
            looking.look_at(*place, None, text, reading);
        }
        looking.told()
    }

    fn told(typed: &str, places: &[(FoundPlace, &str)]) -> Vec<(FoundPlace, String)> {
        let sought = Sought::of(typed);
        look(&sought, "NKH-104820", places)
            .into_iter()
            .map(|found| (found.place, found.text))
            .collect()
    }

    const PLACES: &[(FoundPlace, &str)] = &[
        (FoundPlace::Reference, "PAP000826"),
        (FoundPlace::Product, "تمر سكري فاخر"),
        (FoundPlace::Product, "Oud oil"),
        (FoundPlace::Note, "اتصل قبل التوصيل"),
        (FoundPlace::Phone, "0501234567"),
        (FoundPlace::Metadata, "حي النرجس، هدية"),
        (FoundPlace::Uuid, "550e8400-e29b-41d4-a716-446655440000"),
    ];

    fn as_told(places: &[usize]) -> Vec<(FoundPlace, String)> {
        places
            .iter()
            .filter_map(|place| PLACES.get(*place))
            .map(|(place, text)| (*place, (*text).to_owned()))
            .collect()
    }

    #[test]
    fn what_the_order_number_has_is_told_of_no_place() {
        for typed in ["nkh", "٤٨٢", "NKH-104820", "nk 10", ""] {
            assert_eq!(told(typed, PLACES), [], "{typed}");
        }
    }

    #[test]
    fn each_word_is_told_of_the_first_place_that_has_it() {
        assert_eq!(told("826", PLACES), as_told(&[0]));
        assert_eq!(told("سكرى nkh", PLACES), as_told(&[1]));
        assert_eq!(told("OUD هديه", PLACES), as_told(&[2, 5]));
        assert_eq!(told("تمر فا", PLACES), as_told(&[1]), "one text once");
        assert_eq!(told("+966 50123", PLACES), as_told(&[4]));
        assert_eq!(told("e29b", PLACES), as_told(&[6]));
    }

    #[test]
    fn a_word_is_found_by_its_beginning_alone() {
        assert_eq!(told("كري", PLACES), []);
        assert_eq!(told("ud", PLACES), []);
    }

    #[test]
    fn a_term_of_several_words_is_where_they_are() {
        assert_eq!(told("oud-oil", PLACES), as_told(&[2]));
        assert_eq!(told("تمر/oud", PLACES), as_told(&[1, 2]));
        assert_eq!(
            told("nk/oud", PLACES),
            as_told(&[2]),
            "of a word of the number there is nothing to tell"
        );
    }
}
