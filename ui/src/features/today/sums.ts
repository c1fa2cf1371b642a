import type { DayFigures } from "../../bridge/types";

/** A decimal text as the number of a chart; what is copied and shown stays the text. */
export const numberOf = (points: string): number => Number(points);

/** The sum of decimal texts with at most six decimals, exact. */
export function sumOfPoints(texts: readonly string[]): string {
  const sum = texts.reduce((before, text) => before + micropointsOf(text), 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(7, "0");
  const fraction = digits.slice(-6).replace(/0+$/, "");
  return `${sum < 0n ? "-" : ""}${digits.slice(0, -6)}${fraction === "" ? "" : `.${fraction}`}`;
}

function micropointsOf(text: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(6, "0"));
}

/** How often something was not in the sums. */
export const total = (days: readonly DayFigures[], of: (day: DayFigures) => number): number =>
  days.reduce((sum, day) => sum + of(day), 0);

/** SAR as spreadsheets read it: 1250.50. Exact below 2^53 halalas. */
export function plainRiyals(halalas: number): string {
  const sign = halalas < 0 ? "-" : "";
  const digits = String(Math.abs(halalas)).padStart(3, "0");
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
