import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { onDeskChanged, onSync } from "../bridge";
import type { Topic } from "../bridge/types";
import { useForgetting } from "./desk";
import { keys, outdatedBy } from "./keys";

/** During a sync the desk reports many changes a second; the screen follows this often. */
const pauseBetweenRefetches = 200;

/** Keeps every answer on the screen up to date with what the desk says. */
export function useLiveAnswers(): void {
  const client = useQueryClient();
  useForgetting();
  useEffect(() => {
    const waiting = new Set<Topic>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isRefetching = false;
    const refetchSoon = () => {
      if (!isRefetching && waiting.size > 0) {
        timer ??= setTimeout(() => void refetch(), pauseBetweenRefetches);
      }
    };
    // One round after the other: a round that cancelled the one before would let no slow answer
    // ever arrive during a sync.
    const refetch = async () => {
      const outdated = new Set([...waiting].flatMap((topic) => outdatedBy[topic]));
      waiting.clear();
      isRefetching = true;
      // A failed answer is kept by its own query and shown there.
      await Promise.allSettled(
        [...outdated].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
      isRefetching = false;
      timer = undefined;
      refetchSoon();
    };
    const stopChanges = onDeskChanged((topics) => {
      for (const topic of topics) {
        waiting.add(topic);
      }
      refetchSoon();
    });
    const stopSync = onSync((sync) => client.setQueryData(keys.sync, sync));
    return () => {
      stopChanges();
      stopSync();
      waiting.clear();
      clearTimeout(timer);
    };
  }, [client]);
}
