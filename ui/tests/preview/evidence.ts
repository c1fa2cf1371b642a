/** What the preview's desk says of one order: fields, evidence, timeline, raw JSON. */
import type {
  ActionView,
  FieldChange,
  FieldEvidence,
  FieldKind,
  FieldView,
  OrderDetail,
  OrderRow,
  TimelineEntry,
} from "../../src/bridge/types";
import type { Fixture } from "./fixtures";

const kinds: Readonly<Record<string, FieldKind>> = {
  total_price: "money",
  total_points: "points",
  created_at: "time",
  updated_at: "time",
  order_status: "financial_status",
  status: "shipping_status",
  type: "order_type",
  items: "json",
  metadata: "json",
};

function valuesOf({ row, items, metadata }: Fixture): Record<string, string | null> {
  return {
    order_number: row.orderNumber,
    reference_number: row.referenceNumber,
    type: row.orderType,
    order_status: row.financialStatus,
    status: row.shipping.word ?? (row.shipping.code === null ? null : `code:${row.shipping.code}`),
    total_price: row.totalText,
    total_points: row.totalPoints,
    settlement_status: null,
    created_at: row.createdAt === null ? null : String(row.createdAt),
    updated_at: row.updatedAt === null ? null : String(row.updatedAt),
    uuid: row.uuid,
    items: JSON.stringify(items),
    metadata: JSON.stringify(metadata),
  };
}

/** The action that is drawn over a row, with its history. */
export function actionOf(row: OrderRow): ActionView | null {
  const { pending } = row;
  if (pending === null) {
    return null;
  }
  const askedAt = (row.checkedAt ?? 0) - 94_000;
  const ends =
    pending.state === "sending"
      ? []
      : [
          {
            state: pending.state === "needs_person" ? ("unknown" as const) : pending.state,
            at: askedAt + 30_400,
            reason: pending.state === "refused" ? "rule_refused" : "timed_out",
            message: pending.state === "refused" ? pending.message : null,
          },
          ...(pending.state === "needs_person"
            ? [{ state: pending.state, at: askedAt + 61_000, reason: null, message: null }]
            : []),
        ];
  return {
    id: pending.id,
    orderUuid: row.uuid,
    target: pending.target,
    nameAr: null,
    nameEn: null,
    state: pending.state,
    askedAt,
    nextSettleAt: pending.state === "unknown" ? Date.now() + 42_000 : null,
    reason: pending.state === "unknown" ? "timed_out" : null,
    message: pending.state === "refused" ? pending.message : null,
    changes: [
      { state: "queued", at: askedAt, reason: null, message: null },
      { state: "sending", at: askedAt + 12, reason: null, message: null },
      ...ends,
    ],
  };
}

/** One order in full. */
export function detailOf(fixture: Fixture): OrderDetail {
  const { row } = fixture;
  const heardAt = row.checkedAt ?? 0;
  const fields: FieldView[] = Object.entries(valuesOf(fixture)).map(([field, value]) => ({
    field,
    kind: kinds[field] ?? "text",
    value: row.presence === "unread" && field !== "uuid" ? null : value,
    provenance:
      value === null || row.presence === "unread"
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
            at: heardAt,
            action: null,
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
                        field: "status",
                        kind: "shipping_status" as const,
                        before: "new",
                        after: row.shipping.word ?? "code:9",
                      },
                    ],
            },
          },
          ...quietReads(heardAt),
          ...(action === null ? [] : [{ at: action.askedAt, observation: null, action }]),
          {
            at: createdAt + 190_000,
            action: null,
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
                  field: "order_status",
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
    trackedAt: createdAt + 20_000,
    nextCheckAt: row.presence === "gone" ? null : Date.now() + 540_000,
    checkFailure: null,
  };
}

/** What the first read brought: every field that Points has, long texts too. */
function firstWords(fixture: Fixture): FieldChange[] {
  return Object.entries({ ...valuesOf(fixture), order_status: "new", status: "new" })
    .filter(([, value]) => value !== null)
    .map(([field, after]) => ({ field, kind: kinds[field] ?? "text", before: null, after }));
}

/** Reads that changed nothing, though what Points sent differed. */
function quietReads(heardAt: number): TimelineEntry[] {
  return [1, 2].map((place) => ({
    at: heardAt - place * 700_000,
    action: null,
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
export function evidenceOf(fixture: Fixture, field: string): FieldEvidence[] {
  const value = valuesOf(fixture)[field] ?? null;
  const heardAt = fixture.row.checkedAt ?? 0;
  const kind = kinds[field] ?? "text";
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
