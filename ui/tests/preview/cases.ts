/** What wants to be explained in the preview's shop, what people decide about it, and its runs. */
import { emit } from "@tauri-apps/api/event";

import type {
  CaseBatchPreview,
  CaseClass,
  CaseDecision,
  CaseEvidence,
  CaseFact,
  CasePage,
  CaseQuery,
  CaseState,
  CaseStep,
  CaseView,
  Decided,
  FailureView,
  ReportRequest,
  RunView,
  ShopCheckout,
  ShopStatus,
  Topic,
} from "../../src/bridge/types";
import { caseClasses } from "../../src/location";
import type { Fixture } from "./fixtures";

/** How cases fare. */
export interface CasesCourse {
  /** What there is at the start. */
  readonly found: "usual" | "none" | "one left" | "all explained";
  /** How decisions end that read the order first. */
  readonly decided: "done" | "facts_changed" | "not_readable";
  /** A run that goes on until it is stopped. */
  readonly run: "quick" | "goes on";
  /** So many more checkouts without a payment. */
  readonly more: number;
}

export const usualCases: CasesCourse = { found: "usual", decided: "done", run: "quick", more: 0 };

interface Surroundings {
  readonly orders: readonly Fixture[];
  readonly course: CasesCourse;
  readonly now: number;
  readonly atDesk: () => string | null;
  readonly changed: (...topics: Topic[]) => Promise<void>;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const refusal = (code: FailureView["code"]): FailureView => ({ code, details: {} });

const fact = (kind: CaseFact["kind"], some: Partial<CaseFact> = {}): CaseFact => ({
  kind,
  text: null,
  status: null,
  halalas: null,
  count: null,
  at: null,
  differs: false,
  ...some,
});

const nothing = [fact("nothing")];

/** What there is of a class, told from an order of it. */
interface Draft {
  readonly fits: (fixture: Fixture) => boolean;
  readonly most: number;
  readonly recommended: CaseStep;
  readonly alternatives: readonly CaseStep[];
  /** How long it is so, milliseconds. */
  readonly age: number;
  readonly shop?: { readonly text: string; readonly status: ShopStatus; readonly age: number };
  readonly hasNoOrder?: boolean;
  readonly differenceHalalas?: number;
  readonly evidence: (fixture: Fixture, now: number) => Partial<CaseEvidence>;
}

const usually = ["snooze", "explain"] as const;
const isPaid = ({ row }: Fixture) =>
  row.presence === "known" && row.financialStatus === "captured" && row.pending === null;
const isAnything = ({ row }: Fixture) => row.presence === "known" && row.pending === null;

const financial = ({ row }: Fixture, now: number, differs = false): CaseFact =>
  fact("financial", { text: row.financialStatus, at: now - 8 * second, differs });
const total = ({ row }: Fixture, differs = false): CaseFact =>
  fact("amount", { halalas: row.totalHalalas, differs });
const shipping = ({ row }: Fixture, differs = false): CaseFact =>
  fact("shipping", { text: row.shipping.word, at: row.checkedAt, differs });
const event = (text: string, at: number, differs = false): CaseFact =>
  fact("event", { text, at, differs });

const drafts: Readonly<Record<CaseClass, Draft>> = {
  paid_not_in_shop: {
    fits: isPaid,
    most: 2,
    recommended: "done_in_shop",
    alternatives: usually,
    age: 26 * minute,
    shop: { text: "بانتظار الدفع", status: "pending", age: 7 * minute },
    evidence: (fixture, now) => ({
      events: [event("captured", now - 26 * minute)],
      points: [financial(fixture, now, true), total(fixture)],
    }),
  },
  moving_in_vain: {
    fits: ({ row }) => row.financialStatus === "cancelled" && row.pending === null,
    most: 1,
    recommended: "stop_parcel",
    alternatives: usually,
    age: 5 * hour,
    shop: { text: "تم الشحن", status: "paid", age: 2 * hour },
    evidence: (fixture, now) => ({
      events: [event("cancelled", now - 5 * hour)],
      points: [
        financial(fixture, now),
        fact("shipping", { text: "delivery_is_in_progress", at: now - 2 * hour, differs: true }),
      ],
    }),
  },
  paid_twice: {
    fits: isPaid,
    most: 1,
    recommended: "refund",
    alternatives: usually,
    age: 90 * minute,
    shop: { text: "مدفوع", status: "paid", age: hour },
    evidence: (fixture, now) => ({
      events: [event("captured", now - 91 * minute), event("captured", now - 90 * minute, true)],
      points: [
        financial(fixture, now),
        total(fixture),
        fact("other", {
          text: "550e8400-e29b-41d4-a716-446655440000",
          halalas: fixture.row.totalHalalas,
          at: now - 95 * minute,
          differs: true,
        }),
      ],
    }),
  },
  amount_differs: {
    fits: isPaid,
    most: 2,
    recommended: "explain",
    alternatives: ["read_again", "done_in_shop", "refund", "snooze"],
    age: 3 * hour,
    shop: { text: "Completed", status: "paid", age: hour },
    differenceHalalas: 1_500,
    evidence: (fixture, now) => ({
      points: [financial(fixture, now), total(fixture, true)],
    }),
  },
  amount_changed: {
    fits: ({ row }) => row.financialStatus === "new" && row.pending === null,
    most: 1,
    recommended: "cancel",
    alternatives: ["read_again", ...usually],
    age: 50 * minute,
    shop: { text: "Pending payment", status: "pending", age: 20 * minute },
    differenceHalalas: -4_500,
    evidence: (fixture, now) => ({
      points: [financial(fixture, now), total(fixture, true)],
    }),
  },
  reserved_ageing: {
    fits: ({ row }) => row.financialStatus === "authorized" && row.pending === null,
    most: 4,
    recommended: "capture",
    alternatives: ["cancel", ...usually],
    age: 31 * hour,
    shop: { text: "قيد التجهيز", status: "paid", age: 2 * hour },
    evidence: (fixture, now) => ({
      events: [event("authorized", now - 31 * hour)],
      points: [financial(fixture, now, true), total(fixture)],
    }),
  },
  unpaid_ageing: {
    fits: ({ row }) => row.financialStatus === "new" && row.pending === null,
    most: 9,
    recommended: "cancel",
    alternatives: ["read_again", ...usually],
    age: 3 * hour + 12 * minute,
    shop: { text: "Pending payment", status: "pending", age: 40 * minute },
    evidence: (fixture, now) => ({
      points: [financial(fixture, now), total(fixture)],
    }),
  },
  paid_in_shop_only: {
    fits: ({ row }) => row.financialStatus === "new" && row.pending === null,
    most: 1,
    recommended: "read_again",
    alternatives: ["done_in_shop", ...usually],
    age: 4 * hour,
    shop: { text: "مدفوع", status: "paid", age: 30 * minute },
    evidence: (fixture, now) => ({
      points: [financial(fixture, now, true), total(fixture)],
    }),
  },
  events_ahead: {
    fits: isAnything,
    most: 1,
    recommended: "read_again",
    alternatives: usually,
    age: 18 * minute,
    evidence: (fixture, now) => ({
      events: [event("partially_refunded", now - 18 * minute, true)],
      points: [financial(fixture, now, true), total(fixture)],
    }),
  },
  webhook_lost: {
    fits: isPaid,
    most: 2,
    recommended: "explain",
    alternatives: ["read_again", "snooze"],
    age: 2 * hour,
    evidence: (fixture, now) => ({
      points: [financial(fixture, now, true), total(fixture)],
    }),
  },
  shipping_not_begun: {
    fits: ({ row }) => isPaid({ row } as Fixture) && row.shipping.word === "new",
    most: 2,
    recommended: "ship",
    alternatives: usually,
    age: 3 * day,
    shop: { text: "مدفوع", status: "paid", age: hour },
    evidence: (fixture, now) => ({
      events: [event("captured", now - 3 * day)],
      points: [financial(fixture, now), shipping(fixture, true), total(fixture)],
    }),
  },
  no_longer_read: {
    fits: isAnything,
    most: 1,
    recommended: "read_again",
    alternatives: usually,
    age: 35 * day,
    evidence: (fixture, now) => ({ points: [financial(fixture, now), total(fixture)] }),
  },
  gone: {
    fits: ({ row }) => row.presence === "gone",
    most: 1,
    recommended: "check_key",
    alternatives: ["read_again", ...usually],
    age: day,
    shop: { text: "Processing", status: "paid", age: 3 * hour },
    evidence: (_fixture, now) => ({ points: [fact("gone", { at: now - day, differs: true })] }),
  },
  number_shared: {
    fits: isAnything,
    most: 1,
    recommended: "confirm_match",
    alternatives: ["read_again", ...usually],
    age: 2 * hour,
    shop: { text: "Processing", status: "paid", age: hour },
    evidence: (fixture, now) => ({
      points: [
        financial(fixture, now),
        fact("other", {
          text: "7a1b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d",
          halalas: 18_900,
          at: now - 2 * hour,
          differs: true,
        }),
        fact("count", { count: 2 }),
      ],
    }),
  },
  shipping_code_unsure: {
    fits: ({ row }) => row.shipping.word === null && row.shipping.code !== null,
    most: 1,
    recommended: "read_again",
    alternatives: usually,
    age: 9 * hour,
    evidence: (fixture, now) => ({
      events: [event("delivered", now - 9 * hour, true)],
      points: [
        financial(fixture, now),
        fact("shipping", { text: "code:9", at: fixture.row.checkedAt, differs: true }),
      ],
    }),
  },
  status_unclear: {
    fits: ({ row }) => row.financialStatus === "on_hold_review",
    most: 1,
    recommended: "read_again",
    alternatives: usually,
    age: 6 * hour,
    evidence: (fixture, now) => ({ points: [financial(fixture, now, true), total(fixture)] }),
  },
  no_points_id: {
    fits: isAnything,
    most: 3,
    recommended: "paste_uuid",
    alternatives: usually,
    age: 5 * hour,
    hasNoOrder: true,
    shop: { text: "بانتظار الدفع", status: "pending", age: 40 * minute },
    evidence: () => ({ points: nothing }),
  },
  points_only: {
    fits: isPaid,
    most: 1,
    recommended: "confirm_match",
    alternatives: usually,
    age: 7 * hour,
    evidence: (fixture, now) => ({
      shop: nothing,
      events: [event("captured", now - 7 * hour)],
      points: [financial(fixture, now, true), total(fixture)],
    }),
  },
  unclassified: {
    fits: isPaid,
    most: 1,
    recommended: "explain",
    alternatives: ["read_again", "snooze"],
    age: 8 * hour,
    shop: { text: "مسترجع", status: "refunded", age: hour },
    evidence: (fixture, now) => ({
      events: [event("captured", now - 9 * hour)],
      points: [financial(fixture, now, true), total(fixture)],
    }),
  },
};

/** A case with the order that it is about, which goes on living. */
interface Kept {
  readonly fixture: Fixture | null;
  view: CaseView;
}

function checkoutOf(
  id: number,
  { row }: Fixture,
  { shop, hasNoOrder, differenceHalalas = 0 }: Draft,
  at: number,
  now: number,
): ShopCheckout | null {
  return shop === undefined
    ? null
    : {
        id,
        origin: "file",
        fileName: "orders-2026-11-30.csv",
        asOf: now - shop.age,
        orderNumber: row.orderNumber,
        uuid: hasNoOrder === true ? null : row.uuid,
        reference: null,
        amountHalalas: (row.totalHalalas ?? 8_950) - differenceHalalas,
        openedAt: at,
        statusText: shop.text,
        status: shop.status,
        customer: "نورة العتيبي",
        phone: "512345678",
        city: "الرياض",
        address: null,
        link: hasNoOrder === true ? "https://pay.papp.sa/c/8f2b1c90e7" : null,
        matched: hasNoOrder === true ? null : "order_number",
      };
}

function found(orders: readonly Fixture[], now: number, { more }: CasesCourse): Kept[] {
  const taken = new Set<string>();
  let id = 100;
  return caseClasses.flatMap((caseClass) => {
    const draft = drafts[caseClass];
    const most = draft.most + (caseClass === "unpaid_ageing" ? more : 0);
    const fitting = orders
      .filter((fixture) => !taken.has(fixture.row.uuid) && draft.fits(fixture))
      .slice(0, most);
    return fitting.map((fixture, place): Kept => {
      taken.add(fixture.row.uuid);
      id += 1;
      const since = now - draft.age + place * 11 * minute;
      const checkout = checkoutOf(id, fixture, draft, since, now);
      const noEvent = [fact("nothing", { at: now - 20 * day })];
      const { shop = [], events = noEvent, points = [] } = draft.evidence(fixture, now);
      const isMoneyOdd = draft.differenceHalalas !== undefined;
      return {
        fixture: draft.hasNoOrder === true ? null : fixture,
        view: {
          id,
          class: caseClass,
          state: "open",
          order: null,
          checkout,
          since,
          foundAt: since + 5 * minute,
          halalas: fixture.row.totalHalalas,
          differenceHalalas: draft.differenceHalalas ?? null,
          readAt: draft.hasNoOrder === true ? null : now - 8 * second,
          evidence: {
            shop:
              checkout === null
                ? shop.length > 0
                  ? shop
                  : nothing
                : [
                    fact("shop_status", {
                      text: checkout.statusText,
                      status: checkout.status,
                      at: checkout.asOf,
                      differs: [
                        "paid_not_in_shop",
                        "paid_in_shop_only",
                        "unclassified",
                        "moving_in_vain",
                      ].includes(caseClass),
                    }),
                    fact("amount", { halalas: checkout.amountHalalas, differs: isMoneyOdd }),
                    fact("opened", { at: since }),
                  ],
            events,
            points,
          },
          recommended: draft.recommended,
          alternatives: [...draft.alternatives],
          snoozedUntil: null,
          decided: [],
        },
      };
    });
  });
}

const sum = (cases: readonly CaseView[]) =>
  cases.reduce((all, { halalas }) => all + (halalas ?? 0), 0);

const throughQueue: readonly CaseStep[] = ["cancel", "capture", "refund", "ship", "stop_parcel"];

/** The answers, by the names of the commands. */
export function casesAnswers({ orders, course, now, atDesk, changed }: Surroundings) {
  let kept = course.found === "none" ? [] : found(orders, now, course);
  if (course.found === "one left" || course.found === "all explained") {
    kept = kept.map((one, place) => ({
      ...one,
      view: {
        ...one.view,
        state: place === 0 && course.found === "one left" ? "open" : "explained",
        decided: [
          {
            step: "explain",
            at: now - 20 * minute,
            by: "نورة",
            note: "أكّدت العميلة الدفع نقدًا عند الاستلام",
            action: null,
          },
        ],
      },
    }));
  }
  /** The case as it is now, with its order as it is now. */
  const live = ({ fixture, view }: Kept): CaseView => ({ ...view, order: fixture?.row ?? null });
  const all = () => kept.map(live).filter(({ state }) => state !== "closed");
  const byId = (id: unknown): Kept => {
    const one = kept.find(({ view }) => view.id === id);
    if (one === undefined) {
      throw refusal("case_unknown");
    }
    return one;
  };
  const counts = () =>
    caseClasses.flatMap((one) => {
      const ofClass = all().filter(({ class: of, state }) => of === one && state === "open");
      return ofClass.length === 0
        ? []
        : [{ class: one, open: ofClass.length, halalas: sum(ofClass) }];
    });
  const runs: RunView[] = [run(3, "by_hand", now - 26 * minute), run(2, "import", now - 3 * hour)];
  if (course.found !== "none") {
    runs.push({ ...run(1, "nightly", now - 9 * hour), failedReads: 2 });
  }

  function run(id: number, trigger: RunView["trigger"], startedAt: number): RunView {
    const open = counts();
    return {
      id,
      trigger,
      by: trigger === "by_hand" ? "نورة" : null,
      startedAt,
      endedAt: startedAt + 48 * second,
      cancelled: false,
      reads: 128,
      failedReads: 0,
      checkouts: 412,
      orders: orders.length,
      matched: 397,
      opened: 5,
      closed: 2,
      open,
      total: all().length,
      explained: all().filter(({ state }) => state === "explained").length,
      inputs: "9f".repeat(32),
      result: "4c".repeat(32),
    };
  }

  const put = async (one: Kept, change: Partial<CaseView>, decision: CaseDecision) => {
    one.view = {
      ...one.view,
      ...change,
      decided: [
        {
          step: decision.step,
          at: Date.now(),
          by: atDesk(),
          note: decision.note,
          action: throughQueue.includes(decision.step) ? 60_000 + one.view.id : null,
        },
        ...one.view.decided,
      ],
    };
    await changed("cases");
  };

  /** Asks Points, which confirms it after a while. */
  const ask = async (one: Kept, decision: CaseDecision) => {
    const { fixture } = one;
    if (fixture === null) {
      throw refusal("step_not_offered");
    }
    const isShipping = decision.step === "ship" || decision.step === "stop_parcel";
    const kind = isShipping ? "shipping" : (decision.step as "cancel" | "capture" | "refund");
    const target =
      decision.step === "ship" ? fixture.row.shipping.next : isShipping ? "cancelled" : null;
    fixture.row = {
      ...fixture.row,
      pending: {
        id: 60_000 + one.view.id,
        kind,
        state: "sending",
        target,
        amountHalalas: null,
        heldUntil: null,
        open: 1,
        reason: null,
        message: null,
      },
    };
    await put(one, {}, decision);
    setTimeout(() => {
      fixture.row = { ...fixture.row, pending: null };
      one.view = { ...one.view, state: "explained" };
      void changed("orders", "cases");
    }, 4_000);
  };

  const decide = async (one: Kept, decision: CaseDecision): Promise<Decided["outcome"]> => {
    const readsFirst = throughQueue.includes(decision.step) || decision.step === "read_again";
    if (readsFirst && course.decided === "not_readable") {
      return "not_readable";
    }
    if (readsFirst && course.decided === "facts_changed" && one.view.decided.length === 0) {
      const points = one.view.evidence.points.map((known) =>
        known.kind === "financial" ? { ...known, text: "captured", at: Date.now() } : known,
      );
      one.view = {
        ...one.view,
        readAt: Date.now(),
        evidence: { ...one.view.evidence, points },
        recommended: "done_in_shop",
        alternatives: [...usually],
        class: "paid_not_in_shop",
      };
      await changed("cases");
      return "facts_changed";
    }
    switch (decision.step) {
      case "read_again":
        one.view = { ...one.view, readAt: Date.now() };
        await changed("cases");
        return "done";
      case "snooze":
        await put(one, { state: "snoozed", snoozedUntil: decision.until }, decision);
        return "done";
      case "explain":
        if ((decision.note ?? "").trim() === "") {
          throw refusal("explanation_missing");
        }
        await put(one, { state: "explained" }, decision);
        return "done";
      case "paste_uuid":
        if (!/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.test(decision.uuid ?? "")) {
          throw refusal("uuid_missing");
        }
        await put(one, { state: "closed" }, decision);
        return "done";
      case "done_in_shop":
      case "confirm_match":
      case "check_key":
        await put(one, { state: "explained" }, decision);
        return "done";
      default:
        await ask(one, decision);
        return "done";
    }
  };

  let stopRun = () => {};
  return {
    /** The open cases of an order. */
    of: (uuid: string): CaseView[] =>
      all().filter(({ state, order }) => state === "open" && order?.uuid === uuid),
    answers: {
      list_cases: ({ query, after }: Record<string, unknown>): CasePage => {
        const { classes, state } = query as CaseQuery;
        const fitting = all().filter(
          (one) => one.state === state && (classes.length === 0 || classes.includes(one.class)),
        );
        const start = Number(after ?? 0);
        const count = (of: CaseState) => all().filter((one) => one.state === of).length;
        return {
          cases: fitting.slice(start, start + 100),
          next: start + 100 < fitting.length ? String(start + 100) : null,
          counts: counts(),
          total: all().length,
          explained: count("explained"),
          snoozed: count("snoozed"),
          lookedAt: now - 26 * minute,
        };
      },
      case_view: ({ id }: Record<string, unknown>) => live(byId(id)),
      decide_case: async ({ id, decision }: Record<string, unknown>): Promise<Decided> => {
        const one = byId(id);
        const outcome = await decide(one, decision as CaseDecision);
        const action = outcome === "done" ? (one.view.decided[0]?.action ?? null) : null;
        return { outcome, case: live(one), action };
      },
      reopen_case: async ({ id }: Record<string, unknown>) => {
        const one = byId(id);
        one.view = { ...one.view, state: "open", snoozedUntil: null };
        await changed("cases");
        return live(one);
      },
      preview_cases: ({ ids, step }: Record<string, unknown>): CaseBatchPreview => {
        const chosen = (ids as number[]).map((id) => live(byId(id)));
        const goes = chosen.filter(
          ({ recommended, alternatives }) =>
            recommended === step || alternatives.includes(step as CaseStep),
        );
        const stays = chosen.filter((one) => !goes.includes(one));
        return {
          goes: goes.length,
          halalas: sum(goes),
          reads: goes.filter(({ order }) => order !== null).length,
          stays: stays.length,
          examples: stays.slice(0, 3).map(({ order, checkout }) => ({
            uuid: order?.uuid ?? "",
            orderNumber: order?.orderNumber ?? checkout?.orderNumber ?? null,
          })),
        };
      },
      decide_cases: async ({ ids, decision }: Record<string, unknown>) => {
        const asked = decision as CaseDecision;
        const chosen = (ids as number[])
          .map(byId)
          .filter(
            ({ view }) => view.recommended === asked.step || view.alternatives.includes(asked.step),
          );
        for (const one of chosen) {
          await decide(one, asked);
        }
        return chosen.length;
      },
      start_run: async () => {
        await emit("desk-run", { phase: "reading", done: 41, total: 128 });
        if (course.run === "goes on") {
          await new Promise<void>((end) => {
            stopRun = end;
          });
        }
        const made = {
          ...run((runs[0]?.id ?? 0) + 1, "by_hand" as const, Date.now() - 2 * second),
          cancelled: course.run === "goes on",
          endedAt: Date.now(),
          by: atDesk(),
        };
        runs.unshift(made);
        await changed("cases");
        return made;
      },
      cancel_run: () => {
        stopRun();
        return null;
      },
      list_runs: () => [...runs],
      write_report: ({ request }: Record<string, unknown>) => ({
        path: `/home/noura/Documents/review-${(request as ReportRequest).run}.${(request as ReportRequest).format}`,
      }),
    },
  };
}
