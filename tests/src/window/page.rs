//! Questions to the page, answered by `page.js` inside it.

use std::time::Duration;

use anyhow::Context as _;
use fantoccini::Client;
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use serde_json::{Value, json};

const LIBRARY: &str = include_str!("page.js");
/// How `WebDriver` writes an element in JSON (`WebDriver`, section 12, "web element identifier").
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

const PATIENCE: Duration = Duration::from_secs(40);

/// The kinds of things that have names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something to press.
    Button,
    /// A way to a screen.
    Link,
    /// Something to type in.
    Field,
    /// One of a few, all of them in sight.
    Choice,
    /// Yes or no.
    Checkbox,
    /// A line of a menu.
    Item,
    /// A row of a grid.
    Row,
    /// A title.
    Heading,
    /// A panel over the page.
    Dialog,
}

impl Kind {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Link => "link",
            Self::Field => "field",
            Self::Choice => "choice",
            Self::Checkbox => "checkbox",
            Self::Item => "item",
            Self::Row => "row",
            Self::Heading => "heading",
            Self::Dialog => "dialog",
        }
    }
}

/// Runs a piece of script that may use `page.js`.
pub(crate) async fn ask(
    client: &Client,
    script: &str,
    arguments: Vec<Value>,
) -> anyhow::Result<Value> {
    let script = format!("{LIBRARY}\n{script}");
    answered(client.execute(&script, arguments)).await
}

/// The same for a script that gives its answer to the last of its arguments, a function.
pub(crate) async fn ask_slowly(
    client: &Client,
    script: &str,
    arguments: Vec<Value>,
) -> anyhow::Result<Value> {
    let script = format!("{LIBRARY}\n{script}");
    answered(client.execute_async(&script, arguments)).await
}

/// A web view that hangs would be waited for for ever.
async fn answered(
    question: impl Future<Output = Result<Value, CmdError>>,
) -> anyhow::Result<Value> {
    Ok(tokio::time::timeout(PATIENCE, question)
        .await
        .context("the page does not answer")??)
}

/// Whether something of this kind and name can be seen. It may go away in the same moment, so that
/// no element is brought along.
pub(crate) async fn is_there(client: &Client, kind: Kind, name: &str) -> anyhow::Result<bool> {
    let is_there = ask(
        client,
        "return found(arguments[0], arguments[1]) !== null;",
        vec![json!(kind.word()), json!(name)],
    )
    .await?;
    Ok(is_there == json!(true))
}

/// The element of this kind whose name is, begins with or else contains `name`, if it can be seen.
pub(crate) async fn find(
    client: &Client,
    kind: Kind,
    name: &str,
) -> anyhow::Result<Option<Element>> {
    let found = ask(
        client,
        "return found(arguments[0], arguments[1]);",
        vec![json!(kind.word()), json!(name)],
    )
    .await?;
    Ok(found
        .get(ELEMENT)
        .and_then(Value::as_str)
        .map(|id| Element::from_element_id(client.clone(), id.to_owned().into())))
}

/// Every text on the screen, with what only screen readers are told.
pub(crate) async fn said(client: &Client) -> anyhow::Result<Vec<String>> {
    Ok(serde_json::from_value(
        ask(client, "return said();", Vec::new()).await?,
    )?)
}
