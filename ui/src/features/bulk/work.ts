import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { refreshSelection } from "../../bridge";
import type { OrderSelection, ShippingStep } from "../../bridge/types";
import { useChecks } from "../../checks";
import { useNotices } from "../../frame";
import { useMessages } from "../../messages";
import { useBatch } from "../../queries";
import type { ChosenOrders } from "../../selection";

/** The dialog of bulk work that is open. */
export type BulkDialog =
  | {
      readonly of: "ship";
      readonly selection: OrderSelection;
      /** Where they are to go, as it is offered first. */
      readonly step: ShippingStep;
      /** Once it is asked for, where the list that it came from has to know. */
      readonly onShipped?: () => void;
    }
  /** How far the last batch is, and what came of each. */
  | { readonly of: "batch" }
  /** How far reading is, and what came of each. */
  | { readonly of: "read" }
  | { readonly of: "note"; readonly chosen: ChosenOrders };

/** Kept beside the answers of the desk, so that it is forgotten with them when another store is opened. */
const batchKey = ["last-batch"] as const;

/** The batch that was asked for last, until the person has seen enough of it. */
export function useLastBatch() {
  const client = useQueryClient();
  const { data } = useQuery<number | null>({
    queryKey: batchKey,
    queryFn: () => null,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const id = data ?? null;
  const hold = useCallback((next: number) => client.setQueryData(batchKey, next), [client]);
  const dismiss = useCallback(() => client.setQueryData(batchKey, null), [client]);
  const { data: batch, error } = useBatch(id);
  return { id, batch: id === null ? undefined : batch, error, hold, dismiss };
}

/** Reading chosen orders from Points. */
export function useRefresh() {
  const { check, isBusy, start, cancel, clear } = useChecks<null>("chosen");
  const translate = useMessages();
  const { hint } = useNotices();
  const read = ({ selection, total }: ChosenOrders) => {
    if (isBusy) {
      hint(translate("bulk.read.busy"));
      return;
    }
    clear();
    const { uuids, matching } = selection;
    void start({
      rows: new Map(matching === null ? uuids.map((uuid) => [uuid, null]) : []),
      all: matching === null ? null : total.count,
      ask: () => refreshSelection(selection),
    });
  };
  /** Once more, beside what the others came to. */
  const readAgain = (uuids: readonly string[]) =>
    void start({
      rows: new Map(uuids.map((uuid) => [uuid, null])),
      all: null,
      ask: () => refreshSelection({ uuids: [...uuids], matching: null, except: [] }),
    });
  return { check, isBusy, read, readAgain, cancel: () => void cancel(), clear };
}
