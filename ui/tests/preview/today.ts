/** What needs a person, and the figures by day, of the orders in memory. */
import type {
  DayFigures,
  FiguresView,
  InboxView,
  Need,
  OrderQuery,
  OrderRow,
  SettlementFigures,
  StaleFigures,
  SyncView,
  TodayView,
} from "../../src/bridge/types";
import { everyOrder } from "../../src/location";
import { shippingKey } from "../../src/points";
import { type Fixture, seeded } from "./fixtures";
import { isUnclear, isUnsettled } from "./listing";

const day = 86_400_000;
const ahead = 3 * 3_600_000;
/** The number of the day in Riyadh. */
const dayOf = (at: number) => Math.floor((at + ahead) / day);
const midnight = (at: number) => dayOf(at) * day - ahead;
const isPaid = ({ financialStatus }: OrderRow) =>
  ["approved", "captured", "partially_refunded"].includes(financialStatus ?? "");
const isMovingInVain = ({ financialStatus, shipping }: OrderRow) =>
  ["cancelled", "fully_refunded"].includes(financialStatus ?? "") &&
  ["ready_shipping", "delivery_is_in_progress"].includes(shippingKey(shipping) ?? "");
const isUnshipped = (row: OrderRow, now: number) =>
  row.orderType === "replacing" &&
  ["approved", "captured"].includes(row.financialStatus ?? "") &&
  row.shipping.word === "new" &&
  (row.createdAt ?? now) <= now - 2 * day;

/** Whether an order needs nobody. */
export const isCalm = ({ row }: Fixture, now: number): boolean =>
  row.presence === "known" &&
  row.stale === null &&
  !isUnsettled(row) &&
  !isMovingInVain(row) &&
  !isUnshipped(row, now);

export function todayOf(
  orders: readonly Fixture[],
  sync: SyncView,
  inbox: InboxView,
  now: number,
): TodayView {
  const rows = orders.map(({ row }) => row);
  const need = (
    kind: Need["kind"],
    found: readonly OrderRow[],
    place: Need["place"],
    query: Partial<OrderQuery> | null = null,
  ): Need => ({
    kind,
    count: found.length,
    unclear: kind === "actions" ? found.filter(isUnclear).length : 0,
    oldestAt: found.length === 0 ? null : Math.min(...found.map((row) => row.createdAt ?? now)),
    place,
    query: query === null ? null : { ...everyOrder, ...query },
    problem: null,
  });
  const line = { key_refused: "key_refused", no_key: "key_missing", waiting: "away" } as const;
  const kind = Object.entries(line).find(([phase]) => phase === sync.phase)?.[1];
  const needs: Need[] = [
    need("actions", rows.filter(isUnsettled), "orders", { unsettled: true }),
    ...(kind === undefined
      ? []
      : [
          {
            kind,
            count: 1,
            unclear: 0,
            oldestAt: sync.lastReadAt,
            place: kind === "away" ? ("sync" as const) : ("stores" as const),
            query: null,
            problem: sync.problem,
          },
        ]),
    ...(inbox.isSilent
      ? [
          {
            kind: "inbox_silent" as const,
            count: 1,
            unclear: 0,
            oldestAt: inbox.lastHeardAt,
            place: "inbox" as const,
            query: null,
            problem: null,
          },
        ]
      : []),
    need("moving_in_vain", rows.filter(isMovingInVain), "orders", {
      financial: ["cancelled", "fully_refunded"],
      shipping: ["ready_shipping", "delivery_is_in_progress"],
    }),
    need(
      "stale_reserved",
      rows.filter(({ stale }) => stale === "reserved"),
      "review",
    ),
    need(
      "stale_unpaid",
      rows.filter(({ stale }) => stale === "unpaid"),
      "review",
    ),
    need(
      "unshipped",
      rows.filter((row) => isUnshipped(row, now)),
      "orders",
      {
        financial: ["approved", "captured"],
        shipping: ["new"],
        types: ["replacing"],
        olderThan: 2 * day,
        ascending: true,
      },
    ),
    need(
      "gone",
      rows.filter(({ presence }) => presence === "gone"),
      "orders",
      { gone: true },
    ),
  ];
  const paid = rows.filter((row) => isPaid(row) && (row.createdAt ?? 0) >= midnight(now));
  return {
    startsAt: midnight(now),
    needs: needs.filter(({ count }) => count > 0),
    done: {
      paidOrders: paid.length,
      paidHalalas: paid.reduce((sum, row) => sum + (row.totalHalalas ?? 0), 0),
      shipped:
        orders.length === 0
          ? []
          : [
              { status: "delivery_is_in_progress", count: 3 },
              { status: "ready_shipping", count: 12 },
            ],
    },
  };
}

/** Days on which the app was open, on Fridays it was not. Nobody counted before the first order. */
const wasOpen = (number: number, orders: readonly Fixture[]) =>
  number % 7 !== 1 && orders.some(({ row }) => dayOf(row.createdAt ?? 0) === number);

export function figuresOf(orders: readonly Fixture[], days: number, now: number): FiguresView {
  const today = dayOf(now);
  const random = seeded(today);
  const empty = (number: number): DayFigures => ({
    date: new Date(number * day).toISOString().slice(0, 10),
    startsAt: number * day - ahead,
    paidOrders: 0,
    paidHalalas: 0,
    unsummedTotals: 0,
    openOrders: 0,
    endedOrders: 0,
    otherOrders: 0,
    pointsGiven: "0",
    pointsRedeemed: "0",
    unsummedPoints: 0,
    stale: null,
  });
  const stretch = new Map(
    Array.from({ length: days }, (_, place) => today - days + 1 + place).map((number) => [
      number,
      empty(number),
    ]),
  );
  const settlement = new Map<string | null, SettlementFigures>();
  for (const { row } of orders) {
    const number = dayOf(row.createdAt ?? 0);
    const before = stretch.get(number);
    if (before === undefined) {
      continue;
    }
    const after = { ...before };
    const status = row.financialStatus ?? "";
    if (isPaid(row)) {
      const points = Math.round(Number(row.totalPoints ?? 0) * 10);
      after.paidOrders += 1;
      after.paidHalalas += row.totalHalalas ?? 0;
      after.unsummedTotals += row.totalHalalas === null ? 1 : 0;
      if (row.orderType === "earning") {
        after.pointsGiven = String((Math.round(Number(after.pointsGiven) * 10) + points) / 10);
      } else {
        after.pointsRedeemed = String(
          (Math.round(Number(after.pointsRedeemed) * 10) + points) / 10,
        );
      }
      const state = today - number > 12 ? "settled" : random() < 0.25 ? "under_review" : null;
      const sum = settlement.get(state) ?? {
        status: state,
        orders: 0,
        halalas: 0,
        unsummedTotals: 0,
      };
      settlement.set(state, {
        ...sum,
        orders: sum.orders + 1,
        halalas: sum.halalas + (row.totalHalalas ?? 0),
      });
    } else if (status === "new" || status === "authorized") {
      after.openOrders += 1;
    } else if (status === "cancelled" || status === "fully_refunded") {
      after.endedOrders += 1;
    } else {
      after.otherOrders += 1;
    }
    stretch.set(number, after);
  }
  const stale = (number: number): StaleFigures | null => {
    const rows = orders.filter(({ row }) => row.stale !== null && number === today);
    if (number === today) {
      return {
        unpaid: rows.filter(({ row }) => row.stale === "unpaid").length,
        reserved: rows.filter(({ row }) => row.stale === "reserved").length,
        countedAt: now,
      };
    }
    return wasOpen(number, orders)
      ? {
          unpaid: 12 + Math.floor(random() * 20),
          reserved: Math.floor(random() * 9),
          countedAt: (number + 1) * day - ahead - 600_000,
        }
      : null;
  };
  return {
    days: [...stretch].map(([number, figures]) => ({ ...figures, stale: stale(number) })),
    settlement: [...settlement.values()].sort((one, other) => other.halalas - one.halalas),
  };
}
