import { useRef } from "react";

import type { CaseView } from "../../bridge/types";
import { useCase } from "../../queries";

/** The case that is looked at, and its place in the list. */
export interface Active {
  /** None: the list is empty, or it is on its way. */
  readonly view: CaseView | undefined;
  /** In the list; where the list does not have it, of the row whose place it has. */
  readonly place: number;
  readonly isInList: boolean;
}

/**
 * The case of the address, or the first of the list. A case that leaves the list makes room for the
 * one behind it; one that the list never had, as from a link, is shown on its own. So is the one
 * that is `held` because it is being decided, or turned out to be another than the person saw.
 */
export function useActive(
  cases: readonly CaseView[],
  wanted: number | null,
  held: number | null,
): Active {
  const last = useRef<{ id: number | null; place: number }>({ id: null, place: 0 });
  const found = wanted === null ? -1 : cases.findIndex(({ id }) => id === wanted);
  const isLinked = wanted !== null && found < 0 && (last.current.id !== wanted || wanted === held);
  const place =
    found >= 0
      ? found
      : Math.max(0, Math.min(wanted === null ? 0 : last.current.place, cases.length - 1));
  if (found >= 0) {
    last.current = { id: wanted, place: found };
  }
  const id = isLinked ? wanted : (cases[place]?.id ?? null);
  // What the list says may be a moment older than what is known of the one case.
  const single = useCase(id).data;
  const listed = isLinked ? undefined : cases[place];
  return {
    view: single?.id === id ? (single ?? undefined) : listed,
    place,
    isInList: !isLinked && listed !== undefined,
  };
}
