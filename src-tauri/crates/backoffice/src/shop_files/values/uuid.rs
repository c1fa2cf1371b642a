//! The uuid of an order, wherever in the cell it stands.

use points_api::OrderUuid;

use super::Unclear;
use crate::text::find_uuids;

const UUID_LETTERS: usize = 36;

/// The place of a checkout's page. What follows is the session's name, and no order has it.
const SESSION: &str = "/session/";

/// The uuid of a cleaned cell: alone, in a link or in any other text. Unclear where the text has
/// none, or more than one.
pub(in super::super) fn uuid(text: &str) -> Result<Option<OrderUuid>, Unclear> {
    if text.is_empty() {
        return Ok(None);
    }
    let mut found: Option<OrderUuid> = None;
    for line in find_uuids(&without_sessions(text)) {
        for uuid in line.uuids.into_iter().map(|found| found.uuid) {
            if found.is_some_and(|found| found != uuid) {
                return Err(Unclear);
            }
            found = Some(uuid);
        }
    }
    match found {
        Some(uuid) if uuid.as_bytes().iter().any(|byte| *byte != 0) => Ok(Some(uuid)),
        _ => Err(Unclear),
    }
}

fn without_sessions(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains(SESSION) {
        return text.into();
    }
    let mut kept = String::with_capacity(text.len());
    for (at, part) in text.split(SESSION).enumerate() {
        let rest = if at == 0 {
            part
        } else {
            part.get(UUID_LETTERS..).unwrap_or_default()
        };
        kept.push_str(rest);
        kept.push(' ');
    }
    kept.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "550e8400-e29b-41d4-a716-446655440000";
    const B: &str = "650e8400-e29b-41d4-a716-446655440001";

    #[test]
    fn a_uuid_is_found_wherever_it_stands() {
        for text in [
            A.to_owned(),
            A.to_uppercase(),
            format!("https://shop.example/thanks?uuid={A}"),
            format!("https://shop.example/?back=https%3A%2F%2Fp%2F%3Fuuid%3D{A}"),
            format!("الطلب {A}، ومرة أخرى {A}"),
            format!("https://pay.papp.sa/session/{B}?order={A}"),
        ] {
            assert_eq!(
                uuid(&text).map(|found| found.map(|uuid| uuid.to_string())),
                Ok(Some(A.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_uuid_of_one_order_is_unclear() {
        for text in [
            "10482".to_owned(),
            format!("{A} {B}"),
            A.replace('-', ""),
            "00000000-0000-0000-0000-000000000000".to_owned(),
            format!("https://pay.papp.sa/session/{A}"),
        ] {
            assert_eq!(uuid(&text), Err(Unclear), "{text}");
        }
        assert_eq!(uuid(""), Ok(None));
    }
}
