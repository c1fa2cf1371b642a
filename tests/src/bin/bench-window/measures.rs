//! What is done in the window, and how long it takes.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use acceptance::window::{
    DeskWindow, Kind, LocalPoints, Programs, ScratchSession, Start, Words, start,
};
use anyhow::{Context as _, ensure};

use crate::quantiles::Quantiles;
use crate::report::{Report, Row};

const BACKSPACE: &str = "\u{e003}";
const ESCAPE: &str = "\u{e00c}";

/// The design's bars: milliseconds, and times an empty window.
const KEY_P95: f64 = 33.0;
const START: f64 = 1.3;
const MEMORY: f64 = 1.5;
const FRAME: f64 = 1_000.0 / 60.0;

/// The browser that comes with the toolkit's driver, showing nothing.
const EMPTY_WINDOW: &str = "MiniBrowser";

/// What people type, key by key: numbers, and words of either language.
const TYPED: [&str; 6] = ["48215", "nkh-1007", "تمر سكري", "oud", "0507", "سارة"];

pub(crate) async fn run(cache: &Path, starts: usize, report: &mut Report) -> anyhow::Result<()> {
    let programs = Programs::find()?;
    let session = ScratchSession::start("en_US.UTF-8")?;
    let words = Words::of("en")?;
    connect(&session, &programs, &words).await?;
    exchange(&session, cache)?;

    let desk = DeskWindow::open(&session, &programs, "bench", 1).await?;
    desk.press(Kind::Link, &words.text("frame.orders")?).await?;
    desk.shows(Kind::Row, "NKH").await?;
    let keys = keys(&desk).await?;
    let frames = desk.scroll().await?;
    desk.close().await?;
    report.table(
        "window: keys and scrolling",
        vec![keys, scrolling(&frames)?],
    );

    let (mut of_desk, mut of_empty) = (Vec::new(), Vec::new());
    let empty = empty_window()?;
    for _ in 0..starts {
        of_empty.push(start(&session, &empty, &["--automation"], "body").await?);
        of_desk.push(start(&session, &programs.desk, &[], "[role='row'][tabindex]").await?);
    }
    report.table("window: from the start on", started(&of_desk, &of_empty)?);
    Ok(())
}

/// Makes a profile as a person does. Afterwards Points cannot be reached any more.
async fn connect(
    session: &ScratchSession,
    programs: &Programs,
    words: &Words,
) -> anyhow::Result<()> {
    let log = File::create(session.folder().join("points.log"))?;
    let points = LocalPoints::start(programs, 3, log)?;
    let desk = DeskWindow::open(session, programs, "bench", 0).await?;
    desk.press(Kind::Button, &words.text("environment.custom")?)
        .await?;
    desk.fill(&words.text("welcome.address")?, points.base_url())
        .await?;
    desk.fill(&words.text("welcome.name")?, "Bench").await?;
    desk.paste(&words.text("key.private")?, points.private_key())
        .await?;
    desk.press(Kind::Button, &words.text("welcome.connect")?)
        .await?;
    desk.shows(Kind::Field, &words.text("add.paste")?).await?;
    desk.close().await.map(drop)
}

/// Puts the cache in the place of the profile's own orders.
fn exchange(session: &ScratchSession, cache: &Path) -> anyhow::Result<()> {
    let profiles = session.data().join("profiles");
    let mut folders = fs::read_dir(&profiles)?.collect::<Result<Vec<_>, _>>()?;
    let profile = folders.pop().context("no profile was made")?.path();
    ensure!(folders.is_empty(), "there is one profile");
    let orders = profile.join("orders.db");
    for end in ["-wal", "-shm"] {
        let beside = profile.join(format!("orders.db{end}"));
        if beside.exists() {
            fs::remove_file(&beside)?;
        }
    }
    fs::copy(cache, &orders)
        .with_context(|| format!("cannot copy {}", cache.display()))
        .map(drop)
}

async fn keys(desk: &DeskWindow<'_>) -> anyhow::Result<Row> {
    desk.keys("/").await?;
    desk.time_keys().await?;
    for typed in TYPED.iter().cycle().take(3 * TYPED.len()) {
        desk.keys(typed).await?;
        tokio::time::sleep(Duration::from_millis(400)).await;
        desk.keys(&BACKSPACE.repeat(typed.chars().count())).await?;
        tokio::time::sleep(Duration::from_millis(400)).await;
    }
    let painted = desk.painted_after_keys().await?;
    desk.keys(&ESCAPE.repeat(2)).await?;
    let times: Vec<_> = painted.into_iter().flatten().collect();
    let quantiles = quantiles(&times)?;
    Ok(figures("key press to painted rows, ms", &quantiles)
        .figure("keys", count(times.len()))
        .bar(format!("p95 ≤ {KEY_P95}"), quantiles.p95 <= KEY_P95))
}

fn scrolling(frames: &[f64]) -> anyhow::Result<Row> {
    let quantiles = quantiles(frames)?;
    // A frame that is a little late is still the one that was due.
    let late = frames.iter().filter(|frame| **frame > FRAME * 1.1).count();
    let longest = frames.iter().copied().fold(0.0, f64::max);
    Ok(figures("a frame while scrolling, ms", &quantiles)
        .figure("longest", longest)
        .figure("share late", count(late) / count(frames.len())))
}

fn started(desk: &[Start], empty: &[Start]) -> anyhow::Result<Vec<Row>> {
    let times = |starts: &[Start]| {
        let times: Vec<_> = starts.iter().map(|start| start.painted_after).collect();
        quantiles(&times)
    };
    let memory = |starts: &[Start]| {
        let memory: Vec<_> = starts.iter().map(|start| start.memory).collect();
        quantiles(&memory)
    };
    let (of_desk, of_empty) = (times(desk)?, times(empty)?);
    let (used, used_empty) = (memory(desk)?, memory(empty)?);
    let (slower, larger) = (of_desk.p50 / of_empty.p50, used.p50 / used_empty.p50);
    Ok(vec![
        figures("process start to painted orders, ms", &of_desk)
            .figure("times empty", slower)
            .bar(format!("≤ {START} × an empty window"), slower <= START),
        figures("peer: an empty window, ms", &of_empty).figure("times empty", 1.0),
        figures("memory of all processes, MB", &used)
            .figure("times empty", larger)
            .bar(format!("≤ {MEMORY} × an empty window"), larger <= MEMORY),
        figures("peer: an empty window, MB", &used_empty).figure("times empty", 1.0),
    ])
}

fn figures(name: &str, quantiles: &Quantiles) -> Row {
    Row::new(name)
        .figure("p50", quantiles.p50)
        .figure("p95", quantiles.p95)
        .figure("p99", quantiles.p99)
}

fn quantiles(figures: &[f64]) -> anyhow::Result<Quantiles> {
    // They are milliseconds, or what is counted like them.
    let times = figures
        .iter()
        .map(|figure| Duration::from_secs_f64(figure.max(0.0) / 1_000.0))
        .collect();
    Quantiles::of(times).context("nothing was measured")
}

#[allow(
    clippy::cast_precision_loss,
    reason = "counts of keys and frames are far below 2^53"
)]
fn count(count: usize) -> f64 {
    count as f64
}

/// It lies beside the toolkit's own processes.
fn empty_window() -> anyhow::Result<PathBuf> {
    let libraries = Path::new("/usr/lib");
    let folders = fs::read_dir(libraries)?.filter_map(Result::ok);
    folders
        .map(|folder| folder.path().join("webkit2gtk-4.1").join(EMPTY_WINDOW))
        .find(|program| program.is_file())
        .context("there is no MiniBrowser of WebKitGTK 4.1 under /usr/lib")
}
