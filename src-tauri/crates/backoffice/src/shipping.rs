//! The shop's path through the shipping statuses.

use points_api::ShippingStatus;

/// The next step after a word; none at the end, off the path, and for words this version does
/// not know.
pub fn next_on_path(word: &str, licence_step: bool) -> Option<String> {
    let next = match ShippingStatus::from(word) {
        ShippingStatus::New if licence_step => ShippingStatus::LicenseInProgress,
        ShippingStatus::New | ShippingStatus::LicenseInProgress => ShippingStatus::ReadyShipping,
        ShippingStatus::ReadyShipping => ShippingStatus::DeliveryIsInProgress,
        ShippingStatus::DeliveryIsInProgress => ShippingStatus::Delivered,
        ShippingStatus::Delivered | ShippingStatus::Cancelled | ShippingStatus::Other(_) => {
            return None;
        }
    };
    Some(next.to_string())
}

/// Whether a parcel that stands at `present` would go backwards to `target`; one whose shipping was
/// called off goes nowhere. Words off the path say nothing.
pub fn is_beyond(present: &str, target: &str) -> bool {
    let (present, target) = (ShippingStatus::from(present), ShippingStatus::from(target));
    match (place_on_path(&present), place_on_path(&target)) {
        (Some(present), Some(target)) => present > target,
        (None, Some(_)) => present == ShippingStatus::Cancelled,
        (_, None) => false,
    }
}

/// How far along a parcel is; none off the path, and for words that this version does not know.
pub(crate) fn place_on_path(status: &ShippingStatus) -> Option<u8> {
    match status {
        ShippingStatus::New => Some(0),
        ShippingStatus::LicenseInProgress => Some(1),
        ShippingStatus::ReadyShipping => Some(2),
        ShippingStatus::DeliveryIsInProgress => Some(3),
        ShippingStatus::Delivered => Some(4),
        ShippingStatus::Cancelled | ShippingStatus::Other(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parcel_goes_backwards_where_the_path_came_before() {
        for (present, target, beyond) in [
            ("delivered", "ready_shipping", true),
            ("ready_shipping", "new", true),
            ("ready_shipping", "license_in_progress", true),
            ("ready_shipping", "ready_shipping", false),
            ("new", "delivered", false),
            ("cancelled", "delivered", true),
            ("cancelled", "cancelled", false),
            ("delivered", "cancelled", false),
            ("held_at_customs", "new", false),
            ("delivered", "held_at_customs", false),
        ] {
            assert_eq!(is_beyond(present, target), beyond, "{present} {target}");
        }
    }

    #[test]
    fn the_licence_step_is_a_setting() {
        assert_eq!(
            next_on_path("new", false).as_deref(),
            Some("ready_shipping")
        );
        assert_eq!(
            next_on_path("new", true).as_deref(),
            Some("license_in_progress")
        );
    }

    #[test]
    fn the_path_ends() {
        assert_eq!(next_on_path("delivered", false), None);
        assert_eq!(next_on_path("cancelled", true), None);
        assert_eq!(next_on_path("held_at_customs", true), None);
    }
}
