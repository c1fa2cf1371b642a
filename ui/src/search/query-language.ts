/**
 * The text of the search box and what it asks for. Filters are written among the words:
 * `status:authorized total:>500 changed:last-week has:note`; all else is searched for.
 */
import type { OrderQuery } from "../bridge/types";
import type { Locale } from "../messages";
import { type Days, daysOf, namedDays, nameOf, readDays, writeDays } from "./days";
import { foldDigits } from "./fold";
import {
  type AgeUnit,
  ageUnits,
  conditions,
  type FilterName,
  isBeginning,
  meaningsOf,
  nameIn,
  nameOfFilter,
  valueIn,
} from "./vocabulary";

/** The part of a query that the box writes. */
export type Asked = Pick<
  OrderQuery,
  | "search"
  | "financial"
  | "shipping"
  | "types"
  | "totalFrom"
  | "totalTo"
  | "createdFrom"
  | "createdUntil"
  | "olderThan"
  | "changedFrom"
  | "changedUntil"
  | "noted"
  | "unsettled"
  | "gone"
>;

/** Everything. */
export const askedNothing: Asked = {
  search: "",
  financial: [],
  shipping: [],
  types: [],
  totalFrom: null,
  totalTo: null,
  createdFrom: null,
  createdUntil: null,
  olderThan: null,
  changedFrom: null,
  changedUntil: null,
  noted: false,
  unsettled: false,
  gone: false,
};

const unitLengths: Readonly<Record<AgeUnit, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Longer than any query that a person types; the rest is left out. */
const longest = 10_000;

const token = /([^\s:"]+):("[^"]*"?|[^\s"]*)|\S+/gu;

/**
 * What a text asks for. A filter that nobody knows is a plain word. One that is being typed, at
 * the end, asks for nothing yet: else each letter of it would empty the list.
 */
export function readQuery(typed: string, now: number): Asked {
  const text = typed.slice(0, longest);
  const words: string[] = [];
  let asked = askedNothing;
  let hasFilter = false;
  for (const match of text.matchAll(token)) {
    const [whole, word = "", quoted = ""] = match;
    const name = match[1] === undefined ? undefined : nameOfFilter(word);
    const value = quoted.replaceAll('"', "");
    const next = name === undefined ? null : readFilter(asked, name, value, quoted, now);
    const isLast = match.index + whole.length === text.length;
    if (next !== null) {
      asked = next;
      hasFilter = true;
    } else if (name !== undefined && isLast && isUnfinished(name, value)) {
      hasFilter = true;
    } else {
      words.push(whole);
    }
  }
  return { ...asked, search: hasFilter ? words.join(" ") : text };
}

/** The text that asks for it, filters first. */
export function writeQuery(asked: Asked, language: Locale["language"], now: number): string {
  const parts: string[] = [];
  const add = (name: FilterName, value: string) => parts.push(`${nameIn(language, name)}:${value}`);
  const list = (name: FilterName, values: readonly string[]) => {
    if (values.length > 0) {
      const isKnown = values.every((value) => isCode(value) || meaningsOf(name, value).length > 0);
      const write = (value: string) =>
        isCode(value) ? value.replace(":", "-") : valueIn(language, name, value);
      add(name, isKnown ? values.map(write).join(",") : `"${values.join(",")}"`);
    }
  };
  list("status", asked.financial);
  list("shipping", asked.shipping);
  list("type", asked.types);
  if (asked.totalFrom !== null || asked.totalTo !== null) {
    add("total", writeTotal(asked.totalFrom, asked.totalTo));
  }
  const days = (name: "created" | "changed", stretch: Days) => {
    if (stretch.from !== null || stretch.until !== null) {
      const named = nameOf(stretch, now);
      add(name, named === undefined ? writeDays(stretch) : valueIn(language, name, named));
    }
  };
  days("created", { from: asked.createdFrom, until: asked.createdUntil });
  days("changed", { from: asked.changedFrom, until: asked.changedUntil });
  if (asked.olderThan !== null) {
    add("older", writeAge(language, asked.olderThan));
  }
  list("has", asked.noted ? ["note"] : []);
  list(
    "is",
    conditions.filter((condition) => asked[condition]),
  );
  return [...parts, ...(asked.search === "" ? [] : [asked.search])].join(" ");
}

/** Whether two ask for the same, whatever the order of their values. */
export function asksSame(one: Asked, other: Asked): boolean {
  const shape = (asked: Asked) =>
    JSON.stringify([
      asked.search.trim().replace(/\s+/g, " "),
      sorted(asked.financial),
      sorted(asked.shipping),
      sorted(asked.types),
      asked.totalFrom,
      asked.totalTo,
      asked.createdFrom,
      asked.createdUntil,
      asked.olderThan,
      asked.changedFrom,
      asked.changedUntil,
      asked.noted,
      asked.unsettled,
      asked.gone,
    ]);
  return shape(one) === shape(other);
}

function sorted(words: readonly string[]): readonly string[] {
  return [...words].sort((one, other) => (one < other ? -1 : 1));
}

function readFilter(
  asked: Asked,
  name: FilterName,
  value: string,
  written: string,
  now: number,
): Asked | null {
  switch (name) {
    case "status":
      return withWords(asked, "financial", readWords(name, written));
    case "shipping":
      return withWords(asked, "shipping", readWords(name, written));
    case "type":
      return withWords(asked, "types", readWords(name, written));
    case "total":
      return readTotal(asked, foldDigits(value));
    case "created": {
      const days = readStretch(name, value, now);
      return days && { ...asked, createdFrom: days.from, createdUntil: days.until };
    }
    case "changed": {
      const days = readStretch(name, value, now);
      return days && { ...asked, changedFrom: days.from, changedUntil: days.until };
    }
    case "has":
      return readKnown(name, value) && { ...asked, noted: true };
    case "is": {
      const known = readKnown(name, value);
      return (
        known && {
          ...asked,
          unsettled: asked.unsettled || known.includes("unsettled"),
          gone: asked.gone || known.includes("gone"),
        }
      );
    }
    case "older": {
      const match = /^(\d{1,6})(\D+)$/.exec(foldDigits(value));
      const [unit] = ageUnits.filter((unit) => meaningsOf(name, match?.[2] ?? "").includes(unit));
      return match === null || unit === undefined || Number(match[1]) === 0
        ? null
        : { ...asked, olderThan: Number(match[1]) * unitLengths[unit] };
    }
  }
}

/** Days by their name or their dates. */
function readStretch(name: "created" | "changed", value: string, now: number): Days | null {
  const [named] = namedDays.filter((day) => meaningsOf(name, value).includes(day));
  return named === undefined ? readDays(foldDigits(value)) : daysOf(named, now);
}

/** Words with commas between, each of which is known; else none. */
function readKnown(name: "has" | "is", value: string): readonly string[] | null {
  const words = value.split(/[,\u060c]/).map((word) => meaningsOf(name, word));
  return words.some((known) => known.length === 0) ? null : words.flat();
}

/** Words with commas between. In quotes stands what Points calls a status that we have no word for. */
function readWords(name: FilterName, written: string): readonly string[] | null {
  const isQuoted = written.startsWith('"');
  const words = written
    .replaceAll('"', "")
    .split(isQuoted ? "," : /[,\u060c]/)
    .map((word) => {
      const known = meaningsOf(name, word);
      if (known.length > 0) {
        return known;
      }
      const code = /^code[:-](-?\d+)$/i.exec(foldDigits(word))?.[1];
      if (name === "shipping" && code !== undefined) {
        return [`code:${code}`];
      }
      return isQuoted ? [word] : null;
    });
  const unknown = words.includes(null) || written === "";
  return unknown ? null : words.flatMap((known) => known ?? []);
}

/** A number of Points whose word was not learnt. */
function isCode(value: string): boolean {
  return /^code:-?\d+$/.test(value);
}

function withWords(
  asked: Asked,
  list: "financial" | "shipping" | "types",
  words: readonly string[] | null,
): Asked | null {
  return words && { ...asked, [list]: [...new Set([...asked[list], ...words])] };
}

function readTotal(asked: Asked, value: string): Asked | null {
  const match = /^([<>]=?)?(\d{1,12}(?:\.\d{1,2})?)$/.exec(value);
  const between = /^(\d{1,12}(?:\.\d{1,2})?)-(\d{1,12}(?:\.\d{1,2})?)$/.exec(value);
  if (between !== null) {
    return { ...asked, totalFrom: halalas(between[1]), totalTo: halalas(between[2]) };
  }
  if (match === null) {
    return null;
  }
  const amount = halalas(match[2]);
  switch (match[1]) {
    case ">":
      return { ...asked, totalFrom: amount + 1 };
    case ">=":
      return { ...asked, totalFrom: amount };
    case "<":
      return amount === 0 ? null : { ...asked, totalTo: amount - 1 };
    case "<=":
      return { ...asked, totalTo: amount };
    default:
      return { ...asked, totalFrom: amount, totalTo: amount };
  }
}

/** Riyals as a text of whole halalas, so that no float comes between. */
function halalas(text = "0"): number {
  const [riyals = "0", rest = ""] = text.split(".");
  return Number(riyals) * 100 + Number(rest.padEnd(2, "0"));
}

function riyals(amount: number): string {
  const rest = amount % 100;
  const whole = String(Math.floor(amount / 100));
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(2, "0")}`;
}

function writeTotal(from: number | null, to: number | null): string {
  if (from !== null && to !== null) {
    return from === to ? riyals(from) : `${riyals(from)}-${riyals(to)}`;
  }
  if (from !== null) {
    return from % 100 === 1 ? `>${riyals(from - 1)}` : `>=${riyals(from)}`;
  }
  const last = to ?? 0;
  return last % 100 === 99 ? `<${riyals(last + 1)}` : `<=${riyals(last)}`;
}

function writeAge(language: Locale["language"], age: number): string {
  const unit =
    [...ageUnits].reverse().find((candidate) => age % unitLengths[candidate] === 0) ?? "m";
  const count = Math.max(1, Math.round(age / unitLengths[unit]));
  return `${count}${valueIn(language, "older", unit)}`;
}

/** Whether more letters could make it a filter. */
function isUnfinished(name: FilterName, value: string): boolean {
  const last = value.split(/[,\u060c]/).at(-1) ?? "";
  switch (name) {
    case "total":
      return /^(?:[<>]=?)?(?:\d+(?:\.\d{0,2})?)?-?(?:\d+\.?)?$/.test(foldDigits(value));
    case "created":
    case "changed":
      return isBeginning(name, value) || /^[\d-]*(?:\.{1,2}[\d-]*)?$/.test(foldDigits(value));
    case "older":
      return /^\d*$/.test(foldDigits(value));
    default:
      return isBeginning(name, last) || (name === "shipping" && /^code-?$/i.test(last));
  }
}
