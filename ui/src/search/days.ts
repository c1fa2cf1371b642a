/** Days of Riyadh, which keeps one offset all year. Times are UTC milliseconds. */
const day = 86_400_000;
const offset = 3 * 3_600_000;

/** A stretch of time: from here on, before there. */
export interface Days {
  readonly from: number | null;
  readonly until: number | null;
}

/** The stretches that have a name. */
export const namedDays = [
  "today",
  "yesterday",
  "this-week",
  "last-week",
  "this-month",
  "last-month",
] as const;
export type NamedDays = (typeof namedDays)[number];

/** When the day of a moment began in Riyadh. */
export function startOfDay(at: number): number {
  return Math.floor((at + offset) / day) * day - offset;
}

function startOf(year: number, month: number, date: number): number {
  return Date.UTC(year, month, date) - offset;
}

/** A named stretch as of now; the week begins on Sunday. */
export function daysOf(name: NamedDays, now: number): Days {
  const today = startOfDay(now);
  const here = new Date(now + offset);
  const week = today - here.getUTCDay() * day;
  const month = (further: number) =>
    startOf(here.getUTCFullYear(), here.getUTCMonth() + further, 1);
  switch (name) {
    case "today":
      return { from: today, until: today + day };
    case "yesterday":
      return { from: today - day, until: today };
    case "this-week":
      return { from: week, until: week + 7 * day };
    case "last-week":
      return { from: week - 7 * day, until: week };
    case "this-month":
      return { from: month(0), until: month(1) };
    case "last-month":
      return { from: month(-1), until: month(0) };
  }
}

/** The name of a stretch, where it has one now. */
export function nameOf({ from, until }: Days, now: number): NamedDays | undefined {
  return namedDays.find((name) => {
    const named = daysOf(name, now);
    return named.from === from && named.until === until;
  });
}

/** When the day of a text such as 2026-11-01 begins; none where there is no such day. */
function readDay(text: string): number | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (match === null) {
    return null;
  }
  const [year = 0, month = 0, date = 0] = match.slice(1).map(Number);
  const at = new Date(Date.UTC(year, month - 1, date));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === date ? at.getTime() - offset : null;
}

/** Days as they are written: one, or two with dots between, either of which may be left out. */
export function readDays(text: string): Days | null {
  const [first = "", last] = text.split("..", 2);
  const from = first === "" ? null : readDay(first);
  if (last === undefined) {
    return from === null ? null : { from, until: from + day };
  }
  const to = last === "" ? null : readDay(last);
  const isReadable = (first === "" || from !== null) && (last === "" || to !== null);
  return isReadable && (from !== null || to !== null)
    ? { from, until: to === null ? null : to + day }
    : null;
}

/** The other way round; a moment within a day counts as its day. */
export function writeDays({ from, until }: Days): string {
  const write = (at: number) => new Date(at + offset).toISOString().replace(/T.*$/, "");
  if (from !== null && until === from + day) {
    return write(from);
  }
  return `${from === null ? "" : write(from)}..${until === null ? "" : write(until - 1)}`;
}
