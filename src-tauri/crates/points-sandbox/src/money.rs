//! Amounts: SAR with two decimals, kept as integer halalas (dossier, "The order").

use serde_json::Value;

/// "150.50" for 15050 halalas.
pub(crate) fn decimal(halalas: i64) -> String {
    let sign = if halalas < 0 { "-" } else { "" };
    let magnitude = halalas.unsigned_abs();
    format!("{sign}{}.{:02}", magnitude / 100, magnitude % 100)
}

/// "150.5" for 15050 halalas: the shortest form, as PHP prints a float.
pub(crate) fn shortest(halalas: i64) -> String {
    let text = decimal(halalas);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A float one step below the amount, as PHP's arithmetic leaves behind: 150.5 becomes
/// `150.49999999999997` (dossier, quirks named in the design's section "Data").
pub(crate) fn php_float(halalas: i64) -> String {
    match decimal(halalas).parse::<f64>() {
        Ok(exact) if exact > 0.0 => exact.next_down().to_string(),
        _ => shortest(halalas),
    }
}

/// Reads an amount as PHP's `numeric` rule does, from a JSON number or a numeric string, and
/// rounds it to halalas. Negative amounts and anything that is no plain decimal give `None`.
pub(crate) fn parse(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => parse_text(&number.to_string()),
        Value::String(text) => parse_text(text.trim()),
        _ => None,
    }
}

fn parse_text(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    let thousandths: String = fraction.chars().chain("000".chars()).take(3).collect();
    let thousandths: i64 = thousandths.parse().ok()?;
    whole
        .parse::<i64>()
        .ok()?
        .checked_mul(100)?
        .checked_add((thousandths + 5) / 10)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]
    use super::*;
    use serde_json::json;

    #[test]
    fn prints_as_php_and_as_decimal() {
        assert_eq!(decimal(15_050), "150.50");
        assert_eq!(shortest(15_050), "150.5");
        assert_eq!(shortest(15_000), "150");
        assert_eq!(php_float(15_050), "150.49999999999997");
        assert_eq!(php_float(0), "0");
    }

    #[test]
    fn reads_numbers_and_strings_exactly() {
        let php: Value = serde_json::from_str("150.49999999999997").unwrap();
        assert_eq!(parse(&php), Some(15_050));
        assert_eq!(parse(&json!("1500.00")), Some(150_000));
        assert_eq!(parse(&json!(20)), Some(2_000));
        for refused in [
            json!(-1),
            json!("abc"),
            json!("1,5"),
            json!(null),
            json!(""),
        ] {
            assert_eq!(parse(&refused), None, "{refused}");
        }
    }
}
