import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";

import { failureOf } from "../../bridge";
import type { OrderRow, Settings, SortField } from "../../bridge/types";
import { FailureNote, focusActiveRow, isNowhere } from "../../design";
import { Beside, NoOrders, useShortcut } from "../../frame";
import { go, isNarrowed, usePlace } from "../../location";
import { type LoadedOrders, useOrders } from "../../queries";
import { NothingMatches } from "./empty";
import { SearchedContext } from "./found";
import { type ActiveRow, Grid } from "./grid";
import { useLayout } from "./layout";
import { type ShownOrders, Toolbar } from "./toolbar";

/** The list, and the open order beside it; in narrow windows over it. */
export function OrdersScreen({
  settings,
  detail,
  keys,
  exportMenu,
  title,
  viewBar,
  onAddOrders,
}: {
  readonly settings: Settings;
  /** The open order, which is a feature of its own. */
  readonly detail: (uuid: string) => ReactNode;
  /** The keys of the active row, where no order is open. */
  readonly keys: (row: OrderRow) => ReactNode;
  /** What writes the list into a file, which is a feature of its own. */
  readonly exportMenu: (shown: ShownOrders) => ReactNode;
  /** What the list is called: saved views are a feature of their own. */
  readonly title: ReactNode;
  /** Beside the filters: what saves them, given the columns on the screen. */
  readonly viewBar: (columns: readonly string[]) => ReactNode;
  readonly onAddOrders: () => void;
}) {
  const { query, order } = usePlace();
  const [range, setRange] = useState({ first: 0, last: 0 });
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const [width, setWidth] = useState(0);
  const layout = useLayout(width);
  const orders = useOrders(query, range.first, range.last, layout.pinned);
  const { active, setActive, hold } = useActiveRow(orders, order);
  const count = orders.total?.count ?? 0;

  const latest = useRef(orders);
  latest.current = orders;
  // The same function at each drawing, so that rows need not be drawn for it.
  const open = useCallback(
    (index: number) => {
      setActive(index);
      const row = latest.current.rowAt(index);
      if (row !== undefined) {
        go({ order: row.uuid });
      }
    },
    [setActive],
  );
  const activate = (index: number) => {
    setActive(index);
    const row = orders.rowAt(index);
    // With an order open, walking through the list walks through the orders.
    if (order !== null && row !== undefined) {
      go({ order: row.uuid }, "replace");
    }
  };
  const walk = (to: number) => {
    if (isNowhere()) {
      focusActiveRow();
    }
    activate(to);
  };
  const onSort = (field: SortField) =>
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

  const activeRow = orders.rowAt(active.index);
  useShortcut("next", () => walk(Math.min(active.index + 1, Math.max(count - 1, 0))));
  useShortcut("previous", () => walk(Math.max(active.index - 1, 0)));
  useShortcut("open", () => open(active.index), order === null && count > 0);

  return (
    <div className="relative flex h-full min-w-0">
      {order === null && activeRow !== undefined && keys(activeRow)}
      <section className="flex min-w-0 flex-1 flex-col">
        <Toolbar
          exportMenu={exportMenu}
          layout={layout}
          orders={orders}
          query={query}
          settings={settings}
          title={title}
          viewBar={viewBar}
        />
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
          <SearchedContext value={query.search}>
            <Grid
              active={active}
              columns={layout.shown}
              onActive={activate}
              onHold={hold}
              onOpen={open}
              onRange={onRange}
              onSort={onSort}
              onWidth={setWidth}
              open={order}
              orders={orders}
              query={query}
              settings={settings}
            />
          </SearchedContext>
        )}
      </section>
      {order !== null && <Beside>{detail(order)}</Beside>}
    </div>
  );
}

/**
 * Which row is active. It stays with its order when rows move, and goes to the order that is
 * opened; only the latter is a move of the person.
 */
function useActiveRow(orders: LoadedOrders, open: string | null) {
  const [active, setRow] = useState<ActiveRow>({ index: 0, moves: 0 });
  const uuid = useRef<string | null>(null);
  const latest = useRef({ orders, active });
  latest.current = { orders, active };
  const setActive = useCallback((index: number) => {
    uuid.current = latest.current.orders.rowAt(index)?.uuid ?? null;
    setRow(({ moves }) => ({ index, moves: moves + 1 }));
  }, []);
  const hold = useCallback(() => {
    const now = latest.current;
    uuid.current ??= now.orders.rowAt(now.active.index)?.uuid ?? null;
  }, []);
  useEffect(() => {
    const followed = open ?? uuid.current;
    if (followed === null || orders.isPrevious || orders.total === null) {
      return;
    }
    const isOpened = uuid.current !== followed;
    uuid.current = followed;
    if (orders.rowAt(active.index)?.uuid === followed) {
      return;
    }
    const index = orders.indexOf(followed);
    if (index >= 0) {
      setRow(({ moves }) => ({ index, moves: isOpened ? moves + 1 : moves }));
    } else if (open === null && active.index >= orders.total.count) {
      uuid.current = null;
      setRow(({ moves }) => ({ index: 0, moves }));
    }
  }, [orders, open, active]);
  return { active, setActive, hold };
}
