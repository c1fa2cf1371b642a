//! The figures: a table for people, JSON for machines.

use std::path::Path;

use anyhow::Context;
use serde_json::{Map, Value, json};

/// One row of figures.
pub(crate) struct Row {
    name: String,
    figures: Vec<(&'static str, f64)>,
    bar: Option<(String, bool)>,
}

impl Row {
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            figures: Vec::new(),
            bar: None,
        }
    }

    pub(crate) fn figure(mut self, name: &'static str, value: f64) -> Self {
        self.figures.push((name, value));
        self
    }

    /// The bar of the design, and whether it is met.
    pub(crate) fn bar(mut self, text: impl Into<String>, met: bool) -> Self {
        self.bar = Some((text.into(), met));
        self
    }
}

/// Everything measured in this run.
#[derive(Default)]
pub(crate) struct Report {
    tables: Vec<Value>,
    met: usize,
    missed: Vec<String>,
}

impl Report {
    /// Prints a table and keeps it.
    pub(crate) fn table(&mut self, title: &str, rows: Vec<Row>) {
        println!("\n{title}");
        let width = rows
            .iter()
            .map(|row| row.name.chars().count())
            .max()
            .unwrap_or(0);
        let mut heading: Vec<&str> = Vec::new();
        for row in &rows {
            let names: Vec<_> = row.figures.iter().map(|(name, _)| *name).collect();
            if names != heading {
                let names: Vec<_> = names.iter().map(|name| format!("{name:>16}")).collect();
                let names = names.concat();
                println!("  {:width$}{names}", "");
                heading = row.figures.iter().map(|(name, _)| *name).collect();
            }
            let figures: Vec<_> = row
                .figures
                .iter()
                .map(|(_, value)| format!("{:>16}", readable(*value)))
                .collect();
            let figures = figures.concat();
            let bar = row.bar.as_ref().map_or_else(String::new, |(text, met)| {
                format!("   {}  {text}", if *met { "met   " } else { "MISSED" })
            });
            println!("  {:width$}{figures}{bar}", row.name);
        }
        for row in &rows {
            match &row.bar {
                Some((_, true)) => self.met += 1,
                Some((_, false)) => self.missed.push(format!("{title}: {}", row.name)),
                None => {}
            }
        }
        let rows: Vec<_> = rows.iter().map(to_json).collect();
        self.tables.push(json!({ "title": title, "rows": rows }));
    }

    /// Writes all tables as JSON.
    pub(crate) fn keep(&self, path: &Path) -> anyhow::Result<()> {
        let text = serde_json::to_string_pretty(&json!({ "tables": self.tables }))?;
        std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Says how many bars are met, and which are not.
    pub(crate) fn conclude(&self) {
        println!("\n{} bars met, {} missed", self.met, self.missed.len());
        for missed in &self.missed {
            println!("  missed  {missed}");
        }
    }
}

fn to_json(row: &Row) -> Value {
    let figures: Map<_, _> = row
        .figures
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!(value)))
        .collect();
    let bar = row
        .bar
        .as_ref()
        .map(|(text, met)| json!({ "text": text, "met": met }));
    json!({ "name": row.name, "figures": figures, "bar": bar })
}

fn readable(value: f64) -> String {
    if value.abs() >= 1_000.0 {
        format!("{value:.0}")
    } else if value.abs() >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.3}")
    }
}
