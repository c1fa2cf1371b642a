/** What the packing table asks: how what was done stands, what Points refused, and scans. */
import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";

import {
  action,
  actions,
  checkPackingPin,
  listActivity,
  listOrders,
  printScanCommands,
  scan,
  ship,
  undoAction,
} from "../bridge";
import type { ActionState, ActionView, ActivityPage, ActivityQuery } from "../bridge/types";
import { everyOrder } from "../location";
import { takenBackOf } from "../points";
import { forgetStep, rememberSteps } from "./asked";
import { useStore } from "./desk";
import { keys } from "./keys";

/** In these states nothing comes any more. */
const settled: ReadonlySet<ActionState> = new Set<ActionState>([
  "confirmed",
  "refused",
  "withdrawn",
  "superseded",
]);

/** How actions stand now, by their ids. */
export function useActions(ids: readonly number[]): ReadonlyMap<number, ActionView> {
  const store = useStore();
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: keys.actionOf(store, id),
      queryFn: () => action(id),
      // The desk says when actions changed; of these none does any more.
      staleTime: ({ state: { data } }: { state: { data: ActionView | undefined } }) =>
        data !== undefined && settled.has(data.state)
          ? ("static" as const)
          : Number.POSITIVE_INFINITY,
    })),
    combine: (answers) =>
      new Map(
        answers.flatMap(({ data }) => (data === undefined ? [] : [[data.id, data] as const])),
      ),
  });
}

/** The same for any number of them, by one question. */
export function useManyActions(ids: readonly number[]): ReadonlyMap<number, ActionView> {
  const store = useStore();
  const { data } = useQuery({
    queryKey: keys.actionsOf(store, ids),
    queryFn: () => actions(ids),
    enabled: ids.length > 0,
  });
  return useMemo(() => new Map(data?.map((one) => [one.id, one])), [data]);
}

const refusedShipping: ActivityQuery = {
  order: "",
  kinds: ["shipping"],
  states: ["refused"],
  askedBy: null,
  askedFrom: null,
  askedUntil: null,
};

/** Orders whose last change Points refused. */
export interface RefusedOrders {
  readonly uuids: readonly string[];
  /** There are refusals further back that nobody looked through. */
  readonly atLeast: boolean;
}

/**
 * So many pages of refusals are looked through. Refusals of years are kept, and most of their orders
 * moved on since; the orders of so many still fit into one page of the list.
 */
const mostPages = 10;

/** What Points refused, newest first, and whether there is more of it. */
async function newestRefusals() {
  const actions: ActionView[] = [];
  let next: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer: ActivityPage = await listActivity(refusedShipping, next);
    actions.push(...answer.actions);
    next = answer.next;
    if (next === null) {
      break;
    }
  }
  return { actions, atLeast: next !== null };
}

/** The orders whose last change Points refused, as far as the newest refusals tell. */
export function useRefusedOrders(): RefusedOrders | undefined {
  const store = useStore();
  return useQuery({
    queryKey: keys.refusedOf(store),
    queryFn: async () => {
      const { actions, atLeast } = await newestRefusals();
      const listed = [...new Set(actions.flatMap(({ orderUuid }) => orderUuid ?? []))];
      if (listed.length === 0) {
        return { uuids: [], atLeast };
      }
      const page = { after: null, offset: 0, limit: listed.length, pinned: null };
      const { rows } = await listOrders({ ...everyOrder, listed }, page);
      const refused = rows.filter(({ pending }) => pending?.state === "refused");
      return { uuids: refused.map(({ uuid }) => uuid), atLeast };
    },
  }).data;
}

/** Whether this is the PIN of the packing table. */
export function useCheckPackingPin() {
  return useMutation({ mutationFn: (pin: string) => checkPackingPin(pin), gcTime: 0 });
}

/** Prints the sheet of command barcodes. */
export function usePrintScanCommands() {
  return useMutation({ mutationFn: () => printScanCommands() });
}

/** What somebody who scans asks of the desk. */
export interface ScanDesk {
  readonly scan: typeof scan;
  readonly undo: typeof undoAction;
  /** Asks for a status of one order, by its uuid. */
  readonly shipTo: (uuid: string, target: string) => Promise<ActionView[]>;
}

/** The desk of the open store for scanning; what it does can be taken back on the table too. */
export function useScanDesk(): ScanDesk {
  const client = useQueryClient();
  const store = useStore();
  return useMemo(
    () => ({
      scan: async (code, target) => {
        const view = await scan(code, target);
        const { actionId, order, outcome } = view;
        // Of what was done already the action of before is told, which this scan asked nothing of.
        if (outcome === "done" && actionId !== null && order !== null) {
          const { uuid: orderUuid, orderNumber } = order;
          const asked = { id: actionId, orderUuid, orderNumber, target };
          // As it stands until the desk is asked: it was written down this moment.
          rememberSteps(client, store, [{ ...asked, state: "queued", heldUntil: null }]);
        }
        return view;
      },
      undo: async (id) => {
        const undone = await undoAction(id);
        if (isOver(undone.action)) {
          forgetStep(client, store, id);
        }
        return undone;
      },
      shipTo: async (uuid, target) => {
        const wish = { uuids: [uuid], target, nameAr: null, nameEn: null, seen: {} };
        const asked = await ship(wish);
        rememberSteps(client, store, asked);
        return asked;
      },
    }),
    [client, store],
  );
}

/** Whether nothing of an action can be taken back or decided any more. */
function isOver(action: ActionView): boolean {
  return !["sent", "undecided"].includes(takenBackOf(action));
}
