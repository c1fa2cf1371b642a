//! Steps at the packing table: its stages, its last step, and what fills the window while scanning.

use std::time::{Duration, Instant};

use super::desk::DeskWindow;
use super::page::Kind;
use super::words::Words;

/// What is said about the last scan.
const VERDICT: &str = "[role='application'] section :is([role='status'], [role='alert'])";
/// So often one label is tried.
const SCANS: usize = 4;
const PATIENCE: Duration = Duration::from_secs(20);
const AFTER_SCAN: Duration = Duration::from_millis(400);
const POLL: Duration = Duration::from_millis(60);
const ENTER: &str = "\u{e007}";

impl DeskWindow<'_> {
    /// Opens the packing table from any screen.
    pub async fn open_packing(&self, words: &Words) -> anyhow::Result<()> {
        self.press(Kind::Link, &words.text("frame.packing")?)
            .await?;
        self.shows(Kind::Heading, &words.text("frame.packing")?)
            .await
    }

    /// Shows a stage by its digit, and waits until so many orders stand in it.
    pub async fn open_stage(&self, digit: &str, orders: usize) -> anyhow::Result<()> {
        self.keys(digit).await?;
        self.has_rows(orders).await
    }

    /// Waits until the tab of a stage says how many orders it has.
    pub async fn says_of_stage(
        &self,
        words: &Words,
        tab: &str,
        orders: usize,
    ) -> anyhow::Result<()> {
        let path = format!("nav[aria-label='{}']", words.text("packing.path")?);
        let name = words.text(&format!("packing.tab.{tab}"))?;
        self.says_in(&path, &format!("{name}{orders}")).await
    }

    /// Waits until the list of a stage has so many orders. Its rows have no row of headings.
    pub async fn has_rows(&self, orders: usize) -> anyhow::Result<()> {
        self.becomes("[role='grid']", "aria-rowcount", &orders.to_string())
            .await
    }

    /// Waits until the strip of the last step says this.
    pub async fn says_last_step(&self, words: &Words, text: &str) -> anyhow::Result<()> {
        let strip = format!("section[aria-label='{}']", words.text("packing.undo.name")?);
        self.says_in(&strip, text).await
    }

    /// Waits until the strip tells of this order and status.
    pub async fn asks_for(&self, words: &Words, number: &str, status: &str) -> anyhow::Result<()> {
        let status = words.text(&format!("shipping.{status}"))?;
        let step = words.filled(
            "packing.undo.step",
            &[("number", number), ("status", &status)],
        )?;
        self.says_last_step(words, &step).await
    }

    /// Opens scan mode and chooses by its digit where every scanned order goes.
    pub async fn scan_to(&self, words: &Words, digit: &str, status: &str) -> anyhow::Result<()> {
        self.keys("f").await?;
        self.shows(Kind::Heading, &words.text("packing.scan.choose")?)
            .await?;
        self.keys(digit).await?;
        let status = words.text(&format!("shipping.{status}"))?;
        let title = words.filled("packing.scan.to", &[("status", &status)])?;
        self.says_in("[role='application'] h1", &title).await?;
        self.verdict(words, "ready", "").await
    }

    /// Scans a label, and waits for what is said of its order. A busy machine may hold the driver up
    /// after the first key of a code, which no scanner does: what came apart is unknown, and is
    /// scanned again, as a person would.
    pub async fn scan_label(
        &self,
        words: &Words,
        typed: &str,
        (kind, about): (&str, &str),
    ) -> anyhow::Result<()> {
        let expected = words.text(&format!("packing.verdict.{kind}"))?;
        let unknown = words.text("packing.verdict.unknown")?;
        for _ in 0..SCANS {
            self.scan(typed).await?;
            let scanned = Instant::now();
            while scanned.elapsed() < PATIENCE {
                let said = self.text_of(VERDICT).await?;
                if said.contains(&expected) && said.contains(about) {
                    return Ok(());
                }
                if said.contains(&unknown) {
                    self.go_on(words, &unknown).await?;
                    break;
                }
                tokio::time::sleep(POLL).await;
            }
        }
        self.verdict(words, kind, about).await
    }

    /// Waits until the window says this of the last scan, and which order or code it was.
    pub async fn verdict(&self, words: &Words, kind: &str, about: &str) -> anyhow::Result<()> {
        self.says_in(VERDICT, &words.text(&format!("packing.verdict.{kind}"))?)
            .await?;
        self.says_in(VERDICT, about).await
    }

    /// The orders that a scanned code may mean, as they are offered.
    pub async fn choices(&self) -> anyhow::Result<Vec<String>> {
        let choices = self
            .script(
                "return [...document.querySelectorAll(\"[role='application'] section li button\")]
                   .map((button) => tidy(button.textContent));",
            )
            .await?;
        Ok(serde_json::from_value(choices)?)
    }

    /// Goes on by a person's key: nothing is on the window any more, until the next scan.
    pub async fn go_on(&self, words: &Words, about: &str) -> anyhow::Result<()> {
        // An Enter close behind a scan is the scanner's own.
        tokio::time::sleep(AFTER_SCAN).await;
        self.keys(ENTER).await?;
        self.verdict(words, "ready", "").await?;
        self.hides_text(VERDICT, about).await
    }
}
