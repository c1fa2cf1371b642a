//! Keyboard layouts, and what a scanner writes where the keyboard is Arabic.

use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};

use super::session::ScratchSession;

/// The keys of a keyboard of the United States and what they write in the Arabic layout with its own
/// digits (`xkeyboard-config`, `symbols/ara`, "digits").
const KEYS: [(char, char); 37] = [
    ('q', 'ض'),
    ('w', 'ص'),
    ('e', 'ث'),
    ('r', 'ق'),
    ('t', 'ف'),
    ('y', 'غ'),
    ('u', 'ع'),
    ('i', 'ه'),
    ('o', 'خ'),
    ('p', 'ح'),
    ('a', 'ش'),
    ('s', 'س'),
    ('d', 'ي'),
    ('f', 'ب'),
    ('g', 'ل'),
    ('h', 'ا'),
    ('j', 'ت'),
    ('k', 'ن'),
    ('l', 'م'),
    ('z', 'ئ'),
    ('x', 'ء'),
    ('c', 'ؤ'),
    ('v', 'ر'),
    // One key for two letters: a lam with its alif.
    ('b', '\u{FEFB}'),
    ('n', 'ى'),
    ('m', 'ة'),
    ('0', '٠'),
    ('1', '١'),
    ('2', '٢'),
    ('3', '٣'),
    ('4', '٤'),
    ('5', '٥'),
    ('6', '٦'),
    ('7', '٧'),
    ('8', '٨'),
    ('9', '٩'),
    ('-', '-'),
];

/// What the keys of a code write on an Arabic keyboard. Capitals are not shifted.
pub fn on_arabic_keyboard(code: &str) -> anyhow::Result<String> {
    code.chars()
        .map(|letter| {
            let key = letter.to_ascii_lowercase();
            let written = KEYS.iter().find(|(latin, _)| *latin == key);
            written
                .map(|(_, arabic)| *arabic)
                .with_context(|| format!("no key for {letter}"))
        })
        .collect()
}

impl ScratchSession {
    /// From now on the keyboard has the layout of the United States and the Arabic one.
    pub fn have_arabic_keyboard(&self) -> anyhow::Result<()> {
        let mut command = Command::new("setxkbmap");
        command
            .args(["-layout", "us,ara", "-variant", ",digits"])
            .stdin(Stdio::null());
        self.apply_to(&mut command);
        let status = command.status().context("cannot start setxkbmap")?;
        ensure!(status.success(), "the Arabic layout could not be set");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_code_is_written_with_arabic_letters() {
        assert_eq!(on_arabic_keyboard("NKH-20b").unwrap(), "ىنا-٢٠\u{FEFB}");
        assert!(on_arabic_keyboard("é").is_err());
    }
}
