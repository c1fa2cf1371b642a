import type { ActionView } from "../bridge/types";

/**
 * Whether an action made what somebody comes back for: a link to send, or points that wait for the
 * customer. An order that was made is looked up as an order.
 */
export function isKept({ state, made }: Pick<ActionView, "state" | "made">): boolean {
  return (
    state === "confirmed" && (made?.made === "checkout" || made?.made === "pending_activation")
  );
}
