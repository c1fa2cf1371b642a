//! Whole files, read again by a program that is not ours.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::marks::{Mark, Page};
use super::type_setting::Fonts;
use super::{Pdf, Setup, Sheet, commands, layout, pdf, scan_commands, words};
use crate::view::{
    ActionKind, ActionState, ActionView, CheckoutOrigin, FieldChange, FieldKind, FieldName,
    FieldView, ItemView, Language, MatchKind, MoneyOffers, ObservationSource, ObservationView,
    OrderDetail, OrderRow, Paper, Presence, PrintKind, ShippingView, ShopCheckout, TimelineEntry,
};

/// 25 November 2026, 14:10 in Riyadh.
const NOW: i64 = 1_795_605_000_000;
const HOUR: i64 = 3_600_000;

fn setup(kind: PrintKind, paper: Paper, language: Language) -> Setup {
    Setup {
        kind,
        paper,
        language,
        shop: "Nakhla نخلة Coffee".to_owned(),
        printed_at: NOW,
    }
}

fn every_setup() -> Vec<Setup> {
    let mut setups = Vec::new();
    for kind in [PrintKind::Slip, PrintKind::Summary] {
        for paper in [Paper::A4, Paper::A6] {
            for language in [Language::En, Language::Ar] {
                setups.push(setup(kind, paper, language));
            }
        }
    }
    setups
}

fn item(name: &str, quantity: i64, halalas: i64) -> ItemView {
    ItemView {
        name: name.to_owned(),
        price_text: None,
        price_halalas: Some(halalas),
        quantity: Some(quantity),
    }
}

fn change(field: FieldName, kind: FieldKind, before: Option<&str>, after: &str) -> FieldChange {
    FieldChange {
        field,
        kind,
        before: before.map(str::to_owned),
        after: Some(after.to_owned()),
    }
}

fn heard(id: i64, at: i64, changes: Vec<FieldChange>) -> TimelineEntry {
    TimelineEntry {
        at,
        observation: Some(ObservationView {
            id,
            source: ObservationSource::Read,
            event: None,
            first_heard_at: at,
            last_heard_at: at,
            sightings: 1,
            unreadable: Vec::new(),
            changes,
        }),
        action: None,
        note: None,
    }
}

fn field(field: FieldName, kind: FieldKind, value: &str) -> FieldView {
    FieldView {
        field,
        kind,
        value: Some(value.to_owned()),
        provenance: None,
    }
}

/// An order of a coffee shop, paid and packed.
pub(super) fn order() -> OrderDetail {
    let created = NOW - 26 * HOUR;
    OrderDetail {
        row: OrderRow {
            uuid: "3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d".to_owned(),
            order_number: Some("10482".to_owned()),
            reference_number: Some("PNT-2026-0048213".to_owned()),
            order_type: Some("replacing".to_owned()),
            financial_status: Some("captured".to_owned()),
            shipping: ShippingView {
                word: Some("ready_shipping".to_owned()),
                code: Some(3),
                ..ShippingView::default()
            },
            total_halalas: Some(134_850),
            total_text: None,
            total_points: Some("26970".to_owned()),
            created_at: Some(created),
            updated_at: None,
            checked_at: Some(NOW - HOUR),
            presence: Presence::Known,
            pending: None,
            stale: None,
            pinned: None,
            found_in: Vec::new(),
        },
        fields: vec![
            field(FieldName::SettlementStatus, FieldKind::Text, "not_settled"),
            field(FieldName::RefundAmount, FieldKind::Money, "120.00"),
            field(FieldName::LeftAmount, FieldKind::Money, "1228.50"),
        ],
        items: vec![
            item("بن إثيوبي يرغاتشيف 250 جم", 2, 6_900),
            item("V60 Dripper (white), size 02", 1, 8_500),
            item("مطحنة يدوية Comandante C40 (أسود)", 1, 112_550),
        ],
        metadata: Vec::new(),
        money: MoneyOffers::default(),
        notes: Vec::new(),
        shop: Vec::new(),
        cases: Vec::new(),
        timeline: vec![
            TimelineEntry {
                at: NOW - 2 * HOUR,
                observation: None,
                action: Some(ActionView {
                    id: 1,
                    kind: ActionKind::Shipping,
                    order_uuid: None,
                    order_number: None,
                    amount_halalas: None,
                    given_reason: None,
                    payment_method: None,
                    mark: None,
                    seen: None,
                    batch_id: None,
                    held_until: None,
                    next_try_at: None,
                    tries: 1,
                    made: None,
                    target: Some("ready_shipping".to_owned()),
                    name_ar: None,
                    name_en: None,
                    state: ActionState::Confirmed,
                    asked_at: NOW - 2 * HOUR,
                    asked_by: None,
                    next_settle_at: None,
                    reason: None,
                    message: None,
                    changes: Vec::new(),
                }),
                note: None,
            },
            heard(3, NOW - 3 * HOUR, Vec::new()),
            heard(
                2,
                created + HOUR,
                vec![change(
                    FieldName::FinancialStatus,
                    FieldKind::FinancialStatus,
                    Some("authorized"),
                    "captured",
                )],
            ),
            heard(
                1,
                created,
                vec![
                    change(
                        FieldName::FinancialStatus,
                        FieldKind::FinancialStatus,
                        None,
                        "authorized",
                    ),
                    change(FieldName::Shipping, FieldKind::ShippingStatus, None, "new"),
                ],
            ),
        ],
        tracked_at: created,
        next_check_at: None,
        check_failure: None,
    }
}

fn print(order: &OrderDetail, setup: &Setup) -> Pdf {
    pdf(&[Sheet::of(order, setup)], setup).unwrap()
}

/// The text of a file as a reader of PDF takes it out.
fn read(pdf: &Pdf) -> String {
    let mut reader = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("pdftotext, of poppler-utils");
    let mut input = reader.stdin.take().unwrap();
    let bytes = pdf.bytes.clone();
    let feeding = std::thread::spawn(move || input.write_all(&bytes));
    let answer = reader.wait_with_output().unwrap();
    feeding.join().unwrap().unwrap();
    assert!(answer.status.success());
    let complaints = String::from_utf8_lossy(&answer.stderr);
    assert!(complaints.is_empty(), "{complaints}");
    // Embeddings that the reader adds to show each line's direction.
    String::from_utf8(answer.stdout).unwrap().replace(
        ['\u{202A}', '\u{202B}', '\u{202C}', '\u{200E}', '\u{200F}'],
        "",
    )
}

fn marks(order: &OrderDetail, setup: &Setup) -> Vec<Page> {
    let fonts = Fonts::read().unwrap();
    layout::pages(&Sheet::of(order, setup), setup, &fonts)
}

#[test]
fn a_slip_says_what_goes_into_the_parcel_and_no_price() {
    let pdf = print(&order(), &setup(PrintKind::Slip, Paper::A4, Language::En));
    let text = read(&pdf);
    for said in [
        "Packing slip",
        "10482",
        "PNT-2026-0048213",
        "24 Nov 2026, 12:10",
        "Packed",
        "V60 Dripper (white), size 02",
        "يرغاتشيف",
        "No recipient: not a shipping label",
        "Not a tax invoice",
        "Page 1 of 1",
    ] {
        assert!(text.contains(said), "{said} in\n{text}");
    }
    for price in ["69.00", "85.00", "1,348.50", "26,970", "Paid"] {
        assert!(!text.contains(price), "{price} in\n{text}");
    }
    let pieces = text.lines().find(|line| line.contains("Packed")).unwrap();
    assert!(pieces.trim_end().ends_with('4'), "{pieces}");
}

#[test]
fn a_slip_says_who_gets_the_parcel_where_the_shop_said_so_and_it_is_sure() {
    let said = ShopCheckout {
        customer: Some("Noura Alotaibi".to_owned()),
        phone: Some("501234567".to_owned()),
        city: Some("Riyadh".to_owned()),
        address: Some("12 Olaya Street".to_owned()),
        matched: Some(MatchKind::Uuid),
        ..checkout()
    };
    let slip = |shop: Vec<ShopCheckout>, kind| {
        let order = OrderDetail { shop, ..order() };
        read(&print(&order, &setup(kind, Paper::A6, Language::En)))
    };
    let text = slip(vec![checkout(), said.clone()], PrintKind::Slip);
    for word in ["Noura Alotaibi", "0501234567", "12 Olaya Street – Riyadh"] {
        assert!(text.contains(word), "{word} in\n{text}");
    }
    assert!(!text.contains("No recipient"), "{text}");
    let summary = slip(vec![said.clone()], PrintKind::Summary);
    assert!(!summary.contains("Noura"), "{summary}");
    let suggested = ShopCheckout {
        matched: Some(MatchKind::Amount),
        ..said
    };
    let text = slip(vec![suggested, checkout()], PrintKind::Slip);
    assert!(text.contains("No recipient"), "{text}");
    assert!(!text.contains("Noura"), "{text}");
}

/// What the shop says of the order, without anybody's name.
fn checkout() -> ShopCheckout {
    ShopCheckout {
        id: 1,
        origin: CheckoutOrigin::File,
        file_name: Some("orders.csv".to_owned()),
        as_of: NOW,
        order_number: Some("10482".to_owned()),
        uuid: None,
        reference: None,
        amount_halalas: Some(134_850),
        opened_at: None,
        status_text: None,
        status: None,
        customer: None,
        phone: None,
        city: None,
        address: None,
        link: None,
        matched: Some(MatchKind::OrderNumber),
    }
}

#[test]
fn a_summary_says_what_it_is_worth_and_what_happened() {
    let text = read(&print(
        &order(),
        &setup(PrintKind::Summary, Paper::A4, Language::En),
    ));
    for said in [
        "Order summary",
        "1,348.50",
        "Paid",
        "26,970",
        "not_settled",
        "1,228.50",
        "69.00",
        "3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d",
        "Money: Reserved; Shipping: Not started",
        "Money: Paid (was Reserved)",
        "Asked for “Packed”: Points confirmed it",
        "Not a tax invoice",
    ] {
        assert!(text.contains(said), "{said} in\n{text}");
    }
    assert!(!text.contains("Recipient"), "{text}");
    let at = |part: &str| text.find(part).unwrap();
    assert!(at("Money: Reserved") < at("(was Reserved)"));
    assert!(at("(was Reserved)") < at("Asked for"));
}

#[test]
fn arabic_is_read_again_in_the_order_it_was_written() {
    let text = read(&print(
        &order(),
        &setup(PrintKind::Slip, Paper::A4, Language::Ar),
    ));
    // Words without ligatures: this reader turns the letters of one around.
    for said in [
        "المستلم",
        "مستلم :ليست ملصق شحن",
        "عدد القطع",
        "الكمية",
        "مطحنة يدوية",
        "ليست فاتورة",
    ] {
        assert!(text.contains(said), "{said} in\n{text}");
    }
}

#[test]
fn the_same_order_at_the_same_time_is_the_same_file() {
    for setup in every_setup() {
        assert_eq!(print(&order(), &setup), print(&order(), &setup));
        let later = Setup {
            printed_at: NOW + HOUR,
            ..setup.clone()
        };
        assert_ne!(print(&order(), &setup).bytes, print(&order(), &later).bytes);
    }
}

#[test]
fn each_order_begins_a_page_and_counts_its_own() {
    let setup = setup(PrintKind::Slip, Paper::A6, Language::En);
    let mut long = order();
    long.items = (0..40).map(|_| item("Filter papers", 1, 100)).collect();
    let sheets = [Sheet::of(&order(), &setup), Sheet::of(&long, &setup)];
    let both = pdf(&sheets, &setup).unwrap();
    let alone = pdf(&sheets[1..], &setup).unwrap().pages;
    assert!(alone > 1);
    assert_eq!(both.pages, alone + 1);
    let text = read(&both);
    assert_eq!(text.matches("Page 1 of").count(), 2);
    assert_eq!(
        u32::try_from(text.matches(&format!("of {alone}")).count()).unwrap(),
        alone
    );
}

#[test]
fn two_thousand_items_flow_over_pages_and_each_is_there() {
    let mut order = order();
    order.items = (1..=2_000)
        .map(|number| item(&format!("Product no. {number}."), 1, 100))
        .collect();
    for paper in [Paper::A4, Paper::A6] {
        let pdf = print(&order, &setup(PrintKind::Slip, paper, Language::En));
        assert!(pdf.pages > 50, "{}", pdf.pages);
        let text = read(&pdf);
        for number in [1, 2, 999, 2_000] {
            let name = format!("Product no. {number}.");
            assert_eq!(text.matches(&name).count(), 1, "{name}");
        }
    }
}

/// Bad input: nothing leaves the paper, nothing runs into its neighbour.
#[test]
fn nothing_ever_leaves_the_paper() {
    let mut bad = order();
    bad.row.order_number = Some("#".repeat(300));
    bad.row.reference_number = Some("\u{202E}PNT\u{202C}".repeat(40));
    bad.row.total_halalas = Some(i64::MAX);
    bad.row.created_at = Some(i64::MAX);
    bad.row.financial_status = Some("a_status_of_which_nobody_has_heard_yet".to_owned());
    bad.items = vec![
        item(&"ق".repeat(10_000), i64::MAX, i64::MIN),
        item(&"very ".repeat(2_000), 0, 0),
        item("", -3, 1),
        item("\u{202E}evil\u{0000}\u{FFFF} 💩 珈琲\n\n", 1, 1),
    ];
    let mut unread = order();
    unread.row = OrderRow {
        presence: Presence::Unread,
        order_number: None,
        reference_number: None,
        financial_status: None,
        total_halalas: None,
        created_at: None,
        ..unread.row
    };
    unread.items.clear();
    unread.timeline.clear();
    for order in [bad, unread] {
        for mut setup in every_setup() {
            setup.shop = "متجر ".repeat(60);
            let measures = layout::measures(setup.paper);
            for mark in marks(&order, &setup).iter().flatten() {
                let (x, y, width, height) = match mark {
                    Mark::Words {
                        line,
                        size,
                        x,
                        baseline,
                        ..
                    } => (*x, baseline - size, line.width * size, *size),
                    Mark::Fill { area, .. } | Mark::Frame { area, .. } => {
                        (area.x, area.y, area.width, area.height)
                    }
                    Mark::Riyal {
                        x,
                        baseline,
                        height,
                        ..
                    } => (*x, baseline - height, *height, *height),
                };
                assert!(
                    x >= 0.0
                        && y >= 0.0
                        && x + width <= measures.width
                        && y + height <= measures.height,
                    "{mark:?} on {setup:?}"
                );
            }
            print(&order, &setup);
        }
    }
}

#[test]
fn an_order_that_was_not_read_says_so() {
    let mut unread = order();
    unread.row.presence = Presence::Unread;
    unread.row.order_number = None;
    unread.items.clear();
    unread.row.shipping = ShippingView::default();
    let text = read(&print(
        &unread,
        &setup(PrintKind::Slip, Paper::A4, Language::En),
    ));
    assert!(text.contains("Not read from Points yet"), "{text}");
    assert!(text.contains("Points ID"), "{text}");
    for claim in ["Points has no items", "No status"] {
        assert!(!text.contains(claim), "{claim} in\n{text}");
    }
}

#[test]
fn an_order_without_items_says_that_too() {
    let mut empty = order();
    empty.items.clear();
    let text = read(&print(
        &empty,
        &setup(PrintKind::Slip, Paper::A6, Language::En),
    ));
    let said = "Points has no items for this order.";
    assert!(text.contains(said), "{text}");
}

#[test]
fn an_amount_is_set_smaller_and_never_cut() {
    let mut dear = order();
    dear.row.total_halalas = Some(100_000_000_000_000);
    dear.items = vec![item("Gold", 12_500, 800_000_000_000)];
    let text = read(&print(
        &dear,
        &setup(PrintKind::Summary, Paper::A6, Language::En),
    ));
    for whole in ["1,000,000,000,000.00", "12,500", "8,000,000,000.00"] {
        assert!(text.contains(whole), "{whole} in\n{text}");
    }
    assert!(!text.contains('…'), "{text}");
}

#[test]
fn a_number_is_as_large_as_its_length_allows() {
    let size = |number: &str| {
        let mut order = order();
        order.row.order_number = Some(number.to_owned());
        let pages = marks(&order, &setup(PrintKind::Slip, Paper::A4, Language::En));
        let sizes = pages[0].iter().filter_map(|mark| match mark {
            Mark::Words { size, .. } => Some(*size),
            _ => None,
        });
        sizes.fold(0.0, f32::max)
    };
    let (short, long, endless) = (size("10482"), size(&"8".repeat(18)), size(&"8".repeat(60)));
    assert!(short > long && long > endless, "{short} {long} {endless}");
}

#[test]
fn arabic_stands_at_the_other_side() {
    let boxes = |language| {
        let pages = marks(&order(), &setup(PrintKind::Slip, Paper::A4, language));
        let boxes: Vec<_> = pages[0]
            .iter()
            .filter_map(|mark| match mark {
                Mark::Frame { area, .. } if area.width < 20.0 => Some(*area),
                _ => None,
            })
            .collect();
        assert_eq!(boxes.len(), 3, "one box an item");
        boxes
    };
    let width = layout::measures(Paper::A4).width;
    for (english, arabic) in boxes(Language::En).iter().zip(boxes(Language::Ar)) {
        assert!((width - english.x - english.width - arabic.x).abs() < 0.01);
        assert!((english.y - arabic.y).abs() < 0.01);
        assert!(arabic.x > width / 2.0);
    }
}

#[test]
fn arabic_mirrors_the_sheet_and_never_the_bars() {
    let bars = |language| {
        let pages = marks(&order(), &setup(PrintKind::Slip, Paper::A6, language));
        let bars: Vec<_> = pages[0]
            .iter()
            .filter_map(|mark| match mark {
                Mark::Fill { area, .. } if area.height > 30.0 => Some(*area),
                _ => None,
            })
            .collect();
        assert!(bars.len() > 20);
        let left = bars[0].x;
        let steps: Vec<_> = bars
            .iter()
            .map(|bar| format!("{:.2}", bar.x - left))
            .collect();
        (left, steps)
    };
    let (english, steps) = bars(Language::En);
    let (arabic, same_steps) = bars(Language::Ar);
    assert!(arabic < english);
    assert_eq!(steps, same_steps);
}

#[test]
fn the_sheet_of_commands_has_every_command_on_one_page() {
    for language in [Language::En, Language::Ar] {
        let sheet = scan_commands(language, "Nakhla نخلة Coffee", NOW).unwrap();
        assert_eq!(sheet.pages, 1, "{language:?}");
        let text = read(&sheet);
        for code in [
            "PD-UNDO",
            "PD-FINISH",
            "PD-TO-new",
            "PD-TO-license_in_progress",
            "PD-TO-ready_shipping",
            "PD-TO-delivery_is_in_progress",
            "PD-TO-delivered",
            "PD-TO-cancelled",
        ] {
            assert_eq!(text.matches(code).count(), 1, "{code} in\n{text}");
        }
        let said = match language {
            Language::En => "Undo the last scan",
            Language::Ar => "إنهاء المسح",
        };
        assert!(text.contains(said), "{text}");
    }
}

/// Bars of two rows never stand in one line of a scanner, and all of them are on the paper.
#[test]
fn bars_of_commands_stand_apart() {
    let fonts = Fonts::read().unwrap();
    for language in [Language::En, Language::Ar] {
        let setup = setup(PrintKind::Slip, Paper::A4, language);
        let sheet = Sheet::of_no_order(words::SCAN_COMMANDS, language);
        let commands = commands::commands(language);
        let pages = layout::pages_of_commands(&sheet, &commands, &setup, &fonts);
        let measures = layout::measures(Paper::A4);
        let mut rows: Vec<f32> = Vec::new();
        for mark in pages.iter().flatten() {
            let Mark::Fill { area, .. } = mark else {
                continue;
            };
            if area.height < 20.0 {
                continue;
            }
            assert!(area.x >= 0.0 && area.x + area.width <= measures.width);
            if rows.last().is_none_or(|top| (top - area.y).abs() > 0.1) {
                assert!(
                    rows.last()
                        .is_none_or(|top| area.y - top > 1.5 * area.height)
                );
                rows.push(area.y);
            }
        }
        assert_eq!(rows.len(), 8, "{language:?}");
        let bars = commands.iter().all(|command| command.barcode.is_some());
        assert!(bars, "each has bars that fit");
    }
}
