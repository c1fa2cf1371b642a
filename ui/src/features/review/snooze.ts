/** Until when a case is put off: pure. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Riyadh is three hours ahead of UTC, all year. */
const ahead = 3 * hour;
/** When the shop's day begins. */
const opening = 9 * hour;

/** What is offered, the soonest first. */
export const snoozes = ["hour", "tomorrow", "threeDays", "week"] as const;
export type Snooze = (typeof snoozes)[number];

/** The moment, UTC milliseconds: in an hour, or at nine in the morning in Riyadh. */
export function snoozedUntil(choice: Snooze, now: number): number {
  const days = { hour: 0, tomorrow: 1, threeDays: 3, week: 7 }[choice];
  if (days === 0) {
    return now + hour;
  }
  const midnight = Math.floor((now + ahead) / day) * day - ahead;
  return midnight + days * day + opening;
}
