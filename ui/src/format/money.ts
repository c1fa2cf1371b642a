import { type Locale, tagOf } from "../messages";

const formats = new Map<string, Intl.NumberFormat>();

function decimalFormat(locale: Locale, digits: number): Intl.NumberFormat {
  const tag = tagOf(locale);
  const key = `${tag}|${digits}`;
  const known = formats.get(key);
  if (known !== undefined) {
    return known;
  }
  const format = new Intl.NumberFormat(tag, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(key, format);
  return format;
}

/** A whole number with the locale's digits and groups. */
export function formatCount(locale: Locale, count: number): string {
  return decimalFormat(locale, 0).format(count);
}

/** A number in few letters, for the lines of a chart: 12K. */
export function formatBrief(locale: Locale, value: number): string {
  const key = `${tagOf(locale)}|brief`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(tagOf(locale), { notation: "compact", maximumFractionDigits: 1 });
  formats.set(key, format);
  return format.format(value);
}

/** How much of a whole there is, in whole hundredths: 43%. All of it only where nothing lacks. */
export function formatShare(locale: Locale, part: number, whole: number): string {
  const key = `${tagOf(locale)}|share`;
  const format = formats.get(key) ?? new Intl.NumberFormat(tagOf(locale), { style: "percent" });
  formats.set(key, format);
  const share = whole <= 0 ? 0 : Math.floor(Math.min(1, part / whole) * 100) / 100;
  return format.format(share);
}

/** Halalas as riyals with two decimals. Exact below 2^53 halalas, which is 90 trillion riyals. */
export function formatHalalas(locale: Locale, halalas: number): string {
  return decimalFormat(locale, 2).format(halalas / 100);
}

/**
 * A decimal text as received (points, prices that are no whole halalas), with the locale's digits
 * and groups and not one decimal more or fewer. A text that is no plain decimal is given back.
 */
export function formatDecimalText(locale: Locale, text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  const whole = match?.[2];
  if (match === null || whole === undefined) {
    return text;
  }
  const fraction = match[3] ?? "";
  const format = decimalFormat(locale, fraction.length);
  const sign = match[1] === "-" ? "-" : "";
  const grouped = decimalFormat(locale, 0).format(BigInt(whole));
  if (fraction === "") {
    return sign + grouped;
  }
  const decimalSign = format.formatToParts(0).find((part) => part.type === "decimal")?.value ?? ".";
  return sign + grouped + decimalSign + localDigits(locale, fraction);
}

/** The same digits in the locale's script; everything else stays. */
export function localDigits(locale: Locale, text: string): string {
  if (locale.digits === "latin") {
    return text;
  }
  return text.replace(/\d/g, (digit) => String.fromCodePoint(0x0660 + Number(digit)));
}

/**
 * Points with at most two decimals, rounded half up, and none that say nothing. What Points sends
 * may be a printed float (`2384.9999999999995`); show the text as received beside it.
 */
export function formatPoints(locale: Locale, text: string): string {
  return formatDecimalText(locale, roundedText(text.trim()).replace(/\.0+$/, ""));
}

/**
 * An amount as received. A printed float next to a whole halala (`150.49999999999997`) is shown as
 * that halala, as the desk reads it; any other text keeps every digit.
 */
export function formatAmountText(locale: Locale, text: string): string {
  const rounded = roundedText(text.trim());
  return rounded !== text.trim() && Math.abs(Number(text) - Number(rounded)) <= 1e-8
    ? formatDecimalText(locale, rounded)
    : formatDecimalText(locale, text);
}

/** A decimal text cut to two decimals by its digits, so that no float comes between. */
function roundedText(text: string): string {
  const match = /^(-?)(\d+)\.(\d{2})(\d)\d*$/.exec(text);
  if (match === null) {
    return text;
  }
  const [, sign = "", whole = "", kept = "", next = ""] = match;
  const hundredths = BigInt(whole + kept) + (next >= "5" ? 1n : 0n);
  const digits = hundredths.toString().padStart(3, "0");
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
