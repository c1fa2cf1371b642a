import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";

import { failureOf } from "../../bridge";
import type { OrderRow, Settings, SortField } from "../../bridge/types";
import { type ShownOrders, SpokenChoice, useChoosing } from "../../choosing";
import { FailureNote, focusActiveRow, isNowhere } from "../../design";
import { Beside, NoOrders, onActiveRow, useShortcut, type Walk, walkAt } from "../../frame";
import { go, isNarrowed, usePlace } from "../../location";
import { type LoadedOrders, useOrders } from "../../queries";
import { asked, type ChosenOrders, isNothing, sizeOf } from "../../selection";
import { NothingMatches } from "./empty";
import { SearchedContext } from "./found";
import { type ActiveRow, Grid } from "./grid";
import { useLayout } from "./layout";
import { exported, Toolbar } from "./toolbar";
import { useFoundColumns } from "./use-found-columns";

/** The list, and the open order beside it; in narrow windows over it. */
export function OrdersScreen({
  settings,
  detail,
  keys,
  exportMenu,
  selectionBar,
  title,
  viewBar,
  onAddOrders,
}: {
  readonly settings: Settings;
  /** The open order, which is a feature of its own. */
  readonly detail: (uuid: string, walk: Walk) => ReactNode;
  /** The keys of the active row, where no order is open. */
  readonly keys: (row: OrderRow) => ReactNode;
  /** What writes the list into a file, which is a feature of its own. */
  readonly exportMenu: (shown: ShownOrders) => ReactNode;
  /** What can be done with the chosen orders, which is a feature of its own. */
  readonly selectionBar: (
    chosen: ChosenOrders,
    shown: ShownOrders,
    onClear: () => void,
  ) => ReactNode;
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
  const usual = useLayout(width);
  const orders = useOrders(query, range.first, range.last, usual.pinned);
  const { columns, found } = useFoundColumns(usual, orders, query.search, range, width);
  const layout = { ...usual, shown: columns };
  const { active, setActive, hold } = useActiveRow(orders, order);
  const count = orders.total?.count ?? 0;

  const choosing = useChoosing(query, orders);
  const { selection } = choosing;
  const latest = useRef({ orders, choosing, order, active: active.index });
  latest.current = { orders, choosing, order, active: active.index };
  // The same function at each drawing, so that rows need not be drawn for it.
  const open = useCallback(
    (index: number) => {
      latest.current.choosing.moveOn();
      setActive(index);
      const row = latest.current.orders.rowAt(index);
      if (row !== undefined) {
        go({ order: row.uuid });
      }
    },
    [setActive],
  );
  const choose = useCallback(
    (index: number, how: "one" | "stretch") => {
      const now = latest.current;
      if (how === "one") {
        now.choosing.toggle(index);
      } else {
        now.choosing.extend(now.active, index);
      }
      const row = now.orders.rowAt(index);
      // The active row is the open order. A stretch walks on with it; a box that is ticked does not.
      if (now.order === null) {
        setActive(index);
      } else if (how === "stretch" && row !== undefined) {
        setActive(index);
        go({ order: row.uuid }, "replace");
      }
    },
    [setActive],
  );
  const activate = (index: number) => {
    choosing.moveOn();
    setActive(index);
    const row = orders.rowAt(index);
    // With an order open, walking through the list walks through the orders.
    if (order !== null && row !== undefined) {
      go({ order: row.uuid }, "replace");
    }
  };
  const walk = (to: number, step: (to: number) => void = activate) => {
    if (isNowhere()) {
      focusActiveRow();
    }
    step(to);
  };
  const stretchTo = (to: number) => walk(to, (index) => choose(index, "stretch"));
  const below = Math.min(active.index + 1, Math.max(count - 1, 0));
  const above = Math.max(active.index - 1, 0);
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

  const chosenTotal = sizeOf(selection, orders.total ?? { count: 0, atLeast: false });
  const activeRow = orders.rowAt(active.index);
  useShortcut("next", () => walk(below));
  useShortcut("previous", () => walk(above));
  useShortcut("chooseNext", () => stretchTo(below), count > 0);
  useShortcut("choosePrevious", () => stretchTo(above), count > 0);
  useShortcut(
    "choose",
    onActiveRow(() => choose(active.index, "one")),
    count > 0,
  );
  useShortcut("chooseAll", choosing.chooseAll, count > 0);
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
              columns={columns}
              found={found}
              onActive={activate}
              onChoose={choose}
              onChooseAll={choosing.chooseAllOrNone}
              onHold={hold}
              onOpen={open}
              onRange={onRange}
              onSort={onSort}
              onWidth={setWidth}
              open={order}
              orders={orders}
              query={query}
              selection={selection}
              settings={settings}
            />
          </SearchedContext>
        )}
        <SpokenChoice count={isNothing(selection) ? null : chosenTotal} />
        {orders.total !== null &&
          !isNothing(selection) &&
          selectionBar(
            { selection: asked(selection, query), total: chosenTotal },
            { query, total: orders.total, columns: exported(layout) },
            choosing.clear,
          )}
      </section>
      {order !== null && (
        <Beside>
          {detail(
            order,
            walkAt(
              active.index,
              activeRow?.uuid === order,
              orders.total ?? { count: 0, atLeast: false },
              walk,
            ),
          )}
        </Beside>
      )}
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
