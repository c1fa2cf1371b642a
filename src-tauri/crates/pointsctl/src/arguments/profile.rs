//! `pointsctl profile`.

use backoffice::view::Environment;
use clap::{Args, Subcommand, ValueEnum};

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
