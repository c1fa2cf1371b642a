import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";

import type { OrderRow } from "../src/bridge/types";
import { useCursor } from "../src/features/packing/cursor";
import type { LoadedOrders } from "../src/queries";

const listOf = (uuids: readonly string[]): LoadedOrders => ({
  total: { count: uuids.length, atLeast: false },
  rowAt: (index) => {
    const uuid = uuids[index];
    return uuid === undefined ? undefined : ({ uuid } as OrderRow);
  },
  indexOf: (uuid) => uuids.indexOf(uuid),
  unknown: [],
  error: null,
  isPrevious: false,
});

test("in every drawing the cursor is on its order, also in the one in which rows above left", () => {
  const drawn: (string | undefined)[] = [];
  const { result, rerender } = renderHook(
    ({ orders }) => {
      const cursor = useCursor(orders);
      drawn.push(orders.rowAt(cursor.index)?.uuid);
      return cursor;
    },
    { initialProps: { orders: listOf(["a", "b", "c", "d", "e", "f"]) } },
  );
  act(() => result.current.place(3));
  drawn.length = 0;
  rerender({ orders: listOf(["c", "d", "e", "f"]) });
  expect(new Set(drawn)).toEqual(new Set(["d"]));
  expect(result.current.held()?.uuid).toBe("d");

  // Where the order itself is gone, the cursor stays, and holds nothing.
  rerender({ orders: listOf(["c", "e", "f"]) });
  expect(result.current.index).toBe(1);
  expect(result.current.held()).toBeUndefined();
  rerender({ orders: listOf(["d", "c", "e", "f"]) });
  expect(result.current.index).toBe(1);
  rerender({ orders: listOf([]) });
  expect(result.current.index).toBe(0);
});
