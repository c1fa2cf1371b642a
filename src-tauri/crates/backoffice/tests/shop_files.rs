//! Files of the shop at the desk: taken in hand, looked at, taken over, and offered by a folder.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use backoffice::desk::{Access, Change, Desk};
use backoffice::view::{
    ActionKind, ActionState, CheckoutOrigin, ErrorCode, FailureView, FilePreview, FileReading,
    Made, MatchKind, OrderQuery, PageRequest, PurchaseRequest, ShopField, ShopFiles, ShopStatus,
    TakenFile, Topic, TrackOutcome,
};
use shop::{Shop, open};
use uuid::Uuid;

/// A file of so many orders; every second one has a uuid.
fn orders(count: u64, status: &str) -> String {
    let mut text =
        "Order Number,Points ID,Total,Created at,Status,Customer,Phone,City\n".to_owned();
    for number in 0..count {
        let uuid = if number % 2 == 0 {
            Uuid::from_u128(u128::from(number) + 1).to_string()
        } else {
            String::new()
        };
        writeln!(
            text,
            "{},{uuid},{}.50,2026-11-24 10:{:02},{status},Huda {number},0501{number:06},Riyadh",
            1_000 + number,
            100 + number,
            number % 60
        )
        .unwrap();
    }
    text
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// Makes a file as old as that.
fn age(path: &Path, by: Duration) {
    let file = std::fs::File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - by).unwrap();
}

async fn look(desk: &Desk, path: &Path) -> FilePreview {
    match desk.take_file(path).await.unwrap() {
        TakenFile::Preview(preview) => *preview,
        TakenFile::Tracked(report) => panic!("it was tracked: {report:?}"),
    }
}

fn code(error: backoffice::desk::DeskError) -> ErrorCode {
    FailureView::from(error).code
}

#[tokio::test]
async fn a_file_is_looked_at_taken_over_and_told_of() {
    let shop = Shop::with(1).await;
    let files = tempfile::tempdir().unwrap();
    let path = write(files.path(), "orders.csv", &orders(40, "paid"));
    let preview = look(&shop.desk, &path).await;
    assert_eq!(preview.name, "orders.csv");
    assert_eq!((preview.looked_at, preview.with_uuid), (40, 20));
    assert_eq!((preview.is_remembered, preview.already_at), (false, None));
    assert!(preview.reading.fields.contains(&Some(ShopField::Uuid)));

    let mut changes = shop.desk.changes();
    let report = shop
        .desk
        .import_shop_file(preview.file, preview.reading.clone())
        .await
        .unwrap();
    let file = &report.file;
    assert_eq!((report.already, report.cancelled), (false, false));
    assert_eq!(
        (
            file.rows,
            file.added,
            file.with_uuid,
            file.tracked,
            file.faulty
        ),
        (40, 40, 20, 20, 0)
    );
    assert!(file.is_whole);
    let mut told = Vec::new();
    while let Ok(change) = changes.try_recv() {
        if let Change::Import(progress) = change {
            told.push((progress.file, progress.rows, progress.total));
        }
    }
    assert_eq!(told.last(), Some(&(preview.file, 40, preview.size)));

    let listed = shop.list(OrderQuery::default()).await;
    assert_eq!(listed.total.count, 20);
    let found = OrderQuery {
        search: "0501000004".to_owned(),
        ..OrderQuery::default()
    };
    let uuid = shop.list(found).await.rows[0].uuid.clone();
    let detail = shop.desk.order_detail(&uuid).await.unwrap();
    let said = &detail.shop[0];
    assert_eq!(said.order_number.as_deref(), Some("1004"));
    assert_eq!(said.amount_halalas, Some(10_450));
    assert_eq!(
        (said.origin, said.matched),
        (CheckoutOrigin::File, Some(MatchKind::Uuid))
    );

    let known = shop.desk.shop_files().await.unwrap();
    assert_eq!(known.files, std::slice::from_ref(file));
    assert_eq!(
        (known.completeness.rows, known.completeness.with_uuid),
        (40, 20)
    );
    assert_eq!(shop.desk.import_report(file.id).await.unwrap().file, *file);
    let unknown = shop.desk.import_report(99).await.unwrap_err();
    assert_eq!(code(unknown), ErrorCode::ShopFileUnknown);
}

#[tokio::test]
async fn the_same_content_changes_nothing_under_whatever_name() {
    let shop = Shop::with(1).await;
    let files = tempfile::tempdir().unwrap();
    let path = write(files.path(), "orders.csv", &orders(10, "paid"));
    let preview = look(&shop.desk, &path).await;
    let first = shop
        .desk
        .import_shop_file(preview.file, preview.reading)
        .await
        .unwrap();
    let again = write(files.path(), "orders (1).csv", &orders(10, "paid"));
    let preview = look(&shop.desk, &again).await;
    assert_eq!(preview.already_at, Some(first.file.imported_at));
    assert!(preview.is_remembered);
    let report = shop
        .desk
        .import_shop_file(preview.file, preview.reading)
        .await
        .unwrap();
    assert!(report.already);
    assert_eq!(report.file, first.file);
    assert_eq!(shop.desk.shop_files().await.unwrap().files.len(), 1);
}

#[tokio::test]
async fn how_a_file_is_read_is_remembered_for_the_next_one_of_its_columns() {
    let shop = Shop::with(1).await;
    let files = tempfile::tempdir().unwrap();
    let path = write(files.path(), "orders.csv", &orders(10, "wohoo"));
    let preview = look(&shop.desk, &path).await;
    assert_eq!(preview.statuses[0].means, None);
    let mut reading = preview.reading.clone();
    reading
        .statuses
        .insert("wohoo".to_owned(), ShopStatus::Paid);
    for field in &mut reading.fields {
        if *field == Some(ShopField::City) {
            *field = None;
        }
    }
    let changed = shop
        .desk
        .preview_shop_file(preview.file, Some(reading.clone()))
        .await
        .unwrap();
    assert_eq!(changed.statuses[0].means, Some(ShopStatus::Paid));
    assert!(!changed.is_remembered);
    let report = shop
        .desk
        .import_shop_file(preview.file, reading.clone())
        .await
        .unwrap();
    assert!(report.unknown_statuses.is_empty());

    let next = write(files.path(), "next.csv", &orders(12, "wohoo"));
    let preview = look(&shop.desk, &next).await;
    assert!(preview.is_remembered);
    assert_eq!(preview.reading, reading);
    let other = write(files.path(), "other.csv", "Order Number,Total\n1,5\n");
    assert!(!look(&shop.desk, &other).await.is_remembered);
}

#[tokio::test]
async fn a_list_of_uuids_is_watched_at_once_and_what_is_no_list_of_orders_is_refused() {
    let shop = Shop::with(3).await;
    let files = tempfile::tempdir().unwrap();
    let uuids: Vec<_> = shop
        .points
        .uuids()
        .iter()
        .map(ToString::to_string)
        .collect();
    let list = write(files.path(), "uuids.txt", &uuids.join("\n"));
    match shop.desk.take_file(&list).await.unwrap() {
        TakenFile::Tracked(report) => assert_eq!(report.added, 3),
        TakenFile::Preview(preview) => panic!("{preview:?}"),
    }
    let bank = write(
        files.path(),
        "bank.csv",
        "Balance,Branch\n5.00,Olaya\n7.00,Malaz\n",
    );
    let preview = look(&shop.desk, &bank).await;
    let reading = FileReading {
        fields: vec![Some(ShopField::Amount), Some(ShopField::City)],
        ..preview.reading
    };
    let refused = shop
        .desk
        .import_shop_file(preview.file, reading.clone())
        .await;
    assert_eq!(code(refused.unwrap_err()), ErrorCode::ColumnsUnclear);
    let unknown = shop.desk.preview_shop_file(77, None).await.unwrap_err();
    assert_eq!(code(unknown), ErrorCode::ShopFileUnknown);
    std::fs::remove_file(&bank).unwrap();
    let gone = shop.desk.preview_shop_file(preview.file, None).await;
    assert_eq!(code(gone.unwrap_err()), ErrorCode::ShopFileUnknown);
    let empty = write(files.path(), "empty.csv", "");
    let refused = shop.desk.take_file(&empty).await.unwrap_err();
    assert_eq!(code(refused), ErrorCode::FileEmpty);
}

#[tokio::test]
async fn taking_over_can_be_stopped_and_goes_on_where_it_was() {
    let shop = Shop::with(1).await;
    let files = tempfile::tempdir().unwrap();
    let path = write(files.path(), "orders.csv", &orders(5_000, "paid"));
    let preview = look(&shop.desk, &path).await;
    let mut changes = shop.desk.changes();
    let desk = Arc::clone(&shop.desk);
    let reading = preview.reading.clone();
    let import = tokio::spawn(async move { desk.import_shop_file(preview.file, reading).await });
    loop {
        match changes.recv().await {
            Ok(Change::Import(_)) => break,
            Ok(_) | Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
    shop.desk.cancel_import();
    let stopped = import.await.unwrap().unwrap();
    assert!(stopped.cancelled && !stopped.file.is_whole);
    assert!(
        (1..5_000).contains(&stopped.file.rows),
        "{}",
        stopped.file.rows
    );
    let listed = shop.list(OrderQuery::default()).await.total.count;
    assert_eq!(listed, stopped.file.tracked, "what was taken over is there");

    let whole = shop
        .desk
        .import_shop_file(preview.file, preview.reading)
        .await
        .unwrap();
    assert!(whole.file.is_whole && !whole.cancelled && !whole.already);
    assert_eq!((whole.file.rows, whole.file.added), (5_000, 5_000));
    assert_eq!(whole.file.id, stopped.file.id);
    assert_eq!(
        shop.desk.shop_files().await.unwrap().completeness.rows,
        5_000
    );
}

async fn offers_are(desk: &Desk, wanted: impl Fn(&ShopFiles) -> bool) -> ShopFiles {
    for _ in 0..120 {
        let files = desk.shop_files().await.unwrap();
        if wanted(&files) {
            return files;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{:?}", desk.shop_files().await)
}

#[tokio::test]
async fn a_file_that_lands_in_the_watched_folder_is_offered_and_nothing_else_happens() {
    let shop = Shop::with(1).await;
    shop.desk.close().await;
    let folder = tempfile::tempdir().unwrap();
    let old = write(folder.path(), "old.csv", &orders(3, "paid"));
    age(&old, Duration::from_mins(10));
    let desk = open(shop.folder.path(), &shop.vault, Access::Background).await;
    let mut changes = desk.changes();
    let watched = desk.watch_folder(folder.path()).await.unwrap();
    assert_eq!(watched.offers, []);
    assert_eq!(
        watched.folder.unwrap().path,
        folder.path().display().to_string()
    );
    write(folder.path(), "new.csv", &orders(20, "paid"));
    write(folder.path(), "bank.csv", "Balance,Branch\n5.00,Olaya\n");
    write(folder.path(), "later.csv", &orders(30, "paid"));
    write(folder.path(), "later.csv.crdownload", "x");
    let files = offers_are(&desk, |files| !files.offers.is_empty()).await;
    let names: Vec<_> = files
        .offers
        .iter()
        .map(|offer| offer.name.as_str())
        .collect();
    assert_eq!(names, ["new.csv"]);
    assert_eq!(files.files, [], "nothing is taken over by itself");
    let mut is_told = false;
    while let Ok(change) = changes.try_recv() {
        is_told |= matches!(change, Change::Topics(topics) if topics.contains(&Topic::ShopFiles));
    }
    assert!(is_told);

    let offer = &files.offers[0];
    let preview = desk.preview_shop_file(offer.file, None).await.unwrap();
    desk.import_shop_file(offer.file, preview.reading)
        .await
        .unwrap();
    assert_eq!(desk.shop_files().await.unwrap().offers, []);

    std::fs::remove_file(folder.path().join("later.csv.crdownload")).unwrap();
    let files = offers_are(&desk, |files| !files.offers.is_empty()).await;
    assert_eq!(files.offers[0].name, "later.csv");
    assert!(files.offers[0].is_remembered);
    let left = desk.dismiss_shop_file(files.offers[0].file).await.unwrap();
    assert_eq!(left.offers, []);
    desk.close().await;

    // Another start: what was dismissed stays so, and the folder is still watched.
    let desk = open(shop.folder.path(), &shop.vault, Access::Background).await;
    write(folder.path(), "third.csv", &orders(40, "paid"));
    let files = offers_are(&desk, |files| !files.offers.is_empty()).await;
    let names: Vec<_> = files
        .offers
        .iter()
        .map(|offer| offer.name.as_str())
        .collect();
    assert_eq!(names, ["third.csv"]);
    std::fs::remove_dir_all(folder.path()).unwrap();
    let files = offers_are(&desk, |files| {
        files
            .folder
            .as_ref()
            .is_some_and(|folder| folder.failure.is_some())
    })
    .await;
    assert!(files.folder.is_some());
    let left = desk.leave_watched_folder().await.unwrap();
    assert_eq!((left.folder, left.offers), (None, Vec::new()));
    desk.close().await;
}

#[tokio::test]
async fn links_lead_to_orders_in_whatever_they_stand() {
    let shop = Shop::with(4).await;
    let uuids: Vec<_> = shop
        .points
        .uuids()
        .iter()
        .map(ToString::to_string)
        .collect();
    let opened = shop
        .desk
        .open_link(&format!("points-desk://order/{}", uuids[0]))
        .await
        .unwrap();
    assert_eq!(opened.to_string(), uuids[0]);
    let again = shop
        .desk
        .open_link(&format!("points-desk://order/{}", uuids[0]))
        .await;
    assert!(again.is_ok(), "one that is watched is opened as well");
    let nothing = shop.desk.open_link("points-desk://order/1042").await;
    assert_eq!(code(nothing.unwrap_err()), ErrorCode::NothingFound);
    for (url, uuid) in [
        (
            format!(
                "https://shop.example/callback?order_id={}&status=success",
                uuids[1]
            ),
            &uuids[1],
        ),
        (format!("https://papp.sa/checkout/{}", uuids[2]), &uuids[2]),
        (
            format!(
                "https://papp.sa/ar/checkout/{}?lang=ar#pay",
                uuids[3].to_uppercase()
            ),
            &uuids[3],
        ),
    ] {
        let report = shop.desk.track_text(&url).await.unwrap();
        assert_eq!(report.rows[0].outcome, TrackOutcome::Added, "{url}");
        assert!(shop.desk.order_detail(uuid).await.is_ok(), "{url}");
    }
}

#[tokio::test]
async fn what_is_made_in_the_app_is_expected_from_then_on() {
    let shop = Shop::with(1).await;
    shop.desk.close().await;
    let desk = open(shop.folder.path(), &shop.vault, Access::Background).await;
    let purchase = |kind, number: &str| PurchaseRequest {
        tax_halalas: None,
        city: Some("Riyadh".to_owned()),
        address_line: Some("12 Olaya".to_owned()),
        ..shop::asking::purchase(kind, number)
    };
    let is_confirmed = async |id| {
        for _ in 0..400 {
            let action = desk.action(id).await.unwrap();
            if action.state == ActionState::Confirmed {
                return action;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("{:?}", desk.action(id).await)
    };
    let earned = desk
        .make_purchase(purchase(ActionKind::Earning, "#Q-1"))
        .await
        .unwrap();
    let linked = desk
        .make_purchase(purchase(ActionKind::Checkout, "Q-2"))
        .await
        .unwrap();
    let earned = is_confirmed(earned.id).await;
    let detail = desk
        .order_detail(&earned.order_uuid.unwrap())
        .await
        .unwrap();
    let said = &detail.shop[0];
    assert_eq!(
        (said.origin, said.matched, said.amount_halalas),
        (CheckoutOrigin::App, Some(MatchKind::Uuid), Some(11_500))
    );
    assert_eq!(said.phone.as_deref(), Some("500000001"));
    assert_eq!(said.order_number.as_deref(), Some("Q-1"));
    let linked = is_confirmed(linked.id).await;
    let Some(Made::Checkout { url }) = linked.made else {
        panic!("{:?}", linked.made)
    };
    let profile = desk.desk_view().await.unwrap().active_profile.unwrap();
    desk.close().await;
    let database = shop
        .folder
        .path()
        .join("profiles")
        .join(profile)
        .join("orders.db");
    let store = rusqlite::Connection::open(database).unwrap();
    let told: (i64, String, String, String, bool) = store
        .query_row(
            "SELECT count(*), origin, link, address, opened_at IS NOT NULL FROM checkouts
             WHERE order_number = 'Q-2' AND action_id = ?1 AND order_id IS NULL",
            [linked.id],
            |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                ))
            },
        )
        .unwrap();
    assert_eq!(
        told,
        (1, "app".to_owned(), url, "12 Olaya".to_owned(), true)
    );
    // What was only asked for, and never confirmed, is expected by nobody.
    let rows: i64 = store
        .query_row("SELECT count(*) FROM checkouts", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rows, 2);
}

#[tokio::test]
async fn the_page_of_orders_shows_the_first_rows_before_the_last_are_read() {
    let shop = Shop::with(1).await;
    let files = tempfile::tempdir().unwrap();
    let path = write(files.path(), "orders.csv", &orders(5_000, "paid"));
    let preview = look(&shop.desk, &path).await;
    let desk = Arc::clone(&shop.desk);
    let mut changes = desk.changes();
    let import = tokio::spawn({
        let desk = Arc::clone(&desk);
        async move { desk.import_shop_file(preview.file, preview.reading).await }
    });
    loop {
        match changes.recv().await {
            Ok(Change::Topics(topics)) if topics.contains(&Topic::Orders) => break,
            Ok(_) | Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
    let page = desk
        .list_orders(OrderQuery::default(), PageRequest::default())
        .await
        .unwrap();
    assert!(!page.rows.is_empty());
    assert!(!import.is_finished(), "the rest is still on its way");
    assert_eq!(import.await.unwrap().unwrap().file.added, 5_000);
}
