/** What came of the scans of a session that were written down. Pure. */
import type { ActionState, ActionView } from "../../../bridge/types";
import { type Entry, notTaken, type Session } from "./session";

type Actions = ReadonlyMap<number, ActionView>;

/** The action that a scan was written down as; none where it was not, or was taken back since. */
export function actionIdOf({ standing, view }: Entry): number | null {
  return standing === "done" ? (view?.actionId ?? null) : null;
}

/** Of how many scans Points said yes, and how the others stand. */
export interface Came {
  readonly confirmed: number;
  /** Nothing of it was sent yet. */
  readonly waiting: number;
  /** It left, and no answer says what came of it. */
  readonly sent: number;
  readonly refused: number;
  readonly needsYou: number;
}

const states: Readonly<Record<keyof Came, readonly ActionState[]>> = {
  confirmed: ["confirmed"],
  waiting: ["held", "queued"],
  sent: ["sending", "unknown"],
  refused: ["refused"],
  needsYou: ["needs_person"],
};

export function cameOf({ entries }: Session, actions: Actions): Came {
  const now = entries.flatMap((entry) => actions.get(actionIdOf(entry) ?? 0)?.state ?? []);
  const having = (of: keyof Came) => now.filter((state) => states[of].includes(state)).length;
  return {
    confirmed: having("confirmed"),
    waiting: having("waiting"),
    sent: having("sent"),
    refused: having("refused"),
    needsYou: having("needsYou"),
  };
}

/** A scan that somebody has to look at, and its action where it became one. */
export interface ToLookAt {
  readonly entry: Entry;
  readonly action: ActionView | null;
}

/** What came to nothing: what was not taken, what Points refused, and what waits for a person. */
export function toLookAt(session: Session, actions: Actions): readonly ToLookAt[] {
  const missed = new Set(notTaken(session));
  return session.entries.flatMap((entry): ToLookAt[] => {
    if (missed.has(entry)) {
      return [{ entry, action: null }];
    }
    const action = actions.get(actionIdOf(entry) ?? 0);
    return action?.state === "refused" || action?.state === "needs_person"
      ? [{ entry, action }]
      : [];
  });
}
