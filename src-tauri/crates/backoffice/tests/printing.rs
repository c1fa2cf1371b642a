//! Orders on paper, from a desk that has read them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use std::path::Path;

use backoffice::desk::Access;
use backoffice::view::{
    ErrorCode, FailureView, Language, OrderQuery, Paper, PrintChoice, PrintKind, PrintRequest,
};
use shop::Shop;

fn a_slip(uuids: Vec<String>) -> PrintRequest {
    PrintRequest {
        uuids,
        kind: PrintKind::Slip,
        paper: Paper::A6,
        language: Language::Ar,
    }
}

async fn uuids(shop: &Shop) -> Vec<String> {
    let rows = shop.list(OrderQuery::default()).await.rows;
    rows.into_iter().map(|row| row.uuid).collect()
}

#[tokio::test]
async fn orders_are_printed_into_the_profiles_folder_and_the_way_is_remembered() {
    let shop = Shop::read(12).await;
    let settings = shop.desk.desk_view().await.unwrap().settings;
    assert_eq!(settings.printing, PrintChoice::default());

    let uuids = uuids(&shop).await;
    let one = shop.desk.print_orders(a_slip(vec![uuids[0].clone()])).await;
    let one = one.unwrap();
    let all = shop.desk.print_orders(a_slip(uuids)).await.unwrap();
    assert_eq!((one.orders, all.orders), (1, 12));
    assert!(all.pages >= 12, "each order begins a page: {}", all.pages);
    for printed in [&one, &all] {
        let path = Path::new(&printed.path);
        assert!(path.starts_with(shop.folder.path()), "{}", printed.path);
        assert!(path.parent().unwrap().ends_with("printed"));
        assert!(std::fs::read(path).unwrap().starts_with(b"%PDF-"));
    }
    let settings = shop.desk.desk_view().await.unwrap().settings;
    let remembered = PrintChoice {
        kind: PrintKind::Slip,
        paper: Paper::A6,
        language: Some(Language::Ar),
    };
    assert_eq!(settings.printing, remembered);

    shop.desk.close().await;
    let again = shop::open(shop.folder.path(), &shop.vault, Access::ReadOnly).await;
    let settings = again.desk_view().await.unwrap().settings;
    assert_eq!(settings.printing, remembered, "and the next time too");
}

#[tokio::test]
async fn a_file_of_ones_own_is_written_where_one_says_and_changes_no_setting() {
    let shop = Shop::read(1).await;
    let path = shop.folder.path().join("my slip.pdf");
    std::fs::write(&path, "something older").unwrap();
    let request = a_slip(uuids(&shop).await);
    let printed = shop.desk.print_orders_to(request, &path).await.unwrap();
    assert_eq!(printed.path, path.display().to_string());
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF-"));
    let settings = shop.desk.desk_view().await.unwrap().settings;
    assert_eq!(settings.printing, PrintChoice::default());
}

#[tokio::test]
async fn nothing_is_printed_that_is_not_whole() {
    let shop = Shop::read(2).await;
    let code = async |uuids: Vec<String>| {
        let error = shop.desk.print_orders(a_slip(uuids)).await.unwrap_err();
        FailureView::from(error).code
    };
    let mut with_a_stranger = uuids(&shop).await;
    with_a_stranger.push("3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d".to_owned());
    assert_eq!(code(with_a_stranger).await, ErrorCode::OrderUnknown);
    assert_eq!(code(Vec::new()).await, ErrorCode::OrderUnknown);
    let one = uuids(&shop).await[0].clone();
    assert_eq!(code(vec![one; 501]).await, ErrorCode::TooManyToPrint);
    assert!(
        !shop
            .folder
            .path()
            .join("profiles")
            .read_dir()
            .unwrap()
            .any(|profile| profile.unwrap().path().join("printed").exists()),
        "no file is left behind"
    );
}
