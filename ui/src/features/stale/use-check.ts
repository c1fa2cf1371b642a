import { useCallback, useMemo } from "react";

import { checkOrders, checkStale } from "../../bridge";
import type { StaleCheckout } from "../../bridge/types";
import { useChecks } from "../../checks";

/** The checks of stale checkouts, of these or of all that many, and how to start, cancel and clear them. */
export function useCheck() {
  const { start: ask, ...rest } = useChecks<StaleCheckout>("stale");
  const start = useCallback(
    (checkouts: readonly StaleCheckout[], all: number | null = null) =>
      ask({
        rows: new Map(checkouts.map((checkout) => [checkout.order.uuid, checkout])),
        all,
        ask: () =>
          all === null ? checkOrders(checkouts.map(({ order }) => order.uuid)) : checkStale(),
      }),
    [ask],
  );
  const { check, isBusy, cancel, clear } = rest;
  return useMemo(
    () => ({ check, isBusy, start, cancel, clear }),
    [check, isBusy, start, cancel, clear],
  );
}
