import type { CheckedOrder, CheckSummary, FailureView, StaleCheckout } from "../../bridge/types";

/** A check that is under way. */
export interface Run {
  /** Tells this run from one that was begun for another store. */
  readonly id: symbol;
  readonly asked: ReadonlySet<string>;
  /** All stale checkouts were asked about, also those that nobody has looked at. */
  readonly isOfAll: boolean;
  /** How many were asked about. */
  readonly total: number;
  readonly done: number;
  readonly isCancelled: boolean;
}

/** What checks came to since the person last cleared them. */
export interface Check {
  readonly run: Run | null;
  readonly results: ReadonlyMap<string, CheckedOrder>;
  /** The rows as they were when asked about: what ended stays to be seen. */
  readonly rows: ReadonlyMap<string, StaleCheckout>;
  /** How many of the last run were not reached. */
  readonly skipped: number;
  /** Why the last run ended early. */
  readonly failure: FailureView | null;
}

/** Nothing was checked. */
export const noCheck: Check = {
  run: null,
  results: new Map(),
  rows: new Map(),
  skipped: 0,
  failure: null,
};

/** Begins a run, of these or of all that many; earlier results of the same orders make room for the new ones. */
export function begun(
  check: Check,
  checkouts: readonly StaleCheckout[],
  all: number | null = null,
): Check {
  const results = new Map(check.results);
  const rows = new Map(check.rows);
  for (const checkout of checkouts) {
    results.delete(checkout.order.uuid);
    rows.set(checkout.order.uuid, checkout);
  }
  const asked = new Set(checkouts.map(({ order }) => order.uuid));
  return {
    run: {
      id: Symbol("check"),
      asked,
      isOfAll: all !== null,
      total: all ?? asked.size,
      done: 0,
      isCancelled: false,
    },
    results,
    rows,
    skipped: 0,
    failure: null,
  };
}

/** Orders were read. Those that this run did not ask about belong to somebody else's. */
export function heard(check: Check, orders: readonly CheckedOrder[]): Check {
  const { run } = check;
  const own = run === null ? [] : orders.filter(({ uuid }) => run.isOfAll || run.asked.has(uuid));
  if (run === null || own.length === 0) {
    return check;
  }
  const results = new Map(check.results);
  let { done } = run;
  for (const order of own) {
    done += results.has(order.uuid) ? 0 : 1;
    results.set(order.uuid, order);
  }
  return { ...check, run: { ...run, done }, results };
}

/** The run is over; its summary holds also what was read before anybody listened. */
export function ended(check: Check, summary: CheckSummary): Check {
  return { ...heard(check, summary.orders), run: null, skipped: summary.skipped };
}

/** The run broke off; what it read stays. */
export function broken(check: Check, failure: FailureView): Check {
  return { ...check, run: null, failure };
}

/** The stale checkouts with those that were checked and are stale no more, oldest first. */
export function shownRows(stale: readonly StaleCheckout[], check: Check): readonly StaleCheckout[] {
  const present = new Set(stale.map(({ order }) => order.uuid));
  const kept = [...check.rows.values()].filter(({ order }) => !present.has(order.uuid));
  return kept.length === 0
    ? stale
    : [...stale, ...kept].sort((one, other) => one.since - other.since);
}

/** Whether the order came to another status. */
export function hasMoved({ outcome, before, after }: CheckedOrder): boolean {
  return outcome !== "gone" && outcome !== "failed" && after !== null && after !== before;
}

/** What came of the checks, counted: by the status that an order came to, or why it came to none. */
export interface Tally {
  /** Status now and how many came to it. */
  readonly became: readonly (readonly [status: string, count: number])[];
  readonly unchanged: number;
  readonly gone: number;
  readonly failed: number;
}

/** Counts results. */
export function tally(results: Iterable<CheckedOrder>): Tally {
  const became = new Map<string, number>();
  const counts = { unchanged: 0, gone: 0, failed: 0 };
  for (const order of results) {
    if (order.outcome === "gone" || order.outcome === "failed") {
      counts[order.outcome] += 1;
    } else if (order.after !== null && hasMoved(order)) {
      became.set(order.after, (became.get(order.after) ?? 0) + 1);
    } else {
      counts.unchanged += 1;
    }
  }
  return { ...counts, became: [...became] };
}
