/** The merchant's webhooks at Points. Each reading is a request to Points, so nothing reads by itself. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import {
  changeWebhook,
  failureOf,
  handOverWebhookSecret,
  registerWebhook,
  removeWebhook,
  testWebhook,
  webhooks,
} from "../bridge";
import type { ErrorCode, WebhookRequest, WebhooksView } from "../bridge/types";
import { useStore } from "./desk";
import { keys } from "./keys";

/** The webhooks as Points told them last; asked for only while somebody looks at them. */
export function useWebhooks(isLookedAt: boolean) {
  const store = useStore();
  return useQuery({
    queryKey: keys.webhooksOf(store),
    queryFn: webhooks,
    enabled: isLookedAt,
  });
}

/** After these the list on the screen is not what Points has. */
const outdating: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "webhook_unknown",
  "webhook_repeated",
  "interrupted",
  "timed_out",
]);

/** Registering, changing and removing webhooks, and handing over a secret; each answers the list anew. */
export function useWebhookChanges() {
  const client = useQueryClient();
  const queryKey = keys.webhooksOf(useStore());
  const after = {
    onSuccess: (view: WebhooksView) => client.setQueryData(queryKey, view),
    onError: (thrown: unknown) =>
      outdating.has(failureOf(thrown).code) ? client.invalidateQueries({ queryKey }) : undefined,
  };
  return {
    register: useMutation({
      mutationFn: (request: WebhookRequest) => registerWebhook(request),
      ...after,
    }),
    change: useMutation({
      mutationFn: ({ uuid, request }: { uuid: string; request: WebhookRequest }) =>
        changeWebhook(uuid, request),
      ...after,
    }),
    remove: useMutation({ mutationFn: (uuid: string) => removeWebhook(uuid), ...after }),
    handOver: useMutation({ mutationFn: (uuid: string) => handOverWebhookSecret(uuid), ...after }),
  };
}

/** Sends a test event to a webhook's address. What came of it is true of that address alone. */
export function useTestWebhook() {
  return useMutation({
    mutationFn: ({ uuid }: { readonly uuid: string; readonly url: string }) => testWebhook(uuid),
  });
}
