/** What a person writes on an order. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { editNote, removeNote, restoreNote, writeNote } from "../bridge";
import { refetchOrder } from "./orders";

/** Writes a note on an order. */
export function useWriteNote(uuid: string) {
  return useNoteStep(uuid, (text: string) => writeNote(uuid, text));
}

/** Changes a note of an order. */
export function useEditNote(uuid: string) {
  return useNoteStep(uuid, ({ id, text }: { id: number; text: string }) => editNote(id, text));
}

/** Takes a note away. */
export function useRemoveNote(uuid: string) {
  return useNoteStep(uuid, (id: number) => removeNote(id));
}

/** Brings a removed note back. */
export function useRestoreNote(uuid: string) {
  return useNoteStep(uuid, (id: number) => restoreNote(id));
}

function useNoteStep<Asked, Answer>(uuid: string, step: (asked: Asked) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSettled: () => refetchOrder(client, uuid),
  });
}
