//! Puts the parts together and runs the window's loop.

use std::path::PathBuf;

use backoffice::desk::{Access, DeskOptions};
use backoffice::secrets::Vault;
use backoffice::view::Language;
use tauri::{Manager as _, RunEvent};

use crate::opening::OpenDesk;
use crate::{closing, commands, drop, events, instance, links, window};

/// Runs until the window is closed.
pub(crate) fn run(data_dir: PathBuf) -> tauri::Result<()> {
    let app = tauri::Builder::default()
        // First, so that a second start ends before it touches anything.
        .plugin(instance::plugin(&data_dir))
        .plugin(window::remembered(&data_dir))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_deep_link::init())
        .manage(commands::LastExport::default())
        .manage(links::Links::default())
        .invoke_handler(commands::handler())
        .on_window_event(drop::on_window_event)
        .setup(move |app| {
            let handle = app.handle().clone();
            let opening = OpenDesk::begin(DeskOptions {
                data_dir: data_dir.clone(),
                vault: Vault::os(),
                private_key: None,
                profile: None,
                first_language: system_language(),
                version: app.package_info().version.to_string(),
                access: Access::Background,
                limits: None,
            });
            app.manage(opening.clone());
            tauri::async_runtime::spawn(events::forward(handle.clone(), opening));
            closing::on_signals(&handle);
            window::open(app, &data_dir)?;
            links::listen(app);
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|handle, event| {
        if let RunEvent::ExitRequested {
            code: None, api, ..
        } = event
        {
            api.prevent_exit();
            closing::end(handle);
        }
    });
    Ok(())
}

/// Arabic where the system speaks Arabic, for a first start.
fn system_language() -> Language {
    match sys_locale::get_locale() {
        Some(locale) if speaks_arabic(&locale) => Language::Ar,
        _ => Language::En,
    }
}

fn speaks_arabic(locale: &str) -> bool {
    locale
        .split(['-', '_', '.'])
        .next()
        .is_some_and(|language| language.eq_ignore_ascii_case("ar"))
}

#[cfg(test)]
mod tests {
    use super::speaks_arabic;

    #[test]
    fn arabic_is_known_by_its_language_not_by_its_letters() {
        assert!(speaks_arabic("ar-SA"));
        assert!(speaks_arabic("ar_SA.UTF-8"));
        assert!(speaks_arabic("AR"));
        assert!(!speaks_arabic("arn-CL"));
        assert!(!speaks_arabic("en-SA"));
        assert!(!speaks_arabic(""));
    }
}
