import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";

import {
  fieldEvidence,
  listOrders,
  observationJson,
  orderDetail,
  refreshOrder,
  sendAgain,
  settleAction,
  ship,
  withdrawAction,
} from "../bridge";
import type {
  FieldName,
  OrderPage,
  OrderQuery,
  OrderRow,
  OrderTotal,
  ShippingRequest,
} from "../bridge/types";
import { keys } from "./keys";

/** Rows a page. */
export const pageSize = 200;

/** The list as far as it is loaded. */
export interface LoadedOrders {
  readonly total: OrderTotal | null;
  readonly rowAt: (index: number) => OrderRow | undefined;
  readonly indexOf: (uuid: string) => number;
  readonly error: unknown;
  /** The rows are those of the query before, until the first page of this one is there. */
  readonly isPrevious: boolean;
}

/**
 * The pages that cover the rows `first` to `last`. A page is asked for by the cursor of the page
 * before it where that is known, else by its offset. While another query is on its way, the rows
 * of the last one stay.
 */
export function useOrders(query: OrderQuery, first: number, last: number): LoadedOrders {
  const client = useQueryClient();
  const firstPage = Math.max(0, Math.floor(first / pageSize));
  const lastPage = Math.max(firstPage, Math.floor(last / pageSize));
  const wanted = [...new Set([0, ...range(firstPage, lastPage)])];
  const answers = useQueries({
    queries: wanted.map((page) => ({
      queryKey: keys.ordersPage(query, page),
      queryFn: () => {
        const before =
          page === 0 ? undefined : client.getQueryData<OrderPage>(keys.ordersPage(query, page - 1));
        const after = before?.next ?? null;
        return listOrders(query, {
          after,
          offset: after === null ? page * pageSize : 0,
          limit: pageSize,
        });
      },
    })),
  });

  const pages = new Map<number, OrderPage>();
  wanted.forEach((page, place) => {
    const answer = answers[place]?.data;
    if (answer !== undefined) {
      pages.set(page, answer);
    }
  });
  const previous = useRef<Map<number, OrderPage>>(pages);
  const isPrevious = !pages.has(0) && previous.current.has(0);
  if (!isPrevious) {
    previous.current = pages;
  }
  const shown = isPrevious ? previous.current : pages;

  return {
    total: shown.get(firstPage)?.total ?? shown.get(0)?.total ?? null,
    rowAt: (index) => shown.get(Math.floor(index / pageSize))?.rows[index % pageSize],
    indexOf: (uuid) => {
      for (const [page, { rows }] of shown) {
        const place = rows.findIndex((row) => row.uuid === uuid);
        if (place >= 0) {
          return page * pageSize + place;
        }
      }
      return -1;
    },
    error: answers.find((answer) => answer.error !== null)?.error ?? null,
    isPrevious,
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

/** One order in full. */
export function useOrderDetail(uuid: string) {
  return useQuery({ queryKey: keys.orderDetail(uuid), queryFn: () => orderDetail(uuid) });
}

/** What was said about a field, asked for when a person opens it. */
export function useEvidence(uuid: string, field: FieldName) {
  return useQuery({
    queryKey: keys.evidence(uuid, field),
    queryFn: () => fieldEvidence(uuid, field),
  });
}

/** The raw JSON of an observation. It never changes. */
export function useObservationJson(id: number) {
  return useQuery({ queryKey: keys.observation(id), queryFn: () => observationJson(id) });
}

/** Reads one order from Points now. */
export function useRefreshOrder() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (uuid: string) => refreshOrder(uuid),
    onSettled: (_checked, _failure, uuid) => refetchOrder(client, uuid),
  });
}

/** Asks for a shipping status. */
export function useShip() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: ShippingRequest) => ship(request),
    onSettled: (_actions, _failure, { uuids }) =>
      Promise.all(uuids.map((uuid) => refetchOrder(client, uuid))),
  });
}

/** A person settles an unclear action: reads now, sends once more, or gives it up. */
export function useSettleAction(uuid: string) {
  const client = useQueryClient();
  const steps = { read: settleAction, sendAgain, giveUp: withdrawAction };
  return useMutation({
    mutationFn: ({ step, id }: { step: keyof typeof steps; id: number }) => steps[step](id),
    onSettled: () => refetchOrder(client, uuid),
  });
}

async function refetchOrder(client: ReturnType<typeof useQueryClient>, uuid: string) {
  await Promise.all([
    client.invalidateQueries({ queryKey: ["order", uuid] }),
    client.invalidateQueries({ queryKey: keys.orders }),
    client.invalidateQueries({ queryKey: keys.counts }),
  ]);
}
