/** From what a person typed of a purchase to what is asked for, or what is wrong with it: pure. */
import type { PurchaseRequest } from "../../bridge/types";
import { readHalalas } from "../../format";
import { vatWithin } from "../../points";
import { foldDigits } from "../../search";

/** What can be made of a purchase. */
export type PurchaseKind = "earning" | "checkout";

/** One line as typed. */
export interface LineDraft {
  /** It stays the same while lines come and go. */
  readonly id: number;
  readonly name: string;
  readonly quantity: string;
  readonly price: string;
}

/** A purchase as typed. */
export interface Draft {
  readonly orderNumber: string;
  readonly phone: string;
  readonly customerName: string;
  readonly lines: readonly LineDraft[];
  readonly shipping: string;
  readonly discount: string;
  /** What is paid in all, where no line tells it. */
  readonly total: string;
  readonly hasVat: boolean;
}

export const emptyLine = (id: number): LineDraft => ({ id, name: "", quantity: "1", price: "" });

export const emptyDraft: Draft = {
  orderNumber: "",
  phone: "",
  customerName: "",
  lines: [emptyLine(0)],
  shipping: "",
  discount: "",
  total: "",
  hasVat: true,
};

/** The longest name of a customer that Points takes, in characters. */
export const longestCustomerName = 255;

/** The most pieces of a line. */
const mostPieces = 100_000;

/** What is wrong with a field. `missing` is said once somebody tries to go on. */
export type FieldFault = "missing" | "unreadable" | "notPositive";

export interface LineFaults {
  readonly name: FieldFault | null;
  readonly quantity: FieldFault | null;
  readonly price: FieldFault | null;
}

export interface Faults {
  readonly orderNumber: FieldFault | null;
  readonly phone: FieldFault | null;
  /** By the id of the line. */
  readonly lines: ReadonlyMap<number, LineFaults>;
  readonly shipping: FieldFault | null;
  readonly discount: FieldFault | null;
  readonly total: FieldFault | null;
}

/** A whole number of pieces, in the digits of any keyboard. */
export function readQuantity(text: string): number | null {
  const digits = foldDigits(text.trim());
  const pieces = /^\d{1,6}$/.test(digits) ? Number(digits) : 0;
  return pieces >= 1 && pieces <= mostPieces ? pieces : null;
}

/** A line in which nothing is typed is none. */
export function isFilled({ name, price }: LineDraft): boolean {
  return name.trim() !== "" || price.trim() !== "";
}

/** Nothing typed is nothing; none where it is no amount. */
function readOptional(text: string): number | null {
  return text.trim() === "" ? 0 : readHalalas(text);
}

/** Whether the lines say what is paid in all. */
export function tellTotal({ lines }: Draft): boolean {
  return lines.some(isFilled);
}

/** What is paid in all, halalas; none as long as it cannot be told. */
export function totalOf(draft: Draft): number | null {
  if (!tellTotal(draft)) {
    return readHalalas(draft.total);
  }
  const shipping = readOptional(draft.shipping);
  const discount = readOptional(draft.discount);
  const lines = draft.lines.filter(isFilled).map(({ price, quantity }) => {
    const halalas = readHalalas(price);
    const pieces = readQuantity(quantity);
    return halalas === null || pieces === null ? null : halalas * pieces;
  });
  if (shipping === null || discount === null) {
    return null;
  }
  const sum = lines.reduce<number | null>(
    (all, line) => (all === null || line === null ? null : all + line),
    shipping - discount,
  );
  return sum !== null && Number.isSafeInteger(sum) ? sum : null;
}

/** What is wrong. `phone` is the number as the desk reads it: none where it is no mobile number. */
export function faultsOf(kind: PurchaseKind, draft: Draft, phone: string | null): Faults {
  const isEarning = kind === "earning";
  const only = isEarning && !tellTotal(draft) ? draft.lines[0] : undefined;
  const lines = new Map(
    draft.lines
      .filter((line) => isFilled(line) || line === only)
      .map((line) => [line.id, lineFaults(line)]),
  );
  return {
    orderNumber: draft.orderNumber.replace(/^\s*#/, "").trim() === "" ? "missing" : null,
    phone:
      draft.phone.trim() === ""
        ? isEarning
          ? "missing"
          : null
        : phone === null
          ? "unreadable"
          : null,
    lines,
    shipping: readOptional(draft.shipping) === null ? "unreadable" : null,
    discount: readOptional(draft.discount) === null ? "unreadable" : null,
    total: totalFault(draft, isEarning),
  };
}

function lineFaults({ name, quantity, price }: LineDraft): LineFaults {
  return {
    name: name.trim() === "" ? "missing" : null,
    quantity: readQuantity(quantity) === null ? "unreadable" : null,
    price: price.trim() === "" ? "missing" : readHalalas(price) === null ? "unreadable" : null,
  };
}

function totalFault(draft: Draft, isEarning: boolean): FieldFault | null {
  const total = totalOf(draft);
  if (tellTotal(draft)) {
    // What cannot be added up is marked where it is typed.
    return total !== null && total <= 0 ? "notPositive" : null;
  }
  if (isEarning || draft.total.trim() === "") {
    return isEarning ? null : "missing";
  }
  return total === null ? "unreadable" : total === 0 ? "notPositive" : null;
}

/** Whether nothing is wrong. */
export function isSound({ lines, ...others }: Faults): boolean {
  return (
    Object.values(others).every((fault) => fault === null) &&
    [...lines.values()].every((line) => Object.values(line).every((fault) => fault === null))
  );
}

/** What is asked for; none as long as it cannot be told. */
export function requestOf(kind: PurchaseKind, draft: Draft, token: string): PurchaseRequest | null {
  const totalHalalas = totalOf(draft);
  if (totalHalalas === null) {
    return null;
  }
  return {
    token,
    kind,
    orderNumber: foldDigits(draft.orderNumber.replace(/^\s*#/, "").trim()),
    phone: textOrNone(draft.phone),
    customerName: textOrNone(draft.customerName),
    lines: draft.lines.filter(isFilled).map(({ name, price, quantity }) => ({
      name: name.trim(),
      priceHalalas: readHalalas(price) ?? 0,
      quantity: readQuantity(quantity) ?? 1,
    })),
    totalHalalas,
    shippingHalalas: amountOrNone(draft.shipping),
    taxHalalas: draft.hasVat ? vatWithin(totalHalalas) : null,
    discountHalalas: amountOrNone(draft.discount),
    city: null,
    addressLine: null,
  };
}

function textOrNone(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === "" ? null : trimmed;
}

function amountOrNone(text: string): number | null {
  return text.trim() === "" ? null : readHalalas(text);
}
