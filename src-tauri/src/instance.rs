//! One window for each data folder.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use tauri::Wry;
use tauri::plugin::TauriPlugin;

use crate::window;

/// A second start with the same data folder brings the first window to the front and ends. On
/// Linux a desk with another data folder, such as the demonstration, may run beside it.
pub(crate) fn plugin(data_dir: &Path) -> TauriPlugin<Wry> {
    tauri_plugin_single_instance::Builder::new()
        .callback(|app, _arguments, _folder| window::to_front(app))
        .dbus_id(bus_name(data_dir))
        .build()
}

fn bus_name(data_dir: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    data_dir.hash(&mut hasher);
    format!("sa.papp.points_desk.data{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_the_folders_own_and_stays_the_same() {
        let shop = bus_name(Path::new("/home/sara/points-desk"));
        assert_eq!(shop, bus_name(Path::new("/home/sara/points-desk")));
        assert_ne!(shop, bus_name(Path::new("/home/sara/demo")));
        assert!(
            shop.chars()
                .all(|letter| letter.is_ascii_alphanumeric() || "._".contains(letter))
        );
    }
}
