//! A plain database: what is synced survives every cut, and what is not can be seen to be lost.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use std::path::Path;

use power_cut::{Disk, Left};
use rusqlite::Connection;

const ROWS: i64 = 18;

/// What of a cut a database does not survive.
#[derive(Debug, PartialEq, Eq)]
enum Harm {
    Damaged,
    Lost,
}

/// Writes row after row, marking each that is committed, with checkpoints between them.
fn write(folder: &Path, synchronous: &str) -> Disk {
    let path = folder.join("plain.db");
    let before = Connection::open(&path).unwrap();
    before.pragma_update(None, "journal_mode", "WAL").unwrap();
    before
        .execute_batch("CREATE TABLE words (n INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT")
        .unwrap();
    drop(before);
    let disk = Disk::watch(folder).unwrap();
    let connection = Connection::open(&path).unwrap();
    connection
        .pragma_update(None, "synchronous", synchronous)
        .unwrap();
    for n in 1..=ROWS {
        connection
            .execute("INSERT INTO words VALUES (?1, ?2)", (n, "word".repeat(400)))
            .unwrap();
        disk.mark(n.to_string());
        if n % 6 == 0 {
            connection
                .query_row("PRAGMA wal_checkpoint(RESTART)", [], |_| Ok(()))
                .unwrap();
        }
    }
    drop(connection);
    disk
}

fn harm(disk: &Disk, moment: usize, left: Left) -> Option<Harm> {
    let folder = tempfile::tempdir().unwrap();
    disk.leave(moment, left, folder.path()).unwrap();
    // Where it is watched, nothing waits for a real disk.
    let _watched = Disk::watch(folder.path()).unwrap();
    let connection = Connection::open(folder.path().join("plain.db")).unwrap();
    let sound = connection.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0));
    if sound.is_ok_and(|word| word == "ok") {
        let rows: Result<i64, _> =
            connection.query_row("SELECT coalesce(max(n), 0) FROM words", [], |row| {
                row.get(0)
            });
        let marked: i64 = disk
            .marks(moment)
            .last()
            .map_or(0, |mark| mark.parse().unwrap());
        rows.map_or(Some(Harm::Damaged), |rows| {
            (rows < marked).then_some(Harm::Lost)
        })
    } else {
        Some(Harm::Damaged)
    }
}

/// Every moment, each way to lose what was not synced.
fn harms(disk: &Disk) -> Vec<Harm> {
    let lefts = |seed| {
        [
            Left::Nothing,
            Left::All,
            Left::Some { percent: 10, seed },
            Left::Some { percent: 50, seed },
            Left::Some { percent: 90, seed },
        ]
    };
    (0..=disk.events())
        .flat_map(|moment| {
            lefts(u64::try_from(moment).unwrap()).map(|left| harm(disk, moment, left))
        })
        .flatten()
        .collect()
}

#[test]
fn what_is_synced_survives_every_cut() {
    let folder = tempfile::tempdir().unwrap();
    let disk = write(folder.path(), "FULL");
    assert!(disk.events() > 100, "{}", disk.events());
    assert_eq!(harms(&disk), []);
}

#[test]
fn what_is_not_synced_at_every_commit_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let harms = harms(&write(folder.path(), "NORMAL"));
    assert!(harms.contains(&Harm::Lost));
    assert!(!harms.contains(&Harm::Damaged), "it is only later synced");
}

#[test]
fn what_is_never_synced_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let harms = harms(&write(folder.path(), "OFF"));
    assert!(harms.contains(&Harm::Lost));
    assert!(harms.contains(&Harm::Damaged));
}

#[test]
fn nothing_is_written_once_the_power_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plain.db");
    let disk = Disk::watch(folder.path()).unwrap();
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch("CREATE TABLE words (n INTEGER PRIMARY KEY) STRICT")
        .unwrap();
    disk.cut();
    let moment = disk.events();
    assert!(
        connection
            .execute("INSERT INTO words VALUES (1)", [])
            .is_err()
    );
    disk.mark("after");
    assert_eq!(disk.events(), moment);
}
