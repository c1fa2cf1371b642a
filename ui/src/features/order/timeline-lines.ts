import type { ActionView, FieldChange, ObservationView, TimelineEntry } from "../../bridge/types";

/** A line of the timeline as it is drawn. */
export type TimelineLine =
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
    }
  | { readonly kind: "action"; readonly action: ActionView };

/** What a person asks about an order first. */
const important = ["order_status", "total_price", "status", "total_points", "order_number", "type"];

/** How many fields of the first observation are shown. */
const shownAtFirst = 3;

/**
 * The timeline, newest first, as it is drawn: reads in a row that changed nothing are one line, and
 * the first observation says only the most important of what it brought.
 */
export function timelineLines(timeline: readonly TimelineEntry[]): readonly TimelineLine[] {
  const first = timeline.findLast(({ observation }) => observation !== null)?.observation ?? null;
  const lines: TimelineLine[] = [];
  for (const { observation, action } of timeline) {
    if (action !== null) {
      lines.push({ kind: "action", action });
    }
    if (observation === null) {
      continue;
    }
    const before = lines.at(-1);
    if (observation !== first && isUnchangedRead(observation)) {
      if (before?.kind === "unchanged") {
        lines[lines.length - 1] = { ...before, reads: before.reads + observation.sightings };
      } else {
        lines.push({ kind: "unchanged", latest: observation, reads: observation.sightings });
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
      kind: "observation",
      observation,
      isFirst,
      changes,
      omitted: observation.changes.length - changes.length,
    });
  }
  return lines;
}

function isUnchangedRead({ source, changes }: ObservationView): boolean {
  return source === "read" && changes.length === 0;
}

function rank({ field }: FieldChange): number {
  const place = important.indexOf(field);
  return place < 0 ? important.length : place;
}
