/**
 * The desk's commands, one function each. Every function rejects with a `FailureView`.
 *
 * Nothing else in the page calls Tauri; `tests/architecture.test.ts` sees to it.
 */
import { invoke } from "@tauri-apps/api/core";
import type { ActionEvidence } from "./generated/ActionEvidence";
import type { ActionView } from "./generated/ActionView";
import type { ActivityPage } from "./generated/ActivityPage";
import type { ActivityQuery } from "./generated/ActivityQuery";
import type { BatchView } from "./generated/BatchView";
import type { BulkShippingRequest } from "./generated/BulkShippingRequest";
import type { CaseBatchPreview } from "./generated/CaseBatchPreview";
import type { CaseDecision } from "./generated/CaseDecision";
import type { CasePage } from "./generated/CasePage";
import type { CaseQuery } from "./generated/CaseQuery";
import type { CaseStep } from "./generated/CaseStep";
import type { CaseView } from "./generated/CaseView";
import type { CheckedOrder } from "./generated/CheckedOrder";
import type { CheckSummary } from "./generated/CheckSummary";
import type { Connected } from "./generated/Connected";
import type { ConnectRequest } from "./generated/ConnectRequest";
import type { Decided } from "./generated/Decided";
import type { Decision } from "./generated/Decision";
import type { DeskView } from "./generated/DeskView";
import type { ExportReport } from "./generated/ExportReport";
import type { ExportRequest } from "./generated/ExportRequest";
import type { FieldEvidence } from "./generated/FieldEvidence";
import type { FieldName } from "./generated/FieldName";
import type { FiguresView } from "./generated/FiguresView";
import type { FilePreview } from "./generated/FilePreview";
import type { FileReading } from "./generated/FileReading";
import type { HeardPage } from "./generated/HeardPage";
import type { HeardQuery } from "./generated/HeardQuery";
import type { ImportReport } from "./generated/ImportReport";
import type { InboxHereRequest } from "./generated/InboxHereRequest";
import type { InboxRequest } from "./generated/InboxRequest";
import type { InboxView } from "./generated/InboxView";
import type { ListLayout } from "./generated/ListLayout";
import type { MetadataPath } from "./generated/MetadataPath";
import type { MoneyRequest } from "./generated/MoneyRequest";
import type { NoteView } from "./generated/NoteView";
import type { OrderDetail } from "./generated/OrderDetail";
import type { OrderPage } from "./generated/OrderPage";
import type { OrderQuery } from "./generated/OrderQuery";
import type { OrderSelection } from "./generated/OrderSelection";
import type { OrderTotal } from "./generated/OrderTotal";
import type { PageRequest } from "./generated/PageRequest";
import type { Printed } from "./generated/Printed";
import type { PrintRequest } from "./generated/PrintRequest";
import type { Proof } from "./generated/Proof";
import type { PurchaseRequest } from "./generated/PurchaseRequest";
import type { QueueView } from "./generated/QueueView";
import type { ReportRequest } from "./generated/ReportRequest";
import type { ReportWritten } from "./generated/ReportWritten";
import type { RunView } from "./generated/RunView";
import type { SavedView } from "./generated/SavedView";
import type { ScanView } from "./generated/ScanView";
import type { Settings } from "./generated/Settings";
import type { ShippingPlan } from "./generated/ShippingPlan";
import type { ShippingRequest } from "./generated/ShippingRequest";
import type { ShopFiles } from "./generated/ShopFiles";
import type { StatusCounts } from "./generated/StatusCounts";
import type { StatusTallies } from "./generated/StatusTallies";
import type { SyncView } from "./generated/SyncView";
import type { TakenFile } from "./generated/TakenFile";
import type { TodayView } from "./generated/TodayView";
import type { TrackReport } from "./generated/TrackReport";
import type { Undone } from "./generated/Undone";
import type { ViewDraft } from "./generated/ViewDraft";
import type { WebhookRequest } from "./generated/WebhookRequest";
import type { WebhooksView } from "./generated/WebhooksView";
import type { WebhookTest } from "./generated/WebhookTest";

/** The desk as a whole: profiles, settings, keyring. */
export const deskView = () => invoke<DeskView>("desk_view");

/** Checks the keys with Points and, when they hold, makes and opens the profile. */
export const connect = (request: ConnectRequest) => invoke<Connected>("connect", { request });

/** Asks Points whether the stored key still holds. */
export const checkKey = (profile: string) => invoke<Proof[]>("check_key", { profile });

/** Checks a new private key and puts it in the place of the old one. */
export const replaceKey = (profile: string, privateKey: string, keepForSession: boolean) =>
  invoke<Connected>("replace_key", { profile, privateKey, keepForSession });

/** Removes the private key from the keyring and from memory. */
export const removeKey = (profile: string) => invoke<DeskView>("remove_key", { profile });

/** Opens another profile. */
export const openProfile = (profile: string) => invoke<DeskView>("open_profile", { profile });

/** Removes a profile with its key; its orders too, if asked. */
export const removeProfile = (profile: string, deleteData: boolean) =>
  invoke<DeskView>("remove_profile", { profile, deleteData });

/** Saves the settings of the desk. */
export const saveSettings = (settings: Settings) => invoke<DeskView>("save_settings", { settings });

/** A page of the list. */
export const listOrders = (query: OrderQuery, page: PageRequest) =>
  invoke<OrderPage>("list_orders", { query, page });

/** The numbers beside the filters. */
export const countStatuses = () => invoke<StatusCounts>("count_statuses");

/** How the matches of a list are spread over statuses, up to ten thousand of them. */
export const countStatusesOf = (query: OrderQuery) =>
  invoke<StatusTallies>("count_statuses_of", { query });

/** One order in full. */
export const orderDetail = (uuid: string) => invoke<OrderDetail>("order_detail", { uuid });

/** Everything that was ever said about one field of an order. */
export const fieldEvidence = (uuid: string, field: FieldName) =>
  invoke<FieldEvidence[]>("field_evidence", { uuid, field });

/** The raw JSON text of an observation. */
export const observationJson = (id: number) => invoke<string>("observation_json", { id });

/** Reads one order from Points now. */
export const refreshOrder = (uuid: string) => invoke<CheckedOrder>("refresh_order", { uuid });

/** Makes a PDF of orders and hands it to the system's viewer. */
export const printOrders = (request: PrintRequest) => invoke<Printed>("print_orders", { request });

/** Tracks every uuid in a text. */
export const trackText = (text: string) => invoke<TrackReport>("track_text", { text });

/**
 * Lets the person choose a file: a list of uuids is tracked, a file with columns is looked at; null
 * when they closed the dialog.
 */
export const chooseFile = () => invoke<TakenFile | null>("choose_file");

/** The state of sync. */
export const syncView = () => invoke<SyncView>("sync_view");

/** Reads what is due now. */
export const syncNow = () => invoke<SyncView>("sync_now", { all: false });

/** Stops reading until resumed. */
export const pauseSync = () => invoke<SyncView>("pause_sync");

/** Goes on where it was paused. */
export const resumeSync = () => invoke<SyncView>("resume_sync");

/** What needs a person, and what was done today. */
export const today = () => invoke<TodayView>("today");

/** The figures of the last days, today among them. */
export const figures = (days: number) => invoke<FiguresView>("figures", { days });

/** Reads these orders from Points; each one is told by a `desk-check` event. */
export const checkOrders = (uuids: string[]) => invoke<CheckSummary>("check_orders", { uuids });

/** Stops the running check; what is not read yet is skipped. */
export const cancelCheck = () => invoke<null>("cancel_check");

/** Asks for a shipping status. Returns once the intent is on disk, before anything is sent. */
export const ship = (request: ShippingRequest) => invoke<ActionView[]>("ship", { request });

/** Reads the order now, to settle an unclear action. */
export const settleAction = (id: number) => invoke<ActionView>("settle_action", { id });

/** A person gives an unclear action up. */
export const withdrawAction = (id: number) => invoke<ActionView>("withdraw_action", { id });

/**
 * Lets the person name a file and writes orders into it, told by `desk-export` events; null when
 * they closed the dialog.
 */
export const exportOrders = (request: ExportRequest) =>
  invoke<ExportReport | null>("export_orders", { request });

/** Stops the export under way; nothing is written then. */
export const cancelExport = () => invoke<null>("cancel_export");

/** Shows the file that was written last in the system's file manager. */
export const showExport = () => invoke<null>("show_export");

/** Writes a note on an order, under the name of who is at the desk. */
export const writeNote = (uuid: string, text: string) =>
  invoke<NoteView>("write_note", { uuid, text });

/** Changes a note; how it read before is kept. */
export const editNote = (id: number, text: string) => invoke<NoteView>("edit_note", { id, text });

/** Takes a note away; it can be brought back. */
export const removeNote = (id: number) => invoke<null>("remove_note", { id });

/** Brings a removed note back. */
export const restoreNote = (id: number) => invoke<NoteView>("restore_note", { id });

/** Writes the same note on every order of a selection; says on how many. */
export const noteOrders = (selection: OrderSelection, text: string) =>
  invoke<number>("note_orders", { selection, text });

/** How many orders each query finds, in their order: exact as far as lists count. */
export const countOrders = (queries: OrderQuery[]) =>
  invoke<OrderTotal[]>("count_orders", { queries });

/** The saved views of the open store, in the person's order. */
export const savedViews = () => invoke<SavedView[]>("saved_views");

/** Keeps a new view, behind the others. */
export const makeView = (draft: ViewDraft) => invoke<SavedView>("make_view", { draft });

/** Changes a view. */
export const changeView = (id: number, draft: ViewDraft) =>
  invoke<SavedView>("change_view", { id, draft });

/** Moves a view before another one; null: behind all. */
export const moveView = (id: number, before: number | null) =>
  invoke<SavedView[]>("move_view", { id, before });

/** Takes a view away; it can be brought back. */
export const removeView = (id: number) => invoke<null>("remove_view", { id });

/** Brings a removed view back to where it was. */
export const restoreView = (id: number) => invoke<SavedView>("restore_view", { id });

/** How the list of the open store is laid out. */
export const listLayout = () => invoke<ListLayout>("list_layout");

/** Remembers how it is laid out. */
export const saveListLayout = (layout: ListLayout) =>
  invoke<ListLayout>("save_list_layout", { layout });

/** The paths that metadata of the newest orders has, the most frequent first. */
export const metadataPaths = () => invoke<MetadataPath[]>("metadata_paths");

/** What shipping a selection would do; nothing is written down or sent. */
export const planShipping = (request: BulkShippingRequest) =>
  invoke<ShippingPlan>("plan_shipping", { request });

/** Asks for what a plan shows. Returns once every intent is on disk, before anything is sent. */
export const shipPlanned = (id: string) => invoke<BatchView>("ship_planned", { id });

/** What came of each order of a batch. */
export const batch = (id: number) => invoke<BatchView>("batch", { id });

/** Takes back what of a batch has not been sent. */
export const cancelBatch = (id: number) => invoke<BatchView>("cancel_batch", { id });

/** Reads every order of a selection from Points; told as by `checkOrders`. */
export const refreshSelection = (selection: OrderSelection) =>
  invoke<CheckSummary>("refresh_selection", { selection });

/** Asks for something to happen with an order's money. Returns once the intent is on disk. */
export const askMoney = (request: MoneyRequest) => invoke<ActionView>("ask_money", { request });

/** Gives points for a purchase, or makes a link to pay it by. Returns once the intent is on disk. */
export const makePurchase = (request: PurchaseRequest) =>
  invoke<ActionView>("make_purchase", { request });

/** A mobile number in any form as Points takes it, `5XXXXXXXX`; null when it is none. */
export const readPhone = (text: string) => invoke<string | null>("read_phone", { text });

/** Takes an action back while nothing was sent; else says where it could be taken back to. */
export const undoAction = (id: number) => invoke<Undone>("undo_action", { id });

/** How many statuses of the order wait before this one, and would give way to it. */
export const statusesBefore = (id: number) => invoke<number>("statuses_before", { id });

/** Of several statuses that wait only this one is sent. */
export const sendOnlyLast = (id: number) => invoke<ActionView>("send_only_last", { id });

/** A person decides about an action that nobody knows the end of. */
export const decideAction = (id: number, decision: Decision) =>
  invoke<ActionView>("decide_action", { id, decision });

/** Everything by which a person can decide about an action. */
export const actionEvidence = (id: number) => invoke<ActionEvidence>("action_evidence", { id });

/** One action. */
export const action = (id: number) => invoke<ActionView>("action", { id });

/** Several actions, all as they stand at one moment. */
export const actions = (ids: readonly number[]) => invoke<ActionView[]>("actions", { ids });

/** A page of what went out, newest first. */
export const listActivity = (query: ActivityQuery, after: string | null) =>
  invoke<ActivityPage>("list_activity", { query, after });

/** A page of what came in, newest first. */
export const listHeard = (query: HeardQuery, after: string | null) =>
  invoke<HeardPage>("list_heard", { query, after });

/** How the queue stands. */
export const queueView = () => invoke<QueueView>("queue_view");

/** Tries at once what waits for the network or a pause. */
export const tryQueueNow = () => invoke<QueueView>("try_queue_now");

/** Finds the order of a scanned code and asks for its next status; on disk when this returns. */
export const scan = (code: string, target: string) => invoke<ScanView>("scan", { code, target });

/** Prints the sheet of command barcodes, in the page's language. */
export const printScanCommands = () => invoke<Printed>("print_scan_commands");

/** Sets, changes or (null) removes the PIN that brings the money back when packing. */
export const setPackingPin = (present: string | null, pin: string | null) =>
  invoke<DeskView>("set_packing_pin", { present, pin });

/** Whether this is the PIN. */
export const checkPackingPin = (pin: string) => invoke<boolean>("check_packing_pin", { pin });

/** How the open store's inbox stands. */
export const inboxView = () => invoke<InboxView>("inbox_view");

/** Connects the open store to an inbox, once that has taken the token. */
export const connectInbox = (request: InboxRequest) =>
  invoke<InboxView>("connect_inbox", { request });

/** Reads the inbox no more, and forgets its token. */
export const leaveInbox = () => invoke<InboxView>("leave_inbox");

/** Keeps an inbox on this computer, for as long as the app is open, and reads it. */
export const keepInboxHere = (request: InboxHereRequest) =>
  invoke<InboxView>("keep_inbox_here", { request });

/** The webhooks that Points has of this merchant, asked for now. */
export const webhooks = () => invoke<WebhooksView>("webhooks");

/** Registers a webhook at Points; answers how they stand then. */
export const registerWebhook = (request: WebhookRequest) =>
  invoke<WebhooksView>("register_webhook", { request });

/** Changes the name and address of a webhook; answers how they stand then. */
export const changeWebhook = (uuid: string, request: WebhookRequest) =>
  invoke<WebhooksView>("change_webhook", { uuid, request });

/** Removes a webhook at Points, and forgets its secret; answers how they stand then. */
export const removeWebhook = (uuid: string) => invoke<WebhooksView>("remove_webhook", { uuid });

/** Hands the webhook's secret to the connected inbox; answers how they stand then. */
export const handOverWebhookSecret = (uuid: string) =>
  invoke<WebhooksView>("hand_over_webhook_secret", { uuid });

/** Sends a test event to the webhook's address, and waits for it at the inbox. */
export const testWebhook = (uuid: string) => invoke<WebhookTest>("test_webhook", { uuid });

/** The shop's files, what waits in the watched folder, and how complete the desk is. */
export const shopFiles = () => invoke<ShopFiles>("shop_files");

/** A file as it would be taken over; another reading than the desk's own where one is given. */
export const previewShopFile = (file: number, reading: FileReading | null) =>
  invoke<FilePreview>("preview_shop_file", { file, reading });

/** Takes a file over; told by `desk-import` events. The reading is remembered for its shape. */
export const importShopFile = (file: number, reading: FileReading) =>
  invoke<ImportReport>("import_shop_file", { file, reading });

/** Stops taking it over; what was taken over stays, and the same file goes on from there. */
export const cancelImport = () => invoke<null>("cancel_import");

/** What came of a file that was taken over. */
export const importReport = (id: number) => invoke<ImportReport>("import_report", { id });

/** Offers a file of the watched folder no more. */
export const dismissShopFile = (file: number) => invoke<ShopFiles>("dismiss_shop_file", { file });

/** Lets the person choose the folder to be watched; null when they closed the dialog. */
export const chooseWatchedFolder = () => invoke<ShopFiles | null>("choose_watched_folder");

/** Watches the folder no more. */
export const leaveWatchedFolder = () => invoke<ShopFiles>("leave_watched_folder");

/** A page of cases, the most urgent class first. */
export const listCases = (query: CaseQuery, after: string | null) =>
  invoke<CasePage>("list_cases", { query, after });

/** One case. */
export const caseView = (id: number) => invoke<CaseView>("case_view", { id });

/** A person decides about a case. It is read again first where what is known is too old. */
export const decideCase = (id: number, decision: CaseDecision) =>
  invoke<Decided>("decide_case", { id, decision });

/** Takes the last decision back, where nothing was sent: the case is open again. */
export const reopenCase = (id: number) => invoke<CaseView>("reopen_case", { id });

/** What a step would do for many cases; nothing is done. */
export const previewCases = (ids: number[], step: CaseStep) =>
  invoke<CaseBatchPreview>("preview_cases", { ids, step });

/** Decides many cases by a step that is safe for many; says how many. */
export const decideCases = (ids: number[], decision: CaseDecision) =>
  invoke<number>("decide_cases", { ids, decision });

/** Reads what waits, matches, and looks through everything; told by `desk-run` events. */
export const startRun = () => invoke<RunView>("start_run");

/** Stops the run under way; what was read stays read. */
export const cancelRun = () => invoke<null>("cancel_run");

/** The last runs, newest first, at most 50. */
export const listRuns = () => invoke<RunView[]>("list_runs");

/**
 * Writes the report of a run: a PDF into the desk's own folder and into the system's viewer, all else
 * where the person says; null when they closed the dialog.
 */
export const writeReport = (request: ReportRequest) =>
  invoke<ReportWritten | null>("write_report", { request });

/** The page has painted, so the window may be shown. */
export const windowReady = () => invoke<null>("window_ready");
