//! What can be asked for.

mod note;

use std::path::PathBuf;
use std::time::Duration;

use backoffice::view::{
    Environment, ExportColumn, ExportFormat, Language, OrderQuery, Paper, PrintKind, SortField,
};
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

pub(crate) use note::{Author, Note};

use crate::words::word;

/// The back office of a merchant on Points, on the command line.
///
/// Exit codes: 0 all done, 1 failed, 2 wrong usage, 3 key refused or missing, 4 network or Points
/// away, 5 partly failed.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Arguments {
    /// Where orders and settings live [default: those of the app]
    #[arg(long, value_name = "DIR", env = "POINTS_DESK_DATA_DIR", global = true)]
    pub(crate) data_dir: Option<PathBuf>,
    /// The store profile, by name or id [default: the one used last]
    #[arg(long, value_name = "NAME", global = true)]
    pub(crate) profile: Option<String>,
    /// Prints JSON instead of tables: money as decimal text, times as RFC 3339 in UTC.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Store profiles and their keys.
    #[command(subcommand)]
    Profile(ProfileCommand),
    /// Orders known here.
    #[command(subcommand)]
    Orders(OrdersCommand),
    /// What needs a person today, and the figures of the last days.
    Today(Today),
    /// Asks Points about every order that is due.
    Sync(Sync),
    /// Checkouts that should have ended.
    #[command(subcommand)]
    Checkouts(CheckoutsCommand),
    /// Sets the shipping status of orders at Points.
    Ship(Ship),
    /// What was asked of Points and is not settled.
    #[command(subcommand)]
    Actions(ActionsCommand),
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProfileCommand {
    /// Makes a profile once Points has accepted its private key.
    Add(AddProfile),
    /// Lists the profiles.
    List,
    /// Asks Points whether it accepts the profile's key.
    Check {
        /// Name or id [default: the profile used last]
        name: Option<String>,
    },
    /// Puts another private key in the place of the profile's.
    ReplaceKey {
        /// Name or id.
        name: String,
        /// Reads the key from standard input, so that it is in no argument list.
        #[arg(long, required = true)]
        private_key_stdin: bool,
    },
    /// Removes the profile, and its key from the keyring.
    Remove {
        /// Name or id.
        name: String,
        /// Also deletes everything kept of its orders.
        #[arg(long)]
        delete_data: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct AddProfile {
    /// The profile's name.
    pub(crate) name: String,
    /// Which Points.
    #[arg(long, value_enum)]
    pub(crate) environment: EnvironmentName,
    /// For custom and demo: an address that ends in /api/v1.
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// Only checkouts need it; no secret.
    #[arg(long, value_name = "KEY")]
    pub(crate) public_key: Option<String>,
    /// Reads the private key from standard input. Without this, `POINTS_PRIVATE_KEY` must be set.
    #[arg(long)]
    pub(crate) private_key_stdin: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EnvironmentName {
    /// The real one.
    Production,
    /// Points' test system.
    Sandbox,
    /// A local Points with made-up orders.
    Demo,
    /// Any other address.
    Custom,
}

impl From<EnvironmentName> for Environment {
    fn from(name: EnvironmentName) -> Self {
        match name {
            EnvironmentName::Production => Self::Production,
            EnvironmentName::Sandbox => Self::Sandbox,
            EnvironmentName::Demo => Self::Demo,
            EnvironmentName::Custom => Self::Custom,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum OrdersCommand {
    /// Begins to watch orders by their uuids.
    Track(Track),
    /// Lists orders.
    List(List),
    /// Shows one order, and how each value is known.
    Show(Show),
    /// Writes a note on one order, for the people of the shop. Points is told nothing.
    Note(Note),
    /// Makes a PDF of orders: packing slips or summaries.
    Print(Print),
    /// Writes orders into a file.
    Export(Export),
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("source").required(true).multiple(true).args(["uuids", "file"])))]
pub(crate) struct Track {
    /// The uuids.
    #[arg(value_name = "UUID")]
    pub(crate) uuids: Vec<String>,
    /// A text file with one uuid a row, anything around it; - for standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

/// Which orders, and in which order.
#[derive(Debug, Args)]
pub(crate) struct Filters {
    /// Only these financial statuses.
    #[arg(long, value_name = "S", value_delimiter = ',')]
    pub(crate) status: Vec<String>,
    /// Only these shipping statuses, as words or as code:3.
    #[arg(long, value_name = "S", value_delimiter = ',')]
    pub(crate) shipping: Vec<String>,
    /// Only orders with this fragment in number, reference, product or label.
    #[arg(long, value_name = "Q", default_value = "")]
    pub(crate) search: String,
    /// `created_at`, `order_number`, `reference_number`, type, `financial_status`, `shipping_status`,
    /// `total_price`, `total_points` or `checked_at`; with :desc the greatest first. Short: created,
    /// number, reference, financial, shipping, total, points, checked.
    #[arg(long, value_name = "FIELD[:desc]", default_value = "created:desc", value_parser = sort)]
    pub(crate) sort: Sort,
}

impl From<Filters> for OrderQuery {
    fn from(filters: Filters) -> Self {
        Self {
            search: filters.search,
            financial: filters.status,
            shipping: filters.shipping,
            sort: filters.sort.field,
            ascending: filters.sort.ascending,
            ..Self::default()
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) filters: Filters,
    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = 50,
        value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: u32,
    /// Goes on behind the cursor that the page before ended with.
    #[arg(long, value_name = "CURSOR")]
    pub(crate) after: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sort {
    pub(crate) field: SortField,
    pub(crate) ascending: bool,
}

/// Each field under the name that the JSON prints.
const SORT_FIELDS: [(&str, SortField); 9] = [
    ("created_at", SortField::Created),
    ("order_number", SortField::Number),
    ("reference_number", SortField::Reference),
    ("type", SortField::Type),
    ("financial_status", SortField::Financial),
    ("shipping_status", SortField::Shipping),
    ("total_price", SortField::Total),
    ("total_points", SortField::Points),
    ("checked_at", SortField::Checked),
];

fn sort(text: &str) -> Result<Sort, String> {
    let (name, ascending) = match text.split_once(':') {
        None => (text, true),
        Some((name, "asc")) => (name, true),
        Some((name, "desc")) => (name, false),
        Some(_) => return Err("after the field only :asc or :desc may follow".to_owned()),
    };
    SORT_FIELDS
        .into_iter()
        .find(|(printed, field)| *printed == name || word(field) == name)
        .map(|(_, field)| Sort { field, ascending })
        .ok_or_else(|| {
            let names: Vec<_> = SORT_FIELDS.iter().map(|(printed, _)| *printed).collect();
            let names = names.join(", ");
            match name {
                "updated_at" => format!("orders cannot be sorted by updated_at, but by {names}"),
                _ => format!("the fields are {names}"),
            }
        })
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) filters: Filters,
    /// Where to; a file of this name is replaced once the new one is whole.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// The kind of file [default: by the ending of FILE, or csv]
    #[arg(long, value_enum)]
    pub(crate) format: Option<FormatName>,
    /// Only these columns, in this order; not for jsonl, which has every field [default: all]
    #[arg(long, value_name = "C", value_delimiter = ',', value_parser = column)]
    pub(crate) columns: Vec<ExportColumn>,
    /// The language of headings and statuses.
    #[arg(long, value_enum, default_value_t = LanguageName::En)]
    pub(crate) language: LanguageName,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatName {
    /// Text with commas, for spreadsheets.
    Csv,
    /// A workbook of Excel.
    Xlsx,
    /// One JSON object a line, as `orders list --json` has them.
    Jsonl,
}

impl From<FormatName> for ExportFormat {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Csv => Self::Csv,
            FormatName::Xlsx => Self::Xlsx,
            FormatName::Jsonl => Self::Jsonl,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanguageName {
    /// Arabic.
    Ar,
    /// English.
    En,
}

impl From<LanguageName> for Language {
    fn from(name: LanguageName) -> Self {
        match name {
            LanguageName::Ar => Self::Ar,
            LanguageName::En => Self::En,
        }
    }
}

/// Columns that the JSON prints under another name.
const PRINTED_COLUMNS: [(&str, ExportColumn); 7] = [
    ("order_number", ExportColumn::Number),
    ("reference_number", ExportColumn::Reference),
    ("total_price", ExportColumn::Total),
    ("total_points", ExportColumn::Points),
    ("created_at", ExportColumn::Created),
    ("updated_at", ExportColumn::Updated),
    ("checked_at", ExportColumn::Checked),
];

fn column(text: &str) -> Result<ExportColumn, String> {
    let printed = PRINTED_COLUMNS.into_iter().find(|(name, _)| *name == text);
    ExportColumn::ALL
        .into_iter()
        .find(|column| word(column) == text)
        .or(printed.map(|(_, column)| column))
        .ok_or_else(|| {
            let names: Vec<String> = ExportColumn::ALL.iter().map(word).collect();
            format!("the columns are {}", names.join(", "))
        })
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// A uuid, an order number or a reference number.
    #[arg(value_name = "UUID|NUMBER|REFERENCE")]
    pub(crate) key: String,
    /// Also everything that Points said about it, as received.
    #[arg(long)]
    pub(crate) observations: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Today {
    /// So many days, today among them; 366 at the most.
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=366))]
    pub(crate) days: u32,
}

#[derive(Debug, Args)]
pub(crate) struct Print {
    /// Uuids, order numbers or reference numbers, in the order of printing.
    #[arg(value_name = "KEY", required = true)]
    pub(crate) keys: Vec<String>,
    /// What of each order.
    #[arg(long, value_enum)]
    pub(crate) kind: PrintKindName,
    /// On what.
    #[arg(long, value_enum, default_value_t = PaperName::A4)]
    pub(crate) paper: PaperName,
    /// In which language.
    #[arg(long, value_enum)]
    pub(crate) language: LanguageName,
    /// The file to write; what is there is replaced.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PrintKindName {
    /// The packing slip, without prices.
    Slip,
    /// The order summary.
    Summary,
}

impl From<PrintKindName> for PrintKind {
    fn from(name: PrintKindName) -> Self {
        match name {
            PrintKindName::Slip => Self::Slip,
            PrintKindName::Summary => Self::Summary,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PaperName {
    /// 210 × 297 mm.
    A4,
    /// 105 × 148 mm, for label printers.
    A6,
}

impl From<PaperName> for Paper {
    fn from(name: PaperName) -> Self {
        match name {
            PaperName::A4 => Self::A4,
            PaperName::A6 => Self::A6,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Sync {
    /// Every order, not only those that are due.
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ActionsCommand {
    /// Lists them, oldest first.
    List,
    /// Reads the orders now and holds the actions against what Points shows. Nothing is sent.
    Settle {
        /// Their ids, as listed.
        #[arg(value_name = "ID", required = true)]
        ids: Vec<i64>,
    },
    /// Gives actions up, so that their orders can be shipped again. What was sent may still come.
    Withdraw {
        /// Their ids, as listed.
        #[arg(value_name = "ID", required = true)]
        ids: Vec<i64>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum CheckoutsCommand {
    /// Orders still unpaid or reserved past their time, oldest first.
    Stale {
        /// Past this age instead of those of the settings: 45s, 30m, 24h or 7d.
        #[arg(long, value_name = "AGE", value_parser = age)]
        older_than: Option<Duration>,
    },
}

fn age(text: &str) -> Result<Duration, String> {
    const WRONG: &str = "an age is a number with s, m, h or d, such as 30m";
    let split = text.len().saturating_sub(1);
    let (number, unit) = text.split_at_checked(split).ok_or(WRONG)?;
    let number: u64 = number.parse().map_err(|_| WRONG)?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return Err(WRONG.to_owned()),
    };
    number
        .checked_mul(seconds)
        .map(Duration::from_secs)
        .ok_or_else(|| "this is too long".to_owned())
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").required(true).multiple(true).args(["to", "name_ar", "name_en"])))]
pub(crate) struct Ship {
    /// Uuids, order numbers or reference numbers.
    #[arg(value_name = "KEY", required = true)]
    pub(crate) keys: Vec<String>,
    /// The shipping status.
    #[arg(long, value_name = "STATUS", value_parser = [
        "new", "license_in_progress", "ready_shipping", "delivery_is_in_progress", "delivered", "cancelled",
    ])]
    pub(crate) to: Option<String>,
    /// A label for the customer in Arabic, at most 120 characters.
    #[arg(long, value_name = "TEXT", value_parser = label)]
    pub(crate) name_ar: Option<String>,
    /// A label for the customer in English, at most 120 characters.
    #[arg(long, value_name = "TEXT", value_parser = label)]
    pub(crate) name_en: Option<String>,
    /// Sends it also where an earlier action of the order is unclear and no read settles it.
    #[arg(long)]
    pub(crate) again: bool,
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
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_commands_hold_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_sort_names_a_field_and_a_direction() {
        let total = |ascending| {
            Ok(Sort {
                field: SortField::Total,
                ascending,
            })
        };
        assert_eq!(sort("total"), total(true));
        assert_eq!(sort("total:asc"), total(true));
        assert_eq!(sort("total:desc"), total(false));
        assert!(sort("total:down").is_err());
        assert!(sort("colour").is_err_and(|error| error.contains("reference_number")));
        assert!(sort("updated_at").is_err_and(|error| error.contains("cannot be sorted by")));
    }

    #[test]
    fn a_field_may_be_called_as_the_json_calls_it() {
        for (printed, field) in SORT_FIELDS {
            for name in [printed, &word(&field)] {
                let ascending = false;
                assert_eq!(sort(&format!("{name}:desc")), Ok(Sort { field, ascending }));
            }
        }
    }

    #[test]
    fn a_column_is_called_as_in_the_list_or_as_the_json_prints_it() {
        assert_eq!(column("total_price"), Ok(ExportColumn::Total));
        assert_eq!(column("number"), Ok(ExportColumn::Number));
        assert_eq!(column("item_count"), Ok(ExportColumn::ItemCount));
        assert!(column("colour").is_err_and(|error| error.contains("metadata")));
    }

    #[test]
    fn an_age_has_a_unit() {
        assert_eq!(age("30m"), Ok(Duration::from_mins(30)));
        assert_eq!(age("7d"), Ok(Duration::from_hours(168)));
        for wrong in [
            "",
            "m",
            "30",
            "-1h",
            "٣h",
            "30w",
            "é",
            "99999999999999999999d",
        ] {
            assert!(age(wrong).is_err(), "{wrong}");
        }
        assert!(age("9999999999999999999d").is_err());
    }

    #[test]
    fn labels_are_measured_in_characters() {
        assert_eq!(label(" جاهز ").as_deref(), Ok("جاهز"));
        assert!(label(&"ش".repeat(120)).is_ok());
        assert!(label(&"ش".repeat(121)).is_err());
        assert!(label("  ").is_err());
    }

    #[test]
    fn something_must_be_sent_and_tracked() {
        let parse = |line: &str| Arguments::try_parse_from(line.split(' '));
        assert!(parse("pointsctl ship 1042").is_err());
        assert!(parse("pointsctl ship 1042 --to delivered").is_ok());
        assert!(parse("pointsctl ship 1042 --name-en Gone --again").is_ok());
        assert!(parse("pointsctl orders list --limit 0").is_err());
        assert!(parse("pointsctl orders list --limit 1").is_ok());
        assert!(parse("pointsctl ship 1042 --to somewhere").is_err());
        assert!(parse("pointsctl orders track").is_err());
        assert!(parse("pointsctl orders track --file -").is_ok());
        assert!(parse("pointsctl profile replace-key Shop").is_err());
        assert!(parse("pointsctl orders print 1042 --kind slip --language ar").is_err());
        assert!(parse("pointsctl orders print 1042 --kind slip --language ar --out a.pdf").is_ok());
        assert!(parse("pointsctl orders print --kind slip --language ar --out a.pdf").is_err());
        assert!(parse("pointsctl actions settle").is_err());
        assert!(parse("pointsctl actions withdraw 3 4").is_ok());
    }
}
