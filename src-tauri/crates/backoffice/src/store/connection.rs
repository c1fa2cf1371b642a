//! How connections are opened, and one file is brought to the newest schema.

use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use super::{StoreError, orders};

/// Numbered, in order; a file that landed never changes.
const MIGRATIONS: &[&str] = &[
    include_str!("schema/0001_orders.sql"),
    include_str!("schema/0002_days.sql"),
    include_str!("schema/0003_filters.sql"),
    include_str!("schema/0004_changes.sql"),
    include_str!("schema/0005_notes.sql"),
    include_str!("schema/0006_views.sql"),
    include_str!("schema/0007_batches.sql"),
    include_str!("schema/0008_search.sql"),
    include_str!("schema/0009_lists.sql"),
    include_str!("schema/0010_queue.sql"),
    include_str!("schema/0011_inbox.sql"),
    include_str!("schema/0012_activity.sql"),
    include_str!("schema/0013_shop.sql"),
    include_str!("schema/0014_cases.sql"),
    include_str!("schema/0015_heard.sql"),
];

/// Opens the one connection that writes, after bringing the file to the newest schema.
pub(super) fn open_writer(path: &Path) -> Result<Connection, StoreError> {
    let mut connection = Connection::open(path)?;
    prepare(&connection)?;
    // Else a statement that may be answered by an index of some rows is planned anew for each value.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // Before anything is written, the journal's mode too: a newer file is left as it is.
    refuse_newer(&connection)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    migrate(&mut connection, path)?;
    orders::heed_fold_version(&connection)?;
    Ok(connection)
}

/// Opens a connection that only reads.
pub(super) fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection)?;
    connection.pragma_update(None, "query_only", true)?;
    refuse_newer(&connection)?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -16_384)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

fn known_schema() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

fn schema_of(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

fn refuse_newer(connection: &Connection) -> Result<(), StoreError> {
    let (found, known) = (schema_of(connection)?, known_schema());
    if found > known {
        Err(StoreError::Newer { found, known })
    } else {
        Ok(())
    }
}

fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let found = schema_of(connection)?;
    if found == known_schema() {
        return Ok(());
    }
    if found > 0 {
        back_up(connection, path, found)?;
    }
    // A table that others refer to is made anew as SQLite's documentation says ("Making Other Kinds
    // Of Table Schema Changes"): without foreign keys, which no transaction can turn off, and with a
    // look at all of them before each is committed.
    connection.pragma_update(None, "foreign_keys", false)?;
    let migrated = migrations().to_latest(connection);
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(migrated?)
}

fn migrations() -> Migrations<'static> {
    let steps = MIGRATIONS.iter().map(|sql| M::up(sql).foreign_key_check());
    Migrations::new(steps.collect())
}

/// Brings a file to an older schema, to see what becomes of its rows.
#[cfg(test)]
pub(super) fn bring_to(connection: &mut Connection, schema: usize) -> Result<(), StoreError> {
    let earlier = MIGRATIONS.iter().take(schema).map(|sql| M::up(sql));
    Ok(Migrations::new(earlier.collect()).to_latest(connection)?)
}

/// Keeps a copy of the file as it was; a copy of the same schema from an earlier, broken attempt
/// is left alone, since it is the older and therefore the better one.
fn back_up(connection: &Connection, path: &Path, schema: i64) -> Result<(), StoreError> {
    let copy = backup_path(path, schema);
    if copy.exists() {
        return Ok(());
    }
    let partial = copy.with_extension("partial");
    match std::fs::remove_file(&partial) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            return Err(StoreError::of_file(&partial, source));
        }
        _ => {}
    }
    connection.execute("VACUUM INTO ?1", [partial.to_string_lossy()])?;
    std::fs::rename(&partial, &copy).map_err(|source| StoreError::of_file(&copy, source))
}

fn backup_path(path: &Path, schema: i64) -> PathBuf {
    path.with_extension(format!("before-schema-{}.db", schema + 1))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;

    #[test]
    fn a_newer_file_is_refused_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.db");
        drop(open_writer(&path).unwrap());
        let newer = Connection::open(&path).unwrap();
        newer.pragma_update(None, "user_version", 99).unwrap();
        // The newer version keeps its journal in another way.
        newer.pragma_update(None, "journal_mode", "DELETE").unwrap();
        drop(newer);
        let before = std::fs::read(&path).unwrap();
        assert!(matches!(
            open_writer(&path),
            Err(StoreError::Newer { found: 99, known }) if known == known_schema()
        ));
        assert!(matches!(open_reader(&path), Err(StoreError::Newer { .. })));
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn a_file_that_is_no_database_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.db");
        std::fs::write(&path, "x".repeat(8192)).unwrap();
        assert!(matches!(open_writer(&path), Err(StoreError::Damaged)));
    }

    #[test]
    fn a_copy_is_kept_before_the_schema_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.db");
        let connection = open_writer(&path).unwrap();
        connection
            .execute(
                "INSERT INTO watches (uuid, origin, tracked_at) VALUES (zeroblob(16), 'paste', 1)",
                [],
            )
            .unwrap();
        back_up(&connection, &path, 1).unwrap();
        let copy = Connection::open(backup_path(&path, 1)).unwrap();
        let rows: i64 = copy
            .query_row("SELECT count(*) FROM watches", [], |row| row.get(0))
            .unwrap();
        assert_eq!(rows, 1);
    }

    #[test]
    fn a_file_from_before_notes_and_views_keeps_its_rows_and_gets_the_first_views() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.db");
        let mut older = Connection::open(&path).unwrap();
        let earlier = MIGRATIONS.iter().take(4).map(|sql| M::up(sql)).collect();
        Migrations::new(earlier).to_latest(&mut older).unwrap();
        older
            .execute_batch(
                "INSERT INTO watches (uuid, origin, tracked_at) VALUES (zeroblob(16), 'paste', 1);
                 INSERT INTO orders (id, uuid) VALUES (1, zeroblob(16));
                 INSERT INTO actions (uuid, order_id, kind, target, asked_at, state)
                     VALUES (zeroblob(16), 1, 'shipping', 'delivered', 5, 'confirmed');",
            )
            .unwrap();
        drop(older);

        let connection = open_writer(&path).unwrap();
        let told =
            |sql: &str| -> String { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
        assert_eq!(
            told("SELECT state || ' ' || ifnull(asked_by, 'nobody') FROM actions"),
            "confirmed nobody"
        );
        assert_eq!(
            told(
                "SELECT group_concat(built_in, ' ') FROM (
                      SELECT built_in FROM saved_views ORDER BY position)"
            ),
            "waiting_for_payment to_ship in_transit refunded_this_month changed_today"
        );
        assert_eq!(told("SELECT count(*) || '' FROM notes"), "0");
        assert!(backup_path(&path, 4).exists());
    }

    /// Every action is kept, with what refers to it.
    #[test]
    fn a_file_from_before_the_queue_keeps_its_actions() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.db");
        let mut older = Connection::open(&path).unwrap();
        let earlier: Vec<_> = MIGRATIONS
            .iter()
            .take_while(|sql| !sql.contains("actions_new"))
            .map(|sql| M::up(sql))
            .collect();
        let schema = earlier.len();
        Migrations::new(earlier).to_latest(&mut older).unwrap();
        older
            .execute_batch(
                "INSERT INTO watches (id, uuid, origin, tracked_at) VALUES (1, zeroblob(16), 'paste', 1);
                 INSERT INTO orders (id, uuid) VALUES (1, zeroblob(16));
                 INSERT INTO actions (id, uuid, order_id, kind, target, seen_shipping, asked_at,
                     state, settle_tries, next_settle_at, asked_by)
                     VALUES (7, zeroblob(16), 1, 'shipping', 'delivered', 'new', 5, 'unknown', 2,
                         99, 'Huda');
                 INSERT INTO actions (id, uuid, order_id, kind, target, asked_at, state, repeats)
                     VALUES (8, randomblob(16), 1, 'shipping', 'delivered', 6, 'queued', 7);
                 INSERT INTO action_changes (action_id, state, at) VALUES (7, 'queued', 5),
                     (7, 'sending', 6), (7, 'unknown', 7), (8, 'queued', 6);
                 INSERT INTO action_requests (action_id, at, method, path, body)
                     VALUES (7, 6, 'POST', '/orders', '{}');
                 INSERT INTO shipping_codes (action_id, code, word, learnt_at)
                     VALUES (7, 3, 'delivered', 8);
                 INSERT INTO batches (id, asked_at) VALUES (4, 5);
                 INSERT INTO batch_actions (batch_id, position, action_id) VALUES (4, 0, 7);",
            )
            .unwrap();
        drop(older);

        let connection = open_writer(&path).unwrap();
        let told = |sql: &str| -> String {
            let (columns, rows) = sql.split_once("FROM").unwrap();
            let text = format!("SELECT concat_ws(' ', {columns}) FROM {rows}");
            connection.query_row(&text, [], |row| row.get(0)).unwrap()
        };
        assert_eq!(
            told(
                "kind, target, seen_shipping, asked_at, asked_by, state, settle_tries,
                 next_settle_at, tries, sent_at, unclear, unclear_since, batch_id
                 FROM actions WHERE id = 7"
            ),
            "shipping delivered new 5 Huda unknown 2 99 1 6 1 7 4"
        );
        assert_eq!(
            told("state, repeats, tries, unclear FROM actions WHERE id = 8"),
            "queued 7 0 0"
        );
        for table in [
            "action_changes",
            "action_requests",
            "shipping_codes",
            "batch_actions",
        ] {
            let parent: String = connection
                .query_row(
                    "SELECT \"table\" FROM pragma_foreign_key_list(?1) WHERE \"from\" = 'action_id'",
                    [table],
                    |row| row.get(0),
                )
                .unwrap();
            assert_eq!(parent, "actions", "{table}");
        }
        let enforced: bool = connection
            .pragma_query_value(None, "foreign_keys", |row| row.get(0))
            .unwrap();
        assert!(enforced);
        let orphan = "INSERT INTO action_changes (action_id, state, at) VALUES (99, 'queued', 1)";
        assert!(connection.execute(orphan, []).is_err());
        assert!(backup_path(&path, i64::try_from(schema).unwrap()).exists());
    }

    #[test]
    fn orders_of_an_older_file_are_counted_by_type_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.db");
        let mut older = Connection::open(&path).unwrap();
        let earlier = MIGRATIONS.iter().take(8).map(|sql| M::up(sql)).collect();
        Migrations::new(earlier).to_latest(&mut older).unwrap();
        for (id, order_type) in [(1, "earning"), (2, "earning"), (3, "replacing")] {
            older
                .execute(
                    "INSERT INTO watches (id, uuid, origin, tracked_at)
                         VALUES (?1, CAST(printf('%016d', ?1) AS BLOB), 'paste', 1)",
                    [id],
                )
                .unwrap();
            older
                .execute(
                    "INSERT INTO orders (id, uuid, order_type, financial_status)
                         VALUES (?1, zeroblob(16), ?2, 'new')",
                    (id, order_type),
                )
                .unwrap();
        }
        drop(older);

        let connection = open_writer(&path).unwrap();
        let tallies = || -> String {
            let sql = "SELECT group_concat(order_type || ' ' || count, ', ') FROM (
                           SELECT order_type, count FROM order_tallies ORDER BY 1)";
            connection.query_row(sql, [], |row| row.get(0)).unwrap()
        };
        assert_eq!(tallies(), "earning 2, replacing 1");
        connection
            .execute(
                "UPDATE orders SET order_type = 'replacing' WHERE id = 1",
                [],
            )
            .unwrap();
        assert_eq!(tallies(), "earning 1, replacing 2");
        connection
            .execute("DELETE FROM orders WHERE id = 3", [])
            .unwrap();
        assert_eq!(tallies(), "earning 1, replacing 1");
    }

    #[test]
    fn the_migrations_are_sound() {
        migrations().validate().unwrap();
    }
}
