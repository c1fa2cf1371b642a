//! The data folder: written by a newer version, read-only, owned by another process.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use acceptance::command_line::{Console, LocalPoints, Session};

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 4).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    console.track_all(&points).unwrap();
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
    let database = session.data().join("profiles/demo-shop/orders.db");
    {
        let connection = rusqlite::Connection::open(&database).unwrap();
        connection
            .pragma_update(None, "user_version", 9_999)
            .unwrap();
        connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .unwrap();
    }
    let before = fs::read(&database).unwrap();
    for arguments in [
        &["sync"][..],
        &["orders", "list"],
        &["orders", "track", "x"],
    ] {
        let reply = console.run(arguments).unwrap();
        assert_eq!(reply.code, 1, "{reply:?}");
        assert_eq!(reply.failure().unwrap(), "database_newer");
    }
    assert_eq!(fs::read(&database).unwrap(), before);
}

#[test]
fn a_folder_that_cannot_be_written_is_said_to_be_so() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 4).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    console.track_all(&points).unwrap();
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);
    let program = session.folder().join("pointsctl");
    fs::copy(console.command().unwrap().get_program(), &program).unwrap();
    for_all(session.folder(), &|path| {
        let mode = if path.is_dir() || path == program {
            0o555
        } else {
            0o444
        };
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    });

    let as_nobody = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        session.apply_to(&mut command);
        command.arg("--json").args(arguments);
        // Permissions do not bind root.
        if fs::metadata("/proc/self").unwrap().uid() == 0 {
            command.uid(65_534).gid(65_534);
        }
        command.env("POINTS_PRIVATE_KEY", points.private_key());
        Console::start_command(&mut command, "")
            .unwrap()
            .reply()
            .unwrap()
    };
    let reply = as_nobody(&["sync", "--all"]);
    let writable_again = || {
        for_all(session.folder(), &|path| {
            fs::set_permissions(path, Permissions::from_mode(0o700)).unwrap();
        });
    };
    writable_again();
    assert_eq!(reply.code, 1, "{reply:?}");
    assert_eq!(reply.failure().unwrap(), "database_read_only", "{reply:?}");
    assert_eq!(
        console.run(&["sync", "--all"]).unwrap().code,
        0,
        "nothing was lost"
    );
    assert_eq!(console.known_orders().unwrap(), 4);
}

fn for_all(folder: &Path, change: &dyn Fn(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            for_all(&entry.path(), change);
        } else if kind.is_file() {
            change(&entry.path());
        }
    }
    change(folder);
}

#[test]
fn a_second_process_may_look_but_not_change() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 30).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    console.track_all(&points).unwrap();
    // So long that the owner is at work however slow the machine is.
    points.slow_down(5_000).unwrap();
    let before = points.requests().unwrap().len();
    let owner = console.start(&["sync"]).unwrap();
    console.wait_for_requests(&points, before + 1).unwrap();

    let uuid = &points.all_uuids().unwrap()[0];
    for arguments in [
        &["sync"][..],
        &["orders", "track", uuid],
        &["ship", uuid, "--to", "delivered"],
        &["profile", "remove", "Demo shop"],
    ] {
        let reply = console.run(arguments).unwrap();
        assert_eq!(reply.failure().unwrap(), "profile_in_use", "{arguments:?}");
        assert_eq!(reply.code, 1);
    }
    let listed = console.run(&["orders", "list"]).unwrap();
    assert_eq!(listed.code, 0, "{listed:?}");
    assert_eq!(listed.number("/total/count").unwrap(), 30);

    points.slow_down(0).unwrap();
    let sync = owner.reply().unwrap();
    assert_eq!(sync.code, 0, "{sync:?}");
    assert_eq!(sync.number("/changed").unwrap(), 30);
}
