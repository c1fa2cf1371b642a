//! How long the page takes, by its own clock: from the press of a key, or from frame to frame. What was
//! changed is painted when two frames have begun after it.

use anyhow::Context as _;
use serde_json::Value;

use super::desk::DeskWindow;

/// Notes for each key how long it took until other rows were painted; null where none were.
const WATCH_KEYS: &str = r#"
const rows = () =>
  [...document.querySelectorAll("[role='grid'] [role='row'][tabindex]")]
    .map((row) => row.textContent)
    .join("\n");
window.paintedAfter = [];
addEventListener("keydown", ({ timeStamp }) => {
  const place = window.paintedAfter.push(null) - 1;
  const before = rows();
  const watcher = new MutationObserver(() => {
    if (rows() !== before) {
      watcher.disconnect();
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          window.paintedAfter[place] = performance.now() - timeStamp;
        }),
      );
    }
  });
  watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
  setTimeout(() => watcher.disconnect(), 1000);
}, true);
"#;

/// Scrolls the list on each frame, and tells how long each took.
const SCROLL: &str = r#"
const done = arguments[arguments.length - 1];
const grid = document.querySelector("[role='grid']");
const list = [grid, ...grid.querySelectorAll("*"), grid.parentElement].find(
  (element) => element.scrollHeight > element.clientHeight + 100,
);
const frames = [];
let last = performance.now();
const step = (now) => {
  frames.push(now - last);
  last = now;
  list.scrollTop += 140;
  if (frames.length < 300) {
    requestAnimationFrame(step);
  } else {
    done(frames.slice(1));
  }
};
requestAnimationFrame(step);
"#;

impl DeskWindow<'_> {
    /// From now on keys are timed.
    pub async fn time_keys(&self) -> anyhow::Result<()> {
        self.script(WATCH_KEYS).await.map(drop)
    }

    /// Milliseconds from each key since then until other rows were painted; none where the rows
    /// stayed as they were.
    pub async fn painted_after_keys(&self) -> anyhow::Result<Vec<Option<f64>>> {
        let times = self.script("return window.paintedAfter;").await?;
        serde_json::from_value(times).context("the page has no times")
    }

    /// Scrolls for five seconds at the most smooth; milliseconds of each frame.
    pub async fn scroll(&self) -> anyhow::Result<Vec<f64>> {
        let frames: Value = self.slow_script(SCROLL).await?;
        serde_json::from_value(frames).context("the list was not scrolled")
    }
}
