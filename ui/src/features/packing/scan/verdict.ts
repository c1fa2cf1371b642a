/** What of a session fills the window. Pure. */
import type { FailureView, ScanView } from "../../../bridge/types";
import type { Entry, Session, Unsent } from "./session";

/** What there is to say about the last scan, or what was asked for. */
export type VerdictKind =
  | "ready"
  | "done"
  | "already"
  | "unknown"
  | "may_not"
  | "several"
  | "failed"
  | "undone"
  | "returned"
  | "sent"
  | "sent_unknown"
  | Unsent
  | "nothing_to_undo"
  | "undo_failed"
  | "no_target";

export interface Verdict {
  readonly kind: VerdictKind;
  readonly entry: Entry | null;
  readonly view: ScanView | null;
  readonly failure: FailureView | null;
  /** The status before, that could be sent as a new one. */
  readonly backTo: string | null;
}

const nothing = { entry: null, view: null, failure: null, backTo: null };

/** The verdict of the moment. */
export function verdictOf(session: Session): Verdict {
  const { block, shown, entries } = session;
  const entry = (shown === null ? undefined : entries[shown]) ?? null;
  const about = { ...nothing, entry, view: entry?.view ?? null };
  if (block === null) {
    const standing = entry?.standing ?? "waiting";
    return standing === "waiting" || standing === "not_taken"
      ? { ...nothing, kind: "ready" }
      : { ...about, kind: standing, failure: entry?.failure ?? null };
  }
  switch (block.kind) {
    case "sent":
      return {
        ...about,
        kind: block.backTo === null ? "sent_unknown" : "sent",
        backTo: block.backTo,
      };
    case "undo_failed":
      return { ...nothing, kind: "undo_failed", failure: block.failure };
    case "nothing_to_undo":
      return { ...nothing, kind: block.kind };
    default:
      return { ...about, kind: block.kind, failure: entry?.failure ?? null };
  }
}

/** How the session went, for its end. */
export interface Sum {
  readonly done: number;
  readonly already: number;
  readonly notTaken: number;
  /** From the first scan to the end, milliseconds. */
  readonly lasted: number;
  /** Orders done a minute, by the time since the first scan. */
  readonly perMinute: number;
}

/** No rate is told of less: two scans in a second are no hundred and twenty a minute. */
const shortest = 10_000;

/** The sum of a session as of `now`, UTC milliseconds. */
export function sumOf({ entries, endedAt }: Session, now: number): Sum {
  const having = (...standings: readonly Entry["standing"][]) =>
    entries.filter(({ standing }) => standings.includes(standing)).length;
  const first = entries[0]?.at;
  const lasted = first === undefined ? 0 : Math.max(0, (endedAt ?? now) - first);
  const done = having("done");
  return {
    done,
    already: having("already"),
    notTaken: having("unknown", "may_not", "several", "failed", "not_taken"),
    lasted,
    perMinute: Math.round((done * 60_000) / Math.max(lasted, shortest)),
  };
}
