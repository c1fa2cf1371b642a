import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";

import type { QueueView } from "../bridge/types";
import { type IconProps, ReadIcon, SendIcon, WarningIcon } from "../design";
import { useFormat } from "../format";
import { go, wholeLog } from "../location";
import { Message, useMessages } from "../messages";
import { useQueue } from "../queries";

/** What of the queue is said, each part with its own number: none of them is another one. */
const parts: readonly {
  readonly words: "queue.waiting" | "queue.lookedUp" | "queue.needsYou";
  readonly icon: (props: IconProps) => ReactNode;
  readonly of: (queue: QueueView) => number;
}[] = [
  {
    words: "queue.waiting",
    icon: SendIcon,
    of: ({ held, queued, sending }) => held + queued + sending,
  },
  { words: "queue.lookedUp", icon: ReadIcon, of: ({ unknown }) => unknown },
  { words: "queue.needsYou", icon: WarningIcon, of: ({ needsPerson }) => needsPerson },
];

/**
 * How many changes are not settled, in the header: those that wait to be sent or are looked up, and
 * those that wait for a person. Nothing is shown where nothing is open.
 */
export function QueueState() {
  const translate = useMessages();
  const format = useFormat();
  const queue = useQueue().data;
  if (queue === undefined) {
    return null;
  }
  const said = parts
    .map(({ words, icon, of }) => ({ icon, words, count: of(queue) }))
    .filter(({ count }) => count > 0);
  if (said.length === 0) {
    return null;
  }
  return (
    <AriaButton
      className="inline-flex h-7 shrink-0 items-center gap-2.5 rounded-control px-2 text-small data-hovered:bg-strip-ink/15"
      onPress={() => go({ screen: "log", order: null, log: wholeLog })}
    >
      <span className="sr-only">{translate("queue.open")}</span>
      {said.map(({ words, icon: Icon, count }) => (
        <span
          className="inline-flex items-center gap-1.5"
          key={words}
          title={translate(words, { count })}
        >
          <Icon size={14} />
          {/* Words where there is the room, else the number alone. */}
          <span className="max-roomy:sr-only">
            <Message id={words} values={{ count }} />
          </span>
          <bdi aria-hidden="true" className="roomy:hidden">
            {format.count(count)}
          </bdi>
        </span>
      ))}
    </AriaButton>
  );
}
