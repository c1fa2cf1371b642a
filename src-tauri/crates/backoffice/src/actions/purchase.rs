//! A purchase that a person entered, as Points takes it. Pure.

use points_api::{
    CheckoutRequest, EarningRequest, Halalas, InvalidRequest, ProductLine, ShippingAddress,
    phone::PhoneNumber,
};

use crate::view::PurchaseRequest;

/// A field of a purchase that cannot be sent so, by its name in the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} of a purchase cannot be sent")]
pub struct PurchaseProblem(pub &'static str);

impl From<InvalidRequest> for PurchaseProblem {
    fn from(error: InvalidRequest) -> Self {
        Self(error.field)
    }
}

/// The shop's number without a leading `#`, which Points strips.
pub(crate) fn bare_number(number: &str) -> String {
    number.trim().trim_start_matches('#').trim().to_owned()
}

/// As an earning order.
pub(crate) fn earning(purchase: &PurchaseRequest) -> Result<EarningRequest, PurchaseProblem> {
    let request = EarningRequest {
        phone_number: phone_number(purchase)?.ok_or(PurchaseProblem("phone_number"))?,
        total_price: total(purchase)?,
        products: lines(purchase).ok_or(PurchaseProblem("products"))?,
        order_number: bare_number(&purchase.order_number),
        name: filled(purchase.customer_name.as_deref()),
        shipping_amount: purchase.shipping_halalas.map(Halalas),
        tax_amount: purchase.tax_halalas.map(Halalas),
        discount_amount: purchase.discount_halalas.map(Halalas),
        shipping_address: address(purchase),
        metadata: None,
    };
    request.validate()?;
    Ok(request)
}

/// As a checkout.
pub(crate) fn checkout(purchase: &PurchaseRequest) -> Result<CheckoutRequest, PurchaseProblem> {
    let request = CheckoutRequest {
        total_price: total(purchase)?,
        order_number: bare_number(&purchase.order_number),
        phone_number: phone_number(purchase)?,
        name: filled(purchase.customer_name.as_deref()),
        shipping_amount: purchase.shipping_halalas.map(Halalas),
        tax_amount: purchase.tax_halalas.map(Halalas),
        discount_amount: purchase.discount_halalas.map(Halalas),
        shipping_address: address(purchase),
        products: lines(purchase),
        metadata: None,
        callback_url: None,
    };
    request.validate()?;
    Ok(request)
}

/// Points refuses no purchase of nothing, and nobody means one.
fn total(purchase: &PurchaseRequest) -> Result<Halalas, PurchaseProblem> {
    if purchase.total_halalas > 0 {
        Ok(Halalas(purchase.total_halalas))
    } else {
        Err(PurchaseProblem("total_price"))
    }
}

fn phone_number(purchase: &PurchaseRequest) -> Result<Option<PhoneNumber>, PurchaseProblem> {
    filled(purchase.phone.as_deref())
        .map(|text| text.parse().map_err(|_| PurchaseProblem("phone_number")))
        .transpose()
}

fn lines(purchase: &PurchaseRequest) -> Option<Vec<ProductLine>> {
    let lines: Vec<_> = purchase
        .lines
        .iter()
        .map(|line| ProductLine {
            product_name: line.name.trim().to_owned(),
            product_price: Halalas(line.price_halalas),
            quantity: line.quantity,
        })
        .collect();
    (!lines.is_empty()).then_some(lines)
}

fn address(purchase: &PurchaseRequest) -> Option<ShippingAddress> {
    let address = ShippingAddress {
        city: filled(purchase.city.as_deref()),
        line1: filled(purchase.address_line.as_deref()),
    };
    (address != ShippingAddress::default()).then_some(address)
}

fn filled(text: Option<&str>) -> Option<String> {
    text.map(str::trim)
        .filter(|text| !text.is_empty())
        .map(ToOwned::to_owned)
}
