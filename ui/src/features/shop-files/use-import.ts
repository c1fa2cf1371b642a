import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

import { cancelImport, failureOf, importShopFile, onImport } from "../../bridge";
import { keys, useStore } from "../../queries";
import { begin, heard, type ImportRun, noImport, notStopped, type Subject, stopping } from "./run";

/** Kept beside the answers of the desk, so that it goes on while its dialog is closed. */
const runOf = (store: string | null) => ["import", store] as const;

/** The file that is taken over into the open store: one at a time. */
export function useImport() {
  const client = useQueryClient();
  const store = useStore();
  const { data } = useQuery<ImportRun>({
    queryKey: runOf(store),
    queryFn: () => noImport,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  const run = data ?? noImport;
  const start = useCallback(
    (subject: Subject) => takeOver(client, store, subject),
    [client, store],
  );
  const stop = useCallback(async () => {
    update(client, store, stopping);
    try {
      await cancelImport();
    } catch (thrown) {
      update(client, store, notStopped);
      throw thrown;
    }
  }, [client, store]);
  const clear = useCallback(
    () => update(client, store, (before) => (before.stage === "running" ? before : noImport)),
    [client, store],
  );
  return useMemo(() => ({ run, start, stop, clear }), [run, start, stop, clear]);
}

function update(
  client: QueryClient,
  store: string | null,
  change: (before: ImportRun) => ImportRun,
): void {
  client.setQueryData<ImportRun>(runOf(store), (before) => change(before ?? noImport));
}

/** Takes a file over and follows it to its end. */
async function takeOver(
  client: QueryClient,
  store: string | null,
  subject: Subject,
): Promise<void> {
  if (client.getQueryData<ImportRun>(runOf(store))?.stage === "running") {
    return;
  }
  update(client, store, () => begin(subject));
  const silence = onImport((progress) =>
    update(client, store, (before) => heard(before, progress)),
  );
  let end: ImportRun;
  try {
    const report = await importShopFile(subject.file, subject.reading);
    end = { stage: "over", subject, report };
    client.setQueryData(keys.importReportOf(store, report.file.id), report);
    // What was known of it before is no longer so: it is taken over now.
    client.removeQueries({ queryKey: keys.shopFile(store, subject.file) });
  } catch (thrown) {
    end = { stage: "failed", subject, failure: failureOf(thrown) };
  } finally {
    silence();
  }
  update(client, store, () => end);
}
