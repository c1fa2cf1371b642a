import { type ReactNode, useState } from "react";

import type { Settings } from "../../bridge/types";
import { useNotices } from "../../frame";
import { useSaveSettings } from "../../queries";
import { DeskPersonDialog } from "./desk-person-dialog";

/** What a person wants to do under their name, and the question that may come first. */
export interface DeskPerson {
  /** Runs it at once where somebody was asked before, else after the answer; never without one. */
  readonly signed: (act: () => void) => void;
  readonly dialog: ReactNode;
}

/** Asks once who is at this desk, before the first thing that carries a name. */
export function useDeskPerson(settings: Settings): DeskPerson {
  const [waiting, setWaiting] = useState<(() => void) | null>(null);
  const save = useSaveSettings();
  const { fail } = useNotices();
  const signed = (act: () => void) => {
    if (settings.atDesk === null) {
      setWaiting(() => act);
    } else {
      act();
    }
  };
  const answer = (atDesk: string) =>
    save.mutate(
      { ...settings, atDesk },
      {
        onSuccess: () => {
          setWaiting(null);
          waiting?.();
        },
        onError: fail,
      },
    );
  return {
    signed,
    dialog: waiting !== null && (
      <DeskPersonDialog
        isSaving={save.isPending}
        onAnswer={answer}
        onClose={() => setWaiting(null)}
      />
    ),
  };
}
