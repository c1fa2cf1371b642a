import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";

import { failureOf } from "../../bridge";
import type { OrderRow, Settings } from "../../bridge/types";
import { FailureNote } from "../../design";
import { useShortcut } from "../../frame";
import { go, isNarrowed, usePlace } from "../../location";
import { type LoadedOrders, useOrders } from "../../queries";
import type { Column } from "./columns";
import { NoOrders, NothingMatches } from "./empty";
import { Grid } from "./grid";
import { Toolbar } from "./toolbar";

/** The list, and the open order beside it; in narrow windows over it. */
export function OrdersScreen({
  settings,
  detail,
  keys,
  onAddOrders,
}: {
  readonly settings: Settings;
  /** The open order, which is a feature of its own. */
  readonly detail: (uuid: string) => ReactNode;
  /** The keys of the active row, where no order is open. */
  readonly keys: (row: OrderRow) => ReactNode;
  readonly onAddOrders: () => void;
}) {
  const { query, order } = usePlace();
  const [range, setRange] = useState({ first: 0, last: 0 });
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const orders = useOrders(query, range.first, range.last);
  const [active, setActive] = useActiveRow(orders, order);
  const count = orders.total?.count ?? 0;

  const open = useCallback(
    (index: number) => {
      setActive(index);
      const row = orders.rowAt(index);
      if (row !== undefined) {
        go({ order: row.uuid });
      }
    },
    [orders, setActive],
  );
  const activate = (index: number) => {
    setActive(index);
    const row = orders.rowAt(index);
    // With an order open, walking through the list walks through the orders.
    if (order !== null && row !== undefined) {
      go({ order: row.uuid }, "replace");
    }
  };
  const onSort = ({ field }: Column) =>
    go(
      {
        query: {
          ...query,
          sort: field,
          ascending: query.sort === field ? !query.ascending : false,
        },
      },
      "replace",
    );

  const activeRow = orders.rowAt(active);
  useShortcut("next", () => activate(Math.min(active + 1, Math.max(count - 1, 0))));
  useShortcut("previous", () => activate(Math.max(active - 1, 0)));
  useShortcut("open", () => open(active), order === null && count > 0);
  useShortcut(
    "close",
    () => {
      go({ order: null });
      document.querySelector<HTMLElement>("[role='row'][tabindex='0']")?.focus();
    },
    order !== null,
  );

  return (
    <div className="relative flex h-full min-w-0">
      {order === null && activeRow !== undefined && keys(activeRow)}
      <section className="flex min-w-0 flex-1 flex-col">
        <Toolbar licenceStep={settings.licenceStep} orders={orders} query={query} />
        {orders.error !== null && (
          <div className="px-4 pb-3">
            <FailureNote failure={failureOf(orders.error)} />
          </div>
        )}
        {orders.total !== null && count === 0 ? (
          isNarrowed(query) ? (
            <NothingMatches query={query} />
          ) : (
            <NoOrders onAddOrders={onAddOrders} />
          )
        ) : (
          <Grid
            active={active}
            onActive={activate}
            onOpen={open}
            onRange={onRange}
            onSort={onSort}
            open={order}
            orders={orders}
            query={query}
            settings={settings}
          />
        )}
      </section>
      {order !== null && (
        <aside className="appear w-[420px] shrink-0 border-line border-s bg-panel max-beside:absolute max-beside:inset-y-0 max-beside:end-0 max-beside:w-full">
          {detail(order)}
        </aside>
      )}
    </div>
  );
}

/** Which row is active. It stays with its order when rows move, and goes to the order that is opened. */
function useActiveRow(orders: LoadedOrders, open: string | null) {
  const [active, setIndex] = useState(0);
  const uuid = useRef<string | null>(open);
  const setActive = useCallback(
    (index: number) => {
      uuid.current = orders.rowAt(index)?.uuid ?? null;
      setIndex(index);
    },
    [orders],
  );
  useEffect(() => {
    const followed = open ?? uuid.current;
    if (followed === null || orders.isPrevious || orders.rowAt(active)?.uuid === followed) {
      return;
    }
    const index = orders.indexOf(followed);
    if (index >= 0) {
      uuid.current = followed;
      setIndex(index);
    } else if (open === null && orders.total !== null && active >= orders.total.count) {
      uuid.current = null;
      setIndex(0);
    }
  }, [orders, open, active]);
  return [active, setActive] as const;
}
