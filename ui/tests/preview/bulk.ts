/** What the preview's desk answers about many orders at once. */
import { emit } from "@tauri-apps/api/event";

import type {
  BatchRow,
  BatchView,
  BulkShippingRequest,
  CheckedOrder,
  FailureView,
  Hindrance,
  OrderQuery,
  OrderRow,
  OrderSelection,
  ShippingPlan,
  ShippingStep,
  Topic,
} from "../../src/bridge/types";
import { shippingKey } from "../../src/points";
import type { Fixture } from "./fixtures";

/** How the orders of a batch and of a check fare. */
export interface BulkCourse {
  /** So many milliseconds until the next one is settled; none: they stay as they are. */
  readonly pace: number | null;
  /** Every so manieth fails; none does where it is 0. */
  readonly failing: number;
  /** So many of a batch are on their way at once. */
  readonly lanes?: number;
}

interface Surroundings {
  readonly orders: readonly Fixture[];
  readonly course: BulkCourse;
  readonly changed: (...topics: Topic[]) => Promise<void>;
  /** The rows that match, in the query's order. */
  readonly matching: (query: OrderQuery) => readonly OrderRow[];
  readonly read: (uuid: string) => CheckedOrder;
  readonly confirm: (fixture: Fixture, target: string | null) => Promise<void>;
}

/** As many go at once as at the real desk. */
const limit = 500;

const refusal = "لا يمكن تعديل حالة هذا الطلب";

/** The answers, by the names of the commands. */
export function bulkAnswers({ orders, course, changed, matching, read, confirm }: Surroundings) {
  const batches = new Map<number, BatchView>();
  const plans = new Map<string, BulkShippingRequest>();
  let planned = 0;
  let isCancelled = false;
  const byUuid = new Map(orders.map((fixture) => [fixture.row.uuid, fixture]));
  const chosenOf = ({ uuids, matching: query, except }: OrderSelection): Fixture[] =>
    (query === null ? uuids : matching(query).map(({ uuid }) => uuid))
      .filter((uuid) => !except.includes(uuid))
      .flatMap((uuid) => byUuid.get(uuid) ?? []);

  const decided = ({ selection, step }: BulkShippingRequest) => {
    const rows = chosenOf(selection).map(({ row }) => row);
    let going = 0;
    return rows.map((row) => {
      const hindrance = hindranceOf(row, step);
      if (hindrance === null && going === limit) {
        return { row, hindrance: "beyond_limit" as const };
      }
      going += hindrance === null ? 1 : 0;
      return { row, hindrance };
    });
  };

  const goOn = (id: number) => {
    const batch = batches.get(id);
    const place = batch?.rows.findIndex(({ state }) => state === "queued" || state === "sending");
    const row = batch?.rows[place ?? -1];
    if (batch === undefined || row === undefined || place === undefined) {
      return;
    }
    const isFailing = course.failing > 0 && place % course.failing === course.failing - 1;
    const next: BatchRow = isFailing
      ? { ...row, state: "refused", reason: "rule_refused", message: refusal }
      : { ...row, state: "confirmed" };
    const after = batch.rows[place + 1];
    const rows = batch.rows.with(place, next);
    batches.set(id, {
      ...batch,
      rows: after?.state === "queued" ? rows.with(place + 1, { ...after, state: "sending" }) : rows,
    });
    const fixture = byUuid.get(row.order.uuid);
    if (!isFailing && fixture !== undefined) {
      void confirm(fixture, row.target);
    }
    void changed("actions");
    setTimeout(() => goOn(id), course.pace ?? 0);
  };
  const batchOf = (id: unknown): BatchView => {
    const batch = batches.get(Number(id));
    if (batch === undefined) {
      throw { code: "action_settled", details: {} } satisfies FailureView;
    }
    return batch;
  };

  return {
    plan_shipping: ({ request }: Record<string, unknown>): ShippingPlan => {
      const asked = request as BulkShippingRequest;
      const all = decided(asked);
      const going = all.filter(({ hindrance }) => hindrance === null).map(({ row }) => row);
      const groups = groupedBy(going, (row) =>
        JSON.stringify([shippingKey(row.shipping), targetOf(row, asked.step)]),
      );
      const hindered = groupedBy(
        all.filter(({ hindrance }) => hindrance !== null),
        ({ hindrance }) => hindrance as Hindrance,
      );
      const id = `plan-${++planned}`;
      plans.set(id, asked);
      const preview = {
        chosen: all.length,
        going: going.length,
        groups: [...groups].map(([key, rows]) => {
          const [from, to] = JSON.parse(key) as [string | null, string];
          return { from, to, count: rows.length };
        }),
        hindered: [...hindered].map(([hindrance, rows]) => ({
          hindrance,
          count: rows.length,
          some: rows.slice(0, 20).map(({ row: { uuid, orderNumber } }) => ({ uuid, orderNumber })),
        })),
        limit,
      };
      return { id, preview };
    },
    ship_planned: async ({ id: plan }: Record<string, unknown>): Promise<BatchView> => {
      const asked = plans.get(plan as string);
      if (asked === undefined) {
        throw { code: "plan_gone", details: {} } satisfies FailureView;
      }
      plans.delete(plan as string);
      const id = 700 + batches.size;
      const rows = decided(asked)
        .filter(({ hindrance }) => hindrance === null)
        .map(
          ({ row: { uuid, orderNumber, ...row } }, place): BatchRow => ({
            order: { uuid, orderNumber },
            actionId: 30_000 + place,
            target: targetOf(row, asked.step),
            state: place < (course.lanes ?? 8) ? "sending" : "queued",
            reason: null,
            message: null,
          }),
        );
      batches.set(id, { id, askedAt: Date.now(), rows });
      if (course.pace !== null) {
        setTimeout(() => goOn(id), course.pace);
      }
      return batchOf(id);
    },
    batch: ({ id }: Record<string, unknown>) => batchOf(id),
    cancel_batch: ({ id }: Record<string, unknown>): BatchView => {
      const batch = batchOf(id);
      batches.set(batch.id, {
        ...batch,
        rows: batch.rows.map((row) =>
          row.state === "queued" ? { ...row, state: "withdrawn" } : row,
        ),
      });
      return batchOf(id);
    },
    refresh_selection: async ({ selection }: Record<string, unknown>) => {
      const all = chosenOf(selection as OrderSelection);
      const checked: CheckedOrder[] = [];
      isCancelled = false;
      for (const [place, { row }] of all.entries()) {
        if (isCancelled) {
          break;
        }
        const isFailing = course.failing > 0 && place % course.failing === course.failing - 1;
        const order: CheckedOrder = isFailing
          ? {
              uuid: row.uuid,
              outcome: "failed",
              before: row.financialStatus,
              after: null,
              failure: { code: "timed_out", details: {} },
            }
          : read(row.uuid);
        checked.push(order);
        await emit("desk-check", { done: checked.length, total: all.length, order });
        if (course.pace === null && place >= all.length / 3) {
          await new Promise<void>(() => undefined);
        }
        await new Promise((resolve) => setTimeout(resolve, course.pace ?? 0));
      }
      return { orders: checked, skipped: all.length - checked.length };
    },
    cancel_check: () => {
      isCancelled = true;
      return null;
    },
    note_orders: async ({ selection }: Record<string, unknown>) => {
      const { length } = chosenOf(selection as OrderSelection);
      await changed("orders");
      return length;
    },
  };
}

function groupedBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key) {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  }
  return groups;
}

function targetOf({ shipping }: Pick<OrderRow, "shipping">, step: ShippingStep): string | null {
  return step.step === "to" ? step.word : shipping.next;
}

function hindranceOf(row: OrderRow, step: ShippingStep): Hindrance | null {
  if (row.presence !== "known") {
    return row.presence;
  }
  if (row.pending !== null && row.pending.state !== "refused") {
    return "change_open";
  }
  if (row.orderType === "earning") {
    return "nothing_to_ship";
  }
  const target = targetOf(row, step);
  if (target === null) {
    return row.shipping.word === null ? "status_unknown" : "path_ended";
  }
  if (row.shipping.word === target) {
    return "already_there";
  }
  const isPaid = ["approved", "captured", "partially_refunded"].includes(row.financialStatus ?? "");
  return isPaid || target === "cancelled" ? null : "not_paid";
}
