//! The app in its real window, with the hands and eyes of a person.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use super::audit::Audit;
use super::page::{self, Kind};
use super::process::Running;
use super::programs::{Programs, left_behind};
use super::session::ScratchSession;
use super::words::Leftovers;
use crate::secrecy::Secret;

/// The native side of `WebDriver` for `WebKitGTK`, from the package webkit2gtk-driver.
pub(super) const WEBKIT_DRIVER: &str = "/usr/bin/WebKitWebDriver";
/// How long a person would wait before calling it broken.
const PATIENCE: Duration = Duration::from_secs(30);
/// Whoever is faster is a scanner.
const BETWEEN_KEYS: Duration = Duration::from_millis(80);

const POLL: Duration = Duration::from_millis(80);

/// One run of the app.
pub struct DeskWindow<'session> {
    session: &'session ScratchSession,
    client: Client,
    driver: Running,
    app: App,
    pictures: PathBuf,
    taken: u32,
    audit: Audit,
    leftovers: Option<Leftovers>,
    findings: Vec<String>,
}

impl<'session> DeskWindow<'session> {
    /// Opens the app in a session. Pictures go to a folder of this name, numbered from `first`.
    pub async fn open(
        session: &'session ScratchSession,
        programs: &Programs,
        story: &str,
        first: u32,
    ) -> anyhow::Result<Self> {
        let pictures = left_behind().join("pictures").join(story);
        fs::create_dir_all(&pictures)?;
        let (port, native) = (free_port()?, free_port()?);
        let log = File::create(left_behind().join(format!("{story}-window-{first}.log")))?;
        let mut command = Command::new(&programs.driver);
        command
            .args(["--port", &port.to_string()])
            .args(["--native-port", &native.to_string()])
            .args(["--native-driver", WEBKIT_DRIVER])
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        session.apply_to(&mut command);
        let driver = Running::start("tauri-driver", &mut command)?;
        let app = App::of(&programs.desk, session)?;
        let client = connect(
            &[port, native],
            json!({
                "browserName": "wry",
                "tauri:options": { "application": app.program },
            }),
        )
        .await?;
        let window = Self {
            session,
            client,
            driver,
            app,
            pictures,
            taken: first,
            audit: Audit::new()?,
            leftovers: None,
            findings: Vec::new(),
        };
        window
            .until("the page has painted", async || {
                page::ask(
                    &window.client,
                    "return document.querySelector('#root')?.childElementCount > 0;",
                    Vec::new(),
                )
                .await
            })
            .await?;
        Audit::watch(&window.client).await?;
        Ok(window)
    }

    /// Closes the app, waits for its end, and gives what was found wrong with it meanwhile.
    pub async fn close(self) -> anyhow::Result<Vec<String>> {
        let complaints = Audit::complaints(&self.client).await?;
        self.client.clone().close().await?;
        let closed = Instant::now();
        while !self.app.processes().is_empty() {
            ensure!(
                closed.elapsed() < PATIENCE,
                "the app did not end with its window"
            );
            tokio::time::sleep(POLL).await;
        }
        drop(self.driver);
        let mut findings = self.findings;
        findings.extend(complaints);
        Ok(findings)
    }

    /// From now on no English of the message files may be seen.
    pub fn forbid_english(&mut self, leftovers: Leftovers) {
        self.leftovers = Some(leftovers);
    }

    /// Takes a picture, and notes what is wrong with the screen.
    pub async fn look(&mut self, name: &str) -> anyhow::Result<()> {
        // What appears and fades is over by then; colours in between have no contrast to judge.
        tokio::time::sleep(Duration::from_millis(250)).await;
        self.taken += 1;
        let picture = format!("{:02}-{name}.png", self.taken);
        self.session.picture(&self.pictures.join(picture))?;
        for violation in self.audit.serious(&self.client).await? {
            self.findings.push(format!("{name}: {violation}"));
        }
        if let Some(leftovers) = &self.leftovers {
            let said = page::said(&self.client).await?;
            for text in leftovers.among(&said) {
                self.findings.push(format!("{name}: still English: {text}"));
            }
            let direction = self.script("return document.documentElement.dir;").await?;
            ensure!(direction == json!("rtl"), "{name} is written {direction}");
        }
        Ok(())
    }

    /// The same in light and in dark colours.
    pub async fn look_in_both_themes(&mut self, name: &str) -> anyhow::Result<()> {
        self.look(name).await?;
        let before = self.attribute("html", "data-theme").await?;
        let other = if before == "dark" { "light" } else { "dark" };
        self.wear(other).await?;
        self.look(&format!("{name}-{other}")).await?;
        self.wear(&before).await
    }

    async fn wear(&self, theme: &str) -> anyhow::Result<()> {
        self.script(&format!(
            "document.documentElement.dataset.theme = '{theme}';"
        ))
        .await
        .map(drop)
    }

    /// Presses what has this name, as soon as it is there.
    pub async fn press(&self, kind: Kind, name: &str) -> anyhow::Result<()> {
        let started = Instant::now();
        loop {
            let pressed = match page::find(&self.client, kind, name).await? {
                Some(element) => element.click().await.is_ok(),
                None => false,
            };
            if pressed {
                return Ok(());
            }
            if started.elapsed() > PATIENCE {
                return self
                    .stuck(&format!("there is no {kind:?} to press: {name}"))
                    .await;
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Types into a field, key by key, in place of what was in it.
    pub async fn fill(&self, field: &str, text: &str) -> anyhow::Result<()> {
        let element = self.field(field).await?;
        element.click().await?;
        element.clear().await?;
        Ok(element.send_keys(text).await?)
    }

    /// Pastes into a field, at once.
    pub async fn paste(&self, field: &str, text: &str) -> anyhow::Result<()> {
        self.field(field).await?.click().await?;
        let pasted = page::ask(
            &self.client,
            "return document.execCommand('insertText', false, arguments[0]);",
            vec![json!(text)],
        )
        .await?;
        ensure!(pasted == json!(true), "{field} takes no text");
        Ok(())
    }

    /// What is in a field.
    pub async fn value(&self, field: &str) -> anyhow::Result<String> {
        let value = self.field(field).await?.prop("value").await?;
        value.with_context(|| format!("{field} has no value"))
    }

    async fn field(&self, name: &str) -> anyhow::Result<fantoccini::elements::Element> {
        self.until(&format!("there is a field {name}"), async || {
            Ok(json!(self.has(Kind::Field, name).await?))
        })
        .await?;
        let field = page::find(&self.client, Kind::Field, name).await?;
        field.with_context(|| format!("the field {name} went away"))
    }

    /// Presses one key after the other, wherever the focus is, as fast as hands do. A capital is not
    /// shifted by itself.
    pub async fn keys(&self, keys: &str) -> anyhow::Result<()> {
        self.strokes(keys, Some(BETWEEN_KEYS)).await
    }

    /// The same as fast as a scanner, with its Enter at the end. As with capitals that are locked,
    /// none is shifted.
    pub async fn scan(&self, code: &str) -> anyhow::Result<()> {
        // The driver takes its time with the first key of a row, which no scanner does. Shift alone
        // says nothing.
        self.strokes(&format!("\u{e008}{code}\u{e007}"), None).await
    }

    /// Presses one key while another is held.
    pub async fn chord(&self, held: char, keys: &str) -> anyhow::Result<()> {
        let mut strokes =
            KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value: held });
        for value in keys.chars() {
            strokes = strokes
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        let strokes = strokes
            .then(KeyAction::Up { value: held })
            .then(KeyAction::Pause {
                duration: BETWEEN_KEYS,
            });
        Ok(self.client.perform_actions(strokes).await?)
    }

    async fn strokes(&self, keys: &str, between: Option<Duration>) -> anyhow::Result<()> {
        let mut strokes = KeyActions::new("keyboard".to_owned());
        for value in keys.chars() {
            strokes = strokes
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
            if let Some(duration) = between {
                strokes = strokes.then(KeyAction::Pause { duration });
            }
        }
        Ok(self.client.perform_actions(strokes).await?)
    }

    /// Whether something of this name can be seen now.
    pub async fn has(&self, kind: Kind, name: &str) -> anyhow::Result<bool> {
        page::is_there(&self.client, kind, name).await
    }

    /// Waits until something of this name can be seen.
    pub async fn shows(&self, kind: Kind, name: &str) -> anyhow::Result<()> {
        self.until(&format!("there is a {kind:?} {name}"), async || {
            Ok(json!(self.has(kind, name).await?))
        })
        .await
    }

    /// Waits until nothing of this name can be seen.
    pub async fn hides(&self, kind: Kind, name: &str) -> anyhow::Result<()> {
        self.until(&format!("there is no {kind:?} {name}"), async || {
            Ok(json!(!self.has(kind, name).await?))
        })
        .await
    }

    /// Waits until the page says this.
    pub async fn says(&self, text: &str) -> anyhow::Result<()> {
        self.until(&format!("the page says {text:?}"), async || {
            Ok(json!(self.text().await?.contains(text)))
        })
        .await
    }

    /// Waits until the first element of this CSS selector says this.
    pub async fn says_in(&self, selector: &str, text: &str) -> anyhow::Result<()> {
        self.until(&format!("{selector} says {text:?}"), async || {
            Ok(json!(self.text_of(selector).await?.contains(text)))
        })
        .await
    }

    /// Waits until the first element of this CSS selector no longer says this.
    pub async fn hides_text(&self, selector: &str, text: &str) -> anyhow::Result<()> {
        self.until(&format!("{selector} no longer says {text:?}"), async || {
            Ok(json!(!self.text_of(selector).await?.contains(text)))
        })
        .await
    }

    /// Presses Escape until nothing fits this CSS selector: tips and panels over it close first.
    pub async fn escapes(&self, selector: &str) -> anyhow::Result<()> {
        for _ in 0..4 {
            let is_gone = page::ask(
                &self.client,
                "return document.querySelector(arguments[0]) === null;",
                vec![json!(selector)],
            )
            .await?;
            if is_gone == json!(true) {
                return Ok(());
            }
            self.keys("\u{e00c}").await?;
            tokio::time::sleep(POLL).await;
        }
        self.stuck(&format!("Escape does not close {selector}"))
            .await
    }

    /// Waits until an attribute of the first element of this CSS selector is this.
    pub async fn becomes(&self, selector: &str, name: &str, value: &str) -> anyhow::Result<()> {
        self.until(&format!("{name} of {selector} is {value}"), async || {
            Ok(json!(self.attribute(selector, name).await? == value))
        })
        .await
    }

    /// Waits until a grid has this many orders.
    pub async fn counts(&self, orders: usize) -> anyhow::Result<()> {
        self.until(&format!("{orders} orders are listed"), async || {
            let rows = self.attribute("[role='grid']", "aria-rowcount").await?;
            Ok(json!(rows == (orders + 1).to_string()))
        })
        .await
    }

    /// Everything that the page says.
    pub async fn text(&self) -> anyhow::Result<String> {
        self.text_of("body").await
    }

    /// What the first element of a CSS selector says; nothing where there is none.
    pub async fn text_of(&self, selector: &str) -> anyhow::Result<String> {
        let text = page::ask(
            &self.client,
            "const element = document.querySelector(arguments[0]);
             return element === null ? '' : tidy(element.textContent);",
            vec![json!(selector)],
        )
        .await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// An attribute of the first element of a CSS selector; nothing where there is none.
    pub async fn attribute(&self, selector: &str, name: &str) -> anyhow::Result<String> {
        let value = page::ask(
            &self.client,
            "return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? '';",
            vec![json!(selector), json!(name)],
        )
        .await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Ensures that a secret is nowhere that scripts of the page can reach.
    pub async fn keeps_from_page(&self, secret: &Secret) -> anyhow::Result<()> {
        let kept = page::ask_slowly(
            &self.client,
            r"
            const done = arguments[arguments.length - 1];
            const values = [...document.querySelectorAll('input, textarea')].map((field) => field.value);
            const stored = [localStorage, sessionStorage].flatMap((storage) => Object.entries(storage));
            (indexedDB.databases?.() ?? Promise.resolve([])).then((bases) => done([
              document.documentElement.outerHTML, location.href, document.cookie, document.title,
              JSON.stringify([values, stored, bases.map((base) => base.name), history.state]),
            ]));
            ",
            Vec::new(),
        )
        .await?;
        let places: Vec<String> = serde_json::from_value(kept)?;
        ensure!(places.len() == 5, "the page could not be searched");
        for place in places {
            ensure!(
                !secret.is_in(place.as_bytes()),
                "the page still has the key"
            );
        }
        Ok(())
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// Runs a piece of script in the page.
    pub async fn script(&self, script: &str) -> anyhow::Result<Value> {
        page::ask(&self.client, script, Vec::new()).await
    }

    /// Runs a piece of script that gives its answer to the last of its arguments, a function.
    pub(super) async fn slow_script(&self, script: &str) -> anyhow::Result<Value> {
        page::ask_slowly(&self.client, script, Vec::new()).await
    }

    async fn until(
        &self,
        what: &str,
        holds: impl AsyncFn() -> anyhow::Result<Value>,
    ) -> anyhow::Result<()> {
        let started = Instant::now();
        while holds().await? != json!(true) {
            if started.elapsed() > PATIENCE {
                return self.stuck(&format!("waited in vain until {what}")).await;
            }
            tokio::time::sleep(POLL).await;
        }
        Ok(())
    }

    /// Ends the story with a picture of where it got stuck.
    async fn stuck<T>(&self, why: &str) -> anyhow::Result<T> {
        let picture = self.pictures.join("stuck.png");
        self.session.picture(&picture)?;
        bail!("{why}; see {}\n{}", picture.display(), self.text().await?)
    }
}

/// Opens what is wanted through the driver behind the first of these ports.
pub(super) async fn connect(ports: &[u16], wanted: Value) -> anyhow::Result<Client> {
    let Value::Object(capabilities) = wanted else {
        bail!("capabilities are an object");
    };
    // A session that is asked for too early is never answered.
    let started = Instant::now();
    for port in ports {
        while TcpStream::connect((Ipv4Addr::LOCALHOST, *port)).is_err() {
            ensure!(started.elapsed() < PATIENCE, "the driver does not start");
            tokio::time::sleep(POLL).await;
        }
    }
    let port = ports.first().context("no driver at all")?;
    let address = format!("http://127.0.0.1:{port}");
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities);
    tokio::time::timeout(PATIENCE, builder.connect(&address))
        .await
        .context("the driver does not answer")?
        .context("the driver does not open the app")
}

pub(super) fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

/// The app of one session. Another test may have another one open.
pub(super) struct App {
    program: PathBuf,
    home: PathBuf,
}

impl App {
    pub(super) fn of(program: &Path, session: &ScratchSession) -> anyhow::Result<Self> {
        Ok(Self {
            program: program.canonicalize()?,
            home: session.folder().to_owned(),
        })
    }

    pub(super) fn processes(&self) -> Vec<Pid> {
        let Ok(processes) = fs::read_dir("/proc") else {
            return Vec::new();
        };
        processes
            .filter_map(Result::ok)
            .filter(|process| {
                fs::read_link(process.path().join("exe")).is_ok_and(|exe| exe == self.program)
                    && fs::read(process.path().join("environ")).is_ok_and(|environment| {
                        String::from_utf8_lossy(&environment)
                            .contains(&*self.home.to_string_lossy())
                    })
            })
            .filter_map(|process| Pid::from_raw(process.file_name().to_str()?.parse().ok()?))
            .collect()
    }
}

impl Drop for App {
    /// After a story that got stuck: the driver does not end what it started.
    fn drop(&mut self) {
        for process in self.processes() {
            if let Err(error) = kill_process(process, Signal::KILL) {
                eprintln!("the app cannot be ended: {error}");
            }
        }
    }
}
