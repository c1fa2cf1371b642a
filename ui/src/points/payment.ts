/** How a completed order was paid, as `POST /orders/{uuid}/complete` calls it. */
export const paymentMethods = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"] as const;

export type PaymentMethod = (typeof paymentMethods)[number];

/** The longest reason of a cancellation or a refund, in characters: a mark may follow it. */
export const longestReason = 480;

/** Value added tax within a total, halalas, rounded to the nearest. In Saudi Arabia it is 15 %. */
export function vatWithin(halalas: number): number {
  return Math.round((halalas * 15) / 115);
}
