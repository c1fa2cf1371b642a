//! Names that people type, as they are kept.

/// The text on one line: what cannot be seen in a name, or turns what stands around it, is left
/// out; white space is one space each, and none around it.
pub fn one_line(typed: &str) -> String {
    let seen: String = typed
        .chars()
        .map(|letter| if letter.is_whitespace() { ' ' } else { letter })
        .filter(|letter| !letter.is_control() && !turns_around(*letter))
        .collect();
    seen.split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Embeddings, overrides and isolates of text direction.
fn turns_around(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_that_turns_nothing_around() {
        assert_eq!(one_line(" نورة\t\n العتيبي "), "نورة العتيبي");
        assert_eq!(one_line("No\u{202E}ra\u{7}\u{2069}"), "Nora");
        assert_eq!(one_line("\u{202E} \0"), "");
    }
}
