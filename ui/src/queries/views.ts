import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";

import {
  changeView,
  countOrders,
  listLayout,
  makeView,
  metadataPaths,
  moveView,
  onDeskChanged,
  removeView,
  restoreView,
  savedViews,
  saveListLayout,
} from "../bridge";
import type { ListLayout, OrderQuery, OrderTotal, SavedView, ViewDraft } from "../bridge/types";
import { tick, useStore } from "./desk";
import { keys } from "./keys";

/** The saved views of the open store, in the person's order. */
export function useViews() {
  const store = useStore();
  return useQuery({
    queryKey: keys.viewsOf(store),
    queryFn: savedViews,
    enabled: store !== null,
  });
}

/** During a sync the numbers beside the views follow this often, in milliseconds. */
const pauseBetweenCounts = 2_000;

/** The desk counts no more queries at once. */
const mostCounted = 50;

/** How many orders each view finds, by its id; the numbers before stay until new ones are there. */
export function useViewCounts(
  views: readonly { readonly id: number; readonly query: OrderQuery }[],
): Readonly<Record<number, OrderTotal>> {
  const store = useStore();
  useCountsFollowing();
  const counted = useMemo(() => views.slice(0, mostCounted), [views]);
  const answer = useQuery({
    queryKey: keys.viewCountsOf(store, counted),
    queryFn: async () => {
      const totals = await countOrders(counted.map(({ query }) => query));
      const known: Record<number, OrderTotal> = {};
      totals.forEach((total, place) => {
        const view = counted[place];
        if (view !== undefined) {
          known[view.id] = total;
        }
      });
      return known;
    },
    enabled: counted.length > 0,
    placeholderData: (before, query) => (query?.queryKey[1] === store ? before : undefined),
    refetchInterval: tick,
  });
  return answer.data ?? {};
}

/** Counting every view is dear beside what one screen asks for: it follows the desk at its own pace. */
function useCountsFollowing(): void {
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onDeskChanged((topics) => {
      if (topics.includes("orders") || topics.includes("actions")) {
        timer ??= setTimeout(() => {
          timer = undefined;
          // A failed answer is kept by its own query.
          void client.invalidateQueries({ queryKey: keys.viewCounts });
        }, pauseBetweenCounts);
      }
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client]);
}

/** Making and changing views. */
export function useViewChanges() {
  const client = useQueryClient();
  const store = useStore();
  const onSettled = () => client.invalidateQueries({ queryKey: keys.views });
  return {
    make: useMutation({ mutationFn: (draft: ViewDraft) => makeView(draft), onSettled }),
    change: useMutation({
      mutationFn: ({ id, draft }: { id: number; draft: ViewDraft }) => changeView(id, draft),
      onSettled,
    }),
    move: useMutation({
      mutationFn: ({ id, before }: { id: number; before: number | null }) => moveView(id, before),
      // What is dragged stays where it was let go.
      onMutate: ({ id, before }) => setViews(client, store, (views) => moved(views, id, before)),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (id: number) => removeView(id),
      onMutate: (id) => setViews(client, store, (views) => views.filter((view) => view.id !== id)),
      onSettled,
    }),
    restore: useMutation({ mutationFn: (id: number) => restoreView(id), onSettled }),
  };
}

function setViews(
  client: QueryClient,
  store: ReturnType<typeof useStore>,
  change: (views: SavedView[]) => SavedView[],
): void {
  client.setQueryData<SavedView[]>(keys.viewsOf(store), (views) => views && change(views));
}

function moved(views: readonly SavedView[], id: number, before: number | null): SavedView[] {
  const view = views.find((candidate) => candidate.id === id);
  const others = views.filter((candidate) => candidate.id !== id);
  const found = others.findIndex((candidate) => candidate.id === before);
  return view === undefined ? others : others.toSpliced(found < 0 ? others.length : found, 0, view);
}

/** The columns that the open store's list was given; none: the page's own choice. */
export function useListLayout() {
  const store = useStore();
  return useQuery({
    queryKey: keys.layoutOf(store),
    queryFn: listLayout,
    enabled: store !== null,
  });
}

/** Remembers how the list is laid out; it follows at once and goes back if the desk refuses. */
export function useSaveListLayout() {
  const client = useQueryClient();
  const store = useStore();
  return useMutation({
    mutationFn: (layout: ListLayout) => saveListLayout(layout),
    onMutate: (layout) => client.setQueryData<ListLayout>(keys.layoutOf(store), layout),
    onSettled: () => client.invalidateQueries({ queryKey: keys.layout }),
  });
}

/** The paths that metadata of this shop's orders has; asked for anew each time it is wanted. */
export function useMetadataPaths() {
  const store = useStore();
  return useQuery({
    queryKey: keys.metadataPathsOf(store),
    queryFn: metadataPaths,
    staleTime: 0,
  });
}
