import { memo } from "react";

import type { HeardEntry } from "../../bridge/types";
import { EventIcon, NoValue, ReadIcon, useRovingFocus } from "../../design";
import { useFormat } from "../../format";
import { ChangeWords, SourceWords } from "../../heard";
import { useMessages } from "../../messages";
import type { LogLine } from "./lines";
import { type RowProps, rowLook } from "./sent-row";
import { rowHeight, tracks } from "./sizes";

/** So many changes have room in a row. */
const shownChanges = 2;

/** Something that came in: when, who said it of which order if of any, and what that changed. */
export const HeardRow = memo(function HeardRow({
  line,
  index,
  top,
  isActive,
  isOpen,
  onOpen,
}: RowProps<Extract<LogLine, { kind: "in" }>>) {
  const format = useFormat();
  const element = useRovingFocus(isActive);
  const { entry } = line;
  const Icon = entry.source === "event" ? EventIcon : ReadIcon;
  return (
    <div
      aria-rowindex={index + 2}
      className={`${rowLook(isActive, isOpen)} ${tracks.in}`}
      onClick={() => onOpen(line)}
      // The keys are those of the grid around.
      onKeyDown={() => undefined}
      ref={element}
      role="row"
      style={{ blockSize: `${rowHeight}px`, transform: `translateY(${top}px)` }}
      tabIndex={isActive ? 0 : -1}
    >
      <div className="truncate text-ink-soft" role="gridcell" title={format.exact(entry.heardAt)}>
        <bdi>{format.clock(entry.heardAt)}</bdi>
      </div>
      <div className="truncate font-semibold" role="gridcell">
        {entry.order === null ? (
          <NoValue />
        ) : (
          <bdi>{entry.order.orderNumber ?? entry.order.uuid.slice(0, 8)}</bdi>
        )}
      </div>
      <div className="min-w-0" role="gridcell">
        <p className="flex min-w-0 items-center gap-2">
          <Icon className="shrink-0 text-ink-faint" size={14} />
          <span className="truncate">
            <SourceWords event={entry.event} source={entry.source} />
          </span>
        </p>
      </div>
      <div className="min-w-0" role="gridcell">
        <Changes entry={entry} />
      </div>
    </div>
  );
});

function Changes({ entry: { order, changes, isRepeated } }: { readonly entry: HeardEntry }) {
  const translate = useMessages();
  if (order === null || isRepeated || changes.length === 0) {
    const words =
      order === null ? "log.namesNoOrder" : isRepeated ? "log.repeated" : "timeline.noChange";
    return <p className="truncate text-ink-faint text-small">{translate(words)}</p>;
  }
  const rest = changes.length - shownChanges;
  return (
    <>
      {changes.slice(0, rest > 0 ? shownChanges - 1 : shownChanges).map((change) => (
        <ChangeWords change={change} isShort key={change.field} />
      ))}
      {rest > 0 && (
        <p className="truncate text-ink-faint text-small">
          {translate("timeline.omitted", { count: rest + 1 })}
        </p>
      )}
    </>
  );
}
