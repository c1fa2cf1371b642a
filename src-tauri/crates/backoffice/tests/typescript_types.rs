//! The page's types are generated from the view: this fails when they drift, and writes them when
//! `WRITE_TYPES=1` is set.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use backoffice::view;
use ts_rs::{Config, TS};

fn generate(into: &Path) {
    let config = Config::new().with_large_int("number").with_out_dir(into);
    macro_rules! export {
        ($($name:ident),+ $(,)?) => { $(view::$name::export_all(&config).expect("the type can be written");)+ };
    }
    export!(
        ActionEvidence,
        ActionView,
        ActivityPage,
        ActivityQuery,
        BatchView,
        BulkShippingRequest,
        CaseBatchPreview,
        CaseDecision,
        CasePage,
        CaseQuery,
        CaseView,
        CheckProgress,
        CheckSummary,
        Connected,
        ConnectRequest,
        Decided,
        Decision,
        DeskView,
        ExportProgress,
        ExportReport,
        ExportRequest,
        FailureView,
        FieldEvidence,
        FiguresView,
        FilePreview,
        FileReading,
        HeardPage,
        HeardQuery,
        ImportProgress,
        ImportReport,
        InboxHereRequest,
        InboxHereView,
        InboxRequest,
        InboxView,
        ListLayout,
        MetadataPath,
        MoneyRequest,
        NoteView,
        OrderDetail,
        OrderPage,
        OrderQuery,
        PageRequest,
        Printed,
        PrintRequest,
        PurchaseRequest,
        QueueView,
        ReportRequest,
        ReportWritten,
        RunProgress,
        RunView,
        SavedView,
        ScanView,
        Settings,
        SeveralStatuses,
        ShippingPlan,
        ShippingPreview,
        ShippingRequest,
        ShopFiles,
        StatusCounts,
        StatusTallies,
        SyncView,
        TakenFile,
        TodayView,
        Topic,
        TrackReport,
        Undone,
        ViewDraft,
        WebhookRequest,
        WebhookSecretPlace,
        WebhookTest,
        WebhookView,
        WebhooksView,
    );
}

fn files(dir: &Path) -> BTreeMap<String, String> {
    fs::read_dir(dir)
        .map(|entries| {
            entries
                .map(|entry| entry.unwrap().path())
                .map(|path| {
                    let name = path.file_name().unwrap().to_string_lossy().into_owned();
                    (name, fs::read_to_string(&path).unwrap())
                })
                .collect()
        })
        .unwrap_or_default()
}

#[test]
fn the_pages_types_are_those_of_the_view() {
    let landed: PathBuf =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/bridge/generated");
    if std::env::var_os("WRITE_TYPES").is_some() {
        if landed.exists() {
            fs::remove_dir_all(&landed).unwrap();
        }
        generate(&landed);
    }
    let fresh = tempfile::tempdir().unwrap();
    generate(fresh.path());
    let fresh = files(fresh.path());
    assert!(fresh.len() > 20, "types were generated");
    let landed = files(&landed);
    let names: BTreeSet<_> = landed.keys().chain(fresh.keys()).collect();
    let drifted: Vec<_> = names
        .into_iter()
        .filter(|name| landed.get(*name) != fresh.get(*name))
        .collect();
    assert!(
        drifted.is_empty(),
        "the page's types are out of date, run `cargo xtask types`: {drifted:?}"
    );
}
