import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { listOrders } from "../bridge";
import type { OrderPage, OrderQuery, OrderRow } from "../bridge/types";
import { useStore } from "./desk";
import { keys } from "./keys";

/** The first orders of a list, at most so many. */
function firstOf(query: OrderQuery, most: number): Promise<OrderPage> {
  return listOrders(query, { after: null, offset: 0, limit: most, pinned: null });
}

/** The first orders that a search finds. */
export interface FoundOrders {
  /** Those of the search before until the answer to this one is there. */
  readonly rows: readonly OrderRow[];
  /** The rows answer this search. */
  readonly isAnswered: boolean;
  readonly error: unknown;
}

/** The first orders that a query finds, at most so many; without a query none. */
export function useFoundOrders(query: OrderQuery | null, most: number): FoundOrders {
  const store = useStore();
  const isAsked = query !== null && store !== null;
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: keys.foundOrders(store, query, most),
    queryFn: () => (query === null ? null : firstOf(query, most)),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return {
    rows: isAsked ? (data?.rows ?? []) : [],
    isAnswered: !isAsked || error !== null || (data !== undefined && !isPlaceholderData),
    error: isAsked ? error : null,
  };
}

/** Asks the desk once, past what is known here. */
export function useAskOrders(): (query: OrderQuery, most: number) => Promise<OrderPage> {
  const client = useQueryClient();
  const store = useStore();
  return useCallback(
    (query, most) =>
      client.fetchQuery({
        queryKey: keys.foundOrders(store, query, most),
        queryFn: () => firstOf(query, most),
        staleTime: 0,
        gcTime: 0,
      }),
    [client, store],
  );
}
