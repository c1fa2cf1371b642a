/** What the preview's desk says of one order: fields, evidence, timeline, raw JSON. */
import type {
  ActionView,
  FieldChange,
  FieldEvidence,
  FieldKind,
  FieldName,
  FieldView,
  OrderDetail,
  OrderRow,
  TimelineEntry,
} from "../../src/bridge/types";
import { wasNotSent } from "../../src/points";
import type { Fixture } from "./fixtures";

/** Every field that the desk tells of, in its order: the compiler misses none and knows no other. */
const kinds: Readonly<Record<FieldName, FieldKind>> = {
  order_number: "text",
  reference_number: "text",
  type: "order_type",
  order_status: "financial_status",
  total_price: "money",
  total_points: "points",
  status: "shipping_status",
  status_label: "text",
  "custom_status.ar": "text",
  "custom_status.en": "text",
  settlement_status: "text",
  payment_status: "text",
  reason: "text",
  refund_amount: "money",
  refund_points: "points",
  left_amount: "money",
  left_points: "points",
  created_at: "time",
  updated_at: "time",
  items: "json",
  metadata: "json",
};
const fieldNames = Object.keys(kinds) as FieldName[];

function valuesOf({ row, items, metadata }: Fixture): Record<FieldName, string | null> {
  return {
    order_number: row.orderNumber,
    reference_number: row.referenceNumber,
    type: row.orderType,
    order_status: row.financialStatus,
    status_label: row.shipping.label,
    "custom_status.ar": row.shipping.customAr,
    "custom_status.en": row.shipping.customEn,
    payment_status: null,
    reason: null,
    refund_amount: null,
    refund_points: null,
    left_amount: null,
    left_points: null,
    status: row.shipping.word ?? (row.shipping.code === null ? null : `code:${row.shipping.code}`),
    total_price: row.totalText,
    total_points: row.totalPoints,
    settlement_status: null,
    created_at: row.createdAt === null ? null : String(row.createdAt),
    updated_at: row.updatedAt === null ? null : String(row.updatedAt),
    items: items.map(({ name, quantity }) => `${String(quantity)} × ${name}`).join("\n"),
    metadata: JSON.stringify(Object.fromEntries(metadata.map(({ path, value }) => [path, value]))),
  };
}

/** What most actions have nothing of. */
export const anyAction = {
  orderNumber: null,
  amountHalalas: null,
  givenReason: null,
  paymentMethod: null,
  mark: null,
  seen: null,
  batchId: null,
  heldUntil: null,
  nextTryAt: null,
  tries: 1,
  made: null,
} as const;

/** What can be done with a row's money, as the core would say for the usual states. */
function moneyOf(row: OrderRow): OrderDetail["money"] {
  const status = row.financialStatus;
  const isOver = status === "cancelled" || status === "fully_refunded";
  const isOpen = status === "new" || status === "authorized";
  const ended = status === "cancelled" ? "cancelled" : "fully_refunded";
  const offer = (
    kind: "capture" | "complete" | "cancel" | "refund",
    hindrance: OrderDetail["money"]["offers"][number]["hindrance"],
    isDisputed = false,
  ) => ({ kind, hindrance: isOver ? ended : hindrance, isDisputed }) as const;
  return {
    offers: [
      offer("capture", status === "authorized" ? null : isOpen ? "not_reserved" : "already_done"),
      offer("complete", row.orderType === "earning" ? "earning_order" : null, true),
      offer("cancel", isOpen ? null : "paid_already"),
      offer("refund", isOpen ? "not_paid" : null),
    ],
    refundedHalalas: 0,
    leftHalalas: isOver ? 0 : row.totalHalalas,
    mustNameAmount: false,
  };
}

/** The action that is drawn over a row, with its history. */
export function actionOf(row: OrderRow): ActionView | null {
  const { pending } = row;
  if (pending === null) {
    return null;
  }
  const askedAt = (row.checkedAt ?? 0) - 94_000;
  const { state, reason, message, target } = pending;
  const sending = { state: "sending" as const, at: askedAt + 12, reason: null, message: null };
  const lost = {
    state: "unknown" as const,
    at: askedAt + 30_400,
    reason: "timed_out",
    message: null,
  };
  const last = { state, at: askedAt + 61_000, reason, message };
  const ends: Record<ActionView["state"], ActionView["changes"]> = {
    held: [],
    queued: [],
    sending: [sending],
    confirmed: [sending, last],
    refused: [sending, last],
    unknown: [sending, lost],
    // What the end of the app found waiting never left.
    needs_person:
      reason === "app_ended"
        ? [last]
        : wasNotSent(pending)
          ? [sending, last]
          : [sending, lost, last],
    withdrawn: [last],
    superseded: [last],
  };
  return {
    ...anyAction,
    id: pending.id,
    kind: pending.kind,
    tries: wasNotSent(pending) ? 0 : 1,
    orderUuid: row.uuid,
    orderNumber: row.orderNumber,
    amountHalalas: pending.amountHalalas,
    heldUntil: pending.heldUntil,
    target,
    nameAr: null,
    nameEn: null,
    state,
    askedAt,
    askedBy: null,
    nextSettleAt: state === "unknown" ? Date.now() + 42_000 : null,
    reason,
    message,
    changes: [{ state: "queued", at: askedAt, reason: null, message: null }, ...ends[state]],
  };
}

/** One order in full. */
export function detailOf(fixture: Fixture): OrderDetail {
  const { row } = fixture;
  const heardAt = row.checkedAt ?? 0;
  const values = valuesOf(fixture);
  const fields: FieldView[] = fieldNames.map((field) => ({
    field,
    kind: kinds[field],
    value: row.presence === "unread" ? null : values[field],
    provenance:
      values[field] === null || row.presence === "unread"
        ? null
        : {
            observationId: 41,
            source: "read",
            event: null,
            heardAt,
            disagreeing: field === "order_status" ? 1 : 0,
          },
  }));
  const action = actionOf(row);
  const createdAt = row.createdAt ?? heardAt;
  const timeline: TimelineEntry[] =
    row.presence === "unread"
      ? []
      : [
          {
            at: heardAt - 600_000,
            action: null,
            note: null,
            observation: {
              id: 41,
              source: "read" as const,
              event: null,
              firstHeardAt: heardAt - 600_000,
              lastHeardAt: heardAt,
              sightings: 6,
              unreadable: [],
              changes:
                row.shipping.word === "new"
                  ? []
                  : [
                      {
                        field: "status" as const,
                        kind: "shipping_status" as const,
                        before: "new",
                        after: row.shipping.word ?? "code:9",
                      },
                    ],
            },
          },
          ...quietReads(heardAt),
          ...(action === null
            ? []
            : [{ at: action.askedAt, observation: null, note: null, action }]),
          {
            at: createdAt + 190_000,
            action: null,
            note: null,
            observation: {
              id: 40,
              source: "event" as const,
              event: row.financialStatus === "approved" ? "approved" : "captured",
              firstHeardAt: createdAt + 190_000,
              lastHeardAt: createdAt + 191_000,
              sightings: 2,
              unreadable: [],
              changes: [
                {
                  field: "order_status" as const,
                  kind: "financial_status" as const,
                  before: "new",
                  after: row.financialStatus,
                },
              ],
            },
          },
          {
            at: createdAt + 20_000,
            action: null,
            note: null,
            observation: {
              id: 39,
              source: "read" as const,
              event: null,
              firstHeardAt: createdAt + 20_000,
              lastHeardAt: createdAt + 20_000,
              sightings: 1,
              changes: firstWords(fixture),
              unreadable: [],
            },
          },
        ].sort((one, other) => other.at - one.at);
  return {
    row,
    fields,
    items: row.presence === "unread" ? [] : fixture.items,
    metadata: row.presence === "unread" ? [] : fixture.metadata,
    timeline,
    money: moneyOf(row),
    notes: [],
    trackedAt: createdAt + 20_000,
    shop: [],
    cases: [],
    nextCheckAt: row.presence === "gone" ? null : Date.now() + 540_000,
    checkFailure: null,
  };
}

/** What the first read brought: every field that Points has, long texts too. */
function firstWords(fixture: Fixture): FieldChange[] {
  const values = { ...valuesOf(fixture), order_status: "new", status: "new" };
  return fieldNames
    .filter((field) => values[field] !== null)
    .map((field) => ({ field, kind: kinds[field], before: null, after: values[field] }));
}

/** Reads that changed nothing, though what Points sent differed. */
function quietReads(heardAt: number): TimelineEntry[] {
  return [1, 2].map((place) => ({
    at: heardAt - place * 700_000,
    action: null,
    note: null,
    observation: {
      id: 60 + place,
      source: "read" as const,
      event: null,
      firstHeardAt: heardAt - place * 700_000,
      lastHeardAt: heardAt - place * 700_000,
      sightings: place,
      changes: [],
      unreadable: [],
    },
  }));
}

/** Who said what about a field. */
export function evidenceOf(fixture: Fixture, field: FieldName): FieldEvidence[] {
  const value = valuesOf(fixture)[field];
  const heardAt = fixture.row.checkedAt ?? 0;
  const kind = kinds[field];
  const line = {
    kind,
    value,
    source: "read" as const,
    event: null,
    firstHeardAt: heardAt - 600_000,
    lastHeardAt: heardAt,
    sightings: 6,
    observationId: 41,
    version: heardAt,
    wins: true,
  };
  if (field !== "order_status") {
    return [line];
  }
  return [
    line,
    {
      ...line,
      observationId: 39,
      value: "new",
      sightings: 1,
      lastHeardAt: heardAt - 4_000_000,
      version: heardAt - 4_000_000,
      wins: false,
    },
    {
      ...line,
      observationId: 40,
      source: "event",
      event: "captured",
      version: null,
      sightings: 2,
      wins: false,
    },
  ];
}

/** What Points sent. */
export function jsonOf({ row, items }: Fixture): string {
  return JSON.stringify({
    status: true,
    message: "",
    appended_data: {},
    data: {
      id: 48_211,
      uuid: row.uuid,
      order_number: row.orderNumber,
      reference_number: row.referenceNumber,
      order_status: row.financialStatus,
      status: row.shipping.code,
      type: row.orderType === "earning" ? 1 : 2,
      total_price: row.totalText,
      total_points: Number(row.totalPoints),
      metadata: [],
      items: items.map(({ name, priceText, quantity }) => ({
        product_name: name,
        product_price: priceText,
        quantity,
      })),
    },
  });
}
