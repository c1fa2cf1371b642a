//! What may be registered at Points. Pure.

use points_api::NewWebhook;
use url::Url;

use super::fault::WebhookFault;
use crate::inbox::is_this_machine;
use crate::text::one_line;
use crate::view::WebhookRequest;

/// Both from the API documentation, "Webhooks".
const NAME_CHARACTERS: usize = 255;
const URL_CHARACTERS: usize = 500;

/// Reads what a person wants to register, or to change a webhook to. `points_is_here`: only a local
/// Points delivers to this machine, and without encryption.
pub fn checked(request: &WebhookRequest, points_is_here: bool) -> Result<NewWebhook, WebhookFault> {
    let name = one_line(&request.name);
    if name.is_empty() || name.chars().count() > NAME_CHARACTERS {
        return Err(WebhookFault::NameInvalid);
    }
    let url = Url::parse(request.url.trim()).map_err(|_| WebhookFault::UrlInvalid)?;
    let is_reached = match url.scheme() {
        "https" => points_is_here || !is_this_machine(&url),
        "http" => points_is_here && is_this_machine(&url),
        _ => false,
    };
    let has_password = !url.username().is_empty() || url.password().is_some();
    if !is_reached || has_password || url.as_str().chars().count() > URL_CHARACTERS {
        return Err(WebhookFault::UrlInvalid);
    }
    Ok(NewWebhook { name, url })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;

    fn request(name: &str, url: &str) -> WebhookRequest {
        WebhookRequest {
            name: name.to_owned(),
            url: url.to_owned(),
        }
    }

    #[test]
    fn points_sends_over_https_and_only_a_local_one_to_this_machine() {
        let fault = |url: &str, here| checked(&request("Shop", url), here).err();
        let invalid = Some(WebhookFault::UrlInvalid);
        for here in [false, true] {
            assert_eq!(fault("https://inbox.shop.sa/hooks/main", here), None);
            for url in [
                "",
                "inbox.shop.sa/hooks/main",
                "http://inbox.shop.sa/hooks/main",
                "ftp://inbox.shop.sa/hooks/main",
                "https://me:word@inbox.shop.sa/hooks/main",
            ] {
                assert_eq!(fault(url, here), invalid, "{url}");
            }
        }
        for url in [
            "http://127.0.0.1:8180/hooks/main",
            "https://localhost/hooks/main",
        ] {
            assert_eq!(fault(url, true), None, "{url}");
            assert_eq!(fault(url, false), invalid, "{url}");
        }
    }

    #[test]
    fn both_have_the_documented_lengths() {
        let url = "https://inbox.shop.sa/hooks/main";
        let name = |name: &str| checked(&request(name, url), false).map(|hook| hook.name);
        assert_eq!(name(" صندوق \n المتجر "), Ok("صندوق المتجر".to_owned()));
        assert_eq!(name(&"ش".repeat(255)), Ok("ش".repeat(255)));
        assert_eq!(name(&"ش".repeat(256)), Err(WebhookFault::NameInvalid));
        assert_eq!(name(" \u{202e} "), Err(WebhookFault::NameInvalid));
        let long = |length| {
            let base = "https://inbox.shop.sa/";
            let url = format!("{base}{}", "a".repeat(length - base.len()));
            checked(&request("n", &url), false)
        };
        assert!(long(500).is_ok());
        assert_eq!(long(501), Err(WebhookFault::UrlInvalid));
    }
}
