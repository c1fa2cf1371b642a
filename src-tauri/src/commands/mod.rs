//! The bridge: one adapter a command of the desk, one file a topic. No decisions.

#![allow(
    clippy::let_underscore_must_use,
    reason = "tauri's command macro writes it into every adapter"
)]

mod actions;
mod activity;
mod bulk;
mod cases;
mod checks;
mod desk;
mod export;
mod inbox;
mod notes;
mod orders;
mod phones;
mod print;
mod profiles;
mod saved_views;
mod scan;
mod shop_files;
mod sync;
mod today;
mod track;
mod webhooks;

use backoffice::view::FailureView;
pub(crate) use export::LastExport;
use tauri::Wry;
use tauri::ipc::Invoke;

/// What a command answers. Every one rejects with a failure the page has words for.
type Answer<T> = Result<T, FailureView>;

/// All commands.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        desk::desk_view,
        desk::save_settings,
        desk::window_ready,
        profiles::connect,
        profiles::check_key,
        profiles::replace_key,
        profiles::remove_key,
        profiles::open_profile,
        profiles::remove_profile,
        orders::list_orders,
        orders::count_statuses,
        orders::count_statuses_of,
        orders::order_detail,
        orders::field_evidence,
        orders::observation_json,
        orders::refresh_order,
        notes::write_note,
        notes::edit_note,
        notes::remove_note,
        notes::restore_note,
        notes::note_orders,
        saved_views::saved_views,
        saved_views::make_view,
        saved_views::change_view,
        saved_views::move_view,
        saved_views::remove_view,
        saved_views::restore_view,
        saved_views::count_orders,
        saved_views::list_layout,
        saved_views::save_list_layout,
        saved_views::metadata_paths,
        print::print_orders,
        export::export_orders,
        export::cancel_export,
        export::show_export,
        inbox::inbox_view,
        inbox::connect_inbox,
        inbox::leave_inbox,
        inbox::keep_inbox_here,
        track::track_text,
        shop_files::choose_file,
        shop_files::shop_files,
        shop_files::preview_shop_file,
        shop_files::import_shop_file,
        shop_files::cancel_import,
        shop_files::import_report,
        shop_files::dismiss_shop_file,
        shop_files::choose_watched_folder,
        shop_files::leave_watched_folder,
        sync::sync_view,
        sync::sync_now,
        sync::pause_sync,
        sync::resume_sync,
        today::today,
        today::figures,
        cases::list_cases,
        cases::case_view,
        cases::decide_case,
        cases::reopen_case,
        cases::preview_cases,
        cases::decide_cases,
        cases::start_run,
        cases::cancel_run,
        cases::list_runs,
        cases::write_report,
        checks::check_orders,
        checks::cancel_check,
        actions::ship,
        actions::settle_action,
        actions::withdraw_action,
        actions::ask_money,
        actions::make_purchase,
        actions::undo_action,
        actions::statuses_before,
        actions::send_only_last,
        actions::decide_action,
        actions::action_evidence,
        actions::try_queue_now,
        actions::action,
        actions::actions,
        bulk::plan_shipping,
        bulk::ship_planned,
        bulk::batch,
        bulk::cancel_batch,
        bulk::refresh_selection,
        activity::list_activity,
        activity::list_heard,
        activity::queue_view,
        scan::scan,
        scan::print_scan_commands,
        scan::set_packing_pin,
        scan::check_packing_pin,
        phones::read_phone,
        webhooks::webhooks,
        webhooks::register_webhook,
        webhooks::change_webhook,
        webhooks::remove_webhook,
        webhooks::hand_over_webhook_secret,
        webhooks::test_webhook,
    ]
}
