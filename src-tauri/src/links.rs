//! Links that the system hands over: `points-desk://order/<uuid>` opens the order.

use std::sync::{Mutex, PoisonError};

use tauri::{App, AppHandle, Manager as _};
use tauri_plugin_deep_link::DeepLinkExt as _;

use crate::opening::OpenDesk;
use crate::{events, window};

/// The order that waits for a page which has not painted yet.
#[derive(Default)]
pub(crate) struct Links(Mutex<Page>);

#[derive(Debug, Default, PartialEq, Eq)]
enum Page {
    /// It listens once it has painted.
    #[default]
    Coming,
    /// The same, and this order is to be opened then.
    Awaited(String),
    /// It listens.
    There,
}

impl Page {
    /// An order is to be opened; gives it back where the page can be told.
    fn open(&mut self, uuid: String) -> Option<String> {
        if *self == Self::There {
            return Some(uuid);
        }
        *self = Self::Awaited(uuid);
        None
    }

    /// The page has painted; gives back what waited for it.
    fn painted(&mut self) -> Option<String> {
        match std::mem::replace(self, Self::There) {
            Self::Awaited(uuid) => Some(uuid),
            Self::Coming | Self::There => None,
        }
    }
}

/// Follows the link that the app was started with, and those that come later.
pub(crate) fn listen(app: &App) {
    let links = app.deep_link();
    match links.get_current() {
        Ok(Some(urls)) => {
            for url in urls {
                follow(app.handle(), url.to_string());
            }
        }
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "the link of the start cannot be read"),
    }
    let handle = app.handle().clone();
    links.on_open_url(move |event| {
        for url in event.urls() {
            follow(&handle, url.to_string());
        }
    });
}

/// Opens the order of a link; a link that names none brings the window to the front and no more.
fn follow(app: &AppHandle, link: String) {
    let app = app.clone();
    let opening = app.state::<OpenDesk>().inner().clone();
    tauri::async_runtime::spawn(async move {
        // Without a desk the page learns why from its first command.
        let Ok(desk) = opening.desk().await else {
            return;
        };
        match desk.open_link(&link).await {
            Ok(uuid) => {
                let uuid = with_page(&app, |page| page.open(uuid.to_string()));
                if let Some(uuid) = uuid {
                    events::link(&app, &uuid);
                    window::to_front(&app);
                }
            }
            Err(error) => tracing::warn!(%error, "a link opens nothing"),
        }
    });
}

/// The page has painted: it opens what waited.
pub(crate) fn painted(app: &AppHandle) {
    if let Some(uuid) = with_page(app, Page::painted) {
        events::link(app, &uuid);
    }
}

fn with_page<T>(app: &AppHandle, change: impl FnOnce(&mut Page) -> T) -> T {
    let links = app.state::<Links>();
    let mut page = links.0.lock().unwrap_or_else(PoisonError::into_inner);
    change(&mut page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_waits_for_the_page_and_is_opened_once() {
        let mut page = Page::default();
        assert_eq!(page.open("first".to_owned()), None);
        assert_eq!(page.open("second".to_owned()), None);
        assert_eq!(page.painted().as_deref(), Some("second"));
        assert_eq!(page.painted(), None);
        assert_eq!(page.open("third".to_owned()).as_deref(), Some("third"));
    }
}
