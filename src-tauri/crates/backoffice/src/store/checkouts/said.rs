//! What is said of a checkout, and how two tellings of it become one. Pure.

use points_api::OrderUuid;

use crate::fold::beginnings;
use crate::shop_files::{KnownCheckout, ShopRow};
use crate::text::{fold_digits, fold_text, mobile_number};
use crate::view::ShopStatus;

/// Every time that a calendar has, UTC milliseconds: days are counted from it.
const ANY_TIME: std::ops::RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;

/// What is said of a checkout. A number that is not said is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Said {
    pub(crate) uuid: Option<OrderUuid>,
    pub(crate) order_number: String,
    pub(crate) reference: String,
    pub(crate) cart: String,
    pub(crate) amount_halalas: Option<i64>,
    /// UTC milliseconds.
    pub(crate) opened_at: Option<i64>,
    /// The shop's word.
    pub(crate) status_text: Option<String>,
    /// What it means.
    pub(crate) status: Option<ShopStatus>,
    pub(crate) customer: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) city: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) link: Option<String>,
}

impl Said {
    /// What is known once something newer was said too: what that does not say stays as it was. A
    /// status is a word and its meaning together, so an unknown word takes the place of a known one.
    pub(super) fn renewed_by(&self, newer: &Self) -> Self {
        let number =
            |newer: &String, older: &String| if newer.is_empty() { older } else { newer }.clone();
        let text = |newer: &Option<String>, older: &Option<String>| {
            newer.as_ref().or(older.as_ref()).cloned()
        };
        let status = if newer.status_text.is_some() || newer.status.is_some() {
            newer
        } else {
            self
        };
        Self {
            uuid: newer.uuid.or(self.uuid),
            order_number: number(&newer.order_number, &self.order_number),
            reference: number(&newer.reference, &self.reference),
            cart: number(&newer.cart, &self.cart),
            amount_halalas: newer.amount_halalas.or(self.amount_halalas),
            opened_at: newer.opened_at.or(self.opened_at),
            status_text: status.status_text.clone(),
            status: status.status,
            customer: text(&newer.customer, &self.customer),
            phone: text(&newer.phone, &self.phone),
            city: text(&newer.city, &self.city),
            address: text(&newer.address, &self.address),
            link: text(&newer.link, &self.link),
        }
    }

    /// To be told apart from others of its number.
    pub(super) fn known(&self) -> KnownCheckout {
        KnownCheckout {
            uuid: self.uuid,
            order_number: self.order_number.clone(),
            amount_halalas: self.amount_halalas,
            opened_at: self.opened_at,
        }
    }

    /// What search finds by any fragment, folded.
    pub(super) fn codes(&self) -> String {
        let phone = self.phone.as_deref().unwrap_or_default();
        let phone = searched_phone(phone).unwrap_or_else(|| fold_text(phone));
        let codes = [
            fold_text(&self.order_number),
            fold_text(&self.reference),
            fold_text(&self.cart),
            phone,
        ];
        let said: Vec<_> = codes.iter().filter(|code| !code.is_empty()).collect();
        said.into_iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// What search finds by the beginnings of words, folded: of what is among the codes, the first
    /// letters alone, as in an order.
    pub(super) fn words(&self) -> String {
        let mut words: Vec<String> = [&self.order_number, &self.reference, &self.cart]
            .into_iter()
            .flat_map(|number| beginnings(number))
            .collect();
        if let Some(phone) = &self.phone {
            let searched = searched_phone(phone);
            words.extend(beginnings(searched.as_deref().unwrap_or(phone)));
        }
        words.extend([&self.customer, &self.city].into_iter().flatten().cloned());
        fold_text(&words.join("\n"))
    }
}

impl From<&ShopRow> for Said {
    fn from(row: &ShopRow) -> Self {
        let number = |number: &Option<String>| number.clone().unwrap_or_default();
        Self {
            uuid: row.uuid,
            order_number: number(&row.order_number),
            reference: number(&row.reference),
            cart: number(&row.cart),
            amount_halalas: row.amount_halalas,
            opened_at: row.opened_at.filter(|at| ANY_TIME.contains(at)),
            status_text: row.status_text.clone(),
            status: row.status,
            customer: row.customer.clone(),
            phone: row.phone.clone(),
            city: row.city.clone(),
            address: row.address.clone(),
            link: row.link.clone(),
        }
    }
}

/// A mobile number as it is dialled at home, which is how search knows phones.
pub(crate) fn searched_phone(phone: &str) -> Option<String> {
    mobile_number(&fold_digits(phone))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said() -> Said {
        Said {
            order_number: "1042".to_owned(),
            status_text: Some("قيد التنفيذ".to_owned()),
            status: Some(ShopStatus::Paid),
            customer: Some("نورة".to_owned()),
            phone: Some("501234567".to_owned()),
            ..Said::default()
        }
    }

    #[test]
    fn what_is_newer_counts_and_what_it_leaves_out_stays() {
        let newer = Said {
            status_text: Some("ملغي".to_owned()),
            status: Some(ShopStatus::Cancelled),
            city: Some("الرياض".to_owned()),
            ..Said::default()
        };
        let renewed = said().renewed_by(&newer);
        assert_eq!(renewed.status, Some(ShopStatus::Cancelled));
        assert_eq!(renewed.order_number, "1042");
        assert_eq!(renewed.customer.as_deref(), Some("نورة"));
        assert_eq!(renewed.city.as_deref(), Some("الرياض"));
        assert_eq!(said().renewed_by(&said()), said());
    }

    #[test]
    fn a_word_that_nobody_knows_takes_the_meaning_of_the_last_one_away() {
        let newer = Said {
            status_text: Some("at the moon".to_owned()),
            ..Said::default()
        };
        let renewed = said().renewed_by(&newer);
        assert_eq!(renewed.status_text.as_deref(), Some("at the moon"));
        assert_eq!(renewed.status, None);
    }

    #[test]
    fn phones_are_searched_as_they_are_dialled_at_home() {
        assert_eq!(said().codes(), "1042 0501234567");
        assert!(said().words().contains("نوره"));
        assert!(
            !said().words().contains("0501234567"),
            "a fragment finds it"
        );
        assert_eq!(Said::default().codes(), "");
    }
}
