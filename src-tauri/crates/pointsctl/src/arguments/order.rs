//! `pointsctl order`: the money of one order.

use backoffice::view::ActionKind;
use clap::{Args, Subcommand, ValueEnum};

use super::Author;
use super::values::sar;

/// What a reason may have: the rest of Points' 500 characters is for the mark.
const LONGEST_REASON: usize = 480;

#[derive(Debug, Subcommand)]
pub(crate) enum OrderCommand {
    /// Takes the money that is reserved.
    Capture(Money),
    /// Marks an order that redeems points as wholly paid.
    Complete(Complete),
    /// Cancels the order, not its shipping.
    Cancel(Cancel),
    /// Gives money back: all that is left, or a part of it.
    Refund(Refund),
    /// Marks the money as reserved.
    Authorize(Money),
}

#[derive(Debug, Args)]
pub(crate) struct Money {
    /// A uuid, an order number or a reference number.
    #[arg(value_name = "UUID|NUMBER|REFERENCE")]
    pub(crate) key: String,
    #[command(flatten)]
    pub(crate) author: Author,
}

#[derive(Debug, Args)]
pub(crate) struct Complete {
    #[command(flatten)]
    pub(crate) money: Money,
    /// How it was paid [default: Points is told nothing]
    #[arg(long, value_name = "NAME")]
    pub(crate) method: Option<MethodName>,
}

#[derive(Debug, Args)]
pub(crate) struct Cancel {
    #[command(flatten)]
    pub(crate) money: Money,
    /// Why, at most 480 characters; the customer may read it.
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    pub(crate) reason: String,
}

#[derive(Debug, Args)]
pub(crate) struct Refund {
    #[command(flatten)]
    pub(crate) money: Money,
    /// How much [default: all that is left]
    #[arg(long, value_name = "SAR", value_parser = sar)]
    pub(crate) amount: Option<i64>,
    /// Why, at most 480 characters; the customer may read it.
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    pub(crate) reason: String,
}

/// The ten ways in which an order is paid (API documentation, "Complete an order").
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MethodName {
    Visa,
    Mada,
    ApplePay,
    Mastercard,
    Tabby,
    Dashboard,
    BankTransfer,
    Wallet,
    Cash,
    Tamara,
}

impl MethodName {
    /// The API's number of it.
    pub(crate) fn number(self) -> &'static str {
        match self {
            Self::Visa => "1",
            Self::Mada => "2",
            Self::ApplePay => "3",
            Self::Mastercard => "4",
            Self::Tabby => "5",
            Self::Dashboard => "6",
            Self::BankTransfer => "7",
            Self::Wallet => "8",
            Self::Cash => "9",
            Self::Tamara => "10",
        }
    }
}

/// What is asked for, whichever of the commands it was.
pub(crate) struct Asked {
    pub(crate) money: Money,
    pub(crate) kind: ActionKind,
    pub(crate) amount_halalas: Option<i64>,
    pub(crate) payment_method: Option<String>,
    pub(crate) reason: Option<String>,
}

impl From<OrderCommand> for Asked {
    fn from(command: OrderCommand) -> Self {
        let plain = |kind, money| Self {
            money,
            kind,
            amount_halalas: None,
            payment_method: None,
            reason: None,
        };
        match command {
            OrderCommand::Capture(money) => plain(ActionKind::Capture, money),
            OrderCommand::Authorize(money) => plain(ActionKind::Authorize, money),
            OrderCommand::Complete(complete) => Self {
                payment_method: complete.method.map(|method| method.number().to_owned()),
                ..plain(ActionKind::Complete, complete.money)
            },
            OrderCommand::Cancel(cancel) => Self {
                reason: Some(cancel.reason),
                ..plain(ActionKind::Cancel, cancel.money)
            },
            OrderCommand::Refund(refund) => Self {
                amount_halalas: refund.amount,
                reason: Some(refund.reason),
                ..plain(ActionKind::Refund, refund.money)
            },
        }
    }
}

fn reason(text: &str) -> Result<String, String> {
    match text.trim().chars().count() {
        0 => Err("a reason must not be empty".to_owned()),
        1..=LONGEST_REASON => Ok(text.trim().to_owned()),
        length => Err(format!(
            "a reason has at most {LONGEST_REASON} characters, this one has {length}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_methods_are_numbered_as_the_documentation_has_them() {
        let numbers: Vec<_> = MethodName::value_variants()
            .iter()
            .map(|method| method.number().parse())
            .collect();
        assert_eq!(numbers, (1..=10).map(Ok).collect::<Vec<Result<u8, _>>>());
    }

    #[test]
    fn a_reason_has_something_to_read() {
        assert_eq!(reason(" تالف ").as_deref(), Ok("تالف"));
        assert!(reason(&"ش".repeat(480)).is_ok());
        assert!(reason(&"ش".repeat(481)).is_err());
        assert!(reason("  ").is_err());
    }
}
