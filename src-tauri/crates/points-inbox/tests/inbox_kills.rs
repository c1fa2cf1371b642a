//! kill -9 of the real program while Points delivers all the time and a desk reads along.
//!
//! `POINTS_DESK_KILLS` says how often it is killed, `POINTS_DESK_SIDES` how many of them live side by
//! side, each with its own folder; `POINTS_DESK_SEED` repeats what is drawn by chance.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use reqwest::Client;
use serde_json::Value;
use support::{SECRET, TOKEN, Told, command, folder};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinSet;

const USUALLY: u32 = 30;
/// So many kills are survived by one folder; each ends with a look at all that it has.
const OF_ONE_FOLDER: u32 = 250;
const SENDERS: usize = 6;
/// A life lasts until up to so many were answered, and up to this long after that; or this long in
/// all, however slow the machine is.
const ANSWERS: u64 = 40;
const AFTERWARDS: Duration = Duration::from_millis(4);
const LONGEST: Duration = Duration::from_secs(2);
/// One in so many is killed before it says where it listens, up to this long after its start.
const BEFORE_IT_LISTENS: u32 = 6;
const STARTING: Duration = Duration::from_millis(40);
/// One delivery in so many is made again although it was answered.
const AGAIN: u32 = 10;

/// What happened on one side, or on all of them.
#[derive(Debug, Default)]
struct Counts {
    kills: u32,
    answers: u64,
    answered: usize,
    kept: usize,
    followed: usize,
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.kills += other.kills;
        self.answers += other.answers;
        self.answered += other.answered;
        self.kept += other.kept;
        self.followed += other.followed;
    }
}

/// What Points knows of its deliveries, each by its number.
#[derive(Debug, Default)]
struct Deliveries {
    /// So many were made up; the last one has this number.
    made: u64,
    /// Answered with 200, and with which place.
    answered: BTreeMap<u64, i64>,
    /// Made, and not answered: Points makes them again.
    owed: Vec<u64>,
    answers: u64,
}

impl Deliveries {
    fn next(&mut self, chance: &mut StdRng) -> u64 {
        if let Some(owed) = self.owed.pop() {
            return owed;
        }
        if self.made > 0 && chance.random_ratio(1, AGAIN) {
            let number = chance.random_range(1..=self.made);
            if self.answered.contains_key(&number) {
                return number;
            }
        }
        self.made += 1;
        self.made
    }

    fn was_answered(&mut self, number: u64, seq: i64, repeated: bool) {
        self.answers += 1;
        let before = self.answered.insert(number, seq);
        if let Some(before) = before {
            assert_eq!(before, seq, "{number} was kept a second time");
            assert!(repeated, "{number} was kept, and not known again");
        }
    }
}

/// A desk that follows the inbox from one life to the next.
#[derive(Debug, Default)]
struct Desk {
    after: i64,
    told: Vec<(i64, u64)>,
}

impl Desk {
    fn take(&mut self, page: &Told) {
        assert!(
            page.last_seq >= self.after,
            "the inbox went back from {} to {}",
            self.after,
            page.last_seq
        );
        for event in &page.events {
            assert!(event.seq > self.after, "{} came again", event.seq);
            assert!(event.seq <= page.last_seq);
            self.after = event.seq;
            self.told.push((event.seq, number_of(&event.body)));
        }
    }

    /// Follows until the inbox is gone.
    async fn follow(&mut self, client: &Client, url: &str) {
        while let Ok(page) = ask(client, url, self.after, 1).await {
            self.take(&page);
        }
    }
}

/// Some events are of one order and kind: only their content tells them apart.
fn event(number: u64) -> String {
    let order = number % 50;
    format!(
        r#"{{"event":"shipping_status_updated","order":{{"id":"3f2b8c1e-5d4a-4f7b-9c0d-0000000000{order:02}","number":{number}}}}}"#
    )
}

fn number_of(body: &Value) -> u64 {
    body["order"]["number"].as_u64().unwrap()
}

async fn ask(client: &Client, url: &str, after: i64, wait: u8) -> reqwest::Result<Told> {
    client
        .get(format!("{url}/events?after={after}&limit=1000&wait={wait}"))
        .bearer_auth(TOKEN)
        .send()
        .await?
        .error_for_status()?
        .json()
        .await
}

/// Delivers one after the other until the inbox is gone.
async fn deliver(
    client: Client,
    url: String,
    deliveries: Arc<Mutex<Deliveries>>,
    mut chance: StdRng,
) {
    loop {
        let number = locked(&deliveries).next(&mut chance);
        let Ok((seq, repeated)) = deliver_one(&client, &url, number).await else {
            locked(&deliveries).owed.push(number);
            return;
        };
        locked(&deliveries).was_answered(number, seq, repeated);
    }
}

/// The place of the event, and whether it had it before; an error: nobody answered with 200.
async fn deliver_one(client: &Client, url: &str, number: u64) -> reqwest::Result<(i64, bool)> {
    let answer: Value = client
        .post(format!("{url}/hooks/main"))
        .header("X-Webhook-Secret", SECRET)
        .body(event(number))
        .send()
        .await?
        .error_for_status()?
        .json()
        .await?;
    Ok((
        answer["seq"].as_i64().unwrap(),
        answer["repeated"].as_bool().unwrap(),
    ))
}

fn locked(deliveries: &Mutex<Deliveries>) -> MutexGuard<'_, Deliveries> {
    deliveries.lock().unwrap()
}

fn moment_within(limit: Duration, chance: &mut StdRng) -> Duration {
    limit.mul_f64(chance.random())
}

fn start(folder: &Path) -> Child {
    let mut command = Command::from(command(folder));
    command
        .args(["--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}

async fn where_it_listens(child: &mut Child) -> String {
    let mut line = String::new();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    said.read_line(&mut line).await.unwrap();
    let said: Value = serde_json::from_str(&line).unwrap();
    said["url"].as_str().unwrap().to_owned()
}

/// One inbox after the other in one folder, each killed; then all that was kept is looked at.
async fn kill_often(kills: u32, chance: &mut StdRng) -> Counts {
    let folder = folder();
    let deliveries: Arc<Mutex<Deliveries>> = Arc::default();
    let mut desk = Desk::default();
    for _ in 0..kills {
        let mut child = start(folder.path());
        if chance.random_ratio(1, BEFORE_IT_LISTENS) {
            tokio::time::sleep(moment_within(STARTING, chance)).await;
            child.kill().await.unwrap();
            continue;
        }
        let url = where_it_listens(&mut child).await;
        // Connections of the life before are of no use.
        let client = Client::new();
        let mut senders = JoinSet::new();
        for _ in 0..SENDERS {
            let own = StdRng::from_rng(chance);
            let deliveries = Arc::clone(&deliveries);
            senders.spawn(deliver(client.clone(), url.clone(), deliveries, own));
        }
        let answers = locked(&deliveries).answers + chance.random_range(0..=ANSWERS);
        let after = moment_within(AFTERWARDS, chance);
        tokio::join!(desk.follow(&client, &url), async {
            let began = Instant::now();
            while locked(&deliveries).answers < answers && began.elapsed() < LONGEST {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            tokio::time::sleep(after).await;
            child.kill().await.unwrap();
        });
        while let Some(ended) = senders.join_next().await {
            ended.unwrap();
        }
    }
    let deliveries = std::mem::take(&mut *locked(&deliveries));
    look_at_all(folder.path(), kills, desk, &deliveries).await
}

/// What must be so after all of it, whatever was killed when.
async fn look_at_all(folder: &Path, kills: u32, mut desk: Desk, deliveries: &Deliveries) -> Counts {
    let mut child = start(folder);
    let url = where_it_listens(&mut child).await;
    let client = Client::new();
    let mut fresh = Desk::default();
    for reader in [&mut desk, &mut fresh] {
        loop {
            let page = ask(&client, &url, reader.after, 0).await.unwrap();
            if page.events.is_empty() {
                break;
            }
            reader.take(&page);
        }
    }
    child.kill().await.unwrap();

    let kept: BTreeMap<u64, i64> = fresh.told.iter().map(|(seq, n)| (*n, *seq)).collect();
    assert_eq!(kept.len(), fresh.told.len(), "one is kept twice");
    for (number, seq) in &deliveries.answered {
        assert_eq!(kept.get(number), Some(seq), "answered and lost: {number}");
    }
    let made: BTreeSet<u64> = (1..=deliveries.made).collect();
    assert!(kept.keys().all(|number| made.contains(number)));
    assert_eq!(
        desk.told, fresh.told,
        "who followed was told something else than who reads all at once"
    );
    let database = rusqlite::Connection::open(folder.join("data/events.db")).unwrap();
    let sound: String = database
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    Counts {
        kills,
        answers: deliveries.answers,
        answered: deliveries.answered.len(),
        kept: kept.len(),
        followed: desk.told.len(),
    }
}

fn told<T: std::str::FromStr>(variable: &str) -> Option<T> {
    std::env::var(variable).ok()?.parse().ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_answered_is_missing_or_doubled_however_often_the_inbox_is_killed() {
    let kills: u32 = told("POINTS_DESK_KILLS").unwrap_or(USUALLY);
    let sides: u32 = told("POINTS_DESK_SIDES").unwrap_or(2);
    let seed = told("POINTS_DESK_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    println!("{kills} kills on {sides} sides, POINTS_DESK_SEED={seed}");
    let begun = Instant::now();
    let mut all = JoinSet::new();
    for side in 0..sides {
        let share = kills / sides + u32::from(side < kills % sides);
        let mut chance = StdRng::seed_from_u64(seed.wrapping_add(u64::from(side) << 32));
        all.spawn(async move {
            let mut counts = Counts::default();
            while counts.kills < share {
                let of_this_one = OF_ONE_FOLDER.min(share - counts.kills);
                counts.add(&kill_often(of_this_one, &mut chance).await);
            }
            counts
        });
    }
    let mut counts = Counts::default();
    while let Some(side) = all.join_next().await {
        counts.add(&side.unwrap());
    }
    let Counts {
        kills,
        answers,
        answered,
        kept,
        followed,
    } = counts;
    println!(
        "{kills} kills in {:.0?}: {answers} answers 200 to {answered} events; {kept} kept, {followed} \
         told to a desk that followed; missing 0, kept twice 0",
        begun.elapsed()
    );
    assert!(
        answered > usize::try_from(kills).unwrap(),
        "too little happened to prove anything"
    );
}
