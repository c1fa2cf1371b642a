import { useMemo } from "react";

import type { OrderQuery } from "../../bridge/types";
import { isUnlearnt } from "../../points";
import { useCounts, useViewCounts } from "../../queries";
import { paidAt } from "./stages";

/** Paid orders that no list of the path can show, because nobody knows what their number means. */
export interface Unlearnt {
  readonly query: OrderQuery;
  readonly count: number;
}

export function useUnlearnt(): Unlearnt | null {
  const statuses = useCounts().data?.shipping;
  const codes = useMemo(
    () => (statuses ?? []).map(({ status }) => status).filter(isUnlearnt),
    [statuses],
  );
  const query = useMemo(() => paidAt(codes), [codes]);
  const asked = useMemo(() => (codes.length === 0 ? [] : [{ id: 0, query }]), [codes, query]);
  const { count } = useViewCounts(asked)[0] ?? { count: 0 };
  // The count of a moment ago stays until there is a new one; without such numbers there is none.
  return codes.length === 0 || count === 0 ? null : { query, count };
}
