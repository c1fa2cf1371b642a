//! Orders into files: what the list prints is what the file has.

use std::fs;

use acceptance::command_line::{Console, LocalPoints, Session};
use serde_json::Value;

#[test]
fn a_file_has_the_orders_that_the_list_prints() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 60).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    console.track_all(&points).unwrap();
    assert_eq!(console.run(&["sync"]).unwrap().code, 0);

    let filters = ["--status", "captured,new", "--sort", "total_price:desc"];
    let list = [&["orders", "list", "--limit", "500"], &filters[..]].concat();
    let listed = console.run(&list).unwrap().json().unwrap();
    let orders = listed["orders"].as_array().unwrap();
    assert!(orders.len() > 5, "{listed}");

    let export = |name: &str, more: &[&str]| {
        let path = session.folder().join(name);
        let out = ["orders", "export", "--out", path.to_str().unwrap()];
        let reply = console.run(&[&out, &filters[..], more].concat()).unwrap();
        assert_eq!(reply.code, 0, "{reply:?}");
        let said = reply.json().unwrap();
        assert_eq!(said["path"].as_str(), path.to_str());
        assert_eq!(said["orders"].as_u64(), u64::try_from(orders.len()).ok());
        fs::read(path).unwrap()
    };

    let lines = String::from_utf8(export("orders.jsonl", &[])).unwrap();
    let written: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(&written, orders);

    let columns = ["--columns", "uuid,total_price", "--language", "ar"];
    let text = String::from_utf8(export("orders.csv", &columns)).unwrap();
    let mut rows = text.trim_start_matches('\u{feff}').lines();
    assert_eq!(rows.next(), Some("معرّف Points,الإجمالي، ر.س"));
    for (row, order) in rows.by_ref().zip(orders) {
        let of_list = ["uuid", "total_price"].map(|field| order[field].as_str().unwrap());
        assert_eq!(row, of_list.join(","));
    }
    assert_eq!(rows.next(), None);

    let workbook = export("orders.xlsx", &[]);
    assert!(workbook.starts_with(b"PK"));
}

#[test]
fn a_file_that_cannot_be_written_is_refused_and_leaves_nothing() {
    let session = Session::with_keyring().unwrap();
    let points = LocalPoints::start(&session, 3).unwrap();
    let console = Console::new(&session);
    console.connect(&points).unwrap();
    let folder = session.folder().join("exports");
    let path = folder.join("orders.csv");
    let path = path.to_str().unwrap();
    let reply = console.run(&["orders", "export", "--out", path]).unwrap();
    assert_eq!(reply.code, 1, "{reply:?}");
    assert_eq!(reply.failure().unwrap(), "file_failed");
    fs::create_dir(&folder).unwrap();
    fs::create_dir(folder.join("orders.csv")).unwrap();
    let reply = console.run(&["orders", "export", "--out", path]).unwrap();
    assert_eq!(reply.code, 1, "{reply:?}");
    let names: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["orders.csv"]);

    let unknown = ["orders", "export", "--out", path, "--columns", "colour"];
    assert_eq!(console.run(&unknown).unwrap().code, 2);
    let lines = ["orders", "export", "--out", "a.jsonl", "--columns", "uuid"];
    let reply = console.run(&lines).unwrap();
    assert_eq!(reply.code, 2, "{reply:?}");
    assert_eq!(reply.failure().unwrap(), "usage");
}
