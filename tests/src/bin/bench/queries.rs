//! Every question that a screen asks, over a cache of many orders, beside the design's bar.

use std::time::{Duration, Instant};

use anyhow::Context;
use backoffice::store::{Store, StoreError};
use backoffice::view::{OrderQuery, PageRequest, Settings, SortField};

use crate::clock::NOW;
use crate::database;
use crate::dice::Dice;
use crate::orders::Facts;
use crate::quantiles::Quantiles;
use crate::report::{Report, Row};
use crate::vocabulary::{CITIES, FAMILY_NAMES, FINANCIAL, FIRST_NAMES, PRODUCTS};

/// Rows of a page, as the window asks for them.
const PAGE: u32 = 100;

/// A question that is far too slow is not asked on and on.
const LONGEST: Duration = Duration::from_secs(3);
/// Milliseconds.
const DAY: i64 = 86_400_000;

const LEAST_RUNS: usize = 20;

/// The design's bar at a million orders, milliseconds.
const BAR_P50: f64 = 1.0;
const BAR_P95: f64 = 5.0;

pub(crate) async fn run(orders: u64, runs: usize, report: &mut Report) -> anyhow::Result<()> {
    let path = database::filled(orders).await?;
    let store = Store::open(&path)?;
    let bench = Bench {
        store: &store,
        orders,
        runs,
    };
    let title = |what: &str| format!("{orders} orders: {what} (milliseconds)");
    report.table(&title("search"), bench.searches().await?);
    report.table(&title("filters"), bench.filters().await?);
    report.table(&title("saved views and counts"), bench.views().await?);
    report.table(&title("sorts and pages"), bench.sorts().await?);
    report.table(&title("the rest of the screens"), bench.screens().await?);
    store.close();
    Ok(())
}

struct Bench<'a> {
    store: &'a Store,
    orders: u64,
    runs: usize,
}

impl Bench<'_> {
    async fn searches(&self) -> anyhow::Result<Vec<Row>> {
        let searched = |search: String| OrderQuery {
            search,
            ..OrderQuery::default()
        };
        let any = |dice: &mut Dice| Facts::new(dice.below(self.orders), self.orders);
        let mut rows = Vec::new();
        let kinds: [(&str, Maker<'_>); 15] = [
            ("a whole order number", &|dice| any(dice).number),
            ("an end of an order number, 3 to 6 digits", &|dice| {
                let length = 3 + dice.index(4);
                last(&any(dice).number, length)
            }),
            ("the beginning of all numbers: nkh", &|_| "nkh".to_owned()),
            ("a fragment of a reference, 4 to 8 digits", &|dice| {
                let length = 4 + dice.index(5);
                last(&any(dice).reference, length)
            }),
            ("a fragment of a uuid, 4 to 8 letters", &|dice| {
                let length = 4 + dice.index(5);
                any(dice).uuid.to_string().chars().take(length).collect()
            }),
            ("a whole uuid", &|dice| any(dice).uuid.to_string()),
            ("one word, common", &|dice| word(dice, PRODUCTS)),
            ("one word, a family name", &|dice| word(dice, FAMILY_NAMES)),
            ("one word, rare: a maker", &|dice| any(dice).maker),
            ("the first four letters of a word", &|dice| {
                word(dice, PRODUCTS).chars().take(4).collect()
            }),
            ("two words", &|dice| {
                format!("{} {}", word(dice, FIRST_NAMES), word(dice, FAMILY_NAMES))
            }),
            ("two words, a city and a maker", &|dice| {
                format!("{} {}", word(dice, CITIES), any(dice).maker)
            }),
            ("three words", &|dice| {
                format!(
                    "{} {} {}",
                    word(dice, PRODUCTS),
                    word(dice, FIRST_NAMES),
                    word(dice, CITIES)
                )
            }),
            ("one letter or two", &|dice| {
                let length = 1 + dice.index(2);
                word(dice, PRODUCTS).chars().take(length).collect()
            }),
            ("a word that is nowhere", &|_| "ظظظظ".to_owned()),
        ];
        for (name, make) in kinds {
            rows.push(
                self.pages(name, |dice| (searched(make(dice)), first_page()))
                    .await?,
            );
        }
        for (name, sort) in [
            ("a common word, by total", SortField::Total),
            ("a common word, by number", SortField::Number),
        ] {
            rows.push(
                self.pages(name, |dice| {
                    let query = OrderQuery {
                        sort,
                        ..searched(word(dice, PRODUCTS))
                    };
                    (query, first_page())
                })
                .await?,
            );
        }
        rows.push(
            self.pages("a rare word, by total", |dice| {
                let query = OrderQuery {
                    sort: SortField::Total,
                    ..searched(any(dice).maker)
                };
                (query, first_page())
            })
            .await?,
        );
        rows.push(
            self.pages("a common word within a status", |dice| {
                let query = OrderQuery {
                    financial: vec![financial(dice)],
                    ..searched(word(dice, PRODUCTS))
                };
                (query, first_page())
            })
            .await?,
        );
        Ok(rows)
    }

    async fn filters(&self) -> anyhow::Result<Vec<Row>> {
        let mut rows = Vec::new();
        for (status, _) in FINANCIAL {
            let query = OrderQuery {
                financial: vec![(*status).to_owned()],
                ..OrderQuery::default()
            };
            rows.push(
                self.pages(status, |_| (query.clone(), first_page()))
                    .await?,
            );
        }
        for keys in [
            vec!["code:5", "delivered"],
            vec!["code:3", "ready_shipping"],
            vec!["code:2"],
        ] {
            let query = OrderQuery {
                shipping: keys.iter().map(|key| (*key).to_owned()).collect(),
                ..OrderQuery::default()
            };
            let name = keys.join(" or ");
            rows.push(self.pages(&name, |_| (query.clone(), first_page())).await?);
        }
        let of_type = |dice: &mut Dice| OrderQuery {
            types: vec!["replacing".to_owned()],
            financial: vec![financial(dice)],
            ..OrderQuery::default()
        };
        rows.push(
            self.pages("a type within a financial status", |dice| {
                (of_type(dice), first_page())
            })
            .await?,
        );
        rows.push(
            self.pages("three financial statuses", |dice| {
                let query = OrderQuery {
                    financial: vec![financial(dice), financial(dice), financial(dice)],
                    ..OrderQuery::default()
                };
                (query, first_page())
            })
            .await?,
        );
        let two = |dice: &mut Dice| OrderQuery {
            financial: vec![financial(dice)],
            shipping: vec!["code:3".to_owned(), "ready_shipping".to_owned()],
            ..OrderQuery::default()
        };
        rows.push(
            self.pages("a financial and two shipping", |dice| {
                (two(dice), first_page())
            })
            .await?,
        );
        let rare = OrderQuery {
            financial: vec!["completed".to_owned()],
            shipping: vec!["code:2".to_owned()],
            ..OrderQuery::default()
        };
        rows.push(
            self.pages("two rare ones", |_| (rare.clone(), first_page()))
                .await?,
        );
        let by_total = |dice: &mut Dice| OrderQuery {
            financial: vec![financial(dice)],
            sort: SortField::Total,
            ..OrderQuery::default()
        };
        rows.push(
            self.pages("a financial, by total", |dice| {
                (by_total(dice), first_page())
            })
            .await?,
        );
        Ok(rows)
    }

    /// The views that every shop begins with, and what is counted beside lists.
    async fn views(&self) -> anyhow::Result<Vec<Row>> {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let views = [
            (
                "waiting for payment",
                OrderQuery {
                    financial: words(&["new", "authorized"]),
                    ..OrderQuery::default()
                },
            ),
            (
                "to ship",
                OrderQuery {
                    types: words(&["replacing"]),
                    financial: words(&["captured", "approved"]),
                    shipping: words(&["code:1", "code:2", "code:3", "ready_shipping"]),
                    ..OrderQuery::default()
                },
            ),
            (
                "in transit",
                OrderQuery {
                    shipping: words(&["code:4", "delivery_is_in_progress"]),
                    ..OrderQuery::default()
                },
            ),
            (
                "refunded this month",
                OrderQuery {
                    financial: words(&["fully_refunded", "partially_refunded"]),
                    changed_from: Some(NOW - 25 * DAY),
                    sort: SortField::Updated,
                    ..OrderQuery::default()
                },
            ),
            (
                "changed today",
                OrderQuery {
                    changed_from: Some(NOW - DAY / 2),
                    sort: SortField::Updated,
                    ..OrderQuery::default()
                },
            ),
        ];
        let mut rows = Vec::new();
        for (name, query) in &views {
            rows.push(self.pages(name, |_| (query.clone(), first_page())).await?);
        }
        let queries: Vec<_> = views.into_iter().map(|(_, query)| query).collect();
        rows.push(
            self.measure("the numbers of all five, behind the list", async |_| {
                Ok(self.store.totals(queries.clone(), NOW).await.map(drop)?)
            })
            .await?,
        );
        let mut dice = Dice::new(4_711);
        let searches: Vec<_> = (0..self.runs)
            .map(|_| OrderQuery {
                search: word(&mut dice, PRODUCTS),
                ..OrderQuery::default()
            })
            .collect();
        rows.push(
            self.measure("the statuses of a common word's matches", async |run| {
                let query = searches.get(run).context("no such run")?.clone();
                Ok(self.store.status_tallies(query, NOW).await.map(drop)?)
            })
            .await?,
        );
        let within = OrderQuery {
            types: words(&["replacing"]),
            financial: words(&["captured"]),
            ..OrderQuery::default()
        };
        rows.push(
            self.measure("the statuses within a type and a status", async |_| {
                Ok(self
                    .store
                    .status_tallies(within.clone(), NOW)
                    .await
                    .map(drop)?)
            })
            .await?,
        );
        rows.push(
            self.measure(
                "the matches of a common word, behind the list",
                async |run| {
                    let query = searches.get(run).context("no such run")?.clone();
                    Ok(self.store.totals(vec![query], NOW).await.map(drop)?)
                },
            )
            .await?,
        );
        Ok(rows)
    }

    async fn sorts(&self) -> anyhow::Result<Vec<Row>> {
        let mut rows = Vec::new();
        for (name, sort) in SORTS {
            let by = |ascending| OrderQuery {
                sort,
                ascending,
                ..OrderQuery::default()
            };
            rows.push(
                self.pages(&format!("by {name}, either way"), |dice| {
                    (by(dice.below(2) == 0), first_page())
                })
                .await?,
            );
            let deep = self.cursor(by(false), self.orders / 2).await?;
            rows.push(
                self.pages(&format!("by {name}, from the middle on"), |_| {
                    (by(false), deep.clone())
                })
                .await?,
            );
        }
        let offset = |offset: u64| PageRequest {
            offset,
            ..first_page()
        };
        let last = self.orders.saturating_sub(u64::from(PAGE));
        for (name, at) in [
            ("newest first, skipping 1,000", 1_000),
            ("newest first, skipping half", self.orders / 2),
            ("newest first, skipping to the last page", last),
        ] {
            rows.push(
                self.pages(name, |_| (OrderQuery::default(), offset(at)))
                    .await?,
            );
        }
        let cursor = self.cursor(OrderQuery::default(), last).await?;
        rows.push(
            self.pages("newest first, the last page by cursor", |_| {
                (OrderQuery::default(), cursor.clone())
            })
            .await?,
        );
        Ok(rows)
    }

    async fn screens(&self) -> anyhow::Result<Vec<Row>> {
        let uuids: Vec<_> = {
            let mut dice = Dice::new(77);
            (0..self.runs)
                .map(|_| Facts::new(dice.below(self.orders), self.orders).uuid)
                .collect()
        };
        let settings = Settings::default;
        let uuid = |run: usize| {
            uuids
                .get(run % uuids.len())
                .copied()
                .context("no run at all")
        };
        let mut rows = Vec::new();
        rows.push(
            self.measure("the numbers beside the filters", async |_| {
                Ok(self.store.counts(settings(), NOW).await.map(drop)?)
            })
            .await?,
        );
        rows.push(
            self.measure("one order in full", async |run| {
                Ok(self
                    .store
                    .order(uuid(run)?, settings(), NOW)
                    .await
                    .map(drop)?)
            })
            .await?,
        );
        rows.push(
            self.measure("how a field is known", async |run| {
                let field = "total_price".to_owned();
                Ok(self.store.evidence(uuid(run)?, field).await.map(drop)?)
            })
            .await?,
        );
        rows.push(
            self.measure("stale checkouts, a page", async |_| {
                Ok(self.store.stale(None, settings(), NOW).await.map(drop)?)
            })
            .await?,
        );
        rows.push(
            self.measure("what needs a person today", async |_| {
                Ok(self.store.today(settings(), NOW).await.map(drop)?)
            })
            .await?,
        );
        for days in [30, 90] {
            rows.push(
                self.measure(&format!("the figures of {days} days"), async |_| {
                    Ok(self.store.figures(days, settings(), NOW).await.map(drop)?)
                })
                .await?,
            );
        }
        rows.push(
            self.measure("what is due: how many", async |_| {
                Ok(self.store.due_count(NOW).await.map(drop)?)
            })
            .await?,
        );
        rows.push(
            self.measure("what is due: the next 128", async |_| {
                Ok(self.store.due(NOW, 128).await.map(drop)?)
            })
            .await?,
        );
        Ok(rows)
    }

    /// Pages that chance chooses.
    async fn pages(
        &self,
        name: &str,
        make: impl Fn(&mut Dice) -> (OrderQuery, PageRequest),
    ) -> anyhow::Result<Row> {
        let mut dice = Dice::new(4_711);
        let asked: Vec<_> = (0..self.runs).map(|_| make(&mut dice)).collect();
        self.measure(name, async |run| {
            let (query, request) = asked.get(run).context("no such run")?.clone();
            Ok(self
                .store
                .page(query, request, Settings::default(), NOW)
                .await
                .map(drop)?)
        })
        .await
    }

    async fn measure(
        &self,
        name: &str,
        ask: impl AsyncFn(usize) -> anyhow::Result<()>,
    ) -> anyhow::Result<Row> {
        // Once without the watch: statements are prepared, pages are read.
        ask(0).await?;
        let begun = Instant::now();
        let mut times = Vec::with_capacity(self.runs);
        for run in 0..self.runs {
            if times.len() >= LEAST_RUNS && begun.elapsed() > LONGEST {
                break;
            }
            let started = Instant::now();
            ask(run).await?;
            times.push(started.elapsed());
        }
        let quantiles = Quantiles::of(times).context("no run at all")?;
        Ok(Row::new(name)
            .figure("p50", quantiles.p50)
            .figure("p95", quantiles.p95)
            .figure("p99", quantiles.p99)
            .figure(
                "of the bar",
                (quantiles.p50 / BAR_P50).max(quantiles.p95 / BAR_P95),
            )
            .bar(
                format!("p50 ≤ {BAR_P50}, p95 ≤ {BAR_P95}"),
                quantiles.p50 <= BAR_P50 && quantiles.p95 <= BAR_P95,
            ))
    }

    /// Where the page that begins so deep begins.
    async fn cursor(&self, query: OrderQuery, depth: u64) -> Result<PageRequest, StoreError> {
        let request = PageRequest {
            offset: depth.saturating_sub(1),
            limit: 1,
            ..PageRequest::default()
        };
        let page = self
            .store
            .page(query, request, Settings::default(), NOW)
            .await?;
        Ok(PageRequest {
            after: page.next,
            ..first_page()
        })
    }
}

type Maker<'a> = &'a dyn Fn(&mut Dice) -> String;

const SORTS: [(&str, SortField); 10] = [
    ("creation", SortField::Created),
    ("number", SortField::Number),
    ("reference", SortField::Reference),
    ("type", SortField::Type),
    ("financial status", SortField::Financial),
    ("shipping status", SortField::Shipping),
    ("total", SortField::Total),
    ("points", SortField::Points),
    ("last check", SortField::Checked),
    ("last change", SortField::Updated),
];

fn first_page() -> PageRequest {
    PageRequest {
        limit: PAGE,
        ..PageRequest::default()
    }
}

fn financial(dice: &mut Dice) -> String {
    FINANCIAL
        .get(dice.index(FINANCIAL.len()))
        .map(|(status, _)| (*status).to_owned())
        .unwrap_or_default()
}

/// The longest word of an entry: what somebody would type.
fn word(dice: &mut Dice, entries: &[&'static str]) -> String {
    dice.pick_skewed(entries)
        .split_whitespace()
        .max_by_key(|word| word.chars().count())
        .unwrap_or_default()
        .to_owned()
}

fn last(text: &str, length: usize) -> String {
    let letters = text.chars().count();
    text.chars().skip(letters.saturating_sub(length)).collect()
}
