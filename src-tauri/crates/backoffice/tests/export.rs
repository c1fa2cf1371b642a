//! Orders of a real shop into files.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use backoffice::desk::{Access, Change};
use backoffice::view::{
    ErrorCode, ExportColumn, ExportFormat, ExportRequest, FailureView, Language, OrderQuery,
    OrderSelection, SortField,
};
use shop::Shop;

fn all_in(format: ExportFormat) -> ExportRequest {
    ExportRequest {
        selection: matching(OrderQuery::default()),
        format,
        columns: Vec::new(),
        language: Language::En,
    }
}

fn uuids_of(selection: OrderSelection) -> ExportRequest {
    ExportRequest {
        selection,
        columns: vec![ExportColumn::Uuid],
        ..all_in(ExportFormat::Csv)
    }
}

fn matching(query: OrderQuery) -> OrderSelection {
    OrderSelection {
        matching: Some(query),
        ..OrderSelection::default()
    }
}

/// The file's rows below its headings.
fn lines(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().skip(1).map(ToOwned::to_owned).collect()
}

fn listed(page: &backoffice::view::OrderPage) -> Vec<String> {
    page.rows.iter().map(|row| row.uuid.clone()).collect()
}

fn file_in(shop: &Shop) -> PathBuf {
    shop.folder.path().join("orders.csv")
}

#[tokio::test]
async fn a_file_has_what_the_list_shows_in_its_order() {
    let shop = Shop::read(200).await;
    let path = file_in(&shop);
    let everything = shop.list(OrderQuery::default()).await;
    let status = everything.rows[0].financial_status.clone().unwrap();
    let fragment = everything.rows[3].order_number.clone().unwrap();
    for query in [
        OrderQuery::default(),
        OrderQuery {
            financial: vec![status.clone()],
            sort: SortField::Total,
            ascending: true,
            ..OrderQuery::default()
        },
        OrderQuery {
            shipping: vec!["delivered".to_owned(), "new".to_owned()],
            sort: SortField::Shipping,
            ..OrderQuery::default()
        },
        OrderQuery {
            search: fragment,
            financial: vec![status],
            ..OrderQuery::default()
        },
        OrderQuery {
            search: "found nowhere".to_owned(),
            ..OrderQuery::default()
        },
    ] {
        let page = shop.list(query.clone()).await;
        let request = uuids_of(matching(query.clone()));
        let report = shop.desk.export_orders(request, &path).await.unwrap();
        assert_eq!(lines(&path), listed(&page), "{query:?}");
        assert_eq!(report.orders, page.total.count);
    }
}

#[tokio::test]
async fn chosen_orders_come_in_their_order_and_all_but_some_without_those() {
    let shop = Shop::read(30).await;
    let path = file_in(&shop);
    let mut uuids = listed(&shop.list(OrderQuery::default()).await);
    let chosen = vec![uuids[7].clone(), uuids[2].clone(), uuids[7].clone()];
    let selection = OrderSelection {
        uuids: chosen.clone(),
        ..OrderSelection::default()
    };
    let request = uuids_of(selection);
    shop.desk.export_orders(request, &path).await.unwrap();
    assert_eq!(lines(&path), chosen[..2]);
    let selection = OrderSelection {
        except: vec![uuids.remove(4)],
        ..matching(OrderQuery::default())
    };
    let request = uuids_of(selection);
    shop.desk.export_orders(request, &path).await.unwrap();
    assert_eq!(lines(&path), uuids);
    let unknown = OrderSelection {
        uuids: vec!["0b5cf7a1-92c8-4a0d-8f0e-0c4f4f3f2a11".to_owned()],
        ..OrderSelection::default()
    };
    let refused = shop.desk.export_orders(uuids_of(unknown), &path).await;
    let refused = FailureView::from(refused.unwrap_err());
    assert_eq!(refused.code, ErrorCode::OrderUnknown);
    assert_eq!(lines(&path), uuids, "the file before is still there");
}

#[tokio::test]
async fn orders_that_move_in_the_list_meanwhile_are_in_the_file_once() {
    let shop = Shop::read(1_200).await;
    let path = file_in(&shop);
    // The order that was checked last is the first; every read moves one there.
    let query = OrderQuery {
        sort: SortField::Checked,
        ..OrderQuery::default()
    };
    let mut changes = shop.desk.changes();
    let export = shop.desk.export_orders(uuids_of(matching(query)), &path);
    let move_some = async {
        while !matches!(changes.recv().await.unwrap(), Change::Export(_)) {}
        let oldest = OrderQuery {
            sort: SortField::Checked,
            ascending: true,
            ..OrderQuery::default()
        };
        let oldest = listed(&shop.list(oldest).await);
        shop.desk.check_orders(oldest[..50].to_vec()).await.unwrap();
    };
    let (report, ()) = tokio::join!(export, move_some);
    assert_eq!(report.unwrap().orders, 1_200);
    let mut written = lines(&path);
    written.sort_unstable();
    written.dedup();
    assert_eq!(written.len(), 1_200);
}

#[tokio::test]
async fn progress_is_told_and_ends_at_the_whole() {
    let shop = Shop::read(1_100).await;
    let mut changes = shop.desk.changes();
    shop.desk
        .export_orders(all_in(ExportFormat::Jsonl), &file_in(&shop))
        .await
        .unwrap();
    let mut told = Vec::new();
    while let Ok(change) = changes.try_recv() {
        if let Change::Export(progress) = change {
            assert_eq!(progress.total, 1_100);
            told.push(progress.done);
        }
    }
    assert_eq!(told, [0, 500, 1_000, 1_100]);
}

#[tokio::test]
async fn a_cancelled_export_leaves_the_file_before_and_nothing_else() {
    let shop = Shop::read(1_100).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.xlsx");
    std::fs::write(&path, "yesterday's").unwrap();
    let mut changes = shop.desk.changes();
    let desk = Arc::clone(&shop.desk);
    let (export, ()) = tokio::join!(
        desk.export_orders(all_in(ExportFormat::Xlsx), &path),
        async {
            while !matches!(changes.recv().await.unwrap(), Change::Export(_)) {}
            desk.cancel_export();
        }
    );
    let failure = FailureView::from(export.unwrap_err());
    assert_eq!(failure.code, ErrorCode::Cancelled);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "yesterday's");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let again = shop.desk.export_orders(all_in(ExportFormat::Xlsx), &path);
    assert_eq!(again.await.unwrap().orders, 1_100, "one cancels one");
}

#[tokio::test]
async fn an_export_nobody_waits_for_any_more_leaves_nothing() {
    let shop = Shop::read(1_100).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.csv");
    let mut changes = shop.desk.changes();
    tokio::select! {
        _ = shop.desk.export_orders(all_in(ExportFormat::Csv), &path) => panic!("too fast"),
        () = async { while !matches!(changes.recv().await.unwrap(), Change::Export(_)) {} } => {}
    }
    for _ in 0..200 {
        if std::fs::read_dir(folder.path()).unwrap().count() == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("something was left");
}

#[tokio::test]
async fn whoever_only_reads_along_can_export_too() {
    let shop = Shop::read(20).await;
    let reader = shop::open(shop.folder.path(), &shop.vault, Access::ReadOnly).await;
    let path = file_in(&shop);
    let report = reader
        .export_orders(all_in(ExportFormat::Csv), &path)
        .await
        .unwrap();
    assert_eq!(
        (report.orders, report.path.as_str()),
        (20, path.to_str().unwrap())
    );
    assert_eq!(lines(&path).len(), 20);
    reader.close().await;
}
