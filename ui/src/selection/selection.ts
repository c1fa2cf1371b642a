import type { OrderQuery, OrderSelection, OrderTotal } from "../bridge/types";

/** The orders that a person chose: some by name, or all that match but some. */
export type Selection =
  | { readonly of: "some"; readonly uuids: ReadonlySet<string> }
  | { readonly of: "matching"; readonly except: ReadonlySet<string> };

/** Nothing is chosen. */
export const nothing: Selection = { of: "some", uuids: new Set() };

/** All that match, also those that no page has loaded. */
export const everything: Selection = { of: "matching", except: new Set() };

/** Whether nobody chose anything. */
export function isNothing(selection: Selection): boolean {
  return selection.of === "some" && selection.uuids.size === 0;
}

/** Whether an order of the list is among them. */
export function isChosen(selection: Selection, uuid: string): boolean {
  return selection.of === "some" ? selection.uuids.has(uuid) : !selection.except.has(uuid);
}

/** With these too. */
export function chosen(selection: Selection, uuids: Iterable<string>): Selection {
  return selection.of === "some"
    ? { of: "some", uuids: new Set([...selection.uuids, ...uuids]) }
    : { of: "matching", except: without(selection.except, uuids) };
}

/** Without these. */
export function unchosen(selection: Selection, uuids: Iterable<string>): Selection {
  return selection.of === "some"
    ? { of: "some", uuids: without(selection.uuids, uuids) }
    : { of: "matching", except: new Set([...selection.except, ...uuids]) };
}

/** The order comes in, or goes out. */
export function toggled(selection: Selection, uuid: string): Selection {
  return isChosen(selection, uuid) ? unchosen(selection, [uuid]) : chosen(selection, [uuid]);
}

/** These stand as they did before. */
export function restored(
  selection: Selection,
  before: Selection,
  uuids: readonly string[],
): Selection {
  const back = chosen(
    selection,
    uuids.filter((uuid) => isChosen(before, uuid)),
  );
  return unchosen(
    back,
    uuids.filter((uuid) => !isChosen(before, uuid)),
  );
}

function without(uuids: ReadonlySet<string>, leaving: Iterable<string>): ReadonlySet<string> {
  const rest = new Set(uuids);
  for (const uuid of leaving) {
    rest.delete(uuid);
  }
  return rest;
}

/** How many they are, where so many match. */
export function sizeOf(selection: Selection, matching: OrderTotal): OrderTotal {
  return selection.of === "some"
    ? { count: selection.uuids.size, atLeast: false }
    : { count: Math.max(0, matching.count - selection.except.size), atLeast: matching.atLeast };
}

/** As the desk is asked for them; all that match come in the query's order. */
export function asked(selection: Selection, query: OrderQuery): OrderSelection {
  return selection.of === "some"
    ? { uuids: [...selection.uuids], matching: null, except: [] }
    : { uuids: [], matching: query, except: [...selection.except] };
}

/** Orders that a person wants something done with. */
export interface ChosenOrders {
  readonly selection: OrderSelection;
  readonly total: OrderTotal;
}
