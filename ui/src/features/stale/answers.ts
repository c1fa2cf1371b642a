import { useQuery } from "@tanstack/react-query";

import { staleCheckouts } from "../../bridge";
import { keys, tick, useStore } from "../../queries";

/** Stale checkouts, oldest first; the desk gives the oldest 5,000. */
export function useStaleCheckouts() {
  const store = useStore();
  return useQuery({
    queryKey: keys.staleOf(store),
    queryFn: staleCheckouts,
    refetchInterval: tick,
  });
}
