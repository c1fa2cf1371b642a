/** A session that runs: what is wished for is asked of the desk, one thing after the other. */
import { failureOf } from "../../../bridge";
import { takenBackOf } from "../../../points";
import type { ScanDesk } from "../../../queries";
import {
  lastDone,
  newSession,
  type Session,
  type SessionEvent,
  sessionAfter,
  type Wish,
} from "./session";

export interface RunningSession {
  readonly now: () => Session;
  readonly tell: (event: SessionEvent) => void;
  /** Calls back at each change until what it gives back is called. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Begins a session. */
export function beginSession(desk: ScanDesk): RunningSession {
  let session = newSession;
  let isAsking = false;
  const listeners = new Set<() => void>();

  const set = (event: SessionEvent) => {
    session = sessionAfter(session, event);
    for (const listener of listeners) {
      listener();
    }
  };
  const answerTo = async (wish: Wish): Promise<SessionEvent> => {
    if (wish.kind === "scan") {
      return { kind: "answered", view: await desk.scan(wish.code, wish.target) };
    }
    const entry = wish.kind === "undo" ? lastDone(session) : session.entries[wish.entry];
    if (wish.kind === "send_back") {
      await desk.shipTo(entry?.view?.order?.uuid ?? "", wish.target);
      return { kind: "sent_back" };
    }
    if (entry?.view?.actionId == null) {
      return { kind: "nothing_to_undo" };
    }
    const { action, backTo } = await desk.undo(entry.view.actionId);
    return { kind: "undone", entry: entry.id, cameOf: takenBackOf(action), backTo };
  };
  const goOn = async () => {
    if (isAsking) {
      return;
    }
    isAsking = true;
    for (
      let [wish] = session.wishes;
      wish !== undefined && session.block === null;
      [wish] = session.wishes
    ) {
      const event = await answerTo(wish).catch(
        (thrown): SessionEvent => ({ kind: "failed", failure: failureOf(thrown) }),
      );
      set(event);
    }
    isAsking = false;
  };

  return {
    now: () => session,
    tell: (event) => {
      set(event);
      void goOn();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
