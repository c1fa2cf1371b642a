//! The review in the real window, by keys alone, in each language from a first start on: the shop's
//! file lands in the watched folder and is taken over, every case is decided, a second file closes
//! what the shop has put right, and the report is printed. At the end the ledger of Points decides.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod arriving;
mod clearing;
mod paper;
mod shop;

use std::fs::{self, File};
use std::path::PathBuf;

use acceptance::window::{
    DeskWindow, Leftovers, LocalPoints, Programs, ScratchSession, Viewer, Words,
};
use serde_json::Value;
use shop::{Hand, Shop};

// Keys that print nothing (WebDriver, section 17.4.2, "keyboard actions").
const ENTER: &str = "\u{e007}";
const SHIFT: char = '\u{e008}';
const CONTROL: char = '\u{e009}';

/// The shop of the story, and who looks after it.
struct Place {
    language: &'static str,
    hand: &'static Hand,
    shop: &'static str,
    person: &'static str,
    /// What is written where somebody explains.
    notes: [&'static str; 2],
}

/// What every scene needs.
struct Story<'a> {
    place: &'a Place,
    words: &'a Words,
    shop: &'a Shop,
    points: &'a LocalPoints,
    session: &'a ScratchSession,
    /// The watched folder.
    downloads: PathBuf,
}

#[tokio::test(flavor = "multi_thread")]
async fn every_case_is_explained_by_keys_in_english() -> anyhow::Result<()> {
    tell(&Place {
        language: "en",
        hand: &shop::ENGLISH,
        shop: "Nakheel",
        person: "Nora",
        notes: [
            "Tried twice, paid in the shop",
            "Called: pays by bank transfer tomorrow",
        ],
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_case_is_explained_by_keys_in_arabic() -> anyhow::Result<()> {
    tell(&Place {
        language: "ar",
        hand: &shop::ARABIC,
        shop: "متجر نخيل",
        person: "نورة",
        notes: ["حاول مرتين ثم دفع في المتجر", "اتصلت به، وسيحوّل المبلغ غدًا"],
    })
    .await
}

async fn tell(place: &Place) -> anyhow::Result<()> {
    let programs = Programs::find()?;
    let mut session = ScratchSession::start("en_US.UTF-8")?;
    let viewer = Viewer::instead(&mut session)?;
    let downloads = session.folder().join("home/Downloads");
    fs::create_dir_all(&downloads)?;
    fs::create_dir_all(session.data())?;
    fs::write(
        session.data().join("desk.toml"),
        format!(
            "[settings]\nlanguage = \"{}\"\ntheme = \"light\"\natDesk = \"{}\"\nundoSeconds = 8\n",
            place.language, place.person
        ),
    )?;
    let log = File::create(session.folder().join("points.log"))?;
    let points = LocalPoints::start(&programs, 1, log)?;
    points.say_when_all_changed().await?;
    let shop = Shop::open(&points, place.hand).await?;
    let words = Words::of(place.language)?;
    let story = Story {
        place,
        words: &words,
        shop: &shop,
        points: &points,
        session: &session,
        downloads,
    };

    let name = format!("review-{}", place.language);
    let mut desk = DeskWindow::open(&session, &programs, &name, 0).await?;
    if place.language == "ar" {
        desk.forbid_english(Leftovers::new(&Words::of("en")?, &words));
    }
    story.connect(&mut desk).await?;
    story.move_what_is_in_order(&mut desk).await?;
    story.take_first_file_over(&mut desk).await?;
    story.look_through(&mut desk).await?;
    story.clear(&mut desk).await?;
    story.take_second_file_over(&mut desk).await?;
    story.bring_back_what_was_put_off(&mut desk).await?;
    story.print(&mut desk, &viewer).await?;
    let findings = desk.close().await?;

    check_ledger(&points, &shop).await?;
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    Ok(())
}

/// What was decided was asked of Points once, and nothing else was.
async fn check_ledger(points: &LocalPoints, shop: &Shop) -> anyhow::Result<()> {
    let ledger = points.ledger().await?;
    let mut asked: Vec<(String, Value)> = ledger
        .iter()
        .filter(|request| request.method != "GET")
        .map(|request| {
            let begin = request.path.find("/orders/").unwrap_or_default();
            let status = request.body.get("status").cloned().unwrap_or_default();
            (request.path[begin..].to_owned(), status)
        })
        .collect();
    asked.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(asked, shop.expected_changes());
    Ok(())
}
