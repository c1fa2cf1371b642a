//! The words of a folded text.

/// Each word once. What is neither letter nor digit parts words.
pub fn words(folded: &str) -> Vec<&str> {
    let mut words: Vec<_> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}
