/** The words of the search box's filters, in both languages at once. */
import { initialLocale, type Locale, translator } from "../messages";
import { financialStatuses, shippingStatuses } from "../points";
import { namedDays } from "./days";
import { fold } from "./fold";

/** What can be filtered by. */
export const filterNames = [
  "status",
  "shipping",
  "type",
  "total",
  "created",
  "changed",
  "older",
  "has",
  "is",
] as const;
export type FilterName = (typeof filterNames)[number];

/** The types there are (documentation: orders). */
export const orderTypes = ["earning", "replacing"] as const;

/** What an order can have. */
export const possessions = ["note"] as const;

/** What an order can be, whatever its statuses are. */
export const conditions = ["unsettled", "gone"] as const;

/** Units of an age, the shortest first. */
export const ageUnits = ["m", "h", "d", "w"] as const;
export type AgeUnit = (typeof ageUnits)[number];

type Language = Locale["language"];

const languages: readonly Language[] = ["en", "ar"];
const words = {
  en: translator({ ...initialLocale, language: "en" }),
  ar: translator({ ...initialLocale, language: "ar" }),
};

/** Spaces cannot stand in a filter; how words are joined in it makes no difference. */
function key(text: string): string {
  return fold(text.trim()).replace(/[\s_-]+/g, "-");
}

/** A text as it stands in a filter. */
function joined(text: string): string {
  return text.trim().replace(/\s+/g, "-");
}

/** The name of a filter as people write it. */
export function nameIn(language: Language, name: FilterName): string {
  return words[language](`query.name.${name}`);
}

/** What the values of a filter are called, in one language. */
function labelsIn(language: Language, name: FilterName): readonly (readonly [string, string])[] {
  const translate = words[language];
  switch (name) {
    case "status":
      return [
        ...financialStatuses.map((word) => [word, translate(`money.${word}`)] as const),
        ["approved", translate("money.approvedEarning")],
        ["approved", translate("filter.approved")],
        ["captured", translate("filter.captured")],
      ];
    case "shipping":
      return shippingStatuses.map((word) => [word, translate(`shipping.${word}`)]);
    case "type":
      return orderTypes.map((word) => [word, translate(`type.${word}`)]);
    case "created":
    case "changed":
      return namedDays.map((word) => [word, translate(`query.created.${word}`)]);
    case "has":
      return possessions.map((word) => [word, translate(`query.has.${word}`)]);
    case "is":
      return conditions.map((word) => [word, translate(`query.is.${word}`)]);
    case "older":
      return ageUnits.map((word) => [word, translate(`query.unit.${word}`)]);
    case "total":
      return [];
  }
}

const names = new Map<string, FilterName>(
  filterNames.flatMap((name) => [
    [key(name), name] as const,
    ...languages.map((language) => [key(nameIn(language, name)), name] as const),
  ]),
);

const meanings = new Map(
  filterNames.map((name) => {
    const ofName = new Map<string, Set<string>>();
    const labels = languages.flatMap((language) => labelsIn(language, name));
    for (const [word, label] of [...labels, ...labels.map(([word]) => [word, word] as const)]) {
      const known = ofName.get(key(label)) ?? new Set<string>();
      ofName.set(key(label), known.add(word));
    }
    // The API's own word means itself and nothing else.
    for (const [word] of labels) {
      ofName.set(key(word), new Set([word]));
    }
    return [name, ofName] as const;
  }),
);

/** The filter that a word names. */
export function nameOfFilter(word: string): FilterName | undefined {
  return names.get(key(word));
}

/** What a word means as the value of a filter: the API's words, several where people have one. */
export function meaningsOf(name: FilterName, word: string): readonly string[] {
  return [...(meanings.get(name)?.get(key(word)) ?? [])];
}

/** Whether a value could still become one that is known. */
export function isBeginning(name: FilterName, word: string): boolean {
  return [...(meanings.get(name)?.keys() ?? [])].some((known) => known.startsWith(key(word)));
}

/**
 * How a value is written: in the language's own words, where some mean it and nothing else; those of
 * the filters stand last and say more than those of a row.
 */
export function valueIn(language: Language, name: FilterName, word: string): string {
  const labels = language === "en" ? [] : labelsIn(language, name);
  const isExact = (label: string) => {
    const means = meaningsOf(name, joined(label));
    return means.length === 1 && means[0] === word;
  };
  const own = labels.findLast(([known, label]) => known === word && isExact(label));
  return own === undefined ? word : joined(own[1]);
}
