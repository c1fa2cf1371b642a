//! The page's own message files: what a test expects to read, and which English must be gone when
//! the page speaks Arabic.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context as _, ensure};

use super::programs::workspace;

/// The messages of one language.
#[derive(Debug)]
pub struct Words {
    messages: BTreeMap<String, String>,
    /// Which branch of a plural a number takes (Unicode CLDR, "Language Plural Rules").
    branch: fn(usize) -> &'static str,
}

impl Words {
    /// Reads the messages of `en` or `ar`.
    pub fn of(language: &str) -> anyhow::Result<Self> {
        let path = workspace().join(format!("ui/src/messages/{language}.json"));
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(Self {
            messages: serde_json::from_str(&text)?,
            branch: branch_of(language),
        })
    }

    /// A message without arguments.
    pub fn text(&self, id: &str) -> anyhow::Result<String> {
        self.filled(id, &[])
    }

    /// A message with its plain arguments filled in.
    pub fn filled(&self, id: &str, values: &[(&str, &str)]) -> anyhow::Result<String> {
        let mut text = self.message(id)?.to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        ensure!(
            !text.contains('{'),
            "{id} wants more than {values:?}: {text}"
        );
        Ok(text)
    }

    /// A message whose arguments are all numbers, `{count, number}`, as Latin digits.
    pub fn text_with_numbers(&self, id: &str, values: &[(&str, &str)]) -> anyhow::Result<String> {
        let mut text = self.message(id)?.to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}, number}}"), value);
        }
        ensure!(
            !text.contains('{'),
            "{id} wants more than {values:?}: {text}"
        );
        Ok(text)
    }

    /// A message that is one plural, as the language says it of this number, with its plain
    /// arguments filled in.
    pub fn plural(
        &self,
        id: &str,
        count: usize,
        values: &[(&str, &str)],
    ) -> anyhow::Result<String> {
        let message = self.message(id)?;
        let exactly = format!("={count}");
        let branch = [exactly.as_str(), (self.branch)(count), "other"]
            .into_iter()
            .find_map(|name| branch_in(message, name));
        let mut text = branch
            .with_context(|| format!("{id} is no plural"))?
            .replace('#', &count.to_string());
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        ensure!(
            !text.contains('{'),
            "{id} wants more than {values:?}: {text}"
        );
        Ok(text)
    }

    /// The `other` branch of a message that is one plural.
    pub fn counted(&self, id: &str, count: usize) -> anyhow::Result<String> {
        Ok(self.other(id)?.replace('#', &count.to_string()))
    }

    /// The branch for three to ten, where the language has one of its own.
    pub fn counted_few(&self, id: &str, count: usize) -> anyhow::Result<String> {
        let branch = match self.message(id)?.split_once("few {") {
            Some((_, branch)) => branch.split_once('}').context("a branch has an end")?.0,
            None => self.other(id)?,
        };
        Ok(branch.replace('#', &count.to_string()))
    }

    /// The same branch up to its number, for a name of which only the beginning is known.
    pub fn counted_from(&self, id: &str) -> anyhow::Result<String> {
        let branch = self.other(id)?;
        let (start, _) = branch.split_once('#').unwrap_or((branch, ""));
        Ok(start.trim_end().to_owned())
    }

    fn other(&self, id: &str) -> anyhow::Result<&str> {
        let (_, branch) = self
            .message(id)?
            .split_once("other {")
            .with_context(|| format!("{id} is no plural"))?;
        let (branch, _) = branch.split_once('}').context("a branch has an end")?;
        Ok(branch)
    }

    fn message(&self, id: &str) -> anyhow::Result<&str> {
        let message = self.messages.get(id).map(String::as_str);
        message.with_context(|| format!("there is no message {id}"))
    }
}

fn branch_of(language: &str) -> fn(usize) -> &'static str {
    match language {
        "ar" => |count| match (count, count % 100) {
            (0, _) => "zero",
            (1, _) => "one",
            (2, _) => "two",
            (_, 3..=10) => "few",
            (_, 11..=99) => "many",
            _ => "other",
        },
        _ => |count| if count == 1 { "one" } else { "other" },
    }
}

/// What stands in the braces of a branch; arguments in it have braces of their own.
fn branch_in<'a>(message: &'a str, name: &str) -> Option<&'a str> {
    let (_, branch) = message.split_once(&format!(" {name} {{"))?;
    let mut depth = 1_u32;
    let end = branch.find(|sign| {
        match sign {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })?;
    branch.get(..end)
}

/// Finds English that stayed behind when the page changed to Arabic.
#[derive(Debug)]
pub struct Leftovers {
    fragments: Vec<String>,
}

/// Statuses as Points calls them: they stand in titles in every language, and some of them are words
/// of English messages too.
const OF_POINTS: [&str; 2] = ["new", "cancelled"];

impl Leftovers {
    /// Every literal piece of the English messages that no Arabic message has as well. The names of
    /// filters are left out: they are Points' own words, which stand in titles in every language.
    pub fn new(english: &Words, arabic: &Words) -> Self {
        let mut fragments: Vec<String> = english
            .messages
            .iter()
            .filter(|(id, _)| !id.starts_with("query.name."))
            .flat_map(|(_, message)| literals(message))
            .filter(|literal| !OF_POINTS.contains(&literal.as_str()))
            .filter(|literal| literal.chars().filter(char::is_ascii_alphabetic).count() > 2)
            .filter(|literal| {
                !arabic
                    .messages
                    .values()
                    .any(|text| text.contains(literal.as_str()))
            })
            .collect();
        fragments.sort();
        fragments.dedup();
        Self { fragments }
    }

    /// The texts that are English of ours: a short piece counts when it is all of a text, a long
    /// one wherever it stands, since values stand around it.
    pub fn among<'a>(&self, said: &'a [String]) -> Vec<&'a str> {
        said.iter()
            .map(String::as_str)
            .filter(|text| {
                self.fragments.iter().any(|fragment| {
                    text == fragment || (fragment.len() > 9 && text.contains(fragment.as_str()))
                })
            })
            .collect()
    }
}

/// The literal pieces of an ICU message: what stands outside of arguments, and in the branches of
/// plurals.
fn literals(message: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut depth = 0_u32;
    for sign in message.chars() {
        match sign {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            // A branch of a plural lies two braces deep, the argument's name and format one.
            _ if depth.is_multiple_of(2) && sign != '#' => {
                if let Some(piece) = pieces.last_mut() {
                    piece.push(sign);
                }
                continue;
            }
            _ => {}
        }
        if pieces.last().is_some_and(|piece| !piece.is_empty()) {
            pieces.push(String::new());
        }
    }
    let ends = |sign: char| sign.is_whitespace() || ".,:;…–?“”‘’()".contains(sign);
    pieces
        .iter()
        .map(|piece| piece.trim_matches(ends).to_owned())
        .filter(|piece| !piece.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn words(messages: &[(&str, &str)]) -> Words {
        Words {
            messages: messages
                .iter()
                .map(|(id, text)| ((*id).to_owned(), (*text).to_owned()))
                .collect(),
            branch: branch_of("ar"),
        }
    }

    #[test]
    fn literals_are_what_a_person_could_read() {
        assert_eq!(
            literals("{count, plural, =0 {None found} one {# found} other {# found}}"),
            ["None found", "found", "found"]
        );
        assert_eq!(literals("Read {age} ago"), ["Read", "ago"]);
        assert_eq!(
            literals("{shown, number} of {all, number} lines shown, those first."),
            ["of", "lines shown, those first"]
        );
    }

    #[test]
    fn english_of_ours_is_told_from_values() {
        let english = words(&[("a", "Orders"), ("b", "Waiting for {name} to answer")]);
        let arabic = words(&[("a", "الطلبات"), ("b", "بانتظار {name}")]);
        let leftovers = Leftovers::new(&english, &arabic);
        let said =
            ["الطلبات", "Orders of Dates", "Orders", "Waiting for Points"].map(str::to_owned);
        assert_eq!(leftovers.among(&said), ["Orders", "Waiting for Points"]);
    }

    #[test]
    fn words_are_filled_and_counted() {
        let english = words(&[
            ("a", "Mark as {status}"),
            (
                "b",
                "{count, plural, =0 {None} one {# order} other {# orders}}",
            ),
        ]);
        assert_eq!(
            english.filled("a", &[("status", "Packed")]).unwrap(),
            "Mark as Packed"
        );
        assert!(english.text("a").is_err());
        assert_eq!(english.counted("b", 54).unwrap(), "54 orders");
    }

    #[test]
    fn a_plural_is_said_as_the_language_says_it() {
        let arabic = words(&[(
            "a",
            "{count, plural, =0 {لا شيء} one {فحص {last}} few {# فحوص} many {# فحصًا} other {# فحص}}",
        )]);
        let said = |count| arabic.plural("a", count, &[("last", "7")]).unwrap();
        assert_eq!(said(0), "لا شيء");
        assert_eq!(said(1), "فحص 7");
        assert_eq!(said(2), "2 فحص", "a branch that is missing");
        assert_eq!(said(103), "103 فحوص");
        assert_eq!(said(12), "12 فحصًا");
        assert_eq!(said(100), "100 فحص");
        assert!(
            arabic.plural("a", 1, &[]).is_err(),
            "an argument is missing"
        );
    }
}
