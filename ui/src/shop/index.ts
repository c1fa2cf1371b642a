/** What the shop says of an order: which tone it has, and what of it can be relied on. */
import type { ShopCheckout, ShopStatus } from "../bridge/types";
import type { Tone } from "../points";

const tones: Readonly<Record<ShopStatus, Tone>> = {
  pending: "waiting",
  paid: "done",
  cancelled: "stop",
  refunded: "waiting",
  other: "waiting",
};

/** The tone of what the shop's word for a status means. */
export function shopTone(status: ShopStatus): Tone {
  return tones[status];
}

/** Whether it surely is this order, and not only likely, nor another attempt under its number. */
export function isSure({ matched, uuid }: ShopCheckout, order: string): boolean {
  return matched !== null && matched !== "amount" && (uuid === null || uuid === order);
}

/** The customer's name, as the newest of what surely is the order says it. */
export function customerOf(shop: readonly ShopCheckout[], order: string): string | null {
  const named = shop.find((checkout) => isSure(checkout, order) && checkout.customer !== null);
  return named?.customer ?? null;
}

/** Whether somebody is known to whom the parcel goes. */
export function hasRecipient(shop: readonly ShopCheckout[], order: string): boolean {
  return shop.some(
    (checkout) =>
      isSure(checkout, order) &&
      (checkout.customer !== null ||
        checkout.phone !== null ||
        checkout.city !== null ||
        checkout.address !== null),
  );
}
