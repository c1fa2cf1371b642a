//! `pointsctl import`.

use std::path::PathBuf;

use backoffice::view::{ShopField, ShopStatus};
use clap::Args;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Author;

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// A file that the shop exported: text with columns, XLSX, JSON or JSON Lines.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What a column says: `order_number`, `uuid`, `reference`, `amount`, `opened_at`, `status`, `phone`,
    /// `customer`, `city`, `address`, `link` or `cart`, and the name of the column, or its place counted
    /// from 1 [default: as the desk finds it, or as the last file of this shape was read]
    #[arg(long = "column", value_name = "FIELD=NAME", value_parser = column)]
    pub(crate) columns: Vec<NamedColumn>,
    /// What a word for a status means: `pending`, `paid`, `cancelled`, `refunded` or `other`
    #[arg(long = "status", value_name = "WORD=MEANING", value_parser = status)]
    pub(crate) statuses: Vec<NamedStatus>,
    /// The sheet of a workbook; what its columns say is named with --column [default: the one whose
    /// columns say most]
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// Shows how the file would be read, and takes nothing over.
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) author: Author,
}

/// A column that somebody named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedColumn {
    /// What it says.
    pub(crate) field: ShopField,
    /// Its name or place.
    pub(crate) name: String,
}

/// A word whose meaning somebody said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedStatus {
    /// As it stands in the file.
    pub(crate) word: String,
    /// What it means.
    pub(crate) means: ShopStatus,
}

fn column(text: &str) -> Result<NamedColumn, String> {
    let (field, name) = parted(text)?;
    Ok(NamedColumn {
        field: of_word(field).ok_or_else(|| format!("no column says {field}"))?,
        name: name.to_owned(),
    })
}

/// The word may have equals signs of its own; a meaning has none.
fn status(text: &str) -> Result<NamedStatus, String> {
    let (word, means) = text
        .rsplit_once('=')
        .map(|(word, means)| (word.trim(), means.trim()))
        .filter(|(word, means)| !word.is_empty() && !means.is_empty())
        .ok_or_else(|| "it is WORD=MEANING".to_owned())?;
    Ok(NamedStatus {
        word: word.to_owned(),
        means: of_word(means).ok_or_else(|| format!("no status means {means}"))?,
    })
}

fn parted(text: &str) -> Result<(&str, &str), String> {
    text.split_once('=')
        .map(|(field, name)| (field.trim(), name.trim()))
        .filter(|(field, name)| !field.is_empty() && !name.is_empty())
        .ok_or_else(|| "it is FIELD=NAME".to_owned())
}

fn of_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::String(word.replace('-', "_"))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_statuses_are_named_by_what_they_say() {
        let named = column("order-number=رقم الطلب").map(|named| (named.field, named.name));
        assert_eq!(named, Ok((ShopField::OrderNumber, "رقم الطلب".to_owned())));
        assert_eq!(
            column("opened_at=a=b").map(|named| named.name),
            Ok("a=b".to_owned())
        );
        for wrong in ["amount", "amount=", "=3", "total=Total"] {
            assert!(column(wrong).is_err(), "{wrong}");
        }
        let named = status("قيد = التنفيذ=paid").map(|named| (named.word, named.means));
        assert_eq!(named, Ok(("قيد = التنفيذ".to_owned(), ShopStatus::Paid)));
        assert!(status("done=finished").is_err());
        assert!(status("done").is_err());
    }
}
