import { type Locale, tagOf } from "../messages";

/** Merchants of Points are in Saudi Arabia; the machine's own zone plays no part. */
export const timeZone = "Asia/Riyadh";

type Shape = "clock" | "day" | "dayOfYear" | "moment" | "exact";

const shapes: Readonly<Record<Shape, Intl.DateTimeFormatOptions>> = {
  clock: { hour: "numeric", minute: "2-digit" },
  day: { day: "numeric", month: "short", year: "numeric" },
  dayOfYear: { day: "numeric", month: "short" },
  moment: { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" },
  exact: {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
  },
};

const formats = new Map<string, Intl.DateTimeFormat>();

function timeFormat(locale: Locale, shape: Shape): Intl.DateTimeFormat {
  const tag = tagOf(locale);
  const key = `${tag}|${shape}`;
  const known = formats.get(key);
  if (known !== undefined) {
    return known;
  }
  const hasClock = shapes[shape].hour !== undefined;
  const format = new Intl.DateTimeFormat(tag, {
    ...shapes[shape],
    timeZone,
    // English readers here write 14:05, Arabic readers 2:05 م.
    ...(hasClock ? { hourCycle: locale.language === "ar" ? "h12" : "h23" } : {}),
  });
  formats.set(key, format);
  return format;
}

/** 14:05 */
export function formatClock(locale: Locale, at: number): string {
  return timeFormat(locale, "clock").format(at);
}

/** With the day of the week and the seconds: for tooltips and evidence. */
export function formatExact(locale: Locale, at: number): string {
  return timeFormat(locale, "exact").format(at);
}

/** 12 Nov, 14:05 */
export function formatMoment(locale: Locale, at: number): string {
  return timeFormat(locale, "moment").format(at);
}

/** The clock for today, the day for this year, with the year before that: as short as is clear. */
export function formatShort(locale: Locale, at: number, now: number): string {
  const day = timeFormat(locale, "day");
  if (day.format(at) === day.format(now)) {
    return formatClock(locale, at);
  }
  const yearOf = (time: number) =>
    day.formatToParts(time).find((part) => part.type === "year")?.value;
  return yearOf(at) === yearOf(now) ? timeFormat(locale, "moment").format(at) : day.format(at);
}
