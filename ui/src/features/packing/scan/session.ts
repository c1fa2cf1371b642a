/**
 * A session of scanning as it goes from event to event: pure, with the time passed in.
 *
 * Scans wait in one queue and are answered one after the other. Whatever is neither done nor done
 * already blocks: the queue stands, and what is scanned meanwhile is kept as not taken, until a
 * person presses a key.
 */
import type { FailureView, OrderName, ScanOutcome, ScanView } from "../../../bridge/types";
import type { TakenBack } from "../../../points";

/** What there is to say where something was wanted back and nothing was sent for it. */
export type Unsent = Extract<TakenBack, "refused" | "undecided" | "not_sent">;

/** Where a scan stands. */
export type Standing =
  | "waiting"
  | ScanOutcome
  | "failed"
  | "not_taken"
  | "undone"
  | "returned"
  | Unsent;

/** One scan of an order. */
export interface Entry {
  readonly id: number;
  /** As scanned. */
  readonly code: string;
  /** The status that was chosen then, in the API's word; none where none was. */
  readonly target: string | null;
  /** When, UTC milliseconds. */
  readonly at: number;
  readonly standing: Standing;
  readonly view: ScanView | null;
  readonly failure: FailureView | null;
}

/** What is still to be asked of the desk, in order. */
export type Wish =
  | {
      readonly kind: "scan";
      readonly entry: number;
      readonly code: string;
      readonly target: string;
    }
  | { readonly kind: "undo" }
  | { readonly kind: "send_back"; readonly entry: number; readonly target: string };

/** Why everything waits for a key. */
export type Block =
  | { readonly kind: "unknown" | "may_not" | "several" | "failed"; readonly entry: number }
  /** It had been sent when somebody wanted it back: the status before can be sent as a new one. */
  | { readonly kind: "sent"; readonly entry: number; readonly backTo: string | null }
  /** Somebody wanted it back, and there was nothing at Points to take back. */
  | { readonly kind: Unsent; readonly entry: number }
  | { readonly kind: "nothing_to_undo" }
  | { readonly kind: "undo_failed"; readonly failure: FailureView }
  | { readonly kind: "no_target" };

/** What is to be heard. */
export type Sound = "done" | "already" | "stop";

export interface Session {
  /** In the API's word; none before the first choice. */
  readonly target: string | null;
  /** All scans, the oldest first. */
  readonly entries: readonly Entry[];
  readonly wishes: readonly Wish[];
  /** The entry that fills the window. */
  readonly shown: number | null;
  readonly block: Block | null;
  /** The first entry since it blocks: what was scanned from there on is not taken. */
  readonly blockedFrom: number;
  /** The last sound, and how many there were. */
  readonly sound: { readonly name: Sound; readonly count: number } | null;
  readonly endedAt: number | null;
}

export type SessionEvent =
  | { readonly kind: "chose"; readonly target: string }
  /**
   * `isCovered`: something lies over the window, so that nobody sees what comes of it;
   * `isChoosing`: the status is just being chosen.
   */
  | {
      readonly kind: "scanned";
      readonly code: string;
      readonly at: number;
      readonly isCovered: boolean;
      readonly isChoosing: boolean;
    }
  | { readonly kind: "wanted_undo" }
  /** The first wish was answered. */
  | { readonly kind: "answered"; readonly view: ScanView }
  | {
      readonly kind: "undone";
      readonly entry: number;
      readonly cameOf: TakenBack;
      readonly backTo: string | null;
    }
  | { readonly kind: "nothing_to_undo" }
  | { readonly kind: "sent_back" }
  | { readonly kind: "failed"; readonly failure: FailureView }
  /** A person pressed a key: goes on, with `order` where one of several was meant. */
  | { readonly kind: "released"; readonly order: OrderName | null }
  | { readonly kind: "wanted_back" }
  | { readonly kind: "ended"; readonly at: number };

export const newSession: Session = {
  target: null,
  entries: [],
  wishes: [],
  shown: null,
  block: null,
  blockedFrom: 0,
  sound: null,
  endedAt: null,
};

/** The last scan that could be taken back. */
export function lastDone({ entries }: Session): Entry | undefined {
  return entries.findLast(({ standing, view }) => standing === "done" && view?.actionId != null);
}

/** The scans that came to nothing: what somebody has to look at after the session. */
export function notTaken({ entries }: Session): readonly Entry[] {
  const good: readonly Standing[] = ["done", "already", "undone", "returned"];
  return entries.filter(({ standing }) => !good.includes(standing));
}

/** The session after an event. */
export function sessionAfter(session: Session, event: SessionEvent): Session {
  const stillHeard = ["answered", "scanned"];
  if (session.endedAt !== null && !stillHeard.includes(event.kind)) {
    return session;
  }
  switch (event.kind) {
    case "chose":
      return session.block === null
        ? { ...session, target: event.target, shown: null }
        : sounding(session, "stop");
    case "scanned":
      return scanned(session, event);
    case "wanted_undo":
      return session.block === null
        ? { ...session, wishes: [...session.wishes, { kind: "undo" }] }
        : sounding(session, "stop");
    case "answered":
      return answered(session, event.view);
    case "undone":
      return undone(session, event);
    case "nothing_to_undo":
      return blocked(served(session), { kind: "nothing_to_undo" });
    case "sent_back": {
      const [wish] = session.wishes;
      return wish?.kind === "send_back"
        ? sounding(shownAs(served(session), wish.entry, "returned"), "already")
        : session;
    }
    case "failed":
      return failed(session, event.failure);
    case "released":
      return released(session, event.order);
    case "wanted_back":
      return session.block?.kind === "sent" && session.block.backTo !== null
        ? {
            ...session,
            block: null,
            wishes: [
              { kind: "send_back", entry: session.block.entry, target: session.block.backTo },
              ...session.wishes,
            ],
          }
        : session;
    case "ended":
      return {
        ...session,
        block: null,
        wishes: [],
        endedAt: event.at,
        entries: session.entries.map((entry) =>
          entry.standing === "waiting" ? { ...entry, standing: "not_taken" } : entry,
        ),
      };
  }
}

function scanned(
  session: Session,
  { code, at, isCovered, isChoosing }: Extract<SessionEvent, { kind: "scanned" }>,
): Session {
  const isShut = isCovered || session.block !== null || session.endedAt !== null;
  const target = isChoosing ? null : session.target;
  const isTaken = !isShut && target !== null;
  const entry: Entry = {
    id: session.entries.length,
    code,
    target,
    at,
    standing: isTaken ? "waiting" : "not_taken",
    view: null,
    failure: null,
  };
  const entries = [...session.entries, entry];
  if (isShut) {
    return sounding({ ...session, entries }, "stop");
  }
  if (target === null) {
    return blocked({ ...session, entries, shown: entry.id }, { kind: "no_target" });
  }
  const wish: Wish = { kind: "scan", entry: entry.id, code, target };
  return { ...session, entries, wishes: [...session.wishes, wish] };
}

function answered(session: Session, view: ScanView): Session {
  const [wish] = session.wishes;
  if (wish?.kind !== "scan") {
    // The session ended meanwhile: what was on its way is written down all the same.
    return answeredLate(session, view);
  }
  const { outcome } = view;
  const next = changed(served(session), wish.entry, { standing: outcome, view });
  const shown = { ...next, shown: wish.entry };
  return outcome === "done" || outcome === "already"
    ? sounding(shown, outcome)
    : blocked(shown, { kind: outcome, entry: wish.entry });
}

function answeredLate(session: Session, view: ScanView): Session {
  const entry = session.entries.find(
    ({ standing, code }) => standing === "not_taken" && code === view.code,
  );
  return entry === undefined
    ? session
    : changed(session, entry.id, { standing: view.outcome, view });
}

function undone(
  session: Session,
  { entry, cameOf, backTo }: Extract<SessionEvent, { kind: "undone" }>,
): Session {
  const next = served(session);
  switch (cameOf) {
    case "taken":
      return sounding(shownAs(next, entry, "undone"), "already");
    case "sent":
      return blocked({ ...next, shown: entry }, { kind: "sent", entry, backTo });
    default:
      return blocked(shownAs(next, entry, cameOf), { kind: cameOf, entry });
  }
}

function failed(session: Session, failure: FailureView): Session {
  const [wish] = session.wishes;
  if (wish === undefined) {
    return session;
  }
  const next = served(session);
  return wish.kind === "scan"
    ? blocked(
        { ...changed(next, wish.entry, { standing: "failed", failure }), shown: wish.entry },
        { kind: "failed", entry: wish.entry },
      )
    : blocked(next, { kind: "undo_failed", failure });
}

function released(session: Session, order: OrderName | null): Session {
  const { block } = session;
  // Nothing stays selected: the window is empty until the next scan.
  const free: Session = { ...session, block: null, shown: null };
  if (order === null || block?.kind !== "several") {
    return free;
  }
  const target = session.entries[block.entry]?.target ?? null;
  return target === null
    ? free
    : {
        ...changed(free, block.entry, { standing: "waiting" }),
        wishes: [{ kind: "scan", entry: block.entry, code: order.uuid, target }, ...session.wishes],
      };
}

function served(session: Session): Session {
  return { ...session, wishes: session.wishes.slice(1) };
}

function changed(session: Session, id: number, change: Partial<Entry>): Session {
  return {
    ...session,
    entries: session.entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)),
  };
}

function shownAs(session: Session, id: number, standing: Standing): Session {
  return { ...changed(session, id, { standing }), shown: id };
}

function blocked(session: Session, block: Block): Session {
  return sounding({ ...session, block, blockedFrom: session.entries.length }, "stop");
}

function sounding(session: Session, name: Sound): Session {
  return { ...session, sound: { name, count: (session.sound?.count ?? 0) + 1 } };
}
