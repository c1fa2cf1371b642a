import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { importReport, previewShopFile, shopFiles } from "../bridge";
import type { FilePreview, FileReading, ShopFiles } from "../bridge/types";
import { tick, useStore } from "./desk";
import { keys } from "./keys";

/** The shop's files, what waits in the watched folder, and how complete the desk is. */
export function useShopFiles() {
  const store = useStore();
  return useQuery({
    queryKey: keys.shopFilesOf(store),
    queryFn: shopFiles,
    placeholderData: keepPreviousData,
    refetchInterval: tick,
    enabled: store !== null,
  });
}

/** Takes over what choosing or leaving a folder, or dismissing a file, answered. */
export function useShopFilesChanged() {
  const client = useQueryClient();
  const store = useStore();
  return useCallback(
    (files: ShopFiles) => client.setQueryData(keys.shopFilesOf(store), files),
    [client, store],
  );
}

/**
 * A file as it would be taken over, by another reading than the desk's own where one is given. While
 * another reading is on its way, what the one before made of it stays.
 */
export function useFilePreview(file: number, reading: FileReading | null) {
  const store = useStore();
  return useQuery({
    queryKey: keys.shopFilePreview(store, file, reading),
    queryFn: () => previewShopFile(file, reading),
    placeholderData: (before, asked) => (asked?.queryKey[2] === file ? before : undefined),
  });
}

/** Asks for a file as the desk would take it over by itself. */
export function useAskPreview() {
  const client = useQueryClient();
  const store = useStore();
  return useCallback(
    (file: number) =>
      client.fetchQuery({
        queryKey: keys.shopFilePreview(store, file, null),
        queryFn: () => previewShopFile(file, null),
      }),
    [client, store],
  );
}

/** Keeps a preview that came with the file, so that nobody waits for it once more. */
export function useKeepPreview() {
  const client = useQueryClient();
  const store = useStore();
  return useCallback(
    (preview: FilePreview) =>
      client.setQueryData(keys.shopFilePreview(store, preview.file, null), preview),
    [client, store],
  );
}

/** How a person wants a file to be read; none until they changed something. Kept while they look elsewhere. */
export function useFileReading(
  file: number,
): readonly [FileReading | null, (reading: FileReading) => void] {
  const client = useQueryClient();
  const store = useStore();
  const queryKey = keys.shopFileReading(store, file);
  const { data } = useQuery<FileReading | null>({
    queryKey,
    queryFn: () => null,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const keep = (reading: FileReading) => {
    client.setQueryData(keys.shopFileReading(store, file), reading);
  };
  return [data ?? null, keep];
}

/** What came of a file that was taken over. */
export function useImportReport(id: number) {
  const store = useStore();
  return useQuery({
    queryKey: keys.importReportOf(store, id),
    queryFn: () => importReport(id),
  });
}
