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

#[cfg(test)]
mod tests {
    use super::*;

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
