import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from "react";

import { askedName, orderName } from "../actions";
import type { ActionView, Undone } from "../bridge/types";
import { useCommands } from "../commands";
import { useFormat } from "../format";
import { commandOf, useNotices } from "../frame";
import { usePlace } from "../location";
import { useMessages } from "../messages";
import { shippingWord } from "../points";
import { useUndoAction } from "../queries";
import { WayBack } from "./way-back";

interface Undo {
  /** Says what was just asked for, with the way to take it back. */
  readonly asked: (actions: readonly ActionView[]) => void;
  /** Says what was done without asking Points, with the way to take it back. */
  readonly did: (words: ReactNode, back: () => void) => void;
  /** Takes one action back; where it has left, says so and offers the way back. */
  readonly takeBack: (id: number) => void;
}

const UndoContext = createContext<Undo>({
  asked: () => undefined,
  did: () => undefined,
  takeBack: () => undefined,
});

/** An action by its id, or something of the desk's own with the way back. */
type Done = number | (() => void);

/** What was asked on this screen, and how it is taken back. */
export function useUndo(): Undo {
  return useContext(UndoContext);
}

/** So many can be taken back one after the other. */
const remembered = 50;

/** Remembers what was asked since the page was opened, the last one last, and offers its keys. */
export function UndoProvider({ children }: { readonly children: ReactNode }) {
  const translate = useMessages();
  const format = useFormat();
  const { say, hint, sayUndoable, takeBackSaid, fail } = useNotices();
  const { mutate } = useUndoAction();
  const last = useRef<readonly Done[]>([]);
  const [left, setLeft] = useState<Undone | null>(null);

  const takeBack = useCallback(
    (id: number) => {
      last.current = last.current.filter((other) => other !== id);
      mutate(id, {
        onSuccess: (undone) => {
          const { action, backTo } = undone;
          const words = { what: askedName(translate, format, action), number: orderName(action) };
          if (action.state === "withdrawn") {
            say(translate("undo.taken", words));
          } else if (backTo === null) {
            hint(translate("undo.noWay", words));
          } else {
            setLeft(undone);
          }
        },
        onError: fail,
      });
    },
    [mutate, translate, format, say, hint, fail],
  );

  const asked = useCallback(
    (actions: readonly ActionView[]) => {
      last.current = [...last.current, ...actions.map(({ id }) => id)].slice(-remembered);
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

  const did = useCallback(
    (words: ReactNode, back: () => void) => {
      const done = () => {
        last.current = last.current.filter((other) => other !== done);
        back();
      };
      last.current = [...last.current, done].slice(-remembered);
      sayUndoable(words, done);
    },
    [sayUndoable],
  );

  // What a notice offers to undo is what a person sees, so it goes first.
  const undoLast = () => {
    const done = last.current.at(-1);
    if (takeBackSaid()) {
      return;
    }
    if (done === undefined) {
      hint(translate("undo.nothing"));
    } else if (typeof done === "number") {
      takeBack(done);
    } else {
      done();
    }
  };
  // The packing table has a way back of its own, for what was asked there.
  const isAtTable = usePlace().screen === "packing";
  useCommands(
    isAtTable
      ? []
      : [commandOf("undo", undoLast), { ...commandOf("undoAnywhere", undoLast), isKeyOnly: true }],
  );

  const undo = useMemo(() => ({ asked, did, takeBack }), [asked, did, takeBack]);
  return (
    <UndoContext value={undo}>
      {children}
      {left !== null && <WayBack onClose={() => setLeft(null)} undone={left} />}
    </UndoContext>
  );
}
