//! `pointsctl ship`.

use clap::{ArgGroup, Args};

use super::{Author, Filters};

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").required(true).multiple(true).args(["to", "next", "name_ar", "name_en"])))]
#[command(group(ArgGroup::new("many").multiple(true).args(["next", "matching"])))]
pub(crate) struct Ship {
    /// Uuids, order numbers or reference numbers.
    #[arg(value_name = "KEY", required_unless_present = "matching")]
    pub(crate) keys: Vec<String>,
    /// Every order that the filters let through, instead of KEYs; 500 at once, at the most.
    #[arg(long, conflicts_with_all = ["keys", "name_ar", "name_en", "again"])]
    pub(crate) matching: bool,
    #[command(flatten)]
    pub(crate) filters: Filters,
    /// The shipping status.
    #[arg(long, value_name = "STATUS", value_parser = [
        "new", "license_in_progress", "ready_shipping", "delivery_is_in_progress", "delivered", "cancelled",
    ])]
    pub(crate) to: Option<String>,
    /// Each order to the next status on the shop's path.
    #[arg(long, conflicts_with_all = ["to", "name_ar", "name_en", "again"])]
    pub(crate) next: bool,
    /// With --next or --matching: says what would go and what would stay, and why. Nothing is sent.
    #[arg(long, requires = "many")]
    pub(crate) dry_run: bool,
    /// A label for the customer in Arabic, at most 120 characters.
    #[arg(long, value_name = "TEXT", value_parser = label)]
    pub(crate) name_ar: Option<String>,
    /// A label for the customer in English, at most 120 characters.
    #[arg(long, value_name = "TEXT", value_parser = label)]
    pub(crate) name_en: Option<String>,
    /// Sends it also where an earlier action of the order is unclear and no read settles it.
    #[arg(long)]
    pub(crate) again: bool,
    /// Waits until each is settled, or waits for the network or for a person. That is what is done
    /// without it too.
    #[arg(long, conflicts_with = "queue")]
    pub(crate) wait: bool,
    /// Only writes down what is asked for; the app sends it, or whoever works on the order next.
    #[arg(long, conflicts_with_all = ["many", "again"])]
    pub(crate) queue: bool,
    #[command(flatten)]
    pub(crate) author: Author,
}

fn label(text: &str) -> Result<String, String> {
    match text.trim().chars().count() {
        0 => Err("a label must not be empty".to_owned()),
        1..=120 => Ok(text.trim().to_owned()),
        length => Err(format!(
            "a label has at most 120 characters, this one has {length}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_measured_in_characters() {
        assert_eq!(label(" جاهز ").as_deref(), Ok("جاهز"));
        assert!(label(&"ش".repeat(120)).is_ok());
        assert!(label(&"ش".repeat(121)).is_err());
        assert!(label("  ").is_err());
    }
}
