import type { OrderRow, ShippingView } from "../bridge/types";
import { isMessageId, type Translate } from "../messages";
import type { Tone } from "./financial";

/** The words of the shipping status (documentation: shipping status), along the path. */
export const shippingStatuses = [
  "new",
  "license_in_progress",
  "ready_shipping",
  "delivery_is_in_progress",
  "delivered",
  "cancelled",
] as const;

export type ShippingStatus = (typeof shippingStatuses)[number];

/** The longest custom label that Points takes (`POST /orders/{uuid}/status`). */
export const longestLabel = 120;

/** How far along the path an order is. */
export interface ShippingProgress {
  readonly tone: Tone;
  /** Steps taken. */
  readonly done: number;
  /** Steps of this path. */
  readonly steps: number;
}

/** How far along a word is; none for words and codes that we cannot place. */
export function shippingProgress(
  word: string | null,
  licenceStep: boolean,
): ShippingProgress | null {
  const licence = licenceStep || word === "license_in_progress" ? 1 : 0;
  const steps = 3 + licence;
  switch (word) {
    case "new":
      return { tone: "waiting", done: 0, steps };
    case "license_in_progress":
      return { tone: "moving", done: 1, steps };
    case "ready_shipping":
      return { tone: "moving", done: 1 + licence, steps };
    case "delivery_is_in_progress":
      return { tone: "moving", done: 2 + licence, steps };
    case "delivered":
      return { tone: "done", done: steps, steps };
    case "cancelled":
      return { tone: "stop", done: 0, steps };
    default:
      return null;
  }
}

/** The step after a word on the shop's path; none at its end and for words that are not on it. */
export function stepAfter(word: string | null, licenceStep: boolean): string | null {
  const path = shippingStatuses.filter(
    (status) => status !== "cancelled" && (licenceStep || status !== "license_in_progress"),
  );
  // Without the step in the path, what stands at it goes on like what was never begun.
  const place = path.findIndex(
    (status) => status === (word === "license_in_progress" && !licenceStep ? "new" : word),
  );
  return place < 0 ? null : (path[place + 1] ?? null);
}

/** Why there is no next step, for an order that has none. */
export function noStepOf({ word, code }: Pick<ShippingView, "word" | "code">) {
  return word === null && code !== null ? "shipping.noNextOfCode" : "shipping.noNext";
}

/** With an order that was called off, a parcel is a matter of its own. */
export const calledOff = ["cancelled", "fully_refunded"];
/** Money that never came or went back by itself. */
const unpaid = ["new", "auto_refunded"];

/** Whether the order was called off, so that no parcel of it should go on. */
export function isCalledOff(financialStatus: string | null): boolean {
  return financialStatus !== null && calledOff.includes(financialStatus);
}

/**
 * Why no single key sends an order's parcel on, as no scan does; none where nothing speaks against
 * it. An order that is only authorized may ship before its money is taken, as many shops do.
 */
export function parcelHindranceOf({
  financialStatus,
  orderType,
}: Pick<OrderRow, "financialStatus" | "orderType">) {
  if (isCalledOff(financialStatus)) {
    return "packing.calledOff";
  }
  if (orderType === "earning") {
    return "packing.hindrance.nothing_to_ship";
  }
  return financialStatus !== null && unpaid.includes(financialStatus)
    ? "packing.hindrance.not_paid"
    : null;
}

/** Whether no parcel waits: nothing was begun, and the money does not ask for it. */
export function isNothingToShip(shipping: string | null, financial: string | null): boolean {
  return shipping === "new" && (financial === "new" || financial === "cancelled");
}

/** What people say for a shipping word or `code:3`. */
export function shippingWord(translate: Translate, status: string | null): string {
  if (status === null || status === "") {
    return translate("shipping.unknown");
  }
  const code = /^code:(-?\d+)$/.exec(status)?.[1];
  if (code !== undefined) {
    return translate("shipping.code", { code });
  }
  const id = `shipping.${status}`;
  return isMessageId(id) ? translate(id) : status;
}

/** Whether a status is a number that nobody knows the meaning of. */
export function isUnlearnt(status: string): boolean {
  return status.startsWith("code:");
}

/** The word, or the code as a filter writes it, or nothing where Points has not said. */
export function shippingKey({ word, code }: ShippingView): string | null {
  return word ?? (code === null ? null : `code:${code}`);
}
