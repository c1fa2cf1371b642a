import type { ActionView, HeardEntry, OrderTotal } from "../../bridge/types";
import { startOfDay } from "../../search";

/** A line of the log as it is drawn. */
export type LogLine = { readonly key: string } & (
  | { readonly kind: "needs"; readonly total: OrderTotal }
  | {
      readonly kind: "day";
      /** When it began in Riyadh, UTC milliseconds. */
      readonly start: number;
    }
  | {
      readonly kind: "out";
      readonly action: ActionView;
      /** It stands above all days, because it needs a person. */
      readonly isAbove: boolean;
    }
  | { readonly kind: "in"; readonly entry: HeardEntry }
);

/** A line that can be gone to and opened. */
export type Entry = Extract<LogLine, { kind: "out" | "in" }>;

export function isEntry(line: LogLine | undefined): line is Entry {
  return line?.kind === "out" || line?.kind === "in";
}

/** The uuid of the order that a line is about. */
export function orderOf(line: LogLine | undefined): string | null {
  switch (line?.kind) {
    case "out":
      return line.action.orderUuid;
    case "in":
      return line.entry.order?.uuid ?? null;
    default:
      return null;
  }
}

/**
 * What went out: first all that needs a person, whatever is filtered; then what was asked for, by
 * days, without what stands above already.
 */
export function outLines(
  needing: readonly ActionView[],
  actions: readonly ActionView[],
  /** How many need a person, where more of them do than are loaded. */
  needed: OrderTotal | null = null,
): readonly LogLine[] {
  const above = new Set(needing.map(({ id }) => id));
  const head: LogLine[] =
    needing.length === 0
      ? []
      : [
          {
            kind: "needs",
            key: "needs",
            total: needed ?? { count: needing.length, atLeast: false },
          },
          ...needing.map((action) => outLine(action, true)),
        ];
  // What is loaded next comes between those above and the days: nothing may slide away under it.
  return needed !== null
    ? head
    : [
        ...head,
        ...byDays(
          actions.filter(({ id }) => !above.has(id)),
          ({ askedAt }) => askedAt,
          (action) => outLine(action, false),
        ),
      ];
}

/** What came in, by days. */
export function inLines(entries: readonly HeardEntry[]): readonly LogLine[] {
  return byDays(
    entries,
    ({ heardAt }) => heardAt,
    (entry) => ({
      kind: "in",
      // What names no order is counted by itself.
      key: `${entry.order === null ? "of none" : "in"} ${String(entry.id)}`,
      entry,
    }),
  );
}

function outLine(action: ActionView, isAbove: boolean): LogLine {
  return { kind: "out", key: `out ${String(action.id)}`, action, isAbove };
}

function byDays<Item>(
  items: readonly Item[],
  timeOf: (item: Item) => number,
  lineOf: (item: Item) => LogLine,
): LogLine[] {
  const lines: LogLine[] = [];
  let last: number | null = null;
  for (const item of items) {
    const start = startOfDay(timeOf(item));
    if (start !== last) {
      lines.push({ kind: "day", key: `day ${String(start)}`, start });
      last = start;
    }
    lines.push(lineOf(item));
  }
  return lines;
}

/** The nearest entry from a place on, first that way, then the other; none where there is none. */
export function entryFrom(lines: readonly LogLine[], place: number, step: 1 | -1): number | null {
  for (const way of [step, -step]) {
    for (let at = place; at >= 0 && at < lines.length; at += way) {
      if (isEntry(lines[at])) {
        return at;
      }
    }
  }
  return null;
}
