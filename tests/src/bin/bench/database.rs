//! The generated caches: kept in the build folder, used again while generator and schema last.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;
use backoffice::store::Store;
use rusqlite::Connection;

use crate::clock::{NOW, PAST};
use crate::orders::{Facts, VERSION};

/// So many orders are recorded in one transaction.
pub(crate) const BATCH: u64 = 256;

/// The benchmarks' own folder.
pub(crate) fn folder() -> anyhow::Result<PathBuf> {
    // The program lies in <build folder>/<profile>/.
    let folder = std::env::current_exe()
        .context("the path of this program is unknown")?
        .ancestors()
        .nth(2)
        .context("this program lies outside a build folder")?
        .join("bench");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// A cache of so many orders, from an earlier run if one fits.
pub(crate) async fn filled(orders: u64) -> anyhow::Result<PathBuf> {
    let folder = folder()?;
    let (path, mark) = paths(&folder, orders);
    let wanted = mark_text(&folder)?;
    if std::fs::read_to_string(&mark).is_ok_and(|found| found == wanted) {
        return Ok(path);
    }
    fill(orders).await?;
    Ok(path)
}

/// How long it took to record orders that were new.
pub(crate) struct Filling {
    /// The cache.
    pub(crate) path: PathBuf,
    /// The time within the store, without making the orders up.
    pub(crate) spent: Duration,
    /// Of that, for the last tenth.
    pub(crate) last_tenth: Duration,
}

/// Makes a cache anew, through the product's own store.
pub(crate) async fn fill(orders: u64) -> anyhow::Result<Filling> {
    let folder = folder()?;
    let (path, mark) = paths(&folder, orders);
    remove(&mark)?;
    remove_database(&path)?;
    let store = Store::open(&path)?;
    let (mut spent, mut last_tenth) = (Duration::ZERO, Duration::ZERO);
    let mut from = 0;
    while from < orders {
        let to = (from + BATCH).min(orders);
        let batch: Vec<_> = (from..to)
            .map(|n| Facts::new(n, orders).read(0, heard_at(n, orders)))
            .collect();
        let started = Instant::now();
        store.record_all(batch).await?;
        let took = started.elapsed();
        spent += took;
        if from >= orders - orders / 10 {
            last_tenth += took;
        }
        from = to;
        if from % (BATCH * 400) == 0 {
            eprintln!("    {from} of {orders} orders recorded");
        }
    }
    // As the app does by itself when nothing was written for a while.
    let started = Instant::now();
    store.tidy().await?;
    eprintln!(
        "    the search's indexes were tidied in {:.1} s",
        started.elapsed().as_secs_f64()
    );
    store.close();
    std::fs::write(&mark, mark_text(&folder)?).context("cannot mark the cache as complete")?;
    Ok(Filling {
        path,
        spent,
        last_tenth,
    })
}

/// When an order was read: a moment after it came, or within the last days.
pub(crate) fn heard_at(n: u64, of: u64) -> i64 {
    let place = i128::from(n) * i128::from(PAST) / i128::from(of.max(1));
    NOW - PAST + i64::try_from(place).unwrap_or_default()
}

fn paths(folder: &Path, orders: u64) -> (PathBuf, PathBuf) {
    (
        folder.join(format!("orders-{orders}.db")),
        folder.join(format!("orders-{orders}.complete")),
    )
}

/// Generator and schema: what a kept cache must agree on.
fn mark_text(folder: &Path) -> anyhow::Result<String> {
    let path = folder.join("schema.db");
    remove_database(&path)?;
    let store = Store::open(&path)?;
    store.close();
    let schema: String = Connection::open(&path)?.query_row(
        "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)",
        [],
        |row| row.get(0),
    )?;
    remove_database(&path)?;
    Ok(format!("generator {VERSION}\n{schema}\n"))
}

/// Removes a database with its log, if it is there.
pub(crate) fn remove_database(path: &Path) -> anyhow::Result<()> {
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        remove(Path::new(&name))?;
    }
    Ok(())
}

fn remove(path: &Path) -> anyhow::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}
