import type { ReactNode } from "react";

import type { OrderRow, OrderTotal } from "../bridge/types";
import { focusActiveRow } from "../design";
import { go } from "../location";
import type { MessageId } from "../messages";
import { useIsSelecting } from "../selection";
import { useShortcut } from "./shortcuts";

/** Where the open order stands in its list, and the ways to those beside it. */
export interface Walk {
  /** Its place among all, from 1; none where the list does not have it. */
  readonly place: number | null;
  readonly total: OrderTotal;
  /** None at the beginning. */
  readonly previous: (() => void) | null;
  /** None at the end. */
  readonly next: (() => void) | null;
}

/** How a screen sends a parcel on, where it has its own way and its own key for it. */
export interface ParcelStep {
  /** Why the next step is not taken; none where it is. */
  readonly hindranceOf: (row: OrderRow) => MessageId | null;
  readonly advance: (row: OrderRow) => void;
}

/** The walk through a list of `total` orders whose row `active`, from 0, is the open one or not. */
export function walkAt(
  active: number,
  isOpen: boolean,
  total: OrderTotal,
  walk: (to: number) => void,
): Walk {
  return {
    place: isOpen ? active + 1 : null,
    total,
    previous: active > 0 ? () => walk(active - 1) : null,
    next: active + 1 < total.count ? () => walk(active + 1) : null,
  };
}

/** Closes the open order; the focus goes back to the list. */
export function closeOrder(): void {
  go({ order: null });
  focusActiveRow();
}

/**
 * The open order beside a list, in narrow windows over it, and the key that closes it.
 * Where there is the room, it is wide enough for two lanes of what happened.
 */
export function Beside({
  isOver = false,
  children,
}: {
  /** Over what stands beside the list, wherever there is no room for a third column. */
  readonly isOver?: boolean;
  readonly children: ReactNode;
}) {
  // What is chosen in the list is given up first.
  useShortcut("close", closeOrder, !useIsSelecting());
  return (
    <aside
      className={`appear w-[420px] shrink-0 border-line border-s bg-panel roomy:w-[620px] max-beside:absolute max-beside:inset-y-0 max-beside:end-0 max-beside:w-full ${
        isOver ? "max-roomy:absolute max-roomy:inset-y-0 max-roomy:end-0 max-roomy:shadow-over" : ""
      }`}
    >
      {children}
    </aside>
  );
}
