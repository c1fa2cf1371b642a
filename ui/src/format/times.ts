import { type Locale, tagOf } from "../messages";

/** Merchants of Points are in Saudi Arabia; the machine's own zone plays no part. */
export const timeZone = "Asia/Riyadh";

type Shape = "clock" | "day" | "dayOfYear" | "weekday" | "moment" | "exact";

const shapes: Readonly<Record<Shape, Intl.DateTimeFormatOptions>> = {
  clock: { hour: "numeric", minute: "2-digit" },
  day: { day: "numeric", month: "short", year: "numeric" },
  dayOfYear: { day: "numeric", month: "short" },
  weekday: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
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
  const isArabic = locale.language === "ar";
  const format = new Intl.DateTimeFormat(tag, {
    ...shapes[shape],
    timeZone,
    // English readers here write 14:05, Arabic readers 2:05 م.
    ...(hasClock
      ? { hourCycle: isArabic ? "h12" : "h23", hour: isArabic ? "numeric" : "2-digit" }
      : {}),
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

/** 12 Nov 2026 */
export function formatDate(locale: Locale, at: number): string {
  return timeFormat(locale, "day").format(at);
}

/** 12 Nov */
export function formatDayOfYear(locale: Locale, at: number): string {
  return timeFormat(locale, "dayOfYear").format(at);
}

/** Thursday, 12 November 2026 */
export function formatWeekday(locale: Locale, at: number): string {
  return timeFormat(locale, "weekday").format(at);
}

/** The clock for today, day and clock for this year, the day with its year before that. */
export function formatShort(locale: Locale, at: number, now: number): string {
  const day = timeFormat(locale, "day");
  if (day.format(at) === day.format(now)) {
    return formatClock(locale, at);
  }
  return isSameYear(locale, at, now) ? formatMoment(locale, at) : day.format(at);
}

/** The clock for today, the day without it before: for narrow columns. */
export function formatDay(locale: Locale, at: number, now: number): string {
  const day = timeFormat(locale, "day");
  if (day.format(at) === day.format(now)) {
    return formatClock(locale, at);
  }
  return isSameYear(locale, at, now) ? timeFormat(locale, "dayOfYear").format(at) : day.format(at);
}

/** Whether both times are in one year of the locale's calendar. */
function isSameYear(locale: Locale, one: number, other: number): boolean {
  const yearOf = (time: number) =>
    timeFormat(locale, "day")
      .formatToParts(time)
      .find((part) => part.type === "year")?.value;
  return yearOf(one) === yearOf(other);
}
