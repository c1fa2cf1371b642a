//! How fast the store records what Points said, beside SQLite keeping the same texts in one table.

use std::time::{Duration, Instant};

use backoffice::store::{Heard, Store};
use rusqlite::{Connection, params};

use crate::clock::NOW;
use crate::database::{self, BATCH};
use crate::dice::Dice;
use crate::orders::Facts;
use crate::report::{Report, Row};

/// So many orders are read again.
const READ_AGAIN: u64 = 20_480;

pub(crate) async fn run(orders: u64, report: &mut Report) -> anyhow::Result<()> {
    let plain = plain_inserts(orders)?;
    let filling = database::fill(orders).await?;
    let store = Store::open(&filling.path)?;
    let again = READ_AGAIN.min(orders);
    let unchanged = read_again(&store, orders, again, 0).await?;
    let changed = read_again(&store, orders, again, 1).await?;
    store.close();
    report.table(
        &format!("store: {orders} orders, batches of {BATCH}"),
        vec![
            row("new", orders, filling.spent, plain, orders),
            row(
                "new, the last tenth",
                orders / 10,
                filling.last_tenth,
                plain,
                orders,
            ),
            row("read again, nothing new", again, unchanged, plain, orders),
            row("read again, changed", again, changed, plain, orders),
            Row::new("peer: one table of JSON texts")
                .figure("orders/s", rate(orders, plain))
                .figure("µs each", each(orders, plain))
                .figure("times the peer", 1.0),
        ],
    );
    Ok(())
}

fn row(name: &str, count: u64, spent: Duration, plain: Duration, plain_count: u64) -> Row {
    Row::new(name)
        .figure("orders/s", rate(count, spent))
        .figure("µs each", each(count, spent))
        .figure(
            "times the peer",
            each(count, spent) / each(plain_count, plain),
        )
}

#[allow(
    clippy::cast_precision_loss,
    reason = "counts of orders are far below 2^53"
)]
fn each(count: u64, spent: Duration) -> f64 {
    spent.as_secs_f64() * 1e6 / count.max(1) as f64
}

fn rate(count: u64, spent: Duration) -> f64 {
    1e6 / each(count, spent)
}

/// Orders from all over the past, read once more.
async fn read_again(
    store: &Store,
    orders: u64,
    count: u64,
    revision: u64,
) -> anyhow::Result<Duration> {
    let mut dice = Dice::new(u64::MAX);
    let mut spent = Duration::ZERO;
    let mut left = count;
    while left > 0 {
        let batch: Vec<Heard> = (0..left.min(BATCH))
            .map(|_| {
                let at = NOW + i64::try_from(revision).unwrap_or_default() * 60_000;
                Facts::new(dice.below(orders), orders).read(revision, at)
            })
            .collect();
        left = left.saturating_sub(BATCH);
        let started = Instant::now();
        store.record_all(batch).await?;
        spent += started.elapsed();
    }
    Ok(spent)
}

/// The peer: the same texts, batches and guarantees, and nothing else.
fn plain_inserts(orders: u64) -> anyhow::Result<Duration> {
    let path = database::folder()?.join("plain.db");
    database::remove_database(&path)?;
    let mut connection = Connection::open(&path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", -16_384)?;
    connection
        .execute_batch("CREATE TABLE plain (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT")?;
    let mut spent = Duration::ZERO;
    let mut from = 0;
    while from < orders {
        let to = (from + BATCH).min(orders);
        let batch: Vec<_> = (from..to)
            .map(|n| Facts::new(n, orders).read(0, NOW).raw)
            .collect();
        let started = Instant::now();
        let transaction = connection.transaction()?;
        {
            let mut insert = transaction.prepare_cached("INSERT INTO plain (body) VALUES (?1)")?;
            for body in &batch {
                insert.execute(params![body])?;
            }
        }
        transaction.commit()?;
        spent += started.elapsed();
        from = to;
    }
    drop(connection);
    database::remove_database(&path)?;
    Ok(spent)
}
