//! What is wrong with the page as it is now: for people who cannot see it, against its own
//! security policy, in its own code.

use std::fs;

use anyhow::{Context as _, bail};
use fantoccini::Client;
use serde::Deserialize;
use serde_json::{Value, json};

use super::page;
use super::programs::workspace;

/// Watches a page from now on, and judges what is on its screen.
#[derive(Debug)]
pub struct Audit {
    axe: String,
}

/// What axe-core holds against the page.
#[derive(Debug, Deserialize)]
struct Violation {
    id: String,
    impact: Option<String>,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    html: String,
    #[serde(rename = "failureSummary")]
    summary: Option<String>,
}

impl Audit {
    /// Reads axe-core, which the page's own tests use too.
    pub fn new() -> anyhow::Result<Self> {
        let path = workspace().join("ui/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&path)
            .with_context(|| format!("{} is missing: `npm ci` brings it", path.display()))?;
        Ok(Self { axe })
    }

    /// Begins to keep errors and violations of the policy, those before now included where the
    /// web view still has them.
    pub(crate) async fn watch(client: &Client) -> anyhow::Result<()> {
        page::ask(
            client,
            r"
            const kept = [];
            Object.defineProperty(window, 'complaints', { value: kept });
            addEventListener('error', (event) => kept.push('error: ' + event.message));
            addEventListener('unhandledrejection', (event) =>
              kept.push('rejection: ' + String(event.reason)));
            const usual = console.error.bind(console);
            console.error = (...words) => { kept.push('console: ' + words.join(' ')); usual(...words); };
            const violation = (body) => kept.push(
              'policy: ' + (body.effectiveDirective ?? '') + ' ' +
              (body.blockedURL ?? body.blockedURI ?? '') + ' ' + (body.sample ?? ''));
            if ('ReportingObserver' in window) {
              new ReportingObserver(
                (reports) => reports.forEach((report) => violation(report.body)),
                { types: ['csp-violation'], buffered: true },
              ).observe();
            }
            document.addEventListener('securitypolicyviolation', violation);
            ",
            Vec::new(),
        )
        .await
        .map(drop)
    }

    /// What was complained of since [`Self::watch`].
    pub(crate) async fn complaints(client: &Client) -> anyhow::Result<Vec<String>> {
        let kept = page::ask(client, "return window.complaints ?? null;", Vec::new()).await?;
        if kept.is_null() {
            bail!("the page was loaded anew, and nobody watched it");
        }
        Ok(serde_json::from_value(kept)?)
    }

    /// What axe-core calls serious or critical on the screen as it is, in words.
    pub(crate) async fn serious(&self, client: &Client) -> anyhow::Result<Vec<String>> {
        let is_there = page::ask(client, "return 'axe' in window;", Vec::new()).await?;
        if is_there != json!(true) {
            client.execute(&self.axe, Vec::new()).await?;
        }
        let found = page::ask_slowly(
            client,
            r"
            const done = arguments[arguments.length - 1];
            // The announcer of React Aria names a button for some seconds after it has gone.
            const page = { include: [['html']], exclude: [['[data-live-announcer]']] };
            axe.run(page, { resultTypes: ['violations'] }).then(
              ({ violations }) => done({ violations }),
              (error) => done({ error: String(error) }),
            );
            ",
            Vec::new(),
        )
        .await?;
        if let Some(error) = found.get("error").and_then(Value::as_str) {
            bail!("axe-core failed: {error}");
        }
        let violations = found.get("violations").cloned().unwrap_or_default();
        let violations: Vec<Violation> = serde_json::from_value(violations)?;
        Ok(violations
            .into_iter()
            .filter(|violation| matches!(violation.impact.as_deref(), Some("serious" | "critical")))
            .map(Violation::words)
            .collect())
    }
}

impl Violation {
    fn words(self) -> String {
        let places: Vec<String> = self
            .nodes
            .into_iter()
            .take(4)
            .map(|node| {
                let why = node.summary.unwrap_or_default().replace('\n', " ");
                format!("\n    {}\n      {why}", node.html)
            })
            .collect();
        format!("{}: {}{}", self.id, self.help, places.concat())
    }
}
