//! What a database holds that a cut has left.

use std::collections::HashMap;
use std::path::Path;

use backoffice::store::Store;
use rusqlite::{Connection, OpenFlags};

/// A wish as it stands on disk.
#[derive(Debug)]
pub struct Row {
    pub id: i64,
    pub kind: String,
    pub state: String,
    /// How often it was written down that it leaves; a note never does.
    pub tries: u32,
}

/// What is on disk.
pub struct Left {
    /// By the text of the wish; what a person sent again stands there once more.
    pub rows: HashMap<String, Vec<Row>>,
    /// The last event of the inbox that was taken over.
    pub place: i64,
    /// How many events are there, each as often as it was heard.
    pub events: i64,
}

/// Opens what a cut has left as the desk does, and reads it.
pub fn open(folder: &Path, story: &str) -> Left {
    let path = folder.join("orders.db");
    let store = Store::open(&path).unwrap_or_else(|error| panic!("not open: {error}: {story}"));
    drop(store);
    read(&path, story)
}

/// Reads what is on disk.
pub fn read(path: &Path, story: &str) -> Left {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    let connection = Connection::open_with_flags(path, flags).unwrap();
    let sound: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok", "not sound: {story}");
    let broken: i64 = connection
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(broken, 0, "not sound: {story}");
    let number = |sql: &str| -> i64 { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
    let mut statement = connection
        .prepare(
            "SELECT coalesce(given_reason, name_en), id, kind, state, tries FROM actions
             UNION ALL SELECT text, id, 'note', 'written', 0 FROM notes",
        )
        .unwrap();
    let all = statement
        .query_map([], |row| {
            let standing = Row {
                id: row.get(1)?,
                kind: row.get(2)?,
                state: row.get(3)?,
                tries: row.get(4)?,
            };
            Ok((row.get::<_, String>(0)?, standing))
        })
        .unwrap();
    let mut rows: HashMap<String, Vec<Row>> = HashMap::new();
    for (wish, row) in all.map(Result::unwrap) {
        rows.entry(wish).or_default().push(row);
    }
    Left {
        rows,
        place: number("SELECT coalesce(max(seq), 0) FROM inbox_place"),
        events: number(
            "SELECT count(*) FROM sightings s JOIN observations o ON o.id = s.observation_id
             WHERE o.source = 'event'",
        ),
    }
}
