/** The shop's path as lists of orders, and what has left it. Pure. */
import type { OrderQuery } from "../../bridge/types";
import { everyOrder, type Stage } from "../../location";
import { calledOff } from "../../points";

/** A tab of the screen, and the lists under it. */
export interface Tab {
  readonly name: "pack" | "licence" | "packed" | "moving" | "delivered" | "problems";
  /** The first one is shown when the tab is chosen. */
  readonly stages: readonly Stage[];
}

const paid = ["approved", "captured", "partially_refunded"];

/** With an order that was cancelled or refunded, a parcel is a matter of its own. */
const notEnded = ["new", "authorized", ...paid];

/** No order has it: `listed` of nothing would mean all. */
const nobody = "00000000-0000-0000-0000-000000000000";

/** The tabs along the shop's path, with or without its licence step. */
export function tabsOf(licenceStep: boolean): readonly Tab[] {
  return [
    { name: "pack", stages: ["pack"] },
    ...(licenceStep ? [{ name: "licence", stages: ["licence"] } as const] : []),
    { name: "packed", stages: ["packed"] },
    { name: "moving", stages: ["moving"] },
    { name: "delivered", stages: ["delivered"] },
    { name: "problems", stages: ["in_vain", "undecided", "refused"] },
  ];
}

/** What the list of a stage shows, the oldest first. `refused`: what Points refused last. */
export function queryOf(
  stage: Stage,
  licenceStep: boolean,
  refused: readonly string[],
): OrderQuery {
  const oldestFirst: OrderQuery = { ...everyOrder, ascending: true };
  const along = (...shipping: string[]) => ({ ...oldestFirst, financial: notEnded, shipping });
  switch (stage) {
    case "pack":
      // What is at a step that the shop has not must not be lost from sight.
      return paidAt(licenceStep ? ["new"] : ["new", "license_in_progress"]);
    case "licence":
      return along("license_in_progress");
    case "packed":
      return along("ready_shipping");
    case "moving":
      return along("delivery_is_in_progress");
    case "delivered":
      // Nobody works through these: the last ones are looked up.
      return { ...along("delivered"), ascending: false };
    case "in_vain":
      return {
        ...oldestFirst,
        financial: [...calledOff],
        shipping: ["license_in_progress", "ready_shipping", "delivery_is_in_progress"],
      };
    case "undecided":
      return { ...oldestFirst, unsettled: true };
    case "refused":
      return { ...oldestFirst, listed: refused.length === 0 ? [nobody] : [...refused] };
  }
}

/** Paid orders that ship something and stand at one of these, the oldest first. */
export function paidAt(shipping: readonly string[]): OrderQuery {
  return {
    ...everyOrder,
    ascending: true,
    financial: paid,
    shipping: [...shipping],
    types: ["replacing"],
  };
}

/** Whether the money is there that a parcel waits for. */
export function isPaid(financialStatus: string | null): boolean {
  return financialStatus !== null && paid.includes(financialStatus);
}
