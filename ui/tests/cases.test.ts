import { describe, expect, test } from "vitest";

import type { CaseFact, CaseView } from "../src/bridge/types";
import { caseTones, doOf, stepWords, whatOf, whyValues } from "../src/features/review/case-words";
import { changedFacts, factText, isOtherCase, shopMeaning } from "../src/features/review/facts";
import { begun, broken, ended, heard, noRun } from "../src/features/review/run";
import { snoozedUntil } from "../src/features/review/snooze";
import { formatHalalas, formatShort, formatSpan } from "../src/format";
import { caseClasses, readPlace, wholeReview, writePlace } from "../src/location";
import { initialLocale, type Locale, translator } from "../src/messages";

const now = Date.UTC(2026, 10, 30, 9);

const fact = (kind: CaseFact["kind"], some: Partial<CaseFact> = {}): CaseFact => ({
  kind,
  text: null,
  status: null,
  halalas: null,
  count: null,
  at: null,
  differs: false,
  ...some,
});

const bare: CaseView = {
  id: 1,
  class: "unpaid_ageing",
  state: "open",
  order: null,
  checkout: null,
  since: now - 11_520_000,
  foundAt: now,
  halalas: null,
  differenceHalalas: null,
  readAt: null,
  evidence: { shop: [], events: [], points: [] },
  recommended: "cancel",
  alternatives: [],
  snoozedUntil: null,
  decided: [],
};

describe.each(["en", "ar"] as const)("in %s", (language) => {
  const locale: Locale = { ...initialLocale, language };
  const translate = translator(locale);
  const format = {
    money: (halalas: number) => formatHalalas(locale, halalas),
    amountText: (text: string) => text,
    short: (at: number, present: number) => formatShort(locale, at, present),
    span: (span: number) => formatSpan(translate, span),
  };

  test.each(caseClasses)("%s says what and why, even where almost nothing is known", (one) => {
    const view = { ...bare, class: one };
    const why = translate(`case.${one}.why`, whyValues(translate, format, view, now));
    expect(why.length).toBeGreaterThan(20);
    expect(why).not.toMatch(/undefined|null|NaN|\{/);
    expect(whatOf(translate, format, view, now).length).toBeGreaterThan(3);
    expect(caseTones[one]).toBeDefined();
  });
});

describe("the words of a case", () => {
  const translate = translator(initialLocale);

  test("tell how long it is so where that counts", () => {
    const format = { span: (span: number) => formatSpan(translate, span) };
    expect(whatOf(translate, format, bare, now)).toBe("Unpaid, 3 h 12 min");
    const paid = { ...bare, class: "paid_not_in_shop" } as const;
    expect(whatOf(translate, format, paid, now)).toBe("Paid; shop not updated");
  });

  test("are those of the class where the class has words of its own", () => {
    expect(doOf({ class: "amount_changed", recommended: "cancel" })).toBe(
      "case.amount_changed.do.cancel",
    );
    expect(doOf({ class: "unpaid_ageing", recommended: "cancel" })).toBe("case.do.cancel");
    const paid = { class: "paid_not_in_shop", order: null } as const;
    expect(stepWords(translate, "done_in_shop", paid)).toBe("I marked it paid");
    expect(stepWords(translate, "done_in_shop", bare)).toBe("Done in my shop");
  });

  test("give the shop's word and what it means, once where they are the same", () => {
    const pending = fact("shop_status", { text: "بانتظار الدفع", status: "pending" });
    expect(shopMeaning(translate, pending)).toBe("waiting for money");
    expect(shopMeaning(translate, { ...pending, text: "Paid", status: "paid" })).toBeNull();
    const format = { money: String, short: String, amountText: String };
    const words = factText(translate, format, pending, "shop", null, now);
    expect(words).toBe("بانتظار الدفع");
  });
});

describe("what changed", () => {
  const unpaid = fact("financial", { text: "new", at: now - 60_000 });
  const before = { shop: [], events: [], points: [unpaid, fact("amount", { halalas: 34_800 })] };

  test("is what is said, not when it was read", () => {
    const later = { ...before, points: before.points.map((one) => ({ ...one, at: now })) };
    expect(changedFacts(before, later)).toEqual([]);
    expect(isOtherCase({ ...bare, evidence: before }, { ...bare, evidence: later })).toBe(false);
  });

  test("stands before and after, column by column, with what is new", () => {
    const paid = fact("financial", { text: "captured", at: now });
    const event = fact("event", { text: "captured", at: now });
    const after = { ...before, events: [event], points: [paid, ...before.points.slice(1)] };
    expect(changedFacts(before, after)).toEqual([
      { column: "events", before: null, after: event },
      { column: "points", before: unpaid, after: paid },
    ]);
    expect(isOtherCase({ ...bare, evidence: before }, { ...bare, evidence: after })).toBe(true);
  });
});

describe("putting off", () => {
  test("ends in an hour, or at nine in the morning in Riyadh", () => {
    expect(snoozedUntil("hour", now)).toBe(now + 3_600_000);
    expect(snoozedUntil("tomorrow", now)).toBe(Date.UTC(2026, 11, 1, 6));
    // Half past midnight in Riyadh, and still the day before in UTC.
    expect(snoozedUntil("tomorrow", Date.UTC(2026, 10, 29, 21, 30))).toBe(Date.UTC(2026, 11, 1, 6));
    expect(snoozedUntil("week", now)).toBe(Date.UTC(2026, 11, 7, 6));
  });
});

describe("a run", () => {
  const progress = { phase: "reading", done: 3, total: 9 } as const;

  test("that began by itself is shown, and is nobody's own", () => {
    expect(heard(noRun, progress)).toMatchObject({ progress, isOwn: false });
    expect(heard(begun(), progress)).toMatchObject({ progress, isOwn: true });
    expect(ended()).toEqual(noRun);
  });

  test("that broke off says why, and makes room for the next", () => {
    const failure = { code: "offline", details: {} } as const;
    expect(broken(failure)).toMatchObject({ progress: null, failure });
    expect(heard(broken(failure), progress).failure).toBeNull();
  });
});

test("the address names classes, list and case, and leaves out what is no class", () => {
  expect(readPlace("#/review?class=paid_twice&class=colour&cases=closed&case=-3").review).toEqual({
    ...wholeReview,
    classes: ["paid_twice"],
  });
  const place = readPlace("#/review?class=gone&cases=explained&case=12");
  expect(place.review).toEqual({ list: "explained", classes: ["gone"], case: 12 });
  expect(readPlace(writePlace(place))).toEqual(place);
});
