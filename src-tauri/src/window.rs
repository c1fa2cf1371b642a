//! The one window: hidden until the page has painted, where and as large as it was.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use backoffice::view;
use tauri::plugin::TauriPlugin;
use tauri::webview::{NewWindowResponse, WebviewWindow, WebviewWindowBuilder};
use tauri::window::Color;
use tauri::{App, AppHandle, Manager as _, Theme, Url, WebviewUrl, Wry};
use tauri_plugin_window_state::StateFlags;

/// The window's label, which the capability names.
const LABEL: &str = "desk";
/// A page that has not painted by then will not; a person then needs to see that.
const PATIENCE: Duration = Duration::from_secs(5);
/// The page's own ground (`--surface`), so that nothing else shows while it is resized.
const LIGHT: Color = Color(0xf4, 0xf5, 0xf3, 0xff);
const DARK: Color = Color(0x14, 0x18, 0x1c, 0xff);

/// The theme that the window wears, so that being told it again restyles nothing.
#[derive(Default)]
struct Worn(Mutex<Option<view::Theme>>);

/// Remembers size and place in the data folder.
pub(crate) fn remembered(data_dir: &Path) -> TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::new()
        .with_filename(data_dir.join("window.json").to_string_lossy())
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build()
}

/// Makes the window, hidden.
pub(crate) fn open(app: &App, data_dir: &Path) -> tauri::Result<()> {
    app.manage(Worn::default());
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title(&app.package_info().name)
        .inner_size(1280.0, 800.0)
        .min_inner_size(1024.0, 640.0)
        .visible(false)
        .zoom_hotkeys_enabled(true)
        .data_directory(data_dir.join("webview"))
        .on_navigation(is_the_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    paint_ground(&window);
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        if !window.is_visible().unwrap_or(false) {
            tracing::warn!("the page has not painted in time");
            show(&window);
        }
    });
    Ok(())
}

/// Shows the window and gives it the keyboard.
pub(crate) fn show(window: &WebviewWindow) {
    let shown = window.show().and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window could not be shown");
    }
}

/// Brings the window before a person who started the app again.
pub(crate) fn to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        if let Err(error) = window.unminimize() {
            tracing::warn!(%error, "the window could not be restored");
        }
        show(&window);
    }
}

/// Gives the frame and the ground the person's theme.
pub(crate) fn wear(window: &WebviewWindow, theme: view::Theme) {
    let worn = window.state::<Worn>();
    let before = worn
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .replace(theme);
    if before == Some(theme) {
        return;
    }
    let theme = match theme {
        view::Theme::System => None,
        view::Theme::Light => Some(Theme::Light),
        view::Theme::Dark => Some(Theme::Dark),
    };
    if let Err(error) = window.set_theme(theme) {
        tracing::warn!(%error, "the window could not change its theme");
    }
    paint_ground(window);
}

fn paint_ground(window: &WebviewWindow) {
    let ground = match window.theme() {
        Ok(Theme::Dark) => DARK,
        _ => LIGHT,
    };
    if let Err(error) = window.set_background_color(Some(ground)) {
        tracing::warn!(%error, "the window could not change its ground");
    }
}

/// The window shows the built page, and its development server where that is what runs. Nothing
/// on the page leads anywhere else; if something did, the window would not follow.
fn is_the_page(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => true,
        ("http", Some("localhost")) => tauri::is_dev() && url.port() == Some(5173),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn the_window_goes_nowhere_but_to_its_page() {
        let page = |address: &str| is_the_page(&Url::parse(address).unwrap());
        assert!(page("tauri://localhost/index.html"));
        assert!(page("http://tauri.localhost/"));
        for elsewhere in [
            "https://papp.sa/",
            "http://localhost:8080/",
            "file:///etc/hostname",
            "data:text/html,hello",
            "https://tauri.localhost.example.com/",
        ] {
            assert!(!page(elsewhere), "{elsewhere}");
        }
    }
}
