/** Many orders at once: what shipping them would do, what it did, and notes on all of them. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { batch, cancelBatch, listOrders, noteOrders, planShipping, shipPlanned } from "../bridge";
import type { BatchView, BulkShippingRequest, OrderSelection } from "../bridge/types";
import { everyOrder } from "../location";
import { forgetBatch, remember } from "./asked";
import { useStore } from "./desk";
import { keys } from "./keys";

/** What shipping a selection would do now. It is asked for anew whenever orders or actions change. */
export function useShippingPlan(request: BulkShippingRequest) {
  const store = useStore();
  return useQuery({
    queryKey: keys.shippingPlan(store, request),
    queryFn: () => planShipping(request),
    placeholderData: keepPreviousData,
    // Never what was true when the dialog was open before.
    staleTime: 0,
    gcTime: 0,
  });
}

/**
 * Asks for what a plan shows, whatever has changed since it was drawn; the batch is there at once,
 * before anything is sent. A plan that is gone is made anew, to be looked at once more.
 */
export function useShipPlanned() {
  const client = useQueryClient();
  const store = useStore();
  return useMutation({
    mutationFn: (id: string) => shipPlanned(id),
    onSuccess: (asked) => {
      client.setQueryData<BatchView>(keys.batchOf(store, asked.id), asked);
      remember(client, store, [{ of: "batch", batch: asked }]);
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.orders }),
  });
}

/** What came of each order of a batch; none while there is none. */
export function useBatch(id: number | null) {
  const store = useStore();
  return useQuery({
    queryKey: keys.batchOf(store, id ?? 0),
    queryFn: () => batch(id ?? 0),
    enabled: id !== null,
    gcTime: Number.POSITIVE_INFINITY,
  });
}

/** A batch around the moment at which it was taken back: what each of its orders was, and is. */
export interface CancelledBatch {
  readonly before: BatchView;
  readonly after: BatchView;
}

/** Takes back what of a batch has not been sent. */
export function useCancelBatch() {
  const client = useQueryClient();
  const store = useStore();
  return useMutation({
    mutationFn: async (id: number): Promise<CancelledBatch> => {
      const before = await batch(id);
      return { before, after: await cancelBatch(id) };
    },
    onSuccess: ({ after }) => {
      client.setQueryData<BatchView>(keys.batchOf(store, after.id), after);
      forgetBatch(client, store, after.id);
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.orders }),
  });
}

/** Writes a note on every order of a selection. */
export function useNoteOrders() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ selection, text }: { selection: OrderSelection; text: string }) =>
      noteOrders(selection, text),
    onSettled: () =>
      Promise.all(
        [keys.orders, keys.order].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}

/** The shop's numbers of orders of which only the uuids are at hand. */
export function useOrderNumbers(
  uuids: readonly string[],
): ReadonlyMap<string, string | null> | undefined {
  const store = useStore();
  return useQuery({
    queryKey: keys.orderNumbers(store, uuids),
    queryFn: async () => {
      const query = { ...everyOrder, listed: [...uuids] };
      const page = { after: null, offset: 0, limit: uuids.length, pinned: null };
      const { rows } = await listOrders(query, page);
      return new Map(rows.map(({ uuid, orderNumber }) => [uuid, orderNumber]));
    },
    enabled: uuids.length > 0,
    placeholderData: keepPreviousData,
    structuralSharing: false,
  }).data;
}
