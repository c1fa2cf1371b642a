//! `pointsctl profile …`.

use std::io::{self, Read};

use backoffice::desk::{Access, DeskError};
use backoffice::view::{ConnectRequest, Connected, DeskView, Environment, Proof};
use points_api::{KeyShape, PrivateKey};
use serde::Serialize;
use serde_json::json;
use zeroize::Zeroizing;

use crate::arguments::{AddProfile, ProfileCommand};
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::{Opening, key_of_environment};
use crate::output::Output;
use crate::shapes::ProfileShape;
use crate::table::{Table, harmless};
use crate::words::word;

/// More than any key has.
const KEY_BYTES: usize = 64 * 1024;

/// Does what is asked.
pub(crate) async fn run(
    command: ProfileCommand,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    match command {
        ProfileCommand::Add(add) => connect(add, opening, output).await,
        ProfileCommand::List => list(opening, output).await,
        ProfileCommand::Check { name } => check(name, opening, output).await,
        ProfileCommand::ReplaceKey { name, .. } => replace_key(&name, opening, output).await,
        ProfileCommand::Remove { name, delete_data } => {
            remove(&name, delete_data, opening, output).await
        }
    }
}

async fn connect(
    add: AddProfile,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let environment = Environment::from(add.environment);
    let wants_address = matches!(environment, Environment::Demo | Environment::Custom);
    if wants_address != add.base_url.is_some() {
        return Err(CommandFailure::Usage(if wants_address {
            format!("--environment {} needs --base-url", word(&environment))
        } else {
            "--base-url goes with --environment custom or demo only".to_owned()
        }));
    }
    let private_key = match key_of_environment()? {
        Some(key) => key,
        None if add.private_key_stdin => key_of_stdin()?,
        None => {
            return Err(CommandFailure::Usage(
                "give the private key with --private-key-stdin, or set POINTS_PRIVATE_KEY"
                    .to_owned(),
            ));
        }
    };
    let connected = opening
        .work(Access::Profiles, async |desk| {
            Ok(desk
                .connect(ConnectRequest {
                    name: add.name,
                    environment,
                    base_url: add.base_url,
                    public_key: add.public_key.unwrap_or_default(),
                    // Parsed, and so wiped, before anything else is done with it.
                    private_key: private_key.expose().to_owned(),
                    keep_for_session: false,
                })
                .await?)
        })
        .await?;
    print_connected(&connected, output)
}

async fn replace_key(
    name: &str,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let private_key = key_of_stdin()?;
    let connected = opening
        .with_profile(Some(name))
        .work(Access::Foreground, async |desk| {
            let text = private_key.expose().to_owned();
            Ok(desk.replace_key(name, text, false).await?)
        })
        .await?;
    print_connected(&connected, output)
}

fn print_connected(connected: &Connected, output: Output) -> Result<Ending, CommandFailure> {
    #[derive(Serialize)]
    struct Shape {
        profile: ProfileShape,
        proved: Vec<String>,
    }
    let shape = Shape {
        profile: ProfileShape::new(&connected.profile, true),
        proved: connected.proved.iter().map(word).collect(),
    };
    output.result(&shape, || {
        let heading = format!("{} is connected.", harmless(&connected.profile.name));
        lines(heading, &connected.proved)
    })?;
    Ok(Ending::Good)
}

async fn check(
    name: Option<String>,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let (profile, proved) = opening
        .with_profile(name.as_deref())
        .work(Access::ReadOnly, async |desk| {
            let profile = active(&desk.desk_view().await?)?;
            let proved = desk.check_key(&profile).await?;
            Ok((profile, proved))
        })
        .await?;
    let words: Vec<String> = proved.iter().map(word).collect();
    output.result(&json!({ "profile": profile, "proved": words }), || {
        lines(format!("{profile}:"), &proved)
    })?;
    Ok(Ending::Good)
}

fn active(view: &DeskView) -> Result<String, CommandFailure> {
    view.active_profile
        .clone()
        .ok_or(CommandFailure::Desk(DeskError::NoProfile))
}

fn lines(heading: String, proved: &[Proof]) -> String {
    let mut text = heading;
    for proof in proved {
        text.push_str(match proof {
            Proof::PrivateKeyAccepted => "\n  Points accepts the private key",
            Proof::PublicKeyShapeOnly => {
                "\n  the public key has the right shape; the first checkout proves it"
            }
            Proof::NoPublicKey => "\n  no public key: checkouts need one",
            Proof::KeyInKeyring => "\n  the private key is in the keyring",
            Proof::KeyForSession => "\n  the private key is stored nowhere",
        });
    }
    text
}

async fn list(opening: Opening, output: Output) -> Result<Ending, CommandFailure> {
    let view = opening
        .work(Access::Profiles, async |desk| Ok(desk.desk_view().await?))
        .await?;
    print_profiles(&view, output)
}

async fn remove(
    name: &str,
    delete_data: bool,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    let view = opening
        .with_profile(Some(name))
        .work(Access::Profiles, async |desk| {
            Ok(desk.remove_profile(name, delete_data).await?)
        })
        .await?;
    print_profiles(&view, output)
}

fn print_profiles(view: &DeskView, output: Output) -> Result<Ending, CommandFailure> {
    let profiles: Vec<ProfileShape> = view
        .profiles
        .iter()
        .map(|profile| {
            let active = view.active_profile.as_ref() == Some(&profile.id);
            ProfileShape::new(profile, active)
        })
        .collect();
    output.result(&json!({ "profiles": profiles }), || {
        if profiles.is_empty() {
            return "There is no profile. Make one with `pointsctl profile add`.".to_owned();
        }
        let mut table = Table::new(&["", "ID", "NAME", "ENVIRONMENT", "KEY", "ADDRESS"]);
        for profile in &profiles {
            table.row([
                if profile.active { "*" } else { "" }.to_owned(),
                profile.id.clone(),
                profile.name.clone(),
                profile.environment.clone(),
                profile.key_in_words(),
                profile.base_url.clone(),
            ]);
        }
        table.text()
    })?;
    Ok(Ending::Good)
}

/// Reads a key into a place that is wiped.
fn key_of_stdin() -> Result<PrivateKey, CommandFailure> {
    // With room for all of it: a vector that grows leaves its old bytes behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(KEY_BYTES + 1));
    io::stdin()
        .lock()
        .take(KEY_BYTES as u64)
        .read_to_end(&mut bytes)
        .map_err(CommandFailure::Input)?;
    let key = str::from_utf8(&bytes)
        .map_err(|_| KeyShape::NotAscii)
        .and_then(|text| PrivateKey::parse(text.to_owned()));
    Ok(key.map_err(DeskError::Key)?)
}
