/** What the preview's desk asked of Points: the log, the queue, what is undone and decided. */
import type {
  ActionEvidence,
  ActionKind,
  ActionState,
  ActionView,
  ActivityQuery,
  Decision,
  FailureView,
  HeardQuery,
  OrderDetail,
  OrderRow,
  PendingAction,
  QueueView,
  Topic,
} from "../../src/bridge/types";
import { isAboutMoney, shippingKey, wasNotSent } from "../../src/points";
import { actionOf, anyAction } from "./evidence";
import type { Fixture } from "./fixtures";
import { heardOf, isAskedFor } from "./heard";

/** How the log begins. */
export interface LogCourse {
  /** `busy`: every kind in every state, and weeks of what was done; `empty`: nothing at all. */
  readonly log: "usual" | "busy" | "empty";
  /** Why nothing leaves, if so. */
  readonly stopped: FailureView | null;
}

interface Surroundings {
  readonly orders: readonly Fixture[];
  readonly course: LogCourse;
  readonly now: number;
  readonly changed: (...topics: Topic[]) => Promise<void>;
  /** The purchases that were entered, as they stand. */
  readonly purchases: () => readonly ActionView[];
}

const minute = 60_000;
const page = 50;
const people = ["نورة", "Fahad", "سلمان"];
const refusal = "لا يمكن استرداد مبلغ أكبر من المتبقي";

/** Gives one order at a place of the list something that was asked of it. */
interface Asked {
  readonly place: number;
  readonly kind: ActionKind;
  readonly state: ActionState;
  readonly target?: string;
  readonly amount?: number | null;
  readonly reason?: string;
  readonly message?: string;
  /** How many of the order are open. */
  readonly open?: number;
}

const busy: readonly Asked[] = [
  { place: 1, kind: "shipping", state: "held", target: "delivery_is_in_progress" },
  { place: 3, kind: "shipping", state: "queued", target: "ready_shipping", reason: "offline" },
  { place: 5, kind: "refund", state: "sending", amount: 12_000 },
  {
    place: 7,
    kind: "refund",
    state: "needs_person",
    amount: 12_000,
    open: 3,
    reason: "read_cannot_tell",
  },
  { place: 10, kind: "capture", state: "queued", reason: "offline" },
  { place: 12, kind: "cancel", state: "unknown", reason: "timed_out" },
  {
    place: 14,
    kind: "refund",
    state: "refused",
    amount: 48_000,
    reason: "rule_refused",
    message: refusal,
  },
  {
    place: 16,
    kind: "refund",
    state: "needs_person",
    amount: null,
    reason: "read_shows_old_status",
  },
  {
    place: 18,
    kind: "shipping",
    state: "needs_person",
    target: "delivered",
    reason: "order_changed",
  },
];

/** Draws what is asked over the rows of the list. */
function draw(orders: readonly Fixture[], now: number): void {
  for (const { place, kind, state, target, amount, reason, message, open } of busy) {
    const fixture = orders[place];
    if (fixture !== undefined) {
      const pending: PendingAction = {
        id: 9_500 + place,
        kind,
        state,
        target: target ?? null,
        amountHalalas: amount ?? null,
        heldUntil: state === "held" ? now + 6_500 : null,
        open: open ?? 1,
        reason: reason ?? null,
        message: message ?? null,
      };
      fixture.row = {
        ...fixture.row,
        financialStatus: kind === "capture" ? "authorized" : "captured",
        orderType: "replacing",
        presence: "known",
        stale: null,
        pending,
      };
    }
  }
}

/** An action over a row, with what only the whole of it tells. */
function whole(row: OrderRow, place: number, now: number): ActionView | null {
  const action = actionOf(row);
  if (action === null) {
    return null;
  }
  const isUnsent =
    action.state === "held" ||
    action.state === "queued" ||
    wasNotSent({ state: action.state, reason: action.reason });
  const isPartial = action.kind === "refund" && action.amountHalalas !== null;
  return {
    ...action,
    askedBy: people[place % people.length] ?? null,
    askedAt: action.state === "held" ? now - 1_500 : now - (3 + place * 4) * minute,
    changes: action.changes
      .filter(({ state }) => !isUnsent || state !== "sending")
      .map((change) => ({
        ...change,
        at: change.at - action.askedAt + now - (3 + place * 4) * minute,
      })),
    givenReason: isAboutMoney(action.kind) ? "العميل أعاد قطعة من الطلب" : null,
    mark: isPartial ? "7F3K2" : null,
    seen: {
      financial: row.financialStatus,
      shipping: shippingKey(row.shipping),
      totalHalalas: row.totalHalalas,
    },
    tries: isUnsent ? 0 : 1,
    nextTryAt: action.state === "queued" ? now + 40_000 : null,
    nextSettleAt: action.state === "unknown" ? now + 30_000 : null,
  };
}

/** What was done in the last weeks, and is over. */
function history(orders: readonly Fixture[], now: number): ActionView[] {
  const ends = [
    "confirmed",
    "confirmed",
    "confirmed",
    "refused",
    "withdrawn",
    "superseded",
  ] as const;
  const kinds = ["shipping", "shipping", "shipping", "refund", "capture", "earning"] as const;
  return Array.from({ length: 180 }, (_, place) => {
    const row = orders[20 + (place % (orders.length - 20))]?.row;
    const kind = kinds[(place * 7) % kinds.length] ?? "shipping";
    const state = ends[(place * 5) % ends.length] ?? "confirmed";
    const askedAt = now - 2 * 3_600_000 - Math.floor(place * place * 3.1) * minute;
    const isOver = { state, at: askedAt + 1_300, reason: null, message: null };
    const isUnsent = state === "withdrawn" || state === "superseded";
    return {
      ...anyAction,
      id: 8_000 - place,
      kind,
      orderUuid: kind === "earning" && place % 2 === 1 ? null : (row?.uuid ?? null),
      orderNumber: row?.orderNumber ?? null,
      amountHalalas: kind === "refund" || kind === "earning" ? 4_500 + place * 125 : null,
      givenReason: kind === "refund" ? "قطعة ناقصة" : null,
      target: kind === "shipping" ? "ready_shipping" : null,
      nameAr: null,
      nameEn: null,
      state,
      askedAt,
      askedBy: place % 4 === 3 ? null : (people[place % people.length] ?? null),
      nextSettleAt: null,
      tries: isUnsent ? 0 : 1 + (place % 9 === 4 ? 1 : 0),
      reason: state === "refused" ? "rule_refused" : null,
      message: state === "refused" ? refusal : null,
      changes: [{ state: "queued", at: askedAt, reason: null, message: null }, isOver],
    };
  });
}

/** A purchase for which points were to be given, and of which nobody knows. */
function lostPurchase(now: number): ActionView {
  const askedAt = now - 52 * minute;
  return {
    ...anyAction,
    id: 9_519,
    kind: "earning",
    orderUuid: null,
    orderNumber: "POS-2291",
    amountHalalas: 34_500,
    target: null,
    nameAr: null,
    nameEn: null,
    state: "needs_person",
    askedAt,
    askedBy: "Fahad",
    nextSettleAt: null,
    tries: 1,
    reason: "read_cannot_tell",
    message: null,
    changes: [
      { state: "queued", at: askedAt, reason: null, message: null },
      { state: "sending", at: askedAt + 400, reason: null, message: null },
      { state: "unknown", at: askedAt + 30_400, reason: "timed_out", message: null },
      { state: "needs_person", at: askedAt + 640_000, reason: "read_cannot_tell", message: null },
    ],
  };
}

/** Two more of an order of which several things are open. */
function furtherOf(action: ActionView): ActionView[] {
  return [1, 2].map((place) => ({
    ...action,
    id: action.id * 10 + place,
    kind: place === 1 ? "shipping" : "refund",
    target: place === 1 ? "delivered" : null,
    amountHalalas: place === 1 ? null : 5_000,
    mark: place === 1 ? null : "Q4M9T",
    state: "queued",
    reason: null,
    tries: 0,
    nextTryAt: null,
    askedAt: action.askedAt + place * 20_000,
    changes: [
      { state: "queued", at: action.askedAt + place * 20_000, reason: null, message: null },
    ],
  }));
}

/** The answers, by the names of the commands, and what they add to an order. */
export function startLog({ orders, course, now, changed, purchases }: Surroundings) {
  if (course.log === "busy") {
    draw(orders, now);
  }
  const past = course.log === "busy" ? [lostPurchase(now), ...history(orders, now)] : [];
  /** What is no longer as its row says: undone, or decided. */
  const over = new Map<number, ActionView>();
  const asked = new Map<number, ActionView>();

  const all = (): ActionView[] => {
    if (course.log === "empty") {
      return [...asked.values()];
    }
    const drawn = orders.flatMap(({ row }, place) => {
      const action = asked.get(row.pending?.id ?? 0) ?? whole(row, place, now);
      if (action === null) {
        return [];
      }
      const state = row.pending?.state ?? action.state;
      const present = { ...action, state, heldUntil: row.pending?.heldUntil ?? null };
      return (row.pending?.open ?? 1) > 1 ? [present, ...furtherOf(present)] : [present];
    });
    const known = new Set(drawn.map(({ id }) => id));
    // What is drawn over no row any more was confirmed, unless a person ended it.
    const done = [...asked.values()]
      .filter(({ id }) => !over.has(id))
      .map((action): ActionView => ({ ...action, state: "confirmed", tries: 1 }));
    return [
      ...drawn,
      ...[...over.values(), ...done, ...purchases(), ...past].filter(({ id }) => !known.has(id)),
    ].sort((one, other) => other.askedAt - one.askedAt);
  };
  const byId = (id: unknown): ActionView => {
    const found = all().find((action) => action.id === id);
    if (found === undefined) {
      throw { code: "action_settled", details: {} } satisfies FailureView;
    }
    return found;
  };
  const settle = async (action: ActionView, state: ActionState, reason: string | null) => {
    const settled: ActionView = {
      ...action,
      state,
      reason,
      changes: [...action.changes, { state, at: Date.now(), reason, message: null }],
    };
    over.set(action.id, settled);
    const fixture = orders.find(({ row }) => row.pending?.id === action.id);
    if (fixture !== undefined) {
      fixture.row = { ...fixture.row, pending: null };
    }
    await changed("actions");
    return settled;
  };

  const count = (...states: ActionState[]) =>
    all().filter(({ state }) => states.includes(state)).length;
  const queue = (): QueueView => ({
    held: count("held"),
    queued: count("queued"),
    sending: count("sending"),
    unknown: count("unknown"),
    needsPerson: count("needs_person"),
    stopped: course.stopped,
    nextTryAt: course.stopped === null ? null : now + 40_000,
    people: [...new Set(all().flatMap(({ askedBy }) => askedBy ?? []))],
  });

  /** The statuses of its order that wait before an action that waits itself. */
  const statusesBefore = (id: number) => {
    const waiting = all().filter(
      ({ kind, target, state }) =>
        kind === "shipping" && target !== null && (state === "held" || state === "queued"),
    );
    const last = waiting.find((action) => action.id === id);
    return waiting.filter((other) => other.orderUuid === last?.orderUuid && other.id < id);
  };

  const answers = {
    list_activity: ({ query, after }: Record<string, unknown>) => {
      const found = all().filter((action) => fits(action, query as ActivityQuery));
      const start = Number(after ?? 0);
      const end = start + page;
      return {
        actions: found.slice(start, end),
        next: end < found.length ? String(end) : null,
      };
    },
    list_heard: ({ query, after }: Record<string, unknown>) => {
      const heard = course.log === "empty" ? [] : heardOf(orders, now);
      const found = heard.filter((entry) => isAskedFor(entry, query as HeardQuery));
      const start = Number(after ?? 0);
      const end = start + page;
      return { entries: found.slice(start, end), next: end < found.length ? String(end) : null };
    },
    queue_view: queue,
    try_queue_now: queue,
    action: ({ id }: Record<string, unknown>) => byId(id),
    undo_action: async ({ id }: Record<string, unknown>) => {
      const action = byId(id);
      return action.state === "held" || action.state === "queued"
        ? { action: await settle(action, "withdrawn", null), backTo: null }
        : { action, backTo: action.seen?.shipping ?? "ready_shipping" };
    },
    statuses_before: ({ id }: Record<string, unknown>) => statusesBefore(Number(id)).length,
    send_only_last: async ({ id }: Record<string, unknown>) => {
      for (const earlier of statusesBefore(Number(id))) {
        await settle(earlier, "superseded", null);
      }
      return byId(id);
    },
    decide_action: async ({ id, decision }: Record<string, unknown>) => {
      const ends = {
        happened: ["confirmed", "decided_happened"],
        did_not_happen: ["withdrawn", "decided_did_not_happen"],
        send_again: ["withdrawn", null],
      } as const satisfies Record<Decision, readonly [ActionState, string | null]>;
      const [state, reason] = ends[decision as Decision];
      const decided = await settle(byId(id), state, reason);
      // On a busy machine the news of it is drawn before the answer comes.
      await new Promise((resolve) => setTimeout(resolve, 300));
      return decided;
    },
    action_evidence: ({ id }: Record<string, unknown>) => evidenceOf(byId(id), all(), orders, now),
  };
  return {
    answers,
    /** Writes down what a person has just asked for. */
    asked: (action: ActionView) => {
      asked.set(action.id, action);
    },
    /** An order with everything that was asked of it. */
    on: (detail: OrderDetail): OrderDetail => {
      const ours = all().filter(
        ({ id, orderUuid }) =>
          orderUuid === detail.row.uuid &&
          (id !== detail.row.pending?.id || detail.row.pending.open > 1 || course.log === "busy"),
      );
      const replaced = new Set(ours.map(({ id }) => id));
      return {
        ...detail,
        timeline: [
          ...detail.timeline.filter(({ action }) => action === null || !replaced.has(action.id)),
          ...ours.map((action) => ({
            at: action.askedAt,
            observation: null,
            note: null,
            action,
          })),
        ].sort((one, other) => other.at - one.at),
      };
    },
  };
}

function fits(action: ActionView, query: ActivityQuery): boolean {
  return (
    (query.order === "" ||
      action.orderUuid === query.order ||
      action.orderNumber?.startsWith(query.order) === true) &&
    (query.kinds.length === 0 || query.kinds.includes(action.kind)) &&
    (query.states.length === 0 || query.states.includes(action.state)) &&
    (query.askedBy === null || action.askedBy === query.askedBy) &&
    (query.askedFrom === null || action.askedAt >= query.askedFrom) &&
    (query.askedUntil === null || action.askedAt < query.askedUntil)
  );
}

/** Everything by which somebody can decide. */
function evidenceOf(
  action: ActionView,
  all: readonly ActionView[],
  orders: readonly Fixture[],
  now: number,
): ActionEvidence {
  const row = orders.find(({ row: { uuid } }) => uuid === action.orderUuid)?.row;
  const sentAt = action.askedAt + 400;
  const body =
    action.kind === "shipping"
      ? { status: action.target }
      : {
          amount: (action.amountHalalas ?? 0) / 100,
          reason: `${action.givenReason ?? ""} [ref ${action.mark ?? ""}]`,
        };
  const path = action.kind === "shipping" ? "status" : action.kind;
  return {
    action,
    requests:
      action.tries === 0
        ? []
        : [
            {
              at: sentAt,
              method: "POST",
              path: `/orders/${action.orderUuid ?? ""}/${path}`,
              body: JSON.stringify(body),
            },
          ],
    now:
      row === undefined
        ? null
        : {
            financial: action.reason === "order_changed" ? "cancelled" : row.financialStatus,
            shipping: shippingKey(row.shipping),
            totalHalalas: row.totalHalalas,
          },
    checkedAt: row === undefined ? null : now - 18_000,
    heard:
      row === undefined
        ? []
        : [
            {
              id: 52,
              source: "read",
              event: null,
              firstHeardAt: now - 18_000,
              lastHeardAt: now - 18_000,
              sightings: 1,
              changes: [],
              unreadable: [],
            },
            {
              id: 51,
              source: "event",
              event: "refunded",
              firstHeardAt: sentAt + 90_000,
              lastHeardAt: sentAt + 90_000,
              sightings: 1,
              unreadable: [],
              changes: [
                { field: "refund_amount", kind: "money", before: null, after: "120.00" },
                { field: "left_amount", kind: "money", before: null, after: "225.00" },
              ],
            },
          ],
    others: all
      .filter(
        ({ id, kind, orderUuid }) =>
          id !== action.id && isAboutMoney(kind) && orderUuid === action.orderUuid,
      )
      .slice(0, 4),
  };
}
