/** The facts of a case in words, and which of them changed: pure. */
import type { CaseEvidence, CaseFact, CaseView } from "../../bridge/types";
import type { Format } from "../../format";
import type { Translate } from "../../messages";
import { financialWord, shippingWord } from "../../points";

/** Who says so. */
export const columns = [
  "shop",
  "events",
  "points",
] as const satisfies readonly (keyof CaseEvidence)[];
export type Column = (typeof columns)[number];

/** What a fact says, as text; what it is about stands beside it. */
export function factText(
  translate: Translate,
  format: Pick<Format, "money" | "short" | "amountText">,
  fact: CaseFact,
  column: Column,
  orderType: string | null,
  now: number,
): string {
  const none = translate("value.none");
  switch (fact.kind) {
    case "nothing":
      return nothingText(translate, format, fact, column, now);
    case "shop_status":
      return fact.text ?? shopMeaning(translate, fact) ?? translate("case.fact.noStatus");
    case "financial":
      return financialWord(translate, fact.text, orderType);
    case "shipping":
      return shippingWord(translate, fact.text);
    case "amount":
      return amountText(format, fact) ?? none;
    case "opened":
      return fact.at === null ? none : format.short(fact.at, now);
    case "event":
      return fact.text ?? none;
    case "count":
      return translate("case.fact.times", { count: fact.count ?? 0 });
    case "other":
      return fact.text ?? none;
    case "gone":
      return translate("case.fact.isGone");
  }
}

/** An amount: exact where it is one, as received where it is not. */
function amountText(
  format: Pick<Format, "money" | "amountText">,
  { halalas, text }: CaseFact,
): string | null {
  return halalas === null
    ? text === null
      ? null
      : format.amountText(text)
    : format.money(halalas);
}

/** Why a column is empty. */
function nothingText(
  translate: Translate,
  format: Pick<Format, "short">,
  { at }: CaseFact,
  column: Column,
  now: number,
): string {
  if (column !== "events") {
    return translate(`case.nothing.${column}`);
  }
  // Since when notices are taken over at all.
  return at === null
    ? translate("case.nothing.noInbox")
    : translate("case.nothing.events", { time: format.short(at, now) });
}

/** What else is told beside a notice or another order: how much, the shop's status, since when. */
export function besides(
  translate: Translate,
  format: Pick<Format, "money" | "short">,
  { kind, halalas, status, at }: CaseFact,
  now: number,
): readonly string[] {
  if (kind !== "event" && kind !== "other") {
    return [];
  }
  return [
    ...(halalas === null ? [] : [format.money(halalas)]),
    ...(status === null ? [] : [translate(`case.shopStatus.${status}`)]),
    ...(kind === "other" && at !== null ? [format.short(at, now)] : []),
  ];
}

/** What the shop's own word for a status means, where that is not the word itself. */
export function shopMeaning(translate: Translate, { text, status }: CaseFact): string | null {
  const meaning = status === null ? null : translate(`case.shopStatus.${status}`);
  return meaning?.toLowerCase() === text?.toLowerCase() ? null : meaning;
}

/** A fact that is other than it was. */
export interface ChangedFact {
  readonly column: Column;
  /** None: it is new. */
  readonly before: CaseFact | null;
  /** None: it is no longer so. */
  readonly after: CaseFact | null;
}

/** Whether two facts say the same; when it was read or written is no part of that. */
function isSame(one: CaseFact, other: CaseFact): boolean {
  const says = ({ kind, text, status, halalas, count, at }: CaseFact) =>
    JSON.stringify([kind, text, status, halalas, count, isItsTime(kind) ? at : null]);
  return says(one) === says(other);
}

/** Whether the time of such a fact is what it says, and not when somebody said it. */
function isItsTime(kind: CaseFact["kind"]): boolean {
  return kind === "opened" || kind === "event" || kind === "other";
}

/** What changed in the evidence, column by column. */
export function changedFacts(before: CaseEvidence, after: CaseEvidence): readonly ChangedFact[] {
  return columns.flatMap((column) => {
    const gone = before[column].filter(
      (fact) => !after[column].some((other) => isSame(fact, other)),
    );
    const come = after[column].filter(
      (fact) => !before[column].some((other) => isSame(fact, other)),
    );
    // Facts of one kind are the same thing before and after.
    const pairs = gone.map((fact): ChangedFact => {
      const place = come.findIndex(({ kind }) => kind === fact.kind);
      const after = place < 0 ? null : (come.splice(place, 1)[0] ?? null);
      return { column, before: fact, after };
    });
    return [...pairs, ...come.map((fact): ChangedFact => ({ column, before: null, after: fact }))];
  });
}

/** Whether the case is another one than the person saw. */
export function isOtherCase(before: CaseView, after: CaseView): boolean {
  return (
    before.class !== after.class ||
    before.state !== after.state ||
    changedFacts(before.evidence, after.evidence).length > 0
  );
}
