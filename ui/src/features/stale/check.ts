import type { StaleCheckout } from "../../bridge/types";
import type { Check } from "../../checks";

/** The stale checkouts with those that were checked and are stale no more, oldest first. */
export function shownRows(
  stale: readonly StaleCheckout[],
  check: Check<StaleCheckout>,
): readonly StaleCheckout[] {
  const present = new Set(stale.map(({ order }) => order.uuid));
  const kept = [...check.rows.values()].filter(({ order }) => !present.has(order.uuid));
  return kept.length === 0
    ? stale
    : [...stale, ...kept].sort((one, other) => one.since - other.since);
}
