/** From what a person filled in to what is asked for, or what is missing still: pure. */
import { seenOf } from "../../actions";
import type { MoneyOffers, MoneyRequest, OrderDetail } from "../../bridge/types";
import { readHalalas } from "../../format";
import { longestReason, type PaymentMethod } from "../../points";
import type { MoneyKind } from "./money-kind";

/** What a person fills in before money moves. */
export interface Filled {
  /** All that is left goes back; else `part`. */
  readonly isAll: boolean;
  /** As typed. */
  readonly part: string;
  /** One of the ready ones, `own`, or none yet. */
  readonly reason: ReadyReason | "own" | null;
  /** As typed. */
  readonly ownReason: string;
  readonly method: PaymentMethod | null;
  /** The amount once more, as typed. */
  readonly repeated: string;
}

/** Nothing filled in yet. */
export const nothingFilled: Filled = {
  isAll: true,
  part: "",
  reason: null,
  ownReason: "",
  method: null,
  repeated: "",
};

/** With an amount that is settled before; none: all that is left. */
export function filledWith(halalas: number | null): Filled {
  return halalas === null
    ? nothingFilled
    : { ...nothingFilled, isAll: false, part: (halalas / 100).toFixed(2) };
}

/** Ready reasons, by what is done. */
export const readyReasons = {
  cancel: ["customerAsked", "notPaid", "amountChanged", "outOfStock", "duplicate"],
  refund: ["customerAsked", "paidTwice", "returned", "damaged", "missing"],
} as const;

export type ReadyReason = (typeof readyReasons)["cancel" | "refund"][number];

/** Whether why it is done has to be said. */
export function needsReason(kind: MoneyKind): kind is keyof typeof readyReasons {
  return kind === "cancel" || kind === "refund";
}

/** What is wrong with the amount of a refund in part. */
export type AmountFault = "missing" | "unreadable" | "nothing" | "tooMuch";

export function amountFault(part: string, remaining: number | null): AmountFault | null {
  if (part.trim() === "") {
    return "missing";
  }
  const halalas = readHalalas(part);
  if (halalas === null) {
    return "unreadable";
  }
  if (halalas === 0) {
    return "nothing";
  }
  return remaining !== null && halalas > remaining ? "tooMuch" : null;
}

/** How much moves, halalas; none where it is not known. */
export function movedHalalas(kind: MoneyKind, filled: Filled, detail: OrderDetail): number | null {
  if (kind !== "refund") {
    return detail.row.totalHalalas;
  }
  return isAllOf(detail.money, filled)
    ? (detail.money.leftHalalas ?? detail.row.totalHalalas)
    : readHalalas(filled.part);
}

/** Whether all that is left goes back: not where nobody knows how much that is. */
export function isAllOf(money: MoneyOffers, filled: Filled): boolean {
  return filled.isAll && !money.mustNameAmount;
}

/** What is not filled in as it has to be, in the order of the form. */
export interface Missing {
  readonly amount: AmountFault | null;
  readonly reason: "missing" | "tooLong" | null;
  readonly repeated: "missing" | "different" | null;
}

export function missingOf(
  kind: MoneyKind,
  filled: Filled,
  detail: OrderDetail,
  typeAmountFrom: number | null,
): Missing {
  const amount = movedHalalas(kind, filled, detail);
  return {
    amount:
      kind === "refund" && !isAllOf(detail.money, filled)
        ? amountFault(filled.part, detail.money.leftHalalas)
        : null,
    reason: needsReason(kind) ? reasonFault(filled) : null,
    repeated: mustRepeat(amount, typeAmountFrom) ? repeatFault(filled.repeated, amount) : null,
  };
}

export function isComplete({ amount, reason, repeated }: Missing): boolean {
  return amount === null && reason === null && repeated === null;
}

/** Whether the amount has to be typed once more. */
export function mustRepeat(amount: number | null, typeAmountFrom: number | null): boolean {
  return amount !== null && typeAmountFrom !== null && amount >= typeAmountFrom;
}

function repeatFault(repeated: string, amount: number | null): Missing["repeated"] {
  if (repeated.trim() === "") {
    return "missing";
  }
  return readHalalas(repeated) === amount ? null : "different";
}

function reasonFault({ reason, ownReason }: Filled): Missing["reason"] {
  if (reason === null) {
    return "missing";
  }
  if (reason !== "own") {
    return null;
  }
  const length = lengthOf(ownReason);
  return length === 0 ? "missing" : length > longestReason ? "tooLong" : null;
}

/** Characters as a person counts them. */
export function lengthOf(text: string): number {
  return [...text.trim()].length;
}

/** What is asked for; only of what is complete. */
export function requestOf(
  kind: MoneyKind,
  filled: Filled,
  detail: OrderDetail,
  token: string,
  wordsOf: (reason: ReadyReason) => string,
): MoneyRequest {
  const reason = filled.reason === "own" ? filled.ownReason.trim() : filled.reason;
  return {
    token,
    uuid: detail.row.uuid,
    kind,
    seen: seenOf(detail.row),
    amountHalalas: partOf(kind, filled, detail),
    paymentMethod: kind === "complete" ? filled.method : null,
    reason:
      !needsReason(kind) || reason === null
        ? null
        : filled.reason === "own"
          ? reason
          : wordsOf(reason as ReadyReason),
  };
}

/**
 * The amount of a refund in part; none where all of the order goes back. All that is left after an
 * earlier refund is a part too: without an amount, Points would be asked for the whole order.
 */
function partOf(kind: MoneyKind, filled: Filled, { money, row }: OrderDetail): number | null {
  if (kind !== "refund") {
    return null;
  }
  const amount = isAllOf(money, filled) ? money.leftHalalas : readHalalas(filled.part);
  return amount === row.totalHalalas && money.leftHalalas === row.totalHalalas ? null : amount;
}

/** An earlier refund of the same amount, not refused and not taken back: when it was asked. */
export function equalRefundAt(amount: number | null, detail: OrderDetail): number | null {
  if (amount === null) {
    return null;
  }
  const equal = detail.timeline.find(
    ({ action }) =>
      action !== null &&
      action.kind === "refund" &&
      !["refused", "withdrawn", "superseded"].includes(action.state) &&
      (action.amountHalalas ?? detail.row.totalHalalas) === amount,
  );
  return equal?.action?.askedAt ?? null;
}
