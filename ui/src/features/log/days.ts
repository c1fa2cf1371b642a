import type { LogPlace } from "../../location";
import { type Days, daysOf, readDays } from "../../search";

/** The stretches that have a name here. */
export const namedLogDays = ["today", "week"] as const;

const day = 86_400_000;
/** Today and the six days before. */
const daysOfWeek = 7;

/** The stretch of time that the log shows, as of now; days that cannot be read ask for nothing. */
export function logDays({ days }: Pick<LogPlace, "days">, now: number): Days {
  const today = daysOf("today", now);
  switch (days) {
    case "today":
      return { from: today.from, until: null };
    case "week":
      return {
        from: today.from === null ? null : today.from - (daysOfWeek - 1) * day,
        until: null,
      };
    default:
      return readDays(days) ?? { from: null, until: null };
  }
}
