import type { PendingAction } from "../bridge/types";
import { ToneMark, toneText } from "../design";
import { useFormat, useNow } from "../format";
import { useMessages } from "../messages";
import { countsTo, standingBrief, standingText, standingTone } from "./standing";
import { askedName, briefName } from "./words";

/**
 * What was asked of an order and is not confirmed, in a cell of the list: dashed, with its mark, a
 * word on where it stands, and how many more there are. The whole of it is one hover away.
 */
export function PendingMark({ pending }: { readonly pending: PendingAction }) {
  return countsTo(pending) === null ? (
    <Mark now={0} pending={pending} />
  ) : (
    <CountingMark pending={pending} />
  );
}

function CountingMark({ pending }: { readonly pending: PendingAction }) {
  return <Mark now={useNow()} pending={pending} />;
}

function Mark({ pending, now }: { readonly pending: PendingAction; readonly now: number }) {
  const translate = useMessages();
  const format = useFormat();
  const tone = standingTone(pending);
  const more = pending.open - 1;
  const further = translate("pending.more", { count: more });
  const title = translate("pending.full", {
    what: askedName(translate, format, pending),
    standing: standingText(translate, format, pending, now),
  });
  return (
    // What has no room beside the mark wraps out of sight; it is in the title, and spoken.
    <span
      className="flex h-6 min-w-0 flex-wrap items-center gap-x-2 overflow-hidden"
      title={more > 0 ? `${title}${translate("listed.separator")}${further}` : title}
    >
      <span
        className={`pending flex h-6 min-w-0 max-w-full items-center gap-1.5 px-1.5 ${toneText[tone]}`}
      >
        <ToneMark size={12} tone={tone} />
        <bdi className="truncate">{briefName(translate, format, pending)}</bdi>
        {more > 0 && (
          <bdi aria-hidden="true" className="shrink-0 text-small" dir="ltr">
            +{format.count(more)}
          </bdi>
        )}
      </span>
      <span
        className={`h-6 leading-6! text-small ${tone === "needs" ? "text-needs" : "text-ink-faint"}`}
      >
        {standingBrief(translate, format, pending, now)}
      </span>
      {more > 0 && <span className="sr-only">{further}</span>}
    </span>
  );
}

/** Points said no to what was asked; its words are one hover away. */
export function RefusedMark({ message }: { readonly message: string | null }) {
  const translate = useMessages();
  return (
    <span
      className="flex shrink-0 items-center gap-1 text-small text-stop"
      title={message ?? undefined}
    >
      <ToneMark size={12} tone="stop" />
      {translate("pending.refused")}
    </span>
  );
}
