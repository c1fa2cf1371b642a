import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { inboxView, keepInboxHere } from "../bridge";
import type { InboxHereRequest, InboxView } from "../bridge/types";
import { useStore } from "./desk";
import { keys } from "./keys";

/** How often the ages that are shown grow older. */
const tick = 30_000;

/** How the open store's inbox stands. */
export function useInbox() {
  const store = useStore();
  return useQuery({
    queryKey: keys.inboxOf(store),
    queryFn: inboxView,
    refetchInterval: tick,
  });
}

/** Takes over what connecting, keeping or leaving an inbox answered. */
export function useInboxChanged(): (view: InboxView) => void {
  const client = useQueryClient();
  const store = useStore();
  return useCallback(
    (view: InboxView) => {
      client.setQueryData(keys.inboxOf(store), view);
      // Which webhook leads here hangs on the inbox. What fails is kept by its own query.
      void client.invalidateQueries({ queryKey: keys.webhooksOf(store) });
    },
    [client, store],
  );
}

/** Keeps an inbox on this computer, or changes the one that is kept here, or tries it once more. */
export function useKeepInboxHere() {
  const client = useQueryClient();
  const store = useStore();
  const changed = useInboxChanged();
  return useMutation({
    mutationFn: (request: InboxHereRequest) => keepInboxHere(request),
    onSuccess: changed,
    // The one before may have ended for it.
    onError: () => client.invalidateQueries({ queryKey: keys.inboxOf(store) }),
  });
}
