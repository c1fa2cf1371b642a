//! What lies outside of the page: the system's own dialogs, and the programs that files are opened
//! with. No page and no `WebDriver` reaches them, so keys come from the X server.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};

use super::session::ScratchSession;

const PATIENCE: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(80);
/// So long a field of the toolkit takes to open and to complete what is typed, on a busy machine.
const FIELD_OPENS: Duration = Duration::from_secs(1);

/// Whatever files are opened with in a session: it writes down their names and shows nothing.
#[derive(Debug)]
pub struct Viewer {
    opened: PathBuf,
}

impl Viewer {
    /// Takes the place of the system's own from now on.
    pub fn instead(session: &mut ScratchSession) -> anyhow::Result<Self> {
        let folder = session.folder().join("viewer");
        fs::create_dir_all(&folder)?;
        let opened = folder.join("opened");
        let program = folder.join("xdg-open");
        fs::write(
            &program,
            format!(
                "#!/bin/sh\nprintf '%s\\n' \"$1\" >>'{}'\n",
                opened.display()
            ),
        )?;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700))?;
        session.find_programs_first_in(&folder)?;
        Ok(Self { opened })
    }

    /// Waits until a file was opened, and names the last one.
    pub async fn opened(&self) -> anyhow::Result<PathBuf> {
        let started = Instant::now();
        loop {
            let named = fs::read_to_string(&self.opened).unwrap_or_default();
            if let Some(last) = named.lines().last() {
                return Ok(PathBuf::from(last));
            }
            ensure!(started.elapsed() < PATIENCE, "no file was opened");
            tokio::time::sleep(POLL).await;
        }
    }
}

impl ScratchSession {
    /// Types the whole path of a file into the system's dialog of this title, and confirms. There is
    /// nobody who arranges windows, so the dialog is given the keyboard first.
    pub async fn name_file(&self, title: &str, path: &Path) -> anyhow::Result<()> {
        self.focus_dialog(title).await?;
        self.x(&["key", "--clearmodifiers", "ctrl+a"])?;
        self.x(&["type", "--delay", "12", &path.to_string_lossy()])?;
        self.x(&["key", "Return"]).map(drop)
    }

    /// The same in a dialog for a folder. What begins with a slash is a path there: the slash opens
    /// the field that the rest is typed into.
    pub async fn name_folder(&self, title: &str, path: &Path) -> anyhow::Result<()> {
        self.focus_dialog(title).await?;
        self.x(&["key", "slash"])?;
        tokio::time::sleep(FIELD_OPENS).await;
        let rest = path.to_string_lossy();
        self.x(&["type", "--delay", "25", rest.trim_start_matches('/')])?;
        tokio::time::sleep(FIELD_OPENS).await;
        self.x(&["key", "Return"]).map(drop)
    }

    async fn focus_dialog(&self, title: &str) -> anyhow::Result<()> {
        let started = Instant::now();
        let dialog = loop {
            let found = self.x(&["search", "--onlyvisible", "--name", title]);
            match found
                .ok()
                .and_then(|ids| ids.lines().next().map(str::to_owned))
            {
                Some(id) => break id,
                None => ensure!(started.elapsed() < PATIENCE, "no dialog {title} opened"),
            }
            tokio::time::sleep(POLL).await;
        };
        self.x(&["windowfocus", "--sync", &dialog]).map(drop)
    }

    fn x(&self, arguments: &[&str]) -> anyhow::Result<String> {
        let mut command = Command::new("xdotool");
        command.args(arguments).stdin(Stdio::null());
        self.apply_to(&mut command);
        let said = command.output().context("cannot start xdotool")?;
        ensure!(
            said.status.success(),
            "xdotool {arguments:?}: {}",
            String::from_utf8_lossy(&said.stderr)
        );
        Ok(String::from_utf8_lossy(&said.stdout).into_owned())
    }
}
