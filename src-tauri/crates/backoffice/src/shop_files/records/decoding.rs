//! Bytes of any encoding as UTF-8.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding};

use super::Meter;

const BUFFER: usize = 64 * 1024;

/// The longest that one letter becomes in UTF-8, with room to spare.
const LETTER: usize = 16;

/// A reader of UTF-8 over one of any encoding. What cannot be decoded is U+FFFD; a byte order mark
/// is left out.
pub(in super::super) struct Decoded<R> {
    from: R,
    decoder: Decoder,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    is_last: bool,
    is_done: bool,
    meter: Meter,
}

impl<R: Read> Decoded<R> {
    pub(in super::super) fn new(from: R, encoding: &'static Encoding, meter: Meter) -> Self {
        Self {
            from,
            decoder: encoding.new_decoder_with_bom_removal(),
            buffer: vec![0; BUFFER],
            start: 0,
            end: 0,
            is_last: false,
            is_done: false,
            meter,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let read = loop {
            match self.from.read(&mut self.buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.start = 0;
        self.end = read;
        self.is_last = read == 0;
        self.meter.add(read);
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    /// `into` takes at least some letters, or nothing can be given.
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.len() < LETTER {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        while !self.is_done {
            if self.start == self.end && !self.is_last {
                self.fill()?;
            }
            let bytes = self.buffer.get(self.start..self.end).unwrap_or_default();
            let (result, read, written, _) = self.decoder.decode_to_utf8(bytes, into, self.is_last);
            self.start += read;
            self.is_done = self.is_last && result == CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;
    use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};
    use proptest::prelude::*;

    /// Gives as few bytes at a time as it was told.
    struct Slowly<'a>(&'a [u8], usize);

    impl Read for Slowly<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let length = self.0.len().min(self.1).min(into.len());
            let (now, later) = self.0.split_at(length);
            into[..length].copy_from_slice(now);
            self.0 = later;
            Ok(length)
        }
    }

    fn decoded(bytes: &[u8], encoding: &'static Encoding, at_once: usize, room: usize) -> String {
        let mut reader = Decoded::new(Slowly(bytes, at_once), encoding, Meter::default());
        let mut text = Vec::new();
        let mut part = vec![0; room];
        loop {
            match reader.read(&mut part).unwrap() {
                0 => break,
                read => text.extend_from_slice(&part[..read]),
            }
        }
        assert_eq!(reader.meter.read(), bytes.len() as u64);
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn broken_bytes_are_marked_and_end_nothing() {
        assert_eq!(decoded(b"a\xFFb\xD8", UTF_8, 1, 16), "a\u{FFFD}b\u{FFFD}");
        assert_eq!(decoded(b"a\0b", UTF_16LE, 1, 16), "a\u{FFFD}");
    }

    proptest! {
        #[test]
        fn every_encoding_is_one_text(
            text in "[ -~\u{621}-\u{63A}\u{641}-\u{64A}٠-٩😀\n]{0,80}", at_once in 1_usize..9, room in 16_usize..40, marked: bool,
        ) {
            let mark = if marked { "\u{FEFF}" } else { "" };
            let whole = format!("{mark}{text}");
            let units: Vec<u16> = whole.encode_utf16().collect();
            let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            prop_assert_eq!(&decoded(whole.as_bytes(), UTF_8, at_once, room), &text);
            prop_assert_eq!(&decoded(&little, UTF_16LE, at_once, room), &text);
            prop_assert_eq!(&decoded(&big, UTF_16BE, at_once, room), &text);
        }

        #[test]
        fn windows_1256_is_what_windows_means(text in "[ -~\u{621}-\u{63A}\u{641}-\u{64A}،؛؟]{0,80}", at_once in 1_usize..9) {
            let (bytes, _, unmappable) = WINDOWS_1256.encode(&text);
            prop_assert!(!unmappable);
            prop_assert_eq!(decoded(&bytes, WINDOWS_1256, at_once, 16), text);
        }
    }
}
