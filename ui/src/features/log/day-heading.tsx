import { useFormat, useNow } from "../../format";
import { useMessages } from "../../messages";
import { startOfDay } from "../../search";

/** The name of a day: today, yesterday, or its date. */
export function DayHeading({ start }: { readonly start: number }) {
  const translate = useMessages();
  const format = useFormat();
  const today = startOfDay(useNow(60_000));
  if (start === today) {
    return translate("timeline.today");
  }
  // The last moment of the day before today lies within yesterday.
  if (start === startOfDay(today - 1)) {
    return translate("timeline.yesterday");
  }
  return <bdi>{format.weekday(start)}</bdi>;
}
