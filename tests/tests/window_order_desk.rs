//! The order desk in its real window, without a mouse: an order is scanned, noted and found by its
//! note, several are shipped at once, and a view leads to them; in English, then in Arabic.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::fs::File;

use acceptance::window::{
    DeskWindow, Kind, Leftovers, LocalPoints, Programs, ScratchSession, Words,
};
use chrono::{TimeDelta, Utc};
use serde_json::json;

// Keys that print nothing (WebDriver, section 17.4.2, "keyboard actions").
const CONTROL: char = '\u{e009}';
const SHIFT: char = '\u{e008}';
const ARROW_DOWN: &str = "\u{e015}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

/// What one language works on: four orders that nobody else has, one number apart.
struct Parcels {
    /// The newest first, as the list has them.
    numbers: [String; 4],
    uuids: [String; 4],
    /// A word that only the note has.
    noted: &'static str,
}

async fn parcels(
    points: &LocalPoints,
    first: usize,
    minutes: i64,
    noted: &'static str,
) -> anyhow::Result<Parcels> {
    let mut numbers = Vec::new();
    let mut uuids = Vec::new();
    for place in 0..4 {
        let number = format!("ZED-{}", first + place);
        let age = TimeDelta::minutes(minutes + i64::try_from(place)?);
        let uuid = points
            .order(json!({
                "order_number": number,
                "order_status": "captured",
                "shipping": "ready_shipping",
                "type": "replacing",
                "total_price": "120.00",
                "created_at": (Utc::now() - age).to_rfc3339(),
            }))
            .await?;
        numbers.push(number);
        uuids.push(uuid);
    }
    Ok(Parcels {
        numbers: numbers.try_into().expect("four"),
        uuids: uuids.try_into().expect("four"),
        noted,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shift_at_the_desk_needs_no_mouse() -> anyhow::Result<()> {
    let programs = Programs::find()?;
    let session = ScratchSession::start("en_US.UTF-8")?;
    let log = File::create(session.folder().join("points.log"))?;
    let points = LocalPoints::start(&programs, 40, log)?;
    let (english, arabic) = (Words::of("en")?, Words::of("ar")?);
    let (early, late) = (
        parcels(&points, 711_000, 10, "gatehouse").await?,
        parcels(&points, 722_000, 20, "بوابة").await?,
    );

    let mut desk = DeskWindow::open(&session, &programs, "order-desk", 0).await?;
    connect(&desk, &english, &points, &[&early, &late]).await?;
    work(&mut desk, &english, &points, &early, Some("Nora")).await?;

    desk.press(Kind::Button, &english.text("frame.otherLanguage")?)
        .await?;
    desk.forbid_english(Leftovers::new(&english, &arabic));
    work(&mut desk, &arabic, &points, &late, None).await?;

    let findings = desk.close().await?;
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    Ok(())
}

async fn connect(
    desk: &DeskWindow<'_>,
    words: &Words,
    points: &LocalPoints,
    parcels: &[&Parcels],
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
    let uuids: Vec<_> = parcels
        .iter()
        .flat_map(|parcels| parcels.uuids.clone())
        .chain(points.newest(40).await?)
        .collect();
    desk.paste(&words.text("add.paste")?, &uuids.join("\n"))
        .await?;
    desk.press(Kind::Button, &words.text("add.submit")?).await?;
    desk.press(Kind::Button, &words.text("report.done")?)
        .await?;
    desk.hides_text("[role='grid']", &words.text("row.unread")?)
        .await?;
    desk.shows(Kind::Button, &words.text("sync.now")?).await
}

async fn work(
    desk: &mut DeskWindow<'_>,
    words: &Words,
    points: &LocalPoints,
    parcels: &Parcels,
    new_here: Option<&str>,
) -> anyhow::Result<()> {
    let [scanned, ..] = &parcels.numbers;

    // A scanner at any screen opens its order, and fires none of the keys in it.
    desk.scan(scanned).await?;
    let title = words.filled("detail.order", &[("number", scanned)])?;
    desk.shows(Kind::Heading, &title).await?;
    desk.look("scanned").await?;

    // A note, under the name that is asked for once.
    desk.keys("n").await?;
    desk.shows(Kind::Field, &words.text("notes.new")?).await?;
    desk.keys(parcels.noted).await?;
    desk.chord(CONTROL, ENTER).await?;
    if let Some(name) = new_here {
        desk.shows(Kind::Dialog, &words.text("person.title")?)
            .await?;
        desk.look("who-is-here").await?;
        desk.keys(name).await?;
        desk.keys(ENTER).await?;
    }
    desk.says_in("aside", "Nora").await?;
    desk.says_in("aside", parcels.noted).await?;
    desk.look("noted").await?;
    desk.escapes("aside").await?;

    // Search finds the order by its note.
    desk.keys("/").await?;
    desk.keys(parcels.noted).await?;
    desk.counts(1).await?;
    desk.says_in("[role='row'][tabindex]", scanned).await?;
    desk.keys(&ESCAPE.repeat(2)).await?;

    // Four in a row, shipped at once.
    desk.keys("/").await?;
    desk.keys(&scanned[..7]).await?;
    desk.counts(4).await?;
    desk.keys(ENTER).await?;
    desk.keys("x").await?;
    for _ in 0..3 {
        desk.chord(SHIFT, "j").await?;
    }
    desk.says(&words.counted_few("choose.count", 4)?).await?;
    desk.look("chosen").await?;
    desk.keys("]").await?;
    desk.shows(Kind::Dialog, &words.text("bulk.ship.title")?)
        .await?;
    // No number of Points was learnt yet, so that there is no next status: all go to one.
    desk.says_in("[role='dialog']", &words.counted_few("bulk.staying", 4)?)
        .await?;
    desk.keys(&ARROW_DOWN.repeat(3)).await?;
    let confirm = words.counted_few("bulk.confirm", 4)?;
    desk.shows(Kind::Button, &confirm).await?;
    desk.look("preview").await?;
    desk.press(Kind::Button, &confirm).await?;
    desk.says(&words.counted_few("bulk.batch.over", 4)?).await?;
    desk.look("shipped").await?;
    for uuid in &parcels.uuids {
        assert_eq!(points.shipping(uuid).await?, "delivery_is_in_progress");
        assert_eq!(points.changes_asked(uuid).await?.len(), 1, "sent once each");
    }
    desk.escapes("[role='dialog']").await?;
    desk.keys(ESCAPE).await?;

    // A view of the side bar, by the palette of commands.
    desk.chord(CONTROL, "k").await?;
    desk.shows(Kind::Dialog, &words.text("palette.name")?)
        .await?;
    desk.keys(&words.text("frame.settings")?).await?;
    desk.look("palette").await?;
    desk.keys(ENTER).await?;
    desk.shows(Kind::Heading, &words.text("frame.settings")?)
        .await
}
