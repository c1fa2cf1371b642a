import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { onDeskChanged, onSync } from "../bridge";
import type { Topic } from "../bridge/types";
import { keys, outdatedBy } from "./keys";

/** During a sync the desk reports many changes a second; the screen follows this often. */
const pauseBetweenRefetches = 200;

/** Keeps every answer on the screen up to date with what the desk says. */
export function useLiveAnswers(): void {
  const client = useQueryClient();
  useEffect(() => {
    const waiting = new Set<Topic>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refetch = () => {
      timer = undefined;
      const outdated = new Set([...waiting].flatMap((topic) => outdatedBy[topic]));
      waiting.clear();
      for (const queryKey of outdated) {
        // What is being fetched was asked for before the change, so it is asked for again; a
        // failed answer is kept by its own query and shown there.
        void client.invalidateQueries({ queryKey });
      }
    };
    const stopChanges = onDeskChanged((topics) => {
      for (const topic of topics) {
        waiting.add(topic);
      }
      timer ??= setTimeout(refetch, pauseBetweenRefetches);
    });
    const stopSync = onSync((sync) => client.setQueryData(keys.sync, sync));
    return () => {
      stopChanges();
      stopSync();
      clearTimeout(timer);
    };
  }, [client]);
}
