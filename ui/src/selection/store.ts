import { useCallback, useEffect, useSyncExternalStore } from "react";

import type { OrderQuery } from "../bridge/types";
import { usePlace } from "../location";
import { useStore } from "../queries";
import { isNothing, nothing, type Selection } from "./selection";

interface Held {
  /** The list that it was chosen in: of which store, and narrowed how. */
  readonly list: string;
  readonly selection: Selection;
}

const empty: Held = { list: "", selection: nothing };
let held = empty;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function hold(next: Held): void {
  if (next !== held) {
    held = next;
    for (const tell of listeners) {
      tell();
    }
  }
}

/** One list from another; however it is sorted, it is the same. */
function listOf(store: string | null, { sort: _, ascending: __, ...narrowing }: OrderQuery) {
  return JSON.stringify([store, narrowing]);
}

/** Gives up whatever is chosen. */
export function clearSelection(): void {
  hold(empty);
}

/** What is chosen in the present list. It outlives scrolling, answers and screens, and no other query. */
export function useSelection() {
  const { query } = usePlace();
  const list = listOf(useStore(), query);
  const { list: of, selection } = useSyncExternalStore(subscribe, () => held);
  const choose = useCallback((next: Selection) => hold({ list, selection: next }), [list]);
  return { selection: of === list ? selection : nothing, choose };
}

/** Forgets what was chosen in a list that is not the present one. */
export function useForgottenWithItsList(): void {
  const { query } = usePlace();
  const list = listOf(useStore(), query);
  useEffect(() => {
    if (held.list !== list) {
      hold(empty);
    }
  }, [list]);
}

/** Whether the keys of one order mean what is chosen instead: something is, and its list is on the screen. */
export function useIsSelecting(): boolean {
  const { screen } = usePlace();
  const { selection } = useSelection();
  return screen === "orders" && !isNothing(selection);
}
