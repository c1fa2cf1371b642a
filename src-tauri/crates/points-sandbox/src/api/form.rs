//! Reads a request body field by field and collects every complaint, as Laravel's validator does
//! (dossier, "Envelope and errors": 422 with `errors` in dot notation).

use std::fmt::Display;

use serde_json::{Map, Value};

use crate::envelope::{Failure, FieldErrors};
use crate::money;
use crate::order::Item;

/// A body being validated.
#[derive(Debug)]
pub(super) struct Form {
    fields: Map<String, Value>,
    errors: FieldErrors,
}

impl Form {
    /// A body that is no JSON object counts as empty, as in Laravel.
    pub(super) fn parse(body: &[u8]) -> Self {
        let fields = match serde_json::from_slice(body) {
            Ok(Value::Object(fields)) => fields,
            _ => Map::new(),
        };
        Self {
            fields,
            errors: FieldErrors::new(),
        }
    }

    pub(super) fn complain(&mut self, field: impl Display, message: impl Display) {
        self.errors
            .entry(field.to_string())
            .or_default()
            .push(message.to_string());
    }

    /// Ends the validation.
    pub(super) fn finish(self) -> Result<(), Failure> {
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(Failure::Invalid(self.errors))
        }
    }

    /// The field, unless it is absent, null, or a blank string (Laravel turns those into null).
    pub(super) fn value(&self, field: &str) -> Option<Value> {
        self.fields.get(field).cloned().filter(|value| match value {
            Value::Null => false,
            Value::String(text) => !text.trim().is_empty(),
            _ => true,
        })
    }

    pub(super) fn require(&mut self, field: &str) {
        if self.value(field).is_none() {
            let words = words(field);
            self.complain(field, format_args!("The {words} field is required."));
        }
    }

    /// A text of at most `limit` characters.
    pub(super) fn text(&mut self, field: &str, limit: usize) -> Option<String> {
        let value = self.value(field)?;
        self.checked_text(field, &value, limit)
    }

    fn checked_text(&mut self, field: &str, value: &Value, limit: usize) -> Option<String> {
        let words = words(field);
        let Some(text) = value.as_str() else {
            self.complain(field, format_args!("The {words} field must be a string."));
            return None;
        };
        if text.chars().count() > limit {
            let complaint =
                format!("The {words} field must not be greater than {limit} characters.");
            self.complain(field, complaint);
            return None;
        }
        Some(text.trim().to_owned())
    }

    /// An amount of at least 0, in halalas.
    pub(super) fn amount(&mut self, field: &str) -> Option<i64> {
        let value = self.value(field)?;
        self.checked_amount(field, &value)
    }

    fn checked_amount(&mut self, field: &str, value: &Value) -> Option<i64> {
        let halalas = money::parse(value);
        if halalas.is_none() {
            let words = words(field);
            let negative = value.to_string().trim_start_matches('"').starts_with('-');
            let demand = if negative { "at least 0" } else { "a number" };
            self.complain(field, format_args!("The {words} field must be {demand}."));
        }
        halalas
    }

    /// A Saudi phone number as 9 digits (dossier, "The order": accepted forms).
    pub(super) fn phone(&mut self, field: &str) -> Option<String> {
        let value = self.value(field)?;
        let phone = value.as_str().and_then(normal_phone);
        if phone.is_none() {
            self.complain(field, "The phone number format is invalid.");
        }
        phone
    }

    pub(super) fn object(&mut self, field: &str) -> Option<Map<String, Value>> {
        let value = self.value(field)?;
        if let Value::Object(fields) = value {
            return Some(fields);
        }
        self.complain(
            field,
            format_args!("The {} field must be an array.", words(field)),
        );
        None
    }

    pub(super) fn boolean(&mut self, field: &str) -> Option<bool> {
        // What Laravel's `boolean` rule accepts.
        match self.value(field)? {
            Value::Bool(value) => Some(value),
            value if value == 1 || value == "1" => Some(true),
            value if value == 0 || value == "0" => Some(false),
            _ => {
                let words = words(field);
                self.complain(
                    field,
                    format_args!("The {words} field must be true or false."),
                );
                None
            }
        }
    }

    /// An http(s) URL, HTTPS alone where demanded.
    pub(super) fn url(&mut self, field: &str, limit: usize, https_only: bool) -> Option<String> {
        let text = self.text(field, limit)?;
        let fits = url::Url::parse(&text).is_ok_and(|url| {
            url.has_host() && (url.scheme() == "https" || (url.scheme() == "http" && !https_only))
        });
        if !fits {
            self.complain(
                field,
                format_args!("The {} field must be a valid URL.", words(field)),
            );
        }
        fits.then_some(text)
    }

    /// `shipping_address`: city ≤ 100, line1 ≤ 255.
    pub(super) fn address(&mut self) {
        let Some(address) = self.object("shipping_address") else {
            return;
        };
        for (part, limit) in [("city", 100), ("line1", 255)] {
            if let Some(value) = address.get(part).filter(|value| !value.is_null()) {
                self.checked_text(&format!("shipping_address.{part}"), value, limit);
            }
        }
    }

    /// `products`: null or at least one line of name, price ≥ 0 and quantity ≥ 1.
    pub(super) fn products(&mut self) -> Vec<Item> {
        let Some(value) = self.value("products") else {
            return Vec::new();
        };
        let Value::Array(lines) = value else {
            self.complain("products", "The products field must be an array.");
            return Vec::new();
        };
        if lines.is_empty() {
            self.complain("products", "The products field must have at least 1 items.");
        }
        lines
            .iter()
            .enumerate()
            .filter_map(|(row, line)| self.product(row, line))
            .collect()
    }

    fn product(&mut self, row: usize, line: &Value) -> Option<Item> {
        let mut part = |name: &str| {
            let value = line.get(name).filter(|value| !value.is_null()).cloned();
            if value.is_none() {
                let field = format!("products.{row}.{name}");
                self.complain(&field, format_args!("The {field} field is required."));
            }
            value
        };
        let (name, price, quantity) = (
            part("product_name"),
            part("product_price"),
            part("quantity"),
        );
        let field = |part: &str| format!("products.{row}.{part}");
        let product_name =
            name.and_then(|name| self.checked_text(&field("product_name"), &name, 255));
        let price_halalas =
            price.and_then(|price| self.checked_amount(&field("product_price"), &price));
        let quantity = quantity.and_then(|quantity| {
            let whole = quantity
                .as_u64()
                .or_else(|| quantity.as_str()?.parse().ok());
            let whole = whole.filter(|&whole| whole >= 1);
            if whole.is_none() {
                self.complain(field("quantity"), "The quantity must be at least 1.");
            }
            whole
        });
        Some(Item {
            product_name: product_name?,
            price_halalas: price_halalas?,
            quantity: quantity?,
        })
    }
}

/// `total_price` → "total price", as in Laravel's messages.
fn words(field: &str) -> String {
    field.replace('_', " ")
}

/// `+966…`, `00966…`, `966…`, `05…`, `5…`, spaces and dashes allowed → `5XXXXXXXX`.
fn normal_phone(text: &str) -> Option<String> {
    let compact: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect();
    let local = ["+966", "00966", "966", "0"]
        .into_iter()
        .find_map(|prefix| compact.strip_prefix(prefix))
        .unwrap_or(&compact);
    let fits =
        local.len() == 9 && local.starts_with('5') && local.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| local.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_form_of_a_phone_is_the_same_phone() {
        for form in [
            "+966512345678",
            "00966512345678",
            "966 51 234 5678",
            "0512345678",
            "51-234-5678",
        ] {
            assert_eq!(normal_phone(form).as_deref(), Some("512345678"), "{form}");
        }
        for wrong in ["", "412345678", "51234567", "+9665123456789", "5x2345678"] {
            assert_eq!(normal_phone(wrong), None, "{wrong}");
        }
    }
}
