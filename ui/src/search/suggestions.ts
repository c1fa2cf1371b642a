/** What the search box offers to complete a filter that is being typed. */
import type { StatusCounts } from "../bridge/types";
import type { Locale } from "../messages";
import { financialStatuses, shippingStatuses } from "../points";
import { namedDays } from "./days";
import { fold } from "./fold";
import {
  conditions,
  type FilterName,
  filterNames,
  meaningsOf,
  nameIn,
  nameOfFilter,
  orderTypes,
  possessions,
  valueIn,
} from "./vocabulary";

/** One line of the list. */
export interface Suggestion {
  readonly filter: FilterName;
  /** The API's word, or the name of a stretch of days; none: the line names the filter alone. */
  readonly word: string | null;
  /** What stands in the box for it. */
  readonly written: string;
  /** The whole text once it is chosen. */
  readonly text: string;
  /** How many orders have it, where that is known. */
  readonly count: number | null;
}

const most = 8;

/** What could be meant by the end of the text. */
export function suggest(
  text: string,
  language: Locale["language"],
  counts: StatusCounts | undefined,
): readonly Suggestion[] {
  const last = /\S*$/.exec(text)?.[0] ?? "";
  const before = text.slice(0, text.length - last.length);
  const colon = last.indexOf(":");
  if (last === "") {
    return [];
  }
  if (colon < 0) {
    return filterNames
      .filter((name) =>
        [name, nameIn("en", name), nameIn("ar", name)].some((known) =>
          fold(known).startsWith(fold(last)),
        ),
      )
      .map((filter) => {
        const written = `${nameIn(language, filter)}:`;
        return { filter, word: null, written, text: before + written, count: null };
      });
  }
  const filter = nameOfFilter(last.slice(0, colon));
  if (filter === undefined) {
    return [];
  }
  const values = last.slice(colon + 1).split(/[,\u060c]/);
  const typed = values.at(-1) ?? "";
  const taken = new Set(values.slice(0, -1).flatMap((value) => meaningsOf(filter, value)));
  const head = before + last.slice(0, last.length - typed.length);
  return valuesOf(filter, counts)
    .filter(([word]) => !taken.has(word))
    .map(([word, count]) => ({ word, count, written: valueIn(language, filter, word) }))
    .filter(
      ({ word, written }) =>
        [word, written].some((known) => fold(known).startsWith(fold(typed))) &&
        // What stands there whole needs no completion.
        fold(written) !== fold(typed),
    )
    .slice(0, most)
    .map(({ word, count, written }) => ({
      filter,
      word,
      written,
      text: `${head}${written} `,
      count,
    }));
}

function valuesOf(
  filter: FilterName,
  counts: StatusCounts | undefined,
): readonly (readonly [string, number | null])[] {
  const counted = (words: readonly string[], list: StatusCounts["financial"] | undefined) =>
    words.map(
      (word) =>
        [
          word,
          list === undefined ? null : (list.find(({ status }) => status === word)?.count ?? 0),
        ] as const,
    );
  switch (filter) {
    case "status":
      return counted(financialStatuses, counts?.financial);
    case "shipping":
      return counted(shippingStatuses, counts?.shipping);
    case "type":
      return orderTypes.map((word) => [word, null]);
    case "created":
    case "changed":
      return namedDays.map((word) => [word, null]);
    case "has":
      return possessions.map((word) => [word, null]);
    case "is":
      return conditions.map((word) => [
        word,
        word === "gone" ? (counts?.gone ?? null) : (counts?.unsettled ?? null),
      ]);
    default:
      return [];
  }
}
