import { useEffect, useRef } from "react";

import type { OrderRow } from "../../bridge/types";
import { isInRows } from "../../design";
import { type LoadedOrders, useOrderDetail } from "../../queries";
import type { Cursor } from "./cursor";

/** Whose parcel the keys of the table mean. */
export interface Meant {
  /** As it is drawn: the open order; where none is open, the one under the cursor. */
  readonly shown: OrderRow | undefined;
  /** The same for a press: none before a person went to it, and none where it slid away. */
  readonly held: () => OrderRow | undefined;
  /** The open order stood in the list and has left it: somebody may have sent it on just now. */
  readonly hasLeft: boolean;
  /** Somebody was told so: the next press means it as it stands now. */
  readonly looked: () => void;
}

/**
 * What lies open beside the list is what a person looks at, so the keys mean it and no other row. The
 * cursor goes to it, wherever it was opened from.
 */
export function useMeant(orders: LoadedOrders, cursor: Cursor, open: string | null): Meant {
  const detail = useOrderDetail(open);
  const place = open === null ? -1 : orders.indexOf(open);
  const isListed = place >= 0;
  const latest = useRef({ cursor, place });
  latest.current = { cursor, place };
  const listed = useRef<string | null>(null);
  useEffect(() => {
    if (open === null || !isListed) {
      return;
    }
    listed.current = open;
    if (latest.current.cursor.held()?.uuid !== open) {
      latest.current.cursor.place(latest.current.place);
    }
  }, [open, isListed]);

  const hasLeft = open !== null && !isListed && listed.current === open;
  const looked = () => {
    listed.current = null;
  };
  if (open === null) {
    return {
      shown: orders.rowAt(cursor.index),
      held: () => (isInRows() ? cursor.held() : undefined),
      hasLeft,
      looked,
    };
  }
  const row = isListed ? orders.rowAt(place) : detail.data?.row;
  const held = () => (hasLeft && listed.current === open ? undefined : row);
  return { shown: row, held, hasLeft, looked };
}
