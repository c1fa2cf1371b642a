import { useFormat, useNow } from "../format";
import { useMessages } from "../messages";
import { countsTo, type Stood, standingBrief, standingText } from "./standing";

/** Where an action stands; it counts down while there is something to wait for. */
export function StandingWords({
  action,
  isBrief = false,
}: {
  readonly action: Stood;
  /** A word or two, for a cell of the list. */
  readonly isBrief?: boolean;
}) {
  return countsTo(action) === null ? (
    <Words action={action} isBrief={isBrief} now={0} />
  ) : (
    <Counting action={action} isBrief={isBrief} />
  );
}

function Counting({ action, isBrief }: { readonly action: Stood; readonly isBrief: boolean }) {
  return <Words action={action} isBrief={isBrief} now={useNow()} />;
}

function Words({
  action,
  isBrief,
  now,
}: {
  readonly action: Stood;
  readonly isBrief: boolean;
  readonly now: number;
}) {
  const translate = useMessages();
  const format = useFormat();
  return (isBrief ? standingBrief : standingText)(translate, format, action, now);
}
