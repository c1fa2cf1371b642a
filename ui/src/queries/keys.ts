import type {
  ActivityQuery,
  BulkShippingRequest,
  CaseQuery,
  CaseStep,
  ErrorCode,
  FileReading,
  OrderQuery,
  Topic,
} from "../bridge/types";

/** The id of the open store; none before the first. */
export type Store = string | null;

/**
 * The names under which answers of the desk are kept. What is of one store has its id in its name,
 * so that nothing of it can ever stand under the name of another.
 */
export const keys = {
  desk: ["desk"] as const,
  sync: ["sync"] as const,
  counts: ["counts"] as const,
  countsOf: (store: Store) => ["counts", store] as const,
  talliesOf: (store: Store, query: OrderQuery | null) => ["counts", store, "of", query] as const,
  today: ["today"] as const,
  todayOf: (store: Store, hindrance: ErrorCode | null) => ["today", store, hindrance] as const,
  figures: ["figures"] as const,
  figuresOf: (store: Store, days: number) => ["figures", store, days] as const,
  orders: ["orders"] as const,
  ordersPage: (store: Store, query: OrderQuery, page: number, pinned: string | null = null) =>
    ["orders", store, query, page, pinned] as const,
  foundOrders: (store: Store, query: OrderQuery | null, most: number) =>
    ["orders", store, "found", query, most] as const,
  ordersCount: (store: Store, query: OrderQuery) => ["orders", store, "count", query] as const,
  refused: ["refused"] as const,
  refusedOf: (store: Store) => ["refused", store] as const,
  asked: (store: Store) => ["asked", store] as const,
  action: ["action"] as const,
  actionOf: (store: Store, id: number) => ["action", store, id] as const,
  statusesBefore: (store: Store, id: number) => ["action", store, id, "before"] as const,
  order: ["order"] as const,
  orderDetail: (store: Store, uuid: string) => ["order", store, uuid, "detail"] as const,
  evidence: (store: Store, uuid: string, field: string) =>
    ["order", store, uuid, "evidence", field] as const,
  shippingPreviews: ["shipping-preview"] as const,
  shippingPreview: (store: Store, request: BulkShippingRequest) =>
    ["shipping-preview", store, request] as const,
  batches: ["batch"] as const,
  batchOf: (store: Store, id: number) => ["batch", store, id] as const,
  orderNumbers: (store: Store, uuids: readonly string[]) =>
    ["order-numbers", store, uuids] as const,
  views: ["views"] as const,
  viewsOf: (store: Store) => ["views", store] as const,
  viewCounts: ["view-counts"] as const,
  viewCountsOf: (
    store: Store,
    views: readonly { readonly id: number; readonly query: OrderQuery }[],
  ) => ["view-counts", store, views] as const,
  inbox: ["inbox"] as const,
  inboxOf: (store: Store) => ["inbox", store] as const,
  webhooksOf: (store: Store) => ["webhooks", store] as const,
  shopFiles: ["shop-files"] as const,
  shopFilesOf: (store: Store) => ["shop-files", store] as const,
  shopFile: (store: Store, file: number) => ["shop-file", store, file] as const,
  shopFileReading: (store: Store, file: number) => ["shop-file", store, file, "reading"] as const,
  shopFilePreview: (store: Store, file: number, reading: FileReading | null) =>
    ["shop-file", store, file, "preview", reading] as const,
  importReports: ["import-report"] as const,
  importReportOf: (store: Store, id: number) => ["import-report", store, id] as const,
  cases: ["cases"] as const,
  casesOf: (store: Store, query: CaseQuery) => ["cases", store, query] as const,
  case: ["case"] as const,
  caseOf: (store: Store, id: number) => ["case", store, id] as const,
  casesPreviewOf: (store: Store, ids: readonly number[], step: CaseStep) =>
    ["cases", store, "preview", ids, step] as const,
  runs: ["runs"] as const,
  runsOf: (store: Store) => ["runs", store] as const,
  layout: ["layout"] as const,
  layoutOf: (store: Store) => ["layout", store] as const,
  metadataPathsOf: (store: Store) => ["metadata-paths", store] as const,
  purchases: ["purchase"] as const,
  purchaseOf: (store: Store, id: number) => ["purchase", store, id] as const,
  phone: (text: string) => ["phone", null, text] as const,
  activity: ["activity"] as const,
  activityOf: (store: Store, query: ActivityQuery) => ["activity", store, query] as const,
  heard: ["heard"] as const,
  heardOf: (store: Store, eventsOnly: boolean) => ["heard", store, eventsOnly] as const,
  queue: ["queue"] as const,
  queueOf: (store: Store) => ["queue", store] as const,
  actionEvidence: ["action-evidence"] as const,
  actionEvidenceOf: (store: Store, id: number) => ["action-evidence", store, id] as const,
  observation: (store: Store, id: number) => ["observation", store, id] as const,
};

/** Which answers a topic makes out of date. */
export const outdatedBy: Readonly<Record<Topic, readonly (readonly string[])[]>> = {
  desk: [keys.desk, keys.sync, keys.views, keys.layout],
  orders: [
    keys.orders,
    keys.order,
    keys.counts,
    keys.today,
    keys.figures,
    keys.shippingPreviews,
    keys.heard,
    keys.actionEvidence,
    keys.case,
  ],
  actions: [
    keys.orders,
    keys.order,
    keys.counts,
    keys.today,
    keys.shippingPreviews,
    keys.batches,
    keys.purchases,
    keys.activity,
    keys.queue,
    keys.actionEvidence,
    keys.refused,
    keys.action,
    keys.cases,
    keys.case,
  ],
  sync: [keys.sync, keys.today, keys.queue],
  inbox: [keys.inbox, keys.today],
  shop_files: [keys.shopFiles, keys.importReports, keys.today, keys.order],
  cases: [keys.cases, keys.case, keys.runs, keys.today, keys.order],
};
