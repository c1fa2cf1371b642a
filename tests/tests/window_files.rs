//! Files that leave the window: a list through the system's own dialog, and a packing slip into the
//! system's viewer.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::fs::{self, File};

use acceptance::window::{DeskWindow, Kind, LocalPoints, Programs, ScratchSession, Viewer, Words};
use serde_json::json;

const ENTER: &str = "\u{e007}";
const NUMBER: &str = "NKH-77001";
/// How the toolkit titles the dialog for a file's name, in the language of the session.
const SAVE: &str = "Save";

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_exported_and_a_packing_slip_printed() -> anyhow::Result<()> {
    let programs = Programs::find()?;
    let mut session = ScratchSession::start("en_US.UTF-8")?;
    let viewer = Viewer::instead(&mut session)?;
    fs::create_dir_all(session.data())?;
    fs::write(
        session.data().join("desk.toml"),
        "[settings]\natDesk = \"Nora\"\n",
    )?;
    let log = File::create(session.folder().join("points.log"))?;
    let points = LocalPoints::start(&programs, 12, log)?;
    let order = points
        .order(json!({
            "order_number": NUMBER,
            "order_status": "captured",
            "shipping": "new",
            "type": "replacing",
            "total_price": "348.00",
            "items": [{ "product_name": "تمر سكري", "product_price": "174.00", "quantity": 2 }],
        }))
        .await?;
    let words = Words::of("en")?;
    let mut desk = DeskWindow::open(&session, &programs, "files", 0).await?;
    connect(&desk, &words, &points, &order).await?;

    let list = session.folder().join("home/orders-of-november.xlsx");
    desk.press(Kind::Button, &words.text("export.name")?)
        .await?;
    desk.press(Kind::Item, &words.text("export.xlsx")?).await?;
    desk.shows(Kind::Dialog, &words.text("export.title")?)
        .await?;
    desk.look("export").await?;
    desk.press_by_keys(Kind::Button, &words.text("export.saveAs")?)
        .await?;
    desk.says(&words.text("export.naming")?).await?;
    session.name_file(SAVE, &list).await?;
    desk.says(&words.plural("export.written", 13, &[])?).await?;
    desk.look("exported").await?;
    let written = fs::read(&list)?;
    assert!(written.starts_with(b"PK\x03\x04"), "no workbook");
    desk.keys(ENTER).await?;
    desk.escapes("[role='dialog']").await?;

    desk.keys("/").await?;
    desk.keys(NUMBER).await?;
    desk.counts(1).await?;
    desk.keys(ENTER).await?;
    desk.keys("p").await?;
    desk.shows(Kind::Dialog, &words.plural("print.title", 1, &[])?)
        .await?;
    desk.look("print").await?;
    desk.press_by_keys(Kind::Button, &words.text("print.open")?)
        .await?;
    let slip = viewer.opened().await?;
    assert!(fs::read(&slip)?.starts_with(b"%PDF-"), "no PDF");
    desk.says(&words.plural("print.opened", 1, &[])?).await?;
    desk.look("printed").await?;

    let changes = points.ledger().await?;
    assert!(
        changes.iter().all(|request| request.method == "GET"),
        "files change nothing at Points"
    );
    let findings = desk.close().await?;
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    Ok(())
}

async fn connect(
    desk: &DeskWindow<'_>,
    words: &Words,
    points: &LocalPoints,
    order: &str,
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
    let uuids = points.newest(13).await?;
    assert!(uuids.iter().any(|uuid| uuid == order));
    desk.paste(&words.text("add.paste")?, &uuids.join("\n"))
        .await?;
    desk.press(Kind::Button, &words.text("add.submit")?).await?;
    desk.press(Kind::Button, &words.text("report.done")?)
        .await?;
    desk.counts(13).await?;
    desk.hides_text("[role='grid']", &words.text("row.unread")?)
        .await
}
