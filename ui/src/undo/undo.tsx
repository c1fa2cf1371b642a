import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";

import { askedName, orderName } from "../actions";
import type { ActionView, Undone } from "../bridge/types";
import { useCommands } from "../commands";
import { useFormat } from "../format";
import { commandOf, useNotices } from "../frame";
import { go, usePlace } from "../location";
import { useMessages } from "../messages";
import { isAboutShipping, shippingWord, takenBackOf } from "../points";
import { useAsked, useAskedMemory, useCancelBatch, useUndoAction } from "../queries";
import { BatchBack } from "./batch-back";
import { WayBack } from "./way-back";

interface Undo {
  /** Says what was just asked for, with the way to take it back. */
  readonly asked: (actions: readonly ActionView[]) => void;
  /** The same for many orders that were asked for at once. */
  readonly askedBatch: (id: number) => void;
  /** Says what was done without asking Points, with the way to take it back. */
  readonly did: (words: ReactNode, back: () => void) => void;
  /** Takes one action back; where it has left, says so and offers the way back. */
  readonly takeBack: (id: number) => void;
  /** Takes back what of a batch has not left, and says how much that was. */
  readonly takeBackBatch: (id: number) => void;
}

const UndoContext = createContext<Undo>({
  asked: () => undefined,
  askedBatch: () => undefined,
  did: () => undefined,
  takeBack: () => undefined,
  takeBackBatch: () => undefined,
});

/** What was asked on this screen, and how it is taken back. */
export function useUndo(): Undo {
  return useContext(UndoContext);
}

/** Says what was asked and done, and offers the keys that take back the last of it. */
export function UndoProvider({ children }: { readonly children: ReactNode }) {
  const translate = useMessages();
  const format = useFormat();
  const { say, hint, sayUndoable, takeBackSaid, fail } = useNotices();
  const { mutate } = useUndoAction();
  const { mutate: cancelBatch, isPending: isCancelling } = useCancelBatch();
  const last = useAsked().at(-1);
  const memory = useAskedMemory();
  const [left, setLeft] = useState<Undone | null>(null);

  const takeBack = useCallback(
    (id: number) => {
      // At once, so that a second press takes back what was before it.
      memory.forgetStep(id);
      mutate(id, {
        onSuccess: (undone) => {
          const { action, backTo } = undone;
          const words = { what: askedName(translate, format, action), number: orderName(action) };
          switch (takenBackOf(action)) {
            case "taken":
              say(translate("undo.taken", words));
              break;
            case "refused":
              hint(translate("undo.refused", words));
              break;
            case "not_sent":
              hint(translate("undo.notSent", words));
              break;
            case "undecided":
              hint(translate("undo.undecided", words));
              go({ action: id });
              break;
            case "sent":
              if (!isAboutShipping(action.kind)) {
                hint(translate("undo.moneySent", words));
              } else if (backTo === null) {
                hint(translate("undo.noWay", words));
              } else {
                setLeft(undone);
              }
          }
        },
        onError: fail,
      });
    },
    [mutate, memory, translate, format, say, hint, fail],
  );

  const takeBackBatch = useCallback(
    (id: number) => {
      // A second press would find nothing more, and say so over what the first one did.
      if (!isCancelling) {
        cancelBatch(id, {
          onSuccess: (cancelled) => say(<BatchBack cancelled={cancelled} />),
          onError: fail,
        });
      }
    },
    [cancelBatch, isCancelling, say, fail],
  );

  const asked = useCallback(
    (actions: readonly ActionView[]) => {
      const [action] = actions;
      if (action === undefined) {
        return;
      }
      const number = orderName(action);
      const words =
        action.target === null
          ? translate("undo.askedLabel", { number })
          : translate("undo.asked", { status: shippingWord(translate, action.target), number });
      sayUndoable(words, () => takeBack(action.id), action.heldUntil);
    },
    [sayUndoable, takeBack, translate],
  );

  const askedBatch = useCallback(
    (id: number) => sayUndoable(translate("undo.askedMany"), () => takeBackBatch(id)),
    [sayUndoable, takeBackBatch, translate],
  );

  const did = useCallback(
    (words: ReactNode, back: () => void) => {
      const done = () => {
        memory.forgetOwn(done);
        back();
      };
      memory.rememberOwn(done);
      sayUndoable(words, done);
    },
    [memory, sayUndoable],
  );

  // What a notice offers to undo is what a person sees, so it goes first.
  const undoLast = () => {
    if (takeBackSaid()) {
      return;
    }
    switch (last?.of) {
      case undefined:
        hint(translate("undo.nothing"));
        break;
      case "step":
        takeBack(last.step.id);
        break;
      case "batch":
        takeBackBatch(last.batch.id);
        break;
      case "own":
        last.back();
    }
  };
  // The packing table has a way back of its own, for what was asked there.
  const isAtTable = usePlace().screen === "packing";
  useCommands(
    isAtTable
      ? []
      : [commandOf("undo", undoLast), { ...commandOf("undoAnywhere", undoLast), isKeyOnly: true }],
  );

  const undo = useMemo(
    () => ({ asked, askedBatch, did, takeBack, takeBackBatch }),
    [asked, askedBatch, did, takeBack, takeBackBatch],
  );
  return (
    <UndoContext value={undo}>
      {children}
      {left !== null && <WayBack onClose={() => setLeft(null)} undone={left} />}
    </UndoContext>
  );
}
