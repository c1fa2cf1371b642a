import { type Query, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import {
  countStatuses,
  countStatusesOf,
  deskView,
  openProfile,
  pauseSync,
  resumeSync,
  saveSettings,
  syncNow,
  syncView,
} from "../bridge";
import type { DeskView, OrderQuery, ProfileView, Settings, StatusCounts } from "../bridge/types";
import { keys, type Store } from "./keys";

/** Profiles, settings and keyring. */
export function useDesk() {
  return useQuery({ queryKey: keys.desk, queryFn: deskView });
}

/** The open profile, if there is one. */
export function activeProfile(desk: DeskView): ProfileView | undefined {
  return desk.profiles.find((profile) => profile.id === desk.activeProfile);
}

/** Saves settings; the screen follows at once and goes back if the desk refuses. */
export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (settings: Settings) => saveSettings(settings),
    onMutate: (settings) => {
      const before = client.getQueryData<DeskView>(keys.desk);
      if (before !== undefined) {
        client.setQueryData<DeskView>(keys.desk, { ...before, settings });
      }
      return { before };
    },
    onError: (_failure, _settings, context) => client.setQueryData(keys.desk, context?.before),
    onSuccess: (desk) => client.setQueryData(keys.desk, desk),
  });
}

/** The id of the open store, by which its answers are kept. */
export function useStore(): Store {
  return (
    useQuery({
      queryKey: keys.desk,
      queryFn: deskView,
      select: ({ activeProfile: open }) => open,
    }).data ?? null
  );
}

/** Opens another profile. */
export function useOpenProfile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (profile: string) => openProfile(profile),
    onSuccess: (desk) => client.setQueryData(keys.desk, desk),
    // The one before is closed all the same; the desk says what is open now.
    onError: () => client.invalidateQueries({ queryKey: keys.desk }),
  });
}

/**
 * Drops every answer about orders, and asks anew, when another store is open or none can be: what
 * was asked for while the desk changed over may have come from either.
 */
export function useForgetting(): void {
  const client = useQueryClient();
  const desk = useDesk().data;
  const store = desk?.activeProfile ?? null;
  const open = desk === undefined ? null : `${store ?? ""} ${desk.profileFailure?.code ?? ""}`;
  const before = useRef(open);
  useEffect(() => {
    const changed = before.current !== null && before.current !== open;
    before.current = open;
    if (!changed) {
      return;
    }
    const isOfAnother = ({ queryKey }: Query) => queryKey.length > 1 && queryKey[1] !== store;
    // Not asked for once more, even where something on the screen still listens: the answer would
    // come from the store that is open now.
    client.removeQueries({ predicate: isOfAnother });
    // What fails is kept by its own query and shown where it belongs.
    void client.resetQueries({
      predicate: (query) => query.queryKey[0] !== keys.desk[0] && !isOfAnother(query),
    });
  }, [client, store, open]);
}

/** The state of sync; while it runs the desk sends it. */
export function useSync() {
  return useQuery({ queryKey: keys.sync, queryFn: syncView });
}

/** Starting, pausing and resuming sync. What comes of it the desk tells by itself. */
export function useSyncControl() {
  const steps = { now: syncNow, pause: pauseSync, resume: resumeSync };
  return useMutation({ mutationFn: (step: keyof typeof steps) => steps[step]() });
}

/** How often what only time changes is asked for: offline, a checkout becomes stale without a word. */
export const tick = 60_000;

/** The numbers beside filters and screens. */
export function useCounts() {
  const store = useStore();
  return useQuery({
    queryKey: keys.countsOf(store),
    queryFn: countStatuses,
    refetchInterval: tick,
  });
}

/** Changes that are not settled: how many wait for a person, and of how many the desk still finds out. */
export function unsettledOf(counts: StatusCounts | undefined) {
  const { unsettled = 0, unclear = 0 } = counts ?? {};
  return { waiting: unsettled - unclear, unclear };
}

/**
 * How the matches of a query are spread over statuses; without a query nothing is asked. The numbers
 * before stay until the new ones are there.
 */
export function useTallies(query: OrderQuery | null) {
  const store = useStore();
  return useQuery({
    queryKey: keys.talliesOf(store, query),
    queryFn: () => (query === null ? null : countStatusesOf(query)),
    enabled: query !== null,
    placeholderData: (before, asked) =>
      query !== null && asked?.queryKey[1] === store ? before : undefined,
    refetchInterval: tick,
  });
}
