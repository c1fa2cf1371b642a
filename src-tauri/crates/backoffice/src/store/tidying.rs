//! Keeping search fast while nothing else is written.
//!
//! The search's indexes grow by parts: whatever is written makes a new one, and each search looks
//! into every part. After a first import there are dozens, and beginning a search takes longer than
//! finding. SQLite puts parts together some at a time, when it is told to.

use rusqlite::{Connection, Transaction};

use super::{Priority, Store, StoreError};

/// So many pages are written in one step: some milliseconds.
const PAGES: u32 = 32;

const INDEXES: [&str; 2] = [
    "INSERT INTO order_words (order_words, rank) VALUES ('merge', ?1)",
    "INSERT INTO order_codes (order_codes, rank) VALUES ('merge', ?1)",
];

impl Store {
    /// Puts the parts of the search's indexes together until there is nothing more to do. The
    /// writer does that by itself whenever it has had nothing to write for a while.
    pub async fn tidy(&self) -> Result<(), StoreError> {
        while self.write(Priority::Sweep, step).await? {}
        Ok(())
    }
}

/// One step; says whether there may be more to do.
pub(super) fn step(transaction: &Transaction<'_>) -> Result<bool, StoreError> {
    for sql in INDEXES {
        let before = changes(transaction);
        transaction.prepare_cached(sql)?.execute([PAGES])?;
        // The command itself counts as one change.
        if changes(transaction) > before + 1 {
            return Ok(true);
        }
    }
    Ok(false)
}

fn changes(connection: &Connection) -> u64 {
    connection.total_changes()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;
    use crate::schedule::DueClass;
    use points_api::OrderUuid;

    fn parts(store: &Store) -> impl Future<Output = Result<Vec<i64>, StoreError>> {
        store.read(|moment| {
            ["order_words_idx", "order_codes_idx"]
                .iter()
                .map(|index| {
                    let sql = format!("SELECT count(DISTINCT segid) FROM {index}");
                    Ok(moment.query_row(&sql, [], |row| row.get(0))?)
                })
                .collect()
        })
    }

    #[tokio::test]
    async fn parts_are_put_together_and_nothing_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("orders.db")).unwrap();
        for number in 0..14_u128 {
            let uuids = vec![OrderUuid::from_bytes((number << 64).to_be_bytes())];
            store
                .track(Priority::Sweep, uuids, "paste", DueClass::Rest, 1)
                .await
                .unwrap();
        }
        let before = parts(&store).await.unwrap();
        store.tidy().await.unwrap();
        let after = parts(&store).await.unwrap();
        for (before, after) in before.iter().zip(&after) {
            assert!(
                after < before && *after <= 4,
                "{before} parts became {after}"
            );
        }
        let found: i64 = store
            .read(|moment| {
                let sql = "SELECT count(*) FROM order_codes WHERE order_codes MATCH '0000'";
                Ok(moment.query_row(sql, [], |row| row.get(0))?)
            })
            .await
            .unwrap();
        assert_eq!(found, 14);
        // There is nothing to do again and again.
        assert!(!store.write(Priority::Sweep, step).await.unwrap());
    }
}
