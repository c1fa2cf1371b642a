import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

import { cancelCheck, failureOf, onCheck } from "../bridge";
import type { CheckedOrder, CheckProgress, CheckSummary } from "../bridge/types";
import { keys } from "../queries";
import { begun, broken, type Check, ended, heard, noCheck } from "./check";

/**
 * Kept beside the answers of the desk, so that a run goes on being told while another screen is
 * open, and is forgotten with everything else when another store is opened.
 */
const keyOf = { cases: ["check"], chosen: ["check-of-chosen"] } as const;

/** What is checked: orders of chosen cases, or orders that were chosen in the list. */
export type CheckOf = keyof typeof keyOf;

/** What is to be asked about. */
export interface Asked<Row> {
  /** The orders that are known by name. */
  readonly rows: ReadonlyMap<string, Row>;
  /** How many they may be where not all of them are; none where all are. */
  readonly all: number | null;
  readonly ask: () => Promise<CheckSummary>;
}

/** Checks of one kind and how to start, cancel and clear them. */
export function useChecks<Row>(of: CheckOf) {
  const client = useQueryClient();
  const check: Check<Row> = useKept<Row>(of);
  const other = useKept<unknown>(of === "cases" ? "chosen" : "cases");
  const start = useCallback((asked: Asked<Row>) => run(client, of, asked), [client, of]);
  const cancel = useCallback(async () => {
    update<Row>(client, of, (before) =>
      before.run === null ? before : { ...before, run: { ...before.run, isCancelled: true } },
    );
    try {
      await cancelCheck();
    } catch (thrown) {
      const failure = failureOf(thrown);
      update<Row>(client, of, (before) => ({ ...before, failure }));
    }
  }, [client, of]);
  const clear = useCallback(() => update<Row>(client, of, () => noCheck), [client, of]);
  /** Some check is under way. */
  const isBusy = check.run !== null || other.run !== null;
  return useMemo(
    () => ({ check, isBusy, start, cancel, clear }),
    [check, isBusy, start, cancel, clear],
  );
}

function useKept<Row>(of: CheckOf): Check<Row> {
  const { data } = useQuery<Check<Row>>({
    queryKey: keyOf[of],
    queryFn: () => noCheck,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  return data ?? noCheck;
}

function update<Row>(
  client: QueryClient,
  of: CheckOf,
  change: (check: Check<Row>) => Check<Row>,
): void {
  client.setQueryData<Check<Row>>(keyOf[of], (check) => change(check ?? noCheck));
}

/** Asks Points about each order; one run at a time, since a cancel ends them all. */
async function run<Row>(
  client: QueryClient,
  of: CheckOf,
  { rows, all, ask }: Asked<Row>,
): Promise<void> {
  const isBusy = Object.values(keyOf).some(
    (key) => (client.getQueryData<Check<unknown>>(key) ?? noCheck).run !== null,
  );
  if (isBusy || (all ?? rows.size) === 0) {
    return;
  }
  const first = begun(client.getQueryData<Check<Row>>(keyOf[of]) ?? noCheck, rows, all);
  update<Row>(client, of, () => first);
  const updateRun = (change: (check: Check<Row>) => Check<Row>) =>
    update<Row>(client, of, (check) => (check.run?.id === first.run?.id ? change(check) : check));
  const stop = onCheck(
    inFrames((orders, total) => updateRun((check) => heard(check, orders, total))),
  );
  try {
    const summary = await ask();
    updateRun((check) => ended(check, summary));
  } catch (thrown) {
    const failure = failureOf(thrown);
    updateRun((check) => broken(check, failure));
  } finally {
    stop();
  }
  await Promise.all(
    [keys.cases, keys.counts, keys.orders, keys.order].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  );
}

/** Gathers what is told of orders, and hands it on once a frame: a fast check tells of hundreds. */
function inFrames(take: (orders: readonly CheckedOrder[], total: number) => void) {
  let gathered: CheckedOrder[] = [];
  let reckoned = 0;
  return ({ order, total }: CheckProgress) => {
    gathered.push(order);
    reckoned = total;
    if (gathered.length === 1) {
      requestAnimationFrame(() => {
        const orders = gathered;
        gathered = [];
        take(orders, reckoned);
      });
    }
  };
}
