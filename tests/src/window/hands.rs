//! What hands do on a keyboard where a person looks between the keys.

use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use serde_json::json;

use super::desk::DeskWindow;
use super::page::{self, Kind};

/// The one row of a grid that has the focus, or would get it.
const ACTIVE_ROW: &str = "[role='row'][tabindex='0']";
const END: &str = "\u{e010}";
const HOME: &str = "\u{e011}";
const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const SPACE: &str = " ";
const ARROW_LEFT: &str = "\u{e012}";
const ARROW_RIGHT: &str = "\u{e014}";
const ARROW_DOWN: &str = "\u{e015}";
const SHIFT: char = '\u{e008}';
const CONTROL: char = '\u{e009}';
/// More than any screen has to press, and any list of a story has rows.
const MOST_STEPS: usize = 250;

const PATIENCE: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(30);

/// Which way one walks through a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From its first row.
    Down,
    /// From its last.
    Up,
}

impl DeskWindow<'_> {
    /// Goes from the first row down, or from the last one up, until the cursor is on the row that
    /// says this.
    pub async fn walk_to(&self, text: &str, way: Way) -> anyhow::Result<()> {
        let (end, step) = match way {
            Way::Down => (HOME, "j"),
            Way::Up => (END, "k"),
        };
        self.into_rows().await?;
        self.keys(end).await?;
        for _ in 0..MOST_STEPS {
            let row = self.text_of(ACTIVE_ROW).await?;
            if row.contains(text) {
                return Ok(());
            }
            self.keys(step).await?;
            // The cursor has moved, or the rows have.
            let pressed = Instant::now();
            while self.text_of(ACTIVE_ROW).await? == row && pressed.elapsed() < PATIENCE {
                tokio::time::sleep(POLL).await;
            }
        }
        bail!("no row says {text:?}: {}", self.text().await?)
    }

    /// Brings the focus into the rows. The first press of a key that acts on a row shows no more than
    /// which row that is.
    pub async fn into_rows(&self) -> anyhow::Result<()> {
        self.becomes_true(
            "there are rows",
            "document.querySelector('[data-rows] [role=row]') !== null",
        )
        .await?;
        let is_in = "document.activeElement?.closest('[data-rows]') != null";
        if self.script(&format!("return {is_in};")).await? != json!(true) {
            self.keys("]").await?;
        }
        self.becomes_true("the focus is in the rows", is_in).await
    }

    /// Waits until a condition holds, in script.
    pub async fn becomes_true(&self, what: &str, condition: &str) -> anyhow::Result<()> {
        let started = Instant::now();
        while self.script(&format!("return {condition};")).await? != json!(true) {
            if started.elapsed() > PATIENCE {
                bail!("waited in vain until {what}: {}", self.text().await?);
            }
            tokio::time::sleep(POLL).await;
        }
        Ok(())
    }

    /// Presses Tab until something has the focus, then Enter.
    pub async fn press_by_keys(&self, kind: Kind, name: &str) -> anyhow::Result<()> {
        self.step_to(kind, name).await?;
        self.keys(ENTER).await
    }

    /// Goes to one of a few by Tab and arrows, and chooses it.
    pub async fn choose_by_keys(&self, name: &str) -> anyhow::Result<()> {
        self.step_to(Kind::Choice, name).await?;
        self.keys(SPACE).await
    }

    /// Goes down an open menu to the line of this name, and chooses it.
    pub async fn choose_item_by_keys(&self, name: &str) -> anyhow::Result<()> {
        self.shows(Kind::Item, name).await?;
        for _ in 0..MOST_STEPS {
            if self
                .text_of("[role^='menuitem']:focus")
                .await?
                .contains(name)
            {
                return self.keys(ENTER).await;
            }
            self.keys(ARROW_DOWN).await?;
        }
        bail!("no arrow leads to {name}")
    }

    /// Goes to a field by Tab, and pastes into it in place of what was in it.
    pub async fn paste_by_keys(&self, field: &str, text: &str) -> anyhow::Result<()> {
        self.step_to(Kind::Field, field).await?;
        self.chord(CONTROL, "a").await?;
        self.paste_here(text).await
    }

    /// Pastes wherever the focus is.
    pub async fn paste_here(&self, text: &str) -> anyhow::Result<()> {
        let pasted = page::ask(
            self.client(),
            "return document.execCommand('insertText', false, arguments[0]);",
            vec![json!(text)],
        )
        .await?;
        ensure!(pasted == json!(true), "nothing here takes {text}");
        Ok(())
    }

    /// Runs a command by its name, out of the palette.
    pub async fn command(&self, palette: &str, name: &str) -> anyhow::Result<()> {
        self.chord(CONTROL, "k").await?;
        self.shows(Kind::Field, palette).await?;
        self.paste_here(name).await?;
        self.says_in("[role='option'][aria-selected='true']", name)
            .await?;
        self.keys(ENTER).await?;
        self.hides(Kind::Field, palette).await
    }

    /// Brings the focus to something: by Tab, and by arrows among the few of one choice.
    async fn step_to(&self, kind: Kind, name: &str) -> anyhow::Result<()> {
        self.shows(kind, name).await?;
        for _ in 0..MOST_STEPS {
            let step = page::ask(
                self.client(),
                "return stepTo(arguments[0], arguments[1]);",
                vec![json!(kind.word()), json!(name)],
            )
            .await?;
            match step.as_str() {
                Some("here") => return Ok(()),
                Some("down") => self.keys(ARROW_DOWN).await?,
                Some("right") => self.keys(ARROW_RIGHT).await?,
                Some("left") => self.keys(ARROW_LEFT).await?,
                Some("back") => self.chord(SHIFT, TAB).await?,
                _ => self.keys(TAB).await?,
            }
        }
        bail!("Tab does not lead to the {kind:?} {name}")
    }
}
