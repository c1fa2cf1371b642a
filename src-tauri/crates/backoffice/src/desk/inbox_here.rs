//! The inbox that a store profile keeps itself: in this process, on this computer, for as long as the
//! profile is open. The desk reads it as it reads any other.

use std::collections::BTreeSet;
use std::io;
use std::net::{Ipv4Addr, TcpListener};

use points_api::{PrivateKey, WebhookSecret};
use points_inbox::{
    Config, Credentials, GivenCredentials, HandOverError, Limits, Running, StartError,
};
use uuid::Uuid;

use super::profile::{Access, OpenProfile};
use super::registry::{InboxHere, profile_dir};
use super::{Desk, DeskError};
use crate::inbox::{InboxAddress, InboxClient, InboxFault, PublicHost};
use crate::view::{FailureView, InboxHereRequest, InboxHereView, InboxView, Topic};

/// Where its events lie, in the profile's folder.
const FOLDER: &str = "inbox";
/// What the inbox calls the desk.
const DESK: &str = "desk";

impl InboxHere {
    fn view(&self) -> InboxHereView {
        InboxHereView {
            port: self.port,
            host: self.host.clone(),
        }
    }
}

impl Desk {
    /// Keeps an inbox on this computer, and reads it from now on; it listens on loopback alone, and
    /// answers to the public name if one is given. Where it listens already it goes on at the port and
    /// under the name that are given, with the events and secrets that it has.
    pub async fn keep_inbox_here(&self, request: InboxHereRequest) -> Result<InboxView, DeskError> {
        let host = public_host(request.host.as_deref())?;
        let open = self.open_profile_or_fail().await?;
        if !open.is_owned() {
            return Err(DeskError::ProfileInUse);
        }
        let mut running = open.inbox_here.lock().await;
        let before = self.stored(&open.stored.id)?.inbox_here;
        let mut here = InboxHere {
            port: request.port,
            host: host.map(|host| host.to_string()),
            hooks: before
                .as_ref()
                .map(|before| before.hooks.clone())
                .unwrap_or_default(),
        };
        if let Some(old) = running.take_if(|old| old.address().port() == request.port) {
            old.shutdown().await;
        }
        let (started, inbox) = match self.begin_to_keep(&open, &mut here).await {
            Ok(begun) => begun,
            Err(error) => {
                if let Some(before) = before.filter(|_| running.is_none()) {
                    let failure = FailureView::from(&error);
                    open.following
                        .use_inbox_here(before.view(), Some(Err(failure)));
                }
                return Err(error);
            }
        };
        open.following.use_inbox_here(here.view(), Some(Ok(inbox)));
        if let Some(old) = running.replace(started) {
            old.shutdown().await;
        }
        self.board.changed(&[Topic::Desk, Topic::Inbox]);
        self.inbox_view().await
    }

    /// Starts the inbox with a new token, and notes that it is kept.
    async fn begin_to_keep(
        &self,
        open: &OpenProfile,
        here: &mut InboxHere,
    ) -> Result<(Running, InboxClient), DeskError> {
        let id = open.stored.id.clone();
        let token = new_token()?;
        let (started, inbox) = self.start_inbox_here(&id, here, token.clone()).await?;
        here.port = started.address().port();
        let place = self.place_of_secrets(&id)?;
        self.keep_inbox_token(&id, token, place).await?;
        let noted = here.clone();
        self.change_registry(move |registry| {
            let stored = registry.profile_mut(&id)?;
            stored.inbox = None;
            stored.inbox_here = Some(noted);
            Ok(())
        })
        .await?;
        Ok((started, inbox))
    }

    /// Starts the profile's own inbox with the profile. Only a desk that works by itself listens:
    /// whoever does one thing and ends would take Points' deliveries for that moment, or the port
    /// from the app.
    pub(super) async fn begin_inbox_here(&self, open: &OpenProfile, here: &InboxHere) {
        if self.access != Access::Background {
            open.following.use_inbox_here(here.view(), None);
            return;
        }
        let mut running = open.inbox_here.lock().await;
        if running.is_some() {
            return;
        }
        let inbox = match self.start_inbox_again(open, here).await {
            Ok((started, inbox)) => {
                *running = Some(started);
                Ok(inbox)
            }
            Err(error) => {
                tracing::warn!(%error, "the inbox here does not listen");
                Err(FailureView::from(&error))
            }
        };
        open.following.use_inbox_here(here.view(), Some(inbox));
    }

    async fn start_inbox_again(
        &self,
        open: &OpenProfile,
        here: &InboxHere,
    ) -> Result<(Running, InboxClient), DeskError> {
        let id = &open.stored.id;
        let place = self.place_of_secrets(id)?;
        let token = if let Some(token) = self.inbox_token(id, place).await? {
            token
        } else {
            let token = new_token()?;
            self.keep_inbox_token(id, token.clone(), place).await?;
            token
        };
        self.start_inbox_here(id, here, token).await
    }

    /// Begins to listen with the secrets that are kept.
    async fn start_inbox_here(
        &self,
        id: &str,
        here: &InboxHere,
        token: PrivateKey,
    ) -> Result<(Running, InboxClient), DeskError> {
        let host = public_host(here.host.as_deref())?;
        let secrets = self.hook_secrets(id, &here.hooks).await?;
        let port = self.free_port(id, here.port)?;
        let data_dir = profile_dir(&self.data_dir, id).join(FOLDER);
        let started = Running::start(Config {
            listen: (Ipv4Addr::LOCALHOST, port).into(),
            hosts: host.iter().map(|host| host.name().to_owned()).collect(),
            data_dir: data_dir.clone(),
            credentials: Credentials::Given(GivenCredentials {
                secrets,
                tokens: vec![(DESK.to_owned(), token.expose().to_owned().into())],
            }),
            certificate: None,
            limits: Limits::default(),
        })
        .await
        .map_err(|error| match error {
            StartError::Listen { source, .. } => port_taken(port, &source),
            other => DeskError::File {
                path: data_dir,
                source: io::Error::other(other.to_string()),
            },
        })?;
        let address = InboxAddress::parse(&started.url()).map_err(|_| DeskError::InboxAddress)?;
        Ok((started, InboxClient::here(address, token)?))
    }

    /// The wanted port, or any that is free. None that another profile's inbox has: a tunnel leads
    /// to it, and would bring another shop's events.
    fn free_port(&self, id: &str, wanted: u16) -> Result<u16, DeskError> {
        let others: BTreeSet<u16> = self
            .registry()
            .profiles
            .iter()
            .filter(|stored| stored.id != id)
            .filter_map(|stored| stored.inbox_here.as_ref().map(|here| here.port))
            .collect();
        if others.contains(&wanted) {
            let taken = io::Error::other("the inbox of another store has it");
            return Err(port_taken(wanted, &taken));
        }
        if wanted != 0 {
            return Ok(wanted);
        }
        // Held until one is found, so that the system gives another one each time.
        let mut held = Vec::new();
        loop {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
            let listener = listener.map_err(|error| port_taken(0, &error))?;
            let port = listener
                .local_addr()
                .map_err(|error| port_taken(0, &error))?
                .port();
            if !others.contains(&port) {
                return Ok(port);
            }
            held.push(listener);
        }
    }

    /// Hands the secret of a hook to the desk's own inbox: at once where it listens, and to be given
    /// again at each start.
    pub(super) async fn give_secret_here(
        &self,
        open: &OpenProfile,
        hook: &str,
        secret: &WebhookSecret,
    ) -> Result<(), DeskError> {
        let running = open.inbox_here.lock().await;
        match running.as_ref() {
            Some(running) => running.set_secret(hook, secret.clone()).await,
            None => points_inbox::check_secret(hook, secret),
        }
        .map_err(|error| match error {
            HandOverError::Kept(error) => InboxFault::Unreachable(error.to_string()),
            _ => InboxFault::SecretsClosed,
        })?;
        self.keep_hook_secret(&open.stored.id, hook, secret).await
    }
}

fn public_host(text: Option<&str>) -> Result<Option<PublicHost>, DeskError> {
    text.filter(|text| !text.trim().is_empty())
        .map(PublicHost::parse)
        .transpose()
        .map_err(|_| DeskError::InboxHost)
}

fn port_taken(port: u16, error: &io::Error) -> DeskError {
    DeskError::InboxPortTaken {
        port,
        technical: error.to_string(),
    }
}

/// 244 bits of the system's randomness.
fn new_token() -> Result<PrivateKey, DeskError> {
    let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    Ok(PrivateKey::parse(token)?)
}
