//! Amounts, points, phones, identifiers and addresses, by example and by property.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use points_api::phone::{mask, normalise};
use points_api::{Amount, BaseUrl, Halalas, InvalidBaseUrl, OrderUuid, Points};
use proptest::prelude::*;

fn halalas(text: &str) -> Option<i64> {
    let amount: Amount = text
        .parse()
        .unwrap_or_else(|_| panic!("{text} is an amount"));
    assert_eq!(amount.text, text.trim());
    amount.halalas.map(|halalas| halalas.0)
}

#[test]
fn amounts_in_every_form_that_php_prints() {
    for (text, expected) in [
        ("0", Some(0)),
        ("-0.00", Some(0)),
        ("1500", Some(150_000)),
        ("1500.00", Some(150_000)),
        (" 150.5 ", Some(15_050)),
        ("-12.34", Some(-1_234)),
        ("150.49999999999997", Some(15_050)),
        ("0.30000000000000004", Some(30)),
        ("1.0E+25", None),
        ("1.5e2", Some(15_000)),
        ("1.5E-2", None),
        ("1e-2", Some(1)),
        ("0.005", None),
        ("0.01000001", Some(1)),
        ("0.01000002", None),
        ("92233720368547758.07", Some(i64::MAX)),
        ("-92233720368547758.08", Some(i64::MIN)),
        ("92233720368547758.08", None),
        ("99999999999999999999999999999999999999", None),
        ("1e400", None),
        ("1e-400", None),
    ] {
        assert_eq!(halalas(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_number_is_no_amount() {
    for text in [
        "", " ", "-", ".", "1.", ".5", "1,500.00", "1_000", "1 500", "0x10", "NaN", "INF", "1e",
        "1e5.0", "--1", "١٥٠", "SAR 5", "1.2.3",
    ] {
        assert!(text.parse::<Amount>().is_err(), "{text}");
        assert!(text.parse::<Points>().is_err(), "{text}");
    }
}

#[test]
fn points_stay_as_received() {
    let points: Points = "1505.50".parse().unwrap();
    assert_eq!(points.as_str(), "1505.50");
    assert_eq!(points.to_decimal().unwrap().to_string(), "1505.50");
    let huge: Points = "1e300".parse().unwrap();
    assert_eq!((huge.as_str(), huge.to_decimal()), ("1e300", None));
}

#[test]
fn phones_in_every_form_people_write_them() {
    for text in [
        "+966512345678",
        "00966512345678",
        "966512345678",
        "0512345678",
        "512345678",
        " +966 51-234 5678 ",
        "+966 (0)51 234 5678",
        "9660512345678",
        "٠٥١٢٣٤٥٦٧٨",
        "+٩٦٦٥١٢٣٤٥٦٧٨",
        "۰۵۱۲۳۴۵۶۷۸",
        "\u{202a}+966 51 234 5678\u{202c}",
        "051.234.5678",
    ] {
        assert_eq!(normalise(text).as_deref(), Some("512345678"), "{text}");
        assert_eq!(mask(text), "5••••••78");
    }
    for text in [
        "",
        "0112345678",
        "51234567",
        "5123456789",
        "+1 512 345 678",
        "00512345678",
        "++966512345678",
        "0551234567x",
        "966 966 512345678",
        "512345678+",
        "+512345678",
    ] {
        assert_eq!(normalise(text), None, "{text}");
        assert_eq!(mask(text), "•••");
    }
}

#[test]
fn addresses_that_keep_the_key_safe() {
    assert_eq!(
        BaseUrl::production(),
        BaseUrl::parse("https://business.papp.sa/api/v1/").unwrap()
    );
    assert_eq!(
        BaseUrl::sandbox().as_str(),
        "https://sandbox.papp.sa/api/v1"
    );
    for documented in [BaseUrl::production(), BaseUrl::sandbox()] {
        assert_eq!(BaseUrl::parse(documented.as_str()).unwrap(), documented);
        assert!(!documented.is_loopback());
    }
    for text in [
        "http://127.0.0.1:8080/api/v1",
        "http://127.9.9.9/api/v1",
        "http://[::1]:9/api/v1",
        "http://localhost:3000/points/api/v1",
        " https://API.papp.sa/api/v1 ",
    ] {
        let url = BaseUrl::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let json = serde_json::to_string(&url).unwrap();
        assert_eq!(serde_json::from_str::<BaseUrl>(&json).unwrap(), url);
    }
    for (text, expected) in [
        ("papp.sa/api/v1", InvalidBaseUrl::NotAnAddress),
        ("", InvalidBaseUrl::NotAnAddress),
        ("http://papp.sa/api/v1", InvalidBaseUrl::NotEncrypted),
        (
            "http://localhost.papp.sa/api/v1",
            InvalidBaseUrl::NotEncrypted,
        ),
        (
            "http://127.0.0.1.papp.sa/api/v1",
            InvalidBaseUrl::NotEncrypted,
        ),
        ("http://192.168.1.2/api/v1", InvalidBaseUrl::NotEncrypted),
        ("ftp://127.0.0.1/api/v1", InvalidBaseUrl::NotEncrypted),
        ("https://a:b@papp.sa/api/v1", InvalidBaseUrl::UserInfo),
        (
            "https://papp.sa/api/v1?x=1",
            InvalidBaseUrl::QueryOrFragment,
        ),
        ("https://papp.sa/api/v1#x", InvalidBaseUrl::QueryOrFragment),
        ("https://papp.sa/api", InvalidBaseUrl::Path),
        ("https://papp.sa/api/v1/orders", InvalidBaseUrl::Path),
        ("https://papp.sa/xapi/v1", InvalidBaseUrl::Path),
    ] {
        assert_eq!(BaseUrl::parse(text).unwrap_err(), expected, "{text}");
    }
    assert!(serde_json::from_str::<BaseUrl>(r#""http://papp.sa/api/v1""#).is_err());
}

#[test]
fn uuids_are_read_with_anything_that_people_paste_around_them() {
    let expected = "550e8400-e29b-41d4-a716-446655440000";
    for text in [expected, " 550E8400-E29B-41D4-A716-446655440000\n"] {
        assert_eq!(text.parse::<OrderUuid>().unwrap().to_string(), expected);
    }
    for text in [
        "",
        "42",
        "550e8400-e29b-41d4-a716-44665544000",
        "g50e8400-e29b-41d4-a716-446655440000",
    ] {
        assert!(text.parse::<OrderUuid>().is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn every_halala_count_survives_being_written_and_read(count: i64) {
        let text = Halalas(count).to_sar();
        prop_assert_eq!(halalas(&text), Some(count));
    }

    #[test]
    fn a_float_as_php_prints_it_is_the_halala_it_stands_for(count in -10_000_000_000_i64..10_000_000_000) {
        #[allow(clippy::cast_precision_loss, reason = "the very loss that PHP prints")]
        let float = count as f64 / 100.0;
        prop_assert_eq!(halalas(&float.to_string()), Some(count));
        prop_assert_eq!(halalas(&format!("{float:e}")), Some(count));
        prop_assert_eq!(halalas(&format!("{:.16}", float + 0.0)), Some(count));
    }

    #[test]
    fn an_exponent_only_moves_the_point(whole in 0_i64..1_000_000, exponent in 0_u32..9) {
        let expected = whole.checked_mul(10_i64.pow(exponent)).and_then(|sar| sar.checked_mul(100));
        prop_assert_eq!(halalas(&format!("{whole}e{exponent}")), expected);
        prop_assert_eq!(halalas(&format!("{whole}.0E+{exponent}")), expected);
        if exponent >= 2 {
            let expected = (whole % 10_i64.pow(exponent - 2) == 0).then(|| whole / 10_i64.pow(exponent - 2));
            prop_assert_eq!(halalas(&format!("{whole}e-{exponent}")), expected);
        }
    }

    #[test]
    fn no_text_breaks_a_reader(text in any::<String>()) {
        if let Ok(amount) = text.parse::<Amount>() {
            prop_assert_eq!(amount.text, text.trim());
        }
        if let Some(phone) = normalise(&text) {
            prop_assert_eq!(normalise(&phone), Some(phone));
        }
        if let Ok(uuid) = text.parse::<OrderUuid>() {
            prop_assert_eq!(uuid.to_string().parse(), Ok(uuid));
        }
        if let Ok(url) = BaseUrl::parse(&text) {
            prop_assert_eq!(BaseUrl::parse(url.as_str()), Ok(url));
        }
    }

    #[test]
    fn every_form_of_a_mobile_is_the_same_mobile(rest in "[0-9]{8}", form in 0_usize..5, gap in "[ \u{a0}-]?") {
        let mobile = format!("5{rest}");
        let (start, end) = mobile.split_at(3);
        let prefix = ["+966", "00966", "966", "0", ""][form];
        prop_assert_eq!(normalise(&format!("{prefix}{gap}{start}{gap}{end}")), Some(mobile.clone()));
        let arabic: String = format!("{prefix}{mobile}").chars().map(|character| {
            character.to_digit(10).map_or(character, |digit| char::from_u32(0x660 + digit).unwrap())
        }).collect();
        prop_assert_eq!(normalise(&arabic), Some(mobile.clone()));
        prop_assert!(!mask(&mobile).contains(&mobile[1..7]));
    }

    #[test]
    fn every_uuid_survives(bytes: [u8; 16]) {
        let uuid = OrderUuid::from_bytes(bytes);
        prop_assert_eq!(uuid.as_bytes(), &bytes);
        prop_assert_eq!(uuid.to_string().parse(), Ok(uuid));
        prop_assert_eq!(uuid.to_string().to_uppercase().parse(), Ok(uuid));
    }
}
