import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

import { cancelCheck, checkOrders, checkStale, failureOf, onCheck } from "../../bridge";
import type { CheckedOrder, CheckProgress, StaleCheckout } from "../../bridge/types";
import { keys } from "../../queries";
import { begun, broken, type Check, ended, heard, noCheck } from "./check";

/**
 * Kept beside the answers of the desk, so that a run goes on being told while another screen is
 * open, and is forgotten with everything else when another store is opened.
 */
const checkKey = ["check"] as const;

/** The checks of this store and how to start, cancel and clear them. */
export function useCheck() {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: checkKey,
    queryFn: () => noCheck,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  const check = data ?? noCheck;
  const start = useCallback(
    (checkouts: readonly StaleCheckout[], all: number | null = null) => run(client, checkouts, all),
    [client],
  );
  const cancel = useCallback(async () => {
    update(client, (before) =>
      before.run === null ? before : { ...before, run: { ...before.run, isCancelled: true } },
    );
    try {
      await cancelCheck();
    } catch (thrown) {
      const failure = failureOf(thrown);
      update(client, (before) => ({ ...before, failure }));
    }
  }, [client]);
  const clear = useCallback(() => update(client, () => noCheck), [client]);
  return useMemo(() => ({ check, start, cancel, clear }), [check, start, cancel, clear]);
}

function update(client: QueryClient, change: (check: Check) => Check): void {
  client.setQueryData<Check>(checkKey, (check) => change(check ?? noCheck));
}

/** Asks Points about each checkout, or about all that there are; one run at a time, since a cancel ends them all. */
async function run(
  client: QueryClient,
  checkouts: readonly StaleCheckout[],
  all: number | null,
): Promise<void> {
  const before = client.getQueryData<Check>(checkKey) ?? noCheck;
  if (before.run !== null || checkouts.length === 0) {
    return;
  }
  const first = begun(before, checkouts, all);
  update(client, () => first);
  const updateRun = (change: (check: Check) => Check) =>
    update(client, (check) => (check.run?.id === first.run?.id ? change(check) : check));
  const stop = onCheck(inFrames((orders) => updateRun((check) => heard(check, orders))));
  try {
    const summary =
      all === null
        ? await checkOrders(checkouts.map(({ order }) => order.uuid))
        : await checkStale();
    updateRun((check) => ended(check, summary));
  } catch (thrown) {
    const failure = failureOf(thrown);
    updateRun((check) => broken(check, failure));
  } finally {
    stop();
  }
  await Promise.all(
    [keys.stale, keys.counts, keys.orders, keys.order].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  );
}

/** Gathers what is told of orders, and hands it on once a frame: a fast check tells of hundreds. */
function inFrames(take: (orders: readonly CheckedOrder[]) => void) {
  let gathered: CheckedOrder[] = [];
  return ({ order }: CheckProgress) => {
    gathered.push(order);
    if (gathered.length === 1) {
      requestAnimationFrame(() => {
        const orders = gathered;
        gathered = [];
        take(orders);
      });
    }
  };
}
