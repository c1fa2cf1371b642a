import type { CheckedOrder, CheckSummary, FailureView } from "../bridge/types";

/** A check that is under way. */
export interface Run {
  /** Tells this run from one that was begun for another store. */
  readonly id: symbol;
  readonly asked: ReadonlySet<string>;
  /** All that the desk finds were asked about, also those that nobody has looked at. */
  readonly isOfAll: boolean;
  /** How many were asked about. */
  readonly total: number;
  readonly done: number;
  readonly isCancelled: boolean;
}

/** What checks came to since the person last cleared them. */
export interface Check<Row> {
  readonly run: Run | null;
  readonly results: ReadonlyMap<string, CheckedOrder>;
  /** The rows as they were when asked about: what ended stays to be seen. */
  readonly rows: ReadonlyMap<string, Row>;
  /** How many of the last run were not reached. */
  readonly skipped: number;
  /** Why the last run ended early. */
  readonly failure: FailureView | null;
}

/** Nothing was checked. */
export const noCheck: Check<never> = {
  run: null,
  results: new Map(),
  rows: new Map<string, never>(),
  skipped: 0,
  failure: null,
};

/**
 * Begins a run, of the orders of these rows or of all that many; earlier results of the same orders
 * make room for the new ones.
 */
export function begun<Row>(
  check: Check<Row>,
  asked: ReadonlyMap<string, Row>,
  all: number | null = null,
): Check<Row> {
  const results = new Map(check.results);
  for (const uuid of asked.keys()) {
    results.delete(uuid);
  }
  return {
    run: {
      id: Symbol("check"),
      asked: new Set(asked.keys()),
      isOfAll: all !== null,
      total: all ?? asked.size,
      done: 0,
      isCancelled: false,
    },
    results,
    rows: new Map([...check.rows, ...asked]),
    skipped: 0,
    failure: null,
  };
}

/**
 * Orders were read, of so many as the desk reckons. Those that this run did not ask about belong to
 * somebody else's.
 */
export function heard<Row>(
  check: Check<Row>,
  orders: readonly CheckedOrder[],
  reckoned: number | null = null,
): Check<Row> {
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
  const total = run.isOfAll ? (reckoned ?? run.total) : run.total;
  return { ...check, run: { ...run, done, total }, results };
}

/** The run is over; its summary holds also what was read before anybody listened. */
export function ended<Row>(check: Check<Row>, summary: CheckSummary): Check<Row> {
  return { ...heard(check, summary.orders), run: null, skipped: summary.skipped };
}

/** The run broke off; what it read stays. */
export function broken<Row>(check: Check<Row>, failure: FailureView): Check<Row> {
  return { ...check, run: null, failure };
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
