import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

import { staleCheckouts } from "../../bridge";
import { keys, tick, useStore } from "../../queries";

/** Stale checkouts, oldest first, as far as somebody has looked. */
export function useStaleCheckouts() {
  const store = useStore();
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    queryKey: keys.staleOf(store),
    queryFn: ({ pageParam }) => staleCheckouts(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: tick,
  });
  const checkouts = useMemo(() => data?.pages.flatMap((page) => page.checkouts), [data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) {
      void fetchNextPage();
    }
  }, [hasNextPage, isFetching, fetchNextPage]);
  return { checkouts, error, hasMore: hasNextPage, more };
}
