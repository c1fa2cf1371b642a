//! The main job in the real window, as a new user meets it: nothing is there, at the end orders
//! are found, explained, checked and shipped, in both languages, and outlive the app.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::fs::File;
use std::time::Duration;

use acceptance::Secret;
use acceptance::window::{
    DeskWindow, Kind, Leftovers, LocalPoints, Programs, ScratchSession, Words, left_behind,
};
use chrono::{TimeDelta, Utc};
use serde_json::json;

/// The store of the story.
const STORE: &str = "Nakheel";
/// Words of a product that only one order has.
const PRODUCT: &str = "عسل سدر جبلي";

// Keys that print nothing (WebDriver, section 17.4.2, "keyboard actions").
const ARROW_DOWN: &str = "\u{e015}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

/// The orders that the story is about; the others only fill the list.
struct Cast {
    /// Paid, and nothing done for it yet.
    parcel: String,
    /// Packed; the answer about it will be lost.
    lost: String,
    /// Packed; Points will refuse what is asked for it.
    refused: String,
    /// Unpaid for hours, and paid at Points after we read it.
    paid_late: String,
    /// Everything that is pasted, one a line, with text around and mistakes.
    message: String,
    /// How many different orders that is.
    orders: usize,
}

async fn cast(points: &LocalPoints) -> anyhow::Result<Cast> {
    let hours_ago = |hours| (Utc::now() - TimeDelta::hours(hours)).to_rfc3339();
    let paid = |number: &str, shipping: &str, product: &str| {
        json!({
            "order_number": number,
            "order_status": "captured",
            "shipping": shipping,
            "total_price": "348.00",
            "created_at": hours_ago(2),
            "items": [{ "product_name": product, "product_price": "348.00", "quantity": 1 }],
        })
    };
    let parcel = points.order(paid("NKH-910482", "new", PRODUCT)).await?;
    let lost = points
        .order(paid("NKH-910377", "ready_shipping", "تمر سكري"))
        .await?;
    let refused = points
        .order(paid("NKH-910501", "ready_shipping", "Ajwa dates"))
        .await?;
    let paid_late = points
        .order(json!({ "order_number": "NKH-910612", "created_at": hours_ago(5) }))
        .await?;
    let reserved = points
        .order(json!({
            "order_number": "NKH-910613",
            "order_status": "authorized",
            "created_at": hours_ago(40),
        }))
        .await?;

    let mut uuids = points.newest(54).await?;
    for uuid in [&parcel, &lost, &refused, &paid_late, &reserved] {
        assert!(uuids.contains(uuid), "the newest orders come first");
    }
    let orders = uuids.len();
    uuids.extend_from_within(0..3);
    let mut lines: Vec<String> = uuids;
    lines[1] = format!("طلب العميل: https://pay.papp.sa/orders/{} شكرا", lines[1]);
    lines.insert(7, "3f2b8c1e-5d4a-4f7b-9c0d".to_owned());
    lines.insert(20, "NKH-910482".to_owned());
    lines.insert(33, "zzzzzzzz-5d4a-4f7b-9c0d-1e2f3a4b5c6d".to_owned());
    assert_eq!(lines.len(), 60);
    Ok(Cast {
        parcel,
        lost,
        refused,
        paid_late,
        message: lines.join("\n"),
        orders,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_user_connects_finds_explains_checks_and_ships() -> anyhow::Result<()> {
    let programs = Programs::find()?;
    let session = ScratchSession::start("en_US.UTF-8")?;
    let log = File::create(session.folder().join("points.log"))?;
    let points = LocalPoints::start(&programs, 120, log)?;
    let cast = cast(&points).await?;
    let secret = Secret::new(points.private_key());
    let (english, arabic) = (Words::of("en")?, Words::of("ar")?);
    assert!(!session.data().exists(), "this is no first start");

    let mut desk = DeskWindow::open(&session, &programs, "main-job", 0).await?;
    connect(&mut desk, &english, &points).await?;
    desk.keeps_from_page(&secret).await?;
    bring_orders(&mut desk, &english, &cast).await?;
    search(&mut desk, &english, &cast).await?;
    explain(&mut desk, &english, &cast, &points).await?;
    review(&mut desk, &english, &cast, &points).await?;
    ship(&mut desk, &english, &cast, &points).await?;
    lose_an_answer(&mut desk, &english, &cast, &points).await?;
    be_refused(&mut desk, &english, &cast, &points).await?;
    settings(&mut desk, &english).await?;
    speak_arabic(&mut desk, &english, &arabic, &cast).await?;
    desk.keeps_from_page(&secret).await?;
    let mut findings = desk.close().await?;

    let mut desk = DeskWindow::open(&session, &programs, "main-job", 60).await?;
    desk.forbid_english(Leftovers::new(&english, &arabic));
    begin_again(&mut desk, &arabic, &cast, &points).await?;
    desk.keeps_from_page(&secret).await?;
    let (processes, arguments) = secret.search_arguments()?;
    assert!(
        processes > 5,
        "only {processes} processes could be searched"
    );
    findings.extend(desk.close().await?);

    assert!(
        arguments.is_empty(),
        "the key is an argument: {arguments:?}"
    );
    let (files, mut leaks) = secret.search_files(session.folder())?;
    assert!(files > 10, "only {files} files were searched");
    // What the window itself printed, and its pictures.
    let (printed, leaks_printed) = secret.search_files(&left_behind())?;
    assert!(printed > 2, "only {printed} files were left behind");
    leaks.extend(leaks_printed);
    assert!(leaks.is_empty(), "the key lies in {leaks:?}");
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    Ok(())
}

/// Welcome, a wrong key, the right one, and what it proved.
async fn connect(
    desk: &mut DeskWindow<'_>,
    words: &Words,
    points: &LocalPoints,
) -> anyhow::Result<()> {
    desk.shows(Kind::Heading, &words.text("welcome.title")?)
        .await?;
    desk.look("welcome").await?;

    let private = words.text("key.private")?;
    desk.press(Kind::Button, &words.text("environment.custom")?)
        .await?;
    desk.fill(&words.text("welcome.address")?, points.base_url())
        .await?;
    desk.fill(&words.text("welcome.name")?, STORE).await?;
    desk.paste(&private, "not_the_key_0000000000").await?;
    desk.fill(&words.text("key.public")?, points.public_key())
        .await?;
    desk.press(Kind::Button, &words.text("welcome.connect")?)
        .await?;
    desk.says(&words.text("error.key_refused.cause")?).await?;
    desk.says(&words.text("error.key_refused.next")?).await?;
    assert_eq!(
        desk.value(&private).await?,
        "",
        "a refused key stays in its field"
    );
    desk.look("key-refused").await?;

    // As it comes from a web page, with a space and a line's end around it.
    desk.paste(&private, &format!(" {}\n", points.private_key()))
        .await?;
    desk.press(Kind::Button, &words.text("welcome.connect")?)
        .await?;
    desk.says(&words.filled("welcome.connected", &[("name", STORE)])?)
        .await?;
    let environment = words.text("environment.custom")?;
    let proof = words.filled(
        "proof.private_key_accepted",
        &[("environment", &environment)],
    )?;
    desk.says(&proof).await?;
    desk.says(&words.text("proof.public_key_shape_only")?)
        .await?;
    desk.says(&words.text("proof.key_in_keyring")?).await?;
    desk.look("connected").await
}

/// Sixty lines are pasted; each is accounted for, and the list fills.
async fn bring_orders(desk: &mut DeskWindow<'_>, words: &Words, cast: &Cast) -> anyhow::Result<()> {
    desk.paste(&words.text("add.paste")?, &cast.message).await?;
    desk.press(Kind::Button, &words.text("add.submit")?).await?;
    desk.says(&words.counted("report.added", cast.orders)?)
        .await?;
    desk.says(&words.counted("report.repeated", 3)?).await?;
    desk.says(&words.counted("report.invalid", 3)?).await?;
    desk.look("report").await?;

    desk.press(Kind::Button, &words.text("report.done")?)
        .await?;
    desk.counts(cast.orders).await?;
    desk.look("list-fills").await?;
    desk.hides_text("[role='grid']", &words.text("row.unread")?)
        .await?;
    desk.shows(Kind::Button, &words.text("sync.now")?).await?;
    desk.look("list").await
}

/// By a fragment of the number, by the same in Arabic digits, by Arabic words spelt otherwise.
async fn search(desk: &mut DeskWindow<'_>, words: &Words, cast: &Cast) -> anyhow::Result<()> {
    for (typed, name) in [
        ("10482", "search-fragment"),
        ("١٠٤٨٢", "search-arabic-digits"),
        ("عَسَل جَبَلى", "search-arabic-words"),
    ] {
        desk.keys("/").await?;
        desk.keys(typed).await?;
        desk.counts(1).await?;
        desk.says_in("[role='row'][tabindex]", "NKH-910482").await?;
        desk.look(name).await?;
        desk.press(Kind::Button, &words.text("search.clear")?)
            .await?;
        desk.counts(cast.orders).await?;
        desk.keys(ESCAPE).await?;
    }
    desk.keys("/zzz").await?;
    desk.says(&words.text("empty.nothing.title")?).await?;
    desk.look("search-finds-nothing").await?;
    desk.press(Kind::Button, &words.text("empty.nothing.clear")?)
        .await?;
    desk.counts(cast.orders).await
}

/// The order by keys alone, then where its money status comes from, down to Points' own text.
async fn explain(
    desk: &mut DeskWindow<'_>,
    words: &Words,
    cast: &Cast,
    points: &LocalPoints,
) -> anyhow::Result<()> {
    open_by_keys(desk, "910482").await?;
    let title = words.filled("detail.order", &[("number", "NKH-910482")])?;
    desk.shows(Kind::Heading, &title).await?;
    desk.says_in("aside", PRODUCT).await?;
    desk.says_in("aside", "348.00").await?;
    desk.look("detail").await?;

    let field = words.text("field.order_status")?;
    desk.press(
        Kind::Button,
        &words.filled("evidence.open", &[("field", &field)])?,
    )
    .await?;
    desk.shows(Kind::Dialog, &words.text("evidence.title")?)
        .await?;
    desk.says_in("[role='dialog']", &words.text("source.read")?)
        .await?;
    desk.look("how-do-we-know").await?;
    desk.press(Kind::Button, &words.text("evidence.json")?)
        .await?;
    desk.says_in("pre", &cast.parcel).await?;
    desk.says_in("pre", "\"order_status\": \"captured\"")
        .await?;
    desk.look("raw").await?;
    desk.press(Kind::Button, &words.text("action.close")?)
        .await?;
    close_detail(desk).await?;

    let ledger = points.ledger().await?;
    let sent = ledger.iter().find(|request| request.method != "GET");
    assert!(sent.is_none(), "looking at orders sent {sent:?}");
    Ok(())
}

/// What should have ended and did not; Points is asked about all of it, and what was paid meanwhile
/// needs no explaining any more.
async fn review(
    desk: &mut DeskWindow<'_>,
    words: &Words,
    cast: &Cast,
    points: &LocalPoints,
) -> anyhow::Result<()> {
    desk.press(Kind::Link, &words.text("frame.review")?).await?;
    desk.says_in("[role='grid']", "NKH-910612").await?;
    desk.says_in("[role='grid']", "NKH-910613").await?;
    desk.look("review").await?;
    points
        .change(&cast.paid_late, json!({ "order_status": "approved" }))
        .await?;
    // A run reads what it has not heard of for a minute; one case is read at once.
    desk.press(Kind::Button, &words.text("run.start")?).await?;
    desk.script(
        "[...document.querySelectorAll('[role=grid] [role=row]')]
             .find((row) => row.textContent.includes('NKH-910612')).click();",
    )
    .await?;
    desk.says("#NKH-910612").await?;
    desk.keys("r").await?;
    desk.hides_text("[role='grid']", "NKH-910612").await?;
    desk.says_in("[role='grid']", "NKH-910613").await?;
    desk.look("review-looked-through").await?;
    desk.press(Kind::Link, &words.text("frame.orders")?).await
}

/// Any status by the menu, with a label of one's own; its answer teaches the code. Then the next
/// one by one key: sending, then what Points confirmed.
async fn ship(
    desk: &mut DeskWindow<'_>,
    words: &Words,
    cast: &Cast,
    points: &LocalPoints,
) -> anyhow::Result<()> {
    open_by_keys(desk, "910482").await?;
    desk.press(Kind::Button, &words.text("shipping.menu")?)
        .await?;
    desk.press(Kind::Choice, &words.text("shipping.ready_shipping")?)
        .await?;
    desk.fill(&words.text("shipping.labelAr")?, "مع المندوب")
        .await?;
    desk.fill(&words.text("shipping.labelEn")?, "With the courier")
        .await?;
    desk.look("shipping-menu").await?;
    desk.press(Kind::Button, &words.text("shipping.send")?)
        .await?;
    desk.hides(Kind::Button, &words.text("shipping.send")?)
        .await?;
    desk.says_in("aside", &words.text("action.state.confirmed")?)
        .await?;
    desk.says_in("aside", "With the courier").await?;
    desk.look("own-label").await?;
    let asked = points.changes_asked(&cast.parcel).await?;
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert_eq!(asked[0].body["status"], "ready_shipping");
    assert_eq!(asked[0].body["name_ar"], "مع المندوب");
    assert_eq!(points.shipping(&cast.parcel).await?, "ready_shipping");

    let slowly = json!({ "kind": "latency", "ms": 4000 });
    points.fault("POST", &cast.parcel, Some(1), slowly).await?;
    desk.keys("]").await?;
    desk.says_in("aside", &words.text("standing.sending")?)
        .await?;
    desk.look("sending").await?;
    desk.hides_text("aside", &words.text("standing.sending")?)
        .await?;
    desk.says_in("aside", &words.text("shipping.delivery_is_in_progress")?)
        .await?;
    desk.look("confirmed").await?;
    let asked = points.changes_asked(&cast.parcel).await?;
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert_eq!(asked[1].body["status"], "delivery_is_in_progress");
    assert_eq!(
        points.shipping(&cast.parcel).await?,
        "delivery_is_in_progress"
    );
    close_detail(desk).await
}

/// The answer is lost although Points did it: unclear, never sent again, settled by a read.
async fn lose_an_answer(
    desk: &mut DeskWindow<'_>,
    words: &Words,
    cast: &Cast,
    points: &LocalPoints,
) -> anyhow::Result<()> {
    points
        .fault(
            "POST",
            &cast.lost,
            Some(1),
            json!({ "kind": "lose_answer" }),
        )
        .await?;
    open_by_keys(desk, "910377").await?;
    desk.keys("]").await?;
    while points.changes_asked(&cast.lost).await?.is_empty() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // From now on reads fail too for a while, so that it stays unclear until a person asks.
    points
        .fault(
            "GET",
            &cast.lost,
            None,
            json!({ "kind": "status", "code": 503 }),
        )
        .await?;
    desk.shows(Kind::Button, &words.text("unclear.checkNow")?)
        .await?;
    desk.says_in("[role='grid']", &words.text("standing.brief.unknown")?)
        .await?;
    desk.look("unclear").await?;
    let asked = points.changes_asked(&cast.lost).await?;
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].applied);

    // The first read that tries to settle it by itself comes after two seconds. Until it has
    // failed, mending would let it settle what the button below is to settle.
    points.reads_after_change(&cast.lost).await?;
    points.mend().await?;
    desk.press(Kind::Button, &words.text("unclear.checkNow")?)
        .await?;
    desk.hides(Kind::Button, &words.text("unclear.checkNow")?)
        .await?;
    desk.says_in("aside", &words.text("action.state.confirmed")?)
        .await?;
    desk.look("settled").await?;
    assert_eq!(
        points.changes_asked(&cast.lost).await?.len(),
        1,
        "it was sent again"
    );
    close_detail(desk).await
}

/// Points says no: its own words are shown, and the order is as it was.
async fn be_refused(
    desk: &mut DeskWindow<'_>,
    words: &Words,
    cast: &Cast,
    points: &LocalPoints,
) -> anyhow::Result<()> {
    points
        .fault(
            "POST",
            &cast.refused,
            Some(1),
            json!({ "kind": "status", "code": 400 }),
        )
        .await?;
    open_by_keys(desk, "910501").await?;
    desk.keys("]").await?;
    let on_the_way = words.text("shipping.delivery_is_in_progress")?;
    let asked = words.filled("asked.shipping", &[("status", &on_the_way)])?;
    desk.says_in(
        "aside",
        &words.filled("refused.title", &[("status", &asked)])?,
    )
    .await?;
    desk.says_in("aside", "Request refused").await?;
    desk.says_in("[role='grid']", &words.text("pending.refused")?)
        .await?;
    desk.look("refused").await?;
    assert_eq!(points.changes_asked(&cast.refused).await?.len(), 1);
    assert_eq!(points.shipping(&cast.refused).await?, "ready_shipping");
    close_detail(desk).await
}

/// The list of keys, the settings and the dialog for more orders, as they are.
async fn settings(desk: &mut DeskWindow<'_>, words: &Words) -> anyhow::Result<()> {
    desk.press(Kind::Button, &words.text("keys.title")?).await?;
    desk.shows(Kind::Dialog, &words.text("keys.title")?).await?;
    desk.look("keys").await?;
    desk.press(Kind::Button, &words.text("action.close")?)
        .await?;
    desk.press(Kind::Button, &words.text("frame.addOrders")?)
        .await?;
    desk.shows(Kind::Dialog, &words.text("add.title")?).await?;
    desk.look("add-orders").await?;
    desk.press(Kind::Button, &words.text("action.close")?)
        .await?;
    desk.press(Kind::Link, &words.text("frame.settings")?)
        .await?;
    desk.says(&words.text("settings.keyringWorks")?).await?;
    desk.look("settings").await
}

/// The other language at once, on every screen; then the dark colours.
async fn speak_arabic(
    desk: &mut DeskWindow<'_>,
    english: &Words,
    arabic: &Words,
    cast: &Cast,
) -> anyhow::Result<()> {
    desk.press(Kind::Button, &english.text("frame.otherLanguage")?)
        .await?;
    desk.shows(Kind::Link, &arabic.text("frame.orders")?)
        .await?;
    desk.forbid_english(Leftovers::new(english, arabic));
    desk.look("arabic-settings").await?;
    desk.press(Kind::Button, &arabic.text("keys.title")?)
        .await?;
    desk.look("arabic-keys").await?;
    desk.press(Kind::Button, &arabic.text("action.close")?)
        .await?;
    desk.press(Kind::Button, &arabic.text("frame.addOrders")?)
        .await?;
    desk.shows(Kind::Dialog, &arabic.text("add.title")?).await?;
    desk.look("arabic-add-orders").await?;
    desk.press(Kind::Button, &arabic.text("action.close")?)
        .await?;
    desk.press(Kind::Link, &arabic.text("frame.review")?)
        .await?;
    desk.says_in("[role='grid']", "NKH-910613").await?;
    desk.look("arabic-review").await?;
    desk.press(Kind::Link, &arabic.text("frame.orders")?)
        .await?;
    desk.counts(cast.orders).await?;
    desk.look("arabic-list").await?;
    open_by_keys(desk, "910501").await?;
    desk.look("arabic-refused").await?;
    close_detail(desk).await?;
    open_by_keys(desk, "910482").await?;
    desk.says_in("aside", "مع المندوب").await?;
    desk.look("arabic-detail").await?;
    let field = arabic.text("field.order_status")?;
    desk.press(
        Kind::Button,
        &arabic.filled("evidence.open", &[("field", &field)])?,
    )
    .await?;
    desk.shows(Kind::Dialog, &arabic.text("evidence.title")?)
        .await?;
    desk.look("arabic-how-do-we-know").await?;
    desk.keys(ESCAPE).await?;
    desk.press(Kind::Button, &arabic.text("shipping.menu")?)
        .await?;
    desk.shows(Kind::Button, &arabic.text("shipping.send")?)
        .await?;
    desk.look("arabic-shipping-menu").await?;
    desk.press(Kind::Button, &arabic.text("action.cancel")?)
        .await?;
    close_detail(desk).await?;
    desk.press(Kind::Button, &arabic.text("frame.switchProfile")?)
        .await?;
    desk.press(Kind::Item, &arabic.text("frame.addStore")?)
        .await?;
    desk.shows(Kind::Heading, &arabic.text("welcome.title")?)
        .await?;
    desk.look("arabic-welcome").await?;

    desk.press(Kind::Link, &arabic.text("frame.settings")?)
        .await?;
    desk.press(Kind::Choice, &arabic.text("settings.theme.dark")?)
        .await?;
    desk.becomes("html", "data-theme", "dark").await?;
    desk.look("dark-settings").await?;
    desk.press(Kind::Link, &arabic.text("frame.orders")?)
        .await?;
    desk.counts(cast.orders).await?;
    open_by_keys(desk, "910482").await?;
    desk.look("dark-detail").await?;
    close_detail(desk).await
}

/// After a new start everything is as it was, and Points takes the key from the keyring.
async fn begin_again(
    desk: &mut DeskWindow<'_>,
    words: &Words,
    cast: &Cast,
    points: &LocalPoints,
) -> anyhow::Result<()> {
    desk.shows(Kind::Heading, &words.text("today.title")?)
        .await?;
    desk.shows(Kind::Heading, &words.text("figures.title")?)
        .await?;
    desk.becomes("html", "data-theme", "dark").await?;
    desk.says_in("header", STORE).await?;
    desk.look("second-start").await?;
    desk.press(Kind::Link, &words.text("frame.orders")?).await?;
    desk.counts(cast.orders).await?;
    open_by_keys(desk, "910482").await?;
    desk.says_in("aside", "مع المندوب").await?;
    let before = points.ledger().await?.len();
    desk.press(Kind::Button, &words.text("detail.refresh")?)
        .await?;
    desk.says(&words.text("check.unchanged")?).await?;
    assert!(
        points.ledger().await?.len() > before,
        "Points was not asked"
    );
    desk.look("second-start-detail").await?;
    desk.press(Kind::Link, &words.text("frame.settings")?)
        .await?;
    let last_four = &points.private_key()[points.private_key().len() - 4..];
    desk.says(last_four).await?;
    Ok(())
}

/// Search, arrow down, Enter: no hand leaves the keyboard.
async fn open_by_keys(desk: &mut DeskWindow<'_>, number: &str) -> anyhow::Result<()> {
    desk.keys("/").await?;
    desk.keys(number).await?;
    desk.counts(1).await?;
    desk.says_in("[role='row'][tabindex]", number).await?;
    desk.keys(ARROW_DOWN).await?;
    desk.keys(ENTER).await?;
    desk.says_in("aside", number).await
}

/// Escape closes the order; the search is emptied.
async fn close_detail(desk: &mut DeskWindow<'_>) -> anyhow::Result<()> {
    desk.escapes("aside").await?;
    desk.keys("/").await?;
    desk.keys(&ESCAPE.repeat(2)).await
}
