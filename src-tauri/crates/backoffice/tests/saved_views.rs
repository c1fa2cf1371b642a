//! Lists that a person keeps: whatever is made, changed, moved, taken away and brought back, they
//! stand as in a plain list.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

mod history;

use backoffice::fold::Source;
use backoffice::store::{Heard, Priority, Store, StoreError};
use backoffice::view::{
    BuiltInView, ListLayout, OrderQuery, PageRequest, SavedView, Settings, SortField, ViewDraft,
    ViewIcon,
};
use history::{every_field, message};
use points_api::OrderUuid;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;

#[derive(Debug, Clone)]
enum Wish {
    Make(u8),
    Change(usize, u8),
    Move(usize, Option<usize>),
    Remove(usize),
    Restore(usize),
}

fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    let one = 0_usize..9;
    let wish = prop_oneof![
        any::<u8>().prop_map(Wish::Make),
        (one.clone(), any::<u8>()).prop_map(|(view, said)| Wish::Change(view, said)),
        (one.clone(), proptest::option::of(one.clone()))
            .prop_map(|(view, before)| Wish::Move(view, before)),
        one.clone().prop_map(Wish::Remove),
        one.prop_map(Wish::Restore),
    ];
    proptest::collection::vec(wish, 0..25)
}

fn draft(said: u8) -> ViewDraft {
    ViewDraft {
        name: Some(format!("view {said}")),
        icon: if said.is_multiple_of(2) {
            ViewIcon::Flag
        } else {
            ViewIcon::Money
        },
        search: format!("total:{said}.."),
        sort: SortField::Total,
        ascending: said.is_multiple_of(3),
        columns: (0..said % 4)
            .map(|column| format!("metadata:c{column}"))
            .collect(),
    }
}

/// A view as the plain list has it.
#[derive(Debug, Clone)]
struct Kept {
    view: SavedView,
    removed: bool,
}

fn with_draft(view: &SavedView, draft: ViewDraft) -> SavedView {
    SavedView {
        id: view.id,
        built_in: view.built_in,
        name: draft.name,
        icon: draft.icon,
        search: draft.search,
        sort: draft.sort,
        ascending: draft.ascending,
        columns: draft.columns,
    }
}

/// Grants a wish in both, and says whether both agree on whether it can be granted.
async fn grant(store: &Store, list: &mut Vec<Kept>, wish: Wish) -> bool {
    // By the order of making, so that a wish means the same view whatever moved.
    let id = |list: &[Kept], view: usize| {
        let mut ids: Vec<_> = list.iter().map(|kept| kept.view.id).collect();
        ids.sort_unstable();
        ids.get(view).copied().unwrap_or(99)
    };
    let place = |list: &[Kept], id: i64| list.iter().position(|kept| kept.view.id == id);
    let there = |list: &[Kept], id: i64| place(list, id).filter(|at| !list[*at].removed);
    match wish {
        Wish::Make(said) => {
            let made = store.make_view(draft(said)).await.unwrap();
            assert_eq!(made, with_draft(&made, draft(said)));
            list.push(Kept {
                view: made,
                removed: false,
            });
            true
        }
        Wish::Change(view, said) => {
            let id = id(list, view);
            let changed = store.change_view(id, draft(said)).await;
            match there(list, id) {
                Some(at) => {
                    list[at].view = with_draft(&list[at].view, draft(said));
                    changed.unwrap() == list[at].view
                }
                None => matches!(changed, Err(StoreError::ViewUnknown)),
            }
        }
        Wish::Move(view, before) => {
            let moved_id = id(list, view);
            let before = before.map(|before| id(list, before));
            let moved = store.move_view(moved_id, before).await;
            let known = before.is_none_or(|before| there(list, before).is_some());
            let Some(at) = there(list, moved_id).filter(|_| known) else {
                return matches!(moved, Err(StoreError::ViewUnknown));
            };
            if before != Some(moved_id) {
                let kept = list.remove(at);
                let to = before.map_or(list.len(), |before| place(list, before).unwrap());
                list.insert(to, kept);
            }
            moved.unwrap() == present(list)
        }
        Wish::Remove(view) => {
            let id = id(list, view);
            let removed = store.remove_view(id, 5).await;
            let at = place(list, id);
            if let Some(at) = at {
                list[at].removed = true;
            }
            removed.is_ok() == at.is_some()
        }
        Wish::Restore(view) => {
            let id = id(list, view);
            let restored = store.restore_view(id).await;
            match place(list, id) {
                Some(at) => {
                    list[at].removed = false;
                    restored.unwrap() == list[at].view
                }
                None => matches!(restored, Err(StoreError::ViewUnknown)),
            }
        }
    }
}

fn present(list: &[Kept]) -> Vec<SavedView> {
    list.iter()
        .filter(|kept| !kept.removed)
        .map(|kept| kept.view.clone())
        .collect()
}

#[test]
fn views_stand_as_in_a_plain_list_whatever_is_done_to_them() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(Config {
        cases: 60,
        failure_persistence: None,
        ..Config::default()
    });
    runner
        .run(&wishes(), |wishes| {
            let folder = tempfile::tempdir().unwrap();
            let store = Store::open(&folder.path().join("orders.db")).unwrap();
            runtime.block_on(async {
                let first = store.saved_views().await.unwrap();
                let mut list: Vec<_> = first
                    .into_iter()
                    .map(|view| Kept {
                        view,
                        removed: false,
                    })
                    .collect();
                for wish in wishes {
                    let told = format!("{wish:?}");
                    prop_assert!(grant(&store, &mut list, wish).await, "{}", told);
                    prop_assert_eq!(store.saved_views().await.unwrap(), present(&list));
                }
                Ok(())
            })
        })
        .unwrap();
}

#[tokio::test]
async fn every_shop_begins_with_five_views_that_the_page_names() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("orders.db")).unwrap();
    let views = store.saved_views().await.unwrap();
    let told: Vec<_> = views
        .iter()
        .map(|view| (view.built_in.unwrap(), view.icon, view.sort))
        .collect();
    assert_eq!(
        told,
        [
            (
                BuiltInView::WaitingForPayment,
                ViewIcon::Waiting,
                SortField::Created
            ),
            (BuiltInView::ToShip, ViewIcon::Parcel, SortField::Created),
            (BuiltInView::InTransit, ViewIcon::Lorry, SortField::Created),
            (
                BuiltInView::RefundedThisMonth,
                ViewIcon::Return,
                SortField::Updated
            ),
            (
                BuiltInView::ChangedToday,
                ViewIcon::Clock,
                SortField::Updated
            ),
        ]
    );
    assert!(
        views
            .iter()
            .all(|view| view.name.is_none() && !view.ascending)
    );
}

#[tokio::test]
async fn a_layout_is_the_pages_own_until_somebody_changes_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.db");
    let mut expected = ListLayout::default();
    for columns in [vec!["number", "metadata:cart.id"], vec!["total"], vec![]] {
        let store = Store::open(&path).unwrap();
        assert_eq!(store.list_layout().await.unwrap(), expected);
        expected.columns = columns.into_iter().map(str::to_owned).collect();
        let saved = store.save_list_layout(expected.clone()).await.unwrap();
        assert_eq!(saved, expected);
        store.close();
    }
}

#[tokio::test]
async fn a_pinned_value_is_what_the_detail_shows_at_that_path() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("orders.db")).unwrap();
    let uuid = |number: u8| OrderUuid::from_bytes([number; 16]);
    let metadata = [
        json!({"cart": {"id": 17.50, "codes": ["A", "B"]}, "gift": null}),
        json!({"cart": {"id": "C-2"}, "note": "هدية"}),
        json!(null),
    ];
    for (metadata, number) in metadata.iter().zip(1_u8..) {
        let mut order = every_field(number.into(), Some("2026-11-01T10:00:00Z"));
        order["id"] = json!(uuid(number).to_string());
        order["metadata"] = metadata.clone();
        let heard = Heard {
            uuid: uuid(number),
            ..message(Source::Read, None, order, Some(1), 90)
        };
        store.record(Priority::Person, heard).await.unwrap();
    }
    let paths = store.metadata_paths().await.unwrap();
    let told: Vec<_> = paths
        .iter()
        .map(|path| (&path.path[..], path.orders))
        .collect();
    assert_eq!(
        told,
        [
            ("cart.id", 2),
            ("cart.codes.1", 1),
            ("cart.codes.2", 1),
            ("gift", 1),
            ("note", 1)
        ]
    );
    for path in paths
        .iter()
        .map(|path| path.path.clone())
        .chain(["cart".to_owned()])
    {
        let request = PageRequest {
            limit: 10,
            pinned: Some(path.clone()),
            ..PageRequest::default()
        };
        let page = store
            .page(OrderQuery::default(), request, Settings::default(), 0)
            .await
            .unwrap();
        assert_eq!(page.rows.len(), 3);
        for row in page.rows {
            let uuid = row.uuid.parse().unwrap();
            let detail = store.order(uuid, Settings::default(), 0).await.unwrap();
            let shown = detail.metadata.iter().find(|entry| entry.path == path);
            assert_eq!(row.pinned, shown.map(|entry| entry.value.clone()), "{path}");
        }
    }
}
