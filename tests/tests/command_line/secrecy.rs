//! No secret anywhere: not on disk, not in a log, not in an argument list, not in an output.

use std::fs;
use std::path::{Path, PathBuf};

use acceptance::command_line::{Console, LocalPoints, Session};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// The secret as UTF-8, as UTF-16 in both byte orders, and as base64 at each of the three places
/// that it can have in a longer text.
fn spellings(secret: &str) -> Vec<Vec<u8>> {
    let units: Vec<u16> = secret.encode_utf16().collect();
    let mut spellings = vec![
        secret.as_bytes().to_vec(),
        units.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
        units.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
    ];
    for skipped in 0..3 {
        let rest = &secret.as_bytes()[skipped..];
        let whole = &rest[..rest.len() - rest.len() % 3];
        for alphabet in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            spellings.push(alphabet.encode(whole).into_bytes());
        }
    }
    spellings
}

fn holds(bytes: &[u8], spellings: &[Vec<u8>]) -> bool {
    spellings
        .iter()
        .any(|wanted| bytes.windows(wanted.len()).any(|part| part == wanted))
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            files(&entry.path(), into);
        } else if kind.is_file() {
            into.push(entry.path());
        }
    }
}

#[test]
fn a_secret_is_found_in_every_spelling() {
    let secret = "sk_sandbox_4f9c2b7d1e8a";
    let spellings = spellings(secret);
    let wide: Vec<u8> = format!("key={secret}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert!(holds(&wide, &spellings));
    for before in ["", "a", "ab", "abc"] {
        let text = format!("{before}{secret}!");
        assert!(holds(text.as_bytes(), &spellings));
        assert!(holds(STANDARD_NO_PAD.encode(&text).as_bytes(), &spellings));
    }
    assert!(!holds(b"sk_sandbox_4f9c2b7d1e8b", &spellings));
}

#[test]
fn no_key_is_left_anywhere_after_a_full_run() {
    let session = Session::with_keyring().unwrap();
    let mut points = LocalPoints::start(&session, 30).unwrap();
    let console = Console::new(&session);
    let mut said = Vec::new();
    // As much as it can be made to tell.
    let mut talkative = |arguments: &[&str], input: &str| {
        let mut command = console.command().unwrap();
        command.env("POINTSCTL_LOG", "trace").args(arguments);
        let reply = Console::start_command(&mut command, input)
            .unwrap()
            .reply()
            .unwrap();
        said.push(format!("{}{}", reply.out, reply.err));
        reply.code
    };
    let old_key = points.private_key().to_owned();
    let export = points.export().to_str().unwrap().to_owned();
    let base_url = points.base_url().to_owned();
    let adding = [
        "profile",
        "add",
        "Demo shop",
        "--environment",
        "demo",
        "--base-url",
        &base_url,
        "--public-key",
        points.public_key(),
        "--private-key-stdin",
    ];
    assert_eq!(talkative(&adding, &old_key), 0);
    assert_eq!(talkative(&["orders", "track", "--file", &export], ""), 0);
    let uuid = points.all_uuids().unwrap()[0].clone();
    assert_eq!(talkative(&["sync"], ""), 0);
    assert_eq!(talkative(&["ship", &uuid, "--to", "delivered"], ""), 0);
    assert_eq!(talkative(&["profile", "list"], ""), 0);
    assert_eq!(talkative(&["profile", "check"], ""), 0);
    points.rotate_key().unwrap();
    let new_key = points.private_key().to_owned();
    assert_eq!(talkative(&["sync", "--all"], ""), 3);
    let replacing = ["profile", "replace-key", "Demo shop", "--private-key-stdin"];
    assert_eq!(talkative(&replacing, &new_key), 0);

    // While one works, its argument list and its parent's are looked at.
    points.slow_down(100).unwrap();
    let before = points.requests().unwrap().len();
    let mut working = console.start(&["sync", "--all"]).unwrap();
    console.wait_for_requests(&points, before + 3).unwrap();
    let arguments = fs::read(format!("/proc/{}/cmdline", working.id())).unwrap();
    assert!(arguments.windows(4).any(|part| part == b"sync"));
    working.kill().unwrap();

    let mut written = Vec::new();
    files(session.folder(), &mut written);
    assert!(
        written.iter().any(|path| path.ends_with("orders.db")),
        "{written:?}"
    );
    assert!(
        written
            .iter()
            .any(|path| path.extension().is_some_and(|kind| kind == "keyring")),
        "the keyring itself is searched too: {written:?}"
    );
    for key in [&old_key, &new_key] {
        let spellings = spellings(key);
        assert!(!holds(&arguments, &spellings));
        for path in &written {
            let bytes = fs::read(path).unwrap();
            assert!(
                !holds(&bytes, &spellings),
                "a key stands in {}",
                path.display()
            );
        }
        for text in &said {
            assert!(!holds(text.as_bytes(), &spellings), "a key was printed");
        }
    }
}
