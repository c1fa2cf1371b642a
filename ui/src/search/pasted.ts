/** Order numbers and uuids in whatever was pasted: a column of a table, a chat message. */
import type { OrderQuery } from "../bridge/types";
import { foldDigits } from "./fold";
import { askedNothing, asksSame, readQuery } from "./query-language";

/** No more are listed at once. */
const most = 5_000;

/** With so few words around it, one number is a search and no list. */
const fewWords = 3;

const uuid = /(?<![\w-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/gi;

/** What has digits and is no number of an order: phones of Saudi Arabia, dates, times, amounts. */
const otherNumbers = [
  /(?<![\w+])(?:\+|00)?9665\d{8}(?!\d)/g,
  /(?<![\w+])(?:\+|00)966[ -]?5\d(?:[ -]?\d){7}(?!\d)/g,
  /(?<!\w)05\d(?:[ -]?\d){7}(?!\d)/g,
  /(?<!\d)\d{4}[-/]\d{1,2}[-/]\d{1,2}(?!\d)/g,
  /(?<!\d)\d{1,2}[-/]\d{1,2}[-/]\d{4}(?!\d)/g,
  /(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)/g,
  /(?<![\w.])[\d,]*\d\.\d{1,2}(?![\w.])/g,
  // A number and then the currency: riyal, SAR.
  /(?<![\w-])[\d,]+\s*(?:sar\b|sr\b|\u0631\u064a\u0627\u0644|\u0631\.\u0633|\ufdfc)/gi,
];

/** Digits, with the letters before them that a shop or Points gives. */
const orderNumber = /(?<![\p{L}\d_-])(?:\p{L}{1,8}[-_]?)?\d{3,}(?:[-_]\d+)*(?![\p{L}\d_-])/gu;

/**
 * The numbers in a text that was pasted, in its order, each once; none where it is rather something
 * to be searched for.
 */
export function pastedNumbers(text: string, now: number): readonly string[] {
  const folded = foldDigits(text);
  if (!asksSame({ ...readQuery(folded, now), search: "" }, askedNothing)) {
    // Filters were copied along with the words.
    return [];
  }
  const found: { readonly at: number; readonly key: string }[] = [];
  const take = (pattern: RegExp, rest: string, isKept: boolean) =>
    rest.replace(pattern, (key, at: number) => {
      if (isKept) {
        found.push({ at, key });
      }
      return " ".repeat(key.length);
    });
  let rest = take(uuid, folded, true);
  for (const pattern of otherNumbers) {
    rest = take(pattern, rest, false);
  }
  take(orderNumber, rest, true);
  const keys = new Set(found.sort((one, other) => one.at - other.at).map(({ key }) => key));
  const words = folded.trim().split(/\s+/).length;
  return keys.size > 1 || (keys.size === 1 && words > fewWords) ? [...keys].slice(0, most) : [];
}

/** A query for exactly these. */
export function listing(query: OrderQuery, listed: readonly string[]): OrderQuery {
  return { ...query, ...askedNothing, unsettled: false, gone: false, listed: [...listed] };
}
