/** What a person did last on any screen, so that it is taken back before anything older. */
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";

import type { ActionView, BatchView } from "../bridge/types";
import { useStore } from "./desk";
import { keys, type Store } from "./keys";

/** An action as far as its way back needs it; a scan tells no more of it. */
export type AskedStep = Pick<
  ActionView,
  "id" | "orderUuid" | "orderNumber" | "target" | "state" | "heldUntil"
>;

/** One thing that is taken back at once. */
export type AskedEntry =
  | { readonly of: "step"; readonly step: AskedStep }
  | { readonly of: "batch"; readonly batch: BatchView }
  /** Something of the desk's own, with the way back. */
  | { readonly of: "own"; readonly back: () => void };

/** So many can be taken back one after the other. */
const remembered = 50;

const nothing: readonly AskedEntry[] = [];

/** What was done, the last at the end. */
export function useAsked(): readonly AskedEntry[] {
  const store = useStore();
  const { data } = useQuery<readonly AskedEntry[]>({
    queryKey: keys.asked(store),
    queryFn: () => [],
    enabled: false,
    // Nobody else knows it.
    gcTime: Number.POSITIVE_INFINITY,
  });
  return data ?? nothing;
}

function change(
  client: QueryClient,
  store: Store,
  to: (before: readonly AskedEntry[]) => readonly AskedEntry[],
): void {
  client.setQueryData<readonly AskedEntry[]>(keys.asked(store), (before = nothing) => to(before));
}

/** Puts entries behind what was done before. */
export function remember(client: QueryClient, store: Store, entries: readonly AskedEntry[]): void {
  change(client, store, (before) => [...before, ...entries].slice(-remembered));
}

/** Puts actions behind what was done before, each by itself. */
export function rememberSteps(
  client: QueryClient,
  store: Store,
  steps: readonly AskedStep[],
): void {
  remember(
    client,
    store,
    steps.map((step) => ({ of: "step", step })),
  );
}

/** Forgets an action: it was taken back, or nobody wants to any more. */
export function forgetStep(client: QueryClient, store: Store, id: number): void {
  change(client, store, (before) =>
    before.filter((entry) => entry.of !== "step" || entry.step.id !== id),
  );
}

/** Forgets a batch: what of it had not left was taken back. */
export function forgetBatch(client: QueryClient, store: Store, id: number): void {
  change(client, store, (before) =>
    before.filter((entry) => entry.of !== "batch" || entry.batch.id !== id),
  );
}

/** Forgets everything: what was done last has a way back of its own, and nothing older may take its place. */
export function forgetAsked(client: QueryClient, store: Store): void {
  change(client, store, () => nothing);
}

/** The same for the screens. */
export interface AskedMemory {
  readonly rememberOwn: (back: () => void) => void;
  readonly forgetOwn: (back: () => void) => void;
  readonly forgetStep: (id: number) => void;
  readonly forgetBatch: (id: number) => void;
}

export function useAskedMemory(): AskedMemory {
  const client = useQueryClient();
  const store = useStore();
  return useMemo(
    () => ({
      rememberOwn: (back) => remember(client, store, [{ of: "own", back }]),
      forgetOwn: (back) =>
        change(client, store, (before) =>
          before.filter((entry) => entry.of !== "own" || entry.back !== back),
        ),
      forgetStep: (id) => forgetStep(client, store, id),
      forgetBatch: (id) => forgetBatch(client, store, id),
    }),
    [client, store],
  );
}
