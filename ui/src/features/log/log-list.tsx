import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";

import { rowAfter } from "../../design";
import type { LogSide } from "../../location";
import { Message, type MessageId, useMessages } from "../../messages";
import { DayHeading } from "./day-heading";
import { HeardRow } from "./heard-row";
import { entryFrom, isEntry, type LogLine, orderOf } from "./lines";
import { type RowProps, SentRow } from "./sent-row";
import { headingHeight, roomy, rowHeight, tracks } from "./sizes";

/** More is asked for when so few lines are left below. */
const nearEnd = 40;

/** The log as an ARIA grid whose rows exist only near the screen. The focus is on a row and roves. */
export function LogList({
  lines,
  side,
  active,
  held,
  open,
  hasMore,
  onActive,
  onHold,
  onOpen,
  onNearEnd,
}: {
  readonly lines: readonly LogLine[];
  readonly side: LogSide;
  /** The place of the line that has the focus, or would get it. */
  readonly active: number | null;
  /** The key of the line that a person went to. It is shown then, not whenever it moves. */
  readonly held: string | null;
  /** The uuid of the order that is open beside. */
  readonly open: string | null;
  readonly hasMore: boolean;
  readonly onActive: (place: number) => void;
  /** The focus came to the active line: it is that one from now on, wherever it goes. */
  readonly onHold: () => void;
  readonly onOpen: (line: LogLine) => void;
  readonly onNearEnd: () => void;
}) {
  const translate = useMessages();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (place) => (isEntry(lines[place]) ? rowHeight : headingHeight),
    getItemKey: (place) => lines[place]?.key ?? place,
    overscan: 8,
    // The focused row stays in the page wherever one scrolls, or the focus would be lost with it.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return active !== null && active < lines.length && !shown.includes(active)
        ? [...shown, active].sort((one, other) => one - other)
        : shown;
    },
  });
  const { scrollToIndex, measure } = grid;
  const before = useRef(held);
  useEffect(() => {
    if (before.current !== held) {
      before.current = held;
      if (active !== null) {
        // The heading over the first entry is shown with it.
        scrollToIndex(active <= 1 ? 0 : active);
      }
    }
  }, [scrollToIndex, active, held]);
  // Headings and entries differ in height, and what came newly moves them all.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heights hang on the lines
  useEffect(measure, [measure, lines]);

  const visible = grid.getVirtualItems();
  const isNearEnd = hasMore && (visible.at(-1)?.index ?? 0) >= lines.length - nearEnd;
  useEffect(() => {
    if (isNearEnd) {
      onNearEnd();
    }
  }, [isNearEnd, onNearEnd]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.altKey || event.ctrlKey || active === null) {
      return;
    }
    const line = lines[active];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const moved = rowAfter(event.code, active, lines.length, page);
    const to = moved === null ? null : entryFrom(lines, moved, moved < active ? -1 : 1);
    if (moved !== null) {
      event.preventDefault();
      if (to !== null) {
        onActive(to);
      }
    } else if ((event.code === "Enter" || event.code === "NumpadEnter") && isOnRow(event)) {
      event.preventDefault();
      if (line !== undefined) {
        onOpen(line);
      }
    }
  };

  return (
    <div
      aria-label={translate(`log.side.${side}`)}
      aria-rowcount={hasMore ? -1 : lines.length + 1}
      className="@container flex min-h-0 flex-1 flex-col"
      role="grid"
    >
      <Header side={side} />
      {/* The scrollable rows are reached through the rows themselves. */}
      <div
        className="min-h-0 flex-1 overflow-y-scroll"
        data-rows
        onFocus={onHold}
        onKeyDown={onKeyDown}
        ref={scroller}
        role="rowgroup"
        tabIndex={-1}
      >
        <div
          className="relative overflow-clip"
          role="presentation"
          style={{ blockSize: `${grid.getTotalSize()}px` }}
        >
          {visible.map(({ index, key, start }) => {
            const line = lines[index];
            return line === undefined ? null : (
              <Line
                index={index}
                isActive={index === active}
                isOpen={open !== null && orderOf(line) === open}
                key={key}
                line={line}
                onOpen={onOpen}
                top={start}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Line({ line, ...row }: RowProps<LogLine>) {
  switch (line.kind) {
    case "needs":
      return (
        <Heading index={row.index} top={row.top}>
          <span className="text-needs">
            <Message
              id={line.total.atLeast ? "log.needsAtLeast" : "log.needs"}
              values={{ count: line.total.count }}
            />
          </span>
        </Heading>
      );
    case "day":
      return (
        <Heading index={row.index} top={row.top}>
          <DayHeading start={line.start} />
        </Heading>
      );
    case "out":
      return <SentRow line={line} {...row} />;
    case "in":
      return <HeardRow line={line} {...row} />;
  }
}

/** Enter on a button in a row is the button's. */
function isOnRow({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest("button, a") === null;
}

function Heading({
  index,
  top,
  children,
}: {
  readonly index: number;
  readonly top: number;
  readonly children: ReactNode;
}) {
  return (
    <div
      aria-rowindex={index + 2}
      className="absolute inset-x-0 top-0 flex items-end border-line border-b bg-canvas px-4 pb-1 font-medium text-ink-soft text-small"
      role="row"
      style={{ blockSize: `${headingHeight}px`, transform: `translateY(${top}px)` }}
    >
      <div role="rowheader">{children}</div>
    </div>
  );
}

const columns = {
  out: [
    "log.column.when",
    "column.number",
    "log.column.what",
    "log.column.stands",
    "log.column.tries",
  ],
  in: ["log.column.when", "column.number", "log.column.heard", "log.column.changed"],
} as const satisfies Readonly<Record<LogSide, readonly MessageId[]>>;

/** The names of the columns. */
function Header({ side }: { readonly side: LogSide }) {
  const translate = useMessages();
  const names = columns[side];
  return (
    // The gutter is as wide as that of the rows below, so the columns stand in line.
    <div
      className="shrink-0 overflow-y-scroll border-line border-b [scrollbar-color:transparent_transparent]"
      role="rowgroup"
      tabIndex={-1}
    >
      <div aria-rowindex={1} className={`h-8 text-ink-faint text-small ${tracks[side]}`} role="row">
        {names.map((name) => (
          <div
            className={`truncate ${name === "log.column.tries" ? `text-end ${roomy}` : ""}`}
            key={name}
            role="columnheader"
          >
            {translate(name)}
          </div>
        ))}
      </div>
    </div>
  );
}
