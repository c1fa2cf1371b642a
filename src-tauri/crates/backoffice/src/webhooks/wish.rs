//! What a person wants of the webhooks at Points, and what came of it by what the list shows. Pure.
//!
//! No call is ever sent again by itself. No key against duplicates is documented for registering, so
//! where its answer was lost only the list can tell.

use points_api::{ApiError, Effect, Failure, NewWebhook, Webhook, WebhookUuid};
use url::Url;

use super::fault::WebhookFault;

/// A wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// A webhook more.
    Register(NewWebhook),
    /// Another name and address for one.
    Change(WebhookUuid, NewWebhook),
    /// One less.
    Remove(WebhookUuid),
}

/// What is to be done about a wish, by the list as it was just read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beforehand {
    /// It is sent.
    Send,
    /// It is so already.
    Done,
    /// It cannot be.
    Hindered(WebhookFault),
}

impl Wish {
    /// Decides whether it is sent.
    pub fn beforehand(&self, listed: &[Webhook]) -> Beforehand {
        let is_there = |uuid: WebhookUuid| listed.iter().any(|webhook| webhook.uuid == uuid);
        match self {
            Self::Change(uuid, _) | Self::Remove(uuid) if !is_there(*uuid) => {
                Beforehand::Hindered(WebhookFault::Unknown)
            }
            _ if self.is_repeated(listed) => Beforehand::Hindered(WebhookFault::Repeated),
            Self::Change(..) if self.is_so(listed) => Beforehand::Done,
            _ => Beforehand::Send,
        }
    }

    /// Whether a list shows that it came about.
    fn is_so(&self, listed: &[Webhook]) -> bool {
        match self {
            Self::Register(wanted) => listed.iter().any(|webhook| leads_to(webhook, &wanted.url)),
            Self::Change(uuid, wanted) => listed.iter().any(|webhook| {
                webhook.uuid == *uuid
                    && webhook.name == wanted.name
                    && leads_to(webhook, &wanted.url)
            }),
            Self::Remove(uuid) => listed.iter().all(|webhook| webhook.uuid != *uuid),
        }
    }

    /// Whether another webhook has the address.
    fn is_repeated(&self, listed: &[Webhook]) -> bool {
        let (own, wanted) = match self {
            Self::Register(wanted) => (None, wanted),
            Self::Change(uuid, wanted) => (Some(*uuid), wanted),
            Self::Remove(_) => return false,
        };
        listed
            .iter()
            .any(|webhook| Some(webhook.uuid) != own && leads_to(webhook, &wanted.url))
    }

    /// What came of it, by the list after a call that failed with [`wants_a_look`]; none: the list
    /// could not be read either. An error other than those here is the call's own.
    pub fn afterwards(
        &self,
        error: &ApiError,
        listed: Option<&[Webhook]>,
    ) -> Result<(), Option<WebhookFault>> {
        let is_unclear = error.effect == Effect::MayBeApplied;
        match listed {
            Some(listed) if is_unclear && self.is_so(listed) => Ok(()),
            Some(listed) => match self.beforehand(listed) {
                Beforehand::Hindered(fault) => Err(Some(fault)),
                Beforehand::Send | Beforehand::Done if is_unclear => {
                    Err(Some(WebhookFault::Unclear))
                }
                Beforehand::Send | Beforehand::Done => Err(None),
            },
            None if is_unclear => Err(Some(WebhookFault::Unclear)),
            None => Err(None),
        }
    }

    /// The webhook that was registered or changed, in a list that shows it.
    pub fn brought_about<'a>(&self, listed: &'a [Webhook]) -> Option<&'a Webhook> {
        match self {
            Self::Register(wanted) => listed.iter().find(|webhook| leads_to(webhook, &wanted.url)),
            Self::Change(uuid, _) => listed.iter().find(|webhook| webhook.uuid == *uuid),
            Self::Remove(_) => None,
        }
    }

    /// The list, once it came about; `answered` is the webhook as Points answered.
    pub fn shown_in(&self, mut listed: Vec<Webhook>, answered: Option<Webhook>) -> Vec<Webhook> {
        match self {
            Self::Register(_) => listed.extend(answered),
            Self::Change(uuid, _) => {
                let changed = listed.iter_mut().find(|webhook| webhook.uuid == *uuid);
                if let (Some(webhook), Some(answered)) = (changed, answered) {
                    *webhook = answered;
                }
            }
            Self::Remove(uuid) => listed.retain(|webhook| webhook.uuid != *uuid),
        }
        listed
    }
}

/// Whether only the list tells what came of a call: it may have been carried out, or it was refused
/// in words that may mean that somebody else was there first.
pub fn wants_a_look(error: &ApiError) -> bool {
    error.effect == Effect::MayBeApplied
        || matches!(
            error.failure,
            Failure::RuleRefused { .. } | Failure::Invalid { .. } | Failure::NotFound { .. }
        )
}

fn leads_to(webhook: &Webhook, wanted: &Url) -> bool {
    webhook.url == wanted.as_str() || Url::parse(&webhook.url).is_ok_and(|url| url == *wanted)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use points_api::NetworkFault;

    use super::*;

    const ONE: &str = "3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c01";
    const TWO: &str = "3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c02";

    fn webhook(uuid: &str, name: &str, url: &str) -> Webhook {
        serde_json::from_value(serde_json::json!({ "uuid": uuid, "name": name, "url": url }))
            .unwrap()
    }

    fn new(name: &str, url: &str) -> NewWebhook {
        NewWebhook {
            name: name.to_owned(),
            url: url.parse().unwrap(),
        }
    }

    fn error(failure: Failure, effect: Effect) -> ApiError {
        ApiError {
            failure,
            effect,
            request: "POST /webhooks",
        }
    }

    fn lost() -> ApiError {
        let failure = Failure::Network(NetworkFault::AnswerTimeout);
        error(failure, Effect::MayBeApplied)
    }

    #[test]
    fn what_the_list_forbids_is_not_sent() {
        let listed = [
            webhook(ONE, "one", "https://a.example/h"),
            webhook(TWO, "two", "https://b.example/h"),
        ];
        let hindered = |wish: Wish| match wish.beforehand(&listed) {
            Beforehand::Hindered(fault) => Some(fault),
            _ => None,
        };
        let (one, gone) = (
            ONE.parse().unwrap(),
            ONE.replace("01", "09").parse().unwrap(),
        );
        let free = new("n", "https://c.example/h");
        assert_eq!(hindered(Wish::Register(free.clone())), None);
        assert_eq!(
            hindered(Wish::Register(new("n", "https://A.example:443/h"))),
            Some(WebhookFault::Repeated)
        );
        assert_eq!(
            hindered(Wish::Change(one, new("one", "https://b.example/h"))),
            Some(WebhookFault::Repeated)
        );
        assert_eq!(
            hindered(Wish::Change(gone, free)),
            Some(WebhookFault::Unknown)
        );
        assert_eq!(hindered(Wish::Remove(gone)), Some(WebhookFault::Unknown));
        assert_eq!(hindered(Wish::Remove(one)), None);
        let same = Wish::Change(one, new("one", "https://a.example/h"));
        assert_eq!(same.beforehand(&listed), Beforehand::Done);
        let renamed = Wish::Change(one, new("uno", "https://a.example/h"));
        assert_eq!(renamed.beforehand(&listed), Beforehand::Send);
    }

    #[test]
    fn after_a_lost_answer_the_list_decides() {
        let one = ONE.parse().unwrap();
        let there = [webhook(ONE, "n", "https://a.example/h")];
        let register = Wish::Register(new("n", "https://a.example/h"));
        let unclear = Err(Some(WebhookFault::Unclear));
        assert_eq!(register.afterwards(&lost(), Some(&there)), Ok(()));
        assert_eq!(register.afterwards(&lost(), Some(&[])), unclear);
        assert_eq!(register.afterwards(&lost(), None), unclear);

        let remove = Wish::Remove(one);
        assert_eq!(remove.afterwards(&lost(), Some(&[])), Ok(()));
        assert_eq!(remove.afterwards(&lost(), Some(&there)), unclear);

        let change = Wish::Change(one, new("m", "https://a.example/h"));
        let renamed = [webhook(ONE, "m", "https://a.example/h")];
        assert_eq!(change.afterwards(&lost(), Some(&renamed)), Ok(()));
        assert_eq!(change.afterwards(&lost(), Some(&there)), unclear);
        assert_eq!(
            change.afterwards(&lost(), Some(&[])),
            Err(Some(WebhookFault::Unknown))
        );
    }

    #[test]
    fn a_refusal_is_told_by_what_the_list_shows_or_in_points_own_words() {
        let message = || "Webhook already exists for this URL".to_owned();
        let refused = error(
            Failure::RuleRefused { message: message() },
            Effect::NotApplied,
        );
        assert!(wants_a_look(&refused));
        let there = [webhook(ONE, "n", "https://a.example/h")];
        let register = Wish::Register(new("n", "https://a.example/h"));
        assert_eq!(
            register.afterwards(&refused, Some(&there)),
            Err(Some(WebhookFault::Repeated))
        );
        assert_eq!(register.afterwards(&refused, Some(&[])), Err(None));
        assert_eq!(register.afterwards(&refused, None), Err(None));
        let throttled = Failure::Throttled { retry_after: None };
        assert!(!wants_a_look(&error(throttled, Effect::NotApplied)));
    }
}
