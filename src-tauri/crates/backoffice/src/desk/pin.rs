//! The PIN that brings the money back on the packing screen. It is a curtain, no lock: whoever can
//! read the files of this desk, or sit down at it with patience, does without it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{Desk, DeskError};
use crate::text::fold_digits;
use crate::view::{DeskView, Topic};

/// How many digits a PIN has.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=8;

/// A PIN as `desk.toml` keeps it: salted, so that the same PIN looks different on another desk.
/// Few digits are found again by trying them all, whatever the hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredPin {
    salt: Uuid,
    /// SHA-256 over the salt and the digits, hexadecimal.
    hash: String,
}

impl StoredPin {
    /// A PIN of four to eight digits of any script.
    fn new(pin: &str) -> Result<Self, DeskError> {
        let digits = digits(pin).ok_or(DeskError::PinWrong)?;
        let salt = Uuid::new_v4();
        Ok(Self {
            salt,
            hash: hash(salt, &digits),
        })
    }

    fn is(&self, pin: &str) -> bool {
        digits(pin).is_some_and(|digits| {
            let given = hash(self.salt, &digits);
            given.as_bytes().ct_eq(self.hash.as_bytes()).into()
        })
    }
}

fn digits(pin: &str) -> Option<String> {
    let digits = fold_digits(pin.trim());
    let is_pin =
        DIGITS.contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_pin.then_some(digits)
}

fn hash(salt: Uuid, digits: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(salt.as_bytes());
    digest.update(digits.as_bytes());
    format!("{:x}", digest.finalize())
}

impl Desk {
    /// Sets the PIN, changes it, or removes it (none). Where there is one, the present one must be
    /// given: fails with [`DeskError::PinWrong`] otherwise, and for what is no PIN.
    pub async fn set_packing_pin(
        &self,
        present: Option<String>,
        pin: Option<String>,
    ) -> Result<DeskView, DeskError> {
        let stored = pin.as_deref().map(StoredPin::new).transpose()?;
        self.change_registry(move |registry| {
            let may_change = match &registry.packing_pin {
                Some(known) => present.is_some_and(|present| known.is(&present)),
                None => true,
            };
            if !may_change {
                return Err(DeskError::PinWrong);
            }
            registry.packing_pin = stored;
            Ok(())
        })
        .await?;
        self.board.changed(&[Topic::Desk]);
        self.desk_view().await
    }

    /// Whether this is the PIN. Where there is none, nothing is.
    pub fn check_packing_pin(&self, pin: &str) -> bool {
        let known = self.registry().packing_pin.clone();
        known.is_some_and(|known| known.is(pin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_has_four_to_eight_digits_of_any_script() {
        let pin = StoredPin::new("1234").unwrap();
        assert!(pin.is("1234") && pin.is(" ١٢٣٤ "));
        assert!(!pin.is("1235") && !pin.is("") && !pin.is("12345"));
        for no_pin in ["", "123", "123456789", "12a4", "12 4", "-1234"] {
            assert!(
                matches!(StoredPin::new(no_pin), Err(DeskError::PinWrong)),
                "{no_pin}"
            );
        }
        assert!(StoredPin::new("12345678").unwrap().is("12345678"));
    }

    #[test]
    fn neither_the_digits_nor_an_equal_hash_are_in_the_file() {
        let [one, other] = [(); 2].map(|()| StoredPin::new("4821").unwrap());
        assert_ne!(one.hash, other.hash);
        assert!(!toml::to_string(&one).unwrap().contains("4821"));
        assert_eq!(one.hash.len(), 64);
    }
}
