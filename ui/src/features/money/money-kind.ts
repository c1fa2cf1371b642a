import type { ActionKind, MoneyOffer } from "../../bridge/types";

/** What the page offers for an order's money; authorizing is for the command line alone. */
export const moneyKinds = ["capture", "complete", "cancel", "refund"] as const;

export type MoneyKind = (typeof moneyKinds)[number];

export function isMoneyKind(kind: ActionKind): kind is MoneyKind {
  return moneyKinds.some((known) => known === kind);
}

/** An offer of what the page offers. */
export type Offer = MoneyOffer & { readonly kind: MoneyKind };

export function offersOf(offers: readonly MoneyOffer[]): readonly Offer[] {
  return offers.filter((offer): offer is Offer => isMoneyKind(offer.kind));
}
