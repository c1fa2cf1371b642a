import { foldDigits } from "../search/fold";

/** Groups of thousands are optional; at most two decimals. */
const amount = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/;

/** The most halalas that a double counts exactly. */
const most = Number.MAX_SAFE_INTEGER;

/**
 * What a person typed as riyals, in halalas; none where it is no amount with at most two decimals.
 * Digits may be those of any keyboard, with the Arabic decimal sign and the Arabic thousands sign
 * too. Read by its digits, so that no float comes between.
 */
export function readHalalas(text: string): number | null {
  const plain = foldDigits(text.trim())
    .replace(/\u066b/g, ".")
    .replace(/\u066c/g, ",");
  const match = amount.exec(plain);
  if (match === null) {
    return null;
  }
  const fraction = match[1] ?? "";
  const whole = plain.split(".")[0]?.replace(/,/g, "") ?? "";
  const halalas = Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
  return halalas <= most ? halalas : null;
}
