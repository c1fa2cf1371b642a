/** What the preview's desk answers at the packing table. */
import type {
  ActionState,
  ActionView,
  FailureView,
  Hindrance,
  OrderRow,
  ScanView,
  ShippingRequest,
  Topic,
  Undone,
} from "../../src/bridge/types";
import { shippingKey } from "../../src/points";
import { actionOf, anyAction } from "./evidence";
import type { Fixture } from "./fixtures";

/** How things go at the packing table. */
export interface PackingCourse {
  /** A status is held back for so long, milliseconds; 0: it is sent at once. */
  readonly hold: number;
  /** After the hold Points confirms within so many milliseconds; none: never. */
  readonly confirming: number | null;
  /** What Points answers, or what the desk finds before it sends anything. */
  readonly ending: "confirmed" | "refused" | "order_changed";
  /** A scan is written down within so many milliseconds. */
  readonly writing: number;
  /** The PIN that brings the money back. */
  readonly pin: string | null;
  /** Some parcels move for orders that were called off, and one reference is on two orders. */
  readonly hasProblems: boolean;
}

/** Held for eight seconds, then confirmed at once. */
export const usualCourse: PackingCourse = {
  hold: 8_000,
  confirming: 400,
  ending: "confirmed",
  writing: 4,
  pin: null,
  hasProblems: false,
};

interface Surroundings {
  readonly orders: Fixture[];
  readonly course: PackingCourse;
  readonly changed: (...topics: Topic[]) => Promise<void>;
  readonly confirm: (fixture: Fixture, target: string | null) => Promise<void>;
}

/** Who set what is done already, for the screens that say so. */
const colleague = "نورة";

/** The answers, by the names of the commands. */
export function packingAnswers({ orders, course, changed, confirm }: Surroundings) {
  const actions = new Map<number, ActionView>();
  const before = new Map<number, string | null>();
  if (course.hasProblems) {
    addProblems(orders);
  }

  const put = (action: ActionView, state: ActionState): ActionView => {
    const reason = state === "needs_person" ? "order_changed" : null;
    const change = { state, at: Date.now(), reason, message: null };
    const tries = action.tries + (state === "sending" ? 1 : 0);
    const next = { ...action, state, reason, tries, changes: [...action.changes, change] };
    actions.set(action.id, next);
    return next;
  };
  const goOn = (fixture: Fixture, id: number, state: ActionState) => {
    const action = actions.get(id);
    if (action === undefined || action.state === "withdrawn") {
      return;
    }
    put(action, state);
    if (state === "confirmed") {
      void confirm(fixture, action.target);
      return;
    }
    const { pending } = fixture.row;
    const { reason } = actions.get(id) ?? action;
    fixture.row = { ...fixture.row, pending: pending && { ...pending, state, reason } };
    const answer = course.ending === "refused" ? "refused" : "confirmed";
    if (state === "sending" && course.confirming !== null) {
      setTimeout(() => goOn(fixture, id, answer), course.confirming);
    }
    void changed("actions");
  };
  const ask = (fixture: Fixture, target: string | null): ActionView => {
    const id = 40_000 + actions.size;
    const now = Date.now();
    const heldUntil = course.hold === 0 ? null : now + course.hold;
    const state = heldUntil === null ? "queued" : "held";
    const { row } = fixture;
    before.set(id, row.shipping.word);
    fixture.row = {
      ...row,
      pending: {
        id,
        kind: "shipping",
        state,
        target,
        amountHalalas: null,
        heldUntil,
        open: 1,
        reason: null,
        message: null,
      },
    };
    const after = course.ending === "order_changed" ? "needs_person" : "sending";
    setTimeout(() => goOn(fixture, id, after), course.hold);
    void changed("actions");
    return put(
      {
        ...anyAction,
        id,
        kind: "shipping",
        orderUuid: row.uuid,
        orderNumber: row.orderNumber,
        target,
        nameAr: null,
        nameEn: null,
        state,
        askedAt: now,
        askedBy: null,
        heldUntil,
        tries: 0,
        nextSettleAt: null,
        reason: null,
        message: null,
        changes: [],
      },
      state,
    );
  };
  const known = (id: unknown): ActionView => {
    const action = actions.get(Number(id));
    if (action === undefined) {
      throw { code: "action_settled", details: {} } satisfies FailureView;
    }
    return action;
  };

  return {
    ship: ({ request }: Record<string, unknown>): ActionView[] => {
      const { uuids, target } = request as ShippingRequest;
      return orders.filter(({ row }) => uuids.includes(row.uuid)).map((it) => ask(it, target));
    },
    scan: async (args: Record<string, unknown>): Promise<ScanView> => {
      await new Promise((resolve) => setTimeout(resolve, course.writing));
      const code = String(args["code"]);
      const target = String(args["target"]);
      const found = orders.filter(({ row }) =>
        [row.orderNumber, row.referenceNumber, row.uuid].includes(code),
      );
      const [fixture] = found;
      const nothing: ScanView = {
        code,
        outcome: "unknown",
        order: null,
        from: null,
        actionId: null,
        since: null,
        by: null,
        hindrance: null,
        matches: [],
      };
      if (fixture === undefined) {
        return nothing;
      }
      if (found.length > 1) {
        return { ...nothing, outcome: "several", matches: found.map(({ row }) => nameOf(row)) };
      }
      const { row } = fixture;
      const about = { ...nothing, order: nameOf(row), from: shippingKey(row.shipping) };
      if (row.shipping.word === target || row.pending?.target === target) {
        const since = Date.now() - 42 * 60_000;
        return { ...about, outcome: "already", since, by: colleague };
      }
      const hindrance = hindranceOf(row, target);
      return hindrance === null
        ? { ...about, outcome: "done", actionId: ask(fixture, target).id }
        : { ...about, outcome: "may_not", hindrance };
    },
    undo_action: async ({ id }: Record<string, unknown>): Promise<Undone> => {
      const action = known(id);
      if (action.state !== "held") {
        return { action, backTo: action.tries > 0 ? (before.get(action.id) ?? null) : null };
      }
      const fixture = orders.find(({ row }) => row.uuid === action.orderUuid);
      if (fixture !== undefined) {
        fixture.row = { ...fixture.row, pending: null };
      }
      const withdrawn = put(action, "withdrawn");
      await changed("actions");
      return { action: withdrawn, backTo: null };
    },
    action: ({ id }: Record<string, unknown>) => known(id),
    list_activity: () => ({
      actions: orders.flatMap(({ row }) =>
        row.pending?.state === "refused" ? (actionOf(row) ?? []) : [],
      ),
      next: null,
    }),
    check_packing_pin: ({ pin }: Record<string, unknown>) => pin === course.pin,
    print_scan_commands: () => ({ path: "~/commands.pdf", orders: 0, pages: 1 }),
  };
}

function nameOf({ uuid, orderNumber }: OrderRow) {
  return { uuid, orderNumber };
}

function hindranceOf(row: OrderRow, target: string): Hindrance | null {
  if (row.presence !== "known") {
    return row.presence;
  }
  if (row.pending !== null && row.pending.state !== "refused") {
    return "change_open";
  }
  if (row.orderType === "earning") {
    return "nothing_to_ship";
  }
  const isPaid = ["approved", "captured", "partially_refunded"].includes(row.financialStatus ?? "");
  return isPaid || target === "cancelled" ? null : "not_paid";
}

/**
 * Some parcels on the way are for orders that were cancelled or refunded since; one reference was
 * given twice.
 */
function addProblems(orders: Fixture[]): void {
  const moving = orders.filter(({ row }) => row.shipping.word === "delivery_is_in_progress");
  for (const [place, fixture] of moving.slice(0, 5).entries()) {
    const financialStatus = place % 2 === 0 ? "cancelled" : "fully_refunded";
    fixture.row = { ...fixture.row, financialStatus, pending: null };
  }
  for (const fixture of orders.slice(20, 22)) {
    fixture.row = { ...fixture.row, referenceNumber: "PARCEL-9" };
  }
}
