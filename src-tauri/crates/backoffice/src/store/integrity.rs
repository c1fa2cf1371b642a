//! Whether the file is whole: looked at now and then, because a page that rots is noticed by
//! nobody until it is needed.

use rusqlite::{OptionalExtension, Transaction};

use super::{Priority, Store, StoreError};

/// How a look at the file ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Integrity {
    /// It was looked at lately.
    NotDue,
    /// It is whole.
    Sound,
    /// It is not; in SQLite's words.
    Damaged(String),
}

/// What SQLite says of a whole file.
const SOUND: &str = "ok";

impl Store {
    /// Looks at the whole file if that was not done for `every` milliseconds. Reads each page once,
    /// on a reader, so nobody waits; notes when it was found sound.
    pub async fn check_integrity(&self, now: i64, every: i64) -> Result<Integrity, StoreError> {
        let last = self.read(last_checked).await;
        // What cannot be read is looked at.
        if let Ok(Some(last)) = last
            && (last..last.saturating_add(every)).contains(&now)
        {
            return Ok(Integrity::NotDue);
        }
        let found = match self.read(quick_check).await {
            Ok(found) => found,
            Err(StoreError::Damaged) => "SQLite cannot read it".to_owned(),
            Err(error) => return Err(error),
        };
        if found != SOUND {
            return Ok(Integrity::Damaged(found));
        }
        self.write(Priority::Sweep, move |transaction| {
            transaction.execute(
                "INSERT INTO integrity (only, checked_at) VALUES (1, ?1)
                 ON CONFLICT (only) DO UPDATE SET checked_at = excluded.checked_at",
                [now],
            )?;
            Ok(Integrity::Sound)
        })
        .await
    }
}

fn last_checked(moment: &Transaction<'_>) -> Result<Option<i64>, StoreError> {
    Ok(moment
        .query_row("SELECT checked_at FROM integrity", [], |row| row.get(0))
        .optional()?)
}

fn quick_check(moment: &Transaction<'_>) -> Result<String, StoreError> {
    Ok(moment.query_row("PRAGMA quick_check (1)", [], |row| row.get(0))?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;
    use crate::schedule::DueClass;
    use points_api::OrderUuid;

    const WEEK: i64 = 7 * 24 * 3_600_000;

    #[tokio::test]
    async fn a_file_is_looked_at_once_a_week_and_damage_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.db");
        let store = Store::open(&path).unwrap();
        let uuids = (0..2_000_u128)
            .map(|number| OrderUuid::from_bytes(number.to_be_bytes()))
            .collect();
        store
            .track(Priority::Sweep, uuids, "file", DueClass::Rest, 1)
            .await
            .unwrap();
        let look = async |store: &Store, now| store.check_integrity(now, WEEK).await.unwrap();
        assert_eq!(look(&store, 1_000).await, Integrity::Sound);
        assert_eq!(look(&store, WEEK).await, Integrity::NotDue);
        assert_eq!(look(&store, 1_000 + WEEK).await, Integrity::Sound);
        // A clock that was put back does not put the look off.
        assert_eq!(look(&store, 2_000).await, Integrity::Sound);
        store.close();

        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes.get_mut(middle..middle + 8_192).unwrap().fill(0xA5);
        std::fs::write(&path, bytes).unwrap();
        let store = Store::open(&path).unwrap();
        let found = look(&store, 1_000 + 3 * WEEK).await;
        assert!(matches!(found, Integrity::Damaged(_)), "{found:?}");
    }
}
