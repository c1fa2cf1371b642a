//! Whatever is searched, filtered and sorted: the pages are what somebody who looks at every order
//! would put on them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

mod shop;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use rusqlite::{Connection, Transaction};

use super::filter::Filter;
use super::finding::{Bounds, count_within, find_within};
use super::pages::Cursor;
use super::spread::tallies_within;
use super::{connection, found, shipping_codes};
use crate::fold::Projection;
use crate::sought::Sought;
use crate::view::{OrderQuery, OrderTotal, PageRequest, SortField, StatusCount};
use shop::{Seen, fill};

const ORDERS: u8 = 150;
const NOW: i64 = 1_790_000_000_000;
const HOUR: i64 = 3_600_000;

/// The orders are few, so the bounds are fewer still: everything that happens to a million orders
/// happens to these.
const TINY: Bounds = Bounds {
    gathered: 9,
    looked_at: 11,
    walked: 13,
};
const AMPLE: Bounds = Bounds {
    gathered: 10_000,
    looked_at: 10_000,
    walked: 100_000,
};

const SEARCHES: &[&str] = &[
    "nkh",
    "nkh-10",
    "+9665007",
    "0500079",
    "96650",
    "modelcup",
    "modelcup7",
    "70",
    "PT6999",
    "قهوه",
    "oud",
    "gift",
    "هديه تمر",
    "ن",
    "0707",
    "zzz",
];

/// The rules, told without any index.
fn matches(query: &OrderQuery, seen: &Seen) -> bool {
    let row = &seen.row;
    let listed = |list: &[String], word: &str| list.is_empty() || list.iter().any(|w| w == word);
    let needs_total = query.total_from.is_some() || query.total_to.is_some();
    let total = row.total_halalas;
    let created_until = [
        query.created_until,
        query.older_than.map(|age| NOW - age + 1),
    ];
    let needs_date = query.created_from.is_some() || created_until.iter().any(Option::is_some);
    listed(&query.financial, &row.financial_status)
        && listed(&query.shipping, &row.shipping_key)
        && listed(&query.types, &row.order_type)
        && (!needs_total || total.is_some())
        && query.total_from.is_none_or(|from| total >= Some(from))
        && query.total_to.is_none_or(|to| total <= Some(to))
        && (!needs_date || row.created_at > 0)
        && query.created_from.is_none_or(|from| row.created_at >= from)
        && created_until
            .iter()
            .flatten()
            .all(|until| row.created_at < *until)
        && query
            .changed_from
            .is_none_or(|from| row.updated_at >= from.max(1))
        && query
            .changed_until
            .is_none_or(|until| (1..until).contains(&row.updated_at))
        && (!query.noted || seen.noted)
        && (query.listed.is_empty()
            || query
                .listed
                .iter()
                .any(|key| *key == row.order_number || *key == row.reference_number))
        && says(row, &query.search)
}

fn says(row: &Projection, search: &str) -> bool {
    let folded = crate::text::fold_text(search);
    folded.split_whitespace().all(|term| {
        let words = || row.words.split(|letter: char| !letter.is_alphanumeric());
        let in_words = term
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|piece| !piece.is_empty())
            .all(|piece| words().any(|word| word.starts_with(piece)));
        let phone = crate::text::part_of_mobile_number(term);
        let in_codes = [Some(term), phone.as_deref()]
            .into_iter()
            .flatten()
            .any(|term| term.chars().count() >= 3 && row.codes.contains(term));
        in_words || in_codes
    })
}

fn sort_key(sort: SortField, seen: &Seen) -> (i64, &str, i64, i64) {
    let row = &seen.row;
    match sort {
        SortField::Created => (row.created_at, "", 0, seen.id),
        SortField::Number => (0, &row.order_number, 0, seen.id),
        SortField::Reference => (0, &row.reference_number, 0, seen.id),
        SortField::Type => (0, &row.order_type, 0, seen.id),
        SortField::Financial => (0, &row.financial_status, row.created_at, seen.id),
        SortField::Shipping => (0, &row.shipping_key, row.created_at, seen.id),
        SortField::Total => (row.total_rank, "", 0, seen.id),
        SortField::Points => (row.points_rank, "", 0, seen.id),
        SortField::Checked => (seen.checked_at, "", 0, seen.id),
        SortField::Updated => (row.updated_at, "", 0, seen.id),
    }
}

/// The same by looking at every order.
fn scanned(orders: &[Seen], query: &OrderQuery) -> Vec<i64> {
    let mut found: Vec<_> = orders.iter().filter(|seen| matches(query, seen)).collect();
    found.sort_by(|one, two| sort_key(query.sort, one).cmp(&sort_key(query.sort, two)));
    if !query.ascending {
        found.reverse();
    }
    found.iter().map(|seen| seen.id).collect()
}

fn page(
    transaction: &Transaction<'_>,
    query: &OrderQuery,
    request: &PageRequest,
    limit: usize,
    bounds: Bounds,
) -> super::finding::Finding {
    let codes = shipping_codes::load(transaction).unwrap();
    let filter = Filter::of(transaction, query, &codes, NOW).unwrap();
    find_within(transaction, query, filter, request, limit, bounds, None).unwrap()
}

fn counted(transaction: &Transaction<'_>, query: &OrderQuery, bounds: Bounds) -> OrderTotal {
    let codes = shipping_codes::load(transaction).unwrap();
    let filter = Filter::of(transaction, query, &codes, NOW).unwrap();
    count_within(transaction, query, filter, bounds).unwrap()
}

/// All pages one after the other by their cursors, and the totals that they told.
fn paged(
    transaction: &Transaction<'_>,
    query: &OrderQuery,
    limit: usize,
    bounds: Bounds,
) -> (Vec<i64>, Vec<OrderTotal>) {
    let (mut ids, mut totals) = (Vec::new(), Vec::new());
    let mut request = PageRequest::default();
    loop {
        let found = page(transaction, query, &request, limit, bounds);
        ids.extend(found.ids);
        totals.push(found.total);
        match found.next {
            Some(next) => request.after = Some(Cursor::to_text(&next)),
            None => return (ids, totals),
        }
        assert!(totals.len() < 1_000, "pages without an end");
    }
}

fn queries() -> impl Strategy<Value = OrderQuery> {
    let some_of = |words: &'static [&'static str]| {
        prop_oneof![
            2 => Just(Vec::<String>::new()),
            1 => proptest::sample::subsequence(words, 1..=words.len().min(2))
                .prop_map(|words| words.into_iter().map(str::to_owned).collect::<Vec<_>>()),
        ]
    };
    let perhaps =
        |range: std::ops::Range<i64>| prop_oneof![2 => Just(None), 1 => range.prop_map(Some)];
    let searches = select(
        ["", "", ""]
            .iter()
            .chain(SEARCHES)
            .copied()
            .collect::<Vec<_>>(),
    );
    let sorts = select(vec![
        SortField::Created,
        SortField::Number,
        SortField::Reference,
        SortField::Type,
        SortField::Financial,
        SortField::Shipping,
        SortField::Total,
        SortField::Points,
        SortField::Checked,
        SortField::Updated,
    ]);
    (
        (searches, sorts, any::<bool>()),
        some_of(&["new", "captured", "cancelled", "authorized", "lost"]),
        some_of(&["code:0", "code:1", "delivered", "ready_shipping"]),
        some_of(&["earning", "replacing", "gift"]),
        (perhaps(-100..9_000), perhaps(0..9_000)),
        (perhaps(NOW - 55 * HOUR..NOW), perhaps(NOW - 55 * HOUR..NOW)),
        perhaps(0..50 * HOUR),
        (perhaps(NOW - 55 * HOUR..NOW), perhaps(NOW - 55 * HOUR..NOW)),
        prop_oneof![4 => Just(false), 1 => Just(true)],
        prop_oneof![
            5 => Just(Vec::<String>::new()),
            1 => proptest::collection::vec(1000_u32..1160, 2..40).prop_map(|numbers| {
                numbers.iter().map(|number| format!("NKH-{number}")).collect::<Vec<_>>()
            }),
        ],
    )
        .prop_map(
            |(
                (search, sort, ascending),
                financial,
                shipping,
                types,
                (total_from, total_to),
                (created_from, created_until),
                older_than,
                (changed_from, changed_until),
                noted,
                listed,
            )| OrderQuery {
                search: search.to_owned(),
                financial,
                shipping,
                types,
                total_from,
                total_to,
                created_from,
                created_until,
                older_than,
                changed_from,
                changed_until,
                noted,
                listed,
                sort,
                ascending,
                ..OrderQuery::default()
            },
        )
}

#[test]
fn every_page_is_what_looking_at_every_order_gives() {
    let folder = tempfile::tempdir().unwrap();
    let mut connection: Connection =
        connection::open_writer(&folder.path().join("orders.db")).unwrap();
    let transaction = connection.transaction().unwrap();
    let orders = fill(&transaction);
    let mut runner = TestRunner::new(Config {
        cases: 600,
        failure_persistence: None,
        ..Config::default()
    });
    let limits = prop_oneof![Just(1_usize), 2_usize..20, Just(500)];
    runner
        .run(&(queries(), limits, 0_u64..60), |(query, limit, offset)| {
            let expected = scanned(&orders, &query);
            let count = u64::try_from(expected.len()).unwrap();

            let (ids, totals) = paged(&transaction, &query, limit, AMPLE);
            prop_assert_eq!(&ids, &expected);
            for total in totals {
                // Pages of a search say so only as far as they had to look.
                prop_assert!(total.count <= count && (total.at_least || total.count == count));
                prop_assert!(!total.at_least || !query.search.is_empty());
            }
            prop_assert_eq!(
                counted(&transaction, &query, AMPLE),
                OrderTotal {
                    count,
                    at_least: false
                }
            );
            let total = counted(&transaction, &query, TINY);
            prop_assert!(total.count <= count && (total.at_least || total.count == count));

            let request = PageRequest {
                offset,
                ..PageRequest::default()
            };
            let jumped = page(&transaction, &query, &request, limit, AMPLE);
            let from = usize::try_from(offset).unwrap().min(expected.len());
            let to = (from + limit).min(expected.len());
            prop_assert_eq!(&jumped.ids[..], &expected[from..to]);

            // Whatever the bounds, the pages together are everything, once.
            let (ids, totals) = paged(&transaction, &query, limit, TINY);
            if query.search.is_empty() || query.sort == SortField::Created {
                prop_assert_eq!(&ids, &expected);
            } else {
                let all: BTreeSet<_> = ids.iter().collect();
                prop_assert_eq!(all.len(), ids.len());
                prop_assert_eq!(all, expected.iter().collect::<BTreeSet<_>>());
            }
            for total in totals {
                prop_assert!(total.count <= count);
                prop_assert!(total.at_least || total.count == count);
            }
            Ok(())
        })
        .unwrap();
}

/// How many of the orders that pass everything else have which status.
fn scanned_statuses(
    orders: &[Seen],
    beside: &OrderQuery,
    status: impl Fn(&Projection) -> &str,
) -> Vec<StatusCount> {
    let mut counts = BTreeMap::new();
    for seen in orders.iter().filter(|seen| matches(beside, seen)) {
        *counts.entry(status(&seen.row).to_owned()).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|(status, count)| StatusCount { status, count })
        .collect()
}

#[test]
fn the_numbers_beside_the_filters_are_what_looking_at_every_order_gives() {
    let folder = tempfile::tempdir().unwrap();
    let mut connection: Connection =
        connection::open_writer(&folder.path().join("orders.db")).unwrap();
    let transaction = connection.transaction().unwrap();
    let orders = fill(&transaction);
    let mut runner = TestRunner::new(Config {
        cases: 400,
        failure_persistence: None,
        ..Config::default()
    });
    runner
        .run(&queries(), |query| {
            let any_financial = OrderQuery {
                financial: Vec::new(),
                ..query.clone()
            };
            let any_shipping = OrderQuery {
                shipping: Vec::new(),
                ..query.clone()
            };
            let financial =
                scanned_statuses(&orders, &any_financial, |row| row.financial_status.as_str());
            let shipping =
                scanned_statuses(&orders, &any_shipping, |row| row.shipping_key.as_str());

            let told = tallies_within(&transaction, &query, NOW, AMPLE).unwrap();
            prop_assert_eq!(&told.financial, &financial);
            prop_assert_eq!(&told.shipping, &shipping);
            prop_assert!(!told.at_least);

            // Of the first ones no status has more than of all, and something is left out exactly
            // where that is said.
            let told = tallies_within(&transaction, &query, NOW, TINY).unwrap();
            for (first, all) in [(&told.financial, &financial), (&told.shipping, &shipping)] {
                for one in first {
                    let whole = all.iter().find(|whole| whole.status == one.status).unwrap();
                    prop_assert!(one.count <= whole.count);
                }
                prop_assert!(told.at_least || first == all);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn every_match_says_where_each_word_was_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut connection: Connection =
        connection::open_writer(&folder.path().join("orders.db")).unwrap();
    let transaction = connection.transaction().unwrap();
    let orders = fill(&transaction);
    for search in SEARCHES {
        for seen in orders.iter().filter(|seen| says(&seen.row, search)) {
            for term in search.split_whitespace() {
                let told = found::of_order(&transaction, seen.id, &Sought::of(term)).unwrap();
                let number = seen.row.order_number.to_lowercase();
                let in_number = term.chars().count() >= 3 && number.contains(&*term.to_lowercase());
                assert_eq!(told.is_empty(), in_number, "{term} in {number}: {told:?}");
                assert!(told.len() < 2, "{told:?}");
            }
        }
    }
}

#[test]
fn what_is_listed_and_unknown_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut connection: Connection =
        connection::open_writer(&folder.path().join("orders.db")).unwrap();
    let transaction = connection.transaction().unwrap();
    let orders = fill(&transaction);
    let query = OrderQuery {
        listed: ["NKH-١٠٠٧", "pt69999", "NKH-9", "nkh-1007"]
            .map(str::to_owned)
            .to_vec(),
        ..OrderQuery::default()
    };
    let found = page(&transaction, &query, &PageRequest::default(), 10, AMPLE);
    assert_eq!(found.unknown, ["NKH-9"]);
    assert_eq!(found.ids, [orders[1].id]);
    assert_eq!(found.total.count, 1);
}
