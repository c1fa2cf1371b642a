//! What a person sees, as plain data: the values that cross the bridge to the page and that the
//! command line prints. Money is integer halalas, times are UTC milliseconds since 1970.
//!
//! The page's TypeScript types are generated from this module.

mod action;
mod activity;
mod bulk;
mod case;
mod desk;
mod export;
mod failure;
mod field;
mod found;
mod inbox;
mod note;
mod order;
mod print;
mod run;
mod saved;
mod scan;
mod selection;
mod shop_file;
mod stale;
mod sync;
mod today;
mod track;
mod webhook;

pub use action::{
    ActionChange, ActionEvidence, ActionKind, ActionState, ActionView, Decision, Made,
    MoneyHindrance, MoneyOffer, MoneyOffers, MoneyRequest, PurchaseLine, PurchaseRequest,
    SeenOrder, SentRequest, ShippingRequest, Undone,
};
pub use activity::{ActivityPage, ActivityQuery, HeardEntry, HeardPage, HeardQuery, QueueView};
pub use bulk::{
    BatchRow, BatchView, BulkShippingRequest, HinderedGroup, Hindrance, OrderName, ShippingGroup,
    ShippingPlan, ShippingPreview, ShippingStep,
};
pub use case::{
    CaseBatchPreview, CaseClass, CaseCount, CaseDecided, CaseDecision, CaseEvidence, CaseFact,
    CasePage, CaseQuery, CaseState, CaseStep, CaseView, Decided, DecisionOutcome, FactKind,
};
pub use desk::{
    Calendar, ConnectRequest, Connected, Density, DeskView, Digits, Environment, KeyView,
    KeyringHealth, LabelPreset, Language, ProfileView, Proof, Settings, SeveralStatuses, Theme,
    Topic,
};
pub use export::{ExportColumn, ExportFormat, ExportProgress, ExportReport, ExportRequest};
pub use failure::{ErrorCode, FailureView};
pub use field::FieldName;
pub use found::{FoundIn, FoundPlace};
pub use inbox::{InboxHereRequest, InboxHereView, InboxRequest, InboxView};
pub use note::{EarlierText, NoteView};
pub use order::{
    FieldChange, FieldEvidence, FieldKind, FieldView, ItemView, MetadataEntry, ObservationSource,
    ObservationView, OrderDetail, OrderPage, OrderQuery, OrderRow, OrderTotal, PageRequest,
    PendingAction, Presence, Provenance, ShippingView, SortField, StatusCount, StatusCounts,
    StatusTallies, TimelineEntry,
};
pub use print::{Paper, PrintChoice, PrintKind, PrintRequest, Printed};
pub use run::{
    ReportFormat, ReportRequest, ReportWritten, RunPhase, RunProgress, RunTrigger, RunView,
};
pub use saved::{BuiltInView, ListLayout, MetadataPath, SavedView, ViewDraft, ViewIcon};
pub use scan::{ScanOutcome, ScanView};
pub use selection::OrderSelection;
pub use shop_file::{
    CheckoutOrigin, ColumnPreview, Completeness, DayGap, FileFormat, FileOffer, FilePreview,
    FileReading, ImportProgress, ImportReport, MatchKind, PreviewRow, RowFault, RowFaultKind,
    ShopCheckout, ShopField, ShopFileView, ShopFiles, ShopStatus, StatusWord, TakenFile,
    TextEncoding, WatchedFolder,
};
pub use stale::{
    CheckOutcome, CheckProgress, CheckSummary, CheckedOrder, StaleCheckout, StaleKind, StalePage,
};
pub use sync::{SyncPhase, SyncView};
pub use today::{
    DayFigures, DoneToday, FiguresView, Need, NeedKind, NeedPlace, SettlementFigures, StaleFigures,
    TodayView,
};
pub use track::{TrackOutcome, TrackReport, TrackRow};
pub use webhook::{WebhookRequest, WebhookSecretPlace, WebhookTest, WebhookView, WebhooksView};
