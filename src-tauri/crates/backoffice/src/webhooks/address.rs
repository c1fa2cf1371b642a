//! Which webhook leads to the inbox that the desk reads, as far as its address tells. Pure.

use points_api::Webhook;
use url::Url;

use crate::inbox::InboxAddress;

/// The path of an inbox before the name of a hook.
const HOOKS: &str = "/hooks/";

/// The longest name that an inbox takes.
const NAME_LENGTH: usize = 64;

/// The hook of a webhook that is registered for an inbox the first time.
const USUAL_HOOK: &str = "main";

/// The name of the inbox's hook that an address leads to, `main` in
/// `https://inbox.shop.sa/hooks/main`; none: it is no address of an inbox's hook.
pub fn hook_of(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let (_, name) = url.path().split_once(HOOKS)?;
    let is_name = !name.is_empty()
        && name.len() <= NAME_LENGTH
        && name
            .bytes()
            .all(|sign| sign.is_ascii_alphanumeric() || sign == b'-' || sign == b'_');
    is_name.then(|| name.to_owned())
}

/// The hook of a webhook that leads to one of these inboxes, which are all names of the one that the
/// desk reads; none: it leads elsewhere.
pub fn hook_here(inboxes: &[InboxAddress], url: &str) -> Option<String> {
    let inbox = InboxAddress::parse(url).ok()?;
    hook_of(url).filter(|_| inboxes.contains(&inbox))
}

/// What a webhook for the inbox is best registered with. None: there is no inbox, Points cannot reach
/// it, or it has a webhook. `points_is_here`: a local Points reaches what only this machine does.
pub fn suggested_url(
    inboxes: &[InboxAddress],
    points_is_here: bool,
    webhooks: &[Webhook],
) -> Option<String> {
    let has_one = webhooks
        .iter()
        .any(|webhook| hook_here(inboxes, &webhook.url).is_some());
    if has_one {
        return None;
    }
    inboxes
        .iter()
        .find(|inbox| points_is_here || !inbox.is_loopback())
        .map(|inbox| format!("{inbox}{HOOKS}{USUAL_HOOK}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;

    fn inboxes(addresses: &[&str]) -> Vec<InboxAddress> {
        addresses
            .iter()
            .map(|address| InboxAddress::parse(address).unwrap())
            .collect()
    }

    fn webhook(url: &str) -> Webhook {
        serde_json::from_value(serde_json::json!({
            "uuid": "3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d", "name": "n", "url": url,
        }))
        .unwrap()
    }

    #[test]
    fn a_webhook_leads_here_by_its_whole_address_and_by_nothing_less() {
        let here = inboxes(&["http://127.0.0.1:8180", "https://shop.sa/points"]);
        for (url, hook) in [
            ("https://shop.sa/points/hooks/main", Some("main")),
            ("https://SHOP.sa:443/points/hooks/shop-2", Some("shop-2")),
            (
                "https://shop.sa/points/hooks/main?from=points",
                Some("main"),
            ),
            ("http://127.0.0.1:8180/hooks/main", Some("main")),
            ("https://shop.sa/hooks/main", None),
            ("https://shop.sa:8443/points/hooks/main", None),
            ("https://shop.sa.evil.example/points/hooks/main", None),
            ("https://shop.sa@evil.example/points/hooks/main", None),
            ("http://shop.sa/points/hooks/main", None),
            ("https://shop.sa/points/hooks/", None),
            ("https://shop.sa/points/hooks/main/more", None),
            ("https://shop.sa/points/events", None),
            ("http://127.0.0.1:8181/hooks/main", None),
            ("no address", None),
        ] {
            assert_eq!(hook_here(&here, url).as_deref(), hook, "{url}");
        }
        assert_eq!(hook_here(&[], "https://shop.sa/points/hooks/main"), None);
    }

    #[test]
    fn what_points_can_reach_is_suggested_until_it_is_registered() {
        let public = inboxes(&["https://inbox.shop.sa"]);
        let suggested = suggested_url(&public, false, &[webhook("https://crm.example/points")]);
        assert_eq!(
            suggested.as_deref(),
            Some("https://inbox.shop.sa/hooks/main")
        );
        let there = [webhook("https://inbox.shop.sa/hooks/other")];
        assert_eq!(suggested_url(&public, false, &there), None);

        let tunnelled = inboxes(&["http://127.0.0.1:8180", "https://inbox.shop.sa"]);
        assert_eq!(suggested_url(&tunnelled, false, &[]), suggested);
        let loopback = inboxes(&["http://127.0.0.1:8180"]);
        assert_eq!(suggested_url(&loopback, false, &[]), None);
        assert_eq!(
            suggested_url(&loopback, true, &[]).as_deref(),
            Some("http://127.0.0.1:8180/hooks/main")
        );
        assert_eq!(suggested_url(&[], true, &[]), None);
    }
}
