import { useQuery } from "@tanstack/react-query";

import { staleCheckouts } from "../../bridge";
import { keys } from "../../queries";

/** Stale checkouts, oldest first; the desk gives the oldest 5,000. */
export function useStaleCheckouts() {
  return useQuery({ queryKey: keys.stale, queryFn: staleCheckouts });
}
