import { useMutation, useQueryClient } from "@tanstack/react-query";

import { checkKey, removeKey, removeProfile } from "../../bridge";
import type { DeskView } from "../../bridge/types";
import { activeProfile, forgetProfile, keys } from "../../queries";

/** Asks Points whether the stored key still holds. */
export function useCheckKey() {
  return useMutation({ mutationFn: (profile: string) => checkKey(profile) });
}

/** Removes the private key; nothing is read or sent from then on. */
export function useRemoveKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (profile: string) => removeKey(profile),
    onSuccess: (desk) => {
      client.setQueryData(keys.desk, desk);
      return client.invalidateQueries({ queryKey: keys.sync });
    },
  });
}

/** Removes a store. If it was the open one, everything shown belonged to it. */
export function useRemoveProfile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ profile, deleteData }: { profile: string; deleteData: boolean }) =>
      removeProfile(profile, deleteData),
    onSuccess: async (desk) => {
      const before = client.getQueryData<DeskView>(keys.desk);
      client.setQueryData(keys.desk, desk);
      if (before === undefined || activeProfile(before)?.id !== activeProfile(desk)?.id) {
        await forgetProfile(client);
      }
    },
  });
}

/** A key was replaced: the desk knows its last characters, and sync goes on. */
export function useKeyReplaced(): () => void {
  const client = useQueryClient();
  return () => {
    // What fails is kept by its own query and shown where it belongs.
    void client.invalidateQueries({ queryKey: keys.desk });
    void client.invalidateQueries({ queryKey: keys.sync });
  };
}
