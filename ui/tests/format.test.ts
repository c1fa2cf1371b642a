import { describe, expect, test } from "vitest";

import { callSentence } from "../src/features/order/call-sentence";
import { indentJson } from "../src/features/order/json-viewer";
import { scrollScale } from "../src/features/orders/scroll";
import {
  formatAgo,
  formatAmountText,
  formatBriefAgo,
  formatClock,
  formatDay,
  formatDecimalText,
  formatExact,
  formatHalalas,
  formatPoints,
  formatShort,
  formatSpan,
} from "../src/format";
import { everyOrder, readPlace, wholeLog, wholeReview, writePlace } from "../src/location";
import { initialLocale, type Locale, translator } from "../src/messages";
import { buildOrders } from "./preview/fixtures";

const english: Locale = initialLocale;
const arabic: Locale = { language: "ar", digits: "latin", calendar: "gregorian" };
const arabicDigits: Locale = { ...arabic, digits: "arabic" };
// 09:05:30 in Riyadh on Monday, 23 November 2026.
const at = Date.UTC(2026, 10, 23, 6, 5, 30);

describe("money", () => {
  test("is halalas as riyals with two decimals", () => {
    expect(formatHalalas(english, 125_000)).toBe("1,250.00");
    expect(formatHalalas(english, 5)).toBe("0.05");
    expect(formatHalalas(arabic, 125_000)).toBe("1,250.00");
    expect(formatHalalas(arabicDigits, 125_000)).toBe("١٬٢٥٠٫٠٠");
  });
  test("keeps every digit of a text that is no whole number of halalas", () => {
    expect(formatDecimalText(english, "150.49999999999997")).toBe("150.49999999999997");
    expect(formatDecimalText(english, "12345678901234567890.5")).toBe(
      "12,345,678,901,234,567,890.5",
    );
    expect(formatDecimalText(arabicDigits, "150.499")).toBe("١٥٠٫٤٩٩");
    expect(formatDecimalText(english, "-7.50")).toBe("-7.50");
  });
  test("gives back what is no decimal", () => {
    expect(formatDecimalText(english, "1e3")).toBe("1e3");
    expect(formatDecimalText(english, "")).toBe("");
  });
  test("drops decimals of points that say nothing, and only those", () => {
    expect(formatPoints(english, "9350.0")).toBe("9,350");
    expect(formatPoints(english, "9350.50")).toBe("9,350.50");
  });
  test.each([
    ["2384.9999999999995", "2,385"],
    ["4259.999999999999", "4,260"],
    ["752.505", "752.51"],
    ["752.504999", "752.50"],
    ["0.004", "0"],
    ["99999999999999999999.999", "100,000,000,000,000,000,000"],
    ["-2384.9999999999995", "-2,385"],
  ])("rounds the points %s by their digits", (text, shown) => {
    expect(formatPoints(english, text)).toBe(shown);
  });
  test("rounds an amount only where it is a printed float of a whole halala", () => {
    expect(formatAmountText(english, "150.49999999999997")).toBe("150.50");
    expect(formatAmountText(arabicDigits, "150.49999999999997")).toBe("١٥٠٫٥٠");
    expect(formatAmountText(english, "150.499")).toBe("150.499");
    expect(formatAmountText(english, "150.5")).toBe("150.5");
  });
});

describe("times", () => {
  test("are those of Riyadh, whatever this machine's zone", () => {
    expect(formatClock(english, at)).toBe("09:05");
    expect(formatClock(arabic, at)).toBe("9:05 ص");
  });
  test("are as short as is clear", () => {
    const day = 86_400_000;
    expect(formatShort(english, at, at + 3_600_000)).toBe("09:05");
    expect(formatShort(english, at, at + 2 * day)).toBe("23 Nov, 09:05");
    expect(formatShort(english, at, at + 60 * day)).toBe("23 Nov 2026");
    expect(formatDay(english, at, at + 2 * day)).toBe("23 Nov");
    expect(formatDay(english, at, at)).toBe("09:05");
  });
  test("follow the calendar that was chosen", () => {
    expect(formatExact({ ...english, calendar: "umm_al_qura" }, at)).toContain("1448");
    expect(formatExact(english, at)).toContain("2026");
    expect(formatExact(arabicDigits, at)).toContain("٢٠٢٦");
  });
});

describe("ages", () => {
  const inEnglish = translator(english);
  const inArabic = translator(arabic);
  test.each([
    [-5_000, "0 s", "لحظات"],
    [12_000, "12 s", "12 ثانية"],
    [120_000, "2 min", "دقيقتين"],
    [11_520_000, "3 h 12 min", "3 ساعات و12 دقيقة"],
    [3_600_000, "1 h", "ساعة"],
    [172_800_000, "2 days", "يومين"],
  ])("%i ms", (span, words, arabicWords) => {
    expect(formatSpan(inEnglish, span)).toBe(words);
    expect(formatSpan(inArabic, span)).toBe(arabicWords);
  });

  test("say now instead of no seconds", () => {
    expect(formatBriefAgo(inEnglish, 0)).toBe("just now");
    expect(formatAgo(inEnglish, -400)).toBe("just now");
    expect(formatAgo(inArabic, 999)).toBe("الآن");
    expect(formatBriefAgo(inEnglish, 12_000)).toBe("12 s ago");
    expect(formatAgo(inArabic, 12_000)).toBe("قبل 12 ثانية");
  });
});

describe("the place", () => {
  test("is read as it was written", () => {
    const place = {
      screen: "review" as const,
      order: "3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d",
      query: {
        search: "عسل & dates #1",
        financial: ["new", "authorized"],
        shipping: ["code:9", ""],
        types: ["replacing"],
        totalFrom: 0,
        totalTo: 50_000,
        createdFrom: at - 86_400_000,
        createdUntil: null,
        olderThan: 3_600_000,
        changedFrom: null,
        changedUntil: 1_764_000_000_000,
        noted: true,
        unsettled: true,
        listed: ["10482", "PT-1002"],
        gone: true,
        sort: "total" as const,
        ascending: true,
      },
      view: 3,
      columns: ["number", "metadata:cart.id"],
      log: {
        side: "in" as const,
        about: "104",
        kinds: ["shipping" as const, "refund" as const],
        states: ["needs_person" as const],
        person: "نورة",
        days: "2026-11-01..2026-11-05",
        answers: true,
      },
      review: {
        list: "snoozed" as const,
        classes: ["paid_twice" as const, "unpaid_ageing" as const],
        case: 34,
      },
      action: 9_012,
      stage: "undecided" as const,
      file: 71,
      imported: 812,
      webhooks: "closed" as const,
    };
    expect(readPlace(writePlace(place))).toEqual(place);
  });
  test("is today, with every order, when the address says nothing or nonsense", () => {
    const usual = {
      screen: "today",
      order: null,
      query: everyOrder,
      view: null,
      columns: null,
      log: wholeLog,
      review: wholeReview,
      action: null,
      stage: "pack",
      file: null,
      imported: null,
      webhooks: "closed",
    };
    expect(readPlace("")).toEqual(usual);
    expect(readPlace("#/nowhere?sort=colour")).toEqual(usual);
  });
});

describe("what to say on the phone", () => {
  const orders = buildOrders(200, at).map(({ row }) => row);
  const paid = orders.find(
    (row) => row.financialStatus === "captured" && row.shipping.word === "delivered",
  );
  test("is one plain sentence in the caller's language", () => {
    if (paid === undefined) {
      throw new Error("the fixtures have a delivered order");
    }
    const row = { ...paid, orderNumber: "10482", totalHalalas: 34_800 };
    expect(callSentence(row, english)).toBe(
      "Your order 10482 for 348.00 riyals: it is paid. It has been delivered.",
    );
    expect(callSentence(row, arabic)).toBe(
      "طلبك رقم 10482 بمبلغ 348.00 ريال: تم دفعه، وقد تم تسليمه.",
    );
  });
  test("says nothing of a parcel that will not be sent", () => {
    for (const row of orders.filter(
      (order) => order.financialStatus === "new" && order.presence === "known",
    )) {
      expect(callSentence(row, english)).toMatch(/it has not been paid yet\.$/);
    }
  });
  test("promises nothing where the status is unknown", () => {
    const row = {
      ...orders[0],
      financialStatus: "on_hold_review",
      shipping: { ...orders[0]?.shipping, word: null },
    };
    expect(callSentence(row as never, english)).toMatch(
      /we are still waiting to hear about the payment\.$/,
    );
  });
});

describe("raw JSON", () => {
  test("is indented without touching one digit", () => {
    const text = '{"a":150.49999999999997,"b":[1,{"c":"x{,\\"}"}],"d":{},"e":[]}';
    const shown = indentJson(text);
    expect(shown).toContain('"a": 150.49999999999997');
    expect(shown).toContain('"c": "x{,\\"}"');
    expect(shown).toContain('"d": {}');
    expect(JSON.parse(shown)).toEqual(JSON.parse(text));
  });
  test("stays whole when it is no JSON", () => {
    expect(indentJson("cut off {").replaceAll(/\s/g, "")).toBe("cutoff{");
  });
});

describe("a list higher than an element can be", () => {
  test("is laid over the scroll bar so that its end is reached", () => {
    const { height, scale } = scrollScale(10_000_000, 36, 700);
    expect(height).toBeLessThan(33_000_000);
    expect((height - 700) * scale).toBeCloseTo(10_000_000 * 36 - 700, 0);
    expect(scrollScale(3_000, 36, 700)).toEqual({ height: 108_000, scale: 1 });
  });
});
