/** Cases and what people decide about them; runs of the reconciliation, and their reports. */
import {
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

import {
  caseView,
  decideCase,
  decideCases,
  listCases,
  listRuns,
  previewCases,
  reopenCase,
  writeReport,
} from "../bridge";
import type {
  CaseDecision,
  CasePage,
  CaseQuery,
  CaseStep,
  CaseView,
  ReportRequest,
} from "../bridge/types";
import { tick, useStore } from "./desk";
import { keys } from "./keys";

/** Every open case. */
export const everyOpenCase: CaseQuery = { classes: [], state: "open" };

/** Cases, the most urgent class first, as far as somebody has looked. */
export function useCases(query: CaseQuery) {
  const store = useStore();
  const { data, error, hasNextPage, isFetching, isPlaceholderData, fetchNextPage } =
    useInfiniteQuery({
      queryKey: keys.casesOf(store, query),
      queryFn: ({ pageParam }) => listCases(query, pageParam),
      initialPageParam: null as string | null,
      getNextPageParam: ({ next }: CasePage) => next,
      refetchInterval: tick,
      enabled: store !== null,
    });
  const cases = useMemo(() => data?.pages.flatMap((page) => page.cases), [data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) {
      void fetchNextPage();
    }
  }, [hasNextPage, isFetching, fetchNextPage]);
  /** Asks for page after page until all are there, and gives them. */
  const all = useCallback(async (): Promise<readonly CaseView[]> => {
    let answer = await fetchNextPage({ cancelRefetch: false });
    while (answer.hasNextPage && !answer.isError) {
      answer = await fetchNextPage();
    }
    return answer.data?.pages.flatMap((page) => page.cases) ?? [];
  }, [fetchNextPage]);
  const summary = data?.pages.at(-1);
  return { cases, summary, error, hasMore: hasNextPage, isPrevious: isPlaceholderData, more, all };
}

/** How many cases are open; the same answer as that of the review. */
export function useOpenCases(): number | null {
  const { summary } = useCases(everyOpenCase);
  return summary === undefined ? null : openOf(summary);
}

/** How many are open of everything that was found and is still so. */
export function openOf({ total, explained, snoozed }: CasePage): number {
  return Math.max(0, total - explained - snoozed);
}

/** One case by its id, wherever it stands; none while there is none. */
export function useCase(id: number | null) {
  const store = useStore();
  return useQuery({
    queryKey: keys.caseOf(store, id ?? 0),
    queryFn: () => caseView(id ?? 0),
    enabled: id !== null,
  });
}

/** A person decides about a case. */
export function useDecideCase() {
  const client = useQueryClient();
  const store = useStore();
  return useMutation({
    mutationFn: ({ id, decision }: { readonly id: number; readonly decision: CaseDecision }) =>
      decideCase(id, decision),
    onSuccess: ({ case: now }) => client.setQueryData<CaseView>(keys.caseOf(store, now.id), now),
    onSettled: () => refetchCases(client),
  });
}

/** Takes the last decision about a case back. */
export function useReopenCase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => reopenCase(id),
    onSettled: () => refetchCases(client),
  });
}

/** What a step would do for many cases; never what was true when it was asked before. */
export function useCasesPreview(ids: readonly number[], step: CaseStep) {
  const store = useStore();
  return useQuery({
    queryKey: keys.casesPreviewOf(store, ids, step),
    queryFn: () => previewCases([...ids], step),
    staleTime: 0,
    gcTime: 0,
  });
}

/** Decides many cases; says how many. */
export function useDecideCases() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      ids,
      decision,
    }: {
      readonly ids: readonly number[];
      readonly decision: CaseDecision;
    }) => decideCases([...ids], decision),
    onSettled: () => refetchCases(client),
  });
}

/** The last runs, newest first. */
export function useRuns() {
  const store = useStore();
  return useQuery({
    queryKey: keys.runsOf(store),
    queryFn: listRuns,
    enabled: store !== null,
  });
}

/** Writes the report of a run; null where the person named no file. */
export function useWriteReport() {
  return useMutation({ mutationFn: (request: ReportRequest) => writeReport(request) });
}

/** Asks anew for what a decision may have changed. */
export async function refetchCases(client: QueryClient): Promise<void> {
  await Promise.all(
    [keys.cases, keys.case, keys.runs, keys.today, keys.order, keys.orders].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  );
}
