import type { Translate } from "../messages";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How long ago or how long still, in at most two units: "12 s", "3 h 12 min", "5 d". Negative
 * spans (a clock that is behind) count as none.
 */
export function formatSpan(translate: Translate, milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < minute) {
    return translate("age.seconds", { count: Math.floor(span / second) });
  }
  if (span < hour) {
    return translate("age.minutes", { count: Math.floor(span / minute) });
  }
  if (span < day) {
    const hours = Math.floor(span / hour);
    const minutes = Math.floor((span % hour) / minute);
    return minutes === 0
      ? translate("age.hours", { count: hours })
      : translate("age.hoursMinutes", { hours, minutes });
  }
  return translate("age.days", { count: Math.floor(span / day) });
}

/** How long ago, as it stands in a sentence: "12 s ago", "just now". */
export function formatAgo(translate: Translate, milliseconds: number): string {
  return milliseconds < second
    ? translate("age.now")
    : translate("age.ago", { age: formatSpan(translate, milliseconds) });
}

/** The same in one unit, for narrow columns: "3 h ago". */
export function formatBriefAgo(translate: Translate, milliseconds: number): string {
  return milliseconds < second
    ? translate("age.now")
    : translate("age.ago", { age: formatBriefSpan(translate, milliseconds) });
}

/** A span in one unit, for narrow columns. */
export function formatBriefSpan(translate: Translate, milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  return span >= hour && span < day
    ? translate("age.hours", { count: Math.floor(span / hour) })
    : formatSpan(translate, span);
}
