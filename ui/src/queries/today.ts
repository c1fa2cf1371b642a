import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { figures, today } from "../bridge";
import { tick, useStore, useSync } from "./desk";
import { keys } from "./keys";

/** What needs a person, and what was done today; asked for anew as soon as sync is stopped or goes on. */
export function useToday() {
  const store = useStore();
  const hindrance = useSync().data?.problem?.code ?? null;
  return useQuery({
    queryKey: keys.todayOf(store, hindrance),
    queryFn: today,
    placeholderData: keepPreviousData,
    refetchInterval: tick,
  });
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
