import type { Need, NeedKind } from "../../bridge/types";
import { ArrowOnIcon, KeyCap, ToneMark } from "../../design";
import { useFormat, useNow } from "../../format";
import { useShortcutsEnabled } from "../../frame";
import { Message, useMessages } from "../../messages";
import type { Tone } from "../../points";

const tones: Readonly<Record<NeedKind, Tone>> = {
  actions: "needs",
  key_refused: "stop",
  key_missing: "stop",
  away: "needs",
  inbox_silent: "needs",
  paid_not_in_shop: "stop",
  moving_in_vain: "stop",
  paid_twice: "stop",
  stale_reserved: "needs",
  stale_unpaid: "needs",
  cases: "needs",
  file_waits: "waiting",
  unshipped: "moving",
  gone: "waiting",
  unread: "waiting",
};

/** One thing that needs a person: what, how many, since when, and the key that leads there. */
export function NeedLine({
  need,
  place,
  onOpen,
}: {
  readonly need: Need;
  /** Counted from 0. */
  readonly place: number;
  readonly onOpen: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(60_000);
  const areKeysOn = useShortcutsEnabled();
  const waiting = need.count - need.unclear;
  const isAboutPoints = need.place === "sync" || need.place === "stores";
  return (
    <li>
      <button
        className="group grid min-h-14 w-full grid-cols-[18px_14px_minmax(0,1fr)_auto_16px] items-center gap-3 px-4 py-2 text-start outline-offset-[-2px] hover:bg-hover"
        onClick={onOpen}
        type="button"
      >
        {areKeysOn && place < 9 ? <KeyCap>{format.digits(String(place + 1))}</KeyCap> : <span />}
        <ToneMark tone={waiting === 0 ? "waiting" : tones[need.kind]} />
        <span className="min-w-0">
          <span className="block font-medium">
            <Message
              id={`need.${need.kind}.what`}
              values={{ count: need.count, waiting, unclear: need.unclear }}
            />
          </span>
          <span className="block text-ink-soft text-small">
            {translate(waiting === 0 ? "need.actions.whyUnclear" : `need.${need.kind}.why`)}
          </span>
        </span>
        <span className="text-end text-ink-faint text-small">
          {need.oldestAt !== null && (
            <Message
              id={isAboutPoints ? "need.lastRead" : need.count === 1 ? "need.since" : "need.oldest"}
              values={{ age: format.span(now - need.oldestAt) }}
            />
          )}
        </span>
        <ArrowOnIcon className="text-ink-faint group-hover:text-ink" />
      </button>
    </li>
  );
}
