import type {
  ActionView,
  FieldChange,
  NoteView,
  ObservationView,
  TimelineEntry,
} from "../../bridge/types";
import { startOfDay } from "../../search";

/** A line of the timeline as it is drawn. `at` is its place in it, UTC milliseconds. */
export type TimelineLine = { readonly at: number } & (
  | {
      readonly kind: "observation";
      readonly observation: ObservationView;
      /** Nothing was known before it, so all that it says is new. */
      readonly isFirst: boolean;
      /** What of it is shown; at most three fields of the first observation. */
      readonly changes: readonly FieldChange[];
      /** How many fields are left out. */
      readonly omitted: number;
    }
  | {
      readonly kind: "unchanged";
      /** The latest of the reads. */
      readonly latest: ObservationView;
      /** How often Points was read. */
      readonly reads: number;
      /** When the first of them was, UTC milliseconds. */
      readonly since: number;
    }
  | { readonly kind: "action"; readonly action: ActionView }
  | { readonly kind: "note"; readonly note: NoteView }
);

/** Who a line is from: what Points said, or what we did and wrote. */
export type Side = "points" | "us";

/** The lines of one day in Riyadh. */
export interface TimelineDay {
  /** When it began, UTC milliseconds. */
  readonly start: number;
  readonly lines: readonly TimelineLine[];
}

/** What a person asks about an order first. */
const important = ["order_status", "total_price", "status", "total_points", "order_number", "type"];

/** How many fields of the first observation are shown. */
const shownAtFirst = 3;

/**
 * The timeline, newest first, as it is drawn: reads in a row that changed nothing are one line, and
 * the first observation says only the most important of what it brought. `only` leaves out what the
 * other side did, and then also what stood between two reads.
 */
export function timelineLines(
  timeline: readonly TimelineEntry[],
  only: Side | null = null,
): readonly TimelineLine[] {
  const first = timeline.findLast(({ observation }) => observation !== null)?.observation ?? null;
  const lines: TimelineLine[] = [];
  for (const { at, observation, action, note } of timeline) {
    if (only !== "points") {
      if (action !== null) {
        lines.push({ at, kind: "action", action });
      }
      if (note !== null) {
        lines.push({ at, kind: "note", note });
      }
    }
    if (observation === null || only === "us") {
      continue;
    }
    const before = lines.at(-1);
    if (observation !== first && isUnchangedRead(observation)) {
      const { firstHeardAt: since, sightings: reads } = observation;
      if (before?.kind === "unchanged") {
        lines[lines.length - 1] = { ...before, since, reads: before.reads + reads };
      } else {
        lines.push({ at, kind: "unchanged", latest: observation, reads, since });
      }
      continue;
    }
    const isFirst = observation === first;
    const changes = isFirst
      ? [...observation.changes]
          .sort((one, other) => rank(one) - rank(other))
          .slice(0, shownAtFirst)
      : observation.changes;
    lines.push({
      at,
      kind: "observation",
      observation,
      isFirst,
      changes,
      omitted: observation.changes.length - changes.length,
    });
  }
  return lines;
}

/** The lines by their days in Riyadh. */
export function timelineDays(lines: readonly TimelineLine[]): readonly TimelineDay[] {
  const days: { readonly start: number; readonly lines: TimelineLine[] }[] = [];
  for (const line of lines) {
    const start = startOfDay(line.at);
    const day = days.at(-1);
    if (day?.start === start) {
      day.lines.push(line);
    } else {
      days.push({ start, lines: [line] });
    }
  }
  return days;
}

/** Which side a line is on. */
export function sideOf({ kind }: TimelineLine): Side {
  return kind === "action" || kind === "note" ? "us" : "points";
}

function isUnchangedRead({ source, changes }: ObservationView): boolean {
  return source === "read" && changes.length === 0;
}

function rank({ field }: FieldChange): number {
  const place = important.indexOf(field);
  return place < 0 ? important.length : place;
}
