//! Uuids that carry their order's index, so that a million orders need no table of uuids: a small
//! Feistel network over the 122 free bits of a version 4 uuid, keyed by the seed.

use uuid::Uuid;

use crate::dice::scatter;

const HALF: u32 = 61;
const MASK: u64 = (1 << HALF) - 1;
const ROUNDS: u64 = 4;

pub(super) fn uuid_of(seed: u64, index: u64) -> Uuid {
    let (mut left, mut right) = (0_u64, index & MASK);
    for round in 0..ROUNDS {
        (left, right) = (right, left ^ mix(seed, round, right));
    }
    let payload = (u128::from(left) << HALF) | u128::from(right);
    let high = payload >> 74;
    let middle = (payload >> 62) & 0xFFF;
    let low = payload & ((1 << 62) - 1);
    Uuid::from_u128((high << 80) | (0x4 << 76) | (middle << 64) | (0b10 << 62) | low)
}

/// The index behind a uuid; `None` for a uuid that this seed never gave out.
pub(super) fn index_of(seed: u64, uuid: Uuid) -> Option<u64> {
    let bits = uuid.as_u128();
    if (bits >> 76) & 0xF != 0x4 || (bits >> 62) & 0b11 != 0b10 {
        return None;
    }
    let payload = ((bits >> 80) << 74) | (((bits >> 64) & 0xFFF) << 62) | (bits & ((1 << 62) - 1));
    let mut left = u64::try_from(payload >> HALF).ok()?;
    let mut right = u64::try_from(payload & u128::from(MASK)).ok()?;
    for round in (0..ROUNDS).rev() {
        (left, right) = (right ^ mix(seed, round, left), left);
    }
    (left == 0).then_some(right)
}

fn mix(seed: u64, round: u64, half: u64) -> u64 {
    scatter(half ^ scatter(seed.wrapping_add(round))) & MASK
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_survives_the_way_through_a_uuid() {
        for index in [0, 1, 2, 999, 1_000_000, MASK] {
            let uuid = uuid_of(42, index);
            assert_eq!(uuid.get_version_num(), 4);
            assert_eq!(uuid.get_variant(), uuid::Variant::RFC4122);
            assert_eq!(index_of(42, uuid), Some(index));
            assert_eq!(index_of(43, uuid), None);
        }
        assert_eq!(index_of(42, Uuid::nil()), None);
    }
}
