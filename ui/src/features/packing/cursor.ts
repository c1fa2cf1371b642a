import { useCallback, useEffect, useRef, useState } from "react";

import type { OrderRow } from "../../bridge/types";
import type { LoadedOrders } from "../../queries";

/** The row under which keys act. */
export interface Cursor {
  readonly index: number;
  /** How often a person went to a row; the index alone also changes when rows come and go. */
  readonly moves: number;
  /** Goes to a row because a person said so. */
  readonly place: (index: number) => void;
  /**
   * The order that a person put the cursor on, while it still stands there. None where rows slid
   * and another order came under the cursor: no key may act on that before somebody looked.
   */
  readonly held: () => OrderRow | undefined;
}

/** Keeps the cursor with its order wherever that goes in the list, and opens with none. */
export function useCursor(orders: LoadedOrders): Cursor {
  const [{ index: placed, moves }, setRow] = useState({ index: 0, moves: 0 });
  const uuid = useRef<string | null>(null);
  // In the very drawing in which rows slid: no key that comes before the next one may find another
  // order under the cursor.
  const index = indexIn(orders, uuid.current, placed);
  const latest = useRef({ orders, index });
  latest.current = { orders, index };

  const place = useCallback((to: number) => {
    uuid.current = latest.current.orders.rowAt(to)?.uuid ?? null;
    setRow((before) => ({ index: to, moves: before.moves + 1 }));
  }, []);
  const held = useCallback(() => {
    const row = latest.current.orders.rowAt(latest.current.index);
    return row !== undefined && row.uuid === uuid.current ? row : undefined;
  }, []);

  useEffect(() => {
    if (orders.isPrevious || orders.total === null) {
      return;
    }
    if (uuid.current !== null && orders.indexOf(uuid.current) < 0) {
      uuid.current = null;
    }
    setRow((before) => (before.index === index ? before : { ...before, index }));
  }, [orders, index]);

  return { index, moves, place, held };
}

/** Where the order is that is followed; where it is gone, the row on which it was. */
function indexIn(orders: LoadedOrders, followed: string | null, placed: number): number {
  if (orders.isPrevious || orders.total === null) {
    return placed;
  }
  const found = followed === null ? -1 : orders.indexOf(followed);
  return found >= 0 ? found : Math.min(placed, Math.max(orders.total.count - 1, 0));
}
