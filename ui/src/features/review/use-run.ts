import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";

import { cancelRun, failureOf, onRun, startRun } from "../../bridge";
import type { RunView } from "../../bridge/types";
import { refetchCases, useRuns } from "../../queries";
import { begun, broken, ended, heard, noRun, type RunState } from "./run";

/** Kept beside the answers of the desk, so that a run goes on being told while another screen is open. */
const runKey = ["run"] as const;

/** A run that began by itself, and says nothing for so many milliseconds, is shown no longer. */
const silence = 20_000;

/** The run under way, how to begin and to stop one, and the runs that were. */
export function useRun() {
  const client = useQueryClient();
  const { data } = useQuery<RunState>({
    queryKey: runKey,
    queryFn: () => noRun,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  const run = data ?? noRun;
  const runs = useRuns().data;
  const last = runs?.[0];
  useEffect(
    () => onRun((progress) => update(client, (before) => heard(before, progress))),
    [client],
  );
  // One that began by itself tells of its end by the record that it leaves.
  const endOfLast = last?.endedAt ?? null;
  useEffect(() => {
    if (endOfLast !== null) {
      update(client, (before) => (before.isOwn ? before : { ...before, progress: null }));
    }
  }, [client, endOfLast]);

  const { progress, isOwn } = run;
  useEffect(() => {
    if (progress === null || isOwn) {
      return;
    }
    const timer = setTimeout(
      () => update(client, (before) => (before.isOwn ? before : { ...before, progress: null })),
      silence,
    );
    return () => clearTimeout(timer);
  }, [client, progress, isOwn]);

  const start = useCallback(() => begin(client), [client]);
  const stop = useCallback(async () => {
    update(client, (before) => ({ ...before, isStopping: true }));
    try {
      await cancelRun();
    } catch (thrown) {
      update(client, (before) => ({ ...before, isStopping: false, failure: failureOf(thrown) }));
    }
  }, [client]);
  return useMemo(() => ({ run, runs, last, start, stop }), [run, runs, last, start, stop]);
}

function update(client: QueryClient, change: (before: RunState) => RunState): void {
  client.setQueryData<RunState>(runKey, (before) => change(before ?? noRun));
}

/** Looks through everything; gives the record of the run, or none where it failed. */
async function begin(client: QueryClient): Promise<RunView | null> {
  const { progress, isOwn } = client.getQueryData<RunState>(runKey) ?? noRun;
  if (progress !== null && isOwn) {
    return null;
  }
  update(client, begun);
  let made: RunView | null = null;
  try {
    made = await startRun();
    update(client, ended);
  } catch (thrown) {
    update(client, () => broken(failureOf(thrown)));
  }
  await refetchCases(client);
  return made;
}
