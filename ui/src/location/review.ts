import type { CaseClass, CaseState } from "../bridge/types";

/** Every class of a case, the most urgent first. */
export const caseClasses = [
  "paid_not_in_shop",
  "moving_in_vain",
  "paid_twice",
  "amount_differs",
  "amount_changed",
  "reserved_ageing",
  "unpaid_ageing",
  "paid_in_shop_only",
  "events_ahead",
  "webhook_lost",
  "shipping_not_begun",
  "no_longer_read",
  "gone",
  "number_shared",
  "shipping_code_unsure",
  "status_unclear",
  "no_points_id",
  "points_only",
  "unclassified",
] as const satisfies readonly CaseClass[];

/** Whether a word names a class of a case. */
export function isCaseClass(word: string): word is CaseClass {
  return caseClasses.some((known) => known === word);
}

/** The lists of the review; what is closed is no more. */
export const caseLists = ["open", "snoozed", "explained"] as const satisfies readonly CaseState[];
export type CaseList = (typeof caseLists)[number];

/** Which cases the review shows, as the address keeps it. */
export interface ReviewPlace {
  readonly list: CaseList;
  /** Any of these; empty: all. */
  readonly classes: readonly CaseClass[];
  /** The id of the case that is looked at; none: the first. */
  readonly case: number | null;
}

/** All open cases, the first of them looked at. */
export const wholeReview: ReviewPlace = { list: "open", classes: [], case: null };

/** Reads it from the address. What it does not understand is left out. */
export function readReview(values: URLSearchParams): ReviewPlace {
  const classes = values.getAll("class");
  const list = values.get("cases");
  const id = Number(values.get("case") ?? "");
  return {
    list: caseLists.find((known) => known === list) ?? "open",
    classes: caseClasses.filter((known) => classes.includes(known)),
    case: Number.isSafeInteger(id) && id > 0 ? id : null,
  };
}

/** Writes it into the address; usual values are left out. */
export function writeReview(review: ReviewPlace, values: URLSearchParams): void {
  if (review.list !== "open") {
    values.set("cases", review.list);
  }
  for (const one of review.classes) {
    values.append("class", one);
  }
  if (review.case !== null) {
    values.set("case", String(review.case));
  }
}
