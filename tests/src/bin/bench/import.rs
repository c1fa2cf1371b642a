//! How fast a shop's CSV is taken over, beside SQLite filling the same schema from the same rows in
//! plain SQL, and when the first rows can be seen.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use backoffice::desk::{Access, Change, Desk, DeskOptions};
use backoffice::secrets::Vault;
use backoffice::store::Store;
use backoffice::text::{fold_text, grams, mobile_number, words};
use backoffice::view::{
    ConnectRequest, Environment, ImportReport, Language, OrderQuery, PageRequest, Topic,
};
use points_sandbox::{Config, Sandbox};
use rusqlite::{Connection, params};
use tokio::sync::broadcast::error::RecvError;

use crate::database::{self, remove_database};
use crate::dice::Dice;
use crate::orders::Facts;
use crate::report::{Report, Row};
use crate::vocabulary::{CITIES, FAMILY_NAMES, FIRST_NAMES};

/// The bars of the design.
const TIMES_THE_PEER: f64 = 1.5;
const FIRST_ROWS: f64 = 2.0;

pub(crate) async fn run(rows: u64, report: &mut Report) -> anyhow::Result<()> {
    let folder = database::folder()?;
    let csv = folder.join(format!("import-{rows}.csv"));
    let written = write_csv(&csv, rows)?;
    let ours = take_over(&folder, &csv).await?;
    ensure!(
        ours.report.file.added == rows && ours.report.file.tracked == rows,
        "not every row was taken over: {:?}",
        ours.report
    );
    let peer = plain(&folder, &csv, rows)?;
    std::fs::remove_file(&csv).context("the CSV stays")?;
    let seconds = ours.spent.as_secs_f64();
    let times = seconds / peer.as_secs_f64();
    let first = ours.first_rows.as_secs_f64();
    report.table(
        &format!("import: a CSV of {rows} rows, {} MB", written / 1_000_000),
        vec![
            Row::new("taken over")
                .figure("s", seconds)
                .figure("rows/s", rate(rows, ours.spent))
                .figure("times the peer", times)
                .bar(
                    format!("at most {TIMES_THE_PEER} times the peer"),
                    times <= TIMES_THE_PEER,
                ),
            Row::new("first rows in the list")
                .figure("s", first)
                .bar(format!("within {FIRST_ROWS} s"), first <= FIRST_ROWS),
            Row::new("longest wait of a person for a write")
                .figure("ms", ours.longest_wait.as_secs_f64() * 1e3),
            Row::new("peer: plain SQL in one transaction")
                .figure("s", peer.as_secs_f64())
                .figure("rows/s", rate(rows, peer))
                .figure("times the peer", 1.0),
        ],
    );
    Ok(())
}

#[allow(
    clippy::cast_precision_loss,
    reason = "counts of rows are far below 2^53"
)]
fn rate(rows: u64, spent: Duration) -> f64 {
    rows as f64 / spent.as_secs_f64()
}

/// What a shop says of an order.
struct Line {
    uuid: String,
    number: String,
    halalas: u64,
    minute: u64,
    customer: String,
    phone: String,
    city: &'static str,
}

impl Line {
    fn new(n: u64, of: u64) -> Self {
        let facts = Facts::new(n, of);
        let mut dice = Dice::new(n ^ 0xC5_0F);
        Self {
            uuid: facts.uuid.to_string(),
            number: facts.number,
            halalas: 1_000 + dice.below(90_000),
            minute: n % 1_440,
            customer: format!(
                "{} {}",
                dice.pick_skewed(FIRST_NAMES),
                dice.pick_skewed(FAMILY_NAMES)
            ),
            phone: format!("05{:08}", dice.below(100_000_000)),
            city: dice.pick_skewed(CITIES),
        }
    }
}

/// Says how many bytes.
fn write_csv(path: &Path, rows: u64) -> anyhow::Result<u64> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(
        file,
        "Order Number,Points ID,Total,Created at,Status,Customer,Phone,City"
    )?;
    for n in 0..rows {
        let line = Line::new(n, rows);
        writeln!(
            file,
            "{},{},{}.{:02},2026-11-{:02} {:02}:{:02},processing,{},{},{}",
            line.number,
            line.uuid,
            line.halalas / 100,
            line.halalas % 100,
            1 + n * 22 / rows.max(1),
            line.minute / 60,
            line.minute % 60,
            line.customer,
            line.phone,
            line.city
        )?;
    }
    file.flush()?;
    Ok(std::fs::metadata(path)?.len())
}

struct Taken {
    report: ImportReport,
    spent: Duration,
    first_rows: Duration,
    longest_wait: Duration,
}

/// Through the desk, as a person does it.
async fn take_over(folder: &Path, csv: &Path) -> anyhow::Result<Taken> {
    let data = folder.join("import-desk");
    if data.exists() {
        std::fs::remove_dir_all(&data)?;
    }
    let points = Sandbox::start(Config::default()).await?;
    let desk = Desk::open(DeskOptions {
        data_dir: data.clone(),
        vault: Vault::os(),
        private_key: None,
        profile: None,
        first_language: Language::En,
        version: "bench".to_owned(),
        access: Access::Foreground,
        limits: None,
    })
    .await?;
    desk.connect(ConnectRequest {
        name: "Bench".to_owned(),
        environment: Environment::Demo,
        base_url: Some(points.base_url.clone()),
        public_key: points.public_key.clone(),
        private_key: points.private_key.clone(),
        keep_for_session: true,
    })
    .await?;
    let preview = desk.look_at_file(csv).await?;
    let mut changes = desk.changes();
    let started = Instant::now();
    let importing = tokio::spawn({
        let desk = Arc::clone(&desk);
        async move { desk.import_shop_file(preview.file, preview.reading).await }
    });
    let first_rows = loop {
        match changes.recv().await {
            Ok(Change::Topics(topics)) if topics.contains(&Topic::Orders) => {
                let page = desk
                    .list_orders(OrderQuery::default(), PageRequest::default())
                    .await?;
                if !page.rows.is_empty() {
                    break started.elapsed();
                }
            }
            Ok(_) | Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => anyhow::bail!("the desk closed"),
        }
    };
    let longest_wait = wait_behind(&desk, &importing).await?;
    let report = importing.await??;
    let spent = started.elapsed();
    desk.close().await;
    std::fs::remove_dir_all(&data)?;
    Ok(Taken {
        report,
        spent,
        first_rows,
        longest_wait,
    })
}

/// How long a person waits who writes something every now and then.
async fn wait_behind<T>(
    desk: &Desk,
    importing: &tokio::task::JoinHandle<T>,
) -> anyhow::Result<Duration> {
    let page = desk
        .list_orders(OrderQuery::default(), PageRequest::default())
        .await?;
    let uuid = page
        .rows
        .first()
        .map(|row| row.uuid.clone())
        .context("there is no order yet")?;
    let mut longest = Duration::ZERO;
    while !importing.is_finished() {
        let asked = Instant::now();
        let note = desk.write_note(&uuid, "call before delivery").await?;
        longest = longest.max(asked.elapsed());
        desk.remove_note(note.id).await?;
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    Ok(longest)
}

/// The same rows in the same schema, in one transaction of plain SQL. The texts of the indexes, which
/// no SQL can make, are there before.
fn plain(folder: &Path, csv: &Path, rows: u64) -> anyhow::Result<Duration> {
    let path = folder.join("import-peer.db");
    let texts = folder.join("import-texts.db");
    remove_database(&path)?;
    remove_database(&texts)?;
    Store::open(&path)?.close();
    index_texts(&texts, rows)?;
    let mut connection = Connection::open(&path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -16_384)?;
    connection.execute("ATTACH ?1 AS texts", [texts.to_string_lossy()])?;
    let started = Instant::now();
    let transaction = connection.transaction()?;
    transaction.execute_batch(
        "CREATE TEMP TABLE lines (
             row INTEGER PRIMARY KEY, number TEXT, uuid TEXT, total TEXT, opened TEXT, status TEXT,
             customer TEXT, phone TEXT, city TEXT);
         INSERT INTO shop_files (id, hash, name, size, written_at, reading, imported_at)
             VALUES (1, randomblob(32), 'orders.csv', 1, 1, '{}', 1);",
    )?;
    read_lines(&transaction, csv)?;
    transaction.execute_batch(PLAIN)?;
    transaction.commit()?;
    connection.pragma_update(None, "wal_checkpoint", "TRUNCATE")?;
    let spent = started.elapsed();
    let found: u64 = connection
        .query_row("SELECT count(*) FROM checkouts", [], |row| {
            row.get::<_, i64>(0)
        })?
        .try_into()?;
    ensure!(found == rows, "the peer has {found} rows");
    drop(connection);
    remove_database(&path)?;
    remove_database(&texts)?;
    Ok(spent)
}

const PLAIN: &str = "
    INSERT INTO watches (id, uuid, origin, tracked_at, next_check_at, due_class)
        SELECT l.row, unhex(l.uuid, '-'), 'file', 1, 1, 2 FROM lines l ORDER BY l.row;
    INSERT INTO orders (id, uuid, codes)
        SELECT l.row, unhex(l.uuid, '-'), l.uuid FROM lines l ORDER BY l.row;
    INSERT INTO checkouts (identity, origin, file_id, file_row, as_of, learnt_at, changed_at, uuid,
            order_number, amount_halalas, opened_at, status_text, status, customer, phone, city,
            codes, order_id, matched)
        SELECT 'uuid ' || l.uuid, 'file', 1, l.row, 1, 1, 1, unhex(l.uuid, '-'), l.number,
            CAST(round(l.total * 100) AS INTEGER), unixepoch(l.opened) * 1000 - 10800000, l.status,
            'paid', l.customer, substr(l.phone, 2), l.city, t.codes, l.row, 'uuid'
        FROM lines l JOIN texts.texts t ON t.row = l.row ORDER BY l.row;
    INSERT INTO order_codes (rowid, grams) SELECT t.row, t.grams FROM texts.texts t ORDER BY t.row;
    INSERT INTO order_words (rowid, words) SELECT t.row, t.words FROM texts.texts t ORDER BY t.row;
    INSERT OR IGNORE INTO search_words (word) SELECT word FROM texts.vocabulary;";

fn read_lines(connection: &Connection, csv: &Path) -> anyhow::Result<()> {
    let mut reader = csv::Reader::from_path(csv)?;
    let mut insert = connection.prepare(
        "INSERT INTO lines (row, number, uuid, total, opened, status, customer, phone, city)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    let mut record = csv::StringRecord::new();
    let mut row = 0_i64;
    while reader.read_record(&mut record)? {
        row += 1;
        let cell = |at| record.get(at).unwrap_or_default();
        insert.execute(params![
            row,
            cell(0),
            cell(1),
            cell(2),
            cell(3),
            cell(4),
            cell(5),
            cell(6),
            cell(7)
        ])?;
    }
    Ok(())
}

/// The texts of the search's indexes as the product makes them.
fn index_texts(path: &PathBuf, rows: u64) -> anyhow::Result<()> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch(
        "CREATE TABLE texts (row INTEGER PRIMARY KEY, codes TEXT, grams TEXT, words TEXT);
         CREATE TABLE vocabulary (word TEXT PRIMARY KEY) WITHOUT ROWID;",
    )?;
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction.prepare("INSERT INTO texts VALUES (?1, ?2, ?3, ?4)")?;
        let mut learn = transaction.prepare("INSERT OR IGNORE INTO vocabulary VALUES (?1)")?;
        for n in 0..rows {
            let line = Line::new(n, rows);
            let phone = mobile_number(&line.phone).unwrap_or_default();
            let codes = format!("{} {phone}", fold_text(&line.number));
            let said = fold_text(&format!("nk 10 05 {}\n{}", line.customer, line.city));
            let said = words(&said);
            let mut text = String::from("f~ s~ t~");
            for word in &said {
                write!(text, " {word}")?;
                if word.chars().count() > 4 {
                    learn.execute([word])?;
                }
            }
            insert.execute(params![
                i64::try_from(n + 1)?,
                codes,
                grams(&format!("{} {codes}", line.uuid)),
                text
            ])?;
        }
    }
    transaction.commit()?;
    Ok(())
}
