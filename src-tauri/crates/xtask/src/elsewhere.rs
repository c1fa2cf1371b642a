//! Systems without apt: nothing is installed there, but the exact command is printed.

use std::fs;
use std::process::Command;

use anyhow::bail;

use crate::{process, progress};

/// Stops with the command for this system when something is missing.
pub(crate) fn check() -> anyhow::Result<()> {
    if cfg!(target_os = "macos") {
        check_macos()
    } else if cfg!(target_os = "windows") {
        check_windows()
    } else {
        check_other_linux()
    }
}

fn answers(program: &str, arguments: &[&str]) -> anyhow::Result<bool> {
    let output = process::output(Command::new(program).args(arguments))?;
    Ok(output.is_some_and(|output| output.status.success()))
}

fn check_macos() -> anyhow::Result<()> {
    if answers("xcode-select", &["--print-path"])? {
        progress::say("Xcode command line tools: ready");
        return Ok(());
    }
    bail!(
        "The Xcode command line tools are missing.\n\
         Run this, then start again:\n\n  xcode-select --install\n"
    )
}

fn check_windows() -> anyhow::Result<()> {
    const CLIENT: &str = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    for root in [
        r"HKLM\SOFTWARE\WOW6432Node",
        r"HKLM\SOFTWARE",
        r"HKCU\Software",
    ] {
        if answers("reg", &["query", &format!(r"{root}\{CLIENT}"), "/v", "pv"])? {
            progress::say("WebView2: ready");
            return Ok(());
        }
    }
    bail!(
        "Microsoft's WebView2 is missing.\n\
         Run this, then start again:\n\n  winget install Microsoft.EdgeWebView2Runtime\n"
    )
}

/// The libraries that the window is built on, by their pkg-config names.
const LIBRARIES: &[&str] = &[
    "webkit2gtk-4.1",
    "libsoup-3.0",
    "librsvg-2.0",
    "ayatana-appindicator3-0.1",
    "openssl",
];

fn check_other_linux() -> anyhow::Result<()> {
    let mut missing = Vec::new();
    if answers("pkg-config", &["--version"])? {
        for library in LIBRARIES {
            if !answers("pkg-config", &["--exists", library])? {
                missing.push(*library);
            }
        }
    } else {
        missing.push("pkg-config");
    }
    for program in ["dbus-daemon", "gnome-keyring-daemon"] {
        if !answers(program, &["--version"])? {
            missing.push(program);
        }
    }
    if missing.is_empty() {
        progress::say("Libraries of the window: ready");
        return Ok(());
    }
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    bail!(
        "Missing: {}.\nRun this, then start again:\n\n  {}\n",
        missing.join(", "),
        command_for(&release)
    )
}

fn command_for(release: &str) -> &'static str {
    let family: Vec<&str> = release
        .lines()
        .filter_map(|line| {
            line.strip_prefix("ID=")
                .or_else(|| line.strip_prefix("ID_LIKE="))
        })
        .flat_map(|value| value.trim_matches('"').split_whitespace())
        .collect();
    let is = |name: &str| family.contains(&name);
    if is("fedora") || is("rhel") {
        "sudo dnf install webkit2gtk4.1-devel libsoup3-devel librsvg2-devel \
         libayatana-appindicator-gtk3-devel libxdo-devel openssl-devel gcc gcc-c++ make \
         pkgconf-pkg-config curl file dbus-daemon gnome-keyring google-noto-sans-arabic-fonts"
    } else if is("arch") {
        "sudo pacman -S --needed webkit2gtk-4.1 libsoup3 librsvg libayatana-appindicator xdotool \
         openssl base-devel curl file dbus gnome-keyring noto-fonts"
    } else if is("suse") || is("opensuse") {
        "sudo zypper install webkit2gtk3-devel libsoup-devel librsvg-devel \
         libayatana-appindicator3-devel xdotool-devel libopenssl-devel gcc gcc-c++ make \
         pkgconf-pkg-config curl file dbus-1-daemon gnome-keyring noto-sans-arabic-fonts"
    } else {
        "(with your system's packages) the development files of WebKitGTK 4.1, libsoup 3, librsvg, \
         Ayatana AppIndicator 3, libxdo and OpenSSL; a C compiler, pkg-config, curl, file, dbus, \
         gnome-keyring, and an Arabic font"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_gets_its_own_command() {
        assert!(command_for("NAME=x\nID=fedora\n").starts_with("sudo dnf"));
        assert!(
            command_for("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n").starts_with("sudo dnf")
        );
        assert!(command_for("ID=arch").starts_with("sudo pacman"));
        assert!(
            command_for("ID=opensuse-tumbleweed\nID_LIKE=\"opensuse suse\"")
                .starts_with("sudo zypper")
        );
        assert!(command_for("ID=void").contains("WebKitGTK 4.1"));
    }
}
