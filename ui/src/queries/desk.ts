import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import {
  countStatuses,
  deskView,
  openProfile,
  pauseSync,
  resumeSync,
  saveSettings,
  syncNow,
  syncView,
} from "../bridge";
import type { DeskView, ProfileView, Settings } from "../bridge/types";
import { keys } from "./keys";

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

/** Opens another profile: everything that was shown belongs to the one before. */
export function useOpenProfile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (profile: string) => openProfile(profile),
    onSuccess: (desk) => {
      client.setQueryData(keys.desk, desk);
      return forgetProfile(client);
    },
  });
}

/** Drops every answer about orders and asks anew. */
export function forgetProfile(client: ReturnType<typeof useQueryClient>): Promise<void> {
  return client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.desk[0] });
}

/** The state of sync; while it runs the desk sends it. */
export function useSync() {
  return useQuery({ queryKey: keys.sync, queryFn: syncView });
}

/** Starting, pausing and resuming sync. */
export function useSyncControl() {
  const client = useQueryClient();
  const steps = {
    now: () => syncNow(false),
    all: () => syncNow(true),
    pause: pauseSync,
    resume: resumeSync,
  };
  return useMutation({
    mutationFn: (step: keyof typeof steps) => steps[step](),
    onSuccess: (sync) => client.setQueryData(keys.sync, sync),
  });
}

/** The numbers beside filters and screens. */
export function useCounts() {
  return useQuery({ queryKey: keys.counts, queryFn: countStatuses });
}
