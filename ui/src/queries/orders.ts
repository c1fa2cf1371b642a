import {
  type QueryClient,
  type QueryKey,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useMemo, useRef } from "react";

import {
  countOrders,
  fieldEvidence,
  listOrders,
  observationJson,
  orderDetail,
  refreshOrder,
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
import { rememberSteps } from "./asked";
import { tick, useStore } from "./desk";
import { keys } from "./keys";

/** Rows a page. */
export const pageSize = 100;

/** The list as far as it is loaded. */
export interface LoadedOrders {
  readonly total: OrderTotal | null;
  readonly rowAt: (index: number) => OrderRow | undefined;
  readonly indexOf: (uuid: string) => number;
  /** What of the listed numbers is not known here. */
  readonly unknown: readonly string[];
  readonly error: unknown;
  /** The rows are those of the query before, until the first page of this one is there. */
  readonly isPrevious: boolean;
}

/**
 * The pages that cover the rows `first` to `last`. A page is asked for by the cursor of the page
 * before it where that is known, else by its offset. While another query is on its way, the rows
 * of the last one stay. The same object as long as the answers are the same. `pinned` is a path of
 * the metadata whose value each row brings along.
 */
export function useOrders(
  query: OrderQuery,
  first: number,
  last: number,
  pinned: string | null = null,
): LoadedOrders {
  const client = useQueryClient();
  const store = useStore();
  const firstPage = Math.max(0, Math.floor(first / pageSize));
  const lastPage = Math.max(firstPage, Math.floor(last / pageSize));
  const wanted = useUnchanged([...new Set([0, ...range(firstPage, lastPage)])]);
  const answers = useQueries({
    queries: wanted.map((page) => ({
      queryKey: keys.ordersPage(store, query, page, pinned),
      queryFn: () => {
        const after =
          page === 0 ? null : cursorAfter(client, keys.ordersPage(store, query, page - 1, pinned));
        return listOrders(query, {
          after,
          offset: after === null ? page * pageSize : 0,
          limit: pageSize,
          pinned,
        });
      },
      refetchInterval: tick,
    })),
  });
  const data = useUnchanged(answers.map((answer) => answer.data));
  const error = answers.find((answer) => answer.error !== null)?.error ?? null;

  const pages = useMemo(
    () =>
      new Map(
        wanted.flatMap((page, place) => {
          const answer = data[place];
          return answer === undefined ? [] : [[page, answer] as const];
        }),
      ),
    [wanted, data],
  );
  const previous = useRef<ReadonlyMap<number, OrderPage>>(pages);
  const isPrevious = !pages.has(0) && previous.current.has(0);
  if (!isPrevious) {
    previous.current = pages;
  }
  const shown = previous.current;
  const told = pages.get(firstPage)?.total ?? pages.get(0)?.total ?? null;
  const total = useTotal(query, told);

  return useMemo(() => {
    const places = new Map(
      [...shown].flatMap(([page, { rows }]) =>
        rows.map(({ uuid }, place) => [uuid, page * pageSize + place] as const),
      ),
    );
    return {
      total,
      rowAt: (index) => shown.get(Math.floor(index / pageSize))?.rows[index % pageSize],
      indexOf: (uuid) => places.get(uuid) ?? -1,
      unknown: shown.get(0)?.unknown ?? [],
      error,
      isPrevious,
    };
  }, [shown, total, error, isPrevious]);
}

/**
 * How many orders a query finds. The first page of a search comes before all matches are counted;
 * the number before stays until that is done, so that it never flickers while somebody types.
 */
function useTotal(query: OrderQuery, told: OrderTotal | null): OrderTotal | null {
  const store = useStore();
  const isOpen = told?.atLeast === true && query.search !== "";
  const counted = useQuery({
    queryKey: keys.ordersCount(store, query),
    queryFn: async () => (await countOrders([query]))[0] ?? null,
    enabled: isOpen,
  });
  const before = useRef<OrderTotal | null>(null);
  const now = isOpen ? (counted.data ?? (counted.isError ? told : null)) : told;
  const known = now ?? before.current ?? told;
  if (known?.count !== before.current?.count || known?.atLeast !== before.current?.atLeast) {
    before.current = known;
  }
  return before.current;
}

/** Where a page ends; unknown while it is out of date, since rows would be left out or come twice. */
function cursorAfter(client: QueryClient, page: QueryKey): string | null {
  const state = client.getQueryState<OrderPage>(page);
  return state?.fetchStatus === "idle" && !state.isInvalidated ? (state.data?.next ?? null) : null;
}

/** The list of the drawing before, as long as each of its parts is the same. */
function useUnchanged<Part>(parts: readonly Part[]): readonly Part[] {
  const before = useRef(parts);
  if (
    parts.length !== before.current.length ||
    parts.some((part, place) => part !== before.current[place])
  ) {
    before.current = parts;
  }
  return before.current;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

/** One order in full. */
export function useOrderDetail(uuid: string | null) {
  const store = useStore();
  return useQuery({
    queryKey: keys.orderDetail(store, uuid ?? ""),
    queryFn: () => orderDetail(uuid ?? ""),
    enabled: uuid !== null,
  });
}

/** What was said about a field, asked for when a person opens it. */
export function useEvidence(uuid: string, field: FieldName) {
  const store = useStore();
  return useQuery({
    queryKey: keys.evidence(store, uuid, field),
    queryFn: () => fieldEvidence(uuid, field),
  });
}

/** The raw JSON of an observation. It never changes. */
export function useObservationJson(id: number) {
  const store = useStore();
  return useQuery({ queryKey: keys.observation(store, id), queryFn: () => observationJson(id) });
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
  const store = useStore();
  return useMutation({
    mutationFn: (request: ShippingRequest) => ship(request),
    onSuccess: (actions) => rememberSteps(client, store, actions),
    onSettled: (_actions, _failure, { uuids }) =>
      Promise.all(uuids.map((uuid) => refetchOrder(client, uuid))),
  });
}

/** Reads now to settle an unclear action, or takes note of a refusal. */
export function useSettleAction(uuid: string) {
  const client = useQueryClient();
  const steps = { read: settleAction, giveUp: withdrawAction };
  return useMutation({
    mutationFn: ({ step, id }: { step: keyof typeof steps; id: number }) => steps[step](id),
    onSettled: () => refetchOrder(client, uuid),
  });
}

/** Asks anew for what a change of one order may have changed. */
export async function refetchOrder(client: QueryClient, uuid: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({
      queryKey: keys.order,
      predicate: ({ queryKey: [, , of] }) => of === uuid,
    }),
    client.invalidateQueries({ queryKey: keys.orders }),
    client.invalidateQueries({ queryKey: keys.counts }),
  ]);
}
