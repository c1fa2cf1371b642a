//! A day at the packing table in the real window, without a mouse: fifty orders by keys, fifty by
//! scanner, the network away in the middle, and whatever else happens between; in English, then in
//! Arabic, where the scanner types on an Arabic keyboard. At the end the ledger of Points decides.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::fs::{self, File};
use std::time::{Duration, Instant};

use acceptance::window::{
    DeskWindow, Kind, Leftovers, LocalPoints, Programs, Request, ScratchSession, Way, Words,
    on_arabic_keyboard,
};
use anyhow::ensure;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

// Keys that print nothing (WebDriver, section 17.4.2, "keyboard actions").
const ESCAPE: &str = "\u{e00c}";

/// How the numbers of this shop begin.
const SHOP: &str = "NKH-";
/// So many are packed by keys, and so many by scanner.
const MANY: usize = 50;
/// After so many by keys the network goes.
const BEFORE_AWAY: usize = 20;
/// So many are asked for until it is back.
const WHILE_AWAY: usize = 12;
/// So many orders go out beside each other, and the network decides which of them arrives first.
const AT_ONCE: usize = 8;
/// Of the packed ones so many go on to the courier.
const HANDED_OVER: usize = 5;

const PACKED: &str = "ready_shipping";
const ON_THE_WAY: &str = "delivery_is_in_progress";

struct Order {
    number: String,
    reference: String,
    uuid: String,
}

/// What one language works on. The older ones come first, as on the table.
struct Parcels {
    by_keys: Vec<Order>,
    /// Asked for by mistake; the last of them by scanner.
    by_mistake: Vec<Order>,
    /// Cancelled at Points while its parcel is packed.
    called_off: Order,
    /// Packed at Points, and its answer lost.
    lost: Order,
    /// Not packed at Points, and nobody knows.
    failed: Order,
    /// The number of the first is the reference of the second.
    namesakes: [Order; 2],
    by_scanner: Vec<Order>,
}

/// Makes orders, each a minute younger than the one before.
struct Mint<'a> {
    points: &'a LocalPoints,
    next: usize,
    begun_at: DateTime<Utc>,
}

impl Mint<'_> {
    async fn order(&mut self, reference: Option<&str>) -> anyhow::Result<Order> {
        let place = self.next;
        self.next += 1;
        let number = format!("{SHOP}{}", 41_000 + place);
        let reference = reference.map_or_else(|| format!("R{}", 880_000 + place), str::to_owned);
        let age = TimeDelta::minutes(i64::try_from(place)?);
        let uuid = self
            .points
            .order(json!({
                "order_number": number,
                "reference_number": reference,
                "order_status": "captured",
                "shipping": "new",
                "type": "replacing",
                "total_price": "120.00",
                "created_at": (self.begun_at + age).to_rfc3339(),
                "items": [{ "product_name": "تمر سكري", "product_price": "120.00", "quantity": 1 }],
            }))
            .await?;
        Ok(Order {
            number,
            reference,
            uuid,
        })
    }

    async fn orders(&mut self, count: usize) -> anyhow::Result<Vec<Order>> {
        let mut orders = Vec::new();
        for _ in 0..count {
            orders.push(self.order(None).await?);
        }
        Ok(orders)
    }

    async fn parcels(&mut self) -> anyhow::Result<Parcels> {
        let by_mistake = self.orders(3).await?;
        let by_keys = self.orders(MANY).await?;
        let called_off = self.order(None).await?;
        let (lost, failed) = (self.order(None).await?, self.order(None).await?);
        let first = self.order(None).await?;
        let second = self.order(Some(&first.number)).await?;
        Ok(Parcels {
            by_keys,
            by_mistake,
            called_off,
            lost,
            failed,
            namesakes: [first, second],
            by_scanner: self.orders(MANY).await?,
        })
    }
}

impl Parcels {
    fn all(&self) -> impl Iterator<Item = &Order> {
        let single = [&self.called_off, &self.lost, &self.failed];
        self.by_mistake
            .iter()
            .chain(&self.by_keys)
            .chain(single)
            .chain(&self.namesakes)
            .chain(&self.by_scanner)
    }

    /// Which statuses Points must have set for each order, in order, and in how many requests.
    fn expected(&self) -> Vec<(&Order, Vec<&'static str>, usize)> {
        let handed_over = MANY - HANDED_OVER;
        let mut expected: Vec<_> = self.all().map(|order| (order, vec![PACKED], 1)).collect();
        for (order, statuses, requests) in &mut expected {
            let is = |other: &Order| order.uuid == other.uuid;
            if self.by_mistake.iter().any(is) || is(&self.called_off) || is(&self.namesakes[0]) {
                (*statuses, *requests) = (Vec::new(), 0);
            } else if self.by_keys[handed_over..].iter().any(is) {
                (*statuses, *requests) = (vec![PACKED, ON_THE_WAY], 2);
            } else if is(&self.failed) {
                // The first one changed nothing.
                *requests = 2;
            }
        }
        expected
    }
}

/// How one language works.
struct Shift<'a> {
    words: &'a Words,
    parcels: &'a Parcels,
    /// What a scanner's keys write.
    typed: fn(&str) -> anyhow::Result<String>,
    /// Whether somebody presses the button when the network is back, or it finds that out by itself.
    tries_by_hand: bool,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_at_the_packing_table_sends_each_order_once() -> anyhow::Result<()> {
    let programs = Programs::find()?;
    let session = ScratchSession::start("en_US.UTF-8")?;
    session.have_arabic_keyboard()?;
    fs::create_dir_all(session.data())?;
    fs::write(
        session.data().join("desk.toml"),
        "[settings]\natDesk = \"Nora\"\nundoSeconds = 1\n",
    )?;
    let log = File::create(session.folder().join("points.log"))?;
    let mut points = LocalPoints::start(&programs, 1, log)?;
    let (english, arabic) = (Words::of("en")?, Words::of("ar")?);
    let mut mint = Mint {
        points: &points,
        next: 0,
        begun_at: Utc::now() - TimeDelta::hours(40),
    };
    let (early, late) = (mint.parcels().await?, mint.parcels().await?);
    let teacher = mint.order(None).await?;

    let mut desk = DeskWindow::open(&session, &programs, "packing", 0).await?;
    let uuids: Vec<_> = early
        .all()
        .chain(late.all())
        .chain([&teacher])
        .map(|order| order.uuid.as_str())
        .collect();
    connect(&desk, &english, &points, &uuids).await?;
    learn_what_new_means(&mut desk, &english, &points, &teacher).await?;

    let shift = Shift {
        words: &english,
        parcels: &early,
        typed: |code| Ok(code.to_owned()),
        tries_by_hand: true,
    };
    work(&mut desk, &mut points, &shift).await?;
    desk.press(Kind::Button, &english.text("frame.otherLanguage")?)
        .await?;
    desk.shows(Kind::Link, &arabic.text("frame.packing")?)
        .await?;
    desk.forbid_english(Leftovers::new(&english, &arabic));
    let shift = Shift {
        words: &arabic,
        parcels: &late,
        typed: on_arabic_keyboard,
        tries_by_hand: false,
    };
    work(&mut desk, &mut points, &shift).await?;

    let findings = desk.close().await?;
    check_ledger(&points, &[&early, &late], &teacher).await?;
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    Ok(())
}

async fn connect(
    desk: &DeskWindow<'_>,
    words: &Words,
    points: &LocalPoints,
    uuids: &[&str],
) -> anyhow::Result<()> {
    desk.press(Kind::Button, &words.text("environment.custom")?)
        .await?;
    desk.fill(&words.text("welcome.address")?, points.base_url())
        .await?;
    desk.fill(&words.text("welcome.name")?, "Nakheel").await?;
    desk.paste(&words.text("key.private")?, points.private_key())
        .await?;
    desk.press(Kind::Button, &words.text("welcome.connect")?)
        .await?;
    desk.paste(&words.text("add.paste")?, &uuids.join("\n"))
        .await?;
    desk.press(Kind::Button, &words.text("add.submit")?).await?;
    desk.press(Kind::Button, &words.text("report.done")?)
        .await?;
    // A number can be scanned once its order was read.
    points.are_read(uuids).await?;
    desk.counts(uuids.len()).await?;
    desk.shows(Kind::Button, &words.text("sync.now")?).await
}

/// Reads say a number, and nobody knows which one means a new order until one was set to it.
async fn learn_what_new_means(
    desk: &mut DeskWindow<'_>,
    words: &Words,
    points: &LocalPoints,
    teacher: &Order,
) -> anyhow::Result<()> {
    desk.open_packing(words).await?;
    desk.look("nothing-is-known-yet").await?;
    desk.scan_to(words, "1", "new").await?;
    desk.scan_label(words, &teacher.number, ("done", &teacher.number))
        .await?;
    desk.says_in(
        "[role='application'] aside",
        &words.text("packing.state.confirmed")?,
    )
    .await?;
    leave_scanning(desk, words, 1).await?;
    desk.has_rows(points.standing(SHOP, "captured", "new").await?)
        .await
}

async fn work(
    desk: &mut DeskWindow<'_>,
    points: &mut LocalPoints,
    shift: &Shift<'_>,
) -> anyhow::Result<()> {
    let words = shift.words;
    hold_back(desk, words, 30).await?;
    take_back(desk, points, shift).await?;
    hold_back(desk, words, 5).await?;
    pack_by_keys(desk, points, shift).await?;
    hand_over(desk, points, shift).await?;
    meet_a_cancellation(desk, points, shift).await?;
    lose_answers(desk, points, shift).await?;
    pack_by_scanner(desk, points, shift).await?;
    scan_what_does_not_go(desk, shift).await?;
    leave_scanning(desk, words, MANY + 1).await?;
    // Nothing is under way any more, and the table knows.
    settles(points, &shift.parcels.by_scanner, 1).await?;
    let [_, meant] = &shift.parcels.namesakes;
    settles(points, std::slice::from_ref(meant), 1).await?;
    desk.has_rows(points.standing(SHOP, "captured", "new").await?)
        .await?;
    desk.look("shift-over").await
}

/// How long a status is held back.
async fn hold_back(desk: &DeskWindow<'_>, words: &Words, seconds: usize) -> anyhow::Result<()> {
    desk.press(Kind::Link, &words.text("frame.settings")?)
        .await?;
    let name = words.plural("settings.undoSeconds", seconds, &[])?;
    desk.press(Kind::Choice, &name).await?;
    desk.becomes(
        &format!("[role='radio'][aria-label='{name}']"),
        "aria-checked",
        "true",
    )
    .await
}

/// Two by key and one by scanner that were a mistake: nobody but the ledger can tell, and it must not.
async fn take_back(
    desk: &mut DeskWindow<'_>,
    points: &LocalPoints,
    shift: &Shift<'_>,
) -> anyhow::Result<()> {
    let words = shift.words;
    let [first, second, third] = &shift.parcels.by_mistake[..] else {
        panic!("three")
    };
    desk.open_packing(words).await?;
    desk.has_rows(points.standing(SHOP, "captured", "new").await?)
        .await?;
    desk.walk_to(&first.number, Way::Down).await?;
    desk.look("table").await?;
    for order in [first, second] {
        desk.keys("]").await?;
        desk.asks_for(words, &order.number, PACKED).await?;
    }
    desk.look("held").await?;
    for order in [second, first] {
        desk.keys("z").await?;
        let number = [("number", order.number.as_str())];
        desk.says(&words.filled("packing.undo.unsent", &number)?)
            .await?;
    }
    desk.look("taken-back").await?;

    desk.scan_to(words, "2", PACKED).await?;
    desk.scan_label(
        words,
        &(shift.typed)(&third.number)?,
        ("done", &third.number),
    )
    .await?;
    desk.keys("z").await?;
    desk.verdict(words, "undone", &third.number).await?;
    desk.look("scan-taken-back").await?;
    leave_scanning(desk, words, 0).await
}

/// One after the other, each by one key: the cursor moves on by itself. In the midst of it the
/// network goes; what is asked for meanwhile waits, and goes out when it is back.
async fn pack_by_keys(
    desk: &mut DeskWindow<'_>,
    points: &mut LocalPoints,
    shift: &Shift<'_>,
) -> anyhow::Result<()> {
    let (words, orders) = (shift.words, &shift.parcels.by_keys);
    desk.open_packing(words).await?;
    desk.walk_to(&orders[0].number, Way::Down).await?;
    let back_at = BEFORE_AWAY + WHILE_AWAY;
    for (place, order) in orders.iter().enumerate() {
        if place == BEFORE_AWAY {
            // What was on its way would be unclear for minutes.
            settles(points, &orders[..place], 1).await?;
            desk.says_last_step(words, &words.text("packing.state.confirmed")?)
                .await?;
            desk.look("keys-go-out").await?;
            points.leave().await?;
        }
        if place == back_at {
            let waiting = words.plural("queue.forNetwork", WHILE_AWAY, &[])?;
            desk.says(&waiting).await?;
            desk.look("away").await?;
            points.come_back()?;
            if shift.tries_by_hand {
                desk.press(Kind::Button, &words.text("banner.tryNow")?)
                    .await?;
            }
            desk.hides_text("body", &waiting).await?;
            desk.into_rows().await?;
        }
        desk.keys("]").await?;
        desk.asks_for(words, &order.number, PACKED).await?;
    }
    settles(points, orders, 1).await?;
    let away = &orders[BEFORE_AWAY..back_at];
    let first = first_asked(points).await?;
    assert!(
        away[..AT_ONCE].iter().any(|order| order.uuid == first),
        "what was asked first is tried first, as many orders at once as the desk has lanes: {first}"
    );
    desk.has_rows(points.standing(SHOP, "captured", "new").await?)
        .await
}

/// The first change that came after the network was back.
async fn first_asked(points: &LocalPoints) -> anyhow::Result<String> {
    let mut asked = points.since_back().await?.into_iter();
    let first = asked.find(|request| request.method == "POST");
    Ok(first.and_then(|request| request.uuid).unwrap_or_default())
}

/// A second step for some of them.
async fn hand_over(
    desk: &mut DeskWindow<'_>,
    points: &LocalPoints,
    shift: &Shift<'_>,
) -> anyhow::Result<()> {
    let words = shift.words;
    let orders = &shift.parcels.by_keys[MANY - HANDED_OVER..];
    desk.open_stage("2", points.standing(SHOP, "captured", PACKED).await?)
        .await?;
    desk.walk_to(&orders[0].number, Way::Up).await?;
    for order in orders {
        desk.keys("]").await?;
        desk.asks_for(words, &order.number, ON_THE_WAY).await?;
    }
    desk.look("handed-over").await?;
    settles(points, orders, 2).await?;
    desk.has_rows(points.standing(SHOP, "captured", PACKED).await?)
        .await
}

/// An order that was cancelled at Points meanwhile: nothing leaves, and a person is asked.
async fn meet_a_cancellation(
    desk: &mut DeskWindow<'_>,
    points: &LocalPoints,
    shift: &Shift<'_>,
) -> anyhow::Result<()> {
    let (words, order) = (shift.words, &shift.parcels.called_off);
    desk.keys("1").await?;
    desk.walk_to(&order.number, Way::Down).await?;
    points
        .change(&order.uuid, json!({ "order_status": "cancelled" }))
        .await?;
    desk.keys("]").await?;
    desk.asks_for(words, &order.number, PACKED).await?;
    desk.says_last_step(words, &words.text("packing.state.needs_person")?)
        .await?;
    decide(
        desk,
        words,
        order,
        1,
        "cancelled",
        ("leave", "did_not_happen"),
    )
    .await
}

/// Two answers are lost, and somebody else moves both orders before a read could tell what came of
/// them: a person says what is so. Once it had been done; once it had not.
async fn lose_answers(
    desk: &mut DeskWindow<'_>,
    points: &LocalPoints,
    shift: &Shift<'_>,
) -> anyhow::Result<()> {
    let words = shift.words;
    let Parcels { lost, failed, .. } = shift.parcels;
    let faults = [
        (lost, json!({ "kind": "lose_answer" })),
        (failed, json!({ "kind": "status", "code": 503 })),
    ];
    desk.keys("1").await?;
    desk.walk_to(&lost.number, Way::Down).await?;
    for (order, fault) in faults {
        points.fault("POST", &order.uuid, Some(1), fault).await?;
        desk.keys("]").await?;
        desk.asks_for(words, &order.number, PACKED).await?;
    }
    for order in [lost, failed] {
        while points.changes_asked(&order.uuid).await?.is_empty() {
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        points
            .change(&order.uuid, json!({ "shipping": ON_THE_WAY }))
            .await?;
    }
    desk.says_last_step(words, &words.text("packing.state.needs_person")?)
        .await?;
    decide(
        desk,
        words,
        lost,
        2,
        "answer-lost",
        ("happened", "happened"),
    )
    .await?;
    decide(
        desk,
        words,
        failed,
        1,
        "answer-failed",
        ("again", "send_again"),
    )
    .await?;
    settles(points, std::slice::from_ref(failed), 1).await
}

/// Finds the order among the problems, and decides by keys alone.
async fn decide(
    desk: &mut DeskWindow<'_>,
    words: &Words,
    order: &Order,
    waiting: usize,
    picture: &str,
    (option, noted): (&str, &str),
) -> anyhow::Result<()> {
    // The digit leads to the kind of problems of which there are some.
    desk.says_of_stage(words, "problems", waiting).await?;
    desk.keys("5").await?;
    desk.says_in("[role='grid']", &order.number).await?;
    desk.walk_to(&order.number, Way::Down).await?;
    desk.look(&format!("{picture}-waits")).await?;
    desk.keys("d").await?;
    desk.says_in("[role='dialog']", &order.number).await?;
    desk.look(&format!("{picture}-decision")).await?;
    desk.press_by_keys(Kind::Button, &words.text(&format!("decision.{option}"))?)
        .await?;
    desk.says(&words.text(&format!("decision.noted.{noted}"))?)
        .await?;
    desk.hides_text("[role='dialog']", &order.number).await
}

/// By number, by reference and by uuid, one label after the other.
async fn pack_by_scanner(
    desk: &mut DeskWindow<'_>,
    points: &LocalPoints,
    shift: &Shift<'_>,
) -> anyhow::Result<()> {
    let words = shift.words;
    desk.keys("1").await?;
    desk.scan_to(words, "2", PACKED).await?;
    desk.look("ready-to-scan").await?;
    for (place, order) in shift.parcels.by_scanner.iter().enumerate() {
        let code = match place % 3 {
            0 => &order.number,
            1 => &order.reference,
            _ => &order.uuid,
        };
        desk.scan_label(words, &(shift.typed)(code)?, ("done", &order.number))
            .await?;
        if place == MANY / 2 {
            desk.look("scanned").await?;
        }
    }
    settles(points, &shift.parcels.by_scanner, 1).await
}

/// A label that nobody knows, one that two orders have, one that was scanned before, and a parcel
/// that must not leave.
async fn scan_what_does_not_go(desk: &mut DeskWindow<'_>, shift: &Shift<'_>) -> anyhow::Result<()> {
    let words = shift.words;
    let Parcels {
        by_scanner,
        namesakes: [namesake, meant],
        called_off,
        ..
    } = shift.parcels;
    let scan = async |code: &str| desk.scan(&(shift.typed)(code)?).await;

    scan("NKH-99999").await?;
    desk.verdict(words, "unknown", "").await?;
    // What comes after it is not taken, and no scanner's Enter goes on.
    scan(&namesake.number).await?;
    let untaken = words.plural("packing.scan.untaken", 1, &[("last", "")])?;
    let untaken = untaken.trim_end_matches(|sign: char| !sign.is_alphanumeric());
    desk.says_in("[role='application'] section", untaken)
        .await?;
    desk.verdict(words, "unknown", "").await?;
    desk.look("unknown").await?;
    desk.go_on(words, "99999").await?;

    let desk = &mut *desk;
    desk.scan_label(words, &(shift.typed)(&namesake.number)?, ("several", ""))
        .await?;
    desk.look("several").await?;
    let choices = desk.choices().await?;
    let place = choices
        .iter()
        .position(|choice| choice.contains(&meant.number));
    desk.keys(&(place.expect("it is offered") + 1).to_string())
        .await?;
    desk.verdict(words, "done", &meant.number).await?;

    let again = &by_scanner[MANY - 1];
    desk.scan_label(
        words,
        &(shift.typed)(&again.number)?,
        ("already", &again.number),
    )
    .await?;
    desk.look("already").await?;

    desk.scan_label(
        words,
        &(shift.typed)(&called_off.number)?,
        ("may_not", &called_off.number),
    )
    .await?;
    desk.look("may-not").await?;
    desk.go_on(words, &called_off.number).await
}

/// Ends scan mode by keys, over its summary of so many orders.
async fn leave_scanning(
    desk: &mut DeskWindow<'_>,
    words: &Words,
    done: usize,
) -> anyhow::Result<()> {
    desk.keys(ESCAPE).await?;
    desk.shows(
        Kind::Heading,
        &words.plural("packing.summary.title", done, &[])?,
    )
    .await?;
    desk.look("summary").await?;
    desk.keys(ESCAPE).await?;
    desk.shows(Kind::Heading, &words.text("frame.packing")?)
        .await
}

/// Waits until Points has changed each of them so often.
async fn settles(points: &LocalPoints, orders: &[Order], times: usize) -> anyhow::Result<()> {
    let started = Instant::now();
    loop {
        let ledger = points.ledger().await?;
        let missing = orders
            .iter()
            .filter(|order| applied(&ledger, order).len() < times)
            .count();
        if missing == 0 {
            return Ok(());
        }
        ensure!(
            started.elapsed() < Duration::from_mins(1),
            "{missing} orders are not changed at Points"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// The statuses that Points has set for an order, in order.
fn applied(ledger: &[Request], order: &Order) -> Vec<String> {
    let of_order = |request: &&Request| {
        request.method == "POST" && request.uuid.as_deref() == Some(&order.uuid)
    };
    ledger
        .iter()
        .filter(of_order)
        .filter(|request| request.applied)
        .filter_map(|request| request.body.get("status").and_then(Value::as_str))
        .map(str::to_owned)
        .collect()
}

/// Each order exactly once, in the order asked; nothing of what was taken back; nothing else at all.
async fn check_ledger(
    points: &LocalPoints,
    shifts: &[&Parcels],
    teacher: &Order,
) -> anyhow::Result<()> {
    let ledger = points.ledger().await?;
    let mut asked = 0;
    for (order, statuses, requests) in shifts
        .iter()
        .flat_map(|parcels| parcels.expected())
        .chain([(teacher, vec!["new"], 1)])
    {
        assert_eq!(applied(&ledger, order), statuses, "{}", order.number);
        let sent = points.changes_asked(&order.uuid).await?.len();
        assert_eq!(sent, requests, "requests for {}", order.number);
        asked += requests;
    }
    let changes = ledger.iter().filter(|request| request.method != "GET");
    assert_eq!(changes.count(), asked, "something else was asked of Points");
    Ok(())
}
