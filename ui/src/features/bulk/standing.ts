import type { BatchRow, ShippingStep } from "../../bridge/types";
import { type Tone, wasNotSent } from "../../points";

/** Where one order of a batch stands, as a person sees it. */
export const standings = [
  "confirmed",
  "sent",
  "held",
  "waiting",
  "refused",
  "notSent",
  "needsYou",
  "unclear",
  "withdrawn",
  "superseded",
] as const;
export type Standing = (typeof standings)[number];

export const standingTone: Readonly<Record<Standing, Tone>> = {
  confirmed: "done",
  sent: "moving",
  held: "waiting",
  waiting: "waiting",
  refused: "stop",
  notSent: "needs",
  needsYou: "needs",
  unclear: "moving",
  withdrawn: "waiting",
  superseded: "waiting",
};

export function standingOf(row: BatchRow): Standing {
  switch (row.state) {
    case "queued":
      return "waiting";
    case "sending":
      return "sent";
    case "unknown":
      return "unclear";
    case "needs_person":
      return wasNotSent(row) ? "notSent" : "needsYou";
    default:
      return row.state;
  }
}

/** Whether it certainly did not happen, and may be asked for once more. */
export function isFailed(row: BatchRow): boolean {
  const standing = standingOf(row);
  return standing === "refused" || standing === "notSent";
}

/** Whether it waits for its turn or for its answer. */
function isUnderWay({ state }: BatchRow): boolean {
  return state === "held" || state === "queued" || state === "sending";
}

/** Whether its end is known, or a person has to say what it is to be. */
function isEnded(row: BatchRow): boolean {
  return !isUnderWay(row) && row.state !== "unknown";
}

/** What came of a batch, counted. */
export interface BatchTally {
  readonly counts: Readonly<Record<Standing, number>>;
  readonly total: number;
  /** Of how many the end is known. */
  readonly settled: number;
  /** Nothing of it waits for its turn or its answer any more; some may be looked up. */
  readonly isOut: boolean;
  /** Nothing of it goes on by itself any more. */
  readonly isOver: boolean;
}

export function tally(rows: readonly BatchRow[]): BatchTally {
  const counts = Object.fromEntries(standings.map((standing) => [standing, 0])) as Record<
    Standing,
    number
  >;
  for (const row of rows) {
    counts[standingOf(row)] += 1;
  }
  return {
    counts,
    total: rows.length,
    settled: rows.filter((row) => isEnded(row) && row.state !== "needs_person").length,
    isOut: !rows.some(isUnderWay),
    isOver: rows.every(isEnded),
  };
}

/** How those that failed are asked for again: to where all of them were to go, or each to its next. */
export function stepAgain(failed: readonly BatchRow[]): ShippingStep {
  const [target, ...others] = new Set(failed.map((row) => row.target));
  return target == null || others.length > 0 ? { step: "next" } : { step: "to", word: target };
}
