import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { figures, today } from "../bridge";
import { tick, useStore } from "./desk";
import { keys } from "./keys";

/** What needs a person, and what was done today. */
export function useToday() {
  const store = useStore();
  return useQuery({ queryKey: keys.todayOf(store), queryFn: today, refetchInterval: tick });
}

/** The figures of the last days. Those of a longer stretch take the place of the shorter at once. */
export function useFigures(days: number) {
  const store = useStore();
  return useQuery({
    queryKey: keys.figuresOf(store, days),
    queryFn: () => figures(days),
    placeholderData: keepPreviousData,
    refetchInterval: tick,
  });
}
