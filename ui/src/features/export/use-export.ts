import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

import { cancelExport, exportOrders, failureOf, onExport } from "../../bridge";
import type { ExportRequest } from "../../bridge/types";
import { broken, type Export, ended, heard, isUnderWay, noExport, stopping } from "./run";

/** Kept beside the answers of the desk, so that an export goes on while its dialog is closed. */
const exportKey = ["export"] as const;

/** The export of this desk: one at a time. */
export function useExport() {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: exportKey,
    queryFn: () => noExport,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  const run = data ?? noExport;
  const start = useCallback((request: ExportRequest) => write(client, request), [client]);
  const stop = useCallback(async () => {
    update(client, stopping);
    try {
      await cancelExport();
    } catch (thrown) {
      const failure = failureOf(thrown);
      update(client, () => broken(failure));
    }
  }, [client]);
  const clear = useCallback(
    () => update(client, (before) => (isUnderWay(before) ? before : noExport)),
    [client],
  );
  return useMemo(() => ({ run, start, stop, clear }), [run, start, stop, clear]);
}

function update(client: QueryClient, change: (before: Export) => Export): void {
  client.setQueryData<Export>(exportKey, (before) => change(before ?? noExport));
}

/** Lets the person name the file, and follows it until it is whole. Gives how it ended. */
async function write(client: QueryClient, request: ExportRequest): Promise<Export> {
  const before = client.getQueryData<Export>(exportKey) ?? noExport;
  if (isUnderWay(before)) {
    return before;
  }
  update(client, () => ({ stage: "naming" }));
  const silence = onExport(({ done, total }) =>
    update(client, (before) => heard(before, done, total)),
  );
  let end: Export;
  try {
    end = ended(await exportOrders(request));
  } catch (thrown) {
    end = broken(failureOf(thrown));
  } finally {
    silence();
  }
  update(client, () => end);
  return end;
}
