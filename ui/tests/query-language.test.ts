import { describe, expect, test } from "vitest";

import { type Asked, askedNothing, asksSame, readQuery, suggest, writeQuery } from "../src/search";

/** Wednesday 25 November 2026, 12:00 in Riyadh. */
const now = Date.UTC(2026, 10, 25, 9);
const day = 86_400_000;
const riyadh = (month: number, date: number) => Date.UTC(2026, month - 1, date) - 3 * 3_600_000;
const asked = (some: Partial<Asked>): Asked => ({ ...askedNothing, ...some });

describe("the language of the search box", () => {
  test.each<[string, Partial<Asked>]>([
    ["تمر سكري", { search: "تمر سكري" }],
    ["status:authorized oud", { financial: ["authorized"], search: "oud" }],
    ["oud Status:Reserved oil", { financial: ["authorized"], search: "oud oil" }],
    ["status:paid", { financial: ["approved", "captured"] }],
    ["status:new,authorized status:new", { financial: ["new", "authorized"] }],
    ['status:"on_hold_review"', { financial: ["on_hold_review"] }],
    ["shipping:on-the-way,code-3", { shipping: ["delivery_is_in_progress", "code:3"] }],
    ["type:replacing", { types: ["replacing"] }],
    ["total:>500", { totalFrom: 50_001 }],
    ["total:>=500", { totalFrom: 50_000 }],
    ["total:<0.5", { totalTo: 49 }],
    ["total:100-200.25", { totalFrom: 10_000, totalTo: 20_025 }],
    ["total:89.50", { totalFrom: 8_950, totalTo: 8_950 }],
    ["created:today", { createdFrom: riyadh(11, 25), createdUntil: riyadh(11, 26) }],
    ["created:yesterday", { createdFrom: riyadh(11, 24), createdUntil: riyadh(11, 25) }],
    ["created:last-week", { createdFrom: riyadh(11, 15), createdUntil: riyadh(11, 22) }],
    ["created:this_month", { createdFrom: riyadh(11, 1), createdUntil: riyadh(12, 1) }],
    ["created:last-month", { createdFrom: riyadh(10, 1), createdUntil: riyadh(11, 1) }],
    [
      "created:2026-11-01..2026-11-20",
      { createdFrom: riyadh(11, 1), createdUntil: riyadh(11, 21) },
    ],
    ["created:2026-11-03", { createdFrom: riyadh(11, 3), createdUntil: riyadh(11, 4) }],
    ["created:..2026-11-03", { createdUntil: riyadh(11, 4) }],
    ["older:2d", { olderThan: 2 * day }],
    ["older:90m", { olderThan: 5_400_000 }],
    ["changed:today", { changedFrom: riyadh(11, 25), changedUntil: riyadh(11, 26) }],
    [
      "changed:last_month oud",
      { changedFrom: riyadh(10, 1), changedUntil: riyadh(11, 1), search: "oud" },
    ],
    ["changed:2026-11-03..", { changedFrom: riyadh(11, 3) }],
    [
      "created:today changed:yesterday",
      {
        createdFrom: riyadh(11, 25),
        createdUntil: riyadh(11, 26),
        changedFrom: riyadh(11, 24),
        changedUntil: riyadh(11, 25),
      },
    ],
    ["has:note", { noted: true }],
    ["is:unsettled oud", { unsettled: true, search: "oud" }],
    ["is:gone has:Note", { gone: true, noted: true }],
    ["is:unsettled,gone", { unsettled: true, gone: true }],
    ["التغيير:هذا-الشهر", { changedFrom: riyadh(11, 1), changedUntil: riyadh(12, 1) }],
    ["فيه:ملاحظه وضعه:بانتظار-القرار", { noted: true, unsettled: true }],
    ["وضعه:مفقود", { gone: true }],
    // Names, values and digits of Arabic, in any spelling.
    ["الحالة:محجوز", { financial: ["authorized"] }],
    ["الحاله:غير-مدفوع،محجوز عود", { financial: ["new", "authorized"], search: "عود" }],
    ["الشحن:في-الطريق", { shipping: ["delivery_is_in_progress"] }],
    ["النوع:استبدال-نقاط", { types: ["replacing"] }],
    ["الإجمالي:>٥٠٠", { totalFrom: 50_001 }],
    ["الاجمالي:١٠٠-٢٠٠", { totalFrom: 10_000, totalTo: 20_000 }],
    ["التاريخ:الأسبوع-الماضي", { createdFrom: riyadh(11, 15), createdUntil: riyadh(11, 22) }],
    ["أقدم:٢ي", { olderThan: 2 * day }],
  ])("reads %s", (text, some) => {
    expect(readQuery(text, now)).toEqual(asked(some));
  });

  test.each([
    "http://shop.example",
    "status:nonsense oud",
    "colour:red",
    "total:many oud",
    "total:<0 oud",
    "created:2026-02-30 oud",
    "older:0d oud",
    "changed:someday oud",
    "has:money oud",
    "is:unsettled,red oud",
    'a"b:c "',
    "\u202e\u2066oud\u202c",
    '"* OR NEAR(',
  ])("takes %s for plain words", (text) => {
    expect(readQuery(text, now)).toEqual(asked({ search: text }));
  });

  test.each([
    "status:",
    "status:auth",
    "status:authorized,ca",
    "total:>",
    "total:>5",
    "created:2026-1",
    "created:2026-11-01.",
    "older:2",
    "changed:this",
    "has:",
    "is:uns",
    "الحالة:محج",
  ])("does not search for %s while it is being typed", (text) => {
    expect(readQuery(text, now).search).toBe("");
  });

  test("is not held up by ten thousand letters", () => {
    const begun = performance.now();
    for (const text of ["a:", "x", '"', "status:", "\u0661"].map((part) => part.repeat(10_000))) {
      readQuery(text, now);
    }
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

/** Numbers that look like chance and are the same each time. */
function* chance(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}

describe("what is asked for, written and read again,", () => {
  test.each(["en", "ar"] as const)("is the same in %s", (language) => {
    const numbers = chance(7);
    const roll = () => numbers.next().value;
    const below = (limit: number) => Math.floor(roll() * limit);
    const perhaps = <Value>(make: () => Value) => (roll() < 0.5 ? make() : null);
    const some = (words: readonly string[]) => words.filter(() => roll() < 0.3);
    const someDay = () => riyadh(1, 1) + below(400) * day;
    for (let round = 0; round < 2_000; round += 1) {
      const query = asked({
        search: ["", "oud", "تمر سكري", "a:b", "PT-1002"][below(5)] ?? "",
        financial: some(["new", "authorized", "approved", "captured", "cancelled", "odd_word", ""]),
        shipping: some(["new", "ready_shipping", "delivered", "code:3", "code:-1", "at_customs"]),
        types: some(["earning", "replacing", "gift"]),
        totalFrom: perhaps(() => below(1_000_000)),
        totalTo: perhaps(() => below(1_000_000)),
        createdFrom: perhaps(someDay),
        createdUntil: perhaps(someDay),
        olderThan: perhaps(() => (1 + below(5_000)) * 60_000),
        changedFrom: perhaps(someDay),
        changedUntil: perhaps(someDay),
        noted: roll() < 0.5,
        unsettled: roll() < 0.5,
        gone: roll() < 0.5,
      });
      const text = writeQuery(query, language, now);
      expect(asksSame(readQuery(text, now), query), `${text} ${JSON.stringify(query)}`).toBe(true);
    }
  });

  test("reads as a person writes it", () => {
    const query = asked({
      search: "oud",
      financial: ["authorized"],
      shipping: ["code:3"],
      totalFrom: 50_001,
      createdFrom: riyadh(11, 15),
      createdUntil: riyadh(11, 22),
      olderThan: 2 * day,
      changedFrom: riyadh(11, 25),
      changedUntil: riyadh(11, 26),
      noted: true,
      unsettled: true,
    });
    expect(writeQuery(query, "en", now)).toBe(
      "status:authorized shipping:code-3 total:>500 created:last-week changed:today older:2d has:note is:unsettled oud",
    );
    expect(writeQuery(query, "ar", now)).toBe(
      "الحالة:محجوز الشحن:code-3 الإجمالي:>500 التاريخ:الأسبوع-الماضي التغيير:اليوم أقدم:2ي فيه:ملاحظة وضعه:بانتظار-القرار oud",
    );
  });
});

describe("completion", () => {
  const counts = {
    total: 9,
    unread: 0,
    gone: 0,
    stale: 0,
    unsettled: 0,
    unclear: 0,
    financial: [{ status: "captured", count: 7 }],
    shipping: [],
  };
  const texts = (text: string, language: "en" | "ar" = "en") =>
    suggest(text, language, counts).map((suggestion) => suggestion.text);

  test("offers the filters that begin so", () => {
    expect(texts("oud s")).toEqual(["oud status:", "oud shipping:"]);
    expect(texts("الح", "ar")).toEqual(["الحالة:"]);
    expect(texts("oud ")).toEqual([]);
    expect(texts("xyz")).toEqual([]);
  });

  test("offers the values of a filter with how many orders have them", () => {
    expect(suggest("status:ca", "en", counts)).toEqual([
      {
        filter: "status",
        word: "captured",
        written: "captured",
        text: "status:captured ",
        count: 7,
      },
      {
        filter: "status",
        word: "cancelled",
        written: "cancelled",
        text: "status:cancelled ",
        count: 0,
      },
    ]);
    expect(texts("oud created:last")).toEqual([
      "oud created:last-week ",
      "oud created:last-month ",
    ]);
    expect(texts("changed:this")).toEqual(["changed:this-week ", "changed:this-month "]);
    expect(texts("has:")).toEqual(["has:note "]);
    expect(texts("وضعه:", "ar")).toEqual(["وضعه:بانتظار-القرار ", "وضعه:مفقود "]);
    expect(suggest("is:g", "en", { ...counts, gone: 3 })).toEqual([
      { filter: "is", word: "gone", written: "gone", text: "is:gone ", count: 3 },
    ]);
    expect(texts("status:captured,canc")).toEqual(["status:captured,cancelled "]);
    expect(texts("status:captured,ca")).not.toContain("status:captured,captured ");
  });
});
