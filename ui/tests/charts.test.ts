import { describe, expect, test } from "vitest";

import { labelledDays, valueScale } from "../src/charts";
import { tableText } from "../src/charts/figure-table";
import { dayScale } from "../src/charts/scale";
import { plainRiyals, sumOfPoints } from "../src/features/today/sums";

describe("days along the line of reading", () => {
  test("go from left to right in English and from right to left in Arabic", () => {
    const english = dayScale(30, [48, 648], false);
    const arabic = dayScale(30, [0, 600], true);
    expect(english.start(0)).toBeLessThan(english.start(29));
    expect(arabic.start(0)).toBeGreaterThan(arabic.start(29));
    // One is the mirror of the other.
    expect(arabic.middle(3)).toBeCloseTo(648 - english.middle(3), 6);
  });

  test.each([false, true])("are found again under the pointer, right to left: %s", (rtl) => {
    const scale = dayScale(90, [20, 700], rtl);
    for (let place = 0; place < 90; place += 1) {
      expect(scale.at(scale.middle(place))).toBe(place);
    }
    expect(scale.at(-50)).toBe(rtl ? 89 : 0);
    expect(scale.at(9_000)).toBe(rtl ? 0 : 89);
  });

  test("stay within their edges, a single day too", () => {
    for (const count of [1, 2, 30, 90]) {
      const scale = dayScale(count, [40, 340], false);
      expect(scale.start(0)).toBeGreaterThanOrEqual(40);
      expect(scale.start(count - 1) + scale.band).toBeLessThanOrEqual(340.001);
    }
  });

  test("have a label for today, and only as many labels as fit", () => {
    const places = labelledDays(90, 400, 60);
    expect(places[0]).toBe(89);
    expect(places.length).toBeLessThanOrEqual(6);
    expect(labelledDays(30, 0, 60)).toEqual([29]);
    expect(labelledDays(1, 400, 60)).toEqual([0]);
  });
});

describe("values", () => {
  test("stand on their base line and below the top", () => {
    const scale = valueScale([0, 4_321], [100, 0]);
    expect(scale.of(0)).toBe(100);
    expect(scale.of(4_321)).toBeGreaterThanOrEqual(0);
    expect(scale.ticks[0]).toBe(0);
  });

  test("have no half of an order as a line, and a base line when there is nothing", () => {
    expect(valueScale([0, 1], [100, 0]).ticks).toEqual([0, 1]);
    const nothing = valueScale([0, 0], [100, 0]);
    expect(nothing.of(0)).toBe(100);
    expect(nothing.ticks).toContain(0);
  });
});

describe("sums", () => {
  test("of points are exact", () => {
    expect(sumOfPoints(["0.1", "0.2"])).toBe("0.3");
    expect(sumOfPoints(["9007199254740993", "0.000001"])).toBe("9007199254740993.000001");
    expect(sumOfPoints(["12.5", "-20"])).toBe("-7.5");
    expect(sumOfPoints(["-0.5"])).toBe("-0.5");
    expect(sumOfPoints([])).toBe("0");
  });

  test("of riyals are copied with two decimals", () => {
    expect(plainRiyals(0)).toBe("0.00");
    expect(plainRiyals(5)).toBe("0.05");
    expect(plainRiyals(125_050)).toBe("1250.50");
    expect(plainRiyals(-2_010)).toBe("-20.10");
  });
});

test("a table is copied with plain figures, a line a day", () => {
  const text = tableText(
    "Day",
    [{ key: "orders", words: "Paid orders" }],
    [
      {
        key: "1",
        head: "٢٥ نوفمبر",
        plainHead: "2026-11-25",
        cells: [{ shown: "١٬٢٠٤", plain: "1204" }],
      },
    ],
  );
  expect(text).toBe("Day\tPaid orders\n2026-11-25\t1204");
});
