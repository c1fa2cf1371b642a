import type { PendingAction } from "../bridge/types";
import { ToneMark, toneText } from "../design";
import { useFormat, useNow } from "../format";
import { Message, useMessages } from "../messages";
import { shippingWord } from "../points";
import { countsTo, standingBrief, standingText, standingTone } from "./standing";
import { askedName } from "./words";

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
  const what = askedName(translate, format, pending);
  const title = translate("pending.full", {
    what,
    standing: standingText(translate, format, pending, now),
  });
  return (
    <span className="flex min-w-0 items-center gap-2" title={title}>
      <span
        className={`pending flex min-w-0 shrink-[2] items-center gap-1.5 px-1.5 ${toneText[tone]}`}
      >
        <ToneMark size={12} tone={tone} />
        <bdi className="truncate">
          {pending.kind === "shipping" && pending.target !== null
            ? shippingWord(translate, pending.target)
            : what}
        </bdi>
      </span>
      <span
        className={`min-w-0 truncate text-small ${tone === "needs" ? "text-needs" : "text-ink-faint"}`}
      >
        {standingBrief(translate, format, pending, now)}
      </span>
      {more > 0 && (
        <span className="shrink-0 text-ink-faint text-small">
          <Message id="pending.more" values={{ count: more }} />
        </span>
      )}
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
