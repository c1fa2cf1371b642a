//! What needs a person, and the figures by day, against a plain look at the same orders.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

use std::collections::BTreeMap;
use std::path::Path;

use backoffice::fold::Source;
use backoffice::schedule::DueClass;
use backoffice::store::{Heard, NewIntent, Priority, Store};
use backoffice::view::{
    ActionKind, ActionState, DayFigures, FiguresView, NeedKind, NeedPlace, PageRequest, Settings,
    SortField, StaleFigures, TodayView,
};
use points_api::OrderUuid;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// 2026-11-25 13:30 in Riyadh.
const NOW: i64 = 1_795_602_600_000;
/// Its midnight in Riyadh.
const MIDNIGHT: i64 = 1_795_554_000_000;
const MINUTE: i64 = 60_000;
const DAY: i64 = 86_400_000;

fn open(folder: &Path) -> Store {
    Store::open(&folder.join("orders.db")).unwrap()
}

fn uuid(number: u32) -> OrderUuid {
    OrderUuid::from_bytes(u128::from(number).to_be_bytes())
}

fn time(milliseconds: i64) -> String {
    chrono::DateTime::from_timestamp_millis(milliseconds)
        .unwrap()
        .to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}

/// What a read at `at` said of an order.
fn read_at(at: i64, number: u32, mut order: Value) -> Heard {
    order["uuid"] = json!(uuid(number).to_string());
    Heard {
        uuid: uuid(number),
        source: Source::Read,
        event: None,
        raw: order.to_string(),
        asked_at: at,
        heard_at: at,
        points_time: Some(at),
    }
}

async fn figures(store: &Store, days: u32) -> FiguresView {
    store.figures(days, Settings::default(), NOW).await.unwrap()
}

async fn today(store: &Store) -> TodayView {
    store.today(Settings::default(), NOW).await.unwrap()
}

/// What Points says of an order, in every odd form that counts.
#[derive(Debug, Clone)]
struct Said {
    order: u32,
    status: &'static str,
    order_type: &'static str,
    settlement: Option<&'static str>,
    total: Option<&'static str>,
    points: Option<&'static str>,
    created_at: Option<i64>,
}

const TOTALS: [Option<&str>; 7] = [
    None,
    Some("0"),
    Some("150.49999999999997"),
    Some("99.995"),
    Some("10000000000.00"),
    Some("10000000000.01"),
    Some("-20.10"),
];
const POINTS: [Option<&str>; 7] = [
    None,
    Some("12.5"),
    Some("0.000001"),
    Some("0.0000001"),
    Some("1e3"),
    Some("1000000000"),
    Some("1000000000.000001"),
];

fn said() -> impl Strategy<Value = Said> {
    (
        0_u32..6,
        prop::sample::select(vec![
            "new",
            "authorized",
            "approved",
            "captured",
            "cancelled",
            "partially_refunded",
            "fully_refunded",
            "under_dispute",
        ]),
        prop::sample::select(vec!["earning", "replacing", "gift"]),
        prop::sample::select(vec![None, Some("settled"), Some("pending")]),
        prop::sample::select(TOTALS.to_vec()),
        prop::sample::select(POINTS.to_vec()),
        prop::option::weighted(
            0.9,
            prop_oneof![
                MIDNIGHT - 2 * DAY..NOW,
                Just(MIDNIGHT - 1),
                Just(MIDNIGHT),
                Just(-2_208_988_800_000),
                Just(MIDNIGHT - 40 * DAY),
            ],
        ),
    )
        .prop_map(
            |(order, status, order_type, settlement, total, points, created_at)| Said {
                order,
                status,
                order_type,
                settlement,
                total,
                points,
                created_at,
            },
        )
}

impl Said {
    fn heard(&self, at: i64) -> Heard {
        let order = json!({
            "order_status": self.status,
            "type": self.order_type,
            "settlement_status": self.settlement,
            "total_price": self.total,
            "total_points": self.points,
            "created_at": self.created_at.map(time),
        });
        read_at(at, self.order, order)
    }

    fn is_paid(&self) -> bool {
        ["approved", "captured", "partially_refunded"].contains(&self.status)
    }

    /// The total in riyals, where a sum may count it: whole halalas, up to ten billion riyals.
    fn total(&self) -> Option<Decimal> {
        match self.total? {
            "150.49999999999997" => Some(Decimal::new(15_050, 2)),
            "99.995" | "10000000000.01" => None,
            total => Some(total.parse().unwrap()),
        }
    }

    fn points(&self) -> Option<Decimal> {
        match self.points? {
            "0.0000001" | "1000000000.000001" => None,
            "1e3" => Some(Decimal::from(1_000)),
            points => Some(points.parse().unwrap()),
        }
    }
}

/// The same figures, counted order by order.
fn scanned(said: &[Said], first: i64, stale: StaleFigures) -> FiguresView {
    let mut days: Vec<DayFigures> = (0..3)
        .map(|place| {
            let starts_at = first + place * DAY;
            let on_day: Vec<_> = said
                .iter()
                .filter(|said| {
                    let created = said.created_at.unwrap_or(i64::MIN);
                    (starts_at..starts_at + DAY).contains(&created)
                })
                .collect();
            let count = |statuses: &[&str]| {
                let with = |said: &&&Said| statuses.contains(&said.status);
                u64::try_from(on_day.iter().filter(with).count()).unwrap()
            };
            let paid: Vec<_> = on_day.iter().filter(|said| said.is_paid()).collect();
            let missing = |of: fn(&Said) -> Option<Decimal>| {
                let none = paid.iter().filter(|said| of(said).is_none());
                u64::try_from(none.count()).unwrap()
            };
            let points = |order_type: &str| {
                let of_type = paid.iter().filter(|said| said.order_type == order_type);
                let sum: Decimal = of_type.filter_map(|said| said.points()).sum();
                sum.normalize().to_string()
            };
            let riyals: Decimal = paid.iter().filter_map(|said| said.total()).sum();
            DayFigures {
                date: time(starts_at + DAY / 2)[..10].to_owned(),
                starts_at,
                paid_orders: u64::try_from(paid.len()).unwrap(),
                paid_halalas: halalas(riyals),
                unsummed_totals: missing(Said::total),
                open_orders: count(&["new", "authorized"]),
                ended_orders: count(&["cancelled", "fully_refunded"]),
                other_orders: count(&["under_dispute"]),
                points_given: points("earning"),
                points_redeemed: points("replacing"),
                unsummed_points: missing(Said::points),
                stale: None,
            }
        })
        .collect();
    days[2].stale = Some(stale);
    FiguresView {
        days,
        settlement: Vec::new(),
    }
}

fn halalas(riyals: Decimal) -> i64 {
    (riyals * Decimal::ONE_HUNDRED)
        .normalize()
        .to_string()
        .parse()
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn figures_are_those_of_a_plain_scan_and_of_a_rebuild(
        told in proptest::collection::vec(said(), 1..25),
    ) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let (kept, rebuilt, stale) = runtime.block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let store = open(folder.path());
            for (said, at) in told.iter().zip((NOW - DAY..).step_by(60_000)) {
                store.record(Priority::Person, said.heard(at)).await.unwrap();
            }
            let kept = figures(&store, 3).await;
            let counts = store.counts(Settings::default(), NOW).await.unwrap();
            store.rebuild().await.unwrap();
            (kept, figures(&store, 3).await, counts.stale)
        });
        prop_assert_eq!(&kept, &rebuilt);
        let last: BTreeMap<u32, Said> =
            told.into_iter().map(|said| (said.order, said)).collect();
        let last: Vec<_> = last.into_values().collect();
        let today = kept.days[2].stale.unwrap();
        prop_assert_eq!(today.unpaid + today.reserved, stale);
        prop_assert_eq!(&kept.days, &scanned(&last, MIDNIGHT - 2 * DAY, today).days);

        let mut settlement: BTreeMap<Option<&str>, (u64, Decimal)> = BTreeMap::new();
        for said in last.iter().filter(|said| {
            said.is_paid() && said.created_at.is_some_and(|at| at >= MIDNIGHT - 2 * DAY)
        }) {
            let sum = settlement.entry(said.settlement).or_default();
            *sum = (sum.0 + 1, sum.1 + said.total().unwrap_or_default());
        }
        let told: BTreeMap<_, _> = kept
            .settlement
            .iter()
            .map(|sum| (sum.status.as_deref(), (sum.orders, sum.halalas)))
            .collect();
        let expected: BTreeMap<_, _> = settlement
            .into_iter()
            .map(|(status, (orders, riyals))| (status, (orders, halalas(riyals))))
            .collect();
        prop_assert_eq!(told, expected);
    }
}

#[tokio::test]
async fn a_day_keeps_its_last_figure_and_a_day_nobody_looked_has_none() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let order = json!({"order_status": "new", "created_at": time(MIDNIGHT - 3 * DAY)});
    store
        .record(Priority::Person, read_at(MIDNIGHT - 3 * DAY, 1, order))
        .await
        .unwrap();
    let settings = Settings::default;
    let noon = MIDNIGHT - 2 * DAY + DAY / 2;
    store.note_stale(settings(), noon).await.unwrap();
    let paid = json!({"order_status": "captured", "created_at": time(MIDNIGHT - 3 * DAY)});
    store
        .record(Priority::Person, read_at(noon + MINUTE, 1, paid))
        .await
        .unwrap();
    store
        .note_stale(settings(), noon + 2 * MINUTE)
        .await
        .unwrap();
    // A clock that was put back by an hour says nothing about the day's end.
    store
        .note_stale(settings(), noon - 60 * MINUTE)
        .await
        .unwrap();

    let days = figures(&store, 4).await.days;
    let told: Vec<_> = days
        .iter()
        .map(|day| day.stale.map(|stale| (stale.unpaid, stale.counted_at)))
        .collect();
    assert_eq!(
        told,
        [None, Some((0, noon + 2 * MINUTE)), None, Some((0, NOW))]
    );
}

#[tokio::test]
async fn nothing_needs_anybody_in_an_empty_shop() {
    let folder = tempfile::tempdir().unwrap();
    let view = today(&open(folder.path())).await;
    assert_eq!(view.starts_at, MIDNIGHT);
    assert_eq!(view.needs, []);
    assert_eq!(view.done.paid_orders, 0);
}

#[tokio::test]
async fn what_needs_a_person_comes_most_urgent_first_with_its_oldest() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let order = |status: &str, shipping: &str, age: i64| {
        json!({
            "order_status": status,
            "status": shipping,
            "type": "replacing",
            "created_at": time(NOW - age),
        })
    };
    let hour = 60 * MINUTE;
    let orders = [
        order("new", "new", 29 * MINUTE),
        order("new", "new", 31 * MINUTE),
        order("new", "new", 5 * DAY),
        order("authorized", "new", 25 * hour),
        order("cancelled", "ready_shipping", 3 * DAY),
        order("fully_refunded", "delivery_is_in_progress", 4 * DAY),
        order("fully_refunded", "delivered", 9 * DAY),
        order("captured", "new", 47 * hour),
        order("captured", "new", 49 * hour),
        order("approved", "new", 6 * DAY),
        order("captured", "ready_shipping", 7 * DAY),
        json!({
            "order_status": "approved", "status": "new", "type": "earning",
            "created_at": time(NOW - 8 * DAY),
        }),
        // Gone: no longer a stale checkout.
        order("new", "new", 10 * DAY),
    ];
    for (order, number) in orders.into_iter().zip(1..) {
        let heard = read_at(NOW - MINUTE, number, order);
        store.record(Priority::Person, heard).await.unwrap();
    }
    store.mark_gone(uuid(13), NOW - hour).await.unwrap();
    store
        .track(
            Priority::Person,
            vec![uuid(20), uuid(21)],
            "paste",
            DueClass::First,
            NOW - 16 * MINUTE,
        )
        .await
        .unwrap();
    store
        .track(
            Priority::Person,
            vec![uuid(22)],
            "paste",
            DueClass::First,
            NOW - MINUTE,
        )
        .await
        .unwrap();
    let action = store
        .insert_actions(vec![NewIntent {
            order: Some(uuid(11)),
            target: Some("delivered".to_owned()),
            ..NewIntent::new(uuid::Uuid::now_v7(), ActionKind::Shipping, NOW - 2 * hour)
        }])
        .await
        .unwrap();
    store
        .begin_sending(action[0], NOW - 2 * hour, "/".to_owned(), String::new())
        .await
        .unwrap();
    store.recover_actions(NOW - hour).await.unwrap();

    let view = today(&store).await;
    let told: Vec<_> = view
        .needs
        .iter()
        .map(|need| {
            let age = need.oldest_at.map(|oldest| NOW - oldest);
            (need.kind, need.count, age, need.place)
        })
        .collect();
    assert_eq!(
        told,
        [
            (NeedKind::Actions, 1, Some(2 * hour), NeedPlace::Orders),
            (NeedKind::MovingInVain, 2, Some(4 * DAY), NeedPlace::Orders),
            (
                NeedKind::StaleReserved,
                1,
                Some(25 * hour),
                NeedPlace::Review
            ),
            (NeedKind::StaleUnpaid, 2, Some(5 * DAY), NeedPlace::Review),
            (NeedKind::Unshipped, 2, Some(6 * DAY), NeedPlace::Orders),
            (NeedKind::Gone, 1, Some(hour), NeedPlace::Orders),
            (NeedKind::Unread, 3, Some(16 * MINUTE), NeedPlace::Orders),
        ]
    );

    let unread = view.needs.last().unwrap().query.clone().unwrap();
    assert_eq!((unread.sort, unread.ascending), (SortField::Checked, true));

    let unclear: Vec<_> = view.needs.iter().map(|need| need.unclear).collect();
    assert_eq!(unclear, [1, 0, 0, 0, 0, 0, 0]);

    // The list behind a line shows as many orders as the line counts.
    for need in &view.needs {
        let is_exact = [
            NeedKind::Actions,
            NeedKind::MovingInVain,
            NeedKind::Unshipped,
            NeedKind::Gone,
        ];
        if is_exact.contains(&need.kind) {
            let page = PageRequest {
                limit: 50,
                ..PageRequest::default()
            };
            let listed = store
                .page(need.query.clone().unwrap(), page, Settings::default(), NOW)
                .await
                .unwrap();
            assert_eq!(listed.total.count, need.count, "{:?}", need.kind);
            assert_eq!(u64::try_from(listed.rows.len()).unwrap(), need.count);
        }
    }
}

#[tokio::test]
async fn what_was_done_today_is_what_points_confirmed_today() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    for (number, confirmed_at) in [(1, MIDNIGHT - 1), (2, MIDNIGHT), (3, NOW - MINUTE)] {
        let order = json!({
            "order_status": "captured", "type": "replacing", "total_price": "10.50",
            "status": "new", "created_at": time(confirmed_at - MINUTE),
        });
        store
            .record(
                Priority::Person,
                read_at(confirmed_at - MINUTE, number, order),
            )
            .await
            .unwrap();
        let action = NewIntent {
            order: Some(uuid(number)),
            target: Some("ready_shipping".to_owned()),
            ..NewIntent::new(
                uuid::Uuid::now_v7(),
                ActionKind::Shipping,
                confirmed_at - MINUTE,
            )
        };
        let id = store.insert_actions(vec![action]).await.unwrap()[0];
        let change = |state, at| backoffice::store::StateChange {
            state,
            at,
            reason: None,
            message: None,
            next_settle_at: None,
        };
        store
            .change_action(
                id,
                &[ActionState::Queued],
                change(ActionState::Confirmed, confirmed_at),
            )
            .await
            .unwrap();
    }
    let done = today(&store).await.done;
    assert_eq!((done.paid_orders, done.paid_halalas), (1, 1_050));
    assert_eq!(done.shipped.len(), 1);
    assert_eq!(done.shipped[0].status, "ready_shipping");
    assert_eq!(done.shipped[0].count, 2);
}
