import { describe, expect, test } from "vitest";

import type { CheckedOrder, OrderRow } from "../src/bridge/types";
import { begun as begunOf, broken, type Check, ended, heard, noCheck, tally } from "../src/checks";
import { buildOrders } from "./preview/fixtures";

const now = Date.UTC(2026, 10, 23, 9);
const stale: readonly OrderRow[] = buildOrders(200, now)
  .map(({ row }) => row)
  .filter((row) => row.stale !== null);

function begun(check: Check<OrderRow>, checkouts: readonly OrderRow[], all: number | null = null) {
  return begunOf(check, new Map(checkouts.map((one) => [one.uuid, one])), all);
}

function checked(place: number, change: Partial<CheckedOrder> = {}): CheckedOrder {
  const uuid = stale[place]?.uuid ?? "";
  return { uuid, outcome: "unchanged", before: "new", after: "new", failure: null, ...change };
}

describe("a check", () => {
  test("counts what it heard of the orders it asked about, and of no others", () => {
    const run = begun(noCheck, stale.slice(0, 3));
    const one = heard(heard(run, [checked(1), checked(7)]), [checked(1)]);
    expect(one.run?.done).toBe(1);
    expect([...one.results.keys()]).toEqual([checked(1).uuid]);
  });

  test("of all counts also those that nobody has looked at", () => {
    const run = begun(noCheck, stale.slice(0, 3), 900);
    const one = heard(heard(run, [checked(1)]), [checked(7)]);
    expect(one.run).toMatchObject({ done: 2, total: 900 });
    expect([...one.results.keys()]).toEqual([checked(1).uuid, checked(7).uuid]);
  });

  test("takes from its summary what nobody heard", () => {
    const run = heard(begun(noCheck, stale.slice(0, 3)), [checked(0)]);
    const whole = ended(run, { orders: [checked(0), checked(1)], skipped: 1 });
    expect(whole).toMatchObject({ run: null, skipped: 1 });
    expect(whole.results.size).toBe(2);
  });

  test("takes a summary of five thousand at once", () => {
    const uuids = Array.from({ length: 5_000 }, (_, place) => `order ${place}`);
    const order = stale[0];
    const many = uuids.map((uuid) => ({ ...order, uuid }) as OrderRow);
    const orders = uuids.map((uuid) => checked(0, { uuid }));
    const run = begun(noCheck, many);
    let whole = run;
    for (let from = 0; from < 5_000; from += 20) {
      whole = heard(whole, orders.slice(from, from + 20));
    }
    expect(whole.run?.done).toBe(5_000);
    const start = performance.now();
    expect(ended(run, { orders, skipped: 0 }).results.size).toBe(5_000);
    expect(performance.now() - start).toBeLessThan(250);
  });

  test("keeps what it read when it breaks off, and says why", () => {
    const failure = { code: "key_refused", details: {} } as const;
    const whole = broken(heard(begun(noCheck, stale.slice(0, 3)), [checked(2)]), failure);
    expect(whole).toMatchObject({ run: null, failure });
    expect(whole.results.size).toBe(1);
  });

  test("forgets the earlier result of an order that is asked about again", () => {
    const first = ended(begun(noCheck, stale.slice(0, 2)), {
      orders: [checked(0), checked(1)],
      skipped: 0,
    });
    expect([...begun(first, stale.slice(0, 1)).results.keys()]).toEqual([checked(1).uuid]);
  });
});

test("a tally names the status that orders came to, and why others came to none", () => {
  expect(
    tally([
      checked(0),
      checked(1, { outcome: "changed", after: "captured" }),
      checked(2, { outcome: "changed", after: "captured" }),
      checked(3, { outcome: "changed", after: "cancelled" }),
      // Something else of the order changed; it is as stale as before.
      checked(4, { outcome: "changed" }),
      checked(5, { outcome: "gone", after: null }),
      checked(6, { outcome: "failed", after: null }),
    ]),
  ).toEqual({
    became: [
      ["captured", 2],
      ["cancelled", 1],
    ],
    unchanged: 2,
    gone: 1,
    failed: 1,
  });
});
