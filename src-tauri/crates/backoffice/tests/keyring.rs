//! The vault against a real gnome-keyring on a session bus of its own, and against the ways in
//! which there may be none. Needs `dbus-run-session`, `gnome-keyring-daemon` and `secret-tool`.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod shop;

use std::env;
use std::fs;
use std::future::Future;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use backoffice::desk::Access;
use backoffice::secrets::{SecretKind, Vault, VaultError};
use backoffice::view::{
    ConnectRequest, ErrorCode, FailureView, InboxHereRequest, KeyringHealth, SyncPhase,
};
use points_api::{PrivateKey, WebhookSecret};

const INSIDE: &str = "POINTS_DESK_TEST_INSIDE_SESSION";
const KEY: &str = "prv_9f8e7d6c5b4a39281706f5e4d3c2b1a0";
const PASSWORD: &[u8] = b"only for this test";

/// A bus that starts nothing by itself, so that what answers is what the test started.
const BUS_CONFIG: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// Runs the test's body in a process of its own with a scratch home and, if asked for, a session
/// bus: zbus and keyring read both once a process.
fn in_session<Body: Future<Output = ()>>(test: &str, bus: bool, body: impl FnOnce() -> Body) {
    if env::var_os(INSIDE).is_some() {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(body());
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let runtime = home.path().join("run");
    fs::create_dir(&runtime).unwrap();
    fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700)).unwrap();
    let config = home.path().join("bus.conf");
    fs::write(&config, BUS_CONFIG).unwrap();

    let this = env::current_exe().unwrap();
    let mut command = if bus {
        let mut command = Command::new("dbus-run-session");
        command
            .arg("--config-file")
            .arg(&config)
            .arg("--")
            .arg(this);
        command
    } else {
        Command::new(this)
    };
    let status = command
        .args(["--exact", test, "--nocapture"])
        .env(INSIDE, "1")
        .env("HOME", home.path())
        .env("XDG_RUNTIME_DIR", &runtime)
        .env("XDG_DATA_HOME", home.path().join("data"))
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .status()
        .expect("dbus-run-session is installed");
    assert!(status.success(), "{test} failed in its session");
}

/// Starts gnome-keyring on this session's bus; with an unlocked collection or without any.
fn start_keyring(unlocked: bool) {
    let mode = if unlocked { "--unlock" } else { "--start" };
    let mut daemon = Command::new("gnome-keyring-daemon")
        .args([mode, "--components=secrets"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("gnome-keyring-daemon is installed");
    daemon.stdin.take().unwrap().write_all(PASSWORD).unwrap();
    assert!(daemon.wait().unwrap().success());
    // It answers to its name a little after its first process has ended.
    let deadline = Instant::now() + Duration::from_secs(10);
    while !keyring_answers(unlocked) {
        assert!(Instant::now() < deadline, "gnome-keyring came to the bus");
        thread::sleep(Duration::from_millis(10));
    }
}

fn keyring_answers(with_collection: bool) -> bool {
    let bus = zbus::blocking::Connection::session().unwrap();
    bus.call_method(
        Some("org.freedesktop.secrets"),
        "/org/freedesktop/secrets",
        Some("org.freedesktop.Secret.Service"),
        "ReadAlias",
        &"default",
    )
    .is_ok_and(|answer| {
        let path: zbus::zvariant::OwnedObjectPath = answer.body().deserialize().unwrap();
        !with_collection || path.as_str() != "/"
    })
}

fn lock_keyring() {
    let bus = zbus::blocking::Connection::session().unwrap();
    let collection =
        zbus::zvariant::ObjectPath::try_from("/org/freedesktop/secrets/collection/login").unwrap();
    bus.call_method(
        Some("org.freedesktop.secrets"),
        "/org/freedesktop/secrets",
        Some("org.freedesktop.Secret.Service"),
        "Lock",
        &vec![collection],
    )
    .unwrap();
}

fn secret_tool_lookup(user: &str) -> Vec<u8> {
    Command::new("secret-tool")
        .args(["lookup", "service", "sa.papp.points-desk", "username", user])
        .output()
        .expect("secret-tool is installed")
        .stdout
}

fn key(text: &str) -> PrivateKey {
    PrivateKey::parse(text.to_owned()).unwrap()
}

async fn loaded(vault: &Vault, profile: &str) -> Result<Option<String>, VaultError> {
    let found = vault.load(profile, SecretKind::PrivateKey).await?;
    Ok(found.map(|key| key.expose().to_owned()))
}

#[test]
fn a_key_is_kept_replaced_and_removed() {
    in_session("a_key_is_kept_replaced_and_removed", true, || async {
        start_keyring(true);
        let vault = Vault::os();
        assert_eq!(vault.health().await, KeyringHealth::Available);
        assert_eq!(loaded(&vault, "shop").await, Ok(None));

        let kind = SecretKind::PrivateKey;
        assert_eq!(
            vault.store("shop", kind, &key("prv_first_of_two")).await,
            Ok(())
        );
        assert_eq!(vault.store("shop", kind, &key(KEY)).await, Ok(()));
        assert_eq!(loaded(&vault, "shop").await, Ok(Some(KEY.to_owned())));
        assert_eq!(loaded(&vault, "branch").await, Ok(None));
        assert_eq!(secret_tool_lookup("shop/private-key"), KEY.as_bytes());

        assert_eq!(vault.remove("shop", kind).await, Ok(()));
        assert_eq!(vault.remove("shop", kind).await, Ok(()));
        assert_eq!(loaded(&vault, "shop").await, Ok(None));
        assert_eq!(secret_tool_lookup("shop/private-key"), b"");
    });
}

#[test]
fn nothing_readable_reaches_the_disk() {
    in_session("nothing_readable_reaches_the_disk", true, || async {
        start_keyring(true);
        let vault = Vault::os();
        let stored = vault.store("shop", SecretKind::PrivateKey, &key(KEY)).await;
        assert_eq!(stored, Ok(()));
        let home = env::var_os("HOME").unwrap();
        let mut files = 0;
        assert!(!any_file_has(Path::new(&home), KEY.as_bytes(), &mut files));
        assert!(files > 1, "the keyring wrote its own file");
    });
}

fn any_file_has(folder: &Path, secret: &[u8], files: &mut usize) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return any_file_has(&path, secret, files);
        }
        if !path.is_file() {
            return false;
        }
        *files += 1;
        let content = fs::read(&path).unwrap();
        content.windows(secret.len()).any(|window| window == secret)
    })
}

#[test]
fn an_entry_that_is_no_key_is_said_to_be_none() {
    in_session(
        "an_entry_that_is_no_key_is_said_to_be_none",
        true,
        || async {
            start_keyring(true);
            let mut tool = Command::new("secret-tool")
                .args([
                    "store",
                    "--label",
                    "by hand",
                    "service",
                    "sa.papp.points-desk",
                ])
                .args(["username", "shop/private-key", "target", "default"])
                .stdin(Stdio::piped())
                .spawn()
                .expect("secret-tool is installed");
            let mut input = tool.stdin.take().unwrap();
            input.write_all(b"two words and a secret").unwrap();
            drop(input);
            assert!(tool.wait().unwrap().success());

            let Err(VaultError::Failed { message }) = loaded(&Vault::os(), "shop").await else {
                panic!("a sentence was taken for a key");
            };
            assert!(!message.contains("secret"), "{message}");
        },
    );
}

#[test]
fn a_locked_keyring_is_called_locked() {
    in_session("a_locked_keyring_is_called_locked", true, || async {
        start_keyring(true);
        let vault = Vault::os();
        let kind = SecretKind::PrivateKey;
        assert_eq!(vault.store("shop", kind, &key(KEY)).await, Ok(()));
        lock_keyring();
        assert_eq!(vault.health().await, KeyringHealth::Locked);
        assert_eq!(loaded(&vault, "shop").await, Err(VaultError::Locked));
        assert_eq!(
            vault.store("branch", kind, &key(KEY)).await,
            Err(VaultError::Locked)
        );
    });
}

#[test]
fn a_keyring_without_a_collection_is_called_locked() {
    in_session(
        "a_keyring_without_a_collection_is_called_locked",
        true,
        || async {
            start_keyring(false);
            let vault = Vault::os();
            assert_eq!(vault.health().await, KeyringHealth::Locked);
            let stored = vault.store("shop", SecretKind::PrivateKey, &key(KEY)).await;
            assert_eq!(stored, Err(VaultError::Locked));
        },
    );
}

#[test]
fn no_bus_is_told_apart() {
    in_session("no_bus_is_told_apart", false, || async {
        let vault = Vault::os();
        assert_eq!(vault.health().await, KeyringHealth::NoBus);
        let stored = vault.store("shop", SecretKind::PrivateKey, &key(KEY)).await;
        assert_eq!(stored, Err(VaultError::NoBus));
        assert_eq!(loaded(&vault, "shop").await, Err(VaultError::NoBus));
    });
}

#[test]
fn a_keyring_started_later_is_found_without_a_restart() {
    in_session(
        "a_keyring_started_later_is_found_without_a_restart",
        true,
        || async {
            let vault = Vault::os();
            let kind = SecretKind::PrivateKey;
            assert_eq!(vault.health().await, KeyringHealth::NoService);
            assert_eq!(
                vault.store("shop", kind, &key(KEY)).await,
                Err(VaultError::NoService)
            );
            assert_eq!(vault.remove("shop", kind).await, Err(VaultError::NoService));

            start_keyring(true);
            assert_eq!(vault.health().await, KeyringHealth::Available);
            assert_eq!(vault.store("shop", kind, &key(KEY)).await, Ok(()));
            assert_eq!(loaded(&vault, "shop").await, Ok(Some(KEY.to_owned())));
        },
    );
}

/// Ends the keyring of this session's bus, as a crash of it would.
fn end_keyring() {
    let bus = zbus::blocking::Connection::session().unwrap();
    let name = "org.freedesktop.secrets";
    let answer = bus
        .call_method(
            Some("org.freedesktop.DBus"),
            "/org/freedesktop/DBus",
            Some("org.freedesktop.DBus"),
            "GetConnectionUnixProcessID",
            &name,
        )
        .unwrap();
    let process: u32 = answer.body().deserialize().unwrap();
    let ended = Command::new("kill").arg(process.to_string()).status();
    assert!(ended.unwrap().success());
    let deadline = Instant::now() + Duration::from_secs(10);
    while keyring_answers(false) {
        assert!(Instant::now() < deadline, "gnome-keyring ended");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_key_that_the_keyring_gives_late_is_used_without_a_restart() {
    in_session(
        "a_key_that_the_keyring_gives_late_is_used_without_a_restart",
        true,
        || async {
            let shop = shop::Shop::with(3).await;
            shop.track_all().await;
            shop.desk.close().await;
            // The profile's key is in the keyring, and the keyring is not there.
            start_keyring(true);
            let mut tool = Command::new("secret-tool")
                .args(["store", "--label", "key", "service", "sa.papp.points-desk"])
                .args(["username", "demo-shop/private-key", "target", "default"])
                .stdin(Stdio::piped())
                .spawn()
                .unwrap();
            let mut input = tool.stdin.take().unwrap();
            input.write_all(shop.points.private_key.as_bytes()).unwrap();
            drop(input);
            assert!(tool.wait().unwrap().success());
            let file = shop.folder.path().join("desk.toml");
            let noted = fs::read_to_string(&file).unwrap().replacen(
                "name = ",
                "key_last_four = \"abcd\"\nkey_stored_at = 1\nname = ",
                1,
            );
            fs::write(&file, noted).unwrap();
            end_keyring();

            let desk = shop::open(shop.folder.path(), &Vault::os(), Access::Background).await;
            let sync = shop::sync_is(&desk, |sync| sync.phase == SyncPhase::NoKey).await;
            assert_eq!(sync.problem.unwrap().code, ErrorCode::KeyringNoService);
            start_keyring(true);
            let read = shop::sync_is(&desk, |sync| sync.phase == SyncPhase::Idle).await;
            assert_eq!((read.due, read.problem), (0, None));
            assert_eq!(desk.count_statuses().await.unwrap().unread, 0);
            desk.close().await;
        },
    );
}

#[test]
fn a_key_for_this_session_leaves_none_in_the_keyring() {
    in_session(
        "a_key_for_this_session_leaves_none_in_the_keyring",
        true,
        || async {
            start_keyring(true);
            let shop = shop::Shop::with(1).await;
            let request = ConnectRequest {
                name: "Kept".to_owned(),
                keep_for_session: false,
                ..shop::request(&shop.points)
            };
            shop.desk.connect(request).await.unwrap();
            let key = shop.points.private_key.clone();
            assert_eq!(secret_tool_lookup("kept/private-key"), key.as_bytes());
            shop.desk.replace_key("kept", key, true).await.unwrap();
            assert_eq!(secret_tool_lookup("kept/private-key"), b"");
            shop.desk.check_key("kept").await.unwrap();
            shop.desk.close().await;

            let later = shop::open(shop.folder.path(), &Vault::os(), Access::ReadOnly).await;
            let missing = later.check_key("kept").await.unwrap_err();
            assert_eq!(FailureView::from(missing).code, ErrorCode::KeyMissing);
        },
    );
}

#[test]
fn the_secrets_of_an_inbox_kept_here_outlive_the_app_in_the_keyring_alone() {
    in_session(
        "the_secrets_of_an_inbox_kept_here_outlive_the_app_in_the_keyring_alone",
        true,
        || async {
            start_keyring(true);
            let shop = shop::Shop::with(1).await;
            let request = ConnectRequest {
                name: "Kept".to_owned(),
                keep_for_session: false,
                ..shop::request(&shop.points)
            };
            shop.desk.connect(request).await.unwrap();
            let here = InboxHereRequest {
                port: 0,
                host: None,
            };
            let view = shop.desk.keep_inbox_here(here).await.unwrap();
            let address = view.address.unwrap();
            let secrets = ["first-secret-0123456789", "second-secret-0123456789"];
            for secret in secrets {
                let secret = WebhookSecret::new(secret.to_owned());
                shop.desk.give_inbox_secret("main", &secret).await.unwrap();
            }
            shop.desk.close().await;
            let token = secret_tool_lookup("kept/inbox-token");
            assert_eq!(token.len(), 64);
            for secret in [secrets[0].as_bytes(), secrets[1].as_bytes(), &token] {
                let mut files = 0;
                assert!(!any_file_has(shop.folder.path(), secret, &mut files));
                assert!(files > 1, "the inbox wrote its own file");
            }

            let desk = shop::open(shop.folder.path(), &Vault::os(), Access::Background).await;
            let deadline = Instant::now() + Duration::from_secs(10);
            while desk.inbox_view().await.unwrap().read_at.is_none() {
                assert!(Instant::now() < deadline, "it listens");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            for secret in secrets {
                let delivered = reqwest::Client::new()
                    .post(format!("{address}/hooks/main"))
                    .header("X-Webhook-Secret", secret)
                    .body("{}");
                assert_eq!(delivered.send().await.unwrap().status(), 200);
            }
            desk.leave_inbox().await.unwrap();
            for entry in [
                "inbox-token",
                "hooks/main/hook-secret",
                "hooks/main/hook-secret-before",
            ] {
                assert_eq!(secret_tool_lookup(&format!("kept/{entry}")), b"", "{entry}");
            }
            desk.close().await;
        },
    );
}
