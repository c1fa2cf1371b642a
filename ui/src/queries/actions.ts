/** What was asked of Points: the log of it, how the queue stands, and what a person decides. */
import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

import {
  actionEvidence,
  decideAction,
  listActivity,
  listHeard,
  queueView,
  sendOnlyLast,
  statusesBefore,
  tryQueueNow,
  undoAction,
} from "../bridge";
import type { ActionView, ActivityQuery, Decision, HeardEntry, HeardQuery } from "../bridge/types";
import { tick, useStore } from "./desk";
import { keys } from "./keys";
import { refetchOrder } from "./orders";

/** How the queue stands: what waits, why, and until when. */
export function useQueue() {
  const store = useStore();
  return useQuery({
    queryKey: keys.queueOf(store),
    queryFn: queueView,
    enabled: store !== null,
    refetchInterval: tick,
  });
}

/** Tries at once what waits. */
export function useTryQueueNow() {
  const client = useQueryClient();
  const store = useStore();
  return useMutation({
    mutationFn: () => tryQueueNow(),
    onSuccess: (queue) => client.setQueryData(keys.queueOf(store), queue),
    onSettled: () => client.invalidateQueries({ queryKey: keys.activity }),
  });
}

/** A list that goes on as far as somebody looks. */
export interface Going<Item> {
  /** Undefined until the first answer. */
  readonly items: readonly Item[] | undefined;
  readonly error: unknown;
  readonly hasMore: boolean;
  /** The items are those of the question before. */
  readonly isPrevious: boolean;
  /** Asks for the next page, unless one is on its way. */
  readonly more: () => void;
}

/** What went out, newest first. */
export function useActivity(query: ActivityQuery, isAsked: boolean): Going<ActionView> {
  const store = useStore();
  const answer = useInfiniteQuery({
    queryKey: keys.activityOf(store, query),
    queryFn: ({ pageParam }) => listActivity(query, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: tick,
    enabled: isAsked,
  });
  return useGoing(answer, ({ actions }) => actions);
}

/** What came in, newest first. */
export function useHeard(query: HeardQuery, isAsked: boolean): Going<HeardEntry> {
  const store = useStore();
  const answer = useInfiniteQuery({
    queryKey: keys.heardOf(store, query),
    queryFn: ({ pageParam }) => listHeard(query, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    enabled: isAsked,
  });
  return useGoing(answer, ({ entries }) => entries);
}

function useGoing<Page, Item>(
  answer: {
    readonly data: { readonly pages: readonly Page[] } | undefined;
    readonly error: unknown;
    readonly hasNextPage: boolean;
    readonly isFetching: boolean;
    readonly isPlaceholderData: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  },
  itemsOf: (page: Page) => readonly Item[],
): Going<Item> {
  const { data, error, hasNextPage, isFetching, isPlaceholderData, fetchNextPage } = answer;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it takes of a page never changes
  const items = useMemo(() => data?.pages.flatMap(itemsOf), [data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) {
      void fetchNextPage();
    }
  }, [hasNextPage, isFetching, fetchNextPage]);
  return { items, error, hasMore: hasNextPage, isPrevious: isPlaceholderData, more };
}

/** Everything by which a person can decide about an action; never what was true before. */
export function useActionEvidence(id: number) {
  const store = useStore();
  return useQuery({
    queryKey: keys.actionEvidenceOf(store, id),
    queryFn: () => actionEvidence(id),
    staleTime: 0,
    gcTime: 0,
  });
}

/** A person decides. */
export function useDecide(onDecided: (decision: Decision) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, decision }: { readonly id: number; readonly decision: Decision }) =>
      decideAction(id, decision),
    // Not with each call: that is forgotten where the news of the decision is drawn before its answer,
    // and with it nothing is left to decide.
    onSuccess: (_, { decision }) => onDecided(decision),
    onSettled: (action) => refetchActions(client, action?.orderUuid ?? null),
  });
}

/** Takes an action back where nothing was sent. */
export function useUndoAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => undoAction(id),
    onSettled: (undone) => refetchActions(client, undone?.action.orderUuid ?? null),
  });
}

/** How many statuses of its order wait before this one; none asked about: never. */
export function useStatusesBefore(id: number | null) {
  const store = useStore();
  return useQuery({
    queryKey: keys.statusesBefore(store, id ?? 0),
    queryFn: () => statusesBefore(id ?? 0),
    enabled: id !== null,
    staleTime: 0,
  });
}

/** Sends only this one of several statuses that wait. */
export function useSendOnlyLast() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => sendOnlyLast(id),
    onSettled: (action) => refetchActions(client, action?.orderUuid ?? null),
  });
}

async function refetchActions(client: QueryClient, uuid: string | null): Promise<void> {
  await Promise.all([
    ...[keys.activity, keys.queue, keys.today, keys.action].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
    ...(uuid === null ? [] : [refetchOrder(client, uuid)]),
  ]);
}
