import { useMutation, useQueryClient } from "@tanstack/react-query";

import { checkKey, removeKey, removeProfile } from "../../bridge";
import { keys } from "../../queries";

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

/** Removes a store. */
export function useRemoveProfile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ profile, deleteData }: { profile: string; deleteData: boolean }) =>
      removeProfile(profile, deleteData),
    onSuccess: (desk) => client.setQueryData(keys.desk, desk),
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
