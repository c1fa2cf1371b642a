import { useQuery, useQueryClient } from "@tanstack/react-query";

import { inboxView } from "../../bridge";
import type { InboxView } from "../../bridge/types";
import { keys, useStore } from "../../queries";

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

/** Takes over what connecting or leaving answered. */
export function useInboxChanged() {
  const client = useQueryClient();
  const store = useStore();
  return (view: InboxView) => client.setQueryData(keys.inboxOf(store), view);
}
