/**
 * Money, points, times, digits and ages. The functions are pure; `useFormat` binds them to the
 * present locale. Calendar, digits and time zone are always pinned.
 */
import { useMemo } from "react";

import { translator, useLocale } from "../messages";
import { formatAgo, formatBriefAgo, formatBriefSpan, formatSpan } from "./age";
import {
  formatAmountText,
  formatBrief,
  formatCount,
  formatDecimalText,
  formatHalalas,
  formatPoints,
  formatShare,
  localDigits,
} from "./money";
import {
  formatClock,
  formatDate,
  formatDay,
  formatDayOfYear,
  formatExact,
  formatMoment,
  formatShort,
  formatWeekday,
} from "./times";

export { formatAgo, formatBriefAgo, formatBriefSpan, formatSpan } from "./age";
export { leftUntil, useNow } from "./clock";
export {
  formatAmountText,
  formatBrief,
  formatCount,
  formatDecimalText,
  formatHalalas,
  formatPoints,
  formatShare,
  localDigits,
} from "./money";
export { formatLocalPhone, formatPhone } from "./phone";
export {
  formatClock,
  formatDate,
  formatDay,
  formatDayOfYear,
  formatExact,
  formatMoment,
  formatShort,
  formatWeekday,
  timeZone,
} from "./times";
export { readHalalas } from "./typed-amount";

/** All formatters in the present locale. */
export function useFormat() {
  const locale = useLocale();
  return useMemo(() => {
    const translate = translator(locale);
    return {
      brief: (value: number) => formatBrief(locale, value),
      count: (count: number) => formatCount(locale, count),
      money: (halalas: number) => formatHalalas(locale, halalas),
      share: (part: number, whole: number) => formatShare(locale, part, whole),
      decimalText: (text: string) => formatDecimalText(locale, text),
      amountText: (text: string) => formatAmountText(locale, text),
      points: (text: string) => formatPoints(locale, text),
      digits: (text: string) => localDigits(locale, text),
      clock: (at: number) => formatClock(locale, at),
      date: (at: number) => formatDate(locale, at),
      dayOfYear: (at: number) => formatDayOfYear(locale, at),
      weekday: (at: number) => formatWeekday(locale, at),
      day: (at: number, now: number) => formatDay(locale, at, now),
      short: (at: number, now: number) => formatShort(locale, at, now),
      moment: (at: number) => formatMoment(locale, at),
      exact: (at: number) => formatExact(locale, at),
      ago: (milliseconds: number) => formatAgo(translate, milliseconds),
      briefAgo: (milliseconds: number) => formatBriefAgo(translate, milliseconds),
      span: (milliseconds: number) => formatSpan(translate, milliseconds),
      briefSpan: (milliseconds: number) => formatBriefSpan(translate, milliseconds),
    };
  }, [locale]);
}

/** What `useFormat` gives. */
export type Format = ReturnType<typeof useFormat>;
