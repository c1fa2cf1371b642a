import { useCallback, useEffect, useSyncExternalStore } from "react";

import type { OrderQuery } from "../bridge/types";
import { type Place, usePlace } from "../location";
import { useStore } from "../queries";
import { isNothing, nothing, type Selection } from "./selection";

interface Held {
  /** The list that it was chosen in: of which store, and narrowed how. */
  readonly list: string;
  readonly selection: Selection;
}

/** The lists in which orders are chosen. Each keeps its own while the other is looked at. */
type Chooser = "orders" | "packing";

const empty: Held = { list: "", selection: nothing };
let held: Readonly<Record<Chooser, Held>> = { orders: empty, packing: empty };
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function hold(next: typeof held): void {
  held = next;
  for (const tell of listeners) {
    tell();
  }
}

/** One list from another; however it is sorted, it is the same. */
function listOf(store: string | null, { sort: _, ascending: __, ...narrowing }: OrderQuery) {
  return JSON.stringify([store, narrowing]);
}

/**
 * The list that is on the screen. What a stage of packing holds comes and goes; which stage it is
 * tells it from the others.
 */
function usePresent(): { readonly chooser: Chooser; readonly list: string } {
  const { screen, query, stage }: Place = usePlace();
  const store = useStore();
  return screen === "packing"
    ? { chooser: "packing", list: JSON.stringify([store, stage]) }
    : { chooser: "orders", list: listOf(store, query) };
}

/** Gives up whatever is chosen. */
export function clearSelection(): void {
  hold({ orders: empty, packing: empty });
}

/** What is chosen in the present list. It outlives scrolling, answers and screens, and no other query. */
export function useSelection() {
  const { chooser, list } = usePresent();
  const { list: of, selection } = useSyncExternalStore(subscribe, () => held[chooser]);
  const choose = useCallback(
    (next: Selection) => hold({ ...held, [chooser]: { list, selection: next } }),
    [chooser, list],
  );
  return { selection: of === list ? selection : nothing, choose };
}

/** Forgets what was chosen in a list that is not the present one. */
export function useForgottenWithItsList(): void {
  const { chooser, list } = usePresent();
  useEffect(() => {
    if (held[chooser].list !== list && held[chooser] !== empty) {
      hold({ ...held, [chooser]: empty });
    }
  }, [chooser, list]);
}

/** Whether the keys of one order mean what is chosen instead: something is, and its list is on the screen. */
export function useIsSelecting(): boolean {
  const { screen } = usePlace();
  const { selection } = useSelection();
  return (screen === "orders" || screen === "packing") && !isNothing(selection);
}
