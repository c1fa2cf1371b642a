import { type ReactNode, useCallback, useRef, useState } from "react";

import { failureOf } from "../../bridge";
import type { OrderQuery, OrderRow, Settings } from "../../bridge/types";
import { type ShownOrders, SpokenChoice, useChoosing } from "../../choosing";
import { useCommands } from "../../commands";
import { FailureNote, focusActiveRow, isInRows, isNowhere } from "../../design";
import {
  Beside,
  commandOf,
  type ParcelStep,
  type ShortcutName,
  useNotices,
  useShortcut,
  type Walk,
  walkAt,
} from "../../frame";
import { go, type Stage, usePlace } from "../../location";
import { useMessages } from "../../messages";
import { useOrders } from "../../queries";
import { asked, type ChosenOrders, isNothing, sizeOf } from "../../selection";
import { hindranceOf, useAdvance } from "./advance";
import { useCursor } from "./cursor";
import { useMeant } from "./meant";
import { NothingHere } from "./nothing-here";
import { PackingList } from "./packing-list";
import { Parcel } from "./parcel";

/** What stands under the list while something is chosen in it. */
export type SelectionBar = (
  chosen: ChosenOrders,
  shown: ShownOrders,
  onClear: () => void,
) => ReactNode;

/** What the rows tell, as columns of a file. */
const columnsOf = (showsMoney: boolean): ShownOrders["columns"] => [
  "number",
  "shipping",
  "financial",
  ...(showsMoney ? (["total"] as const) : []),
  "created",
];

/** The orders of one stage, their keys, and the one that is open beside. */
export function StageView({
  stage,
  query,
  settings,
  showsMoney,
  detail,
  selectionBar,
  onShippingMenu,
}: {
  readonly stage: Stage;
  readonly query: OrderQuery;
  readonly settings: Settings;
  readonly showsMoney: boolean;
  /** The whole order, money and all, which is a feature of its own. */
  readonly detail: (uuid: string, walk: Walk, parcelStep: ParcelStep) => ReactNode;
  /** What can be done with the chosen orders, which is a feature of its own. */
  readonly selectionBar: SelectionBar;
  readonly onShippingMenu: (row: OrderRow) => void;
}) {
  const translate = useMessages();
  const { hint } = useNotices();
  const { order } = usePlace();
  const [range, setRange] = useState({ first: 0, last: 0 });
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const orders = useOrders(query, range.first, range.last);
  const cursor = useCursor(orders);
  const meant = useMeant(orders, cursor, order);
  const advance = useAdvance();
  const count = orders.total?.count ?? 0;
  const choosing = useChoosing(query, orders);
  const { selection } = choosing;
  const isSelecting = !isNothing(selection);
  const chosenTotal = sizeOf(selection, orders.total ?? { count: 0, atLeast: false });

  const latest = useRef({ orders, cursor, choosing, order });
  latest.current = { orders, cursor, choosing, order };
  // The same functions at each drawing, so that rows need not be drawn for them.
  const open = useCallback((index: number) => {
    const now = latest.current;
    now.choosing.moveOn();
    now.cursor.place(index);
    const row = now.orders.rowAt(index);
    if (row !== undefined) {
      go({ order: row.uuid });
    }
  }, []);
  const activate = useCallback((index: number) => {
    const now = latest.current;
    now.choosing.moveOn();
    now.cursor.place(index);
    const row = now.orders.rowAt(index);
    // With an order open, walking through the list walks through the orders.
    if (now.order !== null && row !== undefined) {
      go({ order: row.uuid }, "replace");
    }
  }, []);
  const goTo = (index: number) => {
    if (isNowhere()) {
      focusActiveRow();
    }
    activate(index);
  };
  const choose = useCallback((index: number, how: "one" | "stretch") => {
    const now = latest.current;
    if (how === "one") {
      now.choosing.toggle(index);
    } else {
      now.choosing.extend(now.cursor.index, index);
    }
    const row = now.orders.rowAt(index);
    // A stretch walks on with the open order; a box that is ticked leaves it where it is.
    if (now.order === null) {
      now.cursor.place(index);
    } else if (how === "stretch" && row !== undefined) {
      now.cursor.place(index);
      go({ order: row.uuid }, "replace");
    }
  }, []);
  const stretchTo = (index: number) => {
    if (isNowhere()) {
      focusActiveRow();
    }
    choose(index, "stretch");
  };
  /** Shows the row under the cursor, and says so where somebody took it for another one. */
  const lookFirst = (wasLooking: boolean) => {
    if (wasLooking && cursor.held() === undefined) {
      hint(translate("packing.lookFirst"));
    }
    activate(cursor.index);
    focusActiveRow();
  };
  /** Acts on the row that somebody put the cursor on; else shows which one it is, and no more. */
  const onHeld = (act: () => void) => () => {
    if (cursor.held() === undefined || !isInRows()) {
      lookFirst(isInRows());
    } else {
      act();
    }
  };
  /** The same for the order that is meant, which may lie open outside of the list. */
  const onMeant = (act: (row: OrderRow) => void) => () => {
    const row = meant.held();
    if (row !== undefined) {
      act(row);
    } else if (order === null || (meant.hasLeft && count > 0)) {
      lookFirst(order !== null || isInRows());
    } else if (meant.hasLeft) {
      meant.looked();
      hint(translate("packing.hasLeft"));
    }
  };
  const advanceAndGoOn = (row: OrderRow) => {
    const place = orders.indexOf(row.uuid);
    if (advance(row) && place >= 0) {
      goTo(Math.min(place + 1, Math.max(count - 1, 0)));
    }
  };
  const below = Math.min(cursor.index + 1, Math.max(count - 1, 0));
  // The whole order has the others for itself. The next step is the table's, with money or without.
  const hasOwnKeys = order === null || !showsMoney;
  const above = Math.max(cursor.index - 1, 0);
  useShortcut("next", () => goTo(below), count > 0);
  useShortcut("previous", () => goTo(above), count > 0);
  useShortcut("chooseNext", () => stretchTo(below), count > 0);
  useShortcut("choosePrevious", () => stretchTo(above), count > 0);
  useShortcut(
    "choose",
    onHeld(() => choose(cursor.index, "one")),
    count > 0,
  );
  useShortcut("chooseAll", choosing.chooseAll, count > 0);
  useShortcut("open", () => open(cursor.index), order === null && count > 0);
  // The palette offers them for the open order alone: of a row it would not say which one is meant.
  const key = (name: ShortcutName, act: (row: OrderRow) => void) => ({
    ...commandOf(name, onMeant(act)),
    isKeyOnly: order === null,
  });
  useCommands(
    // Where orders are chosen, these keys act on all of them.
    (count > 0 || order !== null) && !isSelecting
      ? [
          key("advance", advanceAndGoOn),
          ...(hasOwnKeys
            ? [
                key("shippingMenu", (row) => {
                  if (row.presence !== "gone") {
                    onShippingMenu(row);
                  }
                }),
              ]
            : []),
          // Offered only while there is something to decide, like the key of the open order.
          ...(hasOwnKeys && meant.shown?.pending?.state === "needs_person"
            ? [
                key("decide", ({ pending }) => {
                  if (pending?.state === "needs_person") {
                    go({ action: pending.id });
                  }
                }),
              ]
            : []),
        ]
      : [],
  );

  return (
    <div className="relative flex min-h-0 min-w-0 flex-1">
      <section className="flex min-w-0 flex-1 flex-col">
        {orders.error !== null && (
          <div className="px-4 pb-3">
            <FailureNote failure={failureOf(orders.error)} />
          </div>
        )}
        {orders.total !== null && count === 0 ? (
          <NothingHere stage={stage} />
        ) : (
          <PackingList
            cursor={cursor}
            name={translate(`packing.stage.${stage}`)}
            onActive={activate}
            onChoose={choose}
            onOpen={open}
            onRange={onRange}
            open={order}
            orders={orders}
            selection={selection}
            settings={settings}
            showsMoney={showsMoney}
          />
        )}
        <SpokenChoice count={isSelecting ? chosenTotal : null} />
        {orders.total !== null &&
          isSelecting &&
          selectionBar(
            { selection: asked(selection, query), total: chosenTotal },
            { query, total: orders.total, columns: columnsOf(showsMoney) },
            choosing.clear,
          )}
      </section>
      {order !== null && (
        <Beside>
          {showsMoney ? (
            detail(
              order,
              walkAt(
                cursor.index,
                orders.rowAt(cursor.index)?.uuid === order,
                orders.total ?? { count: 0, atLeast: false },
                goTo,
              ),
              { hindranceOf, advance: advanceAndGoOn },
            )
          ) : (
            <Parcel settings={settings} uuid={order} />
          )}
        </Beside>
      )}
    </div>
  );
}
