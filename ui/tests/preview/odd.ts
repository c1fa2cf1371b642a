/** Orders that no shop should have, and some shop has. */
import type { OrderRow } from "../../src/bridge/types";
import type { Fixture } from "./fixtures";

/** What is odd about each, from the newest on: tests and pictures find them by their place. */
export const oddities = [
  "reversed",
  "long product",
  "long words",
  "many items",
  "nothing",
  "fortune",
  "past",
  "future",
] as const;
export type Oddity = (typeof oddities)[number];

/** Turns the writing round, and says nowhere that it goes back. */
const override = "\u202e";
/** A trillion riyals, in halalas. */
const fortune = 100_000_000_000_000;

const change = (fixture: Fixture, row: Partial<OrderRow>, names?: readonly string[]): Fixture => ({
  ...fixture,
  row: { ...fixture.row, ...row },
  items:
    names?.map((name) => ({ name, priceText: "10.00", priceHalalas: 1_000, quantity: 2 })) ??
    fixture.items,
});

const changes: Readonly<Record<Oddity, (fixture: Fixture) => Fixture>> = {
  reversed: (fixture) =>
    change(fixture, { referenceNumber: `REF-${override}321` }, [
      `${override}dnuof doog a`,
      `عود ${override}oud fdp.exe`,
    ]),
  "long product": (fixture) =>
    change(fixture, {}, [`${"x".repeat(4_997)}oud${"y".repeat(5_000)}`, "Oud"]),
  "long words": (fixture) =>
    change(
      fixture,
      {
        orderNumber: `N-${"0123456789".repeat(20)}`,
        referenceNumber: `R${"-long".repeat(60)}`,
        financialStatus: `status_${"of_no_end_".repeat(12)}`,
        orderType: `type_${"of_no_end_".repeat(12)}`,
        shipping: {
          ...fixture.row.shipping,
          word: null,
          code: null,
          label: "حالة طويلة جدًا ".repeat(20),
          next: null,
        },
      },
      [`oud ${"عود طويل الاسم ".repeat(600)}`],
    ),
  "many items": (fixture) =>
    change(
      fixture,
      {},
      Array.from({ length: 2_000 }, (_, place) => `Oud number ${String(place + 1)}`),
    ),
  nothing: (fixture) =>
    change(fixture, { totalHalalas: 0, totalText: "0.00", totalPoints: "0" }, ["oud"]),
  fortune: (fixture) =>
    change(
      fixture,
      {
        totalHalalas: fortune,
        totalText: "1000000000000.00",
        totalPoints: "20000000000000.125",
      },
      ["oud"],
    ),
  past: (fixture) =>
    change(
      fixture,
      {
        createdAt: Date.UTC(1900, 0, 1),
        updatedAt: Date.UTC(1900, 0, 2),
        checkedAt: Date.UTC(1900, 0, 3),
        financialStatus: "new",
        stale: "unpaid",
      },
      ["oud"],
    ),
  future: (fixture) =>
    change(fixture, { createdAt: Date.UTC(9999, 11, 31), updatedAt: Date.UTC(9999, 11, 31, 12) }, [
      "oud",
    ]),
};

/** The first orders made odd, each in its way. */
export function madeOdd(orders: readonly Fixture[]): Fixture[] {
  return orders.map((fixture, place) => {
    const oddity = oddities[place];
    return oddity === undefined
      ? fixture
      : changes[oddity](
          change(fixture, {
            pending: null,
            presence: "known",
            stale: null,
            financialStatus: "captured",
            orderType: "replacing",
          }),
        );
  });
}
