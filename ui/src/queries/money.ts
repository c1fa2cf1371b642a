/** Money of an order, purchases, and the PIN of the packing screen. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { action, askMoney, makePurchase, readPhone, setPackingPin } from "../bridge";
import type { ActionView, DecisionOutcome, MoneyRequest, PurchaseRequest } from "../bridge/types";
import { forgetAsked } from "./asked";
import { useStore } from "./desk";
import { keys } from "./keys";
import { refetchOrder } from "./orders";

/** How a question about money is answered: what it is about may have to be read again first. */
export type AskMoney = (request: MoneyRequest) => Promise<DecisionOutcome>;

const askAtOnce: AskMoney = async (request) => {
  await askMoney(request);
  return "done";
};

/** Asks for something to happen with an order's money; on disk once it is done. */
export function useAskMoney(ask: AskMoney = askAtOnce) {
  const client = useQueryClient();
  const store = useStore();
  return useMutation({
    mutationFn: ask,
    onSuccess: () => {
      // Whoever presses undo now means the money, and would get a status of some other order. What
      // is asked otherwise says by itself how it is taken back.
      if (ask === askAtOnce) {
        forgetAsked(client, store);
      }
    },
    // Nobody waits for the screen behind the dialog.
    onSettled: (_asked, _failure, { uuid }) => {
      void refetchOrder(client, uuid);
    },
  });
}

/** Gives points for a purchase or makes a payment link; on disk once it succeeds. */
export function useMakePurchase() {
  const client = useQueryClient();
  const store = useStore();
  return useMutation({
    mutationFn: (request: PurchaseRequest) => makePurchase(request),
    onSuccess: (made) => {
      client.setQueryData<ActionView>(keys.purchaseOf(store, made.id), made);
      forgetAsked(client, store);
    },
  });
}

/** How often a purchase under way is asked for, in case the desk's word of it is missed. */
const watchEvery = 5_000;

/** A purchase as it stands now; followed as long as its end is open. */
export function usePurchase(id: number) {
  const store = useStore();
  return useQuery({
    queryKey: keys.purchaseOf(store, id),
    queryFn: () => action(id),
    // It may have ended before anybody listened.
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && isEnded(data) ? false : watchEvery,
  });
}

function isEnded({ state }: ActionView): boolean {
  return ["confirmed", "refused", "withdrawn", "superseded"].includes(state);
}

/** The number as Points takes it, as far as it is typed; null where it is no mobile number. */
export function useReadPhone(text: string) {
  return useQuery({
    queryKey: keys.phone(text.trim()),
    queryFn: () => readPhone(text.trim()),
    enabled: text.trim() !== "",
    placeholderData: keepPreviousData,
  });
}

/** Sets, changes or removes the PIN of the packing screen. */
export function useSetPackingPin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      present,
      pin,
    }: {
      readonly present: string | null;
      readonly pin: string | null;
    }) => setPackingPin(present, pin),
    onSuccess: (desk) => client.setQueryData(keys.desk, desk),
    // No PIN stays in memory longer than the question.
    gcTime: 0,
  });
}
