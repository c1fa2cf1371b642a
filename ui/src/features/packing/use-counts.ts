import { useMemo } from "react";

import type { OrderQuery } from "../../bridge/types";
import type { Stage } from "../../location";
import { type RefusedOrders, useViewCounts } from "../../queries";
import type { Counts } from "./stage-tabs";
import { queryOf, tabsOf } from "./stages";

/** How many orders each stage of the path has, kept up to date. */
export function useCounts(licenceStep: boolean, refused: RefusedOrders | undefined): Counts {
  const counted = useMemo(
    () =>
      tabsOf(licenceStep)
        .flatMap(({ stages }) => stages)
        // What Points refused is known one by one.
        .filter((stage) => stage !== "refused")
        .map((stage, id): { id: number; stage: Stage; query: OrderQuery } => ({
          id,
          stage,
          query: queryOf(stage, licenceStep, []),
        })),
    [licenceStep],
  );
  const totals = useViewCounts(counted);
  return useMemo(
    () => ({
      ...Object.fromEntries(
        counted.flatMap(({ id, stage }) => {
          const total = totals[id];
          return total === undefined ? [] : [[stage, total]];
        }),
      ),
      ...(refused === undefined
        ? {}
        : { refused: { count: refused.uuids.length, atLeast: refused.atLeast } }),
    }),
    [counted, totals, refused],
  );
}
