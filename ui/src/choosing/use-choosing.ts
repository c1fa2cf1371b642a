import { useRef } from "react";

import type { OrderQuery } from "../bridge/types";
import { useNotices } from "../frame";
import { type LoadedOrders, uuidsBetween } from "../queries";
import {
  chosen,
  everything,
  nothing,
  restored,
  type Selection,
  toggled,
  useForgottenWithItsList,
  useSelection,
} from "../selection";

/** A row by its order, and where it stood when it was last looked at. */
interface Spot {
  /** None where its page is not loaded. */
  readonly uuid: string | null;
  readonly index: number;
}

/** A stretch of rows that is being chosen, from where it began to where it has got. */
interface Stretch {
  readonly from: Spot;
  readonly to: Spot;
  /** What was chosen before it: a stretch that shrinks gives back what it took. */
  readonly before: Selection;
}

/** Choosing rows of the list, one by one, in stretches, or all that match. */
export function useChoosing(query: OrderQuery, orders: LoadedOrders) {
  useForgottenWithItsList();
  const { selection, choose } = useSelection();
  const { fail } = useNotices();
  const stretch = useRef<Stretch | null>(null);
  const latest = useRef({ query, selection });
  latest.current = { query, selection };

  const spotOf = (index: number): Spot => ({ uuid: orders.rowAt(index)?.uuid ?? null, index });
  /** Where it stands now; where its page is not loaded, where it stood. */
  const placeOf = ({ uuid, index }: Spot) => {
    const now = uuid === null ? -1 : orders.indexOf(uuid);
    return now >= 0 ? now : index;
  };

  const toggle = (index: number) => {
    const spot = spotOf(index);
    if (spot.uuid !== null) {
      const next = toggled(selection, spot.uuid);
      stretch.current = { from: spot, to: spot, before: next };
      choose(next);
    }
  };

  const extend = (active: number, index: number) => {
    const begun = stretch.current ?? {
      from: spotOf(active),
      to: spotOf(active),
      before: selection,
    };
    const to = spotOf(index);
    const from = placeOf(begun.from);
    const reached = placeOf(begun.to);
    const next: Stretch = { ...begun, from: { ...begun.from, index: from }, to };
    stretch.current = next;
    const taken = placesBetween(from, index);
    const given = placesBetween(from, reached);
    // What lies further back was chosen by the steps before, whether or not it is loaded any more.
    const first = Math.min(index, reached);
    const last = Math.max(index, reached);
    const apply = (uuids: readonly string[]) => {
      const placed = uuids.map((uuid, step) => ({ uuid, place: first + step }));
      const left = placed.filter(({ place }) => given(place) && !taken(place));
      const come = placed.filter(({ place }) => taken(place));
      const back = restored(latest.current.selection, next.before, left.map(uuidOf));
      choose(chosen(back, come.map(uuidOf)));
    };
    const loaded = loadedBetween(orders, first, last);
    if (loaded !== null) {
      apply(loaded);
      return;
    }
    // The rows between were never looked at: the desk names them.
    uuidsBetween(query, first, last).then((uuids) => {
      if (stretch.current?.before === next.before && latest.current.query === query) {
        apply(uuids);
      }
    }, fail);
  };

  return {
    selection,
    toggle,
    extend,
    chooseAll: () => {
      stretch.current = null;
      choose(everything);
    },
    clear: () => {
      stretch.current = null;
      choose(nothing);
    },
    /** A person went to another row without choosing: the next stretch begins there. */
    moveOn: () => {
      stretch.current = null;
    },
    /** From the box over the list: all that match, or none. */
    chooseAllOrNone: (isAll: boolean) => {
      stretch.current = null;
      choose(isAll ? everything : nothing);
    },
  };
}

const uuidOf = ({ uuid }: { readonly uuid: string }) => uuid;

function placesBetween(one: number, other: number): (place: number) => boolean {
  const [first, last] = one < other ? [one, other] : [other, one];
  return (place) => place >= first && place <= last;
}

/** The uuids of these rows; none where one of them is not loaded. */
function loadedBetween(orders: LoadedOrders, first: number, last: number): string[] | null {
  const uuids: string[] = [];
  for (let index = first; index <= last; index += 1) {
    const uuid = orders.rowAt(index)?.uuid;
    if (uuid === undefined) {
      return null;
    }
    uuids.push(uuid);
  }
  return uuids;
}
